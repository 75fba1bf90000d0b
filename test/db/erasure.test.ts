import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCandidate, updateCandidate } from '../../db/candidates.ts';
import type { Sql } from '../../db/client.ts';
import { commitTurn } from '../../db/commit.ts';
import { gather, takeLease } from '../../db/conversations.ts';
import {
  askErasure,
  commitErasure,
  keepErasures,
  LineUnderWay,
  listErasures,
  reapplyErasures,
} from '../../db/erasure.ts';
import { storeMessages, storeSystem } from '../../db/inbox.ts';
import { claimHead, settle } from '../../db/outbox.ts';
import {
  channel,
  engines,
  hashOf,
  line,
  message,
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

/** Asked for and told, as the API does it. */
const ask = (sql: Sql, who: Person) =>
  sql.begin(async (tx) => {
    await askErasure(tx, who.candidateId, 'key_x');
    await storeSystem(tx, who.conversationId, hashOf(`erase ${who.candidateId}`), { kind: 'erase' });
  });

async function lines(sql: Sql, who: Person, n: number): Promise<void> {
  await write(sql, who, 'something');
  const lease = await mustLease(sql, who);
  const outbox = Array.from({ length: n }, (_, i) => line(who, lease.outboxSeq + i + 1));
  await commitTurn(sql, turnOf(lease, { outbox, outboxSeq: lease.outboxSeq + n }));
}

const claim = (sql: Sql, who: Person) => claimHead(sql, who.conversationId, randomUUID(), 60_000, [channel]);

const leftOf = async (sql: Sql, who: Person) => {
  const [row] = await sql`
    select (select count(*)::int from inbox where conversation_id = ${who.conversationId}
              and (content is not null or done_at is null)) as inbox,
      (select count(*)::int from outbox where conversation_id = ${who.conversationId} and content is not null) as outbox,
      (select count(*)::int from identities where address = ${who.address}) as addresses`;
  return row;
};
const NOTHING = { inbox: 0, outbox: 0, addresses: 0 };

describe.each(engines)('an erasure on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('makes the person disappear when it is asked for, and what they left when it is committed', async () => {
    const who = await person(db.sql);
    await lines(db.sql, who, 2);
    expect(await db.sql.begin((tx) => askErasure(tx, 'cnd_of_nobody', 'key_x'))).toBeNull();
    await ask(db.sql, who);
    expect(await findCandidate(db.sql, who.candidateId)).toBeNull();
    expect(await updateCandidate(db.sql, who.candidateId, { name: 'Li' })).toBeNull();
    expect(await leftOf(db.sql, who)).toEqual({ inbox: 2, outbox: 2, addresses: 1 });
    const lease = await mustLease(db.sql, who);
    expect(lease.erased).toBe(true);
    expect(await commitErasure(db.sql, lease)).toBe(true);
    expect(await leftOf(db.sql, who)).toEqual(NOTHING);
    expect(await claim(db.sql, who)).toBeNull();
    const again = await db.sql.begin((tx) => askErasure(tx, who.candidateId, 'key_y'));
    expect(again).toMatchObject({ first: false, done: true });
    const known = (await listErasures(db.sql, '', 1000)).find(
      ({ candidateId }) => candidateId === who.candidateId,
    );
    expect(known).toMatchObject({ by: 'key_x', at: expect.any(Date) });
    const [named] = await db.sql`select name from candidates where id = ${who.candidateId}`;
    expect(named).toEqual({ name: null });
  });

  it('is told to whoever keeps copies, once, also of who had no application', async () => {
    const who = await person(db.sql);
    const told = () => db.sql`
      select id, application_id, data from events
      where type = 'candidate.erased' and conversation_id = ${who.conversationId}`;
    await ask(db.sql, who);
    expect(await told()).toEqual([]);
    expect(await commitErasure(db.sql, await mustLease(db.sql, who))).toBe(true);
    const first = await told();
    expect(first).toEqual([
      {
        id: expect.stringMatching(/^evt_[0-9a-z]{25}$/),
        application_id: null,
        data: { candidate_id: who.candidateId },
      },
    ]);
    // After a restore, and when a hold is released.
    await db.sql.begin(async (tx) => {
      await keepErasures(tx);
      await reapplyErasures(tx);
    });
    expect(await told()).toEqual(first);
    // The other event of theirs has their own letters.
    expect(first[0]!.id.slice(4)).not.toBe(who.candidateId.slice(4));
  });

  it('writes nothing while a line is under way, and nothing for who has lost the lease', async () => {
    const who = await person(db.sql);
    await lines(db.sql, who, 1);
    const sending = await claim(db.sql, who);
    if (sending === null || sending === 'dropped') throw new Error('nothing was claimed');
    await ask(db.sql, who);
    const lease = await mustLease(db.sql, who);
    const before = await leftOf(db.sql, who);
    await expect(commitErasure(db.sql, lease)).rejects.toThrow(LineUnderWay);
    expect(await commitErasure(db.sql, { ...lease, token: randomUUID() })).toBe(false);
    expect(await commitErasure(db.sql, { ...lease, version: lease.version - 1 })).toBe(false);
    expect(await leftOf(db.sql, who)).toEqual(before);
    await settle(db.sql, sending, { state: 'retry', inMs: 0, code: 'later' });
    expect(await commitErasure(db.sql, lease)).toBe(true);
    expect(await leftOf(db.sql, who)).toEqual(NOTHING);
    expect(await claim(db.sql, who)).toBeNull();
  });

  it('is seen by the turn that was thinking when it was asked for, and by every later one', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const thinking = await mustLease(db.sql, who);
    expect(thinking.erased).toBe(false);
    await ask(db.sql, who);
    expect(await commitTurn(db.sql, turnOf(thinking, { onlyIfQuiet: true }))).toEqual({ committed: false });
    expect((await gather(db.sql, thinking))?.rows.map(({ content }) => content?.kind)).toEqual([
      'text',
      'erase',
    ]);
    expect(await commitErasure(db.sql, thinking)).toBe(true);
    // What the system still has to say makes it due once more.
    await storeSystem(db.sql, who.conversationId, hashOf(randomUUID()), {
      kind: 'unreachable',
      identity: 'idn_x',
      seq: 1,
    });
    const later = await takeLease(db.sql, who.conversationId, randomUUID(), 60_000);
    expect(later?.erased).toBe(true);
    expect(await commitErasure(db.sql, later!)).toBe(true);
    expect(await leftOf(db.sql, who)).toEqual(NOTHING);
  });

  it('leaves the hashes: a second delivery makes nobody, a new message does', async () => {
    const who = await person(db.sql);
    const first = message(who.address, 'hello');
    await storeMessages(db.sql, [first], 0);
    await ask(db.sql, who);
    await commitErasure(db.sql, await mustLease(db.sql, who));
    const [again, fresh] = await storeMessages(db.sql, [first, message(who.address, 'hello again')], 0);
    expect(again).toMatchObject({ conversationId: null, stored: false, seen: true });
    expect(fresh).toMatchObject({ conversationId: null, stored: false, seen: false });
  });
});

describe('an erasure beside other processes', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await onServer();
  });
  afterAll(() => db.close());

  it('lets no line be claimed that waits for it: whoever claims at that moment gets nothing', async () => {
    for (let round = 0; round < 10; round++) {
      const who = await person(db.sql);
      await lines(db.sql, who, 1);
      await ask(db.sql, who);
      const lease = await mustLease(db.sql, who);
      // Somebody holds what the erasure needs behind the addresses, so that it stands still there.
      const holder = await openTransaction(
        db.sql,
        (tx) => tx`select 1 from candidates where id = ${who.candidateId} for update`,
      );
      const erasing = commitErasure(db.sql, lease);
      await untilSomebodyWaits(db.sql);
      const claiming = claim(db.sql, who);
      await untilSomebodyWaits(db.sql, 2);
      await holder.commit();
      expect(await erasing).toBe(true);
      expect(await claiming).toBeNull();
      const [row] = await db.sql`
        select state, error_code, content from outbox where conversation_id = ${who.conversationId}`;
      expect(row).toEqual({ state: 'dropped', error_code: 'erased', content: null });
    }
  });

  it('takes a message with it that was on its way into the old conversation', async () => {
    const who = await person(db.sql);
    await ask(db.sql, who);
    const lease = await mustLease(db.sql, who);
    const holder = await openTransaction(
      db.sql,
      (tx) => tx`select 1 from candidates where id = ${who.candidateId} for update`,
    );
    const erasing = commitErasure(db.sql, lease);
    await untilSomebodyWaits(db.sql);
    const storing = storeMessages(db.sql, [message(who.address, 'just now')], 0);
    await untilSomebodyWaits(db.sql, 2);
    await holder.commit();
    expect(await erasing).toBe(true);
    expect(await storing).toMatchObject([{ conversationId: who.conversationId, stored: true }]);
    // It is due by itself, and goes.
    await commitErasure(db.sql, await mustLease(db.sql, who));
    expect(await leftOf(db.sql, who)).toEqual(NOTHING);
  });
});
