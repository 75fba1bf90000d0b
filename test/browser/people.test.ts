import { describe, expect, it } from 'vitest';
import { MARKUP } from './server.ts';
import { setStage } from './stage.ts';

const stage = setStage();

describe('HTML and scripts in every field', () => {
  it('are words, and nothing runs', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('EVIL01');
    await tab.page.locator('.choice').first().waitFor();
    expect(await tab.page.locator('#title').textContent()).toBe(MARKUP);
    expect(await tab.page.title()).toContain(MARKUP);
    await tab.press('同意，开始');
    await tab.hears(/介绍一下自己/);
    await tab.say(MARKUP);
    await tab.sees(MARKUP);
    await tab.say('javascript:alert(1) data:text/html,x https://example.com/"onclick="alert(1)');
    await tab.page.locator('.candidate a').waitFor();
    await stage.server.asHr('takeover');
    await stage.server.asHr('messages', { text: MARKUP });
    await tab.page.locator('.line.hr').waitFor();
    await tab.reload();
    await tab.sees(MARKUP, 2);
    expect(await tab.page.locator('img, main script, [onerror], [onclick]').count()).toBe(0);
    expect(await tab.page.evaluate('window.pwned')).toBeUndefined();
    const links = await tab.page
      .locator('main a')
      .evaluateAll((nodes) => nodes.map((node) => [node.getAttribute('href'), node.getAttribute('rel')]));
    expect(links).toEqual([['https://example.com/', 'noopener noreferrer nofollow']]);
    expect(tab.faults).toEqual([]);
  });

  it('in a code that there is not are not even shown', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open(encodeURIComponent(MARKUP).replaceAll('%2F', ''));
    expect(await tab.page.locator('h1').innerText()).toBe('没找到这个岗位');
    await tab.page.getByRole('link', { name: 'English' }).click();
    await tab.page.getByText('Job not found').waitFor();
    expect(await tab.page.locator('script, img').count()).toBe(0);
    expect(tab.faults).toEqual([]);
  });
});

describe('nothing of another visitor', () => {
  it('is shown, to whoever opens the same link at the same time', async () => {
    const [one, other] = [await stage.onPhone(), await stage.onPhone()];
    const [mine, theirs] = [await one.open('SORT01'), await other.open('SORT01')];
    await mine.press('同意，开始');
    await mine.hears(/介绍一下自己/);
    await mine.say('只有我知道的事');
    await mine.hears(/只有我知道的事/);
    await theirs.press('同意，开始');
    await theirs.hears(/介绍一下自己/);
    expect((await theirs.said()).join()).not.toContain('只有我知道的事');
    await theirs.reload();
    expect((await theirs.said()).join()).not.toContain('只有我知道的事');
  });

  it('is left in a browser that somebody else takes over, in any tab', async () => {
    const visitor = await stage.onPhone();
    const [tab, second] = [await visitor.open('SORT01'), await visitor.open('SORT01')];
    await tab.press('同意，开始');
    await tab.hears(/介绍一下自己/);
    await tab.say('只有我知道的事');
    await second.sees('只有我知道的事');
    // One that never leaves the queue, and a draft.
    const refuse = {
      status: 422,
      contentType: 'application/problem+json',
      body: '{"code":"validation_failed"}',
    };
    await visitor.context.route('**/messages*', (route) =>
      route.request().method() === 'POST' ? route.fulfill(refuse) : route.fallback(),
    );
    await second.say('没发出的秘密');
    await expect.poll(() => second.deliveries()).toContain('refused');
    await visitor.context.unrouteAll();
    await second.write('写了一半的秘密');
    await expect
      .poll(() => second.page.evaluate('JSON.stringify({ ...localStorage })'))
      .toMatch(/没发出的秘密.*写了一半的秘密|写了一半的秘密.*没发出的秘密/);

    await tab.page.locator('#more').click();
    await tab.press('我是另一个人');
    await tab.press('换人');
    for (const one of [tab, second]) {
      await expect.poll(() => one.said()).toHaveLength(1);
      await one.page.locator('.choice').first().waitFor();
      expect(await one.page.content()).not.toMatch(/只有我知道|秘密/);
      expect(await one.page.inputValue('#words')).toBe('');
    }
    expect(await tab.page.evaluate('JSON.stringify({ ...localStorage })')).not.toMatch(/只有我知道|秘密/);
    await second.press('同意，开始');
    await tab.sees('同意，开始');
  });

  it('goes with them when they stay after all', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('SORT01');
    await tab.press('同意，开始');
    await tab.hears(/介绍一下自己/);
    await tab.page.locator('#more').click();
    await tab.press('我是另一个人');
    await tab.press('不换');
    await tab.press('关闭');
    await tab.reload();
    await tab.sees('同意，开始');
  });
});

describe('a person of HR', () => {
  it('speaks in the same chat, marked as a person, and gives it back', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('SORT01');
    await tab.press('同意，开始');
    await tab.hears(/介绍一下自己/);
    await stage.server.asHr('takeover');
    await stage.server.asHr('messages', { text: '你好，我是招聘的小李。' });
    const line = tab.page.locator('.line.hr');
    await line.waitFor();
    expect(await line.locator('.name').innerText()).toBe('招聘人员（真人）');
    expect(await line.locator('.bubble').textContent()).toBe('你好，我是招聘的小李。');
    await tab.say('好的，谢谢你。');
    await tab.sees('好的，谢谢你。');
    expect(await tab.page.locator('.typing').count(), 'nobody promises an answer for a person').toBe(0);
    const before = (await tab.heard()).length;
    await stage.server.asHr('handback');
    // What was written just before may be answered behind it.
    await expect.poll(async () => (await tab.heard()).slice(before).join('\n')).toContain('AI');
    expect(await tab.page.locator('.line').last().getAttribute('class')).toContain('bot');
    await tab.reload();
    expect(await line.locator('.name').innerText()).toBe('招聘人员（真人）');
  });
});

describe('the language of the page', () => {
  it('does not change by itself while the first words are on their way', async () => {
    const visitor = await stage.onDesktop();
    await visitor.context.addInitScript(`
      window.seen = [];
      new MutationObserver(() => seen.push(document.documentElement?.lang))
        .observe(document, { attributes: true, childList: true, subtree: true });`);
    // The first words wait as long as somebody else holds the conversation.
    await stage.server.sql`create function hold() returns trigger language plpgsql as
      $$ begin if new.lease_until > now() then perform pg_sleep(0.5); end if; return new; end $$`;
    await stage.server
      .sql`create trigger hold before update of lease_until on conversations for each row execute function hold()`;
    try {
      const tab = await visitor.open('SORT01');
      await tab.page.locator('.choice').first().waitFor();
      expect(new Set(await tab.page.evaluate<string[]>('seen.filter(Boolean)'))).toEqual(new Set(['en']));
    } finally {
      await stage.server.sql`drop trigger hold on conversations`;
      await stage.server.sql`drop function hold()`;
    }
  });

  it('is the conversation’s, until one is chosen; then it is that, also after a reload', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('SORT01');
    await tab.press('同意，开始');
    await tab.hears(/介绍一下自己/);
    await tab.say('Can we speak English please');
    await tab.page.getByRole('heading', { name: 'Night-shift parcel sorter' }).waitFor();
    expect(await tab.page.locator('html').getAttribute('lang')).toBe('en');
    await tab.page.locator('#more').click();
    await tab.press('中文');
    await tab.press('关闭');
    expect(await tab.page.title()).toContain('夜班分拣员');
    await tab.reload();
    expect(await tab.page.title()).toContain('夜班分拣员');
    expect(await tab.page.getAttribute('#words', 'placeholder')).toBe('想到什么就写什么');
  });
});

describe('the log', () => {
  it('keeps to its end, but does not pull away who reads further up', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('SORT01');
    await tab.press('同意，开始');
    await tab.hears(/介绍一下自己/);
    for (const text of ['第一段', '第二段', '第三段']) {
      await tab.say(`${text}${'很长'.repeat(120)}`);
      // Each answer is awaited, so that none comes while one reads further up.
      await tab.hears(/./);
    }
    const log = tab.page.locator('#log');
    const below = () => log.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
    await tab.page.locator('.typing').waitFor({ state: 'detached' });
    await expect.poll(below).toBeLessThan(2);
    await log.evaluate((node) => {
      node.scrollTop = 0;
    });
    await tab.page.getByRole('button', { name: '回到最新' }).waitFor();
    await visitor.post('SORT01', '进度');
    const button = tab.page.getByRole('button', { name: '有新消息' });
    await button.waitFor();
    expect(await log.evaluate((node) => node.scrollTop)).toBe(0);
    await button.click();
    await expect.poll(below).toBeLessThan(2);
    await button.waitFor({ state: 'hidden' });
  });
});

describe('an input method', () => {
  it('has the Enter that chooses a word to itself', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('SORT01');
    await tab.page.locator('.choice').first().waitFor();
    await tab.page.focus('#words');
    const devtools = await visitor.context.newCDPSession(tab.page);
    await devtools.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
    await tab.page.keyboard.press('Enter');
    expect(await tab.page.inputValue('#words')).toContain('nihao');
    expect(await tab.deliveries()).toEqual([]);
    await devtools.send('Input.insertText', { text: '你好' });
    await tab.page.keyboard.press('Shift+Enter');
    await tab.page.keyboard.type('在吗');
    await tab.page.keyboard.press('Enter');
    await tab.sees('你好\n在吗');
  });
});
