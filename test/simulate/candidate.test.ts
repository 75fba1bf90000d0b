import { describe, expect, it } from 'vitest';
import { SimulatedCandidate } from '../../src/simulate/candidate.ts';
import { type Persona, parsePersona } from '../../src/simulate/persona.ts';

const persona = (change: object = {}): Persona =>
  parsePersona(
    JSON.stringify({
      id: 'p',
      language: 'zh',
      role: 'sorter',
      topics: [
        {
          id: 'intro',
          cues: ['介绍'],
          opening: '我叫小李',
          facts: [{ says: '我卸过货' }, { says: '没摔过一件', needs: '结果|后来' }],
          done: '就这些',
        },
        { id: 'busy', cues: ['高峰'], opening: '还行', facts: [{ says: '一天五车' }], done: '没了' },
      ],
      extras: ['我有叉车证', '我会粤语'],
      yes_no: [
        { cue: '夜班', says: '不能上夜班' },
        { cue: '周末', says: '周末可以' },
      ],
      ...change,
    }),
    'p.json',
  );

/** What a consenting candidate says to each line. */
function talk(
  lines: (string | { text: string; buttons: string[] })[],
  change: object = {},
): (string | null)[] {
  const candidate = new SimulatedCandidate(persona(change));
  candidate.answer({ text: '可以开始吗？', buttons: ['不用了', '同意'] });
  return lines.map((line) => {
    const move = candidate.answer(typeof line === 'string' ? { text: line, buttons: [] } : line);
    return move && (move.how === 'press' ? `[${move.text}]` : move.text);
  });
}

describe('a simulated candidate', () => {
  it('consents by the button that does not refuse, in words where there is none', () => {
    const line = { text: '可以开始吗？', buttons: ['不用了', '同意'] };
    expect(new SimulatedCandidate(persona()).answer(line)).toMatchObject({ how: 'press', text: '同意' });
    expect(new SimulatedCandidate(persona()).answer({ ...line, buttons: [] })?.how).toBe('say');
  });

  it('tells one fact per follow-up, in order, then says that it is all', () => {
    expect(talk(['请介绍自己。', '具体呢？', '后来呢？', '还有呢？'])).toEqual([
      '我叫小李',
      '我卸过货',
      '没摔过一件',
      '就这些',
    ]);
  });

  it('keeps a fact to itself until the line asks for it', () => {
    expect(talk(['请介绍自己。', '具体呢？', '当时什么情况？', '结果呢？'])).toEqual([
      '我叫小李',
      '我卸过货',
      '就这些',
      '没摔过一件',
    ]);
  });

  it('does not take its own quoted words for a cue or for what a fact needs', () => {
    expect(talk(['请介绍自己。', '你说“高峰”，具体呢？', '你说“后来”，什么情况？'])).toEqual([
      '我叫小李',
      '我卸过货',
      '就这些',
    ]);
  });

  it('tells one extra per open invitation and none otherwise', () => {
    expect(talk(['还有想补充的吗？', '说说高峰。', '还有想补充的吗？', '还有想补充的吗？'])).toEqual([
      '我有叉车证',
      '还行',
      '我会粤语',
      '没有了。',
    ]);
  });

  it('answers factual items by a button that says the same every second time, else in words', () => {
    const buttons = ['是', '不是'];
    expect(
      talk([
        { text: '能上夜班吗？', buttons },
        { text: '周末能来吗？', buttons },
        { text: '周末能来吗？', buttons },
      ]),
    ).toEqual(['[不是]', '周末可以', '[是]']);
  });

  it('finds something to say to a question that the file does not know', () => {
    expect(talk(['你一周能来几天？', '你什么时候能来？', '你有手机吗？'])).toEqual(['5天', '下周一', '可以']);
  });

  it('interjects once, in place of an answer, and answers when it is asked again', () => {
    const interjections = [{ after_turn: 1, says: '多少钱？', kind: 'asks_fact' }];
    expect(talk(['请介绍自己。', '具体呢？', '28元。具体呢？'], { interjections })).toEqual([
      '我叫小李',
      '多少钱？',
      '我卸过货',
    ]);
  });

  it('goes on with a topic that it is asked about again, question mark or not', () => {
    expect(talk(['请介绍自己。', '说说高峰。', '我们回到刚才，请介绍自己。'])).toEqual([
      '我叫小李',
      '还行',
      '我卸过货',
    ]);
  });

  it('says nothing to a line that asks nothing', () => {
    expect(talk(['谢谢，聊完了。'])).toEqual([null]);
  });
});
