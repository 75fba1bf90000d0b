/** The turns of an interview as they stand: with what is used of earlier interviews, and corrected as the person corrected them. */
import type { ReusedRow } from '../../db/passport.ts';
import type { TurnRow } from '../../db/turns.ts';
import type { Flow } from '../flows/model.ts';

/** What a turn says: a person's correction of a transcript before the transcript, that before what was typed. */
export function wordsOf(turn: Pick<TurnRow, 'text' | 'transcript'>): string {
  return turn.transcript?.corrected ?? turn.transcript?.text ?? turn.text ?? '';
}

/** A turn, or of an earlier interview's the part that answers a question besides its own. */
export type Heard = TurnRow & { part?: string; reused?: true };

/** What of a candidate's messages says something to a question, or about themselves. */
export const ANSWERING = new Set(['answer', 'follow_up_answer', 'addendum', 'amendment', 'refusal']);

/**
 * @param turns all of one interview, in order
 * @param reused what it uses of earlier interviews
 */
export function currentTurns(turns: readonly TurnRow[], flow: Flow, reused: readonly ReusedRow[]): Heard[] {
  return amended([...reused.flatMap(reusedTurns), ...turns], flow);
}

/** The turns of an earlier interview that make the answer which is used here. */
function reusedTurns({ question_id, turn_seq, turns }: ReusedRow): Heard[] {
  const own = turns.filter((turn) => turn.question_id === question_id);
  // What else was said in it may not be used here.
  if (own.some(({ seq }) => seq === turn_seq)) return own.map((turn) => ({ ...turn, reused: true }));
  // It was told in passing, in the answer to something else.
  return turns.flatMap((turn) => {
    const spans = turn.spans?.filter(({ slot }) => slot === question_id) ?? [];
    if (turn.seq !== turn_seq || spans.length === 0) return [];
    const part = spans.map(({ start, end }) => wordsOf(turn).slice(start, end)).join('\n');
    return [{ ...turn, kind: 'answer', question_id, ask: null, amends_seq: null, spans, part, reused: true }];
  });
}

/**
 * The turns with each corrected message saying what its last correction says, in its old place. A correction whose
 * original is not among them stays where it is, and so does one that says of a told story only what was wrong in it.
 */
function amended(turns: readonly Heard[], flow: Flow): Heard[] {
  const open = new Set(
    flow.sections.flatMap(({ questions }) =>
      questions.flatMap(({ id, type }) => (type === 'open' ? [id] : [])),
    ),
  );
  // One message may have answered two questions: a correction is of the one that it names.
  const places = new Map<string, number>();
  const placeOf = (seq: number, questionId: string | null) =>
    places.get(`${seq} ${questionId ?? ''}`) ?? (questionId === null ? places.get(`${seq}`) : undefined);
  const note = (turn: Heard, questionId: string | null, place: number) => {
    places.set(`${turn.seq} ${questionId ?? ''}`, place);
    if (!places.has(`${turn.seq}`)) places.set(`${turn.seq}`, place);
  };
  const current: Heard[] = [];
  for (const turn of turns) {
    const beside = turn.question_id !== null && open.has(turn.question_id) && !isWhole(turn);
    const place = turn.amends_seq === null || beside ? undefined : placeOf(turn.amends_seq, turn.question_id);
    if (place === undefined) {
      note(turn, turn.question_id, current.length);
      current.push(turn);
      continue;
    }
    const original = current[place]!;
    const { kind, question_id, ask } = original;
    current[place] = { ...turn, kind, question_id, ask };
    note(turn, question_id, place);
  }
  return current;
}

/** The whole message is the answer, as after an edit. */
function isWhole({ question_id, spans }: TurnRow): boolean {
  return spans?.some(({ slot }) => slot === question_id || slot.startsWith(`${question_id}.`)) === true;
}
