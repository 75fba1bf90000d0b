/** What a notice is made of, before the engine says it. */
import { findToTell } from '../../../db/decisions.ts';
import type { Effect, NoticeLine } from '../../flows/model.ts';
import { isBefore } from '../../pipeline/stages.ts';
import type { Runtime } from '../../runtime.ts';
import type { StepKind } from '../../types.ts';

/** What whoever writes a notice may look at. Nothing of it changes anything. */
export type NoticeParts = Pick<
  Runtime,
  'sql' | 'config' | 'channels' | 'flows' | 'now' | 'settings' | 'linkHash' | 'address'
>;

export interface NoticeDraft {
  /** What it is about: whose person hears it, and in which zone. Null: the person themself, who waits for it. */
  applicationId: string | null;
  lines: NoticeLine[];
  /** What has to be done about it, said or not. */
  effects?: Effect[];
  /** What holds only if it is said. */
  ifSaid?: Effect[];
  /** `reply`: the person waits for it now; quiet hours are no reason to let them wait. */
  urgency?: 'reply' | 'notice';
}

/**
 * Writes a notice about `subject`: an id of what happened, or the application's for a clock. Null: it does not matter any more.
 */
export type WriteNotice = (parts: NoticeParts, subject: string) => Promise<NoticeDraft | null>;

/** Of a clock: nobody is reminded of a step from before which the application was taken back since the clock ran down. */
export const unlessBefore =
  (kind: StepKind, write: WriteNotice): WriteNotice =>
  async (parts, applicationId) => {
    const row = await findToTell(parts.sql, applicationId);
    return row && !isBefore(row.stage, kind) ? write(parts, applicationId) : null;
  };
