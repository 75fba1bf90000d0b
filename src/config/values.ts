/** What a variable's text must be like; each says what would be right. */
import { z } from 'zod';

/** Digits only: `0x50` or a lone space would pass for numbers too. */
export function wholeNumber(most: number, least = 0) {
  const says = `must be a number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, says)
    .transform(Number)
    .refine((value) => value >= least && value <= most, says);
}

export const url = (protocols: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  );
