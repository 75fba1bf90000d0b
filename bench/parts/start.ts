/** From the start of the process to the first 200 of /readyz. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bed } from '../support/bed.ts';
import { median, ms, type PartResult } from '../support/figures.ts';
import { type Program, startProgram } from '../support/processes.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { environment, startFloor, startSystem } from '../support/system.ts';

const STARTS = 5;
const EMBEDDED_STARTS = 3;
const GOAL_MS = 1500;

export async function start(bed: Bed, progress: Progress): Promise<PartResult> {
  const provider = await Provider.start();
  const corner = await bed.corner();
  const times: Record<'floor' | 'ours', number[]> = { floor: [], ours: [] };
  for (let i = 0; i < STARTS; i++) {
    times.floor.push(await once(() => startFloor(corner, provider)));
    times.ours.push(await once(() => startSystem(corner, provider, 'all')));
  }
  const [ours, floor] = [median(times.ours), median(times.floor)];
  progress(`on services: ${ms(ours)}, floor ${ms(floor)}`);

  const directory = mkdtempSync(join(tmpdir(), 'tingda-bench-'));
  const { DATABASE_URL: _, REDIS_URL: __, ...rest } = environment(corner, provider);
  const embedded = () =>
    once(() => startProgram(['src/cli.ts', 'start'], { ...rest, DATA_DIR: join(directory, 'data') }));
  const first = await embedded();
  const later: number[] = [];
  for (let i = 0; i < EMBEDDED_STARTS; i++) later.push(await embedded());
  rmSync(directory, { recursive: true });
  await provider.stop();
  progress(`embedded: first ${ms(first)}, later ${ms(median(later))}`);
  return {
    title: 'Start to ready',
    how:
      'Process start → /readyz answers 200, asked every 5 ms. Floor: Node, Hono, one connection each to PostgreSQL and ' +
      `Redis. Medians of ${STARTS} (embedded: ${EMBEDDED_STARTS}).`,
    figures: [
      {
        what: 'on PostgreSQL and Redis',
        value: ms(ours),
        floor: ms(floor),
        goal: `≤ ${ms(GOAL_MS)}`,
        pass: ours <= GOAL_MS,
      },
      { what: 'embedded, an empty directory', value: ms(first) },
      { what: 'embedded, later', value: ms(median(later)) },
    ],
    notes: [],
  };
}

async function once(begin: () => Promise<Program>): Promise<number> {
  const program = await begin();
  await program.stop();
  return program.readyMs;
}
