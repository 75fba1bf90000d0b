import { describe, expect, it } from 'vitest';
import { setStage } from './stage.ts';
import type { Tab, Visitor } from './visitor.ts';

const stage = setStage();

async function inInterview(visitor: Visitor): Promise<Tab> {
  const tab = await visitor.open('SORT01');
  await tab.press('同意，开始');
  await tab.hears(/介绍一下自己/);
  return tab;
}

const PLAIN = '我叫小林，去年在菜鸟驿站理货两个月。';
/** It is quoted in the answer. */
const ANSWER = /菜鸟驿站理货两个月/;

describe('a reload in mid-answer', () => {
  it('brings back what was said and what was being written', async () => {
    const tab = await inInterview(await stage.onPhone());
    await tab.write('有一次爆仓，我一个人');
    const before = await tab.said();
    await tab.reload();
    expect(await tab.said()).toEqual(before);
    expect(await tab.page.inputValue('#words')).toBe('有一次爆仓，我一个人');
    await tab.say(PLAIN);
    await tab.hears(ANSWER);
    expect(await tab.page.inputValue('#words')).toBe('');
    await tab.reload();
    expect(await tab.page.inputValue('#words')).toBe('');
  });

  it('leaves the buttons of the newest question where they are, and only those', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('SORT01');
    await tab.page.locator('.choice').first().waitFor();
    await tab.reload();
    expect(await tab.page.locator('.choice').allTextContents()).toEqual(['同意，开始', '不用了']);
    await tab.press('同意，开始');
    await tab.hears(/介绍一下自己/);
    await tab.reload();
    expect(await tab.page.locator('.choice').count()).toBe(0);
  });
});

describe('two tabs', () => {
  it('show each other what is said, in the same order, each once', async () => {
    const visitor = await stage.onPhone();
    const one = await inInterview(visitor);
    const other = await visitor.open('SORT01');
    await other.sees('同意，开始');
    await Promise.all([one.say('甲：我叫小林。'), other.say('乙：我做过两个月理货。')]);
    for (const tab of [one, other])
      for (const text of ['甲：我叫小林。', '乙：我做过两个月理货。']) await tab.sees(text);
    const answered = async () =>
      (await one.said()).at(-1)?.includes('？') && (await one.said()).join() === (await other.said()).join();
    await expect.poll(answered).toBe(true);
    const together = await one.said();
    await one.reload();
    // An answer may still have come behind it.
    expect((await one.said()).slice(0, together.length)).toEqual(together);
    expect([...one.faults, ...other.faults]).toEqual([]);
  });

  it('send what waits once, whichever of them is left', async () => {
    const visitor = await stage.onPhone();
    const one = await inInterview(visitor);
    const other = await visitor.open('SORT01');
    await other.sees('同意，开始');
    await visitor.context.setOffline(true);
    await one.say('没有网络时写的');
    await other.sees('没有网络时写的');
    await one.page.close();
    await visitor.context.setOffline(false);
    await expect.poll(() => other.deliveries()).not.toContain('waiting');
    await other.reload();
    await other.sees('没有网络时写的');
  });
});

describe('without a network', () => {
  it('what is written waits, over a reload too, and goes out once and in order', async () => {
    const visitor = await stage.onPhone();
    const tab = await inInterview(visitor);
    const texts = ['一：我叫小林。', '二：在菜鸟驿站理货。', '三：做了两个月。'];
    await visitor.context.setOffline(true);
    for (const text of texts) await tab.say(text);
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'waiting', 'waiting', 'waiting']);
    expect(await tab.notice()).toContain('没有网络');
    // The page itself can be had again, but nothing can be sent: a network that is half there.
    const post = (url: URL) => url.pathname.endsWith('/messages');
    let tries = 0;
    await tab.page.route(post, (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      tries++;
      return route.abort();
    });
    await visitor.context.setOffline(false);
    await tab.reload();
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'waiting', 'waiting', 'waiting']);
    expect(await tab.notice()).toContain('有 3 条消息还没发出去');
    const before = tries;
    await tab.press('现在再试');
    await expect.poll(() => tries).toBeGreaterThan(before);
    await tab.page.unroute(post);
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'sent', 'sent', 'sent']);
    await tab.reload();
    const own = await tab.page.locator('.candidate > .bubble').allTextContents();
    expect(own).toEqual(['同意，开始', ...texts]);
    await expect.poll(() => tab.notice()).toBe('');
  });

  it('an answer that got lost on its way back is not sent as a second message', async () => {
    const tab = await inInterview(await stage.onPhone());
    let lost = 0;
    await tab.page.route('**/messages*', async (route) => {
      if (route.request().method() !== 'POST' || lost++ > 0) return route.fallback();
      await route.fetch();
      await route.abort();
    });
    await tab.say(PLAIN);
    await tab.hears(ANSWER);
    expect(lost).toBeGreaterThan(0);
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'sent']);
    await tab.reload();
    await tab.sees(PLAIN);
  });
});

describe('a server that restarts', () => {
  it('is found again; what was said meanwhile is there, with no gap and nothing twice', async () => {
    const visitor = await stage.onPhone();
    const tab = await inInterview(visitor);
    await stage.server.stop();
    await tab.say('重启时写的：我叫小林。');
    await expect.poll(() => tab.notice()).not.toBe('');
    await stage.server.start();
    expect(await visitor.post('SORT01', '别处写的：做了两个月理货。')).toBe(201);
    await tab.sees('重启时写的：我叫小林。');
    await tab.sees('别处写的：做了两个月理货。');
    await expect.poll(() => tab.notice()).toBe('');
    const answered = async () => (await tab.heard()).length;
    await expect.poll(answered).toBeGreaterThan(2);
    const before = await tab.said();
    await tab.reload();
    // An answer may still have come behind it.
    expect((await tab.said()).slice(0, before.length)).toEqual(before);
  });
});

describe('too much', () => {
  it('is slowed down with a kind word, nothing of it is lost, and the others do not notice', async () => {
    const visitor = await stage.onPhone();
    const [tab, other] = await Promise.all([inInterview(visitor), stage.onPhone().then(inInterview)]);
    const texts = Array.from({ length: 40 }, (_, i) => `第 ${i + 1} 句`);
    // What has waited is sent faster than a busy machine types.
    await visitor.context.setOffline(true);
    for (const text of texts) await tab.say(text);
    await visitor.context.setOffline(false);
    await expect.poll(() => tab.notice()).toContain('发得有点快');
    await other.say(PLAIN);
    await other.hears(ANSWER);
    await expect.poll(() => tab.deliveries()).toEqual(Array(41).fill('sent'));
    const own = await tab.page.locator('.candidate > .bubble').allTextContents();
    expect(own.slice(1)).toEqual(texts);
  });

  it('in one message is kindly told, kept, and sent when it is short enough', async () => {
    const tab = await inInterview(await stage.onPhone());
    await tab.write('长'.repeat(5_000_000));
    expect(await tab.page.locator('#count').innerText()).toContain('多了 4992000 字');
    await tab.page.press('#words', 'Enter');
    expect(await tab.deliveries()).toEqual(['sent']);
    await tab.write('长'.repeat(8001));
    await tab.page.press('#words', 'Enter');
    expect(await tab.page.inputValue('#words')).toHaveLength(8001);
    await tab.write('长'.repeat(7990));
    expect(await tab.page.locator('#count').innerText()).toBe('还能写 10 字');
    await tab.page.press('#words', 'Enter');
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'sent']);
    expect(await tab.page.locator('html').evaluate((html) => html.scrollWidth)).toBe(360);
  });
});

describe('a message that the server will never take', () => {
  it('can be changed and sent, or dropped; nothing is lost by itself', async () => {
    const tab = await inInterview(await stage.onPhone());
    const refuse = {
      status: 422,
      contentType: 'application/problem+json',
      body: '{"code":"validation_failed"}',
    };
    await tab.page.route('**/messages*', (route) =>
      route.request().postData()?.includes('不合规') ? route.fulfill(refuse) : route.fallback(),
    );
    await tab.say('不合规的话');
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'refused']);
    await tab.reload();
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'refused']);
    await tab.press('改一改再发');
    expect(await tab.page.inputValue('#words')).toBe('不合规的话');
    await tab.say(PLAIN);
    await tab.hears(ANSWER);
    await tab.say('又是不合规的');
    await tab.press('不发了');
    await expect.poll(() => tab.deliveries()).toEqual(['sent', 'sent']);
  });
});

describe('a browser without our cookie', () => {
  it('gets it by one reload, and what was written is sent then', async () => {
    const visitor = await stage.onPhone();
    const tab = await inInterview(visitor);
    await visitor.context.clearCookies();
    const loaded = tab.page.waitForEvent('load');
    await tab.say('你好');
    await loaded;
    await expect.poll(() => tab.said()).toContain('你好');
    await expect.poll(() => tab.deliveries()).toEqual(['sent']);
  });

  it('that forbids cookies is told so, and not loaded for ever', async () => {
    const visitor = await stage.onPhone();
    let loads = 0;
    await visitor.context.route('**/chat/SORT01', async (route) => {
      loads++;
      const page = await fetch(route.request().url(), { headers: { 'accept-language': 'zh-CN' } });
      await route.fulfill({ contentType: 'text/html', body: await page.text() });
    });
    const tab = await visitor.open('SORT01');
    await expect.poll(() => tab.notice()).toContain('Cookie');
    expect(loads).toBe(2);
  });
});
