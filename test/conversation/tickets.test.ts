/** What waits for a person, over the whole path: a ticket is made in a chat, answered by API, and read in the chat. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { candidate, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const ticketsOf = async (interview: string, query = '') =>
  (await node.call('GET', `/v1/tickets?interview_id=${interview}${query}`)).body.data as unknown as {
    id: string;
    kind: string;
    state: string;
  }[];

describe.each([
  ['zh' as const, '宿舍有没有独立卫生间？', '有，每间都有。', '【招聘人员】有，每间都有。', /接着|刚才|继续/],
  [
    'en' as const,
    'Does the dorm have a private bathroom?',
    'Yes, each of them.',
    '[Recruiter] Yes, each of them.',
    /go on|where we|continue/i,
  ],
])('a question that only a person can answer, in %s', (language, question, words, read, back) => {
  it('is a ticket with the words it is about; the answer is read in the chat, and the open question stands again', async () => {
    const { user, say, id } = await candidate(node, language);
    await say(question);
    const [ticket] = await ticketsOf(id);
    expect(ticket).toMatchObject({
      kind: 'question',
      state: 'open',
      interview_id: id,
      application_id: expect.stringMatching(/^app_/),
      opening_id: expect.stringMatching(/^opn_/),
      candidate_id: expect.stringMatching(/^cnd_/),
      about: { text: question },
      answer: null,
    });
    const answered = await node.call('POST', `/v1/tickets/${ticket!.id}/answer`, { text: words });
    expect(answered).toMatchObject({
      status: 200,
      body: { state: 'answered', answer: { text: words }, settled_by: 'bootstrap' },
    });
    expect((await user.next()).text).toBe(read);
    const again = (await user.next()).text;
    expect(again).toMatch(back);
    expect(again.match(/[？?]/g) ?? []).toHaveLength(/[？?]/.test(again) ? 1 : 0);
    const turns = (await node.call('GET', `/v1/interviews/${id}/turns?limit=100`)).body.data;
    expect(turns.slice(-2)).toMatchObject([{ from: 'hr', text: words }, { from: 'bot' }]);
  });
});

describe('a ticket', () => {
  it('is answered once, whoever answers at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const { user, say, id } = await candidate(node);
      await say('宿舍有没有独立卫生间？');
      const [ticket] = await ticketsOf(id);
      const answers = await Promise.all(
        ['有', '没有', '不清楚'].map((text) =>
          node.call('POST', `/v1/tickets/${ticket!.id}/answer`, { text }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      await node.settled();
      expect(user.received.filter(({ text }) => text.startsWith('【招聘人员】'))).toHaveLength(1);
    }
  });

  it('is answered after the interview was paused with nothing asked, and not at all after STOP', async () => {
    const { user, say, id } = await candidate(node);
    await say('宿舍有没有独立卫生间？');
    await say('暂停');
    const [ticket] = await ticketsOf(id);
    await node.call('POST', `/v1/tickets/${ticket!.id}/answer`, { text: '有' });
    expect((await user.next()).text).toBe('【招聘人员】有');
    await say('食堂有清真菜吗？');
    const [, second] = await ticketsOf(id, '&order=oldest');
    await say('退订');
    const before = user.received.length;
    expect(await node.call('POST', `/v1/tickets/${second!.id}/answer`, { text: '有' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('asked us to stop') },
    });
    await node.settled();
    expect(user.received.length).toBe(before);
    expect((await ticketsOf(id, '&state=open')).map((one) => one.id)).toEqual([second!.id]);
  });

  it('is closed without a word, once', async () => {
    const { user, say, id } = await candidate(node);
    await say('宿舍有没有独立卫生间？');
    const [ticket] = await ticketsOf(id);
    const before = user.received.length;
    for (let i = 0; i < 2; i++) {
      const closed = await node.call('POST', `/v1/tickets/${ticket!.id}/close`, {});
      expect(closed).toMatchObject({ status: 200, body: { state: 'closed', answer: null } });
    }
    expect((await node.call('POST', `/v1/tickets/${ticket!.id}/answer`, { text: '有' })).status).toBe(409);
    await node.settled();
    expect(user.received.length).toBe(before);
  });

  it('of somebody who wants a person is shown first, and pauses nothing', async () => {
    const { say, id } = await candidate(node);
    await say('宿舍有没有独立卫生间？');
    await say('人工');
    await say('班车几点发车呀？');
    expect((await node.call('GET', `/v1/interviews/${id}`)).body.status).toBe('in_progress');
    const kinds = async (query: string) => (await ticketsOf(id, query)).map(({ kind }) => kind);
    expect(await kinds('')).toEqual(['person', 'question', 'question']);
    expect(await kinds('&order=oldest')).toEqual(['question', 'person', 'question']);
    expect(await kinds('&kind=person')).toEqual(['person']);
    const first = await node.call('GET', `/v1/tickets?interview_id=${id}&limit=2`);
    const next = await node.call(
      'GET',
      `/v1/tickets?interview_id=${id}&limit=2&cursor=${first.body.next_cursor}`,
    );
    expect([...first.body.data, ...next.body.data].map(({ kind }) => kind)).toEqual([
      'person',
      'question',
      'question',
    ]);
    const other = await node.call('GET', `/v1/tickets?order=newest&cursor=${first.body.next_cursor}`);
    expect(other.status).toBe(400);
  });

  it('before consent has nobody’s words', async () => {
    const user = node.telegram.user(999, { first_name: '林', language_code: 'zh-hans' });
    user.send('/start PATH01');
    await user.next();
    user.send('人工');
    await user.next();
    const { data } = (await node.call('GET', '/v1/tickets?kind=person&order=newest&limit=1')).body;
    expect(data[0]).toMatchObject({ kind: 'person', about: null, interview_id: null, application_id: null });
  });
});
