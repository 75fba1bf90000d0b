/** Days, times and places of work in words, both languages at once. */
import type { Zone } from '../flows/days.ts';
import type { FirstShift, Place } from '../pipeline/onboarding.ts';
import { clockOf, dayOf } from '../texts/dates.ts';
import type { Language, Localized } from '../types.ts';

const MINUTE = 60_000;

export const both = (write: (language: Language) => string): Localized => ({
  zh: write('zh'),
  en: write('en'),
});

/** 12月1日星期二 22:00, Tuesday 1 December 22:00: where the work is. */
export function whenOf({ starts_at, zone }: Pick<FirstShift, 'starts_at' | 'zone'>): Localized {
  const { at, name, mark } = shown(new Date(starts_at), zone);
  return both((language) => `${dayOf(at, language, name)} ${clockOf(at, language, name)}${mark}`);
}

/** 22:00 */
export function hourOf({ starts_at, zone }: Pick<FirstShift, 'starts_at' | 'zone'>): Localized {
  const { at, name, mark } = shown(new Date(starts_at), zone);
  return both((language) => `${clockOf(at, language, name)}${mark}`);
}

/** 11月30日星期一, Monday 30 November: a day of the calendar, whatever the zone. */
export function dayWords(day: string): Localized {
  return both((language) => dayOf(new Date(`${day}T00:00:00Z`), language, 'UTC'));
}

/** Where only the clock of whoever wrote it down is known, that clock is shown; UTC is nobody's, and is named. */
function shown(at: Date, zone: Zone): { at: Date; name: string; mark: string } {
  if (typeof zone === 'string') return { at, name: zone, mark: '' };
  return { at: new Date(at.getTime() + zone * MINUTE), name: 'UTC', mark: zone === 0 ? ' UTC' : '' };
}

/** The name of the place and its address, as they were written down. */
export function placeOf({ name, address }: Place): string {
  return [name, address].filter((part) => part !== null && part !== '').join(', ');
}

/** Where the usual maps of the world do not open. */
const CHINA = new Set<Zone>(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']);

/** A link that a phone opens in its maps: to the point where one is known, else to the address. Null: neither is. */
export function mapOf({ place, zone }: Pick<FirstShift, 'place' | 'zone'>): string | null {
  const { map_url, lat, lon, address, name } = place;
  if (map_url !== null) return map_url;
  const point = lat !== null && lon !== null;
  const words = encodeURIComponent(address ?? name ?? '');
  if (!point && words === '') return null;
  if (!CHINA.has(zone))
    return `https://www.google.com/maps/search/?api=1&query=${point ? `${lat}%2C${lon}` : words}`;
  return point
    ? `https://uri.amap.com/marker?position=${lon},${lat}&name=${words}&coordinate=wgs84`
    : `https://uri.amap.com/search?keyword=${words}`;
}
