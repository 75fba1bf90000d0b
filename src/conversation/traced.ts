/** The span of a send, within the trace of the message that it answers. */
import type { ClaimedRow } from '../../db/outbox.ts';
import type { Trace } from '../trace/trace.ts';

/** A line's key is `<cause>:<ordinal>`; what we begin ourselves has a cause in the inbox too. */
export function traced<T>(trace: Trace, row: ClaimedRow, work: () => Promise<T>): Promise<T> {
  const { conversationId, channel, attempts, key } = row;
  const [, seq] = /^(\d+):/.exec(key) ?? [];
  const cause = seq === undefined ? [] : [{ conversationId, seq: Number(seq) }];
  return trace.of(cause, 'send', { conversation_id: conversationId, channel, attempts }, work);
}
