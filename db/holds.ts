/** Legal holds: what of a person must not be erased, because a law or a court says so. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

/**
 * What a hold can name. `person`: name, number and papers; `interview`: what was said, heard and scored; `decisions`: why
 * they were decided so, and every move between stages; `steps`: background checks and onboardings; `contracts`: terms and
 * papers; `employment`: wages, statements, records, approvals.
 */
export const HELD_PARTS = ['person', 'interview', 'decisions', 'steps', 'contracts', 'employment'] as const;
export type HeldPart = (typeof HELD_PARTS)[number];

export interface HoldRow {
  id: string;
  candidate_id: string;
  parts: HeldPart[];
  reason: string;
  placed_by: string;
  released_at: Date | null;
  released_by: string | null;
  created_at: Date;
  position: number;
}

const selected = (tx: Tx) => tx`
  id, candidate_id, to_jsonb(parts) as parts, reason, placed_by, released_at, released_by, created_at, position`;

/** Read under the lock of the conversation, which whoever places one takes too. */
export async function heldParts(tx: Tx, candidateId: string): Promise<ReadonlySet<HeldPart>> {
  const rows = await tx<{ part: HeldPart }[]>`
    select distinct unnest(parts) as part from legal_holds
    where candidate_id = ${candidateId} and released_at is null`;
  return new Set(rows.map(({ part }) => part));
}

/**
 * Keeps these parts of a person, also when they are erased. Locks the conversation: an erasure under way is over, or waits.
 * @returns `erased` when nothing is left that could be kept; null when there was never such a person
 */
export async function placeHold(
  tx: Tx,
  hold: { candidateId: string; parts: readonly HeldPart[]; reason: string; by: string },
): Promise<HoldRow | 'erased' | null> {
  const { candidateId, parts, reason, by } = hold;
  const talk = await tx`select 1 from conversations where candidate_id = ${candidateId} for no key update`;
  if (talk.length === 0) return null;
  const gone = await tx`
    select 1 from erasures where candidate_id = ${candidateId} and done_at is not null and kept = '{}'`;
  if (gone.length > 0) return 'erased';
  const [row] = await tx<HoldRow[]>`
    insert into legal_holds (id, candidate_id, parts, reason, placed_by)
    values (${newId('hld')}, ${candidateId}, array(select jsonb_array_elements_text(${tx.json([...parts])}::jsonb)),
      ${reason}, ${by})
    returning ${selected(tx)}`;
  return row!;
}

/**
 * Ends a hold; ended before, it stays as it was. `erase`: the person asked to be erased, and what it kept goes now, by the
 * conversation's inbox.
 */
export async function releaseHold(
  tx: Tx,
  id: string,
  by: string,
): Promise<{ row: HoldRow; erase: { conversationId: string } | null } | null> {
  const [talk] = await tx<{ id: string; erased: boolean }[]>`
    select v.id, exists (select 1 from erasures where candidate_id = v.candidate_id) as erased
    from conversations v
    where v.candidate_id = (select candidate_id from legal_holds where id = ${id}) for no key update`;
  if (!talk) return null;
  const released = await tx`
    update legal_holds set released_at = now(), released_by = ${by}
    where id = ${id} and released_at is null returning 1`;
  const row = (await findHold(tx, id))!;
  return { row, erase: talk.erased && released.length > 0 ? { conversationId: talk.id } : null };
}

/** All of them, in their order: what has to be known of them beside the database. */
export async function allHolds(tx: Tx): Promise<Omit<HoldRow, 'position'>[]> {
  return tx<Omit<HoldRow, 'position'>[]>`
    select id, candidate_id, to_jsonb(parts) as parts, reason, placed_by, released_at, released_by, created_at
    from legal_holds order by position`;
}

export async function findHold(tx: Tx, id: string): Promise<HoldRow | null> {
  const [row] = await tx<HoldRow[]>`select ${selected(tx)} from legal_holds where id = ${id}`;
  return row ?? null;
}

/** Newest first. */
export async function listHolds(
  tx: Tx,
  filter: { candidateId: string | null; open: boolean | null },
  page: PageRequest,
): Promise<Page<HoldRow>> {
  const { candidateId, open } = filter;
  const rows = await tx<HoldRow[]>`
    select ${selected(tx)} from legal_holds
    where (${page.after}::bigint is null or position < ${page.after})
      and (${candidateId}::text is null or candidate_id = ${candidateId})
      and (${open}::boolean is null or (released_at is null) = ${open})
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
