/** `tingda import` as a person runs it, beside a process that runs the embedded database, and on a server. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { Process } from '../commands/process.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

describe.each(['a server', 'the embedded engine, beside the process that runs it'])('on %s', (where) => {
  const directory = temporaryDirectory();
  let database: Database;
  let env: Record<string, string>;
  beforeAll(async () => {
    const url = where === 'a server' ? await createDatabase() : undefined;
    env = {
      DATA_DIR: directory,
      ...(url && { DATABASE_URL: url, SECRET_KEY: 's'.repeat(32) }),
    };
    database = await connect({ databaseUrl: url, dataDir: directory });
    await migrate(database.sql);
  });
  afterAll(() => database.close());

  async function run(...args: string[]) {
    const command = new Process(['import', ...args], env);
    const code = await command.ended();
    return { code, out: command.out, err: command.err };
  }

  it('takes a file in, tells wrong rows by line, and leaves no file behind', async () => {
    const path = join(directory, 'people.csv');
    writeFileSync(path, '编号,姓名,手机号\n1,王芳,13800138000\n2,李强,12\n');
    const dry = await run('candidates', path, '--source', 'wms', '--country', 'CN', '--dry-run');
    expect(dry).toMatchObject({ code: 1 });
    expect(dry.out).toMatch(/checked, and nothing changed: 1 created, .* 1 failed/);
    expect(dry.err).toMatch(/^line 3, 手机号: /);
    expect(await database.sql`select 1 from candidates`).toEqual([]);
    const real = await run('candidates', path, '--source', 'wms', '--country', 'CN', '--json');
    expect(real.code).toBe(1);
    expect(JSON.parse(real.out)).toMatchObject({
      status: 'completed',
      rows: { done: 2, created: 1, failed: 1 },
      errors: [{ line: 3, column: '手机号', code: 'validation_failed' }],
    });
    writeFileSync(path, '编号,姓名\n1,王芳\n');
    expect(await run('candidates', path, '--source', 'wms')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('1 unchanged'),
    });
    expect(await database.sql`select 1 from import_files`).toEqual([]);
    mkdirSync(join(directory, 'media'), { recursive: true });
    const kept = readdirSync(join(directory, 'media'), { recursive: true }).map(String);
    expect(kept.filter((name) => name.includes('imp_'))).toEqual([]);
  });
});

it.each([
  ['a file that is not there', ['candidates', '/nowhere.csv'], /no file \/nowhere\.csv/],
  ['another kind', ['people', '/nowhere.csv'], /candidates/],
  ['columns that are not known', ['candidates', 'SALARY'], /salary is not a column here/],
])('says in one sentence what is wrong with %s', async (_what, args, expected) => {
  const directory = temporaryDirectory();
  const path = join(directory, 'salary.csv');
  writeFileSync(path, 'name,salary\nx,1\n');
  const env = { DATABASE_URL: await createDatabase(), SECRET_KEY: 's'.repeat(32), DATA_DIR: directory };
  const command = new Process(['import', ...args.map((one) => (one === 'SALARY' ? path : one))], env);
  expect(await command.ended()).toBe(1);
  expect(command.out).toBe('');
  expect(command.err.trim().split('\n')).toHaveLength(1);
  expect(command.err).toMatch(expected);
});
