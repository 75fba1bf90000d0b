/**
 * The register of personal data: every column of every table and what it holds. A column that nobody has put here fails the
 * build; an erasure counts by it, and the canary test looks by it whether anything is left.
 */
import type postgres from 'postgres';
import type { Tx } from './client.ts';
import type { HeldPart } from './holds.ts';
import { idsOf } from './whose.ts';

/**
 * - `personal`: what a person said, is called or can be reached at, and what was said of them: empty after an erasure
 * - `quoted`: figures and states with words in them: the words go, see {@link QUOTES}
 * - `id`: opaque ids, of ours and of keys; numbers in an order
 * - `state`: states, times, counts, codes: they say nothing of who it was
 * - `hash`: keyed or random; kept, so that nothing takes effect twice
 * - `secret`: what opens a door; sealed, or good for one thing and a while
 * - `company`: the operator's own: openings, flows, templates, addresses of systems
 */
type Kind = 'personal' | 'quoted' | 'id' | 'state' | 'hash' | 'secret' | 'company';

/** Whose rows they are: how a row is found from a candidate. Without one nothing in the table is anybody's. */
type Owner = 'candidate' | 'self' | 'conversation' | 'application' | 'step' | 'employment' | 'about';

export type Entry = { of?: Owner; part?: HeldPart } & { [kind in Kind]?: string };

/** Names with spaces between them, one line a group. */
export const REGISTER: Record<string, Entry> = {
  api_keys: {
    id: 'id made_by old_made_by root position',
    company: 'name',
    hash: 'hash old_hash',
    state: 'scopes expires_at revoked_at rotated_at old_until last_used_at created_at',
  },
  applications: {
    of: 'candidate',
    personal: 'source',
    id: 'id candidate_id conversation_id opening_id position candidate_position',
    state: 'stage stage_at event_count applied_at updated_at',
  },
  approvals: {
    of: 'employment',
    part: 'employment',
    personal: 'data reason',
    id: 'id employment_id asked_by decided_by position',
    state: 'kind state decided_at created_at updated_at',
  },
  assessment_jobs: {
    id: 'interview_id conversation_id',
    state: 'wanted done additions added_seqs attempts due_at lease_token lease_until',
  },
  assessments: {
    of: 'conversation',
    part: 'interview',
    quoted: 'criteria',
    personal: 'unasked',
    id: 'id interview_id conversation_id rated_by',
    company: 'model prompt_version rubric',
    state:
      'version made_by recommendation reasons needs_person changes reopened_by uncertainty up_to_seq created_at',
  },
  // Kept whole: who has read what of whom says nothing of them.
  audit_log: {
    id: 'id actor_id candidate_id subject request_id position',
    hash: 'address_hash',
    state: 'at actor_kind action method status shown filters',
  },
  candidate_origins: { of: 'candidate', part: 'person', personal: 'source remote_id', id: 'candidate_id' },
  candidates: {
    of: 'self',
    part: 'person',
    personal:
      'name phone language time_zone preferences profile lat lon source identity search grams accepts_night slots',
    id: 'id position',
    state: 'created_at updated_at heard_at reach_at erased_at',
  },
  code_tries: { id: 'identity_id', state: 'at' },
  connections: { company: 'name', state: 'problem told_at up_at' },
  consents: {
    id: 'conversation_id candidate_id identity_id',
    company: 'wording',
    state: 'kind given at',
  },
  contract_templates: {
    id: 'id made_by position',
    company: 'name body fields',
    state: 'version hash created_at',
  },
  contracts: {
    of: 'step',
    part: 'contracts',
    personal: 'terms document_id signer signed_id remark',
    id: 'step_id template_id',
    company: 'job_title',
    hash: 'document_hash signed_hash',
    state:
      'template_version language zone made_at expires_in_days document_bytes sent_at sends expires_at read_at signed_at signed_bytes',
  },
  conversations: {
    of: 'candidate',
    personal: 'state',
    id: 'id candidate_id reply_identity_id application_id',
    state:
      'version inbox_seq turn_seq outbox_seq drain_after wakes first_undone_at lease_token lease_until failures created_at moves',
  },
  credentials: { company: 'name', secret: 'sealed', state: 'until' },
  deadlines: { id: 'application_id', state: 'kind due_at' },
  decisions: {
    of: 'application',
    part: 'decisions',
    personal: 'reason message',
    id: 'id application_id decided_by position',
    state: 'outcome next_step_by recommendation at taken_back_at',
  },
  employments: {
    of: 'application',
    part: 'employment',
    personal: 'end_note source remote_id',
    id: 'id application_id opening_id position',
    state: 'state starts_on ends_on end_reason created_at updated_at',
  },
  erasures: {
    id: 'candidate_id by',
    hash: 'marks',
    state: 'at done_at erased kept media_files last_at reapplied_at session_forgotten_at',
  },
  events: {
    id: 'position tx id conversation_id application_id sequence data',
    state: 'type at',
  },
  feeds: { company: 'name', secret: 'cursor hint', state: 'hints read_hints hinted_at token until' },
  flows: { company: 'id version body', hash: 'hash', state: 'created_at' },
  idempotency: {
    of: 'about',
    personal: 'body',
    id: 'owner resource about',
    hash: 'key fingerprint',
    state: 'created_at',
  },
  identities: {
    of: 'conversation',
    personal: 'address',
    id: 'id conversation_id',
    company: 'account',
    state: 'channel state state_at created_at',
  },
  // What is wrong, never what stood there.
  import_errors: { id: 'import_id position', state: 'line field code message' },
  import_files: { id: 'id', state: 'erase_at' },
  imports: {
    id: 'id asked_by position',
    company: 'source',
    state:
      'kind format charset country dry_run status reason file_bytes bytes bytes_done rows_done rows_created rows_updated rows_unchanged rows_skipped rows_failed tries due_at lease_token lease_until created_at started_at finished_at',
  },
  inbox: {
    of: 'conversation',
    part: 'interview',
    personal: 'content name language_hint transcript media_reason media_id',
    id: 'conversation_id seq identity_id turn_seq',
    hash: 'hash',
    state: 'channel sent_at received_at media_state media_attempts media_until done_at aside_reason',
  },
  interviews: {
    id: 'id conversation_id application_id opening_id position',
    hash: 'flow_hash',
    state:
      'status channel language asked total created_at started_at completed_at invited_until updated_at updated_in',
  },
  invitations: {
    id: 'id conversation_id application_id interview_id opening_id turn_seq claimed_by position',
    secret: 'code',
    state: 'channel state reason expires_at revoked_at claimed_at created_at',
  },
  leases: { company: 'name', state: 'token until' },
  legal_holds: {
    id: 'id candidate_id placed_by released_by position',
    company: 'reason',
    state: 'parts released_at created_at',
  },
  link_codes: {
    id: 'id conversation_id used_by from_conversation_id',
    hash: 'hash',
    state: 'expires_at used_at told_at undone_at retried_at created_at',
  },
  media: {
    id: 'id conversation_id inbox_seq',
    state: 'type bytes seconds copy_bytes erase_at created_at',
  },
  media_drafts: { id: 'id', state: 'created_at' },
  migrations: { company: 'name', state: 'at' },
  model_spend: { id: 'subject', state: 'tokens_in tokens_out updated_at' },
  openings: {
    id: 'id position',
    company: 'code title role flow site pay requirements facts',
    state: 'status headcount created_at updated_at',
  },
  opt_outs: { id: 'identity_id', state: 'at ended_at' },
  outbox: {
    of: 'conversation',
    part: 'interview',
    personal: 'content external_id',
    id: 'conversation_id seq identity_id key ask turn_seq',
    state:
      'priority category even_if_closed state not_before attempts resends claim_token claimed_at claim_until sent_at error_code created_at delivery delivery_code delivery_at',
  },
  page_links: {
    id: 'step_id candidate_id',
    hash: 'hash code_hash',
    state: 'purpose expires_at used_at code_expires_at code_tries codes_sent wrong_codes created_at',
  },
  pay_statements: {
    of: 'employment',
    part: 'employment',
    personal: 'gross net lines source remote_id',
    id: 'id employment_id position',
    state: 'period_start period_end paid_on currency quiet told_at created_at updated_at',
  },
  performance_records: {
    of: 'employment',
    part: 'employment',
    personal: 'metrics rating source remote_id',
    id: 'id employment_id position',
    state: 'period_start period_end created_at updated_at',
  },
  reused_answers: {
    id: 'interview_id question_id conversation_id from_interview_id turn_seq allowed_by_seq',
  },
  reviews: {
    id: 'interview_id application_id opening_id assessment_id position',
    state: 'uncertainty rank rated undecided since',
  },
  seen_calls: { hash: 'hash', state: 'at' },
  seen_messages: { hash: 'hash' },
  shift_claims: { id: 'shift_id application_id moved_by', state: 'at moved_at moved_from moved_offset' },
  shifts: {
    id: 'id opening_id position',
    company: 'starts_at ends_at capacity',
    state: 'created_at updated_at',
  },
  stage_moves: {
    of: 'application',
    part: 'decisions',
    personal: 'reason',
    id: 'event_id application_id moved_by',
  },
  step_moves: { of: 'step', part: 'steps', personal: 'reason', id: 'event_id step_id moved_by' },
  step_reports: { hash: 'hash', id: 'step_id', state: 'told_at' },
  steps: {
    of: 'application',
    part: 'steps',
    personal: 'data trouble',
    id: 'id application_id external_id position',
    company: 'provider',
    state:
      'kind state work work_next rescheduled work_due_at work_token work_lease_until work_tries due_at reported_at ended_at created_at updated_at',
  },
  stopped_addresses: { hash: 'hash', state: 'at' },
  tickets: {
    of: 'conversation',
    personal: 'reasons',
    id: 'id conversation_id interview_id application_id question_id turn_seq answer_seq settled_by position',
    state: 'kind state at settled_at',
  },
  timers: { id: 'conversation_id', state: 'kind due_at' },
  turns: {
    of: 'conversation',
    part: 'interview',
    personal: 'text transcript spans media_id',
    id: 'conversation_id seq interview_id batch question_id ask amends_seq',
    state: 'speaker channel kind at',
  },
  user_challenges: { id: 'user_id', secret: 'challenge', state: 'expires_at' },
  user_links: { id: 'user_id', hash: 'hash', state: 'purpose created_at expires_at used_at' },
  user_passkeys: {
    id: 'id user_id',
    hash: 'public_key',
    state: 'counter transports created_at last_used_at',
  },
  user_recovery_codes: { id: 'user_id', hash: 'hash', state: 'used_at' },
  user_sessions: {
    id: 'id user_id position',
    hash: 'hash',
    company: 'device',
    state: 'proof created_at seen_at expires_at ended_at',
  },
  // Those of the operator: they end with their work, not with an erasure.
  users: {
    id: 'id made_by position',
    company: 'email role',
    secret: 'password totp totp_step',
    state: 'created_at updated_at joined_at last_login_at disabled_at access_at enabled_at secrets_at',
  },
  wages: {
    of: 'employment',
    part: 'employment',
    personal: 'amount',
    id: 'employment_id',
    state: 'from_on currency per',
  },
  webhook_deliveries: {
    id: 'id endpoint_id event_id position',
    state: 'state attempts next_at claim_token claim_until status error ms created_at tried_at',
  },
  webhook_endpoints: {
    id: 'id created_by position after_tx after_position',
    company: 'url events',
    secret: 'secret old_secret',
    state: 'old_secret_until state disabled_because failing_since created_at updated_at',
  },
};

/** Of a column that keeps its figures: when there are words in it still. */
const QUOTES: Record<string, string> = {
  'assessments.criteria': `jsonb_path_exists(criteria, '$[*].evidence[*]')`,
};

/** What no longer says anything. An address that is given up keeps its row, under its own id. */
/** `erased`: why an approval that waited was called off. */
const EMPTY = `('', '{}', '[]', 'null', 'erased')`;
const filled = (column: string) =>
  column === 'address' ? `address <> 'erased ' || id` : `coalesce(${column}::text, '') not in ${EMPTY}`;

export const columnsOf = (entry: Entry, kind: Kind): string[] => entry[kind]?.split(' ') ?? [];

/** The condition under which a row of this table has something of a person in it; null where none can. */
export function hasWords(table: string): string | null {
  const entry = REGISTER[table]!;
  const parts = [
    ...columnsOf(entry, 'personal').map(filled),
    ...columnsOf(entry, 'quoted').map((column) => QUOTES[`${table}.${column}`]!),
  ];
  return parts.length === 0 ? null : `(${parts.join(' or ')})`;
}

/** How many rows of each table have something of this person in them; tables with none are left out. */
export async function countPersonal(tx: Tx, candidateId: string): Promise<Record<string, number>> {
  const counts = Object.entries(REGISTER).flatMap(([table, { of }]) => {
    const words = hasWords(table);
    if (!words || !of) return [];
    return [
      tx`select ${table} as name, count(*)::int as n from ${tx(table)} where ${tx.unsafe(words)}
         and ${rowsOf(tx, of, candidateId)}`,
    ];
  });
  const rows = await tx<{ name: string; n: number }[]>`
    ${counts.flatMap((one, i) => (i === 0 ? [one] : [tx` union all `, one]))}`;
  return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

function rowsOf(tx: Tx, of: Owner, candidateId: string): Fragment {
  const applications = tx`select id from applications where candidate_id = ${candidateId}`;
  const owners: Record<Owner, () => Fragment> = {
    self: () => tx`id = ${candidateId}`,
    candidate: () => tx`candidate_id = ${candidateId}`,
    conversation: () =>
      tx`conversation_id in (select id from conversations where candidate_id = ${candidateId})`,
    application: () => tx`application_id in (${applications})`,
    step: () => tx`step_id in (select id from steps where application_id in (${applications}))`,
    employment: () => tx`
      employment_id in (select id from employments where application_id in (${applications}))`,
    about: () => tx`about in (${idsOf(tx, candidateId)})`,
  };
  return owners[of]();
}
