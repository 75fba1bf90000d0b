/** Who may speak in a web chat, how fast, and about what. */
import type { Context } from 'hono';
import { cameBy, conversationOf } from '../../../db/chat.ts';
import { findByCode as findInvitation } from '../../../db/invitations.ts';
import { findWay } from '../../../db/links.ts';
import { findOpening, findOpeningByCode } from '../../../db/openings.ts';
import { TingdaError } from '../../errors.ts';
import { isPersonalCode } from '../../ids.ts';
import type { Opening } from '../../types.ts';
import { clientAddress } from '../client-address.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { notFound } from '../problem.ts';

const PACE = {
  /** A fast typist sends a message in two seconds, a burst of short ones is common; a script is slowed down. */
  message: { perSecond: 1, burst: 20 },
  /** Opening the page, reading on, coming back after every tunnel. */
  read: { perSecond: 5, burst: 60 },
  /** New visitors from one address: a whole job fair behind one router may come, a script that makes people may not. */
  arrival: { perSecond: 2, burst: 200 },
  /** Personal codes that lead nowhere, from one address: ten an hour. */
  guess: { perSecond: 10 / 3600, burst: 10 },
};
/** Of a guess: what a look at a personal code costs, so that nobody looks when all guesses are spent. */
const LOOK = 0.001;

/** What a code in a path leads to. */
export interface Entrance {
  code: string;
  opening: Opening;
  /** The conversation of the person whose code it is; null for an opening's own. */
  invited: string | null;
  /** It is a way from another app into that conversation. */
  linked: boolean;
}

type Finding = Pick<ApiDeps, 'sql' | 'visitors' | 'linkHash' | 'take' | 'hash'>;

/** Null for a code of nothing. A draft is nobody's business yet. */
export async function findEntrance(c: Context<ApiEnv>, deps: Finding): Promise<Entrance | null> {
  const code = (c.req.param('code') ?? '').toUpperCase();
  if (!/^[A-Z0-9]{4,12}$/.test(code)) return null;
  const own = await findOpeningByCode(deps.sql, code);
  const led = own ? null : await findPersonal(c, deps, code);
  const opening = own ?? (led && (await findOpening(deps.sql, led.openingId)));
  if (!opening || opening.status === 'draft') return null;
  return { code, opening, invited: led?.conversationId ?? null, linked: led?.linked ?? false };
}

/**
 * A personal invitation, or a link that can be used or was used by this browser: to anybody else a link that is over is a
 * code that never was.
 */
async function findPersonal(c: Context<ApiEnv>, deps: Finding, code: string) {
  if (!isPersonalCode(code)) return null;
  const invitation = await findInvitation(deps.sql, code);
  const way = invitation ? null : await findWay(deps.sql, deps.linkHash(code));
  const led = invitation
    ? { conversationId: invitation.conversation_id, openingId: invitation.opening_id, linked: false }
    : way && { ...way, linked: true };
  const visitor = deps.visitors.read(c.req.header('cookie'));
  const theirs = visitor === null ? null : await conversationOf(deps.sql, visitor);
  if (led && theirs === led.conversationId) return led;
  const { perSecond, burst } = PACE.guess;
  const guesses = `chat:guess:${deps.hash(clientAddress(c))}`;
  if ((await deps.take(guesses, LOOK, perSecond, burst)) > 0) return null;
  if (led && (invitation || way?.usable)) return led;
  await deps.take(guesses, 1, perSecond, burst);
  return null;
}

/** @throws TingdaError `not_found` */
export async function requireEntrance(c: Context<ApiEnv>, deps: Finding): Promise<Entrance> {
  const entrance = await findEntrance(c, deps);
  if (!entrance) throw notFound();
  return entrance;
}

/**
 * The visitor of this browser, as far as they may come in here: a personal link opens the chat of the person who was
 * invited, or one that nobody has used yet, but shows nobody what somebody else said on the same phone. Who came by it when
 * it was used already stays who they are, and reads that it was.
 */
export async function findVisitor(
  c: Context<ApiEnv>,
  deps: Pick<ApiDeps, 'sql' | 'visitors'>,
  { code, invited, linked }: Entrance,
): Promise<string | null> {
  const visitor = deps.visitors.read(c.req.header('cookie'));
  if (visitor === null || invited === null) return visitor;
  const theirs = await conversationOf(deps.sql, visitor);
  if (theirs === null || theirs === invited) return visitor;
  return !linked && (await cameBy(deps.sql, visitor, code)) ? visitor : null;
}

/** @throws TingdaError `unauthorized` without a cookie of ours that opens this chat */
export async function requireVisitor(
  c: Context<ApiEnv>,
  deps: Pick<ApiDeps, 'sql' | 'visitors'>,
  entrance: Entrance,
): Promise<string> {
  const visitor = await findVisitor(c, deps, entrance);
  if (visitor) return visitor;
  throw new TingdaError(
    'unauthorized',
    'This chat does not know your browser; nothing was stored. Open the page again to go on.',
  );
}

/**
 * A form on another site must not speak for a visitor. SameSite keeps most of that away; a browser that sends the cookie all
 * the same says where the page stands. https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 * @throws TingdaError `forbidden`
 */
export function requireSameOrigin(c: Context<ApiEnv>, publicUrl: string | undefined): void {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const crossSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const hosts = [c.req.header('host'), publicUrl && new URL(publicUrl).host];
  const elsewhere = origin !== undefined && !hosts.includes(hostOf(origin));
  if (!crossSite && !elsewhere) return;
  throw new TingdaError('forbidden', 'Messages are taken from the chat page only; nothing was stored.');
}

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    // `null`: a sandboxed or local page.
    return '';
  }
}

/**
 * @param who a visitor, or for an arrival the address that somebody comes from
 * @throws TingdaError `rate_limited` with the time to wait
 */
export async function takeTurn(
  deps: Pick<ApiDeps, 'take' | 'hash'>,
  who: string,
  what: Exclude<keyof typeof PACE, 'guess'>,
): Promise<void> {
  const { perSecond, burst } = PACE[what];
  // Both belong to a person: what leaves this process is a keyed hash.
  const wait = await deps.take(`chat:${what}:${deps.hash(who)}`, 1, perSecond, burst);
  if (wait === 0) return;
  throw new TingdaError(
    'rate_limited',
    'That was a lot at once. Nothing is lost: what you wrote can be sent again in a moment.',
    { retryAfterMs: wait },
  );
}
