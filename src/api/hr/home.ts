/** `/hr`: who is signed in, and where; and out again. */
import type { Hono } from 'hono';
import { endSession, type LiveSession, listSessions, type SessionRow } from '../../../db/sessions.ts';
import { noCookie } from '../../auth/sessions.ts';
import { clockOf, dayOf } from '../../texts/dates.ts';
import type { Language } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { words } from '../pages/html.ts';
import { type Desk, onward } from './desk.ts';
import { hrPage, languageOf } from './page.ts';

export function homeRoutes(app: Hono<ApiEnv>, deps: ApiDeps, desk: Desk): void {
  app.get('/hr', async (c) => {
    const session = await desk.who(c);
    if (!session) return onward(c, '/hr/login');
    const sessions = await listSessions(deps.sql, session.user_id);
    return c.html(homePage(languageOf(c), { session, sessions, zone: zoneOf(deps) }));
  });

  /** `end`: the id of a session of one's own; without, the one that this is. */
  app.post('/hr', async (c) => {
    const session = await desk.who(c);
    if (!session) return onward(c, '/hr/login');
    const given = await desk.form(c);
    const ended = given('end') || session.id;
    await deps.sql.begin(async (tx) => {
      if (await endSession(tx, session.user_id, ended))
        await desk.record(c, tx, session.user_id, 'sign_out', ended);
    });
    return ended === session.id ? onward(c, '/hr/login', noCookie(deps.address())) : onward(c, '/hr');
  });
}

/** The times on these pages are of the company's place. */
export const zoneOf = ({ config }: Pick<ApiDeps, 'config'>): string => config.defaultTimeZone ?? 'UTC';

export const momentOf = (at: Date, language: Language, zone: string): string =>
  `${dayOf(at, language, zone)} ${clockOf(at, language, zone)}`;

function homePage(
  language: Language,
  { session, sessions, zone }: { session: LiveSession; sessions: SessionRow[]; zone: string },
): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const { email, role } = session;
  const card = (row: SessionRow) => {
    const times = {
      at: momentOf(row.created_at, language, zone),
      seen: momentOf(row.seen_at, language, zone),
    };
    const device = row.device ?? say('hr_session_unknown');
    const end =
      row.id === session.id
        ? `<p class="said">${say('hr_session_here')}</p>`
        : `<form method="post"><input type="hidden" name="end" value="${row.id}">
<button type="submit" class="plain">${say('hr_session_end', { device })}</button></form>`;
    return `<li class="card"><p><strong>${device}</strong></p>
<p class="hint">${say('hr_session_proof', { proof: row.proof })}</p>
<p class="hint">${say('hr_session_when', times)}</p>
${end}</li>`;
  };
  const body = `<p>${say('hr_home_who', { email, role })}</p>
<p class="hint">${say('hr_home_can', { role })}</p>
<p class="go"><a href="/hr/security">${say('hr_security')}</a></p>
<h2>${say('hr_sessions')}</h2>
<ul>${sessions.map(card).join('\n')}</ul>
<form method="post"><button type="submit">${say('hr_logout')}</button></form>`;
  return hrPage(language, { title: say('hr_home_title'), body });
}
