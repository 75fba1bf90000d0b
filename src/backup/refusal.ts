/** Why a backup or a restore came to nothing, in words for whoever sits before it at night. */
import type { Database } from '../../db/client.ts';
import { othersConnected, UnknownColumn } from '../../db/restore.ts';
import { TingdaError } from '../errors.ts';
import { MediaStoreError } from '../media/store.ts';

/** Whoever still writes would write into what is about to go. */
export async function refuseCompany({ guest, embedded, sql }: Database, kept: string): Promise<void> {
  if (!guest && (embedded || (await othersConnected(sql)) === 0)) return;
  throw new TingdaError(
    'conflict',
    `The database is in use; ${kept}. Stop every Tingda process (and whatever else is connected), then run the same command again.`,
  );
}

/** What these say of themselves names nothing that is in the rows: the connection, its room, its stopping. */
const OWN_TROUBLE = /^(08|53|57|58|E[A-Z]|CONNECTION_)/;

/** @param kept that nothing was changed */
export function refusalOf(error: unknown, path: string, kept: string): unknown {
  if (error instanceof TingdaError) return error;
  if (error instanceof UnknownColumn) {
    return new TingdaError(
      'payload_invalid',
      `${path} has a column that this Tingda does not know (${error.message}); ${kept}. Install the version that made it.`,
    );
  }
  const again = 'then run the same command again';
  if (error instanceof MediaStoreError) {
    return new TingdaError(
      'unavailable',
      `The media store of MEDIA_URL could not be used (${error.code}); ${kept}. See that it is there, has room and may be written to, ${again}.`,
      { cause: error },
    );
  }
  const { code = '', message } = error as Error & { code?: string };
  if (!OWN_TROUBLE.test(code)) return error;
  return new TingdaError(
    'unavailable',
    `The database could not go on (${message}); ${kept}. See that it runs and its disk has room, ${again}.`,
    { cause: error },
  );
}
