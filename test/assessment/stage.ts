/** Interviews in a real database, with their turns, ready to be assessed. */

import { wantAssessment } from '../../db/assessment-jobs.ts';
import { type AssessmentRow, listAssessments } from '../../db/assessments.ts';
import type { Sql } from '../../db/client.ts';
import { keepFlows } from '../../db/flows.ts';
import type { TurnRow } from '../../db/turns.ts';
import { type AssessmentDeps, createAssessmentJob } from '../../src/assessment/job.ts';
import { loadLibrary } from '../../src/flows/load.ts';
import { newId } from '../../src/ids.ts';
import { noTrace } from '../../src/trace/trace.ts';
import { openingOf, type Person, person } from '../db/support.ts';
import { turnsOf } from './people.ts';

const pinned = loadLibrary().get('warehouse-sorter')!;

export interface Interview {
  id: string;
  application: string;
  opening: string;
  who: Person;
}

let openings = 0;

/** A complete interview in which this was said. */
export async function interviewOf(
  sql: Sql,
  said: Parameters<typeof turnsOf>[0],
  over: { opening?: string; who?: Person; language?: 'zh' | 'en' } = {},
): Promise<Interview> {
  await keepFlows(sql, [pinned]);
  const who = over.who ?? (await person(sql));
  const opening = over.opening ?? (await openingOf(sql, `ASSESS${++openings}`));
  const id = newId('int');
  const application = newId('app');
  await sql`
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
    values (${application}, ${who.candidateId}, ${who.conversationId}, ${opening}, 'reviewing')`;
  await sql`
    insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language, completed_at)
    values (${id}, ${who.conversationId}, ${application}, ${pinned.hash}, 'completed', 'web', ${over.language ?? 'zh'}, now())`;
  const made = { id, application, opening, who };
  await say(sql, made, said);
  await sql.begin((tx) => wantAssessment(tx, id, null));
  return made;
}

/** Said in the interview, behind all that was said before. */
export async function say(
  sql: Sql,
  { id, who }: Interview,
  said: Parameters<typeof turnsOf>[0],
): Promise<number[]> {
  const [row] = await sql<{ last: number }[]>`
    select coalesce(max(seq), 0) as last from turns where conversation_id = ${who.conversationId}`;
  const turns = turnsOf(said, Number(row!.last) + 1);
  for (const { at: _, spans, transcript, ...turn } of turns)
    await sql`
      insert into turns ${sql({
        ...turn,
        conversation_id: who.conversationId,
        interview_id: id,
        spans: spans && (sql.json(spans as never) as never),
        transcript: transcript && (sql.json(transcript as never) as never),
      } as never)}`;
  return turns.map(({ seq }) => seq);
}

/** Added after the end: the turn and what it wants, in one transaction, due at once. */
export async function add(
  sql: Sql,
  interview: Interview,
  text: string,
  over: Partial<Omit<TurnRow, 'text'>> = {},
) {
  const seq = await sql.begin(async (tx) => {
    const [turn] = await say(tx as never, interview, [{ ...over, text, kind: 'addendum' }]);
    await wantAssessment(tx, interview.id, turn!);
    return turn!;
  });
  await makeDue(sql, interview);
  return seq;
}

export async function makeDue(sql: Sql, { id }: Interview): Promise<void> {
  await sql`update assessment_jobs set due_at = clock_timestamp() where interview_id = ${id}`;
}

/** Runs what is due of an interview, with what a test changes. */
export async function run(sql: Sql, { id }: Interview, over: Partial<AssessmentDeps> = {}): Promise<void> {
  const silent = { info() {}, warn() {} };
  const deps: AssessmentDeps = {
    sql,
    agent: null,
    log: silent,
    crash() {},
    trace: noTrace,
    signal: new AbortController().signal,
    pauses: [],
    ...over,
  };
  await createAssessmentJob(deps)(id);
}

/** First to last. */
export async function versionsOf(sql: Sql, { id }: Interview): Promise<AssessmentRow[]> {
  return (await listAssessments(sql, id, { after: null, limit: 100 })).rows.toReversed();
}

export const scoresOf = (row: AssessmentRow | undefined) => row?.criteria.map(({ score }) => score);
