import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnRow } from '../../db/turns.ts';
import { answersOf } from '../../src/api/answers.ts';
import type { Flow } from '../../src/flows/model.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
let flow: Flow;
beforeAll(async () => {
  api = await startHarness();
  flow = api.deps.flows.get('warehouse-sorter')!.flow;
});
afterAll(() => api.close());

type Row = Partial<TurnRow> & Pick<TurnRow, 'kind'>;
const rows = (...given: Row[]): TurnRow[] =>
  given.map((row, i) => ({
    interview_id: 'int_1',
    seq: i + 1,
    batch: 1,
    speaker: 'candidate',
    channel: 'telegram',
    text: null,
    media_id: null,
    transcript: null,
    question_id: null,
    ask: null,
    amends_seq: null,
    spans: null,
    at: new Date(0),
    ...row,
  }));

describe('answers', () => {
  const [first, second] = ['q1', 'q2'];
  const twoQuestions = (): Flow => ({
    ...flow,
    sections: [{ ...flow.sections[0]!, questions: [first, second].map((id) => ({ ...question(), id })) }],
  });
  const question = () => flow.sections[0]!.questions[0]!;
  const empty = { text: null, addenda: [], follow_ups: [], spans: [] };
  const bot = { speaker: 'bot' as const };

  it.each<[string, Row[], unknown, unknown]>([
    ['nothing said is nothing', [{ ...bot, kind: 'question', question_id: 'q1', ask: 1, text: '?' }], [], []],
    [
      'a burst is one answer',
      [
        { kind: 'answer', question_id: 'q1', ask: 1, text: 'I sorted' },
        { kind: 'answer', question_id: 'q1', ask: 1, text: 'for a year' },
      ],
      [{ ...empty, question_id: 'q1', text: 'I sorted\nfor a year' }],
      [],
    ],
    [
      'a follow-up stands under its question with what was asked',
      [
        { kind: 'answer', question_id: 'q1', ask: 1, text: 'I helped' },
        { ...bot, kind: 'follow_up', question_id: 'q1', ask: 2, text: 'How?' },
        { kind: 'follow_up_answer', question_id: 'q1', ask: 2, text: 'I carried it' },
        { ...bot, kind: 'follow_up', question_id: 'q1', ask: 3, text: 'And then?' },
      ],
      [
        {
          ...empty,
          question_id: 'q1',
          text: 'I helped',
          follow_ups: [
            { ask: 2, question: 'How?', text: 'I carried it' },
            { ask: 3, question: 'And then?', text: null },
          ],
        },
      ],
      [],
    ],
    [
      'a follow-up that is asked again after something else was said is one follow-up',
      [
        { ...bot, kind: 'follow_up', question_id: 'q1', ask: 2, text: 'How did it end?' },
        { kind: 'addendum', text: 'I also drive' },
        { ...bot, kind: 'follow_up', question_id: 'q1', ask: 3, text: 'Noted. And how did it end?' },
        { kind: 'follow_up_answer', question_id: 'q1', ask: 3, text: 'well' },
      ],
      [
        {
          ...empty,
          question_id: 'q1',
          follow_ups: [{ ask: 3, question: 'How did it end?', text: 'well' }],
        },
      ],
      [{ turn_seq: 2, text: 'I also drive' }],
    ],
    [
      'an addendum belongs to its question, without one it is unasked experience',
      [
        { kind: 'answer', question_id: 'q1', text: 'yes' },
        { kind: 'addendum', question_id: 'q1', text: 'and at night' },
        { kind: 'addendum', text: 'I also drive' },
        { kind: 'answer', text: 'and I cook' },
      ],
      [{ ...empty, question_id: 'q1', text: 'yes', addenda: [{ turn_seq: 2, text: 'and at night' }] }],
      [
        { turn_seq: 3, text: 'I also drive' },
        { turn_seq: 4, text: 'and I cook' },
      ],
    ],
    [
      'an edit takes the place of what it corrects, the last one wins, and both its spans go along',
      [
        {
          kind: 'answer',
          question_id: 'q1',
          text: 'in 2019',
          spans: [{ slot: 'situation', start: 0, end: 2 }],
        },
        { kind: 'answer', question_id: 'q2', text: 'no' },
        { kind: 'amendment', amends_seq: 1, text: 'in 2020' },
        {
          kind: 'amendment',
          amends_seq: 1,
          text: 'in 2021',
          spans: [{ slot: 'situation', start: 3, end: 7 }],
        },
      ],
      [
        {
          ...empty,
          question_id: 'q1',
          text: 'in 2021',
          spans: [{ turn_seq: 4, slot: 'situation', quote: '2021', start: 3, end: 7 }],
        },
        { ...empty, question_id: 'q2', text: 'no' },
      ],
      [],
    ],
    [
      'a correction in words, without an original, is kept beside the answer',
      [
        { kind: 'answer', question_id: 'q1', text: 'two years' },
        { kind: 'amendment', question_id: 'q1', text: 'no, three' },
      ],
      [{ ...empty, question_id: 'q1', text: 'two years', addenda: [{ turn_seq: 2, text: 'no, three' }] }],
      [],
    ],
    [
      'what is told in passing, also along with the consent, answers its question too',
      [
        { kind: 'consent', text: 'yes. nights ok', spans: [{ slot: 'q2', start: 5, end: 14 }] },
        {
          kind: 'answer',
          question_id: 'q1',
          text: 'hi',
          spans: [
            { slot: 'q1', start: 0, end: 2 },
            { slot: 'gone', start: 0, end: 2 },
          ],
        },
      ],
      [
        {
          ...empty,
          question_id: 'q1',
          text: 'hi',
          spans: [
            { turn_seq: 2, slot: 'q1', quote: 'hi', start: 0, end: 2 },
            { turn_seq: 2, slot: 'gone', quote: 'hi', start: 0, end: 2 },
          ],
        },
        {
          ...empty,
          question_id: 'q2',
          text: 'nights ok',
          spans: [{ turn_seq: 1, slot: 'q2', quote: 'nights ok', start: 5, end: 14 }],
        },
      ],
      [],
    ],
    [
      'a refusal is an answer without text',
      [{ kind: 'refusal', question_id: 'q2', text: 'skip' }],
      [{ ...empty, question_id: 'q2' }],
      [],
    ],
    [
      'a voice note says what was understood, corrected first',
      [
        {
          kind: 'answer',
          question_id: 'q1',
          text: '',
          transcript: { text: 'for tea years', confidence: 0.8 },
        },
        {
          kind: 'answer',
          question_id: 'q2',
          text: '',
          transcript: { text: 'for tea', corrected: 'for three' },
        },
      ],
      [
        { ...empty, question_id: 'q1', text: 'for tea years' },
        { ...empty, question_id: 'q2', text: 'for three' },
      ],
      [],
    ],
    [
      'questions stand in the order of the flow, unknown ones at the end',
      [
        { kind: 'answer', question_id: 'gone', text: 'c' },
        { kind: 'answer', question_id: 'q2', text: 'b' },
        { kind: 'answer', question_id: 'q1', text: 'a' },
      ],
      ['q1', 'q2', 'gone'].map((id, i) => ({ ...empty, question_id: id, text: 'abc'[i] })),
      [],
    ],
    [
      'commands, questions and what HR says are no answers',
      [
        { kind: 'command', question_id: 'q1', text: 'status' },
        { kind: 'question', question_id: 'q1', text: 'pay?' },
        { kind: 'other', question_id: 'q1', text: '😀' },
        { speaker: 'hr', kind: 'answer', question_id: 'q1', text: 'hello' },
      ],
      [],
      [],
    ],
  ])('%s', (_what, given, answers, unasked) => {
    expect(answersOf(rows(...given), twoQuestions())).toEqual({ answers, unasked_experience: unasked });
  });
});

describe('an interview', () => {
  let id: string;
  let application: string;
  beforeAll(async () => {
    const opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
    const candidate = (await api.call('POST', '/v1/candidates', {})).body.id;
    const made = await api.call('POST', '/v1/applications', { opening_id: opening, candidate_id: candidate });
    application = made.body.id;
    id = `int_${'1'.repeat(25)}`;
    const question = flow.sections[0]!.questions[0]!.id;
    const { sql } = api;
    await sql`insert into flows (hash, id, version, body) values ('h', ${flow.id}, ${flow.version}, ${sql.json(flow as never)})`;
    await sql`
      insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language, asked, total)
      select ${id}, conversation_id, id, 'h', 'in_progress', 'telegram', 'zh', 1, 9 from applications where id = ${application}`;
    await sql`
      insert into turns (conversation_id, seq, interview_id, batch, speaker, channel, kind, text, question_id, ask, at)
      select a.conversation_id, t.seq, ${id}, t.seq / 3, t.speaker, 'telegram', t.kind, t.text, ${question}, 1, '2026-01-01T00:00:00Z'
      from applications a, (values
        (2, 'bot', 'question', '请介绍一下自己'), (3, 'candidate', 'answer', '我在仓库做过'), (4, 'candidate', 'answer', '两年分拣'),
        (6, 'candidate', 'addendum', '还会开叉车')) as t(seq, speaker, kind, text)
      where a.id = ${application}`;
  });

  it('shows its answers, its flow and how far it is', async () => {
    const { status, body } = await api.call('GET', `/v1/interviews/${id}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      application_id: application,
      flow: { id: 'warehouse-sorter', version: flow.version },
      status: 'in_progress',
      channel: 'telegram',
      language: 'zh',
      started_at: expect.stringMatching(/Z$/),
      completed_at: null,
      progress: { asked: 1, total: 9 },
      answers: [
        {
          question_id: flow.sections[0]!.questions[0]!.id,
          text: '我在仓库做过\n两年分拣',
          addenda: [{ turn_seq: 6, text: '还会开叉车' }],
          follow_ups: [],
          spans: [],
        },
      ],
      unasked_experience: [],
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    const list = await api.call('GET', `/v1/interviews?application_id=${application}&status=in_progress`);
    expect(list.body.data).toEqual([body]);
    expect((await api.call('GET', '/v1/interviews?status=completed')).body.data).toEqual([]);
  });

  it('is the interview of its application', async () => {
    expect((await api.call('GET', `/v1/applications/${application}`)).body.interview_id).toBe(id);
  });

  it('gives its turns page by page, first to last, one row per message', async () => {
    const first = await api.call('GET', `/v1/interviews/${id}/turns?limit=3`);
    expect(first.body.data.map((turn) => turn.seq)).toEqual([2, 3, 4]);
    expect(first.body.data[1]).toEqual({
      seq: 3,
      batch: 1,
      from: 'candidate',
      channel: 'telegram',
      text: '我在仓库做过',
      kind: 'answer',
      media_id: null,
      transcript: null,
      amends_seq: null,
      at: '2026-01-01T00:00:00.000Z',
    });
    const second = await api.call('GET', `/v1/interviews/${id}/turns?cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ data: [{ seq: 6 }], has_more: false });
  });
});
