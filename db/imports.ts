/** Imports: which files of rows are to be taken in, how far they are, and who is at it. */
import { newId } from '../src/ids.ts';
import type { Sql, Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

export type ImportKind = 'candidates' | 'employments' | 'performance_records' | 'pay_statements';
export type ImportStatus = 'queued' | 'running' | 'completed' | 'failed' | 'canceled';

export interface NewImport {
  kind: ImportKind;
  format: 'csv' | 'ndjson';
  charset: string;
  source: string | null;
  country: string | null;
  dry_run: boolean;
  /** Its size as it came, and as UTF-8. */
  file_bytes: number;
  bytes: number;
  asked_by: string;
}

export interface ImportRow extends NewImport {
  id: string;
  status: ImportStatus;
  reason: string | null;
  bytes_done: number;
  rows_done: number;
  rows_created: number;
  rows_updated: number;
  rows_unchanged: number;
  rows_skipped: number;
  rows_failed: number;
  tries: number;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  position: number;
}

/** No file is that long on its way to its commit: an upload is cut off long before. */
const DRAFT = '15 minutes';

/** To be written before the first byte is kept. */
export async function draftImport(sql: Sql): Promise<string> {
  const id = newId('imp');
  await sql`insert into import_files (id, erase_at) values (${id}, clock_timestamp() + ${DRAFT}::interval)`;
  return id;
}

/** The file stays from now on. Null when it came too late, and is gone. */
export async function insertImport(tx: Tx, id: string, given: NewImport): Promise<ImportRow | null> {
  const kept = await tx`
    update import_files set erase_at = null where id = ${id} and erase_at > clock_timestamp() returning 1`;
  if (kept.length === 0) return null;
  const [row] = await tx<ImportRow[]>`insert into imports ${tx({ id, ...given })} returning *`;
  return row!;
}

/** The file is not needed: it was refused, or is here already. */
export async function dropFile(sql: Tx, id: string): Promise<void> {
  await sql`update import_files set erase_at = clock_timestamp() where id = ${id}`;
}

export async function findImport(sql: Tx, id: string): Promise<ImportRow | null> {
  const [row] = await sql<ImportRow[]>`select * from imports where id = ${id}`;
  return row ?? null;
}

/** Newest first, of these kinds. */
export async function listImports(
  sql: Tx,
  filter: { kinds: readonly ImportKind[]; status?: string | undefined },
  page: PageRequest,
): Promise<Page<ImportRow>> {
  const rows = await sql<ImportRow[]>`
    select * from imports
    where kind = any(${[...filter.kinds]}) and (${page.after}::bigint is null or position < ${page.after})
      and (${filter.status ?? null}::text is null or status = ${filter.status ?? null})
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

export interface ImportProblem {
  line: number;
  /** A column, or a field like `profile.age`; null where it is about the whole row. */
  field: string | null;
  code: string;
  message: string;
}

/** In the order of the file. */
export async function listProblems(
  sql: Tx,
  importId: string,
  page: PageRequest,
): Promise<Page<ImportProblem & { position: number }>> {
  const rows = await sql<(ImportProblem & { position: number })[]>`
    select line, field, code, message, position from import_errors
    where import_id = ${importId} and position > ${page.after ?? 0}
    order by position limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** Whoever is at it may have a batch of its rows under way: that one is still done. Null when there is no such import. */
export async function cancelImport(tx: Tx, id: string): Promise<ImportRow | null> {
  const stopped = await tx`
    update imports set status = 'canceled', finished_at = now(), lease_token = null, lease_until = null
    where id = ${id} and status in ('queued', 'running') returning 1`;
  if (stopped.length > 0) await dropFile(tx, id);
  return findImport(tx, id);
}

/** An import that is worked on, fenced by its token. */
export interface ImportJob extends ImportRow {
  token: string;
}

/** Takes an import if it is due and nobody living is at it. */
export async function takeImport(
  sql: Sql,
  id: string,
  token: string,
  leaseMs: number,
): Promise<ImportJob | null> {
  const [row] = await sql<ImportJob[]>`
    update imports set status = 'running', started_at = coalesce(started_at, now()), lease_token = ${token},
      lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms', tries = tries + 1
    where id = ${id} and status in ('queued', 'running') and due_at <= clock_timestamp()
      and coalesce(lease_until, '-infinity') < clock_timestamp()
    returning *, ${token} as token`;
  return row ?? null;
}

/** Keeps an import that is worked on. */
export async function extendImport(sql: Sql, job: ImportJob, leaseMs: number): Promise<void> {
  await sql`
    update imports set lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where id = ${job.id} and lease_token = ${job.token}`;
}

/** Not now: another try after a while. `tried` false: it was not for a failure. */
export async function postponeImport(
  sql: Sql,
  job: ImportJob,
  { waitMs, tried }: { waitMs: number; tried: boolean },
): Promise<void> {
  await sql`
    update imports set lease_token = null, lease_until = null, tries = tries - ${tried ? 0 : 1},
      due_at = clock_timestamp() + ${waitMs} * interval '1 ms'
    where id = ${job.id} and lease_token = ${job.token}`;
}

/** What became of a batch. */
export interface BatchDone {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  failed: number;
  /** Where in the file it ends. */
  bytes: number;
  problems: ImportProblem[];
}

/** More than these nobody reads; all of them are counted. */
export const MAX_PROBLEMS = 10_000;

/** Locks the import until the commit, so that of two who are at it one waits and then finds itself fenced off. */
export async function holdImport(tx: Tx, job: ImportJob): Promise<boolean> {
  const rows = await tx`
    select 1 from imports where id = ${job.id} and lease_token = ${job.token} and status = 'running' for update`;
  return rows.length > 0;
}

/** Moves the import behind a batch; in the transaction of its rows, after {@link holdImport}. */
export async function advanceImport(
  tx: Tx,
  job: ImportJob,
  { rows, created, updated, unchanged, skipped, failed, bytes, problems }: BatchDone,
): Promise<void> {
  await tx`
    update imports set rows_done = rows_done + ${rows}, rows_created = rows_created + ${created},
      rows_updated = rows_updated + ${updated}, rows_unchanged = rows_unchanged + ${unchanged},
      rows_skipped = rows_skipped + ${skipped}, rows_failed = rows_failed + ${failed},
      bytes_done = ${bytes}, tries = 1
    where id = ${job.id}`;
  if (problems.length === 0) return;
  await tx`
    insert into import_errors (import_id, position, line, field, code, message)
    select ${job.id}, n.known + p.ord, p.line, p.field, p.code, p.message
    from jsonb_to_recordset(${tx.json(problems.map((one, i) => ({ ...one, ord: i + 1 })))}) as p(
        ord int, line bigint, field text, code text, message text),
      (select coalesce(max(position), 0) as known from import_errors where import_id = ${job.id}) n
    where n.known + p.ord <= ${MAX_PROBLEMS}`;
}

/** It has ended, and its file goes. */
export async function finishImport(
  tx: Tx,
  job: ImportJob,
  status: 'completed' | 'failed',
  reason: string | null = null,
): Promise<boolean> {
  const ended = await tx`
    update imports set status = ${status}, reason = ${reason}, finished_at = now(), lease_token = null, lease_until = null,
      bytes_done = case when ${status} = 'completed' then bytes else bytes_done end
    where id = ${job.id} and lease_token = ${job.token} and status = 'running' returning 1`;
  if (ended.length === 0) return false;
  await dropFile(tx, job.id);
  return true;
}

/** Imports that nobody is at: what the sweep looks after. */
export async function dueImports(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from imports
    where status in ('queued', 'running') and due_at <= clock_timestamp()
      and coalesce(lease_until, '-infinity') < clock_timestamp()
    order by due_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Files that have to go from the store. */
export async function filesToErase(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from import_files where erase_at <= clock_timestamp() order by erase_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** It is gone from the store. */
export async function forgetFile(sql: Sql, id: string): Promise<void> {
  await sql`delete from import_files where id = ${id} and erase_at is not null`;
}

/** The store does not do as asked: once more in a while. */
export async function eraseFileLater(sql: Sql, id: string, waitMs: number): Promise<void> {
  await sql`
    update import_files set erase_at = clock_timestamp() + ${waitMs} * interval '1 ms'
    where id = ${id} and erase_at is not null`;
}
