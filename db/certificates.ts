/** What is said of an erasure afterwards: what was taken out, what stays and why. */
import type { Tx } from './client.ts';
import type { HeldPart } from './holds.ts';

export interface ErasureRow {
  candidate_id: string;
  at: Date;
  by: string;
  done_at: Date | null;
  last_at: Date | null;
  erased: Record<string, number>;
  kept: Record<string, number>;
  media_files: number;
  /** Files that are still to be taken out of the store. */
  media_waiting: number;
  session_forgotten_at: Date | null;
  reapplied_at: Date[];
  holds: { id: string; parts: HeldPart[]; created_at: string }[];
}

/** Null for who was never to be erased. */
export async function findErasure(tx: Tx, candidateId: string): Promise<ErasureRow | null> {
  const [row] = await tx<ErasureRow[]>`
    select e.candidate_id, e.at, e.by, e.done_at, e.last_at, e.erased, e.kept, e.media_files, e.session_forgotten_at,
      e.reapplied_at, (
        select count(*)::int from media m join conversations v on v.id = m.conversation_id
        where v.candidate_id = e.candidate_id and m.erase_at is not null) as media_waiting, coalesce((
        select jsonb_agg(jsonb_build_object('id', h.id, 'parts', h.parts,
          'created_at', to_char(h.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by h.position)
        from legal_holds h where h.candidate_id = e.candidate_id and h.released_at is null), '[]') as holds
    from erasures e where e.candidate_id = ${candidateId}`;
  return row ?? null;
}

/** A person's live session is out of the cache. */
export async function sessionForgotten(tx: Tx, conversationId: string): Promise<void> {
  await tx`
    update erasures set session_forgotten_at = now()
    where candidate_id = (select candidate_id from conversations where id = ${conversationId})`;
}
