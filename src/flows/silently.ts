/** What is recorded without a word. */
import { hearAddendum, type Said, takeAnswer } from './answer.ts';
import { settle } from './round.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/**
 * Records a batch without a word: the person stopped, or HR has the chat. Answers count where they belong, but what is
 * written after a person of HR has spoken is said to them.
 */
export function recordSilently(turn: Turn, seen: Understood[]): void {
  const { interview } = turn;
  const { takenOver } = turn.state;
  const spoken = takenOver !== false && takenOver.spoke === true;
  const counts =
    interview?.status === 'in_progress' || (interview?.status === 'handed_off' && takenOver !== false);
  const about = takenOver ? { interviewId: takenOver.interviewId } : {};
  const said: Said[] = [];
  // What is said to HR, or along with STOP, is no consent.
  const consents = interview?.open?.kind === 'passport';
  for (const { message, optOut, command, answer } of seen) {
    const current =
      interview?.open && message.ask !== null && message.ask >= interview.open.first && !consents;
    if (!optOut && !command && answer && current && counts && !spoken) said.push({ message, piece: answer });
    else turn.hear(message, optOut || command ? 'command' : 'other', about);
  }
  if (said.length > 0) settle(turn, takeAnswer(turn, said));
}

/** Keeps what was written before anything was asked, without a word. */
export function addSilently(turn: Turn, seen: Understood[]): void {
  for (const { message, command, answer } of seen) {
    if (answer && !command) hearAddendum(turn, { message, piece: answer }, null);
    else turn.hear(message, command ? 'command' : 'other');
  }
}
