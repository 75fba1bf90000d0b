/** What the demonstration finds in its database; what is there already stays as it is. */

import { insertApplication } from '../../db/applications.ts';
import { insertCandidate, listCandidates } from '../../db/candidates.ts';
import type { Sql } from '../../db/client.ts';
import { listKeys, revokeKey } from '../../db/keys.ts';
import { findOpeningByCode, insertOpening } from '../../db/openings.ts';
import { findUserByEmail, insertUser } from '../../db/users.ts';
import { createKey } from '../auth/keys.ts';
import { makeLink } from '../auth/links.ts';
import type { Language, Opening } from '../types.ts';
import { demoOpenings } from './openings.ts';

export async function seedOpenings(sql: Sql): Promise<Opening[]> {
  const openings: Opening[] = [];
  for (const opening of demoOpenings) {
    const made = (await insertOpening(sql, opening)) ?? (await findOpeningByCode(sql, opening.code));
    if (made) openings.push(made);
  }
  return openings;
}

/** True when nobody has ever been here. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  return (await listCandidates(sql, {}, { after: null, limit: 1 })).rows.length === 0;
}

const applicants: { name: string; language: Language; code: string; night: boolean }[] = [
  { name: '李娜', language: 'zh', code: 'CARE01', night: false },
  { name: 'Tom', language: 'en', code: 'SORT01', night: true },
];

/** People who applied elsewhere and have not been interviewed. */
export async function seedApplicants(sql: Sql, openings: Opening[]): Promise<void> {
  for (const { name, language, code, night } of applicants) {
    const opening = openings.find((one) => one.code === code);
    if (!opening) continue;
    const candidate = await insertCandidate(sql, {
      name,
      phone: null,
      language,
      time_zone: 'Asia/Shanghai',
      preferences: { roles: [opening.role], accepts_night: night },
      profile: {},
      location: null,
      source: 'job_board',
    });
    await insertApplication(sql, {
      candidateId: candidate.id,
      openingId: opening.id,
      source: 'job_board',
    });
  }
}

const HR = 'hr@demo.example';

/** The path of a link that signs HR in, once; those of earlier runs are over. */
export async function demoLink(sql: Sql): Promise<string> {
  const given = { email: HR, role: 'owner', by: 'demo' } as const;
  const user = (await findUserByEmail(sql, HR)) ?? (await insertUser(sql, given));
  return (await makeLink(sql, user!.id, 'enter')).path;
}

const KEY_NAME = 'demo';
const PAGE = 200;

/** A key for this run; those of earlier runs end here. */
export async function demoKey(sql: Sql): Promise<string> {
  for (let after: number | null = null; ; ) {
    const page = await listKeys(sql, { after, limit: PAGE });
    for (const { id, name, revoked_at } of page.rows) {
      if (name === KEY_NAME && revoked_at === null) await revokeKey(sql, id);
    }
    if (page.next === null) break;
    after = page.next;
  }
  return (await createKey(sql, { name: KEY_NAME, scopes: ['admin'], expiresAt: null })).key;
}
