/** `tingda migrate`: brings the schema up to date; `start` does the same by itself. */
import type { Command } from 'commander';

export function register(program: Command): void {
  program
    .command('migrate')
    .description('bring the database schema up to date; start does it by itself')
    .option('--json', 'print one JSON object for machines')
    .action(async (options: { json?: boolean }) => {
      const [{ readConfig }, { connect }, { migrate }] = await Promise.all([
        import('../config.ts'),
        import('../../db/client.ts'),
        import('../../db/migrate.ts'),
      ]);
      // Only the database matters here, as for `keys`.
      const database = await connect(readConfig(process.env, []));
      try {
        const files = await migrate(database.sql);
        if (options.json) return console.log(JSON.stringify({ run: files }));
        console.log(files.length > 0 ? `Run: ${files.join(', ')}` : 'The schema is up to date.');
      } finally {
        await database.close();
      }
    });
}
