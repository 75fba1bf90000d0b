/** What stands in the log, top to bottom: days, messages, and at the end what has not left yet. */
import type { Button } from '../../types.ts';
import type { Message } from './model.ts';
import type { Queued } from './outbox.ts';
import { dayOf } from './time.ts';

/** `waiting`: not sent, for want of a network or of patience; it will be tried again by itself. */
export type Delivery = 'sent' | 'sending' | 'waiting' | 'refused';

export interface MessageRow {
  kind: 'message';
  /** The same before and after a message of one's own has arrived. */
  key: string;
  from: Message['from'];
  /** What is said about it if it has no words of its own. */
  form: Message['kind'];
  text: string;
  at: string;
  /** The first and last of several by one speaker: the name stands above, the time below. */
  first: boolean;
  last: boolean;
  buttons: Button[];
  delivery: Delivery;
}

export type Row = MessageRow | { kind: 'day'; key: string; at: string };

/** Messages of one speaker that are closer than this are one group. */
const GROUP_MS = 5 * 60_000;

export function rowsOf(
  thread: readonly Message[],
  queue: readonly Queued[],
  waiting: boolean,
  timeZone?: string,
): Row[] {
  const messages = [
    ...thread.map((message) => sentRow(message)),
    ...queue.map((queued) => queuedRow(queued, waiting)),
  ];
  const rows: Row[] = [];
  messages.forEach((message, i) => {
    const before = messages[i - 1];
    const after = messages[i + 1];
    if (!before || dayOf(before.at, timeZone) !== dayOf(message.at, timeZone)) {
      rows.push({ kind: 'day', key: `day:${message.key}`, at: message.at });
    }
    rows.push({
      ...message,
      first: !belongTogether(before, message, timeZone),
      last: !belongTogether(message, after, timeZone),
      // An older question's buttons would answer the wrong one.
      buttons: after ? [] : message.buttons,
    });
  });
  return rows;
}

function sentRow(message: Message): MessageRow {
  return {
    kind: 'message',
    key: message.client_id === null ? message.id : `own:${message.client_id}`,
    from: message.from,
    form: message.kind,
    text: message.text,
    at: message.at,
    first: true,
    last: true,
    buttons: message.from === 'candidate' ? [] : message.buttons,
    delivery: 'sent',
  };
}

function queuedRow(queued: Queued, waiting: boolean): MessageRow {
  const refused = queued.refused === true;
  return {
    kind: 'message',
    key: `own:${queued.client_id}`,
    from: 'candidate',
    form: 'text',
    text: queued.text,
    at: queued.at,
    first: true,
    last: true,
    buttons: [],
    delivery: refused ? 'refused' : waiting ? 'waiting' : 'sending',
  };
}

function belongTogether(
  one: MessageRow | undefined,
  next: MessageRow | undefined,
  timeZone?: string,
): boolean {
  if (!one || !next || one.from !== next.from || one.delivery !== next.delivery) return false;
  if (dayOf(one.at, timeZone) !== dayOf(next.at, timeZone)) return false;
  return Math.abs(Date.parse(next.at) - Date.parse(one.at)) < GROUP_MS;
}
