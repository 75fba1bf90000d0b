/** A story that is told before its question comes: asked all the same, and told that it counts. */
import { readAnswer } from './episode.ts';
import { simplified } from './simplified.ts';
import type { Turn } from './turn.ts';
import { mentions } from './volunteered.ts';

const mark = (questionId: string) => `told_${questionId}`;

/** Notes which open questions to come this text seems to tell of. */
export function noteStories(turn: Turn, written: string): void {
  const { interview, start } = turn;
  if (!interview || !start) return;
  const text = simplified(written.slice(0, 4000));
  const ahead = start.pinned.flow.sections
    .filter(({ kind }) => kind === 'situation')
    .flatMap(({ questions }) => questions)
    .filter((question) => question.type === 'open' && !interview.questions[question.id]);
  const about = ahead.filter((question) => mentions(question, text));
  if (about.length === 0) return;
  const { episode, act } = readAnswer(text);
  if (episode && act) for (const { id } of about) interview.used[mark(id)] = 1;
}

/** True when something that was told may be the answer to this question. */
export const mayBeTold = (turn: Turn, questionId: string): boolean =>
  turn.interview?.used[mark(questionId)] !== undefined;
