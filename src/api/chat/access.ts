/** Who may speak in a web chat, how fast, and about what. */
import type { Context } from 'hono';
import { findInvitedOpening, findOpeningByCode } from '../../../db/openings.ts';
import type { Visitors } from '../../channels/web-visitor.ts';
import { TingdaError } from '../../errors.ts';
import type { Opening } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { notFound } from '../problem.ts';

/** A fast typist sends a message in two seconds, a burst of short ones is common; a script is slowed down. */
const MESSAGES = { perSecond: 1, burst: 20 };
/** Opening the page, reading on, coming back after every tunnel. */
const READS = { perSecond: 5, burst: 60 };

/** @throws TingdaError `unauthorized` without a cookie of ours */
export function requireVisitor(c: Context<ApiEnv>, visitors: Visitors): string {
  const visitor = visitors.read(c.req.header('cookie'));
  if (visitor) return visitor;
  throw new TingdaError(
    'unauthorized',
    'This chat does not know your browser; nothing was stored. Open the page again to go on.',
  );
}

/** The opening behind a code in a path. @throws TingdaError `not_found` */
export async function requireOpening(c: Context<ApiEnv>, deps: Pick<ApiDeps, 'sql'>): Promise<Opening> {
  const opening = await findByCode(c, deps);
  if (!opening) throw notFound();
  return opening;
}

/** The same, or null; also of a personal invitation, whose code it then has. A draft is nobody's business yet. */
export async function findByCode(c: Context<ApiEnv>, deps: Pick<ApiDeps, 'sql'>): Promise<Opening | null> {
  const code = c.req.param('code') ?? '';
  if (!/^[A-Za-z0-9]{4,12}$/.test(code)) return null;
  const given = code.toUpperCase();
  const opening = (await findOpeningByCode(deps.sql, given)) ?? (await findInvitedOpening(deps.sql, given));
  return !opening || opening.status === 'draft' ? null : { ...opening, code: given };
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

/** @throws TingdaError `rate_limited` with the time to wait */
export async function takeTurn(
  deps: Pick<ApiDeps, 'take'>,
  visitor: string,
  what: 'message' | 'read',
): Promise<void> {
  const { perSecond, burst } = what === 'message' ? MESSAGES : READS;
  const wait = await deps.take(`chat:${what}:${visitor}`, 1, perSecond, burst);
  if (wait === 0) return;
  throw new TingdaError(
    'rate_limited',
    'That was a lot at once. Nothing is lost: what you wrote can be sent again in a moment.',
    { retryAfterMs: wait },
  );
}
