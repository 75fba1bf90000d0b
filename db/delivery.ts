/** What became of a line after its provider took it. */
import type { DeliveryStatus } from '../src/types.ts';
import type { Tx } from './client.ts';

export interface Line {
  conversationId: string;
  seq: number;
  identityId: string;
  /** It goes once more. */
  again: boolean;
}

/**
 * Writes a status down. Statuses come in any order: one that says no more than what is known changes nothing. "Failed"
 * says less than "delivered", for a line that went twice. A line that was perhaps sent was, if its provider says so.
 * @param retryInMs a line of the interview that failed goes once more after this, if nothing was said since; null: not
 * @returns null where nothing is changed
 */
export async function applyStatus(
  tx: Tx,
  status: DeliveryStatus,
  retryInMs: number | null,
): Promise<Line | null> {
  const { externalId = null, key = null } = status;
  const [line] = await tx<Line[]>`
    with line as (
      select o.conversation_id, o.seq,
        ${status.state} = 'failed' and ${retryInMs !== null} and o.state = 'sent' and o.resends = 0
          and o.category = 'interview' and not exists (
            select 1 from outbox n where n.conversation_id = o.conversation_id and n.seq > o.seq) as again
      from identities i join outbox o on o.conversation_id = i.conversation_id and o.identity_id = i.id
      where i.channel = ${status.channel} and i.account = ${status.account} and i.address = ${status.address}
        and (o.external_id = ${externalId} or o.key = ${key})
        and array_position(${ORDER}, ${status.state}) > coalesce(array_position(${ORDER}, o.delivery), 0)
      order by o.seq desc limit 1 for update of o
    )
    update outbox o set
      delivery = ${status.state}, delivery_code = ${status.code ?? null}, delivery_at = clock_timestamp(),
      state = case
        when line.again then 'pending'
        when ${status.state} <> 'failed' and o.state in ('pending', 'parked') and o.claimed_at is not null then 'sent'
        else o.state end,
      external_id = coalesce(o.external_id, ${externalId}),
      sent_at = coalesce(o.sent_at, clock_timestamp()),
      resends = o.resends + line.again::int,
      not_before = case when line.again then clock_timestamp() + ${retryInMs ?? 0} * interval '1 ms'
                        else o.not_before end
    from line where o.conversation_id = line.conversation_id and o.seq = line.seq
    returning o.conversation_id as "conversationId", o.seq, o.identity_id as "identityId", line.again`;
  return line ?? null;
}

/** Each tells more than the one before. */
const ORDER = ['sent', 'failed', 'delivered', 'read'];
