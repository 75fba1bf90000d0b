/** Seats: those of shifts, and those of an opening, which somebody has who is about to work there or does. */
import type { Tx } from './client.ts';
import { screenWaiting } from './deadlines.ts';
import { appendEvents } from './events.ts';
import type { ShiftRow } from './shifts.ts';

/** How many shifts with a free seat are named to who found none. */
const NAMED = 10;

export interface FreeShift extends Pick<ShiftRow, 'id' | 'starts_at' | 'ends_at'> {
  /** Seats. */
  free: number;
}

export interface WantedSeat {
  applicationId: string;
  /** The step that it is for. */
  stepId: string;
  startsAt: Date;
  /** The shift that is meant; null: whichever of the opening is on at that time. */
  shiftId: string | null;
  now: Date;
}

/** `none`: the opening has no shift at that time, and so there is no seat to take. */
export type Seat =
  | { got: string }
  | { got: null; why: 'none' }
  /** No shift of this opening has that id; or it is not on at that time. */
  | { got: null; why: 'unknown' | 'another_time' }
  | { got: null; why: 'full'; shift: Pick<ShiftRow, 'id' | 'capacity'>; free: FreeShift[] };

/**
 * Takes a seat for a first shift, and gives back the one that the application had. Of two who want the last one, the second
 * waits for the first, and then finds it taken. The conversation must be locked; whoever is refused has to roll back.
 */
export async function takeSeat(tx: Tx, wanted: WantedSeat): Promise<Seat> {
  const { applicationId, stepId, startsAt, shiftId, now } = wanted;
  // All in one order, so that two who change places do not wait for each other.
  const locked = await tx<(ShiftRow & { had: boolean })[]>`
    select s.id, s.starts_at, s.ends_at, s.capacity, s.position,
      s.id in (select shift_id from shift_claims where application_id = ${applicationId}) as had
    from shifts s
    where s.id in (select shift_id from shift_claims where application_id = ${applicationId})
      or (s.opening_id = (select opening_id from applications where id = ${applicationId})
        and (s.id = ${shiftId} or (s.starts_at <= ${startsAt} and s.ends_at > ${startsAt})))
    order by s.id for update`;
  const had = locked.find((shift) => shift.had);
  if (had) await tx`delete from shift_claims where application_id = ${applicationId}`;
  const isOn = (shift: ShiftRow) => shift.starts_at <= startsAt && shift.ends_at > startsAt;
  if (shiftId !== null) {
    const named = locked.find(({ id }) => id === shiftId);
    if (!named) return { got: null, why: 'unknown' };
    if (!isOn(named)) return { got: null, why: 'another_time' };
  }
  const begins = ({ starts_at }: ShiftRow) => Number(starts_at.getTime() === startsAt.getTime());
  const fitting = locked
    .filter((shift) => isOn(shift) && (shiftId === null || shift.id === shiftId))
    .sort((a, b) => Number(b.had) - Number(a.had) || begins(b) - begins(a) || a.position - b.position);
  if (fitting.length === 0) return { got: null, why: 'none' };
  const taken = await claimedIn(tx, fitting);
  const chosen = fitting.find(({ id, capacity }) => (taken.get(id) ?? 0) < capacity);
  if (!chosen)
    return { got: null, why: 'full', shift: fitting[0]!, free: await freeShifts(tx, applicationId, now) };
  const [claim] = await tx<{ conversation_id: string }[]>`
    with claimed as (
      insert into shift_claims (shift_id, application_id) values (${chosen.id}, ${applicationId}) returning application_id)
    select a.conversation_id from applications a join claimed c on c.application_id = a.id`;
  if (had?.id !== chosen.id)
    await appendEvents(tx, [
      {
        type: 'shift.claimed',
        conversationId: claim!.conversation_id,
        applicationId,
        data: { shift_id: chosen.id, onboarding_id: stepId },
      },
    ]);
  return { got: chosen.id };
}

async function claimedIn(tx: Tx, shifts: readonly { id: string }[]): Promise<Map<string, number>> {
  const ids = shifts.map(({ id }) => id);
  const rows = await tx<{ shift_id: string; n: number }[]>`
    select shift_id, count(*)::int as n from shift_claims where shift_id = any(${ids}) group by shift_id`;
  return new Map(rows.map(({ shift_id, n }) => [shift_id, n]));
}

/** The next shifts of the same opening that have a seat. */
async function freeShifts(tx: Tx, applicationId: string, now: Date): Promise<FreeShift[]> {
  return tx<FreeShift[]>`
    select * from (
      select s.id, s.starts_at, s.ends_at,
        s.capacity - (select count(*)::int from shift_claims k where k.shift_id = s.id) as free
      from shifts s where s.opening_id = (select opening_id from applications where id = ${applicationId})
        and s.starts_at > ${now}) coming
    where free > 0 order by starts_at, id limit ${NAMED}`;
}

/** Gives the seat in a shift back: a first shift rests. The conversation must be locked. */
export async function leaveSeat(tx: Tx, applicationId: string): Promise<void> {
  await tx`
    select 1 from shifts where id in (select shift_id from shift_claims where application_id = ${applicationId})
    order by id for update`;
  await tx`delete from shift_claims where application_id = ${applicationId}`;
}

/**
 * Gives back what an application had: its seat in a shift, and its place in the opening, which takes people again if it was
 * full by this one only. The conversation must be locked, and the application not be on its way any more.
 */
export async function freeSeat(tx: Tx, applicationId: string): Promise<void> {
  await leaveSeat(tx, applicationId);
  const [opening] = await tx<{ id: string; headcount: number; status: string }[]>`
    select o.id, o.headcount, o.status from openings o join applications a on a.opening_id = o.id
    where a.id = ${applicationId} for update of o`;
  if (opening?.status !== 'filled') return;
  const [seats] = await tx<{ taken: number }[]>`
    select count(*)::int as taken from applications a
    where a.opening_id = ${opening.id} and a.id <> ${applicationId} and (
      exists (select 1 from employments e where e.application_id = a.id and e.state <> 'ended')
      or exists (select 1 from steps s where s.application_id = a.id and s.kind = 'onboarding'
        and s.state in ('scheduled', 'checked_in')))`;
  // Fuller or emptier than that, it was filled for another reason.
  if (seats!.taken !== opening.headcount - 1) return;
  await tx`update openings set status = 'open', updated_at = clock_timestamp() where id = ${opening.id}`;
  await screenWaiting(tx, opening.id);
}
