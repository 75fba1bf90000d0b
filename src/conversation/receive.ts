/** Step 2 of the way of one message: stored and committed, then acknowledged. Nothing is understood here. */
import { makeIdentity, type NewInboxRow, type StoredRow, storeMessages, wasSeen } from '../../db/inbox.ts';
import { TingdaError } from '../errors.ts';
import { isUrgent } from '../flows/intents.ts';
import type { Runtime } from '../runtime.ts';
import type { InboundContent, InboundMessage } from '../types.ts';
import { coalesce } from './coalesce.ts';
import { codeOf } from './codes.ts';
import { keepRecording, settleRecording } from './recordings.ts';

/** Resolves after the commit; rejects when nothing could be committed, so that the provider sends it again. */
export type Receive = (messages: InboundMessage[]) => Promise<void>;

type Parts = Pick<
  Runtime,
  'sql' | 'config' | 'hash' | 'wake' | 'mediaWake' | 'live' | 'channels' | 'media' | 'log' | 'crash'
>;

export function createReceive(runtime: Parts): Receive {
  const store = coalesce(
    (rows: NewInboxRow[]) => storeMessages(runtime.sql, rows, runtime.config.burstWaitMs),
    {
      max: 64,
      lanes: 2,
      // PostgreSQL's own errors have a severity; those of a connection have none.
      blamesItem: (error) => error instanceof Error && 'severity' in error,
    },
  );

  async function storeOne(row: NewInboxRow): Promise<StoredRow> {
    const stored = await store(row);
    if (stored.conversationId || stored.seen) return stored;
    await makeIdentity(runtime.sql, row.channel, row.account, row.address, codeIn(row.content));
    const again = await store(row);
    if (!again.conversationId)
      throw new TingdaError('internal', 'A message could not be given to its sender.');
    return again;
  }

  return async (messages) => {
    runtime.crash('receive.before_commit');
    for (const given of messages) {
      // Nothing is kept of what is there already.
      if (given.recording && (await wasSeen(runtime.sql, hashOf(given, runtime.hash)))) continue;
      const message = await keepRecording(runtime, given);
      // One after the other: a provider's batch keeps its order.
      const stored = await storeOne(toRow(message, runtime.hash));
      runtime.crash('receive.committed');
      await settleRecording(runtime, message, stored.stored);
      if (stored.stored && stored.conversationId && stored.dueIn !== null) {
        if (message.content.kind === 'voice') runtime.mediaWake.wake(stored.conversationId);
        if (runtime.channels.get(message.channel)?.capabilities.live)
          runtime.live.publish(stored.conversationId);
        runtime.wake.wake(
          stored.conversationId,
          stored.dueIn === 0 ? undefined : Date.now() + stored.dueIn + 1,
        );
      }
    }
  };
}

/** By the code of an invitation somebody shows who they are. */
function codeIn(content: InboundContent): string | null {
  if (content.kind === 'start') return content.code === '' ? null : content.code;
  return content.kind === 'text' ? codeOf(content.text) : null;
}

/** The name under which a provider's message is known for ever. */
export function messageName(channel: string, account: string, externalId: string): string {
  return JSON.stringify([channel, account, externalId]);
}

const hashOf = ({ channel, account, externalId }: InboundMessage, hash: Runtime['hash']): string =>
  hash(messageName(channel, account, externalId));

export function toRow(message: InboundMessage, hash: Runtime['hash']): NewInboxRow {
  return {
    channel: message.channel,
    account: message.account,
    address: storable(message.address),
    hash: hashOf(message, hash),
    content: storable(message.content),
    name: message.name === undefined ? null : storable(message.name),
    languageHint: message.languageHint === undefined ? null : storable(message.languageHint),
    sentAt: message.sentAt ?? null,
    voice: message.content.kind === 'voice',
    urgent: isUrgent(message.content, message.channel),
  };
}

/** PostgreSQL's text and json hold neither U+0000 nor half a surrogate pair; people's phones send both. */
function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, storable(inner)])) as T;
  }
  return value;
}
