/** For channels that are tested without a database: feeds and credentials of this process. */
import type { Credentials, Feeds } from '../../src/ports.ts';

interface MemoryFeeds extends Feeds {
  /** Where each feed is read up to. */
  cursors: Map<string, string | null>;
}

export function feedsHere(): MemoryFeeds {
  const cursors = new Map<string, string | null>();
  const hints = new Map<string, { count: number; read: number; hint: string | null }>();
  const calls = new Set<string>();
  const reading = new Set<string>();
  const of = (feed: string) => {
    const known = hints.get(feed) ?? { count: 0, read: 0, hint: null };
    hints.set(feed, known);
    return known;
  };
  return {
    cursors,
    async hint({ feed, hint, call }) {
      if (calls.has(call)) return false;
      calls.add(call);
      of(feed).count++;
      of(feed).hint = hint;
      return true;
    },
    async read(feed, page) {
      if (reading.has(feed)) return false;
      reading.add(feed);
      try {
        let seen: number;
        do {
          seen = of(feed).count;
          let [cursor, more] = [cursors.get(feed) ?? null, true];
          while (more) {
            ({ cursor, more } = await page(cursor, of(feed).hint));
            cursors.set(feed, cursor);
          }
          of(feed).read = seen;
        } while (of(feed).count > seen);
        return true;
      } finally {
        reading.delete(feed);
      }
    },
    waiting: async (feeds) => feeds.filter((feed) => of(feed).count > of(feed).read && !reading.has(feed)),
  };
}

export function credentialsHere(): Credentials {
  const known = new Map<string, string>();
  return {
    async get(name, ask, refused) {
      const mine = known.get(name);
      if (mine !== undefined && mine !== refused) return mine;
      const { value } = await ask();
      known.set(name, value);
      return value;
    },
  };
}
