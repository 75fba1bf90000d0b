/** `flows check` against flows as people write them: what it must refuse, and what it must let through. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { QuestionType } from '../../src/flows/model.ts';
import { questionObjections, rubricObjections } from '../../src/flows/wording.ts';
import type { Language } from '../../src/types.ts';

interface Row {
  good: boolean;
  language: Language;
  type: QuestionType;
  text: string;
}

/** A file of `# bad zh yes_no` sections, a text a line. */
function table(name: string): Row[] {
  let section = ['', '', ''];
  const file = readFileSync(new URL(`./tables/${name}.txt`, import.meta.url), 'utf8');
  return file.split('\n').flatMap((line): Row[] => {
    if (line.startsWith('# ')) section = line.slice(2).split(' ');
    if (line === '' || line.startsWith('# ')) return [];
    const [kind, language, type] = section as [string, Language, QuestionType];
    return [{ good: kind === 'good', language, type, text: line }];
  });
}

const errors = ({ text, language, type }: Row) =>
  questionObjections(text, language, type).filter(({ level }) => level === 'error');
const questions = table('questions');
const rubrics = table('rubrics');

describe('a question', () => {
  it.each(questions.filter(({ good }) => !good))('is refused: $language $text', (row) =>
    expect(errors(row)).not.toEqual([]),
  );
  it.each(questions.filter(({ good }) => good))('is let through: $language $text', (row) =>
    expect(errors(row)).toEqual([]),
  );
});

describe('an anchor', () => {
  it.each(rubrics.filter(({ good }) => !good))('is refused: $language $text', ({ text, language }) =>
    expect(rubricObjections(text, language)).not.toEqual([]),
  );
  it.each(rubrics.filter(({ good }) => good))('is let through: $language $text', ({ text, language }) =>
    expect(rubricObjections(text, language)).toEqual([]),
  );
});
