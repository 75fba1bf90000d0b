/** The web chat on the wire. */
import type { Cursor, Thread, ThreadMessage } from '../../../db/chat.ts';
import { badCursor } from '../pages.ts';

export function wireMessage({ id, from, kind, text, buttons, at, clientId }: ThreadMessage) {
  return { id, from, kind, text, buttons, at: at.toISOString(), client_id: clientId };
}

export function wireState({ typing, language }: Pick<Thread, 'typing' | 'language'>) {
  return { typing, language: language ?? 'zh' };
}

export function cursorText({ inbox, sent }: Cursor): string {
  return `${inbox}.${sent}`;
}

/** @throws TingdaError `payload_invalid` for one that we never gave */
export function readCursor(text: string): Cursor {
  const [, inbox, sent] = /^(\d{1,12})\.(\d{1,16})$/.exec(text) ?? [];
  if (inbox === undefined || sent === undefined) throw badCursor('after');
  return { inbox: Number(inbox), sent: Number(sent) };
}
