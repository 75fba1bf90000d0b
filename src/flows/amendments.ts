/** Corrections: both versions are kept, and the one that is amended is named. */
import { type Said, spanOf, takeVolunteered, tellKnockout } from './answer.ts';
import type { HeardMessage } from './model.ts';
import { kindOf } from './questions/index.ts';
import type { Turn } from './turn.ts';

/** Keeps the correction beside what it corrects; a factual answer is read anew. */
export function amend(turn: Turn, message: HeardMessage, amends: number, questionId: string | null): void {
  const question = turn.question(questionId);
  const said: Said = { message, piece: { start: 0, end: message.text.length, text: message.text } };
  const spans = takeVolunteered(turn, said).map(spanOf);
  const parsed = question && question.type !== 'open' && kindOf(question).parse(message.text, question);
  const answers = parsed && parsed.result === 'answered';
  if (answers || (question && message.content.kind === 'edit'))
    spans.unshift({ slot: question.id, start: 0, end: message.text.length });
  turn.hear(message, 'amendment', questionId ? { amends, questionId, spans } : { amends, spans });
  if (!answers) return;
  const state = turn.questionState(question.id);
  if (parsed.value === state.value) return;
  state.value = parsed.value;
  tellKnockout(turn, question, parsed.value, message.turn);
}

/** The factual question that the correction speaks of, else the latest answer. */
export function amendedBy(turn: Turn, text: string): { turn: number; question: string | null } {
  const interview = turn.interview!;
  const lower = text.toLowerCase();
  const questions = turn.start?.pinned.flow.sections.flatMap((section) => section.questions) ?? [];
  for (const { id, hears } of questions) {
    const answered = interview.questions[id]?.turn;
    if (answered === undefined || !hears) continue;
    if ([...hears.zh, ...hears.en].some((word) => lower.includes(word.toLowerCase()))) {
      return { turn: answered, question: id };
    }
  }
  return interview.last ?? { turn: 0, question: null };
}
