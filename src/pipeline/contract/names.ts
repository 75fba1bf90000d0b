/** Whether a name that somebody types is the one in the contract. Pure. */

/** Case, width, spaces and the dots between parts of a name make no other name. */
const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s·•・.．-]/g, '')
    .toLowerCase();

export function isSameName(typed: string, name: string): boolean {
  return bare(typed) !== '' && bare(typed) === bare(name);
}

/** `6789` of a number: enough for its owner, nothing for anybody else. Null for what people do not know by heart. */
export function tailOf(channel: string, address: string): string | null {
  if (!/^\+?\d{7,}$/.test(address) || channel === 'web') return null;
  return address.slice(-4);
}
