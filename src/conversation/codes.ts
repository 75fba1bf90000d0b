/** Codes as people send them. */

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
  return code !== null && (idle || (/[A-Z]/.test(code) && /\d/.test(code))) ? code : null;
}
