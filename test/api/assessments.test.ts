/** Assessments and reviews by the API: versions with their spans, a person's own rating, and what needs a person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainModel, SAID, scripted } from '../assessment/people.ts';
import { add, type Interview, interviewOf, run } from '../assessment/stage.ts';
import { type Harness, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const listOf = async ({ id }: Interview, query = '') =>
  (await api.call('GET', `/v1/interviews/${id}/assessments${query}`)).body.data;
const rate = (id: string, body: unknown, headers = {}) =>
  api.call('POST', `/v1/interviews/${id}/assessments`, body, headers);
const care = (score: unknown, evidence: unknown[] = []) => ({ criteria: [{ id: 'care', score, evidence }] });

describe('an assessment', () => {
  it('comes with its spans, versions, reasons in both languages, and the version that took its place', async () => {
    const one = await interviewOf(api.sql, SAID.zh);
    await run(api.sql, one, scripted(plainModel));
    const seq = await add(api.sql, one, '后来让我带新人，带了四个。');
    await run(api.sql, one, scripted(plainModel));
    const [second, first] = await listOf(one);
    expect(first).toMatchObject({
      version: 1,
      by: 'model',
      rated_by: null,
      model: 'scripted',
      rubric: { id: 'warehouse-sorter', version: 1 },
      superseded_by: second!.id,
      reopened_by: [],
    });
    expect(second).toMatchObject({
      version: 2,
      superseded_by: null,
      reopened_by: [seq],
      changes: [{ criterion: 'reliability', because_turn_seq: seq }],
      unasked_experience: [{ turn_seq: seq, evidence: [{ criterion: 'reliability' }] }],
    });
    const turns = (await api.call('GET', `/v1/interviews/${one.id}/turns`)).body.data;
    const criteria = second!.criteria as {
      id: string;
      title: object;
      weight: number;
      score: number;
      evidence: { turn_seq: number; quote: string; start: number; end: number }[];
    }[];
    expect(criteria.map(({ id }) => id)).toEqual(['care', 'safety', 'pace', 'reliability']);
    for (const { title, weight, score, evidence } of criteria) {
      expect(title).toEqual({ zh: expect.any(String), en: expect.any(String) });
      expect(weight).toBeGreaterThan(0);
      expect(score).toBeGreaterThan(0);
      for (const { turn_seq, quote, start, end } of evidence)
        expect(String(turns.find((turn) => turn.seq === turn_seq)!.text).slice(start, end)).toBe(quote);
    }
    for (const { text } of [...(second!.reasons as { text: object }[])])
      expect(text).toEqual({
        zh: expect.stringMatching(/\p{Script=Han}/u),
        en: expect.stringMatching(/[a-z]/),
      });
    const { status, body } = await api.call('GET', `/v1/interviews/${one.id}/assessments/${first!.id}`);
    expect([status, body]).toEqual([200, first]);
    const application = await api.call('GET', `/v1/applications/${one.application}`);
    expect(application.body.recommendation).toBe(second!.recommendation);
    const timeline = (await api.call('GET', `/v1/applications/${one.application}/timeline`)).body.data;
    expect(timeline.filter(({ type }) => type === 'assessment.created')).toHaveLength(2);
    const events = (await api.call('GET', `/v1/events?application_id=${one.application}`)).body.data;
    expect(events.at(-1)).toMatchObject({
      type: 'assessment.created',
      data: { interview_id: one.id, assessment_id: second!.id, version: 2, by: 'model' },
    });
    expect(JSON.stringify(events)).not.toContain('新人');
  });

  it('comes page by page', async () => {
    const one = await interviewOf(api.sql, SAID.zh);
    await run(api.sql, one, scripted(plainModel));
    for (const score of [3, 4]) expect((await rate(one.id, care(score))).status).toBe(201);
    const first = await api.call('GET', `/v1/interviews/${one.id}/assessments?limit=2`);
    expect(first.body.data.map(({ version }) => version)).toEqual([3, 2]);
    const rest = await listOf(one, `?limit=2&cursor=${first.body.next_cursor}`);
    expect(rest.map(({ version, by }) => [version, by])).toEqual([[1, 'model']]);
  });

  it('of another interview is not here', async () => {
    const [one, two] = [await interviewOf(api.sql, SAID.zh), await interviewOf(api.sql, SAID.zh)];
    await run(api.sql, one, scripted(plainModel));
    const [made] = await listOf(one);
    expect((await api.call('GET', `/v1/interviews/${two.id}/assessments/${made!.id}`)).status).toBe(404);
  });
});

describe("a person's rating", () => {
  let one: Interview;
  beforeAll(async () => {
    one = await interviewOf(api.sql, SAID.zh);
    await run(api.sql, one, scripted(plainModel));
  });

  it('is kept beside the model’s, with who gave it and the words that they point at', async () => {
    const quote = '扫完再数一遍';
    const start = SAID.zh[2]!.text.indexOf(quote);
    const { status, body, headers } = await rate(one.id, care(5, [{ turn_seq: 5, quote }]));
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/interviews/${one.id}/assessments/${body.id}`);
    expect(body).toMatchObject({
      by: 'person',
      rated_by: 'bootstrap',
      model: null,
      prompt_version: null,
      superseded_by: null,
      needs_person: [],
    });
    const criteria = body.criteria as { id: string; score: unknown; evidence: unknown }[];
    expect(criteria[0]).toMatchObject({
      score: 5,
      evidence: [{ turn_seq: 5, quote, start, end: start + quote.length, audio_start: null }],
    });
    expect(criteria[1]).toMatchObject({ score: null, unscored: 'not_scored' });
    const second = await rate(one.id, care(2));
    expect(second.status).toBe(201);
    const versions = await listOf(one);
    expect(versions.map(({ by, superseded_by }) => [by, superseded_by])).toEqual([
      ['person', null],
      ['person', null],
      ['model', null],
    ]);
    const application = await api.call('GET', `/v1/applications/${one.application}`);
    expect(application.body.recommendation).toBe(versions.at(-1)!.recommendation);
  });

  it('is given to the candidate with what it rests on, and without who gave it', async () => {
    const { body } = await api.call('GET', `/v1/candidates/${one.who.candidateId}/export`);
    const assessments = body.assessments as Record<string, unknown>[];
    expect(assessments.map(({ by }) => by)).toEqual(['model', 'person', 'person']);
    expect(JSON.stringify(assessments[1])).toContain('扫完再数一遍');
    expect(JSON.stringify(assessments)).not.toContain('bootstrap');
  });

  it('given twice with one key is one', async () => {
    const key = { 'idempotency-key': 'rating-1' };
    const [first, again] = [await rate(one.id, care(4), key), await rate(one.id, care(4), key)];
    expect(again.body).toEqual(first.body);
    expect((await rate(one.id, care(3), key)).status).toBe(422);
    expect((await listOf(one)).filter(({ id }) => id === first.body.id)).toHaveLength(1);
  });

  it.each([
    ['a criterion that is none', { criteria: [{ id: 'charm', score: 5 }] }, 'criteria.0.id'],
    ['one criterion twice', { criteria: [...care(5).criteria, ...care(4).criteria] }, 'criteria.1.id'],
    ['a score of 0', care(0), 'criteria.0.score'],
    ['a score of 6', care(6), 'criteria.0.score'],
    ['a score between', care(3.5), 'criteria.0.score'],
    ['no criterion', { criteria: [] }, 'criteria'],
    ['words that nobody said', care(5, [{ turn_seq: 5, quote: '带过四十个新人' }]), 'criteria.0.evidence.0'],
    ['words of another turn', care(5, [{ turn_seq: 1, quote: '扫完再数一遍' }]), 'criteria.0.evidence.0'],
    ['a turn that is none', care(5, [{ turn_seq: 99, quote: '扫完再数一遍' }]), 'criteria.0.evidence.0'],
  ])('with %s is refused, and named', async (_what, body, path) => {
    const before = await listOf(one);
    const answer = await rate(one.id, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.path)).toContain(path);
    expect(await listOf(one)).toEqual(before);
  });

  it('of nothing that was said is refused, and so is one of somebody who was erased', async () => {
    await api.sql`update interviews set started_at = null where id = ${one.id}`;
    expect((await rate(one.id, care(4))).status).toBe(409);
    await api.sql`update interviews set started_at = now() where id = ${one.id}`;
    const gone = await interviewOf(api.sql, SAID.zh);
    await api.sql`update candidates set erased_at = now() where id = ${gone.who.candidateId}`;
    expect((await rate(gone.id, care(4))).status).toBe(409);
  });

  it('needs the scope to write', async () => {
    const authorization = `Bearer ${await api.key('interviews:read')}`;
    expect((await rate(one.id, care(4), { authorization })).status).toBe(403);
  });
});

describe('reviews', () => {
  it('are what needs a person, the most uncertain first, until one has rated', async () => {
    const sure = await interviewOf(api.sql, SAID.zh);
    const { opening } = sure;
    const thin = await interviewOf(api.sql, [SAID.zh[0]!], { opening });
    const nobody = await interviewOf(api.sql, SAID.zh, { opening });
    for (const one of [sure, thin])
      await run(api.sql, one, scripted({ ...plainModel, score: () => ({ score: 5 }) }));
    await run(api.sql, nobody);
    const list = async (query = '') =>
      (await api.call('GET', `/v1/reviews?opening_id=${opening}${query}`)).body;
    const all = (await list()).data;
    expect(all.map(({ interview_id }) => interview_id)).toEqual([nobody.id, thin.id]);
    expect(all[0]).toMatchObject({
      by: 'rules',
      application_id: nobody.application,
      candidate_id: nobody.who.candidateId,
      opening_id: opening,
      version: 1,
      recommendation: 'review',
      needs_person: [
        { reason: 'model_unavailable', text: { zh: expect.any(String), en: expect.any(String) } },
      ],
    });
    expect(all[1]!.needs_person).toMatchObject([
      { reason: 'thin_evidence', criterion: 'care', text: { zh: expect.stringContaining('细致准确') } },
      { reason: 'thin_evidence' },
      { reason: 'thin_evidence' },
    ]);
    const page = await list('&limit=1');
    expect(page).toMatchObject({ has_more: true });
    expect((await list(`&limit=1&cursor=${page.next_cursor}`)).data.map((one) => one.interview_id)).toEqual([
      thin.id,
    ]);

    expect((await rate(nobody.id, care(4))).status).toBe(201);
    expect((await list()).data.map(({ interview_id }) => interview_id)).toEqual([thin.id]);
    // What is added needs a person's eye again.
    await add(api.sql, nobody, '后来让我带新人，带了四个。');
    await run(api.sql, nobody);
    expect((await list()).data).toHaveLength(2);
    const decision = `/v1/applications/${thin.application}/decision`;
    await api.call('POST', decision, { outcome: 'advance', reason: 'calm' });
    expect((await list()).data.map(({ interview_id }) => interview_id)).toEqual([nobody.id]);
  });

  it('are only read with a cursor of their own', async () => {
    expect((await api.call('GET', '/v1/reviews?cursor=eA')).status).toBe(400);
  });
});
