/** When a contract that waits to be signed is spoken of again. */
import type { Tx } from '../../../db/client.ts';
import { clearDeadline, type DeadlineKind, setDeadline } from '../../../db/deadlines.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const KINDS = ['contract.remind', 'contract.ending', 'contract.expire'] as const satisfies DeadlineKind[];

/** A word after a day, one on the last day, and the end. What would come together comes once. */
export async function startClocks(
  tx: Tx,
  applicationId: string,
  sentAt: Date,
  expiresAt: Date,
): Promise<void> {
  await stopClocks(tx, applicationId);
  const [remind, ending] = [sentAt.getTime() + DAY, expiresAt.getTime() - DAY];
  if (ending - remind > HOUR) await setDeadline(tx, applicationId, 'contract.remind', new Date(remind));
  if (ending - sentAt.getTime() > HOUR)
    await setDeadline(tx, applicationId, 'contract.ending', new Date(ending));
  await setDeadline(tx, applicationId, 'contract.expire', expiresAt);
}

export async function stopClocks(tx: Tx, applicationId: string): Promise<void> {
  for (const kind of KINDS) await clearDeadline(tx, applicationId, kind);
}
