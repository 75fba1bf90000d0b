/** What was said in one interview and may be used in another of the same person. */
import type { EarlierSaid, Flow } from '../src/flows/model.ts';
import type { Sql, Tx } from './client.ts';
import { touchInterviews } from './touch.ts';
import { type TurnRow, turnsOf } from './turns.ts';

/** More messages than a person writes in the interviews of a year; the newest count. */
const MOST_SAID = 1000;

/** Everything that answered something in the interviews of this conversation, oldest first. */
export async function earlierSaid(sql: Sql, conversationId: string): Promise<EarlierSaid[]> {
  const rows = await sql<(Omit<EarlierSaid, 'flow'> & { flowHash: string })[]>`
    select t.seq as turn, t.interview_id as "interviewId", i.flow_hash as "flowHash", t.kind,
      t.question_id as "questionId", coalesce(t.spans, '[]') as spans,
      coalesce(t.transcript ->> 'corrected', t.transcript ->> 'text', t.text, '') as text,
      (extract(epoch from t.at) * 1000)::float8 as at
    from turns t join interviews i on i.id = t.interview_id
    where t.conversation_id = ${conversationId} and t.speaker = 'candidate'
      and t.kind in ('answer', 'follow_up_answer', 'addendum', 'amendment', 'consent')
      and (t.question_id is not null or t.spans is not null)
    order by t.seq desc limit ${MOST_SAID}`;
  const hashes = [...new Set(rows.map((row) => row.flowHash))];
  const flows = new Map(
    hashes.length === 0
      ? []
      : (
          await sql<{ hash: string; body: Flow }[]>`select hash, body from flows where hash in ${sql(hashes)}`
        ).map(({ hash, body }) => [hash, body]),
  );
  return rows.reverse().flatMap(({ flowHash, ...row }) => {
    const flow = flows.get(flowHash);
    return flow ? [{ ...row, flow }] : [];
  });
}

interface Reuse {
  interviewId: string;
  turn: number;
  answers: { questionId: string; interviewId: string; turn: number }[];
}

/** Only what was said in this conversation: a turn's number means nothing elsewhere. */
export async function keepReused(tx: Tx, conversationId: string, reuse: Reuse): Promise<void> {
  if (reuse.answers.length === 0) return;
  await tx`
    insert into reused_answers (interview_id, question_id, conversation_id, from_interview_id, turn_seq, allowed_by_seq)
    select ${reuse.interviewId}, r.question_id, i.conversation_id, i.id, r.turn_seq, ${reuse.turn}
    from jsonb_to_recordset(${tx.json(
      reuse.answers.map(({ questionId, interviewId, turn }) => ({
        question_id: questionId,
        interview_id: interviewId,
        turn_seq: turn,
      })),
    )}) as r(question_id text, interview_id text, turn_seq bigint)
    join interviews i on i.id = r.interview_id and i.conversation_id = ${conversationId}
    on conflict do nothing`;
  await touchInterviews(tx, [reuse.interviewId]);
}

/** An earlier answer as an interview uses it: the turns of that interview up to the message that allowed it. */
export interface ReusedRow {
  interview_id: string;
  question_id: string;
  from_interview_id: string;
  turn_seq: number;
  turns: TurnRow[];
}

export async function reusedIn(tx: Tx, interviewIds: string[]): Promise<ReusedRow[]> {
  if (interviewIds.length === 0) return [];
  const rows = await tx<(Omit<ReusedRow, 'turns'> & { allowed_by_seq: number })[]>`
    select interview_id, question_id, from_interview_id, turn_seq, allowed_by_seq
    from reused_answers where interview_id in ${tx(interviewIds)}`;
  const turns = await turnsOf(tx, [...new Set(rows.map((row) => row.from_interview_id))]);
  return rows.map(({ allowed_by_seq, ...row }) => ({
    ...row,
    turns: turns.filter((turn) => turn.interview_id === row.from_interview_id && turn.seq < allowed_by_seq),
  }));
}
