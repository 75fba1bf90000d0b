/** What people who work say: read in their own words, and nothing that only sounds like it. */
import { describe, expect, it } from 'vitest';
import { dayNamed } from '../../src/flows/last-day.ts';
import {
  arrives,
  asksPay,
  cannotCome,
  comesLate,
  minutesIn,
  resigns,
  staysAfterAll,
} from '../../src/flows/working.ts';

const table = (yes: string[], no: string[]) => [
  ...yes.map((text) => [text, true] as const),
  ...no.map((text) => [text, false] as const),
];

describe('a resignation', () => {
  it.each(
    table(
      [
        '我想辞职',
        '我要离职',
        '我想离职，怎么办理？',
        '不干了',
        '我不想干了',
        '老板，我不干了',
        '下个月不做了',
        '我下个月就不做了',
        '不好意思，我打算月底辞职',
        '我做到月底就不干了',
        '做到这个月就走',
        '我的最后一天是周五',
        '我想辭職',
        '申请离职',
        '我不来上班了',
        '我决定辞工',
        '我不干了，因为太累',
        'I quit',
        'i quit!',
        'I want to resign',
        "I'd like to quit my job",
        "I'm quitting",
        'Sorry, I am leaving the company',
        'I have decided to resign',
        "I'm giving my two weeks' notice",
        'giving notice: my last day is Friday',
        'My last day is Friday',
        'my last working day will be 30 November',
        'I resign, effective next Friday',
        'I will quit at the end of this month',
        "I won't be working here any more",
        'I’m handing in my notice',
        'I want to quit because the nights are too long',
      ],
      [
        '我不想辞职',
        '没打算离职',
        '我同事辞职了',
        '如果辞职要提前几天说？',
        '离职证明怎么开',
        '我上一份工作离职了，因为太远',
        '为什么有人离职',
        '这道题不做了',
        '辞职要提前多久？',
        '他不干了',
        '当时我不干了',
        '做到月底能拿多少',
        '我到了',
        "I don't want to quit",
        'when can I quit the interview',
        'Can I quit if I do not like it?',
        'He quit last week',
        'I quit my last job because of the hours',
        'I quit smoking',
        'my last day at Amazon was in May',
        'If I quit, do I get paid?',
        'people quit all the time',
        'what is my last day',
        'I want to resign up for the night shift',
        'I left my jacket',
      ],
    ),
  )('%s: %s', (text, expected) => expect(resigns(text)).toBe(expected));

  it.each(
    table(
      [
        '我不辞职了',
        '我还是不走了',
        '我想撤回辞职',
        '取消离职申请',
        '我改主意了',
        '我想留下来',
        '继续干吧',
        'I changed my mind',
        "I've changed my mind",
        'I want to stay',
        "I'm staying",
        'please withdraw my resignation',
        "I'm not quitting after all",
        "I don't want to quit any more",
      ],
      [
        '我想辞职',
        '不干了',
        '我不来了',
        'I quit',
        'can I stay in the dorm?',
        'stay safe',
        '别改时间',
        '继续',
      ],
    ),
  )('is taken back by %s: %s', (text, expected) => expect(staysAfterAll(text)).toBe(expected));
});

describe('on the day', () => {
  it.each(
    table(
      [
        '到了',
        '我到了',
        '我已经到了',
        '到公司门口了',
        '我在门口',
        '我到仓库了',
        '签到',
        '我来报到',
        '打卡',
        '你好，我到啦',
        "I'm here",
        'here',
        'I am at the gate',
        'checked in',
        'Checking in',
        "hi, I've arrived",
        'just got here',
        'Arrived at the warehouse',
        "I'm outside the warehouse now",
      ],
      [
        '我快到了',
        '什么时候到？',
        '到了怎么签到？',
        '我还没到',
        '到点了吗',
        '钱到了',
        '我要迟到了',
        "I'm almost here",
        "I'll be here at nine",
        'is anyone here?',
        'not here yet',
        "I'm on my way",
        'how do I check in?',
        'I worked here',
      ],
    ),
  )('%s is being there: %s', (text, expected) => expect(arrives(text)).toBe(expected));

  it.each<[string, number | null | false]>([
    ['我要迟到了', null],
    ['可能会迟到20分钟', 20],
    ['不好意思，路上堵车，要晚到半小时', 30],
    ['晚二十分钟到', 20],
    ['我会晚一点到', null],
    ['今天迟到了，大概十五分钟', 15],
    ['估计要晚一个小时', 60],
    ['大概会晚一刻钟', 15],
    ['要迟到一个半小时', 90],
    ['running late', null],
    ['running 20 minutes late', 20],
    ["I'll be 15 min late", 15],
    ["I'm going to be late, about half an hour", 30],
    ["sorry I'm late by 10 minutes", 10],
    ['I will be an hour late', 60],
    ['我不会迟到', false],
    ['我没有迟到', false],
    ['迟到了会扣钱吗', false],
    ['如果要迟到怎么办', false],
    ['以前上班我会迟到', false],
    ["I won't be late", false],
    ['what if I am late?', false],
    ['I was late once', false],
    ['talk to you later', false],
    ['我到了', false],
  ])('%s: %s', (text, minutes) => expect(comesLate(text)).toEqual(minutes === false ? null : { minutes }));

  it.each(
    table(
      [
        '今天来不了',
        '我今天来不了了',
        '不好意思，家里有急事，来不了',
        '今天去不了',
        '生病了，今天不能来',
        '我没办法过去',
        '想请个假',
        "I can't make it today",
        "Sorry, I can't come in today",
        "I won't be able to make it",
        "I'm not coming",
        'calling in sick',
        "I can't come because my child is ill",
        'I’m unable to come to my first shift',
      ],
      [
        '来不了怎么办？',
        '如果我来不了呢',
        '我能来',
        '他来不了',
        '箱子过不来',
        '我来了',
        "what if I can't make it?",
        'I can make it',
        "I can't wait",
        "I can't find the entrance",
        'he is not coming',
      ],
    ),
  )('%s is not coming: %s', (text, expected) => expect(cannotCome(text)).toBe(expected));
});

describe('a question of pay', () => {
  it.each<[string, ReturnType<typeof asksPay>]>([
    ['工资什么时候发', 'when'],
    ['什么时候发工资？', 'when'],
    ['几号发薪', 'when'],
    ['钱哪天到账', 'when'],
    ['这个月工资多少', 'amount'],
    ['我的工资条', 'amount'],
    ['上个月工资是多少', 'amount'],
    ['发工资了吗', 'amount'],
    ['我这个月发了多少钱', 'amount'],
    ['工资还没到', 'missing'],
    ['工资少发了', 'missing'],
    ['没收到工资', 'missing'],
    ['payslip', 'amount'],
    ['can I see my pay stub?', 'amount'],
    ['when do I get paid', 'when'],
    ['When is payday?', 'when'],
    ['when will my wages be paid', 'when'],
    ['how much did I get this month', 'amount'],
    ["I haven't been paid", 'missing'],
    ['where is my money', 'missing'],
    ['my pay is wrong', 'missing'],
    ['我想涨工资', null],
    ['工资太低了', null],
    ['同事的工资多少', null],
    ['宿舍多少钱', null],
    ['多少人一起上班', null],
    ['how much do others earn', null],
    ['when do I start', null],
    ['I paid for the bus', null],
    ['How much does the dorm cost?', null],
    ['I want a raise', null],
  ])('%s: %s', (text, expected) => expect(asksPay(text)).toBe(expected));
});

describe('a day that is named', () => {
  // A Thursday.
  const today = '2026-11-26';
  it.each([
    ['我想今天就走', '2026-11-26'],
    ['明天', '2026-11-27'],
    ['后天', '2026-11-28'],
    ['大后天', '2026-11-29'],
    ['周五', '2026-11-27'],
    ['周四', '2026-11-26'],
    ['周三', '2026-12-02'],
    ['这周日', '2026-11-29'],
    ['下周五', '2026-12-04'],
    ['下下周一', '2026-12-07'],
    ['月底', '2026-11-30'],
    ['下个月底', '2026-12-31'],
    ['下个月不做了', '2026-11-30'],
    ['下个月15号', '2026-12-15'],
    ['28号', '2026-11-28'],
    ['二十八号', '2026-11-28'],
    ['5号', '2026-12-05'],
    ['12月3日', '2026-12-03'],
    ['十二月三十一号', '2026-12-31'],
    ['1月5号', '2027-01-05'],
    ['2027年2月1日', '2027-02-01'],
    ['两周后', '2026-12-10'],
    ['三天后', '2026-11-29'],
    ['today', '2026-11-26'],
    ['tomorrow', '2026-11-27'],
    ['my last day is Friday', '2026-11-27'],
    ['next Friday', '2026-12-04'],
    ['this Saturday', '2026-11-28'],
    ['end of this month', '2026-11-30'],
    ['the end of next month', '2026-12-31'],
    ["two weeks' notice", '2026-12-10'],
    ['in 3 days', '2026-11-29'],
    ['30 November', '2026-11-30'],
    ['Dec 3rd', '2026-12-03'],
    ['January 5', '2027-01-05'],
    ['the 28th', '2026-11-28'],
    ['2026-12-24', '2026-12-24'],
    ['我想辞职', null],
    ['31 February', null],
    ['2月30号', null],
    ['I quit', null],
    ['soon', null],
  ])('%s: %s', (text, day) => expect(dayNamed(text, today)).toBe(day));

  it.each([
    ['20分钟', 20],
    ['半小时', 30],
    ['一个半小时', 90],
    ['两个小时', 120],
    ['half an hour', 30],
    ['45 mins', 45],
    ['an hour', 60],
    ['a while', null],
    ['一会儿', null],
    ['1000分钟', null],
  ])('%s is %s minutes', (text, minutes) => expect(minutesIn(text)).toBe(minutes));
});

it('is read in time that grows with the length of what was pasted', () => {
  const readers = [resigns, staysAfterAll, arrives, comesLate, cannotCome, asksPay, minutesIn];
  for (const reader of readers) reader('a');
  for (const piece of [
    '我',
    '今天',
    '我就',
    '想要',
    '一',
    '，',
    ' ',
    '会',
    'i ',
    'just ',
    'ok ',
    'a ',
    'not ',
    '因为',
    '月',
    '我 ',
    '要可能',
    '到',
  ]) {
    for (const tail of ['', 'x', '辞', '来不']) {
      for (const length of [60, 238, 10_000]) {
        const text = piece.repeat(length).slice(0, length - tail.length) + tail;
        const from = process.threadCpuUsage();
        for (const reader of readers) reader(text);
        dayNamed(text, '2026-11-26');
        expect(process.threadCpuUsage(from).user / 1000, `${piece} ${tail} ${length}`).toBeLessThan(500);
      }
    }
  }
});
