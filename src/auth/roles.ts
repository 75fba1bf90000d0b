/** What people of HR may do, by their role: the scopes that a key would need for it. */
import type { Role } from '../../db/users.ts';
import type { Scope } from './scopes.ts';

export const ROLES = ['owner', 'recruiter', 'viewer'] as const satisfies readonly Role[];

const SCOPES_OF: Record<Role, readonly Scope[]> = {
  owner: ['admin'],
  // Everything but keys, users and webhooks.
  recruiter: [
    'openings:read',
    'openings:write',
    'candidates:*',
    'interviews:*',
    'decisions:write',
    'broadcasts:write',
    'pipeline:*',
    'insight:read',
  ],
  viewer: ['openings:read', 'candidates:read', 'interviews:read', 'pipeline:read', 'insight:read'],
};

export const scopesOf = (role: Role): readonly Scope[] => SCOPES_OF[role];
