/** Restores a backup: everything in one transaction, and no file without it. */
import { z } from 'zod';
import type { ShutOut } from '../../db/access.ts';
import { writeAudit } from '../../db/audit.ts';
import type { TableShape } from '../../db/backup.ts';
import type { Database, Tx } from '../../db/client.ts';
import { isWanted, leaveFiles, nameFiles } from '../../db/files.ts';
import { migrateIn, migrationFiles } from '../../db/migrate.ts';
import {
  carryOver,
  goesOnFrom,
  goOnCounting,
  isUnused,
  makeRoom,
  putRows,
  settleRestored,
} from '../../db/restore.ts';
import { stopsOf } from '../../db/stops.ts';
import { TingdaError } from '../errors.ts';
import type { MediaStore } from '../media/store.ts';
import { readLines } from './file.ts';
import { holdStops, keepRecord, shutOutAlso } from './known.ts';
import { eraseHashOf, openRecord } from './record.ts';
import { refusalOf, refuseCompany } from './refusal.ts';

export interface Restored {
  /** When the backup was made. */
  at: string;
  rows: Record<string, number>;
  files: number;
  /** People who were erased since, and were erased again. */
  erased: number;
  /** Addresses that said STOP since, and were closed again. */
  stopped: number;
  /** Keys, people and endpoints that would have come back. */
  shutOut: ShutOut;
  /** Lines that should have gone long ago, and are left to a person. */
  parked: number;
  /** Files of what gave way, which go once Tingda runs. */
  left: number;
  /** Who says what was since the backup. */
  known: {
    /** What gave way went on from the backup: nothing is missing. */
    database: boolean;
    /** Until when the record says it; null: there was none, or it is older than the backup. */
    record: string | null;
    /** The record says who was shut out, too. */
    access: boolean;
  };
}

const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const manifest = z.object({
  manifest: z.object({
    at: z.iso.datetime(),
    schema: z.string().regex(/^\d{4}_\w+\.sql$/),
    tables: z.array(z.object({ name, columns: z.array(name).min(1) })),
  }),
});
const line = z.union([
  z.object({ table: name }),
  z.object({ file: z.string(), type: z.string(), bytes: z.string() }),
  z.object({ end: z.object({ rows: z.record(name, z.int()), files: z.int() }) }),
]);

interface Deps {
  database: Database;
  media: MediaStore;
  secret: string;
}

export interface Restoring {
  /** What is there gives way; without, only a database in which nobody has been is taken. */
  replace?: boolean;
  /** A file of {@link writeRecord}. */
  erasures?: string | undefined;
}

const NOTHING = 'nothing was restored, and everything is as it was';

/** @throws TingdaError when the file is not whole or not for here, or somebody is at work; then nothing is changed */
export async function restoreBackup(deps: Deps, path: string, how: Restoring = {}): Promise<Restored> {
  await refuseCompany(deps.database, NOTHING);
  /** Files that were not there before: they go again when it comes to nothing. */
  const put: string[] = [];
  let restored: Restored | undefined;
  try {
    await deps.database.sql.begin(async (tx) => {
      restored = await restoreIn(deps, tx, path, how, put);
    });
    return restored!;
  } catch (error) {
    if (restored) throw lostAtTheEnd(error);
    for (const file of put) await deps.media.erase(file).catch(() => {});
    throw refusalOf(error, path, NOTHING);
  }
}

/** Nobody answered whether it was committed: the files stay, for the rows may be there. */
const lostAtTheEnd = (cause: unknown) =>
  new TingdaError(
    'unavailable',
    'The database went away at the last moment: it is as it was, or restored, and nobody knows which. Run the same command again, with --replace.',
    { cause },
  );

async function restoreIn(
  { media, secret }: Deps,
  tx: Tx,
  path: string,
  { replace = false, erasures: record }: Restoring,
  put: string[],
): Promise<Restored> {
  const lines = readLines(path, { secret, format: 'tingda-backup', kept: NOTHING });
  const { at, schema, tables } = await readManifest(lines, path);
  const known = record === undefined ? null : await openRecord(record, { secret, kept: NOTHING });
  await migrateIn(tx);
  const unused = await isUnused(tx);
  if (!replace && !unused) {
    throw new TingdaError(
      'conflict',
      `There is something in this database already; ${NOTHING}. With --replace it gives way.`,
    );
  }
  const hash = eraseHashOf(secret);
  const stops = await stopsOf(tx, hash);
  await makeRoom(tx, schema);
  if (known) await keepRecord(tx, known, stops);
  const into = new Loader(tx, tables);
  let step: NotRow | null = await into.load(lines);
  await goOnCounting(tx);
  await migrateIn(tx);
  const parked = await settleRestored(tx);
  const database = (await goesOnFrom(tx)) ?? !unused;
  // Before anybody is erased, while the addresses are there.
  const stopped = await holdStops(tx, stops, secret);
  const carried = await carryOver(tx);
  const shutOut = known ? await shutOutAlso(tx, known.access, carried.shutOut) : carried.shutOut;
  await writeAudit(tx, { actor: { kind: 'system', id: 'command_line' }, action: 'restore', status: 200 });
  await nameFiles(tx);
  const left = await leaveFiles(tx);
  let files = 0;
  for (; step && 'file' in step; step = await into.next(lines)) {
    files++;
    // Of who was erased since, nothing comes back.
    if (!(await isWanted(tx, step.file))) continue;
    if ((await media.read(step.file, 0, 1)) === null) put.push(step.file);
    await media.put(step.file, Buffer.from(step.bytes, 'base64'), step.type);
  }
  const { done } = await lines.next();
  if (!step || !done || step.end.files !== files || !into.matches(step.end.rows)) throw incomplete();
  const until = known && known.at >= new Date(at) ? known.at.toISOString() : null;
  return {
    ...{ at, rows: into.rows, files, erased: carried.erased, stopped, shutOut, parked, left },
    known: { database, record: until, access: until !== null && known!.hasAccess },
  };
}

const incomplete = () =>
  new TingdaError(
    'payload_invalid',
    `The file does not hold what it says that it holds; ${NOTHING}. Take another copy of it, or an older one.`,
  );

async function readManifest(lines: AsyncGenerator<Buffer>, path: string) {
  const first = await lines.next();
  const said = manifest.safeParse(first.done ? null : JSON.parse(first.value.toString()));
  if (!said.success) throw incomplete();
  const { schema } = said.data.manifest;
  if (!(await migrationFiles()).includes(schema)) {
    throw new TingdaError(
      'payload_invalid',
      `${path} was made by a newer Tingda (${schema}); ${NOTHING}. Install that version or a later one, then run the same command again.`,
    );
  }
  return said.data.manifest;
}

/** Bounds of what is sent to the database at once. */
const [MOST_ROWS, MOST_BYTES] = [500, 1024 * 1024];

type NotRow = Exclude<z.infer<typeof line>, { table: string }>;

/** Rows as they come, table by table. */
class Loader {
  readonly rows: Record<string, number> = {};
  readonly #tx: Tx;
  readonly #shapes: Map<string, TableShape>;
  #table: TableShape | null = null;
  #batch: string[] = [];
  #bytes = 0;

  constructor(tx: Tx, tables: readonly TableShape[]) {
    this.#tx = tx;
    this.#shapes = new Map(tables.map((table) => [table.name, table]));
  }

  /** All rows; the first line that is none of them comes back. */
  async load(lines: AsyncGenerator<Buffer>): Promise<NotRow> {
    for await (const bytes of keptOpen(lines)) {
      // A row: an array of text.
      if (bytes[0] === 0x5b) {
        await this.#take(bytes.toString());
        continue;
      }
      await this.#flush();
      const said = line.parse(JSON.parse(bytes.toString()));
      if (!('table' in said)) return said;
      const shape = this.#shapes.get(said.table);
      if (!shape) throw incomplete();
      this.#table = shape;
      this.rows[shape.name] = 0;
    }
    throw incomplete();
  }

  async next(lines: AsyncGenerator<Buffer>): Promise<NotRow | null> {
    const { value, done } = await lines.next();
    if (done) return null;
    const said = line.parse(JSON.parse(value.toString()));
    if ('table' in said) throw incomplete();
    return said;
  }

  matches(rows: Record<string, number>): boolean {
    const names = Object.keys(rows);
    return names.length === this.#shapes.size && names.every((table) => rows[table] === this.rows[table]);
  }

  async #take(row: string): Promise<void> {
    this.#batch.push(row);
    this.#bytes += row.length;
    if (this.#batch.length >= MOST_ROWS || this.#bytes >= MOST_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#batch.length === 0) return;
    if (!this.#table) throw incomplete();
    await putRows(this.#tx, this.#table, `[${this.#batch.join(',')}]`);
    this.rows[this.#table.name]! += this.#batch.length;
    this.#batch = [];
    this.#bytes = 0;
  }
}

/** Read on by somebody else afterwards. */
async function* keptOpen<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  for (;;) {
    const { value, done } = await source.next();
    if (done) return;
    yield value;
  }
}
