/**
 * Takes files in, batch by batch, beside the path of the messages. Each batch is one transaction with the place that the
 * import is at: whoever dies leaves a lease that runs out and a file that is whole, and who comes next begins behind the
 * last batch that was committed.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Sql, Tx } from '../../../db/client.ts';
import {
  advanceImport,
  type BatchDone,
  extendImport,
  finishImport,
  holdImport,
  type ImportJob,
  postponeImport,
  takeImport,
} from '../../../db/imports.ts';
import type { CrashPoint } from '../../crash.ts';
import type { Log } from '../../log.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Kind, Outcome, RowContext } from './kind.ts';
import { kinds } from './kinds.ts';
import { inTable } from './problems.ts';
import { type CheckedRow, checkedRows } from './read.ts';
import { BrokenFile } from './rows.ts';

export interface ImportJobDeps extends Pick<RowContext, 'eraseHash' | 'config' | 'now'> {
  sql: Sql;
  store: MediaStore;
  log: Pick<Log, 'info' | 'warn'>;
  crash(point: CrashPoint): void;
  /** The process ends: what is under way is given back behind its batch. */
  signal: AbortSignal;
  leaseMs?: number;
  retryMs?: readonly number[];
}

/** A dead worker's import is taken over after this; a living one extends it at a third. */
const LEASE_MS = 6000;
/** The pauses before a batch that failed is tried again; one try more is made than there are. */
const RETRY_MS = [1000, 5000];

/** @returns the handler of a poke: takes in what is left of an import */
export function createImportJob(deps: ImportJobDeps): (importId: string) => Promise<void> {
  const { sql, log, leaseMs = LEASE_MS, retryMs = RETRY_MS } = deps;
  return async (importId) => {
    if (deps.signal.aborted) return;
    const job = await takeImport(sql, importId, randomUUID(), leaseMs);
    if (!job) return;
    deps.crash('import.taken');
    const heartbeat = setInterval(() => void extendImport(sql, job, leaseMs).catch(() => {}), leaseMs / 3);
    const about = { import_id: importId, kind: job.kind, tries: job.tries };
    const progress = { moved: false };
    try {
      if (job.tries > retryMs.length + 1) await finishImport(sql, job, 'failed', 'batch_failed');
      else await work(deps, job, progress);
    } catch (error) {
      // The error of a database may have a row in it.
      log.warn({ ...about, code: codeOf(error) }, 'a batch of an import failed');
      const tries = progress.moved ? 1 : job.tries;
      const waitMs = retryMs[tries - 1];
      if (waitMs === undefined) await finishImport(sql, job, 'failed', 'batch_failed');
      else await postponeImport(sql, job, { waitMs, tried: true });
    } finally {
      clearInterval(heartbeat);
    }
  };
}

const codeOf = (error: unknown): string =>
  String((error as { code?: unknown }).code ?? (error as Error).name);

async function work(deps: ImportJobDeps, job: ImportJob, progress: { moved: boolean }): Promise<void> {
  const kind = kinds[job.kind];
  let behind = job.rows_done;
  let batch: CheckedRow[] = [];
  const commit = async () => {
    const kept = await takeBatch(deps, job, kind, batch);
    batch = [];
    progress.moved = true;
    await breathe();
    return kept;
  };
  let broken: BrokenFile | null = null;
  try {
    for await (const row of checkedRows(deps.store, job, kind)) {
      if (behind > 0) {
        behind -= 1;
        continue;
      }
      batch.push(row);
      if (batch.length < kind.batch) continue;
      if (!(await commit())) return;
      if (deps.signal.aborted) return await postponeImport(deps.sql, job, { waitMs: 0, tried: false });
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    broken = error;
  }
  // What stands before it is whole.
  if (batch.length > 0 && !(await commit())) return;
  if (broken) {
    await finishImport(deps.sql, job, 'failed', `broken_at_line_${broken.line}`);
    return;
  }
  await finishImport(deps.sql, job, 'completed');
  deps.crash('import.finished');
  deps.log.info({ import_id: job.id, kind: job.kind }, 'an import is completed');
}

class DryRun extends Error {}

/** False when somebody else is at it, or it was called off: then nothing was written. */
async function takeBatch(
  deps: ImportJobDeps,
  job: ImportJob,
  kind: Kind,
  batch: readonly CheckedRow[],
): Promise<boolean> {
  const context: RowContext = { ...deps, source: job.source, country: job.country, by: job.asked_by };
  const kept = await deps.sql.begin(async (tx) => {
    if (!(await holdImport(tx, job))) return false;
    const rows = batch.flatMap(({ value }) => ('row' in value ? [value.row] : []));
    let outcomes: Outcome[] = [];
    if (job.dry_run) {
      await (tx as unknown as { savepoint(work: (tx: Tx) => Promise<void>): Promise<void> })
        .savepoint(async (inner) => {
          outcomes = await kind.take(inner, rows, context);
          throw new DryRun();
        })
        .catch((error: unknown) => {
          if (!(error instanceof DryRun)) throw error;
        });
    } else outcomes = await kind.take(tx, rows, context);
    await advanceImport(tx, job, done(batch, outcomes));
    deps.crash('import.before_commit');
    return true;
  });
  deps.crash('import.committed');
  return kept;
}

function done(batch: readonly CheckedRow[], outcomes: readonly Outcome[]): BatchDone {
  const sum: BatchDone = {
    ...{ rows: batch.length, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 },
    bytes: batch.at(-1)!.bytes,
    problems: [],
  };
  let next = 0;
  for (const { line, value, header } of batch) {
    const outcome: Outcome = 'row' in value ? outcomes[next++]! : { did: 'failed', problems: value.problems };
    sum[outcome.did] += 1;
    if ('problems' in outcome)
      for (const problem of outcome.problems) sum.problems.push({ line, ...inTable(problem, header) });
  }
  return sum;
}
