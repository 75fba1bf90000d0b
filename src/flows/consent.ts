/** Before the interview: starting points, disclosure, consent. Nothing is recorded until consent is given. */
import { readAgreement } from './agreement.ts';
import { spanOf, takeVolunteered } from './answer.ts';
import { asideOf, bringBack, goOnWithWaiting, sayAsides, sayStanding, setAside } from './aside.ts';
import { closeIfFinal, endWithOpening, isFinal, sayWhatIsDecided, stageOf, takesNobody } from './ended.ts';
import { clearLanguage, plainLanguage, wishedLanguage } from './language.ts';
import type { HeardMessage, Start } from './model.ts';
import { choiceNumber } from './numbered.ts';
import { sayOwnData } from './own-data.ts';
import { offerPassport } from './passport.ts';
import { planNext, repeatOpen } from './plan.ts';
import { answerQuestions, takeConduct } from './replies.ts';
import { newInterview, type Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** A starting point, with or without a code. */
export function takeStart(turn: Turn, message: HeardMessage): void {
  const { state } = turn;
  turn.hear(message, 'start');
  const found = message.start?.found;
  const invitation = message.start?.invitation;
  delete state.invited;
  if (found === 'linked' || found === 'guessed') return;
  if (invitation) turn.effects.push({ type: 'claim', invitationId: invitation.id });
  // An address that is somebody else's already: they are not taken for the person who was invited.
  if (invitation?.duplicate) {
    const about = { interviewId: null, turn: message.turn, reasons: [invitation.id] };
    turn.effects.push({ type: 'ticket', kind: 'duplicate', ...about });
  }
  if (typeof found === 'object') {
    startWith(turn, found);
    return;
  }
  const { code } = message.content as { code: string };
  if (state.consent === 'asked' && state.pending && (code === '' || found === undefined)) {
    askConsent(turn, true);
    return;
  }
  if (code === '' || found === undefined) {
    if (state.interview) {
      resume(turn);
      return;
    }
    turn.say('notice', 'how_to_start');
    return;
  }
  const ends =
    found === 'closed' && turn.start?.opening.code === code && state.interview?.status === 'in_progress';
  if (!ends) turn.say('notice', REFUSALS[found], { code });
  if (state.interview?.status === 'in_progress') repeatOpen(turn);
}

const REFUSALS = {
  unknown: 'code_unknown',
  closed: 'code_closed',
  used: 'invitation_used',
  over: 'invitation_over',
} as const;

function startWith(turn: Turn, found: Start): void {
  const { state } = turn;
  if (state.consent !== 'given') {
    if (sayWhatIsDecided(turn, found)) return;
    turn.start = found;
    state.consent = 'asked';
    state.pending = { openingId: found.opening.id, flowHash: found.pinned.hash, ask: state.asks + 1 };
    disclose(turn);
    return;
  }
  if (state.interview?.openingId === found.opening.id) {
    resume(turn);
    return;
  }
  const earlier = state.earlier.find((interview) => interview.openingId === found.opening.id);
  if (earlier) {
    bringBack(turn, earlier, asideOf(turn, earlier)?.start ?? found);
    resume(turn);
    asNew(turn);
    return;
  }
  if (sayWhatIsDecided(turn, found)) {
    if (state.interview?.status === 'in_progress') repeatOpen(turn);
    return;
  }
  setAside(turn);
  turn.start = found;
  turn.say('disclosure', 'disclosure_again', { title: found.opening.title[state.language] });
  begin(turn, found);
}

/** What was written between two interviews answers nothing in the one that is gone on with. */
export function asNew(turn: Turn): void {
  const open = turn.interview?.open;
  if (open) open.first = open.ask;
}

function disclose(turn: Turn): void {
  const title = turn.start!.opening.title[turn.state.language];
  turn.say('disclosure', 'disclosure', { title });
  askConsent(turn, false);
}

/** The one question before the interview. */
export function askConsent(turn: Turn, again: boolean): void {
  const { state, start } = turn;
  const minutes = start?.pinned.flow.budget.minutes ?? 12;
  const ask = ++state.asks;
  turn.lines.push({
    part: 'disclosure',
    words: again ? { key: 'consent_again' } : { key: 'consent_ask', args: { minutes } },
    ask,
    choices: [
      { label: { key: 'consent_yes' }, value: 'yes' },
      { label: { key: 'consent_no' }, value: 'no' },
    ],
  });
}

/** What a message says to the consent question: yes, no, or neither. */
function readConsent(message: HeardMessage): boolean | null {
  const { content } = message;
  if (content.kind === 'button') {
    const value = /^a\d+:(yes|no)$/.exec(content.payload)?.[1];
    return value === undefined ? null : value === 'yes';
  }
  // As they are listed: 1 yes, 2 no.
  const number = message.numbered ? choiceNumber(message.text) : null;
  if (number === 1 || number === 2) return number === 1;
  return readAgreement(message.text);
}

/** A message while consent is asked. Returns true when the interview began. */
export function takeConsent(turn: Turn, seen: Understood): boolean {
  const { message } = seen;
  const { state, start } = turn;
  // Written before the disclosure was seen: it cannot mean this.
  const unseen =
    message.content.kind === 'text' && (message.ask === null || message.ask < (state.pending?.ask ?? 0));
  const answer = unseen ? null : readConsent(message);
  if (answer === true && start) {
    followConsentLanguage(turn, message.text);
    // Decided between the question and the yes: nothing is begun, so nothing is recorded.
    if (sayWhatIsDecided(turn, start)) {
      state.consent = 'none';
      state.pending = null;
      turn.hear(message, 'consent');
      return false;
    }
    state.consent = 'given';
    state.pending = null;
    turn.effects.push({ type: 'consent', given: true });
    begin(turn, start, () => hearConsent(turn, seen));
    return true;
  }
  if (answer === false) {
    state.consent = 'refused';
    state.pending = null;
    turn.hear(message, 'consent');
    turn.effects.push({ type: 'consent', given: false }, { type: 'erase' });
    turn.say('acknowledgement', 'consent_refused');
    return false;
  }
  explainBeforeConsent(turn, seen);
  return false;
}

/** "Yes, and nights are fine. Is there a dorm?": what is told and asked along with the yes is not lost. */
function hearConsent(turn: Turn, seen: Understood): void {
  const { message } = seen;
  const piece = { start: 0, end: message.text.length, text: message.text };
  const spans =
    message.content.kind === 'button' ? [] : takeVolunteered(turn, { message, piece }).map(spanOf);
  turn.hear(message, 'consent', spans.length > 0 ? { spans } : {});
  takeConduct(turn, seen);
}

function followConsentLanguage(turn: Turn, text: string): void {
  if (turn.state.languageChosen) return;
  const language = plainLanguage(text);
  if (language) turn.language(language, false);
}

function explainBeforeConsent(turn: Turn, seen: Understood): void {
  const { message } = seen;
  const { state, start } = turn;
  const asks = seen.questions.length > 0 || seen.aboutUs.length > 0;
  turn.hear(message, seen.command ? 'command' : asks ? 'question' : 'other');
  const wish = wishedLanguage(message.text);
  if (wish) {
    turn.language(wish, true);
    start ? disclose(turn) : askConsent(turn, true);
    return;
  }
  if (!state.languageChosen) {
    const clear = clearLanguage(message.text);
    if (clear && clear !== state.language) {
      turn.language(clear, false);
      if (start && !asks) {
        disclose(turn);
        return;
      }
    }
  }
  if (seen.moves && start) turn.say('notice', 'move_early', { code: start.opening.code });
  if (message.content.kind === 'voice') turn.say('notice', 'voice_early');
  if (seen.command === 'help') turn.say('help', 'help');
  else if (seen.command === 'erase') turn.say('notice', 'erase');
  else if (seen.command === 'export') sayOwnData(turn, message);
  else if (seen.command === 'person' || seen.person) {
    turn.ticket('person', message.turn);
    turn.say('notice', 'person');
  } else answerQuestions(turn, seen);
  askConsent(turn, true);
}

function begin(turn: Turn, start: Start, first: () => void = () => {}): void {
  const { state, context } = turn;
  state.interview = newInterview(start, context.ids);
  turn.effects.push(
    { type: 'language', language: state.language },
    {
      type: 'begin',
      applicationId: context.ids.application,
      interviewId: context.ids.interview,
      openingId: start.opening.id,
      flowHash: start.pinned.hash,
    },
    {
      type: 'stage',
      applicationId: context.ids.application,
      // Also from where they left, or a person put them, before anything was begun.
      from: ['applied', 'screening', 'expired', 'withdrawn'],
      to: 'interviewing',
      reason: 'interview started',
    },
  );
  first();
  if (!offerPassport(turn)) planNext(turn, 'first');
}

/** Goes on where it stopped: nothing that was answered is asked again. Who was greeted already is not greeted (null). */
export function resume(turn: Turn, greeting: string | null = 'welcome_back'): void {
  const { interview, start } = turn;
  if (!interview) return;
  if (interview.status === 'completed' && goOnWithWaiting(turn)) {
    resume(turn);
    asNew(turn);
    return;
  }
  if (interview.status === 'completed' || closeIfFinal(turn, interview)) {
    sayWhereItStands(turn);
    return;
  }
  if (start && takesNobody(start.opening.status)) {
    endWithOpening(turn, interview);
    return;
  }
  if (interview.status === 'expired' || interview.status === 'withdrawn') {
    turn.effects.push({
      type: 'stage',
      applicationId: interview.applicationId,
      // Also from where a person put it back to.
      from: ['applied', 'screening', 'expired', 'withdrawn'],
      to: 'interviewing',
      reason: 'candidate came back',
    });
    interview.nudged = false;
  }
  turn.status('in_progress');
  // The flow that this interview is pinned to comes with the next message.
  if (!start || start.pinned.hash !== interview.flowHash) {
    turn.say('acknowledgement', 'welcome_back_later');
    return;
  }
  if (greeting !== null) turn.say('acknowledgement', greeting);
  repeatOpen(turn, 'none');
}

/** The answer to `status`, and to whoever comes back after the end: of every interview, this one first. */
export function sayWhereItStands(turn: Turn): void {
  sayWhereThisStands(turn);
  sayAsides(turn);
}

function sayWhereThisStands(turn: Turn): void {
  const { interview, start } = turn;
  if (!interview) {
    turn.say('status', turn.state.pending ? 'status_pending' : 'status_none');
    return;
  }
  const title = start?.opening.title[turn.state.language] ?? '';
  if (interview.status === 'in_progress' || interview.status === 'paused') {
    const progress = turn.result().progress;
    turn.say('status', 'status_interview', {
      title,
      asked: progress?.asked ?? 0,
      total: progress?.total ?? 0,
    });
    return;
  }
  const over = interview.status === 'expired' || interview.status === 'withdrawn';
  if (over && !isFinal(turn, interview)) {
    turn.say('status', `status_${interview.status}`, { code: start?.opening.code ?? '' });
    return;
  }
  const stage = stageOf(turn, interview);
  sayStanding(turn, title, { stage, next: turn.context.application?.next ?? null });
}
