/** Where the demonstration keeps its things: the directory, the terminal's own address in it, and a port to listen on. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { holdDirectory } from '../../../db/lock.ts';
import { TingdaError } from '../../errors.ts';
import type { Language } from '../../types.ts';

/** Who sat here last, and for which opening. */
export interface Seat {
  desk: string;
  address: string;
  code: string;
  language: Language;
}

const SEAT = 'demo.json';

export async function readSeat(dataDir: string): Promise<Seat | null> {
  const text = await readFile(join(dataDir, SEAT), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Seat);
}

export function writeSeat(dataDir: string, seat: Seat): Promise<void> {
  return writeFile(join(dataDir, SEAT), JSON.stringify(seat), { mode: 0o600 });
}

/** True while another process runs on this directory. */
export async function isInUse(dataDir: string): Promise<boolean> {
  const release = await holdDirectory(join(dataDir, 'tingda.lock'));
  await release?.();
  return release === null;
}

/** Only what Tingda made: a directory that was named by mistake keeps everything else. */
const OURS = ['postgres', 'secret', 'tingda.sock', SEAT];

/** @throws TingdaError `data_dir_locked` while another process runs there */
export async function emptyDirectory(dataDir: string): Promise<void> {
  const release = await holdDirectory(join(dataDir, 'tingda.lock'));
  if (!release) {
    throw new TingdaError(
      'data_dir_locked',
      `${dataDir} is in use by a running Tingda. Nothing was deleted; stop it, then try --fresh again.`,
    );
  }
  for (const name of OURS) await rm(join(dataDir, name), { recursive: true, force: true });
  await release();
}

const PORTS_TRIED = 50;

/** The port, or the next one after it that is free. @throws TingdaError when none of fifty is */
export async function freePort(wanted: number, host: string): Promise<number> {
  for (let port = wanted; port < wanted + PORTS_TRIED && port <= 65_535; port++) {
    if (port === 0 || (await isFree(port, host))) return port;
  }
  throw new TingdaError('unavailable', `No port from ${wanted} on is free; set PORT to one that is.`);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
