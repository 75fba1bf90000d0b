import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../src/commands/terminal/language.ts';
import { botLine, prompt, width, wrap } from '../../src/commands/terminal/screen.ts';

const plain = { columns: 40, colour: false };

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['听答', 4],
    ['“补充”', 6],
    ['（是）', 6],
    ['👍🏽', 2],
    ['e\u0301', 1],
    ['\u200b', 0],
  ])('%s takes %i', (text, columns) => expect(width(text)).toBe(columns));
});

describe('a long line', () => {
  it.each([
    ['at spaces', 'one two three', 7, ['one two', 'three']],
    ['between Chinese characters', '一二三四五', 4, ['一二', '三四', '五']],
    ['never before a closing mark', '一二，三四', 4, ['一', '二，', '三四']],
    ['never after an opening mark', '一“二三', 4, ['一', '“二', '三']],
    ['where it was broken before', 'a\n\nb', 10, ['a', '', 'b']],
    ['not inside a word that is too long', 'abcdefgh', 4, ['abcdefgh']],
  ])('is broken %s', (_where, text, columns, lines) => expect(wrap(text, columns)).toEqual(lines));

  it('never takes more columns than there are', () => {
    const text = '你好，欢迎来聊夜班分拣员这份工作。I am an AI, 问题由我来问；录不录用由招聘的同事决定。';
    for (let columns = 10; columns < 40; columns++) {
      for (const line of wrap(text, columns)) expect(width(line)).toBeLessThanOrEqual(columns);
    }
  });
});

describe('what the bot says', () => {
  it('has a mark, an indent, and its choices with their numbers', () => {
    const buttons = [
      { label: '同意，开始', payload: 'a1:yes' },
      { label: '不用了', payload: 'a1:no' },
    ];
    expect(botLine(plain, 'zh', '现在开始，可以吗？\n好。', buttons)).toBe(
      '听答 │ 现在开始，可以吗？\n     │ 好。\n     │ 1 同意，开始   2 不用了',
    );
  });

  it('has colour only where it was asked for', () => {
    expect(botLine({ ...plain, colour: true }, 'en', 'Hi')).toContain('\x1b[36m');
    expect(prompt(plain, 'en')).toBe('You › ');
  });
});

describe('the language around a talk', () => {
  it.each([
    [undefined, { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [undefined, { LC_ALL: 'en_GB.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    [undefined, {}, 'en'],
    ['zh', { LANG: 'en_GB.UTF-8' }, 'zh'],
  ])('%s in %o is %s', (asked, env, language) => expect(chooseLanguage(asked, env)).toBe(language));

  it('is refused when it is another one', () => {
    expect(() => chooseLanguage('fr', {})).toThrow('--language must be zh or en, not fr.');
  });
});
