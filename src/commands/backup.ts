/** `tingda backup FILE` and `tingda restore FILE`. */
import type { Command } from 'commander';
import type { ShutOut } from '../../db/access.ts';
import type { Config } from '../config.ts';
import { TingdaError } from '../errors.ts';
import { writtenDown } from './database.ts';

interface Asked {
  erasures?: string;
  json?: boolean;
  replace?: boolean;
}

export function register(program: Command): void {
  program
    .command('backup')
    .description('write everything into one sealed file, also beside a running process')
    .argument('[file]', 'a new file')
    .option(
      '--erasures <file>',
      'write who was erased, said STOP or was shut out; small, written anew each time',
    )
    .option('--json', 'print one JSON object for machines')
    .action(async (file: string | undefined, { erasures, json }: Asked) => {
      if (file === undefined && erasures === undefined) throw nothingNamed('backup');
      const say = await import('./backup-words.ts');
      await withParts(async (parts) => {
        const { migrate } = await import('../../db/migrate.ts');
        await migrate(parts.database.sql);
        const made = file === undefined ? null : await backUp(parts, file);
        const record = erasures === undefined ? null : await recordIn(parts, erasures);
        if (json) return console.log(JSON.stringify({ ...made, ...(record && { record }) }));
        if (made) say.backedUp(file!, made);
        if (record) say.recorded(erasures!, record);
      });
    });

  program
    .command('restore')
    .description('bring a backup back; nothing may be running')
    .argument('[file]', 'what `backup` has written')
    .option('--replace', 'what is in the database gives way')
    .option('--erasures <file>', 'what `backup --erasures` has written; alone: apply it to what is there')
    .option('--json', 'print one JSON object for machines')
    .action(async (file: string | undefined, { json, replace = false, erasures }: Asked) => {
      if (file === undefined && erasures === undefined) throw nothingNamed('restore');
      const say = await import('./backup-words.ts');
      await withParts(async (parts) => {
        if (file === undefined) {
          const { applyRecord } = await import('../backup/known.ts');
          const applied = await applyRecord(parts, erasures!);
          if (json) return console.log(JSON.stringify(applied));
          return say.applied(applied, erasures!, await namesIn(parts, applied.shutOut));
        }
        const { restoreBackup } = await import('../backup/read.ts');
        const restored = await restoreBackup(parts, file, { replace, erasures });
        await parts.keepSecret();
        if (json) console.log(JSON.stringify(restored));
        else say.restored(restored, await namesIn(parts, restored.shutOut));
        say.unknown(restored, erasures);
      });
    });
}

const nothingNamed = (command: string) =>
  new TingdaError('validation_failed', `tingda ${command} needs a file; nothing was done. See --help.`);

type Parts = Awaited<ReturnType<typeof open>>;

async function backUp({ database, media, secret }: Parts, file: string) {
  const { makeBackup } = await import('../backup/write.ts');
  // As of every reading: before anybody has it.
  await writtenDown(database.sql, 'backup', async () => ({ result: null, subject: null }));
  return makeBackup({ sql: database.sql, media, secret }, file);
}

async function recordIn({ database, secret }: Parts, file: string) {
  const { writeRecord } = await import('../backup/record.ts');
  return writeRecord({ sql: database.sql, secret }, file);
}

/** People as `users invite` wants them named: whoever has to be let in again can look nobody up. On the console alone. */
async function namesIn({ database }: Parts, { anew, twice, letIn }: ShutOut) {
  const { findUser } = await import('../../db/users.ts');
  const names = new Map<string, string>();
  for (const id of [...anew, ...twice, ...letIn]) {
    const user = await findUser(database.sql, id);
    if (user) names.set(id, `${user.email} (${user.role})`);
  }
  return (id: string) => names.get(id) ?? id;
}

async function withParts(work: (parts: Parts) => Promise<void>): Promise<void> {
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
