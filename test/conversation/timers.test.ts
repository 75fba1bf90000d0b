import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../../src/commands/terminal/talk.ts';
import { readConfig } from '../../src/config.ts';
import { seedOpenings } from '../../src/demo/seed.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import { embeddedDatabase } from '../support/embedded.ts';

const desk = new Desk('timers');
let now = '2026-03-02T00:00:00.000Z';
let running: Running;
beforeAll(async () => {
  running = await startNode(readConfig({ SECRET_KEY: 'timers are kept without any secret' }, []), {
    role: 'worker',
    database: await embeddedDatabase(),
    extraChannels: [desk.terminal],
    log: createLog('error', process.stderr),
    now: () => Date.parse(now),
  });
  await seedOpenings(running.runtime.sql);
});
afterAll(() => running.stop());

/** The timers of a person in Shanghai who begins an interview at this moment. */
async function timersOf(address: string): Promise<Record<string, string>> {
  const { sql } = running.runtime;
  const talk = desk.sit(running.runtime, address, 'zh', 0);
  for (const words of ['/start SORT01', '同意']) {
    await talk.say(words);
    await talk.settled();
  }
  const rows = await sql<{ kind: string; due_at: Date }[]>`
    select t.kind, t.due_at from timers t join identities i using (conversation_id) where i.address = ${address}`;
  return Object.fromEntries(rows.map((row) => [row.kind, row.due_at.toISOString()]));
}

it('nudges and expires after quiet hours, so that nothing held over the night is stale by morning', async () => {
  now = '2026-03-02T14:30:00.000Z'; // 22:30
  expect(await timersOf('late')).toEqual({
    pause: '2026-03-02T15:00:00.000Z',
    nudge: '2026-03-03T10:30:00.000Z',
    expire: '2026-03-10T00:00:00.000Z',
  });
  now = '2026-03-02T06:00:00.000Z'; // 14:00
  expect(await timersOf('noon')).toEqual({
    pause: '2026-03-02T06:30:00.000Z',
    nudge: '2026-03-03T02:00:00.000Z',
    expire: '2026-03-09T06:00:00.000Z',
  });
});
