import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { Database } from '../../db/client.ts';
import { openEmbedded } from '../../db/embedded.ts';
import { createWhole, holdDirectory } from '../../db/lock.ts';
import { embeddedDirectory } from '../support/embedded.ts';
import { temporaryDirectory } from '../support/server.ts';

const program = fileURLToPath(new URL('holder.ts', import.meta.url));

class Holder {
  readonly #child: ChildProcess;
  readonly lines: string[] = [];
  #rest = '';
  #heard: () => void = () => {};

  constructor(directory: string, task: 'write' | 'idle' | 'hang') {
    this.#child = spawn(process.execPath, [program, directory, task], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      const parts = (this.#rest + chunk.toString()).split('\n');
      this.#rest = parts.pop() ?? '';
      this.lines.push(...parts);
      this.#heard();
    });
    this.#child.on('close', () => this.#heard());
    children.push(this);
  }

  /** @throws when the process ends before that */
  async says(enough: (lines: string[]) => boolean): Promise<void> {
    while (!enough(this.lines)) {
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null)
        throw new Error(`the holder ended by itself: ${exitCode ?? signalCode}`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await gone;
  }
}

const children: Holder[] = [];
const databases: Database[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await child.kill();
  for (const database of databases.splice(0)) await database.close();
});

async function open(directory: string): Promise<Database> {
  const database = await openEmbedded(directory);
  databases.push(database);
  return database;
}

const ready = (lines: string[]) => lines.includes('ready');

it('keeps every row that it acknowledged over kill -9, three times', async () => {
  const directory = temporaryDirectory();
  const acknowledged: number[] = [];
  for (let round = 1; round <= 3; round++) {
    const writer = new Holder(directory, 'write');
    await writer.says((lines) => lines.length > 150 * round);
    await writer.kill();
    acknowledged.push(...writer.lines.filter((text) => text !== 'ready').map(Number));
  }
  const { sql } = await open(directory);
  const rows = new Set((await sql<{ n: number }[]>`select n from counted`).map((row) => row.n));
  expect(acknowledged.length).toBeGreaterThan(450);
  expect(acknowledged.filter((n) => !rows.has(n))).toEqual([]);
  // The one that was on its way when the process died may be there too.
  expect(rows.size - acknowledged.length).toBeLessThanOrEqual(3);
  // Four starts of the engine, on a machine that may be busy with other tests.
});

it('reaches the engine of a running process, and both see what the other commits', async () => {
  const directory = embeddedDirectory();
  const owner = await open(directory);
  const visitor = await open(directory);
  await owner.sql`create table met (who text)`;
  await visitor.sql`insert into met values ('visitor')`;
  await owner.sql`insert into met values ('owner')`;
  expect(await visitor.sql`select who from met`).toEqual([{ who: 'visitor' }, { who: 'owner' }]);
});

it('takes a directory over whose holder was killed, with what it had committed', async () => {
  const directory = embeddedDirectory();
  const holder = new Holder(directory, 'write');
  await holder.says((lines) => lines.length > 10);
  const visitor = await openEmbedded(directory);
  expect(await visitor.sql`select count(*) > 5 as running from counted`).toEqual([{ running: true }]);
  await visitor.close();
  await holder.kill();
  const heir = await open(directory);
  expect(await heir.sql`select count(*) >= ${holder.lines.length - 1} as whole from counted`).toEqual([
    { whole: true },
  ]);
});

it('refuses a directory whose holder lives and does not answer', async () => {
  const directory = temporaryDirectory();
  const release = await holdDirectory(join(directory, 'tingda.lock'));
  await expect(openEmbedded(directory)).rejects.toMatchObject({ code: 'data_dir_locked' });
  await release?.();
});

it('joins a process that answers although its lock names a process that is not here', async () => {
  const directory = embeddedDirectory();
  const owner = await open(directory);
  await owner.sql`create table met (who text)`;
  await writeFile(join(directory, 'tingda.lock'), '1 1');
  const visitor = await open(directory);
  await visitor.sql`insert into met values ('visitor')`;
  expect(await owner.sql`select who from met`).toEqual([{ who: 'visitor' }]);
});

it('rolls back for a process that dies in a transaction, and serves the others again', async () => {
  const directory = embeddedDirectory();
  const owner = await open(directory);
  const visitor = new Holder(directory, 'hang');
  await visitor.says((lines) => lines.includes('inserted'));
  const waiting = owner.sql`select count(*) as n from counted`;
  await visitor.kill();
  expect(await waiting).toEqual([{ n: 0 }]);
});

it('closes although somebody is connected', async () => {
  const directory = embeddedDirectory();
  const owner = await openEmbedded(directory);
  const visitor = new Holder(directory, 'idle');
  await visitor.says(ready);
  await owner.close();
  expect(await readdir(directory)).not.toContain('tingda.lock');
});

it('gives the lock to one of twenty who ask at once', async () => {
  const path = join(temporaryDirectory(), 'lock');
  await writeFile(path, '999999999 1');
  const held = await Promise.all(Array.from({ length: 20 }, () => holdDirectory(path)));
  expect(held.filter((release) => release !== null)).toHaveLength(1);
  expect(await readFile(path, 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
});

it('makes a file whole or not at all', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'secret');
  const made = await Promise.all(Array.from({ length: 20 }, (_, i) => createWhole(path, `content ${i}`)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await readFile(path, 'utf8')).toBe(`content ${made.indexOf(true)}`);
  expect(await readdir(directory)).toEqual(['secret']);
});
