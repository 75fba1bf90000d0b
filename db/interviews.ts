/** Interviews as they are read from outside; the conversation's own transaction writes them. */
import type { Flow } from '../src/flows/model.ts';
import type { InterviewStatus, Language, Stage } from '../src/types.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface InterviewRow {
  id: string;
  conversation_id: string;
  candidate_id: string;
  /** Nothing is left of what the person said, and nothing more is taken. */
  erased: boolean;
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
  created_at: Date;
  updated_at: Date;
  position: number;
}

/** Nobody begins any more what all invitations to are over for. */
const status = (tx: Tx) => tx`
  case when i.status = 'invited' and not exists (
    select 1 from invitations n where n.interview_id = i.id and n.revoked_at is null and n.expires_at > now())
  then 'expired' else i.status end`;

/** With the last invitation to it, it changed by the clock alone. */
const changed = (tx: Tx) => tx`
  case when ${isLapsed(tx)} then greatest(i.updated_at, i.invited_until) else i.updated_at end`;

const isLapsed = (tx: Tx) => tx`(i.status = 'invited' and i.invited_until <= now())`;

/** By the ten minutes that an index has, then by the time. */
const changedAfter = (tx: Tx, moment: string | null) => tx`((
  i.updated_in >= date_bin(interval '10 minutes', ${moment}::timestamptz at time zone 'UTC', timestamp '2000-01-01')
  and i.updated_at > ${moment}) or (${isLapsed(tx)} and i.invited_until > ${moment}))`;

const selected = (tx: Tx) => tx`
  i.id, i.conversation_id, v.candidate_id, c.erased_at is not null as erased, i.application_id, f.body as flow, ${status(tx)} as status, i.channel, i.language, i.asked, i.total, i.started_at,
  i.completed_at, i.created_at, ${changed(tx)} as updated_at, i.position`;

const source = (tx: Tx) => tx`
  interviews i join flows f on f.hash = i.flow_hash join conversations v on v.id = i.conversation_id
  join candidates c on c.id = v.candidate_id`;

export async function findInterview(tx: Tx, id: string): Promise<InterviewRow | null> {
  const [row] = await tx<InterviewRow[]>`
    select ${selected(tx)} from ${source(tx)} where i.id = ${id}`;
  return row ?? null;
}

/** The same as a condition, by which index they are found. */
function inStatus(tx: Tx, wanted: string | undefined) {
  const live = tx`select 1 from invitations n where n.interview_id = i.id and n.revoked_at is null and n.expires_at > now()`;
  if (wanted === 'expired')
    return tx`i.status in ('expired', 'invited') and (i.status = 'expired' or not exists (${live}))`;
  if (wanted !== 'invited') return tx`i.status = ${wanted ?? null}`;
  // Few of those who were ever invited still may come: from them to the interviews.
  return tx`i.status = 'invited' and i.id in (
    select interview_id from invitations where revoked_at is null and expires_at > now())`;
}

/** Newest first. */
export async function listInterviews(
  tx: Tx,
  filter: {
    applicationId?: string | undefined;
    openingId?: string | undefined;
    candidateId?: string | undefined;
    status?: string | undefined;
    updatedAfter?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<InterviewRow>> {
  const { applicationId = null, openingId = null, candidateId = null, updatedAfter = null } = filter;
  const rows = await tx<InterviewRow[]>`
    select ${selected(tx)} from ${source(tx)}
    where true ${asked(tx, page.after, tx`and i.position < ${page.after}`)}
      ${asked(tx, applicationId, tx`and i.application_id = ${applicationId}`)}
      ${asked(tx, openingId, tx`and i.opening_id = ${openingId}`)}
      ${asked(
        tx,
        candidateId,
        tx`and i.conversation_id = (select id from conversations where candidate_id = ${candidateId})`,
      )}
      ${asked(tx, filter.status, tx`and ${inStatus(tx, filter.status)}`)}
      ${asked(tx, updatedAfter, tx`and ${changedAfter(tx, updatedAfter)}`)}
    order by i.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** This candidate's application for an opening, where it stands, and the interview that they were invited to and have not begun. */
export async function findUnbegun(
  tx: Tx,
  candidateId: string,
  openingId: string,
): Promise<{ application: string; stage: Stage; interview: string | null } | null> {
  const [row] = await tx<{ application: string; stage: Stage; interview: string | null }[]>`
    select a.id as application, a.stage,
      (select i.id from interviews i where i.application_id = a.id and i.status = 'invited') as interview
    from applications a where a.candidate_id = ${candidateId} and a.opening_id = ${openingId}`;
  return row ?? null;
}
