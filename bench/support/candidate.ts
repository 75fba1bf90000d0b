/**
 * Somebody who is interviewed: consents, answers each question of the sorter's flow as people do, follow-ups too, and
 * is through when the bot asks nothing more. Half of them write Chinese.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Chance, pick } from './chance.ts';
import type { BotMessage } from './provider.ts';
import { CODE } from './system.ts';
import { type Person, pressUpdate, textUpdate } from './updates.ts';

type Language = Person['language'];

const FLOW: {
  sections: { questions: { id: string; ask: Record<Language, string> }[] }[];
} = parse(readFileSync(new URL('../../src/flows/library/warehouse-sorter.yaml', import.meta.url), 'utf8'));

const QUESTIONS = FLOW.sections.flatMap((section) => section.questions);

/** By question; what is not here is a follow-up. */
const ANSWERS: Record<string, Record<Language, string[]>> = {
  introduction: {
    zh: [
      '我叫小雨，今年二十二，去年在菜鸟驿站干了八个月，主要是分拣和上架。',
      '我以前在超市做理货员，做了一年半，每天理三四百件货，现在想找夜班。',
      '刚毕业，暑假在京东仓库做过两个月临时工，扫码、装车都干过。',
    ],
    en: [
      'I worked at a grocery warehouse for eight months last year. I scanned and sorted about 900 parcels a shift.',
      "I'm Robin, 24. I stocked shelves at a supermarket for two years and I helped train three new people.",
      'I just finished school. Last summer I loaded vans for a courier company, six weeks, early mornings.',
    ],
  },
  damaged_parcel: {
    zh: [
      '上个月双十一，有一箱洗衣液漏了，我当时先把旁边的件挪开，拍了照，然后告诉组长，重新打包以后贴了标签。',
      '有一次快递的玻璃杯碎了，我把碎片收好，给客户打电话说明，后来公司赔了六十块。',
    ],
    en: [
      'Last winter a box of olive oil leaked on the belt. I stopped the line, moved nine parcels away, took photos and told my lead.',
      'Once I found a crushed laptop box. I set it aside, wrote a damage report and called the sender, so it was replaced in two days.',
    ],
  },
  peak: {
    zh: [
      '去年618我们一晚上来了两万件，我和三个同事分了区，我负责大件，最后五点半全部清完了。',
      '当时学校办运动会，四百份盒饭一起到，我先按班级分好，二十分钟发完了。',
    ],
    en: [
      'On Black Friday we got twice the volume. I sorted the heavy lane alone for four hours and we finished at 5:40.',
      'At our school fair 300 people came in one hour. I split the queue in two and took the orders myself.',
    ],
  },
  adult: { zh: ['满了，我二十二。', '是的，满18了'], en: ['Yes, I am 24.', 'Yes'] },
  night_shift: { zh: ['可以，我习惯上夜班', '能'], en: ['Yes, I can work nights.', 'Sure, yes'] },
  weekends: { zh: ['可以', '周末没问题'], en: ['Yes', 'Yes, Saturdays and Sundays are fine.'] },
  lifting: { zh: ['能搬，以前搬过三十公斤的', '可以的'], en: ['Yes, I can lift 25 kg.', 'Yes'] },
  start_date: { zh: ['下周一就可以', '12月1号'], en: ['Next Monday', 'December 1'] },
  open_floor: {
    zh: ['我有叉车证，去年考的。', '没有了，谢谢'],
    en: ['I have a forklift licence, I passed the test last year.', "No, that's all, thanks"],
  },
};

const FOLLOW_UPS: Record<Language, string[]> = {
  zh: [
    '我当时先停下来看了一遍单子，然后把错的三件挑出来交给组长。',
    '后来组长表扬了我，那一周我们组一件都没错。',
    '我自己负责扫码，另外两个人搬，大概四十分钟弄完。',
    '那天是周五晚上，仓库里只有我们五个人。',
    '没有了',
    '客户后来给了五星，还说下次还找我们。',
  ],
  en: [
    'I checked the list first, picked out the three wrong ones and handed them to my lead.',
    'My lead thanked me, and that week our team had no mistakes at all.',
    'I did the scanning myself and two others carried. It took us about forty minutes.',
    'It was a Friday night and there were only five of us.',
    "That's all",
    'The customer wrote back and gave us five stars.',
  ],
};

const CONSENT: Record<Language, string[]> = {
  zh: ['好的', '同意，开始吧', '可以'],
  en: ['Yes', 'OK, let us start', 'I agree'],
};

/** More than an interview of this flow takes. Against the floor, which asks for ever, people leave here. */
const PATIENCE = 40;

export class Candidate {
  readonly person: Person;
  readonly #random: Chance;
  #messages = 0;

  constructor(person: Person, random: Chance) {
    this.person = person;
    this.#random = random;
  }

  /** The first message, as an update. */
  start(): string {
    this.#messages = 1;
    return textUpdate(this.person, `/start ${CODE}`);
  }

  /** What the candidate does about a message of the bot, as an update; null when the interview is over. */
  reply(message: BotMessage): string | null {
    this.#messages += 1;
    if (this.#messages > PATIENCE) return null;
    const { person } = this;
    const { language } = person;
    // Where there are buttons, one half of the people press.
    const button = message.buttons[0];
    if (button !== undefined && this.#random() < 0.5) return pressUpdate(person, message, button);
    if (this.#messages === 2) return textUpdate(person, pick(this.#random, CONSENT[language]));
    const question = QUESTIONS.find(({ ask }) => message.text.includes(ask[language]));
    const answers = question && ANSWERS[question.id];
    if (answers) return textUpdate(person, pick(this.#random, answers[language]));
    if (!/[?？]/.test(message.text)) return null;
    return textUpdate(person, pick(this.#random, FOLLOW_UPS[language]));
  }
}
