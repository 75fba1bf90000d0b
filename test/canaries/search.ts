/**
 * Looks for planted words in text and bytes, however they were written down: in another case, escaped, encoded, packed or with
 * the digits of a number spread out.
 */
import { gunzipSync, inflateSync } from 'node:zlib';

export type Place = string | Uint8Array;

/** How often something is unpacked again: base64 in a URL in JSON is three. */
const DEPTH = 3;
/** A shorter run of letters is a word or an id. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const HEX = /(?:[0-9a-f]{2}){6,}/gi;
/** Whatever is unpacked is kept only where it could be text. */
const LEGIBLE = 6;

/** What stands in `places`, as `WORD in PLACE`; nothing of a word but its name is told. */
export function hits(words: Record<string, string>, places: Record<string, Place>): string[] {
  const wanted = Object.entries(words).map(([what, word]) => [what, spellings(word)] as const);
  return Object.entries(places).flatMap(([place, content]) => {
    const readings = readingsOf(content);
    return wanted.flatMap(([what, forms]) =>
      forms.some((form) => readings.some((reading) => reading.includes(form))) ? [`${what} in ${place}`] : [],
    );
  });
}

/** As the word may stand in a reading. A number stands for itself without its plus and its country, too. */
function spellings(word: string): string[] {
  const digits = /^\+?(\d{8,})$/.exec(word)?.[1];
  if (digits === undefined) return [word.toLowerCase()];
  return [digits, ...(digits.startsWith('86') ? [digits.slice(2)] : [])];
}

/** Everything that these bytes can be read as, in small letters, in one text for each way to read the whole. */
function readingsOf(content: Place): string[] {
  const bytes = Buffer.from(content as Uint8Array);
  const readings = new Set<string>();
  for (const text of [bytes.toString(), ...wide(bytes)]) read(text, DEPTH, readings);
  return [...readings];
}

/** UTF-16 in either order, where there is any: every second byte of Latin letters is nothing. */
function wide(bytes: Buffer): string[] {
  if (!bytes.includes(0)) return [];
  return [0, 1].flatMap((from) => {
    // Units of two bytes, where the machine wants them to lie.
    const units = new Uint16Array(Math.floor((bytes.length - from) / 2));
    const copy = Buffer.from(units.buffer);
    bytes.copy(copy, 0, from, from + copy.length);
    const text = copy.toString('utf16le');
    for (const [i, unit] of units.entries()) units[i] = (unit >> 8) | (unit << 8);
    return [text, copy.toString('utf16le')];
  });
}

function read(text: string, depth: number, into: Set<string>): void {
  const small = text.toLowerCase();
  if (into.has(small)) return;
  into.add(small);
  const joined = small.replaceAll(/(?<=\d)[ ().-]{1,2}(?=\d)/g, '');
  if (joined !== small) into.add(joined);
  if (depth === 0) return;
  for (const decode of [percent, escapes, entities]) {
    const decoded = decode(text);
    if (decoded !== text) read(decoded, depth - 1, into);
  }
  const unpacked = [...runs(text)].join('\n');
  if (unpacked !== '') read(unpacked, depth - 1, into);
}

/** `%E6%9E%97`, and a plus for a space. */
const percent = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());

/** `\u6797` of JSON, `\xe6\x9e\x97` of Redis and of shells. */
const escapes = (text: string): string =>
  text
    .replaceAll(/\\+u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/(?:\\+x[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll(/\\+x/gi, ''), 'hex').toString(),
    );

const entities = (text: string): string =>
  text.replaceAll(/&#(x?)([0-9a-f]{2,6});/gi, (whole, hex: string, code: string) => {
    const point = Number.parseInt(code, hex ? 16 : 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

/** What runs of base64 and of hex digits are the bytes of. Nobody knows at which letter one began. */
function* runs(text: string): Generator<string> {
  for (const [run] of text.matchAll(BASE64))
    for (let from = 0; from < 4; from++) yield* legible(Buffer.from(run.slice(from), 'base64'));
  for (const [run] of text.matchAll(HEX)) yield* legible(Buffer.from(run, 'hex'));
}

function* legible(bytes: Buffer): Generator<string> {
  const packed =
    bytes.length > 8 && (bytes.readUInt16BE(0) === 0x1f8b ? gunzipSync : bytes[0] === 0x78 && inflateSync);
  if (packed) {
    try {
      yield packed(bytes).toString();
    } catch {
      // It only began like it.
    }
  }
  const text = bytes.toString();
  if (/[\w\p{Script=Han}+-]{4,}/u.test(text) && bytes.length >= LEGIBLE) yield text;
  if (bytes.includes(0)) yield* wide(bytes);
}
