/** What is known elsewhere of who may come in, put into force: without secrets, so that what was changed since ends. */
import { type Access, mergeUser, type ShutOut, usersOf } from './access.ts';
import type { Tx } from './client.ts';
import type { Holder } from './keys.ts';
import { endSessions } from './sessions.ts';
import { closeUserLinks } from './user-links.ts';
import { forgetSecrets, type Role } from './users.ts';

/** The first may do most. */
const RANK: Record<Role, number> = { owner: 0, recruiter: 1, viewer: 2 };

/**
 * Ends keys, people's ways in and endpoints as the record says. Where they are signed in ends with it: somebody may have come in
 * with what was over.
 * @returns also who is shut out or has another role since, whose keys are to be ended
 */
export async function applyAccess(tx: Tx, known: Access): Promise<ShutOut & { changed: Holder[] }> {
  const revoked = await tx<{ id: string }[]>`
    update api_keys a set revoked_at = r."revokedAt"
    from jsonb_to_recordset(${tx.json(known.keys as never)}) as r(id text, "revokedAt" timestamptz)
    where r.id = a.id and r."revokedAt" is not null and a.revoked_at is null returning a.id`;
  const rotated = await tx<{ id: string }[]>`
    update api_keys a set revoked_at = now(), old_until = null
    from jsonb_to_recordset(${tx.json(known.keys as never)}) as r(id text, "rotatedAt" timestamptz)
    where r.id = a.id and a.revoked_at is null and r."rotatedAt" > coalesce(a.rotated_at, '-infinity')
    returning a.id`;
  const users = await changeUsers(tx, known.users);
  return {
    ...{ ...users, revoked: revoked.length, unowned: [], rotated: rotated.map(({ id }) => id) },
    twice: await changedTwice(tx, known.users),
    ...(await forgetOld(tx, known.users)),
    endpoints: await switchOff(tx, known.endpoints),
  };
}

async function changeUsers(
  tx: Tx,
  known: Access['users'],
): Promise<Pick<ShutOut, 'disabled' | 'letIn'> & { changed: Holder[] }> {
  const said = new Map(known.map((one) => [one.id, one]));
  const letIn: string[] = [];
  const changed: Holder[] = [];
  let disabled = 0;
  for (const here of await usersOf(tx)) {
    const { id } = here;
    const there = said.get(id);
    if (!there) continue;
    const now = mergeUser(here, there);
    // Times come from the database with more digits than a date has: none goes back.
    await tx`
      update users set role = ${now.role}, disabled_at = ${now.disabledAt}, access_at = greatest(access_at, ${now.accessAt}),
        enabled_at = greatest(enabled_at, ${now.enabledAt})
      where id = ${id}`;
    if (mayMore(now, there)) letIn.push(id);
    if (mayMore(here, now)) disabled++;
    const out = now.disabledAt !== null;
    if (now.role === here.role && out === (here.disabledAt !== null)) continue;
    changed.push({ id, role: now.role, disabled: out });
    await endSessions(tx, id);
    if (out) await closeUserLinks(tx, id, null);
  }
  return { disabled, letIn, changed };
}

type Allowed = Pick<Access['users'][number], 'role' | 'disabledAt'>;

/** The first may do more than the second. */
const mayMore = (one: Allowed, other: Allowed) =>
  one.disabledAt === null && (other.disabledAt !== null || RANK[one.role] < RANK[other.role]);

/** `anew`: those who could have signed in with what is old; `ended`: the keys that they have had since it is. */
async function forgetOld(tx: Tx, users: Access['users']): Promise<Pick<ShutOut, 'anew' | 'ended'>> {
  const old = await tx<{ id: string; at: Date; could: boolean }[]>`
    select u.id, r."secretsAt" as at, u.disabled_at is null and (u.password is not null
      or exists (select 1 from user_passkeys where user_id = u.id)) as could
    from users u join jsonb_to_recordset(${tx.json(users as never)}) as r(id text, "secretsAt" timestamptz) using (id)
    where r."secretsAt" > u.secrets_at order by u.position`;
  const ended: string[] = [];
  for (const { id, at } of old) {
    await forgetSecrets(tx, id);
    await tx`update users set secrets_at = ${at} where id = ${id}`;
    await endSessions(tx, id);
    await closeUserLinks(tx, id, null);
    // Whoever came in with what was over by then could take one along.
    const taken = await tx<{ id: string }[]>`
      update api_keys set revoked_at = now()
      where made_by = ${id} and revoked_at is null and greatest(created_at, rotated_at) > ${at} returning id`;
    ended.push(...taken.map((key) => key.id));
  }
  return { anew: old.filter(({ could }) => could).map(({ id }) => id), ended };
}

/**
 * Of whom the record knows a change between the backup and the restore, and who then made another here. Of a backup that the
 * command did not make, nobody knows when it was.
 */
export async function changedTwice(tx: Tx, users: Access['users']): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with restored as (
      select max(at) as at from audit_log where action = 'restore' and subject is null and actor_id = 'command_line'
    ), made as (
      select max(l.at) as at from audit_log l, restored where l.action = 'backup' and l.at < restored.at
    )
    select u.id from restored, made, users u
    join jsonb_to_recordset(${tx.json(users as never)}) as r(id text, "secretsAt" timestamptz, overtaken timestamptz) using (id)
    where u.disabled_at is null and u.secrets_at > restored.at
      and coalesce(r.overtaken, r."secretsAt") > coalesce(made.at, '-infinity')
      and coalesce(r.overtaken, r."secretsAt") < restored.at
    order by u.position`;
  return rows.map(({ id }) => id);
}

async function switchOff(tx: Tx, endpoints: Access['endpoints']): Promise<string[]> {
  const off = await tx<{ id: string }[]>`
    update webhook_endpoints e set state = 'disabled', disabled_because = 'restored', updated_at = r."updatedAt"
    from jsonb_to_recordset(${tx.json(endpoints as never)}) as r(id text, "updatedAt" timestamptz)
    where r.id = e.id and e.state = 'active' and r."updatedAt" > e.updated_at returning e.id`;
  return off.map(({ id }) => id);
}
