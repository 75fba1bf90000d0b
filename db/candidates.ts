/** Candidates: the people, each with the one conversation that all their addresses share. */
import { newId } from '../src/ids.ts';
import type { Json, Language } from '../src/types.ts';
import { type CandidateFilter, findingCandidates } from './candidate-filters.ts';
import type { Sql, Tx } from './client.ts';
import { appendEvents, candidateCreated } from './events.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';
import { multirange } from './slots.ts';

export interface CandidateFields {
  name: string | null;
  phone: string | null;
  language: Language | null;
  time_zone: string | null;
  preferences: Record<string, Json | undefined>;
  profile: Record<string, Json | undefined>;
  location: { lat: number; lon: number } | null;
}

export type NewCandidate = CandidateFields & { source: string | null };
/** A field that is left out stays as it is; null empties one that may be empty. */
export type CandidateChange = { [Field in keyof CandidateFields]?: CandidateFields[Field] | undefined };

export interface CandidateRow extends NewCandidate {
  id: string;
  identities: { channel: string; address: string; state: 'open' | 'closed' | 'unreachable' }[];
  /** `at` is RFC 3339, UTC. */
  consents: { kind: string; given: boolean; at: string }[];
  /** When the last STOP came that no START has ended; null when none is in force. */
  opted_out_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** What other systems call them; see `db/candidate-origins.ts`. */
  remote_ids: { source: string; remote_id: string }[];
  /** Sealed; see `src/pipeline/identity.ts`. */
  identity: Uint8Array | null;
  position: number;
}

const selected = (tx: Tx) => tx`
  c.id, c.name, c.phone, c.language, c.time_zone, c.preferences, c.profile, c.source, c.position, c.identity,
  c.created_at, c.updated_at,
  case when c.lat is not null then jsonb_build_object('lat', c.lat, 'lon', c.lon) end as location,
  coalesce((
    select jsonb_agg(jsonb_build_object('channel', i.channel, 'address', i.address, 'state', i.state)
                     order by i.created_at, i.id)
    from conversations v join identities i on i.conversation_id = v.id where v.candidate_id = c.id
  ), '[]') as identities,
  coalesce((
    select jsonb_agg(jsonb_build_object('kind', s.kind, 'given', s.given, 'at',
                     to_char(s.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.at)
    from consents s where s.candidate_id = c.id
  ), '[]') as consents,
  coalesce((
    select jsonb_agg(jsonb_build_object('source', r.source, 'remote_id', r.remote_id) order by r.source, r.remote_id)
    from candidate_origins r where r.candidate_id = c.id
  ), '[]') as remote_ids,
  (
    select max(o.at) from conversations v join identities i on i.conversation_id = v.id
    join opt_outs o on o.identity_id = i.id where v.candidate_id = c.id and o.ended_at is null
  ) as opted_out_at`;

/** The slots of somebody's preferences as the column has them. */
export function slotsOf(preferences: CandidateFields['preferences'] | undefined): string | null {
  const slots = preferences?.slots;
  return Array.isArray(slots) ? multirange(slots) : null;
}

/** Makes the person, their conversation and the event. */
export async function insertCandidate(tx: Tx, candidate: NewCandidate): Promise<CandidateRow> {
  const id = newId('cnd');
  const conversationId = newId('cnv');
  await tx`
    insert into candidates (id, name, phone, language, time_zone, preferences, slots, profile, lat, lon, source)
    values (${id}, ${candidate.name}, ${candidate.phone}, ${candidate.language}, ${candidate.time_zone},
            ${tx.json(candidate.preferences as never)}, ${slotsOf(candidate.preferences)}::int4multirange,
            ${tx.json(candidate.profile as never)},
            ${candidate.location?.lat ?? null}, ${candidate.location?.lon ?? null}, ${candidate.source})`;
  await tx`insert into conversations (id, candidate_id) values (${conversationId}, ${id})`;
  await appendEvents(tx, [candidateCreated(id, conversationId)]);
  const row = await findCandidate(tx, id);
  return row!;
}

/** Null when there is no such candidate. */
export async function updateCandidate(
  tx: Tx,
  id: string,
  change: CandidateChange,
): Promise<CandidateRow | null> {
  await tx`
    update candidates set
      name = case when p ? 'name' then p->>'name' else name end,
      phone = case when p ? 'phone' then p->>'phone' else phone end,
      language = case when p ? 'language' then p->>'language' else language end,
      time_zone = case when p ? 'time_zone' then p->>'time_zone' else time_zone end,
      preferences = coalesce(p->'preferences', preferences),
      slots = case when p ? 'preferences' then ${slotsOf(change.preferences)}::int4multirange else slots end,
      profile = coalesce(p->'profile', profile),
      lat = case when p ? 'location' then (p->'location'->>'lat')::float8 else lat end,
      lon = case when p ? 'location' then (p->'location'->>'lon')::float8 else lon end,
      updated_at = case when p = '{}' then updated_at else clock_timestamp() end
    from (select ${tx.json(change as never)}::jsonb as p) as given
    where id = ${id} and erased_at is null`;
  return findCandidate(tx, id);
}

/** The same as {@link findCandidate}, and whoever else would change their row waits until the transaction ends. */
export async function lockCandidate(tx: Tx, id: string): Promise<CandidateRow | null> {
  await tx`select 1 from candidates where id = ${id} for no key update`;
  return findCandidate(tx, id);
}

/** Null for nobody, and for who was erased. */
export async function findCandidate(tx: Tx, id: string): Promise<CandidateRow | null> {
  const [row] = await tx<CandidateRow[]>`
    select ${selected(tx)} from candidates c where c.id = ${id} and c.erased_at is null`;
  return row ?? null;
}

/** Newest first. */
export async function listCandidates(
  tx: Tx,
  filter: CandidateFilter,
  page: PageRequest,
): Promise<Page<CandidateRow>> {
  const { text, values } = findingCandidates(filter, page.after, page.limit + 1);
  const found = await tx.unsafe<{ id: string; position: number }[]>(text, values);
  const { rows, next } = toPage([...found], page.limit, (row) => row.position);
  if (rows.length === 0) return { rows: [], next };
  const ids = rows.map((row) => row.id);
  // Only what is shown is put together.
  const shown = await tx<CandidateRow[]>`
    select ${selected(tx)} from candidates c where c.id = any(${ids}) order by c.position desc`;
  return { rows: shown, next };
}

/** The id of who has this address; null when nobody does. */
export async function candidateAt(
  sql: Sql,
  channel: string,
  account: string,
  address: string,
): Promise<string | null> {
  const [row] = await sql<{ candidate_id: string }[]>`
    select c.candidate_id from identities i join conversations c on c.id = i.conversation_id
    where i.channel = ${channel} and i.account = ${account} and i.address = ${address}`;
  return row?.candidate_id ?? null;
}
