/** What can go wrong between the gateway and who uses it. */
import { z } from 'zod';
import { fault } from './faults.ts';

export const wechatFault = z.object({
  ...fault,
  /**
   * Of a call: `rate_limit` (gRPC 8), `unauthorized` (16), `server_error` (13), `unavailable` (14), `not_a_friend` and `logged_out` (2, in a
   * puppet's words), `hang`: no answer, `slow`: the right answer after `ms`, `reset`: the connection breaks.
   */
  kind: z.enum([
    'rate_limit',
    'unauthorized',
    'server_error',
    'unavailable',
    'not_a_friend',
    'logged_out',
    'hang',
    'slow',
    'reset',
  ]),
  call: z.enum(['send', 'message', 'file', 'contact', 'friendship', 'accept', 'alias']).default('send'),
  /** For `send`: it is on its way all the same. */
  accepted: z.boolean().optional(),
});
export type WechatFault = z.input<typeof wechatFault>;
export type WechatCall = NonNullable<WechatFault['call']>;

/** As grpc-js wants an error: the status and the words that go with it. */
export function grpcFailure(kind: WechatFault['kind']): Error {
  const failures = {
    rate_limit: [8, 'too many messages'],
    unauthorized: [16, 'Invalid Wechaty TOKEN'],
    server_error: [13, 'internal error'],
    unavailable: [14, 'try again later'],
    not_a_friend: [2, 'the contact is not a friend'],
    logged_out: [2, 'not logged in'],
  } as const;
  const [code, details] = failures[kind as keyof typeof failures] ?? failures.unavailable;
  return Object.assign(new Error(details), { code, details });
}
