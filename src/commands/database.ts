/** What commands share that work on the database and end. */
import type { Sql, Tx } from '../../db/client.ts';
import type { Config } from '../config.ts';

/** A change made on the command line, with its row in the audit log: one transaction. */
export async function writtenDown<Result>(
  sql: Sql,
  action: string,
  effect: (tx: Tx) => Promise<{ result: Result; subject: string | null }>,
): Promise<Result> {
  const { writeAudit } = await import('../../db/audit.ts');
  let made: { result: Result; subject: string | null };
  await sql.begin(async (tx) => {
    made = await effect(tx);
    const actor = { kind: 'system', id: 'command_line' } as const;
    await writeAudit(tx, { actor, action, subject: made.subject, status: 200 });
  });
  return made!.result;
}

/** On the configured database, or with the process that runs the embedded one. */
export async function withDatabase(work: (sql: Sql, config: Config) => Promise<void>): Promise<void> {
  const { readConfig } = await import('../config.ts');
  const { connect } = await import('../../db/client.ts');
  const { migrate } = await import('../../db/migrate.ts');
  // Only the database matters here: a channel that is set up wrong must not keep anybody from revoking a key.
  const config = readConfig(process.env, []);
  const database = await connect(config);
  try {
    await migrate(database.sql);
    await work(database.sql, config);
  } finally {
    await database.close();
  }
}
