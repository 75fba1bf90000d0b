/** What the Bot API answers when it does not do what was asked → what the outbox has to know. Pure. */
import { GrammyError, HttpError as GrammyHttpError } from 'grammy';
import { DownloadError, SendError } from '../errors.ts';
import { HttpError } from '../http.ts';

/**
 * Telegram gives a number and an English sentence; the sentences are what its own server sends
 * (https://github.com/tdlib/telegram-bot-api). The first row that fits wins.
 */
const REFUSALS: { status: number; says?: RegExp; code: string; unreachable: boolean }[] = [
  { status: 403, says: /blocked by the user/i, code: 'blocked_by_user', unreachable: true },
  { status: 403, says: /deactivated/i, code: 'user_deactivated', unreachable: true },
  { status: 403, says: /kicked|not a member/i, code: 'removed_from_chat', unreachable: true },
  { status: 403, says: /initiate conversation/i, code: 'never_started', unreachable: true },
  { status: 403, code: 'forbidden', unreachable: true },
  {
    status: 400,
    says: /chat not found|user not found|PEER_ID_INVALID/i,
    code: 'chat_not_found',
    unreachable: true,
  },
  { status: 400, says: /user is deactivated/i, code: 'user_deactivated', unreachable: true },
  { status: 400, says: /upgraded to a supergroup/i, code: 'chat_moved', unreachable: true },
  { status: 400, says: /message is too long/i, code: 'text_too_long', unreachable: false },
  { status: 400, says: /text is empty|must be non-empty/i, code: 'text_empty', unreachable: false },
  { status: 400, says: /BUTTON_DATA_INVALID/i, code: 'button_too_long', unreachable: false },
];

/** A wrong token stays wrong until somebody mends it: the outbox keeps the line and looks again each minute. */
const TOKEN_RETRY_MS = 60_000;

/** Never holds the token, the text or the address: grammY's errors do, so they are not kept as the cause. */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof GrammyError) return refused(error);
  const reason = error instanceof GrammyHttpError ? error.error : error;
  if (reason instanceof HttpError) {
    return new SendError(`network_${reason.code}`, { retryable: true, outcome: reason.outcome });
  }
  return new SendError('answer_unreadable', { retryable: true, outcome: 'unknown' });
}

/** The same for a file: what is too large, or gone, stays so. */
export function toDownloadError(error: unknown): DownloadError {
  if (error instanceof DownloadError) return error;
  const reason = error instanceof GrammyHttpError ? error.error : error;
  if (reason instanceof HttpError && reason.code === 'too_large') {
    return new DownloadError('too_large', { retryable: false });
  }
  if (error instanceof GrammyError && /file is too big/i.test(error.description)) {
    return new DownloadError('too_large', { retryable: false });
  }
  const { code, retryable } = toSendError(error);
  return new DownloadError(code, { retryable });
}

function refused({ error_code: status, description, parameters }: GrammyError): SendError {
  if (status === 429) {
    const retryAfter = (parameters.retry_after ?? 1) * 1000;
    return new SendError('rate_limited', { retryable: true, outcome: 'not_sent', retryAfter });
  }
  // A server that fails may have failed after it put the message into the chat.
  if (status >= 500) return new SendError('provider_failed', { retryable: true, outcome: 'unknown' });
  if (isTokenRefusal(status)) {
    return new SendError('token_refused', {
      retryable: true,
      outcome: 'not_sent',
      retryAfter: TOKEN_RETRY_MS,
    });
  }
  const row = REFUSALS.find((r) => r.status === status && (r.says?.test(description) ?? true));
  return new SendError(row?.code ?? 'refused', {
    retryable: false,
    outcome: 'not_sent',
    unreachable: row?.unreachable ?? false,
  });
}

/** 401 for a revoked token, 404 for one that never was. */
function isTokenRefusal(status: number): boolean {
  return status === 401 || status === 404;
}

/** For `/readyz`. */
export function sentence(code: string): string {
  if (code === 'token_refused') return 'Telegram refuses TELEGRAM_BOT_TOKEN';
  return `Telegram could not be reached or did not do as asked (${code})`;
}

/** A press that was answered already, or is older than Telegram remembers: the spinner is gone anyway. */
export function isStaleCallback(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /query is too old|query id is invalid/i.test(error.description)
  );
}
