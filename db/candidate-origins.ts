/** Many candidates at once, by the names that other systems have for them: what an import asks and writes. */
import { newId } from '../src/ids.ts';
import { type CandidateFields, slotsOf } from './candidates.ts';
import type { Tx } from './client.ts';
import { appendEvents, candidateCreated } from './events.ts';

export interface Origin {
  source: string;
  remote_id: string;
}

/** One text for both, and for no other two. */
export const originKey = ({ source, remote_id }: Origin): string => `${source.length} ${source} ${remote_id}`;

/** By what rows name people. */
export interface CandidateKeys {
  ids: string[];
  origins: Origin[];
  phones: string[];
  /** Keyed hashes of the two above. */
  marks: string[];
}

export interface KnownCandidates {
  /** By id, locked: those who are here, with the names that other systems have for them. */
  people: Map<string, CandidateFields & { id: string; origins: Origin[] }>;
  /** Ids by {@link originKey}. */
  byOrigin: Map<string, string>;
  byPhone: Map<string, string[]>;
  /** Of the ids that were asked for, those of people who were erased. */
  erasedIds: Set<string>;
  /** Marks of people who were erased. */
  erasedMarks: Set<string>;
}

/**
 * Who is known by these names. Until the commit nobody else who takes the same locks makes somebody under them: neither an
 * import nor an invitation by phone (`db/reach.ts`).
 */
export async function findKnown(tx: Tx, keys: CandidateKeys): Promise<KnownCandidates> {
  const { ids, origins, phones, marks } = keys;
  const [sources, remotes] = [origins.map((one) => one.source), origins.map((one) => one.remote_id)];
  await tx`
    select pg_advisory_xact_lock(k) from (
      select hashtextextended('phone ' || p, 2) as k from unnest(${phones}::text[]) p
      union select hashtextextended('origin ' || o, 2) from unnest(${origins.map(originKey)}::text[]) o
      order by 1) locks`;
  // Planned each time: a file may fill a table that was empty when its first rows came.
  const byOrigin = await tx.unsafe<(Origin & { candidate_id: string })[]>(
    `select o.source, o.remote_id, o.candidate_id
     from unnest($1::text[], $2::text[]) as g(source, remote_id)
     join candidate_origins o on o.source = g.source and o.remote_id = g.remote_id`,
    [sources, remotes],
  );
  // Number by number, and who was erased left out afterwards: to the planner of a table that has only just been filled
  // anything else is a reading of all of it.
  const byPhone = await tx.unsafe<{ phone: string; id: string; erased: boolean }[]>(
    `select g.phone, c.id, c.erased_at is not null as erased from (select distinct unnest($1::text[]) as phone) g
     cross join lateral (select id, erased_at, position from candidates where phone = g.phone offset 0) c
     order by c.position`,
    [phones],
  );
  const erased = await tx.unsafe<{ marks: string[] }[]>(
    'select to_jsonb(marks) as marks from erasures where marks && $1::text[]',
    [marks],
  );
  const all = [...new Set([...ids, ...byOrigin.map((o) => o.candidate_id), ...byPhone.map((p) => p.id)])];
  const people = await tx.unsafe<(CandidateFields & { id: string; origins: Origin[]; erased: boolean })[]>(
    `select c.id, c.name, c.phone, c.language, c.time_zone, c.preferences, c.profile, c.erased_at is not null as erased,
       case when c.lat is not null then jsonb_build_object('lat', c.lat, 'lon', c.lon) end as location,
       coalesce((select jsonb_agg(jsonb_build_object('source', o.source, 'remote_id', o.remote_id))
         from candidate_origins o where o.candidate_id = c.id), '[]') as origins
     from candidates c where c.id = any($1::text[]) order by c.id for no key update`,
    [all],
  );
  const phoned = new Map<string, string[]>();
  for (const { phone, id, erased: gone } of byPhone)
    if (!gone) phoned.set(phone, [...(phoned.get(phone) ?? []), id]);
  return {
    people: new Map(people.filter((one) => !one.erased).map(({ erased: _, ...one }) => [one.id, one])),
    byOrigin: new Map(byOrigin.map((one) => [originKey(one), one.candidate_id])),
    byPhone: phoned,
    erasedIds: new Set(people.filter((one) => one.erased).map(({ id }) => id)),
    erasedMarks: new Set(erased.flatMap((one) => one.marks)),
  };
}

const columns = `
  id text, name text, phone text, language text, time_zone text, preferences jsonb, slots text, profile jsonb,
  lat float8, lon float8, source text, conversation_id text, ord int`;

const flat = (one: CandidateFields) => ({
  name: one.name,
  phone: one.phone,
  language: one.language,
  time_zone: one.time_zone,
  preferences: one.preferences,
  slots: slotsOf(one.preferences),
  profile: one.profile,
  lat: one.location?.lat ?? null,
  lon: one.location?.lon ?? null,
});

/** Makes the people, their conversations and the events; in this order. @returns their ids */
export async function insertCandidates(
  tx: Tx,
  people: readonly (CandidateFields & { source: string | null })[],
): Promise<string[]> {
  if (people.length === 0) return [];
  const given = people.map((one, ord) => ({
    ...flat(one),
    source: one.source,
    id: newId('cnd'),
    conversation_id: newId('cnv'),
    ord,
  }));
  await tx.unsafe(
    `insert into candidates (id, name, phone, language, time_zone, preferences, slots, profile, lat, lon, source)
     select id, name, phone, language, time_zone, preferences, slots::int4multirange, profile, lat, lon, source
     from jsonb_to_recordset($1::jsonb) as g(${columns}) order by ord`,
    [tx.json(given as never)],
  );
  await tx`
    insert into conversations (id, candidate_id)
    select conversation_id, id
    from jsonb_to_recordset(${tx.json(given.map(({ id, conversation_id }) => ({ id, conversation_id })))})
      as g(id text, conversation_id text)`;
  await appendEvents(
    tx,
    given.map(({ id, conversation_id }) => candidateCreated(id, conversation_id)),
  );
  return given.map(({ id }) => id);
}

/** They must be locked. */
export async function updateCandidates(
  tx: Tx,
  people: readonly (CandidateFields & { id: string })[],
): Promise<void> {
  if (people.length === 0) return;
  await tx.unsafe(
    `update candidates c set name = g.name, phone = g.phone, language = g.language, time_zone = g.time_zone,
       preferences = g.preferences, slots = g.slots::int4multirange, profile = g.profile, lat = g.lat, lon = g.lon,
       updated_at = clock_timestamp()
     from jsonb_to_recordset($1::jsonb) as g(${columns}) where c.id = g.id`,
    [tx.json(people.map((one) => ({ ...flat(one), id: one.id })) as never)],
  );
}

/** The names must be nobody's. */
export async function insertOrigins(
  tx: Tx,
  origins: readonly (Origin & { candidate_id: string })[],
): Promise<void> {
  if (origins.length === 0) return;
  await tx`
    insert into candidate_origins (source, remote_id, candidate_id)
    select source, remote_id, candidate_id
    from jsonb_to_recordset(${tx.json(origins as never)}) as g(source text, remote_id text, candidate_id text)`;
}
