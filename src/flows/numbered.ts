/** Choices that a channel shows as a numbered list, answered by their number. */
import type { HeardMessage } from './model.ts';
import { kindOf } from './questions/index.ts';
import { bare } from './text.ts';
import type { Turn } from './turn.ts';

/** The number that the whole message picks from a numbered list: "2", "２．", "选2", "option 2", 2️⃣; null when it picks none. */
export function choiceNumber(text: string): number | null {
  if (text.length > 20) return null;
  const plain = bare(text).replace(/[\uFE0F\u20E3]/g, '');
  const match = /^(?:选择?|回复?|第|option |number |no\.? ?)? ?([1-9]) ?(?:个|项|号)?$/.exec(plain);
  return match ? Number(match[1]) : null;
}

/** The value that a number stands for, where choices are numbered and this question has been seen; null for anything else. */
export function chosenByNumber(turn: Turn, message: HeardMessage): string | null {
  const number = message.numbered ? choiceNumber(message.text) : null;
  const open = turn.interview?.open;
  if (number === null || !open || message.ask === null || message.ask < open.first) return null;
  return shownValues(turn, open)[number - 1] ?? null;
}

function shownValues(
  turn: Turn,
  { kind, question: id }: { kind: string; question: string | null },
): string[] {
  if (kind === 'passport') return ['yes', 'no'];
  const question = kind === 'question' ? turn.question(id) : null;
  return question
    ? kindOf(question)
        .choices(question, turn.state.language)
        .map(({ value }) => value)
    : [];
}
