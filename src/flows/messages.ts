/** A batch of messages in an interview: everything that they are is dealt with together, and one thing is asked. */
import {
  declineOpen,
  hearAddendum,
  type Said,
  type Step,
  spanOf,
  takeAnswer,
  takeVolunteered,
  tellKnockout,
} from './answer.ts';
import { sayWhereItStands } from './consent.ts';
import { factFor } from './facts.ts';
import { clearLanguage } from './language.ts';
import type { HeardMessage } from './model.ts';
import { askClearer, followUp, inviteAgain, type Lead, planNext, repeatOpen } from './plan.ts';
import { kindOf } from './questions/index.ts';
import { wordless } from './text.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

const FACTS_AT_MOST = 3;

/** What the batch asks of us besides recording it. */
interface Round {
  said: Said[];
  /** Something was dealt with that deserves a word, so the open ask is said again behind it. */
  touched: boolean;
  done: boolean;
  skipped: boolean;
  irritated: boolean;
  pause: boolean;
  withdrawn: boolean;
}

/** Messages of a person whose interview is in progress. */
export function takeInterviewMessages(turn: Turn, seen: Understood[]): void {
  const round: Round = {
    said: [],
    touched: false,
    done: false,
    skipped: false,
    irritated: false,
    pause: false,
    withdrawn: false,
  };
  for (const one of seen) takeOne(turn, one, round);
  followLanguage(turn, round.said);
  if (round.withdrawn) {
    withdraw(turn);
    return;
  }
  const step = stepAfter(turn, round);
  if (round.pause) {
    if (step) settle(turn, step);
    pause(turn);
    return;
  }
  if (step) {
    go(turn, step, round);
    return;
  }
  if (round.touched) repeatOpen(turn);
}

function takeOne(turn: Turn, seen: Understood, round: Round): void {
  const { message } = seen;
  const { content } = message;
  switch (content.kind) {
    case 'text':
      takeText(turn, seen, round);
      return;
    case 'button':
      takeButton(turn, message, content.payload, round);
      return;
    case 'edit':
      takeEdit(turn, seen, round);
      return;
    case 'voice':
      if (message.text !== '') {
        takeText(turn, seen, round);
        return;
      }
      break;
    case 'file':
      if (message.text !== '') {
        takeText(turn, seen, round);
        return;
      }
      break;
    case 'contact':
      turn.hear(message, 'other');
      round.touched = true;
      takeContact(turn, content.phone, content.own);
      return;
    case 'group':
    case 'start':
      return;
    case 'unreadable':
      break;
  }
  turn.hear(message, 'other');
  turn.say(
    'notice',
    content.kind === 'voice' || content.kind === 'file' ? `got_${content.kind}` : 'unreadable',
  );
  round.touched = true;
}

export function takeContact(turn: Turn, phone: string, own: boolean): void {
  if (own) {
    turn.state.phoneKnown = true;
    turn.effects.push({ type: 'phone', phone });
  }
  turn.say('acknowledgement', own ? 'phone_kept' : 'phone_not_own');
}

function takeButton(turn: Turn, message: HeardMessage, payload: string, round: Round): void {
  const open = turn.interview!.open;
  const match = /^a(\d+):(.+)$/s.exec(payload);
  const ask = Number(match?.[1] ?? 0);
  const value = match?.[2] ?? '';
  // The same question said again keeps its older buttons good.
  if (!open?.question || ask < open.first || ask > open.ask || open.kind !== 'question') {
    turn.hear(message, 'other');
    turn.say('notice', 'stale_button');
    round.touched = true;
    return;
  }
  round.said.push({ message, piece: { start: 0, end: value.length, text: value } });
}

function takeText(turn: Turn, seen: Understood, round: Round): void {
  const interview = turn.interview!;
  const { message } = seen;
  takeConduct(turn, seen, round);
  if (seen.command) {
    takeCommand(turn, seen, round);
    return;
  }
  if (wordless(message.text)) {
    takeWordless(turn, message, round);
    return;
  }
  const open = interview.open;
  const stale = open !== null && (message.ask === null || message.ask < open.first);
  const earlier = stale ? (interview.trail.find(([ask]) => ask === message.ask)?.[1] ?? '') : '';
  if (seen.skips || seen.done || seen.back) {
    if (stale) {
      turn.hear(message, 'other');
      return;
    }
    takeShort(turn, seen, round);
    return;
  }
  if (seen.corrects && interview.last) {
    takeCorrection(turn, seen, round);
    return;
  }
  if (!seen.answer) {
    const asked = seen.questions.length > 0 || seen.aboutUs.length > 0 || seen.clarify;
    turn.hear(message, asked ? 'question' : seen.person || seen.language || seen.pause ? 'command' : 'other');
    if (!stale || asked || seen.person) round.touched ||= !seen.irritated;
    return;
  }
  const one: Said = { message, piece: seen.answer };
  if (seen.adds || interview.adding) {
    interview.adding = false;
    hearAddendum(turn, one, null);
    turn.say('acknowledgement', 'addendum_kept');
    round.touched = true;
  } else if (stale) {
    hearAddendum(turn, one, earlier || null);
  } else {
    round.said.push(one);
  }
}

/** What is dealt with before the answer is looked at: wishes, questions, and how somebody behaves. */
function takeConduct(turn: Turn, seen: Understood, round: Round): void {
  const { message } = seen;
  round.irritated ||= seen.irritated;
  round.pause ||= seen.pause;
  round.withdrawn ||= seen.withdraws;
  if (seen.language) {
    turn.language(seen.language, true);
    turn.say('acknowledgement', 'language_switched');
  }
  if (seen.abuse) {
    turn.ticket('abuse', message.turn);
    turn.say('notice', 'calm');
  }
  if (seen.injection) {
    turn.ticket('injection', message.turn);
    if (!turn.lines.some(({ words }) => 'key' in words && words.key === 'only_the_job'))
      turn.say('notice', 'only_the_job');
  }
  if (seen.tellsProtected) turn.ticket('protected', message.turn);
  if (seen.person) {
    turn.ticket('person', message.turn);
    turn.say('notice', 'person');
  }
  answerQuestions(turn, seen);
}

/** From the opening's facts, or HR is asked: nothing else is ever claimed. */
export function answerQuestions(turn: Turn, seen: Understood): void {
  const { start } = turn;
  if (!start) return;
  for (const about of seen.aboutUs) {
    turn.say('fact', `about_${about}`, { minutes: start.pinned.flow.budget.minutes });
  }
  let unknown = false;
  for (const question of seen.questions.slice(0, FACTS_AT_MOST)) {
    const fact = factFor(question, start.opening, turn.state.language);
    if (fact) turn.sayWords('fact', fact);
    else unknown = true;
  }
  if (!unknown && seen.questions.length <= FACTS_AT_MOST) return;
  turn.ticket('question', seen.message.turn);
  turn.say('fact', 'ask_hr');
}

function takeCommand(turn: Turn, { message, command }: Understood, round: Round): void {
  turn.hear(message, 'command');
  switch (command) {
    case 'help':
      turn.say('help', 'help');
      break;
    case 'status':
      sayWhereItStands(turn);
      break;
    case 'person':
      turn.ticket('person', message.turn);
      turn.say('notice', 'person');
      break;
    case 'pause':
      round.pause = true;
      return;
    case 'add':
      turn.interview!.adding = true;
      turn.say('acknowledgement', 'go_ahead');
      return;
    default:
      break;
  }
  round.touched = true;
}

/** 没有了, 跳过, "I'm back": short messages that mean one thing. */
function takeShort(turn: Turn, seen: Understood, round: Round): void {
  const { message } = seen;
  const interview = turn.interview!;
  const open = interview.open;
  if (interview.adding) {
    interview.adding = false;
    turn.hear(message, 'other');
    round.touched = true;
    return;
  }
  const question = turn.question(open?.question);
  if (seen.back && question?.type !== 'yes_no') {
    turn.hear(message, 'other');
    round.touched = true;
    return;
  }
  const factual = question !== null && question.type !== 'open';
  if (factual && !seen.skips) {
    round.said.push({ message, piece: { start: 0, end: message.text.length, text: message.text } });
    return;
  }
  // 没有了 answers what was asked; a skip, or a no to an invitation, declines it.
  const answers = seen.done && open !== null && open.kind !== 'invitation';
  const kind = answers ? (open.kind === 'follow_up' ? 'follow_up_answer' : 'answer') : 'refusal';
  turn.hear(message, kind, open?.question ? { questionId: open.question } : {});
  round.done ||= seen.done;
  round.skipped ||= seen.skips;
}

function takeWordless(turn: Turn, message: HeardMessage, round: Round): void {
  const question = turn.question(turn.interview!.open?.question);
  const parsed = question && question.type !== 'open' ? kindOf(question).parse(message.text, question) : null;
  if (parsed?.result === 'answered') {
    round.said.push({ message, piece: { start: 0, end: message.text.length, text: message.text } });
    return;
  }
  turn.hear(message, 'other');
  turn.say('notice', message.text.trim() === '' ? 'empty' : 'no_words');
  round.touched = true;
}

/** "我说错了，是…": both are kept, and the one that it amends is named. */
function takeCorrection(turn: Turn, seen: Understood, round: Round): void {
  const { message } = seen;
  const amended = amendedBy(turn, message.text);
  amend(turn, message, amended.turn, amended.question);
  turn.say('acknowledgement', 'corrected');
  round.touched = true;
}

/** An edit in the app: what was asked stays on the screen, so a word is enough. */
function takeEdit(turn: Turn, seen: Understood, round: Round): void {
  const { message } = seen;
  if (!message.edits) {
    takeText(turn, seen, round);
    return;
  }
  amend(turn, message, message.edits.turn, message.edits.questionId);
  turn.say('acknowledgement', 'edited');
}

function amend(turn: Turn, message: HeardMessage, amends: number, questionId: string | null): void {
  const question = turn.question(questionId);
  const said: Said = { message, piece: { start: 0, end: message.text.length, text: message.text } };
  const spans = takeVolunteered(turn, said).map(spanOf);
  turn.hear(message, 'amendment', questionId ? { amends, questionId, spans } : { amends, spans });
  if (!question || question.type === 'open') return;
  const state = turn.questionState(question.id);
  const parsed = kindOf(question).parse(message.text, question);
  if (parsed.result !== 'answered' || parsed.value === state.value) return;
  state.value = parsed.value;
  tellKnockout(turn, question, parsed.value, message.turn);
}

/** The factual question that the correction speaks of, else the latest answer. */
export function amendedBy(turn: Turn, text: string): { turn: number; question: string | null } {
  const interview = turn.interview!;
  const lower = text.toLowerCase();
  const questions = turn.start?.pinned.flow.sections.flatMap((section) => section.questions) ?? [];
  for (const { id, hears } of questions) {
    const answered = interview.questions[id]?.turn;
    if (answered === undefined || !hears) continue;
    if ([...hears.zh, ...hears.en].some((word) => lower.includes(word.toLowerCase()))) {
      return { turn: answered, question: id };
    }
  }
  return interview.last ?? { turn: 0, question: null };
}

/** Follows somebody who clearly writes the other language at length, unless they chose one. */
function followLanguage(turn: Turn, said: Said[]): void {
  if (turn.state.languageChosen) return;
  const language = clearLanguage(said.map(({ piece }) => piece.text).join('\n'));
  if (language) turn.language(language, false);
}

/** Takes the answer, or the refusal, into the state. Null when the open ask is still open. */
function stepAfter(turn: Turn, round: Round): Step | null {
  const interview = turn.interview!;
  if (round.said.length > 0) {
    if (!interview.open) {
      for (const one of round.said) hearAddendum(turn, one, null);
      return { go: 'next', lead: 'next' };
    }
    const step = takeAnswer(turn, round.said);
    if (round.done || round.irritated || round.skipped) declineFollowUps(turn);
    if (step.go === 'follow_up' && (round.done || round.irritated || round.skipped))
      return { go: 'next', lead: 'next' };
    return step;
  }
  if (round.done || round.skipped || (round.irritated && interview.open?.kind !== 'question')) {
    declineOpen(turn);
    return { go: 'next', lead: round.skipped || interview.open?.kind !== 'invitation' ? 'kindly' : 'next' };
  }
  if (round.irritated) round.touched = true;
  return null;
}

function declineFollowUps(turn: Turn): void {
  const question = turn.interview?.open?.question;
  if (question) turn.questionState(question).enough = true;
}

function go(turn: Turn, step: Step, round: Round): void {
  const interview = turn.interview!;
  switch (step.go) {
    case 'follow_up':
      if (followUp(turn, step.question, step.reading, step.quote)) return;
      goOn(turn, 'next');
      return;
    case 'clearer':
      askClearer(turn, step.question);
      return;
    case 'listen':
      turn.say('acknowledgement', 'go_ahead');
      return;
    case 'invited':
      if (inviteAgain(turn)) return;
      turn.say('acknowledgement', 'addendum_kept');
      goOn(turn, 'none');
      return;
    case 'next': {
      if (round.irritated) {
        goOn(turn, 'sorry');
        return;
      }
      goOn(turn, interview.open?.kind === 'invitation' && step.lead === 'next' ? 'next' : step.lead);
      return;
    }
  }
}

/** The open ask is settled: moves past its section's invitation, or to the next question. */
function goOn(turn: Turn, lead: Lead): void {
  closeOpen(turn);
  planNext(turn, lead);
}

/** Takes a step's outcome into the position without asking anything: the next is chosen when the person is back. */
function settle(turn: Turn, step: Step): void {
  if (step.go !== 'clearer' && step.go !== 'listen') closeOpen(turn);
}

function closeOpen(turn: Turn): void {
  const interview = turn.interview!;
  if (interview.open?.kind === 'invitation' && interview.open.question === null) {
    interview.section += 1;
    interview.item = 0;
  }
  interview.open = null;
}

/** Records a batch without a word: the person stopped, or HR has the chat. Answers count where they belong. */
export function recordSilently(turn: Turn, seen: Understood[]): void {
  const interview = turn.interview;
  const said: Said[] = [];
  for (const { message, optOut, command, answer } of seen) {
    const current = interview?.open && message.ask !== null && message.ask >= interview.open.first;
    if (!optOut && !command && answer && current && interview.status === 'in_progress')
      said.push({ message, piece: answer });
    else turn.hear(message, optOut || command ? 'command' : 'other');
  }
  if (said.length > 0) settle(turn, takeAnswer(turn, said));
}

function pause(turn: Turn): void {
  turn.status('paused');
  turn.say('acknowledgement', 'paused');
}

function withdraw(turn: Turn): void {
  const interview = turn.interview!;
  turn.status('withdrawn');
  turn.effects.push({
    type: 'stage',
    applicationId: interview.applicationId,
    from: ['applied', 'screening', 'interviewing', 'reviewing'],
    to: 'withdrawn',
    reason: 'candidate withdrew',
  });
  turn.say('acknowledgement', 'withdrawn', { code: turn.start?.opening.code ?? '' });
}
