/** Invitations: one person's way into one interview. */
import type { InterviewStatus, Json, Language, OpeningStatus, Stage } from '../src/types.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface InvitationRow {
  id: string;
  code: string;
  conversation_id: string;
  candidate_id: string;
  application_id: string;
  opening_id: string;
  interview_id: string;
  channel: string;
  state: 'queued' | 'sent' | 'not_sent';
  reason: string | null;
  expires_at: Date;
  revoked_at: Date | null;
  claimed_at: Date | null;
  created_at: Date;
  position: number;
}

export interface NewInvitation {
  id: string;
  code: string;
  applicationId: string;
  /** The id of the interview, unless there is one that was not begun, or that can be gone on with. */
  interviewId: string;
  flowHash: string;
  channel: string;
  language: Language;
  /** Why nobody is written to; null: the outbox will have it. */
  unsaid: string | null;
}

/** As long as somebody may be on holiday. */
const VALID = '14 days';

/** What a line that was queued has come to. */
const selected = (tx: Tx) => tx`
  n.id, n.code, n.conversation_id, a.candidate_id, n.application_id, a.opening_id, n.interview_id, n.channel,
  case when o.state = 'sent' then 'sent' when o.state in ('failed', 'parked', 'dropped') then 'not_sent'
       else n.state end as state,
  case when o.state = 'dropped' and o.error_code = 'closed' then 'opted_out'
       when o.state in ('failed', 'parked', 'dropped') then coalesce(o.error_code, o.state) else n.reason end as reason,
  n.expires_at, n.revoked_at, n.claimed_at, n.created_at, n.position`;

const source = (tx: Tx) => tx`
  invitations n join applications a on a.id = n.application_id
  left join lateral (
    select state, error_code from outbox where conversation_id = n.conversation_id and turn_seq = n.turn_seq
    -- One that went to another address instead says less than the one that did.
    order by coalesce(error_code = 'rerouted', false), seq limit 1) o on true`;

/**
 * Makes the invitation, and the interview that it is to: one that is not begun has an id too. The application must exist.
 * @returns false when the code is an opening's
 */
export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<boolean> {
  const { id, code, applicationId, interviewId, flowHash, channel, language, unsaid } = invitation;
  const rows = await tx`
    with known as (
      select id from interviews where application_id = ${applicationId} order by position desc limit 1
    ), made as (
      insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language, started_at)
      select ${interviewId}, conversation_id, id, ${flowHash}, 'invited', ${channel}, ${language}, null
      from applications where id = ${applicationId} and not exists (select 1 from known)
      returning application_id
    ), again as (
      -- Over by the clock before, it is not any more.
      update interviews set updated_at = clock_timestamp() where id in (select id from known) and status = 'invited'
    ), shown as (
      update applications set updated_at = clock_timestamp() where id in (select application_id from made)
    )
    insert into invitations (id, code, conversation_id, application_id, interview_id, channel, state, reason, expires_at)
    select ${id}, ${code}, conversation_id, id, coalesce((select id from known), ${interviewId}), ${channel},
      ${unsaid === null ? 'queued' : 'not_sent'}, ${unsaid}, now() + ${VALID}::interval
    from applications
    where id = ${applicationId} and not exists (select 1 from openings where code = ${code})
    returning id`;
  return rows.length > 0;
}

export async function findInvitation(tx: Tx, id: string): Promise<InvitationRow | null> {
  const [row] = await tx<InvitationRow[]>`select ${selected(tx)} from ${source(tx)} where n.id = ${id}`;
  return row ?? null;
}

/** Newest first. */
export async function listInvitations(
  tx: Tx,
  filter: {
    openingId?: string | undefined;
    candidateId?: string | undefined;
    applicationId?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<InvitationRow>> {
  const { openingId = null, candidateId = null, applicationId = null } = filter;
  const rows = await tx<InvitationRow[]>`
    select ${selected(tx)} from ${source(tx)}
    where true ${asked(tx, page.after, tx`and n.position < ${page.after}`)}
      ${asked(tx, openingId, tx`and n.opening_id = ${openingId}`)}
      ${asked(tx, candidateId, tx`and a.candidate_id = ${candidateId}`)}
      ${asked(tx, applicationId, tx`and n.application_id = ${applicationId}`)}
    order by n.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** Nobody new comes in by it; a line that waits for the morning does not go. What was claimed stays with whom it is. */
export async function revokeInvitation(tx: Tx, id: string): Promise<void> {
  await tx`
    with revoked as (
      update invitations set revoked_at = coalesce(revoked_at, now()) where id = ${id}
      returning conversation_id, turn_seq
    )
    update outbox o set state = 'dropped', error_code = 'revoked' from revoked r
    where o.conversation_id = r.conversation_id and o.turn_seq = r.turn_seq and o.state = 'pending'`;
}

/** Nobody is invited in the morning to what was over in the night. */
export async function dropInvitations(tx: Tx, applicationId: string): Promise<void> {
  await tx`
    update outbox o set state = 'dropped', error_code = 'application_over' from invitations n
    where n.application_id = ${applicationId}
      and o.conversation_id = n.conversation_id and o.turn_seq = n.turn_seq and o.state = 'pending'`;
}

/** What a turn said of it: the number of the line, or why there is none. */
export async function markInvited(
  tx: Tx,
  id: string,
  { unsaid, turn }: { unsaid: string | null; turn: number | null },
): Promise<void> {
  await tx`
    update invitations set state = ${unsaid === null ? 'queued' : 'not_sent'}, reason = ${unsaid},
      turn_seq = ${unsaid === null ? turn : null}
    where id = ${id}`;
}

/** False when somebody else was faster: it is for one. */
export async function claimInvitation(tx: Tx, id: string, identityId: string): Promise<boolean> {
  const rows = await tx`
    update invitations set claimed_at = now(), claimed_by = ${identityId}
    where id = ${id} and claimed_at is null returning id`;
  return rows.length > 0;
}

export interface Coded {
  id: string;
  opening_id: string;
  /** The person who was invited. */
  conversation_id: string;
  /** The person who came by it. */
  claimed_by: string | null;
  /** Its time is over, or it was taken back. */
  over: boolean;
}

/** The invitation behind a code, in upper case. */
export async function findByCode(tx: Tx, code: string): Promise<Coded | null> {
  const [row] = await tx<Coded[]>`
    select n.id, a.opening_id, n.conversation_id, d.conversation_id as claimed_by,
      n.revoked_at is not null or n.expires_at <= now() as over
    from invitations n join applications a on a.id = n.application_id left join identities d on d.id = n.claimed_by
    where n.code = ${code}`;
  return row ?? null;
}

/** The first of these codes by which somebody whom nobody knows can come in now; null when there is none. */
export async function findWayIn(tx: Tx, codes: string[]): Promise<string | null> {
  const [row] = await tx<{ code: string }[]>`
    with open_now as (
      select code from openings where code = any(${codes}) and status = 'open'
      union all
      select n.code from invitations n join applications a on a.id = n.application_id join openings o on o.id = a.opening_id
      where n.code = any(${codes}) and n.claimed_at is null and n.revoked_at is null and n.expires_at > now()
        and o.status = 'open'
    )
    select code from open_now order by array_position(${codes}, code) limit 1`;
  return row?.code ?? null;
}

/** What a turn has to know to invite somebody. */
export interface Inviting {
  id: string;
  code: string;
  interview_id: string;
  channel: string;
  over: 'revoked' | 'expired' | null;
  /** Of the application. */
  stage: Stage;
  opening_id: string;
  language: Language | null;
  time_zone: string | null;
}

export async function findInviting(tx: Tx, id: string): Promise<Inviting | null> {
  const [row] = await tx<Inviting[]>`
    select n.id, n.code, n.interview_id, n.channel, a.stage, a.opening_id, c.language, c.time_zone,
      case when n.revoked_at is not null then 'revoked' when n.expires_at <= now() then 'expired' end as over
    from invitations n join applications a on a.id = n.application_id join candidates c on c.id = a.candidate_id
    where n.id = ${id}`;
  return row ?? null;
}

/** What a turn has to know to screen an application. */
export interface Screening {
  stage: Stage;
  opening_id: string;
  status: OpeningStatus;
  language: Language | null;
  time_zone: string | null;
  preferences: Record<string, Json>;
  profile: Record<string, Json>;
  /** Of the opening, those that begin from now on. */
  shifts: { starts_at: string; ends_at: string }[];
}

/** More shifts than these say nothing new about whether somebody can come at all. */
const SHIFTS = 200;

export async function findScreening(tx: Tx, applicationId: string, now: Date): Promise<Screening | null> {
  const [row] = await tx<Screening[]>`
    select a.stage, a.opening_id, o.status, c.language, c.time_zone, c.preferences, c.profile,
      coalesce((select jsonb_agg(jsonb_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at))
        from (select starts_at, ends_at from shifts where opening_id = o.id and starts_at >= ${now}
              order by starts_at limit ${SHIFTS}) s), '[]') as shifts
    from applications a join openings o on o.id = a.opening_id join candidates c on c.id = a.candidate_id
    where a.id = ${applicationId}`;
  return row ?? null;
}

/** The status of the interview that this application has last had; null before the first. */
export async function lastInterview(tx: Tx, applicationId: string): Promise<InterviewStatus | null> {
  const [row] = await tx<{ status: InterviewStatus }[]>`
    select status from interviews where application_id = ${applicationId} order by position desc limit 1`;
  return row?.status ?? null;
}
