import { expect, it } from 'vitest';
import { outcomeOf } from '../../src/chat/client/api.ts';

const AT = '2025-11-26T12:00:00.000Z';

it.each([
  ['taken', 201, null, { id: 'i1', client_id: 'a', at: AT }, { kind: 'sent', id: 'i1', at: AT }],
  ['a 201 by somebody else', 201, null, null, { kind: 'again' }],
  ['a page of a hotel’s network', 200, null, null, { kind: 'again' }],
  ['too many', 429, '7', { code: 'rate_limited' }, { kind: 'again', after: 7000, tooMany: true }],
  ['too many, with no time', 429, null, { code: 'rate_limited' }, { kind: 'again', tooMany: true }],
  ['not now', 503, '3', { code: 'unavailable' }, { kind: 'again', after: 3000 }],
  ['a date where seconds belong', 503, 'Wed, 26 Nov 2025 12:00:00 GMT', null, { kind: 'again' }],
  ['a gateway', 502, null, null, { kind: 'again' }],
  ['a gateway’s own 404', 404, null, null, { kind: 'again' }],
  ['no cookie of ours', 401, null, { code: 'unauthorized' }, { kind: 'stranger' }],
  ['a proxy that wants a password', 401, null, null, { kind: 'again' }],
  ['too long', 413, null, { code: 'payload_too_large' }, { kind: 'refused' }],
  ['not valid', 422, null, { code: 'validation_failed' }, { kind: 'refused' }],
  ['no such opening', 404, null, { code: 'not_found' }, { kind: 'refused' }],
  ['a kind that is not taken', 415, null, { code: 'unsupported_media_type' }, { kind: 'refused' }],
  ['a word of ours that the page does not know', 418, null, { code: 'teapot' }, { kind: 'again' }],
])('an answer to a message: %s', (_what, status, retryAfter, body, outcome) => {
  expect(outcomeOf(status, retryAfter, body)).toEqual(outcome);
});
