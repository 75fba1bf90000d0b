/** Step 2 of the way of one message: stored and committed, then acknowledged. Nothing is understood here. */
import {
  type BroughtCode,
  makeIdentity,
  type NewInboxRow,
  type StoredRow,
  storeMessages,
  wasSeen,
} from '../../db/inbox.ts';
import { coalesce } from '../coalesce.ts';
import { TingdaError } from '../errors.ts';
import { isUrgent } from '../flows/intents.ts';
import type { Runtime } from '../runtime.ts';
import type { InboundContent, InboundMessage } from '../types.ts';
import { codeIn } from './codes.ts';
import { keepRecording, settleRecording } from './recordings.ts';

/** Resolves after the commit; rejects when nothing could be committed, so that the provider sends it again. */
export type Receive = (messages: InboundMessage[]) => Promise<void>;

type Parts = Pick<
  Runtime,
  | 'sql'
  | 'config'
  | 'hash'
  | 'linkHash'
  | 'wake'
  | 'mediaWake'
  | 'live'
  | 'channels'
  | 'media'
  | 'log'
  | 'crash'
  | 'trace'
>;

/** A sender who is seen first, or goes over to another conversation, is looked up again; more often than this never happens. */
const LOOKS = 5;

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
    for (let look = 1; look <= LOOKS; look++) {
      const stored = await store(row);
      if (stored.seen || (stored.conversationId && !stored.moved)) return stored;
      if (stored.conversationId) continue;
      await makeIdentity(runtime.sql, row.channel, row.account, row.address, brought(row.content));
      runtime.crash('link.known');
    }
    throw new TingdaError('internal', 'A message could not be given to its sender.');
  }

  /** By the code of an invitation or a link somebody shows who they are. */
  function brought(content: InboundContent): BroughtCode | null {
    const plain = codeIn(content);
    return plain === null ? null : { plain, hash: runtime.linkHash(plain) };
  }

  return async (messages) => {
    runtime.crash('receive.before_commit');
    const since = Date.now();
    for (const given of messages) {
      // Nothing is kept of what is there already.
      if (given.recording && (await wasSeen(runtime.sql, hashOf(given, runtime.hash)))) continue;
      const message = await keepRecording(runtime, given);
      // One after the other: a provider's batch keeps its order.
      const stored = await storeOne(toRow(message, runtime.hash));
      runtime.crash('receive.committed');
      const { conversationId, seq } = stored;
      if (conversationId && seq !== null)
        runtime.trace.received({ conversationId, seq }, message.channel, since);
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
