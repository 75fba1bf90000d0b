/** Shifts that got another time: who begins with them is moved and told, one after another, each in a transaction of its own. */
import { movedSeats, postponeMoved, takeMoved } from '../../db/shift-moves.ts';
import { newId } from '../ids.ts';
import { followShift } from '../pipeline/shift-moves.ts';
import type { Runtime } from '../runtime.ts';
import { createTell } from './tell.ts';

/** Per look: everything else that the sweep looks after waits for them. What is left is seen by the next, or by another worker. */
const LIMIT = 50;

type Parts = Parameters<typeof createTell>[0] & Pick<Runtime, 'log' | 'now'>;

/** Takes up what is noted. One that fails keeps its note, and comes behind all others. */
export async function followShifts(runtime: Parts): Promise<void> {
  const { sql, log } = runtime;
  const tell = createTell(runtime);
  for (const applicationId of await movedSeats(sql, LIMIT)) {
    try {
      let told: string | null = null;
      await sql.begin(async (tx) => {
        const moved = await takeMoved(tx, applicationId);
        const notice = moved && (await followShift(tx, moved, runtime.now()));
        if (!notice) return;
        const { id: subject, conversation_id } = moved.step;
        await tell.system(tx, conversation_id, newId('req'), { kind: 'notice', notice, subject });
        told = conversation_id;
      });
      if (told !== null) tell.wake(told);
    } catch (error) {
      log.error({ application_id: applicationId, err: error }, 'a first shift could not follow its shift');
      await postponeMoved(sql, applicationId);
    }
  }
}
