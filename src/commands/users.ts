/** `tingda users`: let people of HR in, also beside a running process. The first owner comes this way. */
import { type Command, Option } from 'commander';
import type { Role } from '../../db/users.ts';
import { TingdaError } from '../errors.ts';
import { withDatabase, writtenDown } from './database.ts';

const ROLES: Role[] = ['owner', 'recruiter', 'viewer'];

export function register(program: Command): void {
  const users = program.command('users').description('let people of HR in');

  users
    .command('invite')
    .description('make a link by which somebody joins; it opens once, for 72 hours, and is not shown again')
    .argument('<email>', 'their address; nothing is sent there')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory())
    .option('--json', 'print one JSON object for machines')
    .action(async (given: string, options: { role: Role; json?: boolean }) => {
      await withDatabase(async (sql, config) => {
        const { inviteUser, makeLink, readEmail } = await import('../auth/links.ts');
        const { findUserByEmail } = await import('../../db/users.ts');
        const email = readEmail(given);
        if (email === null) {
          throw new TingdaError(
            'validation_failed',
            `${given} is no e-mail address like li@example.com. No link was made.`,
          );
        }
        const { role } = options;
        const { id, link } = await writtenDown(sql, 'users.invite', async (tx) => {
          const known = await findUserByEmail(tx, email);
          // Whoever can run this may let in again who has lost everything.
          if (known && known.role === role && !known.disabled_at) {
            return {
              result: { id: known.id, link: await makeLink(tx, known.id, 'join') },
              subject: known.id,
            };
          }
          if (known) throw elsewise(known.disabled_at ? 'disabled' : known.role);
          const made = await inviteUser(tx, { email, role, by: 'command_line' });
          return { result: { id: made.user.id, link: made.link }, subject: made.user.id };
        });
        const { host, port, publicUrl } = config;
        const url = `${publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`}${link.path}`;
        const expires_at = link.expiresAt.toISOString();
        if (options.json) return console.log(JSON.stringify({ id, email, role, link: url, expires_at }));
        console.log(url);
        console.error(`${id}, ${role}. The link opens once, until ${expires_at}.`);
        console.error('Hand it over yourself: nothing was sent. 请自己转交，系统不会发送；链接只能用一次。');
      });
    });
}

function elsewise(state: Role | 'disabled'): TingdaError {
  return new TingdaError(
    'conflict',
    `This address belongs to a user who is ${state === 'owner' ? 'an owner' : state === 'disabled' ? state : `a ${state}`}; no link was made. PATCH /v1/users/{id} changes that.`,
  );
}
