/** The wire shape of every error, made here only: RFC 9457, https://www.rfc-editor.org/rfc/rfc9457. */
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { type ErrorCode, type ErrorItem, TingdaError } from '../errors.ts';
import { SEALED } from './sealed.ts';

interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  request_id: string;
  errors: ErrorItem[];
}

export const TITLES: Record<ErrorCode, string> = {
  signature_invalid: 'The signature or secret is wrong',
  unauthorized: 'An API key is needed',
  forbidden: 'This key may not do that',
  not_found: 'There is nothing here',
  method_not_allowed: 'This address does not take that method',
  conflict: 'This collides with what is there',
  stale: 'Somebody else was faster',
  shift_full: 'No seat is free in that shift',
  payload_invalid: 'The request cannot be read',
  validation_failed: 'Some fields are not right',
  payload_too_large: 'The body is too large',
  unsupported_media_type: 'The content type is not taken here',
  range_not_satisfiable: 'There is no such part of it',
  rate_limited: 'Too many requests',
  config_invalid: 'The server is not set up right',
  flow_invalid: 'The flow is not right',
  data_dir_locked: 'The data directory is in use',
  unavailable: 'Not available right now',
  internal: 'Something went wrong here',
};

/** How long the database is away in an ordinary restart. */
const UNAVAILABLE_MS = 2000;
/** What is repeated of an input stays short. */
const MANY = 50;
const LONG = 200;

/**
 * The answer to an error. Only our own errors speak for themselves; of any other nothing but its kind gets out, since its
 * message may hold a row, a secret or a path.
 */
export function problem(error: unknown, requestId: string): Response {
  const known = toKnown(error);
  const body: Problem = {
    type: `urn:tingda:problem:${known.code}`,
    title: TITLES[known.code],
    status: known.status,
    code: known.code,
    detail: known.message,
    request_id: requestId,
    errors: known.items.slice(0, MANY).map((item) => ({ ...item, path: item.path.slice(0, LONG) })),
  };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'x-request-id': requestId,
    'cache-control': 'no-store',
    ...SEALED,
  };
  if (known.code === 'unauthorized') headers['www-authenticate'] = 'Bearer';
  const wait = known.retryAfterMs ?? (known.code === 'unavailable' ? UNAVAILABLE_MS : undefined);
  if (wait !== undefined) headers['retry-after'] = String(Math.ceil(wait / 1000));
  return new Response(JSON.stringify(body), { status: known.status, headers });
}

/** True for a failure of ours, which belongs into the log. */
export function isFault(error: unknown): boolean {
  return toKnown(error).status >= 500;
}

function toKnown(error: unknown): TingdaError {
  if (error instanceof TingdaError) return error;
  if (error instanceof HTTPException) return fromHono(error);
  if (isConnectionError(error)) {
    return new TingdaError(
      'unavailable',
      'The database cannot be reached right now. Nothing was stored; the same request can be sent again shortly.',
      { cause: error },
    );
  }
  return new TingdaError(
    'internal',
    'This is our fault, and it was recorded under this request id. Nothing was stored; please try again or report it.',
    { cause: error },
  );
}

function fromHono(error: HTTPException): TingdaError {
  const codes: Partial<Record<number, ErrorCode>> = {
    400: 'payload_invalid',
    413: 'payload_too_large',
    415: 'unsupported_media_type',
  };
  const code = codes[error.status] ?? 'internal';
  return new TingdaError(code, `${TITLES[code]}; nothing was stored.`, { cause: error });
}

/** postgres.js' own codes, the socket's, and PostgreSQL's classes for "not now": 08, 53, 57P. */
function isConnectionError(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return false;
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|08|53|57P)/.test(code);
}

/** One item for each thing wrong; what was sent is never repeated. */
export function validationFailed(issues: readonly z.core.$ZodIssue[]): TingdaError {
  const items = issues.flatMap((issue): ErrorItem[] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not a field here' }));
    }
    return [{ path: path.join('.'), message: issue.message }];
  });
  return invalidFields(items);
}

export function invalidFields(items: ErrorItem[]): TingdaError {
  return new TingdaError(
    'validation_failed',
    'Nothing was stored. Correct what `errors` names and send it again.',
    { items },
  );
}

/** Rows stay when a person is erased; nothing is added to them. */
export function erased(what: string): TingdaError {
  return new TingdaError('conflict', `This person was erased; nothing was ${what}.`);
}

/** The same for what never was, what is gone and what belongs to somebody else. */
export function notFound(): TingdaError {
  return new TingdaError('not_found', 'There is nothing at this address; check the id. Nothing was changed.');
}
