/**
 * `npm run bench`: what Tingda does in a second, each figure beside its floor. See README.md here.
 *
 *     npm run bench                           all parts; writes bench/README.md
 *     npm run bench -- ack turn-closed        these parts; prints only
 *     npm run bench -- --long                 500,000 conversations in PostgreSQL too
 *     npm run bench -- ack --profile DIR      leaves processor profiles of Tingda in DIR; prints only
 */
import { parseArgs } from 'node:util';
import { ack } from './parts/ack.ts';
import { candidates } from './parts/candidates.ts';
import { chat } from './parts/chat.ts';
import { lists } from './parts/lists.ts';
import { model } from './parts/model.ts';
import { session } from './parts/session.ts';
import { start } from './parts/start.ts';
import { turnModel } from './parts/turn-model.ts';
import { turnClosed, turnOpen } from './parts/turns.ts';
import { voice } from './parts/voice.ts';
import { waiting } from './parts/waiting.ts';
import { webhooks } from './parts/webhooks.ts';
import { startBed } from './support/bed.ts';
import type { PartResult } from './support/figures.ts';
import { asTable, currentLoad, describeMachine, writeReadme } from './support/report.ts';
import { profileInto } from './support/system.ts';

const PARTS = {
  ack,
  'turn-open': turnOpen,
  'turn-closed': turnClosed,
  'turn-model': turnModel,
  session,
  chat,
  start,
  candidates,
  lists,
  voice,
  model,
  webhooks,
  waiting,
};
const NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false }, profile: { type: 'string' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`There is no part called ${unknown.join(', ')}. There are: ${NAMES.join(', ')}.`);
  process.exit(2);
}
const wanted = NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
if (values.profile !== undefined) profileInto(values.profile);

const began = performance.now();
const load = currentLoad();
const bed = await startBed();
const results: PartResult[] = [];
try {
  for (const name of wanted) {
    const result = await PARTS[name](bed, (what) => progress(name, what), values.long);
    results.push(result);
    console.log(`\n${asTable(result)}\n`);
  }
  const machine = describeMachine(bed, load);
  console.log(machine);
  const whole = wanted.length === NAMES.length && values.profile === undefined;
  if (whole) writeReadme(machine, results);
  const missed = results.flatMap((result) => result.figures).filter((figure) => figure.pass === false).length;
  console.log(
    `${missed === 0 ? 'All goals are met.' : `${missed} of the goals are missed.`} ${seconds()} s.` +
      `${whole ? ' Written to bench/README.md.' : ''}`,
  );
} finally {
  await bed.dispose();
}

function progress(part: string, what: string): void {
  console.log(`${seconds().padStart(4)} s  ${part.padEnd(11)}  ${what}`);
}

function seconds(): string {
  return String(Math.round((performance.now() - began) / 1000));
}
