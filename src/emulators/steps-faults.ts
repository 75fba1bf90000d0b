/** What can go wrong between Tingda and a provider of steps. */
import { z } from 'zod';
import { fault } from './faults.ts';

/**
 * Of a call of ours. `hang`: no answer. `server_error`: 500. `refuse`: 422 with `code`. `unauthorized`: 401. `reset`: the
 * connection breaks. `garbage`: 200 with a page. `slow`: the right answer after `ms`.
 */
const CALLS = ['hang', 'server_error', 'refuse', 'unauthorized', 'reset', 'garbage', 'slow'] as const;

/**
 * Of a callback. `duplicate`: it comes twice. `reordered`: it comes after the next one. `forged`: signed with another secret.
 * `changed`: a byte of the body is another than was signed. `stale`: signed ten minutes ago. `late`: it comes after `ms`.
 * `lost`: it never comes.
 */
const CALLBACKS = ['duplicate', 'reordered', 'forged', 'changed', 'stale', 'late', 'lost'] as const;

export const stepsFault = z.object({
  ...fault,
  kind: z.enum([...CALLS, ...CALLBACKS]),
  /** For `hang`, `server_error`, `reset`, `garbage`: the step is begun all the same. */
  accepted: z.boolean().optional(),
  /** For `refuse`. */
  code: z.string().optional(),
});
export type StepsFault = z.infer<typeof stepsFault>;

export const isOfCalls = ({ kind }: StepsFault) => (CALLS as readonly string[]).includes(kind);
export const isOfCallbacks = ({ kind }: StepsFault) => (CALLBACKS as readonly string[]).includes(kind);
