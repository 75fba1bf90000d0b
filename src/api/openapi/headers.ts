/** Headers that answers have because of what they are, not because of their route: said once, and pointed to. */

import { exampleId } from './example-ids.ts';

const text = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const },
  example,
});
const whole = (description: string, example: number) => ({
  description,
  schema: { type: 'integer' as const, minimum: 0 },
  example,
});

export const HEADERS = {
  'X-Request-Id': text('Names this request in the log', exampleId('req')),
  RateLimit: text(
    'Requests that are left to this key, and the seconds until all of them are there again',
    '"key";r=987;t=1',
  ),
  'RateLimit-Policy': text('How many requests a key may make in how many seconds', '"key";q=1000;w=10'),
  'Retry-After': whole('Seconds after which the same request can be sent again', 2),
  Link: text(
    'The next page, with the same filters, as `rel="next"`; absent on the last',
    '</v1/openings?limit=25&cursor=b3BlbmluZ3M6MjU>; rel="next"',
  ),
  Location: text(
    'The path of what was made; absent where nothing new was',
    `/v1/openings/${exampleId('opn')}`,
  ),
  ETag: text(
    'Names what is shown: another one is shown differently. Send it as `If-Match` with a change of it',
    '"q8nHkZ4w1rB0xT7vY2mC9d"',
  ),
  'Idempotent-Replayed': text('`true` when this answer was given before, to the same key', 'true'),
  'WWW-Authenticate': text('Always `Bearer`', 'Bearer'),
};

type HeaderName = keyof typeof HEADERS;

interface Answering {
  method: string;
  path: string;
  status: string;
  /** Whether it is a page of a list. */
  isPage: boolean;
}

/** What people of HR change side by side. */
const VERSIONED = /^\/v1\/(openings|candidates)\/\{id\}$/;

/** The headers of an answer that is not an error. */
export function headersOf({ method, path, status, isPage }: Answering): HeaderName[] {
  if (!path.startsWith('/v1/')) return [];
  return [
    'X-Request-Id',
    'RateLimit',
    'RateLimit-Policy',
    ...(isPage ? (['Link'] as const) : []),
    ...(method === 'post' && status === '201' ? (['Location'] as const) : []),
    ...(method === 'post' ? (['Idempotent-Replayed'] as const) : []),
    ...(VERSIONED.test(path) && (method === 'get' || method === 'patch') ? (['ETag'] as const) : []),
  ];
}

/** Those of an error, by its status. */
export function headersOfProblem(status: number): HeaderName[] {
  return [
    'X-Request-Id',
    ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
    ...(status === 429 || status === 503 ? (['Retry-After'] as const) : []),
  ];
}

/** As the document points to them. */
export const pointers = (names: readonly HeaderName[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
