/** Each rule against what people write: wordings that it must hear, and answers that hold the same words and are answers. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Understood, understand } from '../../src/flows/understand.ts';

const read = (text: string) =>
  understand({ turn: 1, channel: 'telegram', content: { kind: 'text', text }, text, ask: 1, at: 0 });

/** A file of `# yes zh` and `# no en` sections, a wording a line. */
function table(name: string): [kind: string, text: string][] {
  let section = '';
  const file = readFileSync(new URL(`./tables/${name}.txt`, import.meta.url), 'utf8');
  return file.split('\n').flatMap((line): [string, string][] => {
    if (line.startsWith('# ')) section = line.slice(2);
    return line === '' || line.startsWith('# ') ? [] : [[section, line]];
  });
}

const RULES: [name: string, heard: (seen: Understood) => boolean][] = [
  ['person', (seen) => seen.person || seen.command === 'person'],
  ['irritated', (seen) => seen.irritated],
  ['told', (seen) => seen.told],
  ['skip', (seen) => seen.skips],
  ['abuse', (seen) => seen.abuse],
  ['language', (seen) => seen.language !== null],
  ['corrects', (seen) => seen.corrects],
];

describe.each(RULES)('%s', (name, heard) => {
  const rows = table(name);
  const texts = (kind: string) =>
    rows.filter(([section]) => section.startsWith(kind)).map(([, text]) => text);
  it('has as many answers as wishes, thirty in each language', () => {
    for (const kind of ['yes zh', 'yes en', 'no zh', 'no en'])
      expect(texts(kind).length).toBeGreaterThanOrEqual(30);
  });
  it.each(texts('yes'))('is heard in %j', (text) => expect(heard(read(text))).toBe(true));
  it.each(texts('no'))('is not heard in %j', (text) => {
    const seen = read(text);
    expect(heard(seen)).toBe(false);
    // Or a question to us: then it is at least that.
    expect(seen.answer?.text ?? seen.questions[0] ?? seen.aboutUs[0]).toBeDefined();
  });
});
