/** How many rows the database reads for a page of each list, by each filter and each two: about as many as are shown. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chance } from '../../bench/support/chance.ts';
import {
  combinations,
  far,
  type Ids,
  listsOf,
  pathOf,
  sampleIds,
  wantedOf,
} from '../../bench/support/lists.ts';
import { fillPipeline } from '../../bench/support/pipeline-pool.ts';
import { fillPool } from '../../bench/support/pool.ts';
import { connect } from '../../db/client.ts';
import { type Harness, startHarness } from '../api/harness.ts';
import { createDatabase } from '../support/services.ts';

const { TINGDA_NIGHTLY: nightly } = process.env;
const PEOPLE = nightly ? 100_000 : 5000;
const ROUNDS = nightly ? 10 : 2;
const PAGE = 25;
/** A page joins up to ten tables; a walk through a table of these reads tens of thousands. */
const MOST = nightly ? 30_000 : 2500;

let api: Harness;
let ids: Ids;
beforeAll(async () => {
  const databaseUrl = await createDatabase();
  const corner = { databaseUrl, redisUrl: '' };
  await fillPool(corner, PEOPLE);
  await fillPipeline(corner, () => {});
  const database = await connect({ databaseUrl, dataDir: '', connections: 1 });
  // Small tables would be read whole because they are small.
  await database.sql`set enable_seqscan = off`;
  api = await startHarness({}, database);
  ids = await sampleIds(database.sql as never);
}, 600_000);
afterAll(() => api.close());

async function rowsRead(): Promise<number> {
  await api.sql`select pg_stat_force_next_flush()`;
  const [row] = await api.sql<{ n: number }[]>`
    select (sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)))::int as n from pg_stat_user_tables
    where relname not in ('openings', 'flows', 'contract_templates', 'api_keys')`;
  return row!.n;
}

it('a page is read without reading what is not on it', async () => {
  const random = chance(5);
  const slow: string[] = [];
  const document = JSON.parse((await api.call('GET', '/openapi.json')).text);
  for (const list of listsOf(document))
    for (const filters of combinations(list))
      for (let round = 0; round < ROUNDS; round++) {
        const search = new URLSearchParams(
          filters.map((one): [string, string] => [one.name, wantedOf(random, one, ids)]),
        );
        search.set('limit', String(PAGE));
        const path = `${pathOf(random, list, ids)}?${search}`;
        const before = await rowsRead();
        const { status, body } = await api.call('GET', path);
        const read = (await rowsRead()) - before;
        expect(status, path).toBe(200);
        if (read > MOST) slow.push(`${list.name} ${search}: ${read} rows`);
        if (body.next_cursor === null) continue;
        await api.call('GET', `${path}&cursor=${far(random, body.next_cursor)}`);
        const deep = (await rowsRead()) - before - read;
        if (deep > MOST) slow.push(`${list.name} ${search}, far: ${deep} rows`);
      }
  expect(slow).toEqual([]);
}, 600_000);
