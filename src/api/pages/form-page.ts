/** The form before a background check, as HTML: errors beside their fields, what was typed kept, the number never shown again. */
import type { IdentityField, IdentityProblem } from '../../pipeline/identity.ts';
import type { Language } from '../../types.ts';
import { html, pageOf, words } from './html.ts';

export type FormProblems = Partial<Record<IdentityField, IdentityProblem>> & { agree?: 'missing' };

export interface FormView {
  title: string;
  /** Who makes the check, in the words of HR; null where nobody said. */
  agency: string | null;
  typed: { legal_name: string; birth_date: string; agree: boolean };
  problems: FormProblems;
}

const FIELDS = {
  legal_name: { text: 'form_name', type: 'text', auto: 'name' },
  id_number: { text: 'form_id', type: 'text', auto: 'off' },
  birth_date: { text: 'form_birth', type: 'date', auto: 'bday' },
} as const;
const NAMES = Object.keys(FIELDS) as IdentityField[];

export function formPage(language: Language, { title, agency, typed, problems }: FormView): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const wrong = Object.keys(problems).length > 0;
  // The number is not given back, so it is to be typed again whatever was wrong.
  const again = wrong && problems.id_number === undefined;

  const problemOf = (name: IdentityField) => {
    const problem = problems[name];
    if (problem) return say(`${FIELDS[name].text}_${problem}`);
    return name === 'id_number' && again ? say('form_id_again') : null;
  };
  const field = (name: IdentityField) => {
    const { text, type, auto } = FIELDS[name];
    const problem = problemOf(name);
    const value = name === 'id_number' ? '' : ` value="${html(typed[name])}"`;
    const described = problem ? `${name}-hint ${name}-wrong` : `${name}-hint`;
    const more =
      name === 'id_number'
        ? ' autocapitalize="characters" spellcheck="false" maxlength="40"'
        : ' maxlength="120"';
    return `<label for="${name}">${say(text)}</label>
<p class="hint" id="${name}-hint">${say(`${text}_hint`)}</p>
<input type="${type}" id="${name}" name="${name}" autocomplete="${auto}" aria-describedby="${described}"${problem ? ' aria-invalid="true"' : ''}${value}${type === 'date' ? '' : more}>
${problem ? `<p class="wrong" id="${name}-wrong">${problem}</p>` : ''}`;
  };
  const listed = [
    ...NAMES.flatMap((name) => {
      const problem = problemOf(name);
      return problem ? [`<li><a href="#${name}">${say(FIELDS[name].text)}: ${problem}</a></li>`] : [];
    }),
    ...(problems.agree ? [`<li><a href="#agree">${say('form_agree_missing')}</a></li>`] : []),
  ];
  const summary = wrong
    ? `<div class="fix" role="alert"><p>${say('form_fix')}</p><ul>${listed.join('')}</ul></div>`
    : '';
  const body = `<p>${say('form_about', { title })}</p>
${summary}
<form method="post" novalidate>
${NAMES.map(field).join('\n')}
<h2>${say('form_consent')}</h2>
<p>${say('form_consent_who', { known: agency === null ? 'no' : 'yes', name: agency ?? '' })}</p>
<p>${say('form_consent_what')}</p>
<p>${say('form_consent_how')}</p>
<p>${say('form_consent_free')}</p>
<label class="box" for="agree"><input type="checkbox" id="agree" name="agree" value="yes"${typed.agree ? ' checked' : ''}${problems.agree ? ' aria-invalid="true" aria-describedby="agree-wrong"' : ''}> ${say('form_agree')}</label>
${problems.agree ? `<p class="wrong" id="agree-wrong">${say('form_agree_missing')}</p>` : ''}
<button type="submit" name="answer" value="submit">${say('form_submit')}</button>
<button type="submit" name="answer" value="refuse" class="plain" aria-describedby="refuse-hint">${say('form_refuse')}</button>
<p class="hint" id="refuse-hint">${say('form_refuse_hint')}</p>
</form>`;
  return pageOf(language, { title: say('form_title'), body, other: true });
}

/** What there is to say when nothing is to be filled in. */
export function wordPage(language: Language, name: 'done' | 'refused' | 'dead' | 'later'): string {
  const title = words(language, `form_${name}_title`);
  return pageOf(language, {
    title,
    body: `<p>${words(language, `form_${name}`)}</p>`,
    other: name === 'dead',
  });
}

/** What is asked of somebody before they agree, for the name of the wording. */
export const CONSENT_TEXTS = [
  'form_consent',
  'form_consent_who',
  'form_consent_what',
  'form_consent_how',
  'form_consent_free',
  'form_agree',
];
