/** Whom a row of an import speaks of: by the name of another system, by number, or by what they work as. */
import type { Tx } from './client.ts';

/** Whether somebody is here, was erased, or (null) never was. */
export async function presenceOf(tx: Tx, candidateId: string): Promise<'here' | 'erased' | null> {
  const [row] = await tx<{ erased: boolean }[]>`
    select erased_at is not null as erased from candidates where id = ${candidateId}`;
  return row ? (row.erased ? 'erased' : 'here') : null;
}

/** Null for a name that nobody has. */
export async function candidateOf(tx: Tx, source: string, remoteId: string): Promise<string | null> {
  const [row] = await tx<{ candidate_id: string }[]>`
    select candidate_id from candidate_origins where source = ${source} and remote_id = ${remoteId}`;
  return row?.candidate_id ?? null;
}

/** Those who have this number; two are enough to know that it names nobody. */
export async function candidatesCalled(tx: Tx, phone: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from candidates where phone = ${phone} and erased_at is null order by position limit 2`;
  return rows.map(({ id }) => id);
}

/** Whether one of these marks is of somebody who was erased. */
export async function isMarked(tx: Tx, marks: string[]): Promise<boolean> {
  const rows = await tx`select 1 from erasures where marks && ${marks}::text[] limit 1`;
  return rows.length > 0;
}

export async function employmentOf(tx: Tx, source: string, remoteId: string): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from employments where source = ${source} and remote_id = ${remoteId}`;
  return row?.id ?? null;
}

/** The employments of somebody that a period falls into; two are enough to know that it names none. */
export async function employmentsDuring(
  tx: Tx,
  candidateId: string,
  period: { start: string; end: string },
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select e.id from employments e join applications a on a.id = e.application_id
    where a.candidate_id = ${candidateId} and e.starts_on <= ${period.end}::text::date
      and coalesce(e.ends_on, 'infinity') >= ${period.start}::text::date
    order by e.position limit 2`;
  return rows.map(({ id }) => id);
}

export async function applicationOf(tx: Tx, candidateId: string, openingId: string): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from applications where candidate_id = ${candidateId} and opening_id = ${openingId}`;
  return row?.id ?? null;
}
