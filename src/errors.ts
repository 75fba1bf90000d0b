/** Errors are values with stable codes. Every error that a person or a program outside can meet is listed here. */

/** Stable codes with the HTTP status that goes with each; the wire shape is made in `api/problem.ts` only. */
export const ERROR_STATUS = {
  signature_invalid: 401,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale: 409,
  shift_full: 409,
  payload_invalid: 400,
  validation_failed: 422,
  payload_too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  rate_limited: 429,
  config_invalid: 500,
  flow_invalid: 422,
  data_dir_locked: 500,
  unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One thing wrong with an input: `path` says where (`facts.pay.zh`, `line 12`), `message` what would be right. */
export interface ErrorItem {
  path: string;
  message: string;
  /** Of what is there already and stands in the way. */
  id?: string;
}

export class TingdaError extends Error {
  readonly code: ErrorCode;
  readonly items: ErrorItem[];
  /** When it is worth trying again. */
  readonly retryAfterMs: number | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options: { items?: ErrorItem[]; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TingdaError';
    this.code = code;
    this.items = options.items ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** A recording that a provider did not hand over; `code` says nothing of whose it was. */
export class DownloadError extends Error {
  /** `too_large` while or before it came; others are the provider's. */
  readonly code: string;
  readonly retryable: boolean;
  constructor(code: string, options: { retryable: boolean }) {
    super(code);
    this.name = 'DownloadError';
    this.code = code;
    this.retryable = options.retryable;
  }
}

/**
 * A send that failed. `outcome: 'unknown'` means that the provider may have delivered it all the same (a reset or a
 * time-out after the request left): the outbox then follows the channel's stated policy.
 */
export class SendError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly outcome: 'not_sent' | 'unknown';
  /** Milliseconds that the provider asked us to wait. */
  readonly retryAfter: number | undefined;
  /** The person cannot be reached at this address any more (blocked, gone): the interview pauses. */
  readonly unreachable: boolean;
  /** The person told the provider to stop us: the address closes. */
  readonly optedOut: boolean;
  /** Nothing may be sent until the person writes again. The address stays as it is. */
  readonly shut: boolean;
  constructor(
    code: string,
    options: {
      retryable: boolean;
      outcome: 'not_sent' | 'unknown';
      retryAfter?: number;
      unreachable?: boolean;
      optedOut?: boolean;
      shut?: boolean;
      cause?: unknown;
    },
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SendError';
    this.code = code;
    this.retryable = options.retryable;
    this.outcome = options.outcome;
    this.retryAfter = options.retryAfter;
    this.unreachable = options.unreachable ?? false;
    this.optedOut = options.optedOut ?? false;
    this.shut = options.shut ?? false;
  }
}
