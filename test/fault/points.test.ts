import { describe, expect, it, vi } from 'vitest';
import { CRASH_POINTS, type CrashPoint } from '../../src/crash.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';
import { audit } from './books.ts';
import { Stack } from './stack.ts';
import { lines, newTalk, talkThrough } from './talk.ts';

/** Each point kills at these of its passings: the first contact, consent, the middle; by night at seven, and often. */
const PASSINGS = process.env.TINGDA_NIGHTLY ? Array.from({ length: 200 }, (_, i) => 1 + (i % 7)) : [1, 2, 5];
const SETTLED_WITHIN_MS = 60_000;
/** Those of voices, of links and of assessments have tests of their own: voice.test.ts, linking.test.ts, assess.test.ts. */
const WRITTEN = CRASH_POINTS.filter((point) => !/^(?:media|link|assess)\./.test(point));
const CASES = WRITTEN.flatMap((point) => PASSINGS.map((passing) => ({ point, passing })));

/** What has to happen for a point to be passed at all. */
const preludes: Partial<Record<CrashPoint, CrashPoint>> = { 'sends.recovered': 'send.claimed' };

describe('a process that is killed at a named point, and started again', () => {
  it.concurrent.each(CASES)(
    '$point, at passing $passing: nothing is lost, nothing happens twice',
    async (crash) => {
      const stack = await Stack.open({
        databaseUrl: await createDatabase(),
        redisUrl: await redisDatabase(),
      });
      try {
        const kills = await killAt(stack, crash.point, crash.passing);
        const prelude = preludes[crash.point] ? 1 : 0;
        expect(kills, `${crash.point} was not passed`).toBe(1 + prelude);
      } finally {
        await stack.close();
      }
    },
    120_000,
  );
});

/** Plays an interview over a process that dies once (after its prelude), audits it; returns how often it died. */
async function killAt(stack: Stack, point: CrashPoint, passing: number): Promise<number> {
  const prelude = preludes[point];
  const launches: (`${CrashPoint}:${number}` | undefined)[] = prelude
    ? [`${prelude}:${passing}`, `${point}:1`]
    : [`${point}:${passing}`];
  let kills = 0;
  let over = false;
  const finished = Promise.withResolvers<null>();
  const keeper = (async () => {
    while (!over) {
      await stack.launch('node', 'all', { crashAt: launches[kills] });
      if ((await Promise.race([stack.death('node'), finished.promise])) === 'SIGKILL') kills += 1;
    }
  })();
  const talk = newTalk(stack, 1);
  await talkThrough(stack, talk, lines(1, 6), async () => {
    if (point === 'timers.fired') await firePause(stack);
    if (point.startsWith('tell.')) await letHrSpeak(stack);
  });
  await stack.settled(SETTLED_WITHIN_MS);
  over = true;
  finished.resolve(null);
  await keeper;
  const { repeats, parked } = await audit(stack, [talk]);
  const [hr] =
    await stack.sql`select count(*) - count(distinct text) as twice from turns where speaker = 'hr'`;
  expect(hr?.twice, 'a person said the same twice').toBe('0');
  expect(repeats, 'a candidate read a line more often than there were crashes').toBeLessThanOrEqual(kills);
  expect(parked).toBe(0);
  return kills;
}

/** Lets the pause fall due, and waits until the sweep has made a message of it. */
async function firePause(stack: Stack): Promise<void> {
  await stack.sql`update timers set due_at = now() where kind = 'pause'`;
  await vi.waitUntil(async () => (await stack.sql`select 1 from timers where due_at <= now()`).length === 0, {
    timeout: SETTLED_WITHIN_MS,
    interval: 50,
  });
}

/** HR takes the chat over, says something and hands it back; whoever gets no answer asks again. */
async function letHrSpeak(stack: Stack): Promise<void> {
  const [interview] = await stack.sql<{ id: string }[]>`select id from interviews`;
  if (!interview) return;
  const n = (await stack.sql`select 1 from turns where speaker = 'hr'`).length;
  for (const [verb, body] of [
    ['takeover'],
    ['messages', { text: `我是招聘的小李（${n}）` }],
    ['handback'],
  ] as const) {
    const key = { 'idempotency-key': `${verb}-${n}` };
    const post = () =>
      stack.call('POST', `/v1/interviews/${interview.id}/${verb}`, body, key).catch(() => null);
    const answer = await vi.waitUntil(post, { timeout: SETTLED_WITHIN_MS, interval: 50 });
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  }
}
