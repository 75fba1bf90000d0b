/**
 * One process a directory: two on one embedded engine would silently lose rows. The lock is a file that names its
 * holder by process id and start time, so that a holder killed by `kill -9` (or a container whose pid 1 comes back) is
 * seen to be gone.
 */

import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Takes the lock and returns how to give it back; null when a living process holds it. */
export async function holdDirectory(path: string): Promise<(() => Promise<void>) | null> {
  const mine = await identity(process.pid);
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await createWhole(path, mine)) return () => rm(path, { force: true });
    const holder = await readFile(path, 'utf8').catch(() => null);
    if (holder === null) continue;
    if (await isAlive(holder)) return null;
    await takeAway(path, holder);
  }
  return null;
}

/** Makes a private file with all its content at once, so that nobody reads half of it; false when there is one already. */
export async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, content, { flag: 'wx', mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves a dead holder's file aside; of several who try, the move shows each what it really took. */
async function takeAway(path: string, dead: string): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const taken = await readFile(aside, 'utf8').catch(() => dead);
  if (taken === dead) await rm(aside, { force: true });
  else await rename(aside, path);
}

/** The process id, and on Linux the tick at which it started: a pid that was given out again is another process. */
async function identity(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22, counted after the command's closing bracket: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${pid} ${started}`.trim();
}

async function isAlive(holder: string): Promise<boolean> {
  const pid = Number(holder.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Someone else's process may not be signalled, but it lives.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (await identity(pid)) === holder;
}
