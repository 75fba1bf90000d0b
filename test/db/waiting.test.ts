import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../db/client.ts';
import { readWaiting } from '../../db/waiting.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createDatabase } from '../support/services.ts';

let db: Database;
beforeAll(async () => {
  db = await connect({ databaseUrl: await createDatabase(), dataDir: '' });
});
afterAll(() => db.close());

const waiting = async () =>
  Object.fromEntries(
    (await readWaiting(db.sql)).map(({ family, label, n, oldestSeconds }) => [
      `${family} ${label}`,
      [n, Math.round(oldestSeconds / 3600)],
    ]),
  );

it('tells nothing of nobody, and who and what is due, since when', async () => {
  expect(await waiting()).toEqual({});
  await db.sql.unsafe(`
    insert into openings (id, code, title, role, flow, status, headcount)
      select 'opn_' || i, 'WAIT0' || i, '{}', 'sorter', 'warehouse-sorter', 'open', 1 from generate_series(1, 3) i;
    insert into candidates (id) values ('cnd_1');
    insert into conversations (id, candidate_id) values ('cnv_1', 'cnd_1');
    insert into identities (id, conversation_id, channel, account, address) values ('idn_1', 'cnv_1', 'web', 'a', 'b');
    insert into flows (hash, id, version, body) values ('h', 'f', 1, '{}');
    insert into applications (id, candidate_id, conversation_id, opening_id, stage, updated_at) values
      ('app_1', 'cnd_1', 'cnv_1', 'opn_1', 'reviewing', now() - interval '30 hours'),
      ('app_2', 'cnd_1', 'cnv_1', 'opn_2', 'reviewing', now() - interval '2 hours'),
      ('app_3', 'cnd_1', 'cnv_1', 'opn_3', 'declined', now() - interval '90 hours');
    insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language, completed_at, updated_at)
      values ('int_1', 'cnv_1', 'app_1', 'h', 'completed', 'web', 'en', now() - interval '30 hours', now()),
        ('int_2', 'cnv_1', 'app_2', 'h', 'completed', 'web', 'en', now() - interval '2 hours', now()),
        ('int_3', 'cnv_1', 'app_3', 'h', 'paused', 'web', 'en', null, now() - interval '5 hours');
    insert into tickets (id, conversation_id, kind, state, at) values
      ('tkt_1', 'cnv_1', 'question', 'open', now() - interval '6 hours'),
      ('tkt_2', 'cnv_1', 'question', 'closed', now() - interval '60 hours');
    insert into timers (conversation_id, kind, due_at) values
      ('cnv_1', 'pause', now() - interval '1 hour'), ('cnv_1', 'expire', now() + interval '9 hours');
    insert into inbox (conversation_id, seq, channel, hash, media_state, received_at)
      values ('cnv_1', 1, 'web', 'x', 'pending', now() - interval '3 hours');
    insert into outbox (conversation_id, seq, identity_id, key, priority, category, state, created_at) values
      ('cnv_1', 1, 'idn_1', '1:1', 0, 'interview', 'parked', now() - interval '4 hours'),
      ('cnv_1', 2, 'idn_1', '1:2', 0, 'interview', 'failed', now() - interval '9 hours'),
      ('cnv_1', 3, 'idn_1', '1:3', 0, 'interview', 'parked', now() - interval '900 hours');
    insert into webhook_endpoints (id, url, events, secret, after_tx, after_position, created_by)
      values ('whk_1', 'https://x.example', '{*}', '', '0', 0, 'key_1'),
        ('whk_2', 'https://y.example', '{*}', '', '0', 0, 'key_1');
    update webhook_endpoints set state = 'disabled', disabled_because = 'gone' where id = 'whk_2';
    insert into webhook_deliveries (id, endpoint_id, next_at) values
      ('dlv_1', 'whk_1', now() - interval '7 hours'), ('dlv_2', 'whk_1', now() + interval '7 hours'),
      ('dlv_3', 'whk_2', now() - interval '50 hours');`);
  expect(await waiting()).toEqual({
    'applications reviewing': [2, 30],
    'interviews paused': [1, 5],
    'waiting decision': [1, 30],
    'waiting ticket': [1, 6],
    'waiting timer': [1, 1],
    'waiting voice': [1, 3],
    'waiting parked_send': [1, 4],
    'waiting webhook': [1, 7],
  });
});

it('shows as a gap where the database is away, never as an old figure', async () => {
  const metrics = createMetrics(() => Promise.reject(new Error('away')));
  const text = await metrics.text();
  expect(text).toContain('tingda_waiting{what="decision"} Nan');
  expect(text).toContain('tingda_database_up 0');
});
