/**
 * The file of a backup: a line that says what it is, then lines of JSON, packed and sealed in frames with a key of the
 * `SECRET_KEY`. Each frame knows its place and whether it is the last, so that one that is missing, changed or from another file
 * is seen before anything of it is believed.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { TingdaError } from '../errors.ts';
import { keyedHash, sealBytesFor } from '../secrets.ts';

const FORMAT = 'tingda-backup';
const VERSION = 1;
const FRAME = 1024 * 1024;
/** A frame is never much larger; a length that says so is none. */
const MOST = 2 * FRAME;
const HEAD_MOST = 4096;

/** Tells which key a file needs, and nothing of the key. */
const fingerprint = (secret: string) => keyedHash(secret, 'backup fingerprint')(FORMAT);

/** Writes lines into a new file, which is there when it is whole and not before. @returns its size */
export async function writeFile(path: string, secret: string, lines: AsyncIterable<string>): Promise<number> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
  const there = await open(path, 'r').catch(() => null);
  if (there) {
    await there.close();
    throw new TingdaError('conflict', `${path} is there already; nothing was written. Name a new file.`);
  }
  const file = await open(draft, 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw new TingdaError('unavailable', `${path} cannot be written (${cause.code}).`, { cause });
  });
  try {
    const bytes = await write(file, secret, lines);
    await file.sync();
    await file.close();
    await rename(draft, path);
    return bytes;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

async function write(file: FileHandle, secret: string, lines: AsyncIterable<string>): Promise<number> {
  const { seal } = sealBytesFor(secret, 'backup');
  const head = JSON.stringify({
    format: FORMAT,
    version: VERSION,
    key: fingerprint(secret),
    id: randomBytes(16).toString('hex'),
  });
  let bytes = 0;
  const put = async (piece: Uint8Array) => {
    await file.write(piece);
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

/** The lines of a file. @throws TingdaError when it is none of ours, needs another key, or is not as it was written */
export async function* readLines(path: string, secret: string): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  // What goes wrong on the way comes out where it is read.
  pipeline(Readable.from(frames(path, secret)), unpacked).catch(() => {});
  let rest: Buffer[] = [];
  for await (const piece of unpacked as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, at)]);
      rest = [];
      from = at + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
  }
  if (rest.length > 0) throw damaged();
}

const damaged = () =>
  new TingdaError(
    'payload_invalid',
    'The file is cut off or was changed since it was written; nothing was restored. Take another copy of it.',
  );

async function* frames(path: string, secret: string): AsyncGenerator<Buffer> {
  const { open: unseal } = sealBytesFor(secret, 'backup');
  const pieces = createReadStream(path, { highWaterMark: 256 * 1024 })[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);
  const fill = async (length: number): Promise<boolean> => {
    while (buffer.length < length) {
      const { value, done } = await pieces.next().catch((cause: NodeJS.ErrnoException) => {
        throw new TingdaError('unavailable', `${path} cannot be read (${cause.code}).`, { cause });
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
  checkHead(head, path, secret);
  for (let index = 0, last = false; !last; index++) {
    if (!(await fill(4))) throw damaged();
    const length = take(4).readUInt32BE();
    if (length > MOST || !(await fill(length))) throw damaged();
    const sealed = take(length);
    last = !(await fill(1));
    const piece = unseal(sealed, about(head, index, last));
    if (!piece) throw damaged();
    yield piece;
  }
}

function checkHead(head: string, path: string, secret: string): void {
  let said: { format?: unknown; version?: unknown; key?: unknown } = {};
  try {
    said = JSON.parse(head);
  } catch {}
  if (said?.format !== FORMAT) {
    throw new TingdaError('payload_invalid', `${path} is no backup of Tingda; nothing was restored.`);
  }
  if (said.version !== VERSION) {
    throw new TingdaError(
      'payload_invalid',
      `${path} was written by a newer Tingda; nothing was restored. Bring this one up to date first.`,
    );
  }
  if (said.key !== fingerprint(secret)) {
    throw new TingdaError(
      'config_invalid',
      `${path} was sealed with another SECRET_KEY; nothing was restored. Set the one that was in use when it was made (embedded: what stands in DATA_DIR/secret).`,
    );
  }
}
