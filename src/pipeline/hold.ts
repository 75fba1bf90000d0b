/** How long somebody has to answer what a background check found before anything is decided. Pure. */
import { addDays, dayIn, momentOf, weekdayOf } from '../flows/days.ts';

/** What practice takes for a reasonable time between the two letters; fewer are never given. */
export const LEAST_HOLD_DAYS = 5;

const DAY_MINUTES = 24 * 60;

/**
 * The last moment (epoch ms) of so many working days where the person is, the day of the letter not counted. Which days are
 * holidays there is not known: whoever sets the hold adds them.
 */
export function holdUntil(now: number, days: number, zone: string): number {
  let day = dayIn(now, zone);
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    const weekday = weekdayOf(day);
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return momentOf(day, DAY_MINUTES, zone) - 1;
}
