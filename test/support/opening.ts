/** An opening that interviews by the sorter's flow. */
import type { NewOpening } from '../../db/openings.ts';

export const sorterOpening = (code: string): NewOpening => ({
  code,
  title: { zh: '夜班分拣员', en: 'Night sorter' },
  role: 'sorter',
  flow: 'warehouse-sorter',
  status: 'open',
  headcount: 100,
  site: { city: 'Shanghai', time_zone: 'Asia/Shanghai' },
  pay: { amount: 28, currency: 'CNY', per: 'hour' },
  requirements: { min_age: 18 },
  facts: {},
});
