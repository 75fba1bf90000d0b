/**
 * What is told to a conversation from inside: by the API, for HR and for integrators. It takes its place in the inbox like
 * everything else, in the transaction of whoever tells it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '../../db/client.ts';
import { findTaken, type StoredRow, type SystemContent, storeMessages, storeSystem } from '../../db/inbox.ts';
import type { Runtime } from '../runtime.ts';
import type { InboundMessage } from '../types.ts';
import { toRow } from './receive.ts';

export interface Tell {
  /** A row of the system; `name` is its own for ever. Null when it was told before. */
  system(tx: Tx, conversationId: string, name: string, content: SystemContent): Promise<number | null>;
  /** A message for the candidate, as it came from a channel. */
  message(tx: Tx, message: InboundMessage): Promise<StoredRow>;
  /** To be called after the commit. */
  wake(conversationId: string, dueIn?: number): void;
  /** The same for a voice. */
  hear(conversationId: string): void;
  /** Waits a moment for a row to be taken up; null when it takes longer. */
  taken(conversationId: string, seq: number): Promise<{ turnSeq: number | null } | null>;
}

/** Whoever asks by HTTP gets the outcome in the same answer, if it does not take longer than this. */
const PATIENCE_MS = 2000;
const LOOK_MS = 20;

type Parts = Pick<Runtime, 'sql' | 'config' | 'hash' | 'wake' | 'mediaWake' | 'crash'>;

export function createTell(runtime: Parts, patienceMs = PATIENCE_MS): Tell {
  return {
    async system(tx, conversationId, name, content) {
      const seq = await storeSystem(tx, conversationId, runtime.hash(name), content);
      runtime.crash('tell.stored');
      return seq;
    },
    async message(tx, message) {
      const store = () => storeMessages(tx, [toRow(message, runtime.hash)], runtime.config.burstWaitMs);
      const [stored] = await store();
      // An address has left in this moment: the next look sees what is so now, under the lock that this one has taken.
      const [again] = stored?.moved ? await store() : [stored];
      runtime.crash('tell.stored');
      return again!;
    },
    wake(conversationId, dueIn = 0) {
      runtime.crash('tell.committed');
      runtime.wake.wake(conversationId, dueIn === 0 ? undefined : Date.now() + dueIn + 1);
    },
    hear(conversationId) {
      runtime.crash('tell.committed');
      runtime.mediaWake.wake(conversationId);
    },
    async taken(conversationId, seq) {
      const until = Date.now() + patienceMs;
      for (;;) {
        const taken = await findTaken(runtime.sql, conversationId, seq);
        if (taken || Date.now() >= until) return taken;
        await sleep(LOOK_MS);
      }
    },
  };
}
