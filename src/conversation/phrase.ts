/** From the engine's lines to what is sent: one message a turn, cut only where the channel's limit demands it. */
import { createHash } from 'node:crypto';
import { smartEncode, splitSms } from '../channels/sms.ts';
import { splitText } from '../channels/split.ts';
import type { Line, Words } from '../flows/model.ts';
import type { ChannelCapabilities } from '../ports.ts';
import { say } from '../texts/index.ts';
import type { Button, Language, OutboundContent } from '../types.ts';

type Said = Extract<OutboundContent, { kind: 'text' }>;

/** Used when the channel of an address is switched off: the line waits in the outbox all the same. */
const DEFAULT_MAX_TEXT = 4096;

/** The contents to send, in order; buttons hang on the last, or are listed in it. */
export function phrase(
  lines: readonly Line[],
  language: Language,
  capabilities: ChannelCapabilities | undefined,
): Said[] {
  // Short lines: an empty one costs as much as a letter.
  const sms = capabilities?.maxSegments !== undefined;
  const text = wordsOf(lines, language, sms ? '\n' : '\n\n');
  const buttons: Button[] = lines.flatMap((line) =>
    (line.choices ?? []).map((choice) => ({
      label: say(language, choice.label),
      payload: `a${line.ask}:${choice.value}`,
    })),
  );
  if (capabilities && !fitsButtons(text, buttons, capabilities)) {
    const listed = buttons.length > 0 ? numbered(buttons, language) : null;
    return withList(text, listed, capabilities).map((part) => ({ kind: 'text', text: part }));
  }
  const parts = split(text, capabilities);
  const askContact = lines.findLast((line) => line.askContact)?.askContact;
  return parts.map((part, i) => {
    const content: Said = { kind: 'text', text: part };
    if (i < parts.length - 1) return content;
    if (buttons.length > 0) content.buttons = buttons;
    if (askContact) content.askContact = say(language, askContact);
    return content;
  });
}

/** Where there are none, or they stand in a menu that is too small, choices are answered by number. */
function fitsButtons(
  text: string,
  buttons: Button[],
  { buttons: shown, menu }: ChannelCapabilities,
): boolean {
  if (!shown || !menu || buttons.length === 0) return shown;
  const short = buttons.every(({ label }) => label.length <= menu.maxLabel);
  return short && buttons.length <= menu.buttons && text.length <= menu.maxText;
}

/** @param mark what will stand before each piece */
function split(text: string, capabilities: ChannelCapabilities | undefined, mark = ''): string[] {
  const { maxSegments, maxText = DEFAULT_MAX_TEXT } = capabilities ?? {};
  if (maxSegments === undefined) return splitText(text, maxText - mark.length);
  return splitSms(smartEncode(text), maxSegments, mark);
}

function numbered(buttons: Button[], language: Language): string {
  const list = buttons.map(({ label }, i) => `${i + 1} ${label}`);
  return [say(language, { key: 'by_number' }), ...list].join('\n');
}

/** The list stands under its question, or behind it as a whole: never in two halves. */
function withList(text: string, list: string | null, capabilities: ChannelCapabilities): string[] {
  const parts = split(text, capabilities);
  if (list === null) return parts;
  const last = split(`${parts.at(-1) ?? ''}\n${list}`, capabilities);
  return last.length === 1 ? [...parts.slice(0, -1), ...last] : [...parts, ...split(list, capabilities)];
}

/** What these lines say, as one text. */
export function wordsOf(lines: readonly Line[], language: Language, between = '\n\n'): string {
  return lines.map((line) => say(language, line.words)).join(between);
}

/** A code that is good for something is kept in no record: whoever reads it could use it. */
export function withoutSecrets(text: string, lines: readonly Line[]): string {
  return lines.reduce((said, { secret }) => (secret ? said.replaceAll(secret, '••••') : said), text);
}

/** A person's words. Each piece says whose they are where the app cannot show it. */
export function phraseOfHr(
  lines: readonly Line[],
  language: Language,
  capabilities: ChannelCapabilities | undefined,
): Said[] {
  const mark = capabilities?.showsSpeaker ? '' : say(language, { key: 'from_hr' });
  return split(wordsOf(lines, language), capabilities, mark).map((part) => ({
    kind: 'text',
    text: `${mark}${part}`,
    from: 'hr',
  }));
}

const wordings = new Map<string, string>();

/** Names the wording under which consent is given: the language and a hash of the words, so that it can be shown later. */
export function consentWording(language: Language): string {
  return wordingName('disclosure', language, [
    { key: 'disclosure', args: { title: '' } },
    { key: 'consent_ask', args: { minutes: 0 } },
  ]);
}

/** The same for the offer to use earlier answers. */
export function passportWording(language: Language): string {
  return wordingName('passport', language, [{ key: 'passport_intro' }, { key: 'passport_ask' }]);
}

/** A name for these words, by their hash: what was agreed to is told apart when they change. */
export function wordingName(what: string, language: Language, shown: Words[]): string {
  const name = `${what}.${language}`;
  const known = wordings.get(name);
  if (known) return known;
  const text = shown.map((words) => say(language, words)).join('\n\n');
  const wording = `${name}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  wordings.set(name, wording);
  return wording;
}
