/** A contract that two people might sign. */
import { builtInTemplate } from '../../../src/pipeline/contract/built-in.ts';
import type { Agreed, Signature } from '../../../src/pipeline/contract/sheet.ts';
import type { Terms } from '../../../src/pipeline/contract/terms.ts';
import type { Language } from '../../../src/types.ts';

export const TERMS: Terms = {
  employer: '顺达物流（上海）有限公司',
  candidate_name: '王小明',
  wage: { amount: '25.50', currency: 'CNY', per: 'hour' },
  hours: '每周 40 小时，夜班 22:00–06:00',
  place: '上海市浦东新区张江路 88 号 3 号仓库',
  starts_on: '2026-12-01',
  ends_on: '2027-11-30',
  more: {},
};

export const agreed = (language: Language): Agreed => ({
  id: `ctr_${'7'.repeat(25)}`,
  template: builtInTemplate(),
  terms:
    language === 'zh'
      ? TERMS
      : {
          ...TERMS,
          employer: 'Shunda Logistics',
          hours: '40 hours a week',
          place: 'Warehouse 3, Zhangjiang Road 88',
        },
  language,
  jobTitle: { zh: '夜班分拣员', en: 'Night sorter' },
  zone: 'Asia/Shanghai',
  at: new Date('2026-11-26T08:00:00Z'),
});

export const SIGNATURE: Signature = {
  signer: '王小明',
  at: new Date('2026-11-26T10:30:00Z'),
  sentAt: new Date('2026-11-26T09:00:00Z'),
  documentHash: 'ab'.repeat(32),
  channel: 'telegram ··6789',
  networkHash: 'cd'.repeat(16),
};
