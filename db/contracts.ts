/** Contracts: what was agreed on, which papers there are, and how it was signed. The states are those of the step. */
import type { Json, Language, Localized, StepState } from '../src/types.ts';
import type { Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

/** As stored; whoever made it has checked it. */
export interface StoredTerms {
  employer: string;
  candidate_name: string;
  wage: { amount: string; currency: string; per: 'hour' | 'day' | 'month' | 'piece' };
  hours: string;
  place: string;
  starts_on: string;
  ends_on: string | null;
  more: Record<string, string>;
}

export interface ContractRow {
  id: string;
  application_id: string;
  candidate_id: string;
  conversation_id: string;
  provider: string;
  external_id: string | null;
  state: StepState<'contract'>;
  trouble: string | null;
  data: Record<string, Json>;
  created_at: Date;
  updated_at: Date;
  position: number;
  template_id: string;
  template_version: number;
  template_hash: string;
  language: Language;
  zone: string;
  job_title: Localized;
  made_at: Date;
  expires_in_days: number;
  terms: StoredTerms | null;
  document_id: string | null;
  document_hash: string | null;
  document_bytes: number | null;
  sent_at: Date | null;
  sends: number;
  expires_at: Date | null;
  signer: string | null;
  read_at: Date | null;
  signed_at: Date | null;
  signed_id: string | null;
  signed_hash: string | null;
  signed_bytes: number | null;
  remark: string | null;
  title: Localized;
  /** Who was employed by it is not any more. */
  employment_over: boolean;
  /** The texts of the version that it was made of. */
  body: Localized;
  fields: Record<string, Localized>;
}

export interface NewContract {
  stepId: string;
  templateId: string;
  templateVersion: number;
  language: Language;
  zone: string;
  jobTitle: Localized;
  madeAt: Date;
  expiresInDays: number;
  terms: StoredTerms;
  /** Null where a provider prints it. */
  document: { id: string; hash: string; bytes: number } | null;
}

const selected = (tx: Tx) => tx`
  s.id, s.application_id, a.candidate_id, a.conversation_id, s.provider, s.external_id, s.state, s.trouble, s.data, s.created_at,
  s.updated_at, s.position, c.template_id, c.template_version, t.hash as template_hash, c.language, c.zone,
  c.job_title, c.made_at, c.expires_in_days, c.terms, c.document_id, c.document_hash, c.document_bytes, c.sent_at,
  c.sends, c.expires_at, c.signer, c.read_at, c.signed_at, c.signed_id, c.signed_hash, c.signed_bytes, c.remark,
  o.title, t.body, t.fields, coalesce((
    select bool_and(state = 'ended') from employments where application_id = a.id), false) as employment_over`;
const from = (tx: Tx) => tx`
  contracts c join steps s on s.id = c.step_id join applications a on a.id = s.application_id
  join openings o on o.id = a.opening_id
  join contract_templates t on t.id = c.template_id and t.version = c.template_version`;

/** Its step must exist. */
export async function insertContract(tx: Tx, contract: NewContract): Promise<void> {
  const { document } = contract;
  await tx`
    insert into contracts (step_id, template_id, template_version, language, zone, job_title, made_at,
      expires_in_days, terms, document_id, document_hash, document_bytes)
    values (${contract.stepId}, ${contract.templateId}, ${contract.templateVersion}, ${contract.language},
      ${contract.zone}, ${tx.json(contract.jobTitle as never)}, ${contract.madeAt}, ${contract.expiresInDays},
      ${tx.json(contract.terms as never)}, ${document?.id ?? null}, ${document?.hash ?? null},
      ${document?.bytes ?? null})`;
}

export async function findContract(tx: Tx, id: string): Promise<ContractRow | null> {
  const [row] = await tx<ContractRow[]>`select ${selected(tx)} from ${from(tx)} where s.id = ${id}`;
  return row ?? null;
}

/** The last contract of an application, or of anything that somebody applied for; null where there is none. */
export async function lastContractOf(
  tx: Tx,
  {
    applicationId = null,
    conversationId = null,
  }: { applicationId?: string | null; conversationId?: string | null },
): Promise<ContractRow | null> {
  const [row] = await tx<ContractRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where s.application_id = ${applicationId} or a.conversation_id = ${conversationId}
    order by s.position desc limit 1`;
  return row ?? null;
}

/** Newest first. */
export async function listContracts(
  tx: Tx,
  filter: {
    application_id?: string | undefined;
    candidate_id?: string | undefined;
    state?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<ContractRow>> {
  const { application_id: applicationId = null, candidate_id: candidateId = null, state = null } = filter;
  const rows = await tx<ContractRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where s.kind = 'contract' ${asked(tx, page.after, tx`and s.position < ${page.after}`)}
      ${asked(tx, applicationId, tx`and s.application_id = ${applicationId}`)}
      ${asked(tx, candidateId, tx`and a.candidate_id = ${candidateId}`)}
      ${asked(tx, state, tx`and s.state = ${state}`)}
    order by s.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** It goes to the person, for the first time or again: how often it has. */
export async function markSent(tx: Tx, id: string, at: Date, expiresAt: Date): Promise<number> {
  const [row] = await tx<{ sends: number }[]>`
    update contracts set sent_at = ${at}, expires_at = ${expiresAt}, sends = sends + 1, read_at = null
    where step_id = ${id} returning sends`;
  return row!.sends;
}

/** The person has read it, and typed their name. */
export async function markRead(tx: Tx, id: string, signer: string, at: Date): Promise<void> {
  await tx`update contracts set signer = ${signer}, read_at = ${at} where step_id = ${id} and signed_at is null`;
}

/** The paper with the signature on it. Written once, with the move of the step. */
export async function markSigned(
  tx: Tx,
  id: string,
  at: Date,
  paper: { id: string; hash: string; bytes: number },
): Promise<void> {
  await tx`
    update contracts set signed_at = ${at}, signed_id = ${paper.id}, signed_hash = ${paper.hash},
      signed_bytes = ${paper.bytes}
    where step_id = ${id} and signed_at is null`;
}

/** What the person said instead of signing. */
export async function markRemark(tx: Tx, id: string, remark: string): Promise<void> {
  await tx`update contracts set remark = ${remark} where step_id = ${id}`;
}

/**
 * The words go, and the papers: the sweep takes them out of the store. What was signed, when, and the hashes stay, so that
 * a copy that somebody has can be told from a forged one.
 */
export async function eraseContracts(tx: Tx, applicationIds: readonly string[]): Promise<void> {
  const mine = tx`step_id in (select id from steps where application_id = any(${applicationIds as string[]}))`;
  await tx`
    insert into media (id, conversation_id, inbox_seq, type, bytes, erase_at)
    select p.id, a.conversation_id, 0, 'application/pdf', p.bytes, now()
    from contracts c join steps s on s.id = c.step_id join applications a on a.id = s.application_id,
      lateral (values (c.document_id, c.document_bytes), (c.signed_id, c.signed_bytes)) as p (id, bytes)
    where ${mine} and p.id is not null
    on conflict (id) do update set erase_at = now()`;
  await tx`
    update contracts set terms = null, signer = null, remark = null, document_id = null, signed_id = null
    where ${mine}`;
}

/** What a contract is made from beside its terms. */
export interface ContractGround {
  application_id: string;
  title: Localized;
  name: string | null;
  candidate_language: Language | null;
  /** Where the work is, else where the person is; null where nobody has said. */
  zone: string | null;
  erased: boolean;
}

/** Null when there is no such application. */
export async function findGround(tx: Tx, applicationId: string): Promise<ContractGround | null> {
  const [row] = await tx<ContractGround[]>`
    select a.id as application_id, o.title, c.name, c.language as candidate_language,
      coalesce(o.site->>'time_zone', c.time_zone) as zone, c.erased_at is not null as erased
    from applications a join openings o on o.id = a.opening_id join candidates c on c.id = a.candidate_id
    where a.id = ${applicationId}`;
  return row ?? null;
}
