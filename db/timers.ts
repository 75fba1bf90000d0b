/** Timers are rows; a due one becomes a message in the inbox, so that it takes its place among the others. */
import type { Sql } from './client.ts';
import { storeSystem } from './inbox.ts';

/**
 * Moves due timers into their inboxes, at most `limit`; returns the conversations concerned.
 * @param hash the keyed hash of a system message's name
 */
export async function fireTimers(
  sql: Sql,
  now: number,
  limit: number,
  hash: (name: string) => string,
): Promise<string[]> {
  return sql.begin(async (tx) => {
    // The conversation first, as everywhere; one that somebody holds is left for the next look, so nobody waits in a ring.
    const due = await tx<{ conversation_id: string; kind: string; due_at: Date }[]>`
      with due as (
        select conversation_id, kind from timers where due_at <= ${new Date(now)} order by due_at limit ${limit}
      ), free as (
        select id from conversations where id = any(array(select conversation_id from due))
        for no key update skip locked
      )
      delete from timers t using due d, free f
      where t.conversation_id = d.conversation_id and t.kind = d.kind and t.conversation_id = f.id
        and t.due_at <= ${new Date(now)}
      returning t.conversation_id, t.kind, t.due_at`;
    for (const timer of due) {
      const name = `timer ${timer.conversation_id} ${timer.kind} ${timer.due_at.toISOString()}`;
      await storeSystem(tx, timer.conversation_id, hash(name), { kind: 'timer', timer: timer.kind });
    }
    return due.map((timer) => timer.conversation_id);
  });
}
