import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { register } from '../../src/commands/flows.ts';
import { loadLibrary } from '../../src/flows/load.ts';

const SORTER = fileURLToPath(new URL('../../src/flows/library/warehouse-sorter.yaml', import.meta.url));
let directory: string;
let broken: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'flows-'));
  broken = join(directory, 'broken.yaml');
  writeFileSync(broken, readFileSync(SORTER, 'utf8').replace('minutes: 12', 'minutes: 99'));
});
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs the command line; what it wrote to each stream, and the exit code it asked for. */
async function tingda(...words: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(`${line}\n`));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(`${line}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => out.push(String(chunk)) > 0);
  const program = new Command('tingda');
  register(program);
  await program.parseAsync(['flows', ...words], { from: 'user' });
  return { out: out.join(''), err: err.join(''), code: process.exitCode ?? 0 };
}

const hash = () => loadLibrary().get('warehouse-sorter')?.hash ?? '';

it('checks a good file with a tick, its id, its version and its hash, and exits with 0', async () => {
  expect(await tingda('check', SORTER)).toEqual({
    out: `✓ ${SORTER}  warehouse-sorter v2  ${hash().slice(0, 12)}\n`,
    err: '',
    code: 0,
  });
});

it('checks every file, names each error, says one sentence on stderr, and exits with 1', async () => {
  const { out, err, code } = await tingda('check', broken, SORTER, '/nowhere.yaml');
  expect(out.split('\n')).toEqual([
    `✗ ${broken}`,
    `  ✗ ${broken}:6 budget.minutes must be at most 15`,
    expect.stringContaining(`✓ ${SORTER}`),
    '✗ /nowhere.yaml',
    '  ✗ /nowhere.yaml cannot be read (ENOENT)',
    '',
  ]);
  expect(err).toBe(`2 errors in 2 flow files: ${broken}, /nowhere.yaml.\n`);
  expect(code).toBe(1);
});

it('tells a machine the same as JSON', async () => {
  const { out, code } = await tingda('check', '--json', SORTER, broken);
  expect(JSON.parse(out)).toEqual([
    { file: SORTER, ok: true, id: 'warehouse-sorter', version: 2, hash: hash(), errors: [], warnings: [] },
    {
      file: broken,
      ok: false,
      errors: [{ path: `${broken}:6 budget.minutes`, message: expect.stringContaining('at most 15') }],
      warnings: [],
    },
  ]);
  expect(code).toBe(1);
});

it.each([
  [[], '├─ 情景题'],
  [['--language', 'en'], '├─ situations'],
  [['--mermaid'], 'flowchart TD\n'],
  [['--mermaid', '--language', 'en'], 'Warehouse sorter'],
  [['--json'], '"hash": '],
])('shows a flow with %j', async (options, part) => {
  const { out, err, code } = await tingda('show', SORTER, ...options);
  expect(out).toContain(part);
  expect({ err, code }).toEqual({ err: '', code: 0 });
});

it('does not draw a flow that is wrong, and says why', async () => {
  const { out, err, code } = await tingda('show', broken);
  expect({ out, code }).toEqual({ out: '', code: 1 });
  expect(err).toMatch(/has 1 error: .*broken\.yaml:6 budget\.minutes must be at most 15/);
});

it('knows no third language', async () => {
  expect(await tingda('show', SORTER, '--language', 'fr')).toEqual({
    out: '',
    err: '--language must be zh or en, not fr.\n',
    code: 1,
  });
});

it('prints the JSON Schema', async () => {
  const { out } = await tingda('schema');
  expect(JSON.parse(out)).toMatchObject({
    title: 'Tingda flow',
    required: expect.arrayContaining(['sections']),
  });
});
