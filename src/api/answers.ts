/** From turns to answers: what a candidate said to each question, put together from the rows as they were heard. */
import type { TurnRow } from '../../db/turns.ts';
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
}

export interface Answers {
  answers: Answer[];
  /** What nobody asked for: told at an invitation to add, or of the candidate's own accord. */
  unasked_experience: Said[];
}

/** What a turn says: a person's correction of a transcript before the transcript, that before what was typed. */
function wordsOf(turn: Pick<TurnRow, 'text' | 'transcript'>): string {
  return turn.transcript?.corrected ?? turn.transcript?.text ?? turn.text ?? '';
}

/**
 * @param turns all of one interview, in order
 * @param flow gives the order of the questions
 */
export function answersOf(turns: readonly TurnRow[], flow: Flow): Answers {
  const current = amended(turns);
  const answers = new Map<string, Answer>();
  const unasked: Said[] = [];
  const answerTo = (questionId: string): Answer => {
    const known = answers.get(questionId);
    if (known) return known;
    const made: Answer = { question_id: questionId, text: null, addenda: [], follow_ups: [], spans: [] };
    answers.set(questionId, made);
    return made;
  };
  for (const turn of current) {
    const { question_id: questionId, seq } = turn;
    const said = { turn_seq: seq, text: wordsOf(turn) };
    if (turn.speaker === 'bot') {
      if (turn.kind === 'follow_up' && questionId !== null && turn.ask !== null) {
        asked(answerTo(questionId).follow_ups, turn.ask, said.text);
      }
      continue;
    }
    if (turn.speaker !== 'candidate' || !ANSWERING.has(turn.kind)) continue;
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
    else if (turn.kind !== 'refusal') answer.addenda.push(said);
  }
  return { answers: inOrder([...answers.values()], flow), unasked_experience: unasked };
}

const ANSWERING = new Set(['answer', 'follow_up_answer', 'addendum', 'amendment', 'refusal']);

/** A follow-up that comes while the last one waits is that one again, after something else had been said in between. */
function asked(followUps: AnsweredFollowUp[], ask: number, question: string): void {
  const last = followUps.at(-1);
  if (last && last.text === null) last.ask = ask;
  else followUps.push({ ask, question, text: null });
}

/**
 * The turns with each corrected message saying what its last correction says, in its old place. A correction whose
 * original is not among them stays where it is.
 */
function amended(turns: readonly TurnRow[]): TurnRow[] {
  const places = new Map<number, number>();
  const current: TurnRow[] = [];
  for (const turn of turns) {
    const place = turn.amends_seq === null ? undefined : places.get(turn.amends_seq);
    if (place === undefined) {
      places.set(turn.seq, current.length);
      current.push(turn);
      continue;
    }
    const original = current[place]!;
    const { kind, question_id, ask } = original;
    current[place] = { ...turn, kind, question_id, ask };
    places.set(turn.seq, place);
  }
  return current;
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
