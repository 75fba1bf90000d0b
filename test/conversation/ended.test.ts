/** HR ends an application while its interview goes on: the chat hears of it, by the inbox, once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { candidate, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ QUIET_HOURS: 'off' });
});
afterAll(() => node.stop());

async function interviewOf(user: { id: number }) {
  const [row] = await node.runtime.sql<
    { id: string; application_id: string; status: string; stage: string }[]
  >`
    select i.id, i.application_id, i.status, a.stage from interviews i
    join applications a on a.id = i.application_id
    join identities d on d.conversation_id = i.conversation_id where d.address = ${String(user.id)}`;
  return row!;
}

const move = (id: string, from: string, to: string, reason = 'not for us') =>
  node.call('POST', `/v1/applications/${id}/stage_moves`, { from_stage: from, to_stage: to, reason });

it('stops asking, and tells the candidate kindly', async () => {
  const { user } = await candidate(node);
  const { application_id: application } = await interviewOf(user);
  expect((await move(application, 'interviewing', 'declined')).status).toBe(201);
  expect((await user.next()).text).toMatch(/这次没有继续.*申诉/s);
  expect(await interviewOf(user)).toMatchObject({ status: 'expired', stage: 'declined' });
  user.send('我还做过两年理货');
  expect((await user.next()).text).not.toMatch(/[？?]/);
  const events = await node.call('GET', `/v1/events?application_id=${application}&type=stage.changed`);
  expect(events.body.data.at(-1)).toMatchObject({ data: { to_stage: 'declined' } });
});

it('of two people who end it at once one is too late, and the candidate hears one word', async () => {
  const { user } = await candidate(node);
  const { application_id: application } = await interviewOf(user);
  const answers = await Promise.all([
    move(application, 'interviewing', 'closed'),
    move(application, 'interviewing', 'withdrawn'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  await user.next();
  user.send('进度');
  await user.next();
  expect(user.received.filter(({ text }) => /就到这里/.test(text))).toHaveLength(1);
});

it('does not get in the way of an answer that is taken up in the same moment', async () => {
  for (let round = 0; round < 5; round++) {
    const { user } = await candidate(node);
    const { application_id: application } = await interviewOf(user);
    user.send('我去年在菜鸟驿站理货两个月。');
    const [moved] = await Promise.all([move(application, 'interviewing', 'closed'), user.next()]);
    expect(moved.status).toBe(201);
    await expect.poll(async () => (await interviewOf(user)).status).toBe('expired');
    const [kept] = await node.runtime.sql`
      select count(*)::int as n from turns t join identities d on d.conversation_id = t.conversation_id
      where d.address = ${String(user.id)} and t.text like '%菜鸟驿站%' and t.speaker = 'candidate'`;
    expect(kept).toEqual({ n: 1 });
  }
});
