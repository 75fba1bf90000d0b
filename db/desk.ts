/** A person's chat as HR meets it: who has it, and whether anything can be said there. */
import type { Sql, Tx } from './client.ts';
import type { SystemContent } from './inbox.ts';

export interface Chat {
  conversationId: string;
  /** Who has taken it over, when all that waits in the inbox is done; null: the bot has it. */
  taken: { by: string; interviewId: string } | null;
  /** The person asked us to stop, and that has been taken up. */
  stopped: boolean;
  /** Where a line would go; null when nobody has ever written from anywhere. */
  address: 'open' | 'closed' | 'unreachable' | null;
  /** Tickets whose answer waits to be said. */
  answering: string[];
}

/** The person has agreed to be interviewed. */
export async function hasAgreed(sql: Sql, conversationId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from conversations where id = ${conversationId} and state->>'consent' = 'given'`;
  return rows.length > 0;
}

/**
 * The chat, locked until the caller's transaction ends: what is decided about it here, and told to its inbox in the same
 * transaction, nobody else decides meanwhile.
 */
export async function lockChat(tx: Tx, conversationId: string): Promise<Chat> {
  await tx`select 1 from conversations where id = ${conversationId} for no key update`;
  // A statement of its own: it sees what was committed while we waited.
  const [row] = await tx<
    {
      taken: { by: string; interviewId: string } | false | null;
      stopped: boolean;
      address: Chat['address'];
      waiting: SystemContent[];
    }[]
  >`
    select v.state->'takenOver' as taken, coalesce((v.state->'stopped')::boolean, false) as stopped,
      (select state from identities where id = v.reply_identity_id) as address,
      coalesce((select jsonb_agg(i.content order by i.seq) from inbox i
        where i.conversation_id = v.id and i.done_at is null and i.channel = 'system'), '[]') as waiting
    from conversations v where v.id = ${conversationId}`;
  const { stopped, address, waiting } = row!;
  let taken = row!.taken || null;
  const answering: string[] = [];
  for (const told of waiting) {
    if (told.kind === 'takeover') taken = { by: told.by, interviewId: told.interview_id };
    else if (told.kind === 'handback') taken = null;
    else if (told.kind === 'hr_message' && told.ticket_id !== null) answering.push(told.ticket_id);
  }
  return { conversationId, taken, stopped, address, answering };
}

/** A message of the person's own that nobody has taken up yet. */
export async function candidateWaits(tx: Tx, conversationId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from inbox where conversation_id = ${conversationId} and done_at is null and identity_id is not null limit 1`;
  return rows.length > 0;
}
