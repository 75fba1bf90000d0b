/**
 * `npm test`: installs what is missing, then types, format and lint, boundaries, dead code and all tests, in this order.
 * `--nightly` adds the long versions. The last line is `N passed, N failed`, and `, N skipped` where something was.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine, install, root, run } from './engine.js';
import {
  installBrowser,
  installGateways,
  installReaders,
  installRecognisers,
  installServices,
  installWatchers,
  testsThatNeed,
} from './services.js';

const nightly = process.argv.includes('--nightly');
const totals = { passed: 0, failed: 0, skipped: 0 };
const started = Date.now();

await install({ tools: true });
const node = engine();
const withoutServices = await installServices();
const withoutBrowser = await installBrowser();
const withoutKannel = await installGateways();
const withoutPocketsphinx = await installRecognisers();
const withoutReaders = await installReaders();
const withoutPromtool = await installWatchers();
await check('types', 'tsc', '-p', '.');
await check('types of the chat page', 'tsc', '-p', 'src/chat/client');
await check('format and lint', 'biome', 'check', '.');
await check('boundaries', '../../scripts/boundaries.js');
await check('dead code', 'knip');
await tests();

console.log(`\nin ${seconds(started)}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

/** One of the tools; it counts as one test. */
async function check(name, tool, ...args) {
  const start = heading(name);
  const quiet = ['--disable-warning=ExperimentalWarning'];
  const code = await run(node, [...quiet, join(root, 'node_modules/.bin', tool), ...args]);
  totals[code === 0 ? 'passed' : 'failed']++;
  console.log(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds(start)}`);
}

async function tests() {
  const start = heading(nightly ? 'tests, with the long ones' : 'tests');
  /** Test files that cannot run, with the reason. */
  const left = new Map([
    ...(withoutBrowser ? testsThatNeed('test/support/browser.ts') : []).map((file) => [file, withoutBrowser]),
    ...(withoutServices ? testsThatNeed('test/support/services.ts') : []).map((file) => [
      file,
      withoutServices,
    ]),
  ]);
  const directory = mkdtempSync(join(tmpdir(), 'tingda-report-'));
  const report = join(directory, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const exclude = [...left.keys()].flatMap((file) => ['--exclude', file]);
    const env = {
      ...process.env,
      TINGDA_NIGHTLY: nightly ? '1' : '',
      TINGDA_WITHOUT_SERVICES: withoutServices ?? '',
      TINGDA_WITHOUT_KANNEL: withoutKannel ?? '',
      TINGDA_WITHOUT_POCKETSPHINX: withoutPocketsphinx ?? '',
      TINGDA_WITHOUT_READERS: withoutReaders ?? '',
      TINGDA_WITHOUT_PROMTOOL: withoutPromtool ?? '',
    };
    const vitest = join(root, 'node_modules/.bin/vitest');
    const code = await run(node, [vitest, 'run', ...reporters, ...exclude], { env });
    count(report, code);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  console.log(`tests: in ${seconds(start)}`);
  for (const [file, why] of left) console.log(`skipped: ${file}, because ${why}`);
  totals.skipped += left.size;
}

/** From vitest's own report; a file that could not even be loaded is one failure, and so is an error outside of tests. */
function count(file, exitCode) {
  const before = totals.failed;
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    for (const { name, status, assertionResults } of report.testResults) {
      const results = assertionResults.map((test) => test.status);
      totals.passed += results.filter((result) => result === 'passed').length;
      const failed = results.filter((result) => result === 'failed').length;
      totals.failed += failed === 0 && status === 'failed' ? 1 : failed;
      for (const test of assertionResults) {
        if (test.status === 'passed' || test.status === 'failed') continue;
        totals.skipped++;
        console.log(`skipped: ${name.slice(root.length)} ${test.fullName}`);
      }
    }
  } catch (error) {
    console.error(`vitest left no report: ${error.message}`);
  }
  if (exitCode !== 0 && totals.failed === before) totals.failed++;
}

function heading(name) {
  console.log(`\n== ${name}`);
  return Date.now();
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
