/** Pay statements: what somebody was paid for a period, line by line, in exact decimals. */
import { newId } from '../src/ids.ts';
import type { Localized } from '../src/types.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface PayFields {
  employment_id: string;
  /** Days, as `2026-03-06`. */
  period_start: string;
  period_end: string;
  paid_on: string;
  currency: string;
  /** Exact decimals; null after erasure. */
  gross: string | null;
  net: string | null;
  /** What is taken off has a minus. */
  lines: { label: Localized; amount: string }[];
  source: string | null;
  remote_id: string | null;
}

export interface PayRow extends PayFields {
  id: string;
  told_at: Date | null;
  created_at: Date;
  updated_at: Date;
  position: number;
}

const selected = (tx: Tx) => tx`
  id, employment_id, period_start::text, period_end::text, paid_on::text, currency, gross::text, net::text, lines, source,
  remote_id, told_at, created_at, updated_at, position`;

export async function findPay(tx: Tx, id: string): Promise<PayRow | null> {
  const [row] = await tx<PayRow[]>`select ${selected(tx)} from pay_statements where id = ${id}`;
  return row ?? null;
}

/** By its name over there; the row is locked. */
export async function lockPayOf(tx: Tx, source: string, remoteId: string): Promise<PayRow | null> {
  const [row] = await tx<PayRow[]>`
    select ${selected(tx)} from pay_statements where source = ${source} and remote_id = ${remoteId} for update`;
  return row ?? null;
}

/** The employment must exist. Null when another has just come with this name: it can be read now. */
export async function insertPay(tx: Tx, given: PayFields): Promise<PayRow | null> {
  const [row] = await tx<PayRow[]>`
    insert into pay_statements
      (id, employment_id, period_start, period_end, paid_on, currency, gross, net, lines, source, remote_id)
    values (${newId('pay')}, ${given.employment_id}, ${given.period_start}::text::date, ${given.period_end}::text::date,
      ${given.paid_on}::text::date, ${given.currency}, ${given.gross}::text::numeric, ${given.net}::text::numeric,
      ${tx.json(given.lines)}, ${given.source}, ${given.remote_id})
    on conflict (source, remote_id) do nothing
    returning ${selected(tx)}`;
  return row ?? null;
}

/**
 * A statement that was corrected is told once more.
 * @returns null when it says what was known already
 */
export async function changePay(tx: Tx, id: string, given: PayFields): Promise<PayRow | null> {
  const [row] = await tx<PayRow[]>`
    update pay_statements set period_start = ${given.period_start}::text::date,
      period_end = ${given.period_end}::text::date, paid_on = ${given.paid_on}::text::date, currency = ${given.currency},
      gross = ${given.gross}::text::numeric, net = ${given.net}::text::numeric, lines = ${tx.json(given.lines)},
      told_at = null, quiet = false, updated_at = now()
    where id = ${id} and (period_start, period_end, paid_on, currency, gross, net, lines) is distinct from
      (${given.period_start}::text::date, ${given.period_end}::text::date, ${given.paid_on}::text::date,
        ${given.currency}, ${given.gross}::text::numeric, ${given.net}::text::numeric, ${tx.json(given.lines)}::jsonb)
    returning ${selected(tx)}`;
  return row ?? null;
}

/** The last one by the day that it is paid on; null where there is none. */
export async function latestPay(tx: Tx, employmentId: string): Promise<PayRow | null> {
  const [row] = await tx<PayRow[]>`
    select ${selected(tx)} from pay_statements where employment_id = ${employmentId} and net is not null
    order by paid_on desc, position desc limit 1`;
  return row ?? null;
}

/** They were told, or could not be. */
export async function markPayTold(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`update pay_statements set told_at = coalesce(told_at, now()) where id = any(${[...ids]})`;
}

/** It came with an import: it answers questions, and is told to nobody. Until it is corrected one by one. */
export async function quietPay(tx: Tx, id: string): Promise<void> {
  await tx`update pay_statements set quiet = true where id = ${id}`;
}

/** What of an employment was not told yet and was paid on this day or after it, the first pay day first. */
export async function untoldPay(tx: Tx, employmentId: string, from: string): Promise<PayRow[]> {
  return tx<PayRow[]>`
    select ${selected(tx)} from pay_statements
    where employment_id = ${employmentId} and told_at is null and not quiet and net is not null and paid_on >= ${from}::text::date
    order by paid_on, position`;
}

/** Newest first. */
export async function listPay(
  tx: Tx,
  filter: {
    employmentId?: string | undefined;
    candidateId?: string | undefined;
    source?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<PayRow>> {
  const { employmentId = null, candidateId = null, source = null } = filter;
  const rows = await tx<PayRow[]>`
    select ${selected(tx)} from pay_statements
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
