/**
 * One suite for every channel over the whole path: a real node, PostgreSQL and Redis, and the channel as `channel-subjects.ts`
 * makes it. What its provider tells comes by HTTP, as its provider tells it.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wasSeen } from '../../db/inbox.ts';
import { insertOpening } from '../../db/openings.ts';
import { channelRegistry } from '../../src/channels/index.ts';
import { readConfig } from '../../src/config.ts';
import { messageName } from '../../src/conversation/receive.ts';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { createHttp } from '../../src/http.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import type { RawRequest } from '../../src/ports.ts';
import { sample } from '../speech/samples.ts';
import { sorterOpening } from '../support/opening.ts';
import { waitUntil } from '../support/patience.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';
import { PUBLIC_URL, SECRET_KEY, subjects } from './channel-subjects.ts';
import type { Subject } from './subject.ts';

const CODE = 'SORT01';
const SOON = { timeout: 60_000, interval: 30 };

const hearing = channelRegistry.filter(({ type }) => !subjects[type]?.hearsNothing);

it('holds for every channel, but those by which nothing comes in', () => {
  const silent = channelRegistry.filter((row) => !hearing.includes(row)).map(({ type }) => type);
  expect(silent).toEqual(['api']);
});

describe.each(hearing)('$type over the whole path', ({ type }) => {
  const http = createHttp();
  let subject: Subject;
  let openai: OpenAiEmulator;
  let node: Running;
  let start: (role: 'all' | 'api') => Promise<Running>;

  beforeAll(async () => {
    subject = await subjects[type]!.make(http);
    openai = await OpenAiEmulator.start();
    const environment = {
      DATABASE_URL: await createDatabase(),
      REDIS_URL: await redisDatabase(),
      SECRET_KEY,
      PUBLIC_URL,
      PORT: '0',
      BURST_WAIT_MS: '0',
      // What we begin ourselves does not wait for the morning of somewhere.
      QUIET_HOURS: 'off',
      STT_BASE_URL: openai.url,
      STT_API_KEY: openai.key,
      MEDIA_URL: pathToFileURL(mkdtempSync(join(tmpdir(), 'tingda-contract-'))).href,
    };
    start = (role) =>
      startNode(readConfig(environment, channelRegistry), {
        role,
        extraChannels: [subject.channel],
        log: createLog('silent'),
      });
    node = await start('all');
    await connected();
    await insertOpening(node.runtime.sql, sorterOpening(CODE));
    await tell(CODE);
    await answered();
    await tell('同意');
    await answered();
    expect(await interview()).toBe('in_progress');
  });
  afterAll(async () => {
    await node.stop();
    await subject.stop();
    await openai.stop();
    await http.close();
  });

  let told = 100;
  /** As the provider calls; the same `n` is the same message. Who is asked to wait waits as long as it was asked to. */
  const tell = (words: string, n = ++told) => call(subject.signed(subject.text(words, n)));

  async function call(request: RawRequest): Promise<number> {
    const { method, path, headers, body } = request;
    if (subject.carry) {
      const { type, account } = subject.channel;
      const hash = node.runtime.hash(messageName(type, account, subject.carry(request)));
      await waitUntil(() => wasSeen(node.runtime.sql, hash), SOON);
      return 200;
    }
    for (;;) {
      const answer = await fetch(`${node.url}${path}`, { method, headers, body: new Uint8Array(body) });
      await answer.arrayBuffer();
      if (answer.status !== 429) return answer.status;
      await sleep(Number(answer.headers.get('retry-after')) * 1000);
    }
  }

  /** Where messages come over a connection, they come once this process has it: what is well may be well elsewhere. */
  const connected = async () => {
    if (subject.carry) await waitUntil(() => subject.channel.sendsHere?.(), SOON);
  };

  const of = (table: 'inbox' | 'outbox' | 'turns' | 'interviews', address = subject.address) => node.runtime
    .sql`
    ${node.runtime.sql(table)} t where t.conversation_id = (
      select conversation_id from identities where channel = ${type} and address = ${address})`;
  const count = async (table: 'inbox' | 'turns', where = node.runtime.sql`true`) => {
    const [row] = await node.runtime.sql<
      { n: number }[]
    >`select count(*)::int as n from ${of(table)} and ${where}`;
    return row!.n;
  };
  const lines = () => count('turns', node.runtime.sql`t.speaker = 'bot'`);
  const interview = async () => {
    const [row] = await node.runtime.sql<{ status: string }[]>`select t.status from ${of('interviews')}`;
    return row?.status;
  };

  /** Everything told so far is taken up, and what is to be sent has been. */
  async function answered(): Promise<void> {
    await subject.fetched?.();
    await waitUntil(async () => {
      const [row] = await node.runtime.sql<{ n: number }[]>`
        select (select count(*) from ${of('inbox')} and t.done_at is null)::int
          + (select count(*) from ${of('outbox')} and t.state in ('pending', 'sending'))::int as n`;
      return row?.n === 0;
    }, SOON);
  }

  it('answers a message that is told five times at once one time', async () => {
    const [before, said] = [await count('inbox'), await lines()];
    const n = ++told;
    const statuses = await Promise.all(
      Array.from({ length: 5 }, () => tell('我叫小林，去年在菜鸟驿站理货两个月。', n)),
    );
    expect(statuses.every((status) => status < 300)).toBe(true);
    await answered();
    await tell('我叫小林，去年在菜鸟驿站理货两个月。', n);
    await answered();
    expect([await count('inbox'), await lines()]).toEqual([before + 1, said + 1]);
  });

  it('stops for STOP, says no more than one word about it, and is silent until START', async () => {
    const said = await lines();
    await tell('STOP');
    await answered();
    expect((await lines()) - said).toBe(subject.channel.capabilities.optOutByProvider ? 0 : 1);
    const after = await lines();
    await tell('你好，在吗');
    await tell('STOP');
    await answered();
    expect([await lines(), await interview()]).toEqual([after, 'paused']);
    await tell('START');
    await answered();
    expect([await lines(), await interview()]).toEqual([after + 1, 'in_progress']);
  });

  it('hears voices where it says so', () => {
    expect(subject.voice !== undefined).toBe(subject.channel.capabilities.voiceIn);
  });

  it('holds no call while a transcriber hangs: others are answered meanwhile, and so is a STOP', async (test) => {
    if (!subject.voice) return test.skip('no voice comes in');
    const { note, other } = subject.voice;
    const waiting = () => count('inbox', node.runtime.sql`t.media_state = 'pending'`);
    const asked = openai.asked.length;
    openai.fault({ kind: 'hang', times: 0 });
    expect(await call(await note(sample('en.amr')))).toBeLessThan(300);
    await waitUntil(() => openai.asked.length > asked, SOON);
    // From here on the transcriber has it, and never answers.
    expect(await call(await note(sample('en.amr')))).toBeLessThan(300);
    expect(await call(other.says(CODE, ++told))).toBeLessThan(300);
    await waitUntil(async () => {
      const [row] = await node.runtime.sql<{ n: number }[]>`
        select count(*)::int as n from ${of('outbox', other.address)} and t.state = 'sent'`;
      return row!.n > 0;
    }, SOON);
    expect(await tell('STOP')).toBeLessThan(300);
    await waitUntil(async () => (await interview()) === 'paused', SOON);
    expect(await waiting(), 'all of that while nobody was heard').toBe(2);

    // A transcriber that comes back hears what waits.
    const port = Number(new URL(openai.url).port);
    await openai.stop();
    openai = await OpenAiEmulator.start({ port });
    await waitUntil(async () => (await waiting()) === 0, SOON);
    // Heard is not yet answered: the turns come when the conversation takes them up.
    const heard = () => count('turns', node.runtime.sql`t.transcript is not null`);
    await expect.poll(heard, SOON).toBe(2);
    await tell('START');
    await answered();
    expect(await interview()).toBe('in_progress');
  });

  if (subjects[type]?.cannotFail === null)
    it('pauses the interview of somebody who is gone, and goes on when they are back', async () => {
      subject.fail('unreachable');
      await tell('我做事比较仔细，没有出过错。');
      await waitUntil(async () => (await interview()) === 'paused', SOON);
      const state = async () => {
        const [row] = await node.runtime.sql<{ state: string }[]>`
          select state from identities where channel = ${type} and address = ${subject.address}`;
        return row?.state;
      };
      expect(await state()).toBe('unreachable');
      const said = await lines();
      await tell('我回来了');
      await answered();
      expect([await interview(), await state()]).toEqual(['in_progress', 'open']);
      expect(await lines()).toBe(said + 1);
    });

  it('answers what was taken by a process that was gone before it could answer', async () => {
    await node.stop();
    node = await start('api');
    await connected();
    const said = await lines();
    expect(await tell('那次是去年双十一，我一个人清完了一整车。')).toBeLessThan(300);
    expect(await lines(), 'nobody is there to answer').toBe(said);
    await node.stop();
    node = await start('all');
    await connected();
    await answered();
    // Where a provider keeps nothing for us, people may be asked besides for what we have missed.
    expect(subject.carry ? [said + 1, said + 2] : [said + 1]).toContain(await lines());
  });

  it('keeps every message of a rush, each once, in the order in which they came', async () => {
    const words = Array.from({ length: 8 }, (_, i) => `第${i}件事：那天我把破的箱子放在一边，拍了照。`);
    for (const one of words) expect(await tell(one)).toBeLessThan(300);
    await answered();
    const heard = await node.runtime.sql<{ text: string }[]>`
      select t.text from ${of('turns')} and t.speaker = 'candidate' and t.text like '第%' order by t.seq`;
    expect(heard.map(({ text }) => text)).toEqual(words);
  });

  it('keeps what comes from many sides at once, and answers it', async () => {
    const before = await count('inbox');
    await Promise.all(Array.from({ length: 8 }, (_, i) => tell(`还有${i}：我先分大件，再扫小件。`)));
    await answered();
    expect(await count('inbox')).toBe(before + 8);
  });
});
