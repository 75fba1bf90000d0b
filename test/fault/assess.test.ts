/** A process that is killed while an interview is assessed, and started again: each version is made once, of the newest state. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { CRASH_POINTS } from '../../src/crash.ts';
import { SAID } from '../assessment/people.ts';
import { type ScoringServer, startScoring } from '../assessment/server.ts';
import { add, interviewOf } from '../assessment/stage.ts';
import { waitUntil } from '../support/patience.ts';
import { Stacks } from './stacks.ts';

const POINTS = CRASH_POINTS.filter((point) => point.startsWith('assess.'));
/** The first version and the second: each point at one of them, by night at both and often. */
const CASES = POINTS.flatMap((point, i) =>
  (process.env.TINGDA_NIGHTLY ? Array.from({ length: 40 }, (_, n) => 1 + (n % 2)) : [1 + (i % 2)]).map(
    (passing) => ({ point, passing }),
  ),
);
/** A lease has to run out, and the machine may be busy. */
const PATIENCE_MS = 60_000;

let scoring: ScoringServer;
beforeAll(async () => {
  scoring = await startScoring();
});
const stacks = new Stacks({ environment: () => scoring.environment });
afterAll(async () => {
  await stacks.close();
  await scoring.openai.stop();
});

describe('every assessment is made, once, whatever dies', () => {
  it.concurrent.each(CASES)(
    '$point, at passing $passing',
    ({ point, passing }) =>
      stacks.use(async (stack) => {
        const { sql, close } = await connect({ databaseUrl: stack.options.databaseUrl, dataDir: '' });
        try {
          const kills = await stack.killedAt('node', [`${point}:${passing}`], async () => {
            const one = await interviewOf(sql, SAID.zh);
            const versions = (n: number) =>
              waitUntil(
                async () => {
                  const rows = await sql<{ version: number; reopened_by: number[] }[]>`
                    select version, to_jsonb(reopened_by) as reopened_by from assessments
                    where interview_id = ${one.id} order by version`;
                  const [job] = await sql`select 1 from assessment_jobs where done < wanted`;
                  return rows.length >= n && !job ? rows : null;
                },
                { timeout: PATIENCE_MS, interval: 100 },
              );
            await versions(1);
            await add(sql, one, '后来组长让我带新人，一共带了四个。');
            expect((await versions(2)).map((row) => [row.version, row.reopened_by.length])).toEqual([
              [1, 0],
              [2, 1],
            ]);
            const [told] = await sql`
              select count(*)::int as n, count(distinct data->>'assessment_id')::int as of from events
              where type = 'assessment.created' and application_id = ${one.application}`;
            expect(told).toEqual({ n: 2, of: 2 });
          });
          expect(kills, `${point} was not passed`).toBe(1);
        } finally {
          await close();
        }
      }),
    120_000,
  );
});
