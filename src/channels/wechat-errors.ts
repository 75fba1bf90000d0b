/** What can be wrong with WeChat, in words for the operator, and what it means for a line. */
import { SendError } from '../errors.ts';
import { type ProcessEnd, RequestRefused } from './wechat-process.ts';

export const LOGGED_OUT =
  'WeChat is logged out: somebody has to scan the code again, at the gateway, with the phone of the account';

/** For `/readyz`: why there is no connection. */
export function sentence(end: ProcessEnd): string {
  const sentences: Record<ProcessEnd, string> = {
    token_refused: 'The gateway refuses WECHAT_PUPPET_TOKEN',
    broken_off:
      'The gateway breaks every connection off at once: mostly because one side speaks TLS and the other does not, ' +
      'see WECHAT_PUPPET_TLS',
    unreachable: 'The gateway at WECHAT_PUPPET_ENDPOINT cannot be reached',
    other_client:
      'Another program is connected to the gateway, which takes one at a time: end it, or give one of the two a gateway of its own',
    gateway_silent: 'The gateway at WECHAT_PUPPET_ENDPOINT gives no answer',
    gateway_failed: 'The gateway answers with errors; its own log says more',
    stream_ended: 'The connection to the gateway broke, and is made anew',
    process_hung: 'The process that holds the connection to the gateway hung, and is replaced',
    process_ended: 'The process that holds the connection to the gateway ended, and is replaced',
    killed: 'The connection to the gateway was given up',
  };
  return sentences[end];
}

/** A gateway that limits does not say for how long; WeChat is patient with those who are. */
export const LIMITED_MS = 60_000;
const LATER_MS = 5000;

/** Holds none of what was sent. */
export function toSendError(error: unknown): SendError {
  const failure = error instanceof RequestRefused ? error.failure : 'unsure';
  const notSent = { retryable: true, outcome: 'not_sent' } as const;
  switch (failure) {
    case 'token_refused':
      return new SendError('token_refused', { ...notSent, retryAfter: LATER_MS });
    case 'logged_out':
      return new SendError('logged_out', { ...notSent, retryAfter: LATER_MS });
    case 'rate_limited':
      return new SendError('rate_limited', { ...notSent, retryAfter: LIMITED_MS });
    case 'not_a_friend':
      return new SendError('not_a_friend', { retryable: false, outcome: 'not_sent', unreachable: true });
    case 'refused':
      return new SendError('refused', { retryable: false, outcome: 'not_sent' });
    case 'no_answer':
      return new SendError('no_answer', { retryable: true, outcome: 'unknown' });
    case 'unsure':
      return new SendError('provider_failed', { retryable: true, outcome: 'unknown' });
  }
}
