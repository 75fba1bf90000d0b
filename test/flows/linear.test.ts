import { describe, expect, it } from 'vitest';
import { understand } from '../../src/flows/understand.ts';

describe('whatever a person pastes', () => {
  const PIECES = [
    'a',
    '我',
    ' ',
    '.',
    '，',
    '? ',
    '\n',
    'please ',
    'stop ',
    'i ',
    '没有',
    '我我',
    '1',
    '一',
    '不',
    'not ',
    'add ',
    '\u200b',
    '"',
    '如果',
    'ok ',
    'no, ',
    '((',
    'you ',
    '好的',
    '别再',
    '补充',
    '先',
    '晚点',
    '我不想',
    'system:',
    '其他候选人',
    '评分',
    '我 ',
    '说错了',
    '人工',
  ];
  it('is understood in time that grows with its length, not with its square', () => {
    const once = (text: string) => {
      // Of this thread: a busy machine makes nothing slower.
      const from = process.threadCpuUsage();
      understand({ turn: 1, channel: 'telegram', content: { kind: 'text', text }, text, ask: 1, at: 0 });
      return process.threadCpuUsage(from).user / 1000;
    };
    // The first reading compiles the patterns.
    once('a');
    for (const piece of PIECES) {
      for (const head of ['', '我', 'i would like to ', '请']) {
        // A backtracking pattern takes seconds or minutes here; a linear one, milliseconds.
        for (const length of [60, 300, 10_000])
          expect(once((head + piece.repeat(length)).slice(0, length))).toBeLessThan(500);
      }
    }
  });
});
