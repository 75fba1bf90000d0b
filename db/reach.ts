/** Where people can be reached, and who is reached somewhere. */
import type { Language } from '../src/types.ts';
import type { Tx } from './client.ts';
import type { Recipient } from './conversations.ts';

export interface Reach {
  conversationId: string;
  language: Language | null;
  /** Where they wrote from last. */
  replyTo: string | null;
  identities: Recipient[];
}

/** The candidate must exist. */
export async function reachOf(tx: Tx, candidateId: string): Promise<Reach> {
  const [row] = await tx<Reach[]>`
    select v.id as "conversationId", c.language, v.reply_identity_id as "replyTo",
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'channel', d.channel, 'state', d.state)
        order by d.created_at, d.id) from identities d where d.conversation_id = v.id), '[]') as identities
    from conversations v join candidates c on c.id = v.candidate_id where c.id = ${candidateId}`;
  return row!;
}

/**
 * Candidates with this number, two at most. Until the caller's transaction ends nobody else looks for it, so that of two who
 * find nobody only one makes somebody.
 */
export async function candidatesByPhone(tx: Tx, phone: string): Promise<string[]> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`phone ${phone}`}, 2))`;
  const rows = await tx<{ id: string }[]>`select id from candidates where phone = ${phone} limit 2`;
  return rows.map(({ id }) => id);
}

/** Candidates at this address, two at most: one at each account. */
export async function candidatesByAddress(tx: Tx, channel: string, address: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct v.candidate_id as id from identities d join conversations v on v.id = d.conversation_id
    where d.channel = ${channel} and d.address = ${address} limit 2`;
  return rows.map(({ id }) => id);
}
