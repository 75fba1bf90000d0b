import { afterAll, describe, expect, it } from 'vitest';
import { CRASH_POINTS, type CrashPoint } from '../../src/crash.ts';
import { waitUntil } from '../support/patience.ts';
import { audit, type Talk } from './books.ts';
import type { Crash, Stack } from './stack.ts';
import { Stacks } from './stacks.ts';
import { lines, newTalk, talkThrough } from './talk.ts';

/** Each point kills at these of its passings: the first contact, consent, the middle; by night at seven, and often. */
const PASSINGS = process.env.TINGDA_NIGHTLY ? Array.from({ length: 200 }, (_, i) => 1 + (i % 7)) : [1, 2, 5];
const SETTLED_WITHIN_MS = 60_000;
/** Those of requests, voices, links, assessments, steps and imports have tests of their own: once, voice, linking, assess, step, import.test.ts. */
const WRITTEN = CRASH_POINTS.filter((point) => !/^(?:once|media|link|assess|step|import)\./.test(point));
const CASES = WRITTEN.flatMap((point) => PASSINGS.map((passing) => ({ point, passing })));

/** What has to happen for a point to be passed at all. */
const preludes: Partial<Record<CrashPoint, CrashPoint>> = { 'sends.recovered': 'send.claimed' };

/** Each case is an interview of its own, in a process that has had others. */
const stacks = new Stacks();
afterAll(() => stacks.close());
let chats = 0;

describe('a process that is killed at a named point, and started again', () => {
  it.concurrent.each(CASES)(
    '$point, at passing $passing: nothing is lost, nothing happens twice',
    ({ point, passing }) =>
      stacks.use(async (stack) => {
        const prelude = preludes[point];
        const crashes: Crash[] = prelude ? [`${prelude}:${passing}`, `${point}:1`] : [`${point}:${passing}`];
        const talk = newTalk(stack, ++chats);
        const kills = await stack.killedAt('node', crashes, () => interview(stack, talk, point));
        await books(stack, talk, kills);
        expect(kills, `${point} was not passed`).toBe(crashes.length);
      }),
    120_000,
  );
});

async function interview(stack: Stack, talk: Talk, point: CrashPoint): Promise<void> {
  await talkThrough(stack, talk, lines(talk.user.id, 6), async () => {
    if (point === 'timers.fired') await firePause(stack, talk);
    if (point.startsWith('tell.')) await letHrSpeak(stack, talk);
  });
  await stack.settled(SETTLED_WITHIN_MS);
}

async function books(stack: Stack, talk: Talk, kills: number): Promise<void> {
  const { repeats, parked } = await audit(stack, [talk]);
  const [hr] = await stack.sql`
    select count(*) - count(distinct text) as twice from turns t join identities d using (conversation_id)
    where d.address = ${String(talk.user.id)} and speaker = 'hr'`;
  expect(hr?.twice, 'a person said the same twice').toBe('0');
  expect(repeats, 'a candidate read a line more often than there were crashes').toBeLessThanOrEqual(kills);
  expect(parked).toBe(0);
}

/** Lets the pause fall due, and waits until the sweep has made a message of it. */
async function firePause(stack: Stack, { user }: Talk): Promise<void> {
  const theirs = stack.sql`(select conversation_id from identities where address = ${String(user.id)})`;
  await stack.sql`update timers set due_at = now() where kind = 'pause' and conversation_id = ${theirs}`;
  const due = () => stack.sql`select 1 from timers where due_at <= now() and conversation_id = ${theirs}`;
  await waitUntil(async () => (await due()).length === 0, { timeout: SETTLED_WITHIN_MS, interval: 50 });
}

/** HR takes the chat over, says something and hands it back; whoever gets no answer asks again. */
async function letHrSpeak(stack: Stack, { user }: Talk): Promise<void> {
  const [interview] = await stack.sql<{ id: string; said: number }[]>`
    select v.id, (select count(*)::int from turns t where t.conversation_id = v.conversation_id and speaker = 'hr') as said
    from interviews v join identities d using (conversation_id) where d.address = ${String(user.id)}`;
  if (!interview) return;
  for (const [verb, body] of [
    ['takeover'],
    ['messages', { text: `我是招聘的小李（${interview.said}）` }],
    ['handback'],
  ] as const) {
    const key = { 'idempotency-key': `${user.id}-${verb}-${interview.said}` };
    const post = () =>
      stack.call('POST', `/v1/interviews/${interview.id}/${verb}`, body, key).catch(() => null);
    const answer = await waitUntil(post, { timeout: SETTLED_WITHIN_MS, interval: 50 });
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  }
}
