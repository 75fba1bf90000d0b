/** What is said of a contract: that it is there, that it waits, what became of it, and the code that signs it. */
import { type ContractRow, findContract, lastContractOf } from '../../../db/contracts.ts';
import { findPageLink } from '../../../db/page-links.ts';
import type { Effect, NoticeLine } from '../../flows/model.ts';
import { BUILT_IN } from '../../pipeline/providers/index.ts';
import { clockOf, dayOf } from '../../texts/dates.ts';
import type { Language, Localized } from '../../types.ts';
import { type NoticeDraft, type NoticeParts, unlessBefore, type WriteNotice } from './notice.ts';
import { newCode, newPage } from './page.ts';

export const SIGN = 'sign';
/** A signed contract is looked at again: by the link of its line, or by another that is asked for. */
const COPY_VALID_MS = 365 * 86_400_000;

const inBoth = (say: (language: Language) => string): Localized => ({ zh: say('zh'), en: say('en') });

/** Saturday 28 November 18:00, where the work is. */
const moment = (at: Date, { zone }: ContractRow) =>
  inBoth((language) => `${dayOf(at, language, zone)} ${clockOf(at, language, zone)}`);

/** A line with a fresh link in it. */
function linked(
  parts: NoticeParts,
  row: ContractRow,
  key: string,
  validMs: number,
): { lines: NoticeLine[]; effects: Effect[] } {
  const page = newPage(parts, { subject: row.id, path: SIGN, validMs });
  if (!page) return { lines: [], effects: [ticket(row, 'address_unknown')] };
  const args = {
    title: row.title,
    link: page.url,
    ...(row.expires_at && { by: moment(row.expires_at, row) }),
  };
  return { lines: [{ key, args, secret: page.secret }], effects: [page.effect] };
}

const ticket = ({ application_id: applicationId }: ContractRow, why: string): Effect => ({
  ...{ type: 'ticket', kind: 'step', interviewId: null, turn: null, applicationId },
  reasons: ['contract', why],
});

const plain = (row: ContractRow, key: string, effects: Effect[] = []): NoticeDraft => ({
  applicationId: row.application_id,
  lines: [{ key, args: { title: row.title } }],
  effects,
});

const waits = (row: ContractRow | null, now: number): row is ContractRow & { expires_at: Date } =>
  row?.state === 'sent' && row.expires_at !== null && row.expires_at.getTime() > now;

/** Where the provider says that it is signed; null where it has not said. */
function elsewhere({ data }: ContractRow): string | null {
  return typeof data.detail === 'string' && /^https?:\/\//.test(data.detail) ? data.detail : null;
}

const sent: WriteNotice = async (parts, subject) => {
  const row = await findContract(parts.sql, subject);
  if (row?.state !== 'sent') return null;
  if (row.provider === BUILT_IN) return toSign(parts, row, 'contract_sent');
  const link = elsewhere(row);
  if (link === null) return plain(row, 'contract_sent_elsewhere');
  return {
    applicationId: row.application_id,
    lines: [{ key: 'contract_sent_there', args: { title: row.title, link } }],
  };
};

function toSign(parts: NoticeParts, row: ContractRow, key: string): NoticeDraft | null {
  if (!waits(row, parts.now())) return null;
  const { lines, effects } = linked(parts, row, key, row.expires_at.getTime() - parts.now());
  // Without a line there is a ticket; with one, its link holds if it is said.
  const { application_id: applicationId } = row;
  return lines.length > 0 ? { applicationId, lines, ifSaid: effects } : { applicationId, lines, effects };
}

/** Clocks name the application. */
const again = (key: string): WriteNotice =>
  unlessBefore('contract', async (parts, applicationId) => {
    const row = await lastContractOf(parts.sql, { applicationId });
    return row && row.provider === BUILT_IN ? toSign(parts, row, key) : null;
  });

const expire: WriteNotice = async ({ sql, now }, applicationId) => {
  const row = await lastContractOf(sql, { applicationId });
  if (row?.state !== 'sent' || row.expires_at === null || row.expires_at.getTime() > now()) return null;
  const over: Effect = {
    type: 'step',
    stepId: row.id,
    kind: 'contract',
    to: 'expired',
    reason: 'not signed in time',
  };
  return plain(row, 'contract_expired', [over, ticket(row, 'expired')]);
};

/** A provider has told so. */
const expired: WriteNotice = async ({ sql }, subject) => {
  const row = await findContract(sql, subject);
  return row?.state === 'expired' ? plain(row, 'contract_expired', [ticket(row, 'expired')]) : null;
};

const signed: WriteNotice = async (parts, subject) => {
  const row = await findContract(parts.sql, subject);
  if (row?.state !== 'signed') return null;
  if (row.provider !== BUILT_IN) return plain(row, 'contract_signed_elsewhere');
  const { lines, effects } = linked(parts, row, 'contract_signed', COPY_VALID_MS);
  const { application_id: applicationId } = row;
  return lines.length > 0
    ? { applicationId, lines, ifSaid: effects, urgency: 'reply' }
    : { applicationId, lines, effects };
};

const declined: WriteNotice = async ({ sql }, subject) => {
  const row = await findContract(sql, subject);
  if (row?.state !== 'declined') return null;
  return { ...plain(row, 'contract_declined', [ticket(row, 'declined')]), urgency: 'reply' };
};

const voided: WriteNotice = async ({ sql }, subject) => {
  const row = await findContract(sql, subject);
  // Who never heard of it need not hear that it is over.
  if (row?.state !== 'voided' || (row.provider === BUILT_IN && row.sent_at === null)) return null;
  return plain(row, 'contract_voided');
};

/** Somebody has the link and not the chat. */
const locked: WriteNotice = async ({ sql }, subject) => {
  const row = await findContract(sql, subject);
  if (row?.state !== 'sent') return null;
  return { ...plain(row, 'contract_locked', [ticket(row, 'code_guessed')]), urgency: 'reply' };
};

/** The page asked for it: `subject` is what is kept of its link. The code exists in the line alone. */
const code: WriteNotice = async (parts, link) => {
  const { sql, now } = parts;
  const found = await findPageLink(sql, { hash: link, purpose: SIGN, now: new Date(now()) });
  const row = found?.open ? await findContract(sql, found.subject) : null;
  if (!waits(row, now())) return null;
  const { code: secret, effect } = newCode(parts, SIGN, link);
  return {
    applicationId: row.application_id,
    lines: [{ key: 'contract_code', args: { title: row.title, code: secret }, secret }],
    ifSaid: [effect],
    urgency: 'reply',
  };
};

/** Somebody asks for the link in the chat: of the contract that waits, or of the one that was signed. */
export async function contractAsked(
  parts: NoticeParts,
  conversationId: string,
): Promise<{ lines: NoticeLine[]; effects: Effect[] }> {
  const row = await lastContractOf(parts.sql, { conversationId });
  const link = row && row.provider !== BUILT_IN ? elsewhere(row) : null;
  if (row && link !== null && row.state === 'sent')
    return { lines: [{ key: 'contract_sent_there', args: { title: row.title, link } }], effects: [] };
  if (row?.provider === BUILT_IN && row.document_id !== null) {
    if (waits(row, parts.now()))
      return linked(parts, row, 'contract_link', row.expires_at.getTime() - parts.now());
    if (row.state === 'signed' && !row.employment_over)
      return linked(parts, row, 'contract_copy', COPY_VALID_MS);
  }
  return { lines: [{ key: 'contract_none' }], effects: [] };
}

export const contractNotices: Record<string, WriteNotice> = {
  'contract.sent': sent,
  'contract.remind': again('contract_remind'),
  'contract.ending': again('contract_ending'),
  'contract.expire': expire,
  'contract.expired': expired,
  'contract.signed': signed,
  'contract.declined': declined,
  'contract.voided': voided,
  'contract.locked': locked,
  'contract.code': code,
};
