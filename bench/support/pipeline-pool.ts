/** What becomes of the candidates of a pool in years: interviews, steps, work, and whatever happens on the way. */
import { keepFlows } from '../../db/flows.ts';
import { loadLibrary } from '../../src/flows/load.ts';
import { keepContractTemplate } from '../../src/pipeline/contract/built-in.ts';
import type { Corner } from './bed.ts';
import { query } from './system.ts';

/** The `n`-th of a few words, by a number that is as good as chance and the same on every run. */
const oneOf = (words: readonly string[], salt: number) =>
  `(array[${words.map((word) => `'${word}'`).join(', ')}])[1 + (hashint8extended(n, ${salt}) & 1048575) % ${words.length}]`;
const chanceBelow = (share: number, salt: number) =>
  `(hashint8extended(n, ${salt}) & 1048575) < ${Math.round(share * 1048576)}`;
/** As ids of the API look: 25 characters that nobody guesses in the order of the list. */
const idOf = (prefix: string) => `'${prefix}_' || substr(md5('${prefix}' || n), 1, 25)`;

const STATEMENTS = [
  `create temporary table numbered as
     select a.*, a.position as n, extract(epoch from age)::int as age_s from applications a
     join lateral (select interval '700 days' * (1 - a.position::float8 / (select max(position) from applications)) as age) g on true`,
  `insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language, asked, total,
                           started_at, completed_at, updated_at)
     select ${idOf('int')}, conversation_id, id, (select hash from flows where id = 'warehouse-sorter' limit 1),
       case when stage = 'applied' then 'invited'
            when stage in ('screening', 'interviewing') then ${oneOf(['in_progress', 'paused', 'invited', 'handed_off'], 1)}
            when stage in ('expired', 'withdrawn') then ${oneOf(['expired', 'withdrawn', 'invited'], 2)}
            else 'completed' end,
       'telegram', 'zh', 5, 9, now() - age_s * interval '1 s', now() - age_s * interval '1 s',
       now() - age_s * interval '1 s'
     from numbered order by n`,
  `insert into invitations (id, code, conversation_id, application_id, interview_id, channel, state, expires_at)
     select ${idOf('inv')}, upper(translate(substr(md5('code' || n), 1, 12), '01', 'xy')), conversation_id, id, ${idOf('int')},
       'telegram', 'queued', now() - age_s * interval '1 s' + interval '14 days'
     from numbered order by n`,
  `insert into assessments (id, interview_id, conversation_id, version, made_by, rubric, criteria, recommendation,
                            reasons, needs_person, uncertainty, up_to_seq)
     select ${idOf('asm')}, ${idOf('int')}, conversation_id, 1, 'model', '{"id": "warehouse-sorter", "version": 1, "hash": "x"}', '[]',
       'review', '[]', '[{"reason": "thin_evidence"}]', (n * 7919 % 1000) / 1000.0, 1
     from numbered where stage in ('reviewing', 'hired', 'declined') order by n`,
  `insert into reviews (interview_id, application_id, opening_id, assessment_id, uncertainty, rated, undecided)
     select ${idOf('int')}, id, opening_id, ${idOf('asm')}, (n * 7919 % 1000) / 1000.0, ${chanceBelow(0.3, 3)}, stage = 'reviewing'
     from numbered where stage in ('reviewing', 'hired', 'declined') order by n`,
  ...[
    [
      'bgc',
      'background_check',
      ['clear', 'clear', 'clear', 'clear', 'canceled', 'adverse'],
      ['collecting', 'pending'],
    ],
    ['ctr', 'contract', ['signed', 'signed', 'signed', 'voided', 'declined', 'expired'], ['draft', 'sent']],
    ['onb', 'onboarding', ['completed', 'completed', 'completed', 'canceled'], ['scheduled', 'no_show']],
  ].map(
    ([prefix, kind, ends, open], i) =>
      `insert into steps (id, application_id, kind, provider, state, trouble, ended_at)
         select ${idOf(prefix as string)}, id, '${kind}', 'built_in',
           case when stage = 'background_check' then ${oneOf(open as string[], 10 + i)}
                else ${oneOf(ends as string[], 20 + i)} end,
           case when ${chanceBelow(0.0005, 30 + i)} then 'timeout' end,
           case when stage = 'background_check' then null else now() end
         from numbered where stage in ('hired', 'background_check') or (stage = 'declined' and ${chanceBelow(0.3, 40)}) order by n`,
  ),
  `insert into contracts (step_id, template_id, template_version, language, zone, job_title, made_at, expires_in_days, terms)
     select s.id, t.id, t.version, 'zh', 'Asia/Shanghai', '{"zh": "岗位", "en": "Job"}', now(), 7, '{}'
     from steps s, (select id, version from contract_templates limit 1) t where s.kind = 'contract'`,
  `insert into employments (id, application_id, state, starts_on, ends_on, end_reason, source, remote_id)
     select ${idOf('emp')}, id, case when ${chanceBelow(0.6, 50)} then 'ended' else 'active' end, '2025-01-01',
       case when ${chanceBelow(0.6, 50)} then date '2026-01-01' end,
       case when ${chanceBelow(0.6, 50)} then ${oneOf(['resigned', 'resigned', 'contract_over', 'other', 'dismissed'], 51)} end,
       case when ${chanceBelow(0.5, 52)} then ${oneOf(['hr_cloud', 'hr_cloud', 'payroll'], 53)} end, case when ${chanceBelow(0.5, 52)} then n::text end
     from numbered where stage = 'hired' order by n`,
  `create temporary table working as
     select e.id as employment, e.position * 10 + k as n, k, e.source from employments e, generate_series(1, 6) k`,
  `insert into performance_records (id, employment_id, period_start, period_end, metrics, source, remote_id)
     select ${idOf('prf')}, employment, '2026-01-01', '2026-01-31', '{"parcels": 900}',
       case when ${chanceBelow(0.9, 60)} then 'hr_cloud' when ${chanceBelow(0.5, 61)} then 'spreadsheet' end,
       case when ${chanceBelow(0.9, 60)} or ${chanceBelow(0.5, 61)} then n::text end
     from working order by n`,
  `insert into pay_statements (id, employment_id, period_start, period_end, paid_on, currency, gross, net, lines, source, remote_id)
     select ${idOf('pay')}, employment, '2026-01-01', '2026-01-31', '2026-02-05', 'CNY', 4000, 3500, '[]',
       case when ${chanceBelow(0.9, 70)} then 'payroll' when ${chanceBelow(0.5, 71)} then 'spreadsheet' end,
       case when ${chanceBelow(0.9, 70)} or ${chanceBelow(0.5, 71)} then n::text end
     from working order by n`,
  `insert into approvals (id, kind, employment_id, state, asked_by, data, decided_at)
     select ${idOf('apv')}, case when k = 1 and ${chanceBelow(0.2, 80)} then 'resignation' else 'wage_change' end, employment,
       case when k = 3 and ${chanceBelow(0.01, 81)} then 'pending' else ${oneOf(['approved', 'approved', 'rejected', 'canceled'], 82)} end,
       'candidate', '{}', now()
     from working where k <= 3 order by n`,
  `insert into tickets (id, conversation_id, interview_id, application_id, kind, state)
     select ${idOf('tkt')}, conversation_id, ${idOf('int')}, id,
       ${oneOf(['question', 'question', 'question', 'screening', 'addendum', 'correction'], 90)},
       case when ${chanceBelow(0.01, 91)} then 'open' else ${oneOf(['answered', 'answered', 'closed'], 92)} end
     from numbered where ${chanceBelow(0.6, 93)} order by n`,
  `update tickets set kind = 'person' where position % 1000 = 7`,
  `insert into events (id, type, conversation_id, application_id, sequence, data)
     select 'evt_' || substr(md5('evt' || n || t.ord), 1, 25), t.type, conversation_id, id, t.ord, '{}'
     from numbered, unnest(array['application.created', 'interview.started', 'interview.completed', 'stage.changed'])
       with ordinality as t(type, ord)
     order by t.ord, n`,
  `insert into webhook_endpoints (id, url, events, secret, after_tx, after_position, created_by)
     select ${idOf('whk')}, 'https://example.com/' || n, '{*}', '\\x00', pg_current_xact_id(), 0, 'bench'
     from generate_series(1, 60) n`,
  `insert into webhook_deliveries (id, endpoint_id, event_id, state, attempts)
     select 'dlv_' || substr(md5('dlv' || w.id || e.position), 1, 25), w.id, e.id,
       case when e.position % 5000 = 1 then 'failed' when e.position % 50000 = 2 then 'pending' else 'delivered' end, 1
     from (select id from webhook_endpoints order by position limit 2) w, events e where e.position % 8 < 2 order by e.position`,
  `insert into shifts (id, opening_id, starts_at, ends_at, capacity)
     select ${idOf('shf')}, o.id, now() + k * interval '1 day', now() + k * interval '1 day' + interval '8 hours', 5
     from openings o, generate_series(1, 100) k, lateral (select o.position * 1000 + k as n) m order by n`,
  `insert into api_keys (id, root, name, hash, scopes)
     select ${idOf('key')}, ${idOf('key')}, 'bench', sha256(n::text::bytea), '{admin}'
     from generate_series(1, 300) n`,
];

/** Of the pool that {@link fillPool} made. */
export async function fillPipeline(corner: Corner, progress: (what: string) => void): Promise<void> {
  await query(corner, async (sql) => {
    await keepFlows(sql as never, [...loadLibrary().values()]);
    await keepContractTemplate(sql as never);
    for (const statement of STATEMENTS) await sql.unsafe(statement);
    await sql`drop table numbered, working`;
    await sql`vacuum analyze`;
    await sql`checkpoint`;
    const [row] = await sql<{ n: string }[]>`
      select sum(n_live_tup)::bigint as n from pg_stat_user_tables`;
    progress(`${Number(row?.n).toLocaleString('en')} rows in all`);
  });
}
