/** Opens the store that the environment names. */
import type { Http } from '../http.ts';
import type { MediaSettings } from '../types.ts';
import { type MediaStore, MediaStoreError } from './store.ts';

export async function openMediaStore(settings: MediaSettings, http: Http): Promise<MediaStore> {
  const store =
    settings.kind === 'file'
      ? (await import('./store-file.ts')).fileStore(settings.directory)
      : (await import('./store-s3.ts')).s3Store(settings, http);
  const named = (name: string) => {
    if (!/^med_[0-9a-z]{25}(\.wav)?$/.test(name)) throw new MediaStoreError('name_invalid');
    return name;
  };
  return {
    put: async (name, bytes, type) => store.put(named(name), bytes, type),
    read: async (name, start, end) => (end > start ? store.read(named(name), start, end) : new Uint8Array(0)),
    erase: async (name) => store.erase(named(name)),
    probe: () => store.probe(),
  };
}
