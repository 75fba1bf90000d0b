/** What this browser keeps for the visitor: localStorage where it can be had, else the memory of this page. */

/** The part of `Storage` that we use. */
export interface Store {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** Those that begin with `prefix`. */
  keys(prefix: string): string[];
}

/** Never throws: what a full or forbidden store does not take is kept until the page is closed. */
export function createShelf(store: Store | null): Shelf {
  const memory = new Map<string, string>();
  const quietly = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => memory.get(key) ?? quietly(() => store?.getItem(key) ?? null, null),
    set(key, value) {
      const kept = quietly(() => {
        store?.setItem(key, value);
        return store !== null;
      }, false);
      if (kept) memory.delete(key);
      else memory.set(key, value);
    },
    remove(key) {
      memory.delete(key);
      quietly(() => store?.removeItem(key), undefined);
    },
    keys(prefix) {
      const stored = quietly(
        () => Array.from({ length: store?.length ?? 0 }, (_, i) => store?.key(i) ?? ''),
        [],
      );
      return [...new Set([...stored, ...memory.keys()])].filter((key) => key.startsWith(prefix));
    },
  };
}
