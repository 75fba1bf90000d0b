/** `tingda import`: takes a file in, also beside a running process; what is left when it is stopped, a worker goes on with. */
import { Argument, type Command } from 'commander';
import type { Sql } from '../../db/client.ts';
import type { ImportKind, ImportProblem, ImportRow } from '../../db/imports.ts';
import { TingdaError } from '../errors.ts';
import type { WatchedStore } from '../media/index.ts';
import { writtenDown } from './database.ts';

const KINDS: ImportKind[] = ['candidates', 'employments', 'performance_records', 'pay_statements'];
const LOOK_EVERY_MS = 300;
/** So many wrong rows are shown; the API has the others. */
const SHOWN = 20;

interface Options {
  dryRun?: boolean;
  source?: string;
  country?: string;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('import')
    .description('take in a file of candidates, or of their work; see docs/imports.md')
    .addArgument(new Argument('<kind>', 'what its rows are').choices(KINDS))
    .argument('<file>', 'CSV, or NDJSON by the name .ndjson or .jsonl')
    .option('--dry-run', 'check every row and change nothing')
    .option('--source <name>', 'the system that the rows come from, where they do not say')
    .option('--country <code>', 'of phone numbers that come without one, like CN')
    .option('--json', 'print one JSON object for machines')
    .action(run);
}

interface Place {
  sql: Sql;
  store: WatchedStore;
  /** Takes in what is left of an import. */
  work(id: string): Promise<void>;
}

async function run(kind: ImportKind, path: string, options: Options): Promise<void> {
  const { untilSignal } = await import('./signals.ts');
  const ending = new AbortController();
  void untilSignal().then(() => ending.abort());
  await withPlace(ending.signal, async (place) => {
    const id = await begin(place, kind, path, options);
    const row = await follow(place, id, ending.signal, !options.json && process.stderr.isTTY);
    if (row.status === 'queued' || row.status === 'running') {
      throw new TingdaError(
        'unavailable',
        `Stopped after ${row.rows_done} rows, which stay. A running Tingda goes on with ${id}; POST /v1/imports/${id}/cancel ends it.`,
      );
    }
    await tidy(place, id);
    const { listProblems } = await import('../../db/imports.ts');
    const { rows } = await listProblems(place.sql, id, { after: null, limit: SHOWN });
    report(row, rows, options.json ?? false);
    if (row.status !== 'completed' || row.rows_failed > 0) process.exitCode = 1;
  });
}

/** @throws TingdaError when the file is not one that is taken */
async function begin(
  { sql, store }: Place,
  kind: ImportKind,
  path: string,
  { source, country, dryRun }: Options,
): Promise<string> {
  const [{ receiveFile }, { insertImport }, { isCountry }, { createReadStream, existsSync }] =
    await Promise.all([
      import('../api/imports/create.ts'),
      import('../../db/imports.ts'),
      import('../phone.ts'),
      import('node:fs'),
    ]);
  const wrong = (message: string) => new TingdaError('validation_failed', `${message} Nothing was stored.`);
  if (!existsSync(path)) throw wrong(`There is no file ${path}.`);
  if (country !== undefined && !isCountry(country)) throw wrong(`--country must be like CN, not ${country}.`);
  if (source !== undefined && !/^[^\p{Cc}]{1,100}$/u.test(source.trim()))
    throw wrong('--source must have 1 to 100 characters.');
  const format = /\.(ndjson|jsonl)$/i.test(path) ? 'ndjson' : 'csv';
  const given = { kind, format, body: createReadStream(path), charset: null } as const;
  const received = await receiveFile({ sql, store }, given).catch((error: unknown) => {
    if (!(error instanceof TingdaError) || error.items.length === 0) throw error;
    const items = error.items.map((item) => `${item.path} ${item.message}`).join('; ');
    throw new TingdaError(error.code, `${error.message} Here: ${items}.`);
  });
  return writtenDown(sql, 'import', async (tx) => {
    const row = await insertImport(tx, received.id, {
      ...received.file,
      source: source?.trim() ?? null,
      country: country ?? null,
      dry_run: dryRun ?? false,
      asked_by: 'command',
    });
    if (!row) throw new TingdaError('unavailable', 'The file could not be kept. Start it again.');
    return { result: row.id, subject: row.id };
  });
}

/** Works on it until it has ended; a worker of a running process may be quicker, then this one looks on. */
async function follow(
  { sql, work }: Place,
  id: string,
  signal: AbortSignal,
  shows: boolean,
): Promise<ImportRow> {
  const { findImport } = await import('../../db/imports.ts');
  const { setTimeout: sleep } = await import('node:timers/promises');
  let row = (await findImport(sql, id))!;
  const working = (async () => {
    while (!signal.aborted && (row.status === 'queued' || row.status === 'running')) {
      await work(id);
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  })();
  for (;;) {
    row = (await findImport(sql, id))!;
    if (shows) process.stderr.write(`\r${progress(row)}\u001b[K`);
    if (signal.aborted || !['queued', 'running'].includes(row.status)) break;
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
  }
  await working;
  if (shows) process.stderr.write('\n');
  return (await findImport(sql, id))!;
}

const progress = ({ bytes, bytes_done, rows_done }: ImportRow) =>
  `${bytes === 0 ? 100 : Math.floor((bytes_done / bytes) * 100)} %, ${rows_done} rows`;

/** Where no process runs there is no sweep that would. */
async function tidy({ sql, store }: Place, id: string): Promise<void> {
  const { eraseFile } = await import('../media/pieces.ts');
  const { forgetFile } = await import('../../db/imports.ts');
  await eraseFile(store, id);
  await forgetFile(sql, id);
}

function report(row: ImportRow, problems: ImportProblem[], json: boolean): void {
  const { id, status, reason, dry_run } = row;
  const rows = {
    done: row.rows_done,
    created: row.rows_created,
    updated: row.rows_updated,
    unchanged: row.rows_unchanged,
    skipped: row.rows_skipped,
    failed: row.rows_failed,
  };
  const errors = problems.map(({ line, field, code, message }) => ({ line, column: field, code, message }));
  if (json) {
    console.log(JSON.stringify({ id, status, reason, dry_run, rows, errors }));
    return;
  }
  for (const { line, column, message } of errors)
    console.error(`line ${line}${column === null ? '' : `, ${column}`}: ${message}`);
  const what = dry_run ? 'checked, and nothing changed' : status;
  console.log(
    `${id} ${what}${reason === null ? '' : ` (${reason})`}: ${rows.created} created, ${rows.updated} updated, ${rows.unchanged} unchanged, ${rows.skipped} skipped, ${rows.failed} failed.`,
  );
}

/** On the configured database, or with the process that runs the embedded one; no channel is opened. */
async function withPlace(signal: AbortSignal, work: (place: Place) => Promise<void>): Promise<void> {
  const [
    { readConfig },
    { connect },
    { migrate },
    { createHttp },
    { openMediaStore },
    { keyedHash },
    { localSecret },
    { createLog },
    { createImportJob },
  ] = await Promise.all([
    import('../config.ts'),
    import('../../db/client.ts'),
    import('../../db/migrate.ts'),
    import('../http.ts'),
    import('../media/index.ts'),
    import('../secrets.ts'),
    import('../local-secret.ts'),
    import('../log.ts'),
    import('../api/imports/job.ts'),
  ]);
  const config = readConfig(process.env, []);
  const database = await connect(config);
  const http = createHttp({ allowPrivateNetworks: config.allowPrivateNetworks });
  try {
    const { sql } = database;
    await migrate(sql);
    const store = await openMediaStore(config.media, http);
    const secret = config.secretKey ?? (await localSecret(config.dataDir));
    const job = createImportJob({
      sql,
      store,
      log: createLog(process.env.LOG_LEVEL ?? 'error', process.stderr),
      eraseHash: keyedHash(secret, 'erasure'),
      config,
      now: Date.now,
      crash() {},
      signal,
    });
    await work({ sql, store, work: job });
  } finally {
    await http.close();
    await database.close();
  }
}
