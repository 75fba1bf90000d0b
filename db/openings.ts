/** Openings: what is offered, and the facts that may be said about it. */
import { newId } from '../src/ids.ts';
import type { Opening, OpeningStatus } from '../src/types.ts';
import type { Tx } from './client.ts';
import { containing } from './like.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export type NewOpening = Omit<Opening, 'id'>;
export interface OpeningRow extends Opening {
  created_at: Date;
  updated_at: Date;
}
export type OpeningChange = { [Field in keyof Omit<Opening, 'id' | 'code'>]?: Opening[Field] | undefined };

const columns = [
  'id',
  'code',
  'title',
  'role',
  'flow',
  'status',
  'headcount',
  'site',
  'pay',
  'requirements',
  'facts',
  'created_at',
  'updated_at',
] as const;

/** Null when the code is taken. */
export async function insertOpening(tx: Tx, opening: NewOpening): Promise<OpeningRow | null> {
  const [row] = await tx<OpeningRow[]>`
    insert into openings (id, code, title, role, flow, status, headcount, site, pay, requirements, facts)
    select ${newId('opn')}, ${opening.code}, p->'title', p->>'role', p->>'flow', p->>'status',
           (p->>'headcount')::int, p->'site', p->'pay', p->'requirements', p->'facts'
    from (select ${tx.json(opening as never)}::jsonb as p) as given
    where not exists (select 1 from invitations where code = ${opening.code})
    on conflict (code) do nothing
    returning ${tx(columns)}`;
  return row ?? null;
}

/**
 * Changes what is given and leaves the rest.
 * @param from the statuses that may become the new one; one that stays may always
 * @returns null when there is no such opening, or it is in another status
 */
export async function updateOpening(
  tx: Tx,
  id: string,
  change: OpeningChange,
  from: OpeningStatus[],
): Promise<OpeningRow | null> {
  const [row] = await tx<OpeningRow[]>`
    update openings set
      title = coalesce(p->'title', title),
      role = coalesce(p->>'role', role),
      flow = coalesce(p->>'flow', flow),
      status = coalesce(p->>'status', status),
      headcount = coalesce((p->>'headcount')::int, headcount),
      site = coalesce(p->'site', site),
      pay = coalesce(p->'pay', pay),
      requirements = coalesce(p->'requirements', requirements),
      facts = coalesce(p->'facts', facts),
      updated_at = case when p = '{}' then updated_at else clock_timestamp() end
    from (select ${tx.json(change as never)}::jsonb as p) as given
    where id = ${id} and (coalesce(p->>'status', status) = status or status = any(${from}))
    returning ${tx(columns)}`;
  return row ?? null;
}

/** Whoever else would change it waits until the transaction ends. */
export async function lockOpening(tx: Tx, id: string): Promise<OpeningRow | null> {
  const [row] = await tx<
    OpeningRow[]
  >`select ${tx(columns)} from openings where id = ${id} for no key update`;
  return row ?? null;
}

export async function findOpening(tx: Tx, id: string): Promise<OpeningRow | null> {
  const [row] = await tx<OpeningRow[]>`select ${tx(columns)} from openings where id = ${id}`;
  return row ?? null;
}

/** `code` in upper case, as it is stored. */
export async function findOpeningByCode(tx: Tx, code: string): Promise<OpeningRow | null> {
  const [row] = await tx<OpeningRow[]>`select ${tx(columns)} from openings where code = ${code}`;
  return row ?? null;
}

/** Newest first. */
export async function listOpenings(
  tx: Tx,
  filter: {
    status?: string | undefined;
    role?: string | undefined;
    q?: string | undefined;
    updatedAfter?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<OpeningRow>> {
  const { status = null, role = null, updatedAfter = null } = filter;
  const pattern = filter.q === undefined ? null : containing(filter.q);
  const rows = await tx<(OpeningRow & { position: number })[]>`
    select ${tx([...columns, 'position'])} from openings
    where true ${asked(tx, page.after, tx`and position < ${page.after}`)}
      ${asked(tx, status, tx`and status = ${status}`)}
      ${asked(tx, role, tx`and role = ${role}`)}
      ${asked(tx, updatedAfter, tx`and updated_at > ${updatedAfter}`)}
      ${asked(
        tx,
        pattern,
        tx`and concat_ws(E'\\n', code, title->>'zh', title->>'en', site->>'name',
             site->>'address', site->>'city') ilike ${pattern}`,
      )}
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
