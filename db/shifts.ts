/** Shifts of an opening: when, and for how many. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface NewShift {
  starts_at: Date;
  ends_at: Date;
  capacity: number;
}

export interface ShiftRow extends NewShift {
  id: string;
  opening_id: string;
  /** Seats taken. */
  claimed: number;
  created_at: Date;
  /** Of itself: a seat that is taken does not change it. */
  updated_at: Date;
  position: number;
}

const selected = (tx: Tx) => tx`
  s.id, s.opening_id, s.starts_at, s.ends_at, s.capacity, s.created_at, s.updated_at, s.position,
  (select count(*) from shift_claims k where k.shift_id = s.id) as claimed`;

/** The opening must exist. */
export async function insertShift(tx: Tx, openingId: string, shift: NewShift): Promise<ShiftRow> {
  const [row] = await tx<ShiftRow[]>`
    insert into shifts as s (id, opening_id, starts_at, ends_at, capacity)
    values (${newId('shf')}, ${openingId}, ${shift.starts_at}, ${shift.ends_at}, ${shift.capacity})
    returning ${selected(tx)}`;
  return row!;
}

export async function findShift(tx: Tx, openingId: string, id: string): Promise<ShiftRow | null> {
  const [row] = await tx<ShiftRow[]>`
    select ${selected(tx)} from shifts s where s.id = ${id} and s.opening_id = ${openingId}`;
  return row ?? null;
}

/** The same, and nobody takes a seat or changes it until the transaction ends. */
export async function lockShift(tx: Tx, openingId: string, id: string): Promise<ShiftRow | null> {
  const locked = await tx`select id from shifts where id = ${id} and opening_id = ${openingId} for update`;
  return locked.length > 0 ? findShift(tx, openingId, id) : null;
}

/** The shift must be locked. */
export async function updateShift(tx: Tx, id: string, shift: NewShift): Promise<ShiftRow> {
  const [row] = await tx<ShiftRow[]>`
    update shifts s set starts_at = ${shift.starts_at}, ends_at = ${shift.ends_at}, capacity = ${shift.capacity},
      updated_at = now()
    where s.id = ${id} returning ${selected(tx)}`;
  return row!;
}

/** The shift must be locked, and nobody may have a seat. */
export async function deleteShift(tx: Tx, id: string): Promise<void> {
  await tx`delete from shifts where id = ${id}`;
}

/** The first shifts that have a seat in it, by when they got it. */
export async function seatsIn(tx: Tx, id: string): Promise<{ id: string; state: string }[]> {
  return tx<{ id: string; state: string }[]>`
    select p.id, p.state from shift_claims k, lateral (
      select id, state from steps where application_id = k.application_id and kind = 'onboarding'
      order by position desc limit 1) p
    where k.shift_id = ${id} order by k.at, p.id`;
}

/** The next shifts of an opening that are still to begin. */
export async function upcomingShifts(
  tx: Tx,
  openingId: string,
  now: Date,
  most: number,
): Promise<Pick<ShiftRow, 'starts_at' | 'ends_at'>[]> {
  return tx<Pick<ShiftRow, 'starts_at' | 'ends_at'>[]>`
    select starts_at, ends_at from shifts where opening_id = ${openingId} and starts_at >= ${now}
    order by starts_at limit ${most}`;
}

/** In the order in which they were made, which stays when times change. */
export async function listShifts(
  tx: Tx,
  openingId: string,
  filter: { startsAfter?: string | undefined; startsBefore?: string | undefined },
  page: PageRequest,
): Promise<Page<ShiftRow>> {
  const { startsAfter = null, startsBefore = null } = filter;
  const rows = await tx<ShiftRow[]>`
    select ${selected(tx)} from shifts s
    where s.opening_id = ${openingId} and s.position > ${page.after ?? 0}
      ${asked(tx, startsAfter, tx`and s.starts_at >= ${startsAfter}`)}
      ${asked(tx, startsBefore, tx`and s.starts_at < ${startsBefore}`)}
    order by s.position limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
