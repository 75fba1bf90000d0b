/** An erasure, with the process killed between every two steps: it is finished, and nothing is said after it. */
import { afterAll, describe, expect, it } from 'vitest';
import type { CrashPoint } from '../../src/crash.ts';
import { dumpRedis, dumpTables } from '../support/dump.ts';
import { waitUntil } from '../support/patience.ts';
import { CODE } from './stack.ts';
import { Stacks } from './stacks.ts';

const POINTS: CrashPoint[] = [
  'tell.stored',
  'tell.committed',
  'drain.leased',
  'turn.before_commit',
  'turn.committed',
  'session.saved',
];
/** A lease has to run out, and the machine may be busy. */
const PATIENCE_MS = 60_000;

const stacks = new Stacks();
afterAll(() => stacks.close());
let people = 0;

describe('a process that is killed while it erases somebody', () => {
  it.concurrent.each(POINTS)(
    'at %s: nothing of them is left, once, and the same address is somebody new',
    (point) =>
      stacks.use(async (stack) => {
        const { sql } = stack;
        const redisUrl = stack.options.redisUrl!;
        const word = `鸿雁仓库kanarie${++people}`;
        const user = stack.telegram.user(77_123_456_789 + people, {
          first_name: word,
          language_code: 'zh-hans',
        });
        for (const line of [`/start ${CODE}`, '同意', `我在${word}做过两年，每晚一千件。`]) {
          user.send(line);
          await user.next(PATIENCE_MS);
        }
        await stack.settled(PATIENCE_MS);
        const behindAddress = () => sql<{ person: string; talk: string }[]>`
          select c.candidate_id as person, c.id as talk from conversations c
          join identities d on d.conversation_id = c.id where d.address = ${String(user.id)}`;
        const [behind] = await behindAddress();
        const { person, talk } = behind!;
        const left = async () =>
          [...(await dumpTables(sql)).values(), await dumpRedis(redisUrl)].filter(
            (text) => text.includes(word) || text.includes(String(user.id)),
          ).length;
        expect(await left()).toBeGreaterThan(3);
        stack.arm('node', `${point}:1`);

        const erase = () => stack.call('DELETE', `/v1/candidates/${person}`).catch(() => null);
        await erase();
        expect(await stack.death('node')).toBe('SIGKILL');
        const read = user.received.length;
        await stack.launch('node', 'all');
        // Who got no answer asks again, until it is said to be done.
        await waitUntil(async () => (await erase())?.status === 204, {
          timeout: PATIENCE_MS,
          interval: 100,
        });
        await stack.settled(PATIENCE_MS);
        expect(await left()).toBe(0);
        expect(await dumpRedis(redisUrl)).not.toContain(`s:${talk}`);
        const [row] = await sql`
          select (select count(*)::int from erasures where candidate_id = ${person}) as erasures,
            a.stage, v.status,
            (select count(*)::int from events where application_id = a.id and data->>'to_stage' = 'withdrawn') as moves
          from applications a left join interviews v on v.application_id = a.id where a.candidate_id = ${person}`;
        expect(row).toEqual({ erasures: 1, stage: 'withdrawn', status: 'withdrawn', moves: 1 });
        expect(user.received.length).toBe(read);

        user.send(`/start ${CODE}`);
        expect((await user.next(PATIENCE_MS)).text).toContain('AI');
        expect((await behindAddress()).map((now) => now.person === person)).toEqual([false]);
      }),
    120_000,
  );
});
