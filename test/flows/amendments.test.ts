/** A correction is attached to what it corrects, however it says so; both versions stay. */
import { describe, expect, it } from 'vitest';
import { loadLibrary } from '../../src/flows/load.ts';
import type { Start } from '../../src/flows/model.ts';
import type { Language } from '../../src/types.ts';
import { chatAt, kinds, open, tickets } from './chats.ts';
import { Chat, opening, questionMarks } from './play.ts';

const sorter: Start = { opening: opening('sorter'), pinned: loadLibrary().get('warehouse-sorter')! };

const TOLD: Record<Language, Record<string, string>> = {
  zh: {
    introduction: '我叫小陈，在顺丰干过两周分拣，每天分六千件，最后拿了奖。',
    damaged_parcel: '有一次一箱玻璃瓶碎了，我先把旁边的件搬开，拍照登记，后来组长夸我了。',
    peak: '去年双十一流水线堵了，我跑去帮隔壁道口疏通，大概二十分钟就恢复了，一件没丢。',
    adult: '我22岁了',
    night_shift: '可以上夜班',
    weekends: '周末没问题',
    lifting: '能搬',
  },
  en: {
    introduction:
      'I sorted parcels at DHL for two weeks and in the end I got a bonus for six thousand a day.',
    damaged_parcel:
      'Once a box of jars broke on the belt, so I stopped it, took photos and in the end nothing was lost.',
    peak: 'Last Christmas the line was full, I cleared the next chute and in twenty minutes it was running again.',
    adult: "I'm 22",
    night_shift: 'nights are fine',
    weekends: 'weekends are fine',
    lifting: 'I can lift that',
  },
};

/** Has answered all up to the start date; `turns` says in which turn. */
function answered(language: Language) {
  const made = new Chat(sorter);
  made.begin(language);
  const turns: Record<string, number> = {};
  for (let i = 0; i < 40 && open(made)?.question !== 'start_date'; i++) {
    const at = open(made);
    const text = at?.kind === 'question' && at.question ? TOLD[language][at.question] : undefined;
    made.says(text ?? (language === 'zh' ? '没有了' : "That's all"));
    if (text && at?.question) turns[at.question] = made.turn;
  }
  expect(open(made)?.question).toBe('start_date');
  return { made, turns };
}

const CASES: [language: Language, text: string, question: string, value?: boolean][] = [
  ['zh', '我说错了，夜班不行', 'night_shift', false],
  ['zh', '前面周末那题答错了，周末来不了', 'weekends', false],
  ['zh', '更正一下，我17岁', 'adult', false],
  ['zh', '刚才说的搬重物，我记错了，搬不动', 'lifting', false],
  ['zh', '第一个问题我说错了，是三周', 'introduction'],
  ['zh', '我想改一下第一题的回答，其实是三周', 'introduction'],
  ['zh', '前面说的破损那件事我说错了，是酒瓶', 'damaged_parcel'],
  ['zh', '关于高峰的问题，更正一下，是四十分钟', 'peak'],
  ['zh', '说错了，不是两周，是三周', 'introduction'],
  ['zh', '更正：不是玻璃瓶，是陶瓷罐', 'damaged_parcel'],
  ['zh', '刚才说错了，“隔壁道口”应该是对面道口', 'peak'],
  ['zh', '第二题更正一下，箱子是纸的', 'damaged_parcel'],
  ['zh', '自我介绍那段我说错了，我叫小程', 'introduction'],
  ['zh', '一开始说的有误，是在京东', 'introduction'],
  ['zh', '我改主意了，夜班还是不上了', 'night_shift', false],
  ['zh', '抱歉，刚才写错了', 'lifting'],
  ['zh', '我25岁了，上面打错了', 'adult', true],
  ['en', "I'm 25, I typed that wrong", 'adult', true],
  ['en', "I got that wrong, I can't do nights", 'night_shift', false],
  ['en', "correction: weekends don't work for me", 'weekends', false],
  ['en', "sorry, I misspoke, I'm 17", 'adult', false],
  ['en', 'the question about lifting: I got it wrong, I cannot lift 25 kg', 'lifting', false],
  ['en', 'about the first question, I got it wrong, it was three weeks', 'introduction'],
  ['en', 'correction to the second answer, it was cups', 'damaged_parcel'],
  ['en', 'I made a mistake in the story about the broken box, it was two boxes', 'damaged_parcel'],
  ['en', 'I need to correct my answer about the rush, it was forty minutes', 'peak'],
  ['en', 'not two weeks but three, sorry, I said it wrong', 'introduction'],
  ['en', 'I said "jars" but I meant bottles', 'damaged_parcel'],
  ['en', 'correction, not twenty minutes, forty', 'peak'],
  ['en', 'what I said at the beginning was wrong, it was UPS', 'introduction'],
  ['en', 'I want to change my answer about nights, I cannot do them', 'night_shift', false],
  ['en', 'oops, typo', 'lifting'],
  ['zh', '我前面说的玻璃瓶那件事说错了，是两箱', 'damaged_parcel'],
  ['zh', '对了，隔壁道口那次不是二十分钟是三十分钟', 'peak'],
  ['en', 'Oh I forgot to say, about the jars, it was 2 boxes not 1.', 'damaged_parcel'],
  ['zh', '隔壁道口那次不是二十分钟是三十分钟', 'peak'],
  ['zh', '说错了，玻璃瓶那次是两箱。还有，我周六带过一个小组。', 'damaged_parcel'],
  ['en', 'Sorry, one more: about the jars, it was 2 boxes not 1.', 'damaged_parcel'],
  ['en', 'Sorry, one more: about the jars, it was 2,600 grams not 2,400.', 'damaged_parcel'],
  ['en', 'one thing: about the next chute, we were three not two', 'peak'],
  [
    'en',
    'I said something wrong about the jars: it was 5 boxes, not 3. And I ran the Saturday shift rota.',
    'damaged_parcel',
  ],
];

describe('a correction', () => {
  it.each(CASES)('%s: %j is about %s', (language, text, question, value) => {
    const { made, turns } = answered(language);
    made.says(text);
    expect(kinds(made)).toEqual(['amendment']);
    expect(made.last.hearings[0]).toMatchObject({ questionId: question, amends: turns[question] });
    if (value !== undefined) expect(made.state?.interview?.questions[question]?.value).toBe(value);
    expect(open(made)?.question).toBe('start_date');
    expect(questionMarks(made.reply)).toBe(1);
  });

  it.each<[Language, string]>([
    ['zh', '我说错了，夜班不行，周末也来不了'],
    ['en', "I got that wrong: I can't do nights, and weekends don't work for me"],
  ])('of several answers changes them all: %s', (language, text) => {
    const { made } = answered(language);
    made.says(text);
    const { night_shift, weekends, lifting } = made.state!.interview!.questions;
    expect([night_shift?.value, weekends?.value, lifting?.value]).toEqual([false, false, true]);
    expect(made.last.hearings[0]?.spans?.map(({ slot }) => slot).sort()).toEqual(['night_shift', 'weekends']);
  });

  it.each<[Language, string]>([
    ['zh', '我说错了，夜班不行。下周一就能到岗。'],
    ['en', "I got that wrong, I can't do nights. I can start next Monday."],
  ])('that also answers what is open goes on: %s', (language, text) => {
    const { made } = answered(language);
    made.says(text);
    expect(made.state?.interview?.questions).toMatchObject({
      night_shift: { value: false },
      start_date: { state: 'covered' },
    });
    expect(open(made)?.question).toBe('open_floor');
  });

  it.each<[Language, string, number]>([
    ['zh', '说错了，不是5天，是6天', 6],
    ['zh', '更正，6天，不是5天', 6],
    ['en', 'sorry, I meant six days a week, not five', 6],
    ['en', 'correction: not five but six', 6],
  ])('of a number takes the new one: %s %j', (language, text, value) => {
    const courier: Start = { opening: opening('courier'), pinned: loadLibrary().get('courier')! };
    const made = new Chat(courier);
    made.begin(language);
    for (let i = 0; i < 40 && open(made)?.question !== 'days_per_week'; i++)
      made.says(open(made)?.kind === 'invitation' ? 'no' : 'skip');
    made.says('5');
    made.says(text);
    expect(made.state?.interview?.questions.days_per_week?.value).toBe(value);
  });

  it.each<[Language, string]>([
    ['zh', '我说错了，夜班不行'],
    ['en', "I got that wrong, I can't do nights"],
  ])('after the end is read like any other, and tells a knock-out: %s', (language, text) => {
    const { made, turns } = answered(language);
    made.says(language === 'zh' ? '下周一' : 'next Monday');
    made.says(language === 'zh' ? '没有了' : "That's all");
    expect(made.state?.interview?.status).toBe('completed');
    made.stage = 'reviewing';
    made.says(text);
    expect(made.last.hearings[0]).toMatchObject({ kind: 'amendment', amends: turns.night_shift });
    expect(made.state?.interview?.questions.night_shift?.value).toBe(false);
    expect(made.last.effects.map(({ type }) => type)).toEqual(['amended']);
    made.says(language === 'zh' ? '更正一下，我17岁' : "correction, I'm 17");
    expect(made.last.effects.map(({ type }) => type)).toContain('ticket');
  });
});

/** Said while another job question is open, after a yes to night shifts. */
const CONTRADICTS: [text: string, night: boolean][] = [
  ['一周五天，不过夜班我上不了', false],
  ['五天。夜班我现在做不了了', false],
  ['能来五天，但是不能上夜班', false],
  ['5天，就是夜班不行', false],
  ["Five days a week, but I can't do nights", false],
  ['5 days. I am no longer able to work nights', false],
  ['Five, just not available for the night shift', false],
  ['5 days, nights are fine too', true],
  ['五天，夜班也可以', true],
  ['五天，上次夜班我没能上', true],
  ['五天，我同事上不了夜班', true],
  ["Five days, my brother can't do nights", true],
  ['5 days. Do you have no nights at all?', true],
];

describe('an answer that is taken back in passing', () => {
  it.each(CONTRADICTS)('%s: nights are %s', (text, night) => {
    const made = chatAt('night', /[a-z]/i.test(text) ? 'en' : 'zh');
    made.says(made.state!.language === 'zh' ? '可以' : 'Yes');
    expect(made.state?.interview?.open?.question).toBe('days');
    const line = made.says(text);
    expect(made.state?.interview?.questions.night?.value).toBe(night);
    expect(made.state?.interview?.questions.days?.value).toBe(5);
    expect(/更正我记下了|noted the correction/.test(line)).toBe(!night);
    const spans = made.last.hearings.flatMap(({ spans }) => spans ?? []);
    expect(spans.some(({ slot }) => slot === 'night')).toBe(!night);
  });

  it('is told what follows from it, once', () => {
    const made = chatAt('adult', 'zh');
    made.says('满了');
    made.says('可以');
    const line = made.says('五天。其实我没满18岁');
    expect(made.state?.interview?.questions.adult?.value).toBe(false);
    expect(tickets(made)).toEqual(['knockout']);
    expect(line.match(/谢谢你如实说/g)).toHaveLength(1);
  });
});
