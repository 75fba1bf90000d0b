/** The form before a background check on a small phone: filled in without script, put right, sent once. */
import { expect, it } from 'vitest';
import { wrong } from './axe.ts';
import { setStage } from './stage.ts';
import type { Tab, Visitor } from './visitor.ts';

const stage = setStage(() => ({ QUIET_HOURS: 'off' }));

/** Somebody in the web chat who is to be looked into: the link that the chat says. */
async function asked(visitor: Visitor): Promise<{ chat: Tab; link: string; check: string }> {
  const chat = await visitor.open('SORT01');
  await chat.hears(/AI面试助手/);
  await chat.press('同意，开始');
  await chat.hears(/介绍一下自己/);
  const { sql } = stage.server;
  const [row] = await sql<{ id: string }[]>`
    update applications set stage = 'advanced' where id = (
      select application_id from interviews order by position desc limit 1) returning id`;
  const agency = '沪信核实有限公司 021-5550 1234';
  const { id } = await stage.server.ask('POST', '/v1/background_checks', { application_id: row!.id, agency });
  await expect.poll(async () => (await chat.heard()).at(-1)).toMatch(/\/form\//);
  const [link] = /http\S+\/form\/\w+/.exec((await chat.heard()).at(-1) ?? '') ?? [];
  return { chat, link: link!, check: id };
}

const width = (tab: Tab) => tab.page.locator('html').evaluate((html) => html.scrollWidth);

it('is filled in without script, put right beside the fields, and sent once', async () => {
  const { chat, link, check } = await asked(await stage.onPhone());
  const tab = await (await stage.onPhone({ javaScriptEnabled: false })).at(link);
  const { page } = tab;
  expect(await page.title()).toBe('背景核实');
  await page.getByText('由沪信核实有限公司').waitFor();
  expect(await width(tab)).toBe(360);
  await page.getByLabel('姓名').fill('林小雨');
  await page.getByLabel('证件号码').fill('110105194912310021');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  expect(await page.locator('#id_number-wrong').innerText()).toMatch(/有一位不对/);
  expect(await page.getByLabel('姓名').inputValue()).toBe('林小雨');
  expect(await page.getByLabel('证件号码').inputValue()).toBe('');
  expect(await width(tab)).toBe(360);
  await page.getByLabel('证件号码').fill('11010519491231002x');
  await page.getByLabel('我同意为这份工作做背景核实').check();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('heading', { name: '收到了' }).waitFor();
  await expect.poll(async () => (await chat.heard()).at(-1)).toMatch(/背景核实这就开始/);
  expect((await stage.server.ask('GET', `/v1/background_checks/${check}`)).state).toBe('pending');
  await page.goto(link);
  await page.getByRole('heading', { name: '这个链接打不开了' }).waitFor();
  expect(tab.faults.filter((fault) => !/404/.test(fault))).toEqual([]);
});

it('can be used by everybody, light and dark, right and wrong', async () => {
  const { link } = await asked(await stage.onPhone());
  for (const colorScheme of ['light', 'dark'] as const) {
    const tab = await (await stage.onPhone({ colorScheme, bypassCSP: true })).at(link);
    expect(await wrong(tab.page)).toEqual([]);
    await tab.page.getByRole('button', { name: '提交', exact: true }).click();
    await tab.page.locator('#agree-wrong').waitFor();
    expect(await wrong(tab.page)).toEqual([]);
  }
  const tab = await (await stage.onPhone({ locale: 'en-GB', bypassCSP: true })).at(`${link}?lang=en`);
  expect(await tab.page.title()).toBe('Background check');
  expect(await wrong(tab.page)).toEqual([]);
  const sizes = await tab.page.locator('button, input, a, label.box').evaluateAll((all) =>
    all.map((one) => {
      const { width, height } = (one.closest('label') ?? one).getBoundingClientRect();
      return { name: one.textContent, least: Math.min(width, height) };
    }),
  );
  expect(sizes.filter(({ least }) => least < 44)).toEqual([]);
  await tab.page.getByRole('button', { name: 'I do not agree' }).click();
  await tab.page.getByRole('heading', { name: 'Understood' }).waitFor();
  expect(await wrong(tab.page)).toEqual([]);
});
