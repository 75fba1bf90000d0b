/** What candidates ask most, at each of the demonstration's openings: all of it is answered from the facts. */
import { describe, expect, it } from 'vitest';
import { demoOpenings } from '../../src/demo/openings.ts';
import { factFor, isCandidateQuestion } from '../../src/flows/facts.ts';
import { say } from '../../src/texts/index.ts';
import type { Opening } from '../../src/types.ts';

/** The question in both languages, and what the answer speaks of. */
const USUAL: [zh: string, en: string, about: RegExp][] = [
  ['工资多少？', 'How much is the pay?', /元|yuan/],
  ['几号发工资？', 'When do I get paid?', /15/],
  ['上班时间几点到几点？', 'What are the hours?', /\d:\d\d/],
  ['在哪里上班？', 'Where is it?', /号/],
  ['有五险吗？', 'Is there insurance?', /险|insurance/],
  ['包吃吗？', 'Are meals included?', /餐|夜宵|meal|canteen/],
  ['包住吗？', 'Is there accommodation?', /宿舍|rooms|dormitory/],
  ['有加班费吗？', 'Is overtime paid?', /加班|overtime/],
  ['中间能休息吗？', 'Do I get breaks?', /休|break|rush/],
  ['一周休几天？', 'How many days off?', /休|off/],
  ['要培训吗？', 'Is there training?', /带|坐在|train|shows/],
  ['第一天要带什么？', 'What should I bring on the first day?', /身份证|ID card/],
  ['签合同吗？', 'Is there a contract?', /合同|contract/i],
  ['试用期多久？', 'How long is the probation?', /试用期|probation|part-time/],
  ['具体做什么？', 'What would I be doing?', /件|售后|取|You/],
  ['有班车吗？', 'Is there a shuttle bus?', /班车|bus/],
  ['要自己带装备吗？', 'Do I need my own equipment?', /提供|免费|provided|free/],
  ['最快什么时候能上岗？', 'How soon can I start?', /周一|Monday/],
  ['年龄有要求吗？', 'Is there an age limit?', /18/],
  ['没经验可以吗？', 'Do I need experience?', /没|No experience/],
  ['衣服有要求吗？', 'Is there a uniform?', /服|裤|uniform|trousers/i],
  ['迟到扣钱吗？', 'Will I get fined if I am late?', /迟到|送晚|late/],
  ['要交押金吗？', 'Do I have to pay a deposit?', /押金|deposit/],
  ['需要体检吗？', 'Do I need a medical check?', /体检|健康证|medical|health/],
];

describe.each(demoOpenings.map((opening) => [opening.code, opening] as const))('at %s', (_code, seed) => {
  const opening: Opening = { ...seed, id: 'opn_1' };
  it.each(USUAL)('%s · %s', (zh, en, about) => {
    for (const [language, question] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      expect(isCandidateQuestion(question), question).toBe(true);
      const fact = factFor(question, opening, language);
      expect(fact && say(language, fact), question).toMatch(about);
    }
  });
});
