/** A contract on a small phone: read, signed with the code that the chat says, and open again afterwards. */
import { expect, it } from 'vitest';
import { FIELDS, NAMED } from '../signing/signing.ts';
import { wrong } from './axe.ts';
import { picture } from './pictures.ts';
import { setStage } from './stage.ts';
import type { Tab, Visitor } from './visitor.ts';

const stage = setStage(() => ({ QUIET_HOURS: 'off' }));

/** Somebody in the web chat, whose contract was sent: the link that the chat says. */
async function sent(visitor: Visitor): Promise<{ chat: Tab; link: string }> {
  const chat = await visitor.open('SORT01');
  await chat.hears(/AI面试助手/);
  await chat.press('同意，开始');
  await chat.hears(/介绍一下自己/);
  const { sql } = stage.server;
  const [row] = await sql<{ id: string }[]>`
    update applications set stage = 'advanced' where id = (
      select application_id from interviews order by position desc limit 1) returning id`;
  const { id } = await stage.server.ask('POST', '/v1/contracts', { application_id: row!.id, fields: FIELDS });
  await stage.server.ask('POST', `/v1/contracts/${id}/send`, {});
  await expect.poll(async () => (await chat.heard()).at(-1)).toMatch(/\/sign\//);
  const [link] = /http\S+\/sign\/\w+/.exec((await chat.heard()).at(-1) ?? '') ?? [];
  return { chat, link: link! };
}

async function codeIn(chat: Tab): Promise<string> {
  await expect.poll(async () => (await chat.heard()).at(-1)).toMatch(/验证码：\d{6}/);
  return /\d{6}/.exec((await chat.heard()).at(-1) ?? '')![0];
}

const width = (tab: Tab) => tab.page.locator('html').evaluate((html) => html.scrollWidth);

it('is signed without script, in a few large steps, and nothing on the page is out of reach', async () => {
  const { chat, link } = await sent(await stage.onPhone());
  const phone = await stage.onPhone({ javaScriptEnabled: false });
  const tab = await phone.at(link);
  const { page } = tab;
  expect(await page.title()).toBe('合同：夜班分拣员');
  await page.getByText('每小时¥25.50').waitFor();
  expect(await width(tab)).toBe(360);
  await picture(page, 'sign-read');
  await page.getByLabel('你的姓名').fill(NAMED.name);
  await page.getByRole('button', { name: '把验证码发给我' }).click();
  await page.getByText('看完、同意以后，请打勾').waitFor();
  expect(await page.getByLabel('你的姓名').inputValue()).toBe(NAMED.name);
  await page.getByLabel('我已阅读并同意这份合同').check();
  await page.getByRole('button', { name: '把验证码发给我' }).click();
  await page.getByLabel('六位验证码').waitFor();
  await picture(page, 'sign-code');
  const code = await codeIn(chat);
  // Whoever goes to the chat and back comes to where they were.
  await page.goto(link);
  await page.getByLabel('六位验证码').fill(code === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: '签署合同' }).click();
  await page.getByText('还可以试4次').waitFor();
  await page.getByLabel('六位验证码').fill(code);
  await page.getByRole('button', { name: '签署合同' }).click();
  await page.getByRole('heading', { name: '已经签好了' }).waitFor();
  expect(await width(tab)).toBe(360);
  await picture(page, 'sign-done');
  expect(await page.getByRole('link', { name: '打开我签好的合同（PDF）' }).getAttribute('href')).toMatch(
    /contract\.pdf$/,
  );
  await expect.poll(async () => (await chat.heard()).at(-1)).toMatch(/签好了，谢谢你/);
  expect(tab.faults).toEqual([]);
});

it('can be used by everybody, on every one of its pages, light and dark', async () => {
  const { chat, link } = await sent(await stage.onPhone());
  for (const colorScheme of ['light', 'dark'] as const) {
    const tab = await (await stage.onPhone({ colorScheme, bypassCSP: true })).at(link);
    expect(await wrong(tab.page)).toEqual([]);
  }
  const tab = await (await stage.onPhone({ locale: 'en-GB', bypassCSP: true })).at(`${link}?lang=en`);
  await tab.page.getByRole('button', { name: 'Send me the code' }).click();
  expect(await wrong(tab.page)).toEqual([]);
  await tab.page.getByLabel('Your name').fill(NAMED.name);
  await tab.page.getByLabel('I have read this contract').check();
  await tab.page.getByRole('button', { name: 'Send me the code' }).click();
  await tab.page.getByLabel('Six-digit code').waitFor();
  expect(await wrong(tab.page)).toEqual([]);
  await tab.page.getByLabel('Six-digit code').fill(await codeIn(chat));
  await tab.page.getByRole('button', { name: 'Sign the contract' }).click();
  await tab.page.getByRole('heading', { name: 'Signed' }).waitFor();
  expect(await wrong(tab.page)).toEqual([]);
  const other = await sent(await stage.onPhone());
  const again = await (await stage.onPhone({ locale: 'en-GB', bypassCSP: true })).at(`${other.link}?lang=en`);
  await again.page.getByText('I do not agree, or I have a question').click();
  await again.page.getByRole('button', { name: 'then I can tell HR' }).click();
  await again.page.getByLabel('Six-digit code').waitFor();
  expect(await wrong(again.page)).toEqual([]);
  await tab.page.goto(`${link}X`);
  expect(await wrong(tab.page)).toEqual([]);
  expect(tab.faults).toEqual([]);
});

it('is declined in the same way: what is wrong, the code from the chat, and HR has it', async () => {
  const { chat, link } = await sent(await stage.onPhone());
  const phone = await stage.onPhone({ javaScriptEnabled: false });
  const tab = await phone.at(link);
  const { page } = tab;
  await page.getByText('我不同意，或者有问题').click();
  await page.getByLabel('哪里不同意').fill('夜班补贴没有写');
  expect(await width(tab)).toBe(360);
  await page.getByRole('button', { name: '发验证码给我，再告诉HR' }).click();
  await page.getByLabel('六位验证码').waitFor();
  expect(await width(tab)).toBe(360);
  expect(await page.getByLabel('哪里不同意').inputValue()).toBe('夜班补贴没有写');
  const code = await codeIn(chat);
  await page.getByLabel('六位验证码').fill(code === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: '先不签，告诉HR' }).click();
  await page.getByText('还可以试4次').waitFor();
  await page.getByLabel('六位验证码').fill(code);
  await page.getByRole('button', { name: '先不签，告诉HR' }).click();
  await page.getByRole('heading', { name: '这份合同没有签' }).waitFor();
  expect(tab.faults).toEqual([]);
  const [row] = await stage.server.sql`select remark from contracts order by made_at desc limit 1`;
  expect(row).toEqual({ remark: '夜班补贴没有写' });
});
