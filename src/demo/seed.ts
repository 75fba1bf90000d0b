/** Puts the demonstration's openings into an empty database; what is there already stays as it is. */
import type { Sql } from '../../db/client.ts';
import { findOpeningByCode, insertOpening } from '../../db/openings.ts';
import type { Opening } from '../types.ts';
import { demoOpenings } from './openings.ts';

export async function seedOpenings(sql: Sql): Promise<Opening[]> {
  const openings: Opening[] = [];
  for (const opening of demoOpenings) {
    const made = (await insertOpening(sql, opening)) ?? (await findOpeningByCode(sql, opening.code));
    if (made) openings.push(made);
  }
  return openings;
}
