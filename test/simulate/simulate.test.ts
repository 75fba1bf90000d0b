/** The real thing: a whole node, Telegram emulated in front of it, and candidates out of files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { casts } from '../../src/commands/simulation/cast.ts';
import { simulate } from '../../src/commands/simulation/run.ts';
import { interviewOf, type Metrics, metricsOf } from '../../src/simulate/metrics.ts';
import { loadPersonas } from '../../src/simulate/persona.ts';
import type { Entry } from '../../src/simulate/play.ts';
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

const CHANNELS = ['telegram', 'web'] as const;

/** A directory with one persona in it. */
function porterAlone(): string {
  const directory = temporaryDirectory();
  copyFileSync(join(own, 'zh-porter.json'), join(directory, 'zh-porter.json'));
  return directory;
}

describe('tingda simulate', () => {
  /** What was said and measured, by channel. */
  const interviews = new Map<string, { metrics: Metrics; said: Entry[][] }>();

  it.each(CHANNELS)(
    'over %s interviews each persona by the flow of its role, and meets every target',
    async (channel) => {
      const told: string[] = [];
      const { played, facts } = await simulate(
        casts(await loadPersonas(own), undefined).parts,
        channel,
        'none',
        (one) => told.push(one.persona.id),
      );
      expect(told.toSorted()).toEqual(['en-rider', 'zh-care', 'zh-porter']);
      expect(played.map(interviewOf)).toMatchObject([
        { persona: 'en-rider', flow: 'courier', status: 'completed', extras: { told: 1 } },
        { persona: 'zh-care', flow: 'customer-service', status: 'completed', extras: { told: 1 } },
        { persona: 'zh-porter', flow: 'warehouse-sorter', status: 'completed', extras: { told: 1 } },
      ]);
      const metrics = metricsOf(played, facts);
      expect(Object.entries(metrics).filter(([, { pass }]) => pass === false)).toEqual([]);
      // The one who left was listed as paused with every answer, and finished.
      expect(metrics['11']).toMatchObject({ value: 1, n: 1 });
      expect(metrics['6']).toMatchObject({ value: 1, n: 3 });
      for (const { kinds, books } of played) {
        const begun = books.entries.findIndex(({ from }, i) => from === 'bot' && kinds[i] !== null);
        const bot = books.entries.map(({ from }, i) => ({ from, kind: kinds[i] })).slice(begun);
        expect(bot.filter(({ from, kind }) => from === 'bot' && kind === null)).toEqual([]);
      }
      interviews.set(channel, { metrics, said: played.map(({ books }) => books.entries) });
    },
  );

  it('says the same over every channel, word for word, and measures the same', () => {
    const [first, ...others] = CHANNELS.map((channel) => interviews.get(channel));
    expect(first).toBeDefined();
    for (const other of others) expect(other).toEqual(first);
  });

  it.runIf(existsSync(shared)).each(CHANNELS)(
    'meets every target with the shared personas over %s',
    async (channel) => {
      const { parts } = casts(await loadPersonas(shared), undefined);
      const { played, facts } = await simulate(parts, channel, 'none', () => {});
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
      ['zh-care', 'rider'],
      ['zh-porter', 'rider'],
    ]);
  });

  it.each([
    ['an unknown flow', ['--flow', 'nope', '--personas', own], /no flow nope.*warehouse-sorter/],
    ['nobody for the flow', ['--flow', 'courier', '--personas', porterAlone()], /Nobody is left/],
    ['a directory without personas', ['--personas', path('.')], /no persona file/],
    [
      'a channel that is not there',
      ['--personas', own, '--channel', 'sms'],
      /must be telegram or web, not sms/,
    ],
  ])('refuses %s in one sentence', async (_what, args, message) => {
    const { code, out, err } = await tingda('simulate', ...args);
    expect(err.trim()).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });
});
