/** What people answer to the short questions, and what they say of them before they are asked. */
import { describe, expect, it } from 'vitest';
import { loadLibrary } from '../../src/flows/load.ts';
import type { Question } from '../../src/flows/model.ts';
import { kindOf } from '../../src/flows/questions/index.ts';
import { findVolunteered } from '../../src/flows/volunteered.ts';

import { chatAt } from './chats.ts';

const library = [...(await loadLibrary()).values()];
const flowOf = (id: string) => library.find(({ flow }) => flow.id === id)!.flow;
const question = (flow: string, id: string): Question =>
  flowOf(flow)
    .sections.flatMap(({ questions }) => questions)
    .find((one) => one.id === id)!;
const read = (flow: string, id: string, reply: string) => {
  const asked = question(flow, id);
  const parsed = kindOf(asked).parse(reply, asked);
  return parsed.result === 'answered' ? parsed.value : parsed.result;
};

describe('"are you 18?"', () => {
  it.each([
    ["I'm 17, turning 18 in June", false],
    ['17, almost there', false],
    ["I'll be 18 next month", false],
    ['not yet, my birthday is in May', false],
    ['Nearly 18', false],
    ["I'm still 17 but I look older", false],
    ['还差两个月', false],
    ['快满了，下个月', false],
    ['再过半年满18', false],
    ['马上18了', false],
    ['我才17，生日在年底', false],
    ['下个月就满十八', false],
    ['还没呢', false],
    ["I'll be 20 in June", true],
    ['I turned 18 last week', true],
    ["my birthday is in May, I'm 22", true],
    ['25, yes', true],
    ['24了', true],
    ['我今年二十三，是本地人', true],

    ['满了满了', true],
    ['almost 30 already', true],
    ['过了', 'retry'],
  ])('%j is %j', (reply, value) => expect(read('courier', 'adult', reply)).toBe(value));
});

describe('a choice', () => {
  it.each([
    ['part time', 'part_time'],
    ['full time please', 'full_time'],
    ['Fulltime', 'full_time'],
    ['part-time, evenings', 'part_time'],
    ['全职的', 'full_time'],
    ['either is fine', 'any'],
    ['tomorrow morning', 'retry'],
    ['I have time', 'retry'],
  ])('%j is %j', (reply, value) => expect(read('customer-service', 'hours', reply)).toBe(value));
});

describe('"how many days a week?"', () => {
  it.each([
    ['每天', 7],
    ['天天都行', 7],
    ['every day', 7],
    ['all week', 7],
    ['周一到周五', 5],
    ['weekdays only', 5],
    ['Monday to Friday', 5],
    ['每天不行，四天吧', 4],
    ['not every day, three', 3],
    ['六天', 6],
  ])('%j is %j', (reply, value) => expect(read('courier', 'days_per_week', reply)).toBe(value));
});

describe('a reply of several clauses', () => {
  it.each([
    ['满十八了，驾照有，车没有要租，晚上能跑', 'adult', true],
    ['夜班可以，周末不行，随时能来', 'night', true],
    ['Nights no, weekends yes, from Monday', 'night', false],
  ] as const)('%j to %s is %j', (text, id, value) => {
    const made = chatAt(id, id === 'night' && text.startsWith('N') ? 'en' : 'zh');
    made.says(text);
    expect(made.state?.interview?.questions[id]?.value).toBe(value);
  });
});

describe('said before it is asked', () => {
  const TOLD: [flow: string, text: string, told: Record<string, string | number | boolean>][] = [
    [
      'courier',
      '有C1，电动车也有，夜里能跑，周末也行，一周六天，明天就能来',
      {
        licence: true,
        own_vehicle: true,
        night_shift: true,
        weekends: true,
        days_per_week: 6,
        start_date: '明天',
      },
    ],
    ['courier', 'Is there a fee, and do I need my own scooter?', {}],
    ['courier', '我有驾照，夜班可以不去吗？', { licence: true }],
    ['courier', '会骑电动车', {}],
    ['courier', '先说下我没驾照，夜里能跑', { licence: false, night_shift: true }],
    ['courier', '以前一周送两百单', {}],
    ['courier', 'I can do nights, weekends as well', { night_shift: true, weekends: true }],
    ['courier', 'I can do five days a week', { days_per_week: 5 }],
    [
      'warehouse-sorter',
      '满18，夜班OK，周末不行，25公斤搬得动，下周三可以开始',
      { adult: true, night_shift: true, weekends: false, lifting: true, start_date: '下周三' },
    ],
    [
      'warehouse-sorter',
      'weekends yes, and 25 kg is no problem, from tomorrow',
      { weekends: true, lifting: true, start_date: 'tomorrow' },
    ],
    [
      'warehouse-sorter',
      'I was at a bakery and nights do not bother me at all and yes my back is fine because I lift a lot',
      { night_shift: true },
    ],
    [
      'warehouse-sorter',
      '我之前在超市做过收银后来又去搬过货反正夜班我是没问题的而且周末也可以来',
      { night_shift: true, weekends: true },
    ],
    ['warehouse-sorter', '我下个月满18', { adult: false }],
    ['warehouse-sorter', '周末能来', { weekends: true }],
    ['warehouse-sorter', '晚上能来', {}],
    ['warehouse-sorter', 'I worked from Monday to Friday', {}],
    ['customer-service', 'Mandarin is my mother tongue', { mandarin: true }],
    [
      'customer-service',
      'My Mandarin is fluent and English is my first language, I type 60 wpm',
      { mandarin: true, english: true, typing: true },
    ],
    ['courier', "I'm 17 but 18 in two weeks", { adult: false }],
    ['courier', 'when I turned 18 I moved out', {}],
    [
      'customer-service',
      '我滿18歲，下個月1號可以到崗，電腦打字沒問題',
      { adult: true, typing: true, start_date: '下个月1号' },
    ],
  ];
  it.each(TOLD)('%s: %j', (flow, text, told) => {
    const found = findVolunteered(text, flowOf(flow), () => true);
    expect(Object.fromEntries(found.map(({ question: { id }, value }) => [id, value]))).toEqual(told);
    for (const { start, end } of found) expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
  });
});

describe('"can you lift 25 kg?"', () => {
  it.each([
    ['没遇到过', 'retry'],
    ['没搬过但应该行', 'retry'],
    ['不会，但可以学', 'retry'],
    ['没试过，不过可以试试', 'retry'],
    ['never happened', 'retry'],
    ['no but I can try', 'retry'],
    ["I haven't, but I could", 'retry'],
    ['没有', false],
    ['没碰过', false],
    ['不行，但谢谢', false],
    ['不能，但是也没办法', false],
    ['不能，不过谢谢你们给的机会', false],
    ['没有，但我下个月会去考', false],
    ['不能，但白天都可以', false],
    ['No, I have a bad back', false],
    ['no, but thanks, I will look elsewhere', false],
    ['no, but my brother can', false],
    ["I have done it, but I'm willing to learn more", true],
  ])('%s: %s', (reply, value) => expect(read('warehouse-sorter', 'lifting', reply)).toBe(value));

  it.each(['zh', 'en'] as const)('a no that turns, said again, is a no: in %s', (language) => {
    const made = chatAt('night', language);
    const reply = language === 'zh' ? '没上过，但应该行' : 'no but I can try';
    made.says(reply);
    expect(made.state?.interview?.questions.night?.value).toBeUndefined();
    made.says(reply);
    expect(made.state?.interview?.questions.night?.value).toBe(false);
  });
});
