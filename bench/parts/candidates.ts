/** The list of candidates by every filter and by several at once, in a pool of 100,000. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bed } from '../support/bed.ts';
import { type Chance, chance, pick } from '../support/chance.ts';
import { ms, type PartResult, quantile } from '../support/figures.ts';
import { CITIES, fillPool, ROLES, SKILLS, SLOTS, SOURCES, SURNAMES } from '../support/pool.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { API_KEY, startSystem } from '../support/system.ts';

const PEOPLE = 100_000;
const GOAL_MS = 50;
const ROUNDS = 25;
/** Rounds in which connections are opened and nothing counts. */
const WARM_UP = 2;
const PAUSE_MS = 25;
const DAY = 86_400_000;

type Ask = (random: Chance) => Record<string, string>;

const near: Ask = (random) => {
  const { lat, lon } = pick(random, CITIES);
  const off = () => (random() - 0.5) * 0.4;
  return {
    near: `${(lat + off()).toFixed(5)},${(lon + off()).toFixed(5)}`,
    radius_km: pick(random, ['1', '5', '30']),
  };
};
const slot: Ask = (random) => ({ slot: pick(random, [...SLOTS, 'sun 23:00-03:00', 'mon 04:00-09:00']) });
const night: Ask = (random) => ({ accepts_night: pick(random, ['true', 'false']) });
const role: Ask = (random) => ({ role: pick(random, [...ROLES, 'pilot']) });
const stage: Ask = (random) => ({
  stage: pick(random, ['applied', 'reviewing', 'hired', 'declined', 'background_check', 'contract']),
});
const source: Ask = (random) => ({ source: pick(random, [...SOURCES, 'nowhere']) });
const language: Ask = (random) => ({ language: pick(random, ['zh', 'en']) });
const updated: Ask = (random) => ({
  updated_after: new Date(Date.now() - random() * pick(random, [1, 30, 700]) * DAY).toISOString(),
});
const q: Ask = (random) => ({
  q: pick(random, [
    pick(random, SURNAMES),
    `${pick(random, SURNAMES)}建`,
    '王伟国',
    pick(random, SKILLS),
    String(Math.floor(1e4 * random())),
    String(Math.floor(1e7 * random())),
    '+86',
    'nobody at all',
    '100%',
  ]),
});

/** Every filter alone, and what people ask for together; the last ones are as good as never true. */
const asks = (openings: string[]): Record<string, Ask[]> => {
  const opening: Ask = (random) => ({ opening_id: pick(random, openings) });
  return {
    'no filter': [],
    near: [near],
    slot: [slot],
    accepts_night: [night],
    role: [role],
    stage: [stage],
    opening_id: [opening],
    source: [source],
    language: [language],
    updated_after: [updated],
    q: [q],
    'near, slot, accepts_night': [near, slot, night],
    'near, role, language': [near, role, language],
    'stage, source': [stage, source],
    'stage, opening_id': [stage, opening],
    'stage, accepts_night, role': [stage, night, role],
    'stage, near': [stage, near],
    'stage, q': [stage, q],
    'q, language, accepts_night': [q, language, night],
    'slot, role, source, updated_after': [slot, role, source, updated],
    everything: [near, slot, night, role, stage, source, language, updated, q],
  };
};

export async function candidates(bed: Bed, progress: Progress): Promise<PartResult> {
  const corner = await bed.corner();
  const openings = await fillPool(corner, PEOPLE);
  progress(`${PEOPLE.toLocaleString('en')} candidates are there`);
  const provider = await Provider.start();
  const system = await startSystem(corner, provider, 'api');
  const random = chance(11);
  const times = new Map<string, number[]>();
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    if (round === 0) times.clear();
    for (const [name, parts] of Object.entries(asks(openings))) {
      const filters = Object.assign({}, ...parts.map((part) => part(random)));
      const search = new URLSearchParams({ ...filters, limit: pick(random, ['25', '100']) });
      const began = performance.now();
      const next = await ask(`${system.url}/v1/candidates?${search}`);
      times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
      if (next !== null && round % 5 === 0) {
        const page = performance.now();
        await ask(`${system.url}/v1/candidates?${search}&cursor=${next}`);
        times.get(name)?.push(performance.now() - page);
      }
      // Within the budget of a key, as an integrator has to be.
      await sleep(PAUSE_MS);
    }
  }
  await system.stop();
  await provider.stop();
  const all = [...times.values()].flat();
  const slowest = [...times].map(([name, list]) => ({ name, p95: quantile(list, 0.95) }));
  slowest.sort((a, b) => b.p95 - a.p95);
  const p95 = quantile(all, 0.95);
  const [worst] = slowest;
  return {
    title: 'The list of candidates by filters',
    how:
      `GET /v1/candidates in a pool of ${PEOPLE.toLocaleString('en')} with two applications each, one request after the ` +
      `other over HTTP, ${times.size} combinations of filters with values at random, rare ones and ones of nobody ` +
      'included, pages of 25 and 100, first and second.',
    figures: [
      { what: 'p50', value: ms(quantile(all, 0.5)) },
      { what: 'p95', value: ms(p95), goal: `≤ ${GOAL_MS} ms`, pass: p95 <= GOAL_MS },
      {
        what: `the slowest combination (${worst?.name}), p95`,
        value: ms(worst?.p95 ?? 0),
        goal: `≤ ${GOAL_MS} ms`,
        pass: (worst?.p95 ?? 0) <= GOAL_MS,
      },
    ],
    notes: [
      `p95 by combination: ${slowest.map(({ name, p95: value }) => `${name} ${ms(value)}`).join('; ')}.`,
    ],
  };
}

/** @returns the cursor of the next page */
async function ask(url: string): Promise<string | null> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${API_KEY}` } });
  const body = (await answer.json()) as { next_cursor: string | null };
  if (answer.status !== 200) throw new Error(`${url} was answered with ${answer.status}`);
  return body.next_cursor;
}
