/** An application that was decided about, closed or hired before anybody talked: by no way in is an interview held for it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTell } from '../../src/conversation/tell.ts';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { mayTalk } from '../../src/flows/stages.ts';
import { NEXT_STAGES } from '../../src/pipeline/stages.ts';
import type { InboundContent, Stage } from '../../src/types.ts';
import { quietNow } from '../support/quiet.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
let opening: string;
beforeAll(async () => {
  node = await startTestNode({ QUIET_HOURS: 'off' });
  opening = await openingOf(node);
});
afterAll(() => node.stop());

const openingOf = async ({ runtime }: TestNode) =>
  (await runtime.sql<{ id: string }[]>`select id from openings where code = ${CODE}`)[0]!.id;

const STAGES = Object.keys(NEXT_STAGES) as Stage[];
const OVER = STAGES.filter((stage) => !mayTalk(stage));

/** Where they stand, and no question. */
const STANDS = /^夜班分拣员：[^？?]*$/;

let count = 0;
const phone = () => `+86137${String(10_000_000 + ++count)}`;
const put = (application: string, stage: Stage) =>
  node.runtime.sql`update applications set stage = ${stage} where id = ${application}`;
const begun = async (application: string) =>
  (
    await node.runtime.sql`
      select 1 from interviews where application_id = ${application} and status <> 'invited'`
  ).length;

/** Somebody with a phone number who was invited, and has never written. */
async function invited() {
  const { body } = await node.call('POST', '/v1/invitations', { opening_id: opening, phone: phone() });
  return body as typeof body & {
    code: string;
    application_id: string;
    interview_id: string;
    candidate_id: string;
  };
}

/** Somebody who has written once, and for whom an application was made since. */
async function known() {
  const user = node.telegram.user(60_000 + ++count, { first_name: '林', language_code: 'zh-hans' });
  user.send('你好呀');
  await user.next();
  const [row] = await node.runtime.sql<{ candidate_id: string }[]>`
    select v.candidate_id from identities d join conversations v on v.id = d.conversation_id
    where d.address = ${String(user.id)}`;
  const { body } = await node.call('POST', '/v1/applications', { ...row!, opening_id: opening });
  const line = (await user.next()).text;
  const say = async (text: string) => {
    user.send(text);
    return (await user.next()).text;
  };
  return { user, say, application: body.id, code: /[A-Z0-9]{8,12}/.exec(line)![0] };
}

describe.each(OVER)('an application that is %s', (stage) => {
  it('is told of where it stands to who sends the code of the poster, or says yes to the invitation', async () => {
    const { say, application } = await known();
    await put(application, stage);
    for (const text of ['好的', CODE]) expect(await say(text), text).toMatch(STANDS);
    expect(await begun(application)).toBe(0);
    await put(application, 'screening');
    expect(await say(CODE)).toMatch(/同意/);
    await put(application, stage);
    expect(await say('同意')).toMatch(STANDS);
    expect(await begun(application)).toBe(0);
  });

  it('is told of where it stands to who comes late by the code of the invitation', async () => {
    const { say, application, code } = await known();
    await put(application, stage);
    expect(await say(code)).toMatch(STANDS);
    expect(await begun(application)).toBe(0);
  });

  it('is told of where it stands on the page of the web chat', async () => {
    const { code, application_id: application } = await invited();
    await put(application, stage);
    const visitor = await WebVisitor.open(node.url!, code, 'zh');
    expect((await visitor.next()).text).toMatch(STANDS);
    visitor.close();
    expect(await begun(application)).toBe(0);
  });

  it('is told of where it stands to who is interviewed over the API', async () => {
    const { code, application_id: application, interview_id: interview } = await invited();
    await put(application, stage);
    await node.call('POST', `/v1/interviews/${interview}/messages`, { text: code, from: 'candidate' });
    await node.settled();
    const { data } = (await node.call('GET', `/v1/interviews/${interview}/turns`)).body;
    expect(data.map(({ kind }) => kind)).toEqual(['status']);
    expect(await begun(application)).toBe(0);
  });
});

it.each(STAGES)(
  'inviting to an application that is %s is refused where nobody is interviewed for it',
  async (stage) => {
    const { application_id: application, candidate_id } = await invited();
    await put(application, stage);
    const count = () => node.runtime.sql`select 1 from invitations where application_id = ${application}`;
    const again = await node.call('POST', '/v1/invitations', { opening_id: opening, candidate_id });
    if (mayTalk(stage)) expect(again.status).toBe(201);
    else {
      expect(again).toMatchObject({
        status: 409,
        body: { code: 'stale', detail: expect.stringContaining(stage) },
      });
      expect(await count()).toHaveLength(1);
    }
  },
);

it('who has left, or fell silent, before anything was begun comes back by the code, and stands where they are', async () => {
  for (const stage of ['withdrawn', 'expired'] as const) {
    const { say, application } = await known();
    await put(application, stage);
    await say(CODE);
    await say('同意');
    const { body } = await node.call('GET', `/v1/applications/${application}`);
    expect(body.stage, stage).toBe('interviewing');
  }
});

it('an interview that begins in one breath with the next message is not taken for the one before it', async () => {
  const { user, say, application } = await known();
  await say(CODE);
  await say('同意');
  await node.call('POST', `/v1/applications/${application}/decision`, { outcome: 'decline', reason: 'x' });
  expect((await user.next()).text).toMatch(/这次没有继续/);
  const title = { zh: '配送员', en: 'Courier' };
  const given = { title, role: 'courier', flow: 'courier', status: 'open' };
  const { body } = await node.call('POST', '/v1/openings', given);
  const [row] = await node.runtime.sql<{ conversation_id: string; account: string }[]>`
    select conversation_id, account from identities where address = ${String(user.id)}`;
  const tell = createTell(node.runtime);
  const told = (n: number, content: InboundContent) => {
    const from = { channel: 'telegram', account: row!.account, address: String(user.id) };
    return { ...from, externalId: `${user.id} told ${n}`, content };
  };
  await node.runtime.sql.begin(async (tx) => {
    await tell.message(tx, told(1, { kind: 'text', text: body.code as string }));
    await tell.system(tx, row!.conversation_id, `between ${user.id}`, { kind: 'handback' });
    await tell.message(tx, told(2, { kind: 'text', text: '我在美团送过两年外卖，一天四十单。' }));
  });
  tell.wake(row!.conversation_id);
  await node.settled();
  const [begun] = await node.runtime.sql`
    select i.status from interviews i join applications a on a.id = i.application_id
    where a.conversation_id = ${row!.conversation_id} and a.opening_id = ${body.id}`;
  expect(begun).toEqual({ status: 'in_progress' });
});

it('an invitation that is taken up after the application was over does not go', async () => {
  const { user, application } = await known();
  const { candidate_id } = (await node.call('GET', `/v1/applications/${application}`)).body;
  const given = { opening_id: opening, candidate_id, send: false };
  const { body } = await node.call('POST', '/v1/invitations', given);
  await put(application, 'declined');
  const [row] = await node.runtime.sql<{ conversation_id: string }[]>`
    select conversation_id from identities where address = ${String(user.id)}`;
  const heard = user.received.length;
  const tell = createTell(node.runtime);
  await node.runtime.sql.begin((tx) =>
    tell.system(tx, row!.conversation_id, `late ${body.id}`, {
      ...{ kind: 'invite', invitation_id: body.id, link: null },
    }),
  );
  tell.wake(row!.conversation_id);
  const reason = async () => (await node.call('GET', `/v1/invitations/${body.id}`)).body.reason;
  await expect.poll(reason).toBe('application_over');
  await node.settled();
  expect(user.received).toHaveLength(heard);
});

it('an invitation that waits for the morning does not go when the application was over in the night', async () => {
  const quiet = await startTestNode({ QUIET_HOURS: quietNow() });
  try {
    const user = quiet.telegram.user(70_000, { first_name: '林', language_code: 'zh-hans' });
    user.send('你好呀');
    await user.next();
    const given = { opening_id: await openingOf(quiet), channel: 'telegram', address: String(user.id) };
    const { body } = await quiet.call('POST', '/v1/invitations', given);
    expect(body.state).toBe('queued');
    const decision = { outcome: 'decline', reason: 'x' };
    await quiet.call('POST', `/v1/applications/${body.application_id}/decision`, decision);
    const { body: now } = await quiet.call('GET', `/v1/invitations/${body.id}`);
    expect(now).toMatchObject({ state: 'not_sent', reason: 'application_over' });
  } finally {
    await quiet.stop();
  }
});
