/** How many SMS a text takes, by the rules of GSM 03.38 / 3GPP TS 23.038: a flow is checked against the dearest channel. */

const GSM7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** These cost two septets, because an escape goes before them. */
const GSM7_EXTENDED = '\f^{}\\[~]|€';

/** One unit is a septet or, as soon as one character is outside GSM-7, a UTF-16 unit; a header shortens joined parts. */
const LIMITS = { gsm7: { single: 160, joined: 153 }, ucs2: { single: 70, joined: 67 } };

/** Every character is one of GSM 03.38: the whole text is then charged by septets. */
export function isGsm7(text: string): boolean {
  return [...text].every((c) => GSM7.includes(c) || GSM7_EXTENDED.includes(c));
}

/** The number of segments; a character that takes two units is never split between two of them. */
export function smsSegments(text: string): number {
  const characters = [...text];
  const gsm7 = isGsm7(text);
  const limits = gsm7 ? LIMITS.gsm7 : LIMITS.ucs2;
  const widths = characters.map((c) => (gsm7 ? (GSM7_EXTENDED.includes(c) ? 2 : 1) : c.length));
  if (widths.reduce((sum, width) => sum + width, 0) <= limits.single) return 1;
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > limits.joined) {
      segments++;
      used = 0;
    }
    used += width;
  }
  return segments;
}
