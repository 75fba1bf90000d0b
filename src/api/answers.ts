/** From turns to answers: what a candidate said to each question, put together from the rows as they were heard. */
import type { ReusedRow } from '../../db/passport.ts';
import type { TurnRow } from '../../db/turns.ts';
import { ANSWERING, currentTurns, wordsOf } from '../assessment/current.ts';
import type { Flow } from '../flows/model.ts';

/** A verbatim piece of the turn `turn_seq`, in UTF-16 units of its text. */
interface QuotedSpan {
  turn_seq: number;
  slot: string;
  quote: string;
  start: number;
  end: number;
}

interface Said {
  turn_seq: number;
  text: string;
}

interface AnsweredFollowUp {
  ask: number;
  /** What was asked. */
  question: string;
  /** Null when it was asked and not answered. */
  text: string | null;
}

interface Answer {
  question_id: string;
  /** Null when the question was refused, or only added to. */
  text: string | null;
  addenda: Said[];
  follow_ups: AnsweredFollowUp[];
  spans: QuotedSpan[];
  /** It was said in another interview, and the person let it be used here. */
  reused_from?: { interview_id: string; turn_seq: number };
}

export interface Answers {
  answers: Answer[];
  /** What nobody asked for: told at an invitation to add, or of the candidate's own accord. */
  unasked_experience: Said[];
}

/**
 * @param turns all of one interview, in order
 * @param flow gives the order of the questions
 * @param reused what it uses of earlier interviews
 */
export function answersOf(turns: readonly TurnRow[], flow: Flow, reused: readonly ReusedRow[] = []): Answers {
  const current = currentTurns(turns, flow, reused);
  const answers = new Map<string, Answer>();
  const unasked: Said[] = [];
  const answerTo = (questionId: string): Answer => {
    const known = answers.get(questionId);
    if (known) return known;
    const made: Answer = { question_id: questionId, text: null, addenda: [], follow_ups: [], spans: [] };
    answers.set(questionId, made);
    return made;
  };
  for (const { question_id, from_interview_id, turn_seq } of reused)
    answerTo(question_id).reused_from = { interview_id: from_interview_id, turn_seq };
  for (const turn of current) {
    const { question_id: questionId, seq } = turn;
    const said = { turn_seq: seq, text: turn.part ?? wordsOf(turn) };
    if (turn.speaker === 'bot') {
      if (turn.kind === 'follow_up' && questionId !== null && turn.ask !== null) {
        asked(answerTo(questionId).follow_ups, turn.ask, said.text);
      }
      continue;
    }
    if (turn.speaker !== 'candidate') continue;
    if (turn.reused === undefined) answerOthers(turn, flow, answerTo);
    if (!ANSWERING.has(turn.kind)) continue;
    if (questionId === null) {
      if (turn.kind !== 'refusal') unasked.push(said);
      continue;
    }
    const answer = answerTo(questionId);
    answer.spans.push(...quoted(turn));
    // Written before the follow-up had arrived, it still answers the last one.
    const followUp = answer.follow_ups.find((one) => one.ask === turn.ask) ?? answer.follow_ups.at(-1);
    if (turn.kind === 'answer') answer.text = joined(answer.text, said.text);
    else if (turn.kind === 'follow_up_answer' && followUp) followUp.text = joined(followUp.text, said.text);
    else if (turn.kind === 'amendment' && answer.text === null) answer.text = said.text;
    else if (turn.kind !== 'refusal') answer.addenda.push(said);
  }
  return { answers: inOrder([...answers.values()], flow), unasked_experience: unasked };
}

/** One message can answer, or correct, several questions besides its own: each gets its own words of it. */
function answerOthers(turn: TurnRow, flow: Flow, answerTo: (questionId: string) => Answer): void {
  const ids = flow.sections.flatMap(({ questions }) => questions.map(({ id }) => id));
  for (const span of quoted(turn)) {
    if (span.slot === turn.question_id || !ids.includes(span.slot)) continue;
    const answer = answerTo(span.slot);
    if (turn.kind === 'amendment' || answer.text === null) answer.text = span.quote;
    answer.spans.push(span);
  }
}

/** A follow-up that comes while the last one waits is that one again, after something else had been said in between. */
function asked(followUps: AnsweredFollowUp[], ask: number, question: string): void {
  const last = followUps.at(-1);
  if (last && last.text === null) last.ask = ask;
  else followUps.push({ ask, question, text: null });
}

function quoted(turn: TurnRow): QuotedSpan[] {
  const words = wordsOf(turn);
  return (turn.spans ?? []).map(({ slot, start, end }) => ({
    turn_seq: turn.seq,
    slot,
    quote: words.slice(start, end),
    start,
    end,
  }));
}

function joined(before: string | null, more: string): string {
  return before === null ? more : `${before}\n${more}`;
}

function inOrder(answers: Answer[], flow: Flow): Answer[] {
  const order = flow.sections.flatMap((section) => section.questions.map((question) => question.id));
  const place = (answer: Answer) => {
    const index = order.indexOf(answer.question_id);
    return index === -1 ? order.length : index;
  };
  return answers.sort((a, b) => place(a) - place(b));
}
