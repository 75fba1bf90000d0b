/** What we say to everything that is not an answer: wishes, questions, and how somebody behaves. */
import type { Language, Opening } from '../types.ts';
import { factFor } from './facts.ts';
import type { HeardMessage, Words } from './model.ts';
import { offerNumber } from './proving.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

const FACTS_AT_MOST = 3;

/** Words are plain values, made the same way each time. */
const sameWords = (a: Words, b: Words) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What is dealt with before the answer is looked at: wishes, questions, and how somebody behaves.
 * @param warned whoever insults us was asked once to stop: then a pause follows, and says why
 */
export function takeConduct(turn: Turn, seen: Understood, warned = false): void {
  const { message } = seen;
  if (seen.language) {
    turn.say('acknowledgement', 'language_switched');
  }
  if (seen.abuse) {
    turn.ticket('abuse', message.turn);
    if (!warned) turn.say('notice', 'calm');
  }
  if (seen.injection) {
    turn.ticket('injection', message.turn);
    if (!turn.lines.some(({ words }) => 'key' in words && words.key === 'only_the_job'))
      turn.say('notice', 'only_the_job');
  }
  if (seen.suspect && !seen.injection) {
    turn.ticket('injection', message.turn);
    if (!seen.answer) turn.say('notice', 'only_the_job');
  }
  if (seen.tellsProtected) turn.ticket('protected', message.turn);
  if (seen.person) {
    turn.ticket('person', message.turn);
    turn.say('notice', 'person');
  }
  answerQuestions(turn, seen);
}

/** The candidate's questions that the fact table does not answer: a model may look into them. */
export function unanswered(
  seen: readonly Understood[],
  opening: Opening,
  language: Language,
): { turn: number; question: string }[] {
  if (seen.some(({ injection, suspect }) => injection || suspect)) return [];
  return seen.flatMap(({ message, questions }) =>
    questions
      .slice(0, FACTS_AT_MOST)
      .filter((question) => !factFor(question, opening, language))
      .map((question) => ({ turn: message.turn, question })),
  );
}

/** From the opening's facts, or HR is asked: nothing else is ever claimed. */
export function answerQuestions(turn: Turn, seen: Understood): void {
  const { start } = turn;
  if (!start) return;
  for (const about of seen.aboutUs) {
    turn.say('fact', `about_${about}`, { minutes: start.pinned.flow.budget.minutes });
  }
  let unknown = false;
  for (const question of seen.questions.slice(0, FACTS_AT_MOST)) {
    const fact =
      factFor(question, start.opening, turn.state.language) ?? lookedUp(turn, seen.message, question);
    if (!fact) unknown = true;
    else if (!turn.lines.some(({ words }) => sameWords(words, fact))) turn.sayWords('fact', fact);
  }
  if (!unknown && seen.questions.length <= FACTS_AT_MOST) return;
  turn.ticket('question', seen.message.turn);
  turn.say('fact', turn.lines.some(({ part }) => part === 'fact') ? 'ask_hr_rest' : 'ask_hr');
}

/** What a model has found in the opening and in the person's own application, if it says no more than stands there. */
function lookedUp(turn: Turn, { reading }: HeardMessage, question: string): Words | null {
  const found = turn.trusts ? reading?.answered.find((one) => one.question === question) : undefined;
  const text = turn.worded(found?.text, { part: 'answer', said: found?.sources.join('\n') ?? '' });
  return text === null ? null : { text };
}

export function takeContact(turn: Turn, phone: string, own: boolean): void {
  turn.say('acknowledgement', own ? 'phone_kept' : 'phone_not_own');
  if (!own) return;
  offerNumber(turn);
  turn.state.phoneKnown = true;
  turn.effects.push({ type: 'phone', phone });
}
