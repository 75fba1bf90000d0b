/** Questions to us, however they are put: heard, told apart from answers, and answered one by one. */
import { describe, expect, it } from 'vitest';
import { demoOpenings } from '../../src/demo/openings.ts';
import { factFor, isCandidateQuestion } from '../../src/flows/facts.ts';
import { understand } from '../../src/flows/understand.ts';
import { say } from '../../src/texts/index.ts';
import { chatAt, kinds, open, tickets } from './chats.ts';
import { questionMarks } from './play.ts';

const read = (text: string) =>
  understand({ turn: 1, channel: 'telegram', content: { kind: 'text', text }, text, ask: 1, at: 0 });

describe('a question', () => {
  it.each([
    '那个，我想问颱風天也要上班嗎',
    '我能问下暑假做两个月行不行吗？',
    '我还想了解一下有没有晋升',
    '顺便打听一下团队多少人',
    '能问一下要不要普通话',
    '还有个事，违章的罚款是公司出还是我出',
    '手机费算谁的还是公司报',
    '满18之前能不能先来',
    '可不可以先试一天',
    '没有，能租吗',
    '随时，什么时候发装备',
    '对了 我想知道你们周末双倍吗',
    '同意的，对了跑一单大概几块，车子没有的话你们那边能租吗',
    'Quick thing first, is it full remote?',
    'By the way can I take a later start, I have kids.',
    'Could I bring my own gloves',
    'one quick question: is the floor heated',
    'oh btw, do they let people sit',
    'Can I still change the shift later',
    'can I work only mornings',
  ])('is heard in %j', (text) => {
    const { questions, aboutUs } = read(text);
    expect([...questions, ...aboutUs].length).toBeGreaterThan(0);
  });

  it.each([
    '我想问清楚顾客要什么再去拿',
    '我会先问一下他哪里不满意，然后处理',
    '我问他能不能等十分钟',
    '能不能行得试了才知道',
    '我看能不能调班，看情况吧',
    '我想要稳定的工作',
    '有个客人过来，张口就问多少钱一斤',
    '我在想这个顾客要什么，就多看了他两眼',
    '我请他坐下，倒了杯水',
    '先了解情况，再上报',
    '是我先发现的还是他先发现的不重要，我就先报了',
    'I asked if I could help her',
    'I can take a later bus',
    'I could start on Monday',
    'can do',
    'One thing I did was to call the shop',
    'I wondered what he wanted and asked',
    'I may take the stairs',
  ])('is not heard in %j', (text) => {
    const { questions, aboutUs, answer } = read(text);
    expect([...questions, ...aboutUs]).toEqual([]);
    expect(answer).not.toBeNull();
  });

  it.each([
    ['Could you tell me the pay, the address, and when I would hear back?', 2, ['result']],
    ['工资、地址、多久出结果，能说一下吗？', 2, ['result']],
    ['When do I get paid, and is there parking for my scooter?', 2, []],
    ['押金要不要，电动车要自己买吗', 2, []],
  ] as const)('is told apart from the others in %j', (text, questions, about) => {
    const seen = read(text);
    expect(seen.questions).toHaveLength(questions);
    expect(seen.aboutUs).toEqual(about);
  });

  it.each([
    ['没了。你们查征信吗？', true, '没了。'],
    ['没有了，几点下班？', true, '没有了'],
    ['就这些，多久有消息啊', true, '就这些'],
    ['没了，最后问下多久有结果', true, '没了'],
    ['没了，对了，五险是第一天就交吗', true, '没了，对了'],
    ['Nothing to add. Do you check criminal records?', true, 'Nothing to add.'],
    ['随时，什么时候发装备？', false, '随时'],
    [
      '夜班没问题，我之前在厂里也是上夜班的，对了你们那边包住吗',
      false,
      '夜班没问题，我之前在厂里也是上夜班的',
    ],
    ["Hello? The dorm? I can't decide without it.", false, null],
    ['Oh, what if it rains hard, do we still ride?', false, null],
    ['包住吗？不知道这个我没法决定', false, null],
  ])('leaves of %j what else it is', (text, done, answer) => {
    const seen = read(text);
    expect(seen.done).toBe(done);
    expect(seen.answer?.text ?? null).toBe(answer);
    expect(seen.questions.length + seen.aboutUs.length).toBeGreaterThan(0);
  });

  it.each([
    ['zh', '没有了，你们查征信吗？', /请HR确认/],
    ['en', 'No, nothing else. Is there a gym on site?', /ask HR/],
  ] as const)('behind "no more" is answered, and the no is a no: %s', (language, text, reply) => {
    const made = chatAt('busy', language);
    while (open(made)?.kind !== 'invitation') made.says('没有了');
    const said = made.says(text);
    expect(said).toMatch(reply);
    expect(said).not.toMatch(/我记下了|noted/);
    expect(kinds(made)).toEqual(['refusal']);
    expect(open(made)?.question).toBe('adult');
    expect(tickets(made)).toEqual(['question']);
    expect(questionMarks(said)).toBe(1);
  });
});

describe('the facts of the demonstration', () => {
  const fact = (code: string, question: string) => {
    const seed = demoOpenings.find((opening) => opening.code === code)!;
    const words = factFor(question, { ...seed, id: 'opn_1' }, 'zh');
    return words && say('zh', words);
  };
  it.each([
    ['RIDE01', '没有车能租吗', /租站里的电动车/],
    ['RIDE01', '电动车要自己买吗', /租站里的电动车/],
    ['CARE01', '耳机要自己配吗', /耳机公司提供/],
    ['RIDE01', '送晚了会罚款吗', /送晚/],
  ])('%s: %s', (code, question, answer) => expect(fact(code, question)).toMatch(answer));

  it('say nothing of a traffic fine', () => {
    expect(isCandidateQuestion('交罚款是公司出还是我出')).toBe(true);
    expect(fact('RIDE01', '交罚款是公司出还是我出')).toBeNull();
  });
});
