/** Messages of a word or none: 没有了, 跳过, "I'm back", 👍. */
import type { HeardMessage } from './model.ts';
import { kindOf } from './questions/index.ts';
import type { Round } from './round.ts';
import type { Piece } from './text.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** 没有了, 跳过, "I'm back": short messages that mean one thing. */
export function takeShort(turn: Turn, seen: Understood, round: Round): void {
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
    round.said.push({ message, piece: seen.answer ?? wholeOf(message) });
    return;
  }
  // 没有了 answers what was asked; a skip, or a no to an invitation, declines it.
  const answers = seen.done && open !== null && open.kind !== 'invitation';
  const kind = answers ? (open.kind === 'follow_up' ? 'follow_up_answer' : 'answer') : 'refusal';
  turn.hear(message, kind, open?.question ? { questionId: open.question } : {});
  round.done ||= seen.done;
  round.skipped ||= seen.skips;
}

export const wholeOf = ({ text }: HeardMessage): Piece => ({ start: 0, end: text.length, text });

/** "ok" and 👍 answer a yes-or-no question. */
export function takeIfFactual(turn: Turn, message: HeardMessage, round: Round): boolean {
  const question = turn.question(turn.interview!.open?.question);
  if (!question || question.type === 'open') return false;
  if (kindOf(question).parse(message.text, question).result !== 'answered') return false;
  round.said.push({ message, piece: { start: 0, end: message.text.length, text: message.text } });
  return true;
}

export function takeWordless(turn: Turn, message: HeardMessage, round: Round): void {
  if (takeIfFactual(turn, message, round)) return;
  turn.hear(message, 'other');
  round.idle = true;
  turn.say('notice', message.text.trim() === '' ? 'empty' : 'no_words');
  round.touched = true;
}
