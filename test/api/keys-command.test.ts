import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { findUserLink } from '../../db/user-links.ts';
import { authenticate } from '../../src/auth/keys.ts';
import { tokenHash } from '../../src/auth/tokens.ts';
import { createDatabase } from '../support/services.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');

const keys = (env: Record<string, string>, ...args: string[]) => tingda(env, 'keys', ...args);

function tingda(env: Record<string, string>, ...args: string[]) {
  return new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [cli, ...args], { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}

describe.each(['a server', 'the embedded engine, beside the process that runs it'])('on %s', (where) => {
  let database: Database;
  let env: Record<string, string>;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tingda-keys-'));
    const url = where === 'a server' ? await createDatabase() : undefined;
    env = url ? { DATABASE_URL: url, SECRET_KEY: 's'.repeat(32) } : { DATA_DIR: directory };
    database = await connect({ databaseUrl: url, dataDir: directory });
    await migrate(database.sql);
  });
  afterAll(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });
  const works = (key: string) => authenticate(database.sql, `Bearer ${key}`, undefined);

  it('makes a key that works at once, and revokes it at once', async () => {
    const made = await keys(
      env,
      'create',
      '--name',
      'ATS',
      '--scopes',
      'openings:read,candidates:*',
      '--expires',
      '90d',
      '--json',
    );
    expect(made).toMatchObject({ code: 0, err: '' });
    const { id, key, expires_at } = JSON.parse(made.out);
    expect(await works(key)).toMatchObject({ id, scopes: ['openings:read', 'candidates:*'] });
    expect((Date.parse(expires_at) - Date.now()) / 86_400_000).toBeCloseTo(90, 1);
    expect(await keys(env, 'revoke', id)).toMatchObject({ code: 0 });
    await expect(works(key)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('invites the first owner by a link that opens once, and writes that down', async () => {
    const made = await tingda(env, 'users', 'invite', ' Li@Example.com', '--role', 'owner', '--json');
    expect(made).toMatchObject({ code: 0, err: '' });
    const { id, email, role, link } = JSON.parse(made.out);
    expect({ email, role }).toEqual({ email: 'li@example.com', role: 'owner' });
    const [, token] = /^http:\/\/127\.0\.0\.1:3000\/hr\/join\/([\w-]{43})$/.exec(link)!;
    expect(await findUserLink(database.sql, tokenHash(token!)!, 'join')).toMatchObject({ user_id: id });
    // Whoever has lost everything is let in again; the first link is over.
    const again = await tingda(env, 'users', 'invite', 'li@example.com', '--role', 'owner');
    expect(again.out).toMatch(/^http:\S+\/hr\/join\/[\w-]{43}\n$/);
    expect(await findUserLink(database.sql, tokenHash(token!)!, 'join')).toBeNull();
    expect(await tingda(env, 'users', 'invite', 'li@example.com', '--role', 'viewer')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is an owner/),
    });
    expect(await tingda(env, 'users', 'invite', 'li', '--role', 'owner')).toMatchObject({ code: 1, out: '' });
    expect((await tingda(env, 'users', 'invite', 'x@example.com')).code).not.toBe(0);
    expect((await tingda(env, 'users', 'invite', 'x@example.com', '--role', 'root')).code).not.toBe(0);
    const rows =
      await database.sql`select action, actor_kind, subject from audit_log where action = 'users.invite'`;
    expect(rows).toMatchObject(Array(2).fill({ actor_kind: 'system', subject: id }));
  });

  it('prints nothing but the key on standard output', async () => {
    const { out } = await keys(env, 'create', '--name', 'x', '--scopes', 'admin');
    expect(out).toMatch(/^tk_[\w-]{43}\n$/);
  });
});

it.each([
  [
    'an unknown scope',
    ['create', '--name', 'x', '--scopes', 'openings:read,root'],
    /root is not a scope.*openings:read/,
  ],
  [
    'an endless number of days',
    ['create', '--name', 'x', '--scopes', 'admin', '--expires', '99999d'],
    /--expires/,
  ],
  ['no name', ['create', '--name', ' ', '--scopes', 'admin'], /--name/],
  ['a key that is not there', ['revoke', 'key_1'], /no key key_1/],
])('says in one sentence what is wrong with %s', async (_what, args, expected) => {
  const { code, out, err } = await keys(
    { DATABASE_URL: await createDatabase(), SECRET_KEY: 's'.repeat(32) },
    ...args,
  );
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(expected);
});
