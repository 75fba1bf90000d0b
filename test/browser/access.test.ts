import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wrong } from './axe.ts';
import { setStage } from './stage.ts';
import { type Tab, Visitor } from './visitor.ts';

const stage = setStage();

const words = {
  zh: { hi: '你好', yes: '同意，开始', link: '看 https://example.com/a 这里' },
  en: { hi: 'Hello', yes: 'Yes, start', link: 'see https://example.com/a please' },
};

describe.each([
  ['zh', 'light'],
  ['zh', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const)('axe finds nothing wrong in %s, %s', (language, colorScheme) => {
  const more: BrowserContextOptions = {
    colorScheme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    // The policy of the page forbids scripts that are not the page's own, and axe is one.
    bypassCSP: true,
  };
  let visitor: Visitor;
  let tab: Tab;
  beforeAll(async () => {
    visitor = await Visitor.onPhone(stage.browser, stage.server.url, more);
    tab = await visitor.open('SORT01');
  });
  afterAll(() => visitor.close());

  it('at the first line with its buttons', async () => {
    await tab.page.locator('.choice').first().waitFor();
    expect(await wrong(tab.page)).toEqual([]);
  });

  it('in a talk, with a person of HR in it and a link', async () => {
    await tab.press(words[language].yes);
    await tab.page.locator('.line').nth(2).waitFor();
    await tab.say(words[language].link);
    await tab.page.locator('.line a').waitFor();
    await stage.server.asHr('takeover');
    await stage.server.asHr('messages', { text: words[language].hi });
    await tab.page.locator('.line.hr').waitFor();
    expect(await wrong(tab.page)).toEqual([]);
  });

  it('offline, with messages that wait', async () => {
    await visitor.context.setOffline(true);
    await tab.say(words[language].hi);
    await expect.poll(() => tab.deliveries()).toContain('waiting');
    expect(await tab.notice()).not.toBe('');
    expect(await wrong(tab.page)).toEqual([]);
    await visitor.context.setOffline(false);
    await tab.page.locator('.line.waiting').waitFor({ state: 'detached' });
  });

  it('with a message that is too long', async () => {
    await tab.write('长'.repeat(8001));
    expect(await wrong(tab.page)).toEqual([]);
    await tab.write('');
  });

  it('in the menu, and at the question whether to leave', async () => {
    await tab.page.locator('#more').tap();
    expect(await wrong(tab.page)).toEqual([]);
    await tab.page.locator('[data-part=leave]').tap();
    await tab.page.locator('[data-part=go]').waitFor();
    expect(await wrong(tab.page)).toEqual([]);
  });

  it.each([
    ['GONE01', 'a job that is closed'],
    ['NOSUCH1', 'a job that there is not'],
  ])('at %s, %s', async (code) => {
    const other = await visitor.open(code);
    await other.page.locator('h1').waitFor();
    expect(await wrong(other.page)).toEqual([]);
  });
});

describe('what can be pressed', () => {
  it('is at least 44 pixels high and wide, on the whole page', async () => {
    const visitor = await stage.onPhone();
    const tab = await visitor.open('SORT01');
    await tab.page.locator('.choice').first().waitFor();
    await tab.page.locator('#more').tap();
    await tab.page.locator('[data-part=leave]').tap();
    const sizes = await tab.page.locator('button:visible').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        return { label: button.ariaLabel ?? button.textContent, least: Math.min(width, height) };
      }),
    );
    expect(sizes.length).toBeGreaterThan(8);
    expect(sizes.filter(({ least }) => least < 44)).toEqual([]);
  });
});

describe('a zoom of 200 %', () => {
  it('on a small window hides nothing and needs no scrolling sideways', async () => {
    // What a window of 640 × 512 has at 200 %.
    const visitor = await stage.onDesktop({ viewport: { width: 320, height: 256 } });
    const tab = await visitor.open('SORT01');
    await tab.page.locator('.choice').first().waitFor();
    expect(await tab.page.locator('html').evaluate((html) => html.scrollWidth)).toBe(320);
    await tab.write('Hello');
    for (const part of ['#more', '.choice >> nth=0', '#words', '#send']) {
      await tab.page.locator(part).scrollIntoViewIfNeeded();
      await tab.page.locator(part).click({ trial: true });
    }
  });
});

it('keeps still for who does not like movement', async () => {
  const visitor = await stage.onPhone({ reducedMotion: 'reduce' });
  const tab = await visitor.open('SORT01');
  await tab.press('同意，开始');
  await tab.page.locator('.line').nth(2).waitFor();
  expect(await tab.page.evaluate('document.getAnimations().length')).toBe(0);
});

it('says by whom each line is, and in which language, to who cannot see it', async () => {
  const visitor = await stage.onDesktop();
  const tab = await visitor.open('SORT01');
  await tab.press('Yes, start');
  await tab.hears(/introduce yourself/);
  await tab.say('我会说中文');
  await tab.sees('我会说中文');
  const lines = tab.page.locator('.line');
  const heard = await lines.evaluateAll((nodes) =>
    nodes
      .slice(0, 4)
      .map((node) => [
        node.querySelector('.name, .unseen')?.textContent,
        node.querySelector('.bubble')?.getAttribute('lang'),
      ]),
  );
  expect(heard).toContainEqual(['AI interview assistant', 'en']);
  expect(heard).toContainEqual(['You', 'en']);
  expect(await tab.page.locator('.candidate .bubble').last().getAttribute('lang')).toBe('zh-Hans');
  expect(await tab.page.getByRole('log').getAttribute('aria-live')).toBe('polite');
});
