/** An open question: whatever is said is the answer; follow-ups look after what is missing. */
import type { QuestionKind } from './kind.ts';

export const open: QuestionKind = {
  type: 'open',
  parse: (reply) => ({ result: 'answered', value: reply.length > 0 }),
  volunteered: () => null,
  choices: () => [],
  retry: 'retry_open',
};
