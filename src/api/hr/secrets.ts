/** Choosing a password and an authenticator: the form, what is wrong with what was typed, and keeping it. */
import { renderSVG } from 'uqr';
import type { Tx } from '../../../db/client.ts';
import { setRecoveryCodes, setSecrets } from '../../../db/users.ts';
import {
  hashPassword,
  LONGEST,
  type PasswordProblem,
  passwordProblem,
  SHORTEST,
} from '../../auth/passwords.ts';
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpAddress, totpStep } from '../../auth/totp.ts';
import type { Seal } from '../../secrets.ts';
import type { Language } from '../../types.ts';
import { html, words } from '../pages/html.ts';
import { hrPage } from './page.ts';

export interface Person {
  id: string;
  email: string;
}

export interface Problems {
  password?: PasswordProblem;
  code?: 'wrong';
}

/** Chosen, and proved by a code of the new authenticator. */
export interface Chosen {
  password: string;
  totp: Uint8Array;
  step: number;
}

/** A secret waits in its form, sealed for this person: nothing is kept of it until a code has proved that they have it. */
const waiting = ({ id }: Person) => `enrol ${id}`;

/** What was typed: a choice, or what is wrong with it and the secret that was shown, so that it need not be scanned again. */
export async function readChoice(
  seal: Seal,
  person: Person,
  given: (name: string) => string,
  now: number,
): Promise<{ chosen: Chosen } | { problems: Problems; secret: string | null }> {
  const secret = seal.open(Buffer.from(given('secret'), 'base64url'), waiting(person));
  const problem = await passwordProblem(given('password'), person.email);
  const step = secret === null ? null : await totpStep(secret, given('code').slice(0, 40), now);
  if (problem === null && secret !== null && step !== null) {
    const password = await hashPassword(given('password'));
    return { chosen: { password, totp: seal.seal(secret, person.id), step } };
  }
  const problems: Problems = {};
  if (problem) problems.password = problem;
  if (step === null) problems.code = 'wrong';
  return { problems, secret };
}

/** Keeps what was chosen. @returns the recovery codes, which are shown once */
export async function keepChoice(tx: Tx, userId: string, chosen: Chosen): Promise<string[]> {
  await setSecrets(tx, userId, chosen);
  const codes = newRecoveryCodes();
  await setRecoveryCodes(
    tx,
    userId,
    codes.map((code) => recoveryHash(userId, code)!),
  );
  return codes;
}

/** @param shown the secret that was on the page before; a new one without */
export async function choiceForm(
  language: Language,
  seal: Seal,
  { person, problems, shown }: { person: Person; problems: Problems; shown: string | null },
): Promise<string> {
  const secret = shown ?? (await newTotpSecret());
  const say = (key: string) => words(language, key);
  const sealed = Buffer.from(seal.seal(secret, waiting(person))).toString('base64url');
  const wrong = problems.code
    ? `<p class="wrong" id="code-wrong" role="alert">${say('hr_scan_code_wrong')}</p>`
    : '';
  return `<form method="post" novalidate>
<input type="hidden" name="what" value="choice"><input type="hidden" name="secret" value="${sealed}">
<input type="hidden" name="username" autocomplete="username" value="${html(person.email)}">
${passwordField(language, problems.password)}
<h3>${say('hr_scan')}</h3>
<div class="qr">${renderSVG(await totpAddress(secret, person.email), { border: 2 })}</div>
<p class="hint">${say('hr_scan_hint')}</p>
<p class="secret">${secret.match(/.{1,4}/g)!.join(' ')}</p>
<label for="code">${say('hr_scan_code')}</label>
<input class="code" type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12"${wrong && ' aria-invalid="true" aria-describedby="code-wrong"'}>
${wrong}
<button type="submit">${say('hr_save')}</button>
</form>`;
}

export function passwordField(
  language: Language,
  problem: PasswordProblem | undefined,
  id = 'password',
): string {
  const say = (key: string) => words(language, key);
  const wrong = problem
    ? `<p class="wrong" id="${id}-wrong" role="alert">${say(`hr_password_${problem}`)}</p>`
    : '';
  return `<label for="${id}">${say('hr_new_password')}</label>
<p class="hint" id="${id}-hint">${say('hr_new_password_hint')}</p>
<input type="password" id="${id}" name="password" autocomplete="new-password" minlength="${SHORTEST}" maxlength="${LONGEST}" aria-describedby="${id}-hint${wrong && ` ${id}-wrong`}"${wrong && ' aria-invalid="true"'}>
${wrong}`;
}

export function codesPage(language: Language, codes: string[]): string {
  const body = `<p>${words(language, 'hr_codes_about')}</p>
<ul class="codes">${codes.map((code) => `<li class="secret">${code}</li>`).join('')}</ul>
<p class="go"><a href="/hr">${words(language, 'hr_codes_done')}</a></p>`;
  return hrPage(language, { title: words(language, 'hr_codes_title'), body });
}
