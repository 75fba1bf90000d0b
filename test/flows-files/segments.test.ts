import { describe, expect, it } from 'vitest';
import { smsSegments } from '../../src/flows/segments.ts';

describe('a text takes as many SMS as a phone network charges', () => {
  const table: [string, string, number][] = [
    ['160 plain letters', 'x'.repeat(160), 1],
    ['161 plain letters', 'x'.repeat(161), 2],
    ['three full parts of 153', 'x'.repeat(459), 3],
    ['one letter more', 'x'.repeat(460), 4],
    ['80 euro signs, which cost two each', '€'.repeat(80), 1],
    ['a euro sign that does not fit the end of a part', `${'x'.repeat(152)}€${'x'.repeat(151)}`, 2],
    ['the same filled by one letter more', `${'x'.repeat(152)}€${'x'.repeat(152)}`, 3],
    ['70 汉字', '字'.repeat(70), 1],
    ['71 汉字', '字'.repeat(71), 2],
    ['201 汉字', '字'.repeat(201), 3],
    ['202 汉字', '字'.repeat(202), 4],
    ['a curly quote, which turns 160 into 70', `’${'x'.repeat(70)}`, 2],
    ['35 emoji of two units', '📦'.repeat(35), 1],
    ['an emoji that does not fit the end of a part', `${'字'.repeat(66)}📦${'字'.repeat(66)}`, 3],
    ['nothing', '', 1],
  ];
  it.each(table)('%s', (_, text, segments) => {
    expect(smsSegments(text)).toBe(segments);
  });
});
