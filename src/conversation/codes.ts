/** Codes as people send them. */
import { isPersonalCode } from '../ids.ts';
import type { InboundContent } from '../types.ts';

/** Codes without a way that one address may try in an hour; what it brings after that is not looked at. */
export const MAX_TRIES = 10;

/**
 * The code that the whole message may be, with the marks that a keyboard or an ad puts around it.
 * @param idle false in an interview, where only one of letters and digits counts: a word or a number is an answer
 */
export function codeOf(text: string, idle = true): string | null {
  if (text.length > 40) return null;
  const match = /^[\s\p{P}\p{S}]*([A-Z0-9]{4,12})[\s\p{P}\p{S}]*$/u.exec(
    text.normalize('NFKC').toUpperCase(),
  );
  const code = match?.[1] ?? null;
  if (code === null || idle || isPersonalCode(code)) return code;
  return /[A-Z]/.test(code) && /\d/.test(code) ? code : null;
}

/** The code that somebody brings with this message, in upper case. */
export function codeIn(content: InboundContent): string | null {
  if (content.kind === 'start') return content.code === '' ? null : content.code.toUpperCase();
  return content.kind === 'text' ? codeOf(content.text) : null;
}
