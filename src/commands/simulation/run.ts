/** The real thing for a simulation: a whole node on a database in memory, and Telegram emulated in front of its webhook. */
import { randomBytes } from 'node:crypto';
import { openInMemory } from '../../../db/embedded.ts';
import { insertOpening } from '../../../db/openings.ts';
import { channelRegistry } from '../../channels/index.ts';
import { readConfig } from '../../config.ts';
import { type EmulatedUser, TelegramEmulator } from '../../emulators/telegram.ts';
import { createLog } from '../../log.ts';
import { startNode } from '../../node.ts';
import { defaultSettings } from '../../runtime.ts';
import type { Facts } from '../../simulate/metrics.ts';
import { type Chat, type Entry, play } from '../../simulate/play.ts';
import { type Absence, type Played, type ReadApi, readAbsence, readRecord } from '../../simulate/record.ts';
import type { Part } from './cast.ts';
import { Clock } from './clock.ts';

/** Beyond the silence that pauses an interview. */
const AWAY_MS = defaultSettings.pauseAfterMs + 60_000;
/** How long the sweep may take to see that a timer is due. */
const SEEN_WITHIN_MS = 10_000;

export interface Simulation {
  played: Played[];
  facts: Facts;
}

/** @param done told of each interview when it is over */
export async function simulate(parts: Part[], done: (played: Played) => void): Promise<Simulation> {
  const secret = randomBytes(24).toString('hex');
  const apiKey = randomBytes(24).toString('hex');
  const clock = new Clock(parts.length);
  const telegram = await TelegramEmulator.start({ retryMs: 50 });
  const running = await startNode(
    readConfig(
      {
        PORT: '0',
        SECRET_KEY: randomBytes(24).toString('hex'),
        BOOTSTRAP_API_KEY: apiKey,
        // The candidates write one message at a time.
        BURST_WAIT_MS: '0',
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_WEBHOOK_SECRET: secret,
        TELEGRAM_API_ROOT: telegram.url,
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
    telegram.updates.setWebhook({
      url: `${running.url}/hooks/telegram`,
      secretToken: secret,
      maxConnections: 40,
    });
    const codes = new Map<string, string>();
    for (const { opening } of parts) {
      if (codes.has(opening.flow)) continue;
      const code = `SIM${codes.size + 100}`;
      codes.set(opening.flow, code);
      await insertOpening(running.runtime.sql, { ...opening, code });
      facts[opening.flow] = JSON.stringify(opening);
    }
    const one = async ({ persona, opening }: Part, i: number): Promise<Played> => {
      const user = telegram.user(1001 + i, {
        first_name: persona.id,
        language_code: persona.language === 'zh' ? 'zh-hans' : 'en',
      });
      const address = String(user.id);
      const absences: Absence[] = [];
      const away = async (entries: Entry[]) => {
        await clock.pass(AWAY_MS);
        absences.push(await settledAbsence(read, address, entries));
        return true;
      };
      const code = codes.get(opening.flow) ?? '';
      const books = await play(persona, code, chatOf(user), away).finally(() => clock.leave());
      const played = await readRecord(read, address, persona, books, opening.flow, absences);
      done(played);
      return played;
    };
    return { played: await Promise.all(parts.map(one)), facts };
  } finally {
    await running.stop();
    await telegram.stop();
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

function chatOf(user: EmulatedUser): Chat {
  let seen = 0;
  return {
    say: (text) => void user.send(text),
    press: (label) => void user.press(label),
    async next(timeoutMs) {
      if (seen >= user.received.length && timeoutMs > 0) await user.arrival(timeoutMs);
      const message = user.received[seen];
      if (!message) return null;
      seen++;
      const markup = message.reply_markup;
      const keys = markup && 'inline_keyboard' in markup ? markup.inline_keyboard.flat() : [];
      return { text: message.text, buttons: keys.map(({ text }) => text) };
    },
  };
}

function reader(url: string, apiKey: string): ReadApi {
  return async (path) => {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.json();
  };
}
