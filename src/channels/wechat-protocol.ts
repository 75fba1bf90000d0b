/**
 * What is said between us and the process that holds the connection to the gateway. The process is ours, but what it hands
 * on was made by others: it is checked here, and every length has an end.
 */
import { z } from 'zod';

/** WeChat's own texts are far shorter; a 200 KB name is a gateway's mistake or somebody's joke. */
export const LIMITS = { text: 20_000, name: 100, id: 256, hello: 500 } as const;

/** A voice note of WeChat ends after 60 seconds: in SILK 150 KB, as MP3 about 1 MB. */
export const MAX_VOICE_BYTES = 4 * 1024 * 1024;

const id = z.string().min(1).max(LIMITS.id);

const message = z.object({
  id,
  talker: id,
  /** The protocol's word: `Text`, `Audio`, `Emoticon` … */
  type: z.string().regex(/^[A-Za-z]{1,30}$/),
  text: z.string().max(LIMITS.text),
  /** Epoch milliseconds; 0 when the gateway does not say. */
  at: z.number().min(0),
  name: z.string().max(LIMITS.name),
});
export type WechatMessage = z.infer<typeof message>;

const friend = z.object({ id, contact: id, hello: z.string().max(LIMITS.hello) });
export type FriendRequest = z.infer<typeof friend>;

/** Why the connection is not what it should be; `sentence` in wechat-errors.ts says it in words. */
const PROBLEMS = [
  'token_refused',
  'broken_off',
  'unreachable',
  'other_client',
  'gateway_silent',
  'gateway_failed',
  'stream_ended',
] as const;
export type ConnectProblem = (typeof PROBLEMS)[number];

/** What went wrong with a request: gRPC's status, or our own patience. */
const FAILURES = [
  'token_refused',
  'rate_limited',
  'logged_out',
  'not_a_friend',
  'refused',
  'unsure',
  'no_answer',
] as const;
export type RequestFailure = (typeof FAILURES)[number];

/** From the process to us. What has an `n` waits until we say that we are done with it. */
export const fromProcess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alive') }),
  z.object({ kind: z.literal('up') }),
  z.object({ kind: z.literal('login') }),
  z.object({ kind: z.literal('logout') }),
  z.object({ kind: z.literal('down'), problem: z.enum(PROBLEMS) }),
  z.object({ kind: z.literal('unreadable') }),
  z.object({
    kind: z.literal('message'),
    n: z.int(),
    message,
    /** Of a voice note: its bytes, or where they lie; null when the gateway did not give it. */
    recording: z
      .union([
        z.custom<Uint8Array>((given) => given instanceof Uint8Array),
        z.url({ protocol: /^https?$/ }).max(2000),
      ])
      .nullable(),
  }),
  z.object({ kind: z.literal('friend'), n: z.int(), friend }),
  z.object({ kind: z.literal('done'), n: z.int(), id: z.string().max(LIMITS.id) }),
  z.object({ kind: z.literal('failed'), n: z.int(), failure: z.enum(FAILURES) }),
]);
export type FromProcess = z.infer<typeof fromProcess>;

/** What we ask for. */
export type Request =
  | { ask: 'send'; to: string; text: string }
  | { ask: 'accept'; friendship: string }
  | { ask: 'alias'; contact: string; alias: string };

/** From us to the process. */
export type ToProcess =
  | { kind: 'connect'; endpoint: string; token: string; tls: boolean; patience: Patience }
  | { kind: 'taken'; n: number }
  | { kind: 'request'; n: number; request: Request };

/** How long the gateway is waited for; tests are less patient. Milliseconds. */
export interface Patience {
  /** For the first sign of the stream. */
  upMs: number;
  /** For the answer to a call. */
  callMs: number;
  /** It is asked for a sign of life so often … */
  dingMs: number;
  /** … and given up when none has come for so long. */
  silentMs: number;
}
