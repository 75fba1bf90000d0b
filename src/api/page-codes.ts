/**
 * Codes that a page asks for and the chat says: a link that was passed on is not enough. Asked for a few times an hour, tried a
 * few times each; after too many wrong ones every link to the page is over, and the chat hears of it.
 */
import type { Tx } from '../../db/client.ts';
import { lockTalks } from '../../db/moving.ts';
import { closePageLinks, findPageLink, type PageLink, tryPageCode } from '../../db/page-links.ts';
import { addressesOf, addressOf, replyToOf } from '../../db/reach.ts';
import { codeName } from '../conversation/notices/page.ts';
import { chooseRecipient } from '../conversation/recipient.ts';
import { newId } from '../ids.ts';
import { tailOf } from '../pipeline/contract/names.ts';
import type { ApiDeps } from './deps.ts';
import type { Reached } from './pages/code-parts.ts';

type Deps = Pick<ApiDeps, 'sql' | 'tell' | 'now' | 'linkHash' | 'channels' | 'take'>;

/** Of one code, before another is needed. */
const TRIES_OF_A_CODE = 5;
/** Of one page, before its links are locked: somebody has a link and not the chat. */
const TRIES_OF_A_PAGE = 10;
/** Codes for one page: five an hour. */
const CODES = { perSecond: 5 / 3600, burst: 5 };

/** A page that asks for a code, and the link that it was opened by. */
export interface CodedPage {
  /** What is kept of the link. */
  hash: string;
  purpose: string;
  /** What the page is about: a step, or a candidate. */
  subject: string;
  conversationId: string;
  /** The notices that say a code, and that the links are locked. */
  notices: { code: string; locked: string };
}

/** Where the chat goes on: the code is said there. `channels`: those that can show one. */
export async function reachedAt(
  { sql, channels, now }: Pick<Deps, 'sql' | 'channels' | 'now'>,
  conversationId: string,
): Promise<Reached> {
  const replyTo = await replyToOf(sql, conversationId);
  const known = await addressesOf(sql, conversationId);
  const { to } = chooseRecipient(known, { wanted: null, replyTo, running: channels, now: now() });
  const at = to && (await addressOf(sql, to.id));
  return at && { channel: at.channel, tail: tailOf(at.channel, at.address) };
}

/**
 * Asks the chat for a code, and waits a moment until it was said.
 * @param more what is written down with it
 */
export async function askCode(
  deps: Deps,
  { hash, purpose, subject, conversationId, notices }: CodedPage,
  more: (tx: Tx) => Promise<void> = async () => {},
): Promise<'asked' | 'many' | 'unreachable'> {
  if ((await reachedAt(deps, conversationId)) === null) return 'unreachable';
  if ((await deps.take(`${purpose}:codes:${subject}`, 1, CODES.perSecond, CODES.burst)) > 0) return 'many';
  const seq = await deps.sql.begin(async (tx) => {
    await more(tx);
    const content = { kind: 'notice', notice: notices.code, subject: hash } as const;
    return deps.tell.system(tx, conversationId, `code ${hash} ${newId('req')}`, content);
  });
  deps.tell.wake(conversationId);
  if (seq !== null) await deps.tell.taken(conversationId, seq);
  return 'asked';
}

/** A code that was said can still be typed. */
export const isUsable = ({ code_open, code_tries }: PageLink): boolean =>
  code_open && code_tries < TRIES_OF_A_CODE;

/** `closed`: the link opens nothing by now; `over`: the code is used up or was never said; a number: so many tries are left. */
export type Tried = 'right' | 'closed' | 'over' | 'locked' | number;

/** Every try counts, whatever comes after it. */
export async function tryCode(
  deps: Pick<Deps, 'sql' | 'tell' | 'now' | 'linkHash'>,
  { hash, purpose, subject, conversationId, notices }: CodedPage,
  typed: string,
): Promise<Tried> {
  const now = new Date(deps.now());
  const code = typed.normalize('NFKC').replace(/\D/g, '');
  const codeHash = deps.linkHash(codeName(purpose, hash, code));
  let wake = false;
  const tried = await deps.sql.begin(async (tx): Promise<Tried> => {
    // The conversation first, as everywhere: what follows may tell it something.
    await lockTalks(tx, [conversationId]);
    const before = await findPageLink(tx, { hash, purpose, now }, true);
    if (!before?.open) return 'closed';
    if (!isUsable(before)) return 'over';
    if (await tryPageCode(tx, { link: hash, codeHash, most: TRIES_OF_A_CODE, now })) return 'right';
    if (before.wrong_codes + 1 >= TRIES_OF_A_PAGE) {
      await closePageLinks(tx, subject, purpose, now);
      const content = { kind: 'notice', notice: notices.locked, subject } as const;
      await deps.tell.system(tx, conversationId, `locked ${hash}`, content);
      wake = true;
      return 'locked';
    }
    return TRIES_OF_A_CODE - before.code_tries - 1 || 'over';
  });
  if (wake) deps.tell.wake(conversationId);
  return tried;
}
