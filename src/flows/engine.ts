/**
 * The interview engine: a pure function from (state, event) to what is remembered, said and done. The order of decisions is
 * the order of this file: opt-out, silence, starting points, consent, the interview, what comes after.
 */
import { begunBy, takeAfterwards } from './afterwards.ts';
import { resume, sayWhereItStands, takeConsent, takeStart } from './consent.ts';
import { takeDeadline, takeDecided } from './decided.ts';
import { takeDisputes } from './disputing.ts';
import { closeIfFinal, endWithApplication, endWithOpening, isFinal, takesNobody } from './ended.ts';
import { answerHr, handBack, heardByHr, hrSays, takeOver } from './handover.ts';
import type { Command } from './intents.ts';
import { invite, takeScreening } from './invitations.ts';
import { firstLanguage, plainLanguage } from './language.ts';
import { takeInterviewMessages } from './messages.ts';
import { sayMissed } from './missed.ts';
import type { ConversationState, EngineContext, EngineEvent, EngineResult, HeardMessage } from './model.ts';
import { comeOver, goOnHere, loseAddress, noteTried, sayWays, takeBack } from './moving.ts';
import { takeNotice } from './notices.ts';
import { sayOwnData, settleOwnData } from './own-data.ts';
import { sendProof, takeOffer } from './proving.ts';
import { takeContact } from './replies.ts';
import { addSilently, recordSilently } from './silently.ts';
import { stop, whileStopped } from './stopping.ts';
import { setTimers, takeTimer } from './timers.ts';
import { Turn } from './turn.ts';
import type { Understood } from './understand.ts';
import { hear } from './witness.ts';
import { takeWork } from './work.ts';

/** Where neither words nor the app tell a language; the first clear sentence changes it. */
const DEFAULT_LANGUAGE = 'zh';

/**
 * Takes one event to the next state. Pure: no clock, no chance, no I/O; the same input gives the same output. Never throws
 * on anything that a person or a provider can send. The lines of one result are one message with at most one question.
 */
export function next(
  state: ConversationState | null,
  event: EngineEvent,
  context: EngineContext,
): EngineResult {
  const turn = new Turn(state, context, languageFor(event));
  switch (event.type) {
    case 'messages':
      takeMessages(turn, event.messages);
      break;
    case 'timer':
      takeTimer(turn, event.timer);
      return turn.result();
    case 'application_ended':
      endWithApplication(turn, event);
      break;
    case 'decided':
      takeDecided(turn, event.decided);
      break;
    case 'notice':
      takeNotice(turn, event.notice);
      return turn.result();
    case 'deadline':
      takeDeadline(turn, event.deadline, event.about);
      return turn.result();
    case 'takeover':
      takeOver(turn, event);
      break;
    case 'handback':
      handBack(turn);
      break;
    case 'invite':
      invite(turn, event.invitation);
      return turn.result();
    case 'screened':
      takeScreening(turn, event);
      return turn.result();
    case 'hr_message':
      hrSays(turn, event);
      return turn.result();
    case 'missed':
      sayMissed(turn);
      return turn.result();
    case 'unreachable':
      loseAddress(turn, event);
      return turn.result();
    case 'prove':
      sendProof(turn, event);
      return turn.result();
    case 'shut':
      turn.ticket('unsent', null);
      return turn.result();
    case 'opted_out':
      turn.effects.push({ type: 'opt_out' });
      if (turn.interview?.status === 'in_progress') turn.status('paused');
      turn.state.stopped = true;
      break;
  }
  setTimers(turn, event.type === 'messages');
  return turn.result();
}

function languageFor(event: EngineEvent) {
  if (event.type === 'invite') return event.invitation.language ?? DEFAULT_LANGUAGE;
  if (event.type === 'screened') return event.screening?.invitation.language ?? DEFAULT_LANGUAGE;
  if (event.type === 'decided') return event.decided.language ?? DEFAULT_LANGUAGE;
  if (event.type === 'application_ended') return event.about?.language ?? DEFAULT_LANGUAGE;
  if (event.type === 'notice') return event.notice?.language ?? DEFAULT_LANGUAGE;
  if (event.type === 'deadline') return event.about?.language ?? DEFAULT_LANGUAGE;
  if (event.type !== 'messages') return DEFAULT_LANGUAGE;
  const said = event.messages
    .map((message) => firstLanguage(message.text))
    .find((language) => language !== null);
  return said ?? event.messages.find((message) => message.languageHint)?.languageHint ?? DEFAULT_LANGUAGE;
}

function takeMessages(turn: Turn, messages: HeardMessage[]): void {
  const { state } = turn;
  const heard = messages.filter((message) => takeGroup(turn, message, messages));
  for (const message of heard) {
    comeOver(turn, message);
    noteTried(turn, message);
    takeBack(turn, message);
  }
  const seen = heard.filter((message) => !message.disowns && !takeOffer(turn, message)).map(hear);
  // In whatever state: silence and a person in the chat do not take it away.
  const erasing = seen.find(({ command }) => command === 'erase');
  if (erasing) turn.ticket('erasure', erasing.message.turn);
  if (seen.some(({ optOut }) => optOut)) stop(turn, seen);
  else if (state.stopped) {
    if (whileStopped(turn, seen)) takeHeard(turn, seen);
  } else if (state.takenOver) heardByHr(turn, seen);
  else if (seen.length > 0) takeHeard(turn, seen);
  settleOwnData(turn, seen);
  // One hearing for each, whatever happened.
  const known = new Set(turn.hearings.map((hearing) => hearing.turn));
  for (const message of messages) if (!known.has(message.turn)) turn.hear(message, 'other');
  turn.hearings.sort((a, b) => a.turn - b.turn);
}

/** No interview is held in a group; said once a batch. */
function takeGroup(turn: Turn, message: HeardMessage, all: HeardMessage[]): boolean {
  if (message.content.kind !== 'group') return true;
  turn.hear(message, 'other', { record: false });
  // Who asked us to stop is told nothing, not even this.
  const alone = all.every(({ content }) => content.kind === 'group') && turn.lines.length === 0;
  if (alone && !turn.state.stopped) turn.say('notice', 'group');
  return false;
}

function takeHeard(turn: Turn, seen: Understood[]): void {
  const { state } = turn;
  const starts = seen.filter(({ message }) => message.content.kind === 'start');
  const last = starts.at(-1);
  if (last) {
    delete state.hrAsked;
    for (const { message } of starts) if (message !== last.message) turn.hear(message, 'start');
    const at = seen.indexOf(last);
    const others = (from: number, to?: number) =>
      seen.slice(from, to).filter(({ message }) => message.content.kind !== 'start');
    // What was written before belongs to the interview that was talked about.
    if (turn.interview && state.consent === 'given') recordSilently(turn, others(0, at));
    if (last.message.start?.found === 'linked') goOnHere(turn, last.message);
    else takeStart(turn, last.message);
    // What was written behind was written before anything was asked here.
    if (turn.interview && state.consent === 'given') addSilently(turn, others(at + 1));
    return;
  }
  if (state.hrAsked && seen.every(({ message, command }) => isText(message) && !command)) {
    answerHr(turn, seen);
    return;
  }
  delete state.hrAsked;
  if (state.consent !== 'given') {
    beforeConsent(turn, seen);
    return;
  }
  const said = takeDisputes(turn, seen);
  if (said.length === 0 && seen.length > 0) return;
  if (turn.interview === null) {
    withoutInterview(turn, said);
    return;
  }
  const rest = turn.interview.status === 'in_progress' ? said : takeWork(turn, said);
  if (rest.length > 0) inInterview(turn, rest);
}

const isText = ({ content, text }: HeardMessage): boolean => content.kind === 'text' && text.trim() !== '';

function beforeConsent(turn: Turn, seen: Understood[]): void {
  const { state } = turn;
  if (state.consent !== 'asked' || !state.pending) {
    withoutInterview(turn, seen);
    return;
  }
  for (const [i, one] of seen.entries()) {
    // Only the last unclear message is answered; the others stay unrecorded with it.
    if (turn.lines.length > 0) turn.lines.length = 0;
    if (takeConsent(turn, one)) {
      const rest = seen.slice(i + 1);
      if (rest.length > 0) takeInterviewMessages(turn, rest, false);
      return;
    }
    if ((state.consent as string) === 'refused') return;
  }
}

function withoutInterview(turn: Turn, seen: Understood[]): void {
  followPlainly(turn, seen);
  for (const { message, command, moves } of seen) {
    turn.hear(message, command ? 'command' : 'other');
    if (moves && turn.state.consent === 'given' && turn.lines.length === 0) sayWays(turn, moves);
    if (command === 'help' || command === 'person' || command === 'erase') {
      if (command === 'person') turn.ticket('person', message.turn);
      if (turn.lines.length === 0) turn.say(command === 'help' ? 'help' : 'notice', command);
    }
    if (command === 'export') sayOwnData(turn, message);
    if (message.content.kind === 'contact' && turn.state.consent === 'given') {
      takeContact(turn, message.content.phone, message.content.own);
    }
  }
  if (turn.lines.length === 0) turn.say('notice', 'how_to_start');
}

/** Whoever is in no interview is answered in what they write, however short, or ask for. */
function followPlainly(turn: Turn, seen: Understood[]): void {
  const wish = seen.findLast(({ language }) => language !== null)?.language ?? null;
  const said = () => seen.map(({ message }) => plainLanguage(message.text)).findLast((one) => one !== null);
  const language = wish ?? (turn.state.languageChosen ? null : said());
  if (language) turn.language(language, wish !== null);
}

function inInterview(turn: Turn, seen: Understood[]): void {
  const interview = turn.interview!;
  const { start } = turn;
  if (!start || start.pinned.hash !== interview.flowHash) {
    withoutInterview(turn, seen);
    return;
  }
  if (!begunBy(interview)) {
    takeAfterwards(turn, seen);
    return;
  }
  const final = isFinal(turn, interview);
  if (final && seen.some(({ command }) => command !== null)) {
    // What they ask for has nothing to do with the interview: their contract, their data, where it stands.
    closeIfFinal(turn, interview);
    takeAfterwards(turn, seen);
    return;
  }
  if (final || takesNobody(start.opening.status)) {
    recordSilently(turn, seen);
    for (const { message, command, person } of seen)
      if (person || command === 'person') turn.ticket('person', message.turn);
    if (!final) endWithOpening(turn, interview);
    else if (closeIfFinal(turn, interview)) sayWhereItStands(turn);
    return;
  }
  const returned = interview.status === 'paused' || interview.status === 'handed_off';
  if (returned) {
    const still = seen.every(({ command }) => command !== null && STAYS_PAUSED.has(command));
    if (still) {
      whilePaused(turn, seen);
      return;
    }
    turn.status('in_progress');
    if (seen.length === 1 && seen[0]!.back) {
      turn.hear(seen[0]!.message, 'other');
      resume(turn);
      return;
    }
  }
  takeInterviewMessages(turn, seen, returned);
}

/** A pause that is said again, and what is answered for itself, do not bring an interview back. */
const STAYS_PAUSED = new Set<Command>(['status', 'help', 'pause', 'export']);

function whilePaused(turn: Turn, seen: Understood[]): void {
  for (const { message, command } of seen) {
    turn.hear(message, 'command');
    if (command === 'export') sayOwnData(turn, message);
  }
  if (seen.some(({ command }) => command === 'help')) turn.say('help', 'help');
  if (seen.some(({ command }) => command === 'status')) sayWhereItStands(turn);
  if (turn.lines.length === 0) turn.say('acknowledgement', 'paused');
}
