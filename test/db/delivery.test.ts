import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '../../db/client.ts';
import { commitTurn } from '../../db/commit.ts';
import { applyStatus } from '../../db/delivery.ts';
import { claimHead, type Outcome, settle } from '../../db/outbox.ts';
import type { DeliveryStatus } from '../../src/types.ts';
import fc from '../support/chance.ts';
import {
  account,
  channel,
  engines,
  line,
  mustLease,
  type Person,
  person,
  type TestDatabase,
  turnOf,
  write,
} from './support.ts';

const RETRY_MS = 60_000;

describe.each(engines)('delivery on $engine', ({ open }) => {
  let db: TestDatabase;
  let sql: Sql;
  beforeAll(async () => {
    db = await open();
    sql = db.sql;
  });
  afterAll(() => db.close());

  /** Somebody to whom `n` lines were sent; `how` says what became of the last one's send. */
  async function sentTo(n = 1, how: Outcome = { state: 'sent', externalId: 'SM' }): Promise<Person> {
    const who = await person(sql);
    await write(sql, who);
    const lease = await mustLease(sql, who);
    const lines = Array.from({ length: n }, (_, i) => line(who, i + 1));
    await commitTurn(sql, turnOf(lease, { outbox: lines, outboxSeq: n }));
    for (let i = 1; i <= n; i++) {
      const row = await claimHead(sql, who.conversationId, randomUUID(), 60_000, [channel]);
      if (row === null || row === 'dropped') throw new Error('nothing was claimed');
      await settle(sql, row, i < n || how.state === 'sent' ? { state: 'sent', externalId: `SM${i}` } : how);
    }
    return who;
  }
  const tell = (who: Person, over: Partial<DeliveryStatus> = {}, retryInMs: number | null = null) =>
    applyStatus(
      sql,
      { channel, account, address: who.address, externalId: 'SM1', state: 'sent', ...over },
      retryInMs,
    );
  const lines = (who: Person) =>
    sql<{ state: string; delivery: string | null; resends: number; external_id: string | null }[]>`
      select state, delivery, resends, external_id from outbox
      where conversation_id = ${who.conversationId} order by seq`;

  it('is known by the id of the send, or by its key', async () => {
    const who = await sentTo(2);
    expect(await tell(who, { externalId: 'SM1' })).toMatchObject({ seq: 1, identityId: who.identityId });
    const { conversationId, seq } = (await applyStatus(
      sql,
      { channel, account, address: who.address, key: 'line:2', state: 'delivered' },
      null,
    ))!;
    expect([conversationId, seq]).toEqual([who.conversationId, 2]);
    expect((await lines(who)).map(({ delivery }) => delivery)).toEqual(['sent', 'delivered']);
  });

  it('of another address, or of nothing that was sent, changes nothing', async () => {
    const [who, other] = [await sentTo(), await person(sql)];
    expect(await tell(other)).toBe(null);
    expect(await tell(who, { externalId: 'SM9' })).toBe(null);
    expect(await tell({ ...who, address: 'nobody' })).toBe(null);
    expect((await lines(who))[0]?.delivery).toBe(null);
  });

  it('ends in the same state, in whatever order and however often it is told', async () => {
    const rank = ['sent', 'failed', 'delivered', 'read'] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...rank), { minLength: 1, maxLength: 6 }), async (told) => {
        const who = await sentTo();
        for (const state of told) await tell(who, { state });
        const most = rank[Math.max(...told.map((state) => rank.indexOf(state)))];
        expect((await lines(who))[0]?.delivery).toBe(most);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [{ state: 'resend', inMs: 60_000, code: 'x' }, 'pending'],
    [{ state: 'parked', code: 'x' }, 'parked'],
  ] as [Outcome, string][])('tells that a line went of which nobody knew (%o)', async (how, before) => {
    const who = await sentTo(1, how);
    expect((await lines(who))[0]?.state).toBe(before);
    await tell(who, { key: 'line:1', externalId: 'SM7', state: 'sent' });
    expect((await lines(who))[0]).toMatchObject({ state: 'sent', external_id: 'SM7' });
  });

  it('that came before the send was settled keeps it from going twice', async () => {
    const who = await person(sql);
    await write(sql, who);
    const lease = await mustLease(sql, who);
    await commitTurn(sql, turnOf(lease, { outbox: [line(who, 1)], outboxSeq: 1 }));
    const row = await claimHead(sql, who.conversationId, randomUUID(), 60_000, [channel]);
    await tell(who, { key: 'line:1', state: 'delivered' });
    await settle(sql, row as never, { state: 'resend', inMs: 0, code: 'reset' });
    expect((await lines(who))[0]).toMatchObject({ state: 'sent', delivery: 'delivered', resends: 0 });
  });

  it('of a line that was surely not sent changes nothing of its next try', async () => {
    const who = await sentTo(1, { state: 'retry', inMs: 60_000, code: 'busy' });
    await tell(who, { key: 'line:1', state: 'sent' });
    expect((await lines(who))[0]?.state).toBe('pending');
  });

  describe('a failure that may pass', () => {
    const failed = { state: 'failed', code: '30008' } as const;

    it('sends the last line of an interview once more, and only once', async () => {
      const who = await sentTo();
      expect(await tell(who, failed, RETRY_MS)).toMatchObject({ again: true });
      expect((await lines(who))[0]).toMatchObject({ state: 'pending', resends: 1 });
      await sql`update outbox set not_before = null where conversation_id = ${who.conversationId}`;
      const row = await claimHead(sql, who.conversationId, randomUUID(), 60_000, [channel]);
      await settle(sql, row as never, { state: 'sent', externalId: 'SM2' });
      expect(await tell(who, { ...failed, externalId: 'SM2' }, RETRY_MS)).toBe(null);
      expect((await lines(who))[0]).toMatchObject({ state: 'sent', delivery: 'failed', resends: 1 });
      await tell(who, { externalId: 'SM2', state: 'delivered' });
      expect((await lines(who))[0]?.delivery).toBe('delivered');
    });

    it('sends nothing again once something was said since', async () => {
      const who = await sentTo(2);
      expect(await tell(who, failed, RETRY_MS)).toMatchObject({ again: false });
      expect((await lines(who))[0]).toMatchObject({ state: 'sent', delivery: 'failed' });
    });

    it('sends nothing again that arrived', async () => {
      const who = await sentTo();
      await tell(who, { state: 'delivered' });
      expect(await tell(who, failed, RETRY_MS)).toBe(null);
      expect((await lines(who))[0]).toMatchObject({ state: 'sent', delivery: 'delivered' });
    });
  });
});
