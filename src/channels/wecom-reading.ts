/**
 * Reading what WeCom keeps for three days (https://developer.work.weixin.qq.com/document/path/94670): page after page by a cursor,
 * commit, then advance. A callback makes it read at once; beside that one process looks every minute, so that a lost callback
 * costs a delay and no word.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { SendError, TingdaError } from '../errors.ts';
import type { Feeds, Hint } from '../ports.ts';
import type { DeliveryStatus, InboundMessage } from '../types.ts';
import type { ChannelLog } from './channel.ts';
import { toSendError } from './connection.ts';
import type { Answer, WecomApi } from './wecom-api.ts';
import { HINT_OVER, refusal, sentence } from './wecom-errors.ts';
import { readEntry } from './wecom-messages.ts';

/** Without what comes with a callback, WeCom lets nobody ask often. */
const ALL_EVERY_MS = 60_000;
/** Callbacks whose process died before it had read on. */
const LOOK_EVERY_MS = 2000;
/** Accounts that somebody adds. */
const ACCOUNTS_EVERY_MS = 10 * 60_000;
const LAST_RETRY_MS = 60_000;

/** A thousand entries of the longest texts, each letter escaped. */
const PAGE = { limit: 1000, bounds: { timeoutMs: 30_000, maxBytes: 32 * 1024 * 1024 } };

interface Reading {
  api: WecomApi;
  feeds: Feeds;
  corpId: string;
  log: ChannelLog;
  /** The customer service accounts that are ours to answer for. */
  accounts(): Promise<string[]>;
  receive(messages: InboundMessage[]): Promise<void>;
  takeStatuses(statuses: DeliveryStatus[]): Promise<void>;
  /** What is wrong, in words for `/readyz`; null when all is well. */
  tell(problem: string | null): void;
}

export interface Reader {
  /** Writes a hint down; then reads, without being waited for. */
  note(hint: Hint): Promise<void>;
  /** Reads what nobody else does, until the signal ends it. Never rejects. */
  watch(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is being read any more. */
  idle(): Promise<void>;
}

export function feedOf(corpId: string, kf: string): string {
  return `wecom ${corpId} ${kf}`;
}

export function createReader(reading: Reading): Reader {
  const { feeds, corpId, log } = reading;
  const running = new Set<Promise<void>>();
  const known = new Set<string>();
  /** By account: that one is well says nothing of the others. */
  const problems = new Map<string, string>();

  function tell(about: string, problem: string | null): void {
    if (problem === null) problems.delete(about);
    else problems.set(about, problem);
    reading.tell([...problems.values()][0] ?? null);
  }

  /** Never rejects. @returns how long to leave WeCom in peace after a failure, null where somebody else reads */
  async function read(kf: string): Promise<number | null> {
    try {
      const mine = await feeds.read(feedOf(corpId, kf), (cursor, hint) =>
        readPage(reading, kf, cursor, hint),
      );
      tell(kf, null);
      return mine ? 0 : null;
    } catch (error) {
      const { code, says, retryMs, cause } = explain(error);
      tell(kf, says);
      const fields = { channel: 'wecom', account: corpId, open_kfid: kf, code, retry_ms: retryMs };
      log.warn(
        { ...fields, ...(cause !== undefined && { err: cause }) },
        'wecom was asked for messages in vain',
      );
      return retryMs;
    }
  }

  async function look(all: boolean): Promise<{ failed: number; others: boolean }> {
    const feedNames = new Map([...known].map((kf) => [feedOf(corpId, kf), kf]));
    const due = all
      ? [...known]
      : (await feeds.waiting([...feedNames.keys()])).map((name) => feedNames.get(name)!);
    const waits = await Promise.all(due.map(read));
    return { failed: Math.max(0, ...waits.map((wait) => wait ?? 0)), others: waits.includes(null) };
  }

  return {
    async note(hint) {
      known.add(hint.feed);
      if (!(await feeds.hint({ ...hint, feed: feedOf(corpId, hint.feed) }))) return;
      const done: Promise<void> = read(hint.feed).then(() => void running.delete(done));
      running.add(done);
    },
    async watch(signal) {
      let [nextAccounts, nextAll] = [0, 0];
      while (!signal.aborted) {
        let wait = LOOK_EVERY_MS;
        try {
          if (Date.now() >= nextAccounts) {
            for (const kf of await reading.accounts()) known.add(kf);
            nextAccounts = Date.now() + ACCOUNTS_EVERY_MS;
          }
          const all = Date.now() >= nextAll;
          const { failed, others } = await look(all);
          // One that somebody else has may be held by somebody who is gone: looked at again, until it was read.
          if (all && !others) nextAll = Date.now() + Math.max(ALL_EVERY_MS, failed);
          wait = Math.max(wait, failed);
          tell('', null);
        } catch (error) {
          const { code, says, retryMs } = explain(error);
          tell('', says);
          log.warn(
            { channel: 'wecom', account: corpId, code, retry_ms: retryMs },
            'wecom could not be watched',
          );
          wait = retryMs;
        }
        await sleep(wait, undefined, { signal }).catch(() => {});
      }
    },
    async idle() {
      await Promise.all(running);
    },
  };
}

async function readPage(
  reading: Reading,
  kf: string,
  cursor: string | null,
  hint: string | null,
): Promise<{ cursor: string | null; more: boolean }> {
  const { answer, from } = await ask(reading, kf, cursor, hint);
  const { msg_list: list = [], next_cursor: next, has_more: more } = answer;
  if (!Array.isArray(list))
    throw new SendError('answer_unreadable', { retryable: true, outcome: 'not_sent' });
  await store(reading, kf, list);
  const to = typeof next === 'string' && next !== '' ? next : from;
  // The same place again would be read for ever.
  return { cursor: to, more: more === 1 && to !== from };
}

/** What lets us in may be over, and a cursor may be too old: then we begin where WeCom does, and a second delivery has no effect. */
async function ask(
  { api, log, corpId }: Reading,
  kf: string,
  cursor: string | null,
  hint: string | null,
): Promise<{ answer: Answer; from: string | null }> {
  const page = (from: string | null, by: string | null) =>
    api.ask(
      'kf/sync_msg',
      {
        open_kfid: kf,
        limit: PAGE.limit,
        // 0: AMR, as phones record it; the other is Silk.
        voice_format: 0,
        ...(from !== null && { cursor: from }),
        ...(by !== null && { token: by }),
      },
      PAGE.bounds,
    );
  let answer = await page(cursor, hint);
  const by = answer.errcode === HINT_OVER ? null : hint;
  if (by !== hint) answer = await page(cursor, by);
  if (answer.errcode === 0) return { answer, from: cursor };
  const refused = refusal(answer.errcode);
  if (cursor === null || refused.retryable) throw refused;
  log.warn(
    { channel: 'wecom', account: corpId, open_kfid: kf, errcode: answer.errcode },
    'a cursor was refused: all that wecom still has is read again',
  );
  const first = await page(null, by);
  if (first.errcode !== 0) throw refusal(first.errcode);
  return { answer: first, from: null };
}

/** Resolves when all is committed. What one person wrote stays in order; the others need not wait for them. */
async function store(
  { corpId, log, receive, takeStatuses }: Reading,
  kf: string,
  list: unknown[],
): Promise<void> {
  const read = list.map((entry) => readEntry(entry, corpId));
  const unreadable = read.filter((entry) => entry === null).length;
  // They will never be any, and must not keep the others waiting.
  if (unreadable > 0)
    log.warn(
      { channel: 'wecom', account: corpId, open_kfid: kf, count: unreadable },
      'entries cannot be read',
    );
  const messages = read.flatMap((entry) => entry?.messages ?? []);
  const statuses = read.flatMap((entry) => entry?.statuses ?? []);
  const people = Map.groupBy(messages, ({ address }) => address);
  const storing = [...people.values()].map(receive);
  if (statuses.length > 0) storing.push(takeStatuses(statuses));
  const failed = (await Promise.allSettled(storing)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected')
    throw new TingdaError('unavailable', 'Not every message was stored.', { cause: failed.reason });
}

interface Trouble {
  code: string;
  says: string;
  retryMs: number;
  cause?: unknown;
}

/** A database that comes back is noticed soon: candidates wait, and WeCom keeps what they wrote. */
const STORE_RETRY_MS = 3000;
const RETRY_MS = 5000;

function explain(error: unknown): Trouble {
  if (error instanceof TingdaError) {
    const says = 'Messages cannot be stored; WeCom keeps them for three days and is asked again';
    return { code: 'not_stored', says, retryMs: STORE_RETRY_MS, cause: error.cause };
  }
  const { code, retryAfter = RETRY_MS } = toSendError(error);
  return { code, says: sentence(code), retryMs: Math.min(retryAfter, LAST_RETRY_MS) };
}
