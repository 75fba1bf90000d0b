/**
 * `/hr/join/TOKEN`: the first time, or anew after everything was lost. `/hr/enter/TOKEN`: signed in at once, for the
 * demonstration. Both open once; a look at them uses nothing up.
 */
import type { Hono } from 'hono';
import type { Tx } from '../../../db/client.ts';
import { endSessions } from '../../../db/sessions.ts';
import { findUserLink, type LinkPurpose, useUserLink } from '../../../db/user-links.ts';
import { findUser, forgetSecrets, joinUser } from '../../../db/users.ts';
import { askForNewPasskey, keepPasskey } from '../../auth/passkeys.ts';
import { tokenHash } from '../../auth/tokens.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { words } from '../pages/html.ts';
import { type Desk, type HrContext, onward } from './desk.ts';
import { hrPage, languageOf, passkeyForm, wordPage } from './page.ts';
import { choiceForm, codesPage, keepChoice, type Person, type Problems, readChoice } from './secrets.ts';

interface Opened extends Person {
  hash: Uint8Array;
  /** They were here before. */
  again: boolean;
}

export function joinRoutes(app: Hono<ApiEnv>, deps: ApiDeps, desk: Desk): void {
  app.get('/hr/join/:token', async (c) => {
    const opened = await open(c, 'join');
    return opened instanceof Response ? opened : c.html(await joinPage(c, opened, {}, null));
  });

  app.post('/hr/join/:token', async (c) => {
    const opened = await open(c, 'join');
    if (opened instanceof Response) return opened;
    const given = await desk.form(c);
    return given('what') === 'passkey' ? byPasskey(c, opened, given('answer')) : byChoice(c, opened, given);
  });

  app.get('/hr/enter/:token', async (c) => {
    const opened = await open(c, 'enter');
    if (opened instanceof Response) return opened;
    const language = languageOf(c);
    const body = `<p>${words(language, 'hr_enter_about', { email: opened.email })}</p>
<form method="post"><button type="submit">${words(language, 'hr_login_submit')}</button></form>`;
    return c.html(hrPage(language, { title: words(language, 'hr_enter_title'), body }));
  });

  app.post('/hr/enter/:token', async (c) => {
    const opened = await open(c, 'enter');
    if (opened instanceof Response) return opened;
    await desk.form(c);
    let cookie: string | null = null;
    await deps.sql.begin(async (tx) => {
      if (!(await useUserLink(tx, opened.hash))) return;
      await joinUser(tx, opened.id);
      await desk.record(c, tx, opened.id, 'sign_in');
      cookie = await desk.signIn(c, tx, opened.id, 'link');
    });
    return cookie === null ? dead(c) : onward(c, '/hr', cookie);
  });

  async function byChoice(c: HrContext, opened: Opened, given: (name: string) => string): Promise<Response> {
    if (await desk.tooMany('choice', Buffer.from(opened.hash).toString('hex'))) return desk.later(c);
    const read = await readChoice(deps.userSeal, opened, given, deps.now());
    if ('problems' in read) return c.html(await joinPage(c, opened, read.problems, read.secret), 422);
    let done: { cookie: string; codes: string[] } | null = null;
    await deps.sql.begin(async (tx) => {
      if (!(await begin(tx, opened))) return;
      const codes = await keepChoice(tx, opened.id, read.chosen);
      await desk.record(c, tx, opened.id, 'join');
      done = { codes, cookie: await desk.signIn(c, tx, opened.id, 'password') };
    });
    if (done === null) return dead(c);
    const { cookie, codes } = done as { cookie: string; codes: string[] };
    c.header('set-cookie', cookie, { append: true });
    return c.html(codesPage(languageOf(c), codes));
  }

  async function byPasskey(c: HrContext, opened: Opened, answer: string): Promise<Response> {
    const site = desk.site();
    let cookie: string | null = null;
    let used = true;
    await deps.sql
      .begin(async (tx) => {
        used = !(await begin(tx, opened));
        if (used) return;
        // Nothing of this happened when the answer is not right: the link is still good.
        if (!site || !(await keepPasskey(tx, { site, userId: opened.id, answer }))) throw new NotRight();
        await desk.record(c, tx, opened.id, 'join');
        cookie = await desk.signIn(c, tx, opened.id, 'passkey');
      })
      .catch((error) => {
        if (!(error instanceof NotRight)) throw error;
      });
    if (cookie !== null) return onward(c, '/hr', cookie);
    return used ? dead(c) : c.html(await joinPage(c, opened, {}, null), 422);
  }

  /** False when somebody was faster. Whatever they signed in with before is over, and so is where they were signed in. */
  async function begin(tx: Tx, { hash, id }: Opened): Promise<boolean> {
    if (!(await useUserLink(tx, hash))) return false;
    await forgetSecrets(tx, id);
    await joinUser(tx, id);
    await endSessions(tx, id);
    return true;
  }

  function open(c: HrContext, purpose: LinkPurpose): Promise<Opened | Response> {
    return desk.opened(c, async () => {
      const hash = tokenHash(c.req.param('token') ?? '');
      const link = hash && (await findUserLink(deps.sql, hash, purpose));
      const user = link && (await findUser(deps.sql, link.user_id));
      return hash && user ? { hash, id: user.id, email: user.email, again: user.joined_at !== null } : null;
    });
  }

  async function joinPage(
    c: HrContext,
    person: Opened,
    problems: Problems,
    shown: string | null,
  ): Promise<string> {
    const language = languageOf(c);
    const say = (key: string, args?: Record<string, string>) => words(language, key, args);
    const site = desk.site();
    const asked = site && (await askForNewPasskey(deps.sql, site, person));
    const passkey = asked
      ? `<div data-only="script" hidden>
<h2>${say('hr_join_passkey')}</h2>
<p class="hint">${say('hr_passkey_hint')}</p>
${passkeyForm(language, { kind: 'create', asked, label: 'hr_join_passkey_submit' })}
</div>`
      : '';
    const form = await choiceForm(language, deps.userSeal, { person, problems, shown });
    const body = `<p>${say('hr_join_about', { email: person.email })}</p>
${person.again ? `<p>${say('hr_join_again')}</p>` : ''}
${passkey}
<h2>${say('hr_join_password')}</h2>
${form}`;
    return hrPage(language, { title: say('hr_join_title'), body });
  }
}

/** Takes a transaction back. */
class NotRight extends Error {}

const dead = (c: HrContext) => c.html(wordPage(languageOf(c), 'dead'), 404);
