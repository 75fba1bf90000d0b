import { describe, expect, it } from 'vitest';
import {
  cueIn,
  isAnchored,
  isInvitation,
  likeness,
  questionMarks,
  questionOf,
  speaks,
} from '../../src/simulate/lines.ts';

describe('an open invitation', () => {
  it.each([
    ['这部分就问到这里。有没有我没问到、你想补充的经历？', true],
    ["That covers these. Is there anything you'd like to add?", true],
    ['问题都聊完了。在那之前想补充什么，直接发给我就行。', true],
    ['发“补充”加内容，“退订”不再收消息。', false],
    ['想补充随时说。这个岗位要年满18周岁，你满18岁了吗？', false],
    ['You said "I want to add". What happened then?', false],
  ])('%s', (line, expected) => expect(isInvitation(line)).toBe(expected));
});

describe('a cue', () => {
  it.each([
    ['age', 'Something damaged came along', false],
    ['age', 'What is your age', true],
    ['complain', 'a complaint', true],
    ['late', 'on a plate', false],
    ['高峰', '赶上高峰的时候', true],
  ])('%s in "%s": %s', (cue, line, expected) => expect(cueIn(new RegExp(cue, 'i'), line)).toBe(expected));
});

describe('the question of a line', () => {
  it.each([
    ['收到。你能上夜班吗？', '你能上夜班吗？'],
    ['Got it. It costs 6.5 yuan. Can you ride?', 'Can you ride?'],
    ['谢谢，记下了。', ''],
  ])('%s', (line, question) => expect(questionOf(line)).toBe(question));

  it('counts marks of both kinds', () => expect(questionMarks('真的？ Really?')).toBe(2));
});

describe('quoting the last message', () => {
  it.each([
    ['你说“报告组长了”。后来呢？', '我先报告组长了', true],
    ['你说“组长”。后来呢？', '我先报告组长了', false],
    ['You said "hit the stop button". What then?', 'I hit the stop button at once', true],
    ['What did you do then?', 'I hit the stop button', false],
    ['You said the thing.', 'the', false],
  ])('%s ← %s: %s', (line, message, expected) => expect(isAnchored(line, message)).toBe(expected));
});

describe('the language of a line', () => {
  it.each([
    ['我是AI，发“HUMAN”找HR。', 'zh', true],
    ['你说“One night the lift was broken”，最后怎么样了？', 'zh', true],
    ['Let us go on. 你好', 'en', false],
    ['You said "我先报告". What then?', 'en', true],
  ] as const)('%s in %s: %s', (line, language, expected) => expect(speaks(line, language)).toBe(expected));
});

it('finds the same question in other marks alike, another one not', () => {
  expect(likeness('后来结果怎么样？', '后来结果怎么样')).toBe(1);
  expect(likeness('What did you do first?', 'When could you start?')).toBeLessThan(0.5);
});
