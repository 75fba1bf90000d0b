/** A file becomes an import: kept, looked at, and written down. */
import type { Sql } from '../../../db/client.ts';
import { draftImport, dropFile, type ImportKind, type NewImport } from '../../../db/imports.ts';
import type { CrashPoint } from '../../crash.ts';
import type { MediaStore } from '../../media/store.ts';
import { type Charset, keepFile } from './file.ts';
import { kinds } from './kinds.ts';
import { checkHeader } from './read.ts';

export interface GivenFile {
  kind: ImportKind;
  format: 'csv' | 'ndjson';
  body: AsyncIterable<Uint8Array>;
  charset: Charset | null;
}

interface Parts {
  sql: Sql;
  store: MediaStore;
  crash?(point: CrashPoint): void;
}

export interface ReceivedFile {
  id: string;
  hash: Buffer;
  file: Pick<NewImport, 'kind' | 'format' | 'charset' | 'file_bytes' | 'bytes'>;
}

/**
 * Keeps the file; `insertImport` makes an import of it. Where that never comes, the sweep takes it away.
 * @throws TingdaError when it is too large, in no charset that is known, or names no columns that there are
 */
export async function receiveFile(
  { sql, store, crash }: Parts,
  { kind, format, body, charset }: GivenFile,
): Promise<ReceivedFile> {
  const id = await draftImport(sql);
  crash?.('import.drafted');
  try {
    const { hash, ...kept } = await keepFile(store, id, body, charset);
    const file = { kind, format, charset: kept.charset, file_bytes: kept.fileBytes, bytes: kept.bytes };
    await checkHeader(store, { id, ...file }, kinds[kind]);
    crash?.('import.kept');
    return { id, hash, file };
  } catch (error) {
    await dropFile(sql, id);
    throw error;
  }
}
