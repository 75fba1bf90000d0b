/** Interviews as they are read from outside; the conversation's own transaction writes them. */
import type { Flow } from '../src/flows/model.ts';
import type { InterviewStatus, Language } from '../src/types.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

export interface InterviewRow {
  id: string;
  conversation_id: string;
  candidate_id: string;
  application_id: string;
  /** The flow as it was when the interview began. */
  flow: Flow;
  status: InterviewStatus;
  channel: string;
  language: Language;
  asked: number;
  total: number;
  /** Null while nobody has begun it. */
  started_at: Date | null;
  completed_at: Date | null;
  position: number;
}

const selected = (tx: Tx) => tx`
  i.id, i.conversation_id, v.candidate_id, i.application_id, f.body as flow, i.status, i.channel, i.language, i.asked, i.total, i.started_at,
  i.completed_at, i.position`;

const source = (tx: Tx) => tx`
  interviews i join flows f on f.hash = i.flow_hash join conversations v on v.id = i.conversation_id`;

export async function findInterview(tx: Tx, id: string): Promise<InterviewRow | null> {
  const [row] = await tx<InterviewRow[]>`
    select ${selected(tx)} from ${source(tx)} where i.id = ${id}`;
  return row ?? null;
}

/** Newest first. */
export async function listInterviews(
  tx: Tx,
  filter: { applicationId?: string | undefined; status?: string | undefined },
  page: PageRequest,
): Promise<Page<InterviewRow>> {
  const { applicationId = null, status = null } = filter;
  const rows = await tx<InterviewRow[]>`
    select ${selected(tx)} from ${source(tx)}
    where (${page.after}::bigint is null or i.position < ${page.after})
      and (${applicationId}::text is null or i.application_id = ${applicationId})
      and (${status}::text is null or i.status = ${status})
    order by i.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
