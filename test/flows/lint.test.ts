import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LintRoom, lint } from '../../src/flows/lint.ts';
import type { LintedPart } from '../../src/flows/reading.ts';
import type { Language } from '../../src/types.ts';

const SAID: Record<Language, string> = {
  zh: '我叫小林。去年双十一仓库门口堆满了。我发现箱子底下漏了，把破的箱子拍了照，给客户打了电话，和老王一起搬了三十箱。',
  en: 'I am Ken. Last November the gate was blocked. I saw the bottom was leaking, took a photo of the box, called the customer, and the two of us moved thirty boxes.',
};
const FACTS: Record<Language, string> = {
  zh: '晚班22点到早上6点，做五休二。\n夜里管一顿饭。\n宿舍不收房租。\n加班不强制安排。',
  en: 'Shifts run from 22:00 to 06:00, five days a week.\nOne meal a night is included.\nNo rent for the dormitory.',
};
const QUESTION: Record<Language, string> = {
  zh: '包裹破了，你是怎么处理的？',
  en: 'Tell me about a damaged parcel. What did you do?',
};

function roomOf(part: LintedPart, language: Language): LintRoom {
  if (part === 'answer') return { part, language, said: FACTS[language] };
  const earlier = [QUESTION[language], SIMILAR[language]];
  return { part, language, said: SAID[language], question: QUESTION[language], earlier };
}
const SIMILAR: Record<Language, string> = {
  zh: '包裹破了，箱子底下漏了，你当时是怎么处理的？',
  en: 'Tell me about the leaking parcel: the bottom was leaking. What did you do?',
};

const table = readFileSync(new URL('./tables/lint.txt', import.meta.url), 'utf8');
const sections = table.split(/^# /m).slice(1);

describe('a line that a model wrote', () => {
  for (const section of sections) {
    const [head = '', ...lines] = section.trim().split('\n');
    const [language, part] = head.split(' ') as [Language, LintedPart];
    it.each(
      lines.map((line) => {
        const at = line.indexOf('|');
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
      }),
    )(`${head}: %s: %s`, (rule, line) => {
      expect(lint(line, roomOf(part, language)) ?? 'ok').toBe(rule);
    });
  }

  it('is judged in time that grows with its length only', () => {
    const room = roomOf('follow_up', 'zh');
    const long = '箱子底下漏了'.repeat(50_000);
    const started = performance.now();
    lint(`${long}？`, room);
    lint(long.slice(0, 55), { ...room, said: long.slice(0, 40_000), earlier: [long, long] });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
