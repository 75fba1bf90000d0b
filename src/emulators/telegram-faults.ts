/** What can go wrong with a call of the Bot API. */
import { z } from 'zod';
import { fault } from './faults.ts';

export const telegramFault = z.object({
  ...fault,
  /**
   * `rate_limit`: 429 with `retry_after`. `blocked`: 403. `unauthorized`: 401. `server_error`: 500. `reset`: the
   * connection breaks. `hang`: no answer. `slow`: the right answer after `ms`. `garbage`: 200 with a page that is not
   * the Bot API's.
   */
  kind: z.enum(['rate_limit', 'blocked', 'unauthorized', 'server_error', 'reset', 'hang', 'slow', 'garbage']),
  /** Only this method, in any case of letters; only this chat. */
  method: z.string().optional(),
  chat_id: z.int().optional(),
  /** For `server_error`, `reset`, `hang`, `garbage`: the call takes effect all the same. */
  accepted: z.boolean().optional(),
  /** Seconds, for `rate_limit`. */
  retry_after: z.number().optional(),
});
export type TelegramFault = z.infer<typeof telegramFault>;
