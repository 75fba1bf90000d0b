/** Where HR's users are signed in. Of a session's token only the hash is here. */
import { newId } from '../src/ids.ts';
import type { Tx } from './client.ts';
import type { Role } from './users.ts';

export type Proof = 'password' | 'recovery_code' | 'passkey' | 'link';

export interface SessionRow {
  id: string;
  proof: Proof;
  device: string | null;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
}

/** A session as whoever comes with it is known by. */
export interface LiveSession {
  id: string;
  user_id: string;
  email: string;
  role: Role;
  created_at: Date;
  /** Not written down for a minute. */
  stale: boolean;
}

/** Hours without a request after which a session is over. */
const IDLE_HOURS = 12;

const live = (tx: Tx) => tx`
  s.ended_at is null and s.expires_at > now() and s.seen_at > now() - make_interval(hours => ${IDLE_HOURS})`;

export async function insertSession(
  tx: Tx,
  session: { hash: Uint8Array; userId: string; proof: Proof; device: string | null; expiresAt: Date },
): Promise<string> {
  const id = newId('ses');
  await tx`
    insert into user_sessions (id, hash, user_id, proof, device, expires_at)
    values (${id}, ${session.hash}, ${session.userId}, ${session.proof}, ${session.device}, ${session.expiresAt})`;
  await tx`update users set last_login_at = now() where id = ${session.userId}`;
  return id;
}

/** Null for one that is over, or whose person may not come in any more. */
export async function findLiveSession(tx: Tx, hash: Uint8Array): Promise<LiveSession | null> {
  const [row] = await tx<LiveSession[]>`
    select s.id, s.user_id, u.email, u.role, s.created_at, s.seen_at < now() - interval '1 minute' as stale
    from user_sessions s join users u on u.id = s.user_id
    where s.hash = ${hash} and ${live(tx)} and u.disabled_at is null`;
  return row ?? null;
}

/** Of these ids, those of sessions that are open. */
export async function liveSessions(tx: Tx, ids: string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select s.id from user_sessions s join users u on u.id = s.user_id
    where s.id = any(${ids}) and ${live(tx)} and u.disabled_at is null`;
  return new Set(rows.map((row) => row.id));
}

export async function touchSession(tx: Tx, id: string): Promise<void> {
  await tx`update user_sessions set seen_at = now() where id = ${id} and seen_at < now() - interval '1 minute'`;
}

/** Those that are open, newest first. */
export async function listSessions(tx: Tx, userId: string): Promise<SessionRow[]> {
  return tx<SessionRow[]>`
    select s.id, s.proof, s.device, s.created_at, s.seen_at, s.expires_at from user_sessions s
    where s.user_id = ${userId} and ${live(tx)} order by s.position desc`;
}

/** Null when this person has no such session; one that is over stays over. */
export async function endSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  const rows = await tx`
    update user_sessions set ended_at = coalesce(ended_at, now())
    where id = ${id} and user_id = ${userId} returning 1`;
  return rows.length > 0;
}

/** All of one person's. */
export async function endSessions(tx: Tx, userId: string): Promise<void> {
  await tx`update user_sessions set ended_at = now() where user_id = ${userId} and ended_at is null`;
}
