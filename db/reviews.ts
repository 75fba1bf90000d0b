/** What waits for a person's eye: one row an interview, kept in step with its assessments and its application's stage. */
import type { Localized, NeedsPerson, Recommendation } from '../src/types.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

/** A new version says whether a person is needed, and how much. The caller holds the conversation's row. */
export async function noteReview(
  tx: Tx,
  made: {
    interviewId: string;
    applicationId: string;
    openingId: string;
    assessmentId: string;
    recommendation: Recommendation;
    needsPerson: NeedsPerson[];
    uncertainty: number;
  },
): Promise<void> {
  if (made.recommendation !== 'review' && made.needsPerson.length === 0) {
    await tx`delete from reviews where interview_id = ${made.interviewId}`;
    return;
  }
  await tx`
    insert into reviews (interview_id, application_id, opening_id, assessment_id, uncertainty, undecided)
    select ${made.interviewId}, id, ${made.openingId}, ${made.assessmentId}, ${made.uncertainty}, is_undecided(stage)
    from applications where id = ${made.applicationId}
    on conflict (interview_id) do update set
      assessment_id = excluded.assessment_id, uncertainty = excluded.uncertainty, undecided = excluded.undecided,
      rated = false`;
}

/** A person has looked. */
export async function noteRating(tx: Tx, interviewId: string): Promise<void> {
  await tx`update reviews set rated = true where interview_id = ${interviewId}`;
}

export interface ReviewRow {
  interview_id: string;
  application_id: string;
  opening_id: string;
  candidate_id: string;
  assessment_id: string;
  version: number;
  made_by: 'model' | 'rules';
  uncertainty: number;
  recommendation: Recommendation;
  needs_person: NeedsPerson[];
  /** Of the rubric's criteria. */
  titles: Record<string, Localized>;
  since: Date;
  rank: number;
}

/** The most uncertain first; of those that are alike, what has waited longer. Read from an index, as many as are shown. */
export async function listReviews(
  tx: Tx,
  filter: { openingId?: string | undefined },
  page: PageRequest,
): Promise<Page<ReviewRow>> {
  const { openingId } = filter;
  const rows = await tx<ReviewRow[]>`
    select r.interview_id, r.application_id, r.opening_id, v.candidate_id, r.assessment_id, s.version, s.made_by,
      r.uncertainty, s.recommendation, s.needs_person, r.since, r.rank, (
        select jsonb_object_agg(one->>'id', one->'title')
        from jsonb_array_elements(f.body->'rubric'->'criteria') one) as titles
    from reviews r join assessments s on s.id = r.assessment_id join conversations v on v.id = s.conversation_id
      join interviews i on i.id = r.interview_id join flows f on f.hash = i.flow_hash
    where r.undecided and not r.rated and r.rank > ${page.after ?? 0}
      ${openingId === undefined ? tx`` : tx`and r.opening_id = ${openingId}`}
    order by r.rank limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.rank);
}
