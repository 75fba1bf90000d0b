/** Somebody of HR on a small phone: by their invitation in, with a password and a code or with a passkey, and out again. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findUserByEmail } from '../../db/users.ts';
import { codeOf, GOOD_PASSWORD } from '../api/person.ts';
import { wrong } from './axe.ts';
import { picture } from './pictures.ts';
import { setStage } from './stage.ts';

/** A passkey belongs to a name, never to a number. */
const stage = setStage(() => ({ PUBLIC_URL: 'http://localhost:{port}' }));

async function invited(email: string): Promise<string> {
  const made = await stage.server.ask('POST', '/v1/users', { email, role: 'owner' });
  return String(made.link);
}

const width = (page: Page) => page.locator('html').evaluate((html) => html.scrollWidth);

/** An authenticator in the browser: a machine with a fingerprint that is always right. */
async function authenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

it('joins with a password and a code without script, signs in, sees where and ends it', async () => {
  const link = await invited('li@example.com');
  const tab = await (await stage.onPhone({ javaScriptEnabled: false })).at(link);
  const { page } = tab;
  expect(await width(page)).toBe(360);
  expect(await page.getByRole('button', { name: '创建通行密钥' }).isVisible()).toBe(false);
  await picture(page, 'hr-join');
  const secret = (await page.locator('.secret').textContent())!.replaceAll(' ', '');
  await page.getByLabel('新密码').fill('password1234');
  await page.getByLabel('应用里显示的六位数字').fill(codeOf(secret, Date.now()));
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('这个密码太容易猜到').waitFor();
  expect((await page.locator('.secret').textContent())!.replaceAll(' ', '')).toBe(secret);
  await page.getByLabel('新密码').fill(GOOD_PASSWORD);
  await page.getByLabel('应用里显示的六位数字').fill(codeOf(secret, Date.now()));
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
  const codes = await page.locator('.secret').allTextContents();
  expect(codes).toHaveLength(10);
  expect(await width(page)).toBe(360);
  await page.getByRole('link', { name: '保存好了，继续' }).click();
  await page.getByText('li@example.com').waitFor();

  const other = await (await stage.onPhone({ javaScriptEnabled: false })).at(new URL('/hr', link).href);
  await other.page.getByLabel('邮箱').fill('li@example.com');
  await other.page.getByLabel('密码', { exact: true }).fill(GOOD_PASSWORD);
  await other.page.getByLabel('验证器里的六位数字').fill('000000');
  await other.page.getByRole('button', { name: '登录' }).click();
  await other.page.getByText('没有登录成功').waitFor();
  await other.page.getByLabel('密码', { exact: true }).fill(GOOD_PASSWORD);
  await other.page.getByLabel('验证器里的六位数字').fill(codes[0]!);
  await other.page.getByRole('button', { name: '登录' }).click();
  await other.page.getByRole('heading', { name: '我的账号' }).waitFor();
  await expect.poll(() => other.page.locator('.card').count()).toBe(2);
  expect(await width(other.page)).toBe(360);
  await picture(other.page, 'hr-home');
  await other.page.getByRole('button', { name: /退出那里/ }).click();
  await expect.poll(() => other.page.locator('.card').count()).toBe(1);
  await page.reload();
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  await other.page.getByRole('button', { name: '退出登录' }).click();
  await other.page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  expect([...tab.faults, ...other.faults]).toEqual([]);
});

it('joins with a passkey and signs in with it; an answer opens once, here alone, and only of a person', async () => {
  const link = await invited('wang@example.com');
  const tab = await (await stage.onPhone()).at(link);
  const { page } = tab;
  const { cdp, authenticatorId } = await authenticator(page);
  expect(await width(page)).toBe(360);
  await page.getByRole('button', { name: '创建通行密钥' }).click();
  await page.getByRole('heading', { name: '我的账号' }).waitFor();
  await page.getByRole('link', { name: '登录方式和安全' }).click();
  await expect.poll(() => page.locator('.card').count()).toBe(1);
  expect(await width(page)).toBe(360);
  await page.getByRole('button', { name: /^删除/ }).click();
  await page.getByText('这是唯一的登录方式').waitFor();
  await page.getByRole('link', { name: '返回' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();

  const answer = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/hr/login'),
  );
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await page.getByRole('heading', { name: '我的账号' }).waitFor();
  const given = (await answer).postData()!;
  const origin = new URL(link).origin;
  const send = (body: string) =>
    fetch(`${origin}/hr/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  // The same answer once more, and one to a question that was asked before but of another.
  expect((await send(given)).status).toBe(422);
  const { sql } = stage.server;
  const challenge = JSON.parse(
    Buffer.from(
      JSON.parse(new URLSearchParams(given).get('answer')!).response.clientDataJSON,
      'base64url',
    ).toString(),
  ).challenge;
  const wang = (await findUserByEmail(sql, 'wang@example.com'))!;
  const ask = (userId: string | null, until: string) => sql`
    insert into user_challenges (challenge, user_id, expires_at) values (${challenge}, ${userId}, now() + ${until}::interval)
    on conflict (challenge) do update set user_id = excluded.user_id, expires_at = excluded.expires_at`;
  // Its counter has gone on, as a copy's would not have; and neither somebody else's question nor one that is over will do.
  for (const [userId, until] of [
    [null, '1 minute'],
    [wang.id, '1 minute'],
    [null, '-1 minute'],
  ] as const) {
    await sql`update user_passkeys set counter = ${userId === null && until === '1 minute' ? 1_000_000 : 0}`;
    await ask(userId, until);
    expect((await send(given)).status).toBe(422);
  }
  await sql`update user_passkeys set counter = 0`;
  await ask(null, '1 minute');
  // With all that put right the same answer is good: nothing else refused it.
  expect((await send(given)).status).toBe(303);

  // Present, but not known to be the person: the browser itself gives no answer then.
  await page.goto(new URL('/hr', link).href);
  await page.getByRole('button', { name: '退出登录' }).click();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await page.getByText('通行密钥没有用成').waitFor();
  expect(tab.faults).toEqual([]);
});

it('can be used by everybody, on every one of its pages, light and dark', async () => {
  const link = await invited('zhao@example.com');
  for (const colorScheme of ['light', 'dark'] as const) {
    const tab = await (await stage.onPhone({ colorScheme, bypassCSP: true })).at(link);
    expect(await wrong(tab.page)).toEqual([]);
    await tab.page.goto(new URL('/hr/login', link).href);
    expect(await wrong(tab.page)).toEqual([]);
  }
  const tab = await (await stage.onPhone({ locale: 'en-GB', bypassCSP: true })).at(link);
  const { page } = tab;
  await authenticator(page);
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await wrong(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  expect(await wrong(page)).toEqual([]);
  await page.getByRole('link', { name: 'Sign-in and security' }).click();
  expect(await wrong(page)).toEqual([]);
  await page.goto(`${link}X`);
  expect(await wrong(page)).toEqual([]);
  expect(tab.faults).toEqual([]);
});
