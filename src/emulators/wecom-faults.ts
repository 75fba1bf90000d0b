/** What can go wrong with a call of WeCom's API. */
import { z } from 'zod';
import { fault } from './faults.ts';

export const wecomFault = z.object({
  ...fault,
  /**
   * `error`: `errcode` in a 200, as WeCom says no. `server_error`: 500. `reset`: the connection breaks. `hang`: no answer.
   * `slow`: the right answer after `ms`. `garbage`: 200 with a page.
   */
  kind: z.enum(['error', 'server_error', 'reset', 'hang', 'slow', 'garbage']),
  /** Only calls of this method: `kf/send_msg`, `kf/sync_msg`, `gettoken`, `media/get` … */
  method: z.string().optional(),
  /** For `server_error`, `reset`, `hang`, `garbage`: it is done all the same. */
  accepted: z.boolean().optional(),
  /** WeCom's number, for `error`; -1, busy, unless told. */
  errcode: z.int().optional(),
});
export type WecomFault = z.infer<typeof wecomFault>;
