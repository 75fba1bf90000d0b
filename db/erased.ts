/** Who of many was erased: their rows stay, and are handed out to nobody. */
import type { Tx } from './client.ts';

export async function erasedCandidates(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select id from candidates where id = any(${[...new Set(ids)]}) and erased_at is not null`;
  return new Set(rows.map(({ id }) => id));
}

/** Of employments, those whose person was erased. */
export async function erasedEmployments(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select e.id from employments e join applications a on a.id = e.application_id
    join candidates c on c.id = a.candidate_id
    where e.id = any(${[...new Set(ids)]}) and c.erased_at is not null`;
  return new Set(rows.map(({ id }) => id));
}
