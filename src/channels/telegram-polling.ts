/**
 * Long polling (https://core.telegram.org/bots/api#getupdates), commit then advance: Telegram forgets an update when the
 * next call asks for what comes after it, and that call is made only when everything before is committed. Whatever breaks
 * in between, the same updates come again, and a second one has no effect.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import { TingdaError } from '../errors.ts';
import type { Channel } from '../ports.ts';
import type { InboundMessage } from '../types.ts';
import type { ChannelLog } from './channel.ts';
import { sentence, toSendError } from './telegram-errors.ts';
import { ALLOWED_UPDATES } from './telegram-updates.ts';

/** The longest that Telegram waits, and the most that it gives at once. */
const WAIT_S = 50;
const BATCH = 100;

/** Our client waits longer than Telegram does, and takes a hundred of the longest messages with each letter escaped. */
export const POLL_BOUNDS = { timeoutMs: (WAIT_S + 10) * 1000, maxBytes: 32 * 1024 * 1024 };

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** A database that comes back is noticed soon: candidates wait, and Telegram does not mind being asked. */
const LAST_STORE_RETRY_MS = 5_000;
/** Each call ends the other program's, and each of its calls ours: so we ask seldom, and the operator decides. */
const CONFLICT_RETRY_MS = 60_000;

interface Polling {
  api: Pick<Api, 'getUpdates'>;
  /** An update's messages. @throws TingdaError `payload_invalid` for what is not an update */
  read(update: unknown): InboundMessage[];
  receive: Parameters<Channel['start']>[0];
  /** What is wrong, in words for `/readyz`; null when all is well. */
  tell(problem: string | null): void;
  log: ChannelLog;
  account: string;
}

/** Asks for updates and stores them until the signal ends it. Never rejects. */
export async function poll(polling: Polling, signal: AbortSignal): Promise<void> {
  const { api, tell, log, account } = polling;
  let offset: number | null = null;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const updates = await api.getUpdates(
        {
          limit: BATCH,
          timeout: WAIT_S,
          allowed_updates: ALLOWED_UPDATES,
          ...(offset !== null && { offset }),
        },
        signal as Parameters<Api['getUpdates']>[1],
      );
      await store(updates, polling);
      // An empty answer has confirmed what was before; from then on the earliest is meant, because the numbers may begin
      // anywhere after a quiet week.
      offset = updates.length === 0 ? null : updates.at(-1)!.update_id + 1;
      failures = 0;
      tell(null);
    } catch (error) {
      if (signal.aborted) break;
      const { code, says, retryMs, cause } = explain(error, failures++);
      tell(says);
      log.warn(
        { channel: 'telegram', account, code, retry_ms: retryMs, ...(cause !== undefined && { err: cause }) },
        'telegram was asked for messages in vain',
      );
      await sleep(retryMs, undefined, { signal }).catch(() => {});
    }
  }
  // Who asks now knows better.
  tell(null);
}

/** Resolves when all is committed. What one person wrote stays in order; the others need not wait for them. */
async function store(
  updates: { update_id: number }[],
  { read, receive, log, account }: Polling,
): Promise<void> {
  const messages = updates.flatMap((update) => {
    try {
      return read(update);
    } catch (error) {
      if (!(error instanceof TingdaError)) throw error;
      // It will never be one, and must not keep the others waiting.
      const { update_id } = update;
      log.warn({ channel: 'telegram', account, update_id, code: error.code }, 'an update cannot be read');
      return [];
    }
  });
  const people = Map.groupBy(messages, (message) => message.address);
  const stored = await Promise.allSettled([...people.values()].map(receive));
  const failed = stored.find((result) => result.status === 'rejected');
  if (failed) throw new TingdaError('unavailable', 'Not every message was stored.', { cause: failed.reason });
}

interface Trouble {
  code: string;
  says: string;
  retryMs: number;
  cause?: unknown;
}

function explain(error: unknown, failures: number): Trouble {
  const backOff = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
  if (error instanceof TingdaError) {
    const says = 'Messages cannot be stored; Telegram keeps them for 24 hours and is asked again';
    return { code: 'not_stored', says, retryMs: Math.min(backOff, LAST_STORE_RETRY_MS), cause: error.cause };
  }
  if (error instanceof GrammyError && error.error_code === 409) {
    // Telegram's words: "can't use getUpdates method while webhook is active", "terminated by setWebhook request", or
    // "terminated by other getUpdates request".
    return /webhook/i.test(error.description)
      ? {
          code: 'webhook_is_set',
          says:
            'A webhook was set for this bot meanwhile, so messages go there and polling gets none: ' +
            'remove it (start again with TELEGRAM_MODE=polling), or start everywhere with TELEGRAM_MODE=webhook',
          retryMs: CONFLICT_RETRY_MS,
        }
      : {
          code: 'other_poller',
          says:
            'Another program asks Telegram for the messages of this bot (409), and those it gets are lost here: ' +
            'end it, or give one of the two a bot of its own',
          retryMs: CONFLICT_RETRY_MS,
        };
  }
  const { code, retryAfter = backOff } = toSendError(error);
  return { code, says: sentence(code), retryMs: retryAfter };
}
