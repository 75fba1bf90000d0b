/** `tingda demo`: everything in this process, three openings, and an interview at once: in the browser, or in this terminal. */
import type { Command } from 'commander';
import type { Running } from '../node.ts';
import type { Language, Opening } from '../types.ts';
import type { Keyboard } from './terminal/keyboard.ts';
import type { Seat } from './terminal/place.ts';
import type { Desk } from './terminal/talk.ts';

interface Options {
  fresh?: boolean;
  language?: string;
}

export function register(program: Command): void {
  program
    .command('demo')
    .description('start everything embedded and be interviewed at once; no server, no account, no key')
    .option('--fresh', 'start over: what earlier runs left is deleted first')
    .option('--language <language>', "zh or en; the system's without")
    .action(demo);
}

async function demo(options: Options): Promise<void> {
  const [
    { readConfig },
    { channelRegistry },
    { startNode },
    { Desk },
    { Keyboard },
    place,
    seed,
    { chooseLanguage },
  ] = await Promise.all([
    import('../config.ts'),
    import('../channels/index.ts'),
    import('../node.ts'),
    import('./terminal/talk.ts'),
    import('./terminal/keyboard.ts'),
    import('./terminal/place.ts'),
    import('../demo/seed.ts'),
    import('./terminal/language.ts'),
  ]);
  const { mkdir } = await import('node:fs/promises');
  const { createLog } = await import('../log.ts');
  const { newId } = await import('../ids.ts');
  const { untilSignal } = await import('./signals.ts');

  const language = chooseLanguage(options.language);
  // Whatever servers are configured here: the demonstration is for looking, and keeps to itself.
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...env } = process.env;
  const config = readConfig(env, channelRegistry);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  if (options.fresh) await place.emptyDirectory(config.dataDir);
  const alone = !(await place.isInUse(config.dataDir));
  const port = await place.freePort(config.port, config.host);
  // A second demonstration on the same data is another desk.
  const earlier = alone ? await place.readSeat(config.dataDir) : null;
  const desk = new Desk(earlier?.desk ?? newId('cnv').slice(4, 12));
  const ended = untilSignal();

  const running = await startNode(
    { ...config, port },
    { extraChannels: [desk.terminal], log: createLog(process.env.LOG_LEVEL ?? 'error', process.stderr) },
  );
  const { sql } = running.runtime;
  const openings = await seed.seedOpenings(sql);
  const closing = new AbortController();
  let visits = Promise.resolve();
  const keyboard = new Keyboard();
  keyboard.print(
    frontPage({
      url: running.url ?? '',
      key: await seed.demoKey(sql),
      enter: await seed.demoLink(sql),
      openings,
      dataDir: config.dataDir,
      portTaken: port === config.port ? null : config.port,
    }),
  );
  // Behind the first page: nobody waits for them.
  if (await seed.isEmpty(sql)) {
    const { letVisitorsIn } = await import('./terminal/visit.ts');
    await seed.seedApplicants(sql, openings);
    visits = letVisitorsIn(running.runtime, desk, openings, closing.signal);
  }
  const seat = { desk, earlier, language, dataDir: config.dataDir };
  const talked = interview(running, keyboard, openings, seat).then(() => {
    if (!closing.signal.aborted) keyboard.print(`\n${STILL_RUNNING[language](running.url ?? '')}`);
    return ended;
  });
  void ended.then(() => closing.abort());
  await Promise.race([ended, talked]);
  keyboard.close();
  await visits;
  await running.stop();
  console.log(`\n${STOPPED[language](config.dataDir)}`);
}

const STILL_RUNNING: Record<Language, (url: string) => string> = {
  zh: (url) => `还在运行：${url}。按 Ctrl-C 停止。`,
  en: (url) => `Still running at ${url}. Ctrl-C stops it.`,
};
const STOPPED: Record<Language, (dataDir: string) => string> = {
  zh: (dataDir) => `已停止，数据都在 ${dataDir}。再运行一次，可以接着聊。`,
  en: (dataDir) => `Stopped. Everything is in ${dataDir}; start again to go on from here.`,
};

interface Front {
  url: string;
  key: string;
  /** The path of the link that signs HR in. */
  enter: string;
  openings: Opening[];
  dataDir: string;
  portTaken: number | null;
}

function frontPage({ url, key, enter, openings, dataDir, portTaken }: Front): string {
  const rows = openings.map(
    ({ code, title, pay, site }, i) =>
      `  ${i + 1}  ${code}  ${title.zh}（${site.city}）  ${title.en}, ${pay.amount} ${pay.currency} per ${pay.per}\n     ${url}/chat/${code}`,
  );
  return `
Tingda 听答 is running. Open a chat in the browser 在浏览器里打开聊天:

${rows.join('\n')}

HR signs in here, once 人事从这里登录，只能用一次:

  ${url}${enter}

Everything is in ${dataDir}; Ctrl-C stops it.${portTaken === null ? '' : `\nPort ${portTaken} is taken, so it listens on the next free one.`}
The API is at ${url} and described at ${url}/docs. With the key of this run:

  KEY=${key}
  curl ${url}/readyz
  curl -H "Authorization: Bearer $KEY" ${url}/v1/openings
  curl -H "Authorization: Bearer $KEY" "${url}/v1/interviews?limit=1"
`;
}

interface Sitting {
  desk: Desk;
  earlier: Seat | null;
  language: Language;
  dataDir: string;
}

/** From the choice of an opening to the last line that is typed. */
async function interview(
  running: Running,
  keyboard: Keyboard,
  openings: Opening[],
  sitting: Sitting,
): Promise<void> {
  const { converse } = await import('./terminal/talk.ts');
  const { botLine, hint } = await import('./terminal/screen.ts');
  const { writeSeat } = await import('./terminal/place.ts');
  const { terminalBurstMs } = await import('./terminal/pace.ts');
  const { newId } = await import('../ids.ts');
  const { desk, earlier, language, dataDir } = sitting;
  const { runtime } = running;
  const burst = terminalBurstMs(process.env);

  const going = earlier && (await unfinished(running, desk, earlier));
  const asked = await keyboard.next(choosing(language, going));
  const picked = openings[Number(asked?.trim()) - 1];
  if (going && earlier && !picked) {
    const talk = desk.sit(runtime, earlier.address, earlier.language, burst);
    keyboard.print(`${hint(keyboard.look, earlier.language)}\n`);
    talk.show(going.shown);
    keyboard.print(`${botLine(keyboard.look, earlier.language, going.shown.text, going.shown.buttons)}\n`);
    return converse(talk, keyboard);
  }
  const opening = picked ?? openings[0];
  if (!opening) return;
  const seat = { desk: desk.terminal.account, address: newId('cnv').slice(4), code: opening.code, language };
  await writeSeat(dataDir, seat);
  const talk = desk.sit(runtime, seat.address, language, burst);
  keyboard.print(hint(keyboard.look, language));
  const talking = converse(talk, keyboard, `/start ${opening.code}`);
  return talking;
}

type Going = {
  code: string;
  asked: number;
  total: number;
  shown: NonNullable<Awaited<ReturnType<typeof lastLine>>>;
};

/** The interview that was left unfinished at this desk, with the line that waits for an answer. */
async function unfinished(running: Running, desk: Desk, seat: Seat): Promise<Going | null> {
  const { readOutcome } = await import('../../db/terminal.ts');
  const who = { channel: desk.terminal.type, account: desk.terminal.account, address: seat.address };
  const outcome = await readOutcome(running.runtime.sql, who);
  const last = outcome?.interviews.at(-1);
  const open = last ? ['in_progress', 'paused'].includes(last.status) : outcome?.consent === null;
  const shown = await lastLine(running, who);
  if (!open || !shown) return null;
  return { code: seat.code, asked: last?.asked ?? 0, total: last?.total ?? 0, shown };
}

async function lastLine(running: Running, who: { channel: string; account: string; address: string }) {
  const { lastShown } = await import('../../db/terminal.ts');
  return lastShown(running.runtime.sql, who);
}

function choosing(language: Language, going: Going | null): string {
  if (going) {
    const { code, asked, total } = going;
    return language === 'zh'
      ? `回车接着聊 ${code}（第 ${asked} 题，共 ${total} 题），或按数字另选一个岗位 › `
      : `Enter goes on with ${code} (question ${asked} of ${total}), a number picks another opening › `;
  }
  return language === 'zh'
    ? '也可以就在这个终端里聊：选一个岗位，回车就是 1 › '
    : 'Or stay in this terminal: pick an opening, Enter takes 1 › ';
}
