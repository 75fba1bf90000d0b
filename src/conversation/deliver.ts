/** Step 9 of the way of one message: the head of the outbox is claimed, sent with its key, and settled. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '../../db/client.ts';
import { storeSystem } from '../../db/inbox.ts';
import {
  type ClaimedRow,
  claimHead,
  dropUnreachable,
  extendClaim,
  type Lost,
  markUnreachable,
  type Outcome,
  type Settled,
  settleAll,
} from '../../db/outbox.ts';
import type { Windows } from '../../db/window.ts';
import { coalesce } from '../coalesce.ts';
import { SendError } from '../errors.ts';
import type { Channel } from '../ports.ts';
import type { Runtime } from '../runtime.ts';
import { traced } from './traced.ts';
import { giveUpShut, tellShut, windowsOf } from './window.ts';

/** A dead worker's send counts as unknown after this; a living one extends its claim at 30 % while the provider thinks. */
export const CLAIM_MS = 6000;
/** No adapter may keep a conversation waiting longer; each has a shorter limit of its own. */
const SEND_LIMIT_MS = 60_000;
/** A send that went out is written down even if the database is restarting just then. */
const SETTLE_TRIES = 6;
const SETTLE_PAUSE_MS = 250;
const RETRY_MS = 500;
/** Before a line goes its second and last time: what upset the provider has a moment to pass. */
const RESEND_MS = 2000;
const MAX_RETRY_MS = 60_000;
/** About a day of tries: as long as the providers themselves hold a message. */
const MAX_ATTEMPTS = 1500;

/** Sends what may go now. `claimed` is a row that was claimed by the commit that made it. */
export type Deliver = (conversationId: string, claimed?: ClaimedRow) => Promise<void>;

/** What a conversation's delivery in this process still has to do. */
interface Running {
  again: boolean;
  claimed: ClaimedRow[];
  done: Promise<void>;
}

type Settle = (claim: { row: ClaimedRow; outcome: Outcome }) => Promise<Settled>;

export interface Delivery {
  deliver: Deliver;
  /** Resolves when no send is under way any more. */
  idle(): Promise<void>;
}

export function createDelivery(runtime: Runtime): Delivery {
  const running = new Map<string, Running>();
  const windows = windowsOf(runtime.channels);
  const settleOne = coalesce((claims: Parameters<Settle>[0][]) => settleAll(runtime.sql, claims), {
    max: 64,
    lanes: 1,
    // Every row stands for itself: what one settlement meets, all would meet.
    blamesItem: () => false,
  });

  /** One after the other; a call while another runs makes it look once more. */
  function deliver(conversationId: string, claimed?: ClaimedRow): Promise<void> {
    const busy = running.get(conversationId);
    const mine = busy ?? { again: false, claimed: [], done: Promise.resolve() };
    if (claimed) mine.claimed.push(claimed);
    mine.again = true;
    if (!busy) {
      running.set(conversationId, mine);
      mine.done = sendAll(conversationId, mine);
    }
    return mine.done;
  }

  async function sendAll(conversationId: string, mine: Running): Promise<void> {
    try {
      let more = false;
      while (more || mine.again) {
        mine.again = false;
        const row = mine.claimed.shift() ?? (await claim(runtime, conversationId, windows));
        more = row === 'dropped' || (row !== null && (await sendRow(runtime, settleOne, row)));
      }
    } catch (error) {
      // The sweep comes by within a second.
      runtime.log.error({ conversation_id: conversationId, err: error }, 'delivery failed');
    } finally {
      running.delete(conversationId);
    }
  }

  return {
    deliver,
    async idle() {
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

async function claim(
  runtime: Runtime,
  conversationId: string,
  windows: Windows,
): ReturnType<typeof claimHead> {
  const lose = (lost: Lost) => giveBack(runtime, lost);
  const row = await claimHead(
    runtime.sql,
    conversationId,
    randomUUID(),
    CLAIM_MS,
    sendable(runtime),
    windows,
    lose,
  );
  if (row || !windows) return row;
  return (await giveUpShut(runtime, conversationId, windows)) ? 'dropped' : null;
}

/** The channels that this process can send by at this moment: what it cannot send it leaves to another, or to later. */
export function sendable({ channels }: Pick<Runtime, 'channels'>): string[] {
  return [...channels].filter(([, channel]) => channel.sendsHere?.() ?? true).map(([type]) => type);
}

/** @returns true when more waits to be sent now */
async function sendRow(runtime: Runtime, settleOne: Settle, row: ClaimedRow): Promise<boolean> {
  runtime.crash('send.claimed');
  const channel = runtime.channels.get(row.channel);
  if (channel?.account !== row.account) {
    await settleOne({ row, outcome: { state: 'retry', inMs: MAX_RETRY_MS, code: 'other_account' } });
    return false;
  }
  const wait = await waitFor(runtime, channel, row);
  if (wait > 0) {
    await settleOne({ row, outcome: { state: 'retry', inMs: wait, code: 'rate_budget' } });
    return false;
  }
  const outcome = await traced(runtime.trace, row, () => send(runtime, channel, row));
  runtime.crash('send.accepted');
  const { more } = await settleSurely(settleOne, { row, outcome });
  runtime.crash('send.settled');
  if (channel.capabilities.live) runtime.live.publish(row.conversationId);
  runtime.metrics.send(row.channel, outcome.state === 'sent' ? 'sent' : outcome.code);
  return more && outcome.state !== 'retry' && outcome.state !== 'resend';
}

async function settleSurely(settleOne: Settle, settling: Parameters<Settle>[0]): Promise<Settled> {
  for (let left = SETTLE_TRIES; ; left--) {
    try {
      return await settleOne(settling);
    } catch (error) {
      if (left === 1) throw error;
      await sleep(SETTLE_PAUSE_MS * (SETTLE_TRIES - left + 1));
    }
  }
}

async function send(runtime: Runtime, channel: Channel, row: ClaimedRow): Promise<Outcome> {
  const heartbeat = setInterval(
    () => void extendClaim(runtime.sql, row, CLAIM_MS).catch(() => {}),
    CLAIM_MS * 0.3,
  );
  try {
    if (row.resends > 0) await probe(channel);
    const { channel: type, account, address, content, conversationId, key } = row;
    const sending = channel.send({ channel: type, account, address, content, conversationId }, key);
    const { externalId } = await within(sending, SEND_LIMIT_MS);
    return { state: 'sent', externalId };
  } catch (error) {
    const failure =
      error instanceof SendError
        ? error
        : new SendError('adapter_error', { retryable: false, outcome: 'unknown', cause: error });
    runtime.log.warn(
      { conversation_id: row.conversationId, seq: row.seq, code: failure.code },
      'send failed',
    );
    if (failure.unreachable) await unreachable(runtime, row);
    if (failure.shut) await shut(runtime, row);
    if (failure.optedOut) await optedOut(runtime, row);
    return outcomeOf(failure, channel, row);
  } finally {
    clearInterval(heartbeat);
  }
}

/** @throws SendError `no_answer` when it takes longer: nobody knows then what became of it */
async function within<T>(sending: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new SendError('no_answer', { retryable: true, outcome: 'unknown' })),
      limitMs,
    );
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Before a line goes its second and last time. Nothing of it is sent here, whatever the provider answers. */
async function probe(channel: Channel): Promise<void> {
  await channel.probe?.().catch((cause: unknown) => {
    const { code = 'adapter_error', retryAfter } = cause instanceof SendError ? cause : {};
    throw new SendError(code, {
      retryable: true,
      outcome: 'not_sent',
      cause,
      ...(retryAfter !== undefined && { retryAfter }),
    });
  });
}

/** What becomes of a row whose send failed. */
export function outcomeOf(
  failure: SendError,
  channel: Channel,
  row: Pick<ClaimedRow, 'category' | 'resends' | 'attempts'>,
): Outcome {
  const { code } = failure;
  if (failure.outcome === 'unknown') return unknownOutcome(channel, row, code);
  if (failure.unreachable || failure.shut || !failure.retryable) return { state: 'failed', code };
  if (row.attempts >= MAX_ATTEMPTS) return { state: 'parked', code };
  const backoff = Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** Math.min(row.attempts, 10));
  return { state: 'retry', inMs: failure.retryAfter ?? backoff, code };
}

/** Nobody knows whether it arrived: an interview line goes once more as soon as the provider answers, a notice waits for a person. */
export function unknownOutcome(
  channel: Channel,
  row: Pick<ClaimedRow, 'category' | 'resends'>,
  code: string,
): Outcome {
  const { onUnknown } = channel.capabilities;
  const policy = row.category === 'interview' ? onUnknown.interview : onUnknown.notice;
  if (policy === 'resend' && row.resends === 0) return { state: 'resend', inMs: RESEND_MS, code };
  return { state: 'parked', code };
}

/** The interview pauses, or the line goes elsewhere, by way of the inbox. */
async function unreachable(runtime: Runtime, row: ClaimedRow): Promise<void> {
  const name = `unreachable ${row.conversationId} ${row.seq} ${row.attempts}`;
  await runtime.sql.begin(async (tx) => {
    await markUnreachable(tx, row.identityId);
    await tellUnreachable(tx, runtime, row, name);
  });
  runtime.wake.wake(row.conversationId);
}

/** The same for a line that was about to go to an address which cannot be reached any more. */
async function giveBack(runtime: Runtime, lost: Lost): Promise<void> {
  const { conversationId, seq } = lost;
  await runtime.sql.begin(async (tx) => {
    if (await dropUnreachable(tx, lost))
      await tellUnreachable(tx, runtime, lost, `unreachable ${conversationId} ${seq} dropped`);
  });
  runtime.wake.wake(conversationId);
}

async function tellUnreachable(tx: Tx, { hash }: Runtime, lost: Lost, name: string): Promise<void> {
  const { conversationId, identityId: identity, seq } = lost;
  await storeSystem(tx, conversationId, hash(name), { kind: 'unreachable', identity, seq });
}

/** The provider counts otherwise than we do. A person of HR is told, by way of the inbox; the address stays open. */
async function shut(runtime: Runtime, row: ClaimedRow): Promise<void> {
  await tellShut(runtime.sql, runtime.hash, row.conversationId, row.seq);
  runtime.wake.wake(row.conversationId);
}

/** The address closes, by way of the inbox: the provider knows of a STOP that did not come to us. */
async function optedOut(runtime: Runtime, row: ClaimedRow): Promise<void> {
  const name = `opted_out ${row.conversationId} ${row.seq} ${row.attempts}`;
  const content = { kind: 'opted_out', identity: row.identityId } as const;
  await storeSystem(runtime.sql, row.conversationId, runtime.hash(name), content);
  runtime.wake.wake(row.conversationId);
}

/** Milliseconds until it may go. */
async function waitFor(runtime: Runtime, channel: Channel, row: ClaimedRow): Promise<number> {
  const wait = row.priority > 0 ? await budget(runtime, channel, row) : 0;
  return wait > 0 ? wait : (channel.takeTurn?.(row.address) ?? 0);
}

/** What we begin stays under the provider's limits, over all workers; replies never wait here. */
async function budget(runtime: Runtime, channel: Channel, row: ClaimedRow): Promise<number> {
  const { ratePerSecond, ratePerChat } = channel.capabilities;
  const chat = await runtime.session.take(
    `${row.channel}:${row.account}:${row.conversationId}`,
    1,
    ratePerChat,
  );
  if (chat > 0) return chat;
  return runtime.session.take(`${row.channel}:${row.account}`, 1, ratePerSecond);
}
