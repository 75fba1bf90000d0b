/** What providers tell of lines that they took: written down, and what has to change a conversation goes to its inbox. */
import type { Tx } from '../../db/client.ts';
import { applyStatus, type Line } from '../../db/delivery.ts';
import { type SystemContent, storeSystem } from '../../db/inbox.ts';
import { markUnreachable } from '../../db/outbox.ts';
import type { Runtime } from '../runtime.ts';
import type { DeliveryStatus } from '../types.ts';

/** What was in the way of a line has a while to pass. */
const RETRY_MS = 60_000;

/** Resolves after the commit; one that is not committed may be told again. */
export type TakeStatuses = (statuses: DeliveryStatus[]) => Promise<void>;

export function createStatuses(runtime: Pick<Runtime, 'sql' | 'hash' | 'wake' | 'log'>): TakeStatuses {
  return async (statuses) => {
    for (const status of statuses) await take(runtime, status);
  };
}

async function take(
  runtime: Pick<Runtime, 'sql' | 'hash' | 'wake' | 'log'>,
  status: DeliveryStatus,
): Promise<void> {
  const retryInMs = status.failure === 'passing' ? RETRY_MS : null;
  const [line, woken] = await runtime.sql.begin(async (tx) => {
    const applied = await applyStatus(tx, status, retryInMs);
    return [applied, applied !== null && (await tell(tx, runtime.hash, applied, status))];
  });
  if (!line) return;
  const { conversationId, seq } = line;
  if (status.state === 'failed')
    runtime.log.warn(
      { conversation_id: conversationId, seq, code: status.code ?? 'unknown', again: line.again },
      'a line was not delivered',
    );
  if (woken) runtime.wake.wake(conversationId);
}

/** A person who is gone, or does not want us, pauses the interview: by way of the inbox. */
async function tell(
  tx: Tx,
  hash: Runtime['hash'],
  line: Line,
  { failure }: DeliveryStatus,
): Promise<boolean> {
  const { conversationId, seq, identityId: identity } = line;
  if (failure !== 'opted_out' && failure !== 'unreachable') return false;
  if (failure === 'unreachable') await markUnreachable(tx, identity);
  const content: SystemContent =
    failure === 'unreachable' ? { kind: failure, identity, seq } : { kind: failure, identity };
  const stored = await storeSystem(
    tx,
    conversationId,
    hash(`${failure} ${conversationId} ${seq} told`),
    content,
  );
  return stored !== null;
}
