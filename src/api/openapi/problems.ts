/** The errors of the API, each said once in the document. */
import type { ErrorCode } from '../../errors.ts';
import { TITLES } from '../problem.ts';
import { exampleId } from './example-ids.ts';
import { headersOfProblem, pointers } from './headers.ts';

const MEANINGS = {
  400: 'Cannot be read: malformed JSON or an unknown cursor',
  401: 'No valid API key',
  403: 'The key lacks the scope',
  404: 'Nothing with this id',
  409: 'Collides with what is there, or the first request with this Idempotency-Key still runs',
  413: 'The body is too large',
  415: 'Not application/json, or a recording that is none',
  416: 'There is no such part of it; `Content-Range` tells its length',
  422: 'Fields are missing, unknown or wrong; `errors` names them',
  429: 'Too many requests of this key, or wrong keys from this address; again after `Retry-After`',
  503: 'The database cannot be reached; try again after `Retry-After`',
} as const;

export type Status = keyof typeof MEANINGS;

/** A name of the component, and an error that comes with the status. */
const EXAMPLES: Record<
  Status,
  { name: string; code: ErrorCode; detail: string; path?: string; message?: string }
> = {
  400: {
    name: 'Unreadable',
    code: 'payload_invalid',
    detail: 'This list never gave that cursor; nothing was read. Begin again without it.',
    path: 'cursor',
    message: 'is not known here',
  },
  401: {
    name: 'NoKey',
    code: 'unauthorized',
    detail: 'Send `Authorization: Bearer KEY` with a key that is valid. Nothing was read or stored.',
  },
  403: {
    name: 'NoScope',
    code: 'forbidden',
    detail:
      'This needs a key with the scope openings:write; nothing was read or stored. Ask whoever made your key for one.',
  },
  404: {
    name: 'NotFound',
    code: 'not_found',
    detail: 'There is nothing at this address; check the id. Nothing was changed.',
  },
  409: {
    name: 'Collision',
    code: 'conflict',
    detail: 'This code belongs to another opening; nothing was stored. Take another.',
    path: 'code',
    message: 'is taken',
  },
  413: {
    name: 'TooLarge',
    code: 'payload_too_large',
    detail: 'A body may have 1048576 bytes at most; nothing was stored. Send less at once.',
  },
  415: {
    name: 'WrongType',
    code: 'unsupported_media_type',
    detail: 'Send the body as application/json. Nothing was stored.',
  },
  416: {
    name: 'NoSuchRange',
    code: 'range_not_satisfiable',
    detail: 'The recording is shorter than that.',
  },
  422: {
    name: 'Invalid',
    code: 'validation_failed',
    detail: 'Nothing was stored. Correct what `errors` names and send it again.',
    path: 'title.en',
    message: 'Invalid input: expected string, received undefined',
  },
  429: {
    name: 'TooMany',
    code: 'rate_limited',
    detail:
      'This key asks more than 100 times a second; nothing was read or stored. Send the same after Retry-After.',
  },
  503: {
    name: 'Unavailable',
    code: 'unavailable',
    detail:
      'The database cannot be reached right now. Nothing was stored; the same request can be sent again shortly.',
  },
};

/** How a route points to the answer with this status. */
export const problemPointer = (status: Status) => ({
  $ref: `#/components/responses/${EXAMPLES[status].name}`,
});

/** The answers themselves, by name. */
export function problemAnswers() {
  const statuses = Object.keys(EXAMPLES).map(Number) as Status[];
  return Object.fromEntries(
    statuses.map((status) => {
      const { name, code, detail, path, message } = EXAMPLES[status];
      const example = {
        type: `urn:tingda:problem:${code}`,
        title: TITLES[code],
        status,
        code,
        detail,
        request_id: exampleId('req'),
        errors: path === undefined ? [] : [{ path, message }],
      };
      const schema = { $ref: '#/components/schemas/Problem' };
      return [
        name,
        {
          description: MEANINGS[status],
          headers: pointers(headersOfProblem(status)),
          content: { 'application/problem+json': { schema, example } },
        },
      ];
    }),
  );
}
