/** Phone numbers are E.164 everywhere: one person, one spelling. */
import { createRequire } from 'node:module';
import type { CountryCode } from 'libphonenumber-js/min';

const require = createRequire(import.meta.url);
/** Loaded when the first number comes: it would take 40 ms of every start, and takes 25 then. */
const library = (): typeof import('libphonenumber-js/min') => require('libphonenumber-js/min');

const PERSONAL = /^\+[1-9]\d{6,14}$/;

/**
 * A number as networks write it (`+8613800138000`, `008613800138000`, `8613800138000`, or without its country) in E.164;
 * null for what is no person's number: short codes, names, nonsense. Its length is judged and not its range, since new ranges
 * are given out all the time.
 * @param country of numbers that come without one
 */
export function toE164(text: string, country?: string): string | null {
  const given = text.trim().replace(/^00(?=[1-9])/, '+');
  if (!/^\+?[\d ().-]{7,20}$/.test(given)) return null;
  const number = given.startsWith('+')
    ? library().parsePhoneNumberFromString(given)
    : withoutPlus(given, country);
  // Some countries have shorter ones, for services.
  return number?.isPossible() && PERSONAL.test(number.number) ? number.number : null;
}

/** Of its country if it is a number there, else with its country in front. */
function withoutPlus(text: string, country: string | undefined) {
  const { parsePhoneNumberFromString: parse } = library();
  const national = country ? parse(text, country as CountryCode) : undefined;
  return national?.isValid() ? national : parse(`+${text}`);
}

/** `GB` and not `UK`: with a name that nobody knows, national numbers would be read as those of some other country. */
export const isCountry = (code: string): boolean => library().isSupportedCountry(code);
