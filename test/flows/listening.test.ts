/** What a person has told is not asked for again, and what they say is not turned against them. */
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/flows/episode.ts';
import { loadLibrary } from '../../src/flows/load.ts';
import type { Start } from '../../src/flows/model.ts';
import { pickQuote } from '../../src/flows/quote.ts';
import { chatAt, kinds, open } from './chats.ts';
import { Chat, opening, questionMarks } from './play.ts';

const slotsOf = (made: ReturnType<typeof chatAt>, id: string) =>
  Object.keys(made.state?.interview?.questions[id]?.slots ?? {});

describe('a story with its act and its ending', () => {
  it.each([
    [
      'zh',
      '前年双十一有个箱子里洗衣液漏了，流到下面三个件上，我把它们拿开擦干，拍照发给站长，最后都没投诉。',
    ],
    [
      'en',
      "A guest shouted because his room wasn't cleaned at four. I apologised, called housekeeping and walked him up myself, and in the end he thanked me.",
    ],
    ['zh', '上次网购的台灯到手是碎的，我拍照发给卖家，还打了快递电话，三天后他们补寄了一个新的。'],
    [
      'en',
      'Last month a mirror came cracked, I took photos, called the courier and they sent a new one in three days.',
    ],
  ] as const)('in %s is not followed up: %s', (language, story) => {
    const made = chatAt('damaged', language);
    made.says(story);
    expect(kinds(made)).toEqual(['answer']);
    expect(open(made)).toMatchObject({ kind: 'question', question: 'busy' });
  });

  it.each([
    ['zh', '有一次一箱酒漏了，我把它搬开。', '后来都赔了，客户没有再说什么。', /结果|怎么样|后来/],
    [
      'en',
      'Once a box fell and the lid split, I told the lead.',
      'In the end the customer never noticed it.',
      /end|result|outcome/,
    ],
  ] as const)('told in two goes is one: in %s', (language, act, ending, asked) => {
    const made = chatAt('damaged', language);
    expect(made.says(act)).toMatch(asked);
    made.says(ending);
    expect(slotsOf(made, 'damaged')).toEqual(['result']);
    expect(open(made)?.question).toBe('busy');
  });

  it('"we" behind an "I" is not asked about once more', () => {
    const made = chatAt('damaged', 'en');
    made.says('Last year someone yelled at me for an outage. I gave him my number and called back.');
    made.says('He stayed with us and wrote us a nice review.');
    expect(slotsOf(made, 'damaged')).not.toContain('personal');
  });

  it('of "we" alone is asked about', () => {
    const made = chatAt('damaged', 'en');
    made.says('Last week we dropped a pallet and we cleaned it up.');
    expect(slotsOf(made, 'damaged')).toEqual(['personal']);
  });
});

describe('an introduction', () => {
  it.each([
    ['zh', '我去年在驿站干了八个月，每天分三四百个件，上架扫码都是我做，找件也是我给人找。', /哪一次/],
    [
      'en',
      'I worked two years at a hotel desk. I checked in about 60 guests a day and answered the phone.',
      /which (?:time|day)/i,
    ],
  ] as const)('that says what was done is asked for one time: in %s', (language, text, asked) => {
    const made = chatAt('intro', language);
    expect(made.says(text)).toMatch(asked);
  });

  it.each([
    ['zh', '我在便利店上过班', '有一晚货车晚到三小时，货都堆在门口', /那段时间|平时/],
    [
      'en',
      'I worked at a garden centre',
      'one morning the forklift broke and the trees stood outside',
      /day to day|most of the time/,
    ],
  ] as const)(
    'where one event is told is asked about that, not about the years: in %s',
    (language, first, event, years) => {
      const made = chatAt('intro', language);
      made.says(first);
      const reply = made.says(event);
      expect(open(made)?.kind).toBe('follow_up');
      expect(reply).not.toMatch(years);
    },
  );
});

describe('"I told you already"', () => {
  it.each([
    ['zh', '前面不是说了嘛 扫码上架'],
    ['zh', '我刚才说了呀，停线、隔开'],
    ['zh', '就是我刚才说的这些'],
    ['en', 'As I said: I taped it off'],
    ['en', "that's the one I just told you about"],
  ] as const)('to a follow-up ends it: %s %j', (language, text) => {
    const made = chatAt('damaged', language);
    made.says(language === 'zh' ? '我会报告组长' : 'I would report it');
    const reply = made.says(text);
    expect(reply).toMatch(/前面讲过的都算|told me before counts/);
    expect(reply).not.toMatch(/[“"]/);
    expect(open(made)).toMatchObject({ kind: 'question', question: 'busy' });
    expect(questionMarks(reply)).toBe(1);
  });

  it.each([
    ['zh', '这个我不是刚讲过了吗，就是卸货那次'],
    ['zh', '说过了'],
    ['en', 'I already told you that'],
  ] as const)('to a question answers it with what was told: %s %j', (language, text) => {
    const made = chatAt('damaged', language);
    made.says(
      language === 'zh' ? '有一次货堆满了，我先分开，最后清完了' : 'Once a box leaked and I wiped it up',
    );
    while (open(made)?.question === 'damaged') made.says('没有了');
    expect(open(made)?.question).toBe('busy');
    made.says(text);
    expect(kinds(made)).toEqual(['answer']);
    expect(made.state?.interview?.questions.busy?.state).toBe('covered');
    expect(open(made)?.question ?? null).toBeNull();
  });

  it('before anything was told is no answer', () => {
    const made = chatAt('intro', 'zh');
    made.says('我已经说过了');
    expect(open(made)?.question).toBe('intro');
  });

  it('and "skip" is a skip', () => {
    const made = chatAt('damaged', 'zh');
    expect(made.says('跳过吧真的说过了')).not.toMatch(/“/);
    expect(open(made)?.question).toBe('busy');
  });
});

describe('"that\'s all" behind an answer', () => {
  it.each([
    ['zh', '当时我就报告了组长。没有了'],
    ['en', 'I got two As for it. that is all'],
  ] as const)('ends the follow-ups: %s %j', (language, text) => {
    const made = chatAt('damaged', language);
    made.says(language === 'zh' ? '报告组长' : 'I report it');
    made.says(text);
    expect(open(made)?.question).toBe('busy');
  });

  it('to the question itself leaves room for one real case', () => {
    const made = chatAt('damaged', 'en');
    made.says("I'd report it. That's all.");
    expect(slotsOf(made, 'damaged')).toEqual(['example']);
  });
});

describe('a story told before its question comes', () => {
  const library = loadLibrary();
  const care: Start = { opening: opening('care'), pinned: library.get('customer-service')! };
  it.each([
    [
      'zh',
      '我在奶茶店做过半年。',
      '哦对了有一次一个大姐来投诉我就先道歉然后重新做了一杯她后来成了常客',
      '说过了',
      /也算/,
    ],
    [
      'en',
      'I worked at a tea shop for half a year.',
      'Oh, once a customer was very angry about a drink and I made a new one.',
      'I told you already',
      /counts/,
    ],
  ] as const)('is asked for with a word that it counts: in %s', (language, intro, story, told, counts) => {
    const made = new Chat(care);
    made.begin(language);
    made.says(intro);
    while (open(made)?.kind !== 'invitation') made.says(language === 'zh' ? '没有了' : "That's all");
    const reply = made.says(story);
    expect(open(made)?.question).toBe('complaint');
    expect(reply).toMatch(counts);
    expect(questionMarks(reply)).toBe(1);
    made.says(told);
    expect(made.state?.interview?.questions.complaint?.state).toBe('covered');
    expect(open(made)?.question).toBe('teamwork');
    expect(made.reply).not.toMatch(/[“"]/);
  });

  it('says nothing of it where nothing of the kind was told', () => {
    const made = new Chat(care);
    made.begin('en');
    made.says('I worked at a tea shop for half a year.');
    while (open(made)?.kind !== 'invitation') made.says("That's all");
    expect(made.says('Once I repaired the till and it ran again')).not.toMatch(/counts/);
  });
});

describe('an invitation to add', () => {
  const invited = (language: 'zh' | 'en') => {
    const made = chatAt('busy', language);
    while (open(made)?.kind !== 'invitation') made.says('没有了');
    return made;
  };
  it.each([
    ['zh', '补充：我考过叉车证'],
    ['zh', '我還考過叉車證'],
    ['en', 'Add: I hold a forklift licence'],
  ] as const)('is not repeated when something is added: %s %j', (language, text) => {
    const made = invited(language);
    made.says(text);
    expect(kinds(made)).toEqual(['addendum']);
    expect(open(made)?.question).toBe('adult');
  });

  it('takes what follows 补充 alone', () => {
    const made = invited('zh');
    made.says('补充');
    made.says('我会修车');
    expect(kinds(made)).toEqual(['addendum']);
    expect(open(made)?.question).toBe('adult');
    expect(made.state?.interview?.adding).toBe(false);
  });

  it.each([
    ['zh', '嗯'],
    ['zh', '好的'],
    ['en', 'ok'],
    ['en', 'yes'],
  ] as const)('with a mere yes waits, and says how to go on: %s %j', (language, text) => {
    const made = invited(language);
    expect(made.says(text)).toMatch(/回“没有”|just say no/);
    expect(questionMarks(made.reply)).toBe(0);
    made.says(language === 'zh' ? '没有' : 'no');
    expect(open(made)?.question).toBe('adult');
  });
});

describe('a quote', () => {
  it.each([
    ['有一次帮同桌带早饭快迟到了，我跑着去的，还是晚了两分钟', '还是晚了两分钟'],
    ['电子厂，插件，两年', '电子厂，插件，两年'],
    [
      'oh yeah we had this huge ceramic pot come in cracked and I took a photo straight away and put it to one side with a tag on',
      'we had this huge ceramic pot come in cracked',
    ],
    ['前面不是说了嘛 上架扫码找件', '上架扫码找件'],
    ['嗯嗯没有了就这些', undefined],
    ["yeah that's all of it", undefined],
    ['跳过吧真的说过了', undefined],
    ['As I said already', undefined],
  ])('of %j is %j', (text, quote) => expect(pickQuote(text)?.text).toBe(quote));

  it('is never half of a thing', () => {
    const text = '我们五个人做调查我负责发问卷有两个人不干活我就把他们的那份也做了最后拿了优';
    expect(pickQuote(text)?.text).not.toMatch(/^那份/);
  });
});

it.each([
  '今天早上有人在群里骂我，我查了单号就退了',
  '今早有个客人来退货',
  '早高峰堵车，我把车停了，跑了八百米，迟了三分钟，客人说没事',
  '手机没电了导航没了，我就凭记忆跑，晚了二十分钟，扣了两块',
  'I slept in the day and passed everything',
  'plate cracked in my hand, cut myself, binned it and swept',
  '瓷砖摔了两箱，我赔了一半',
  '乘客丢了手机骂了我半天，我听他骂完，打给司机，一个小时找回来了',
])('a real case needs no 有一次: %s', (text) => expect(readAnswer(text).episode).toBe(true));

it.each(['漏了、碎了、坏了都上报组长就行了', '忙完了就好了，算了不想了', '如果坏了我就登记了再放好了'])(
  'and 了 alone makes none: %s',
  (text) => expect(readAnswer(text).episode).toBe(false),
);
