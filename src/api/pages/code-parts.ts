/** The field for a code from the chat, as every page shows it that asks for one. */
import type { Language } from '../../types.ts';
import { words } from './html.ts';

/** Where the code goes; null: the chat cannot be written to now. */
export type Reached = { channel: string; tail: string | null } | null;

/** Why no code was sent, and what is wrong with the one that was typed. */
export interface CodeProblems {
  ask?: 'unreachable' | 'many';
  code?: 'over' | 'missing' | number;
}

/** @param id of the field; one page may have two */
export function codeField(language: Language, problems: CodeProblems, id: string): string {
  const wrong = codeWrong(language, problems, id);
  return `<label for="${id}">${words(language, 'sign_code')}</label>
<input class="code" type="text" id="${id}" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12"${wrong ? ` aria-invalid="true" aria-describedby="${id}-wrong"` : ''}>
${wrong}`;
}

export function codeWrong(language: Language, { code }: CodeProblems, id: string): string {
  if (code === undefined) return '';
  const said =
    typeof code === 'number'
      ? words(language, 'sign_code_wrong', { left: String(code) })
      : words(language, `sign_code_${code}`);
  return `<p class="wrong" id="${id}-wrong" role="alert">${said}</p>`;
}

/** Why no code was sent. */
export function askWrong(language: Language, { ask }: CodeProblems): string {
  if (!ask) return '';
  const key = ask === 'many' ? 'sign_code_many' : 'sign_unreachable';
  return `<p class="wrong" role="alert">${words(language, key)}</p>`;
}

/** For a sentence that says where the code goes. */
export function whither(language: Language, { channel, tail }: NonNullable<Reached>): Record<string, string> {
  const name = words(language, 'channel_name', { channel });
  return { channel: name, known: tail === null ? 'no' : 'yes', tail: tail ?? '' };
}
