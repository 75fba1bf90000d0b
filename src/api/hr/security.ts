/** `/hr/security`: how somebody signs in. Changed only by who has just signed in; all else where they were is over then. */
import type { Hono } from 'hono';
import type { Tx } from '../../../db/client.ts';
import { deletePasskey, listPasskeys } from '../../../db/passkeys.ts';
import { endSessions, type LiveSession, type Proof } from '../../../db/sessions.ts';
import { findUser, lockUser, setPassword } from '../../../db/users.ts';
import { askForNewPasskey, keepPasskey } from '../../auth/passkeys.ts';
import { hashPassword, passwordProblem } from '../../auth/passwords.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { type Desk, type HrContext, onward } from './desk.ts';
import { zoneOf } from './home.ts';
import { languageOf } from './page.ts';
import { codesPage, keepChoice, readChoice } from './secrets.ts';
import { type SecurityView, securityPage, stalePage } from './security-page.ts';

/** Who has signed in within that time is taken to be who they are: a browser that was left open changes nothing. */
const FRESH_MS = 15 * 60_000;

type Given = (name: string) => string;

export function securityRoutes(app: Hono<ApiEnv>, deps: ApiDeps, desk: Desk): void {
  app.get('/hr/security', async (c) => {
    const session = await desk.who(c);
    if (!session) return onward(c, '/hr/login');
    if (!isFresh(session)) return c.html(stalePage(languageOf(c)));
    return show(c, session, { saved: c.req.query('saved') !== undefined });
  });

  app.post('/hr/security', async (c) => {
    const session = await desk.who(c);
    if (!session) return onward(c, '/hr/login');
    const given = await desk.form(c);
    if (!isFresh(session)) return c.html(stalePage(languageOf(c)), 403);
    if (await desk.tooMany('change', session.user_id)) return desk.later(c);
    const what = given('what');
    if (what === 'choice') return choose(c, session, given);
    if (what === 'password') return changePassword(c, session, given);
    if (what === 'passkey') return addPasskey(c, session, given);
    if (what === 'remove') return removePasskey(c, session, given);
    return onward(c, '/hr/security');
  });

  const isFresh = ({ created_at }: LiveSession) => Date.now() - created_at.getTime() < FRESH_MS;

  async function choose(c: HrContext, session: LiveSession, given: Given): Promise<Response> {
    const person = { id: session.user_id, email: session.email };
    const read = await readChoice(deps.userSeal, person, given, deps.now());
    if ('problems' in read) return show(c, session, { choice: read.problems, shown: read.secret });
    let codes: string[] = [];
    const cookie = await change(c, session, 'password', 'change_sign_in', async (tx) => {
      codes = await keepChoice(tx, session.user_id, read.chosen);
      return true;
    });
    c.header('set-cookie', cookie, { append: true });
    return c.html(codesPage(languageOf(c), codes));
  }

  async function changePassword(c: HrContext, session: LiveSession, given: Given): Promise<Response> {
    const problem = await passwordProblem(given('password'), session.email);
    if (problem) return show(c, session, { password: problem });
    const hash = await hashPassword(given('password'));
    const cookie = await change(c, session, 'password', 'change_password', async (tx) => {
      await setPassword(tx, session.user_id, hash);
      return true;
    });
    return onward(c, '/hr/security?saved', cookie);
  }

  async function addPasskey(c: HrContext, session: LiveSession, given: Given): Promise<Response> {
    const site = desk.site();
    let kept = false;
    await deps.sql.begin(async (tx) => {
      const answer = given('answer');
      kept = site !== null && (await keepPasskey(tx, { site, userId: session.user_id, answer }));
      if (kept) await desk.record(c, tx, session.user_id, 'add_passkey');
    });
    return kept ? onward(c, '/hr/security?saved') : show(c, session, { passkey: 'failed' });
  }

  async function removePasskey(c: HrContext, session: LiveSession, given: Given): Promise<Response> {
    let last = false;
    const cookie = await change(c, session, 'passkey', 'remove_passkey', async (tx) => {
      const user = await lockUser(tx, session.user_id);
      last = !user?.password && user?.passkeys === 1;
      return !last && (await deletePasskey(tx, session.user_id, given('passkey')));
    });
    if (last) return show(c, session, { passkey: 'last' });
    return cookie === '' ? onward(c, '/hr/security') : onward(c, '/hr/security?saved', cookie);
  }

  /** Another way in: signed out everywhere, and in again here; where nothing was changed, nothing is. @returns the new cookie */
  async function change(
    c: HrContext,
    { user_id: userId }: LiveSession,
    proof: Proof,
    action: string,
    effect: (tx: Tx) => Promise<boolean>,
  ): Promise<string> {
    let cookie = '';
    await deps.sql.begin(async (tx) => {
      if (!(await effect(tx))) return;
      await desk.record(c, tx, userId, action);
      await endSessions(tx, userId);
      cookie = await desk.signIn(c, tx, userId, proof);
    });
    return cookie;
  }

  async function show(c: HrContext, session: LiveSession, more: Partial<SecurityView>): Promise<Response> {
    const site = desk.site();
    const person = { id: session.user_id, email: session.email };
    const [user, passkeys, asked] = await Promise.all([
      findUser(deps.sql, person.id),
      listPasskeys(deps.sql, person.id),
      site && askForNewPasskey(deps.sql, site, person),
    ]);
    const view = {
      person,
      hasPassword: user?.password ?? false,
      recoveryCodes: user?.recovery_codes ?? 0,
      passkeys,
      asked,
      zone: zoneOf(deps),
      ...more,
    };
    const wrong = more.choice ?? more.password ?? more.passkey;
    return c.html(await securityPage(languageOf(c), deps.userSeal, view), wrong ? 422 : 200);
  }
}
