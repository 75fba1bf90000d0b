/**
 * Who may come in, held against an older moment that is brought back: a key that was revoked since opens nothing again, nobody
 * who was shut out comes back, and what somebody signs in with no longer does not sign them in.
 */
import type postgres from 'postgres';
import type { Tx } from './client.ts';
import type { Role } from './users.ts';

/** What was known of it elsewhere: ids, roles and times. */
export interface Access {
  /** Of keys, when they were revoked and when their secret was last changed. */
  keys: { id: string; revokedAt: Date | null; rotatedAt: Date | null }[];
  /**
   * `accessAt`: when their role, or whether they are shut out, last changed; `enabledAt`: when they were last let in;
   * `secretsAt`: when what they sign in with changed; `overtaken`: the same in a database that was lost, where a restored one has
   * had another change since.
   */
  users: {
    id: string;
    role: Role;
    disabledAt: Date | null;
    accessAt: Date;
    enabledAt: Date;
    secretsAt: Date;
    overtaken?: Date | undefined;
  }[];
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
  /** Keys that people had made or taken over meanwhile, who are shut out, may do less or begin anew; revoked. */
  ended: string[];
  /** People who were let in again here, or may do more, after what is known elsewhere; they may. */
  letIn: string[];
  /** People who changed what they sign in with, there and then here: it stays, and nobody knows who that was. */
  twice: string[];
}

/** Nothing was to be ended. */
export const nobody = (): ShutOut => ({
  ...{ revoked: 0, disabled: 0, unowned: [], rotated: [], anew: [], endpoints: [] },
  ...{ ended: [], letIn: [], twice: [] },
});

/** What the database knows itself. Of keys, those of which anything else would hold in an older one. */
export async function accessOf(tx: Tx): Promise<Access> {
  const keys = await tx<Access['keys']>`
    select id, revoked_at as "revokedAt", rotated_at as "rotatedAt" from api_keys
    where revoked_at is not null or rotated_at is not null order by position`;
  const users = await usersOf(tx);
  const endpoints = await tx<Access['endpoints']>`
    select id, updated_at as "updatedAt" from webhook_endpoints order by position`;
  return { keys: [...keys], users: [...users], endpoints: [...endpoints] };
}

/** Of people of HR, whoever they are. */
export function usersOf(tx: Tx): Promise<Access['users']> {
  return tx<Access['users']>`
    select id, role, disabled_at as "disabledAt", access_at as "accessAt", enabled_at as "enabledAt", secrets_at as "secretsAt"
    from users order by position`;
}

/** Both. What is revoked stays so, who is shut out until they are let in again; of everything else, the later word holds. */
export function mergeAccess(one: Access, other: Access): Access {
  return {
    keys: merge(one.keys, other.keys, (a, b) => ({
      id: a.id,
      revokedAt: a.revokedAt ?? b.revokedAt,
      rotatedAt: later(a.rotatedAt, b.rotatedAt),
    })),
    users: merge(one.users, other.users, mergeUser),
    endpoints: merge(one.endpoints, other.endpoints, (a, b) => (b.updatedAt > a.updatedAt ? b : a)),
  };
}

/**
 * Of two that know of one person, what holds. Who is shut out by one may come in by the other and change something there, be it
 * of themselves: only that somebody let them in again, later, ends it.
 */
export function mergeUser(a: Access['users'][number], b: Access['users'][number]): Access['users'][number] {
  const [out, back] = [later(a.disabledAt, b.disabledAt), later(a.enabledAt, b.enabledAt)!];
  const { id, role, accessAt } = b.accessAt > a.accessAt ? b : a;
  const disabledAt = out && back > out ? null : out;
  const overtaken = a.overtaken ?? b.overtaken;
  const secretsAt = later(a.secretsAt, b.secretsAt)!;
  return { id, role, accessAt, disabledAt, enabledAt: back, secretsAt, ...(overtaken && { overtaken }) };
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
      totp_step = k.totp_step, access_at = k.access_at, enabled_at = k.enabled_at, secrets_at = k.secrets_at
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
  return { ...nobody(), ...back, unowned: unowned.map(({ id }) => id) };
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
