/** What the docs say of names, files and each other. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ticketKind } from '../src/api/schemas.ts';
import { SCOPES } from '../src/auth/scopes.ts';
import { channelRegistry } from '../src/channels/index.ts';
import { VARIABLES } from '../src/config.ts';
import { NEXT_STEPS } from '../src/pipeline/next-step.ts';

const PAGES = ['*.md', 'docs/**/*.md', 'bench/*.md'].flatMap((pattern) => globSync(pattern));
const page = (path: string) => readFileSync(path, 'utf8');
const known = [...VARIABLES, ...channelRegistry.flatMap(({ environment }) => Object.keys(environment.shape))];

it('docs/configuration.md has every variable, once, and no other', () => {
  const told = page('docs/configuration.md')
    .split('\n')
    .flatMap((line) => /^\| (`[A-Z][^|]*)\|/.exec(line)?.[1]?.match(/[A-Z0-9_]+/g) ?? []);
  expect(told.toSorted()).toEqual(known.toSorted());
});

it.each(PAGES)('%s names no variable of ours that there is not', (path) => {
  const families = new RegExp(
    `\\b(?:${[...new Set(known.map((name) => name.split('_')[0]))].join('|')})_[A-Z_]+`,
    'g',
  );
  expect((page(path).match(families) ?? []).filter((name) => !known.includes(name))).toEqual([]);
});

/** What stands in code marks in the first column of the table of docs/api.md under this head. */
function rowsOf(head: string): string[] {
  const lines = page('docs/api.md').split('\n');
  const from = lines.findIndex((line) => line.startsWith(`| ${head}`)) + 2;
  const to = lines.findIndex((line, at) => at > from && !line.startsWith('|'));
  return lines.slice(from, to).flatMap((line) => line.split('|')[1]!.match(/[\w:*]+(?=`)/g) ?? []);
}

it.each([
  ['scope', SCOPES],
  ['kind', ticketKind.options],
  ['`what`', NEXT_STEPS],
])('docs/api.md has every %s, once, and no other', (head, there) => {
  expect(rowsOf(head).toSorted()).toEqual([...there].toSorted());
});

const linksOf = (path: string) =>
  [...page(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to]) => join(dirname(path), to!));

it.each(PAGES)('%s leads to files that are there', (path) => {
  expect(linksOf(path).filter((to) => !existsSync(to))).toEqual([]);
});

it.each(['README.md', 'README.zh.md'])('%s leads to every page', (path) => {
  const found = new Set([path]);
  for (const from of found) for (const to of linksOf(from)) if (to.endsWith('.md')) found.add(to);
  expect(PAGES.filter((one) => one.startsWith('docs/') && !found.has(one))).toEqual([]);
});
