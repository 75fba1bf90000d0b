/** Somebody's own data on a small phone: the link from the chat, the code, and the file. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { wrong } from './axe.ts';
import { picture } from './pictures.ts';
import { setStage } from './stage.ts';
import type { Tab, Visitor } from './visitor.ts';

const stage = setStage(() => ({ QUIET_HOURS: 'off' }));

/** Somebody in the web chat who asks for their data: the link that the chat says. */
async function asked(visitor: Visitor, words: string): Promise<{ chat: Tab; link: string }> {
  const chat = await visitor.open('SORT01');
  await chat.hears(/AI面试助手/);
  await chat.press('同意，开始');
  await chat.hears(/介绍一下自己/);
  await chat.say(words);
  await expect.poll(async () => (await chat.heard()).at(-1)).toMatch(/\/data\//);
  const [link] = /http\S+\/data\/\w+/.exec((await chat.heard()).at(-1) ?? '') ?? [];
  return { chat, link: link! };
}

async function codeIn(chat: Tab): Promise<string> {
  await expect.poll(async () => (await chat.heard()).at(-1)).toMatch(/验证码：\d{6}/);
  return /\d{6}/.exec((await chat.heard()).at(-1) ?? '')![0];
}

const width = (tab: Tab) => tab.page.locator('html').evaluate((html) => html.scrollWidth);

it('is downloaded without script, with the code from the chat, and nothing on the page is out of reach', async () => {
  const { chat, link } = await asked(await stage.onPhone(), '导出我的数据');
  const tab = await (await stage.onPhone({ javaScriptEnabled: false, acceptDownloads: true })).at(link);
  const { page } = tab;
  expect(await page.title()).toBe('你的资料');
  expect(await width(tab)).toBe(360);
  await page.getByRole('button', { name: '把验证码发给我' }).click();
  await page.getByLabel('六位验证码').waitFor();
  expect(await width(tab)).toBe(360);
  const code = await codeIn(chat);
  // Whoever goes to the chat and back comes to where they were.
  await page.goto(link);
  await picture(page, 'own-data');
  await page.getByLabel('六位验证码').fill(code === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: '下载我的资料' }).click();
  await page.getByText('还可以试4次').waitFor();
  await page.getByLabel('六位验证码').fill(code);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载我的资料' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('my-data.zip');
  const names = Object.keys(unzipSync(readFileSync(await file.path())));
  expect(names).toEqual(expect.arrayContaining(['data.json', 'readable.html']));
  await page.goto(link);
  expect(await page.title()).toBe('这个链接打不开了');
});

it('can be used by everybody, on every one of its pages, light and dark', async () => {
  const { chat, link } = await asked(await stage.onPhone(), '下载我的资料');
  for (const colorScheme of ['light', 'dark'] as const) {
    const tab = await (await stage.onPhone({ colorScheme, bypassCSP: true })).at(link);
    expect(await wrong(tab.page)).toEqual([]);
  }
  const tab = await (await stage.onPhone({ locale: 'en-GB', bypassCSP: true })).at(`${link}?lang=en`);
  await tab.page.getByRole('button', { name: 'Send me the code' }).click();
  await tab.page.getByLabel('Six-digit code').waitFor();
  expect(await wrong(tab.page)).toEqual([]);
  await codeIn(chat);
  await tab.page.getByRole('button', { name: 'Download my data' }).click();
  await tab.page.getByText('Please type the code from your chat').waitFor();
  expect(await wrong(tab.page)).toEqual([]);
  expect(await width(tab)).toBe(360);
  await tab.page.goto(`${link}X`);
  expect(await wrong(tab.page)).toEqual([]);
});
