/**
 * What a candidate says to a finding: all that they write while they may answer, whatever it is about and whichever interview
 * it came into. Nobody decides before a person has said that they read it.
 */
import type { Tx } from '../../db/client.ts';
import { candidateWaits } from '../../db/desk.ts';
import { amendStep, type StepRow } from '../../db/steps.ts';
import { closeAbout, hasOpenTicket } from '../../db/tickets.ts';
import { lastTurnOf, listReplies, unreadReplies } from '../../db/turns.ts';
import { TingdaError } from '../errors.ts';
import { invalidFields } from './problem.ts';

const DISPUTE = 'dispute';

/** From which turn on what the candidate writes may be an answer; of a hold without that, from the first. */
export const toldAfter = ({ data }: Pick<StepRow, 'data'>): number => numberIn(data.told_after_seq);

/** Up to which turn a person has read. */
export const heardUpTo = ({ data }: Pick<StepRow, 'data'>): number => numberIn(data.heard_seq);

const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** To be kept when the candidate is told: the conversation must be locked. */
export const toldNow = async (tx: Tx, { conversation_id }: StepRow) => ({
  told_after_seq: await lastTurnOf(tx, conversation_id),
  heard_seq: null,
});

/** What they have written since, first to last. */
export const repliesTo = (tx: Tx, step: StepRow, page: Parameters<typeof listReplies>[3]) =>
  listReplies(tx, step.conversation_id, toldAfter(step), page);

/** A person has read what they wrote, up to this turn. @throws TingdaError `validation_failed` for what is yet to be written */
export async function acknowledge(tx: Tx, step: StepRow, throughSeq: number, by: string): Promise<void> {
  const { id, application_id: applicationId, conversation_id: conversationId } = step;
  const last = await lastTurnOf(tx, conversationId);
  if (throughSeq > last) {
    const message = `is yet to be written: the last turn is ${last}`;
    throw invalidFields([{ path: 'through_seq', message }]);
  }
  const data = { heard_seq: Math.max(heardUpTo(step), throughSeq), heard_by: by };
  await amendStep(tx, id, { data });
  await closeAbout(tx, { conversationId, applicationId, reason: DISPUTE, throughSeq, by });
}

/** @throws TingdaError `conflict` while the candidate may still answer, or has and nobody has read it */
export async function requireHeard(tx: Tx, step: StepRow, now: number): Promise<void> {
  const { id, application_id: applicationId, conversation_id: conversationId, due_at: until } = step;
  if (until!.getTime() >= now) {
    throw new TingdaError(
      'conflict',
      `The candidate may answer until ${until!.toISOString()}; nothing was decided.`,
    );
  }
  if (await hasOpenTicket(tx, { applicationId, kind: 'untold', reasons: ['background_check.on_hold'] })) {
    throw new TingdaError(
      'conflict',
      'The candidate could not be told what was found; nothing was decided. Tell them in another way, then close the ticket.',
    );
  }
  if (await candidateWaits(tx, conversationId)) {
    throw new TingdaError(
      'conflict',
      'The candidate is writing right now, and it is not taken up yet; nothing was decided. Try again in a moment.',
    );
  }
  const unread = await unreadReplies(tx, conversationId, Math.max(toldAfter(step), heardUpTo(step)));
  if (unread.count > 0) {
    const lost =
      unread.lost === 0
        ? ''
        : ` What is \`unread\` there (${unread.lost}) could not be taken up by this software: ask them in the chat what they wrote, and wait for it.`;
    throw new TingdaError(
      'conflict',
      `The candidate has written since they were told (${unread.count}, the last is turn ${unread.last}) and nobody has said that they read it; nothing was decided. Read /v1/background_checks/${id}/replies, answer what asks for an answer, then acknowledge it.${lost}`,
      { items: [{ path: 'through_seq', message: `${unread.last} is not acknowledged` }] },
    );
  }
  if (await hasOpenTicket(tx, { applicationId, kind: 'step', reasons: [DISPUTE] })) {
    throw new TingdaError(
      'conflict',
      'The candidate has answered and nobody has settled it; nothing was decided. Read the ticket, answer or close it first.',
    );
  }
}
