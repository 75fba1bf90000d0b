/** `tingda keys`: make and revoke API keys, also beside a running process. */
import type { Command } from 'commander';
import { TingdaError } from '../errors.ts';
import { withDatabase, writtenDown } from './database.ts';

export function register(program: Command): void {
  const keys = program.command('keys').description('make and revoke API keys');

  keys
    .command('create')
    .description('make a key; it is shown once and never again')
    .requiredOption('--name <name>', 'who will use it')
    .requiredOption('--scopes <scopes>', 'comma-separated, for example openings:read,candidates:*')
    .option('--expires <time>', 'how long it works, for example 12h or 90d; for ever without')
    .option('--json', 'print one JSON object for machines')
    .action(async (options: { name: string; scopes: string; expires?: string; json?: boolean }) => {
      await withDatabase(async (sql) => {
        const { createKey, parseScopes } = await import('../auth/keys.ts');
        const name = options.name.trim();
        if (!/^[^\p{Cc}]{1,100}$/u.test(name)) {
          throw new TingdaError(
            'validation_failed',
            '--name must have 1 to 100 characters. No key was made.',
          );
        }
        const scopes = parseScopes(options.scopes);
        const expiresAt = expiry(options.expires);
        const made = await writtenDown(sql, 'keys.create', async (tx) => {
          const row = await createKey(tx, { name, scopes, expiresAt });
          return { result: row, subject: row.id };
        });
        const { id, key, expires_at } = made;
        if (options.json) return console.log(JSON.stringify({ id, key, name, scopes, expires_at }));
        console.log(key);
        console.error(
          `${id}, ${scopes.join(' ')}, ${expires_at ? `until ${expires_at.toISOString()}` : 'no end'}.`,
        );
        console.error('Keep it now: it is not shown again. 请立即保存，密钥不会再次显示。');
      });
    });

  keys
    .command('revoke')
    .description('revoke a key at once')
    .argument('<id>', 'its id, like key_…')
    .option('--json', 'print one JSON object for machines')
    .action(async (id: string, options: { json?: boolean }) => {
      await withDatabase(async (sql) => {
        const { revokeKey } = await import('../../db/keys.ts');
        const row = await writtenDown(sql, 'keys.revoke', async (tx) => {
          const row = await revokeKey(tx, id);
          if (!row) {
            throw new TingdaError(
              'not_found',
              `There is no key ${id}; nothing was changed. GET /v1/keys lists them.`,
            );
          }
          return { result: row, subject: id };
        });
        const { revoked_at } = row;
        if (options.json) console.log(JSON.stringify({ id, revoked_at }));
        else console.log(`${id} is revoked. 密钥已吊销。`);
      });
    });
}

const HOUR = 3_600_000;

/** `90d` from now. @throws TingdaError `validation_failed` */
function expiry(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const [, count, unit] = /^([1-9]\d{0,3})([hd])$/.exec(text) ?? [];
  if (!count) {
    throw new TingdaError(
      'validation_failed',
      `--expires must be like 12h or 90d, not ${text}. No key was made.`,
    );
  }
  return new Date(Date.now() + Number(count) * (unit === 'd' ? 24 * HOUR : HOUR));
}
