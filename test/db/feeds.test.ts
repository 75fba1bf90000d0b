/** Feeds that are read by a cursor, and credentials that all processes share. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetCalls, takeFeed, waitingFeeds } from '../../db/feeds.ts';
import { createCredentials } from '../../src/credentials.ts';
import { createFeeds } from '../../src/feeds.ts';
import type { Feeds } from '../../src/ports.ts';
import { sealFor } from '../../src/secrets.ts';
import { engines, hashOf, type TestDatabase } from './support.ts';

describe.each(engines)('feeds and credentials on $engine', ({ open }) => {
  let db: TestDatabase;
  let feeds: Feeds;
  beforeAll(async () => {
    db = await open();
    feeds = createFeeds(db.sql);
  });
  afterAll(() => db.close());

  const hinted = (feed: string, hint = 'ENC1', call = randomUUID()) =>
    feeds.hint({ feed, hint, call: hashOf(call) });
  const cursorOf = async (name: string) => {
    const [row] = await db.sql<{ cursor: string | null; token: string | null }[]>`
      select cursor, token from feeds where name = ${name}`;
    return row;
  };

  it('are read page by page, and moved on after each', async () => {
    const feed = randomUUID();
    const seen: [string | null, string | null][] = [];
    const pages = ['c1', 'c2', 'c3'];
    await hinted(feed);
    const read = await feeds.read(feed, async (cursor, hint) => {
      seen.push([cursor, hint]);
      expect((await cursorOf(feed))?.cursor, 'nothing moves before it is committed').toBe(cursor);
      const next = pages[seen.length - 1]!;
      return { cursor: next, more: seen.length < pages.length };
    });
    expect(read).toBe(true);
    expect(seen).toEqual([
      [null, 'ENC1'],
      ['c1', 'ENC1'],
      ['c2', 'ENC1'],
    ]);
    expect(await cursorOf(feed)).toEqual({ cursor: 'c3', token: null });
    expect(await feeds.waiting([feed])).toEqual([]);
  });

  it('stay where they were when a page fails, are free at once, and wait to be read', async () => {
    const feed = randomUUID();
    await hinted(feed);
    await feeds.read(feed, async () => ({ cursor: 'c1', more: false }));
    await hinted(feed);
    const failing = feeds.read(feed, async () => {
      throw new Error('the database is away');
    });
    await expect(failing).rejects.toThrow('away');
    expect(await cursorOf(feed)).toEqual({ cursor: 'c1', token: null });
    expect(await feeds.waiting([feed])).toEqual([feed]);
  });

  it('have one reader; what is hinted meanwhile makes it read once more', async () => {
    const feed = randomUUID();
    const began = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    let pages = 0;
    const reading = feeds.read(feed, async () => {
      pages++;
      began.resolve();
      await go.promise;
      return { cursor: `c${pages}`, more: false };
    });
    await began.promise;
    const others = createFeeds(await db.another());
    await others.hint({ feed, hint: 'ENC2', call: hashOf(randomUUID()) });
    expect(await others.read(feed, () => Promise.reject(new Error('two readers')))).toBe(false);
    expect(await feeds.waiting([feed]), 'somebody is at it').toEqual([]);
    go.resolve();
    expect(await reading).toBe(true);
    expect(pages).toBe(2);
    expect(await feeds.waiting([feed])).toEqual([]);
  });

  it('are taken over from a reader that is gone, who then moves nothing any more', async () => {
    const feed = randomUUID();
    await takeFeed(db.sql, feed, randomUUID(), { leaseMs: 10, hintMs: 1000 });
    await sleep(20);
    const slow = feeds.read(feed, async () => {
      // As if this process had been frozen for longer than its lease.
      await db.sql`update feeds set until = clock_timestamp() - interval '1 s' where name = ${feed}`;
      await createFeeds(await db.another()).read(feed, async () => ({ cursor: 'theirs', more: false }));
      return { cursor: 'mine', more: true };
    });
    expect(await slow).toBe(false);
    expect((await cursorOf(feed))?.cursor).toBe('theirs');
  });

  it('are read on at once by a reader who could not leave, because the database was away', async () => {
    const feed = randomUUID();
    const own = createFeeds(db.sql);
    const failing = own.read(feed, async () => {
      await db.sql`alter table feeds rename to feeds_away`;
      return { cursor: 'c1', more: false };
    });
    await expect(failing).rejects.toThrow('does not exist');
    await db.sql`alter table feeds_away rename to feeds`;
    expect(await own.read(feed, async (cursor) => ({ cursor: `${cursor} read`, more: false }))).toBe(true);
    expect(await cursorOf(feed)).toEqual({ cursor: 'null read', token: null });
  });

  it('take the same call once, however often it is told, until nobody lets it in any more', async () => {
    const feed = randomUUID();
    const call = randomUUID();
    const told = await Promise.all(Array.from({ length: 20 }, () => hinted(feed, 'ENC1', call)));
    expect(told.filter(Boolean)).toHaveLength(1);
    const [{ hints }] = (await db.sql`select hints from feeds where name = ${feed}`) as [{ hints: number }];
    expect(hints).toBe(1);
    await forgetCalls(db.sql, 60_000);
    expect(await hinted(feed, 'ENC1', call)).toBe(false);
    await forgetCalls(db.sql, -1);
    expect(await hinted(feed, 'ENC1', call)).toBe(true);
  });

  it('give no hint that is too old to be of use', async () => {
    const feed = randomUUID();
    await hinted(feed);
    await db.sql`update feeds set hinted_at = clock_timestamp() - interval '11 minutes' where name = ${feed}`;
    await feeds.read(feed, async (_cursor, hint) => {
      expect(hint).toBeNull();
      return { cursor: 'c', more: false };
    });
    expect(await waitingFeeds(db.sql, [feed, randomUUID()])).toEqual([]);
  });

  describe('a credential', () => {
    const seal = sealFor('a secret of the tests, at least 32 long', 'credentials');
    const asking = (values: string[], goodForMs = 60_000) => {
      let asked = 0;
      return {
        ask: async () => ({ value: values[asked++]!, goodForMs }),
        asked: () => asked,
      };
    };

    it('is asked for once by many processes, and sealed where it is kept', async () => {
      const name = randomUUID();
      const { ask, asked } = asking(['sesame-1', 'sesame-2']);
      const processes = await Promise.all(
        [0, 1, 2, 3].map(async () => createCredentials(await db.another(), seal)),
      );
      const got = await Promise.all(processes.flatMap((one) => [one.get(name, ask), one.get(name, ask)]));
      expect(new Set(got)).toEqual(new Set(['sesame-1']));
      expect(asked()).toBe(1);
      const [row] = await db.sql<
        { sealed: Uint8Array }[]
      >`select sealed from credentials where name = ${name}`;
      expect(Buffer.from(row!.sealed).toString('latin1')).not.toContain('sesame');
    });

    it('that was refused is asked for anew, once, by whoever meets the refusal', async () => {
      const name = randomUUID();
      const { ask, asked } = asking(['old', 'new', 'newer']);
      const [one, other] = [createCredentials(db.sql, seal), createCredentials(await db.another(), seal)];
      expect([await one.get(name, ask), await other.get(name, ask)]).toEqual(['old', 'old']);
      const got = await Promise.all([one, other, one, other].map((by) => by.get(name, ask, 'old')));
      expect(got).toEqual(['new', 'new', 'new', 'new']);
      expect(asked()).toBe(2);
      expect(await one.get(name, ask), 'and stays').toBe('new');
    });

    it('that is over is asked for anew', async () => {
      const name = randomUUID();
      const { ask, asked } = asking(['first', 'second'], 30);
      const credentials = createCredentials(db.sql, seal);
      expect(await credentials.get(name, ask)).toBe('first');
      await sleep(40);
      expect(await credentials.get(name, ask)).toBe('second');
      expect(asked()).toBe(2);
    });

    it('that cannot be had leaves nobody waiting', async () => {
      const name = randomUUID();
      const credentials = createCredentials(db.sql, seal);
      const refusing = () => Promise.reject(new Error('no'));
      await expect(credentials.get(name, refusing)).rejects.toThrow('no');
      const { ask } = asking(['well']);
      expect(await createCredentials(db.sql, seal).get(name, ask)).toBe('well');
    });

    it('that was kept under another secret, or another name, is not believed', async () => {
      const [name, other] = [randomUUID(), randomUUID()];
      const { ask } = asking(['mine', 'again', 'theirs']);
      await createCredentials(db.sql, seal).get(name, ask);
      await db.sql`insert into credentials select ${other}, sealed, until from credentials where name = ${name}`;
      expect(await createCredentials(db.sql, seal).get(other, ask)).toBe('again');
      const another = createCredentials(
        db.sql,
        sealFor('another secret, also at least 32 long', 'credentials'),
      );
      expect(await another.get(name, ask)).toBe('theirs');
    });
  });
});
