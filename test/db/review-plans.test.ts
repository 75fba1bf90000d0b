/** How the database finds what needs a person when there is much of it: from an index, as many rows as are shown. */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sql, sharedOptions } from '../../db/database.ts';
import { listReviews } from '../../db/reviews.ts';
import { createDatabase } from '../support/services.ts';

/** By night as many as are promised. */
const INTERVIEWS = process.env.TINGDA_NIGHTLY ? 100_000 : 10_000;

let sql: Sql;
beforeAll(async () => {
  sql = postgres(await createDatabase(), { ...sharedOptions, max: 1 });
  await sql.unsafe(`
    insert into flows (hash, id, version, body) values ('h', 'f', 1, '{"rubric": {"criteria": [
      {"id": "care", "title": {"zh": "细致", "en": "Care"}}]}}');
    insert into openings (id, code, title, role, flow, status, headcount)
      select 'opn_' || i, 'CODE' || i, '{}', 'sorter', 'x', 'open', 1 from generate_series(1, 100) i;
    insert into candidates (id) select 'cnd_' || i from generate_series(1, ${INTERVIEWS}) i;
    insert into conversations (id, candidate_id) select 'cnv_' || i, 'cnd_' || i from generate_series(1, ${INTERVIEWS}) i;
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
      select 'app_' || i, 'cnd_' || i, 'cnv_' || i, 'opn_' || 1 + i % 100,
        case when i % 4 = 0 then 'hired' else 'reviewing' end
      from generate_series(1, ${INTERVIEWS}) i;
    insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language)
      select 'int_' || i, 'cnv_' || i, 'app_' || i, 'h', 'completed', 'web', 'zh' from generate_series(1, ${INTERVIEWS}) i;
    insert into assessments (id, interview_id, conversation_id, version, made_by, rubric, criteria, recommendation, reasons,
        needs_person, uncertainty, up_to_seq)
      select 'asm_' || i, 'int_' || i, 'cnv_' || i, 1, 'model', '{}', '[]', 'review', '[]',
        '[{"reason": "thin_evidence", "criterion": "care"}]', i * 7919 % 1000 / 1000.0, 1
      from generate_series(1, ${INTERVIEWS}) i;
    insert into reviews (interview_id, application_id, opening_id, assessment_id, uncertainty, rated, undecided)
      select 'int_' || i, 'app_' || i, 'opn_' || 1 + i % 100, 'asm_' || i, i * 7919 % 1000 / 1000.0, i % 10 = 0, i % 4 <> 0
      from generate_series(1, ${INTERVIEWS}) i;
    analyze;`);
});
afterAll(() => sql.end());

async function wholeReads(): Promise<unknown> {
  await sql`select pg_stat_force_next_flush()`;
  return sql`
    select relname as name, seq_scan as n from pg_stat_user_tables
    where relname in ('reviews', 'assessments', 'conversations', 'interviews') order by relname`;
}

it.each([
  ['all', {}],
  ['those of an opening', { openingId: 'opn_7' }],
  ['those of an opening that has none', { openingId: 'opn_none' }],
])('%s are read without reading a whole table, at the beginning and far behind it', async (_what, filter) => {
  const before = await wholeReads();
  const last = (rows: { rank: number }[]) => rows.at(-1)?.rank ?? 0;
  const { rows, next } = await listReviews(sql, filter, { after: null, limit: 25 });
  if (next !== null) await listReviews(sql, filter, { after: next, limit: 25 });
  // Half of all, in the order of their uncertainty.
  await listReviews(sql, filter, { after: 500 * 100_000_000_000, limit: 25 });
  expect(await wholeReads()).toEqual(before);
  expect(rows.map(({ uncertainty }) => uncertainty)).toEqual(
    rows.map(({ uncertainty }) => uncertainty).toSorted((a, b) => b - a),
  );
  expect(next === null ? 0 : next).toBe(rows.length === 25 ? last(rows) : 0);
});
