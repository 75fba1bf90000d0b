import { describe, expect, it } from 'vitest';
import { audioStart, locate } from '../../src/assessment/spans.ts';

describe('a quote', () => {
  it.each([
    ['literally', '核对单号', '我每次都核对单号。', '核对单号'],
    [
      'with other marks and spaces',
      'I checked, twice',
      'Then I  checked twice - it was fine',
      'I  checked twice',
    ],
    ['in another case and width', 'ＣＨＥＣＫＥＤ ＴＷＩＣＥ', 'I checked twice.', 'checked twice'],
    [
      'with straight quotes for curly ones',
      'he said "wait" to me',
      'And he said “wait” to me.',
      'he said “wait” to me',
    ],
    ['around an emoji', '只错了两件', '去年😀只错了两件', '只错了两件'],
    ['with its own emoji', '去年😀只错了两件', '去年😀只错了两件。', '去年😀只错了两件'],
    ['over a break of lines', '先隔开 再报告', '我先隔开\n再报告组长', '先隔开\n再报告'],
  ])('is found %s', (_how, quote, text, found) => {
    const span = locate(quote, text);
    expect(span && text.slice(span.start, span.end)).toBe(found);
  });

  it.each([
    ['what nobody said', '我带过四十个新人', '我在仓库干过两年。'],
    ['one word more', '我每次都仔细核对单号', '我每次都核对单号。'],
    ['another number', '只错了三件', '只错了两件'],
    ['a negation taken away', '我迟到过三次', '我没迟到过三次'],
    ['too little to stand for anything', '我', '我在仓库干过两年。'],
    ['nothing', '', '我在仓库干过两年。'],
    ['marks', '……', '我在……仓库'],
    ['a translation', 'I checked the numbers', '我核对单号'],
  ])('is not found: %s', (_what, quote, text) => {
    expect(locate(quote, text)).toBeNull();
  });

  it('is looked for in a long text without delay', () => {
    const text = '我'.repeat(40_000);
    const before = performance.now();
    expect(locate(`${'我'.repeat(500)}你`, text)).toBeNull();
    expect(performance.now() - before).toBeLessThan(15_000);
  });
});

describe('the second of a recording', () => {
  const segments = [
    { start: 0, text: '我在仓库干过两年，' },
    { start: 4.2, text: '每天核对单号，' },
    { start: 7.5, text: '只错了两件。' },
  ];
  const words = '我在仓库干过两年，每天核对单号，只错了两件。';
  it.each([
    ['我在仓库', 0],
    ['核对单号', 4.2],
    ['只错了', 7.5],
  ])('of %s is %s', (quote, second) => {
    expect(audioStart(words, words.indexOf(quote), segments)).toBe(second);
  });

  it('is as far into the words when they were corrected', () => {
    const corrected = '我在中通仓库干过两年半，每天核对单号，只错了两件。';
    expect(audioStart(corrected, corrected.indexOf('只错了'), segments)).toBe(7.5);
  });

  it('is not known where no times were told', () => {
    expect(audioStart(words, 3, undefined)).toBeNull();
    expect(audioStart(words, 3, [])).toBeNull();
    expect(audioStart('', 0, segments)).toBe(0);
  });
});
