/** What the gateway's gRPC status means (https://grpc.io/docs/guides/status-codes/). Pure. */
import type { ConnectProblem, RequestFailure } from './wechat-protocol.ts';

const STATUS = {
  unknown: 2,
  invalid: 3,
  late: 4,
  notFound: 5,
  exists: 6,
  denied: 7,
  exhausted: 8,
  precondition: 9,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** Codes only: what the gateway wrote may hold somebody's words. */
export class GatewayError extends Error {
  readonly problem: ConnectProblem;
  readonly failure: RequestFailure;
  constructor(problem: ConnectProblem, failure: RequestFailure) {
    super(failure);
    this.name = 'GatewayError';
    this.problem = problem;
    this.failure = failure;
  }
}

/** Why there is no connection. */
export function problemOf(error: unknown): ConnectProblem {
  const { code, details } = statusOf(error);
  if (code === STATUS.unauthenticated || code === STATUS.denied) return 'token_refused';
  if (code === STATUS.exists) return 'other_client';
  if (code === STATUS.late) return 'gateway_silent';
  if (code !== STATUS.unavailable) return 'gateway_failed';
  // grpc-js quotes what the network said. Where it has nothing to quote, the connection was made and broke at once.
  return /E[A-Z]{6,}|resolution failed/.test(details) && !/ECONNRESET|EPROTO/.test(details)
    ? 'unreachable'
    : 'broken_off';
}

/** What a refusal means for a request. Where the gateway only says that something went wrong, nobody knows what did. */
export function failureOf(error: unknown): RequestFailure {
  const { code, details } = statusOf(error);
  if (code === STATUS.unauthenticated || code === STATUS.denied) return 'token_refused';
  if (code === STATUS.late) return 'no_answer';
  if (code === STATUS.exhausted) return 'rate_limited';
  if (code === STATUS.invalid || code === STATUS.notFound || code === STATUS.unimplemented) return 'refused';
  if (code !== STATUS.unknown && code !== STATUS.precondition) return 'unsure';
  // A puppet's own words: there is no list of them, so only what is plain counts.
  if (/not logged ?in|未登录/i.test(details)) return 'logged_out';
  if (/not (?:a |your |my )?friend|不是(?:对方)?(?:好友|朋友)|被对方(?:拒收|删除)/i.test(details))
    return 'not_a_friend';
  return 'unsure';
}

function statusOf(error: unknown): { code: number; details: string } {
  const { code, details, message } = (error ?? {}) as {
    code?: unknown;
    details?: unknown;
    message?: unknown;
  };
  const words = [details, message].find((words) => typeof words === 'string') as string | undefined;
  return { code: typeof code === 'number' ? code : STATUS.unknown, details: (words ?? '').slice(0, 1000) };
}
