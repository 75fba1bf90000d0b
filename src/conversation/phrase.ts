/** From the engine's lines to what is sent: one message a turn, cut only where the channel's limit demands it. */
import { createHash } from 'node:crypto';
import { smartEncode, splitSms } from '../channels/sms.ts';
import { splitText } from '../channels/split.ts';
import type { EngineResult } from '../flows/model.ts';
import { say } from '../texts/index.ts';
import type { Button, ChannelCapabilities, Language, OutboundContent } from '../types.ts';

type Said = Extract<OutboundContent, { kind: 'text' }>;

/** Used when the channel of an address is switched off: the line waits in the outbox all the same. */
const DEFAULT_MAX_TEXT = 4096;

/** The contents to send, in order; buttons hang on the last, or are listed in it. */
export function phrase(result: EngineResult, capabilities: ChannelCapabilities | undefined): Said[] {
  const { lines, language } = result;
  const sms = capabilities?.maxSegments !== undefined;
  // Short lines: an empty one costs as much as a letter.
  const text = lines.map((line) => say(language, line.words)).join(sms ? '\n' : '\n\n');
  const buttons: Button[] = lines.flatMap((line) =>
    (line.choices ?? []).map((choice) => ({
      label: say(language, choice.label),
      payload: `a${line.ask}:${choice.value}`,
    })),
  );
  if (capabilities?.buttons === false) {
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

function split(text: string, capabilities: ChannelCapabilities | undefined): string[] {
  const { maxSegments, maxText = DEFAULT_MAX_TEXT } = capabilities ?? {};
  return maxSegments === undefined ? splitText(text, maxText) : splitSms(smartEncode(text), maxSegments);
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

const wordings = new Map<Language, string>();

/** Names the wording under which consent is given: the language and a hash of the words, so that it can be shown later. */
export function consentWording(language: Language): string {
  let wording = wordings.get(language);
  if (!wording) {
    const shown = [
      say(language, { key: 'disclosure', args: { title: '' } }),
      say(language, { key: 'consent_ask', args: { minutes: 0 } }),
    ];
    wording = `disclosure.${language}.${createHash('sha256').update(shown.join('\n\n')).digest('hex').slice(0, 12)}`;
    wordings.set(language, wording);
  }
  return wording;
}
