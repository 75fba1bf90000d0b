/** A file on its way in: counted, kept piece by piece, and told by its bytes in which charset it is. */
import { createHash } from 'node:crypto';
import { TingdaError } from '../../errors.ts';
import { MAX_FILE_BYTES, pieceWriter, readPieces } from '../../media/pieces.ts';
import type { MediaStore } from '../../media/store.ts';
import { MAX_PASSED, tooLarge } from '../body.ts';

export const CHARSETS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type Charset = (typeof CHARSETS)[number];

/** As they are declared; GBK and GB2312 are parts of GB18030. */
const ALIASES: Record<string, Charset> = {
  ...Object.fromEntries(CHARSETS.map((name) => [name, name])),
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

const BOMS: [Charset, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

export interface KeptFile {
  charset: Charset;
  /** As it came. */
  fileBytes: number;
  /** As UTF-8, without a mark at its beginning. */
  bytes: number;
  hash: Buffer;
}

/** @throws TingdaError `unsupported_media_type` for a charset that is not known here */
export function charsetOf(contentType: string): Charset | null {
  const [, declared] = /;\s*charset="?([^";\s]+)"?/i.exec(contentType) ?? [];
  if (declared === undefined) return null;
  const known = ALIASES[declared.toLowerCase()];
  if (known) return known;
  throw new TingdaError(
    'unsupported_media_type',
    `That charset is not known here; nothing was stored. Send ${CHARSETS.join(', ')}, or none to have it told by the bytes.`,
  );
}

/** A decoder that says whether all that came could be in its charset. */
class Guess {
  readonly charset: Charset;
  bytes = 0;
  #decoder: InstanceType<typeof TextDecoder> | null;

  constructor(charset: Charset) {
    this.charset = charset;
    this.#decoder = new TextDecoder(charset, { fatal: true });
  }

  get holds(): boolean {
    return this.#decoder !== null;
  }

  take(chunk?: Uint8Array): void {
    if (!this.#decoder) return;
    try {
      const text = chunk ? this.#decoder.decode(chunk, { stream: true }) : this.#decoder.decode();
      this.bytes += Buffer.byteLength(text);
    } catch {
      this.#decoder = null;
    }
  }
}

/** What says most comes first: a mark at its beginning, what was declared, UTF-8, and what Chinese spreadsheets write. */
function guesses(first: Uint8Array, declared: Charset | null): Guess[] {
  const marked = BOMS.find(([, mark]) => mark.every((byte, i) => first[i] === byte))?.[0];
  const charset = marked ?? declared;
  return (charset ? [charset] : (['utf-8', 'gb18030'] as const)).map((one) => new Guess(one));
}

/**
 * Keeps a file under the id of its draft.
 * @throws TingdaError `payload_too_large`; `validation_failed` when it is empty or in no charset that is known
 */
export async function keepFile(
  store: MediaStore,
  id: string,
  body: AsyncIterable<Uint8Array>,
  declared: Charset | null,
): Promise<KeptFile> {
  const writer = pieceWriter(store, id);
  const digest = createHash('sha256');
  let guessed: Guess[] | null = null;
  let head: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES + MAX_PASSED) break;
    // Many a client looks for the answer only when all is sent.
    if (size > MAX_FILE_BYTES || chunk.length === 0) continue;
    digest.update(chunk);
    if (guessed) for (const guess of guessed) guess.take(chunk);
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length >= 3) guessed = begun(head, declared);
    }
    await stored(writer.write(chunk));
  }
  if (size > MAX_FILE_BYTES) throw tooLarge(MAX_FILE_BYTES);
  if (size === 0) throw unreadable('The file is empty');
  guessed ??= begun(head, declared);
  for (const guess of guessed) guess.take();
  const told = guessed.find(({ holds }) => holds);
  if (!told)
    throw unreadable(
      `The file is not text in ${guessed.map(({ charset }) => charset.toUpperCase()).join(' or ')}`,
    );
  await stored(writer.end());
  return { charset: told.charset, fileBytes: size, bytes: told.bytes, hash: digest.digest() };
}

function begun(head: Uint8Array, declared: Charset | null): Guess[] {
  const all = guesses(head, declared);
  for (const guess of all) guess.take(head);
  return all;
}

const unreadable = (what: string) =>
  new TingdaError(
    'validation_failed',
    `${what}; nothing was stored. Save it as CSV in UTF-8 and send it again.`,
  );

/** @throws TingdaError `unavailable` */
async function stored<T>(keeping: Promise<T>): Promise<T> {
  return keeping.catch((cause: unknown) => {
    throw new TingdaError('unavailable', 'The file was not stored. Please send it again.', { cause });
  });
}

/** The text of a file that is kept, from its beginning. */
export async function* textOf(
  store: MediaStore,
  file: { id: string; charset: string; file_bytes: number },
): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.charset, { fatal: true });
  for await (const slice of readPieces(store, file.id, file.file_bytes))
    yield decoder.decode(slice, { stream: true });
  yield decoder.decode();
}
