/**
 * Reading what a provider keeps for us, by a cursor in PostgreSQL: commit, then advance. One reader a feed, by a lease that is
 * renewed with each page; whoever dies in between leaves the cursor where it was, and the same is read again.
 */
import { randomUUID } from 'node:crypto';
import type { Sql } from '../db/client.ts';
import { advanceFeed, forgetCalls, hintFeed, leaveFeed, takeFeed, waitingFeeds } from '../db/feeds.ts';
import type { Feeds, ReadPage } from './ports.ts';

/** Renewed with each page; a page that takes longer may be read by somebody else too, which is harmless. */
const LEASE_MS = 6000;

/** What comes with a hint opens the feed for ten minutes (https://developer.work.weixin.qq.com/document/path/94670). */
const HINT_MS = 9 * 60_000;

/** Twice as long as a channel lets a call in. */
const CALLS_MS = 20 * 60_000;

export function createFeeds(sql: Sql): Feeds {
  // This process's own: a lease that could not be given back, because the database was away, is ours to go on with.
  const token = randomUUID();
  /** What is being read here; true when somebody wanted it meanwhile, perhaps just as it came to its end. */
  const reading = new Map<string, boolean>();

  async function readAll(feed: string, page: ReadPage): Promise<boolean> {
    for (;;) {
      const from = await takeFeed(sql, feed, token, { leaseMs: LEASE_MS, hintMs: HINT_MS });
      if (!from) return false;
      try {
        for (let { cursor, hint } = from, more = true; more; ) {
          ({ cursor, more } = await page(cursor, hint));
          // Somebody else has taken over: what was read here is harmless twice, but the cursor is theirs.
          if (!(await advanceFeed(sql, feed, token, cursor, LEASE_MS))) return false;
        }
      } catch (error) {
        // What was hinted stays so, for the next look.
        await leaveFeed(sql, feed, token, null).catch(() => {});
        throw error;
      }
      if (!(await leaveFeed(sql, feed, token, from.hints))) return true;
    }
  }

  return {
    hint: ({ feed, hint, call }) => hintFeed(sql, feed, hint, call),
    async read(feed, page) {
      if (reading.has(feed)) {
        reading.set(feed, true);
        return false;
      }
      try {
        let mine: boolean;
        do {
          reading.set(feed, false);
          mine = await readAll(feed, page);
        } while (mine && reading.get(feed));
        return mine;
      } finally {
        reading.delete(feed);
      }
    },
    async waiting(feeds) {
      await forgetCalls(sql, CALLS_MS);
      return waitingFeeds(sql, feeds);
    },
  };
}
