/** The web chat: what open streams hold in memory, how soon a reply is seen, what a browser loads before it shows anything. */
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { arrivals, bringToTheMiddle, CHATS, gap } from '../support/arrivals.ts';
import type { Bed, Corner } from '../support/bed.ts';
import { chance, pick } from '../support/chance.ts';
import { memoryOf } from '../support/cost.ts';
import { Crowd } from '../support/crowd.ts';
import { type Figure, megabytes, ms, type PartResult, quantile } from '../support/figures.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { CODE, createOpening, HOOK, query, type System, startSystem } from '../support/system.ts';

const STREAMS = 2000;
/** How fast people come: as when an opening was sent to many. */
const COME_PER_SECOND = 100;
/** More do not come before the first are in: a machine that is busy otherwise takes longer, and measures the same. */
const COME_AT_ONCE = 100;
const PATIENCE_MS = 60_000;
const LATER_MS = 60_000;
const MEMORY_GOAL = 300 * 1024 * 1024;

/** Visitors who talk while the others only have the page open. */
const TALKERS = 200;
/** Questions of theirs, a second. */
const ASK_PER_SECOND = 20;
const ASK_MS = 25_000;
const BESIDE_PER_SECOND = 100;
const SEEN_GOAL_MS = 150;
const QUESTION = '一个小时多少钱？';

const PAINT_GOAL = 60 * 1024;

export async function chat(bed: Bed, progress: Progress): Promise<PartResult> {
  const provider = await Provider.start();
  const corner = await bed.corner();
  const first = await startSystem(corner, provider, 'all');
  await createOpening(first);
  const paint = await firstPaint(first.url);
  progress(`first paint: ${kilobytes(paint.script)} of script, ${kilobytes(paint.all)} in all`);

  const visitors = await comeAndGo(first);
  const worked = await open(first, visitors);
  progress(`streams in a process that took everybody's first turn: ${told(worked)}`);
  for (const visitor of visitors) visitor.close();
  await first.stop();

  // Their pages come back, as after every new version.
  const system = await startSystem(corner, provider, 'all', { PORT: new URL(first.url).port });
  const fresh = await open(system, visitors);
  progress(`streams in a process that has just started: ${told(fresh)}`);

  const talkers = visitors.slice(0, TALKERS);
  await consent(talkers);
  const alone = await ask(corner, talkers);
  progress(`seen: p50 ${ms(alone.p50)}, p99 ${ms(alone.p99)}`);
  const ready: number[] = [];
  const target = { connections: system.hook(), path: HOOK };
  const crowd = new Crowd(provider, target, 1, (chatId) => ready.push(chatId));
  await bringToTheMiddle(crowd, ready);
  const [beside] = await Promise.all([
    ask(corner, talkers),
    arrivals(crowd, ready, BESIDE_PER_SECOND, ASK_MS),
  ]);
  progress(`seen, ${BESIDE_PER_SECOND} turns a second beside: p50 ${ms(beside.p50)}, p99 ${ms(beside.p99)}`);

  const listening = visitors.filter((visitor) => visitor.listening).length;
  if (listening !== STREAMS) throw new Error(`only ${listening} of ${STREAMS} streams were open to the end`);
  for (const visitor of visitors) visitor.close();
  await system.stop();
  await provider.stop();
  return {
    title: `The web chat, ${STREAMS.toLocaleString('en')} pages open`,
    how:
      `${STREAMS.toLocaleString('en')} visitors open an opening's page at ${COME_PER_SECOND} a second, hear the bot's first ` +
      'line and leave; then they come back at the same pace and keep their streams open, first in the process that took ' +
      'all these turns, then in one that was started anew. Memory is the resident set of the one process that does ' +
      `everything (\`--role all\`). Seen: ${TALKERS} of them consent and ask about the pay, ${ASK_PER_SECOND} questions a ` +
      'second at random moments; from the beginning of the statement that commits the reply (`outbox.created_at`) until ' +
      `its event was read from the stream, all others open beside; then the same while ${CHATS} candidates take ` +
      `${BESIDE_PER_SECOND} turns a second over Telegram. First paint: everything that the page loads, gzip.`,
    figures: [
      memory('started anew, with the streams', fresh.opened),
      memory('a minute later', fresh.later),
      memory('after many turns, with the streams', worked.opened),
      memory('a minute later', worked.later),
      seen('a reply is seen, p50', alone.p50),
      seen('p99', alone.p99, true),
      seen(`${BESIDE_PER_SECOND} turns a second beside, p50`, beside.p50),
      seen('p99', beside.p99, true),
      { what: 'asked → seen, p50 and p99', value: `${ms(alone.whole50)}, ${ms(alone.whole99)}` },
      {
        what: `the same, ${BESIDE_PER_SECOND} turns a second beside`,
        value: `${ms(beside.whole50)}, ${ms(beside.whole99)}`,
      },
      {
        what: 'script before the first paint',
        value: kilobytes(paint.script),
        goal: `≤ ${kilobytes(PAINT_GOAL)}`,
        pass: paint.script <= PAINT_GOAL,
      },
      { what: 'page, styles and script', value: kilobytes(paint.all) },
    ],
    notes: [
      `Before the streams: ${megabytes(fresh.before)} started anew, ${megabytes(worked.before)} after many turns.`,
      `Replies counted: ${alone.n} and ${beside.n}. Files of the page: ${paint.files}.`,
    ],
  };
}

/** The resident set around the moment when everybody's stream is opened, in bytes. */
interface Memory {
  before: number;
  opened: number;
  later: number;
}

async function open(system: System, visitors: WebVisitor[]): Promise<Memory> {
  const before = memoryOf(system.pid);
  await atPace(visitors, (visitor) => visitor.listen());
  const opened = memoryOf(system.pid);
  await sleep(LATER_MS);
  return { before, opened, later: memoryOf(system.pid) };
}

function told({ before, opened, later }: Memory): string {
  return [before, opened, later].map(megabytes).join(' → ');
}

function memory(what: string, bytes: number): Figure {
  const goal = `≤ ${megabytes(MEMORY_GOAL)}`;
  return { what, value: megabytes(bytes), goal, pass: bytes <= MEMORY_GOAL };
}

function seen(what: string, value: number, isJudged = false): Figure {
  const goal = { goal: `≤ ${SEEN_GOAL_MS} ms`, pass: value <= SEEN_GOAL_MS };
  return { what, value: ms(value), ...(isJudged ? goal : {}) };
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;

/** Everybody has heard the first line, and nobody is there any more. */
async function comeAndGo(system: System): Promise<WebVisitor[]> {
  const visitors: WebVisitor[] = [];
  const addresses = Array.from({ length: STREAMS }, (_, i) => `198.51.${100 + (i >> 8)}.${i & 255}`);
  await atPace(addresses, async (from) => {
    const visitor = await WebVisitor.open(system.url, CODE, 'zh', from);
    await visitor.next(PATIENCE_MS);
    visitor.close();
    visitors.push(visitor);
  });
  return visitors;
}

/** Begins with one after the other at people's pace; resolves when the last is done. */
async function atPace<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const started = performance.now();
  const working = new Set<Promise<void>>();
  for (const [i, one] of all.entries()) {
    const wait = started + (i * 1000) / COME_PER_SECOND - performance.now();
    if (wait > 0) await sleep(wait);
    if (working.size >= COME_AT_ONCE) await Promise.race(working);
    const done: Promise<void> = work(one).finally(() => working.delete(done));
    working.add(done);
  }
  await Promise.all(working);
}

async function consent(talkers: WebVisitor[]): Promise<void> {
  await atPace(talkers, async (visitor) => {
    await visitor.say('同意');
    await visitor.next(PATIENCE_MS);
  });
}

interface Seen {
  n: number;
  p50: number;
  p99: number;
  whole50: number;
  whole99: number;
}

/** Questions at random moments; how long after its commit each reply was read. */
async function ask(corner: Corner, talkers: WebVisitor[]): Promise<Seen> {
  const random = chance(5);
  const waiting = new Set<WebVisitor>();
  const arrived = new Map<string, number>();
  const whole: number[] = [];
  const questions: Promise<void>[] = [];
  const question = async (visitor: WebVisitor) => {
    waiting.add(visitor);
    const sent = performance.now();
    const [answer, reply] = await Promise.all([visitor.say(QUESTION), visitor.next(PATIENCE_MS)]);
    // The database has the same clock.
    arrived.set(`${visitor.address} ${reply.id}`, Date.now());
    whole.push(performance.now() - sent);
    if (answer.status !== 201) throw new Error(`a question was answered with ${answer.status}`);
    waiting.delete(visitor);
  };
  const end = performance.now() + ASK_MS;
  for (let due = performance.now(); due < end; ) {
    due += gap(random, ASK_PER_SECOND);
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const free = talkers.filter((visitor) => !waiting.has(visitor));
    questions.push(question(pick(random, free)));
  }
  await Promise.all(questions);
  const times = await sinceCommitted(corner, arrived);
  if (times.length !== questions.length) throw new Error('a reply was seen that is not in the outbox');
  return {
    n: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    whole50: quantile(whole, 0.5),
    whole99: quantile(whole, 0.99),
  };
}

/** @param arrived when each message was read, by address and id */
async function sinceCommitted(corner: Corner, arrived: Map<string, number>): Promise<number[]> {
  const rows = await query(
    corner,
    (sql) => sql<{ name: string; at: number }[]>`
      select d.address || ' o' || o.seq as name, extract(epoch from o.created_at)::float8 * 1000 as at
      from outbox o join identities d on d.id = o.identity_id where d.channel = 'web'`,
  );
  return rows.flatMap(({ name, at }) => {
    const seenAt = arrived.get(name);
    return seenAt === undefined ? [] : [seenAt - at];
  });
}

interface Paint {
  script: number;
  all: number;
  files: number;
}

/** The page and everything that it and its scripts name, as a browser loads it, in bytes of gzip. */
async function firstPaint(url: string): Promise<Paint> {
  const page = await (await fetch(`${url}/chat/${CODE}`)).text();
  const paint: Paint = { script: 0, all: gzipSync(page).length, files: 0 };
  const paths = new Set(
    [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => String(path)),
  );
  // A set that grows while it is walked is walked to its end.
  for (const path of paths) {
    const answer = await fetch(url + path, { headers: { 'accept-encoding': 'gzip' } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    const text = await answer.text();
    const bytes = gzipSync(text, { level: 9 }).length;
    paint.all += bytes;
    paint.files += 1;
    if (!/javascript/.test(answer.headers.get('content-type') ?? '')) continue;
    paint.script += bytes;
    for (const [, name] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
      paths.add(new URL(String(name), url + path).pathname);
    }
  }
  if (paint.script === 0) throw new Error('the page loads no script: this is not the chat');
  return paint;
}
