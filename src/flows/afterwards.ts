/** After the end: additions and corrections until the decision, questions always. */

import { amendedBy, answeredAt } from './amendments.ts';
import { hearAddendum, type Said } from './answer.ts';
import { resume, sayWhereItStands } from './consent.ts';
import { takeElsewhere } from './elsewhere.ts';
import { appeals, disputes, keepLate, LATE_TEXTS } from './late.ts';
import type { InterviewState } from './model.ts';
import { sayWays } from './moving.ts';
import { sayContract } from './notices.ts';
import { sayOwnData } from './own-data.ts';
import { answerQuestions, takeContact } from './replies.ts';
import { wordless } from './text.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';
import { correct, readBackIn, sayTrouble, sayWhatWasHeard } from './voice.ts';

/** True while there is something left to ask. */
export function begunBy(interview: InterviewState): boolean {
  return (
    interview.status === 'in_progress' || interview.status === 'paused' || interview.status === 'handed_off'
  );
}

export function takeAfterwards(turn: Turn, seen: Understood[]): void {
  const said = new Set<string>();
  // One line for the same thing said in several messages.
  const once = (part: 'notice' | 'acknowledgement', key: string) => {
    if (!said.has(key)) turn.say(part, key);
    said.add(key);
  };
  // Before anything is said: all lines of one result are in one language.
  const wish = seen.findLast(({ language }) => language !== null)?.language;
  if (wish) turn.language(wish, true);
  if (seen.some(({ injection, suspect }) => injection || suspect)) turn.distrust();
  sayWhatWasHeard(turn, seen);
  for (const one of seen) takeOne(turn, one, once);
  if (turn.lines.length === 0) sayWhereItStands(turn);
}

function takeOne(
  turn: Turn,
  seen: Understood,
  once: (part: 'notice' | 'acknowledgement', key: string) => void,
): void {
  const { message } = seen;
  const interview = turn.interview!;
  const { content } = message;
  if (seen.moves) {
    turn.hear(message, 'command');
    sayWays(turn, seen.moves);
    return;
  }
  if (seen.command) {
    takeCommand(turn, seen);
    return;
  }
  if (seen.back && turn.state.earlier.length > 0) {
    turn.hear(message, 'other');
    resume(turn);
    return;
  }
  if (content.kind === 'contact') {
    turn.hear(message, 'other');
    takeContact(turn, content.phone, content.own);
    return;
  }
  if (interview.status === 'completed' && disputes(turn, seen)) {
    turn.hear(message, 'addendum');
    const { id: interviewId, applicationId } = interview;
    turn.effects.push({
      ...{ type: 'ticket', kind: 'step', interviewId, turn: message.turn, applicationId },
      reasons: ['background_check', 'dispute'],
    });
    once('acknowledgement', 'bgc_dispute_kept');
    return;
  }
  if (message.text === '' || content.kind === 'button' || wordless(message.text)) {
    turn.hear(message, 'other');
    if (content.kind === 'button') once('notice', 'stale_button_over');
    else if (content.kind === 'voice' && message.text === '') sayTrouble(turn, message);
    else once('notice', content.kind === 'file' ? 'got_file' : 'unreadable');
    return;
  }
  if (seen.language) once('acknowledgement', 'language_switched');
  if (seen.abuse) turn.ticket('abuse', message.turn);
  if (seen.injection || seen.suspect) turn.ticket('injection', message.turn);
  if (seen.abuse || seen.injection) once('notice', seen.abuse ? 'calm' : 'only_the_job');
  if (seen.person) {
    turn.ticket('person', message.turn);
    once('notice', 'person');
  }
  // Also against a decision that came before the interview was over.
  if (appeals(turn.context.application?.stage, message.text)) {
    turn.hear(message, 'addendum');
    keepNow(turn, message.turn, 'addendum_after', once);
    return;
  }
  answerQuestions(turn, seen);
  if (seen.leaves) once('notice', 'how_to_leave');
  if (takeElsewhere(turn, seen)) return;
  const edits = content.kind === 'edit' ? message.edits : undefined;
  const readBack = readBackIn(turn, message.text);
  const shown = answeredAt(turn, seen.amends);
  if (readBack || shown || (seen.corrects && interview.last) || edits) {
    const edited = edits && { turn: edits.turn, question: edits.questionId };
    correct(turn, message, edited || readBack || shown || amendedBy(turn, message.text));
    keep(turn, message.turn, 'corrected', once);
    return;
  }
  if (seen.answer && !seen.back) {
    const one: Said = { message, piece: seen.answer };
    interview.adding = false;
    hearAddendum(turn, one, null);
    keep(turn, message.turn, 'addendum_after', once);
    return;
  }
  turn.hear(message, seen.questions.length > 0 || seen.aboutUs.length > 0 ? 'question' : 'other');
  if (turn.lines.length === 0 && !seen.back) once('acknowledgement', 'you_are_welcome');
}

/** Kept in any case; after the decision a person is told, because it changes no score any more. */
function keep(
  turn: Turn,
  number: number,
  key: string,
  once: (part: 'notice' | 'acknowledgement', key: string) => void,
): void {
  if (turn.interview!.status === 'completed') keepNow(turn, number, key, once);
  else sayWhereItStands(turn);
}

function keepNow(
  turn: Turn,
  number: number,
  key: string,
  once: (part: 'notice' | 'acknowledgement', key: string) => void,
): void {
  const interview = turn.interview!;
  const kind = key === 'corrected' ? 'correction' : 'addendum';
  const late = keepLate(turn, interview, turn.context.application?.stage, { turn: number, kind });
  once('acknowledgement', late === 'counts' ? key : LATE_TEXTS[late]);
}

function takeCommand(turn: Turn, { message, command }: Understood): void {
  turn.hear(message, 'command');
  switch (command) {
    case 'help':
      turn.say('help', 'help');
      return;
    case 'person':
      turn.ticket('person', message.turn);
      turn.say('notice', 'person');
      return;
    case 'erase':
      turn.say('notice', 'erase');
      return;
    case 'add':
      turn.say('acknowledgement', 'go_ahead');
      return;
    case 'contract':
      sayContract(turn);
      return;
    case 'export':
      sayOwnData(turn, message);
      return;
    case 'start':
      // Said twice in one breath, it is gone on with once.
      if (turn.interview?.status !== 'in_progress') resume(turn);
      return;
    default:
      sayWhereItStands(turn);
      return;
  }
}
