/** What Twilio's numbers mean (https://www.twilio.com/docs/api/errors): for a refused send, and for a line that did not arrive. Pure. */
import { SendError } from '../errors.ts';
import type { DeliveryFailure } from '../types.ts';

type Meaning = 'opted_out' | 'unreachable' | 'refused' | 'busy' | 'set_up_wrong';

/** By the code in the answer; the row's name is what HR and the operator see. */
const REFUSALS: Record<number, [code: string, meaning: Meaning]> = {
  21610: ['opted_out', 'opted_out'],
  21211: ['number_invalid', 'unreachable'],
  21217: ['number_invalid', 'unreachable'],
  21614: ['number_not_mobile', 'unreachable'],
  21612: ['number_not_reachable', 'unreachable'],
  21408: ['country_not_enabled', 'unreachable'],
  21608: ['number_not_verified', 'unreachable'],
  21605: ['text_too_long', 'refused'],
  21617: ['text_too_long', 'refused'],
  21602: ['text_empty', 'refused'],
  21619: ['text_empty', 'refused'],
  21611: ['rate_limited', 'busy'],
  14107: ['rate_limited', 'busy'],
  20429: ['rate_limited', 'busy'],
  20003: ['token_refused', 'set_up_wrong'],
  20005: ['account_not_active', 'set_up_wrong'],
  21212: ['sender_refused', 'set_up_wrong'],
  21603: ['sender_refused', 'set_up_wrong'],
  21606: ['sender_refused', 'set_up_wrong'],
  21659: ['sender_refused', 'set_up_wrong'],
  21660: ['sender_refused', 'set_up_wrong'],
  21701: ['sender_refused', 'set_up_wrong'],
  21703: ['sender_refused', 'set_up_wrong'],
};

/** What is set up wrong stays wrong until somebody mends it: the outbox keeps the line and looks again each minute. */
const SET_UP_RETRY_MS = 60_000;

/** @param code Twilio's own, of the answer's JSON; undefined where there is none */
export function refusal(status: number, code: number | undefined, retryAfter: string | undefined): SendError {
  // A server that fails may have failed after it took the message.
  if (status >= 500 || status < 400)
    return new SendError('provider_failed', { retryable: true, outcome: 'unknown' });
  const [name, meaning] = (code !== undefined && REFUSALS[code]) || byStatus(status);
  if (meaning === 'busy') {
    const seconds = Number(retryAfter);
    return new SendError(name, {
      retryable: true,
      outcome: 'not_sent',
      retryAfter: (seconds > 0 ? Math.min(seconds, 3600) : 1) * 1000,
    });
  }
  if (meaning === 'set_up_wrong')
    return new SendError(name, { retryable: true, outcome: 'not_sent', retryAfter: SET_UP_RETRY_MS });
  return new SendError(name, {
    retryable: false,
    outcome: 'not_sent',
    unreachable: meaning === 'unreachable',
    optedOut: meaning === 'opted_out',
  });
}

function byStatus(status: number): [code: string, meaning: Meaning] {
  if (status === 429) return ['rate_limited', 'busy'];
  // 404: the account is not there.
  if (status === 401 || status === 403 || status === 404) return ['token_refused', 'set_up_wrong'];
  return ['refused', 'refused'];
}

/** By the ErrorCode of a status callback; whatever is not here will not arrive by trying again. */
const FAILURES: Record<string, DeliveryFailure> = {
  // The queue overflowed, or an unknown error: another try may arrive.
  30001: 'passing',
  30008: 'passing',
  // Switched off or out of reach for days, blocked, unknown, a landline: nobody is there until they write again.
  30003: 'unreachable',
  30004: 'unreachable',
  30005: 'unreachable',
  30006: 'unreachable',
  21610: 'opted_out',
  // 30007: filtered by a carrier. Another try would be too, and harms the sender's name.
  30007: 'refused',
};

export function failureOf(code: string | undefined): DeliveryFailure {
  return (code !== undefined && FAILURES[code]) || 'refused';
}
