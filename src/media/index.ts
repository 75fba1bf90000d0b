/** Opens the store that the environment names. */
import type { Http } from '../http.ts';
import type { MediaSettings } from '../types.ts';
import { type MediaStore, MediaStoreError } from './store.ts';

/** Whose the store is; see `conversation/unnamed.ts`. */
export const OWNER = 'tingda-owner';

/** Voices and their copies, and papers; pieces of a file that is imported; and what a process left that died as it wrote one. */
const NAME = new RegExp(
  `^((med_[0-9a-z]{25}(\\.wav)?|imp_[0-9a-z]{25}\\.\\d\\d)(\\.[0-9a-f]{8})?|${OWNER})$`,
);
/** Of those, what {@link MediaStore.list} gives. */
const LISTED = /^med_/;

/** A store that remembers how its last use went. */
export interface WatchedStore extends MediaStore {
  /** For `/readyz`. */
  health(): { state: 'ok' | 'degraded'; detail?: string };
}

export async function openMediaStore(settings: MediaSettings, http: Http): Promise<WatchedStore> {
  const store =
    settings.kind === 'file'
      ? (await import('./store-file.ts')).fileStore(settings.directory)
      : (await import('./store-s3.ts')).s3Store(settings, http);
  const named = (name: string) => {
    if (!NAME.test(name)) throw new MediaStoreError('name_invalid');
    return name;
  };
  let problem: string | null = null;
  async function watched<T>(act: () => Promise<T>): Promise<T> {
    try {
      const result = await act();
      problem = null;
      return result;
    } catch (error) {
      problem = error instanceof MediaStoreError ? error.message : 'media store: failed';
      throw error;
    }
  }
  return {
    put: async (name, bytes, type) => watched(() => store.put(named(name), bytes, type)),
    read: async (name, start, end) =>
      end > start ? watched(() => store.read(named(name), start, end)) : new Uint8Array(0),
    erase: async (name) => watched(() => store.erase(named(name))),
    async *list() {
      for await (const names of store.list())
        yield names.filter((name) => LISTED.test(name) && NAME.test(name));
    },
    probe: () => watched(() => store.probe()),
    health: () => (problem === null ? { state: 'ok' } : { state: 'degraded', detail: problem }),
  };
}
