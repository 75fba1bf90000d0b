/** A zip as a stream: each file as it is read, nothing of it twice in memory. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface Entry {
  name: string;
  /** Sound and paper are packed already. */
  packed: boolean;
  bytes: AsyncIterable<Uint8Array>;
}

/** Nothing of it before it is asked for. */
export async function* zipped(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    if (piece.length > 0) ready.push(piece);
  });
  for await (const { name, packed, bytes } of entries) {
    const file = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    zip.add(file);
    for await (const piece of bytes) {
      file.push(piece);
      yield* ready.splice(0);
    }
    file.push(new Uint8Array(), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
