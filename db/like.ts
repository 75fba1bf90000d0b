/** A pattern for `like` that finds `text` anywhere, letter by letter: what `like` has a meaning for is taken as it is. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
