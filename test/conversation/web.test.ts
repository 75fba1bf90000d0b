import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { insertOpening } from '../../db/openings.ts';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { sorterOpening } from '../support/opening.ts';
import { waitFor } from '../support/patience.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
let url: string;
beforeAll(async () => {
  node = await startTestNode();
  url = node.url ?? '';
  const { sql } = node.runtime;
  await insertOpening(sql, {
    ...sorterOpening('CARE01'),
    flow: 'customer-service',
    role: 'customer_service',
  });
  await insertOpening(sql, { ...sorterOpening('GONE01'), status: 'filled' });
  await insertOpening(sql, { ...sorterOpening('SOON01'), status: 'draft' });
});
afterAll(() => node.stop());

const here: WebVisitor[] = [];
afterEach(() => {
  for (const visitor of here.splice(0)) visitor.close();
});

async function visit(code = CODE, language: 'zh' | 'en' = 'zh'): Promise<WebVisitor> {
  const visitor = await WebVisitor.open(url, code, language);
  here.push(visitor);
  return visitor;
}

async function inInterview(): Promise<WebVisitor> {
  const visitor = await visit();
  await visitor.next();
  await visitor.press('同意，开始');
  expect((await visitor.next()).text).toContain('介绍一下自己');
  return visitor;
}

const texts = (visitor: WebVisitor) => [...visitor.seen.values()].map(({ text }) => text);

describe('opening the page', () => {
  it('is the starting point: the bot speaks first, in the language of the browser, and says what it is', async () => {
    expect((await (await visit()).next()).text).toMatch(/AI面试助手.*可以吗？$/s);
    const english = await visit(CODE, 'en');
    const line = await english.next();
    expect(line.text).toContain("I'm an AI");
    expect(line.buttons.map(({ label }) => label)).toEqual(['Yes, start', 'No, thanks']);
  });

  it('says it once, however often and in however many tabs it is opened', async () => {
    const visitor = await visit();
    await visitor.next();
    const tabs = await Promise.all([visitor.elsewhere(CODE), visitor.elsewhere(CODE.toLowerCase())]);
    here.push(...tabs);
    await Promise.all(tabs.map((tab) => tab.next()));
    await visitor.reload();
    for (const one of [visitor, ...tabs]) expect(one.received).toHaveLength(1);
  });

  it('stores nothing before something is read or written: a preview of the link leaves no person behind', async () => {
    const count = async () => (await node.runtime.sql`select 1 from candidates`).length;
    const before = await count();
    for (let i = 0; i < 5; i++) {
      const { status, headers } = await (async () => {
        const answer = await fetch(`${url}/chat/${CODE}`);
        return { status: answer.status, headers: answer.headers };
      })();
      expect(status).toBe(200);
      expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax$/);
    }
    expect(await count()).toBe(before);
  });

  it('answers a code of nothing and a draft with the same kind page, and their chats with 404', async () => {
    const visitor = await visit();
    for (const code of ['NOSUCH1', 'SOON01', 'x', '%00', 'a'.repeat(300)]) {
      const answer = await fetch(`${url}/chat/${code}`);
      expect(answer.status, code).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      const messages = await fetch(`${url}/chat/${code}/messages`, { headers: { cookie: visitor.cookie } });
      expect(messages.status, code).toBe(404);
    }
  });

  it('tells who comes too late that the job is taken, and holds no interview', async () => {
    const late = await visit('GONE01');
    expect((await late.next()).text).toContain('不招人了');
    await late.say('同意');
    expect((await late.next()).text).toContain('岗位编号');
    expect(late.received).toHaveLength(2);
  });
});

describe('talking', () => {
  it('takes text and buttons, shows the typing, and has everything again after a reload', async () => {
    const visitor = await inInterview();
    const sent = await visitor.say('我叫小林，去年在菜鸟驿站理货两个月。', 'intro-1');
    expect(sent).toMatchObject({ status: 201, body: { client_id: 'intro-1' } });
    await visitor.next();
    await waitFor(() => expect(visitor.state).toEqual({ typing: false, language: 'zh' }));
    const before = texts(visitor);
    expect(before[1]).toBe('同意，开始');
    expect(before).toContain('我叫小林，去年在菜鸟驿站理货两个月。');
    const again = await visitor.elsewhere(CODE);
    here.push(again);
    expect(texts(again)).toEqual(before);
    expect([...again.seen.values()].find(({ client_id }) => client_id === 'intro-1')?.id).toBe(sent.body.id);
  });

  it('takes a message that is sent twice once, and gives both the same answer', async () => {
    const visitor = await inInterview();
    const [first, second] = await Promise.all([
      visitor.say('我做过两个月理货。', 'same'),
      visitor.say('我做过两个月理货。', 'same'),
    ]);
    expect(second).toMatchObject({ status: 201, body: first.body });
    await visitor.next();
    expect(texts(visitor).filter((text) => text === '我做过两个月理货。')).toHaveLength(1);
  });

  it('shows in one tab what was written in another', async () => {
    const visitor = await inInterview();
    const tab = await visitor.elsewhere(CODE);
    here.push(tab);
    await visitor.say('我做过两个月理货。');
    await waitFor(() => expect(texts(tab)).toContain('我做过两个月理货。'));
    await visitor.next();
    await waitFor(() => expect(texts(tab)).toEqual(texts(visitor)));
  });

  it('greets first who writes without having read anything', async () => {
    const page = await fetch(`${url}/chat/${CODE}`);
    const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!;
    const answer = await fetch(`${url}/chat/${CODE}/messages`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: '1', text: '你好' }),
    });
    expect(answer.status).toBe(201);
    await waitFor(async () => {
      const history = await fetch(`${url}/chat/${CODE}/messages`, { headers: { cookie } });
      const { data } = (await history.json()) as { data: { from: string; text: string }[] };
      expect(data.some(({ text }) => text === '你好')).toBe(true);
      expect(data.find(({ from }) => from === 'bot')?.text).toContain('AI面试助手');
    });
  });

  it('keeps markup, scripts and long words as the text that they are', async () => {
    const visitor = await inInterview();
    const odd = `<script>alert(1)</script>&amp;"'${'长'.repeat(3000)}\u202e😀`;
    await visitor.say(odd);
    await waitFor(() => expect(texts(visitor)).toContain(odd));
  });
});

describe('a stream', () => {
  it('goes on where it was cut off, with no gap and nothing twice', async () => {
    const visitor = await inInterview();
    visitor.close();
    await visitor.say('我叫小林。');
    await visitor.say('做过两个月理货。');
    await waitFor(async () => {
      const history = await visitor.call('GET', '/messages');
      expect((history.body.data as unknown[]).length).toBeGreaterThan(5);
    });
    const before = visitor.received.length;
    await visitor.listen();
    await visitor.next();
    expect(visitor.received.length).toBeGreaterThan(before);
    expect(texts(visitor).filter((text) => text === '我叫小林。')).toHaveLength(1);
    const whole = await visitor.elsewhere(CODE);
    here.push(whole);
    await waitFor(() => expect(texts(visitor).sort()).toEqual(texts(whole).sort()));
  });

  it('finds what a lost hint did not tell', async () => {
    const visitor = await inInterview();
    const silent = vi.spyOn(node.runtime.live, 'publish').mockImplementation(() => {});
    try {
      await visitor.say('我叫小林，做过两个月理货。');
      expect((await visitor.next()).from).toBe('bot');
    } finally {
      silent.mockRestore();
    }
  });

  it('is closed when there are too many of one visitor, who can try again', async () => {
    const visitor = await visit();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        fetch(`${url}/chat/${CODE}/stream`, { headers: { cookie: visitor.cookie } }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBe(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    await Promise.all(answers.map(({ body }) => body?.cancel()));
    await waitFor(async () => {
      const again = await fetch(`${url}/chat/${CODE}/stream`, { headers: { cookie: visitor.cookie } });
      await again.body?.cancel();
      expect(again.status).toBe(200);
    });
  });
});

describe('nobody else', () => {
  it('gets anywhere without a cookie, with a made-up one, or with half of one', async () => {
    const visitor = await inInterview();
    const [name, value = ''] = visitor.cookie.split('=');
    const cookies = ['', `${name}=`, `${name}=${value.slice(0, 22)}`, `${name}=${value.slice(0, -1)}0x`];
    for (const cookie of cookies) {
      for (const path of ['messages', 'stream']) {
        const answer = await fetch(`${url}/chat/${CODE}/${path}`, { headers: { cookie } });
        expect(answer.status, `${path} ${cookie}`).toBe(401);
      }
    }
  });

  it('sees what another visitor said, whatever they guess', async () => {
    const one = await inInterview();
    await one.say('秘密的话', 'm1');
    await waitFor(() => expect(texts(one)).toContain('秘密的话'));
    const other = await visit();
    await other.next();
    // The same client_id, and the other's cursors, open nothing.
    expect((await other.say('我的话', 'm1')).body.id).not.toBe(undefined);
    other.cursor = '0.0';
    await other.listen();
    await waitFor(() => expect(texts(other)).toContain('我的话'));
    expect(texts(other).join()).not.toContain('秘密的话');
  });

  it('can speak for a visitor from another site', async () => {
    const visitor = await inInterview();
    const send = (headers: Record<string, string>) =>
      visitor.call('POST', '/messages', { client_id: crypto.randomUUID(), text: '我录用了' }, headers);
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ origin: 'null' })).status).toBe(403);
    expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send({ origin: url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  it('is left behind on a shared phone', async () => {
    const visitor = await inInterview();
    await visitor.say('第一个人的话');
    const before = visitor.cookie;
    expect((await visitor.call('POST', '/leave', {})).status).toBe(204);
    expect(visitor.cookie).not.toBe(before);
    const next = await visitor.elsewhere(CODE);
    here.push(next);
    expect((await next.next()).text).toContain('AI面试助手');
    expect(texts(next)).toHaveLength(1);
  });
});

describe('too much', () => {
  it('is refused with a kind word, and the others do not notice', async () => {
    const [flood, other] = [await inInterview(), await inInterview()];
    const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => flood.say(`第${i}句`)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(250);
    expect(refused[0]?.body).toMatchObject({ code: 'rate_limited' });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    await other.say('我做过两个月理货。');
    expect((await other.next()).from).toBe('bot');
  });

  it('is counted under names that tell nobody who it was, or from where', async () => {
    const from = '198.51.100.77';
    const redis = await createClient({ url: node.redisUrl }).connect();
    const addresses: string[] = [];
    let kept = '';
    const look = async () => {
      kept += (await redis.keys('*')).join(' ');
    };
    // A count that is back at nothing is forgotten within a second: somebody comes until all were seen.
    await expect
      .poll(async () => {
        const visitor = await WebVisitor.open(url, CODE, 'zh', from);
        here.push(visitor);
        addresses.push(visitor.address);
        await look();
        await visitor.say('你好');
        await look();
        return ['arrival', 'read', 'message'].filter((what) => !kept.includes(`chat:${what}:`));
      })
      .toEqual([]);
    redis.destroy();
    for (const what of [from, ...addresses]) expect(kept).not.toContain(what);
  });

  it('from one address lets a job fair in, but nobody who makes people by script', async () => {
    const arrive = async (from: string) => {
      const { headers } = await fetch(`${url}/chat/${CODE}`);
      const cookie = headers.getSetCookie()[0]!.split(';')[0]!;
      const sent = { cookie, 'x-forwarded-for': from };
      return (await fetch(`${url}/chat/${CODE}/messages`, { headers: sent })).status;
    };
    const fair = await Promise.all(Array.from({ length: 400 }, () => arrive('203.0.113.9')));
    expect(fair.filter((status) => status === 200).length).toBeGreaterThanOrEqual(200);
    expect(fair.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(await arrive('203.0.113.10')).toBe(200);
  });

  it.each([
    ['5 MB of text', { client_id: 'a', text: 'x'.repeat(5_000_000) }, 413],
    ['more than a bubble holds', { client_id: 'a', text: 'x'.repeat(8001) }, 422],
    ['a field that is not one', { client_id: 'a', text: 'x', from: 'hr' }, 422],
    ['no JSON', '{"client_id":', 400],
    ['no client_id', { text: 'x' }, 422],
    ['a button of 65 characters', { client_id: 'a', text: 'x', button: 'b'.repeat(65) }, 422],
  ])('%s is refused, and nothing is stored', async (_name, body, status) => {
    const visitor = await visit();
    await visitor.next();
    expect((await visitor.call('POST', '/messages', body)).status).toBe(status);
    await visitor.reload();
    expect(visitor.seen.size).toBe(1);
  });
});

it('starts the other opening for who comes by its link, and brings the first back by the first', async () => {
  const visitor = await inInterview();
  await visitor.say('我叫小林，做过两个月理货。');
  await visitor.next();
  const second = await visitor.elsewhere('CARE01');
  here.push(second);
  await waitFor(() => expect(second.received.at(-1)?.text).toContain('还是我这个AI来问'));
  const back = await second.elsewhere(CODE);
  here.push(back);
  await waitFor(() => expect(back.received.at(-1)?.text).toContain('欢迎回来'));
  await back.reload();
  expect(back.received.at(-1)?.text).toContain('欢迎回来');
});

it('draws a QR code of the page', async () => {
  const answer = await fetch(`${url}/chat/${CODE}/qr.svg`);
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(await answer.text()).toMatch(/^<svg .*<\/svg>$/s);
});
