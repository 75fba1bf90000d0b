/** A process that is killed while it asks a provider for a step, and started again: one step over there, whatever dies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { createStep } from '../../db/steps.ts';
import { CRASH_POINTS } from '../../src/crash.ts';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { SAID } from '../assessment/people.ts';
import { interviewOf } from '../assessment/stage.ts';
import { waitUntil } from '../support/patience.ts';
import { Stacks } from './stacks.ts';

const POINTS = CRASH_POINTS.filter((point) => point.startsWith('step.'));
const PASSINGS = process.env.TINGDA_NIGHTLY ? 20 : 2;
const CASES = POINTS.flatMap((point) =>
  Array.from({ length: PASSINGS }, (_, n) => ({ point, passing: 1 + (n % 2) })),
);
/** A lease has to run out, and the machine may be busy. */
const PATIENCE_MS = 90_000;

let there: StepsEmulator;
beforeAll(async () => {
  there = await StepsEmulator.start();
});
const stacks = new Stacks({ environment: () => there.environment });
afterAll(async () => {
  await stacks.close();
  await there.stop();
});

describe('a step is begun over there, once', () => {
  it.concurrent.each(CASES)(
    '$point, at passing $passing',
    ({ point, passing }) =>
      stacks.use(async (stack) => {
        const { sql, close } = await connect({ databaseUrl: stack.options.databaseUrl, dataDir: '' });
        try {
          const ids: string[] = [];
          const kills = await stack.killedAt('node', [`${point}:${passing}`], async () => {
            for (let n = 0; n < passing; n++) ids.push(await begin(sql));
            await waitUntil(
              async () => {
                const left = await sql`
                  select 1 from steps where id = any(${ids}) and (work is not null or external_id is null)`;
                return left.length === 0;
              },
              { timeout: PATIENCE_MS, interval: 100 },
            );
          });
          expect(kills, `${point} was not passed`).toBe(1);
          const known = await sql<{ id: string; external_id: string }[]>`
            select id, external_id from steps where id = any(${ids})`;
          for (const { id, external_id } of known) expect(there.steps.get(id)).toMatchObject({ external_id });
          const asked = ids.reduce((sum, id) => sum + there.steps.get(id)!.asked, 0);
          // Killed after it asked, nobody knows, and it asks again by the same name; so does whatever was under way beside it.
          expect(asked).toBeGreaterThanOrEqual(point === 'step.asked' ? passing + 1 : passing);
          expect(asked).toBeLessThanOrEqual(2 * passing);
        } finally {
          await close();
        }
      }),
    180_000,
  );
});

/** A contract that a provider takes care of: nothing of a person is needed for it. */
async function begin(sql: Awaited<ReturnType<typeof connect>>['sql']): Promise<string> {
  const { application } = await interviewOf(sql, SAID.zh);
  return sql.begin(async (tx) => {
    await tx`update applications set stage = 'advanced' where id = ${application}`;
    const step = await createStep(tx, {
      ...{ applicationId: application, kind: 'contract', provider: 'http', state: 'sent', data: {} },
      ...{ fromStages: ['advanced'], start: true, by: 'key_test' },
    });
    if (!step || step === 'erased' || 'refused' in step) throw new Error('It was not begun.');
    return step.id;
  });
}
