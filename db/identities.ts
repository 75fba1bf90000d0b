/** What only a background check and a contract need of a person: sealed, and opened for whom it is sent to. */
import type { Json, Language, Localized, StepKind } from '../src/types.ts';
import type { Tx } from './client.ts';
import { touchCandidates } from './touch.ts';

export async function keepIdentity(tx: Tx, candidateId: string, sealed: Uint8Array): Promise<void> {
  await tx`update candidates set identity = ${sealed}, updated_at = clock_timestamp() where id = ${candidateId}`;
}

/** What was said to the question whether this may be looked into, and in which words it was asked. */
export async function recordStepConsent(
  tx: Tx,
  consent: { conversationId: string; candidateId: string; kind: StepKind; given: boolean; wording: string },
): Promise<void> {
  const { conversationId, candidateId, kind, given, wording } = consent;
  await tx`
    insert into consents (conversation_id, candidate_id, kind, given, wording)
    values (${conversationId}, ${candidateId}, ${kind}, ${given}, ${wording})`;
  await touchCandidates(tx, conversationId);
}

/** Whom a step is about, and for which job. */
export interface StepSubject {
  candidateId: string;
  name: string | null;
  language: Language | null;
  timeZone: string | null;
  identity: Uint8Array | null;
  openingId: string;
  title: Localized;
  site: { name?: string; city?: string; time_zone?: string };
  /** The step's own. */
  data: Record<string, Json>;
}

/** It must exist. */
export async function stepSubject(tx: Tx, stepId: string): Promise<StepSubject> {
  const [row] = await tx<StepSubject[]>`
    select a.candidate_id as "candidateId", c.name, c.language, c.time_zone as "timeZone", c.identity,
      o.id as "openingId", o.title, o.site, s.data
    from steps s join applications a on a.id = s.application_id join candidates c on c.id = a.candidate_id
      join openings o on o.id = a.opening_id
    where s.id = ${stepId}`;
  return row!;
}
