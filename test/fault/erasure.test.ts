/** An erasure, with the process killed between every two steps: it is finished, and nothing is said after it. */
import { describe, expect, it, vi } from 'vitest';
import type { CrashPoint } from '../../src/crash.ts';
import { dumpRedis, dumpTables } from '../support/dump.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';
import { CODE, Stack } from './stack.ts';

const POINTS: CrashPoint[] = [
  'tell.stored',
  'tell.committed',
  'drain.leased',
  'turn.before_commit',
  'turn.committed',
  'session.saved',
];
/** A lease has to run out, and the machine may be busy. */
const PATIENCE_MS = 30_000;
const WORD = '鸿雁仓库kanarie';

describe('a process that is killed while it erases somebody', () => {
  it.concurrent.each(POINTS)(
    'at %s: nothing of them is left, once, and the same address is somebody new',
    async (point) => {
      const redisUrl = await redisDatabase();
      const stack = await Stack.open({ databaseUrl: await createDatabase(), redisUrl });
      try {
        await stack.launch('node', 'all');
        const { sql } = stack;
        const user = stack.telegram.user(77_123_456_789, { first_name: WORD, language_code: 'zh-hans' });
        for (const line of [`/start ${CODE}`, '同意', `我在${WORD}做过两年，每晚一千件。`]) {
          user.send(line);
          await user.next(PATIENCE_MS);
        }
        await stack.settled(10_000);
        const [person] = await sql<{ id: string }[]>`select id from candidates`;
        const [talk] = await sql<{ id: string }[]>`select id from conversations`;
        const left = async () =>
          [...(await dumpTables(sql)).values(), await dumpRedis(redisUrl)].filter(
            (text) => text.includes(WORD) || text.includes(String(user.id)),
          ).length;
        expect(await left()).toBeGreaterThan(3);
        await stack.kill('node');
        await stack.launch('node', 'all', { crashAt: `${point}:1` });

        const erase = () => stack.call('DELETE', `/v1/candidates/${person!.id}`).catch(() => null);
        await erase();
        expect(await stack.death('node')).toBe('SIGKILL');
        const read = user.received.length;
        await stack.launch('node', 'all');
        // Who got no answer asks again, until it is said to be done.
        await vi.waitUntil(async () => (await erase())?.status === 204, {
          timeout: PATIENCE_MS,
          interval: 100,
        });
        await stack.settled(PATIENCE_MS);
        expect(await left()).toBe(0);
        expect(await dumpRedis(redisUrl)).not.toContain(`s:${talk!.id}`);
        const [row] = await sql`
          select (select count(*)::int from erasures) as erasures,
            (select stage from applications) as stage, (select status from interviews) as status,
            (select count(*)::int from events where data->>'to_stage' = 'withdrawn') as moves`;
        expect(row).toEqual({ erasures: 1, stage: 'withdrawn', status: 'withdrawn', moves: 1 });
        expect(user.received.length).toBe(read);

        user.send(`/start ${CODE}`);
        expect((await user.next(PATIENCE_MS)).text).toContain('AI');
        expect(await sql`select 1 from candidates`).toHaveLength(2);
      } finally {
        await stack.close();
      }
    },
    120_000,
  );
});
