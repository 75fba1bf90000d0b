/** A process that is killed while a file is taken in, and started again: no row is lost, none is taken in twice, no file stays. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../../src/crash.ts';
import { waitUntil } from '../support/patience.ts';
import { temporaryDirectory } from '../support/server.ts';
import type { Stack } from './stack.ts';
import { Stacks } from './stacks.ts';

const POINTS = CRASH_POINTS.filter((point) => point.startsWith('import.'));
/** Of the batches there are three: the first, and by night each of them and often. */
const CASES = POINTS.flatMap((point) => {
  const often = /taken|before_commit|committed/.test(point);
  const passings = process.env.TINGDA_NIGHTLY
    ? Array.from({ length: 40 }, (_, n) => 1 + (often ? n % 3 : 0))
    : [1];
  return passings.map((passing) => ({ point, passing }));
});
/** A lease has to run out, and the machine may be busy. */
const PATIENCE_MS = 60_000;
const ROWS = 450;

const stacks = new Stacks({ environment: () => ({ MEDIA_URL: `file://${temporaryDirectory()}` }) });
afterAll(() => stacks.close());
let files = 0;

describe('a file is taken in, each row once, whatever dies', () => {
  it.concurrent.each(CASES)(
    '$point, at passing $passing',
    ({ point, passing }) =>
      stacks.use(async (stack) => {
        const source = `system-${++files}`;
        const file = [
          'remote_id,name',
          ...Array.from({ length: ROWS }, (_, i) => `${source}-${i},Somebody ${i}`),
        ].join('\n');
        // Nobody has to wait until the lease of the dead has run out.
        void stack.death('node').then(() => stack.sql`update imports set lease_until = now()`);
        const kills = await stack.killedAt('node', [`${point}:${passing}`], async () => {
          const id = await send(stack, source, file);
          const ended = async () => {
            const [row] = await stack.sql`
              select rows_done::int as done, rows_created::int as created from imports
              where id = ${id} and status = 'completed'`;
            // Also what a sender left that never heard an answer.
            const left = await stack.sql`select 1 from import_files`;
            return row && left.length === 0 ? row : null;
          };
          await stack.sql`update import_files set erase_at = now() where erase_at > now()`;
          const row = await waitUntil(ended, { timeout: PATIENCE_MS, interval: 100 });
          expect(row).toEqual({ done: ROWS, created: ROWS });
        });
        expect(kills, `${point} was not passed`).toBe(1);
        const [made] = await stack.sql`
          select count(*)::int as people, count(distinct o.remote_id)::int as names, count(e.id)::int as events
          from candidate_origins o join events e on e.data->>'candidate_id' = o.candidate_id
          where o.source = ${source}`;
        expect(made).toEqual({ people: ROWS, names: ROWS, events: ROWS });
        const [all] = await stack.sql`select count(*)::int as n from candidates where source = ${source}`;
        expect(all).toEqual({ n: ROWS });
        const media = stack.options.environment!.MEDIA_URL!.slice('file://'.length);
        expect(filesIn(media).filter((name) => name.startsWith('imp_'))).toEqual([]);
      }),
    120_000,
  );
});

/** Whoever gets no answer sends it again, under the same key. */
async function send(stack: Stack, source: string, file: string): Promise<string> {
  const post = async () => {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': source };
    const path = `/v1/imports?kind=candidates&source=${source}`;
    const { status, body } = await stack.call('POST', path, file, headers);
    expect(status, JSON.stringify(body)).toBe(201);
    return String(body.id);
  };
  return waitUntil(() => post().catch(() => null), { timeout: PATIENCE_MS, interval: 100 });
}

const filesIn = (directory: string): string[] =>
  readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesIn(path) : [name];
  });
