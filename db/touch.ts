/**
 * What is shown of a person or an application changes in other tables too: `updated_after` finds it all the same. The times are
 * those of the writing: of two that change the same row, the later one has the later time.
 */
import type { Tx } from './client.ts';

/** Of the people of these conversations the addresses, consents or STOPs are others now. */
export async function touchCandidates(tx: Tx, ...conversationIds: string[]): Promise<void> {
  // In the order of their ids, as imports lock them: nobody waits in a ring.
  await tx`
    update candidates set updated_at = clock_timestamp() where id = any(array(
      select c.id from candidates c join conversations v on v.candidate_id = c.id
      where v.id = any(${conversationIds}) order by c.id for no key update of c))`;
}

/** What comes next with it, or by when, is something else now. What is told as an event does this by itself. */
export async function touchApplication(tx: Tx, applicationId: string): Promise<void> {
  await tx`update applications set updated_at = clock_timestamp() where id = ${applicationId}`;
}
