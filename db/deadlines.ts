/** The clocks of an application. A due one becomes a message in the inbox of its conversation, as timers do. */
import type { StepKind } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';
import { storeSystem } from './inbox.ts';
import { touchApplication } from './touch.ts';

export type DeadlineKind =
  /** HR is warned: the candidate was promised to hear soon. */
  | 'decision_warning'
  /** The candidate was promised to hear by now. */
  | 'decision'
  /** Who is through was promised to hear of the next step by now. */
  | 'next_step'
  /** The opening that somebody applied for takes people now. */
  | 'screening'
  /** Clocks of a step: `background_check.remind`. */
  | `${StepKind | 'employment'}.${string}`;

/** Sets a clock, or sets it anew. */
export async function setDeadline(
  tx: Tx,
  applicationId: string,
  kind: DeadlineKind,
  dueAt: Date,
): Promise<void> {
  await tx`
    insert into deadlines (application_id, kind, due_at) values (${applicationId}, ${kind}, ${dueAt})
    on conflict (application_id, kind) do update set due_at = excluded.due_at`;
  if (kind === 'decision') await touchApplication(tx, applicationId);
}

/** Stops a clock, if it runs. */
export async function clearDeadline(tx: Tx, applicationId: string, kind: DeadlineKind): Promise<void> {
  await tx`delete from deadlines where application_id = ${applicationId} and kind = ${kind}`;
  if (kind === 'decision') await touchApplication(tx, applicationId);
}

/**
 * Moves due deadlines into their inboxes, at most `limit`; whoever takes one up looks whether it still matters.
 * @param hash the keyed hash of a system message's name
 * @returns the conversations concerned
 */
export async function fireDeadlines(
  sql: Sql,
  now: number,
  limit: number,
  hash: (name: string) => string,
): Promise<string[]> {
  return sql.begin(async (tx) => {
    // The conversation first, as everywhere; one that somebody holds is left for the next look, so nobody waits in a ring.
    const due = await tx<
      { application_id: string; kind: DeadlineKind; due_at: Date; conversation_id: string }[]
    >`
      with due as (
        select d.application_id, d.kind, a.conversation_id from deadlines d join applications a on a.id = d.application_id
        where d.due_at <= ${new Date(now)} order by d.due_at limit ${limit}
      ), free as (
        select id from conversations where id = any(array(select conversation_id from due))
        for no key update skip locked
      )
      delete from deadlines l using due d, free f
      where l.application_id = d.application_id and l.kind = d.kind and d.conversation_id = f.id
        and l.due_at <= ${new Date(now)}
      returning l.application_id, l.kind, l.due_at, d.conversation_id`;
    for (const { application_id, kind, due_at, conversation_id } of due) {
      const name = `deadline ${application_id} ${kind} ${due_at.toISOString()}`;
      const content = { kind: 'deadline', deadline: kind, application_id } as const;
      await storeSystem(tx, conversation_id, hash(name), content);
    }
    return due.map(({ conversation_id }) => conversation_id);
  });
}

/** Starts the clocks of an application that people read now, where no interview has started them. `now` in epoch ms. */
export async function awaitDecision(
  tx: Tx,
  applicationId: string,
  now: number,
  { decisionWarningMs, decisionWithinMs }: { decisionWarningMs: number; decisionWithinMs: number },
): Promise<void> {
  await setDeadline(tx, applicationId, 'decision_warning', new Date(now + decisionWarningMs));
  await setDeadline(tx, applicationId, 'decision', new Date(now + decisionWithinMs));
}

/** Screens, as soon as the sweep comes by, whoever applied while the opening took nobody. */
export async function screenWaiting(tx: Tx, openingId: string): Promise<void> {
  await tx`
    insert into deadlines (application_id, kind, due_at)
    select id, 'screening', now() from applications where opening_id = ${openingId} and stage = 'applied'
    on conflict do nothing`;
}
