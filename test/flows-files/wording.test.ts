import { describe, expect, it } from 'vitest';
import type { QuestionType } from '../../src/flows/model.ts';
import { questionObjections, rubricObjections } from '../../src/flows/wording.ts';
import type { Language } from '../../src/types.ts';

const levels = (text: string, language: Language, type: QuestionType) =>
  questionObjections(text, language, type).map(({ level, message }) => `${level} ${message}`);

describe('a question is refused', () => {
  const bad: [string, Language, QuestionType, string][] = [
    ['你做了什么？结果怎么样？', 'zh', 'open', 'error has 2 question marks'],
    ['What did you do? How did it end?', 'en', 'open', 'error has 2 question marks'],
    ['你当时怎么处理的，还有结果呢？', 'zh', 'open', 'error asks two things'],
    ['说说你做了什么，另外结果怎么样？', 'zh', 'open', 'error asks two things'],
    ['Tell me what happened and what you did.', 'en', 'open', 'error asks two things'],
    ['What did you do, and also how did it end?', 'en', 'open', 'error asks two things'],
    ['Do you like mornings or do you like nights?', 'en', 'open', 'error asks two things'],
    ['Can you work nights as well as weekends?', 'en', 'yes_no', 'error asks two things'],
    ['你喜欢一个人干还是跟人一起干？', 'zh', 'open', 'error offers a choice'],
    ['你有驾照和电动车吗？', 'zh', 'yes_no', 'error joins two things'],
    ['Do you have a licence and a bike?', 'en', 'yes_no', 'error joins two things'],
    ['你能吃苦，对吧？', 'zh', 'yes_no', 'error suggests the answer'],
    ['你不会介意加班吗？', 'zh', 'yes_no', 'error suggests the answer'],
    ['You can lift 25 kg, right?', 'en', 'yes_no', 'error suggests the answer'],
    ['Surely you can work nights?', 'en', 'yes_no', 'error suggests the answer'],
    ['你结婚了吗？', 'zh', 'yes_no', 'error touches a protected matter (pregnancy or marriage)'],
    ['最近打算怀孕吗？', 'zh', 'yes_no', 'error touches a protected matter (pregnancy or marriage)'],
    ['你家里有几口人？', 'zh', 'number', 'error touches a protected matter (family)'],
    ['你有孩子吗？', 'zh', 'yes_no', 'error touches a protected matter (family)'],
    ['Do you have children?', 'en', 'yes_no', 'error touches a protected matter (family)'],
    ['Are you pregnant?', 'en', 'yes_no', 'error touches a protected matter (pregnancy or marriage)'],
    ['你有宗教信仰吗？', 'zh', 'yes_no', 'error touches a protected matter (religion)'],
    ['Which church do you go to?', 'en', 'open', 'error touches a protected matter (religion)'],
    ['你身体状况好吗？', 'zh', 'yes_no', 'error touches a protected matter (health)'],
    ['Any disability we should know of?', 'en', 'yes_no', 'error touches a protected matter (health)'],
    ['你是哪里人？', 'zh', 'open', 'error touches a protected matter (origin)'],
    ['Where are you originally from?', 'en', 'open', 'error touches a protected matter (origin)'],
    ['你今年多大了？', 'zh', 'number', 'error touches a protected matter (age'],
    ['How old are you?', 'en', 'number', 'error touches a protected matter (age'],
    ['What is your gender?', 'en', 'open', 'error touches a protected matter (sex'],
  ];
  it.each(bad)('%s', (text, language, type, objection) => {
    expect(levels(text, language, type)).toContainEqual(expect.stringContaining(objection));
  });
});

describe('a question passes', () => {
  const good: [string, Language, QuestionType][] = [
    ['你满18岁了吗？', 'zh', 'yes_no'],
    ['Are you 18 or over?', 'en', 'yes_no'],
    ['你有健康证吗？', 'zh', 'yes_no'],
    ['Do you have a food health certificate?', 'en', 'yes_no'],
    ['活儿同时来了，你是怎么扛过来的？', 'zh', 'open'],
    ['你想做全职还是兼职？', 'zh', 'choice'],
    ['Think of a time when the belt stopped and everyone waited. What did you do?', 'en', 'open'],
    ['说说你最近一次跟人配合的经历。', 'zh', 'open'],
    ['你能搬25公斤以内的件吗？', 'zh', 'yes_no'],
    ['你礼拜天能来吗？', 'zh', 'yes_no'],
  ];
  it.each(good)('%s', (text, language, type) => {
    expect(levels(text, language, type)).toEqual([]);
  });
});

describe('a rubric may not rate', () => {
  const bad: [string, Language, string][] = [
    ['住得近，邮编在浦东', 'zh', 'where a person lives'],
    ['Lives near the site, by postcode', 'en', 'where a person lives'],
    ['没有口音', 'zh', 'how a person sounds'],
    ['Speaks without an accent', 'en', 'how a person sounds'],
    ['性格开朗', 'zh', 'personality'],
    ['An outgoing personality', 'en', 'personality'],
    ['形象好，年轻', 'zh', 'looks'],
    ['Well-groomed and attractive', 'en', 'looks'],
    ['已婚，家庭稳定', 'zh', 'protected matter (family)'],
    ['Has no children', 'en', 'protected matter (family)'],
  ];
  it.each(bad)('%s', (text, language, what) => {
    const objections = rubricObjections(text, language);
    expect(objections).toContainEqual({ level: 'error', message: expect.stringContaining(what) });
  });

  const good: [string, Language][] = [
    ['讲了一件真事，说得出结果', 'zh'],
    ['Found the wrong address on a parcel and rang the sender', 'en'],
    ['先隔开破损的件，再报告', 'zh'],
  ];
  it.each(good)('but it may rate: %s', (text, language) => {
    expect(rubricObjections(text, language)).toEqual([]);
  });
});
