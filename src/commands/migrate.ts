/** `tingda migrate`: brings the schema up to date; `start` does the same by itself. */
import type { Command } from 'commander';

export function register(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database schema up to date')
    .action(async () => {
      const [{ readConfig }, { channelRegistry }, { connect }, { migrate }] = await Promise.all([
        import('../config.ts'),
        import('../channels/index.ts'),
        import('../../db/client.ts'),
        import('../../db/migrate.ts'),
      ]);
      const database = await connect(readConfig(process.env, channelRegistry));
      try {
        const files = await migrate(database.sql);
        console.log(files.length > 0 ? `Run: ${files.join(', ')}` : 'The schema is up to date.');
      } finally {
        await database.close();
      }
    });
}
