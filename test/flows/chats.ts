/** Chats with the small flow, brought to where a test begins. */
import { expect } from 'vitest';
import type { Effect, EngineEvent, Start } from '../../src/flows/model.ts';
import { SMALL_FLOW } from './flow.ts';
import { Chat, opening } from './play.ts';

export const start: Start = { opening: opening('sorter'), pinned: { hash: 'h1', flow: SMALL_FLOW } };

export function chat(language: 'zh' | 'en' = 'zh', others: Start[] = []): Chat {
  const made = new Chat(start, others);
  made.begin(language);
  return made;
}

/** A chat that stands at this question, everything before it answered. */
export function chatAt(question: string, language: 'zh' | 'en' = 'zh', others: Start[] = []): Chat {
  const made = chat(language, others);
  for (let i = 0; i < 40 && made.state?.interview?.open?.question !== question; i++) {
    made.says(made.state?.interview?.open?.kind === 'invitation' ? '没有了' : '跳过');
  }
  expect(made.state?.interview?.open?.question).toBe(question);
  return made;
}

export function effects<T extends Effect['type']>(made: Chat, type: T): Extract<Effect, { type: T }>[] {
  return made.results.flatMap((result) =>
    result.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type),
  );
}

export const tickets = (made: Chat) => effects(made, 'ticket').map(({ kind }) => kind);
export const kinds = (made: Chat) => made.last.hearings.map(({ kind }) => kind);
export const open = (made: Chat) => made.state?.interview?.open;

const interviewOf = (made: Chat) => made.state!.interview!.id;
export const takeover = (made: Chat): EngineEvent => ({
  type: 'takeover',
  by: 'key_1',
  interviewId: interviewOf(made),
});
export const hrLine = (made: Chat, text: string, ticketId: string | null = null): EngineEvent => ({
  type: 'hr_message',
  text,
  by: 'key_1',
  interviewId: interviewOf(made),
  ticketId,
});
