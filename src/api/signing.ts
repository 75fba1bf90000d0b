/** What is done on the page of a contract: each in one transaction with the step's move, its links and what the chat is told. */
import type { Tx } from '../../db/client.ts';
import { type ContractRow, markRead, markRemark, markSigned } from '../../db/contracts.ts';
import { settleDraft } from '../../db/media-drafts.ts';
import {
  closePageLinks,
  findPageLink,
  type PageLink,
  tryPageCode,
  usePageLink,
} from '../../db/page-links.ts';
import { addressesOf, addressOf, replyToOf } from '../../db/reach.ts';
import { lockStep, moveStep } from '../../db/steps.ts';
import { SIGN, signCodeName } from '../conversation/notices/contract.ts';
import { chooseRecipient } from '../conversation/recipient.ts';
import { newId } from '../ids.ts';
import { stopClocks } from '../pipeline/contract/clocks.ts';
import { tailOf } from '../pipeline/contract/names.ts';
import { agreedOf, keepPaper } from '../pipeline/contract/paper.ts';
import { type Signature, sheetOf } from '../pipeline/contract/sheet.ts';
import { moving } from '../pipeline/machine.ts';
import type { ApiDeps } from './deps.ts';
import type { Reached } from './pages/sign-page.ts';

type Deps = Pick<
  ApiDeps,
  'sql' | 'tell' | 'now' | 'linkHash' | 'media' | 'printer' | 'channels' | 'take' | 'log'
>;

/** Of one code, before another is needed. */
const TRIES_OF_A_CODE = 5;
/** Of one link, before it is locked: somebody has the link and not the chat. */
const TRIES_OF_A_LINK = 10;
/** Codes for one contract: five an hour. */
const CODES = { perSecond: 5 / 3600, burst: 5 };

/** A contract that waits, and the link that it was opened by. */
export interface Signing {
  hash: string;
  row: ContractRow;
}

/** Where the chat goes on: the code is said there. */
export async function reachedAt({ sql, channels, now }: Deps, conversationId: string): Promise<Reached> {
  const replyTo = await replyToOf(sql, conversationId);
  const known = await addressesOf(sql, conversationId);
  const { to } = chooseRecipient(known, { wanted: null, replyTo, running: channels, now: now() });
  const at = to && (await addressOf(sql, to.id));
  return at && { channel: at.channel, tail: tailOf(at.channel, at.address) };
}

/** Asks the chat for a code, and waits a moment until it was said. `signer`: null for who will not sign. */
export async function askCode(
  deps: Deps,
  { hash, row }: Signing,
  signer: string | null,
): Promise<'asked' | 'many' | 'unreachable'> {
  const { id, conversation_id: conversationId } = row;
  if ((await reachedAt(deps, conversationId)) === null) return 'unreachable';
  if ((await deps.take(`sign:codes:${id}`, 1, CODES.perSecond, CODES.burst)) > 0) return 'many';
  const seq = await deps.sql.begin(async (tx) => {
    if (signer !== null) await markRead(tx, id, signer, new Date(deps.now()));
    const content = { kind: 'notice', notice: 'contract.code', subject: hash } as const;
    return deps.tell.system(tx, conversationId, `code ${hash} ${newId('req')}`, content);
  });
  deps.tell.wake(conversationId);
  if (seq !== null) await deps.tell.taken(conversationId, seq);
  return 'asked';
}

/** A code that was said can still be typed. */
export const isUsable = ({ code_open, code_tries }: PageLink): boolean =>
  code_open && code_tries < TRIES_OF_A_CODE;

/** `over`: the code is used up or was never said; a number: wrong, and so many tries are left. */
export type Tried = 'right' | 'over' | 'locked' | number;

/** Every try counts, whatever comes after it. */
export async function tryCode(deps: Deps, { hash, row }: Signing, typed: string): Promise<Tried> {
  const now = new Date(deps.now());
  const code = typed.normalize('NFKC').replace(/\D/g, '');
  const codeHash = deps.linkHash(signCodeName(hash, code));
  let wake = false;
  const tried = await deps.sql.begin(async (tx): Promise<Tried> => {
    // The conversation first, as everywhere: what follows may tell it something.
    await lockStep(tx, row.id);
    const before = await findPageLink(tx, { hash, purpose: SIGN, now }, true);
    if (!before?.open) return 'over';
    if (!isUsable(before)) return 'over';
    if (await tryPageCode(tx, { link: hash, codeHash, most: TRIES_OF_A_CODE, now })) return 'right';
    if (before.wrong_codes + 1 >= TRIES_OF_A_LINK) {
      await closePageLinks(tx, row.id, SIGN, now);
      const content = { kind: 'notice', notice: 'contract.locked', subject: row.id } as const;
      await deps.tell.system(tx, row.conversation_id, `locked ${hash}`, content);
      wake = true;
      return 'locked';
    }
    return TRIES_OF_A_CODE - before.code_tries - 1 || 'over';
  });
  if (wake) deps.tell.wake(row.conversation_id);
  return tried;
}

/**
 * Signs with a code that was right. The paper is kept first, as a draft: whoever commits has it, and a crash in between leaves
 * a contract that can be signed as before.
 * @returns false when somebody was faster, or nothing waits for it any more
 */
export async function sign(deps: Deps, { hash, row }: Signing, network: string): Promise<boolean> {
  const agreed = agreedOf(row);
  const reached = await reachedAt(deps, row.conversation_id);
  const { signer, sent_at: sentAt, document_hash: documentHash } = row;
  if (!agreed || signer === null || sentAt === null || documentHash === null) return false;
  const at = new Date(deps.now());
  const signature: Signature = {
    signer,
    at,
    sentAt,
    documentHash,
    channel: reached ? [reached.channel, reached.tail && `··${reached.tail}`].filter(Boolean).join(' ') : '–',
    networkHash: deps.linkHash(`network ${network}`),
  };
  const paper = await keepPaper(deps, sheetOf(agreed, signature));
  return settle(deps, { hash, row }, 'signed', async (tx) => {
    await markSigned(tx, row.id, at, paper);
    await settleDraft(tx, paper.id);
  });
}

/** With a code that was right it is not signed, and a person hears why. @returns as {@link sign} */
export function decline(deps: Deps, signing: Signing, remark: string | null): Promise<boolean> {
  return settle(deps, signing, 'declined', async (tx) => {
    if (remark !== null) await markRemark(tx, signing.row.id, remark);
  });
}

/** Of two at once one moves the step; the other finds it moved. */
async function settle(
  deps: Deps,
  { hash, row }: Signing,
  to: 'signed' | 'declined',
  more: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  const { id, conversation_id: conversationId, application_id: applicationId } = row;
  const done = await deps.sql.begin(async (tx) => {
    const step = await lockStep(tx, id);
    if (step?.state !== 'sent' || !(await usePageLink(tx, hash, new Date(deps.now())))) return false;
    const moved = await moveStep(tx, { id, ...moving('contract', to), reason: null, by: 'candidate' });
    if (!moved || !('eventId' in moved)) return false;
    await more(tx);
    await stopClocks(tx, applicationId);
    const content = { kind: 'notice', notice: `contract.${to}`, subject: id } as const;
    await deps.tell.system(tx, conversationId, `notice ${moved.eventId}`, content);
    return true;
  });
  if (done) deps.tell.wake(conversationId);
  return done;
}
