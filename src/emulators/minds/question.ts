/** What a model of a few lines is asked: the data of the last question, and what its tools have told so far. */

/** A chat as the server gets it. */
export interface Asked {
  messages: { role: string; content?: unknown }[];
  tools?: unknown;
}

/** What it says: words, or the tools that it calls. */
export type Says =
  | string
  | { content?: string; tool_calls: { name: string; arguments: Record<string, never> }[] };

/** A model of a few lines. */
export type Mind = (asked: Asked) => Says;

/** The burst of a question to understand; nothing of it is trusted to be there. */
export interface BurstAsked {
  language: 'zh' | 'en';
  open: { id: string; type: string } | null;
  gaps: string[];
  answered: { id: string }[];
  ahead: { id: string; ask: string }[];
  messages: { n: number; text: string }[];
}

/** @returns null when it is another kind of question */
export function burstIn(asked: Asked): BurstAsked | null {
  const data = dataIn(asked);
  return data && 'gaps' in data && Array.isArray(data.messages) ? (data as unknown as BurstAsked) : null;
}

export function dataIn({ messages }: Asked): Record<string, unknown> | null {
  const text = messages.find(({ role }) => role === 'user')?.content;
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** What the tools have told, sentence by sentence; empty before one was called. */
export function toldIn({ messages }: Asked): string[] {
  return messages
    .filter(({ role, content }) => role === 'tool' && typeof content === 'string')
    .flatMap(({ content }) => strings(parsed(String(content))));
}

export function promptIn({ messages }: Asked): string {
  return String(messages.find(({ role }) => role === 'system')?.content ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}
