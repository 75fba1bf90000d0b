/** The web chat on the wire. */
import type { Cursor, ThreadMessage } from '../../../db/chat.ts';
import type { Language } from '../../types.ts';
import { badCursor } from '../pages.ts';

export function wireMessage({ id, from, kind, text, buttons, at, clientId }: ThreadMessage) {
  return { id, from, kind, text, buttons, at: at.toISOString(), client_id: clientId };
}

export function wireState({ typing, language }: { typing: boolean; language: Language }) {
  return { typing, language };
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
