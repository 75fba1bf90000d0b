/** What one turn writes, in one statement. */
import type { Json, OutboundContent } from '../src/types.ts';
import type { Tx } from './client.ts';
import type { Lease, StoredTranscript } from './conversations.ts';
import { isOpen, type Windows } from './window.ts';

export interface NewTurn {
  seq: number;
  interview_id: string | null;
  speaker: 'candidate' | 'bot' | 'hr';
  channel: string;
  kind: string;
  text: string | null;
  media_id: string | null;
  transcript: StoredTranscript | null;
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
  claim?: { token: string; claimMs: number; channels: string[]; windows: Windows };
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
    ${claim && first ? lockRecipient(tx, first, claim) : tx``}
    ${turn.outbox.length > 0 ? insertOutbox(tx, turn.outbox, claim) : tx``}
    ${turn.interview ? updateProgress(tx, turn.interview) : tx``}
    ${touchOthers(tx, turn)}
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
                       transcript, question_id, ask, amends_seq, spans, at)
    select c.id, c.version, t.* from c, jsonb_to_recordset(${tx.json(rows as never)}) as t(
      seq bigint, interview_id text, speaker text, channel text, kind text, text text, media_id text,
      transcript jsonb, question_id text, ask bigint, amends_seq bigint, spans jsonb, at timestamptz)
  )`;
};

/** As the claim of a head does: consent is read and locked, and what waits goes first. */
const lockRecipient = (
  tx: Tx,
  first: NewOutboxRow,
  { channels, windows }: NonNullable<TurnCommit['claim']>,
) => tx`, recipient as (
  select r.account, r.address from c, identities r
  where r.id = ${first.identity_id} and r.channel = any(${channels})
    and (r.state = 'open' or ${first.even_if_closed})
    and not exists (select 1 from outbox o where o.conversation_id = c.id and o.state in ('pending', 'sending'))
    ${windows ? tx`and ${isOpen(tx, windows, { reply: true, welcome: isWelcome(first) })}` : tx``}
  for share of r
)`;

const isWelcome = ({ content }: NewOutboxRow) => content.kind === 'text' && content.welcome !== undefined;

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
  update interviews set asked = ${interview.asked}, total = ${interview.total}, updated_at = clock_timestamp()
  from c where interviews.id = ${interview.id}
)`;

/** Turns can belong to another interview than the one that goes on: something is added to what was completed. */
const touchOthers = (tx: Tx, { turns, interview }: TurnCommit) => {
  const others = [...new Set(turns.map((row) => row.interview_id))].filter(
    (id) => id !== null && id !== interview?.id,
  );
  return others.length === 0
    ? tx``
    : tx`, others as (
    update interviews set updated_at = clock_timestamp() from c where interviews.id in ${tx(others as string[])}
  )`;
};

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
