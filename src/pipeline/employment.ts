/** Work that goes on: in which zone its days are days, and when its clocks run. */
import { addDays, momentOf } from '../flows/days.ts';

/** Where nobody says where the work is, a day is one of UTC: at nine there it is that day in all the zones of our quiet hours. */
const SOMEWHERE = 'UTC';
const PAY_DAY_AT = 9 * 60;
/** What was paid longer ago came with an import: it answers questions, and is not told as news. */
const NEWS_DAYS = 3;

export const zoneOf = (
  row: { site_zone: string | null },
  { defaultTimeZone }: { defaultTimeZone: string | undefined },
): string => row.site_zone ?? defaultTimeZone ?? SOMEWHERE;

/** When a statement of pay is told, epoch ms: now, where its hour is over. */
export const payDayAt = (paidOn: string, zone: string, now: number): number =>
  Math.max(momentOf(paidOn, PAY_DAY_AT, zone), now);

/** The first pay day that is still told today. */
export const toldFrom = (today: string): string => addDays(today, -NEWS_DAYS);

/** When the last day of work is over, epoch ms. */
export const overAt = (lastDay: string, zone: string): number => momentOf(addDays(lastDay, 1), 0, zone);
