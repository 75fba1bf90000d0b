/** The outbox: nothing reaches a candidate but from here, one send of a conversation at a time. */
import type { OutboundContent } from '../src/types.ts';
import type { Sql } from './client.ts';

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
 * @returns the row to send, `'dropped'` when the head was for a closed address, null when there is nothing to do now
 */
export async function claimHead(
  sql: Sql,
  conversationId: string,
  token: string,
  claimMs: number,
  channels: string[],
): Promise<ClaimedRow | 'dropped' | null> {
  const claiming = sql<(ClaimedRow & { state: string })[]>`
    with head as (
      select o.seq, o.identity_id, o.even_if_closed, o.not_before from outbox o
      where o.conversation_id = ${conversationId} and o.state = 'pending'
        and not exists (select 1 from outbox s where s.conversation_id = ${conversationId} and s.state = 'sending')
      order by o.priority, o.seq limit 1
    ), recipient as (
      select i.id, i.channel, i.account, i.address, i.state from identities i
      where i.id = (select identity_id from head) and i.channel = any(${channels}) for share
    )
    update outbox o set
      state = case when r.state = 'open' or h.even_if_closed then 'sending' else 'dropped' end,
      error_code = case when r.state = 'open' or h.even_if_closed then o.error_code else r.state end,
      claim_token = ${token}, attempts = o.attempts + 1,
      claimed_at = coalesce(o.claimed_at, clock_timestamp()),
      claim_until = clock_timestamp() + ${claimMs} * interval '1 ms'
    from head h, recipient r
    where o.conversation_id = ${conversationId} and o.seq = h.seq and o.state = 'pending'
      and (h.not_before is null or h.not_before <= clock_timestamp())
    returning o.state, o.conversation_id as "conversationId", o.seq, ${token} as token, o.key, o.priority, o.category,
      o.content, o.attempts, o.resends, o.identity_id as "identityId", r.channel, r.account, r.address`;
  const [row] = await claiming.catch((error: { code?: string }) => {
    // Somebody claimed another head, which our snapshot did not show: one send at a time.
    if (error.code === UNIQUE_VIOLATION) return [];
    throw error;
  });
  if (!row) return null;
  return row.state === 'dropped' ? 'dropped' : row;
}

export type Outcome =
  | { state: 'sent'; externalId: string }
  /** Surely not sent: the same row waits for its next try, still at the head. */
  | { state: 'retry'; inMs: number; code: string }
  /** Perhaps sent, and sent once more by the channel's policy. */
  | { state: 'resend'; inMs: number; code: string }
  /** Given up (`failed`), or perhaps sent and left to a person (`parked`). */
  | { state: 'failed' | 'parked'; code: string };

/** Settles a claim that is still ours; false when the sweep has taken it away. */
export async function settle(
  sql: Sql,
  row: Pick<ClaimedRow, 'conversationId' | 'seq' | 'token'>,
  outcome: Outcome,
): Promise<boolean> {
  const again = outcome.state === 'retry' || outcome.state === 'resend';
  const settled = await sql`
    update outbox set
      state = ${again ? 'pending' : outcome.state},
      external_id = ${outcome.state === 'sent' ? outcome.externalId : null},
      sent_at = case when ${outcome.state === 'sent'} then clock_timestamp() end,
      error_code = ${outcome.state === 'sent' ? null : outcome.code},
      not_before = case when ${again} then clock_timestamp() + ${again ? outcome.inMs : 0} * interval '1 ms'
                        else not_before end,
      resends = resends + ${outcome.state === 'resend' ? 1 : 0},
      -- Not seen by anybody: what is received until the next try still belongs to the question before.
      claimed_at = case when ${outcome.state === 'retry'} and resends = 0 then null else claimed_at end,
      claim_token = null, claim_until = null
    where conversation_id = ${row.conversationId} and seq = ${row.seq} and state = 'sending'
      and claim_token = ${row.token}
    returning seq`;
  return settled.length > 0;
}

/** Keeps a claim that is still ours while a slow provider thinks. */
export async function extendClaim(
  sql: Sql,
  row: Pick<ClaimedRow, 'conversationId' | 'seq' | 'token'>,
  claimMs: number,
): Promise<void> {
  await sql`
    update outbox set claim_until = clock_timestamp() + ${claimMs} * interval '1 ms'
    where conversation_id = ${row.conversationId} and seq = ${row.seq} and state = 'sending'
      and claim_token = ${row.token}`;
}

/** The address cannot be reached any more. It opens again when somebody writes from there. */
export async function markUnreachable(sql: Sql, identityId: string): Promise<void> {
  await sql`
    update identities set state = 'unreachable', state_at = now() where id = ${identityId} and state = 'open'`;
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
