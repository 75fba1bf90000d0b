/** The servers and the browser that the tests need: real ones, from Debian's packages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { progress, root, run } from './engine.js';

const SERVICES = {
  postgresql: () => isFilled('/usr/lib/postgresql') || onPath('postgres'),
  'redis-server': () => onPath('redis-server'),
};

const BROWSER = {
  chromium: () => onPath('chromium'),
  // Without it the pictures of Chinese pages show boxes.
  'fonts-noto-cjk': () => isFilled('/usr/share/fonts/opentype/noto'),
};

/** What one channel is tested against; without it that part is skipped. */
const GATEWAYS = { kannel: () => onPath('bearerbox') };

/** What tells whether a voice that arrives is one; without it that part is skipped. */
const RECOGNISERS = {
  pocketsphinx: () => onPath('pocketsphinx_continuous'),
  'pocketsphinx-en-us': () => isFilled('/usr/share/pocketsphinx/model/en-us'),
};

/** What checks the alert rules; without it that part is skipped. */
const WATCHERS = { prometheus: () => onPath('promtool') };

/** What reads a printed page as a person does; without it that part is skipped. */
const READERS = {
  'poppler-utils': () => onPath('pdftoppm'),
  'tesseract-ocr': () => onPath('tesseract'),
  'tesseract-ocr-eng': () => knowsLetters('eng'),
  'tesseract-ocr-chi-sim': () => knowsLetters('chi_sim'),
};

/**
 * Installs PostgreSQL and Redis where they are missing and we may.
 * @returns {Promise<string | null>} why they cannot be had; null when they are there.
 */
export function installServices() {
  return installPackages(SERVICES);
}

/**
 * Installs Chromium, and letters for it.
 * @returns {Promise<string | null>} why it cannot be had; null when it is there.
 */
export async function installBrowser() {
  const why = await installPackages(BROWSER);
  return onPath('chromium') ? null : why;
}

/** The same for the SMS gateway Kannel. */
export function installGateways() {
  return installPackages(GATEWAYS);
}

/** The same for the recogniser pocketsphinx and its English. */
export function installRecognisers() {
  return installPackages(RECOGNISERS);
}

/** The same for poppler and tesseract, with the letters of both languages. */
export function installReaders() {
  return installPackages(READERS);
}

/** The same for Prometheus' own checker. */
export function installWatchers() {
  return installPackages(WATCHERS);
}

/** @param {Record<string, () => boolean>} packages Debian's name of each, and whether it is there */
async function installPackages(packages) {
  const names = Object.keys(packages).filter((name) => !packages[name]());
  if (names.length === 0) return null;
  if (!onPath('apt-get')) return `${names.join(' and ')} must be installed by hand on this system`;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && !onPath('sudo')) return `installing ${names.join(' and ')} needs root`;
  const done = progress(`Installing ${names.join(' and ')}`);
  // No clusters or servers of the system's own: the tests start theirs.
  const quiet = [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'RUNLEVEL=1',
    'apt-get',
    '-qq',
    '-o',
    'Dpkg::Use-Pty=0',
  ];
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, ...quiet, ...args];
    return run(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const code = (await apt('update')) || (await apt('install', '-y', '--no-install-recommends', ...names));
  done();
  return code === 0 && names.every((name) => packages[name]())
    ? null
    : `apt-get could not install ${names.join(' and ')}`;
}

function isFilled(directory) {
  return existsSync(directory) && readdirSync(directory).length > 0;
}

/** tesseract's folder has its version in it. */
function knowsLetters(language) {
  const versions = '/usr/share/tesseract-ocr';
  if (!existsSync(versions)) return false;
  return readdirSync(versions).some((one) =>
    existsSync(join(versions, one, 'tessdata', `${language}.traineddata`)),
  );
}

function onPath(program) {
  // Daemons lie where only root looks.
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return directories.some((directory) => existsSync(join(directory, program)));
}

/**
 * Test files that lead to this one, by their imports.
 * @param {'test/support/services.ts' | 'test/support/browser.ts'} support
 */
export function testsThatNeed(support) {
  const known = new Map([[join(root, support), true]]);
  const needs = (file) => {
    const before = known.get(file);
    if (before !== undefined) return before;
    known.set(file, false);
    const imported = readFileSync(file, 'utf8').matchAll(/from '(\.[^']+\.ts)'/g);
    const paths = [...imported].map(([, path]) => resolve(dirname(file), path));
    const found = paths.some((path) => existsSync(path) && needs(path));
    known.set(file, found);
    return found;
  };
  const files = readdirSync(join(root, 'test'), { recursive: true }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  return files
    .map((name) => join(root, 'test', name))
    .filter(needs)
    .map((file) => relative(root, file));
}
