/** What is done on the page of a contract: each in one transaction with the step's move, its links and what the chat is told. */
import type { Tx } from '../../db/client.ts';
import { type ContractRow, markRead, markRemark, markSigned } from '../../db/contracts.ts';
import { settleDraft } from '../../db/media-drafts.ts';
import { usePageLink } from '../../db/page-links.ts';
import { lockStep, moveStep } from '../../db/steps.ts';
import { SIGN } from '../conversation/notices/contract.ts';
import { stopClocks } from '../pipeline/contract/clocks.ts';
import { agreedOf, keepPaper } from '../pipeline/contract/paper.ts';
import { type Signature, sheetOf } from '../pipeline/contract/sheet.ts';
import { moving } from '../pipeline/machine.ts';
import type { ApiDeps } from './deps.ts';
import { askCode, type CodedPage, reachedAt, type Tried, tryCode } from './page-codes.ts';

type Deps = Pick<
  ApiDeps,
  'sql' | 'tell' | 'now' | 'linkHash' | 'media' | 'printer' | 'channels' | 'take' | 'log'
>;

/** A contract that waits, and the link that it was opened by. */
export interface Signing {
  hash: string;
  row: ContractRow;
}

const coded = ({ hash, row }: Signing): CodedPage => ({
  hash,
  purpose: SIGN,
  subject: row.id,
  conversationId: row.conversation_id,
  notices: { code: 'contract.code', locked: 'contract.locked' },
});

/** @param signer null for who will not sign */
export const askToSign = (deps: Deps, signing: Signing, signer: string | null) =>
  askCode(deps, coded(signing), async (tx) => {
    if (signer !== null) await markRead(tx, signing.row.id, signer, new Date(deps.now()));
  });

export const tryToSign = (deps: Deps, signing: Signing, typed: string): Promise<Tried> =>
  tryCode(deps, coded(signing), typed);

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
