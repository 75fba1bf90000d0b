/** The real thing for a simulation: a whole node on a database in memory, and people at the other end of a channel. */
import { randomBytes } from 'node:crypto';
import { openInMemory } from '../../../db/embedded.ts';
import { insertOpening } from '../../../db/openings.ts';
import { channelRegistry } from '../../channels/index.ts';
import { readConfig } from '../../config.ts';
import { createLog } from '../../log.ts';
import { startNode } from '../../node.ts';
import { defaultSettings } from '../../runtime.ts';
import type { Facts, Reader } from '../../simulate/metrics.ts';
import { type ModelFigures, modelFigures } from '../../simulate/model-figures.ts';
import { type Entry, play } from '../../simulate/play.ts';
import { type Absence, type Played, type ReadApi, readAbsence, readRecord } from '../../simulate/record.ts';
import type { Part } from './cast.ts';
import { type ChannelName, simulatedChannels } from './channels.ts';
import { Clock } from './clock.ts';
import { type ModelName, openModel } from './model.ts';

/** Beyond the silence that pauses an interview. */
const AWAY_MS = defaultSettings.pauseAfterMs + 60_000;
/** How long the sweep may take to see that a timer is due. */
const SEEN_WITHIN_MS = 10_000;

export interface Simulation {
  played: Played[];
  facts: Facts;
  by: Reader;
  /** Null without a model. */
  model: ModelFigures | null;
}

/** @param done told of each interview when it is over */
export async function simulate(
  parts: Part[],
  over: ChannelName,
  by: ModelName,
  done: (played: Played) => void,
): Promise<Simulation> {
  const apiKey = randomBytes(24).toString('hex');
  const clock = new Clock(parts.length);
  const channel = await simulatedChannels[over]();
  const model = await openModel(by);
  const running = await startNode(
    readConfig(
      {
        PORT: '0',
        SECRET_KEY: randomBytes(24).toString('hex'),
        BOOTSTRAP_API_KEY: apiKey,
        // The candidates write one message at a time.
        BURST_WAIT_MS: '0',
        ...channel.environment,
        ...model.environment,
      },
      channelRegistry,
    ),
    {
      database: await openInMemory(),
      now: () => clock.now(),
      flows: [...new Set(parts.map(({ flow }) => flow))],
      log: createLog('error', process.stderr),
    },
  );
  const read = reader(running.url ?? '', apiKey);
  const facts: Facts = {};
  try {
    channel.open(running.url ?? '');
    const codes = new Map<string, string>();
    for (const { opening } of parts) {
      if (codes.has(opening.flow)) continue;
      const code = `SIM${codes.size + 100}`;
      codes.set(opening.flow, code);
      await insertOpening(running.runtime.sql, { ...opening, code });
      facts[opening.flow] = JSON.stringify(opening);
    }
    const one = async ({ persona, opening }: Part, i: number): Promise<Played> => {
      const seat = channel.seat({ number: i, name: persona.id, language: persona.language });
      const absences: Absence[] = [];
      const away = async (entries: Entry[]) => {
        seat.leave();
        await clock.pass(AWAY_MS);
        absences.push(await settledAbsence(read, seat.address(), entries));
        await seat.comeBack();
        return true;
      };
      const code = codes.get(opening.flow) ?? '';
      const books = await play(persona, code, seat.chat, away).finally(() => clock.leave());
      const played = await readRecord(read, seat.address(), persona, books, opening.flow, absences);
      done(played);
      return played;
    };
    const played = await Promise.all(parts.map(one));
    const figures = model.by === 'rules' ? null : modelFigures(await running.runtime.metrics.text());
    return { played, facts, by: model.by, model: figures };
  } finally {
    await running.stop();
    await channel.close();
    await model.close();
  }
}

/** The sweep turns due timers into pauses about once a second: read until it has, or until it had long enough. */
async function settledAbsence(read: ReadApi, address: string, entries: Entry[]): Promise<Absence> {
  const until = performance.now() + SEEN_WITHIN_MS;
  for (;;) {
    const absence = await readAbsence(read, address, entries);
    if (absence.shown || performance.now() > until) return absence;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function reader(url: string, apiKey: string): ReadApi {
  return async (path) => {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.json();
  };
}
