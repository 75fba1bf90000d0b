import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EffectScope } from '../../db/changes.ts';
import type { Sql } from '../../db/client.ts';
import { commitTurn, type NewOutboxRow } from '../../db/commit.ts';
import { applyChanges } from '../../db/effects.ts';
import {
  type ClaimedRow,
  claimHead,
  markUnreachable,
  pendingDeliveries,
  settle,
  takeStuckSends,
} from '../../db/outbox.ts';
import {
  engines,
  line,
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

async function queue(sql: Sql, who: Person, lines: NewOutboxRow[]): Promise<void> {
  await write(sql, who);
  const lease = await mustLease(sql, who);
  await commitTurn(sql, turnOf(lease, { outbox: lines, outboxSeq: lease.outboxSeq + lines.length }));
}

const claim = (sql: Sql, who: Person, channels = ['telegram']) =>
  claimHead(sql, who.conversationId, randomUUID(), 60_000, channels);

async function mustClaim(sql: Sql, who: Person): Promise<ClaimedRow> {
  const row = await claim(sql, who);
  if (row === null || row === 'dropped') throw new Error(`nothing was claimed: ${row}`);
  return row;
}

const states = async (sql: Sql, who: Person) =>
  (
    await sql<
      { state: string }[]
    >`select state from outbox where conversation_id = ${who.conversationId} order by seq`
  ).map((row) => row.state);

const optOut = (who: Person): EffectScope => ({
  conversationId: who.conversationId,
  candidateId: who.candidateId,
  identityId: who.identityId,
  channel: 'telegram',
  language: 'zh',
  consentWording: '',
});

describe.each(engines)('the outbox on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('gives replies before notices before broadcasts, each in its order, one at a time', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [
      line(who, 1, { priority: 2, category: 'broadcast' }),
      line(who, 2, { priority: 1, category: 'notice' }),
      line(who, 3),
      line(who, 4),
    ]);
    const order = [];
    for (;;) {
      const row = await claim(db.sql, who);
      if (!row || row === 'dropped') break;
      expect(await claim(db.sql, who)).toBeNull();
      order.push(row.seq);
      expect(await settle(db.sql, row, { state: 'sent', externalId: String(row.seq) })).toBe(true);
    }
    expect(order).toEqual([3, 4, 2, 1]);
  });

  it('gives the head to one of twenty claimers', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [line(who, 1), line(who, 2)]);
    const other = await db.another();
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claim(i % 2 ? db.sql : other, who)),
    );
    expect(claims.filter((row) => row !== null)).toHaveLength(1);
    expect(await states(db.sql, who)).toEqual(['sending', 'pending']);
  });

  it('leaves the head to a process that runs its channel', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [line(who, 1)]);
    expect(await claim(db.sql, who, [])).toBeNull();
    expect(await claim(db.sql, who, ['web', 'telegram'])).toMatchObject({ seq: 1, address: who.address });
  });

  it('keeps a refused row at the head until its time has come', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [line(who, 1), line(who, 2)]);
    await settle(db.sql, await mustClaim(db.sql, who), { state: 'retry', inMs: 60_000, code: 'busy' });
    expect(await claim(db.sql, who)).toBeNull();
    expect(await pendingDeliveries(db.sql, ['telegram'], 1000)).not.toContain(who.conversationId);
    await db.sql`update outbox set not_before = now() where conversation_id = ${who.conversationId} and seq = 1`;
    expect(await pendingDeliveries(db.sql, ['telegram'], 1000)).toContain(who.conversationId);
    expect(await mustClaim(db.sql, who)).toMatchObject({ seq: 1, attempts: 2, resends: 0 });
  });

  it('does not hold a reply back behind a notice that waits for the morning', async () => {
    const who = await person(db.sql);
    const morning = Date.now() + 3_600_000;
    await queue(db.sql, who, [
      line(who, 1, { priority: 1, category: 'notice', not_before: morning }),
      line(who, 2),
    ]);
    expect(await mustClaim(db.sql, who)).toMatchObject({ seq: 2 });
  });

  it('settles only for the one who claimed', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [line(who, 1)]);
    const row = await mustClaim(db.sql, who);
    const stranger = { ...row, token: randomUUID() };
    expect(await settle(db.sql, stranger, { state: 'sent', externalId: '1' })).toBe(false);
    expect(await settle(db.sql, row, { state: 'sent', externalId: '1' })).toBe(true);
    expect(await settle(db.sql, row, { state: 'failed', code: 'late' })).toBe(false);
    expect(await states(db.sql, who)).toEqual(['sent']);
  });

  it('hands a send whose worker died to one sweep, and the dead worker settles nothing any more', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [line(who, 1)]);
    const dead = await claimHead(db.sql, who.conversationId, randomUUID(), -1, ['telegram']);
    expect(await takeStuckSends(db.sql, randomUUID(), 60_000, ['web'], 100)).toEqual([]);
    const other = await db.another();
    const [one, two] = await Promise.all([
      takeStuckSends(db.sql, randomUUID(), 60_000, ['telegram'], 100),
      takeStuckSends(other, randomUUID(), 60_000, ['web', 'telegram'], 100),
    ]);
    const taken = [...one, ...two].filter((row) => row.conversationId === who.conversationId);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({
      seq: 1,
      attempts: 1,
      resends: 0,
      channel: 'telegram',
      address: who.address,
    });
    expect(await settle(db.sql, dead as ClaimedRow, { state: 'sent', externalId: 'late' })).toBe(false);
    await settle(db.sql, taken[0] as ClaimedRow, { state: 'resend', inMs: 0, code: 'worker_lost' });
    expect(await mustClaim(db.sql, who)).toMatchObject({ seq: 1, attempts: 2, resends: 1 });
  });

  it.each(['closed', 'unreachable'])(
    'drops what was meant for an address that is %s, and says why',
    async (state) => {
      const who = await person(db.sql);
      await queue(db.sql, who, [line(who, 1), line(who, 2, { even_if_closed: true }), line(who, 3)]);
      await db.sql`update identities set state = ${state} where id = ${who.identityId}`;
      expect(await claim(db.sql, who)).toBe('dropped');
      await settle(db.sql, await mustClaim(db.sql, who), { state: 'sent', externalId: 'confirmation' });
      expect(await claim(db.sql, who)).toBe('dropped');
      expect(await states(db.sql, who)).toEqual(['dropped', 'sent', 'dropped']);
      expect(
        await db.sql`
      select error_code from outbox where conversation_id = ${who.conversationId} and seq = 3`,
      ).toEqual([{ error_code: state }]);
    },
  );

  it('does not open an address to STOP again because the provider finds nobody there', async () => {
    const who = await person(db.sql);
    await db.sql`update identities set state = 'closed' where id = ${who.identityId}`;
    await markUnreachable(db.sql, who.identityId);
    expect(await db.sql`select state from identities where id = ${who.identityId}`).toEqual([
      { state: 'closed' },
    ]);
  });

  it('finds a head that waits behind any number of rows that cannot go yet', async () => {
    const blocked = await person(db.sql);
    const later = await person(db.sql);
    await queue(
      db.sql,
      blocked,
      Array.from({ length: 20 }, (_, i) => line(blocked, i + 1)),
    );
    await settle(db.sql, await mustClaim(db.sql, blocked), { state: 'retry', inMs: 60_000, code: 'busy' });
    await queue(db.sql, later, [line(later, 1)]);
    await db.sql`update outbox set state = 'sent' where state = 'pending'
      and conversation_id not in (${blocked.conversationId}, ${later.conversationId})`;
    expect(await pendingDeliveries(db.sql, ['telegram'], 5)).toEqual([later.conversationId]);
  });
});

describe('consent and claims at the same moment', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await onServer();
  });
  afterAll(() => db.close());

  it('claims nothing after an opt-out has committed, not even what waited for it', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [line(who, 1)]);
    const stop = await openTransaction(db.sql, (tx) => applyChanges(tx, optOut(who), [{ type: 'opt_out' }]));
    const claiming = claim(await db.another(), who);
    await untilSomebodyWaits(db.sql);
    await stop.commit();
    expect(await claiming).toBe('dropped');
    expect(await states(db.sql, who)).toEqual(['dropped']);
  });

  it('sends at most one of two heads that two claimers saw', async () => {
    const who = await person(db.sql);
    await queue(db.sql, who, [line(who, 1, { priority: 1, category: 'notice' })]);
    const first = await openTransaction(db.sql, (tx) => claim(tx as unknown as Sql, who));
    await queue(await db.another(), who, [line(who, 2)]);
    const second = claim(await db.another(), who);
    await untilSomebodyWaits(db.sql);
    await first.commit();
    expect(await second).toBeNull();
    expect(await states(db.sql, who)).toEqual(['sending', 'pending']);
  });

  it('lets no send be claimed after the commit of an opt-out, over many at once', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => person(db.sql)));
    for (const who of people) await queue(db.sql, who, [line(who, 1), line(who, 2), line(who, 3)]);
    const other = await db.another();
    const late = await Promise.all(
      people.map(async (who) => {
        let stopped = false;
        const stopping = other
          .begin((tx) => applyChanges(tx, optOut(who), [{ type: 'opt_out' }]))
          .then(() => {
            stopped = true;
          });
        let claimedAfter = 0;
        for (let i = 0; i < 6; i++) {
          const before = stopped;
          const row = await claim(db.sql, who);
          if (row && row !== 'dropped') {
            if (before) claimedAfter++;
            await settle(db.sql, row, { state: 'sent', externalId: '1' });
          }
        }
        await stopping;
        return claimedAfter;
      }),
    );
    expect(late.reduce((sum, n) => sum + n, 0)).toBe(0);
  });
});
