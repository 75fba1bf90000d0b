/**
 * The file of a backup or of a record: a line that says what it is, then lines of JSON, packed and sealed in frames with a key of
 * the `SECRET_KEY`. Each frame knows its place and whether it is the last, so that one that is missing, changed or from another file
 * is seen before anything of it is believed.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { TingdaError } from '../errors.ts';
import { keyedHash, sealBytesFor } from '../secrets.ts';

/** What a file of ours can be. */
export type Format = 'tingda-backup' | 'tingda-erasures';

const SAID: Record<Format, string> = {
  'tingda-backup': 'backup of Tingda',
  'tingda-erasures': 'record of erasures of Tingda',
};
/** Since the second a record says who was shut out: an older Tingda would not know what to do with it. */
const VERSION: Record<Format, number> = { 'tingda-backup': 1, 'tingda-erasures': 2 };
const FRAME = 1024 * 1024;
/** A frame is never much larger; a length that says so is none. */
const MOST = 2 * FRAME;
const HEAD_MOST = 4096;

/** Tells which key a file needs, and nothing of the key. */
const fingerprint = (secret: string) => keyedHash(secret, 'backup fingerprint')('tingda-backup');

export interface Writing {
  secret: string;
  format: Format;
  /** What is there gives way, once the new file is whole. */
  replace?: boolean;
}

/** Writes lines into a file, which is there when it is whole and not before. @returns its size */
export async function writeFile(
  path: string,
  { secret, format, replace = false }: Writing,
  lines: AsyncIterable<string>,
): Promise<number> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
  if (!replace && (await isThere(path)))
    throw new TingdaError('conflict', `${path} is there already; nothing was written. Name a new file.`);
  const file = await open(draft, 'wx', 0o600).catch((cause) => unwritable(path, cause));
  try {
    const bytes = await write(path, file, secret, format, lines);
    await attempt(path, async () => {
      await file.sync();
      await file.close();
      await rename(draft, path);
      await settle(path);
    });
    return bytes;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Its name too is on the disk: a power cut does not bring the old file back. Where a folder cannot be opened, nothing is lost. */
async function settle(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  return work().catch((cause) => unwritable(path, cause));
}

function unwritable(path: string, cause: NodeJS.ErrnoException): never {
  const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
  throw new TingdaError(
    'unavailable',
    `${path} cannot be written (${cause.code}); there is no new file, and what was there before is as it was. ${
      full ? 'Make room, or name a file on another disk.' : 'Name a file where this user may write.'
    }`,
    { cause },
  );
}

async function write(
  path: string,
  file: FileHandle,
  secret: string,
  format: Format,
  lines: AsyncIterable<string>,
): Promise<number> {
  const { seal } = sealBytesFor(secret, 'backup');
  const head = JSON.stringify({
    format,
    version: VERSION[format],
    key: fingerprint(secret),
    id: randomBytes(16).toString('hex'),
  });
  let bytes = 0;
  const put = async (piece: Uint8Array) => {
    // Not `write`, which may write a part of it on a disk that is about to be full, and say nothing.
    await attempt(path, () => file.appendFile(piece));
    bytes += piece.length;
  };
  await put(Buffer.from(`${head}\n`));
  let index = 0;
  const frame = async (piece: Uint8Array, last: boolean) => {
    const sealed = seal(piece, about(head, index++, last));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    await put(Buffer.concat([length, sealed]));
  };
  let waiting: Buffer[] = [];
  let size = 0;
  await pipeline(Readable.from(batched(lines)), createGzip(), async (packed: AsyncIterable<Buffer>) => {
    for await (const piece of packed) {
      waiting.push(piece);
      size += piece.length;
      if (size <= FRAME) continue;
      const whole = Buffer.concat(waiting);
      // The last one is written when it is known to be: something stays.
      const full = Math.ceil(whole.length / FRAME) - 1;
      for (let n = 0; n < full; n++) await frame(whole.subarray(n * FRAME, (n + 1) * FRAME), false);
      waiting = [whole.subarray(full * FRAME)];
      size = whole.length - full * FRAME;
    }
  });
  await frame(Buffer.concat(waiting), true);
  return bytes;
}

/** Many lines at once: each alone would cost more to pass on than to pack. */
async function* batched(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let batch = '';
  for await (const line of lines) {
    batch += `${line}\n`;
    if (batch.length < 64 * 1024) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}

const about = (head: string, index: number, last: boolean) => `${head} ${index} ${last ? 'last' : 'more'}`;

export interface Reading {
  secret: string;
  format: Format;
  /** What is said when the file cannot be used: that nothing was changed. */
  kept: string;
}

/** The lines of a file. @throws TingdaError when it is none of ours, needs another key, or is not as it was written */
export async function* readLines(path: string, reading: Reading): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  // What goes wrong on the way comes out where it is read.
  pipeline(Readable.from(frames(path, reading)), unpacked).catch(() => {});
  let rest: Buffer[] = [];
  for await (const piece of unpacked as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      const end = piece.subarray(from, at);
      yield rest.length === 0 ? end : Buffer.concat([...rest, end]);
      rest = [];
      from = at + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
  }
  if (rest.length > 0) throw damaged(path, reading);
}

const damaged = (path: string, { kept }: Reading) =>
  new TingdaError(
    'payload_invalid',
    `${path} is cut off or was changed since it was written; ${kept}. Take another copy of it, or an older one.`,
  );

async function* frames(path: string, reading: Reading): AsyncGenerator<Buffer> {
  const { open: unseal } = sealBytesFor(reading.secret, 'backup');
  const pieces = createReadStream(path, { highWaterMark: 256 * 1024 })[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);
  const fill = async (length: number): Promise<boolean> => {
    while (buffer.length < length) {
      const { value, done } = await pieces.next().catch((cause: NodeJS.ErrnoException) => {
        throw unreadable(path, reading, cause);
      });
      if (done) return false;
      buffer = Buffer.concat([buffer, value as Buffer]);
    }
    return true;
  };
  const take = (length: number) => {
    const taken = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return taken;
  };
  await fill(HEAD_MOST);
  const end = buffer.subarray(0, HEAD_MOST).indexOf(10);
  const head = end < 0 ? '' : take(end + 1).toString('utf8', 0, end);
  checkHead(head, path, reading);
  for (let index = 0, last = false; !last; index++) {
    if (!(await fill(4))) throw damaged(path, reading);
    const length = take(4).readUInt32BE();
    if (length > MOST || !(await fill(length))) throw damaged(path, reading);
    const sealed = take(length);
    last = !(await fill(1));
    const piece = unseal(sealed, about(head, index, last));
    if (!piece) throw damaged(path, reading);
    yield piece;
  }
}

function unreadable(path: string, { kept }: Reading, cause: NodeJS.ErrnoException): TingdaError {
  const why =
    cause.code === 'ENOENT'
      ? `${path} is not there; ${kept}. Look at how its name is written.`
      : `${path} cannot be read (${cause.code}); ${kept}. Take another copy of it.`;
  return new TingdaError('unavailable', why, { cause });
}

function checkHead(head: string, path: string, { secret, format, kept }: Reading): void {
  let said: { format?: unknown; version?: unknown; key?: unknown } = {};
  try {
    said = JSON.parse(head);
  } catch {}
  if (said?.format !== format) {
    const is = SAID[said?.format as Format];
    throw new TingdaError(
      'payload_invalid',
      `${path} is no ${SAID[format]}${is ? `, but a ${is}` : ''}; ${kept}. Name another file.`,
    );
  }
  if (!(Number(said.version) <= VERSION[format])) {
    throw new TingdaError(
      'payload_invalid',
      `${path} was written by a newer Tingda; ${kept}. Install that version or a later one, then run the same command again.`,
    );
  }
  if (said.key !== fingerprint(secret)) {
    throw new TingdaError(
      'config_invalid',
      `${path} was sealed with another SECRET_KEY; ${kept}. Set the one that was in use when it was made (embedded: what stands in DATA_DIR/secret).`,
    );
  }
}
