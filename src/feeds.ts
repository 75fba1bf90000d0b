/**
 * Reading what a provider keeps for us, by a cursor in PostgreSQL: commit, then advance. One reader a feed, by a lease that is
 * renewed with each page; whoever dies in between leaves the cursor where it was, and the same is read again.
 */
import { randomUUID } from 'node:crypto';
import type { Sql } from '../db/client.ts';
import { advanceFeed, forgetCalls, hintFeed, leaveFeed, takeFeed, waitingFeeds } from '../db/feeds.ts';
import type { Feeds } from './ports.ts';

/** A page is asked for, stored and committed within this; else somebody else may read it too, which is harmless. */
const LEASE_MS = 60_000;

/** What comes with a hint opens the feed for ten minutes (https://developer.work.weixin.qq.com/document/path/94670). */
const HINT_MS = 9 * 60_000;

/** Twice as long as a channel lets a call in. */
const CALLS_MS = 20 * 60_000;

export function createFeeds(sql: Sql): Feeds {
  return {
    hint: ({ feed, hint, call }) => hintFeed(sql, feed, hint, call),
    async read(feed, page) {
      for (;;) {
        const token = randomUUID();
        const reading = await takeFeed(sql, feed, token, { leaseMs: LEASE_MS, hintMs: HINT_MS });
        if (!reading) return false;
        try {
          for (let { cursor, hint } = reading, more = true; more; ) {
            ({ cursor, more } = await page(cursor, hint));
            // Somebody else has taken over: what was read here is harmless twice, but the cursor is theirs.
            if (!(await advanceFeed(sql, feed, token, cursor, LEASE_MS))) return false;
          }
        } catch (error) {
          // What was hinted stays so, for the next look.
          await leaveFeed(sql, feed, token, null).catch(() => {});
          throw error;
        }
        if (!(await leaveFeed(sql, feed, token, reading.hints))) return true;
      }
    },
    async waiting(feeds) {
      await forgetCalls(sql, CALLS_MS);
      return waitingFeeds(sql, feeds);
    },
  };
}
