/** A process that is killed while it does what a POST with a key asks for: nothing was done, or it was, and the answer is kept. */
import { afterAll, expect, it } from 'vitest';
import { waitUntil } from '../support/patience.ts';
import type { Crash } from './stack.ts';
import { Stacks } from './stacks.ts';

const PATIENCE_MS = 60_000;

const stacks = new Stacks({ redis: false });
afterAll(() => stacks.close());

const opening = { title: { zh: '分拣员', en: 'Sorter' }, role: 'sorter', flow: 'warehouse-sorter' };
const KEY = { name: 'for the ATS', scopes: ['openings:read'] };

/** At which it dies, and whether the second request finds the first one's answer. */
const CASES: [path: string, body: { [field: string]: unknown }, crash: Crash, kept: boolean][] = [
  ['/v1/openings', opening, 'once.stored:1', false],
  ['/v1/openings', opening, 'once.committed:1', true],
  ['/v1/keys', KEY, 'once.committed:1', true],
];

it('asked again, gives the answer of the one effect that there is', async () =>
  stacks.use(async (stack) => {
    const rows = async (path: string) => {
      const table = path === '/v1/keys' ? 'api_keys' : 'openings';
      return stack.sql<{ id: string }[]>`select id from ${stack.sql(table)} order by position`;
    };
    for (const [i, [path, body, crash, kept]] of CASES.entries()) {
      const before = await rows(path);
      const key = { 'idempotency-key': `killed-${i}` };
      // Whoever gets no answer asks again.
      const ask = () => stack.call('POST', path, body, key).catch(() => null);
      let left = -1;
      const kills = await stack.killedAt('node', [crash], async () => {
        expect(await ask()).toBeNull();
        left = (await rows(path)).length - before.length;
        const answer = await waitUntil(ask, { timeout: PATIENCE_MS, interval: 50 });
        const made = (await rows(path)).slice(before.length);
        expect(made).toEqual([{ id: answer.body.id }]);
        expect(answer.status).toBe(201);
        // What is a secret was lost with the first answer: a new one is made by a new request.
        expect('key' in answer.body).toBe(false);
        const again = await ask();
        expect(again).toEqual(answer);
        expect(await rows(path)).toHaveLength(before.length + 1);
      });
      expect([kills, left], crash).toEqual([1, kept ? 1 : 0]);
    }
  }));

it(
  'killed between the seat and the commit, it has taken none; asked again, it takes one',
  { timeout: 120_000 },
  async () =>
    stacks.use(async (stack) => {
      const { sql } = stack;
      const post = async (path: string, body: object) =>
        String((await stack.call('POST', path, body)).body.id);
      const opening_id = await post('/v1/openings', { ...opening, status: 'open' });
      const times = { starts_at: '2099-01-01T00:00:00Z', ends_at: '2099-01-01T08:00:00Z' };
      await post(`/v1/openings/${opening_id}/shifts`, { ...times, capacity: 1 });
      const candidate_id = await post('/v1/candidates', {});
      const application_id = await post('/v1/applications', { opening_id, candidate_id });
      await sql`update applications set stage = 'contract' where id = ${application_id}`;
      const left = async () => {
        const [row] = await sql`
        select a.stage, (select count(*)::int from shift_claims) as seats, (select count(*)::int from steps) as steps
        from applications a where a.id = ${application_id}`;
        return row;
      };
      const body = { application_id, starts_at: times.starts_at, place: { name: 'x' } };
      const key = { 'idempotency-key': 'killed-seated' };
      const ask = () => stack.call('POST', '/v1/onboardings', body, key).catch(() => null);
      const kills = await stack.killedAt('node', ['once.seated:1'], async () => {
        expect(await ask()).toBeNull();
        expect(await left()).toEqual({ stage: 'contract', seats: 0, steps: 0 });
        expect((await waitUntil(ask, { timeout: PATIENCE_MS, interval: 50 })).status).toBe(201);
        expect(await left()).toEqual({ stage: 'onboarding', seats: 1, steps: 1 });
      });
      expect(kills).toBe(1);
    }),
);
