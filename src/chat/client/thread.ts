/** The conversation as far as the page has it: history and stream put together, each message once. */
import type { Message } from './model.ts';

/** As many as the server tells at most: with fewer, the history is the whole conversation. */
export const HISTORY_LENGTH = 500;

type Thread = readonly Message[];

/** One more message, where its time puts it as in the history; or the newer copy of one that is there, in its place. */
export function withMessage(thread: Thread, message: Message): Thread {
  const known = thread.findLastIndex((other) => isSame(other, message));
  if (known !== -1) return [...thread.slice(0, known), message, ...thread.slice(known + 1)];
  const at = Date.parse(message.at);
  const before = thread.findLastIndex((other) => Date.parse(other.at) <= at);
  return [...thread.slice(0, before + 1), message, ...thread.slice(before + 1)];
}

/**
 * The history is right about everything up to its end: what is not in it was taken back. Kept beside it is what is older
 * than its first line, and what was sent while it was on its way.
 */
export function withHistory(thread: Thread, history: Thread): Thread {
  const first = history[0];
  const full = first !== undefined && history.length >= HISTORY_LENGTH;
  const start = full ? thread.findIndex((message) => isSame(message, first)) : -1;
  const older = start === -1 ? [] : thread.slice(0, start);
  const end = Date.parse(history.at(-1)?.at ?? '1970-01-01');
  const newer = thread.filter(
    (message) =>
      message.client_id !== null &&
      Date.parse(message.at) > end &&
      !history.some((other) => isSame(other, message)),
  );
  return [...older, ...history, ...newer];
}

function isSame(one: Message, other: Message): boolean {
  return one.id === other.id || (one.client_id !== null && one.client_id === other.client_id);
}
