/** A conversation is taken under a lease, thought about outside any transaction, and committed in one statement. */
import type { Json, OutboundContent, Stage } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';
import type { InboxContent } from './inbox.ts';

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
  transcript: { text: string } | null;
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
  const [row] = await sql<(Lease & { stale: boolean })[]>`
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
      (select coalesce(json_agg(json_build_object('id', d.id, 'channel', d.channel, 'state', d.state)), '[]')
        from identities d where d.conversation_id = l.id) as identities,
      (select coalesce(json_object_agg(t.kind, extract(epoch from t.due_at) * 1000), '{}')
        from timers t where t.conversation_id = l.id) as timers,
      (select coalesce(json_agg(undone order by seq), '[]') from undone) as rows
    from leased l, seen s`;
  if (!row) return null;
  const { stale, ...lease } = row;
  if (!stale) return lease;
  const rows = await gather(sql, lease);
  return rows && { ...lease, rows };
}

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

/** Gives the lease back without a commit. After an error the work is due again in a while (null: not by itself). */
export async function releaseLease(sql: Sql, lease: Lease, retryInMs: number | null): Promise<void> {
  await sql`
    update conversations set
      lease_token = null, lease_until = null,
      failures = case when ${retryInMs === null} then failures - 1 else failures end,
      drain_after = least(drain_after, clock_timestamp() + ${retryInMs} * interval '1 ms'),
      first_undone_at = coalesce(first_undone_at, clock_timestamp())
    where id = ${lease.conversationId} and lease_token = ${lease.token}`;
}

/**
 * What is undone now, for another thought under the same lease; null when the lease was lost. The update may wait for a
 * writer that the snapshot of the same statement does not see: a changed count tells, and it is read again.
 */
export async function gather(
  sql: Sql,
  lease: Pick<Lease, 'conversationId' | 'token'>,
): Promise<InboxRow[] | null> {
  for (;;) {
    const [row] = await sql<{ rows: InboxRow[]; stale: boolean }[]>`
      with seen as (
        select wakes from conversations where id = ${lease.conversationId}
      ), held as (
        update conversations set drain_after = null, first_undone_at = null
        where id = ${lease.conversationId} and lease_token = ${lease.token} returning wakes
      ), undone as (${undoneRows(sql, lease.conversationId)})
      select held.wakes <> seen.wakes as stale,
        (select coalesce(json_agg(undone order by seq), '[]') from undone) as rows
      from held, seen`;
    if (!row) return null;
    if (!row.stale) return row.rows;
  }
}

const undoneRows = (sql: Sql, conversationId: string) => sql`
  select i.seq, i.identity_id as "identityId", i.channel, d.account, i.content, i.name,
    i.language_hint as "languageHint", extract(epoch from i.received_at) * 1000 as "receivedAt",
    i.media_state as "mediaState", i.transcript,
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

export interface NewTurn {
  seq: number;
  interview_id: string | null;
  speaker: 'candidate' | 'bot' | 'hr';
  channel: string;
  kind: string;
  text: string | null;
  media_id: string | null;
  question_id: string | null;
  ask: number | null;
  amends_seq: number | null;
  spans: Json | null;
  /** Epoch milliseconds. */
  at: number;
}

export interface NewOutboxRow {
  seq: number;
  identity_id: string;
  key: string;
  priority: number;
  category: 'interview' | 'notice' | 'broadcast';
  even_if_closed: boolean;
  content: OutboundContent;
  ask: number | null;
  turn_seq: number | null;
  /** Epoch milliseconds: the end of quiet hours, or null. */
  not_before: number | null;
}

export interface TurnCommit {
  lease: Lease;
  state: unknown;
  /** Inbox rows taken up, with the number each got among the turns, or the reason why it was set aside. */
  done: { seq: number; turn_seq: number | null; aside_reason: string | null }[];
  turns: NewTurn[];
  outbox: NewOutboxRow[];
  turnSeq: number;
  outboxSeq: number;
  replyIdentityId: string | null;
  applicationId: string | null;
  interview: { id: string; asked: number; total: number } | null;
  /** Due times in epoch milliseconds; null clears. */
  timers: Record<string, number | null>;
  /** Rows are left that could be taken up at once. */
  again: boolean;
  /** Refuse when something new came in since the lease was taken, so that it can be thought about together. */
  onlyIfQuiet: boolean;
  /** Claim the first line for sending in the same breath, if it is a reply and nothing waits before it. */
  claim?: { token: string; claimMs: number; channels: string[] };
}

/** Milliseconds until the conversation is due again (null: not) and where the claimed line goes. */
export type CommitResult =
  | { committed: true; dueIn: number | null; claimed?: { account: string; address: string } | undefined }
  | { committed: false };

/**
 * Commits a turn and gives the lease back, in one statement: the conversation's row is written only if token and version
 * match, and everything else hangs on that row. The answer is also the look at the inbox after the release: whoever
 * stored a message before this statement has set `drain_after`, and whoever stores one later finds the lease free.
 */
export async function commitTurn(tx: Tx, turn: TurnCommit): Promise<CommitResult> {
  const { lease } = turn;
  const first = turn.outbox[0];
  const claim = first?.priority === 0 ? turn.claim : undefined;
  // What a turn does not have is left out: the few shapes that there are stay prepared.
  const [row] = await tx<{ due_in: number | null; account?: string; address?: string }[]>`
    with c as (
      update conversations set
        version = version + 1, state = ${tx.json(turn.state as never)}, failures = 0,
        turn_seq = ${turn.turnSeq}, outbox_seq = ${turn.outboxSeq},
        reply_identity_id = ${turn.replyIdentityId}, application_id = ${turn.applicationId},
        lease_token = null, lease_until = null,
        drain_after = case when ${turn.again} then least(drain_after, clock_timestamp()) else drain_after end,
        first_undone_at = case when ${turn.again} then coalesce(first_undone_at, clock_timestamp())
                               else first_undone_at end
      where id = ${lease.conversationId} and lease_token = ${lease.token} and version = ${lease.version}
        and (not ${turn.onlyIfQuiet} or drain_after is null)
      returning id, version, case when drain_after is not null then
        greatest(0, extract(epoch from drain_after - clock_timestamp()) * 1000)::float8 end as due_in
    ), done as (
      update inbox i set done_at = now(), turn_seq = d.turn_seq, aside_reason = d.aside_reason
      from c, jsonb_to_recordset(${tx.json(turn.done)}) as d(seq bigint, turn_seq bigint, aside_reason text)
      where i.conversation_id = c.id and i.seq = d.seq
    )
    ${turn.turns.length > 0 ? insertTurns(tx, turn.turns) : tx``}
    ${claim && first ? lockRecipient(tx, first, claim.channels) : tx``}
    ${turn.outbox.length > 0 ? insertOutbox(tx, turn.outbox, claim) : tx``}
    ${turn.interview ? updateProgress(tx, turn.interview) : tx``}
    ${Object.values(turn.timers).some((at) => at !== null) ? setTimers(tx, turn.timers) : tx``}
    ${Object.values(turn.timers).some((at) => at === null) ? clearTimers(tx, turn.timers) : tx``}
    ${claim ? tx`select due_in, r.account, r.address from c left join recipient r on true` : tx`select due_in from c`}`;
  if (!row) return { committed: false };
  const { account, address } = row;
  const claimed = account != null && address != null ? { account, address } : undefined;
  return { committed: true, dueIn: row.due_in, claimed };
}

const insertTurns = (tx: Tx, turns: NewTurn[]) => {
  const rows = turns.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  return tx`, said as (
    insert into turns (conversation_id, batch, seq, interview_id, speaker, channel, kind, text, media_id,
                       question_id, ask, amends_seq, spans, at)
    select c.id, c.version, t.* from c, jsonb_to_recordset(${tx.json(rows as never)}) as t(
      seq bigint, interview_id text, speaker text, channel text, kind text, text text, media_id text,
      question_id text, ask bigint, amends_seq bigint, spans jsonb, at timestamptz)
  )`;
};

/** As the claim of a head does: consent is read and locked, and what waits goes first. */
const lockRecipient = (tx: Tx, first: NewOutboxRow, channels: string[]) => tx`, recipient as (
  select i.account, i.address from c, identities i
  where i.id = ${first.identity_id} and i.channel = any(${channels})
    and (i.state = 'open' or ${first.even_if_closed})
    and not exists (select 1 from outbox o where o.conversation_id = c.id and o.state in ('pending', 'sending'))
  for share of i
)`;

const insertOutbox = (tx: Tx, outbox: NewOutboxRow[], claim: TurnCommit['claim']) => {
  const rows = outbox.map((row) => ({
    ...row,
    not_before: row.not_before === null ? null : new Date(row.not_before).toISOString(),
  }));
  const fresh = tx`jsonb_to_recordset(${tx.json(rows as never)}) as o(
    seq bigint, identity_id text, key text, priority smallint, category text, even_if_closed boolean,
    content jsonb, ask bigint, turn_seq bigint, not_before timestamptz)`;
  const columns = tx`conversation_id, seq, identity_id, key, priority, category, even_if_closed, content, ask,
    turn_seq, not_before`;
  if (!claim) return tx`, queued as (insert into outbox (${columns}) select c.id, o.* from c, ${fresh})`;
  const head = tx`(o.seq = ${outbox[0]?.seq ?? 0} and r.address is not null)`;
  return tx`, queued as (
    insert into outbox (${columns}, state, attempts, claim_token, claimed_at, claim_until)
    select c.id, o.*, case when ${head} then 'sending' else 'pending' end, case when ${head} then 1 else 0 end,
      case when ${head} then ${claim.token}::uuid end, case when ${head} then clock_timestamp() end,
      case when ${head} then clock_timestamp() + ${claim.claimMs} * interval '1 ms' end
    from c left join recipient r on true, ${fresh}
  )`;
};

const updateProgress = (tx: Tx, interview: NonNullable<TurnCommit['interview']>) => tx`, progress as (
  update interviews set asked = ${interview.asked}, total = ${interview.total}, updated_at = now()
  from c where interviews.id = ${interview.id}
)`;

const setTimers = (tx: Tx, timers: TurnCommit['timers']) => {
  const set = Object.entries(timers).flatMap(([kind, at]) =>
    at === null ? [] : [{ kind, due_at: new Date(at).toISOString() }],
  );
  return tx`, set_timers as (
    insert into timers (conversation_id, kind, due_at)
    select c.id, t.* from c, jsonb_to_recordset(${tx.json(set)}) as t(kind text, due_at timestamptz)
    on conflict (conversation_id, kind) do update set due_at = excluded.due_at
  )`;
};

const clearTimers = (tx: Tx, timers: TurnCommit['timers']) => {
  const cleared = Object.keys(timers).filter((kind) => timers[kind] === null);
  return tx`, cleared_timers as (
    delete from timers using c where timers.conversation_id = c.id and timers.kind = any(${cleared})
  )`;
};

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
