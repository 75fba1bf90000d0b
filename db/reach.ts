/** Where people can be reached, and who is reached somewhere. */
import type { SameNumber } from '../src/flows/ways.ts';
import { newId } from '../src/ids.ts';
import type { Language } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';
import type { Recipient } from './conversations.ts';
import { touchReach } from './touch.ts';

export interface Reach {
  conversationId: string;
  language: Language | null;
  /** Where they wrote from last. */
  replyTo: string | null;
  identities: Recipient[];
}

const lastSeen = (tx: Tx) => tx`
  (select extract(epoch from max(b.received_at)) * 1000 from inbox b
    where b.conversation_id = d.conversation_id and b.identity_id = d.id)`;

/** The addresses of a conversation, oldest first. */
export async function addressesOf(tx: Tx, conversationId: string): Promise<Recipient[]> {
  return tx<Recipient[]>`
    select d.id, d.channel, d.state, ${lastSeen(tx)}::float8 as "lastSeen"
    from identities d where d.conversation_id = ${conversationId} order by d.created_at, d.id`;
}

/** An address as it is, for whoever has to name it to its owner. */
export async function addressOf(
  tx: Tx,
  identityId: string,
): Promise<{ channel: string; address: string } | null> {
  const [row] = await tx<{ channel: string; address: string }[]>`
    select channel, address from identities where id = ${identityId}`;
  return row ?? null;
}

/** Where a conversation was written from last; null when it never was. */
export async function replyToOf(tx: Tx, conversationId: string): Promise<string | null> {
  const [row] = await tx<{ id: string | null }[]>`
    select reply_identity_id as id from conversations where id = ${conversationId}`;
  return row?.id ?? null;
}

/** Whose chat it is, and what is read there, also before they are asked for consent. Null for nobody. */
export async function chatOf(
  tx: Tx,
  candidateId: string,
): Promise<{ conversationId: string; language: Language | null } | null> {
  const [row] = await tx<{ conversationId: string; language: Language | null }[]>`
    select v.id as "conversationId", coalesce(c.language, v.state->>'language') as language
    from conversations v join candidates c on c.id = v.candidate_id where c.id = ${candidateId}`;
  return row ?? null;
}

/** The candidate must exist. */
export async function reachOf(tx: Tx, candidateId: string): Promise<Reach> {
  const [row] = await tx<Reach[]>`
    select v.id as "conversationId", c.language, v.reply_identity_id as "replyTo",
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'channel', d.channel, 'state', d.state,
          'lastSeen', ${lastSeen(tx)}) order by d.created_at, d.id)
        from identities d where d.conversation_id = v.id), '[]') as identities
    from conversations v join candidates c on c.id = v.candidate_id where c.id = ${candidateId}`;
  return row!;
}

/**
 * Candidates with this number, two at most; `channels` are those whose addresses are numbers. Until the caller's transaction
 * ends nobody else looks for it, so that of two who find nobody only one makes somebody.
 */
export async function candidatesByPhone(tx: Tx, phone: string, channels: string[]): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`phone ${phone}`}, 2))`;
  const rows = await tx<{ id: string }[]>`
    select id from candidates where phone = ${phone} and erased_at is null
    union
    select c.id from identities d join conversations v on v.id = d.conversation_id
    join candidates c on c.id = v.candidate_id
    where d.channel = any(${channels}) and d.address = ${phone} and c.erased_at is null limit 2`;
  return rows.map(({ id }) => id);
}

/**
 * Makes the address by which a person is written to first: their number, unless it is somebody else's there, or they have
 * another there.
 * @returns what was made
 */
export async function reachByPhone(
  tx: Tx,
  candidateId: string,
  { type, account }: { type: string; account: string },
): Promise<{ id: string; conversationId: string; address: string } | null> {
  const [made] = await tx<{ id: string; conversationId: string; address: string }[]>`
    insert into identities (id, conversation_id, channel, account, address)
    select ${newId('idn')}, v.id, ${type}, ${account}, c.phone
    from candidates c join conversations v on v.candidate_id = c.id
    where c.id = ${candidateId} and c.phone is not null and not exists (
      select 1 from identities d where d.conversation_id = v.id and d.channel = ${type})
    on conflict do nothing returning id, conversation_id as "conversationId", address`;
  if (made) await touchReach(tx, made.conversationId);
  return made ?? null;
}

/** Candidates at this address, two at most: one at each account. */
export async function candidatesByAddress(tx: Tx, channel: string, address: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct c.id from identities d join conversations v on v.id = d.conversation_id
    join candidates c on c.id = v.candidate_id
    where d.channel = ${channel} and d.address = ${address} and c.erased_at is null limit 2`;
  return rows.map(({ id }) => id);
}

/**
 * Somebody else with this number: first whose interview can be reached by it. `types` are the channels whose addresses are
 * numbers.
 */
export async function othersByPhone(
  sql: Sql,
  phone: string,
  conversationId: string,
  types: string[],
): Promise<SameNumber | null> {
  const [row] = await sql<SameNumber[]>`
    select candidate_id as "candidateId", at from (
      select v.candidate_id, jsonb_build_object('conversationId', v.id, 'identity', d.id) as at
      from identities d join conversations v on v.id = d.conversation_id join candidates c on c.id = v.candidate_id
      where d.channel = any(${types}) and d.address = ${phone} and d.state = 'open' and c.erased_at is null
        and v.id <> ${conversationId} and v.state->>'consent' = 'given' and v.state->'interview' <> 'null'
      union all
      select c.id, null from candidates c join conversations v on v.candidate_id = c.id
      where c.phone = ${phone} and c.erased_at is null and v.id <> ${conversationId}
      union all
      select v.candidate_id, null
      from identities d join conversations v on v.id = d.conversation_id join candidates c on c.id = v.candidate_id
      where d.channel = any(${types}) and d.address = ${phone} and c.erased_at is null and v.id <> ${conversationId}
    ) known order by at is null limit 1`;
  return row ?? null;
}
