/** A shift that gets another time: whose first shifts that concerns is noted with their seats, and done one after another. */
import type { Sql, Tx } from './client.ts';
import type { NewShift, ShiftRow } from './shifts.ts';
import { lockStep, openStepOf, type StepRow } from './steps.ts';

/** Of a first shift that is arranged, and has not begun. */
const startsAt = (tx: Tx) => tx`(p.data->>'starts_at')::timestamptz`;

/**
 * Notes it with the seats: of who begins with the shift where that has another start, and of who begins later where that is no
 * longer within. Of several changes that nobody has followed yet the last one counts. The shift must be locked, and is the only
 * thing that is locked here: whoever follows has the conversation first.
 * @param by who changes it; `offset`: minutes east of UTC with which they wrote the new start, null where it says nothing of a place
 * @returns how many begin with the shift, and go along
 */
export async function noteMoved(
  tx: Tx,
  before: ShiftRow,
  { starts_at, ends_at }: NewShift,
  { by, now, offset }: { by: string; now: Date; offset: number | null },
): Promise<number> {
  const [noted] = await tx<{ along: number }[]>`
    with concerned as (
      select k.application_id, p.starts_at,
        case when p.starts_at in (${before.starts_at}, k.moved_from) then p.starts_at end as begins_with
      from shift_claims k join lateral (
        select ${startsAt(tx)} as starts_at from steps p
        where p.application_id = k.application_id and p.kind = 'onboarding' and p.state = 'scheduled'
          and p.data ? 'starts_at') p on true
      -- What has begun by the clock is left alone; a note that is there already was made before it had.
      where k.shift_id = ${before.id} and (p.starts_at > ${now} or k.moved_at is not null)
    ), noted as (
      update shift_claims k set moved_at = coalesce(k.moved_at, ${now}), moved_by = ${by}, moved_from = c.begins_with,
        moved_offset = coalesce(${offset}, k.moved_offset)
      from concerned c
      where k.application_id = c.application_id
        and case when c.begins_with is null then c.starts_at < ${starts_at} or c.starts_at >= ${ends_at}
                 else ${before.starts_at} <> ${starts_at}::timestamptz end
      returning k.moved_from
    )
    select count(moved_from)::int as along from noted`;
  return noted!.along;
}

/** The applications with whose seats something is noted, oldest first. */
export async function movedSeats(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ application_id: string }[]>`
    select application_id from shift_claims where moved_at is not null order by moved_at limit ${limit}`;
  return rows.map(({ application_id }) => application_id);
}

/** Puts one that failed behind all others that wait now. */
export async function postponeMoved(sql: Sql, applicationId: string): Promise<void> {
  await sql`
    update shift_claims set moved_at = (select max(moved_at) from shift_claims) + interval '1 ms'
    where application_id = ${applicationId} and moved_at is not null`;
}

export interface Moved {
  step: StepRow;
  shift: Pick<ShiftRow, 'id' | 'starts_at' | 'ends_at'>;
  /** When the shift began with which the first shift begins; null: it begins later than its shift. */
  from: Date | null;
  by: string;
  /** Minutes east of UTC with which the new start was written down; null: nobody knows. */
  offset: number | null;
}

/**
 * Takes a note off the seat of an application, with its conversation, its first shift and its shift locked, in this order: what
 * it says happens in this transaction.
 * @returns null where there is nothing to do any more, or somebody has the conversation: that is left for the next look
 */
export async function takeMoved(tx: Tx, applicationId: string): Promise<Moved | null> {
  const [free] = await tx`
    select 1 from conversations where id = (select conversation_id from applications where id = ${applicationId})
    for no key update skip locked`;
  if (!free) return null;
  const open = await openStepOf(tx, applicationId, 'onboarding');
  const step = open && (await lockStep(tx, open.id));
  const [shift] = await tx<Moved['shift'][]>`
    select id, starts_at, ends_at from shifts
    where id = (select shift_id from shift_claims where application_id = ${applicationId}) for update`;
  const [note] = await tx<{ moved_from: Date | null; moved_by: string; moved_offset: number | null }[]>`
    update shift_claims k set moved_at = null, moved_by = null, moved_from = null, moved_offset = null
    from shift_claims was
    where k.application_id = ${applicationId} and was.application_id = k.application_id and k.moved_at is not null
    returning was.moved_from, was.moved_by, was.moved_offset`;
  if (!step || !shift || !note) return null;
  return { step, shift, from: note.moved_from, by: note.moved_by, offset: note.moved_offset };
}
