import { describe, expect, it } from 'vitest';
import { clock, dayLabel, dayOf } from '../../src/chat/client/time.ts';

const SHANGHAI = 'Asia/Shanghai';
/** A Wednesday, eight in the evening in Shanghai. */
const NOW = Date.parse('2025-11-26T12:00:00Z');

describe('a time', () => {
  it.each([
    ['2025-11-26T06:05:00Z', 'zh', SHANGHAI, '14:05'],
    ['2025-11-26T06:05:00Z', 'en', SHANGHAI, '2:05 PM'],
    ['2025-11-25T16:00:00Z', 'zh', SHANGHAI, '00:00'],
    ['2025-11-25T16:00:00Z', 'en', SHANGHAI, '12:00 AM'],
    ['2025-11-26T06:05:00Z', 'zh', 'America/New_York', '01:05'],
  ] as const)('%s in %s at %s is %s', (at, language, zone, said) => {
    expect(clock(at, language, zone).replace(/\s/g, ' ')).toBe(said);
  });
});

describe('a day', () => {
  it.each([
    ['2025-11-25T16:00:00Z', 'zh', '今天'],
    ['2025-11-26T15:59:59Z', 'en', 'Today'],
    ['2025-11-25T15:59:59Z', 'zh', '昨天'],
    ['2025-11-25T15:59:59Z', 'en', 'Yesterday'],
    ['2025-11-20T04:00:00Z', 'zh', '11月20日星期四'],
    ['2025-11-20T04:00:00Z', 'en', 'Thursday, November 20'],
    ['2024-12-31T04:00:00Z', 'zh', '2024年12月31日星期二'],
    ['2024-12-31T04:00:00Z', 'en', 'Tuesday, December 31, 2024'],
  ] as const)('%s is said in %s as %s', (at, language, said) => {
    expect(dayLabel(at, NOW, language, SHANGHAI)).toBe(said);
  });

  it('begins at midnight where the reader is', () => {
    expect(dayOf('2025-11-26T15:59:59Z', SHANGHAI)).toBe('2025-11-26');
    expect(dayOf('2025-11-26T16:00:00Z', SHANGHAI)).toBe('2025-11-27');
    expect(dayOf('2025-11-26T16:00:00Z', 'UTC')).toBe('2025-11-26');
  });
});
