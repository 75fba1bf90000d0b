/** Who somebody is by their papers: read from a form, sealed to be kept, masked to be shown. */
import type { Seal } from '../secrets.ts';

export interface Identity {
  legal_name: string;
  id_number: string;
  /** A day. */
  birth_date: string;
}

export type IdentityField = keyof Identity;

/** What is wrong with a field, as the texts have it. */
export type IdentityProblem = 'missing' | 'wrong' | 'checksum';

export type Read = { identity: Identity } | { problems: Partial<Record<IdentityField, IdentityProblem>> };

const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{Zs}.'’·•‧-]{0,99}$/u;
const OTHER_PAPER = /^[A-Z0-9]{5,20}$/;
/** A resident identity card of the People's Republic of China, GB 11643: region, birth, sequence, check character. */
const RESIDENT = /^\d{6}(\d{4})(\d\d)(\d\d)\d{3}[\dX]$/;
const OLDEST_YEARS = 120;

/** @param now for what is yet to come */
export function readIdentity(given: Record<IdentityField, string>, now: Date): Read {
  const legal_name = given.legal_name.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const id_number = given.id_number.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const resident = RESIDENT.exec(id_number);
  const typed = given.birth_date.normalize('NFKC').trim();
  const birth_date = resident ? resident.slice(1, 4).join('-') : dayIn(typed);
  const problems: Partial<Record<IdentityField, IdentityProblem>> = {};
  if (legal_name === '') problems.legal_name = 'missing';
  else if (!NAME.test(legal_name)) problems.legal_name = 'wrong';
  if (id_number === '') problems.id_number = 'missing';
  else if (resident) {
    if (!isLived(birth_date, now) || !isChecked(id_number)) problems.id_number = 'checksum';
  } else if (!OTHER_PAPER.test(id_number)) problems.id_number = 'wrong';
  if (!resident && typed === '') problems.birth_date = 'missing';
  else if (!resident && !isLived(birth_date, now)) problems.birth_date = 'wrong';
  return Object.keys(problems).length > 0
    ? { problems }
    : { identity: { legal_name, id_number, birth_date: birth_date! } };
}

/** A browser without a field for days sends what was typed: 2001/5/31. */
function dayIn(text: string): string | null {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}

/** A day of the calendar on which somebody who lives may have been born. */
function isLived(day: string | null, now: Date): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return false;
  return at <= now && at.getUTCFullYear() >= now.getUTCFullYear() - OLDEST_YEARS;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** ISO 7064 MOD 11-2. */
function isChecked(id: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return '10X98765432'[sum % 11] === id[17];
}

/** The last four; of a short number, of which they would tell too much, the last two. */
export function masked(idNumber: string): string {
  const shown = idNumber.length >= 8 ? 4 : 2;
  return '*'.repeat(idNumber.length - shown) + idNumber.slice(-shown);
}

/** Opens for this candidate and nobody else. */
export function sealIdentity(seal: Seal, candidateId: string, identity: Identity): Uint8Array {
  return seal.seal(JSON.stringify(identity), candidateId);
}

/** Null where nothing is kept, and for what another secret sealed. */
export function openIdentity(seal: Seal, candidateId: string, sealed: Uint8Array | null): Identity | null {
  const text = sealed && seal.open(sealed, candidateId);
  return text ? (JSON.parse(text) as Identity) : null;
}
