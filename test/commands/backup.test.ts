import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';
import { connect } from '../../db/client.ts';
import { revokeKey } from '../../db/keys.ts';
import { insertUser, setPassword, setSecrets } from '../../db/users.ts';
import { changeKey, createKey } from '../../src/auth/keys.ts';
import { newId } from '../../src/ids.ts';
import { fileStore } from '../../src/media/store-file.ts';
import { person, write } from '../db/support.ts';
import { embeddedDirectory } from '../support/embedded.ts';
import { waitFor, waitUntil } from '../support/patience.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';
import { Process } from './process.ts';

// Each starts a dozen processes.
vi.setConfig({ testTimeout: 180_000 });

async function tingda(env: Record<string, string>, ...args: string[]) {
  const command = new Process(args, env);
  return { code: await command.ended(), out: command.out, err: command.err };
}

it('backs the embedded engine up beside the process that runs it, and restores it where nobody is at work', async () => {
  const directory = embeddedDirectory();
  const file = join(temporaryDirectory(), 'backup');
  const env = { DATA_DIR: directory };
  const running = await connect({ databaseUrl: undefined, dataDir: directory });
  await write(running.sql, await person(running.sql), 'kept');
  const made = await tingda(env, 'backup', file, '--json');
  expect(made).toMatchObject({ code: 0 });
  expect(JSON.parse(made.out)).toMatchObject({ rows: { inbox: 1, candidates: 1 }, files: 0 });
  const refused = await tingda(env, 'restore', file);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/^The database is in use; nothing was restored, .*\n$/);
  await write(running.sql, await person(running.sql), 'since');
  await running.close();
  // It went on from the backup: there is nothing that it does not know.
  expect(await tingda(env, 'restore', file, '--replace')).toMatchObject({ code: 0, err: '' });

  // Moved to a server: by the secret that was its own.
  const secret = readFileSync(join(directory, 'secret'), 'utf8');
  const server = { DATABASE_URL: await createDatabase(), DATA_DIR: temporaryDirectory() };
  const moved = await tingda({ ...server, SECRET_KEY: secret }, 'restore', file);
  expect(moved).toMatchObject({ code: 0 });
  // Nobody here can know that nothing ran since.
  expect(moved.err).toMatch(
    /^WARNING: nobody here knows who was erased, said STOP or was shut out after .*tingda restore --erasures FILE.*\n注意：.*这些人已随备份恢复.*\n$/s,
  );
  for (const place of [{ databaseUrl: server.DATABASE_URL }, { databaseUrl: undefined }]) {
    const database = await connect({ ...place, dataDir: directory });
    expect(await database.sql`select content->>'text' as text from inbox`).toEqual([{ text: 'kept' }]);
    await database.close();
  }
  // Into a directory in which nobody has been: the secret that was given is its own from then on.
  const fresh = join(temporaryDirectory(), 'fresh');
  mkdirSync(fresh);
  expect(await tingda({ DATA_DIR: fresh, SECRET_KEY: secret }, 'restore', file)).toMatchObject({ code: 0 });
  expect(readFileSync(join(fresh, 'secret'), 'utf8')).toBe(secret);
});

it('a restore that is killed has done nothing, and is run again', async () => {
  const [room, files] = [temporaryDirectory(), temporaryDirectory()];
  const file = join(room, 'backup');
  const SECRET_KEY = 'a secret of the tests, at least 32 long';
  const env = (url: string, media: string) => ({
    DATABASE_URL: url,
    DATA_DIR: room,
    SECRET_KEY,
    MEDIA_URL: pathToFileURL(media).href,
  });
  const [from, to] = [await createDatabase(), await createDatabase()];
  const source = await connect({ databaseUrl: from, dataDir: '' });
  const who = await person(source.sql);
  const store = fileStore(files);
  for (let i = 0; i < 1000; i++) {
    const id = newId('med');
    await source.sql`
      insert into media (id, conversation_id, inbox_seq, type, bytes) values (${id}, ${who.conversationId}, 1, 'audio/amr', 9)`;
    await store.put(id, Buffer.alloc(2000, id), 'audio/amr');
  }
  await source.close();
  expect(await tingda(env(from, files), 'backup', file)).toMatchObject({ code: 0 });

  const before = await connect({ databaseUrl: to, dataDir: '' });
  await write(before.sql, await person(before.sql), 'what was here');
  await before.close();
  const there = temporaryDirectory();
  const put = () =>
    readdirSync(there, { recursive: true }).filter((name) => /med_\w{25}$/.test(String(name))).length;
  const killed = new Process(['restore', file, '--replace'], env(to, there));
  await waitUntil(() => put() > 0, { interval: 2 });
  killed.signal('SIGKILL');
  expect(await killed.ended()).toBeNull();
  expect(put()).toBeLessThan(1000);
  const after = await connect({ databaseUrl: to, dataDir: '' });
  expect(await after.sql`select content->>'text' as text from inbox`).toEqual([{ text: 'what was here' }]);
  await after.close();
  await waitFor(async () =>
    expect(await tingda(env(to, there), 'restore', file, '--replace')).toMatchObject({ code: 0 }),
  );
  expect(put()).toBe(1000);
});

it('the record of erasures is written over, and applied to what was restored without it', async () => {
  const [room, directory] = [temporaryDirectory(), embeddedDirectory()];
  const [file, record] = [join(room, 'backup'), join(room, 'record')];
  const env = { DATA_DIR: directory };
  expect(await tingda(env, 'backup')).toMatchObject({ code: 1, err: expect.stringMatching(/needs a file/) });
  expect(await tingda(env, 'restore')).toMatchObject({ code: 1, err: expect.stringMatching(/needs a file/) });
  const running = await connect({ databaseUrl: undefined, dataDir: directory });
  const who = await person(running.sql);
  const leaked = await createKey(running.sql, { name: 'leaked', scopes: ['admin'], expiresAt: null });
  const turned = await createKey(running.sql, { name: 'turned', scopes: ['admin'], expiresAt: null });
  const li = (await insertUser(running.sql, { email: 'li@example.com', role: 'owner', by: 'test' }))!;
  await setSecrets(running.sql, li.id, { password: 'one', totp: Buffer.alloc(8), step: 1 });
  expect(await tingda(env, 'backup', file, '--erasures', record)).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /record: 0 erasures, 0 STOPs, 0 legal holds, 0 keys revoked or rotated, 1 people of HR\. 已记录。\n$/,
    ),
  });
  await running.sql`update identities set state = 'closed' where id = ${who.identityId}`;
  await revokeKey(running.sql, leaked.id);
  await changeKey(running.sql, turned.id, 0, 'key_x');
  await setPassword(running.sql, li.id, 'another');
  const again = await tingda(env, 'backup', '--erasures', record, '--json');
  expect(JSON.parse(again.out)).toMatchObject({ record: { erasures: 0, stops: 1, holds: 0, keys: 2 } });
  await running.close();

  const secret = readFileSync(join(directory, 'secret'), 'utf8');
  const server = {
    DATABASE_URL: await createDatabase(),
    DATA_DIR: temporaryDirectory(),
    SECRET_KEY: secret,
  };
  expect(await tingda(server, 'restore', file)).toMatchObject({ code: 0 });
  const applied = await tingda(server, 'restore', '--erasures', record);
  expect(applied).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /1 addresses had said STOP, and are closed again\..*\n1 keys had been revoked, .*已再次吊销。\n/,
    ),
    err: '',
  });
  // What is to be looked at is named, and only that.
  expect(applied.out).toContain(`are revoked, make others: ${turned.id}. `);
  expect(applied.out).not.toContain(leaked.id);
  // As the command that lets them in again wants it: when all owners begin anew, nobody can look anybody up.
  expect(applied.out).toContain('(`tingda users invite EMAIL --role ROLE`): li@example.com (owner). ');
  const withIt = await tingda(server, 'restore', file, '--erasures', record, '--replace');
  expect(withIt).toMatchObject({ code: 0, err: '' });
  expect(withIt.out).toMatch(/2 keys had been revoked/);
  const json = await tingda(server, 'restore', '--erasures', record, '--json');
  expect(JSON.parse(json.out)).toMatchObject({ shutOut: { anew: [] } });
  expect(json.out).not.toContain('li@example.com');
  expect(await tingda(server, 'users', 'invite', 'li@example.com', '--role', 'owner')).toMatchObject({
    code: 0,
  });
  expect(withIt.out).toMatch(/Everybody of HR signs in anew.*HR 须重新登录/);
});
