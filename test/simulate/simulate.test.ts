/** The real thing: a whole node, Telegram emulated in front of it, and candidates out of files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { casts } from '../../src/commands/simulation/cast.ts';
import { simulate } from '../../src/commands/simulation/run.ts';
import { interviewOf, metricsOf } from '../../src/simulate/metrics.ts';
import { loadPersonas } from '../../src/simulate/persona.ts';
import { temporaryDirectory } from '../support/server.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const own = path('./personas');
const shared = path('../../../shared/personas');

async function tingda(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [path('../../src/cli.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  const [code] = await once(child, 'close');
  return { code: Number(code), ...said };
}

describe('tingda simulate', { timeout: 60_000 }, () => {
  it('interviews each persona by the flow of its role, to the end, and meets every target', async () => {
    const told: string[] = [];
    const { played, facts } = await simulate(casts(await loadPersonas(own), undefined).parts, (one) =>
      told.push(one.persona.id),
    );
    expect(told.toSorted()).toEqual(['en-rider', 'zh-porter']);
    expect(played.map(interviewOf)).toMatchObject([
      { persona: 'en-rider', flow: 'courier', status: 'completed', extras: { told: 1 } },
      { persona: 'zh-porter', flow: 'warehouse-sorter', status: 'completed', extras: { told: 1 } },
    ]);
    const metrics = metricsOf(played, facts);
    expect(Object.entries(metrics).filter(([, { pass }]) => pass === false)).toEqual([]);
    // The one who left was listed as paused with every answer, and finished.
    expect(metrics['11']).toMatchObject({ value: 1, n: 1 });
    expect(metrics['6']).toMatchObject({ value: 1, n: 2 });
    for (const { kinds, books } of played) {
      const begun = books.entries.findIndex(({ from }, i) => from === 'bot' && kinds[i] !== null);
      const bot = books.entries.map(({ from }, i) => ({ from, kind: kinds[i] })).slice(begun);
      expect(bot.filter(({ from, kind }) => from === 'bot' && kind === null)).toEqual([]);
    }
  });

  it.runIf(existsSync(shared))(
    'meets every target with the shared personas',
    async () => {
      const { played, facts } = await simulate(casts(await loadPersonas(shared), undefined).parts, () => {});
      const metrics = metricsOf(played, facts);
      expect(Object.entries(metrics).filter(([, { pass }]) => pass === false)).toEqual([]);
      expect(
        played.flatMap((one) => interviewOf(one).interjections.filter(({ handled }) => !handled)),
      ).toEqual([]);
    },
    60_000,
  );

  it('prints metrics and interviews as JSON, and says on the other stream who was left out', async () => {
    const { code, out, err } = await tingda('simulate', '--flow', 'courier', '--personas', own, '--json');
    const { metrics, interviews } = JSON.parse(out);
    expect(Object.keys(metrics)).toEqual(Array.from({ length: 15 }, (_, i) => String(i + 1)));
    expect(metrics['8']).toMatchObject({ value: expect.any(Number), n: 6, target: '≥ 0.75', pass: true });
    expect(interviews).toMatchObject([{ persona: 'en-rider', status: 'completed' }]);
    expect(err).toMatch(/zh-porter: left out, it is for warehouse-sorter/);
    expect(code).toBe(0);
  });

  it('plays the personas of the role with a changed copy of a shipped flow, everybody with one of another id', async () => {
    const personas = await loadPersonas(own);
    const shipped = await readFile(path('../../src/flows/library/courier.yaml'), 'utf8');
    const directory = temporaryDirectory();
    const play = async (name: string, text: string) => {
      const file = join(directory, name);
      await writeFile(file, text);
      return casts(personas, file).parts.map(({ persona, opening }) => [persona.id, opening.flow]);
    };
    expect(await play('copy.yaml', shipped.replace('minutes: 12', 'minutes: 11'))).toEqual([
      ['en-rider', 'courier'],
    ]);
    expect(await play('new.yaml', shipped.replace('id: courier', 'id: rider'))).toEqual([
      ['en-rider', 'rider'],
      ['zh-porter', 'rider'],
    ]);
  });

  it.each([
    ['an unknown flow', ['--flow', 'nope', '--personas', own], /no flow nope.*warehouse-sorter/],
    ['nobody for the flow', ['--flow', 'customer-service', '--personas', own], /Nobody is left/],
    ['a directory without personas', ['--personas', path('.')], /no persona file/],
    ['a channel that is not there', ['--personas', own, '--channel', 'web'], /must be telegram/],
  ])('refuses %s in one sentence', async (_what, args, message) => {
    const { code, out, err } = await tingda('simulate', ...args);
    expect(err.trim()).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });
});
