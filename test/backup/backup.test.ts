/** Backups that were really restored: into another server's database, into the embedded engine and back, and worked on. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { tablesOf } from '../../db/backup.ts';
import { connect, type Database, type Sql } from '../../db/client.ts';
import { restoreBackup } from '../../src/backup/read.ts';
import { makeBackup } from '../../src/backup/write.ts';
import { TelegramEmulator } from '../../src/emulators/telegram.ts';
import { newId } from '../../src/ids.ts';
import { fileStore } from '../../src/media/store-file.ts';
import { candidate, startTestNode, type TestNode } from '../conversation/node.ts';
import { embeddedDirectory } from '../support/embedded.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

vi.setConfig({ testTimeout: 180_000 });

/** What `startTestNode` runs with. */
const SECRET = 'a secret of the tests, at least 32 long';
const room = temporaryDirectory();
const file = (name: string) => join(room, name);

let telegram: TelegramEmulator;
let node: TestNode;
let voices: ReturnType<typeof fileStore>;
beforeAll(async () => {
  telegram = await TelegramEmulator.start({ retryMs: 20 });
  const directory = join(room, 'media');
  voices = fileStore(directory);
  node = await startTestNode({ QUIET_HOURS: 'off', MEDIA_URL: pathToFileURL(directory).href }, {}, telegram);
});
afterAll(async () => {
  await node.stop();
  await telegram.stop();
});

const onServer = async () => {
  const databaseUrl = await createDatabase();
  return {
    databaseUrl,
    database: await connect({ databaseUrl, dataDir: '', connections: 1, idleInTransactionMs: 0 }),
  };
};
const onEmbedded = async () => connect({ databaseUrl: undefined, dataDir: embeddedDirectory() });
const restore = (database: Database, from: string, media = fileStore(temporaryDirectory())) =>
  restoreBackup({ database, media, secret: SECRET }, from);
const backUp = (sql: Sql, to: string, media = voices) => makeBackup({ sql, media, secret: SECRET }, to);

/** Each restore is written down itself: its rows, and all others. */
function apart(all: Record<string, string[]>) {
  const others = all.audit_log!.filter((row) => !row.includes(',command_line,restore,'));
  return { rows: { ...all, audit_log: others }, restores: all.audit_log!.length - others.length };
}

/** Rows by table, in an order, without what a restore counts anew. */
async function rows(sql: Sql): Promise<Record<string, string[]>> {
  const tables = await tablesOf(sql);
  const found: Record<string, string[]> = {};
  for (const { name, columns } of tables) {
    const anew = [
      'events.tx',
      'events.position',
      'webhook_endpoints.after_tx',
      'webhook_endpoints.after_position',
      'conversations.version',
      'conversations.lease_token',
      'conversations.lease_until',
    ];
    const same = columns.filter((column) => !anew.includes(`${name}.${column}`)).map((one) => `"${one}"`);
    const all = await sql.unsafe(`select row(${same.join(', ')})::text as r from "${name}"`);
    found[name] = all.map(({ r }) => r as string).toSorted();
  }
  return found;
}

/** A voice as its rows have it, with bytes of its own. */
async function voiceOf(who: { id: string }): Promise<{ id: string; bytes: Buffer }> {
  const [id, bytes] = [newId('med'), randomBytes(3000)];
  await voices.put(id, bytes, 'audio/amr');
  await node.runtime.sql`
    insert into media (id, conversation_id, inbox_seq, type, bytes)
    select ${id}, conversation_id, 1, 'audio/amr', ${bytes.length} from interviews where id = ${who.id}`;
  return { id, bytes };
}

it('goes to another server, through the embedded engine and back, and the interview ends there', async () => {
  const lin = await candidate(node);
  await lin.say('我在仓库做过两年分拣');
  const voice = await voiceOf(lin);
  const endpoint = { url: 'https://nobody.invalid/hook', events: ['*'] };
  const { body: hook } = await node.call('POST', '/v1/webhook_endpoints', endpoint);
  const key = (await node.call('POST', '/v1/keys', { name: 'ats', scopes: ['interviews:read'] })).body;
  await node.settled();
  const { sql } = node.runtime;
  // Written by a server that has come much further: numbers that another one will not reach for years, and in another order
  // than they were begun in.
  await sql`update events set tx = (900000000000 - position)::text::xid8`;
  const told = await sql<{ id: string }[]>`select id from events order by tx, position`;
  await sql`
    update webhook_endpoints set state = 'disabled',
      (after_tx, after_position) = (select tx, position from events order by tx, position offset 1 limit 1)
    where id = ${hook.id}`;
  const before = await rows(sql);
  const made = await backUp(sql, file('first'));
  expect(made).toMatchObject({ files: 1, missing: 0, rows: { turns: before.turns!.length } });
  expect(readFileSync(file('first')).includes('分拣')).toBe(false);

  const store = fileStore(temporaryDirectory());
  const there = await onEmbedded();
  await restore(there, file('first'), store);
  expect(apart(await rows(there.sql))).toEqual({ rows: before, restores: 1 });
  await backUp(there.sql, file('second'), store);
  await there.close();
  const again = await onEmbedded();
  await restore(again, file('second'), store);
  await backUp(again.sql, file('third'), store);
  await again.close();
  const home = await onServer();
  const last = fileStore(join(room, 'last'));
  const restored = await restore(home.database, file('third'), last);
  expect(restored).toMatchObject({ files: 1, erased: 0, parked: 0 });
  expect(apart(await rows(home.database.sql))).toEqual({ rows: before, restores: 3 });
  expect(Buffer.from((await last.read(voice.id, 0, 9999))!)).toEqual(voice.bytes);
  await home.database.close();

  const other = await startTestNode(
    {
      DATABASE_URL: home.databaseUrl,
      REDIS_URL: node.redisUrl,
      QUIET_HOURS: 'off',
      MEDIA_URL: pathToFileURL(join(room, 'last')).href,
      TELEGRAM_BOT_TOKEN: telegram.token,
    },
    {},
    telegram,
  );
  try {
    // The same key opens, the same feed goes on, and who had read up to the second event gets the third.
    const mine = { authorization: `Bearer ${key.key}` };
    expect((await other.call('GET', `/v1/interviews/${lin.id}`, undefined, mine)).status).toBe(200);
    const [, second] = told;
    const feed = async () =>
      (await other.call('GET', `/v1/events?after=${second!.id}&limit=100`)).body.data.map(({ id }) => id);
    await expect.poll(feed).toEqual(told.slice(2).map(({ id }) => id));
    for (let i = 0; i < 60; i++) {
      lin.user.send(i % 2 ? '没有了' : '跳过');
      if (/24小时内/.test((await lin.user.next()).text)) break;
    }
    expect((await other.call('GET', `/v1/interviews/${lin.id}`)).body).toMatchObject({ status: 'completed' });
    await expect.poll(async () => (await feed()).length).toBeGreaterThan(told.length - 2);
    expect((await feed()).slice(0, told.length - 2)).toEqual(told.slice(2).map(({ id }) => id));
    // Numbers go on behind the highest.
    await other.runtime.sql`update webhook_endpoints set state = 'active' where id = ${hook.id}`;
    const deliveries = () => other.runtime.sql<{ event: string }[]>`
      select event_id as event from webhook_deliveries where endpoint_id = ${hook.id} order by position`;
    await expect
      .poll(async () => (await deliveries()).slice(0, told.length - 2).map(({ event }) => event))
      .toEqual(told.slice(2).map(({ id }) => id));
  } finally {
    await other.stop();
  }
});
