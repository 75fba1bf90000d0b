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
    const due = await tx<{ conversation_id: string; kind: string; due_at: Date }[]>`
      delete from timers where (conversation_id, kind) in (
        select conversation_id, kind from timers where due_at <= ${new Date(now)}
        order by due_at limit ${limit} for update skip locked)
      returning conversation_id, kind, due_at`;
    // In one order everywhere, so that two sweepers never wait for each other in a ring.
    due.sort((a, b) => (a.conversation_id < b.conversation_id ? -1 : 1));
    for (const timer of due) {
      const name = `timer ${timer.conversation_id} ${timer.kind} ${timer.due_at.toISOString()}`;
      await storeSystem(tx, timer.conversation_id, hash(name), { kind: 'timer', timer: timer.kind });
    }
    return due.map((timer) => timer.conversation_id);
  });
}
