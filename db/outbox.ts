/** The outbox: nothing reaches a candidate but from here, one send of a conversation at a time. */
import type { OutboundContent } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';
import { touchReach } from './touch.ts';
import { isOpen, type Windows } from './window.ts';

export interface ClaimedRow {
  conversationId: string;
  seq: number;
  token: string;
  key: string;
  priority: number;
  category: 'interview' | 'notice' | 'broadcast';
  content: OutboundContent;
  attempts: number;
  resends: number;
  identityId: string;
  channel: string;
  account: string;
  address: string;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';

/**
 * Claims the head of a conversation's outbox: replies before notices before broadcasts. The recipient's consent is
 * read and locked in the claiming statement, so no send is claimed after an opt-out has committed. A process claims
 * only for the channels that it runs.
 * @param windows what may go to whom is counted here; a head that may not stays as it is: see `window.ts`
 * @param lose drops a line whose address cannot be reached, and has it told
 * @returns the row to send, `'dropped'` when the head was for such an address or a closed one, null when there is nothing to
 *   do now
 */
export async function claimHead(
  sql: Sql,
  conversationId: string,
  token: string,
  claimMs: number,
  channels: string[],
  windows: Windows = null,
  lose: (lost: Lost) => Promise<unknown> = (lost) => dropUnreachable(sql, lost),
): Promise<ClaimedRow | 'dropped' | null> {
  const claiming = sql<(ClaimedRow & { state: string })[]>`
    with head as (
      select o.seq, o.identity_id, o.even_if_closed, o.not_before from outbox o
      where o.conversation_id = ${conversationId} and o.state = 'pending'
        and not exists (select 1 from outbox s where s.conversation_id = ${conversationId} and s.state = 'sending')
      order by o.priority, o.seq limit 1
    ), recipient as (
      select i.id, i.conversation_id, i.channel, i.account, i.address, i.state from identities i
      where i.id = (select identity_id from head) and i.channel = any(${channels}) for share
    )
    update outbox o set
      state = case when r.state = 'open' or h.even_if_closed then 'sending'
                   when r.state = 'closed' then 'dropped' else o.state end,
      error_code = case when r.state = 'open' or h.even_if_closed then o.error_code else r.state end,
      claim_token = ${token}, attempts = o.attempts + 1,
      claimed_at = coalesce(o.claimed_at, clock_timestamp()),
      claim_until = clock_timestamp() + ${claimMs} * interval '1 ms'
    from head h, recipient r
    where o.conversation_id = ${conversationId} and o.seq = h.seq and o.state = 'pending'
      and (h.not_before is null or h.not_before <= clock_timestamp())
      ${windows ? sql`and ((r.state <> 'open' and not h.even_if_closed) or ${isOpen(sql, windows, null)})` : sql``}
    returning o.state, o.conversation_id as "conversationId", o.seq, ${token} as token, o.key, o.priority, o.category,
      o.content, o.attempts, o.resends, o.identity_id as "identityId", r.channel, r.account, r.address`;
  const [row] = await claiming.catch((error: { code?: string }) => {
    // Somebody claimed another head, which our snapshot did not show: one send at a time.
    if (error.code === UNIQUE_VIOLATION) return [];
    throw error;
  });
  if (!row) return null;
  const { state, seq, identityId } = row;
  if (state === 'sending') return row;
  if (state === 'pending') await lose({ conversationId, seq, identityId });
  return 'dropped';
}

/** A line, and the address that it did not reach. */
export interface Lost {
  conversationId: string;
  seq: number;
  identityId: string;
}

/** Drops a line whose address cannot be reached; false when that was done already. */
export async function dropUnreachable(tx: Tx, { conversationId, seq }: Lost): Promise<boolean> {
  const rows = await tx`
    update outbox set state = 'dropped', claim_token = null, claim_until = null
    where conversation_id = ${conversationId} and seq = ${seq} and state = 'pending' returning 1`;
  return rows.length > 0;
}

/** What of a line that we began has not arrived: from this part on, all of one turn. Empty once it was sent elsewhere. */
export interface Undelivered {
  seqs: number[];
  turn: number | null;
  category: 'notice' | 'broadcast';
  contents: OutboundContent[];
}

export async function findUndelivered(sql: Sql, lost: Lost): Promise<Undelivered | null> {
  const rows = await sql<
    { seq: number; turn: number; category: 'notice' | 'broadcast'; content: OutboundContent }[]
  >`
    select o.seq, o.turn_seq as turn, o.category, o.content
    from outbox l join outbox o on o.conversation_id = l.conversation_id and o.identity_id = l.identity_id
      and o.turn_seq = l.turn_seq and o.seq >= l.seq
    where l.conversation_id = ${lost.conversationId} and l.seq = ${lost.seq} and l.category <> 'interview'
      and o.content is not null and coalesce(o.error_code, '') not in (${REROUTED}, 'revoked', 'overtaken', 'application_over')
      and (o.seq = l.seq or o.state in ('pending', 'failed', 'dropped') or o.delivery = 'failed')
      and coalesce(o.delivery, 'failed') = 'failed'
    order by o.seq`;
  const [first] = rows;
  if (first?.seq !== lost.seq) return null;
  return {
    seqs: rows.map(({ seq }) => seq),
    turn: first.turn,
    category: first.category,
    contents: rows.map(({ content }) => content),
  };
}

const REROUTED = 'rerouted';

/** They have gone to another address: nothing of them goes here any more. */
export async function markRerouted(tx: Tx, conversationId: string, seqs: number[]): Promise<void> {
  await tx`
    update outbox set state = 'failed', error_code = ${REROUTED}, claim_token = null, claim_until = null
    where conversation_id = ${conversationId} and seq = any(${seqs})`;
}

/** What we began to say of an interview before this turn, and nobody has claimed, is not sent: it is so no longer. */
export async function dropOvertaken(
  tx: Tx,
  conversationId: string,
  interviewId: string,
  turn: number,
): Promise<void> {
  await tx`
    update outbox o set state = 'dropped', error_code = 'overtaken'
    from turns t
    where t.conversation_id = ${conversationId} and t.interview_id = ${interviewId} and t.seq < ${turn}
      and o.conversation_id = t.conversation_id and o.turn_seq = t.seq
      and o.state = 'pending' and o.category = 'notice'`;
}

/** What these clocks of an application made us say, and nobody has claimed, is not sent: it is so no longer. */
export async function dropHeld(tx: Tx, applicationId: string, clocks: readonly string[]): Promise<void> {
  await tx`
    update outbox o set state = 'dropped', error_code = 'overtaken'
    from inbox i
    where i.conversation_id = (select conversation_id from applications where id = ${applicationId})
      and i.content->>'application_id' = ${applicationId} and i.content->>'deadline' = any(${clocks as string[]})
      and o.conversation_id = i.conversation_id and split_part(o.key, ':', 1) = i.seq::text
      and o.state = 'pending' and o.category = 'notice'`;
}

/** The same for these notices of its steps. */
export async function dropHeldNotices(
  tx: Tx,
  applicationId: string,
  notices: readonly string[],
): Promise<void> {
  await tx`
    update outbox o set state = 'dropped', error_code = 'overtaken'
    from inbox i
    where i.conversation_id = (select conversation_id from applications where id = ${applicationId})
      and i.content->>'subject' in (select id from steps where application_id = ${applicationId})
      and i.content->>'notice' = any(${notices as string[]})
      and o.conversation_id = i.conversation_id and split_part(o.key, ':', 1) = i.seq::text
      and o.state = 'pending' and o.category = 'notice'`;
}

export type Outcome =
  | { state: 'sent'; externalId: string }
  /** Surely not sent: the same row waits for its next try, still at the head. */
  | { state: 'retry'; inMs: number; code: string }
  /** Perhaps sent, and sent once more by the channel's policy. */
  | { state: 'resend'; inMs: number; code: string }
  /** Given up (`failed`), or perhaps sent and left to a person (`parked`). */
  | { state: 'failed' | 'parked'; code: string };

export type Claim = Pick<ClaimedRow, 'conversationId' | 'seq' | 'token'>;

export interface Settled {
  /** False when the sweep has taken the claim away. */
  ours: boolean;
  /** More waits in the same conversation. */
  more: boolean;
}

/** Settles claims that are still ours, in one statement; answers in the order given. */
export async function settleAll(sql: Sql, claims: { row: Claim; outcome: Outcome }[]): Promise<Settled[]> {
  const given = claims.map(({ row, outcome }, ord) => ({
    ord,
    conversation_id: row.conversationId,
    seq: row.seq,
    token: row.token,
    outcome: outcome.state,
    external_id: outcome.state === 'sent' ? outcome.externalId : null,
    code: outcome.state === 'sent' ? null : outcome.code,
    in_ms: 'inMs' in outcome ? outcome.inMs : null,
  }));
  const settled = await sql<{ ord: number; more: boolean }[]>`
    update outbox o set
      state = case when ${arrived(sql)} then 'sent'
                   when s.outcome in ('retry', 'resend') then 'pending' else s.outcome end,
      external_id = coalesce(s.external_id, o.external_id),
      sent_at = case when s.outcome = 'sent' then clock_timestamp() else o.sent_at end,
      error_code = s.code,
      not_before = case when s.in_ms is null then o.not_before
                        else clock_timestamp() + s.in_ms * interval '1 ms' end,
      resends = o.resends + case when s.outcome = 'resend' and not ${arrived(sql)} then 1 else 0 end,
      -- Not seen by anybody: what is received until the next try still belongs to the question before.
      claimed_at = case when s.outcome = 'retry' and o.resends = 0 then null else o.claimed_at end,
      claim_token = null, claim_until = null
    from jsonb_to_recordset(${sql.json(given)}) as s(
      ord int, conversation_id text, seq bigint, token uuid, outcome text, external_id text, code text, in_ms float8)
    where o.conversation_id = s.conversation_id and o.seq = s.seq and o.state = 'sending' and o.claim_token = s.token
    returning s.ord, exists (
      select 1 from outbox p where p.conversation_id = o.conversation_id and p.state = 'pending') as more`;
  const byOrd = new Map(settled.map((row) => [row.ord, row.more]));
  return claims.map((_, ord) => ({ ours: byOrd.has(ord), more: byOrd.get(ord) ?? true }));
}

/** Nobody here knows, but the provider has told already that it went (see `delivery.ts`). */
const arrived = (sql: Sql) => sql`
  (s.outcome in ('resend', 'parked') and coalesce(o.delivery in ('sent', 'delivered', 'read'), false))`;

/** Settles one claim; false when the sweep has taken it away. */
export async function settle(sql: Sql, row: Claim, outcome: Outcome): Promise<boolean> {
  const [settled] = await settleAll(sql, [{ row, outcome }]);
  return settled?.ours ?? false;
}

/** Keeps a claim that is still ours while a slow provider thinks. */
export async function extendClaim(sql: Sql, row: Claim, claimMs: number): Promise<void> {
  await sql`
    update outbox set claim_until = clock_timestamp() + ${claimMs} * interval '1 ms'
    where conversation_id = ${row.conversationId} and seq = ${row.seq} and state = 'sending'
      and claim_token = ${row.token}`;
}

/** The address cannot be reached any more. It opens again when somebody writes from there. */
export async function markUnreachable(tx: Tx, identityId: string): Promise<void> {
  const [gone] = await tx<{ conversation_id: string }[]>`
    with talk as (
      -- First, as whoever writes from there, or says STOP, locks it first.
      select id from conversations
      where id = (select conversation_id from identities where id = ${identityId} and state = 'open') for no key update
    )
    update identities i set state = 'unreachable', state_at = now() from talk
    where i.id = ${identityId} and i.state = 'open' returning i.conversation_id`;
  if (gone) await touchReach(tx, gone.conversation_id);
}

/** Conversations with something to send now. */
export async function pendingDeliveries(sql: Sql, channels: string[], limit: number): Promise<string[]> {
  const rows = await sql<{ conversation_id: string }[]>`
    select o.conversation_id from outbox o join identities i on i.id = o.identity_id
    where o.state = 'pending' and coalesce(o.not_before, o.created_at) <= clock_timestamp()
      and i.channel = any(${channels})
      -- Only heads: what waits behind one that may not go yet would fill the list.
      and not exists (select 1 from outbox h where h.conversation_id = o.conversation_id and h.state = 'pending'
        and (h.priority, h.seq) < (o.priority, o.seq))
    order by coalesce(o.not_before, o.created_at) limit ${limit}`;
  return rows.map((row) => row.conversation_id);
}

/**
 * Sends whose worker died or hung: nobody knows whether they arrived. Taken over with a token of the sweep's, by a process
 * that runs their channel and so knows its policy.
 */
export async function takeStuckSends(
  sql: Sql,
  token: string,
  claimMs: number,
  channels: string[],
  limit: number,
): Promise<ClaimedRow[]> {
  return sql<ClaimedRow[]>`
    update outbox o set claim_token = ${token}, claim_until = clock_timestamp() + ${claimMs} * interval '1 ms'
    from identities i
    where i.id = o.identity_id and (o.conversation_id, o.seq) in (
      select s.conversation_id, s.seq from outbox s join identities r on r.id = s.identity_id
      where s.state = 'sending' and s.claim_until < clock_timestamp() and r.channel = any(${channels})
      order by s.claim_until limit ${limit} for update of s skip locked)
    returning o.conversation_id as "conversationId", o.seq, ${token} as token, o.key, o.priority, o.category, o.content,
      o.attempts, o.resends, o.identity_id as "identityId", i.channel, i.account, i.address`;
}
