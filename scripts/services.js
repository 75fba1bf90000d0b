/** The servers that the tests need: real ones, from Debian's packages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { progress, root, run } from './engine.js';

const PACKAGES = { postgres: 'postgresql', 'redis-server': 'redis-server' };
/** What one channel is tested against; without it that part is skipped. */
const GATEWAYS = { bearerbox: 'kannel' };

/**
 * Installs PostgreSQL and Redis where they are missing and we may.
 * @returns {Promise<string | null>} why they cannot be had; null when they are there.
 */
export function installServices() {
  return installPackages(PACKAGES);
}

/** The same for the SMS gateway Kannel. */
export function installGateways() {
  return installPackages(GATEWAYS);
}

async function installPackages(packages) {
  const missing = Object.keys(packages).filter((program) => !isInstalled(program));
  if (missing.length === 0) return null;
  const names = missing.map((program) => packages[program]);
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
  return code === 0 && missing.every(isInstalled) ? null : `apt-get could not install ${names.join(' and ')}`;
}

function isInstalled(program) {
  const debian = '/usr/lib/postgresql';
  if (program === 'postgres' && existsSync(debian) && readdirSync(debian).length > 0) return true;
  return onPath(program);
}

function onPath(program) {
  // Daemons lie where only root looks.
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return directories.some((directory) => existsSync(join(directory, program)));
}

/** Test files that lead to `test/support/services.ts`, by their imports. */
export function testsThatNeedServices() {
  const services = join(root, 'test/support/services.ts');
  const known = new Map([[services, true]]);
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
