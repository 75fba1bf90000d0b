/** After the interview, on the whole path: the decision in the chat, the promise of a day, an appeal. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../src/auth/keys.ts';
import { sweep } from '../../src/conversation/sweep.ts';
import { quietNow } from '../support/quiet.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ QUIET_HOURS: 'off' });
});
afterAll(() => node.stop());

/** Somebody whose interview has come to its end. */
async function finished(at = node) {
  const person = await candidate(at);
  for (let i = 0; i < 60; i++) {
    const line = await person.say(i % 2 ? '没有了' : '跳过');
    if (/24小时内/.test(line)) break;
  }
  const { body } = await at.call('GET', `/v1/interviews/${person.id}`);
  expect(body.status).toBe('completed');
  return { ...person, application: body.application_id as string };
}

async function person(): Promise<Record<string, string>> {
  const made = { name: 'hr', scopes: ['decisions:write'] as const, expiresAt: null };
  return { authorization: `Bearer ${(await createKey(node.runtime.sql, made)).key}` };
}
const decide = (id: string, outcome: string, hr?: Record<string, string>) =>
  node.call('POST', `/v1/applications/${id}/decision`, { outcome, reason: 'read it all' }, hr);
const ticketsOf = async (interview: string) =>
  (await node.call('GET', `/v1/tickets?interview_id=${interview}`)).body.data.map(({ kind }) => kind);
const stageOf = async (id: string) => (await node.call('GET', `/v1/applications/${id}`)).body.stage;

it('is told in the chat, stands among the turns and on the timeline, and status tells the same', async () => {
  const { user, say, id, application } = await finished();
  expect((await decide(application, 'advance')).status).toBe(201);
  expect((await user.next()).text).toMatch(/好消息.*下一步/s);
  const { body } = await node.call('GET', `/v1/interviews/${id}/turns?limit=100`);
  expect(body.data.at(-1)).toMatchObject({ from: 'bot', text: expect.stringContaining('好消息') });
  expect(await say('进度')).toMatch(/下一步/);
  const { data } = (await node.call('GET', `/v1/applications/${application}/timeline?limit=100`)).body;
  expect(data.map(({ type }) => type)).toContain('decision.recorded');
});

it('a decline is taken issue with, looked at by somebody else, and decided anew', async () => {
  const { user, say, id, application } = await finished();
  const [first, second] = [await person(), await person()];
  await decide(application, 'decline', first);
  expect((await user.next()).text).toMatch(/这次没有继续.*申诉/s);
  expect(await say('我要申诉，我其实上过两年夜班')).toMatch(/另一位/);
  expect(await ticketsOf(id)).toContain('appeal');
  const back = { from_stage: 'declined', to_stage: 'reviewing', reason: 'appeal' };
  expect((await node.call('POST', `/v1/applications/${application}/stage_moves`, back)).status).toBe(201);
  expect((await decide(application, 'decline', first)).status).toBe(409);
  expect((await decide(application, 'advance', second)).status).toBe(201);
  expect((await user.next()).text).toMatch(/好消息/);
});

it('by a move to declined it is told like any other, once, and can be taken issue with', async () => {
  const { user, say, id, application } = await finished();
  await decide(application, 'advance');
  await user.next();
  const heard = user.received.length;
  const move = { from_stage: 'advanced', to_stage: 'declined', reason: 'found somebody else' };
  expect((await node.call('POST', `/v1/applications/${application}/stage_moves`, move)).status).toBe(201);
  expect((await user.next()).text).toMatch(/这次没有继续.*申诉/s);
  await node.settled();
  expect(user.received).toHaveLength(heard + 1);
  expect(await say('申诉，我一直在等通知')).toMatch(/另一位/);
  expect(await ticketsOf(id)).toContain('appeal');
});

it.each([
  ['closed', /不招人了/],
  ['withdrawn', /按撤回处理/],
] as const)('who has finished and is moved to %s hears it, once', async (to_stage, says) => {
  const { user, application } = await finished();
  const heard = user.received.length;
  const move = { from_stage: 'reviewing', to_stage, reason: 'x' };
  expect((await node.call('POST', `/v1/applications/${application}/stage_moves`, move)).status).toBe(201);
  expect((await user.next()).text).toMatch(says);
  await node.settled();
  expect(user.received).toHaveLength(heard + 1);
});

it('the day that was promised for the next step is kept by a clock, unless a person has written meanwhile', async () => {
  const { user, id, application } = await finished();
  const promise = async () => {
    const next_step_by = new Date(Date.now() + 3_600_000).toISOString();
    const body = { outcome: 'advance', reason: 'good', next_step_by };
    expect((await node.call('POST', `/v1/applications/${application}/decision`, body)).status).toBe(201);
    await user.next();
  };
  await promise();
  await later(application, 2);
  expect((await user.next()).text).toMatch(/还没有安排好/);
  expect(await ticketsOf(id)).toContain('undecided');
  const back = { from_stage: 'advanced', to_stage: 'reviewing', reason: null };
  await node.call('POST', `/v1/applications/${application}/stage_moves`, back);
  await promise();
  await node.call('POST', `/v1/interviews/${id}/takeover`);
  await node.call('POST', `/v1/interviews/${id}/messages`, { text: '周五来办手续' });
  await user.next();
  await node.call('POST', `/v1/interviews/${id}/handback`);
  await node.settled();
  const heard = user.received.length;
  await later(application, 2);
  await expect.poll(() => clocksOf(application)).not.toContain('next_step');
  await node.settled();
  expect(user.received).toHaveLength(heard);
});

/** So many hours later, as far as the clocks of this application go. */
const later = (application: string, hours: number, at = node) => at.runtime.sql`
  update deadlines set due_at = due_at - ${hours} * interval '1 hour' where application_id = ${application}`;
const clocksOf = async (application: string) =>
  (
    await node.runtime.sql`select kind from deadlines where application_id = ${application} order by kind`
  ).map(({ kind }) => kind);

it('HR is warned before the day is over, the candidate is told at its end, and again later', async () => {
  const { user, id, application } = await finished();
  await later(application, 19);
  await sweep(node.runtime, async () => {});
  expect(await clocksOf(application)).toEqual(['decision', 'decision_warning']);
  await later(application, 2);
  await expect.poll(() => ticketsOf(id)).toContain('undecided');
  expect(await clocksOf(application)).toEqual(['decision']);
  await later(application, 4);
  expect((await user.next()).text).toMatch(/还在看.*前会再告诉你/s);
  await later(application, 73);
  expect((await user.next()).text).toMatch(/还在看/);
  await decide(application, 'decline');
  expect((await user.next()).text).toMatch(/这次没有继续/);
  await later(application, 73);
  await expect.poll(() => clocksOf(application)).toEqual([]);
  await node.settled();
  expect(user.received.at(-1)?.text).toMatch(/这次没有继续/);
});

it('the promise of a day holds also while people have put a finished interview back', async () => {
  const { user, application } = await finished();
  const move = { from_stage: 'reviewing', to_stage: 'interviewing', reason: 'one more talk' };
  expect((await node.call('POST', `/v1/applications/${application}/stage_moves`, move)).status).toBe(201);
  await later(application, 25);
  expect((await user.next()).text).toMatch(/还在看.*前会再告诉你/s);
  expect(await clocksOf(application)).toContain('decision');
});

it('one who asked us to stop hears nothing, and HR is told so', async () => {
  const { user, say, id, application } = await finished();
  await say('退订');
  const heard = user.received.length;
  await decide(application, 'advance');
  await expect.poll(() => ticketsOf(id)).toContain('untold');
  expect(await stageOf(application)).toBe('advanced');
  await node.settled();
  expect(user.received).toHaveLength(heard);
});

it('what waits for the morning and is overtaken is not said beside it', async () => {
  const quiet = await startTestNode({ QUIET_HOURS: quietNow() });
  try {
    const { application, id } = await finished(quiet);
    const waiting = async () =>
      (
        await quiet.runtime.sql<{ text: string; state: string }[]>`
          select o.content->>'text' as text, o.state from outbox o join turns t
            on t.conversation_id = o.conversation_id and t.seq = o.turn_seq
          where t.interview_id = ${id} and o.category = 'notice' order by o.seq`
      ).map(({ text, state }) => [/还在看/.test(text) ? 'not yet' : 'decided', state]);
    await later(application, 25, quiet);
    await expect.poll(waiting).toEqual([['not yet', 'pending']]);
    await quiet.call('POST', `/v1/applications/${application}/decision`, {
      outcome: 'decline',
      reason: 'read',
    });
    await expect.poll(waiting).toEqual([
      ['not yet', 'dropped'],
      ['decided', 'pending'],
    ]);
  } finally {
    await quiet.stop();
  }
});
