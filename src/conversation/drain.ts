/** Steps 4 to 8 of the way of one message: lease, ready rows, turn, one commit, release and a look at the inbox. */
import { randomUUID } from 'node:crypto';
import { type CommitResult, commitTurn } from '../../db/commit.ts';
import {
  dueIn,
  extendLease,
  gather,
  type Lease,
  loadState,
  releaseLease,
  takeLease,
} from '../../db/conversations.ts';
import { applyChanges } from '../../db/effects.ts';
import { lockTalks } from '../../db/moving.ts';
import type { ClaimedRow } from '../../db/outbox.ts';
import type { ConversationState } from '../flows/model.ts';
import type { Runtime } from '../runtime.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { CLAIM_MS, type Deliver, sendable } from './deliver.ts';
import type { Turn } from './draft.ts';
import { asksToErase, erase } from './erase.ts';
import { takeReady } from './heard.ts';
import { join, withoutCrossing } from './linking.ts';
import { think } from './turn.ts';
import { windowsOf } from './window.ts';

/** A dead worker's conversation is taken over after this; a living one extends it at 30 %. */
const LEASE_MS = 6000;
/** First pause after a failure; doubled with each. */
const RETRY_MS = 100;

/**
 * Drains a conversation if it is due. Losing a race, or being woken for nothing, is harmless.
 * @param deliver starts sending what was committed; not awaited, so that the next message can be taken up meanwhile
 */
export function createDrain(runtime: Runtime, deliver: Deliver): (conversationId: string) => Promise<void> {
  const catalogue = createCatalogue(runtime);

  return async (conversationId) => {
    for (;;) {
      const lease = await takeLease(runtime.sql, conversationId, randomUUID(), LEASE_MS);
      if (!lease) {
        // A hint that came too early is given again; one that lost the race is answered by the winner's second look.
        const wait = await dueIn(runtime.sql, conversationId);
        if (wait !== null) runtime.wake.wake(conversationId, Date.now() + wait + 1);
        return;
      }
      runtime.crash('drain.leased');
      const messages = lease.rows.map(({ seq }) => ({ conversationId, seq }));
      const about = { conversation_id: conversationId, messages: messages.length, attempts: lease.attempts };
      const result = await runtime.trace.of(messages, 'turn', about, () =>
        work(runtime, catalogue, deliver, lease),
      );
      if (!result.committed) return;
      if (result.dueIn === null) return;
      if (result.dueIn > 0) {
        runtime.wake.wake(conversationId, Date.now() + result.dueIn + 1);
        return;
      }
    }
  };
}

async function work(
  runtime: Runtime,
  catalogue: Catalogue,
  deliver: Deliver,
  lease: Lease,
): Promise<CommitResult> {
  const { model } = runtime.config;
  const given = new AbortController();
  // One deadline for the turn, however often it thinks.
  const bounds = model && { signal: given.signal, by: performance.now() + model.timeoutMs };
  const heartbeat = setInterval(
    () => void extendLease(runtime.sql, lease, LEASE_MS).catch(() => {}),
    LEASE_MS * 0.3,
  );
  try {
    if (lease.erased || asksToErase(lease.rows)) return await erase(runtime, lease);
    const state =
      (await runtime.session.load(lease.conversationId, lease.version)) ??
      (await loadState<ConversationState>(runtime.sql, lease.conversationId));
    let result: CommitResult = { committed: false };
    let now = lease;
    for (const onlyIfQuiet of [true, false]) {
      const { ready, joining } = await withoutCrossing(runtime, now, takeReady(now));
      if (joining) {
        await join(runtime, now, joining);
        return { committed: false };
      }
      const considered = now;
      const turn = await think(runtime, catalogue, considered, ready, state, bounds);
      result = await runtime.trace.span('commit', {}, () =>
        commit(runtime, deliver, considered, turn, onlyIfQuiet),
      );
      if (result.committed || !onlyIfQuiet) return result;
      // Something came in while we were thinking: think once more about all of it; what comes later adds to it.
      const gathered = await gather(runtime.sql, lease);
      if (!gathered) return { committed: false };
      now = { ...lease, ...gathered };
      if (asksToErase(now.rows)) return await erase(runtime, now);
    }
    return result;
  } catch (error) {
    const wait = RETRY_MS * 2 ** Math.min(lease.attempts, 6);
    runtime.log.error(
      { conversation_id: lease.conversationId, attempts: lease.attempts, err: error },
      'turn failed',
    );
    await releaseLease(runtime.sql, lease, wait).catch(() => {});
    runtime.wake.wake(lease.conversationId, Date.now() + wait);
    return { committed: false };
  } finally {
    clearInterval(heartbeat);
    given.abort();
  }
}

async function commit(
  runtime: Runtime,
  deliver: Deliver,
  lease: Lease,
  turn: Turn | null,
  onlyIfQuiet: boolean,
): Promise<CommitResult> {
  if (!turn) {
    // Everything waits for a transcript; the media job will say when.
    await releaseLease(runtime.sql, lease, null);
    return { committed: false };
  }
  runtime.crash('turn.before_commit');
  const token = randomUUID();
  const claim = {
    token,
    claimMs: CLAIM_MS,
    channels: sendable(runtime),
    windows: windowsOf(runtime.channels),
  };
  const write = { ...turn.commit, onlyIfQuiet, claim };
  // The common turn is one statement, hence one transaction; what changes more than the conversation opens one.
  const result =
    turn.changes.length === 0
      ? await commitTurn(runtime.sql, write)
      : await runtime.sql.begin(async (tx) => {
          if (turn.touches.length > 0) await lockTalks(tx, [lease.conversationId, ...turn.touches]);
          const committed = await commitTurn(tx, write);
          if (committed.committed) await applyChanges(tx, turn.scope, turn.changes);
          return committed;
        });
  if (!result.committed) return result;
  runtime.crash('turn.committed');
  runtime.metrics.turn(turn.commit.done.length);
  for (const id of turn.touches) runtime.wake.wake(id);
  // A voice behind what was taken up may have waited for it: consent may have been among it.
  if (lease.rows.some(({ mediaState }) => mediaState === 'pending'))
    runtime.mediaWake.wake(lease.conversationId);
  for (const interviewId of completedBy(turn)) runtime.assessWake.wake(interviewId);
  // A turn without a line ends the typing; one with a line is told again when it stands there.
  const shown = lease.identities.some(({ channel }) => runtime.channels.get(channel)?.capabilities.live);
  if (shown) runtime.live.publish(lease.conversationId);
  void deliver(lease.conversationId, claimedRow(turn, token, result.claimed));
  if (turn.state) await runtime.session.save(lease.conversationId, turn.state, lease.version + 1);
  runtime.crash('session.saved');
  return result;
}

/** What there is to assess now; what was added to a complete interview is gathered for a moment, and found by the sweep. */
function completedBy({ changes }: Turn): string[] {
  return changes.flatMap((change) =>
    change.type === 'interview' && change.status === 'completed' ? [change.interviewId] : [],
  );
}

/** The first line, if the commit claimed it. */
function claimedRow(
  turn: Turn,
  token: string,
  to: { account: string; address: string } | undefined,
): ClaimedRow | undefined {
  const { outbox, lease } = turn.commit;
  const first = outbox[0];
  const recipient = lease.identities.find((identity) => identity.id === first?.identity_id);
  if (!to || !first || !recipient) return undefined;
  const { conversationId } = lease;
  const { seq, key, priority, category, content } = first;
  const sending = { token, attempts: 1, resends: 0, identityId: recipient.id, channel: recipient.channel };
  return { conversationId, seq, key, priority, category, content, ...sending, ...to };
}
