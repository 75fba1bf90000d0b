/** What the server and the page tell each other. Types only: nothing of this file reaches the browser. */
import type { Button, Language, Localized } from '../../types.ts';

/** What the page knows before it has asked anything. `title` is null where no opening has this code. */
export interface Boot {
  code: string;
  title: Localized | null;
  place: string | null;
  status: 'open' | 'closed' | 'unknown';
  language: Language;
}

/** One line of the thread. `id` is stable; `client_id` is what the page called its own message. */
export interface Message {
  id: string;
  from: 'candidate' | 'bot' | 'hr';
  kind: 'text' | 'button' | 'voice' | 'file' | 'other';
  text: string;
  buttons: Button[];
  at: string;
  client_id: string | null;
}

export interface Live {
  typing: boolean;
  language: Language;
}

/** The newest messages, oldest first, and the place in the stream from which on nothing is missed. */
export interface History extends Live {
  data: Message[];
  cursor: string;
}

/** What became of a recording at the server; `early` is before consent. */
export type Spoken = 'sent' | 'again' | 'early' | 'refused' | 'stranger';
