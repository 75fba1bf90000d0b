/** Applications: one candidate for one opening, once. */
import { newId } from '../src/ids.ts';
import type { Stage } from '../src/types.ts';
import type { Tx } from './client.ts';
import { appendEvents } from './events.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

export interface ApplicationRow {
  id: string;
  candidate_id: string;
  opening_id: string;
  stage: Stage;
  source: string | null;
  applied_at: Date;
  /** The last one begun. */
  interview_id: string | null;
  position: number;
}

const selected = (tx: Tx) => tx`
  a.id, a.candidate_id, a.opening_id, a.stage, a.source, a.applied_at, a.position,
  (select i.id from interviews i where i.application_id = a.id order by i.position desc limit 1) as interview_id`;

/**
 * Makes an application in stage `applied`, and its event; null when this candidate has already applied there.
 * Candidate and opening must exist.
 */
export async function insertApplication(
  tx: Tx,
  input: { candidateId: string; openingId: string; source: string | null },
): Promise<ApplicationRow | null> {
  const id = newId('app');
  const [made] = await tx<{ conversation_id: string }[]>`
    insert into applications (id, candidate_id, conversation_id, opening_id, stage, source)
    select ${id}, v.candidate_id, v.id, ${input.openingId}, 'applied', ${input.source}
    from conversations v where v.candidate_id = ${input.candidateId}
    on conflict (candidate_id, opening_id) do nothing
    returning conversation_id`;
  if (!made) return null;
  await appendEvents(tx, [
    {
      type: 'application.created',
      conversationId: made.conversation_id,
      applicationId: id,
      data: { candidate_id: input.candidateId, opening_id: input.openingId, stage: 'applied' },
    },
  ]);
  return findApplication(tx, id);
}

export async function findApplication(tx: Tx, id: string): Promise<ApplicationRow | null> {
  const [row] = await tx<ApplicationRow[]>`select ${selected(tx)} from applications a where a.id = ${id}`;
  return row ?? null;
}

/** Newest first. */
export async function listApplications(
  tx: Tx,
  filter: { openingId?: string | undefined; candidateId?: string | undefined; stage?: string | undefined },
  page: PageRequest,
): Promise<Page<ApplicationRow>> {
  const { openingId = null, candidateId = null, stage = null } = filter;
  const rows = await tx<ApplicationRow[]>`
    select ${selected(tx)} from applications a
    where (${page.after}::bigint is null or a.position < ${page.after})
      and (${openingId}::text is null or a.opening_id = ${openingId})
      and (${candidateId}::text is null or a.candidate_id = ${candidateId})
      and (${stage}::text is null or a.stage = ${stage})
    order by a.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** The id of this candidate's application for an opening, if there is one. */
export async function findApplicationFor(
  tx: Tx,
  candidateId: string,
  openingId: string,
): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from applications where candidate_id = ${candidateId} and opening_id = ${openingId}`;
  return row?.id ?? null;
}

/** Where these applications stand. */
export async function stagesOf(tx: Tx, ids: string[]): Promise<Map<string, Stage>> {
  const rows = await tx<
    { id: string; stage: Stage }[]
  >`select id, stage from applications where id in ${tx(ids)}`;
  return new Map(rows.map(({ id, stage }) => [id, stage]));
}
