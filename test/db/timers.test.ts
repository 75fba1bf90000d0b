import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitTurn } from '../../db/commit.ts';
import { fireTimers } from '../../db/timers.ts';
import {
  engines,
  hashOf,
  mustLease,
  onServer,
  openTransaction,
  type Person,
  person,
  type TestDatabase,
  turnOf,
  untilSomebodyWaits,
  write,
} from './support.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

async function setTimers(
  db: TestDatabase,
  who: Person,
  timers: Record<string, number | null>,
): Promise<void> {
  await write(db.sql, who);
  await commitTurn(db.sql, turnOf(await mustLease(db.sql, who), { timers }));
}

const fired = async (db: TestDatabase, who: Person) =>
  (
    await db.sql<{ timer: string }[]>`
      select content->>'timer' as timer from inbox
      where conversation_id = ${who.conversationId} and channel = 'system' order by seq`
  ).map((row) => row.timer);

describe.each(engines)('timers on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('become messages when they are due, and only then', async () => {
    const who = await person(db.sql);
    await setTimers(db, who, { pause: NOW, nudge: NOW + 1 });
    expect(await fireTimers(db.sql, NOW - 1, 100, hashOf)).toEqual([]);
    expect(await fireTimers(db.sql, NOW, 100, hashOf)).toEqual([who.conversationId]);
    expect(await fired(db, who)).toEqual(['pause']);
    expect((await mustLease(db.sql, who)).rows).toMatchObject([{ channel: 'system', identityId: null }]);
    expect(await fireTimers(db.sql, NOW + 1, 100, hashOf)).toEqual([who.conversationId]);
    expect(await fired(db, who)).toEqual(['pause', 'nudge']);
  });

  it('fire again when they were set to another time, even while the first waits in the inbox', async () => {
    const who = await person(db.sql);
    await setTimers(db, who, { pause: NOW });
    await fireTimers(db.sql, NOW, 100, hashOf);
    await setTimers(db, who, { pause: NOW + 5 });
    await fireTimers(db.sql, NOW + 5, 100, hashOf);
    expect(await fired(db, who)).toEqual(['pause', 'pause']);
  });

  it('fire once, however many sweepers come at the same time, and all of them in the end', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => person(db.sql)));
    for (const who of people) await setTimers(db, who, { pause: NOW, nudge: NOW });
    const pools = [db.sql, await db.another()];
    for (let left = 60; left > 0; ) {
      const rounds = await Promise.all(
        Array.from({ length: 6 }, (_, i) => fireTimers(pools[i % 2] as typeof db.sql, NOW, 10, hashOf)),
      );
      left -= rounds.flat().length;
    }
    for (const who of people) expect((await fired(db, who)).sort()).toEqual(['nudge', 'pause']);
    expect(await db.sql`select count(*) as n from timers where due_at <= ${new Date(NOW)}`).toEqual([
      { n: 0 },
    ]);
  });
});

describe('timers and turns at the same moment', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await onServer();
  });
  afterAll(() => db.close());

  it('do not wait for each other in a ring: a conversation that is being committed is left for the next look', async () => {
    const [busy, free] = [await person(db.sql), await person(db.sql)];
    await setTimers(db, busy, { pause: NOW });
    await setTimers(db, free, { pause: NOW });
    await write(db.sql, busy);
    const lease = await mustLease(db.sql, busy);
    const sql = await db.another();
    // What commitTurn holds before it comes to the timers.
    const committing = await openTransaction(
      sql,
      (tx) => tx`update conversations set failures = 0 where id = ${busy.conversationId}`,
    );
    expect(await fireTimers(db.sql, NOW, 100, hashOf)).toEqual([free.conversationId]);
    await committing.commit();
    await commitTurn(sql, turnOf(lease, { timers: { pause: NOW + 1000 } }));
    expect(await fireTimers(db.sql, NOW, 100, hashOf)).toEqual([]);
    expect(await fireTimers(db.sql, NOW + 1000, 100, hashOf)).toEqual([busy.conversationId]);
  });

  it('a turn that moves a timer which is being fired waits, and sets it anew', async () => {
    const who = await person(db.sql);
    await setTimers(db, who, { pause: NOW });
    await write(db.sql, who);
    const lease = await mustLease(db.sql, who);
    const firing = await openTransaction(db.sql, (tx) =>
      fireTimers({ begin: (work: (inner: typeof tx) => unknown) => work(tx) } as never, NOW, 100, hashOf),
    );
    const committing = commitTurn(await db.another(), turnOf(lease, { timers: { pause: NOW + 1000 } }));
    await untilSomebodyWaits(db.sql);
    await firing.commit();
    expect(await committing).toEqual({ committed: true, dueIn: 0 });
    expect(await fired(db, who)).toEqual(['pause']);
    expect(await fireTimers(db.sql, NOW + 1000, 100, hashOf)).toEqual([who.conversationId]);
  });

  it('never deadlock', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => person(db.sql)));
    const sql = await db.another();
    let done = false;
    const turns = Promise.all(
      people.map(async (who) => {
        for (let i = 0; i < 60; i++) {
          await write(sql, who);
          const lease = await mustLease(sql, who).catch(() => null);
          if (lease)
            await commitTurn(
              sql,
              turnOf(lease, { timers: { pause: NOW + i, nudge: i % 2 ? null : NOW + i } }),
            );
        }
      }),
    ).finally(() => {
      done = true;
    });
    const sweepers = [db.sql, db.sql].map(async (pool) => {
      while (!done) await fireTimers(pool, NOW + 1000, 100, hashOf);
    });
    await Promise.all([turns, ...sweepers]);
  });
});
