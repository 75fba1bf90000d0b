import { describe, expect, it } from 'vitest';
import { mend } from '../../src/flows/mend.ts';
import { readBack } from '../../src/flows/readback.ts';
import type { VoiceProblem } from '../../src/types.ts';
import { chat, chatAt, effects, kinds, open, tickets } from './chats.ts';
import { type Chat, questionMarks } from './play.ts';

const VOICE = { kind: 'voice', media: { id: 'f', type: 'audio/ogg' } } as const;

/** Says something by voice, as it was heard. */
function speaks(made: Chat, text: string, confidence: number | null = 0.9): string {
  made.event({ type: 'messages', messages: [made.message(VOICE, { text, voice: { confidence } })] });
  return made.reply;
}

function fails(made: Chat, problem: VoiceProblem): string {
  made.event({ type: 'messages', messages: [made.message(VOICE, { voice: { problem } })] });
  return made.reply;
}

describe('what was heard is read back in one short line', () => {
  it.each([
    ['我做过两年分拣。', 'zh', '我做过两年分拣'],
    ['包吃住吗？我能上夜班。', 'zh', '包吃住吗，我能上夜班'],
    ['他说“快点”，我就加快了', 'zh', '他说快点，我就加快了'],
    [
      '我之前在昆山一个电子厂上班。那里的活儿挺累的，不过大家都挺好相处。我主要是在流水线上做分拣。每小时大概三百件。有一回带子卡住了，组长不在。我就先按了急停。从晚上八点干到早上六点。后来就搬到苏州来了。',
      'zh',
      '我之前在昆山一个电子厂上班…每小时大概三百件…从晚上八点干到早上六点…',
    ],
    ['I sorted parcels.', 'en', 'I sorted parcels'],
    [
      'I worked in a big warehouse outside of town. The people there were nice, and my boss was strict but fair. I did about 300 parcels an hour. Some of them were heavy and we had to lift them together. My shift was from ten in the evening. Then I moved away because of my family.',
      'en',
      'I worked in a big warehouse outside of town…I did about 300 parcels an hour…My shift was from ten in the evening…',
    ],
  ] as const)('%s', (text, language, line) => {
    expect(readBack(text, language)).toBe(line);
  });

  it.each(['zh', 'en'] as const)('of any length, in %s', (language) => {
    const long = (language === 'zh' ? '我每天分拣三百件包裹，' : 'I sorted 300 parcels a day, ').repeat(300);
    expect(readBack(long, language).length).toBeLessThan(200);
    expect(readBack('x'.repeat(9000), language).length).toBeLessThan(200);
  });

  it('and is an answer like any other; how to put it right is said the first time', () => {
    const made = chatAt('damaged');
    const said = speaks(made, '有一次箱子破了，我先拍照，再报给组长，一共三十箱。');
    expect(said).toMatch(
      /^我听到的是：“有一次箱子破了，我先拍照，再报给组长，一共三十箱”。要是哪里听错了，直接告诉我。/,
    );
    expect(questionMarks(said)).toBe(1);
    expect(kinds(made)).toEqual(['answer']);
    expect(speaks(made, '后来客户没有投诉。')).toMatch(/^我听到的是：“后来客户没有投诉”。\n/);
  });

  it('one line for a burst of them', () => {
    const made = chatAt('damaged');
    const messages = ['有一次箱子破了', '我先拍照'].map((text) =>
      made.message(VOICE, { text, voice: { confidence: 0.9 } }),
    );
    made.event({ type: 'messages', messages });
    expect(made.reply.match(/我听到的是/g)).toHaveLength(1);
    expect(made.reply).toContain('有一次箱子破了。我先拍照');
    expect(kinds(made)).toEqual(['answer', 'answer']);
  });

  it('in English to who speaks English', () => {
    expect(speaks(chatAt('damaged', 'en'), 'Once a box was torn and I taped it.')).toMatch(
      /^I heard: "Once a box was torn and I taped it"\. If I got something wrong, just tell me\./,
    );
  });

  it.each([
    ['a wish to stop', '退订', '已退订'],
    ['a wish', '暂停', '你先忙'],
  ])('%s is followed, not read back', (_, text, reply) => {
    const said = speaks(chatAt('damaged'), text);
    expect(said).toContain(reply);
    expect(said).not.toContain('我听到的是');
  });

  it('also after the end, and it is kept with the interview', () => {
    const made = chat();
    for (let i = 0; i < 40 && made.state?.interview?.status === 'in_progress'; i++) made.says('没有了');
    const said = speaks(made, '补充一点，我还会开叉车，有三年经验。');
    expect(said).toContain('我听到的是：“补充一点，我还会开叉车，有三年经验”');
    expect(kinds(made)).toEqual(['addendum']);
  });
});

describe('what was heard wrong is put right by reply', () => {
  it.each([
    ['每小时三百件', '不是三百，是三千', '每小时三千件'],
    ['每小时三百件', '不是三百件，是三千件', '每小时三千件'],
    ['每小时三百件', '是三千件，不是三百件', '每小时三千件'],
    ['每小时三百件', '不对，是三千件', '每小时三千件'],
    ['每小时三百件', '听错了，应该是三千件', '每小时三千件'],
    ['每小时300件', '不对，是三千件', '每小时三千件'],
    ['我在昆山上班', '不是昆山，是群山', '我在群山上班'],
    ['把三百改了', '把三百改成五百', '把五百改了'],
    ['I did 300 parcels an hour', "it's 3000 parcels, not 300 parcels", 'I did 3000 parcels an hour'],
    ['I did 300 parcels an hour', 'No, 30 parcels', 'I did 30 parcels an hour'],
    ['I worked in Kunming', 'not Kunming, but Kunshan', 'I worked in Kunshan'],
    ['I worked two years there', 'Actually it was ten years', 'I worked ten years there'],
  ])('%s + %s → %s', (heard, reply, right) => {
    const change = mend(heard, reply)!;
    expect(heard.slice(0, change.at) + change.put + heard.slice(change.at + change.cut)).toBe(right);
  });

  it.each([
    ['每小时三百件', '可以'],
    ['每小时三百件', '二十公斤没问题'],
    ['每小时三百件', '不对'],
    ['每小时三百件，每天三千件', '不对，是五百件'],
    ['每小时三百件', '不能上夜班'],
    ['每小时三百件', '不是问题，我能上夜班'],
    ['I did 300 parcels an hour', 'No, I cannot work nights.'],
    ['I did 300 parcels an hour', "I don't know"],
    ['I did 300 parcels an hour', 'not really, but I can learn'],
  ])('%s + %s: nothing is changed', (heard, reply) => {
    expect(mend(heard, reply)).toBeNull();
  });

  it('the voice keeps its transcript, the correction stands beside it, and the question is asked again', () => {
    const made = chatAt('damaged');
    speaks(made, '有一次我一小时分拣三百件。');
    const turn = made.turn;
    const said = made.says('不是三百，是三千');
    expect(said).toContain('更正我记下了');
    expect(questionMarks(said)).toBe(1);
    expect(kinds(made)).toEqual(['amendment']);
    expect(made.last.hearings[0]?.amends).toBe(turn);
    expect(effects(made, 'transcript')).toEqual([{ type: 'transcript', turn, at: 9, cut: 2, put: '三千' }]);
  });

  it('also in words that correct nothing else', () => {
    const made = chatAt('damaged');
    speaks(made, '有一次我一小时分拣三百件。');
    made.says('应该是三千件');
    expect(kinds(made)).toEqual(['amendment']);
    expect(effects(made, 'transcript')).toHaveLength(1);
  });

  it('an answer that only sounds like it stays an answer', () => {
    const made = chatAt('damaged');
    speaks(made, '有一次我一小时分拣三百件。');
    made.says('不是我一个人做的，当时组长也在');
    expect(kinds(made)).toEqual(['follow_up_answer']);
    expect(effects(made, 'transcript')).toEqual([]);
  });
});

describe('what could not be heard', () => {
  it.each([
    ['silent', /没听到说话声.*再说一遍/, []],
    ['broken', /打不开.*再录一遍/, []],
    ['too_long', /太长了.*10分钟/, []],
    ['lost', /没传过来.*再发一遍/, []],
    ['unavailable', /这会儿听不了.*HR会听.*打字/, ['voice']],
    ['off', /还听不了.*留着给HR/, ['voice']],
  ] as const)('%s: is kindly asked for again, with the question', (problem, says, filed) => {
    const made = chatAt('damaged');
    const asks = made.state!.asks;
    const said = fails(made, problem);
    expect(said).toMatch(says);
    expect(questionMarks(said)).toBe(1);
    expect(made.state!.asks).toBe(asks + 1);
    expect(kinds(made)).toEqual(['other']);
    expect(tickets(made)).toEqual(filed);
  });

  it('the second time a person is told', () => {
    const made = chatAt('damaged');
    fails(made, 'silent');
    fails(made, 'broken');
    expect(tickets(made)).toEqual(['voice']);
  });

  it('in doubt is asked again once, then taken as it is, and a person listens', () => {
    const made = chatAt('damaged');
    expect(speaks(made, '有一次想自破了', 0.2)).toMatch(/没听清，好像是“有一次想自破了”/);
    expect(kinds(made)).toEqual(['other']);
    expect(tickets(made)).toEqual([]);
    const said = speaks(made, '有一次箱子破了', 0.3);
    expect(said).toContain('我听到的是：“有一次箱子破了”');
    expect(kinds(made)).toEqual(['answer']);
    expect(tickets(made)).toEqual(['voice']);
    expect(open(made)?.unheard).toBeUndefined();
  });

  it('an engine that says nothing of its confidence is believed', () => {
    const made = chatAt('damaged');
    speaks(made, '有一次箱子破了', null);
    expect(kinds(made)).toEqual(['answer']);
  });

  it('a text behind it is the answer', () => {
    const made = chatAt('damaged');
    const messages = [
      made.message(VOICE, { voice: { problem: 'silent' } }),
      made.message({ kind: 'text', text: '有一次箱子破了，我先拍照。' }),
    ];
    made.event({ type: 'messages', messages });
    expect(kinds(made)).toEqual(['other', 'answer']);
  });

  it('before consent it was not listened to', () => {
    const made = chat();
    const fresh = new (made.constructor as typeof Chat)(made.start);
    fresh.open('zh');
    expect(fails(fresh, 'no_consent')).toMatch(/等你同意之后我才能听/);
    expect(fresh.state?.consent).toBe('asked');
  });
});
