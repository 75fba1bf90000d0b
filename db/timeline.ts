/** All that happened with one application, in order: its messages, events, moves, decisions and tickets. */
import type { Json } from '../src/types.ts';
import type { Tx } from './client.ts';

export interface TimelineRow {
  /** An event's id, a ticket's, or `trn_` and the number of a message. */
  id: string;
  at: Date;
  /** Null for what is no event. */
  type: string | null;
  sequence: number | null;
  data: Record<string, Json> | null;
  /** Of a move between stages that a person made, and of every move of a step. */
  reason: string | null;
  moved_by: string | null;
  interview: { id: string; status: string; channel: string; language: string } | null;
  ticket: { id: string; kind: string; state: string } | null;
  decision: { id: string; outcome: string; reason: string | null; by: string } | null;
  message: {
    seq: number;
    interview_id: string;
    from: string;
    channel: string;
    kind: string;
    text: string | null;
  } | null;
}

/**
 * First to last, after the entry with the id `after`, at most `limit`. Events come in their own order, messages and tickets
 * among them by their time: an event counts as no earlier than the one before it.
 * @returns null when there is no entry `after`
 */
export async function listTimeline(
  tx: Tx,
  applicationId: string,
  after: string | null,
  limit: number,
): Promise<TimelineRow[] | null> {
  const rows = await tx<(TimelineRow & { place: number })[]>`
    with entries as (
      select e.id, max(e.at) over (order by e.sequence) as at, e.type, e.sequence, e.data,
        coalesce(m.reason, s.reason) as reason, coalesce(m.moved_by, s.moved_by, e.data->>'by') as moved_by,
        case when i.id is not null then jsonb_build_object('id', i.id, 'status', i.status, 'channel', i.channel,
          'language', i.language) end as interview, null::jsonb as ticket,
        case when d.id is not null then jsonb_build_object('id', d.id, 'outcome', d.outcome, 'reason', d.reason,
          'by', d.decided_by) end as decision, null::jsonb as message
      from events e
      left join stage_moves m on m.event_id = e.id
      left join step_moves s on s.event_id = e.id
      left join interviews i on i.id = e.data->>'interview_id'
      left join decisions d on d.id = e.data->>'decision_id'
      -- A ticket stands there itself, as it is now.
      where e.application_id = ${applicationId} and e.type <> 'ticket.created'
      union all
      select t.id, t.at, null, null, null, null, null, null,
        jsonb_build_object('id', t.id, 'kind', t.kind, 'state', t.state), null, null
      from applications a join tickets t on t.conversation_id = a.conversation_id
      where a.id = ${applicationId} and (t.application_id = a.id
        or t.interview_id in (select id from interviews where application_id = a.id))
      union all
      select 'trn_' || t.seq, t.at, null, null, null, null, null, null, null, null,
        jsonb_build_object('seq', t.seq, 'interview_id', t.interview_id, 'from', t.speaker, 'channel', t.channel,
          'kind', t.kind, 'text', coalesce(t.transcript->>'corrected', t.transcript->>'text', t.text))
      from interviews i join turns t on t.interview_id = i.id where i.application_id = ${applicationId}
    ), placed as (
      select *, row_number() over (order by at, sequence nulls last, (message->>'seq')::bigint nulls last, id) as place from entries
    )
    select * from placed
    where place >= coalesce((select place from placed where id = ${after}), case when ${after}::text is null then 1 end)
    order by place limit ${limit + 1}`;
  if (after === null) return rows.slice(0, limit);
  return rows[0]?.id === after ? rows.slice(1) : null;
}
