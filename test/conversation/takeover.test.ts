/** HR in a candidate's chat, over the whole path: the API, PostgreSQL, Telegram emulated. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { candidate as begun, CODE, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const candidate = (language: 'zh' | 'en' = 'zh') => begun(node, language);

const turnsOf = async (at: string) => (await node.call('GET', `${at}/turns?limit=100`)).body.data;
const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  node.call('POST', path, body, headers);
const settled = () => node.settled();

describe.each([
  ['zh' as const, '【招聘人员】', '你好，我是小李。', /AI/, '你好，在吗？'],
  ['en' as const, '[Recruiter] ', 'Hello, this is Ann.', /AI/, 'Hello, anybody there?'],
])('in %s', (language, mark, line, robot, words) => {
  it('HR takes the chat over, speaks marked as a person, is read, and hands it back where it was', async () => {
    const { user, question, at } = await candidate(language);
    const taken = await post(`${at}/takeover`);
    expect(taken).toMatchObject({ status: 200, body: { status: 'handed_off' } });

    const said = await post(`${at}/messages`, { text: line });
    expect(said).toMatchObject({
      status: 201,
      body: { from: 'hr', text: line, turn_seq: expect.any(Number) },
    });
    expect((await user.next()).text).toBe(`${mark}${line}`);

    const before = user.received.length;
    user.send(words);
    await settled();
    expect(user.received.length, 'the bot is silent').toBe(before);

    const turns = await turnsOf(at);
    expect(turns.slice(-2)).toMatchObject([
      { from: 'hr', text: line, kind: 'message', channel: 'telegram', seq: said.body.turn_seq },
      { from: 'candidate', text: words, kind: 'other' },
    ]);

    expect(await post(`${at}/handback`)).toMatchObject({ status: 200, body: { status: 'in_progress' } });
    const back = (await user.next()).text;
    expect(back).toMatch(robot);
    expect(back).toContain(question.split('\n').at(-1)!.slice(-8));
  });
});

it('on the web a person’s line needs no mark: the page shows who speaks', async () => {
  const lin = await WebVisitor.open(node.url!, CODE, 'zh');
  await lin.next();
  await lin.say('同意');
  await lin.next();
  const [row] = await node.runtime.sql<{ id: string }[]>`
    select id from interviews where channel = 'web' order by position desc limit 1`;
  await post(`/v1/interviews/${row!.id}/takeover`);
  await post(`/v1/interviews/${row!.id}/messages`, { text: '你好，我是小李。' });
  expect(await lin.next()).toMatchObject({ from: 'hr', text: '你好，我是小李。' });
  lin.close();
});

describe('a take-over', () => {
  it('is told once, with ids only, and said twice it is one', async () => {
    const { at, id } = await candidate();
    await post(`${at}/takeover`);
    expect((await post(`${at}/takeover`)).status).toBe(200);
    await post(`${at}/handback`);
    expect((await post(`${at}/handback`)).status).toBe(200);
    const told = await node.runtime.sql`
      select type, data from events where data->>'interview_id' = ${id} and type = 'interview.handed_off'`;
    expect(told).toEqual([{ type: 'interview.handed_off', data: { interview_id: id, by: 'bootstrap' } }]);
  });

  it('by two keys at once has one winner; the other is told who is first', async () => {
    const { body } = await post('/v1/keys', { name: 'another', scopes: ['interviews:*'] });
    const other = { authorization: `Bearer ${body.key}` };
    for (let round = 0; round < 5; round++) {
      const { at } = await candidate();
      const answers = await Promise.all([post(`${at}/takeover`), post(`${at}/takeover`, undefined, other)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
        code: 'conflict',
        detail: expect.stringContaining('Somebody else'),
      });
    }
  });

  it('goes on with what was written to it: an answer before a person spoke counts and is not asked again', async () => {
    const { user, question, at } = await candidate();
    await post(`${at}/takeover`);
    user.send('我叫小林，去年在仓库做过两个月分拣，每晚大概一千件，最后一天还教了新人。');
    await settled();
    await post(`${at}/handback`);
    expect((await user.next()).text).not.toContain(question.slice(-8));
    const { answers } = (await node.call('GET', at)).body as unknown as { answers: { text: string }[] };
    expect(answers[0]?.text).toContain('小林');
  });

  it('that nobody noticed is not mentioned', async () => {
    const { user, at } = await candidate();
    const before = user.received.length;
    await post(`${at}/takeover`);
    expect((await post(`${at}/handback`)).body.status).toBe('in_progress');
    await settled();
    expect(user.received.length).toBe(before);
  });

  it('leaves a paused interview paused, and one that is over stays over; HR may speak in both', async () => {
    const { user, say, at } = await candidate();
    await say('暂停');
    await post(`${at}/takeover`);
    await post(`${at}/messages`, { text: '不着急。' });
    await user.next();
    expect((await post(`${at}/handback`)).body.status).toBe('paused');
    expect((await user.next()).text).not.toMatch(/[？?]/);

    await node.runtime.sql`update interviews set status = 'completed' where id = ${at.split('/').at(-1)!}`;
    await node.runtime.sql`
      update conversations v set state = jsonb_set(state, '{interview,status}', '"completed"'), version = version + 1
      from interviews i where i.conversation_id = v.id and i.id = ${at.split('/').at(-1)!}`;
    expect((await post(`${at}/takeover`)).body.status).toBe('completed');
    await post(`${at}/messages`, { text: '恭喜你！' });
    expect((await user.next()).text).toContain('恭喜你！');
    expect((await post(`${at}/handback`)).body.status).toBe('completed');
  });
});

describe("HR's words", () => {
  it('need a take-over first, and the refusal says so', async () => {
    const { at } = await candidate();
    const refused = await post(`${at}/messages`, { text: '你好' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('/takeover') },
    });
    await post(`${at}/takeover`);
    await post(`${at}/handback`);
    expect((await post(`${at}/messages`, { text: '你好' })).status).toBe(409);
  });

  it('sent again under the same key are said once', async () => {
    const { user, at } = await candidate();
    await post(`${at}/takeover`);
    const key = { 'idempotency-key': `hello-${at}` };
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await post(`${at}/messages`, { text: '只说一次' }, key));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await user.next();
    await settled();
    expect(user.received.filter(({ text }) => text.includes('只说一次'))).toHaveLength(1);
  });

  it('never reach somebody who stopped us: refused after it, and none of a race slips through', async () => {
    const { user, say, at } = await candidate();
    await post(`${at}/takeover`);
    expect(await say('退订')).toMatch(/退订/);
    expect((await node.call('GET', at)).body.status).toBe('paused');
    expect(await post(`${at}/messages`, { text: '还在吗？' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('asked us to stop') },
    });
    const read = user.received.length;
    await say('START');
    expect((await post(`${at}/messages`, { text: '欢迎回来' })).status).toBe(201);
    await user.next();
    expect(user.received.length).toBe(read + 2);
  });

  it('racing a STOP are either read before its confirmation or by nobody', async () => {
    for (let round = 0; round < 10; round++) {
      const { user, at } = await candidate();
      await post(`${at}/takeover`);
      const saying = post(`${at}/messages`, { text: '赶在之前' });
      user.send('退订');
      expect([201, 409]).toContain((await saying).status);
      await settled();
      const read = user.received.map(({ text }) => text);
      expect(read.at(-1), 'the last word is the confirmation').toContain('已退订');
    }
  });
});

describe('messages for a candidate by API', () => {
  it('are the candidate’s, whatever they are: an answer, a question, STOP; replies stand among the turns', async () => {
    const { user, at } = await candidate();
    const before = user.received.length;
    const said = await post(`${at}/messages?from=candidate`, {
      text: '我叫小林，在超市理过货。',
      client_id: 'm1',
    });
    expect(said).toMatchObject({ status: 201, body: { from: 'candidate', client_id: 'm1', turn_seq: null } });
    await settled();
    const turns = await turnsOf(at);
    expect(turns.slice(-2)).toMatchObject([
      { from: 'candidate', channel: 'api', kind: 'answer', text: '我叫小林，在超市理过货。' },
      { from: 'bot', channel: 'api' },
    ]);
    expect(user.received.length, 'Telegram hears nothing of it').toBe(before);

    await post(`${at}/messages`, { text: '退订', from: 'candidate' });
    await settled();
    expect((await node.call('GET', at)).body.status).toBe('paused');
    const [address] = await node.runtime.sql`
      select d.state, d.channel from identities d join interviews i using (conversation_id)
      where i.id = ${at.split('/').at(-1)!} and d.channel = 'api'`;
    expect(address).toEqual({ state: 'closed', channel: 'api' });
  });

  it('have one effect for one client_id, and for one Idempotency-Key', async () => {
    const { at } = await candidate();
    const candidates = async () =>
      (await turnsOf(at)).filter(({ channel, from }) => channel === 'api' && from === 'candidate');
    for (let i = 0; i < 3; i++)
      await post(`${at}/messages`, { text: '第一句。', from: 'candidate', client_id: 'a' });
    const key = { 'idempotency-key': `say-${at}` };
    for (let i = 0; i < 3; i++) await post(`${at}/messages`, { text: '第二句。', from: 'candidate' }, key);
    await settled();
    expect((await candidates()).map(({ text }) => text)).toEqual(['第一句。', '第二句。']);
  });

  it('have one speaker', async () => {
    const { at } = await candidate();
    expect((await post(`${at}/messages?from=hr`, { text: 'x', from: 'candidate' })).status).toBe(422);
  });
});
