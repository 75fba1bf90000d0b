/** `tingda backup FILE` and `tingda restore FILE`. */
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { writtenDown } from './database.ts';

export function register(program: Command): void {
  program
    .command('backup')
    .description('write everything into one sealed file, also beside a running process')
    .argument('<file>', 'a new file')
    .option('--json', 'print one JSON object for machines')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { makeBackup } = await import('../backup/write.ts');
      await withParts(async ({ database, media, secret }) => {
        const { migrate } = await import('../../db/migrate.ts');
        await migrate(database.sql);
        // As of every reading: before anybody has it.
        await writtenDown(database.sql, 'backup', async () => ({ result: null, subject: null }));
        const made = await makeBackup({ sql: database.sql, media, secret }, file);
        if (json) return console.log(JSON.stringify(made));
        console.log(`${file}: ${sum(made.rows)} rows, ${made.files} files, ${made.bytes} bytes. 已备份。`);
        if (made.missing > 0) console.error(`${made.missing} files were not in the store and are not in it.`);
        console.error(
          'It is sealed with the SECRET_KEY; keep that somewhere else. 请将 SECRET_KEY 另行保管。',
        );
      });
    });

  program
    .command('restore')
    .description('bring a backup back; nothing may be running')
    .argument('<file>', 'what `backup` has written')
    .option('--replace', 'what is in the database gives way')
    .option('--json', 'print one JSON object for machines')
    .action(async (file: string, { json, replace = false }: { json?: boolean; replace?: boolean }) => {
      const { restoreBackup } = await import('../backup/read.ts');
      await withParts(async (parts) => {
        const restored = await restoreBackup(parts, file, replace);
        await parts.keepSecret();
        if (json) return console.log(JSON.stringify(restored));
        const { at, rows, files, erased, parked } = restored;
        console.log(`Everything is as it was at ${at}: ${sum(rows)} rows, ${files} files. 已恢复。`);
        if (erased > 0) console.log(`${erased} people had been erased, and were erased again.`);
        if (parked > 0)
          console.log(`${parked} lines are overdue and wait for a person; nobody was sent them.`);
      });
    });
}

const sum = (rows: Record<string, number>) => Object.values(rows).reduce((total, n) => total + n, 0);

async function withParts(work: (parts: Awaited<ReturnType<typeof open>>) => Promise<void>): Promise<void> {
  const { readConfig } = await import('../config.ts');
  // Only the data matters here, as for `keys`.
  const parts = await open(readConfig(process.env, []));
  try {
    await work(parts);
  } finally {
    await parts.close();
  }
}

async function open(config: Config) {
  const [{ connect }, { openMediaStore }, { createHttp }, { localSecret }] = await Promise.all([
    import('../../db/client.ts'),
    import('../media/index.ts'),
    import('../http.ts'),
    import('../local-secret.ts'),
  ]);
  // One session, in which a file may be read for a while between two statements.
  const database = await connect({ ...config, connections: 1, idleInTransactionMs: 0 });
  const http = createHttp({ allowPrivateNetworks: config.allowPrivateNetworks });
  const secret = config.databaseUrl
    ? config.secretKey!
    : (config.secretKey ?? (await localSecret(config.dataDir)));
  return {
    database,
    media: await openMediaStore(config.media, http),
    secret,
    /** The embedded engine finds its secret beside its data, if it has none of its own. */
    async keepSecret() {
      if (config.databaseUrl || (await localSecret(config.dataDir, secret)) === secret) return;
      console.error('Keep SECRET_KEY set as it is now: what stands in DATA_DIR/secret is another.');
    },
    async close() {
      await http.close();
      await database.close();
    },
  };
}
