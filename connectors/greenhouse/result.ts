/** What Greenhouse is told of an interview. No score is made up: where there is none, it says that a person has to look. */
import type { Assessment, Interview, Invitation } from './tingda.ts';

export interface TestStatus {
  /** `complete` is the one word that Greenhouse knows; until then it says what it is at. */
  partner_status: string;
  partner_profile_url?: string;
  /** 0 to 100. */
  partner_score?: number;
  /** Flat, as Greenhouse shows it. */
  metadata: Record<string, string | number>;
}

export function testStatus(
  interview: Interview,
  assessment: Assessment | null,
  invitation: Invitation,
  profileUrl: string,
): TestStatus {
  const metadata: TestStatus['metadata'] = { Interview: interview.status };
  if (interview.started_at === null) {
    Object.assign(metadata, {
      Invitation: invitation.state === 'not_sent' ? `not sent (${invitation.reason})` : invitation.state,
      ...(invitation.link !== null && { 'Link for the candidate': invitation.link }),
    });
  } else metadata['Started at'] = interview.started_at;
  if (interview.completed_at === null) return { partner_status: interview.status, metadata };
  metadata['Completed at'] = interview.completed_at;
  const score = assessment && scoreOf(assessment);
  for (const { title, score: of } of assessment?.criteria ?? [])
    if (of !== null) metadata[title.en] = `${of} of 5`;
  metadata.Review = score === null ? 'pending: a person has to look at it' : `scored by a ${assessment?.by}`;
  return {
    partner_status: 'complete',
    partner_profile_url: profileUrl.replace('{application_id}', interview.application_id),
    ...(score !== null && { partner_score: score }),
    metadata,
  };
}

/** The criteria by their weights, as a share of a hundred; null while one of them has no score. */
function scoreOf({ criteria }: Assessment): number | null {
  let [sum, weights] = [0, 0];
  for (const { score, weight } of criteria) {
    if (score === null) return null;
    sum += score * weight;
    weights += weight;
  }
  return weights === 0 ? null : Math.round((sum / weights / 5) * 100);
}
