import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '../../db/client.ts';
import { eraseInbox, makeIdentity, storeMessages, storeSystem } from '../../db/inbox.ts';
import {
  account,
  channel,
  engines,
  hashOf,
  message,
  onServer,
  openTransaction,
  person,
  type TestDatabase,
  untilSomebodyWaits,
  write,
} from './support.ts';

const texts = async (sql: Sql, conversationId: string) =>
  (
    await sql<{ text: string }[]>`
      select content->>'text' as text from inbox where conversation_id = ${conversationId} order by seq`
  ).map((row) => row.text);

describe.each(engines)('the inbox on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('says of a sender whom it has never seen that nothing was stored', async () => {
    const [row] = await storeMessages(db.sql, [message('stranger', '1')], 0);
    expect(row).toEqual({
      conversationId: null,
      moved: false,
      stored: false,
      seen: false,
      seq: null,
      dueIn: null,
    });
    const [seen] =
      await db.sql`select count(*) as n from seen_messages where hash = decode(${hashOf('stranger 1')}, 'hex')`;
    expect(seen).toEqual({ n: 0 });
  });

  it('makes one person of twenty first sights at once', async () => {
    const other = await db.another();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        makeIdentity(i % 2 ? db.sql : other, channel, account, 'newcomer'),
      ),
    );
    const rows = await db.sql`select conversation_id from identities where address = 'newcomer'`;
    expect(rows).toHaveLength(1);
    const [orphans] = await db.sql`
      select count(*) as n from conversations c where not exists (select 1 from identities where conversation_id = c.id)`;
    expect(orphans).toEqual({ n: 0 });
  });

  it('stores a message once, however often it comes, also within one batch', async () => {
    const who = await person(db.sql);
    const batch = [message(who.address, 'a'), message(who.address, 'b'), message(who.address, 'a')];
    const first = await storeMessages(db.sql, batch, 0);
    expect(first.map((row) => row.stored)).toEqual([true, true, false]);
    const second = await storeMessages(db.sql, batch, 0);
    expect(second).toEqual(
      batch.map(() => ({
        conversationId: who.conversationId,
        moved: false,
        stored: false,
        seen: false,
        seq: null,
        dueIn: null,
      })),
    );
    expect(await texts(db.sql, who.conversationId)).toEqual(['a', 'b']);
  });

  it('stores a message once when twenty batches bring it at the same time', async () => {
    const who = await person(db.sql);
    const other = await db.another();
    const batches = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        storeMessages(
          i % 2 ? db.sql : other,
          [message(who.address, 'same'), message(who.address, `own ${i}`)],
          0,
        ),
      ),
    );
    expect(batches.filter(([same]) => same?.stored)).toHaveLength(1);
    expect(batches.every(([, own]) => own?.stored)).toBe(true);
    const stored = await texts(db.sql, who.conversationId);
    expect(stored.filter((text) => text === 'same')).toHaveLength(1);
    expect(stored).toHaveLength(21);
  });

  it('numbers the messages of each conversation without gaps and in the order given', async () => {
    const [anna, bao] = [await person(db.sql), await person(db.sql)];
    const other = await db.another();
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        storeMessages(
          i % 2 ? db.sql : other,
          [
            message(bao.address, `${i}-1`),
            message(anna.address, `${i}-1`),
            message(bao.address, `${i}-2`),
            message(anna.address, `${i}-2`),
          ],
          0,
        ),
      ),
    );
    for (const who of [anna, bao]) {
      const rows = await db.sql<{ seq: number; text: string }[]>`
        select seq, content->>'text' as text from inbox where conversation_id = ${who.conversationId} order by seq`;
      expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
      for (const [i, row] of rows.entries()) {
        if (row.text.endsWith('-1')) expect(rows[i + 1]?.text).toBe(row.text.replace('-1', '-2'));
      }
    }
  });

  it('waits after each message of a burst, but not longer than eight seconds after the first', async () => {
    const who = await person(db.sql);
    const say = async (id: string) => {
      const [row] = await storeMessages(db.sql, [message(who.address, id, { urgent: false })], 1500);
      return row?.dueIn ?? Number.NaN;
    };
    const age = (ms: number) => db.sql`
      update conversations set first_undone_at = first_undone_at - ${ms} * interval '1 ms'
      where id = ${who.conversationId}`;
    expect(await say('one')).toBeGreaterThan(1400);
    await age(4000);
    expect(await say('two')).toBeGreaterThan(1400);
    await age(2600);
    const third = await say('three');
    expect(third).toBeGreaterThan(0);
    expect(third).toBeLessThanOrEqual(1400);
    await age(2000);
    expect(await say('four')).toBe(0);
  });

  it('is due now after a button, and stays so when more is written', async () => {
    const who = await person(db.sql);
    const [pressed] = await storeMessages(db.sql, [message(who.address, 'press')], 1500);
    expect(pressed?.dueIn).toBe(0);
    const [more] = await storeMessages(db.sql, [message(who.address, 'more', { urgent: false })], 1500);
    expect(more?.dueIn).toBe(0);
  });

  it('is due now when one message of a batch is a button', async () => {
    const who = await person(db.sql);
    const rows = [message(who.address, 'text', { urgent: false }), message(who.address, 'press')];
    const stored = await storeMessages(db.sql, rows, 1500);
    expect(stored.map((row) => row.dueIn)).toEqual([0, 0]);
  });

  it.each([
    ['unreachable', 'open'],
    ['closed', 'closed'],
    ['open', 'open'],
  ])('an address that was %s is %s after somebody has written from it', async (before, after) => {
    const who = await person(db.sql);
    await db.sql`update identities set state = ${before} where id = ${who.identityId}`;
    await write(db.sql, who);
    expect(await db.sql`select state from identities where id = ${who.identityId}`).toEqual([
      { state: after },
    ]);
  });

  it('keeps a message whose words PostgreSQL might trip over', async () => {
    const who = await person(db.sql);
    const text = `'; drop table inbox; -- \\ "  \u202e 🧑‍🏭 ${'长'.repeat(10_000)}`;
    await storeMessages(db.sql, [message(who.address, 'odd', { content: { kind: 'text', text } })], 0);
    expect(await texts(db.sql, who.conversationId)).toEqual([text]);
  });

  it('appends what the system says once, due now', async () => {
    const who = await person(db.sql);
    const say = () =>
      storeSystem(db.sql, who.conversationId, hashOf(`nudge ${who.address}`), { kind: 'handback' });
    expect(await Promise.all([say(), say(), say()])).toEqual(expect.arrayContaining([1, null, null]));
    const [row] = await db.sql`
      select inbox_seq, drain_after <= clock_timestamp() as due from conversations where id = ${who.conversationId}`;
    expect(row).toEqual({ inbox_seq: 1, due: true });
  });

  it('takes the words that were read away, keeps rows, numbers and hashes, and what nobody has read yet', async () => {
    const who = await person(db.sql);
    await storeMessages(db.sql, [message(who.address, 'secret', { name: 'Li', languageHint: 'zh' })], 0);
    await db.sql`update inbox set done_at = now() where conversation_id = ${who.conversationId}`;
    await storeMessages(db.sql, [message(who.address, 'unread')], 0);
    await eraseInbox(db.sql, who.conversationId);
    expect(await texts(db.sql, who.conversationId)).toEqual([null, 'unread']);
    const rows = await db.sql`
      select seq, content, name, language_hint, encode(hash, 'hex') as hash from inbox
      where conversation_id = ${who.conversationId} and seq = 1`;
    expect(rows).toEqual([
      { seq: 1, content: null, name: null, language_hint: null, hash: hashOf(`${who.address} secret`) },
    ]);
    const [again] = await storeMessages(db.sql, [message(who.address, 'secret')], 0);
    expect(again?.stored).toBe(false);
  });
});

describe('the inbox of several processes', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await onServer();
  });
  afterAll(() => db.close());

  it('gives numbers in the order of commits: a second writer waits for the first', async () => {
    const who = await person(db.sql);
    const first = await openTransaction(db.sql, (tx) =>
      storeMessages(tx as unknown as Sql, [message(who.address, 'first')], 0),
    );
    const second = storeMessages(await db.another(), [message(who.address, 'second')], 0);
    await untilSomebodyWaits(db.sql);
    expect(await texts(db.sql, who.conversationId)).toEqual([]);
    await first.commit();
    await second;
    expect(await texts(db.sql, who.conversationId)).toEqual(['first', 'second']);
  });

  it('answers a second delivery only when the first has been committed', async () => {
    const who = await person(db.sql);
    const first = await openTransaction(db.sql, (tx) =>
      storeMessages(tx as unknown as Sql, [message(who.address, 'only')], 0),
    );
    let answered = false;
    const second = storeMessages(await db.another(), [message(who.address, 'only')], 0).finally(() => {
      answered = true;
    });
    await untilSomebodyWaits(db.sql);
    expect(answered).toBe(false);
    await first.commit();
    expect(await second).toEqual([
      {
        conversationId: who.conversationId,
        moved: false,
        stored: false,
        seen: false,
        seq: null,
        dueIn: null,
      },
    ]);
  });

  it('never deadlocks, whatever the order of people and messages in concurrent batches', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => person(db.sql)));
    await db.sql`update identities set state = 'unreachable'`;
    const pools = [db.sql, await db.another()];
    const batches = Array.from({ length: 400 }, (_, i) => {
      const order = i % 2 ? people : people.toReversed();
      // Every fourth message is one that another batch brings as well.
      return order.flatMap((who, j) => [
        message(who.address, (i + j) % 4 ? `${i}` : `shared ${i >> 1}`),
        message(who.address, `${i} again`),
      ]);
    });
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = lane; i < batches.length; i += 8) {
        await storeMessages(pools[lane % 2] as Sql, batches[i] as (typeof batches)[number], 0);
      }
    });
    await Promise.all(lanes);
    const rows = await db.sql`
      select c.inbox_seq as given, count(*) as n, count(distinct encode(i.hash, 'hex')) as hashes
      from conversations c join inbox i on i.conversation_id = c.id
      where c.id = any(${people.map((who) => who.conversationId)}) group by c.id`;
    expect(rows).toHaveLength(people.length);
    for (const row of rows) expect([row.n, row.hashes]).toEqual([row.given, row.given]);
  });
});
