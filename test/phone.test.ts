import { describe, expect, it } from 'vitest';
import { isCountry, toE164 } from '../src/phone.ts';
import fc from './support/chance.ts';

describe('a phone number', () => {
  it.each([
    // China: mobile, and a line with its area.
    ['+8613800138000', undefined, '+8613800138000'],
    ['8613800138000', undefined, '+8613800138000'],
    ['008613800138000', undefined, '+8613800138000'],
    ['13800138000', 'CN', '+8613800138000'],
    ['8613800138000', 'CN', '+8613800138000'],
    ['+86 138-0013-8000', undefined, '+8613800138000'],
    ['+86 (0)21 1234 5678', undefined, '+862112345678'],
    // The United States.
    ['(415) 555-2671', 'US', '+14155552671'],
    ['+1 415.555.2671', 'CN', '+14155552671'],
    ['14155552671', undefined, '+14155552671'],
    ['+15005550006', undefined, '+15005550006'],
    // The United Kingdom, whose 0 is left out abroad.
    ['+44 7911 123456', 'CN', '+447911123456'],
    ['+44 (0)7911 123456', undefined, '+447911123456'],
    ['+4407911123456', undefined, '+447911123456'],
    ['07911 123456', 'GB', '+447911123456'],
    // Germany, where one length does not fit all.
    ['0151 23456789', 'DE', '+4915123456789'],
    ['+49 30 123456', undefined, '+4930123456'],
    // Hong Kong: eight digits, and no 0 before them.
    ['9123 4567', 'HK', '+85291234567'],
    ['+852 9123 4567', undefined, '+85291234567'],
  ])('%s of %s is %s', (text, country, number) => {
    expect(toE164(text, country)).toBe(number);
  });

  it.each([
    ['a service', '10086', 'CN'],
    ['a short code', '12345', undefined],
    ['too short for the United States', '+1415555267', undefined],
    ['too long for the United States', '+141555526711', undefined],
    ['too short for Germany', '+49151', undefined],
    ['longer than any', '+86138001380001234567', undefined],
    ['of no country', '+999123456789', undefined],
    ["one of Telegram's own", '+88801234567', undefined],
    ['national, of an unknown country', '07911 123456', undefined],
    ['a name', 'DHL', undefined],
    ['letters on the keys', '+1 800 FLOWERS', undefined],
    ["another app's", 'whatsapp:+8613800138000', undefined],
    ['with something behind it', '+8613800138000; drop table', undefined],
    ['with an extension', '+14155552671 ext. 5', undefined],
    ['in wide digits', '８６１３８００１３８０００', undefined],
    ['two plus signs', '++8613800138000', undefined],
    ['a plus sign alone', '+', undefined],
    ['nothing', '', undefined],
  ])('that is %s is none', (_what, text, country) => {
    expect(toE164(text, country)).toBe(null);
  });

  it('is spelled once: what comes out goes through as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[0-9 ().-]{5,22}$/), (text) => {
        const number = toE164(text, 'CN');
        if (number === null) return;
        expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(toE164(number)).toBe(number);
      }),
      { examples: [['49000 0((']] },
    );
  });
});

it.each([
  ['CN', true],
  ['GB', true],
  ['UK', false],
  ['XX', false],
  ['cn', false],
  ['China', false],
  ['', false],
])('%s as a country: %s', (code, known) => {
  expect(isCountry(code)).toBe(known);
});
