/** Who is looked for among the candidates, as conditions that their indexes answer. */
import { boxAround, EARTH_KM, type Near } from './geo.ts';
import { containing } from './like.ts';
import { multirange } from './slots.ts';

/** All that is given must be true of a candidate. */
export interface CandidateFilter {
  near?: Near | undefined;
  /** A slot that the candidate's own must cover. */
  slot?: string | undefined;
  acceptsNight?: boolean | undefined;
  /** A role that the candidate wants. */
  role?: string | undefined;
  /** Of one application, together with `openingId`. */
  stage?: string | undefined;
  openingId?: string | undefined;
  source?: string | undefined;
  /** What the system `source` calls them; then `source` is that system, not where they came from. */
  remoteId?: string | undefined;
  /** Their number, or one that they write from on these channels. */
  phone?: { number: string; channels: readonly string[] } | undefined;
  /** Each must be in the name, the phone number or a skill. */
  words?: readonly string[] | undefined;
  updatedAfter?: string | undefined;
  language?: string | undefined;
}

type Value = string | number | boolean;

/** A statement and its parameters: every value that came from outside is one. */
export interface Statement {
  text: string;
  values: Value[];
}

/**
 * Newest first, after the position `after`: `id` and `position`, at most `limit`.
 *
 * What is asked for differs each time, and with it the plan that is right: so the text has the conditions that are
 * there and no others, and it is planned for its own values, which a prepared statement would not be.
 */
export function findingCandidates(filter: CandidateFilter, after: number | null, limit: number): Statement {
  const values: Value[] = [];
  const $ = (value: Value) => `$${values.push(value)}`;
  const conditions = ownConditions(filter, $);
  const applied = applicationConditions(filter, $);
  if (after !== null) conditions.push(`c.position < ${$(after)}::bigint`);
  if (applied.length > 0 && after !== null) applied.push(`candidate_position < ${$(after)}::bigint`);
  // Read in the order of the list, each candidate once: as many as fill the page, wherever in the list they are.
  const inStage =
    applied.length > 0
      ? `join (select distinct candidate_position from applications where ${applied.join(' and ')}) a
           on a.candidate_position = c.position`
      : '';
  const text = `
    select c.id, c.position from candidates c ${inStage}
    where ${conditions.join('\n and ')}
    order by c.position desc limit ${$(limit)}::int`;
  return { text, values };
}

function applicationConditions({ stage, openingId }: CandidateFilter, $: (value: Value) => string): string[] {
  const conditions: string[] = [];
  if (openingId !== undefined) conditions.push(`opening_id = ${$(openingId)}`);
  if (stage !== undefined) conditions.push(`stage = ${$(stage)}`);
  return conditions;
}

function ownConditions(filter: CandidateFilter, $: (value: Value) => string): string[] {
  const { near, slot, acceptsNight, role, source, remoteId, phone, words, updatedAfter, language } = filter;
  const conditions = ['c.erased_at is null'];
  if (near !== undefined) conditions.push(...within(near, $));
  const asked = slot === undefined ? null : multirange([slot]);
  if (asked !== null) conditions.push(`c.slots @> ${$(asked)}::int4multirange`);
  if (acceptsNight !== undefined) conditions.push(`c.accepts_night = ${$(acceptsNight)}`);
  if (role !== undefined) conditions.push(`c.preferences->'roles' ? ${$(role)}`);
  if (source !== undefined && remoteId !== undefined)
    conditions.push(
      `c.id = (select candidate_id from candidate_origins where source = ${$(source)} and remote_id = ${$(remoteId)})`,
    );
  else if (source !== undefined) conditions.push(`c.source = ${$(source)}`);
  if (phone !== undefined) conditions.push(`c.id in (${withNumber(phone, $)})`);
  for (const word of words ?? []) {
    // The texts decide; the pieces are what an index can look up.
    conditions.push(`c.search like lower(${$(containing(word))})`, `c.grams @> grams(lower(${$(word)}))`);
  }
  if (updatedAfter !== undefined) conditions.push(`c.updated_at > ${$(updatedAfter)}::timestamptz`);
  if (language !== undefined) conditions.push(`c.language = ${$(language)}`);
  return conditions;
}

function withNumber(
  { number, channels }: { number: string; channels: readonly string[] },
  $: (value: Value) => string,
): string {
  const given = $(number);
  const at = channels.map((channel) => `d.channel = ${$(channel)} and d.address = ${given}`).join(' or ');
  const writing = `
    union all select v.candidate_id from identities d join conversations v on v.id = d.conversation_id where ${at}`;
  return `select id from candidates where phone = ${given}${at === '' ? '' : writing}`;
}

/** A box by its index, then the distance over the ground (https://en.wikipedia.org/wiki/Haversine_formula). */
function within(near: Near, $: (value: Value) => string): string[] {
  const { south, north, lon } = boxAround(near);
  const [y, x] = [`${$(near.lat)}::float8`, `${$(near.lon)}::float8`];
  const conditions = [`c.lat between ${$(south)}::float8 and ${$(north)}::float8`];
  if (lon !== null) {
    const [west, east] = [`c.lon >= ${$(lon.west)}::float8`, `c.lon <= ${$(lon.east)}::float8`];
    conditions.push(lon.west <= lon.east ? `${west} and ${east}` : `(${west} or ${east})`);
  }
  const half = (from: string, to: string) => `power(sin(radians(${to} - ${from}) / 2), 2)`;
  conditions.push(
    `2 * ${EARTH_KM} * asin(sqrt(least(1, ${half(y, 'c.lat')} +
       cos(radians(${y})) * cos(radians(c.lat)) * ${half(x, 'c.lon')}))) <= ${$(near.radiusKm)}::float8`,
  );
  return conditions;
}
