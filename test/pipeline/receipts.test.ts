import { describe, expect, it } from 'vitest';
import { receiptOf } from '../../src/pipeline/receipts.ts';

const title = (en: string) => ({ zh: en, en });
const RUBRIC = ['care', 'pace', 'reliability'].map((id) => ({ id, title: title(id) }));
const evidence = (quote: string) => [{ turn_seq: 1, quote, start: 0, end: quote.length, audio_start: null }];
const criterion = (id: string, score: number | null, quote?: string) => ({
  id,
  score,
  evidence: quote === undefined ? [] : evidence(quote),
});

describe('a receipt', () => {
  it('names what was met, in the words of the candidate, and what was not shown', () => {
    const criteria = [criterion('care', 4, ' I took a photo first '), criterion('pace', 2, 'slow')];
    expect(receiptOf(criteria, RUBRIC)).toEqual({
      met: [{ title: title('care'), quote: 'I took a photo first' }],
      open: [title('pace')],
    });
  });

  it.each([
    [[criterion('care', null, 'unscored')]],
    [[criterion('gone', 5, 'no longer in the rubric')]],
    [[]],
  ])('says nothing of what nobody scored: %j', (criteria) => {
    expect(receiptOf(criteria, RUBRIC)).toEqual({ met: [], open: [] });
  });

  it('cuts long words between letters, also between those of an emoji', () => {
    const [met] = receiptOf([criterion('care', 3, '👩‍👩‍👧'.repeat(60))], RUBRIC).met;
    expect(met?.quote).toBe(`${'👩‍👩‍👧'.repeat(40)}…`);
  });

  it('has no quote where none was kept', () => {
    expect(receiptOf([criterion('care', 5)], RUBRIC).met).toEqual([{ title: title('care'), quote: null }]);
  });
});
