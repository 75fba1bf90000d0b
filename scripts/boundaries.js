/**
 * Checks `.dependency-cruiser.cjs`: floors, cycles, orphans. dependency-cruiser reads TypeScript through the compiler's
 * JavaScript API, which TypeScript 7 does not have; so it gets a copy of the code with the types stripped by Node, in
 * which imports of types are kept as imports, because a floor binds them too.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const project = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'db'];

/**
 * @param {string} root the folder that has `src` and `db`.
 * @returns {Promise<string[]>} one line for each import that breaks a rule.
 */
export async function brokenBoundaries(root = project) {
  const copy = mkdtempSync(join(tmpdir(), 'tingda-boundaries-'));
  try {
    for (const folder of folders) copyStripped(join(root, folder), join(copy, folder));
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
    const { options, forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
    const how = { ...options, baseDir: copy, validate: true, ruleSet: { forbidden } };
    const { output } = await cruise(folders, how, options.enhancedResolveOptions);
    if (typeof output === 'string') throw new Error(output);
    const source = (path) => path.replace(/\.js$/, '.ts');
    return output.summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${source(from)} → ${source(to)}`,
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** @param {string} from @param {string} to */
function copyStripped(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(ts|json)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const target = join(to, path.slice(from.length)).replace(/\.ts$/, '.js');
    const text = readFileSync(path, 'utf8');
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, entry.name.endsWith('.ts') ? stripped(text) : text);
  }
}

/** @param {string} code */
function stripped(code) {
  const typesAsValues = code.replace(/^(import|export) type (?=[{*]|\w+ from )/gm, '$1 ');
  return stripTypeScriptTypes(typesAsValues).replace(/(['"])(\.\.?\/[^'"\n]*)\.ts\1/g, '$1$2.js$1');
}

if (import.meta.main) {
  const broken = await brokenBoundaries();
  for (const line of broken) console.error(line);
  process.exitCode = broken.length > 0 ? 1 : 0;
}
