/** A conversation is taken under a lease, and given back by the commit of a turn (`commit.ts`) or after an error. */
import type { Stage } from '../src/types.ts';
import type { Sql } from './client.ts';
import type { InboxContent } from './inbox.ts';

/** What was heard in a recording. */
export interface StoredTranscript {
  text: string;
  confidence: number | null;
  segments: { start: number; end: number; text: string }[];
}

export interface InboxRow {
  seq: number;
  identityId: string | null;
  channel: string;
  account: string | null;
  content: InboxContent | null;
  name: string | null;
  languageHint: string | null;
  /** Epoch milliseconds. */
  receivedAt: number;
  mediaState: 'none' | 'pending' | 'ready' | 'failed';
  /** What the recording is kept under, and why nobody could be heard in it. */
  mediaId: string | null;
  mediaReason: string | null;
  transcript: StoredTranscript | null;
  /** The last ask whose send had begun when this message was received, and perhaps arrived. */
  ask: number | null;
}

export interface Lease {
  conversationId: string;
  token: string;
  candidateId: string;
  version: number;
  turnSeq: number;
  outboxSeq: number;
  /** How often this work was taken up without a commit, this time included. */
  attempts: number;
  replyIdentityId: string | null;
  applicationStage: Stage | null;
  /** Somebody asked that this person be erased: whatever waits is done with that. */
  erased: boolean;
  identities: Recipient[];
  /** The armed timers, in epoch milliseconds. */
  timers: Record<string, number>;
  rows: InboxRow[];
}

/** An address of the person. */
export interface Recipient {
  id: string;
  channel: string;
  state: 'open' | 'closed' | 'unreachable';
  /** When they last wrote from there, epoch milliseconds; absent where nobody looked. */
  lastSeen?: number | null;
  /** It came by this link, and the person's other addresses have not been told yet. */
  link?: string | null;
}

/** More than a person writes while we are away; the rest is taken up right after. */
export const MAX_ROWS = 200;

/**
 * Takes the lease if the conversation is due and nobody living has it. The token fences: whoever commits must hold it.
 * What was due is cleared here, so that anything set afterwards is news; a crash leaves the lease behind, and a lease
 * that has run out is due by itself.
 */
export async function takeLease(
  sql: Sql,
  conversationId: string,
  token: string,
  leaseMs: number,
): Promise<Lease | null> {
  const [row] = await sql<(Lease & { stale: boolean; unsynced: string })[]>`
    with seen as (
      select wakes from conversations where id = ${conversationId}
    ), leased as (
      update conversations c set
        lease_token = ${token}, lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms',
        failures = c.failures + 1, drain_after = null, first_undone_at = null
      where c.id = ${conversationId}
        and case when c.lease_until is null then c.drain_after <= clock_timestamp()
                 else c.lease_until < clock_timestamp() end
      returning c.id, c.candidate_id, c.version, c.turn_seq, c.outbox_seq, c.failures, c.reply_identity_id,
                c.application_id, c.wakes
    ), undone as (${undoneRows(sql, conversationId)})
    select l.id as "conversationId", ${token} as token, l.candidate_id as "candidateId", l.version,
      l.turn_seq as "turnSeq", l.outbox_seq as "outboxSeq", l.failures as attempts,
      l.reply_identity_id as "replyIdentityId", l.wakes <> s.wakes as stale,
      (select stage from applications where id = l.application_id) as "applicationStage",
      (select erased_at is not null from candidates where id = l.candidate_id) as erased,
      (${addresses(sql, conversationId)}) as identities,
      (select coalesce(json_object_agg(t.kind, extract(epoch from t.due_at) * 1000), '{}')
        from timers t where t.conversation_id = l.id) as timers,
      (select coalesce(json_agg(undone order by seq), '[]') from undone) as rows,
      -- A lease that a crash of PostgreSQL forgets is simply due again, and its holder's commit is refused: no need to
      -- wait for the disk. For this transaction only.
      set_config('synchronous_commit', 'off', true) as unsynced
    from leased l, seen s`;
  if (!row) return null;
  const { stale, unsynced: _, ...lease } = row;
  if (!stale) return lease;
  const gathered = await gather(sql, lease);
  return gathered && { ...lease, ...gathered };
}

/** With the link that brought it, while nobody has been told. */
const addresses = (sql: Sql, conversationId: string) => sql`
  select coalesce(json_agg(json_build_object('id', d.id, 'channel', d.channel, 'state', d.state,
    'link', (select k.id from link_codes k where k.used_by = d.id and k.conversation_id = d.conversation_id
      and k.told_at is null and k.undone_at is null limit 1))), '[]')
  from identities d where d.conversation_id = ${conversationId}`;

/** Milliseconds until the conversation is due; null when nothing waits or somebody holds the lease. */
export async function dueIn(sql: Sql, conversationId: string): Promise<number | null> {
  const [row] = await sql<{ ms: number }[]>`
    select greatest(0, extract(epoch from drain_after - clock_timestamp()) * 1000)::float8 as ms
    from conversations where id = ${conversationId} and drain_after is not null and lease_until is null`;
  return row?.ms ?? null;
}

/** Keeps a lease that is still ours; false when it was lost. */
export async function extendLease(sql: Sql, lease: Lease, leaseMs: number): Promise<boolean> {
  const rows = await sql`
    update conversations set lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where id = ${lease.conversationId} and lease_token = ${lease.token} returning id`;
  return rows.length > 0;
}

/**
 * Gives the lease back without a commit. After an error the work is due again in a while (null: not by itself).
 * @param failed false where nothing went wrong, and it is only too early
 */
export async function releaseLease(
  sql: Sql,
  lease: Lease,
  retryInMs: number | null,
  failed = retryInMs !== null,
): Promise<void> {
  await sql`
    update conversations set
      lease_token = null, lease_until = null,
      failures = case when ${failed} then failures else failures - 1 end,
      drain_after = least(drain_after, clock_timestamp() + ${retryInMs} * interval '1 ms'),
      first_undone_at = coalesce(first_undone_at, clock_timestamp())
    where id = ${lease.conversationId} and lease_token = ${lease.token}`;
}

/**
 * What is undone now, and the addresses that it may have come from, for another thought under the same lease; null when the
 * lease was lost. The update may wait for a writer that the snapshot of the same statement does not see: a changed count
 * tells, and it is read again.
 */
export async function gather(
  sql: Sql,
  lease: Pick<Lease, 'conversationId' | 'token'>,
): Promise<Pick<Lease, 'rows' | 'identities'> | null> {
  for (;;) {
    const [row] = await sql<(Pick<Lease, 'rows' | 'identities'> & { stale: boolean })[]>`
      with seen as (
        select wakes from conversations where id = ${lease.conversationId}
      ), held as (
        update conversations set drain_after = null, first_undone_at = null
        where id = ${lease.conversationId} and lease_token = ${lease.token} returning wakes
      ), undone as (${undoneRows(sql, lease.conversationId)})
      select held.wakes <> seen.wakes as stale,
        (select coalesce(json_agg(undone order by seq), '[]') from undone) as rows,
        (${addresses(sql, lease.conversationId)}) as identities
      from held, seen`;
    if (!row) return null;
    if (!row.stale) return { rows: row.rows, identities: row.identities };
  }
}

const undoneRows = (sql: Sql, conversationId: string) => sql`
  select i.seq, i.identity_id as "identityId", i.channel, d.account, i.content, i.name,
    i.language_hint as "languageHint", extract(epoch from i.received_at) * 1000 as "receivedAt",
    i.media_state as "mediaState", i.media_id as "mediaId", i.media_reason as "mediaReason", i.transcript,
    (select o.ask from outbox o
      where o.conversation_id = i.conversation_id and o.ask is not null
        and o.state not in ('failed', 'dropped') and o.claimed_at <= i.received_at
      order by o.seq desc limit 1) as ask
  from inbox i left join identities d on d.id = i.identity_id
  where i.conversation_id = ${conversationId} and i.done_at is null
  order by i.seq limit ${MAX_ROWS}`;

/** The state as the last commit left it; null before the first. */
export async function loadState<State>(sql: Sql, conversationId: string): Promise<State | null> {
  const [row] = await sql<
    { state: State | null }[]
  >`select state from conversations where id = ${conversationId}`;
  return row?.state ?? null;
}

/**
 * Conversations that are due, or whose worker died: what the sweep wakes. Whatever is due has something undone, and the
 * index of that is as long as the queue, however many conversations there are.
 */
export async function dueConversations(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select c.id from (select distinct conversation_id from inbox where done_at is null) waiting
    join conversations c on c.id = waiting.conversation_id
    where case when c.lease_until is null then c.drain_after <= clock_timestamp()
               else c.lease_until < clock_timestamp() end
    limit ${limit}`;
  return rows.map((row) => row.id);
}

/** For an edit: the turn that the original became, and the question it answered. */
export async function findOriginal(
  sql: Sql,
  conversationId: string,
  hash: string,
): Promise<{ turn: number; questionId: string | null } | null> {
  const [row] = await sql<{ turn: number; questionId: string | null }[]>`
    select i.turn_seq as turn, t.question_id as "questionId"
    from inbox i left join turns t on t.conversation_id = i.conversation_id and t.seq = i.turn_seq
    where i.conversation_id = ${conversationId} and i.hash = decode(${hash}, 'hex') and i.turn_seq is not null`;
  return row ?? null;
}
