/** What of users two at once may not both do, and what the audit log refuses: on both engines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit, writeAudit } from '../../db/audit.ts';
import { insertKey, isSamePerson, rotateKey } from '../../db/keys.ts';
import {
  deletePasskey,
  insertChallenge,
  insertPasskey,
  takeChallenge,
  usePasskey,
} from '../../db/passkeys.ts';
import { insertUserLink, useUserLink } from '../../db/user-links.ts';
import {
  changeUser,
  forgetSecrets,
  insertUser,
  setPassword,
  setRecoveryCodes,
  setSecrets,
  takeRecoveryCode,
  takeStep,
} from '../../db/users.ts';
import { engines, type TestDatabase } from './support.ts';

const bytes = (n: number) => Buffer.alloc(32, n);

describe.each(engines)('on $engine', ({ open }) => {
  let database: TestDatabase;
  let id: string;
  beforeAll(async () => {
    database = await open();
    id = (await insertUser(database.sql, { email: 'a@example.com', role: 'owner', by: 'test' }))!.id;
  });
  afterAll(() => database.close());

  /** Eight at once: of how many it was true. */
  const winners = async (one: () => Promise<boolean>) =>
    (await Promise.all(Array.from({ length: 8 }, one))).filter(Boolean).length;

  it('a link, a code’s step, a recovery code, a question and an address are each taken once', async () => {
    const { sql } = database;
    const expiresAt = new Date(Date.now() + 60_000);
    await insertUserLink(sql, { hash: bytes(1), userId: id, purpose: 'join', expiresAt });
    expect(await winners(() => useUserLink(sql, bytes(1)))).toBe(1);
    await setSecrets(sql, id, { password: 'x', totp: bytes(2), step: 10 });
    expect(await takeStep(sql, id, 10)).toBe(false);
    expect(await winners(() => takeStep(sql, id, 11))).toBe(1);
    await setRecoveryCodes(sql, id, [bytes(3), bytes(4)]);
    expect(await winners(() => takeRecoveryCode(sql, id, bytes(3)))).toBe(1);
    await insertChallenge(sql, { challenge: 'c', userId: null, expiresAt });
    expect(await takeChallenge(sql, 'c', id)).toBe(false);
    expect(await winners(() => takeChallenge(sql, 'c', null))).toBe(1);
    const passkey = { id: 'p', user_id: id, public_key: bytes(5), counter: 1, transports: ['internal'] };
    expect(await winners(() => insertPasskey(sql, passkey))).toBe(1);
    expect(await winners(() => usePasskey(sql, { id: 'p', counter: 2, before: 1 }))).toBe(1);
    const twice = { email: 'b@example.com', role: 'viewer', by: 'test' } as const;
    expect(await winners(async () => (await insertUser(sql, twice)) !== null)).toBe(1);
  });

  it('it is known since when nothing older signs somebody in, and since when they may do what they may', async () => {
    const { sql } = database;
    const { id: who } = (await insertUser(sql, { email: 'c@example.com', role: 'owner', by: 'test' }))!;
    await insertPasskey(sql, { id: 'q', user_id: who, public_key: bytes(6), counter: 1, transports: [] });
    const moved = async (act: () => Promise<unknown>) => {
      const long = new Date(0);
      await sql`update users set secrets_at = ${long}, access_at = ${long} where id = ${who}`;
      await act();
      const [row] = await sql<{ secrets: boolean; access: boolean }[]>`
        select secrets_at > ${long} as secrets, access_at > ${long} as access from users where id = ${who}`;
      return row!;
    };
    const secrets = { password: 'x', totp: bytes(2), step: 10 };
    const acts: Record<string, () => Promise<unknown>> = {
      'a password and an authenticator': () => setSecrets(sql, who, secrets),
      'another password': () => setPassword(sql, who, 'y'),
      'other codes': () => setRecoveryCodes(sql, who, [bytes(7)]),
      'a code that was used': () => takeRecoveryCode(sql, who, bytes(7)),
      'a passkey less': () => deletePasskey(sql, who, 'q'),
      'all anew': () => forgetSecrets(sql, who),
    };
    for (const [name, act] of Object.entries(acts))
      expect(await moved(act), name).toEqual({ secrets: true, access: false });
    const none = { secrets: false, access: false };
    expect(await moved(() => takeRecoveryCode(sql, who, bytes(8)))).toEqual(none);
    expect(await moved(() => deletePasskey(sql, who, 'of nobody'))).toEqual(none);
    // Nobody makes theirs the later word by asking for what is so already.
    for (const change of [{}, { role: 'owner' as const }, { disabled: false }, { role: 'viewer' as const }])
      expect(await moved(() => changeUser(sql, who, change)), JSON.stringify(change)).toEqual({
        ...none,
        access: 'role' in change && change.role === 'viewer',
      });
    const enabled = async () => {
      const [row] = await sql<{ at: Date }[]>`select enabled_at as at from users where id = ${who}`;
      return row!.at.getTime();
    };
    const first = await enabled();
    expect(await moved(() => changeUser(sql, who, { disabled: true }))).toEqual({ ...none, access: true });
    expect(await moved(() => changeUser(sql, who, { disabled: true }))).toEqual(none);
    expect(await enabled()).toBe(first);
    expect(await moved(() => changeUser(sql, who, { disabled: false }))).toEqual({ ...none, access: true });
    expect(await enabled()).toBeGreaterThan(first);
    const { id: key } = await insertKey(sql, {
      ...{ name: 'k', hash: bytes(30), scopes: ['admin'], expiresAt: null, by: null },
    });
    await rotateKey(sql, key, { hash: bytes(31), oldUntil: new Date(), holder: null });
    expect(await sql`select 1 from api_keys where id = ${key} and rotated_at is not null`).toHaveLength(1);
  });

  it('a key is its maker’s, by however many keys', async () => {
    const { sql } = database;
    const key = (n: number, by: string | null) =>
      insertKey(sql, { name: 'k', hash: bytes(n), scopes: ['admin'], expiresAt: null, by });
    const first = await key(10, id);
    const second = await key(11, first.id);
    const strange = await key(12, null);
    expect(await isSamePerson(sql, id, second.id)).toBe(true);
    expect(await isSamePerson(sql, first.id, second.id)).toBe(true);
    expect(await isSamePerson(sql, id, strange.id)).toBe(false);
    expect(await isSamePerson(sql, strange.id, strange.id)).toBe(true);
    // So it is where no person of HR is behind it.
    const child = await key(13, strange.id);
    const grandchild = await key(14, child.id);
    const booted = await key(15, 'bootstrap');
    expect(await isSamePerson(sql, strange.id, grandchild.id)).toBe(true);
    expect(await isSamePerson(sql, grandchild.id, child.id)).toBe(true);
    expect(await isSamePerson(sql, 'bootstrap', booted.id)).toBe(true);
    expect(await isSamePerson(sql, booted.id, grandchild.id)).toBe(false);
    expect(await isSamePerson(sql, booted.id, id)).toBe(false);
    await rotateKey(sql, child.id, { hash: bytes(16), oldUntil: new Date(), holder: null });
    expect(await isSamePerson(sql, strange.id, child.id)).toBe(true);
  });

  it('the audit log only grows, and forgets by age alone', async () => {
    const { sql } = database;
    const actor = { kind: 'user', id } as const;
    await writeAudit(sql, { actor, action: 'x', filters: ['q', 'role'], shown: 3, status: 200 });
    expect((await listAudit(sql, { actor: id }, { after: null, limit: 5 })).rows).toMatchObject([
      { action: 'x', filters: ['q', 'role'], shown: 3, candidate_id: null },
    ]);
    for (const change of [
      sql`update audit_log set status = 500`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
    ])
      await expect(change).rejects.toThrow(/append only/);
    await expect(
      sql.begin(async (tx) => {
        await tx`select forget_audit_log(now() - interval '1 day')`;
        await tx`delete from audit_log`;
      }),
    ).rejects.toThrow(/append only/);
    expect(await sql`select forget_audit_log(now() + interval '1 second') as n`).toEqual([{ n: 1 }]);
  });
});
