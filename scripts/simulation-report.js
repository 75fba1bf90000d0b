/**
 * Writes docs/simulation-report.md: every persona of these directories (test/simulate/personas without any) interviewed over
 * every channel, metric by metric.
 *
 *     node scripts/simulation-report.js [DIRECTORY…]
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { engine, root } from './engine.js';

const CHANNELS = ['telegram', 'web'];
const OWN = 'test/simulate/personas';

const directories = process.argv.slice(2);
const sets = [];
for (const directory of directories.length > 0 ? directories : [OWN]) {
  const results = {};
  for (const channel of CHANNELS) results[channel] = await simulate(resolve(directory), channel);
  sets.push({ name: nameOf(directory), results });
}
const file = join(root, 'docs/simulation-report.md');
writeFileSync(file, `${[introduction(), ...sets.map(section)].join('\n\n')}\n`);
console.log(`Written to ${relative(process.cwd(), file)}.`);

/** @returns {Promise<{ metrics: Record<string, object>, interviews: object[] }>} what `tingda simulate --json` prints */
async function simulate(directory, channel) {
  const args = ['src/cli.ts', 'simulate', '--personas', directory, '--channel', channel, '--json'];
  const child = spawn(engine(), args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  for await (const chunk of child.stdout) out += chunk;
  // A target that was missed is a result like any other; without one there is nothing to report.
  if (out === '') process.exit(1);
  return JSON.parse(out);
}

function nameOf(directory) {
  const path = relative(root, resolve(directory));
  return path.startsWith('..') || isAbsolute(path) ? 'Personas from outside of the project' : path;
}

function introduction() {
  const date = new Date().toISOString().slice(0, 10);
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `# Simulation report

Candidates out of files, interviewed by the real thing: inbox, engine by rules, outbox and REST API, over Telegram (its Bot API
emulated, by webhook) and over the web chat's own HTTP. What the metrics mean is in [simulate.md](simulate.md); *n* is what a
value rests on.

${date}, ${cpus().length} cores, ${gigabytes} GB. No model was configured: follow-ups go by rules, and no score is invented. Written by

\`\`\`
node scripts/simulation-report.js [DIRECTORY…]
\`\`\``;
}

function section({ name, results }) {
  const [first] = Object.values(results);
  const metrics = Object.keys(first.metrics).map((id) => {
    const { title, target } = first.metrics[id];
    const cells = CHANNELS.flatMap((channel) => measured(results[channel].metrics[id]));
    return row([id, title, target, ...cells]);
  });
  const people = first.interviews.map((one, i) => {
    const played = CHANNELS.map((channel) => results[channel].interviews[i]);
    return row([one.persona, one.language, one.flow, ...played.map(told)]);
  });
  const same = CHANNELS.every((channel) => transcripts(results[channel]) === transcripts(first));
  return `## ${name}

${table(['#', 'metric', 'target', ...CHANNELS.flatMap((channel) => [channel, 'n'])], metrics)}

${table(['persona', 'language', 'flow', ...CHANNELS], people)}

${same ? 'What was said is the same over both, word for word.' : 'What was said differs between the channels.'}`;
}

function measured({ value, n, pass, reason }) {
  if (pass === 'not measured') return [`not measured: ${reason}`, ''];
  return [`${value}${pass ? '' : ' **missed**'}`, n];
}

function told({ status, facts, extras, interjections, turns }) {
  const handled = interjections.filter((one) => one.handled).length;
  const parts = [
    status,
    `${facts.told} of ${facts.planted} facts`,
    `${extras.told} of ${extras.planted} extras`,
    ...(interjections.length > 0 ? [`${handled} of ${interjections.length} interjections`] : []),
    `${turns} messages`,
  ];
  return parts.join(' · ');
}

function transcripts({ interviews }) {
  return JSON.stringify(interviews.map(({ transcript }) => transcript));
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

function table(head, rows) {
  return [row(head), `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');
}
