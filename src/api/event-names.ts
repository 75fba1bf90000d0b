/** The names of events as others write them: what nobody will ever send is refused where it is asked for. */
import { z } from '@hono/zod-openapi';
import { WEBHOOKS } from './openapi/webhooks.ts';

const TYPES = Object.keys(WEBHOOKS);
const KINDS = [...new Set(TYPES.map((type) => `${type.split('.')[0]}.*`))];
const PATTERNS = ['*', ...KINDS, ...TYPES];

/** One type. */
export const eventType = z
  .string()
  .regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/, { error: 'must be like interview.completed', abort: true })
  .superRefine(oneOf(TYPES));

/** One type, all of one kind, or everything. */
export const eventPattern = z
  .string()
  .regex(/^(?:\*|[a-z_]{1,40}\.(?:\*|[a-z_]{1,40}))$/, {
    error: 'must be *, or like contract.signed or contract.*',
    abort: true,
  })
  .superRefine(oneOf(PATTERNS));

function oneOf(known: readonly string[]) {
  return (given: string, context: z.core.$RefinementCtx): void => {
    if (known.includes(given)) return;
    const message = `is never sent; did you mean ${nearest(given, known)}?`;
    context.addIssue({ code: 'custom', message });
  };
}

function nearest(given: string, known: readonly string[]): string {
  return known.map((one) => ({ one, far: distance(given, one) })).toSorted((a, b) => a.far - b.far)[0]!.one;
}

/** Letters to put in, take out or change (https://en.wikipedia.org/wiki/Levenshtein_distance). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++)
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === to[j] ? 0 : 1)));
    row = next;
  }
  return row[to.length]!;
}
