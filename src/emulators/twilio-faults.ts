/** What can go wrong with a call of Twilio's API. */
import { z } from 'zod';
import { fault } from './faults.ts';

export const twilioFault = z.object({
  ...fault,
  /**
   * `rate_limit`: 429 with `Retry-After`. `unauthorized`: 401. `error`: 400 with `code`. `server_error`: 500. `reset`: the
   * connection breaks. `hang`: no answer. `slow`: the right answer after `ms`. `garbage`: 200 with a page.
   */
  kind: z.enum(['rate_limit', 'unauthorized', 'error', 'server_error', 'reset', 'hang', 'slow', 'garbage']),
  /** Only calls that send to this number. */
  to: z.string().optional(),
  /** For `server_error`, `reset`, `hang`, `garbage`: the message is on its way all the same. */
  accepted: z.boolean().optional(),
  /** Twilio's number, for `error`. */
  code: z.int().optional(),
  /** Seconds, for `rate_limit`; null leaves the header out. */
  retry_after: z.number().nullable().optional(),
});
export type TwilioFault = z.infer<typeof twilioFault>;
