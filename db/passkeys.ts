/** Passkeys of HR's users, and what an authenticator was asked to sign. */
import type { Tx } from './client.ts';
import { noteSecrets } from './users.ts';

export interface PasskeyRow {
  id: string;
  user_id: string;
  public_key: Uint8Array;
  counter: number;
  transports: string[];
  created_at: Date;
  last_used_at: Date | null;
}

const selected = (tx: Tx) =>
  tx`p.id, p.user_id, p.public_key, p.counter, to_jsonb(p.transports) as transports, p.created_at, p.last_used_at`;

/** False when this authenticator is somebody's already. */
export async function insertPasskey(
  tx: Tx,
  passkey: Pick<PasskeyRow, 'id' | 'user_id' | 'public_key' | 'counter' | 'transports'>,
): Promise<boolean> {
  const rows = await tx`
    insert into user_passkeys (id, user_id, public_key, counter, transports)
    values (${passkey.id}, ${passkey.user_id}, ${passkey.public_key}, ${passkey.counter},
            array(select jsonb_array_elements_text(${tx.json(passkey.transports)}::jsonb)))
    on conflict (id) do nothing returning 1`;
  return rows.length > 0;
}

/** Null for one of nobody, or of somebody who is disabled. */
export async function findPasskey(tx: Tx, id: string): Promise<PasskeyRow | null> {
  const [row] = await tx<PasskeyRow[]>`
    select ${selected(tx)} from user_passkeys p join users u on u.id = p.user_id
    where p.id = ${id} and u.disabled_at is null`;
  return row ?? null;
}

export async function listPasskeys(tx: Tx, userId: string): Promise<PasskeyRow[]> {
  return tx<PasskeyRow[]>`
    select ${selected(tx)} from user_passkeys p where p.user_id = ${userId} order by p.created_at, p.id`;
}

/** False when another answer of this authenticator was faster: a copy of it, or the same answer twice. */
export async function usePasskey(
  tx: Tx,
  { id, counter, before }: { id: string; counter: number; before: number },
): Promise<boolean> {
  const rows = await tx`
    update user_passkeys set counter = ${counter}, last_used_at = now()
    where id = ${id} and counter = ${before} returning 1`;
  return rows.length > 0;
}

export async function deletePasskey(tx: Tx, userId: string, id: string): Promise<boolean> {
  const rows = await tx`delete from user_passkeys where id = ${id} and user_id = ${userId} returning 1`;
  if (rows.length > 0) await noteSecrets(tx, userId);
  return rows.length > 0;
}

/** Takes a few that are over away, too: the table never needs a visit of its own. */
export async function insertChallenge(
  tx: Tx,
  { challenge, userId, expiresAt }: { challenge: string; userId: string | null; expiresAt: Date },
): Promise<void> {
  await tx`
    delete from user_challenges where challenge in (
      select challenge from user_challenges where expires_at < now() order by expires_at
      limit 20 for update skip locked)`;
  await tx`
    insert into user_challenges (challenge, user_id, expires_at) values (${challenge}, ${userId}, ${expiresAt})`;
}

/** True once: it was asked of this person (null: of whoever signs in) and is still good. */
export async function takeChallenge(tx: Tx, challenge: string, userId: string | null): Promise<boolean> {
  const rows = await tx<{ good: boolean }[]>`
    delete from user_challenges where challenge = ${challenge} and user_id is not distinct from ${userId}
    returning expires_at > now() as good`;
  return rows[0]?.good ?? false;
}
