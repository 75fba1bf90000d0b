/** Lines for somebody who may not be written to before they write again: where they go instead, and who is told. */
import type { Sql, Tx } from '../../db/client.ts';
import { storeSystem } from '../../db/inbox.ts';
import { settleShut, type Windows } from '../../db/window.ts';
import type { Channel } from '../ports.ts';
import type { Runtime } from '../runtime.ts';

/** What the claims of lines have to count. */
export function windowsOf(channels: ReadonlyMap<string, Channel>): Windows {
  const given = [...channels.values()].flatMap(({ type, capabilities: { window } }) =>
    window ? [[type, window] as const] : [],
  );
  return given.length > 0 ? Object.fromEntries(given) : null;
}

/** Where a line reaches somebody who is not looking: not on a page that is closed, and not where the same holds. */
function reaching(channels: ReadonlyMap<string, Channel>): string[] {
  return [...channels.values()]
    .filter(({ type, capabilities: { window, live } }) => !window && !live && type !== 'api')
    .map(({ type }) => type);
}

/**
 * Settles the head of an outbox whose recipient may not be written to now. In one transaction with who is told of it, so that
 * no line is given up unnoticed. True when there was one.
 */
export async function giveUpShut(
  runtime: Pick<Runtime, 'sql' | 'hash' | 'wake' | 'log' | 'channels' | 'metrics'>,
  conversationId: string,
  windows: NonNullable<Windows>,
): Promise<boolean> {
  const shut = await runtime.sql.begin(async (tx) => {
    const found = await settleShut(tx, conversationId, windows, reaching(runtime.channels));
    if (found?.outcome === 'failed') await tellShut(tx, runtime.hash, conversationId, found.seq);
    return found;
  });
  if (!shut) return false;
  const { seq, outcome, channel } = shut;
  runtime.log.warn(
    { conversation_id: conversationId, seq, outcome },
    'nothing may be sent before they write',
  );
  runtime.metrics.send(channel, 'window_closed');
  if (outcome === 'failed') runtime.wake.wake(conversationId);
  return true;
}

/** By way of the inbox: a person of HR looks for another way. @param seq of the line that was given up */
export async function tellShut(
  tx: Sql | Tx,
  hash: Runtime['hash'],
  conversationId: string,
  seq: number,
): Promise<void> {
  await storeSystem(tx, conversationId, hash(`shut ${conversationId} ${seq}`), { kind: 'shut' });
}
