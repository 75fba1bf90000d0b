/** What the migrations make of who may come in and of interviews that were there before. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../db/client.ts';
import { dropSchema, migrate, migrateIn } from '../../db/migrate.ts';
import { createDatabase } from '../support/services.ts';

let database: Database;
beforeAll(async () => {
  database = await connect({ databaseUrl: await createDatabase(), dataDir: '' });
  await database.sql.begin(async (tx) => {
    await dropSchema(tx);
    await migrateIn(tx, '0045_moved_shifts.sql');
  });
});
afterAll(() => database.close());

it('a key that was rotated before has been; an interview that nobody began is over with its invitations', async () => {
  const { sql } = database;
  const keys = [
    ['never', null],
    ['told', '2026-11-20T00:00:00Z'],
    ['untold', '2026-11-02T00:00:00Z'],
    ['overlapping', '2999-01-01T00:00:00Z'],
  ] as const;
  for (const [i, [id, until]] of keys.entries())
    await sql`
      insert into api_keys (id, name, hash, scopes, root, old_hash, old_until)
      values (${id}, 'k', ${Buffer.from([i])}, '{admin}', ${id}, ${until && Buffer.from([100 + i])}, ${until})`;
  for (const [at, status] of [
    ['2026-11-01T00:00:00Z', 200],
    ['2026-11-03T00:00:00Z', 200],
    ['2026-11-04T00:00:00Z', 404],
  ] as const)
    await sql`
      insert into audit_log (id, at, actor_kind, actor_id, action, subject, status)
      values (${at}, ${at}, 'key', 'key_x', 'rotateKey', 'told', ${status})`;
  for (const [id, disabled] of [
    ['in', null],
    ['out', '2026-11-05T00:00:00Z'],
  ] as const)
    await sql`
      insert into users (id, email, role, made_by, created_at, updated_at, disabled_at)
      values (${id}, ${id}, 'owner', 'system', '2026-11-01T00:00:00Z', '2026-11-06T00:00:00Z', ${disabled})`;
  await sql`
    insert into openings (id, code, title, role, flow, status, headcount, site, pay, requirements, facts)
    values ('opn', 'ABCD1', '{}', 'sorter', 'f', 'open', 9, '{}', '{}', '{}', '{}')`;
  await sql`insert into flows (hash, id, version, body) values ('f', 'f', 1, '{}')`;
  for (const id of ['invited', 'completed']) {
    await sql`insert into candidates (id) values (${id})`;
    await sql`insert into conversations (id, candidate_id) values (${id}, ${id})`;
    await sql`
      insert into applications (id, candidate_id, conversation_id, opening_id, stage)
      values (${id}, ${id}, ${id}, 'opn', 'applied')`;
    await sql`
      insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language)
      values (${id}, ${id}, ${id}, 'f', ${id}, 'web', 'zh-CN')`;
    await sql`
      insert into invitations (id, code, conversation_id, application_id, interview_id, channel, state, expires_at)
      values (${id}, ${id.toUpperCase().padEnd(12, '0')}, ${id}, ${id}, ${id}, 'web', 'queued', '2026-12-01T00:00:00Z')`;
  }
  const [before] = await sql<{ now: Date }[]>`select now()`;
  await migrate(sql);

  const rotated = Object.fromEntries(
    (await sql<{ id: string; at: Date | null }[]>`select id, rotated_at as at from api_keys`).map((key) => [
      key.id,
      key.at,
    ]),
  );
  expect(rotated).toMatchObject({
    never: null,
    told: new Date('2026-11-03T00:00:00Z'),
    untold: new Date('2026-11-02T00:00:00Z'),
  });
  expect(rotated.overlapping!.getTime()).toBeGreaterThanOrEqual(before!.now.getTime());
  expect(
    await sql`select id, enabled_at as at, disabled_at < enabled_at as back from users order by id`,
  ).toEqual([
    { id: 'in', at: new Date('2026-11-06T00:00:00Z'), back: null },
    { id: 'out', at: new Date('2026-11-01T00:00:00Z'), back: false },
  ]);
  // Rows that nobody asks for it are not written for it, now or later.
  const noted = () => sql`select id, invited_until as until from interviews order by id`;
  expect(await noted()).toEqual([
    { id: 'completed', until: null },
    { id: 'invited', until: new Date('2026-12-01T00:00:00Z') },
  ]);
  const places = () => sql`select id, ctid::text as place from interviews order by id`;
  const [completed, invited] = await places();
  await sql`update invitations set revoked_at = '2026-11-30T00:00:00Z'`;
  expect(await noted()).toEqual([
    { id: 'completed', until: null },
    { id: 'invited', until: new Date('2026-11-30T00:00:00Z') },
  ]);
  const after = await places();
  expect(after[0]).toEqual(completed);
  expect(after[1]).not.toEqual(invited);
});
