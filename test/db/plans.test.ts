import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitTurn } from '../../db/commit.ts';
import {
  dueConversations,
  dueIn,
  extendLease,
  findOriginal,
  gather,
  loadState,
  takeLease,
} from '../../db/conversations.ts';
import { type Sql, sharedOptions } from '../../db/database.ts';
import { forgetAnswers } from '../../db/idempotency.ts';
import { eraseInbox, makeIdentity, storeMessages, storeSystem } from '../../db/inbox.ts';
import { claimHead, pendingDeliveries, settle, takeStuckSends } from '../../db/outbox.ts';
import { movedSeats } from '../../db/shift-moves.ts';
import { fireTimers } from '../../db/timers.ts';
import { rewind } from '../../db/webhook-endpoints.ts';
import { createDatabase } from '../support/services.ts';
import { hashOf, line, message, turnOf } from './support.ts';

const PEOPLE = 20_000;
const who = { address: 'a7', conversationId: 'cnv_7', candidateId: 'cnd_7', identityId: 'idn_7' };

/** Whatever the parameters are, the plan has to be good: prepared statements are planned once for all. */
function open(url: string): Sql {
  return postgres(url, {
    ...sharedOptions,
    max: 1,
    connection: { plan_cache_mode: 'force_generic_plan' } as object,
  });
}

async function fill(sql: Sql): Promise<void> {
  await sql.unsafe(`
    insert into candidates (id) select 'cnd_' || i from generate_series(1, ${PEOPLE}) i;
    insert into conversations (id, candidate_id, inbox_seq, turn_seq, outbox_seq, state)
      select 'cnv_' || i, 'cnd_' || i, 3, 3, 3, '{}' from generate_series(1, ${PEOPLE}) i;
    insert into identities (id, conversation_id, channel, account, address)
      select 'idn_' || i, 'cnv_' || i, 'telegram', 'bot', 'a' || i from generate_series(1, ${PEOPLE}) i;
    insert into inbox (conversation_id, seq, identity_id, channel, hash, content, done_at)
      select 'cnv_' || i, s, 'idn_' || i, 'telegram', decode(md5(i || ' ' || s), 'hex'), '{}', now()
      from generate_series(1, ${PEOPLE}) i, generate_series(1, 3) s;
    insert into seen_messages select hash from inbox;
    insert into outbox (conversation_id, seq, identity_id, key, priority, category, content, ask, state, claimed_at)
      select 'cnv_' || i, s, 'idn_' || i, s || ':1', 0, 'interview', '{}', s, 'sent', now()
      from generate_series(1, ${PEOPLE}) i, generate_series(1, 3) s;
    insert into turns (conversation_id, seq, batch, speaker, channel, kind)
      select 'cnv_' || i, s, 1, 'bot', 'telegram', 'question' from generate_series(1, ${PEOPLE}) i, generate_series(1, 3) s;
    insert into timers select 'cnv_' || i, 'expire', now() + interval '1 day' from generate_series(1, ${PEOPLE}) i;
    insert into events (id, type, data, at)
      select 'evt_' || i, 'candidate.created', '{}', now() - (${PEOPLE} - i) * interval '1 minute' from generate_series(1, ${PEOPLE}) i;
    insert into openings (id, code, title, role, flow, status, headcount, site, pay, requirements, facts)
      values ('opn_1', 'ABCD1', '{}', 'sorter', 'f', 'open', 9, '{}', '{}', '{}', '{}');
    insert into shifts (id, opening_id, starts_at, ends_at, capacity)
      values ('shf_1', 'opn_1', now(), now() + interval '8 hours', ${PEOPLE});
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
      select 'app_' || i, 'cnd_' || i, 'cnv_' || i, 'opn_1', 'onboarding' from generate_series(1, ${PEOPLE}) i;
    insert into shift_claims (shift_id, application_id) select 'shf_1', 'app_' || i from generate_series(1, ${PEOPLE}) i;
    insert into idempotency (owner, key, fingerprint, body)
      select 'key_1', i, '', '{}' from generate_series(1, ${PEOPLE}) i;
    insert into webhook_endpoints (id, url, events, secret, after_tx, after_position, created_by)
      values ('whk_1', 'https://x.example', '{*}', '', '9000000', 0, 'key_1');`);
}

/** How often each whole table was read by this database's sessions so far. */
async function wholeReads(sql: Sql): Promise<Record<string, number>> {
  await sql`select pg_stat_force_next_flush()`;
  const rows = await sql<{ name: string; n: number }[]>`
    select relname as name, seq_scan as n from pg_stat_user_tables
    where relname in ('conversations', 'identities', 'seen_messages', 'inbox', 'outbox', 'turns', 'timers', 'events', 'idempotency',
      'shift_claims')`;
  return Object.fromEntries(rows.map((row) => [row.name, row.n]));
}

describe.each([
  { state: 'analysed', prepare: 'analyze' },
  { state: 'never analysed, as after a first rush', prepare: 'select 1' },
])(`with ${PEOPLE} conversations, $state`, ({ prepare }) => {
  let sql: Sql;
  beforeAll(async () => {
    sql = open(await createDatabase());
    await fill(sql);
    await sql.unsafe(prepare);
  });
  afterAll(() => sql.end());

  const noWholeTable = (name: string, work: () => Promise<unknown>) =>
    it(`${name} reads no whole table`, async () => {
      const before = await wholeReads(sql);
      await work();
      expect(await wholeReads(sql)).toEqual(before);
    });
  const lease = async () => {
    await storeMessages(sql, [message(who.address, randomUUID())], 0);
    const taken = await takeLease(sql, who.conversationId, randomUUID(), 60_000);
    if (!taken) throw new Error('not due');
    return taken;
  };

  noWholeTable('storing a batch', () =>
    storeMessages(
      sql,
      Array.from({ length: 64 }, (_, i) => message(`a${i + 100}`, 'hello')),
      1500,
    ),
  );
  noWholeTable('first sight', () => makeIdentity(sql, 'telegram', 'bot', 'newcomer'));
  noWholeTable('a message of the system', () =>
    storeSystem(sql, 'cnv_9', hashOf('handback'), { kind: 'handback' }),
  );
  noWholeTable('a turn', async () => {
    const taken = await lease();
    await dueIn(sql, who.conversationId);
    await extendLease(sql, taken, 60_000);
    await gather(sql, taken);
    await loadState(sql, who.conversationId);
    await findOriginal(sql, who.conversationId, hashOf('none'));
    const outbox = [line(who, taken.outboxSeq + 1)];
    const timers = { pause: Date.now() + 1e9, expire: null };
    await commitTurn(sql, turnOf(taken, { outbox, outboxSeq: taken.outboxSeq + 1, timers }));
    const row = await claimHead(sql, who.conversationId, randomUUID(), 60_000, ['telegram']);
    if (row === null || row === 'dropped') throw new Error('nothing to send');
    await settle(sql, row, { state: 'sent', externalId: '1' });
  });
  noWholeTable('erasing', () => eraseInbox(sql, 'cnv_11'));
  it('a replay walks the events since its moment, and none before', async () => {
    const walked = async () => {
      await sql`select pg_stat_force_next_flush()`;
      const [row] = await sql<{ n: number }[]>`
        select sum(idx_tup_read)::int as n from pg_stat_user_indexes where relname = 'events'`;
      return row!.n;
    };
    const [first] = await sql<{ at: Date }[]>`select at from events where id = ${`evt_${PEOPLE - 10}`}`;
    const since = new Date(first!.at.getTime() - 1000);
    const before = await walked();
    expect(await rewind(sql, 'whk_1', since)).toBe(true);
    expect((await walked()) - before).toBeLessThan(PEOPLE / 10);
    const [at] = await sql`
      select v.id from webhook_endpoints e join events v on v.tx = e.after_tx and v.position = e.after_position + 1`;
    expect(at).toEqual({ id: `evt_${PEOPLE - 10}` });
  });
  noWholeTable('a replay', () => rewind(sql, 'whk_1', new Date(Date.now() - 60_000)));
  noWholeTable('a sweep', async () => {
    await forgetAnswers(sql, 500);
    await fireTimers(sql, Date.now(), 100, hashOf);
    await movedSeats(sql, 200);
    await dueConversations(sql, 500);
    await takeStuckSends(sql, randomUUID(), 60_000, ['telegram'], 500);
    await pendingDeliveries(sql, ['telegram'], 500);
  });
});
