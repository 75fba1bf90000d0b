import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { person, write } from '../db/support.ts';
import { embeddedDirectory } from '../support/embedded.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';
import { Process } from './process.ts';

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
  expect(refused.err).toMatch(/^The database is in use; nothing was restored\..*\n$/);
  await write(running.sql, await person(running.sql), 'since');
  await running.close();
  expect(await tingda(env, 'restore', file, '--replace')).toMatchObject({ code: 0 });

  // Moved to a server: by the secret that was its own.
  const secret = readFileSync(join(directory, 'secret'), 'utf8');
  const server = { DATABASE_URL: await createDatabase(), DATA_DIR: temporaryDirectory() };
  expect(await tingda({ ...server, SECRET_KEY: secret }, 'restore', file)).toMatchObject({
    code: 0,
    err: '',
  });
  for (const place of [{ databaseUrl: server.DATABASE_URL }, { databaseUrl: undefined }]) {
    const database = await connect({ ...place, dataDir: directory });
    expect(await database.sql`select content->>'text' as text from inbox`).toEqual([{ text: 'kept' }]);
    await database.close();
  }
  // Into a directory in which nobody has been: the secret that was given is its own from then on.
  const fresh = join(temporaryDirectory(), 'fresh');
  mkdirSync(fresh);
  expect(await tingda({ DATA_DIR: fresh, SECRET_KEY: secret }, 'restore', file)).toMatchObject({
    code: 0,
    err: '',
  });
  expect(readFileSync(join(fresh, 'secret'), 'utf8')).toBe(secret);
});
