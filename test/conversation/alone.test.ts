import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../db/client.ts';
import { createAlone } from '../../src/alone.ts';
import { createLog } from '../../src/log.ts';
import { openTransaction } from '../db/support.ts';
import { waitFor, waitUntil } from '../support/patience.ts';
import { createDatabase } from '../support/services.ts';

const log = createLog('silent');
/** A lease is 6 s: what needs one to run out is given more. */
const RUNS_OUT_MS = 12_000;

let databases: Database[];
beforeAll(async () => {
  const databaseUrl = await createDatabase();
  databases = await Promise.all([1, 2].map(() => connect({ databaseUrl, dataDir: '' })));
});
afterAll(async () => void (await Promise.all(databases.map((database) => database.close()))));

/** A process that works as soon as it may; `working` says whether it does. */
function process(name: string, { sql }: Pick<Database, 'sql'>) {
  const state = { working: false, begun: 0 };
  const stop = createAlone(sql, log)(name, async (signal) => {
    state.working = true;
    state.begun++;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    state.working = false;
  });
  return Object.assign(state, { stop });
}

it('works in one process, and in the next as soon as that one stops', async () => {
  const name = randomUUID();
  const all = databases.map((database) => process(name, database));
  const working = () => all.filter((one) => one.working);
  await waitFor(() => expect(working()).toHaveLength(1));
  const [first] = working();
  await first!.stop();
  expect(first!.working, 'who has stopped works no more').toBe(false);
  await waitFor(() => expect(working()).toHaveLength(1));
  expect(working()).not.toContain(first);
  await Promise.all(all.map((one) => one.stop()));
  expect(working()).toEqual([]);
});

it('goes on for longer than a lease', async () => {
  const name = randomUUID();
  const [holder, waiter] = databases.map((database) => process(name, database));
  await waitFor(() => expect(holder!.begun + waiter!.begun).toBe(1));
  const { sql } = databases[0]!;
  const token = async () => (await sql`select token from leases where name = ${name}`)[0]?.token;
  const before = await token();
  const [{ until }] = (await sql`select until from leases where name = ${name}`) as unknown as [
    { until: Date },
  ];
  await waitUntil(async () => (await sql`select 1 where now() > ${until}`).length === 1, {
    timeout: RUNS_OUT_MS,
  });
  expect(await token()).toBe(before);
  expect(holder!.begun + waiter!.begun).toBe(1);
  await Promise.all([holder!.stop(), waiter!.stop()]);
});

it('ends when another process has the lease, and begins again when that one has gone', async () => {
  const name = randomUUID();
  const one = process(name, databases[0]!);
  await waitFor(() => expect(one.working).toBe(true));
  const { sql } = databases[1]!;
  await sql`update leases set token = ${randomUUID()}, until = now() + interval '1 minute' where name = ${name}`;
  await waitFor(() => expect(one.working).toBe(false));
  await sql`delete from leases where name = ${name}`;
  await waitFor(() => expect(one.working).toBe(true));
  await one.stop();
});

it('ends when the database gives no answer for as long as the lease lasts', async () => {
  const name = randomUUID();
  const one = process(name, databases[0]!);
  await waitFor(() => expect(one.working).toBe(true));
  const lock = await openTransaction(
    databases[1]!.sql,
    (tx) => tx`select from leases where name = ${name} for update`,
  );
  await waitFor(() => expect(one.working).toBe(false), { timeout: RUNS_OUT_MS });
  await lock.commit();
  await waitFor(() => expect(one.working).toBe(true));
  await one.stop();
});

it('begins again after work that failed', async () => {
  let begun = 0;
  const stop = createAlone(databases[0]!.sql, log)(randomUUID(), async () => {
    if (++begun === 1) throw new Error('at first');
  });
  await waitFor(() => expect(begun).toBeGreaterThan(1));
  await stop();
});
