/** Every list of the API by each of its filters and by pairs of them, at its beginning and far behind it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bed } from '../support/bed.ts';
import { chance, pick } from '../support/chance.ts';
import { ms, type PartResult, quantile } from '../support/figures.ts';
import { combinations, far, listsOf, pathOf, sampleIds, wantedOf } from '../support/lists.ts';
import { fillPipeline } from '../support/pipeline-pool.ts';
import { fillPool } from '../support/pool.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { API_KEY, query, startSystem } from '../support/system.ts';

const PEOPLE = 100_000;
const GOAL_MS = 50;
/** Of each filter; the first ones open connections and plans, and do not count. */
const ROUNDS = 24;
const WARM_UP = 4;
const PAUSE_MS = 12;

export async function lists(bed: Bed, progress: Progress): Promise<PartResult> {
  const corner = await bed.corner();
  await fillPool(corner, PEOPLE);
  await fillPipeline(corner, progress);
  const ids = await query(corner, sampleIds);
  const provider = await Provider.start();
  const system = await startSystem(corner, provider, 'api');
  const random = chance(13);
  const times = new Map<string, number[]>();
  for (const list of listsOf(await documentOf(system.url))) {
    for (const filters of combinations(list)) {
      const name = [list.name, ...filters.map((filter) => filter.name)].join(' ');
      const taken: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const search = new URLSearchParams(
          filters.map((filter): [string, string] => [filter.name, wantedOf(random, filter, ids)]),
        );
        search.set('limit', pick(random, ['25', '100']));
        const url = `${system.url}${pathOf(random, list, ids)}?${search}`;
        const { took, next } = await ask(url);
        taken.push(took);
        const deep = next && far(random, next);
        if (deep) taken.push((await ask(`${url}&cursor=${deep}`)).took);
        // Within the budget of a key, as an integrator has to be.
        await sleep(PAUSE_MS);
      }
      times.set(name, taken.slice(WARM_UP));
    }
    progress(
      `${list.name}: ${ms(
        quantile(
          [...times].filter(([name]) => name.startsWith(list.name)).flatMap(([, all]) => all),
          0.95,
        ),
      )}`,
    );
  }
  await system.stop();
  await provider.stop();
  const p95 = [...times].map(([name, list]) => ({ name, p95: quantile(list, 0.95) }));
  p95.sort((a, b) => b.p95 - a.p95);
  const all = [...times.values()].flat();
  const [worst] = p95;
  const over = p95.filter((one) => one.p95 > GOAL_MS);
  return {
    title: 'Every list',
    how:
      `GET of every list but that of candidates, which has a part of its own, with ${PEOPLE.toLocaleString('en')} candidates and what ` +
      'became of them: two applications each, with their interviews, invitations, steps, employments, records, tickets and events; ' +
      `${times.size} combinations of no, one and two filters with values at random, pages of 25 and 100, first ones and far ones.`,
    figures: [
      { what: 'p50', value: ms(quantile(all, 0.5)) },
      {
        what: 'p95',
        value: ms(quantile(all, 0.95)),
        goal: `≤ ${GOAL_MS} ms`,
        pass: quantile(all, 0.95) <= GOAL_MS,
      },
      {
        what: `the slowest combination (${worst?.name}), p95`,
        value: ms(worst?.p95 ?? 0),
        goal: `≤ ${GOAL_MS} ms`,
        pass: over.length === 0,
      },
    ],
    notes: [
      `The slowest by p95: ${p95
        .slice(0, 12)
        .map((one) => `${one.name} ${ms(one.p95)}`)
        .join('; ')}.`,
    ],
  };
}

async function documentOf(url: string): Promise<Parameters<typeof listsOf>[0]> {
  return (await (await fetch(`${url}/openapi.json`)).json()) as Parameters<typeof listsOf>[0];
}

async function ask(url: string): Promise<{ took: number; next: string | null }> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${API_KEY}` } });
  const body = (await answer.json()) as { next_cursor: string | null };
  if (answer.status !== 200)
    throw new Error(`${url} was answered with ${answer.status}: ${JSON.stringify(body)}`);
  return { took: performance.now() - began, next: body.next_cursor };
}
