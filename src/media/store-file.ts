/** Media as files, readable by this user alone. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type MediaStore, MediaStoreError } from './store.ts';

export function fileStore(directory: string): MediaStore {
  /** By the last two characters of the id, which are random: no folder grows without bound. */
  const place = (name: string) => join(directory, name.slice(27, 29), name);

  return {
    async put(name, bytes) {
      const path = place(name);
      const draft = `${path}.${randomBytes(4).toString('hex')}`;
      await attempt(async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const file = await open(draft, 'wx', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, path);
      }).catch(async (error: unknown) => {
        await rm(draft, { force: true }).catch(() => {});
        throw error;
      });
    },
    read: (name, start, end) =>
      attempt(async () => {
        const file = await open(place(name), 'r').catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return null;
          throw error;
        });
        if (!file) return null;
        try {
          const size = Math.max(0, Math.min(end, (await file.stat()).size) - start);
          const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, start);
          return buffer.subarray(0, bytesRead);
        } finally {
          await file.close();
        }
      }),
    erase: (name) => attempt(() => rm(place(name), { force: true })),
    async *list() {
      for (const folder of await entries(directory)) {
        if (folder.isDirectory())
          yield (await entries(join(directory, folder.name)))
            .filter((one) => one.isFile())
            .map(({ name }) => name);
      }
    },
    async probe() {
      const path = join(directory, `probe.${randomBytes(4).toString('hex')}`);
      await attempt(async () => {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await (await open(path, 'wx', 0o600)).close();
        await rm(path);
      });
    },
  };
}

/** Of a folder that nothing was ever put into, none. */
const entries = (folder: string) =>
  attempt(() =>
    readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    }),
  );

async function attempt<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new MediaStoreError((cause as NodeJS.ErrnoException).code ?? 'failed', cause);
  }
}
