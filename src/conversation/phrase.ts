/** From the engine's lines to what is sent: one message a turn, cut only where the channel's limit demands it. */
import { createHash } from 'node:crypto';
import { splitText } from '../channels/split.ts';
import type { Line, Words } from '../flows/model.ts';
import { say } from '../texts/index.ts';
import type { Button, ChannelCapabilities, Language, OutboundContent } from '../types.ts';

type Said = Extract<OutboundContent, { kind: 'text' }>;

/** Used when the channel of an address is switched off: the line waits in the outbox all the same. */
const DEFAULT_MAX_TEXT = 4096;

/** The contents to send, in order; buttons hang on the last. */
export function phrase(
  lines: readonly Line[],
  language: Language,
  capabilities: ChannelCapabilities | undefined,
): Said[] {
  const text = wordsOf(lines, language);
  const parts = splitText(text, capabilities?.maxText ?? DEFAULT_MAX_TEXT);
  const buttons: Button[] = lines.flatMap((line) =>
    (line.choices ?? []).map((choice) => ({
      label: say(language, choice.label),
      payload: `a${line.ask}:${choice.value}`,
    })),
  );
  const askContact = lines.findLast((line) => line.askContact)?.askContact;
  return parts.map((part, i) => {
    const content: Said = { kind: 'text', text: part };
    if (i < parts.length - 1) return content;
    if (buttons.length > 0 && capabilities?.buttons !== false) content.buttons = buttons;
    if (askContact) content.askContact = say(language, askContact);
    return content;
  });
}

/** What these lines say, as one text. */
export function wordsOf(lines: readonly Line[], language: Language): string {
  return lines.map((line) => say(language, line.words)).join('\n\n');
}

/** A person's words. Each piece says whose they are where the app cannot show it. */
export function phraseOfHr(
  lines: readonly Line[],
  language: Language,
  capabilities: ChannelCapabilities | undefined,
): Said[] {
  const mark = capabilities?.showsSpeaker ? '' : say(language, { key: 'from_hr' });
  const room = (capabilities?.maxText ?? DEFAULT_MAX_TEXT) - mark.length;
  return splitText(wordsOf(lines, language), room).map((part) => ({
    kind: 'text',
    text: `${mark}${part}`,
    from: 'hr',
  }));
}

const wordings = new Map<string, string>();

/** Names the wording under which consent is given: the language and a hash of the words, so that it can be shown later. */
export function consentWording(language: Language): string {
  return named('disclosure', language, [
    { key: 'disclosure', args: { title: '' } },
    { key: 'consent_ask', args: { minutes: 0 } },
  ]);
}

/** The same for the offer to use earlier answers. */
export function passportWording(language: Language): string {
  return named('passport', language, [{ key: 'passport_intro' }, { key: 'passport_ask' }]);
}

function named(what: string, language: Language, shown: Words[]): string {
  const name = `${what}.${language}`;
  const known = wordings.get(name);
  if (known) return known;
  const text = shown.map((words) => say(language, words)).join('\n\n');
  const wording = `${name}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  wordings.set(name, wording);
  return wording;
}
