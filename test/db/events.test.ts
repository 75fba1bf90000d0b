import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges } from '../../db/effects.ts';
import { appendEvents, lastEvent, listEvents, readEvents } from '../../db/events.ts';
import type { EventType } from '../../src/types.ts';
import {
  engines,
  onServer,
  openingOf,
  openTransaction,
  type Person,
  person,
  type TestDatabase,
} from './support.ts';

const event = (n: number, applicationId: string | null = null) => ({
  type: 'test.happened' as EventType,
  conversationId: null,
  applicationId,
  data: { n },
});

const patience = { interval: 10 };

const numbers = async (db: TestDatabase, after: string | null, limit = 1000) =>
  (await listEvents(db.sql, after, limit))?.map((row) => row.data.n);

async function application(db: TestDatabase, who: Person): Promise<string> {
  const id = `app_${who.conversationId}`;
  const openingId = await openingOf(db.sql, who.conversationId.slice(-8).toUpperCase());
  await db.sql`
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
    values (${id}, ${who.candidateId}, ${who.conversationId}, ${openingId}, 'interviewing')`;
  return id;
}

describe.each(engines)('events on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('are read in order, page by page, and nothing comes after the last', async () => {
    for (let n = 0; n < 7; n++) await appendEvents(db.sql, [event(n)]);
    await expect.poll(() => numbers(db, null), patience).toHaveLength(7);
    const read: unknown[] = [];
    let after: string | null = null;
    for (;;) {
      const page = await listEvents(db.sql, after, 3);
      if (!page?.length) break;
      read.push(...page.map((row) => row.data.n));
      after = page.at(-1)?.id ?? null;
    }
    expect(read).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('are in the order of their transactions by number, also where that gets another digit', async () => {
    const before = (await lastEvent(db.sql)).id;
    // Of transactions long ago, so that they are shown.
    for (const [n, tx] of ['10', '9', '100'].entries()) {
      await db.sql`
        insert into events (id, type, data, tx) values (${`evt_${tx}`}, 'test.digits', ${db.sql.json({ n })}, ${tx}::xid8)`;
    }
    const rows = await readEvents(db.sql, { tx: '0', position: 0 }, { type: 'test.digits' }, 10);
    expect(rows.map((row) => row.tx)).toEqual(['9', '10', '100']);
    await db.sql`delete from events where type = 'test.digits'`;
    expect((await lastEvent(db.sql)).id).toBe(before);
  });

  it('are not read after an event that never was', async () => {
    expect(await listEvents(db.sql, 'evt_none', 10)).toBeNull();
  });

  it('count without gaps for each application', async () => {
    const one = await application(db, await person(db.sql));
    const other = await application(db, await person(db.sql));
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        db.sql.begin((tx) => appendEvents(tx, [event(i, one), event(i, null), event(i, other)])),
      ),
    );
    for (const id of [one, other]) {
      const rows = await db.sql<{ sequence: number }[]>`
        select sequence from events where application_id = ${id} order by sequence`;
      expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    }
  });

  it('tell of an opt-out once, however often it is said', async () => {
    const who = await person(db.sql);
    const scope = { ...who, channel: 'telegram', language: 'zh', consentWording: '' };
    const stop = () => db.sql.begin((tx) => applyChanges(tx, scope, [{ type: 'opt_out' }]));
    await stop();
    await stop();
    const rows = await db.sql`
      select data from events where conversation_id = ${who.conversationId} and type = 'opt_out.recorded'`;
    expect(rows).toEqual([{ data: { candidate_id: who.candidateId, channel: 'telegram' } }]);
    expect(await db.sql`select ended_at from opt_outs where identity_id = ${who.identityId}`).toEqual([
      { ended_at: null },
    ]);
  });
});

describe('events of transactions that finish out of order', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await onServer();
  });
  afterAll(() => db.close());

  it('are held back until nothing earlier can come, so that a reader never skips', async () => {
    const early = await openTransaction(db.sql, (tx) => appendEvents(tx, [event(1)]));
    const late = await openTransaction(db.sql, (tx) => appendEvents(tx, [event(2)]));
    await late.commit();
    expect(await numbers(db, null)).toEqual([]);
    await early.commit();
    await expect.poll(() => numbers(db, null), patience).toEqual([1, 2]);
  });

  it('reach a reader who follows, each once and in one order', async () => {
    const start = (await listEvents(db.sql, null, 1000))?.at(-1)?.id ?? null;
    const writers = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = 0; i < 40; i++) {
        await db.sql.begin(async (tx) => {
          await appendEvents(tx, [event(1000 * lane + i)]);
          if ((lane + i) % 3 === 0) await tx`select pg_sleep(0.002)`;
        });
      }
    });
    const seen: unknown[] = [];
    let after = start;
    // What the tests of other files have open holds the end back for a moment: snapshots are the whole server's.
    while (seen.length < 320) {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(db.sql, after, 7);
      seen.push(...(page ?? []).map((row) => row.data.n));
      after = page?.at(-1)?.id ?? after;
    }
    await Promise.all(writers);
    expect(await listEvents(db.sql, after, 7)).toEqual([]);
    expect(seen).toHaveLength(320);
    expect(new Set(seen).size).toBe(320);
    expect(seen).toEqual(await numbers(db, start));
  });
});
