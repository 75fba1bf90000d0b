/** The search that the canaries stand on: it finds a word however it was written down, and nothing that is not there. */
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hits, type Place } from './search.ts';

const WORD = '林kanarieax叉车';
const NUMBER = '+8613977012345';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const escaped = (text: string) =>
  text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const asRedisWrites = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => (byte < 128 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`))
    .join('');

const HIDDEN: [string, (word: string) => Place][] = [
  ['as it is', (word) => word],
  ['as bytes', (word) => Buffer.from(word)],
  ['in capitals', (word) => word.toUpperCase()],
  ['in JSON', (word) => JSON.stringify({ a: word })],
  ['in JSON with escapes', (word) => escaped(JSON.stringify({ a: word }))],
  ['in JSON in JSON with escapes', (word) => JSON.stringify(escaped(JSON.stringify({ a: word })))],
  ['in an address', (word) => `/x?q=${encodeURIComponent(word)}`],
  ['in an address in an address', (word) => encodeURIComponent(`/x?q=${encodeURIComponent(word)}`)],
  ['in a form', (word) => new URLSearchParams({ a: `b ${word}` }).toString()],
  ['in HTML', (word) => [...word].map((one) => `&#${one.codePointAt(0)};`).join('')],
  ['as Redis writes it', asRedisWrites],
  ['in base64', (word) => base64(word)],
  ['in base64, one byte on', (word) => base64(`a${word}`)],
  ['in base64, two bytes on', (word) => base64(`ab${word}`)],
  ['in base64 behind letters', (word) => `kept${base64(word)}`],
  ['in base64 for addresses', (word) => Buffer.from(`??>>${word}`).toString('base64url')],
  ['in base64 in an address in JSON', (word) => JSON.stringify(encodeURIComponent(base64(`"${word}"`)))],
  ['in hex', (word) => Buffer.from(word).toString('hex')],
  ['in hex as PostgreSQL writes bytes', (word) => `(\\\\x${Buffer.from(`a ${word}`).toString('hex')})`],
  ['in UTF-16', (word) => Buffer.from(word, 'utf16le')],
  ['in UTF-16, one byte on', (word) => Buffer.concat([Buffer.from('x'), Buffer.from(word, 'utf16le')])],
  ['in UTF-16 the other way round', (word) => Buffer.from(word, 'utf16le').swap16()],
  ['in UTF-16 in base64', (word) => Buffer.from(word, 'utf16le').toString('base64')],
  ['packed in base64', (word) => gzipSync(word.repeat(9)).toString('base64')],
  ['packed in hex', (word) => deflateSync(word.repeat(9)).toString('hex')],
];

describe.each(HIDDEN)('%s', (_name, hide) => {
  it.each([WORD, NUMBER])('%s is found', (word) => {
    const noise = 'Some 12 words {"a":"b"} and an id cnd_00000000000000000000000ab ';
    const hidden = hide(word);
    const place =
      typeof hidden === 'string'
        ? `${noise}"${hidden}" ${noise}`
        : Buffer.concat([Buffer.from(noise), hidden, Buffer.from(noise)]);
    expect(hits({ word }, { place })).toEqual(['word in place']);
  });
});

it.each(['13977012345', '8613977012345', '+86 139 7701 2345', '139-7701-2345', '(139) 7701.2345'])(
  'a number written as %s is found',
  (written) => {
    expect(hits({ number: NUMBER }, { place: `call ${written} now` })).toEqual(['number in place']);
  },
);

it('what is not there is not found, and of what is, neither the word nor the place is repeated', () => {
  const place = `${base64('somebody else')} 13977012346 林kanariebx ${'0'.repeat(64)}`;
  expect(hits({ word: WORD, number: NUMBER }, { place, nothing: '' })).toEqual([]);
  expect(hits({ a: 'b-c-d' }, { there: 'b-c-d', elsewhere: 'b-c' })).toEqual(['a in there']);
});
