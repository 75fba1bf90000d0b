/** Addresses that go over from one conversation to another, with writers and workers on both sides. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitTurn } from '../../db/commit.ts';
import { gather, type Lease, releaseLease, takeLease } from '../../db/conversations.ts';
import { LineUnderWay } from '../../db/erasure.ts';
import { makeIdentity, storeMessages } from '../../db/inbox.ts';
import { insertLink, lookUp } from '../../db/links.ts';
import { commitJoin, lockTalks } from '../../db/moving.ts';
import { type ClaimedRow, claimHead, settle } from '../../db/outbox.ts';
import {
  account,
  channel,
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

let db: TestDatabase;

/** Somebody with a link, as the turn that said it leaves it. */
async function withLink(): Promise<Person & { hash: string }> {
  const who = await person(db.sql);
  const hash = randomBytes(16).toString('hex');
  await insertLink(db.sql, { id: `lnk_${randomUUID()}`, hash, conversationId: who.conversationId });
  return { ...who, hash };
}
const conversationAt = async (address: string) => {
  const rows = await db.sql<{ conversation_id: string }[]>`
    select conversation_id from identities where address = ${address}`;
  return rows.map((row) => row.conversation_id);
};
const inboxOf = async ({ conversationId }: Pick<Person, 'conversationId'>) =>
  (
    await db.sql<{ text: string }[]>`
      select content->>'text' as text from inbox where conversation_id = ${conversationId} and done_at is null order by seq`
  ).map(({ text }) => text);
const text = (words: string) => ({ kind: 'text' as const, text: words });
const joining = (home: Person & { hash: string }, who: Person) => ({
  hash: home.hash,
  to: home.conversationId,
  identityId: who.identityId,
});
const come = (hash: string, address: string) =>
  makeIdentity(db.sql, channel, account, address, { plain: 'NOTHING', hash });

describe.each(engines)('a link on $engine', ({ open }) => {
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('makes the first address that brings it the person’s, of many at once one', async () => {
    const home = await withLink();
    const addresses = Array.from({ length: 8 }, () => randomUUID());
    await Promise.all(addresses.map((address) => come(home.hash, address)));
    const where = (await Promise.all(addresses.map(conversationAt))).flat();
    expect(where.filter((id) => id === home.conversationId)).toHaveLength(1);
    expect(new Set(where).size).toBe(8);
    // Nobody was made for whoever won.
    const [row] = await db.sql<{ n: number }[]>`
      select count(*)::int as n from conversations v where not exists (
        select 1 from identities where conversation_id = v.id)`;
    expect(row?.n).toBe(0);
  });

  it.each([
    ['is over', `update link_codes set expires_at = now() - interval '1 second'`],
    ['was used', `update link_codes set used_at = now(), used_by = (select id from identities limit 1)`],
    ['is an erased person’s', `update candidates set erased_at = now()`],
  ])('opens nothing when it %s', async (_what, sql) => {
    const home = await withLink();
    await db.sql.unsafe(
      sql.includes('candidates')
        ? `${sql} where id = '${home.candidateId}'`
        : `${sql} where hash = '\\x${home.hash}'`,
    );
    const address = randomUUID();
    await come(home.hash, address);
    expect(await conversationAt(address)).not.toContain(home.conversationId);
    const who = await person(db.sql);
    expect((await lookUp(db.sql, home.hash, who.identityId)).link).toMatchObject({ usable: false });
    await write(db.sql, who, 'it');
    expect(await commitJoin(db.sql, await mustLease(db.sql, who), joining(home, who))).toBe(false);
  });

  it('is one at a time: another ends the one before', async () => {
    const home = await withLink();
    const hash = randomBytes(16).toString('hex');
    await insertLink(db.sql, { id: `lnk_${randomUUID()}`, hash, conversationId: home.conversationId });
    const [first, second] = [randomUUID(), randomUUID()];
    await come(home.hash, first);
    await come(hash, second);
    expect(await conversationAt(first)).not.toContain(home.conversationId);
    expect(await conversationAt(second)).toEqual([home.conversationId]);
  });

  it('takes over what was written behind it, behind what stands there, in order; nothing is left of who was nobody', async () => {
    const home = await withLink();
    await storeMessages(db.sql, [message(home.address, 'h1', { content: text('home 1') })], 0);
    const who = await person(db.sql);
    for (const words of ['the code', 'one', 'two'])
      await storeMessages(db.sql, [message(who.address, randomUUID(), { content: text(words) })], 0);
    expect(await commitJoin(db.sql, await mustLease(db.sql, who), joining(home, who))).toBe(true);
    await storeMessages(db.sql, [message(who.address, 'w4', { content: text('three') })], 0);
    expect(await inboxOf(home)).toEqual(['home 1', 'the code', 'one', 'two', 'three']);
    const [gone] = await db.sql<{ erased: boolean; rows: number }[]>`
      select c.erased_at is not null as erased, (select count(*)::int from inbox where conversation_id = ${who.conversationId}) as rows
      from candidates c where c.id = ${who.candidateId}`;
    expect(gone).toEqual({ erased: true, rows: 0 });
    const lease = await mustLease(db.sql, home);
    expect(lease.identities).toMatchObject([
      { link: null },
      { id: who.identityId, link: expect.any(String) },
    ]);
  });

  it('is refused a worker who lost the lease', async () => {
    const home = await withLink();
    const who = await person(db.sql);
    await write(db.sql, who);
    const dead = await mustLease(db.sql, who);
    await db.sql`update conversations set lease_until = now() - interval '1 second' where id = ${who.conversationId}`;
    const living = (await takeLease(db.sql, who.conversationId, randomUUID(), 60_000)) as Lease;
    expect(await commitJoin(db.sql, dead, joining(home, who))).toBe(false);
    expect(await commitJoin(db.sql, living, joining(home, who))).toBe(true);
  });
});

describe('a link with writers and workers on both sides', () => {
  beforeAll(async () => {
    db = await onServer();
  });
  afterAll(() => db.close());

  it('leaves no message behind that was being stored while its sender went over', async () => {
    const home = await withLink();
    const who = await person(db.sql);
    await write(db.sql, who, 'code');
    const lease = await mustLease(db.sql, who);
    const moving = await openTransaction(db.sql, (tx) =>
      commitJoin(withBegin(tx), lease, joining(home, who)),
    );
    // Its sender is looked up before the move is committed, and waits for the conversation that they are leaving.
    const late = [message(who.address, 'late', { content: text('late') })];
    const storing = storeMessages(await db.another(), late, 0);
    await untilSomebodyWaits(db.sql);
    await moving.commit();
    expect(await storing).toMatchObject([{ moved: true, stored: false }]);
    expect(await storeMessages(db.sql, late, 0)).toMatchObject([
      { moved: false, stored: true, conversationId: home.conversationId },
    ]);
    expect((await inboxOf(home)).at(-1)).toBe('late');
    expect(await inboxOf(who)).toEqual([]);
  });

  it('takes along what was stored before it', async () => {
    const home = await withLink();
    const who = await person(db.sql);
    await write(db.sql, who, 'code');
    const lease = await mustLease(db.sql, who);
    const storing = await openTransaction(db.sql, (tx) =>
      storeMessages(tx as never, [message(who.address, 'just', { content: text('just before') })], 0),
    );
    const moving = commitJoin(await db.another(), lease, joining(home, who));
    await untilSomebodyWaits(db.sql);
    await storing.commit();
    expect(await moving).toBe(true);
    expect((await inboxOf(home)).at(-1)).toBe('just before');
  });

  it('is news to the worker who thinks for the person meanwhile', async () => {
    const home = await withLink();
    await write(db.sql, home, 'answer');
    const thinking = await mustLease(db.sql, home);
    const who = await person(db.sql);
    await write(db.sql, who, 'code');
    expect(await commitJoin(db.sql, await mustLease(db.sql, who), joining(home, who))).toBe(true);
    expect(await commitTurn(db.sql, turnOf(thinking, { onlyIfQuiet: true }))).toEqual({ committed: false });
    // With the address that it is to be answered at.
    expect((await gather(db.sql, thinking))?.identities).toMatchObject([{}, { id: who.identityId }]);
  });

  it('waits while a line is on its way to the address', async () => {
    const home = await withLink();
    const who = await person(db.sql);
    await write(db.sql, who, 'code');
    const said = turnOf(await mustLease(db.sql, who), { outbox: [line(who, 1)], outboxSeq: 1 });
    await commitTurn(db.sql, said);
    const row = (await claimHead(db.sql, who.conversationId, randomUUID(), 60_000, [channel])) as ClaimedRow;
    await write(db.sql, who, 'code again');
    let lease = await mustLease(db.sql, who);
    await expect(commitJoin(db.sql, lease, joining(home, who))).rejects.toThrow(LineUnderWay);
    // Too early is no failure: whoever waits long is not set aside for it.
    await releaseLease(db.sql, lease, 0, false);
    lease = await mustLease(db.sql, who);
    expect(lease.attempts).toBe(1);
    expect(await conversationAt(who.address)).toEqual([who.conversationId]);
    await settle(db.sql, row, { state: 'sent', externalId: '1' });
    expect(await commitJoin(db.sql, lease, joining(home, who))).toBe(true);
  });

  it('locks in one order: two who go to each other’s conversation at once both arrive', async () => {
    const [a, b] = [await withLink(), await withLink()];
    const [x, y] = [a, b].map((who) => who.conversationId);
    await write(db.sql, a);
    await write(db.sql, b);
    const [ofA, ofB] = [await mustLease(db.sql, a), await mustLease(db.sql, b)];
    const both = await Promise.all([
      commitJoin(db.sql, ofA, joining(b, a)),
      commitJoin(await db.another(), ofB, joining(a, b)),
      db.sql.begin((tx) => lockTalks(tx, [y!, x!])),
    ]);
    // Whoever came second was gone when the other wanted in, or went where the first had been.
    expect(both.slice(0, 2)).toContain(true);
  });
});

/** An open transaction as a database whose transactions are part of it. */
function withBegin(tx: unknown) {
  return Object.assign((...given: unknown[]) => (tx as (...all: unknown[]) => unknown)(...given), tx, {
    begin: (work: (tx: unknown) => unknown) => work(tx),
  }) as never;
}
