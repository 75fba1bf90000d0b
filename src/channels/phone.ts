/** Phone numbers are E.164 everywhere: one person, one spelling. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

const PERSONAL = /^\+[1-9]\d{6,14}$/;

/**
 * A number as networks write it (`+8613800138000`, `008613800138000`, `8613800138000`, or without its country) in E.164;
 * null for what is no person's number: short codes, names, nonsense.
 * @param country of numbers that come without one
 */
export function toE164(text: string, country?: string): string | null {
  const given = text.trim().replace(/^00(?=[1-9])/, '+');
  if (!/^\+?[\d ().-]{7,20}$/.test(given)) return null;
  const number = given.startsWith('+') ? parsePhoneNumberFromString(given) : withoutPlus(given, country);
  // Some countries have shorter ones, for services.
  return number?.isPossible() && PERSONAL.test(number.number) ? number.number : null;
}

/** Of its country if it is a number there, else with its country in front. */
function withoutPlus(text: string, country: string | undefined) {
  const national = country ? parsePhoneNumberFromString(text, country as CountryCode) : undefined;
  return national?.isValid() ? national : parsePhoneNumberFromString(`+${text}`);
}
