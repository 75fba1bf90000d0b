/** How somebody signs in, as HTML. */
import type { PasskeyRow } from '../../../db/passkeys.ts';
import type { PasswordProblem } from '../../auth/passwords.ts';
import type { Seal } from '../../secrets.ts';
import type { Language } from '../../types.ts';
import { html, words } from '../pages/html.ts';
import { momentOf } from './home.ts';
import { hrPage, passkeyForm } from './page.ts';
import { choiceForm, type Person, type Problems, passwordField } from './secrets.ts';

export interface SecurityView {
  person: Person;
  hasPassword: boolean;
  recoveryCodes: number;
  passkeys: PasskeyRow[];
  /** What the authenticator is asked for a new passkey; null where there are none. */
  asked: object | null;
  zone: string;
  saved?: boolean;
  choice?: Problems;
  /** The secret that was on the page before. */
  shown?: string | null;
  password?: PasswordProblem;
  passkey?: 'failed' | 'last';
}

export async function securityPage(language: Language, seal: Seal, view: SecurityView): Promise<string> {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const { person, hasPassword, asked } = view;
  const change = hasPassword
    ? `<details class="sheet"${view.password ? ' open' : ''}><summary>${say('hr_change_password')}</summary>
<p class="hint">${say('hr_change_about')}</p>
<form method="post" novalidate><input type="hidden" name="what" value="password">
${passwordField(language, view.password, 'other')}
<button type="submit">${say('hr_save')}</button></form></details>`
    : '';
  const problems = view.choice ?? {};
  const form = await choiceForm(language, seal, { person, problems, shown: view.shown ?? null });
  const left = hasPassword
    ? `<p class="hint">${say('hr_recovery_left', { left: String(view.recoveryCodes) })}</p>`
    : '';
  const add = asked
    ? `<div data-only="script" hidden>${passkeyForm(language, { kind: 'create', asked, label: 'hr_join_passkey_submit' })}</div>`
    : '';
  const body = `${view.saved ? `<p class="said" role="status">${say('hr_saved')}</p>` : ''}
<p class="go"><a href="/hr">${say('hr_back')}</a></p>
<h2>${say('hr_passkeys')}</h2>
${view.passkey ? `<p class="fix" role="alert">${say(`hr_passkey_${view.passkey}`)}</p>` : ''}
${passkeys(language, view)}
${add}
<h2>${say('hr_join_password')}</h2>
${left}
${change}
<details class="sheet"${view.choice ? ' open' : ''}><summary>${say(hasPassword ? 'hr_new_authenticator' : 'hr_join_password')}</summary>
<p class="hint">${say('hr_change_about')}</p>
${form}</details>`;
  return hrPage(language, { title: say('hr_security'), body });
}

function passkeys(language: Language, { passkeys, zone }: SecurityView): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  if (passkeys.length === 0) return `<p class="hint">${say('hr_passkeys_none')}</p>`;
  const card = ({ id, created_at, last_used_at }: PasskeyRow) => {
    const at = momentOf(created_at, language, zone);
    const when = last_used_at
      ? say('hr_passkey_when', { at, seen: momentOf(last_used_at, language, zone) })
      : say('hr_passkey_unused', { at });
    return `<li class="card"><p>${when}</p>
<form method="post"><input type="hidden" name="what" value="remove"><input type="hidden" name="passkey" value="${html(id)}">
<button type="submit" class="plain">${say('hr_passkey_remove', { at })}</button></form></li>`;
  };
  return `<ul>${passkeys.map(card).join('\n')}</ul>`;
}

export function stalePage(language: Language): string {
  const say = (key: string) => words(language, key);
  const body = `<p>${say('hr_stale')}</p>
<form method="post" action="/hr"><button type="submit">${say('hr_stale_submit')}</button></form>
<p class="go"><a href="/hr">${say('hr_back')}</a></p>`;
  return hrPage(language, { title: say('hr_security'), body });
}
