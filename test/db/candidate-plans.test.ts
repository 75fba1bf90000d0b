/** How the database answers each filter of candidates when there are many: by an index, never by reading them all. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateFilter } from '../../db/candidate-filters.ts';
import { listCandidates } from '../../db/candidates.ts';
import { type Sql, sharedOptions } from '../../db/database.ts';
import { createDatabase } from '../support/services.ts';

const PEOPLE = 30_000;

let sql: Sql;
beforeAll(async () => {
  sql = postgres(await createDatabase(), { ...sharedOptions, max: 1 });
  await sql.unsafe(`
    insert into openings (id, code, title, role, flow, status, headcount)
      select 'opn_' || i, 'CODE' || i, '{}', 'sorter', 'x', 'open', 1 from generate_series(1, 100) i;
    insert into candidates (id, name, phone, language, lat, lon, source, preferences, slots, profile, updated_at)
      select 'cnd_' || i, chr(19968 + i % 3000) || chr(19968 + i * 7 % 3000), '+86138' || lpad((i * 7919 % 100000000)::text, 8, '0'),
        case when i % 50 = 0 then 'en' else 'zh' end, 20 + (i * 31 % 20000) / 1000.0, 100 + (i * 17 % 20000) / 1000.0,
        'source ' || i % 300, jsonb_build_object('roles', jsonb_build_array('role_' || i % 400), 'accepts_night', i % 200 = 0),
        int4multirange(int4range(i % 168 * 60, i % 168 * 60 + 60)), '{"skills": ["叉车"]}',
        now() - i * interval '1 minute'
      from generate_series(1, ${PEOPLE}) i;
    insert into candidate_origins (source, remote_id, candidate_id)
      select 'ats', 'P-' || i, 'cnd_' || i from generate_series(1, ${PEOPLE}) i;
    insert into conversations (id, candidate_id) select 'cnv_' || i, 'cnd_' || i from generate_series(1, ${PEOPLE}) i;
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
      select 'app_' || i, 'cnd_' || i, 'cnv_' || i, 'opn_' || 1 + i % 100,
        case when i % 500 = 0 then 'contract' when i < 5000 then 'hired' else 'applied' end
      from generate_series(1, ${PEOPLE}) i;
    insert into identities (id, conversation_id, channel, account, address)
      select 'idn_' || i, 'cnv_' || i, 'twilio', 'x', '+86138' || lpad((i * 7919 % 100000000)::text, 8, '0')
      from generate_series(1, ${PEOPLE}) i;
    analyze;`);
});
afterAll(() => sql.end());

async function wholeReads(): Promise<unknown> {
  await sql`select pg_stat_force_next_flush()`;
  return sql`
    select relname as name, seq_scan as n from pg_stat_user_tables
    where relname in ('candidates', 'applications', 'conversations', 'identities', 'candidate_origins') order by relname`;
}

const near = { lat: 31.2, lon: 110.5, radiusKm: 20 };
const filters: Record<string, CandidateFilter> = {
  'no filter': {},
  near: { near },
  slot: { slot: 'wed 03:00-04:00' },
  'accepts_night, which few do': { acceptsNight: true },
  'accepts_night, which most do not': { acceptsNight: false },
  role: { role: 'role_7' },
  'a role that nobody wants': { role: 'astronaut' },
  'stage, of a few': { stage: 'contract' },
  'stage, of those who came first': { stage: 'hired' },
  'stage, of nobody': { stage: 'onboarding' },
  opening_id: { openingId: 'opn_7' },
  'opening_id and stage': { openingId: 'opn_1', stage: 'contract' },
  source: { source: 'source 7' },
  'source, of nobody': { source: 'nowhere' },
  'source and remote_id': { source: 'ats', remoteId: 'P-7' },
  phone: { phone: { number: '+8613800007919', channels: ['twilio', 'kannel'] } },
  'q, one character': { words: ['丅'] },
  'q, the end of a number': { words: ['7919'] },
  'q, what everybody has': { words: ['叉车'] },
  'q, what nobody has': { words: ['juggling'] },
  updated_after: { updatedAfter: new Date(Date.now() - 600_000).toISOString() },
  language: { language: 'en' },
  'near and stage': { near, stage: 'hired' },
  'q and stage': { words: ['叉车'], stage: 'contract' },
  everything: {
    ...{
      near,
      slot: 'wed 03:00-04:00',
      acceptsNight: false,
      role: 'role_7',
      stage: 'hired',
      openingId: 'opn_7',
    },
    ...{ source: 'source 7', words: ['1'], language: 'zh', updatedAfter: '2020-01-01T00:00:00Z' },
  },
};

describe(`with ${PEOPLE} candidates`, () => {
  it.each(Object.entries(filters))('%s reads no whole table', async (_name, filter) => {
    const before = await wholeReads();
    const { next } = await listCandidates(sql, filter, { after: null, limit: 25 });
    if (next !== null) await listCandidates(sql, filter, { after: next, limit: 25 });
    expect(await wholeReads()).toEqual(before);
  });
});
