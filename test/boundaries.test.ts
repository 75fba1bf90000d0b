import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { brokenBoundaries } from '../scripts/boundaries.js';

const houses: string[] = [];
afterEach(() => {
  for (const house of houses.splice(0)) rmSync(house, { recursive: true });
});

/** A house of its own: each file imports what is listed, by the lines given. */
function house(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'tingda-house-'));
  houses.push(root);
  for (const [path, code] of Object.entries({ 'db/a.ts': `import '../src/types.ts';`, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), code);
  }
  return root;
}

const TYPES = { 'src/types.ts': 'export type A = 1;' };

it('lets arrows point downwards', async () => {
  const root = house({
    ...TYPES,
    'src/channels/sms.ts': `import type { A } from '../types.ts';\nexport const a: A = 1;`,
    'src/runtime.ts': `export const load = () => import('./channels/sms.ts');`,
  });
  expect(await brokenBoundaries(root)).toEqual([]);
});

it.each([
  [
    'a channel that imports the database',
    'src/channels/sms.ts',
    `import '../../db/a.ts';`,
    'floors-of-channels',
  ],
  [
    'a channel that only imports a type of it',
    'src/channels/sms.ts',
    `import type { A } from '../../db/a.ts';`,
    'floors-of-channels',
  ],
  [
    'a channel that loads it later',
    'src/channels/sms.ts',
    `export const a = () => import('../../db/a.ts');`,
    'floors-of-channels',
  ],
  [
    'a type that is passed on',
    'src/flows/a.ts',
    `export type { A } from '../../db/a.ts';`,
    'floors-of-flows',
  ],
  [
    'WeChat’s library outside of the process that holds its connection',
    'src/channels/wechat.ts',
    `import 'wechaty-grpc';`,
    'wechat-has-a-process-of-its-own',
  ],
  ['the API that calls the agent', 'src/api/a.ts', `import '../agent/a.ts';`, 'floors-of-api'],
  ['the API that calls speech', 'src/api/a.ts', `import '../speech/a.ts';`, 'floors-of-api'],
  ['a trade that knows another', 'src/speech/b.ts', `import '../agent/a.ts';`, 'floors-of-speech'],
  ['the database that knows the runtime', 'db/b.ts', `import '../src/runtime.ts';`, 'floors-of-db'],
  ['a pure flow with a clock or a file', 'src/flows/a.ts', `import 'node:fs';`, 'flows-are-pure'],
  ['SQL outside the database', 'src/api/a.ts', `import 'postgres';`, 'only-db-uses-postgres'],
  ['Redis outside the session', 'src/runtime.ts', `import 'ioredis';`, 'only-session-uses-ioredis'],
  ['a queue outside the session', 'src/conversation/a.ts', `import 'bullmq';`, 'only-session-uses-bullmq'],
  ['Telegram outside the channels', 'src/conversation/a.ts', `import 'grammy';`, 'only-channels-uses-grammy'],
  ['a room that nobody has drawn', 'src/shed/a.ts', `import '../types.ts';`, 'known-room'],
  ['a file that is not there', 'src/config.ts', `import './gone.ts';`, 'not-found'],
])('refuses %s', async (_what, path, code, rule) => {
  const root = house({
    ...TYPES,
    'src/agent/a.ts': `import '../types.ts';`,
    'src/speech/a.ts': `import '../types.ts';`,
    'src/runtime.ts': `import './types.ts';`,
    [path]: code,
  });
  expect((await brokenBoundaries(root)).map((line) => line.split(':')[0])).toContain(rule);
});

it('refuses a cycle', async () => {
  const root = house({ ...TYPES, 'src/api/a.ts': `import './b.ts';`, 'src/api/b.ts': `import './a.ts';` });
  expect(await brokenBoundaries(root)).toContain('no-cycle: src/api/a.ts → src/api/b.ts');
});

it('refuses a file that nothing belongs to', async () => {
  const root = house({ ...TYPES, 'src/alone.ts': 'export {};' });
  expect(await brokenBoundaries(root)).toContain('no-orphan: src/alone.ts → src/alone.ts');
});
