/**
 * What is shown of a person, an application or an interview changes in other tables too: `updated_after` finds it all the same.
 * The times are those of the writing: of two that change the same row, the later one has the later time.
 */
import type { Tx } from './client.ts';

/**
 * Of the people of these conversations the addresses, consents or STOPs are others now. Who goes on to write to a conversation
 * locks it before this, or by this: a turn has the conversation first, and then the person.
 */
export async function touchCandidates(tx: Tx, ...conversationIds: string[]): Promise<void> {
  await tx`update candidates set updated_at = clock_timestamp() where id = any(${peopleOf(tx, conversationIds)})`;
}

/** The same for what we found out by ourselves of how they are reached: how long they are kept does not count from it. */
export async function touchReach(tx: Tx, conversationId: string): Promise<void> {
  await tx`
    update candidates set updated_at = clock_timestamp(), reach_at = clock_timestamp()
    where id = any(${peopleOf(tx, [conversationId])})`;
}

/** Conversations, then people, each in the order of their ids, as turns and imports lock them: nobody waits in a ring. */
const peopleOf = (tx: Tx, conversationIds: string[]) => tx`array(
  select c.id from candidates c join (
    select candidate_id from conversations where id = any(${conversationIds}) order by id for no key update
  ) v on v.candidate_id = c.id order by c.id for no key update of c)`;

/** Other words are shown of these interviews, or none. */
export async function touchInterviews(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`update interviews set updated_at = clock_timestamp() where id in ${tx([...ids])}`;
}

/** What comes next with it, or by when, is something else now. What is told as an event does this by itself. */
export async function touchApplication(tx: Tx, applicationId: string): Promise<void> {
  await tx`update applications set updated_at = clock_timestamp() where id = ${applicationId}`;
}
