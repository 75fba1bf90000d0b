import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { print, unprintable } from '../../../src/pipeline/contract/print.ts';
import { createPrinter } from '../../../src/pipeline/contract/printer.ts';
import { sheetOf, wordsOf } from '../../../src/pipeline/contract/sheet.ts';
import { bare, readPaper, withoutReaders } from '../../support/paper.ts';
import { agreed, SIGNATURE } from './sample.ts';

const printer = createPrinter();
afterAll(() => printer.close());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const WORDS = {
  zh: [
    '劳动合同',
    '用人单位',
    '顺达物流',
    '王小明',
    '每周40小时',
    '张江路88号',
    '2026年12月1日',
    '夜班分拣员',
  ],
  en: [
    'Employmentcontract',
    'ShundaLogistics',
    '40hoursaweek',
    'ZhangjiangRoad88',
    '1December2026',
    'Nightsorter',
  ],
};

describe.skipIf(withoutReaders())('a printed contract', () => {
  it('in Chinese is seen and can be copied, and so is how it was signed', async () => {
    const pdf = await printer.print(sheetOf(agreed('zh'), SIGNATURE));
    const { copied, seen } = await readPaper(pdf, 'chi_sim');
    for (const word of WORDS.zh) {
      expect(copied).toContain(word);
      expect(seen.join('')).toContain(word);
    }
    expect(seen.at(-1)).toContain('签署记录');
    expect(seen.at(-1)).toContain('不是由第三方认证机构');
    expect(copied).toContain(SIGNATURE.documentHash);
    expect(copied).toContain(`1/${seen.length}`);
  });

  it('in English too', async () => {
    const { copied, seen } = await readPaper(await printer.print(sheetOf(agreed('en'), null)), 'eng');
    for (const word of WORDS.en) {
      expect(copied).toContain(word);
      expect(seen.join('')).toContain(word);
    }
    expect(copied).toContain(bare('Not signed yet'));
  });

  it('is not read as Chinese when its letters have none: what is looked for is seen, not believed', async () => {
    const latin = { regular: 'Helvetica', bold: 'Helvetica-Bold' };
    const { seen } = await readPaper(await print(sheetOf(agreed('zh'), null), latin), 'chi_sim');
    for (const word of WORDS.zh.slice(0, 4)) expect(seen.join('')).not.toContain(word);
  });
});

describe('printing', () => {
  it('gives the same bytes for the same contract, and others for any other', async () => {
    const [a, b, c] = await Promise.all([
      printer.print(sheetOf(agreed('zh'), null)),
      print(sheetOf(agreed('zh'), null)),
      printer.print(sheetOf(agreed('zh'), SIGNATURE)),
    ]);
    expect(sha256(a)).toBe(sha256(b));
    expect(sha256(a)).not.toBe(sha256(c));
    expect(Buffer.from(a).subarray(0, 5).toString()).toBe('%PDF-');
    expect(a.length).toBeLessThan(200_000);
  });

  it('knows what its letters do not have', async () => {
    expect(await printer.unprintable('王小明 Nguyễn Văn 堃喆 ¥€ 🙂 𠮷 ราม\n')).toEqual([
      '🙂',
      '𠮷',
      'ร',
      'า',
      'ม',
    ]);
    for (const language of ['zh', 'en'] as const)
      expect(unprintable(wordsOf(sheetOf(agreed(language), SIGNATURE)))).toEqual([]);
  });
});
