import { describe, expect, it } from 'vitest';
import en from '../../src/texts/en.json' with { type: 'json' };
import { say, textKeys } from '../../src/texts/index.ts';
import zh from '../../src/texts/zh.json' with { type: 'json' };
import { argsFor, argumentsOf } from './examples.ts';

const EXAMPLE = {
  title: 'T',
  minutes: 12,
  question: 'Q',
  quote: 'two words',
  quoted: 'yes',
  code: 'C',
  amount: 24,
  currency: 'CNY',
  per: 'hour',
  place: 'P',
  asked: 1,
  total: 9,
  stage: 'reviewing',
  name: 'N',
  said: 'some words',
  value: 'said',
  link: 'https://example.org/chat/C',
  linked: 'yes',
  message: 'some words',
  by: 'Friday',
  known: 'yes',
  list: 'some words',
  text: 'some words',
  channel: 'telegram',
  number: '+15550001111',
  mean: 3.5,
  criterion: 'K',
  at: '2026-12-01 14:05',
  employer: 'E',
  tail: '6789',
  left: 3,
  email: 'li@example.com',
  role: 'owner',
  device: 'Firefox',
  seen: 'today',
  proof: 'passkey',
};

const ZH = zh as Record<string, string>;
const EN = en as Record<string, string>;

const ASKING = /^(?:consent_ask|consent_again|inv_|fu_|retry_open|passport_ask|passport_again|resign_ask_)/;
const INVITATION = /补充|还有.*想说|anything (else )?(you'd|you would)? ?like to (add|share)|want to add/;

describe('the texts', () => {
  it('have the same keys in both languages', () => {
    expect(textKeys('zh').sort()).toEqual(textKeys('en').sort());
  });

  it('take the same arguments in both languages', () => {
    for (const key of textKeys('zh')) expect(argumentsOf(ZH[key]!), key).toEqual(argumentsOf(EN[key]!));
  });

  it('ask one thing where they ask, and nothing where they state', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const key of textKeys(language)) {
        for (const quoted of ['yes', 'no']) {
          const said = say(language, { key, args: { ...argsFor(key, EXAMPLE), quoted } });
          const marks = said.match(/[?？]/g)?.length ?? 0;
          expect(marks, `${language} ${key}: ${said}`).toBe(ASKING.test(key) ? 1 : 0);
        }
      }
    }
  });

  it('are written in their language', () => {
    for (const key of textKeys('zh')) {
      expect(EN[key], key).not.toMatch(/\p{Script=Han}/u);
      // What is all placeholders is in whatever language those are.
      if (/\p{L}/u.test(ZH[key]!.replace(/\{\w+\}/g, ''))) expect(ZH[key], key).toMatch(/\p{Script=Han}/u);
    }
  });

  it('invite only where they are an invitation, in help, the closing, and while nothing is decided', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const key of textKeys(language)) {
        const invites = INVITATION.test(say(language, { key, args: argsFor(key, EXAMPLE) }));
        if (key.startsWith('inv_')) expect(invites, key).toBe(true);
        else if (!['help', 'completed', 'undecided'].includes(key)) expect(invites, key).toBe(false);
      }
    }
  });

  it('name nothing that a question could be about, so that a line stays on its question', () => {
    const matters =
      /介绍|自我|同事|团队|迟到|准时|投诉|破损|高峰|夜班|周末|\b(?:introduc\w*|yourself[.?]|team|colleague|late|busy|peak|speak|pace|rush|complain\w*|night|weekend|start)\b/i;
    for (const language of ['zh', 'en'] as const) {
      for (const key of textKeys(language).filter((one) => /^(?:fu|inv|lead|back|to)_/.test(one))) {
        expect(say(language, { key, args: argsFor(key, EXAMPLE) }).replace('yourself?', ''), key).not.toMatch(
          matters,
        );
      }
    }
  });

  it('never praise and never lay words in the mouth', () => {
    const praise =
      /很好|真棒|太棒|不错|优秀|厉害|great|excellent|good (?:answer|job|point)|amazing|impressive|well done/i;
    for (const language of ['zh', 'en'] as const) {
      for (const key of textKeys(language)) {
        expect(say(language, { key, args: argsFor(key, EXAMPLE) }), key).not.toMatch(praise);
        if (key.startsWith('fu_'))
          expect(say(language, { key, args: argsFor(key, EXAMPLE) }), key).not.toMatch(
            /还是|或者|\bor\b(?! two is fine)/,
          );
      }
    }
  });

  it('quote a person verbatim, whatever stands in the words', () => {
    const quote = "it's {odd} <b>'x'</b>";
    expect(say('en', { key: 'fu_result_1', args: { quoted: 'yes', quote } })).toContain(`"${quote}"`);
  });

  it('say a text of the flow as it is', () => {
    expect(say('zh', { text: '你能上夜班吗？{x}' })).toBe('你能上夜班吗？{x}');
  });

  it('refuse a key that does not exist, also one of Object', () => {
    expect(() => say('zh', { key: 'no_such_key' })).toThrow(RangeError);
    expect(() => say('zh', { key: 'constructor' })).toThrow(RangeError);
  });
});
