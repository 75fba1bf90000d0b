/** Files that are larger than what is held in memory at once: kept in pieces, so that no store needs to take a stream. */
import type { MediaStore } from './store.ts';

const PIECE = 4 * 1024 * 1024;
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_PIECES = MAX_FILE_BYTES / PIECE;
/** So much is in memory at once while it is read. */
const SLICE = 256 * 1024;

const nameOf = (id: string, piece: number) => `${id}.${String(piece).padStart(2, '0')}`;

/** Takes a file as it comes, at most {@link MAX_FILE_BYTES}. Nothing is whole before `end`. */
export function pieceWriter(store: MediaStore, id: string) {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let pieces = 0;
  const flush = async () => {
    if (size === 0) return;
    await store.put(nameOf(id, pieces), Buffer.concat(chunks), 'application/octet-stream');
    pieces += 1;
    chunks = [];
    size = 0;
  };
  return {
    async write(bytes: Uint8Array): Promise<void> {
      let rest = bytes;
      while (size + rest.length >= PIECE) {
        const now = rest.subarray(0, PIECE - size);
        chunks.push(now);
        size += now.length;
        rest = rest.subarray(now.length);
        await flush();
      }
      if (rest.length > 0) chunks.push(rest);
      size += rest.length;
    },
    end: flush,
  };
}

/** The file from its beginning. @throws Error when a part of it is missing */
export async function* readPieces(store: MediaStore, id: string, bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes; ) {
    const start = at % PIECE;
    const end = Math.min(start + SLICE, PIECE, start + bytes - at);
    const slice = await store.read(nameOf(id, Math.floor(at / PIECE)), start, end);
    if (!slice || slice.length === 0) throw new Error('a piece of the file is missing');
    at += slice.length;
    yield slice;
  }
}

/** Also what a writer left that died. */
export async function eraseFile(store: MediaStore, id: string): Promise<void> {
  for (let piece = 0; piece < MAX_PIECES; piece++) await store.erase(nameOf(id, piece));
}
