import { describe, expect, it } from 'vitest';
import { splitText } from '../../src/channels/split.ts';
import fc from '../support/chance.ts';

const family = '👨‍👩‍👧‍👦'; // 11 UTF-16 units, one character to a person
const withoutSpace = (text: string) => text.replace(/\s/g, '');
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const clusters = (text: string) => [...graphemes.segment(text)].map((one) => one.segment);

describe('a long line', () => {
  it.each([
    ['a short one stays as it is, spaces and all', ' hi \n', 10, [' hi \n']],
    ['exactly the limit is one piece', 'abcde', 5, ['abcde']],
    ['nothing but space is nothing to send', '   ', 10, []],
    ['nothing but much space is nothing to send', ' '.repeat(30), 10, []],
    ['words stay whole', 'one two three four', 9, ['one two', 'three', 'four']],
    [
      'a sentence ends a piece before a word does',
      'I packed. Then I left it',
      12,
      ['I packed.', 'Then I left', 'it'],
    ],
    ['a number with a point is no sentence', 'I earn 23.50 now', 12, ['I earn 23.50', 'now']],
    [
      '中文 sentences end at their own mark',
      '我做过分拣。也开过叉车。夜班没问题',
      8,
      ['我做过分拣。', '也开过叉车。', '夜班没问题'],
    ],
    ['a closing quote belongs to its sentence', '他说“可以。”我说好的', 8, ['他说“可以。”', '我说好的']],
    ['a line ends a piece before a sentence does', 'A. Bcde\nf. ghijkl', 11, ['A. Bcde', 'f. ghijkl']],
    ['a paragraph ends a piece before a line does', 'ab\ncdef\n\ngh\nij kl', 13, ['ab\ncdef', 'gh\nij kl']],
    ['a pause too early is not used', 'a bcdefghijkl', 10, ['a bcdefghi', 'jkl']],
    ['a family stays together', `aaaaaa${family}`, 12, ['aaaaaa', family]],
    ['a flag stays together', 'aaa🇨🇳🇨🇳', 6, ['aaa', '🇨🇳', '🇨🇳']],
    ['an accent stays on its letter', 'aae\u0301e\u0301', 4, ['aae\u0301', 'e\u0301']],
    ['a skin tone stays on its hand', 'aaa👍🏽', 6, ['aaa', '👍🏽']],
    ['a surrogate pair stays whole though its cluster is too long', family, 4, ['👨‍', '👩‍', '👧‍', '👦']],
  ])('%s', (_name, text, max, pieces) => {
    expect(splitText(text, max)).toEqual(pieces);
  });

  it('comes apart without loss, within the limit, and never inside a character', () => {
    const piece = fc.constantFrom(
      'a',
      'word',
      ' ',
      '\n',
      '\n\n',
      '.',
      '。',
      '林',
      family,
      '🇨🇳',
      'e\u0301',
      '👍🏽',
      '\r\n',
      '‏ع',
      'கி',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), fc.integer({ min: 12, max: 60 }), (parts, max) => {
        const text = parts.join('');
        const pieces = splitText(text, max);
        expect(withoutSpace(pieces.join(''))).toBe(withoutSpace(text));
        for (const one of pieces) {
          expect(one.length).toBeLessThanOrEqual(max);
          expect(one.trim()).not.toBe('');
          expect(one.isWellFormed()).toBe(true);
        }
        const characters = (of: string[]) => of.flatMap(clusters).map(withoutSpace).filter(Boolean);
        expect(characters(pieces)).toEqual(characters([text]));
      }),
    );
  });

  it('of a million characters takes no time to speak of', () => {
    const pieces = splitText('夜班。'.repeat(400_000), 4096);
    expect(pieces.length).toBeGreaterThan(290);
    expect(pieces.every((one) => one.endsWith('。'))).toBe(true);
  });
});
