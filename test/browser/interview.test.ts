import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Golden, readGolden } from '../../src/commands/terminal/golden.ts';
import { picture } from './pictures.ts';
import { setStage } from './stage.ts';
import type { Tab } from './visitor.ts';

/** A whole interview takes some seconds, and more on a busy machine. */
const stage = setStage();

function golden(name: string): Golden {
  return readGolden(readFileSync(new URL(`../conversations/${name}.yaml`, import.meta.url), 'utf8'));
}

interface Hands {
  say(text: string): Promise<void>;
  press(label: string): Promise<void>;
}

/** Says in the browser what was said in the dialogue, and is answered the same. The link stands for `/start CODE`. */
async function replay(tab: Tab, { talk }: Golden, hands: Hands): Promise<void> {
  for (const step of talk.slice(1)) {
    if ('me' in step) await hands.say(step.me);
    else if ('press' in step) await hands.press(step.press);
    else {
      await tab.hears(step.bot);
      const choices = tab.page.locator('.choice');
      await expect.poll(() => choices.allTextContents()).toEqual(step.choices ?? []);
    }
  }
}

it('interviews in Chinese on a phone of 360 pixels, from the link to the end, and takes a 补充 after it', async () => {
  const visitor = await stage.onPhone();
  const tab = await visitor.open('SORT01');
  expect(await tab.page.title()).toBe('夜班分拣员 · AI 面试助手');
  const talk = golden('zh-happy-path');
  const half = talk.talk.findIndex((step) => 'me' in step && step.me.includes('三百多个件'));
  await replay(tab, { ...talk, talk: talk.talk.slice(0, half + 2) }, tab);
  await picture(tab.page, 'chat-zh');
  await replay(tab, { ...talk, talk: talk.talk.slice(half + 1) }, tab);
  await tab.say('补充：我以前当过两年消防志愿者，会心肺复苏。');
  await tab.hears('谢谢，这条也加进你的面试里了，招聘人员会看到。');

  const before = await tab.said();
  await tab.reload();
  expect(await tab.said()).toEqual(before);
  const wide = await tab.page.locator('html').evaluate((html) => html.scrollWidth);
  expect(wide).toBe(360);
  expect(tab.faults).toEqual([]);
});

it('interviews in English by keyboard only', async () => {
  const visitor = await stage.onDesktop();
  const tab = await visitor.open('SORT01');
  const { keyboard } = tab.page;
  const focus = tab.page.locator(':focus');
  const focused = async () => (await focus.getAttribute('aria-label')) ?? (await focus.textContent()) ?? '';
  const go = async (label: string, key: 'Tab' | 'Shift+Tab') => {
    for (let steps = 0; (await focused()) !== label; steps++) {
      expect(steps, `the way to ${label} by ${key}`).toBeLessThan(8);
      await keyboard.press(key);
      expect(await focus.evaluate((node) => node.matches(':focus-visible'))).toBe(true);
    }
  };
  expect(await focused()).toBe('Message to the AI interview assistant');
  await replay(tab, golden('en-happy-path'), {
    async say(text) {
      expect(await focused(), 'the composer is where one types').toBe(
        'Message to the AI interview assistant',
      );
      await keyboard.type(text);
      await keyboard.press('Enter');
    },
    async press(label) {
      await go(label, 'Shift+Tab');
      // In the end the last of them.
      await picture(tab.page, 'chat-en');
      await keyboard.press('Enter');
    },
  });

  await go('More', 'Shift+Tab');
  await keyboard.press('Enter');
  await expect.poll(() => tab.page.locator('#menu').isVisible()).toBe(true);
  await go('中文', 'Tab');
  await keyboard.press('Space');
  expect(await tab.page.title()).toBe('夜班分拣员 · AI 面试助手');
  await keyboard.press('Escape');
  expect(await tab.page.locator('#menu').isVisible()).toBe(false);
  expect(await focused(), 'back to where one was').toBe('更多');
  expect(tab.faults).toEqual([]);
});
