/** What a process prints that ends because of something that nobody expected: where and what kind, and nobody's words. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { embeddedDirectory } from '../support/embedded.ts';
import { freePort, temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';
import { Process } from './process.ts';

/** As postgres.js throws, with what a person said in every part of it. */
const FAULT = `Object.assign(new RangeError('kanarie said\\n    at kanarie (file:///kanarie)', {
  cause: Object.assign(new Error('kanarie'), { code: '22P02' }),
}), { code: '23505', detail: 'Key (phone)=(kanarie)', query: 'kanarie', parameters: ['kanarie'] })`;

/** Loaded into the process before anything of ours: it fails when it is told to. From a file, whose name is in every frame. */
function loaded(throwing: string): string {
  const file = join(temporaryDirectory(), 'fault.mjs');
  writeFileSync(file, `process.on('SIGUSR2', () => { ${throwing} })`);
  return `--import ${file}`;
}

it.each([
  ['that was thrown', `throw ${FAULT}`],
  ['that nobody waits for', `void Promise.reject(${FAULT})`],
  ['that is no error', `throw 'kanarie'`],
])('an error %s', async (_name, throwing) => {
  const process = new Process(['start'], {
    DATA_DIR: embeddedDirectory(),
    PORT: String(await freePort()),
    LOG_LEVEL: 'trace',
    NODE_OPTIONS: loaded(throwing),
  });
  await process.says(/Tingda is ready/);
  process.signal('SIGUSR2');
  expect(await process.ended()).toBe(1);
  expect(process.err).toMatch(/nobody expected ended this process/);
  if (throwing.includes('RangeError')) expect(process.err).toMatch(/RangeError.*23505.*22P02/);
  expect(process.out + process.err).not.toContain('kanarie');
});

it('a command that the database refuses names its code, not the row that it quotes', async () => {
  const url = await createDatabase();
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`
    create function refuse() returns trigger language plpgsql as $$ begin
      raise exception 'it says kanarie' using detail = 'kanarie', errcode = '22023';
    end $$`;
  await sql`create trigger refuses before insert on api_keys for each row execute function refuse()`;
  await sql.end();
  const process = new Process(['keys', 'create', '--name', 'ats', '--scopes', 'admin'], {
    DATABASE_URL: url,
    SECRET_KEY: 'a secret of the tests, at least 32 long',
    LOG_LEVEL: 'debug',
  });
  expect(await process.ended()).toBe(1);
  expect(process.err).toMatch(/the database refused something \(22023\)/);
  expect(process.out + process.err).not.toContain('kanarie');
});
