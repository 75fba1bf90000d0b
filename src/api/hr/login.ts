/** `/hr/login`: a password together with a code, or a passkey. Whatever was wrong is answered alike, and takes as long. */
import type { Hono } from 'hono';
import { findSecrets, takeRecoveryCode, takeStep } from '../../../db/users.ts';
import { readEmail } from '../../auth/links.ts';
import { askForPasskey, whoseAnswer } from '../../auth/passkeys.ts';
import { isPassword, LONGEST } from '../../auth/passwords.ts';
import { recoveryHash, totpStep } from '../../auth/totp.ts';
import type { Language } from '../../types.ts';
import { clientAddress } from '../client-address.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { html, words } from '../pages/html.ts';
import { type Desk, type HrContext, onward } from './desk.ts';
import { hrPage, languageOf, passkeyForm } from './page.ts';

/** What a code is held against when there is no one whose it could be; and their id, which nobody has. */
const NOBODY = { id: 'usr_', secret: 'A'.repeat(32) };

export function loginRoutes(app: Hono<ApiEnv>, deps: ApiDeps, desk: Desk): void {
  app.get('/hr/login', async (c) => {
    if (await desk.who(c)) return onward(c, '/hr');
    return c.html(await page(c, { email: '', wrong: false }));
  });

  app.post('/hr/login', async (c) => {
    const given = await desk.form(c);
    return given('what') === 'passkey' ? byPasskey(c, given('answer')) : byPassword(c, given);
  });

  async function byPassword(c: HrContext, given: (name: string) => string): Promise<Response> {
    const typed = given('email').slice(0, 254);
    const email = readEmail(typed) ?? '';
    if (await desk.tooMany('address', clientAddress(c))) return desk.later(c);
    if (await desk.tooMany('account', email)) return desk.later(c);
    const known = await findSecrets(deps.sql, email);
    const right = await isPassword(given('password').slice(0, LONGEST + 1), known?.password ?? null);
    const who = right && known ? known : null;
    // The same work for a wrong password as for a wrong code: how long it takes tells nothing.
    const secret = (who && deps.userSeal.open(who.totp, who.id)) ?? NOBODY.secret;
    const id = who?.id ?? NOBODY.id;
    const code = given('code').slice(0, 40);
    const step = await totpStep(secret, code, deps.now());
    let cookie: string | null = null;
    await deps.sql.begin(async (tx) => {
      const byCode = await takeStep(tx, id, step ?? -1);
      const byRecovery = await takeRecoveryCode(tx, id, recoveryHash(id, code) ?? Buffer.alloc(0));
      if (!who || !(byCode || byRecovery)) return;
      await desk.record(c, tx, who.id, 'sign_in');
      cookie = await desk.signIn(c, tx, who.id, byCode ? 'password' : 'recovery_code');
    });
    if (cookie !== null) return onward(c, '/hr', cookie);
    desk.failed(c, known?.id ?? null);
    return c.html(await page(c, { email: typed, wrong: true }), 422);
  }

  async function byPasskey(c: HrContext, answer: string): Promise<Response> {
    const site = desk.site();
    if (await desk.tooMany('passkey', clientAddress(c))) return desk.later(c);
    let cookie: string | null = null;
    // Whatever is wrong, the question has been answered: the transaction commits that, too.
    await deps.sql.begin(async (tx) => {
      const userId = site && (await whoseAnswer(tx, { site, answer }));
      if (!userId) return;
      await desk.record(c, tx, userId, 'sign_in');
      cookie = await desk.signIn(c, tx, userId, 'passkey');
    });
    if (cookie !== null) return onward(c, '/hr', cookie);
    desk.failed(c, null);
    return c.html(await page(c, { email: '', wrong: true }), 422);
  }

  async function page(c: HrContext, view: { email: string; wrong: boolean }): Promise<string> {
    const site = desk.site();
    const asks = site !== null && !(await desk.tooMany('question', clientAddress(c)));
    return loginPage(languageOf(c), { ...view, asked: asks ? await askForPasskey(deps.sql, site) : null });
  }
}

function loginPage(
  language: Language,
  { email, wrong, asked }: { email: string; wrong: boolean; asked: object | null },
): string {
  const say = (key: string) => words(language, key);
  const passkey = asked
    ? `<div data-only="script" hidden>
<p class="hint">${say('hr_passkey_hint')}</p>
${passkeyForm(language, { kind: 'get', asked, label: 'hr_passkey' })}
</div>`
    : '';
  const body = `${wrong ? `<p class="fix" role="alert">${say('hr_login_wrong')}</p>` : ''}
${passkey}
<h2>${say('hr_login_password')}</h2>
<form method="post" novalidate>
<label for="email">${say('hr_email')}</label>
<input type="email" id="email" name="email" autocomplete="username" maxlength="254" value="${html(email)}">
<label for="password">${say('hr_password')}</label>
<input type="password" id="password" name="password" autocomplete="current-password" maxlength="${LONGEST}">
<label for="code">${say('hr_code')}</label>
<p class="hint" id="code-hint">${say('hr_code_hint')}</p>
<input type="text" id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="40" aria-describedby="code-hint">
<button type="submit">${say('hr_login_submit')}</button>
</form>
<p class="hint">${say('hr_login_invited')}</p>`;
  return hrPage(language, { title: say('hr_login_title'), body });
}
