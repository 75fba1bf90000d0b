/** `tingda judge-tests` on a few cases of our own, against a scripted server; the whole set is the operator's. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadJudgeTests } from '../../src/commands/judging/cases.ts';
import { auc, measure, table } from '../../src/commands/judging/measure.ts';
import { scoreJudgeTests } from '../../src/commands/judging/run.ts';
import { type Model, scripted } from '../assessment/people.ts';
import { startScoring } from '../assessment/server.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const OURS = fileURLToPath(new URL('./judge-tests', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../shared/data/judge-tests', import.meta.url));

/** Quotes what speaks of checking, and gives more for more of it. */
const checks: Model = {
  evidence: ({ said }) => ({
    evidence: said.flatMap(({ turn, said: words }) =>
      [...words.matchAll(/[^.]*\bchecked\b[^.]*\.(?:[^.]*\d[^.]*\.|[^.]*\b(?:two|three)\b[^.]*\.)?/gi)].map(
        ([quote]) => ({ turn, quote: quote.trim() }),
      ),
    ),
  }),
  score: ({ quotes }) => ({ score: quotes.some(({ quote }) => /two|three/i.test(quote)) ? 5 : 3 }),
};
const options = { atOnce: 2, signal: new AbortController().signal, tell() {} };

describe('judge tests', () => {
  it('are ordered by their evidence, and praise moves nothing', async () => {
    const scores = await scoreJudgeTests(scripted(checks).agent, await loadJudgeTests(OURS, 10), options);
    expect(scores.levels).toEqual({ low: [null, null], medium: [3, 3], high: [5, 5] });
    expect(scores.praise).toHaveLength(2 * 2);
    expect(measure(scores, false)).toMatchObject({
      order: { value: 1, n: 6, pass: true },
      high_over_low: { value: 1, pass: true },
      praise: { value: 0, n: 4, pass: true },
    });
  });

  it('see a judge that likes praise, and one that sees no difference', async () => {
    const pleased: Model = {
      evidence: ({ said }) => ({ evidence: said.map(({ turn, said: quote }) => ({ turn, quote })) }),
      score: ({ quotes }) => ({ score: quotes.some(({ quote }) => /best|Thanks/.test(quote)) ? 5 : 3 }),
    };
    const scores = await scoreJudgeTests(scripted(pleased).agent, await loadJudgeTests(OURS, 10), options);
    expect(measure(scores, false)).toMatchObject({
      order: { value: 0.5, pass: false },
      praise: { value: 2, pass: false },
    });
  });

  it('count what could not be scored, and invent nothing for it', async () => {
    const away = { ...checks, evidence: () => 'refused' };
    const scores = await scoreJudgeTests(scripted(away).agent, await loadJudgeTests(OURS, 1), options);
    expect(scores.failed).toEqual(new Map([['refused', 3 + 2]]));
    const metrics = measure(scores, false);
    for (const metric of Object.values(metrics))
      expect(metric).toMatchObject({ value: null, pass: 'not measured', reason: 'nothing was scored' });
    expect(table(metrics, scores.failed, 'm', 1)).toContain('5 could not be scored (refused)');
  });

  it.each([
    [[5, 5], [1, 1], 1],
    [[3], [3], 0.5],
    [[null], [1], 0],
    [[1], [null], 1],
    [[], [1], null],
  ])('%j over %j is %s', (above, below, is) => {
    expect(auc(above, below)).toBe(is);
  });

  it.skipIf(!existsSync(SHARED))(
    'of others are read as they are published (skipped where they are not at hand)',
    async () => {
      const { rubrics, sets } = await loadJudgeTests(SHARED, 1000);
      for (const one of [...sets.low, ...sets.medium, ...sets.high])
        expect(Object.keys(rubrics.get(one.id.split('_')[0]!)!)).toContain(one.dimension);
      expect(Object.values(sets).map((set) => set.length)).toEqual([20, 20, 20, 20]);
    },
  );

  it('that are not there are named', async () => {
    await expect(loadJudgeTests('/nowhere', 1)).rejects.toThrow('/nowhere/low-evidence.json cannot be read');
  });
});

describe('tingda judge-tests', () => {
  const run = (environment: Record<string, string>, ...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { PATH: process.env.PATH, ...environment };
      const command = [cli, 'judge-tests', OURS, ...args];
      execFile(process.execPath, command, { env, timeout: 180_000 }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
      );
    });

  it('works against a scripted server, and does not say that it had measured a model', async () => {
    const { openai, environment } = await startScoring(checks);
    try {
      const { code, out, err } = await run(environment, '--json', '--limit', '1');
      expect(err).toBe('');
      const { model, metrics, failed } = JSON.parse(out);
      expect([code, model, failed]).toEqual([0, 'gpt-emulated', {}]);
      for (const metric of Object.values(metrics))
        expect(metric).toMatchObject({ value: null, pass: 'not measured', reason: 'the model is a script' });
      expect(metrics.order.n).toBe(3);
    } finally {
      await openai.stop();
    }
  });

  it('says in one sentence that there is no model', async () => {
    const { code, err } = await run({});
    expect(code).not.toBe(0);
    expect(err).toMatch(/^No model is set up[^\n]*\n$/);
  });
});
