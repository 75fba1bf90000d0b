import { expect, it } from 'vitest';
import { createMetrics } from '../../src/metrics.ts';
import { modelFigures, modelReport } from '../../src/simulate/model-figures.ts';

it('what became of the questions to a model is read off the metrics that a process gives', async () => {
  const metrics = createMetrics(() => Promise.reject(new Error('no database')));
  metrics.model.call('understand', 'ok', 0.1, 10, 5);
  metrics.model.call('understand', 'ok', 0.1, 10, 5);
  metrics.model.call('answer', 'timeout', 12, 0, 0);
  metrics.lineRefused('follow_up', 'promise');
  metrics.claimsDropped(3);
  const figures = modelFigures(await metrics.text());
  expect(figures).toEqual({
    calls: { 'understand ok': 2, 'answer timeout': 1 },
    lines_refused: { 'follow_up promise': 1 },
    claims_dropped: 3,
  });
  expect(modelReport(figures)).toBe(
    'questions to the model: understand ok 2, answer timeout 1\n' +
      'its lines that were not said: follow_up promise 1\n' +
      'its claims without words behind: 3',
  );
  expect(modelReport(modelFigures(''))).toContain('questions to the model: none');
});
