import { describe, expect, it } from 'vitest';
import { smartEncode, splitSms, unitsIn } from '../../src/channels/sms.ts';
import { phrase } from '../../src/conversation/phrase.ts';
import type { Line } from '../../src/flows/model.ts';
import { smsSegments } from '../../src/flows/segments.ts';
import type { ChannelCapabilities } from '../../src/ports.ts';
import { say, textKeys } from '../../src/texts/index.ts';
import fc from '../support/chance.ts';
import { argsFor } from '../texts/examples.ts';

describe('letters that look alike', () => {
  it.each([
    ['curly quotes', '“Don’t worry,” she said', '"Don\'t worry," she said'],
    ['dashes and dots', 'nine – five… maybe—yes', 'nine - five... maybe-yes'],
    ['spaces and nothing', 'a\u00a0b\u200bc\u3000d', 'a bc d'],
    ['a list', '• one\n• two', '* one\n* two'],
    ['what GSM has stays', 'café à 5 € [ok] {x}', 'café à 5 € [ok] {x}'],
    ['an accent made of two', 'cafe\u0301', 'café'],
    ['Chinese keeps its marks', '他说“可以”…', '他说“可以”…'],
    ['so does what needs other letters anyway', '“zażółć”', '“zażółć”'],
    ['and an emoji', '“ok” 👍', '“ok” 👍'],
  ])('%s', (_name, text, plain) => {
    expect(smartEncode(text)).toBe(plain);
  });
});

describe('a long line', () => {
  const piece = fc.constantFrom(
    'a',
    'word ',
    '. ',
    '€',
    '[',
    '林',
    '，',
    '。',
    '\n',
    '👍🏽',
    '📦',
    'e\u0301',
    '’',
  );

  it('is cut into pieces of at most so many segments, and nothing is lost', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 1500 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('', '[HR] ', '【招聘人员】'),
        (parts, max, mark) => {
          const text = parts.join('');
          const pieces = splitSms(text, max, mark);
          for (const one of pieces) expect(smsSegments(mark + one)).toBeLessThanOrEqual(max);
          expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of plain letters uses the room that they have', () => {
    expect(splitSms('I can lift. '.repeat(38).trim(), 3)).toHaveLength(1);
    expect(splitSms('我能搬。'.repeat(38), 3)).toHaveLength(1);
    expect(splitSms('我能搬。'.repeat(51), 3)).toHaveLength(2);
  });

  it('of any letters fits, if it is as long as the channel says', () => {
    expect(unitsIn(3)).toBe(201);
    expect(smsSegments('字'.repeat(unitsIn(3)))).toBe(3);
    expect(smsSegments('字'.repeat(unitsIn(1)))).toBe(1);
  });
});

const capabilities = { buttons: false, maxText: unitsIn(3), maxSegments: 3 } as ChannelCapabilities;

describe('a line by SMS', () => {
  const line = (text: string, choices: string[] = []): Line => ({
    words: { text },
    part: 'question',
    ...(choices.length > 0 && {
      choices: choices.map((label, i) => ({ label: { text: label }, value: `${i}` })),
    }),
  });
  const texts = (lines: Line[], language: 'zh' | 'en' = 'zh') =>
    phrase(lines, language, capabilities).map(({ text }) => text);

  it('lists its choices by number, and has no buttons', () => {
    const said = phrase([line('你能上夜班吗？', ['是', '不是'])], 'zh', capabilities);
    expect(said).toEqual([{ kind: 'text', text: '你能上夜班吗？\n回数字就行：\n1 是\n2 不是' }]);
  });

  it('never parts the choices from each other', () => {
    const long = `${'很长的一句话。'.repeat(27)}你能上夜班吗？`;
    const [first, second, ...more] = texts([line(long, ['是', '不是'])]);
    expect(more).toEqual([]);
    expect(first).toContain('你能上夜班吗？');
    expect(second).toBe('回数字就行：\n1 是\n2 不是');
  });

  it('costs no empty lines', () => {
    expect(texts([line('记下了。'), line('夜班可以吗？')])).toEqual(['记下了。\n夜班可以吗？']);
  });

  it('elsewhere has buttons and empty lines', () => {
    const lines = [line('记下了。'), line('夜班可以吗？', ['是', '不是'])];
    const [said, ...more] = phrase(lines, 'zh', {
      ...capabilities,
      buttons: true,
      maxSegments: undefined,
    } as never);
    expect(more).toEqual([]);
    expect(said).toMatchObject({
      text: '记下了。\n\n夜班可以吗？',
      buttons: [{ label: '是' }, { label: '不是' }],
    });
  });
});

describe('the texts by SMS', () => {
  const EXAMPLE = {
    message: 'some words',
    by: 'Friday 28 November',
    known: 'yes',
    list: 'some words',
    mean: 3.5,
    criterion: 'K',
    channel: 'telegram',
    number: '+15550001111',
    title: '夜班分拣员',
    minutes: 12,
    question: '有些件比较沉，25公斤以内的，你能搬吗？',
    quote: '在菜鸟驿站理货两个月',
    quoted: 'yes',
    code: 'SORT01ABCDEF',
    amount: 28,
    currency: 'CNY',
    per: 'hour',
    place: '上海市青浦区华新镇嘉松中路',
    asked: 3,
    total: 9,
    stage: 'reviewing',
    link: 'https://interviews.example.org/chat/ABCDEFGHJKLM',
    text: '我在菜鸟驿站理货三个月，一天四百二十件，晚上十点下班，周末也上。',
    linked: 'yes',
    name: '搬25公斤',
    value: 'said',
    said: '二十五公斤没问题',
  };
  const ENGLISH = {
    ...EXAMPLE,
    title: 'Night sorter',
    question: 'Some parcels are heavy. Can you lift up to 25 kg?',
    quote: 'stacking shelves at the station',
    place: '12 Harbour Road, Southampton',
    name: 'Lifting 25 kg',
    said: '25 kilos is fine',
    text: 'I sorted parcels for 3 months, 420 a day, until 22:00',
  };

  it('take three segments at most, each for itself', () => {
    for (const [language, args] of [['zh', EXAMPLE] as const, ['en', ENGLISH] as const]) {
      for (const key of textKeys(language)) {
        const text = smartEncode(say(language, { key, args: argsFor(key, args) }));
        expect(smsSegments(text), `${language} ${key}: ${text}`).toBeLessThanOrEqual(3);
      }
    }
  });

  it('in English are all plain letters', () => {
    for (const key of textKeys('en')) {
      const text = smartEncode(say('en', { key, args: argsFor(key, ENGLISH) }));
      expect(text, key).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  it('greet in one message, choices and all', () => {
    for (const [language, args] of [['zh', EXAMPLE] as const, ['en', ENGLISH] as const]) {
      const lines: Line[] = [
        { words: { key: 'disclosure', args }, part: 'disclosure' },
        {
          words: { key: 'consent_ask', args },
          part: 'disclosure',
          choices: [
            { label: { key: 'consent_yes' }, value: 'yes' },
            { label: { key: 'consent_no' }, value: 'no' },
          ],
        },
      ];
      const said = phrase(lines, language, capabilities);
      expect(
        said.map(({ text }) => smsSegments(text)),
        said[0]?.text,
      ).toEqual([3]);
    }
  });
});
