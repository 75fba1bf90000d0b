import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '../../db/client.ts';
import { commitTurn, type NewTurn } from '../../db/commit.ts';
import {
  dueConversations,
  dueIn,
  extendLease,
  gather,
  releaseLease,
  takeLease,
} from '../../db/conversations.ts';
import { storeMessages } from '../../db/inbox.ts';
import { claimHead, settle } from '../../db/outbox.ts';
import {
  engines,
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

const said: NewTurn = {
  seq: 1,
  interview_id: null,
  speaker: 'candidate',
  channel: 'telegram',
  kind: 'answer',
  text: '我在分拣中心做过两年',
  media_id: null,
  transcript: null,
  question_id: null,
  ask: null,
  amends_seq: null,
  spans: null,
  at: 0,
};

describe.each(engines)('the lease on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  const written = async (who: Person) => {
    const [row] = await db.sql`
      select (select count(*) from turns where conversation_id = ${who.conversationId}) as turns,
             (select count(*) from outbox where conversation_id = ${who.conversationId}) as outbox,
             (select count(*) from timers where conversation_id = ${who.conversationId}) as timers,
             (select count(*) from inbox where conversation_id = ${who.conversationId} and done_at is not null) as done`;
    return row;
  };
  const everything = (who: Person) => ({
    turns: [said],
    outbox: [line(who, 1)],
    timers: { pause: Date.now() },
    turnSeq: 1,
    outboxSeq: 1,
  });

  it('goes to one of fifty', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const other = await db.another();
    const leases = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        takeLease(i % 2 ? db.sql : other, who.conversationId, randomUUID(), 60_000),
      ),
    );
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it('is not given before the burst has ended', async () => {
    const who = await person(db.sql);
    await storeMessages(db.sql, [message(who.address, 'hello', { urgent: false })], 5000);
    expect(await takeLease(db.sql, who.conversationId, randomUUID(), 60_000)).toBeNull();
    expect(await dueIn(db.sql, who.conversationId)).toBeGreaterThan(4000);
  });

  it('brings the undone messages in order, each with what is known of it', async () => {
    const who = await person(db.sql);
    await storeMessages(
      db.sql,
      [
        message(who.address, 'first', { name: 'Li', languageHint: 'zh-hans' }),
        message(who.address, 'second'),
      ],
      0,
    );
    const lease = await mustLease(db.sql, who);
    expect(lease.rows.map((row) => [row.seq, row.content])).toEqual([
      [1, { kind: 'text', text: 'first' }],
      [2, { kind: 'text', text: 'second' }],
    ]);
    expect(lease.rows[0]).toMatchObject({
      identityId: who.identityId,
      account: 'bot',
      name: 'Li',
      languageHint: 'zh-hans',
      mediaState: 'none',
      ask: null,
    });
    expect(Math.abs(Date.now() - (lease.rows[0]?.receivedAt ?? 0))).toBeLessThan(60_000);
    expect(lease.identities).toEqual([
      { id: who.identityId, link: null, channel: 'telegram', state: 'open' },
    ]);
  });

  it('commits everything of a turn at once, and is free again', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const lease = await mustLease(db.sql, who);
    expect(await commitTurn(db.sql, turnOf(lease, everything(who)))).toEqual({
      committed: true,
      dueIn: null,
    });
    expect(await written(who)).toEqual({ turns: 1, outbox: 1, timers: 1, done: 1 });
    await write(db.sql, who);
    expect(await mustLease(db.sql, who)).toMatchObject({ version: 1, turnSeq: 1, outboxSeq: 1, attempts: 1 });
  });

  it.each([
    ['an old token', { token: randomUUID() }],
    ['an old version', { version: 7 }],
  ])('writes nothing for %s', async (_, wrong) => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const lease = { ...(await mustLease(db.sql, who)), ...wrong };
    expect(await commitTurn(db.sql, turnOf(lease, everything(who)))).toEqual({ committed: false });
    expect(await written(who)).toEqual({ turns: 0, outbox: 0, timers: 0, done: 0 });
  });

  it('is taken over when it has run out, and the one who had it can neither keep, gather, release nor commit', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const dead = await mustLease(db.sql, who, -1);
    expect(await dueConversations(db.sql, 1000)).toContain(who.conversationId);
    const living = await mustLease(db.sql, who);
    expect(living.attempts).toBe(2);
    expect(living.rows).toEqual(dead.rows);
    expect(await dueConversations(db.sql, 1000)).not.toContain(who.conversationId);

    expect(await extendLease(db.sql, dead, 60_000)).toBe(false);
    expect(await gather(db.sql, dead)).toBeNull();
    await releaseLease(db.sql, dead, 0);
    expect(await commitTurn(db.sql, turnOf(dead, everything(who)))).toEqual({ committed: false });
    expect(await written(who)).toEqual({ turns: 0, outbox: 0, timers: 0, done: 0 });

    expect(await extendLease(db.sql, living, 60_000)).toBe(true);
    expect(await commitTurn(db.sql, turnOf(living, everything(who)))).toMatchObject({ committed: true });
  });

  it('refuses a commit that wants quiet when something came in, and gathers it', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const lease = await mustLease(db.sql, who);
    await write(db.sql, who);
    expect(await commitTurn(db.sql, turnOf(lease, { ...everything(who), onlyIfQuiet: true }))).toEqual({
      committed: false,
    });
    expect(await written(who)).toEqual({ turns: 0, outbox: 0, timers: 0, done: 0 });
    const gathered = await gather(db.sql, lease);
    expect(gathered?.rows.map((row) => row.seq)).toEqual([1, 2]);
    const both = turnOf({ ...lease, ...gathered }, { ...everything(who), onlyIfQuiet: true });
    expect(await commitTurn(db.sql, both)).toEqual({ committed: true, dueIn: null });
    expect(await written(who)).toEqual({ turns: 1, outbox: 1, timers: 1, done: 2 });
  });

  it('tells the winner of what came in after it had gathered', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const lease = await mustLease(db.sql, who);
    await write(db.sql, who);
    expect(await commitTurn(db.sql, turnOf(lease))).toEqual({ committed: true, dueIn: 0 });
    expect((await mustLease(db.sql, who)).rows.map((row) => row.seq)).toEqual([2]);
  });

  it('tells the winner how long a burst goes on that began while it was thinking', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    const lease = await mustLease(db.sql, who);
    await storeMessages(db.sql, [message(who.address, 'more', { urgent: false })], 3000);
    const result = await commitTurn(db.sql, turnOf(lease));
    expect(result.committed && result.dueIn).toBeGreaterThan(2000);
    expect(result.committed && result.dueIn).toBeLessThanOrEqual(3000);
  });

  it('is due at once for rows that were left', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    await write(db.sql, who);
    const lease = await mustLease(db.sql, who);
    const first = { done: [{ seq: 1, turn_seq: null, aside_reason: null }], again: true };
    expect(await commitTurn(db.sql, turnOf(lease, first))).toEqual({ committed: true, dueIn: 0 });
    expect((await mustLease(db.sql, who)).rows.map((row) => row.seq)).toEqual([2]);
  });

  it('comes back after an error when its pause is over, and counts the try', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    await releaseLease(db.sql, await mustLease(db.sql, who), 60_000);
    expect(await takeLease(db.sql, who.conversationId, randomUUID(), 60_000)).toBeNull();
    expect(await dueIn(db.sql, who.conversationId)).toBeGreaterThan(50_000);
    await write(db.sql, who);
    const lease = await mustLease(db.sql, who);
    expect(lease.attempts).toBe(2);
    expect(lease.rows).toHaveLength(2);
  });

  it('is not due by itself when everything waits for a transcript, and counts no try', async () => {
    const who = await person(db.sql);
    await write(db.sql, who);
    await releaseLease(db.sql, await mustLease(db.sql, who), null);
    expect(await dueIn(db.sql, who.conversationId)).toBeNull();
    await write(db.sql, who);
    expect((await mustLease(db.sql, who)).attempts).toBe(1);
  });

  it('clears timers and moves them', async () => {
    const who = await person(db.sql);
    const commit = async (timers: Record<string, number | null>) => {
      await write(db.sql, who);
      await commitTurn(db.sql, turnOf(await mustLease(db.sql, who), { timers }));
      return db.sql`
        select kind, extract(epoch from due_at)::int as at from timers
        where conversation_id = ${who.conversationId} order by kind`;
    };
    expect(await commit({ pause: 1000, nudge: 2000 })).toEqual([
      { kind: 'nudge', at: 2 },
      { kind: 'pause', at: 1 },
    ]);
    expect(await commit({ pause: 5000, nudge: null, expire: null })).toEqual([{ kind: 'pause', at: 5 }]);
  });

  it('gives each message the last ask whose sending had begun when it was received', async () => {
    const who = await person(db.sql);
    await write(db.sql, who, 'before anything');
    const lease = await mustLease(db.sql, who);
    const asks = [line(who, 1, { ask: 1 }), line(who, 2, { ask: 2 }), line(who, 3, { ask: 3 }), line(who, 4)];
    await commitTurn(db.sql, turnOf(lease, { done: [], outbox: asks, outboxSeq: 4 }));
    const claim = async () => {
      const row = await claimHead(db.sql, who.conversationId, randomUUID(), 60_000, ['telegram']);
      if (row === null || row === 'dropped') throw new Error('nothing to claim');
      return row;
    };
    await settle(db.sql, await claim(), { state: 'sent', externalId: '1' });
    await write(db.sql, who, 'after the first');
    const second = await claim();
    await write(db.sql, who, 'while the second is on its way');
    await settle(db.sql, second, { state: 'retry', inMs: 0, code: 'busy' });
    await write(db.sql, who, 'after the second was refused');
    await settle(db.sql, await claim(), { state: 'resend', inMs: 0, code: 'reset' });
    await write(db.sql, who, 'after the second perhaps arrived');
    await settle(db.sql, await claim(), { state: 'retry', inMs: 0, code: 'busy' });
    await write(db.sql, who, 'after its second sending was refused');
    await settle(db.sql, await claim(), { state: 'parked', code: 'reset' });
    await write(db.sql, who, 'after it was parked');
    await settle(db.sql, await claim(), { state: 'failed', code: 'too_long' });
    await write(db.sql, who, 'after the third failed');
    const rows = (await mustLease(db.sql, who)).rows;
    expect(rows.map((row) => [row.content?.kind === 'text' && row.content.text, row.ask])).toEqual([
      ['before anything', null],
      ['after the first', 1],
      // The second was refused in the end: nobody has seen it by then.
      ['while the second is on its way', 1],
      ['after the second was refused', 1],
      ['after the second perhaps arrived', 2],
      ['after its second sending was refused', 2],
      ['after it was parked', 2],
      ['after the third failed', 2],
    ]);
  });
});

describe('a lease that is taken while a message is being committed', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await onServer();
  });
  afterAll(() => db.close());

  it('sees that message, although its snapshot is older', async () => {
    const who = await person(db.sql);
    await write(db.sql, who, 'first');
    const receiving = await openTransaction(db.sql, (tx) =>
      storeMessages(tx as unknown as Sql, [message(who.address, 'second')], 0),
    );
    const taking = takeLease(await db.another(), who.conversationId, randomUUID(), 60_000);
    await untilSomebodyWaits(db.sql);
    await receiving.commit();
    const lease = await taking;
    expect(lease?.rows.map((row) => row.seq)).toEqual([1, 2]);
    // Its wake was cleared by this lease: had it not been read, nobody would have come for it.
    expect(await commitTurn(db.sql, turnOf(lease as NonNullable<typeof lease>))).toEqual({
      committed: true,
      dueIn: null,
    });
  });

  it('gathers that message too', async () => {
    const who = await person(db.sql);
    await write(db.sql, who, 'first');
    const lease = await mustLease(db.sql, who);
    const receiving = await openTransaction(db.sql, (tx) =>
      storeMessages(tx as unknown as Sql, [message(who.address, 'second')], 0),
    );
    const gathering = gather(await db.another(), lease);
    await untilSomebodyWaits(db.sql);
    await receiving.commit();
    expect((await gathering)?.rows.map((row) => row.seq)).toEqual([1, 2]);
  });

  it.each([true, false])('is told of it by the commit (only if quiet: %s)', async (onlyIfQuiet) => {
    const who = await person(db.sql);
    await write(db.sql, who, 'first');
    const lease = await mustLease(db.sql, who);
    const receiving = await openTransaction(db.sql, (tx) =>
      storeMessages(tx as unknown as Sql, [message(who.address, 'second')], 0),
    );
    const committing = commitTurn(await db.another(), turnOf(lease, { onlyIfQuiet }));
    await untilSomebodyWaits(db.sql);
    await receiving.commit();
    expect(await committing).toEqual(onlyIfQuiet ? { committed: false } : { committed: true, dueIn: 0 });
  });

  it('leaves the conversation due for a message that waits until the commit is through', async () => {
    const who = await person(db.sql);
    await write(db.sql, who, 'first');
    const lease = await mustLease(db.sql, who);
    const committing = await openTransaction(db.sql, (tx) => commitTurn(tx, turnOf(lease)));
    const receiving = storeMessages(await db.another(), [message(who.address, 'second')], 0);
    await untilSomebodyWaits(db.sql);
    await committing.commit();
    expect(await receiving).toEqual([
      {
        conversationId: who.conversationId,
        moved: false,
        stored: true,
        seq: expect.any(Number),
        dueIn: 0,
        seen: false,
      },
    ]);
    expect((await mustLease(db.sql, who)).rows.map((row) => row.seq)).toEqual([2]);
  });
});
