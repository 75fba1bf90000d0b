/** The figures as a table: in the terminal, and between the marks in `bench/README.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { Bed } from './bed.ts';
import type { Figure, PartResult } from './figures.ts';

const README = new URL('../README.md', import.meta.url);
const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- /figures -->';

/** What it ran on. @param loadBefore the machine's load before the first measurement */
export function describeMachine(bed: Bed, loadBefore: number): string {
  const cores = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const { PostgreSQL, Redis } = bed.versions;
  return (
    `${new Date().toISOString().slice(0, 10)} · ${cores.length} cores of ${cores[0]?.model.trim() ?? 'unknown'}, ` +
    `${gigabytes} GB · Node ${process.versions.node}, PostgreSQL ${PostgreSQL} (its defaults, fsync on), Redis ${Redis}, ` +
    `all of them and the load on this machine · load before it began: ${loadBefore.toFixed(1)}`
  );
}

export function currentLoad(): number {
  return loadavg()[0] ?? 0;
}

export function asTable({ title, figures, notes }: PartResult): string {
  const rows = [['', 'Tingda', 'floor', 'goal', ''], ...figures.map(cells)];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`), ...notes.map((note) => `  ${note}`)].join('\n');
}

export function writeReadme(machine: string, parts: PartResult[]): void {
  const before = readFileSync(README, 'utf8');
  const [head, tail] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (head === -1 || tail < head) throw new Error('bench/README.md has lost its marks');
  const text = [machine, ...parts.map(asMarkdown)].join('\n\n');
  writeFileSync(README, `${before.slice(0, head + BEGIN.length)}\n\n${text}\n\n${before.slice(tail)}`);
}

function asMarkdown({ title, how, figures, notes }: PartResult): string {
  const rows = figures.map((figure) => `| ${cells(figure).join(' | ')} |`);
  const table = ['| | Tingda | floor | goal | |', '|---|---|---|---|---|', ...rows].join('\n');
  const beneath = notes.length > 0 ? `\n\n${notes.map((note) => `- ${note}`).join('\n')}` : '';
  return `### ${title}\n\n${how}\n\n${table}${beneath}`;
}

function cells({ what, value, floor = '', goal = '', pass }: Figure): string[] {
  return [what, value, floor, goal, pass === undefined ? '' : pass ? 'pass' : 'MISS'];
}
