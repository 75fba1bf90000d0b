/** What a key may do. A scope names a room and a verb; `candidates:*` stands for both verbs. */

export const SCOPES = [
  'openings:read',
  'openings:write',
  'candidates:read',
  'candidates:write',
  'candidates:*',
  'interviews:read',
  'interviews:write',
  'interviews:*',
  'decisions:write',
  'broadcasts:write',
  'pipeline:read',
  'pipeline:write',
  'pipeline:*',
  'webhooks:write',
  'insight:read',
  'admin',
] as const;

export type Scope = (typeof SCOPES)[number];

/** All that is kept of one person in one piece: whoever reads it may read every part of it. */
export const WHOLE_PERSON = [
  'candidates:read',
  'interviews:read',
  'pipeline:read',
] as const satisfies Scope[];

/** `admin` may make keys with any scope, so to refuse it anything would only be a detour. */
export function allows(given: readonly string[], needed: Scope): boolean {
  const room = needed.split(':')[0];
  return given.includes(needed) || given.includes(`${room}:*`) || given.includes('admin');
}
