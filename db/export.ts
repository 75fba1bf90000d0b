/** What is kept of one person, part by part, for them to be given. Each reads the rows of one candidate and no others. */
import type { Json } from '../src/types.ts';
import type { Sql } from './client.ts';

type Row = Record<string, Json>;

/** A time as JSON has it. */
const time = (sql: Sql, column: string) => sql`
  to_char(${sql(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export async function exportOptOuts(sql: Sql, candidateId: string): Promise<Row[]> {
  return sql<Row[]>`
    select i.channel, i.address, ${time(sql, 'o.at')} as at, ${time(sql, 'o.ended_at')} as ended_at
    from conversations v join identities i on i.conversation_id = v.id join opt_outs o on o.identity_id = i.id
    where v.candidate_id = ${candidateId} order by o.at, i.id`;
}

/** With every move between stages, every decision, every step and every contract; who did it is left out: it is somebody else. */
export async function exportApplications(sql: Sql, candidateId: string): Promise<Row[]> {
  return sql<Row[]>`
    select a.id, a.opening_id, a.stage, a.source, ${time(sql, 'a.applied_at')} as applied_at, coalesce((
      select jsonb_agg(jsonb_build_object('from_stage', e.data->>'from_stage', 'to_stage', e.data->>'to_stage',
          'reason', case when m.event_id is null then e.data->>'reason' else m.reason end,
          'at', ${time(sql, 'e.at')}) order by e.sequence)
      from events e left join stage_moves m on m.event_id = e.id
      where e.application_id = a.id and e.type = 'stage.changed'), '[]') as stage_moves, coalesce((
      select jsonb_agg(jsonb_build_object('outcome', d.outcome, 'reason', d.reason, 'message', d.message,
          'recommendation', d.recommendation, 'at', ${time(sql, 'd.at')}) order by d.position)
      from decisions d where d.application_id = a.id), '[]') as decisions, coalesce((
      select jsonb_agg(jsonb_build_object('kind', s.kind, 'state', s.state, 'provider', s.provider, 'data', s.data,
          'at', ${time(sql, 's.created_at')}) order by s.position)
      from steps s where s.application_id = a.id), '[]') as steps, coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'state', s.state, 'language', c.language, 'terms', c.terms,
          'document_sha256', c.document_hash, 'signer', c.signer, 'signed_sha256', c.signed_hash, 'remark', c.remark,
          'made_at', ${time(sql, 'c.made_at')}, 'signed_at', ${time(sql, 'c.signed_at')}) order by s.position)
      from steps s join contracts c on c.step_id = s.id where s.application_id = a.id), '[]') as contracts
    from applications a where a.candidate_id = ${candidateId} order by a.position`;
}

/** With what was paid, measured and asked for; who else had a hand in it is left out. */
export async function exportEmployments(sql: Sql, candidateId: string): Promise<Row[]> {
  return sql<Row[]>`
    select e.id, e.application_id, e.state, e.starts_on::text, e.ends_on::text, e.end_reason, e.end_note, e.source, e.remote_id,
      coalesce((
      select jsonb_agg(jsonb_build_object('from', w.from_on, 'amount', w.amount::text, 'currency', w.currency,
          'per', w.per) order by w.from_on)
      from wages w where w.employment_id = e.id), '[]') as wages, coalesce((
      select jsonb_agg(jsonb_build_object('kind', p.kind, 'state', p.state, 'data', p.data, 'reason', p.reason,
          'at', ${time(sql, 'p.created_at')}, 'decided_at', ${time(sql, 'p.decided_at')}) order by p.position)
      from approvals p where p.employment_id = e.id), '[]') as approvals, coalesce((
      select jsonb_agg(jsonb_build_object('period_start', r.period_start, 'period_end', r.period_end,
          'metrics', r.metrics, 'rating', r.rating, 'source', r.source, 'remote_id', r.remote_id) order by r.position)
      from performance_records r where r.employment_id = e.id), '[]') as performance_records, coalesce((
      select jsonb_agg(jsonb_build_object('period_start', s.period_start, 'period_end', s.period_end,
          'paid_on', s.paid_on, 'currency', s.currency, 'gross', s.gross::text, 'net', s.net::text, 'lines', s.lines,
          'source', s.source, 'remote_id', s.remote_id) order by s.position)
      from pay_statements s where s.employment_id = e.id), '[]') as pay_statements
    from employments e join applications a on a.id = e.application_id
    where a.candidate_id = ${candidateId} order by e.position`;
}

export async function exportInterviewIds(sql: Sql, candidateId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select i.id from conversations v join interviews i on i.conversation_id = v.id
    where v.candidate_id = ${candidateId} order by i.position`;
  return rows.map(({ id }) => id);
}

/** So much is in memory at once, however long the talk. */
const PAGE = 500;

/** All that was said in the chat, by whom; what was not part of an interview too. */
export function exportTurns(sql: Sql, candidateId: string): AsyncGenerator<Row> {
  return paged(
    (after) => sql<(Row & { seq: number })[]>`
      select t.seq, t.interview_id, t.speaker as "from", t.channel, t.kind, t.text, t.transcript, t.media_id,
        t.question_id, t.amends_seq, t.spans, ${time(sql, 't.at')} as at
      from conversations v join turns t on t.conversation_id = v.id
      where v.candidate_id = ${candidateId} and t.seq > ${after} order by t.seq limit ${PAGE}`,
  );
}

/** Messages as they came; what has been erased of them is not there. */
export function exportInbox(sql: Sql, candidateId: string): AsyncGenerator<Row> {
  return paged(
    (after) => sql<(Row & { seq: number })[]>`
      select i.seq, i.channel, i.content, i.name, i.language_hint, i.transcript, i.turn_seq,
        ${time(sql, 'i.sent_at')} as sent_at, ${time(sql, 'i.received_at')} as received_at
      from conversations v join inbox i on i.conversation_id = v.id
      where v.candidate_id = ${candidateId} and i.identity_id is not null and i.content is not null
        and i.seq > ${after} order by i.seq limit ${PAGE}`,
  );
}

async function* paged(read: (after: number) => Promise<(Row & { seq: number })[]>): AsyncGenerator<Row> {
  let after = 0;
  for (;;) {
    const rows = await read(after);
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.seq;
  }
}

/** Their words stand among the turns. Whom they were taken for is somebody else. */
export async function exportTickets(sql: Sql, candidateId: string): Promise<Row[]> {
  return sql<Row[]>`
    select t.id, t.interview_id, t.application_id, t.kind, t.state, t.question_id,
      (select coalesce(jsonb_agg(r.reason order by r.n), '[]')
        from unnest(t.reasons) with ordinality r(reason, n) where left(r.reason, 4) <> 'cnd_') as reasons,
      t.turn_seq, t.answer_seq, ${time(sql, 't.at')} as at, ${time(sql, 't.settled_at')} as settled_at
    from conversations v join tickets t on t.conversation_id = v.id
    where v.candidate_id = ${candidateId} order by t.position`;
}

export async function exportInvitations(sql: Sql, candidateId: string): Promise<Row[]> {
  return sql<Row[]>`
    select n.id, n.code, n.application_id, n.interview_id, n.channel, n.state, n.reason,
      ${time(sql, 'n.created_at')} as created_at, ${time(sql, 'n.expires_at')} as expires_at,
      ${time(sql, 'n.revoked_at')} as revoked_at, ${time(sql, 'n.claimed_at')} as claimed_at
    from applications a join invitations n on n.application_id = a.id
    where a.candidate_id = ${candidateId} order by n.position`;
}

/** Who rated is left out: it is somebody else. */
export async function exportAssessments(sql: Sql, candidateId: string): Promise<Row[]> {
  return sql<Row[]>`
    select s.id, s.interview_id, s.version, s.made_by as by, s.model, s.prompt_version, s.rubric, s.criteria,
      s.recommendation, ${time(sql, 's.created_at')} as created_at
    from conversations v join assessments s on s.conversation_id = v.id
    where v.candidate_id = ${candidateId} order by s.interview_id, s.version`;
}

export async function exportMedia(sql: Sql, candidateId: string): Promise<Row[]> {
  return sql<Row[]>`
    select m.id, m.type, m.bytes, m.seconds, ${time(sql, 'm.created_at')} as created_at
    from conversations v join media m on m.conversation_id = v.id
    where v.candidate_id = ${candidateId} and m.erase_at is null order by m.created_at, m.id`;
}

/** Recordings and papers in the store, as they were given. */
export async function exportFiles(
  sql: Sql,
  candidateId: string,
): Promise<{ name: string; type: string; at: string | null }[]> {
  return sql<{ name: string; type: string; at: string | null }[]>`
    select m.id as name, m.type, ${time(sql, 'm.created_at')} as at
    from conversations v join media m on m.conversation_id = v.id
    where v.candidate_id = ${candidateId} and m.erase_at is null
    union all
    select p.id, 'application/pdf', ${time(sql, 'c.made_at')}
    from applications a join steps s on s.application_id = a.id join contracts c on c.step_id = s.id,
      lateral (values (c.document_id), (c.signed_id)) p(id)
    where a.candidate_id = ${candidateId} and p.id is not null order by 3, 1`;
}
