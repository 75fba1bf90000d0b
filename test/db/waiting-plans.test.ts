/** How who waits is counted among many: from indexes, and of what is due later no row is looked at. */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sql, sharedOptions } from '../../db/database.ts';
import { readWaiting } from '../../db/waiting.ts';
import { createDatabase } from '../support/services.ts';

const PEOPLE = 10_000;

let sql: Sql;
beforeAll(async () => {
  sql = postgres(await createDatabase(), { ...sharedOptions, max: 1 });
  await sql.unsafe(`
    insert into flows (hash, id, version, body) values (repeat('h', 64), 'f', 1, '{}');
    insert into openings (id, code, title, role, flow, status, headcount)
      values ('opn_1', 'CODE1', '{}', 'sorter', 'x', 'open', 1);
    insert into candidates (id) select 'cnd_' || i from generate_series(1, ${PEOPLE}) i;
    insert into conversations (id, candidate_id) select 'cnv_' || i, 'cnd_' || i from generate_series(1, ${PEOPLE}) i;
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
      select 'app_' || i, 'cnd_' || i, 'cnv_' || i, 'opn_1', case when i % 20 = 0 then 'reviewing' else 'declined' end
      from generate_series(1, ${PEOPLE}) i;
    insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language, completed_at)
      select 'int_' || i, 'cnv_' || i, 'app_' || i, repeat('h', 64),
        case when i % 50 = 1 then 'paused' when i % 4 = 0 then 'completed' else 'expired' end, 'web', 'zh',
        case when i % 50 <> 1 and i % 4 = 0 then now() - (i % 90) * interval '1 day' end
      from generate_series(1, ${PEOPLE}) i;
    insert into timers select 'cnv_' || i, 'expire', now() + case when i % 1000 = 0 then -1 else 1 end * interval '1 day'
      from generate_series(1, ${PEOPLE}) i;
    insert into webhook_endpoints (id, url, events, secret, after_tx, after_position, created_by)
      values ('whk_1', 'https://x.example', '{*}', '', '0', 0, 'key_1');
    insert into webhook_deliveries (id, endpoint_id, next_at)
      select 'dlv_' || i, 'whk_1', now() + case when i % 1000 = 0 then -1 else 1 end * interval '1 day'
      from generate_series(1, ${PEOPLE}) i;`);
  await sql`vacuum analyze`;
});
afterAll(() => sql.end());

it('no large table is read whole, no application is looked at, and of clocks and deliveries only what is due', async () => {
  const wholeReads = async () => {
    await sql`select pg_stat_force_next_flush()`;
    return sql`
      select relname as name, seq_scan as n from pg_stat_user_tables
      where relname in ('applications', 'interviews', 'timers', 'webhook_deliveries') order by relname`;
  };
  const looked = async () => {
    await sql`select pg_stat_force_next_flush()`;
    const [row] = await sql<{ n: number }[]>`
      select sum(idx_tup_read)::int as n from pg_stat_user_indexes where relname in ('timers', 'webhook_deliveries')`;
    return row!.n;
  };
  const applications = async () => {
    await sql`select pg_stat_force_next_flush()`;
    const [row] = await sql<{ n: number }[]>`
      select coalesce(idx_tup_fetch, 0)::int as n from pg_stat_user_tables where relname = 'applications'`;
    return row!.n;
  };
  const [whole, before, fetched] = [await wholeReads(), await looked(), await applications()];
  const found = Object.fromEntries(
    (await readWaiting(sql)).map(({ family, label, n }) => [`${family} ${label}`, n]),
  );
  expect(await wholeReads()).toEqual(whole);
  expect(await applications()).toBe(fetched);
  expect((await looked()) - before).toBeLessThan(100);
  expect(found).toMatchObject({
    ...{ 'applications reviewing': PEOPLE / 20, 'interviews paused': PEOPLE / 50 },
    ...{ 'waiting timer': PEOPLE / 1000, 'waiting webhook': PEOPLE / 1000 },
  });
});
