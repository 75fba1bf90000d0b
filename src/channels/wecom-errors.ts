/**
 * What WeCom's numbers mean (https://developer.work.weixin.qq.com/document/path/90313): they come inside a 200, so the status
 * tells nothing. Pure.
 */
import { DownloadError, SendError } from '../errors.ts';

type Meaning =
  /** Not now; another try may go through. */
  | 'busy'
  /** Stays wrong until somebody mends it. */
  | 'set_up_wrong'
  /** Nothing may be sent until the person writes. */
  | 'shut'
  | 'unreachable'
  | 'refused';

interface Row {
  code: string;
  meaning: Meaning;
  retryMs?: number;
}

const busy = (code: string, retryMs: number): Row => ({ code, meaning: 'busy', retryMs });
const wrong = (code: string): Row => ({ code, meaning: 'set_up_wrong' });
const shut = (code: string): Row => ({ code, meaning: 'shut' });

const MINUTE = 60_000;

const ROWS: Record<number, Row> = {
  [-1]: busy('provider_busy', 1000),
  6000: busy('provider_busy', 1000),
  45033: busy('rate_limited', 2000),
  // A minute's or an hour's worth is used up.
  45009: busy('rate_limited', MINUTE),
  40001: wrong('token_refused'),
  40013: wrong('token_refused'),
  40014: wrong('token_refused'),
  41001: wrong('token_refused'),
  42001: wrong('token_refused'),
  60020: wrong('address_not_trusted'),
  48002: wrong('not_allowed'),
  60011: wrong('not_allowed'),
  301002: wrong('not_allowed'),
  95011: wrong('not_allowed'),
  95012: wrong('not_allowed'),
  95017: wrong('not_allowed'),
  95000: wrong('account_unknown'),
  95004: wrong('account_unknown'),
  40201: wrong('account_blocked'),
  // Five messages, 48 hours: WeCom counts otherwise than we do.
  95001: shut('window_closed'),
  95002: shut('window_closed'),
  // A person of the company serves them in WeCom, or the chat there was ended.
  95013: shut('session_closed'),
  95016: shut('session_closed'),
  95018: shut('session_closed'),
  40096: { code: 'person_unknown', meaning: 'unreachable' },
  84061: { code: 'person_unknown', meaning: 'unreachable' },
  40058: { code: 'text_too_long', meaning: 'refused' },
  45002: { code: 'text_too_long', meaning: 'refused' },
};

/** An access token that is over, or was taken back: asked for anew, once. */
export function isTokenRefusal(errcode: number): boolean {
  return errcode === 40014 || errcode === 42001 || errcode === 40001;
}

/** What came with the callback lets nobody in any more. */
export const HINT_OVER = 95007;
/** A medium that is gone; WeCom keeps them for three days. */
const MEDIA_GONE = 40007;

/** The outbox keeps the line and looks again each minute. */
const SET_UP_RETRY_MS = MINUTE;

export function refusal(errcode: number): SendError {
  const { code, meaning, retryMs } = ROWS[errcode] ?? { code: 'refused', meaning: 'refused' };
  if (meaning === 'busy' || meaning === 'set_up_wrong')
    return new SendError(code, {
      retryable: true,
      outcome: 'not_sent',
      retryAfter: retryMs ?? SET_UP_RETRY_MS,
    });
  return new SendError(code, {
    retryable: false,
    outcome: 'not_sent',
    unreachable: meaning === 'unreachable',
    shut: meaning === 'shut',
  });
}

/** The same for a recording. */
export function downloadRefusal(errcode: number): DownloadError {
  if (errcode === MEDIA_GONE) return new DownloadError('gone', { retryable: false });
  const { code, retryable } = refusal(errcode);
  return new DownloadError(code, { retryable });
}

/** For `/readyz`. */
export function sentence(code: string): string {
  switch (code) {
    case 'token_refused':
      return 'WeCom refuses WECOM_CORP_ID with WECOM_KF_SECRET';
    case 'address_not_trusted':
      return "WeCom does not trust this machine's address: add it to the app's 企业可信IP";
    case 'not_allowed':
      return 'WeCom does not let this app use customer service: add it under 微信客服 > API, 可调用接口的应用';
    case 'account_unknown':
      return 'WeCom does not know a customer service account that was written to: let this app manage it under 微信客服 > API';
    case 'account_blocked':
      return 'WeCom has blocked the customer service account';
    case 'no_account':
      return 'No customer service account is managed by this app: choose one under 微信客服 > API';
    default:
      return `WeCom could not be reached or did not do as asked (${code})`;
  }
}
