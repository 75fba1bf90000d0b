/**
 * The log: ids, counts, codes and states. What a person said, is called or can be reached at never gets here, and if a
 * mistake in the code hands it over, it is masked.
 */
import { type DestinationStream, pino } from 'pino';
import { outlineOf } from './outline.ts';

type Fields = Record<string, unknown>;

/** The message is a constant sentence; everything that varies is a field. */
export interface Log {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  child(fields: Fields): Log;
}

const PRIVATE =
  /^(texts?|names?|first_?name|last_?name|username|phones?|address(es)?|body|content|payload|transcripts?|caption|quote|answers?|authorization|cookie|.*token|.*secret|.*password|(api_?)?key|message|detail|parameters|args|query|url|href)$/i;

/** API keys, Telegram bot tokens (https://core.telegram.org/bots/api#authorizing-your-bot), phone numbers. */
const SECRETS = [/tk_[\w-]{43}/g, /\d{6,20}:[\w-]{30,}/g, /\+\d{7,15}\b/g];

const MASK = '[hidden]';

/** @param destination where lines go; standard output without */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => masked(fields, 0) as Record<string, unknown>,
      bindings: (fields: Fields) => masked(fields, 0) as Record<string, unknown>,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Without what opens a door, and without numbers that somebody could be called at. */
const hidden = (text: string): string => SECRETS.reduce((left, pattern) => left.replace(pattern, MASK), text);

function masked(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return hidden(value);
  if (value instanceof Error) return outlineOf(value, hidden);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (depth > 4 || ArrayBuffer.isView(value)) return MASK;
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => masked(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, PRIVATE.test(key) ? MASK : masked(item, depth + 1)]),
  );
}
