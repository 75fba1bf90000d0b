/** Openings: what is offered, and the facts that may be said about it. */
import { newId } from '../src/ids.ts';
import type { Opening } from '../src/types.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

export type NewOpening = Omit<Opening, 'id'>;
export type OpeningChange = Partial<Omit<Opening, 'id' | 'code'>>;

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
] as const;

/** Null when the code is taken. */
export async function insertOpening(tx: Tx, opening: NewOpening): Promise<Opening | null> {
  const [row] = await tx<Opening[]>`
    insert into openings ${tx(storable({ id: newId('opn'), ...opening }, tx) as Record<string, string>)}
    on conflict (code) do nothing
    returning ${tx(columns)}`;
  return row ?? null;
}

/** Changes what is given and leaves the rest; null when there is no such opening. */
export async function updateOpening(tx: Tx, id: string, change: OpeningChange): Promise<Opening | null> {
  const changed = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(changed).length === 0) return findOpening(tx, id);
  const [row] = await tx<Opening[]>`
    update openings set ${tx(storable(changed, tx) as Record<string, string>)}, updated_at = now()
    where id = ${id}
    returning ${tx(columns)}`;
  return row ?? null;
}

export async function findOpening(tx: Tx, id: string): Promise<Opening | null> {
  const [row] = await tx<Opening[]>`select ${tx(columns)} from openings where id = ${id}`;
  return row ?? null;
}

/** `code` in upper case, as it is stored. */
export async function findOpeningByCode(tx: Tx, code: string): Promise<Opening | null> {
  const [row] = await tx<Opening[]>`select ${tx(columns)} from openings where code = ${code}`;
  return row ?? null;
}

/** Newest first. */
export async function listOpenings(
  tx: Tx,
  filter: { status: string | undefined },
  page: PageRequest,
): Promise<Page<Opening>> {
  const rows = await tx<(Opening & { position: number })[]>`
    select ${tx([...columns, 'position'])} from openings
    where ${page.after === null ? tx`true` : tx`position < ${page.after}`}
      and ${filter.status === undefined ? tx`true` : tx`status = ${filter.status}`}
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
