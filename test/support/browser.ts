/** A real browser for the tests: Debian's Chromium, driven by playwright-core. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** No sandbox: the tests run as root in containers, and only open our own pages. The rest keeps it from calling home. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error when the package is not installed (`npm test` installs it). */
export function openBrowser(...more: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: [...ARGS, ...more] });
}

function findChromium(): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'chromium'))
    .find((path) => existsSync(path));
  if (found) return found;
  throw new Error('chromium is not installed. On Debian: apt-get install -y chromium fonts-noto-cjk');
}
