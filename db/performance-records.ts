/** Performance records: what the systems of an employer say of somebody's work, period by period. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface PerformanceFields {
  employment_id: string;
  /** Days, as `2026-03-06`. */
  period_start: string;
  period_end: string;
  /** Figures by name. */
  metrics: Record<string, number>;
  /** 1 to 5. */
  rating: number | null;
  source: string | null;
  remote_id: string | null;
}

export interface PerformanceRow extends PerformanceFields {
  id: string;
  created_at: Date;
  updated_at: Date;
  position: number;
}

const selected = (tx: Tx) => tx`
  id, employment_id, period_start::text, period_end::text, metrics, rating, source, remote_id, created_at, updated_at,
  position`;

export async function findPerformance(tx: Tx, id: string): Promise<PerformanceRow | null> {
  const [row] = await tx<PerformanceRow[]>`select ${selected(tx)} from performance_records where id = ${id}`;
  return row ?? null;
}

/** By its name over there; the row is locked. */
export async function lockPerformanceOf(
  tx: Tx,
  source: string,
  remoteId: string,
): Promise<PerformanceRow | null> {
  const [row] = await tx<PerformanceRow[]>`
    select ${selected(tx)} from performance_records where source = ${source} and remote_id = ${remoteId} for update`;
  return row ?? null;
}

/** The employment must exist. Null when another has just come with this name: it can be read now. */
export async function insertPerformance(tx: Tx, given: PerformanceFields): Promise<PerformanceRow | null> {
  const [row] = await tx<PerformanceRow[]>`
    insert into performance_records (id, employment_id, period_start, period_end, metrics, rating, source, remote_id)
    values (${newId('prf')}, ${given.employment_id}, ${given.period_start}::text::date, ${given.period_end}::text::date,
      ${tx.json(given.metrics)}, ${given.rating}, ${given.source}, ${given.remote_id})
    on conflict (source, remote_id) do nothing
    returning ${selected(tx)}`;
  return row ?? null;
}

/** @returns null when it says what was known already */
export async function changePerformance(
  tx: Tx,
  id: string,
  given: PerformanceFields,
): Promise<PerformanceRow | null> {
  const [row] = await tx<PerformanceRow[]>`
    update performance_records set period_start = ${given.period_start}::text::date,
      period_end = ${given.period_end}::text::date, metrics = ${tx.json(given.metrics)}, rating = ${given.rating},
      updated_at = now()
    where id = ${id} and (period_start, period_end, metrics, coalesce(rating, 0)) is distinct from
      (${given.period_start}::text::date, ${given.period_end}::text::date, ${tx.json(given.metrics)}::jsonb,
        ${given.rating ?? 0}::int)
    returning ${selected(tx)}`;
  return row ?? null;
}

/** Newest first. */
export async function listPerformance(
  tx: Tx,
  filter: {
    employmentId?: string | undefined;
    candidateId?: string | undefined;
    source?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<PerformanceRow>> {
  const { employmentId = null, candidateId = null, source = null } = filter;
  const rows = await tx<PerformanceRow[]>`
    select ${selected(tx)} from performance_records
    where true ${asked(tx, page.after, tx`and position < ${page.after}`)}
      ${asked(tx, employmentId, tx`and employment_id = ${employmentId}`)}
      ${asked(tx, source, tx`and source = ${source}`)}
      ${asked(
        tx,
        candidateId,
        tx`and employment_id in (
          select e.id from employments e join applications a on a.id = e.application_id
          where a.candidate_id = ${candidateId})`,
      )}
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
