/** A process that is killed while it gives people the new time of their shift: each has it, and is told of it once. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Crash } from './stack.ts';
import { Stacks } from './stacks.ts';

const PATIENCE_MS = 60_000;

const stacks = new Stacks({ redis: false });
afterAll(() => stacks.close());

const opening = { title: { zh: '分拣员', en: 'Sorter' }, role: 'sorter', flow: 'warehouse-sorter' };
const [BEGINS, ENDS, LATER] = ['2099-01-01T00:00:00Z', '2099-01-01T08:00:00Z', '2099-01-01T02:00:00.000Z'];

/** Of three people: before the first is told for good, after it, and in the middle of the second. */
const CRASHES: Crash[] = ['tell.stored:1', 'tell.committed:1', 'tell.stored:2'];

describe('killed between the note of a shift and the telling', () => {
  it.each(CRASHES)('at %s, everybody is moved and told once', { timeout: 120_000 }, async (crash) =>
    stacks.use(async (stack) => {
      const { sql } = stack;
      const post = async (path: string, body: object) =>
        String((await stack.call('POST', path, body)).body.id);
      const opening_id = await post('/v1/openings', { ...opening, status: 'open' });
      const shifts = `/v1/openings/${opening_id}/shifts`;
      const shift = await post(shifts, { starts_at: BEGINS, ends_at: ENDS, capacity: 3 });
      const steps: string[] = [];
      for (let n = 0; n < 3; n++) {
        const application_id = await post('/v1/applications', {
          ...{ opening_id, candidate_id: await post('/v1/candidates', {}) },
        });
        await sql`update applications set stage = 'contract' where id = ${application_id}`;
        steps.push(
          await post('/v1/onboardings', { application_id, starts_at: BEGINS, place: { name: 'x' } }),
        );
      }
      await stack.settled(PATIENCE_MS);
      const kills = await stack.killedAt('node', [crash], async () => {
        expect((await stack.call('PATCH', `${shifts}/${shift}`, { starts_at: LATER })).status).toBe(200);
        const left = () => sql`select 1 from shift_claims where moved_at is not null`;
        await vi.waitUntil(async () => (await left()).length === 0, { timeout: PATIENCE_MS, interval: 50 });
        await stack.settled(PATIENCE_MS);
      });
      expect(kills).toBe(1);
      const rows = await sql`
        select data->>'starts_at' as begins, (select count(*)::int from step_moves where step_id = s.id) as moves,
          (select count(*)::int from inbox where content->>'subject' = s.id
            and content->>'notice' = 'onboarding.rescheduled') as told
        from steps s where id in ${sql(steps)}`;
      expect(rows).toEqual(Array(3).fill({ begins: LATER, moves: 2, told: 1 }));
    }),
  );
});
