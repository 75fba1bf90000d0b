/** Opens the database: a PostgreSQL server by postgres.js, or the embedded engine with the same SQL. */
import postgres from 'postgres';
import { TingdaError } from '../src/errors.ts';
import { type Database, type DatabaseOptions, sharedOptions } from './database.ts';

export type { Database, Sql, Tx } from './database.ts';

/**
 * @throws TingdaError `data_dir_locked` when another process holds the embedded directory and cannot be reached,
 *   `config_invalid` when `DATA_DIR` cannot be made, `unavailable` when the server of `DATABASE_URL` cannot be used.
 */
export async function connect(options: DatabaseOptions): Promise<Database> {
  if (!options.databaseUrl) {
    // PGlite is 25 MB: loaded only where it is used.
    const { openEmbedded } = await import('./embedded.ts');
    return openEmbedded(options.dataDir);
  }
  const sql = postgres(options.databaseUrl, {
    ...sharedOptions,
    max: options.connections ?? 10,
    connect_timeout: 5,
    // A process that is frozen or cut off in mid-transaction must not keep a conversation locked, and so the inbox shut,
    // until the network gives it up (hours).
    connection: {
      idle_in_transaction_session_timeout: options.idleInTransactionMs ?? 10_000,
      // Compiling takes longer than any statement of ours runs, and a table without statistics looks as if it were worth it.
      jit: 'off',
    },
    // A server that was restarted is found again within a second, not after the default back-off of minutes.
    backoff: (attempt) => Math.min(1, 0.05 * 2 ** attempt),
  });
  // A first word: whoever starts us learns at once which variable is not right.
  await sql`select 1`.catch(async (cause: Error) => {
    await sql.end({ timeout: 0 });
    throw new TingdaError('unavailable', `The database of DATABASE_URL cannot be used: ${cause.message}.`, {
      cause,
    });
  });
  return { sql, embedded: false, guest: false, close: () => sql.end({ timeout: 5 }) };
}
