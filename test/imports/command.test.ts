/** `tingda import` as a person runs it, beside a process that runs the embedded database. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { Process } from '../commands/process.ts';
import { temporaryDirectory } from '../support/server.ts';

const directory = temporaryDirectory();
const env = { DATA_DIR: directory };
let database: Database;
beforeAll(async () => {
  database = await connect({ databaseUrl: undefined, dataDir: directory });
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

it.each([
  ['a file that is not there', '/nowhere.csv', /no file \/nowhere\.csv/],
  ['columns that are not known', join(directory, 'salary.csv'), /salary is not a column here/],
])('says in one sentence what is wrong with %s', async (_what, path, expected) => {
  writeFileSync(join(directory, 'salary.csv'), 'name,salary\nx,1\n');
  const { code, out, err } = await run('candidates', path);
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
  expect(err).toMatch(expected);
});
