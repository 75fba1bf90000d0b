/** Codes as people send them. */

/** The code that the whole message may be, with the marks that a keyboard or an ad puts around it. */
export function codeOf(text: string): string | null {
  if (text.length > 40) return null;
  const match = /^[\s\p{P}\p{S}]*([A-Z0-9]{4,12})[\s\p{P}\p{S}]*$/u.exec(
    text.normalize('NFKC').toUpperCase(),
  );
  return match?.[1] ?? null;
}
