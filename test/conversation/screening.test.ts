/** An application that was made by API is screened by itself: who fits is invited, everybody else is left to a person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/patience.ts';
import { startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ QUIET_HOURS: 'off' });
});
afterAll(() => node.stop());

const made = async (path: string, body: unknown) => {
  const answer = await node.call('POST', path, body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};
const opening = (over: Record<string, unknown> = {}) =>
  made('/v1/openings', {
    title: { zh: '夜班分拣员', en: 'Night sorter' },
    role: 'sorter',
    flow: 'warehouse-sorter',
    status: 'open',
    site: { time_zone: 'Asia/Shanghai' },
    requirements: { min_age: 18, night_shift: true },
    ...over,
  });
const apply = async (person: unknown, to: { id: string }) => {
  const { id: candidate_id } = await made('/v1/candidates', person);
  const { id } = await made('/v1/applications', { candidate_id, opening_id: to.id });
  await node.settled();
  return { id, candidate_id };
};
const stageOf = async (id: string) => (await node.call('GET', `/v1/applications/${id}`)).body.stage;
const invitationsTo = async (id: string) =>
  (await node.call('GET', `/v1/invitations?application_id=${id}`)).body.data;
const ticketsOf = async (candidate: string) =>
  (await node.call('GET', `/v1/tickets?candidate_id=${candidate}`)).body.data;

describe('an application for an open opening', () => {
  it('of somebody who fits goes to screening, and they are invited without anybody’s doing', async () => {
    const { id, candidate_id } = await apply({ profile: { age: 24 } }, await opening());
    expect(await stageOf(id)).toBe('screening');
    const [invitation] = await invitationsTo(id);
    expect(invitation).toMatchObject({
      state: 'not_sent',
      reason: 'no_address',
      channel: 'web',
      link: expect.stringContaining('/chat/'),
    });
    const interview = await node.call('GET', `/v1/interviews/${invitation!.interview_id}`);
    expect(interview.body).toMatchObject({ status: 'invited', application_id: id });
    expect(await ticketsOf(candidate_id)).toMatchObject([{ kind: 'untold', reasons: ['no_address'] }]);
    const told = await node.runtime
      .sql`select data from events where application_id = ${id} and type = 'stage.changed'`;
    expect(told).toEqual([
      { data: { from_stage: 'applied', to_stage: 'screening', reason: 'automatic screening' } },
    ]);

    // What nobody knew of them is asked: the interview begins by the code.
    const who = node.telegram.user(9001, { first_name: '林', language_code: 'zh-hans' });
    who.send(`/start ${invitation!.code}`);
    await who.next();
    who.send('同意');
    await who.next();
    expect(await stageOf(id)).toBe('interviewing');
  });

  it('of somebody who has written before invites them where they are', async () => {
    const who = node.telegram.user(9002, { first_name: 'Ann', language_code: 'en' });
    who.send('hello');
    await who.next();
    const [person] = await node.runtime.sql<{ id: string }[]>`
      select v.candidate_id as id from identities d join conversations v on v.id = d.conversation_id
      where d.address = '9002'`;
    const { id } = await made('/v1/applications', {
      candidate_id: person!.id,
      opening_id: (await opening()).id,
    });
    const line = (await who.next()).text;
    expect(line).toContain('Night sorter');
    const [invitation] = await invitationsTo(id);
    expect(line).toContain(invitation!.code);
    await waitUntil(async () => (await invitationsTo(id))[0]!.state === 'sent');
  });

  it.each([
    ['too young', { profile: { birth_date: '2015-01-01' } }, ['too_young']],
    ['never at night', { preferences: { accepts_night: false } }, ['no_nights']],
    ['both', { profile: { age: 16 }, preferences: { accepts_night: false } }, ['too_young', 'no_nights']],
  ])('of somebody who is %s goes to a person, and is not declined', async (_what, person, reasons) => {
    const { id, candidate_id } = await apply(person, await opening());
    expect(await stageOf(id)).toBe('screening');
    expect(await invitationsTo(id)).toEqual([]);
    expect(await ticketsOf(candidate_id)).toMatchObject([
      { kind: 'screening', state: 'open', reasons, application_id: id, interview_id: null, about: null },
    ]);
    // The person may see it otherwise.
    const invited = await node.call('POST', '/v1/invitations', {
      opening_id: (await node.call('GET', `/v1/applications/${id}`)).body.opening_id,
      candidate_id,
    });
    expect(invited.status).toBe(201);
  });

  it('of somebody who has no time for any shift goes to a person', async () => {
    const job = await opening({ requirements: {} });
    const next = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    await made(`/v1/openings/${job.id}/shifts`, {
      starts_at: `${next}T22:00:00+08:00`,
      ends_at: `${next}T23:00:00+08:00`,
      capacity: 5,
    });
    const never = await apply({ preferences: { slots: ['mon-sun 06:00-07:00'] } }, job);
    expect(await ticketsOf(never.candidate_id)).toMatchObject([{ reasons: ['no_shift_fits'] }]);
    const can = await apply({ preferences: { slots: ['mon-sun 21:00-02:00'] } }, job);
    expect(await invitationsTo(can.id)).toHaveLength(1);
  });
});

it('an application for an opening that is not open waits', async () => {
  const draft = await opening({ status: 'draft' });
  const { id } = await apply({ profile: { age: 12 } }, draft);
  expect(await stageOf(id)).toBe('applied');
  expect(await invitationsTo(id)).toEqual([]);
  // And is screened when it opens.
  const { id: other } = await apply({ profile: { age: 24 } }, draft);
  expect((await node.call('PATCH', `/v1/openings/${draft.id}`, { status: 'open' })).status).toBe(200);
  await expect.poll(() => stageOf(other)).toBe('screening');
  await expect.poll(async () => (await invitationsTo(other)).length).toBe(1);
  await expect.poll(() => stageOf(id)).toBe('screening');
  expect(await invitationsTo(id)).toEqual([]);
});

it('an application that a person has moved meanwhile is left as it is', async () => {
  const job = await opening();
  const { id: candidate_id } = await made('/v1/candidates', {});
  const { sql } = node.runtime;
  // The conversation is held, so that the screening has to wait.
  await sql`update conversations set lease_token = gen_random_uuid(), lease_until = now() + interval '1 minute' where candidate_id = ${candidate_id}`;
  const { id } = await made('/v1/applications', { candidate_id, opening_id: job.id });
  await sql`update applications set stage = 'advanced' where id = ${id}`;
  await sql`update conversations set lease_token = null, lease_until = null, drain_after = now() where candidate_id = ${candidate_id}`;
  await node.settled();
  expect(await stageOf(id)).toBe('advanced');
  expect(await invitationsTo(id)).toEqual([]);
});
