/**
 * The turn that erases a person. It says nothing and thinks about nothing: whatever waits in the inbox is done with it, and
 * it is tried until it is done, never set aside.
 */

import { sessionForgotten } from '../../db/certificates.ts';
import type { CommitResult } from '../../db/commit.ts';
import { type InboxRow, type Lease, releaseLease } from '../../db/conversations.ts';
import { commitErasure, LineUnderWay } from '../../db/erasure.ts';
import type { Runtime } from '../runtime.ts';

/** Until a line that is on its way has arrived, or its worker counts as lost. */
const UNDER_WAY_MS = 200;

export function asksToErase(rows: readonly InboxRow[]): boolean {
  return rows.some(({ content }) => content?.kind === 'erase');
}

export async function erase(runtime: Runtime, lease: Lease): Promise<CommitResult> {
  const { conversationId } = lease;
  // Before too: who dies right after the commit leaves nothing in the cache.
  await runtime.session.forget(conversationId);
  runtime.crash('turn.before_commit');
  try {
    if (!(await commitErasure(runtime.sql, lease))) return { committed: false };
  } catch (error) {
    if (!(error instanceof LineUnderWay)) throw error;
    await releaseLease(runtime.sql, lease, UNDER_WAY_MS);
    runtime.wake.wake(conversationId, Date.now() + UNDER_WAY_MS + 1);
    return { committed: false };
  }
  runtime.crash('turn.committed');
  runtime.metrics.turn(lease.rows.length);
  if (await runtime.session.forget(conversationId)) await sessionForgotten(runtime.sql, conversationId);
  runtime.crash('session.saved');
  return { committed: true, dueIn: null };
}
