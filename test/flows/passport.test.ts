/** Who has been interviewed before is not asked the same again: what they said is offered, and theirs to give. */
import { describe, expect, it } from 'vitest';
import { loadLibrary } from '../../src/flows/load.ts';
import type { Start } from '../../src/flows/model.ts';
import type { Language } from '../../src/types.ts';
import { effects, kinds, open, takeover, tickets } from './chats.ts';
import { Chat, opening, questionMarks } from './play.ts';

const library = loadLibrary();
const sorter: Start = { opening: opening('sorter'), pinned: library.get('warehouse-sorter')! };
const courier: Start = {
  opening: opening('courier', {
    code: 'RIDE01',
    title: { zh: '配送员', en: 'city courier' },
  }),
  pinned: library.get('courier')!,
};

const TOLD: Record<Language, Record<string, string>> = {
  zh: {
    introduction: '我叫小陈，去年双十一我在顺丰干过两周分拣，每天分六千件，最后拿了奖。',
    adult: '我22岁了',
    night_shift: '可以，我上过通宵',
    weekends: '周末没问题',
    lifting: '能搬',
    start_date: '下周一',
  },
  en: {
    introduction: 'Last winter I sorted parcels at DHL for two weeks and in the end I got a bonus.',
    adult: "I'm 22",
    night_shift: 'Yes, any night',
    weekends: 'weekends are fine',
    lifting: 'I can',
    start_date: 'next Monday',
  },
};

/** Somebody who was interviewed as a sorter and now sends the courier's code. */
function returning(language: Language = 'zh', told: Record<string, string> = TOLD[language]): Chat {
  const made = new Chat(sorter, [courier]);
  made.begin(language);
  for (let i = 0; i < 40 && made.state?.interview?.status !== 'completed'; i++) {
    const at = open(made);
    const answer = at?.kind === 'question' && at.question ? told[at.question] : undefined;
    made.says(answer ?? (language === 'zh' ? '没有了' : "That's all"));
  }
  expect(made.state?.interview?.status).toBe('completed');
  made.stage = 'reviewing';
  made.open(language, courier);
  return made;
}

const reused = (made: Chat) => effects(made, 'reuse').at(-1);
const value = (made: Chat, id: string) => made.state?.interview?.questions[id]?.value;

describe('what was said in an earlier interview', () => {
  it('is listed in the person’s own words, with one question and two buttons', () => {
    const made = returning();
    expect(made.reply).toContain('“可以，我上过通宵”');
    expect(made.reply).toContain('“周末没问题”');
    expect(made.reply).toContain('年满18岁：是');
    expect(made.reply).toMatch(/自我介绍：“.+”/);
    expect(questionMarks(made.reply)).toBe(1);
    expect(made.last.lines.at(-1)?.choices).toHaveLength(2);
    expect(open(made)).toMatchObject({ kind: 'passport', question: null });
  });

  it('never is the start date, which belongs to the opening, nor what the new flow does not ask', () => {
    const { offered } = returning().state!.interview!;
    expect(offered?.map(({ question }) => question)).toEqual([
      'introduction',
      'adult',
      'night_shift',
      'weekends',
    ]);
  });

  it.each([
    ['zh', '可以，不过夜班我上不了', '变了的按新的来'],
    ['en', "Yes, but I can't do nights any more", 'noted what is new'],
  ] as const)('and what is said besides, of something not listed, is kept: %s', (language, text, reply) => {
    const skip = language === 'zh' ? '跳过' : 'skip';
    const made = returning(language, { ...TOLD[language], night_shift: skip });
    expect(made.state?.interview?.offered?.map(({ question }) => question)).not.toContain('night_shift');
    expect(made.says(text)).toContain(reply);
    expect(value(made, 'night_shift')).toBe(false);
    expect(reused(made)).toMatchObject({ given: true });
  });

  it('is used after a yes: covered, with the turn it came from, and asked no more', () => {
    const made = returning();
    const said = made.said.find(({ text }) => text === '可以，我上过通宵')!;
    made.says('可以');
    expect(reused(made)).toMatchObject({ given: true, interviewId: made.state?.interview?.id });
    expect(reused(made)?.answers).toContainEqual({
      questionId: 'night_shift',
      interviewId: said.interviewId,
      turn: said.turn,
    });
    expect(kinds(made)).toEqual(['consent']);
    expect(value(made, 'night_shift')).toBe(true);
    const asked = new Set<string>();
    for (let i = 0; i < 30 && made.state?.interview?.status !== 'completed'; i++) {
      const at = open(made);
      if (at?.kind === 'question' && at.question) asked.add(at.question);
      made.says('没有了');
    }
    expect([...asked]).toEqual([
      'running_late',
      'complaint',
      'licence',
      'own_vehicle',
      'days_per_week',
      'start_date',
    ]);
    expect(made.state?.interview).toMatchObject({ status: 'completed' });
  });

  it('counts as asked, so that the progress is true', () => {
    const made = returning();
    made.says('可以');
    expect(made.last.progress?.asked).toBe(5);
  });

  it('is asked as usual after a no', () => {
    const made = returning();
    made.says('不用，重新问吧');
    expect(reused(made)).toMatchObject({ given: false, answers: [] });
    expect(open(made)).toMatchObject({ kind: 'question', question: 'introduction' });
    expect(made.state?.interview?.offered).toBeUndefined();
  });

  it('is changed in one answer and used in the others', () => {
    const made = returning();
    const said = made.said.find(({ text }) => text === '可以，我上过通宵')!;
    made.says('可以，不过夜班现在上不了了');
    expect(made.last.hearings[0]).toMatchObject({
      kind: 'amendment',
      questionId: 'night_shift',
      amends: said.turn,
    });
    expect(value(made, 'night_shift')).toBe(false);
    expect(value(made, 'weekends')).toBe(true);
    expect(reused(made)?.given).toBe(true);
  });

  it('is changed first, and allowed after', () => {
    const made = returning();
    made.says('夜班现在不行了');
    expect(kinds(made)).toEqual(['amendment']);
    expect(effects(made, 'reuse')).toEqual([]);
    expect(open(made)?.kind).toBe('passport');
    expect(questionMarks(made.reply)).toBe(1);
    made.says('其他可以用');
    expect(value(made, 'night_shift')).toBe(false);
    expect(reused(made)?.given).toBe(true);
  });

  it('tells a knock-out again, with a ticket in the new interview', () => {
    const made = returning('zh', { ...TOLD.zh, adult: '我17岁' });
    const before = tickets(made).length;
    made.says('可以');
    expect(made.reply).toContain('年满18周岁');
    expect(tickets(made).slice(before)).toEqual(['knockout']);
    expect(effects(made, 'ticket').at(-1)?.interviewId).toBe(made.state?.interview?.id);
  });

  it('comes from the newest statement, also one made in passing or as a correction', () => {
    const told = { ...TOLD.zh, introduction: '我在仓库干过两年，夜班没问题。' };
    const made = returning('zh', told);
    expect(made.reply).toContain('夜班没问题');
    made.says('我说错了，夜班不行');
    expect(value(made, 'night_shift')).toBeUndefined();
    expect(made.state?.interview?.offered?.find(({ question }) => question === 'night_shift')?.value).toBe(
      false,
    );
  });

  it('goes from the first to the third interview, too', () => {
    const made = returning();
    made.says('可以');
    const third: Start = {
      opening: opening('sorter', { id: 'opn_third', code: 'SORT03' }),
      pinned: sorter.pinned,
    };
    const again = new Chat(sorter, [courier, third]);
    Object.assign(again, { state: made.state, turn: made.turn, now: made.now });
    again.said.push(...made.said);
    again.open('zh', third);
    expect(again.state?.interview?.offered?.map(({ question }) => question)).toEqual([
      'introduction',
      'adult',
      'night_shift',
      'weekends',
      'lifting',
    ]);
  });

  it('is offered also when the earlier interview has fallen out of what the engine remembers', () => {
    const made = returning();
    made.says('不用');
    made.state!.earlier = [];
    made.state!.interview = null;
    made.open('zh', courier);
    expect(open(made)?.kind).toBe('passport');
  });

  it('is not offered a year later', () => {
    const made = new Chat(sorter, [courier]);
    made.begin();
    made.says(TOLD.zh.introduction!);
    made.now += 366 * 86_400_000;
    made.open('zh', courier);
    expect(open(made)).toMatchObject({ kind: 'question', question: 'introduction' });
  });

  it('is not offered where the same name asks another thing', () => {
    const lighter = structuredClone(sorter);
    lighter.opening = { ...lighter.opening, id: 'opn_light', code: 'LITE01' };
    const lifting = lighter.pinned.flow.sections[2]!.questions.find(({ id }) => id === 'lifting')!;
    lifting.ask = { zh: '10公斤以内的，你能搬吗？', en: 'Can you lift up to 10 kg?' };
    const made = new Chat(sorter, [lighter]);
    made.begin();
    for (let i = 0; i < 40 && made.state?.interview?.status !== 'completed'; i++)
      made.says(open(made)?.kind === 'question' ? '可以，下周一' : '没有了');
    made.open('zh', lighter);
    expect(made.state?.interview?.offered?.map(({ question }) => question)).not.toContain('lifting');
    expect(made.state?.interview?.offered?.map(({ question }) => question)).toContain('weekends');
  });

  it('does not show what must not be quoted', () => {
    const made = returning('zh', {
      ...TOLD.zh,
      introduction: '我离婚了，带两个孩子，身体有病。',
      night_shift: '可以，老婆带孩子',
    });
    expect(made.reply).not.toMatch(/离婚|孩子|老婆|病/);
    expect(made.reply).toContain('夜班：是');
  });

  it('answers a question in between and offers again', () => {
    const made = returning();
    expect(made.says('工资多少？')).toMatch(/24[\s\S]*直接用吗？/);
    expect(kinds(made)).toEqual(['question']);
    expect(effects(made, 'reuse')).toEqual([]);
    made.says('行');
    expect(reused(made)?.given).toBe(true);
  });

  it('takes a second unclear reply for a no, and keeps the words', () => {
    const made = returning();
    made.says('我最近在一家面包店帮忙');
    expect(open(made)?.kind).toBe('passport');
    made.says('每天早上四点起床');
    expect(reused(made)?.given).toBe(false);
    expect(kinds(made)).toEqual(['addendum']);
    expect(open(made)?.question).toBe('introduction');
  });

  it('takes no word to HR, and none beside STOP, for a yes', () => {
    const taken = returning();
    taken.event(takeover(taken));
    taken.says('可以');
    expect(effects(taken, 'reuse')).toEqual([]);
    const stopped = returning();
    stopped.says('可以', '退订');
    expect(effects(stopped, 'reuse')).toEqual([]);
    stopped.says('开始');
    expect(open(stopped)?.kind).toBe('passport');
  });

  it('takes the buttons, and an old one for what it is', () => {
    const made = returning();
    const { ask } = open(made)!;
    made.send({ kind: 'button', payload: `a${ask}:yes` });
    expect(reused(made)?.given).toBe(true);
    made.send({ kind: 'button', payload: `a${ask}:no` });
    expect(made.reply).toContain('前面那题');
    const other = returning('en');
    other.send({ kind: 'button', payload: `a${open(other)!.ask}:no` });
    expect(reused(other)?.given).toBe(false);
  });

  it('is offered in English', () => {
    const made = returning('en');
    expect(made.reply).toMatch(/Night shifts: "Yes, any night"/);
    made.says("Yes, but I can't do nights any more");
    expect(value(made, 'night_shift')).toBe(false);
    expect(value(made, 'weekends')).toBe(true);
    expect(made.last.language).toBe('en');
  });
});

const YES = [
  '可以',
  '行',
  '好的',
  '好呀',
  '没问题',
  '用吧',
  '直接用',
  '嗯可以',
  '都没变',
  '没有变化',
  '一样的',
  '还是那样',
  '不用再问了',
  '不用重新问，直接用就行',
  '对，都一样',
  '没变，用吧',
  '可以直接用',
  '同意',
  '当然可以',
  '懒得再说了，用吧',
  '照旧',
  '不变',
  '是的',
  '👍',
  '行啊，省事',
  '能用',
  '继续用',
  '都可以',
  'yes',
  'Yes please',
  'sure',
  'ok',
  'go ahead',
  'use them',
  'nothing has changed',
  'no changes',
  'Nothing changed',
  'all the same',
  'still the same',
  'that’s fine',
  'no need to ask again',
  'fine by me',
  'same as before',
  'yep use those',
  'please do',
  'no, nothing has changed',
  'of course',
  'sounds good',
  'they are all still true',
  'you can use it',
  'yes, save me the typing',
  'don’t need to ask me again',
  'absolutely',
  'by all means',
  'ok thanks',
];
const NO = [
  '不用',
  '不用了',
  '不要',
  '不同意',
  '重新问',
  '重新问吧',
  '再问一遍吧',
  '还是重新说',
  '算了',
  '不可以',
  '不行',
  '别用以前的',
  '不想用以前的',
  '好的，重新问吧',
  '对不起，不要用',
  '从头来吧',
  '不了，重新聊',
  '不愿意',
  '不能用',
  '我想重新回答',
  '再聊一遍',
  '不好，重新来',
  '拒绝',
  '不太想用，重新问吧',
  '别拿以前的来用',
  'no',
  'No thanks',
  'nope',
  'ask me again',
  'please ask again',
  'I’d rather not',
  'don’t use them',
  'I would rather start over',
  'let’s do it again',
  'not really',
  'no, ask me from the beginning',
  'start fresh please',
  'nah',
  'no, please don’t',
  'I want to answer them again',
  'do it from scratch',
  'rather not',
  'please do not use that',
  'can we go over it again',
  'ok but ask me again',
];

describe('the reply to the offer', () => {
  it.each(YES)('is yes: %j', (text) => {
    const made = returning();
    made.says(text);
    expect(reused(made)?.given).toBe(true);
  });
  it.each(NO)('is no: %j', (text) => {
    const made = returning();
    made.says(text);
    expect(reused(made)?.given).toBe(false);
  });
  it.each([
    '你好',
    '什么意思',
    '好像有点不一样',
    '在吗',
    '我想想',
    '夜班现在做不了了',
    'what is this',
    'hello',
    'hmm',
    'which ones',
    '你们有人吗',
    '看一下',
    'let me see',
    'wait',
    '这是什么',
  ])('is neither: %j', (text) => {
    const made = returning();
    made.says(text);
    expect(effects(made, 'reuse')).toEqual([]);
    expect(open(made)?.kind).toBe('passport');
  });
  it.each<[string, boolean]>([
    ['可以，但是夜班不行了', false],
    ['可以，除了夜班，夜班现在做不了', false],
    ['夜班来不了了，其他没变', false],
    ['没变，就是晚上上班不行了', false],
    ['行，不过不能上夜班了', false],
    ['yes but no more nights', false],
    ["sure, only that nights don't work for me now", false],
    ["I can't do night shifts any more, the rest is fine", false],
    ['ok, but I am not available for nights now', false],
    ['用吧，夜班还是可以的', true],
    ['yes, nights are still fine', true],
  ])('changes one thing or none: %j', (text, nights) => {
    const made = returning();
    made.says(text);
    expect(reused(made)?.given).toBe(true);
    expect(value(made, 'night_shift')).toBe(nights);
    expect(value(made, 'weekends')).toBe(true);
  });
});
