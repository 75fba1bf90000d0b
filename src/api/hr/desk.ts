/** What the routes of HR's pages share: who is there, what they sent, how fast they may, and what is written down of it. */
import type { Context } from 'hono';
import { writeAudit } from '../../../db/audit.ts';
import type { Tx } from '../../../db/client.ts';
import type { LiveSession, Proof } from '../../../db/sessions.ts';
import { type Site, siteOf } from '../../auth/passkeys.ts';
import { beginSession, findSession } from '../../auth/sessions.ts';
import { newId } from '../../ids.ts';
import { isReadable, readBytes, requireType } from '../body.ts';
import { clientAddress } from '../client-address.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { requireOwnOrigin } from '../origin.ts';
import { languageOf, wordPage } from './page.ts';

export type HrContext = Context<ApiEnv>;

/** A passkey's answer is the longest. */
const MOST_BYTES = 64 * 1024;

/** By name of what is counted: tries a second, and how many at once. */
const PACE = {
  /** Passwords for one account, whoever tries them: strangers may, so nothing but these is counted with them. */
  account: { perSecond: 1 / 60, burst: 10 },
  /** What somebody chooses who has been invited, by one link: each choice is dear to keep. */
  choice: { perSecond: 1 / 60, burst: 10 },
  /** What somebody changes of how they sign in, by all that they are signed in with: the same. */
  change: { perSecond: 1 / 60, burst: 10 },
  /** Passwords from one address, whomever they are for: a whole office may stand behind it. */
  address: { perSecond: 1 / 5, burst: 30 },
  /** Passkeys' answers from one address. They are not guessed, but dear to look at. */
  passkey: { perSecond: 1, burst: 30 },
  /** Pages with a question for an authenticator, from one address: each is remembered. */
  question: { perSecond: 1, burst: 60 },
  /** Links that open nothing, from one address. */
  link: { perSecond: 10 / 3600, burst: 10 },
  /** Rows of the audit log about failures, of one account, and of all that there is no account for. */
  failure: { perSecond: 1 / 600, burst: 20 },
};
/** What a look at a link costs of the guesses, so that nobody looks when all are spent. */
const LOOK = 0.001;

export function createDesk(deps: ApiDeps) {
  const desk = {
    /** Where passkeys are made for; null where there are none. */
    site: (): Site | null => siteOf(deps.address()),

    who: (c: HrContext): Promise<LiveSession | null> =>
      findSession(deps.sql, c.req.header('cookie'), deps.address()),

    /** @throws TingdaError `forbidden` for a form that is not of our own page */
    async form(c: HrContext): Promise<(name: string) => string> {
      requireOwnOrigin(c, deps.config);
      requireType(c.req.header('content-type') ?? null, ['application/x-www-form-urlencoded']);
      const form = new URLSearchParams(Buffer.from(await readBytes(c.req.raw, MOST_BYTES)).toString());
      return (name) => {
        const value = form.get(name) ?? '';
        return isReadable(value) ? value : '';
      };
    },

    /** True when there were too many; `subject` is what is counted, of which a keyed hash leaves this process. */
    async tooMany(kind: keyof typeof PACE, subject: string, n = 1): Promise<boolean> {
      const { perSecond, burst } = PACE[kind];
      return (await deps.take(`hr:${kind}:${deps.hash(subject)}`, n, perSecond, burst)) > 0;
    },

    later: (c: HrContext) => c.html(wordPage(languageOf(c), 'later'), 429),

    /**
     * What a link opens, or the answer where it opens nothing, for whatever reason: nobody learns which.
     * @param find null for none
     */
    async opened<Found>(c: HrContext, find: () => Promise<Found | null>): Promise<Found | Response> {
      const address = clientAddress(c);
      if (await desk.tooMany('link', address, LOOK)) return desk.later(c);
      const found = await find();
      if (found !== null) return found;
      await desk.tooMany('link', address, 1 - LOOK);
      return c.html(wordPage(languageOf(c), 'dead'), 404);
    },

    /** Signs somebody in; what they came with is over. @returns the header that tells the browser */
    async signIn(c: HrContext, tx: Tx, userId: string, proof: Proof): Promise<string> {
      const before = await findSession(tx, c.req.header('cookie'), deps.address());
      const userAgent = c.req.header('user-agent');
      const session = await beginSession(tx, { userId, proof, userAgent, before }, deps.address());
      return session.cookie;
    },

    /** In the transaction of what was done. */
    record: (c: HrContext, tx: Tx, userId: string, action: string, subject = userId) =>
      writeAudit(tx, {
        actor: { kind: 'user', id: userId },
        action: `hr.${action}`,
        method: c.req.method,
        subject,
        requestId: newId('req'),
        addressHash: deps.hash(clientAddress(c)),
        status: 200,
      }),

    /**
     * Somebody did not get in: into the log at once, and into the audit log as far as a flood leaves room there. Nobody waits
     * for that, so that how long an answer takes tells nothing.
     * @param userId whose password they tried; null where there is no such account
     */
    failed(c: HrContext, userId: string | null): void {
      const addressHash = deps.hash(clientAddress(c));
      deps.log.warn({ address_hash: addressHash }, 'somebody did not get in to HR');
      const write = async () => {
        if (await desk.tooMany('failure', userId ?? 'nobody')) return;
        await writeAudit(deps.sql, {
          actor: { kind: 'system', id: 'hr' },
          action: 'hr.sign_in_failed',
          method: c.req.method,
          subject: userId,
          requestId: newId('req'),
          addressHash,
          status: 422,
        });
      };
      write().catch((error: unknown) => deps.log.error({ err: error }, 'a failure was not written down'));
    },
  };
  return desk;
}

export type Desk = ReturnType<typeof createDesk>;

/** To another page, with the cookie that goes with it. */
export function onward(c: HrContext, path: string, cookie?: string): Response {
  if (cookie !== undefined) c.header('set-cookie', cookie, { append: true });
  return c.redirect(path, 303);
}
