/** Assessments on real databases: what is wanted is made once, from the newest state, whatever dies and fails meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApplication, moveStage } from '../../db/applications.ts';
import { dueAssessments, takeAssessment, wantAssessment } from '../../db/assessment-jobs.ts';
import { askErasure, commitErasure } from '../../db/erasure.ts';
import { storeSystem } from '../../db/inbox.ts';
import { listReviews } from '../../db/reviews.ts';
import type { AssessedCriterion } from '../../src/types.ts';
import { engines, hashOf, mustLease, type TestDatabase } from '../db/support.ts';
import { plainModel, SAID, scripted } from './people.ts';
import { add, type Interview, interviewOf, makeDue, run, say, scoresOf, versionsOf } from './stage.ts';

const NONE = [null, null, null, null];
const reviewed = async (db: TestDatabase, { id }: Interview) =>
  (await listReviews(db.sql, {}, { after: null, limit: 100 })).rows.find((row) => row.interview_id === id);

describe.each(engines)('an assessment on $engine', ({ open }) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  const events = ({ application }: Interview) =>
    db.sql`select data from events where application_id = ${application} and type = 'assessment.created'
      order by sequence`;

  it('is made of a complete interview, once', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    expect(await dueAssessments(db.sql, 10)).toContain(one.id);
    await run(db.sql, one, scripted(plainModel));
    await run(db.sql, one, scripted(plainModel));
    const [first, ...more] = await versionsOf(db.sql, one);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      version: 1,
      made_by: 'model',
      model: 'scripted',
      prompt_version: expect.stringMatching(/^evidence@1#[0-9a-f]{12}\+score@1#[0-9a-f]{12}$/),
      rubric: { id: 'warehouse-sorter', version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      reopened_by: [],
      changes: [],
      superseded_by: null,
    });
    expect(scoresOf(first)).not.toContain(null);
    expect(await events(one)).toEqual([
      { data: { interview_id: one.id, assessment_id: first!.id, version: 1, by: 'model' } },
    ]);
    expect(await dueAssessments(db.sql, 10)).not.toContain(one.id);
    expect((await findApplication(db.sql, one.application))!.recommendation).toBe(first!.recommendation);
  });

  it('is made again when something is added, says why, and what it changed; the old version stays', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    await run(db.sql, one, scripted(plainModel));
    const seq = await add(db.sql, one, '对了，后来让我带新人，带了四个。');
    await run(db.sql, one, scripted(plainModel));
    const [first, second] = await versionsOf(db.sql, one);
    expect(first).toMatchObject({ superseded_by: second!.id });
    expect(second).toMatchObject({ version: 2, reopened_by: [seq], superseded_by: null });
    expect(second!.changes).toEqual([
      expect.objectContaining({ criterion: 'reliability', because_turn_seq: seq }),
    ]);
    expect(second!.unasked).toMatchObject([{ turn_seq: seq, evidence: [{ criterion: 'reliability' }] }]);
  });

  it('takes up in one version all that is added while it is made, and makes no version twice', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    const added: number[] = [];
    const meanwhile = {
      ...plainModel,
      async evidence(input: Parameters<typeof plainModel.evidence>[0]) {
        if (added.length === 0) {
          added.push(await add(db.sql, one, '后来让我带新人，带了四个。'));
          added.push(await add(db.sql, one, '我每天都提前十分钟到。'));
        }
        return plainModel.evidence(input);
      },
    };
    await run(db.sql, one, scripted(meanwhile));
    await makeDue(db.sql, one);
    await run(db.sql, one, scripted(plainModel));
    await run(db.sql, one, scripted(plainModel));
    const [first, second, ...more] = await versionsOf(db.sql, one);
    expect(more).toEqual([]);
    expect(first!.up_to_seq).toBeLessThan(added[0]!);
    expect(second).toMatchObject({ reopened_by: added, up_to_seq: added[1] });
  });

  it('is not made again when all that was added had been read', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    await run(db.sql, one, scripted(plainModel));
    await db.sql.begin((tx) => wantAssessment(tx, one.id, null));
    await makeDue(db.sql, one);
    const { agent, asked } = scripted(plainModel);
    await run(db.sql, one, { agent });
    expect(asked).toEqual([]);
    expect(await versionsOf(db.sql, one)).toHaveLength(1);
    expect(await dueAssessments(db.sql, 10)).not.toContain(one.id);
  });

  it.each(['assess.taken', 'assess.scored', 'assess.committed'] as const)(
    'is the same after whoever makes it dies at %s',
    async (point) => {
      const one = await interviewOf(db.sql, SAID.zh);
      const crash = (at: string) => {
        if (at === point) throw new Error('killed');
      };
      await expect(run(db.sql, one, { ...scripted(plainModel), crash, leaseMs: 1 })).rejects.toThrow(
        'killed',
      );
      // The dead one's last extension may still have been on its way.
      await expect
        .poll(async () => {
          await run(db.sql, one, scripted(plainModel));
          return (await versionsOf(db.sql, one)).length;
        })
        .toBe(1);
      expect(await events(one)).toHaveLength(1);
    },
  );

  it('is written by nobody who has lost it meanwhile', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    let stolen = false;
    const slow = {
      ...plainModel,
      async score(input: Parameters<typeof plainModel.score>[0]) {
        if (!stolen) {
          stolen = true;
          await db.sql`update assessment_jobs set lease_until = '-infinity' where interview_id = ${one.id}`;
          await run(db.sql, one, scripted(plainModel, 'the quicker'));
        }
        return plainModel.score(input);
      },
    };
    await run(db.sql, one, scripted(slow, 'the slower'));
    expect((await versionsOf(db.sql, one)).map(({ model }) => model)).toEqual(['the quicker']);
  });

  it('is tried again while the model is away, and given up for a person to read: no number is invented', async () => {
    const said = SAID.zh.map((one) => ({
      ...one,
      spans: [{ slot: one.question_id, start: 0, end: one.text.length }],
    }));
    const one = await interviewOf(db.sql, said);
    const away = scripted({ ...plainModel, evidence: () => 'unavailable' });
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await versionsOf(db.sql, one)).toEqual([]);
      await run(db.sql, one, { ...away, retryMs: [60_000, 60_000] });
      // Nothing is asked before its time.
      const asked = away.asked.length;
      await run(db.sql, one, { ...away, retryMs: [60_000, 60_000] });
      expect(away.asked.length).toBe(asked);
      await makeDue(db.sql, one);
    }
    const [only, ...more] = await versionsOf(db.sql, one);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      made_by: 'rules',
      model: null,
      prompt_version: null,
      recommendation: 'review',
      reasons: [{ code: 'not_scored' }],
      needs_person: [{ reason: 'model_unavailable' }],
    });
    expect(scoresOf(only)).toEqual(NONE);
    const quotes = only!.criteria.flatMap(({ evidence }: AssessedCriterion) =>
      evidence.map(({ quote }) => quote),
    );
    expect(new Set(quotes)).toEqual(new Set(said.map(({ text }) => text)));
    expect(await reviewed(db, one)).toMatchObject({ made_by: 'rules', version: 1 });
  });

  it('goes on from the last that was scored when the model is back', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    await run(db.sql, one, scripted(plainModel));
    await add(db.sql, one, '后来让我带新人，带了四个。');
    await run(db.sql, one, { ...scripted({ ...plainModel, evidence: () => 'timeout' }), retryMs: [] });
    const seq = await add(db.sql, one, '我每天都提前十分钟到。');
    const { agent, asked } = scripted(plainModel);
    await run(db.sql, one, { agent });
    const [first, second, third] = await versionsOf(db.sql, one);
    expect([first, second, third].map((row) => row?.made_by)).toEqual(['model', 'rules', 'model']);
    expect(second).toMatchObject({ changes: [], superseded_by: third!.id });
    expect(third).toMatchObject({ reopened_by: [seq] });
    expect(asked.filter(({ id }) => id === 'score')).toHaveLength(3);
  });

  it.each([
    ['no model is set up', { agent: null }, 'model_unavailable'],
    ['the budget is spent', scripted({ ...plainModel, evidence: () => 'budget_spent' }), 'budget_spent'],
  ])('is left to a person at once where %s', async (_why, deps, reason) => {
    const one = await interviewOf(db.sql, SAID.zh);
    await run(db.sql, one, deps);
    const [only] = await versionsOf(db.sql, one);
    expect(only).toMatchObject({ made_by: 'rules', needs_person: [{ reason }] });
    expect(scoresOf(only)).toEqual(NONE);
  });

  it.each(['我不同意用AI给我打分。', "I don't want to be scored by a machine."])(
    'asks no model about somebody who does not want it: %s',
    async (text) => {
      const one = await interviewOf(db.sql, [...SAID.zh, { text, kind: 'other' }]);
      const { agent, asked } = scripted(plainModel);
      await run(db.sql, one, { agent });
      expect(asked).toEqual([]);
      const [only] = await versionsOf(db.sql, one);
      expect(only).toMatchObject({ made_by: 'rules', needs_person: [{ reason: 'refused_automation' }] });
    },
  );

  it('is given back untried when the process ends', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    const ending = new AbortController();
    const model = {
      ...plainModel,
      evidence: () => {
        ending.abort();
        return 'aborted';
      },
    };
    await run(db.sql, one, { ...scripted(model), signal: ending.signal });
    const [job] = await db.sql`
      select attempts, lease_token, done < wanted as wanted from assessment_jobs where interview_id = ${one.id}`;
    expect(job).toEqual({ attempts: 0, lease_token: null, wanted: true });
    expect(await versionsOf(db.sql, one)).toEqual([]);
  });

  it('is given up after it has taken the process along again and again', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    await db.sql`update assessment_jobs set attempts = 5 where interview_id = ${one.id}`;
    await run(db.sql, one, scripted(plainModel));
    expect(await versionsOf(db.sql, one)).toMatchObject([{ made_by: 'rules' }]);
  });

  it('keeps nothing of somebody who is erased while it is made, nor before', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    await run(db.sql, one, scripted(plainModel));
    await add(db.sql, one, '后来让我带新人，带了四个。');
    const erase = async () => {
      await db.sql.begin(async (tx) => {
        await askErasure(tx, one.who.candidateId, 'key_x');
        await storeSystem(tx, one.who.conversationId, hashOf(`erase ${one.id}`), { kind: 'erase' });
      });
      expect(await commitErasure(db.sql, await mustLease(db.sql, one.who))).toBe(true);
    };
    let n = 0;
    const model = {
      ...plainModel,
      async evidence(input: Parameters<typeof plainModel.evidence>[0]) {
        if (++n === 2) await erase();
        return plainModel.evidence(input);
      },
    };
    await run(db.sql, one, scripted(model));
    const rows = await versionsOf(db.sql, one);
    expect(rows).toHaveLength(1);
    expect(scoresOf(rows[0])).not.toContain(null);
    expect(rows[0]!.criteria.flatMap(({ evidence }) => evidence)).toEqual([]);
    const [left] =
      await db.sql`select count(*)::int as n from assessment_jobs where interview_id = ${one.id}`;
    expect(left).toEqual({ n: 0 });
    expect(await reviewed(db, one)).toBeUndefined();
    expect(
      JSON.stringify(await db.sql`select * from assessments where interview_id = ${one.id}`),
    ).not.toMatch(/双十一|新人/);
  });

  it('of somebody who adds without end is waited for longer and longer', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    await run(db.sql, one, scripted(plainModel));
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      await db.sql`update assessment_jobs set done = wanted where interview_id = ${one.id}`;
      const row = await db.sql.begin(async (tx) => {
        await wantAssessment(tx, one.id, 100 + i);
        const [due] = await tx<{ s: number }[]>`
          select extract(epoch from due_at - clock_timestamp())::float8 as s from assessment_jobs
          where interview_id = ${one.id}`;
        return due!;
      });
      // A part of a second has passed since.
      waits.push(Math.ceil(row.s));
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);
    expect(await takeAssessment(db.sql, one.id, '00000000-0000-4000-8000-000000000000', 1000)).toBeNull();
  });

  it('uses an answer of an earlier interview that was let be used, and says where it was said', async () => {
    const before = await interviewOf(db.sql, [SAID.zh[2]!]);
    const one = await interviewOf(db.sql, [SAID.zh[0]!], { who: before.who });
    await db.sql`
      insert into reused_answers (interview_id, question_id, conversation_id, from_interview_id, turn_seq, allowed_by_seq)
      values (${one.id}, 'peak', ${one.who.conversationId}, ${before.id}, 1, 2)`;
    await run(db.sql, one, scripted(plainModel));
    const [only] = await versionsOf(db.sql, one);
    const care = only!.criteria.find(({ id }) => id === 'care')!;
    expect(care.evidence).toMatchObject([{ turn_seq: 1, interview_id: before.id, quote: SAID.zh[2]!.text }]);
  });

  it('tells what the interview left for a person', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    for (const kind of ['knockout', 'injection', 'question'])
      await db.sql`
        insert into tickets (id, conversation_id, interview_id, kind) values
          (${`tkt_${kind}_${one.id.slice(-8)}`}, ${one.who.conversationId}, ${one.id}, ${kind})`;
    await run(db.sql, one, scripted(plainModel));
    const [only] = await versionsOf(db.sql, one);
    expect(only!.needs_person).toEqual([{ reason: 'injection_attempt' }, { reason: 'knockout' }]);
    expect(only!.recommendation).toBe('review');
    expect(await reviewed(db, one)).toMatchObject({ uncertainty: only!.uncertainty });
  });

  it('waits for a person until the application is decided, and again when it is not', async () => {
    const one = await interviewOf(db.sql, [SAID.zh[0]!]);
    await run(db.sql, one, scripted(plainModel));
    expect(await reviewed(db, one)).toBeDefined();
    const move = { applicationId: one.application, reason: null, by: 'key_x' };
    await db.sql.begin((tx) => moveStage(tx, { ...move, from: 'reviewing', to: 'advanced' }));
    expect(await reviewed(db, one)).toBeUndefined();
    await db.sql.begin((tx) => moveStage(tx, { ...move, from: 'advanced', to: 'reviewing' }));
    expect(await reviewed(db, one)).toBeDefined();
  });

  it('reads the seconds of a recording', async () => {
    const text = SAID.zh[2]!.text;
    const segments = [
      { start: 0, end: 3, text: text.slice(0, 12) },
      { start: 3, end: 9, text: text.slice(12) },
    ];
    const one = await interviewOf(db.sql, [
      { ...SAID.zh[2]!, text: '', transcript: { text, confidence: 0.9, segments } },
    ]);
    const half = { ...plainModel, evidence: () => ({ evidence: [{ turn: 1, quote: '扫完再数一遍' }] }) };
    await run(db.sql, one, scripted(half));
    const [only] = await versionsOf(db.sql, one);
    const start = text.indexOf('扫完再数一遍');
    expect(only!.criteria[0]!.evidence).toEqual([
      { turn_seq: 1, quote: '扫完再数一遍', start, end: start + 6, audio_start: 3 },
    ]);
  });

  it('says nothing anybody said to the log', async () => {
    const one = await interviewOf(db.sql, SAID.zh);
    const lines: unknown[] = [];
    const log = {
      info: (...line: unknown[]) => lines.push(line),
      warn: (...line: unknown[]) => lines.push(line),
    };
    await run(db.sql, one, { ...scripted(plainModel), log: log as never });
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toMatch(/[\u4e00-\u9fff]/);
    await say(db.sql, one, []);
  });
});
