/** A follow-up in the question's own words, where the flow has them. */
import { describe, expect, it } from 'vitest';
import type { Start } from '../../src/flows/model.ts';
import { hintObjections } from '../../src/flows/wording.ts';
import type { Language } from '../../src/types.ts';
import { start } from './chats.ts';
import { Chat, questionMarks } from './play.ts';

const HINT = { zh: '包裹破损以后，你具体做了什么？', en: 'What did you do about the parcel?' };

function hinted(): Start {
  const made = structuredClone(start);
  const damaged = made.pinned.flow.sections[1]!.questions[0]!;
  damaged.follow_ups = { max: 2, hints: { action: HINT } };
  return made;
}

function at(language: Language): Chat {
  const made = new Chat(hinted());
  made.begin(language);
  made.says(language === 'zh' ? '跳过' : 'skip');
  made.says(language === 'zh' ? '没有了' : "That's all");
  expect(made.state?.interview?.open?.question).toBe('damaged');
  return made;
}

describe.each([
  ['zh', '去年有一次一箱牛奶漏了，流了一地。'],
  ['en', 'Once last year a box of milk was leaking all over the floor.'],
] as const)('a hint in %s', (language, answer) => {
  it('is asked in place of the general wording, behind the candidate’s words, and once', () => {
    const made = at(language);
    const said = made.says(answer);
    expect(said).toContain(HINT[language]);
    expect(said).toMatch(language === 'zh' ? /你说“.+”。/ : /You said ".+"\./);
    expect(questionMarks(said)).toBe(1);
    expect(made.last.lines.at(-1)).toMatchObject({ part: 'follow_up', questionId: 'damaged' });
    expect(made.state?.interview?.questions.damaged?.slots).toEqual({ action: 'asked' });
    // Said again after something else it is the general wording: no sentence is said twice.
    const again = made.says(language === 'zh' ? '工资多少？' : 'What is the pay?');
    expect(again).not.toContain(HINT[language]);
    expect(questionMarks(again)).toBe(1);
  });

  it('is not said for another slot', () => {
    const made = at(language);
    made.says(language === 'zh' ? '一般就报告组长。' : 'Usually I tell the lead.');
    expect(made.state?.interview?.questions.damaged?.slots).toEqual({ example: 'asked' });
    expect(made.reply).not.toContain(HINT[language]);
  });
});

const ASK = {
  zh: '说一次你碰到包裹破损的经历，你是怎么处理的？',
  en: 'Tell me about a damaged parcel. What did you do?',
};
describe('the check of a hint', () => {
  it.each<[Language, string]>([
    ['zh', '破损那次，你先做的是哪一步？'],
    ['zh', '包裹后来怎么样了？'],
    ['en', 'What happened to the parcel in the end?'],
    ['en', 'What was the first thing you did?'],
  ])('lets through %s %j', (language, text) =>
    expect(hintObjections(text, language, ASK[language])).toEqual([]),
  );
  it.each<[Language, string, string]>([
    ['zh', '讲讲当时的情况', 'error asks nothing'],
    ['zh', '你做了什么，结果怎么样？', 'error asks two things'],
    ['zh', '你肯定拍照了吧？', 'error suggests the answer'],
    ['zh', '你通知客户的时候怎么说的？', 'warning brings in "通知", "客户"'],
    ['zh', '你老公当时怎么说？', 'error touches a protected matter (family)'],
    ['en', 'Tell me more.', 'error asks nothing'],
    ['en', 'What did you do and how did it end?', 'error asks two things'],
    ['en', 'You took a photo, right?', 'error suggests the answer'],
    ['en', 'What did the supervisor do?', 'warning brings in "supervisor"'],
    ['en', 'What did your wife do?', 'error touches a protected matter (family)'],
  ])('objects to %s %j', (language, text, objection) => {
    const found = hintObjections(text, language, ASK[language]).map(
      ({ level, message }) => `${level} ${message}`,
    );
    expect(found.join('\n')).toContain(objection);
  });
});
