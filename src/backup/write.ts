/** Makes a backup: the rows of one moment, then the files that they name. */
import { filesOf, openSnapshot, rowsOf, type StoredFile, schemaOf, tablesOf } from '../../db/backup.ts';
import type { Sql } from '../../db/client.ts';
import type { MediaStore } from '../media/store.ts';
import { writeFile } from './file.ts';
import { refusalOf } from './refusal.ts';

export interface Written {
  at: string;
  bytes: number;
  rows: Record<string, number>;
  files: number;
  /** Named by a row and not in the store: erased in this moment, or lost before. */
  missing: number;
}

/** Larger than anything that is taken in. */
const WHOLE_FILE = 64 * 1024 * 1024;

/** @throws TingdaError when the file is there already, or cannot be written; then there is none */
export async function makeBackup(
  deps: { sql: Sql; media: MediaStore; secret: string },
  path: string,
): Promise<Written> {
  const at = new Date().toISOString();
  const made = { at, rows: {} as Record<string, number>, files: 0, missing: 0 };
  const writing = { secret: deps.secret, format: 'tingda-backup' } as const;
  const bytes = await writeFile(path, writing, lines(deps, made)).catch((error) => {
    throw refusalOf(error, path, 'there is no backup of this run');
  });
  return { ...made, bytes };
}

type Made = Omit<Written, 'bytes'>;

async function* lines({ sql, media }: { sql: Sql; media: MediaStore }, made: Made): AsyncGenerator<string> {
  let files: StoredFile[] = [];
  const { tx, close } = await openSnapshot(sql);
  try {
    const tables = await tablesOf(tx);
    yield JSON.stringify({ manifest: { at: made.at, schema: await schemaOf(tx), tables } });
    for (const table of tables) {
      yield JSON.stringify({ table: table.name });
      let n = 0;
      for await (const rows of rowsOf(tx, table)) {
        yield rows.join('\n');
        n += rows.length;
      }
      made.rows[table.name] = n;
    }
    files = await filesOf(tx);
  } finally {
    await close();
  }
  // After the transaction: on the embedded engine everybody else would wait for it.
  for (const { name, type } of files) {
    const bytes = await media.read(name, 0, WHOLE_FILE);
    if (!bytes) {
      made.missing++;
      continue;
    }
    made.files++;
    yield JSON.stringify({ file: name, type, bytes: Buffer.from(bytes).toString('base64') });
  }
  yield JSON.stringify({ end: { rows: made.rows, files: made.files } });
}
