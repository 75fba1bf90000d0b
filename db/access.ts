/**
 * Who may come in, held against an older moment that is brought back: a key that was revoked since opens nothing again, nobody
 * who was shut out comes back, and what somebody signs in with no longer does not sign them in.
 */
import type postgres from 'postgres';
import type { Tx } from './client.ts';
import { forgetSecrets, type Role } from './users.ts';

/** What was known of it elsewhere: ids, roles and times. */
export interface Access {
  /** Of keys, when they were revoked and when their secret was last changed. */
  keys: { id: string; revokedAt: Date | null; rotatedAt: Date | null }[];
  /** `accessAt`: when their role, or whether they are shut out, last changed; `secretsAt`: what they sign in with. */
  users: { id: string; role: Role; disabledAt: Date | null; accessAt: Date; secretsAt: Date }[];
  endpoints: { id: string; updatedAt: Date }[];
}

/** What was ended, where it would have come back. */
export interface ShutOut {
  /** How many keys that had been revoked. */
  revoked: number;
  /** How many people who had been shut out, or may do less than they did. */
  disabled: number;
  /** Keys of whoever is not there any more; revoked. */
  unowned: string[];
  /** Keys whose secret is another since, and nobody here has that; revoked. */
  rotated: string[];
  /** People who sign in with something else since, and nobody here knows with what: they need a link. */
  anew: string[];
  /** Webhook endpoints that were changed since, nobody here knows how; off. */
  endpoints: string[];
}

/** What the database knows itself. Of keys, those of which anything else would hold in an older one. */
export async function accessOf(tx: Tx): Promise<Access> {
  const keys = await tx<Access['keys']>`
    select id, revoked_at as "revokedAt", rotated_at as "rotatedAt" from api_keys
    where revoked_at is not null or rotated_at is not null order by position`;
  const users = await tx<Access['users']>`
    select id, role, disabled_at as "disabledAt", access_at as "accessAt", secrets_at as "secretsAt"
    from users order by position`;
  const endpoints = await tx<Access['endpoints']>`
    select id, updated_at as "updatedAt" from webhook_endpoints order by position`;
  return { keys: [...keys], users: [...users], endpoints: [...endpoints] };
}

/** Both. What is revoked stays so; of everything else, the later word holds. */
export function mergeAccess(one: Access, other: Access): Access {
  return {
    keys: merge(one.keys, other.keys, (a, b) => ({
      id: a.id,
      revokedAt: a.revokedAt ?? b.revokedAt,
      rotatedAt: later(a.rotatedAt, b.rotatedAt),
    })),
    users: merge(one.users, other.users, (a, b) => ({
      ...(b.accessAt > a.accessAt ? b : a),
      secretsAt: later(a.secretsAt, b.secretsAt)!,
    })),
    endpoints: merge(one.endpoints, other.endpoints, (a, b) => (b.updatedAt > a.updatedAt ? b : a)),
  };
}

function merge<T extends { id: string }>(one: T[], other: T[], both: (a: T, b: T) => T): T[] {
  const all = new Map(one.map((row) => [row.id, row]));
  for (const row of other) {
    const known = all.get(row.id);
    all.set(row.id, known ? both(known, row) : row);
  }
  return [...all.values()];
}

const later = (a: Date | null, b: Date | null) => (a && b ? (a > b ? a : b) : (a ?? b));

/** What the database that gives way knows, until the transaction ends. */
export async function keepAccess(tx: Tx): Promise<void> {
  await tx`create temporary table kept_keys on commit drop as select * from api_keys`;
  await tx`create temporary table kept_users on commit drop as select * from users`;
  await tx`create temporary table kept_passkeys on commit drop as select * from user_passkeys`;
  await tx`create temporary table kept_codes on commit drop as select * from user_recovery_codes`;
  await tx`create temporary table kept_endpoints on commit drop as select * from webhook_endpoints`;
}

/** Puts what {@link keepAccess} has kept in the place of what came back: the secrets of now, and whose they are. */
export async function carryAccess(tx: Tx): Promise<ShutOut> {
  const back = await whoCameBack(tx);
  // Whose a key is, is carried over too: shut out later, its holder takes it with them.
  await tx`
    update api_keys a set hash = k.hash, old_hash = k.old_hash, old_until = k.old_until, rotated_at = k.rotated_at,
      made_by = (select id from users where id = k.made_by),
      old_made_by = (select id from users where id = k.old_made_by),
      revoked_at = coalesce(k.revoked_at, a.revoked_at)
    from kept_keys k where k.id = a.id`;
  // Whoever took it came after the backup: nobody is there with whom it would end.
  const unowned = await tx<{ id: string }[]>`
    update api_keys a set revoked_at = now() from kept_keys k
    where k.id = a.id and k.made_by is not null and a.made_by is null and a.revoked_at is null
    returning a.id`;
  await tx`
    update api_keys a set old_until = now() from kept_keys k
    where k.id = a.id and k.old_made_by is not null and a.old_made_by is null and a.old_until > now()`;
  await tx`
    update users u set role = k.role, disabled_at = k.disabled_at, password = k.password, totp = k.totp,
      totp_step = k.totp_step, access_at = k.access_at, secrets_at = k.secrets_at
    from kept_users k where k.id = u.id`;
  await tx`delete from user_passkeys where user_id in (select id from kept_users)`;
  await tx`
    insert into user_passkeys (id, user_id, public_key, counter, transports, created_at, last_used_at)
    select id, user_id, public_key, counter, transports, created_at, last_used_at from kept_passkeys
    where user_id in (select id from users)`;
  await tx`delete from user_recovery_codes where user_id in (select id from kept_users)`;
  await tx`
    insert into user_recovery_codes (user_id, hash, used_at)
    select user_id, hash, used_at from kept_codes where user_id in (select id from users)`;
  // Where an endpoint is, and what it is signed with: nothing goes where nobody should be told any more.
  await tx`
    update webhook_endpoints e set url = k.url, events = k.events, secret = k.secret, old_secret = k.old_secret,
      old_secret_until = k.old_secret_until, state = k.state, disabled_because = k.disabled_because,
      failing_since = k.failing_since, updated_at = k.updated_at
    from kept_endpoints k where k.id = e.id`;
  return { ...back, unowned: unowned.map(({ id }) => id), rotated: [], anew: [], endpoints: [] };
}

/** Of keys that work in the backup and people who may come in, those of whom the database that gives way says otherwise. */
async function whoCameBack(tx: Tx): Promise<Pick<ShutOut, 'revoked' | 'disabled'>> {
  const [row] = await tx<{ revoked: number; disabled: number }[]>`
    select
      (select count(*)::int from api_keys a join kept_keys k using (id)
        where a.revoked_at is null and k.revoked_at is not null and (a.expires_at is null or a.expires_at > now()))
        as revoked,
      (select count(*)::int from users u join kept_users k using (id)
        where u.disabled_at is null and (k.disabled_at is not null or ${less(tx, tx`k.role`, tx`u.role`)})) as disabled`;
  return row!;
}

type Piece = postgres.PendingQuery<postgres.Row[]>;

/** The first may do less than the second. */
const less = (tx: Tx, one: Piece, other: Piece) => tx`
  array_position(array['owner', 'recruiter', 'viewer'], ${one}) > array_position(array['owner', 'recruiter', 'viewer'], ${other})`;

/** The same from what is known elsewhere, without secrets: where something was changed since, the one of the backup ends. */
export async function applyAccess(tx: Tx, known: Access): Promise<ShutOut> {
  const revoked = await tx<{ id: string }[]>`
    update api_keys a set revoked_at = r."revokedAt"
    from jsonb_to_recordset(${tx.json(known.keys as never)}) as r(id text, "revokedAt" timestamptz)
    where r.id = a.id and r."revokedAt" is not null and a.revoked_at is null returning a.id`;
  const rotated = await tx<{ id: string }[]>`
    update api_keys a set revoked_at = now(), old_until = null
    from jsonb_to_recordset(${tx.json(known.keys as never)}) as r(id text, "rotatedAt" timestamptz)
    where r.id = a.id and a.revoked_at is null and r."rotatedAt" > coalesce(a.rotated_at, '-infinity')
    returning a.id`;
  const disabled = await tx<{ less: boolean }[]>`
    update users u set role = r.role, disabled_at = r."disabledAt", access_at = r."accessAt"
    from jsonb_to_recordset(${tx.json(known.users as never)}) as r(id text, role text, "disabledAt" timestamptz,
      "accessAt" timestamptz), users b
    where r.id = u.id and b.id = u.id and r."accessAt" > u.access_at
    returning b.disabled_at is null and (u.disabled_at is not null or ${less(tx, tx`u.role`, tx`b.role`)}) as less`;
  return {
    revoked: revoked.length,
    disabled: disabled.filter((row) => row.less).length,
    unowned: [],
    rotated: rotated.map(({ id }) => id),
    anew: await forgetOld(tx, known.users),
    endpoints: await switchOff(tx, known.endpoints),
  };
}

/** @returns those who could have signed in with what is old */
async function forgetOld(tx: Tx, users: Access['users']): Promise<string[]> {
  const old = await tx<{ id: string; at: Date; could: boolean }[]>`
    select u.id, r."secretsAt" as at, u.disabled_at is null and (u.password is not null
      or exists (select 1 from user_passkeys where user_id = u.id)) as could
    from users u join jsonb_to_recordset(${tx.json(users as never)}) as r(id text, "secretsAt" timestamptz) using (id)
    where r."secretsAt" > u.secrets_at order by u.position`;
  for (const { id, at } of old) {
    await forgetSecrets(tx, id);
    await tx`update users set secrets_at = ${at} where id = ${id}`;
  }
  return old.filter(({ could }) => could).map(({ id }) => id);
}

async function switchOff(tx: Tx, endpoints: Access['endpoints']): Promise<string[]> {
  const off = await tx<{ id: string }[]>`
    update webhook_endpoints e set state = 'disabled', disabled_because = 'restored', updated_at = r."updatedAt"
    from jsonb_to_recordset(${tx.json(endpoints as never)}) as r(id text, "updatedAt" timestamptz)
    where r.id = e.id and e.state = 'active' and r."updatedAt" > e.updated_at returning e.id`;
  return off.map(({ id }) => id);
}
