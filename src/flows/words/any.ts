/** One pattern of many words: a list can be read, one line of two thousand characters cannot. */

/** Any of these, anywhere; each may be a small pattern. */
export const anyOf = (words: string[], flags = ''): RegExp => new RegExp(words.join('|'), flags);

/** Any of these as whole words, in whatever case. */
export const anyWord = (words: string[]): RegExp => new RegExp(`\\b(?:${words.join('|')})\\b`, 'i');

/** Any of these between what must stand before and behind. */
export const around = (before: string, words: string[], behind: string, flags = ''): RegExp =>
  new RegExp(`${before}(?:${words.join('|')})${behind}`, flags);
