/** How often, and how long after somebody's last message, a line may go to them: counted by the claim itself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '../../db/client.ts';
import { commitTurn, type NewOutboxRow } from '../../db/commit.ts';
import { attachIdentity, type NewInboxRow, storeMessages } from '../../db/inbox.ts';
import { claimHead, settle } from '../../db/outbox.ts';
import { settleShut, type Windows } from '../../db/window.ts';
import {
  channel,
  engines,
  line,
  message,
  mustLease,
  type Person,
  person,
  type TestDatabase,
  turnOf,
} from './support.ts';

const HOUR = 60 * 60_000;
const windows: NonNullable<Windows> = { [channel]: { messages: 5, ms: 48 * HOUR, kept: 2 } };

async function say(sql: Sql, who: Person, over: Partial<NewInboxRow> = {}): Promise<void> {
  await storeMessages(sql, [message(who.address, randomUUID(), over)], 0);
}

/** Lines of a turn that answers what has been said; the commit claims the first unless told otherwise. */
async function queue(
  sql: Sql,
  who: Person,
  lines: Partial<NewOutboxRow>[],
  { claims = false }: { claims?: boolean } = {},
): Promise<boolean> {
  await sql`update conversations set drain_after = clock_timestamp() where id = ${who.conversationId}`;
  const lease = await mustLease(sql, who);
  const outbox = lines.map((over, i) => line(who, lease.outboxSeq + i + 1, over));
  const claim = { token: randomUUID(), claimMs: 60_000, channels: [channel], windows };
  const result = await commitTurn(
    sql,
    turnOf(lease, { outbox, outboxSeq: lease.outboxSeq + lines.length, ...(claims && { claim }) }),
  );
  return result.committed && result.claimed !== undefined;
}

const claim = (sql: Sql, who: Person, counted: Windows = windows) =>
  claimHead(sql, who.conversationId, randomUUID(), 60_000, [channel], counted);

/** Sends what may go; how many lines that were. */
async function sendAll(sql: Sql, who: Person, counted: Windows = windows): Promise<number> {
  for (let sent = 0; ; sent++) {
    const row = await claim(sql, who, counted);
    if (row === null || row === 'dropped') return sent;
    await settle(sql, row, { state: 'sent', externalId: row.key });
  }
}

const states = async (sql: Sql, who: Person) =>
  (
    await sql`select state, error_code from outbox where conversation_id = ${who.conversationId} order by seq`
  ).map(({ state, error_code: code }) => (code === null ? state : `${state} ${code}`));

const shut = (sql: Sql, who: Person, elsewhere: string[] = []) =>
  sql.begin((tx) => settleShut(tx, who.conversationId, windows, elsewhere));

const lines = (n: number, over: Partial<NewOutboxRow> = {}) => Array.from({ length: n }, () => over);
const notice = { priority: 1, category: 'notice' } as const;

describe.each(engines)('a window on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  it('lets five lines go after a message, and five more after the next', async () => {
    const who = await person(db.sql);
    await say(db.sql, who);
    await queue(db.sql, who, lines(7));
    expect(await sendAll(db.sql, who)).toBe(5);
    expect(await sendAll(db.sql, who), 'whoever looks again').toBe(0);
    await say(db.sql, who);
    expect(await sendAll(db.sql, who)).toBe(2);
  });

  it('is counted by the claim of a commit as well', async () => {
    const who = await person(db.sql);
    await say(db.sql, who);
    for (let i = 0; i < 5; i++) {
      expect(await queue(db.sql, who, [{}], { claims: true }), `line ${i + 1}`).toBe(true);
      await db.sql`update outbox set state = 'sent' where conversation_id = ${who.conversationId}`;
    }
    expect(await queue(db.sql, who, [{}], { claims: true })).toBe(false);
    expect(await states(db.sql, who)).toEqual([...Array(5).fill('sent'), 'pending']);
    await say(db.sql, who);
    expect(await sendAll(db.sql, who)).toBe(1);
  });

  it('lets no sixth go, however many look at once', async () => {
    const who = await person(db.sql);
    await say(db.sql, who);
    await queue(db.sql, who, lines(12));
    const workers = await Promise.all([db.another(), db.another(), db.another()]);
    const sent = await Promise.all(workers.map((sql) => sendAll(sql, who)));
    let rest = 0;
    for (const _ of workers) rest += await sendAll(db.sql, who);
    expect(sent.reduce((a, b) => a + b) + rest).toBe(5);
  });

  it('keeps two for replies: what we begin never takes them', async () => {
    const who = await person(db.sql);
    await say(db.sql, who);
    await queue(db.sql, who, lines(5, notice));
    expect(await sendAll(db.sql, who)).toBe(3);
    await queue(db.sql, who, lines(3));
    expect(await sendAll(db.sql, who)).toBe(2);
  });

  it('counts what may have arrived, and not what surely did not', async () => {
    const who = await person(db.sql);
    await say(db.sql, who);
    await queue(db.sql, who, lines(8));
    const settled = [
      { state: 'failed', code: 'x' },
      { state: 'parked', code: 'x' },
    ] as const;
    for (const outcome of settled) {
      const row = await claim(db.sql, who);
      if (row === null || row === 'dropped') throw new Error('nothing was claimed');
      await settle(db.sql, row, outcome);
    }
    expect(await sendAll(db.sql, who)).toBe(4);
  });

  it.each([
    ['47 hours ago', 47, true],
    ['49 hours ago', 49, false],
  ])('is open for somebody who wrote %s: %s', async (_when, hours, isOpen) => {
    const who = await person(db.sql);
    await say(db.sql, who, { sentAt: new Date(Date.now() - hours * HOUR).toISOString() });
    await queue(db.sql, who, [{}]);
    expect(await sendAll(db.sql, who)).toBe(isOpen ? 1 : 0);
  });

  it('counts a line that went while a message was on its way to us', async () => {
    const who = await person(db.sql);
    await say(db.sql, who);
    await queue(db.sql, who, [{}]);
    const written = new Date(Date.now() - 2000).toISOString();
    expect(await sendAll(db.sql, who)).toBe(1);
    // By their provider's clock it was there before our line, so that line is one of its five.
    await say(db.sql, who, { sentAt: written });
    await queue(db.sql, who, lines(6));
    expect(await sendAll(db.sql, who)).toBe(4);
  });

  it('is not opened by opening a chat, which one line may answer all the same', async () => {
    const who = await person(db.sql);
    await say(db.sql, who, { content: { kind: 'start', code: 'SORT01', welcome: 'a-code' } });
    await queue(db.sql, who, [{ content: { kind: 'text', text: 'hello', welcome: 'a-code' } }, {}]);
    expect(await sendAll(db.sql, who)).toBe(1);
    expect(await states(db.sql, who)).toEqual(['sent', 'pending']);
    await say(db.sql, who);
    await queue(db.sql, who, lines(5));
    expect(await sendAll(db.sql, who), 'the welcome is none of the five').toBe(5);
  });

  it('answers the opening by the commit itself', async () => {
    const who = await person(db.sql);
    await say(db.sql, who, { content: { kind: 'start', code: '', welcome: 'a-code' } });
    const content = { kind: 'text', text: 'hello', welcome: 'a-code' } as const;
    expect(await queue(db.sql, who, [{ content }], { claims: true })).toBe(true);
  });

  it('does not concern other channels, and nobody where there is none', async () => {
    const who = await person(db.sql);
    await say(db.sql, who);
    await queue(db.sql, who, lines(14));
    expect(await sendAll(db.sql, who, { wecom: windows[channel]! })).toBe(14);
    await queue(db.sql, who, lines(7));
    expect(await sendAll(db.sql, who, null)).toBe(7);
  });

  describe('a line that may not go', () => {
    async function silent(over: Partial<NewOutboxRow> = {}): Promise<Person> {
      const who = await person(db.sql);
      await say(db.sql, who, { sentAt: new Date(Date.now() - 50 * HOUR).toISOString() });
      await queue(db.sql, who, [over]);
      return who;
    }
    const bySms = (who: Person) =>
      db.sql.begin((tx) =>
        attachIdentity(tx, who.conversationId, { channel: 'twilio', account: 'a', address: randomUUID() }),
      );

    it('is given up, and the address stays open', async () => {
      const who = await silent();
      expect(await claim(db.sql, who)).toBeNull();
      expect(await shut(db.sql, who)).toEqual({
        seq: 1,
        channel,
        outcome: 'failed',
      });
      expect(await states(db.sql, who)).toEqual(['failed window_closed']);
      const [{ state }] = (await db.sql`select state from identities where id = ${who.identityId}`) as [
        { state: string },
      ];
      expect(state).toBe('open');
      expect(await shut(db.sql, who), 'once').toBeNull();
    });

    it('goes to another address of the same person where we may always write', async () => {
      const who = await silent();
      await bySms(who);
      expect(await shut(db.sql, who, ['twilio'])).toMatchObject({ outcome: 'moved' });
      const row = await claimHead(
        db.sql,
        who.conversationId,
        randomUUID(),
        60_000,
        [channel, 'twilio'],
        windows,
      );
      expect(row).toMatchObject({ channel: 'twilio', content: { text: 'line 1' } });
    });

    it.each<[string, Partial<NewOutboxRow>, string[]]>([
      [
        'what hangs on buttons',
        { content: { kind: 'text', text: 'yes?', buttons: [{ label: 'Yes', payload: 'a1:yes' }] } },
        ['twilio'],
      ],
      ['where that channel is off', {}, []],
    ])('is given up all the same: %s', async (_name, over, elsewhere) => {
      const who = await silent(over);
      await bySms(who);
      expect(await shut(db.sql, who, elsewhere)).toMatchObject({ outcome: 'failed' });
    });

    it('is left alone while it may go, waits for its hour, or is for somebody who said stop', async () => {
      const free = await person(db.sql);
      await say(db.sql, free);
      await queue(db.sql, free, [{}]);
      const later = await silent({ not_before: Date.now() + HOUR });
      const stopped = await silent();
      await db.sql`update identities set state = 'closed' where id = ${stopped.identityId}`;
      for (const who of [free, later, stopped]) expect(await shut(db.sql, who)).toBeNull();
      expect(await claim(db.sql, stopped)).toBe('dropped');
    });
  });
});
