/** The whole path over a real Kannel, bound by SMPP to a test SMSC. Between Kannel and us stands a proxy that loses answers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smsSegments } from '../../src/flows/segments.ts';
import { type Kannel, startKannel, withoutKannel } from '../support/kannel.ts';
import { waitFor, waitUntil } from '../support/patience.ts';
import { freePort } from '../support/server.ts';
import { TestSmsc } from '../support/smsc.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

const missing = withoutKannel();
const SECRET = 'a-callback-secret-of-the-tests';
const US = '10690';
/** Kannel's own pace: it looks again each second. */
const PATIENCE = { interval: 50 };

describe.skipIf(missing !== null)(missing ? `Kannel (skipped: ${missing})` : 'Kannel', () => {
  let smsc: TestSmsc;
  let proxy: Proxy;
  let node: TestNode;
  let kannel: Kannel;

  beforeAll(async () => {
    smsc = new TestSmsc(await freePort());
    await smsc.start();
    proxy = await startProxy(() => node.url ?? '');
    const sendPort = await freePort();
    node = await startTestNode({
      PUBLIC_URL: proxy.url,
      KANNEL_SEND_URL: `http://127.0.0.1:${sendPort}/cgi-bin/sendsms`,
      KANNEL_USERNAME: 'tingda',
      KANNEL_PASSWORD: 'tests-password',
      KANNEL_FROM: US,
      KANNEL_CALLBACK_SECRET: SECRET,
      KANNEL_COUNTRY: 'CN',
    });
    kannel = await startKannel({
      smscPort: smsc.port,
      sendPort,
      username: 'tingda',
      password: 'tests-password',
      callback: `${proxy.url}/hooks/sms/kannel/${SECRET}`,
      services: [
        { keyword: 'posted', url: `${proxy.url}/hooks/sms/kannel/${SECRET}`, method: 'post' },
        { keyword: 'stranger', url: `${proxy.url}/hooks/sms/kannel/another-secret`, method: 'get' },
      ],
    });
    await waitUntil(() => smsc.bound, PATIENCE);
  });
  afterAll(async () => {
    await kannel?.stop();
    await node?.stop();
    await proxy?.stop();
    await smsc?.stop();
  });
  beforeEach(() => {
    smsc.stat = 'DELIVRD';
    proxy.loses = false;
  });

  let numbers = 0;
  const newNumber = () => `+861390013${String(++numbers).padStart(4, '0')}`;
  const plain = (number: string) => number.slice(1);
  const textsTo = (number: string) => smsc.sent.filter(({ to }) => to === plain(number));

  /** Sends, and waits for the next line to this number. */
  async function say(number: string, text: string, options = {}): Promise<string> {
    const before = textsTo(number).length;
    await smsc.deliver(number, US, text, options);
    await waitUntil(() => textsTo(number).length > before, PATIENCE);
    return textsTo(number)[before]!.text;
  }

  async function begun(): Promise<string> {
    const number = newNumber();
    await say(number, CODE);
    await say(number, '1');
    return number;
  }

  const linesTo = (number: string) =>
    node.runtime.sql<{ state: string; delivery: string | null; delivery_code: string | null }[]>`
      select o.state, o.delivery, o.delivery_code from outbox o join identities i on i.id = o.identity_id
      where i.address = ${number} order by o.seq`;
  const inboxOf = (number: string) =>
    node.runtime.sql<{ content: { kind: string; text: string } }[]>`
      select b.content from inbox b join identities i on i.id = b.identity_id
      where i.address = ${number} order by b.seq`;
  const stateOf = async (number: string) => {
    const [row] = await node.runtime.sql<{ state: string; status: string; id: string }[]>`
      select i.state, v.status, v.id from identities i
      left join interviews v on v.conversation_id = i.conversation_id where i.address = ${number}`;
    return row;
  };

  it('carries an interview in Chinese, whole and within three parts, and tells that each line arrived', async () => {
    const number = newNumber();
    expect(await say(number, CODE)).toMatch(/^你好.*AI面试助手.*\n1 同意，开始\n2 不用了$/s);
    expect(await say(number, '1')).toContain('介绍一下自己');
    await say(number, '我叫林晓燕😊，去年在菜鸟驿站理货两个月。');
    expect((await inboxOf(number)).map(({ content }) => content.text)).toEqual([
      CODE,
      '1',
      '我叫林晓燕😊，去年在菜鸟驿站理货两个月。',
    ]);
    for (const { text, parts, from } of textsTo(number)) {
      expect(from).toBe(US);
      expect(parts, text).toBe(smsSegments(text));
      expect(parts).toBeLessThanOrEqual(3);
    }
    await waitFor(
      async () =>
        expect((await linesTo(number)).map(({ state, delivery }) => `${state} ${delivery}`)).toEqual(
          textsTo(number).map(() => 'sent delivered'),
        ),
      PATIENCE,
    );
  });

  it('sends plain letters as such, with those that GSM has beside ASCII', async () => {
    const number = newNumber();
    const first = await say(number, 'Hi, I would like to hear more about the job at your warehouse');
    expect(first).toMatch(/code/i);
    expect(textsTo(number)[0]?.dataCoding).toBe(0);
  });

  it('knows one person by one number, however the network writes it', async () => {
    const number = await begun();
    const before = textsTo(number).length;
    for (const spelling of [plain(number), number.slice(3), `00${plain(number)}`])
      await smsc.deliver(spelling, US, '我叫小林，去年在菜鸟驿站理货两个月。');
    await waitUntil(async () => (await inboxOf(number)).length === 5, PATIENCE);
    await waitUntil(() => textsTo(number).length > before, PATIENCE);
  });

  it('puts a long text together whose last part came first', async () => {
    const number = await begun();
    const story = `去年双十一${'我先分大件再扫小件，最后提前一小时清完。'.repeat(15)}就这样。`;
    await say(number, story, { reversed: true });
    expect((await inboxOf(number)).at(-1)?.content.text).toBe(story);
    expect(await inboxOf(number)).toHaveLength(3);
  });

  it('repeats a call whose answer was lost, and is answered once', async () => {
    const number = await begun();
    proxy.loses = true;
    const calls = proxy.calls.length;
    await say(number, '我叫小林，去年在菜鸟驿站理货两个月。');
    const ids = () =>
      proxy.calls
        .slice(calls)
        .filter(({ url }) => !url.pathname.endsWith('/dlr'))
        .map(({ url }) => url.searchParams.get('id'));
    await waitUntil(() => ids().length >= 2, PATIENCE);
    expect(new Set(ids()).size, 'the same id').toBe(1);
    // Its reports are repeated, too.
    await waitFor(async () => expect((await linesTo(number)).at(-1)?.delivery).toBe('delivered'), PATIENCE);
    await node.settled();
    expect(await inboxOf(number)).toHaveLength(3);
    expect(textsTo(number)).toHaveLength(3);
  });

  it('keeps what is sent while the carrier is away, and delivers it afterwards', async () => {
    const number = await begun();
    const { id } = (await stateOf(number))!;
    await smsc.stop();
    const before = textsTo(number).length;
    await node.call('POST', `/v1/interviews/${id}/takeover`, {});
    const told = await node.call('POST', `/v1/interviews/${id}/messages`, { text: '你好，我是招聘的小王。' });
    expect(told.status).toBe(201);
    await waitUntil(async () => (await linesTo(number)).at(-1)?.state === 'sent', PATIENCE);
    expect((await linesTo(number)).at(-1)?.delivery).toBe(null);
    await smsc.start();
    await waitUntil(() => textsTo(number).length > before, PATIENCE);
    expect(textsTo(number).at(-1)?.text).toBe('【招聘人员】你好，我是招聘的小王。');
    await waitFor(async () => expect((await linesTo(number)).at(-1)?.delivery).toBe('delivered'), PATIENCE);
  });

  it.each([
    ['is told after a while', () => (smsc.stat = 'UNDELIV'), 'undeliv'],
    ['is told at once', (to: string) => smsc.refuses.set(to, 0x0b), 'nack_11'],
  ])('pauses the interview of a number that nobody has: it %s', async (_name, upset, code) => {
    const number = await begun();
    upset(plain(number));
    await smsc.deliver(number, US, '我叫小林，去年在菜鸟驿站理货两个月。');
    await waitFor(async () => {
      expect(await stateOf(number)).toMatchObject({ state: 'unreachable', status: 'paused' });
      expect((await linesTo(number)).at(-1)).toMatchObject({ delivery: 'failed', delivery_code: code });
    }, PATIENCE);
    smsc.refuses.clear();
    smsc.stat = 'DELIVRD';
    expect(await say(number, '我回来了')).toMatch(/./);
    expect(await stateOf(number)).toMatchObject({ state: 'open', status: 'in_progress' });
  });

  it('stops for TD, confirms it once, and goes on for START', async () => {
    const number = await begun();
    expect(await say(number, 'TD')).toContain('已退订');
    await smsc.deliver(number, US, 'TD');
    await smsc.deliver(number, US, '在吗');
    await waitUntil(async () => (await inboxOf(number)).length === 5, PATIENCE);
    await node.settled();
    expect(textsTo(number)).toHaveLength(3);
    expect(await say(number, 'START')).toContain('欢迎回来');
  });

  it('may post as well', async () => {
    const number = newNumber();
    await say(number, 'posted 你好，我想问问夜班');
    expect((await inboxOf(number)).map(({ content }) => content.text)).toEqual(['posted 你好，我想问问夜班']);
    expect(proxy.calls.some(({ method }) => method === 'POST')).toBe(true);
  });

  it('gets nothing in with another secret', async () => {
    const number = newNumber();
    await smsc.deliver(number, US, 'stranger at the door');
    await waitUntil(() => proxy.calls.some(({ status }) => status === 401), PATIENCE);
    expect(await inboxOf(number)).toEqual([]);
  });

  it('has no number, no word and no secret in our log', () => {
    expect(node.logged()).not.toMatch(/861390013|菜鸟|a-callback-secret|tests-password/);
  });
});

interface Proxy {
  url: string;
  /** Each address is called, but its first answer gets lost. */
  loses: boolean;
  calls: { method: string; url: URL; status: number }[];
  stop(): Promise<void>;
}

async function startProxy(target: () => string): Promise<Proxy> {
  const lost = new Set<string>();
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/' } = request;
    const type = request.headers['content-type'];
    const answer = await fetch(`${target()}${url}`, {
      method,
      headers: type ? { 'content-type': type } : {},
      ...(method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    const body = await answer.text();
    proxy.calls.push({ method, url: new URL(url, 'http://x'), status: answer.status });
    const loses = proxy.loses && !lost.has(url);
    lost.add(url);
    response.writeHead(loses ? 503 : answer.status, {
      'content-type': answer.headers.get('content-type') ?? '',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loses: false,
    calls: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
