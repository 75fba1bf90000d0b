/** One address and what became of it: for the terminal, where a person sits in front of the process that interviews. */
import type { OutboundContent, Stage } from '../src/types.ts';
import type { Tx } from './client.ts';

export interface Address {
  channel: string;
  account: string;
  address: string;
}

const conversationOf = (tx: Tx, who: Address) => tx`
  select conversation_id from identities
  where channel = ${who.channel} and account = ${who.account} and address = ${who.address}`;

/** True when nothing that was written waits to be taken up, and nothing that was said waits to be shown. */
export async function isSettled(tx: Tx, who: Address): Promise<boolean> {
  const rows = await tx`
    select 1 from inbox where conversation_id = (${conversationOf(tx, who)}) and done_at is null
    union all
    select 1 from outbox where conversation_id = (${conversationOf(tx, who)}) and state in ('pending', 'sending')
      and (not_before is null or not_before <= clock_timestamp())
    limit 1`;
  return rows.length === 0;
}

/** What stands in the database after a talk. Lists are in the order in which things came. */
export interface Outcome {
  consent: boolean | null;
  /** Whether we may write to this address. */
  address: 'open' | 'closed' | 'unreachable';
  interviews: { status: string; stage: Stage; language: string; asked: number; total: number }[];
  /** Kinds, each with the question it is about where there is one. */
  tickets: string[];
  /** What each message of the candidate turned out to be, with the question it belongs to. */
  heard: string[];
}

/** Null when nobody has written from there. */
export async function readOutcome(tx: Tx, who: Address): Promise<Outcome | null> {
  const [row] = await tx<Outcome[]>`
    with c as (${conversationOf(tx, who)})
    select
      (select given from consents where conversation_id = c.conversation_id order by at desc limit 1) as consent,
      (select state from identities where channel = ${who.channel} and account = ${who.account}
        and address = ${who.address}) as address,
      coalesce((select jsonb_agg(jsonb_build_object('status', i.status, 'stage', a.stage, 'language', i.language,
                                 'asked', i.asked, 'total', i.total) order by i.position)
        from interviews i join applications a on a.id = i.application_id
        where i.conversation_id = c.conversation_id), '[]') as interviews,
      coalesce((select jsonb_agg(concat_ws(' ', kind, question_id) order by at, id)
        from tickets where conversation_id = c.conversation_id), '[]') as tickets,
      coalesce((select jsonb_agg(concat_ws(' ', kind, question_id) order by seq)
        from turns where conversation_id = c.conversation_id and speaker = 'candidate'), '[]') as heard
    from c`;
  return row ?? null;
}

/** The last thing that was shown there, so that a terminal that was closed can show it again. */
export async function lastShown(
  tx: Tx,
  who: Address,
): Promise<Extract<OutboundContent, { kind: 'text' }> | null> {
  const [row] = await tx<{ content: Extract<OutboundContent, { kind: 'text' }> }[]>`
    select content from outbox
    where conversation_id = (${conversationOf(tx, who)}) and state = 'sent' and content->>'kind' = 'text'
    order by seq desc limit 1`;
  return row?.content ?? null;
}
