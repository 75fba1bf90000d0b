/** What two migrations make of what was there: seats for first shifts that are arranged, and who stands behind a key. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../db/client.ts';
import { dropSchema, migrate, migrateIn } from '../../db/migrate.ts';
import { createDatabase } from '../support/services.ts';

let database: Database;
beforeAll(async () => {
  database = await connect({ databaseUrl: await createDatabase(), dataDir: '' });
  await database.sql.begin(async (tx) => {
    await dropSchema(tx);
    await migrateIn(tx, '0030_lists.sql');
  });
});
afterAll(() => database.close());

it('who was first has a seat; a key has the root of the key that the audit log names', async () => {
  const { sql } = database;
  await sql`
    insert into openings (id, code, title, role, flow, status, headcount, site, pay, requirements, facts)
    values ('opn', 'ABCD1', '{}', 'sorter', 'f', 'open', 9, '{}', '{}', '{}', '{}')`;
  await sql`
    insert into shifts (id, opening_id, starts_at, ends_at, capacity) values
      ('early', 'opn', '2026-12-01T10:00Z', '2026-12-01T18:00Z', 9),
      ('night', 'opn', '2026-12-01T14:00Z', '2026-12-01T22:00Z', 2)`;
  const people = [
    ['a', 'onboarding', 'scheduled', '2026-12-01T14:00:00.000Z'],
    ['b', 'onboarding', 'canceled', '2026-12-01T14:00:00.000Z'],
    ['c', 'contract', 'scheduled', '2026-12-01T14:00:00.000Z'],
    ['d', 'onboarding', 'checked_in', '2026-12-01T14:00:00.000Z'],
    ['e', 'onboarding', 'scheduled', '2026-12-01T14:00:00.000Z'],
    ['f', 'onboarding', 'scheduled', '2026-12-01T11:00:00.000Z'],
    ['g', 'onboarding', 'scheduled', '2026-12-09T11:00:00.000Z'],
  ] as const;
  for (const [id, stage, state, starts_at] of people) {
    await sql`insert into candidates (id) values (${id})`;
    await sql`insert into conversations (id, candidate_id) values (${id}, ${id})`;
    await sql`
      insert into applications (id, candidate_id, conversation_id, opening_id, stage)
      values (${id}, ${id}, ${id}, 'opn', ${stage})`;
    await sql`
      insert into steps (id, application_id, kind, provider, state, data, ended_at)
      values (${id}, ${id}, 'onboarding', 'built_in', ${state}, ${sql.json({ starts_at })},
        ${state === 'canceled' ? sql`now()` : null})`;
  }
  await sql`insert into users (id, email, role, made_by) values ('usr', 'a@example.com', 'owner', 'system')`;
  const keys = [
    ['cli', null, null],
    ['made', 'cli', null],
    ['deep', 'made', null],
    ['boot', 'bootstrap', null],
    ['theirs', 'usr', 'usr'],
    ['alone', null, null],
  ] as const;
  for (const [i, [id, maker, user]] of keys.entries()) {
    await sql`
      insert into api_keys (id, name, hash, scopes, made_by) values (${id}, 'k', ${Buffer.from([i])}, '{admin}', ${user})`;
    if (maker !== null)
      await sql`
        insert into audit_log (id, actor_kind, actor_id, action, subject, status)
        values (${id}, 'key', ${maker}, 'createKey', ${id}, 201)`;
  }
  await migrate(sql);
  expect(await sql`select application_id as who, shift_id from shift_claims order by 1`).toEqual([
    { who: 'a', shift_id: 'night' },
    { who: 'd', shift_id: 'night' },
    { who: 'f', shift_id: 'early' },
  ]);
  expect(
    await sql`select id, data->>'shift_id' as shift from steps where data ? 'shift_id' order by 1`,
  ).toEqual([
    { id: 'a', shift: 'night' },
    { id: 'd', shift: 'night' },
    { id: 'f', shift: 'early' },
  ]);
  expect(
    Object.fromEntries((await sql`select id, root from api_keys`).map(({ id, root }) => [id, root])),
  ).toEqual({
    ...{ cli: 'cli', made: 'cli', deep: 'cli', boot: 'bootstrap', theirs: 'usr', alone: 'alone' },
  });
});
