/**
 * Channels on which we may write only for a while after the person has, and only so often: what the inbox and the outbox say
 * of it, inside the statement that claims a line, so that two workers cannot send one too many.
 */
import type { SendWindow } from '../src/ports.ts';
import type { Sql, Tx } from './client.ts';

/** By the name of the channel. Null where no running channel has one: the statements are then as if there were none. */
export type Windows = Record<string, SendWindow> | null;

/**
 * Whether the line `o` may go to the recipient `r` now. A line that answers the opening of a chat has a way of its own, and
 * opening a chat is no message.
 */
export function isOpen(sql: Sql | Tx, windows: Windows, line: { reply: boolean; welcome: boolean } | null) {
  if (windows === null || line?.welcome) return sql`true`;
  const kept = line ? sql`${line.reply ? 0 : 1}` : sql`case when o.priority > 0 then 1 else 0 end`;
  const given = sql`(${sql.json(windows as never)}::jsonb -> r.channel)`;
  return sql`
    case when ${given} is null ${line ? sql`` : sql`or coalesce(o.content ? 'welcome', false)`} then true
    else coalesce((
      select said.at > clock_timestamp() - (${given} ->> 'ms')::float8 * interval '1 ms' and (
        select count(*) from outbox s
        where s.conversation_id = r.conversation_id and s.identity_id = r.id
          and s.state in ('sending', 'sent', 'parked') and s.claimed_at >= said.at
          and not coalesce(s.content ? 'welcome', false)
      ) < (${given} ->> 'messages')::int - ${kept} * (${given} ->> 'kept')::int
      from (
        -- By the provider's clock, which knows seconds and is earlier than ours: what we sent before we had the message counts
        -- after it.
        select least(m.sent_at + interval '1 s', m.received_at) as at from inbox m
        where m.conversation_id = r.conversation_id and m.identity_id = r.id
          and m.content ->> 'kind' is distinct from 'start'
        order by m.seq desc limit 1
      ) said
    ), false) end`;
}

export interface Shut {
  seq: number;
  channel: string;
  /** `moved`: it goes to another address of the person; `failed`: nothing was sent. */
  outcome: 'moved' | 'failed';
}

/**
 * What becomes of the head of an outbox whose recipient may not be written to: it goes to another address of the same person
 * where we may write whenever we like, if what it says does not hang on buttons; else it is given up. Null for any other head.
 * @param elsewhere channels that are on, have no window, and are read when nobody looks
 */
export async function settleShut(
  tx: Tx,
  conversationId: string,
  windows: NonNullable<Windows>,
  elsewhere: string[],
): Promise<Shut | null> {
  const [row] = await tx<Shut[]>`
    with head as (
      select o.* from outbox o
      where o.conversation_id = ${conversationId} and o.state = 'pending'
        and not exists (select 1 from outbox s where s.conversation_id = ${conversationId} and s.state = 'sending')
      order by o.priority, o.seq limit 1
    ), other as (
      select i.id from identities i, head h
      where i.conversation_id = ${conversationId} and i.id <> h.identity_id and i.state = 'open'
        and i.channel = any(${elsewhere}) and not coalesce(h.content ? 'buttons', false)
      order by i.created_at desc limit 1
    )
    update outbox o set
      identity_id = coalesce((select id from other), o.identity_id),
      state = case when exists (select 1 from other) then 'pending' else 'failed' end,
      error_code = 'window_closed'
    from head h join identities r on r.id = h.identity_id
    where o.conversation_id = ${conversationId} and o.seq = h.seq and o.state = 'pending'
      and r.channel = any(${Object.keys(windows)}) and (r.state = 'open' or h.even_if_closed)
      and (h.not_before is null or h.not_before <= clock_timestamp())
      and not ${isOpen(tx, windows, null)}
    returning o.seq, r.channel,
      case when o.state = 'pending' then 'moved' else 'failed' end as outcome`;
  return row ?? null;
}
