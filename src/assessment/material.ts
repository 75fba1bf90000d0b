/** What there is to assess: what the person said of their work, passage by passage, and what stands in the way of judging it. */
import type { ReusedRow } from '../../db/passport.ts';
import type { TurnRow } from '../../db/turns.ts';
import type { Flow } from '../flows/model.ts';
import { READ_AT_MOST } from '../flows/text.ts';
import { REFUSES_AUTOMATION } from '../flows/words/automation.ts';
import type { Evidence, Language } from '../types.ts';
import { ANSWERING, currentTurns, type Heard, wordsOf } from './current.ts';
import { type Cut, cutsIn } from './cuts.ts';
import { audioStart, locate } from './spans.ts';

export interface Passage {
  turnSeq: number;
  /** Null outside of ours; another one than the interview that is assessed, where the person let an answer be used again. */
  interviewId: string | null;
  /** All that was said in the turn; places count its UTF-16 units. */
  words: string;
  start: number;
  end: number;
  cuts: Cut[];
  /** What was asked, in the interview's language; null where nobody had asked. */
  asked: string | null;
  questionId: string | null;
  /** Heard, and not surely; nobody has corrected it. */
  unsure: boolean;
  segments: { start: number; text: string }[] | undefined;
}

export interface Material {
  passages: Passage[];
  /** The last turn that was there. */
  upToSeq: number;
  /** Turns in which somebody speaks to whoever scores. */
  injected: number[];
  /** The person does not want to be assessed by a machine. */
  refused: boolean;
  /** There was more than is read. */
  cutShort: boolean;
}

/** Less sure than this, what was heard may be something else. */
const UNSURE = 0.6;
/** More than anybody says in an interview: behind it, nobody is made to pay for reading on. */
const MOST = 40_000;

export function materialOf(
  turns: readonly TurnRow[],
  flow: Flow,
  reused: readonly ReusedRow[],
  language: Language,
): Material {
  const said = turns.filter((turn) => turn.speaker === 'candidate');
  const asks = new Map(
    flow.sections.flatMap(({ questions }) => questions.map(({ id, ask }) => [id, ask[language]])),
  );
  const passages: Passage[] = [];
  let length = 0;
  let cutShort = false;
  for (const turn of currentTurns(turns, flow, reused)) {
    if (turn.speaker !== 'candidate' || !ANSWERING.has(turn.kind) || turn.kind === 'refusal') continue;
    const asked = (turn.question_id !== null && asks.get(turn.question_id)) || null;
    for (const { start, end } of piecesOf(turn)) {
      const most = Math.max(0, Math.min(READ_AT_MOST, MOST - length));
      if (end - start > most) cutShort = true;
      if (most === 0 || end === start) continue;
      const passage = passageOf(turn, start, Math.min(end, start + most), asked);
      passages.push(passage);
      length += passage.end - passage.start;
    }
  }
  return {
    passages,
    upToSeq: turns.at(-1)?.seq ?? 0,
    injected: said
      .filter((turn) => cutsIn(readable(turn)).some(({ why }) => why === 'injection'))
      .map(({ seq }) => seq),
    refused: said.some((turn) => REFUSES_AUTOMATION.test(readable(turn))),
    cutShort,
  };
}

/** The same of what was said outside of an interview of ours: each answer with what had been asked. */
export function materialFrom(said: readonly { asked: string | null; words: string }[]): Material {
  const passages = said.map(
    ({ asked, words }, i): Passage => ({
      turnSeq: i + 1,
      interviewId: null,
      words,
      start: 0,
      end: Math.min(words.length, READ_AT_MOST),
      cuts: cutsIn(words.slice(0, READ_AT_MOST)),
      asked,
      questionId: null,
      unsure: false,
      segments: undefined,
    }),
  );
  return { passages, upToSeq: said.length, injected: [], refused: false, cutShort: false };
}

const readable = (turn: TurnRow) => wordsOf(turn).slice(0, READ_AT_MOST);

/** All of a turn; of what was told in passing elsewhere, the parts that may be used. */
function piecesOf(turn: Heard): { start: number; end: number }[] {
  if (turn.part !== undefined) return (turn.spans ?? []).map(({ start, end }) => ({ start, end }));
  return [{ start: 0, end: wordsOf(turn).length }];
}

function passageOf(turn: Heard, start: number, end: number, asked: string | null): Passage {
  const words = wordsOf(turn);
  const { transcript } = turn;
  const confidence = transcript?.confidence ?? null;
  return {
    turnSeq: turn.seq,
    interviewId: turn.interview_id,
    words,
    start,
    end,
    cuts: cutsIn(words.slice(start, end)).map((cut) => ({
      ...cut,
      start: cut.start + start,
      end: cut.end + start,
    })),
    asked,
    questionId: turn.question_id,
    unsure: confidence !== null && confidence < UNSURE && transcript?.corrected === undefined,
    segments: transcript?.segments,
  };
}

/** The parts of a passage that may be judged, with their places. */
function partsOf({ words, start, end, cuts }: Passage): { start: number; text: string }[] {
  const parts: { start: number; text: string }[] = [];
  let from = start;
  for (const cut of [...cuts, { start: end, end }]) {
    if (cut.start > from) parts.push({ start: from, text: words.slice(from, cut.start) });
    from = Math.max(from, cut.end);
  }
  return parts.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** As whoever looks for evidence sees it. */
export function shown(passages: readonly Passage[]): { turn: number; asked: string | null; said: string }[] {
  return passages.flatMap((passage) => {
    const said = partsOf(passage).map(({ text }) => text.trim());
    return said.length === 0
      ? []
      : [{ turn: passage.turnSeq, asked: passage.asked, said: said.join(' […] ') }];
  });
}

/** Longer than this, a quote shows nothing any more. */
const LONGEST = 600;

/** Finds a quote in what may be judged: in the turn that is named, else in any. Null when nobody said it. */
export function evidenceFor(
  quote: string,
  turnSeq: number,
  passages: readonly Passage[],
  interviewId: string | null,
): Evidence | null {
  const named = passages.filter((passage) => passage.turnSeq === turnSeq);
  for (const passage of [...named, ...passages.filter((one) => !named.includes(one))]) {
    for (const part of partsOf(passage)) {
      const found = locate(quote, part.text);
      if (!found) continue;
      const start = part.start + found.start;
      const end = part.start + Math.min(found.end, clipped(part.text, found.start));
      return evidenceAt(passage, start, end, interviewId);
    }
  }
  return null;
}

/** Where a quote that begins here ends at the latest; no character is cut in two. */
function clipped(text: string, start: number): number {
  const end = start + LONGEST;
  const inside = /[\uDC00-\uDFFF]/.test(text.charAt(end));
  return inside ? end - 1 : end;
}

/** @param interviewId the interview that is assessed */
export function evidenceAt(
  passage: Passage,
  start: number,
  end: number,
  interviewId: string | null,
): Evidence {
  const { turnSeq, words, segments } = passage;
  return {
    turn_seq: turnSeq,
    quote: words.slice(start, end),
    start,
    end,
    audio_start: audioStart(words, start, segments),
    ...(passage.interviewId === null || passage.interviewId === interviewId
      ? {}
      : { interview_id: passage.interviewId }),
  };
}

/** Whether it still stands there, and may be judged. */
export function stillStands(
  { turn_seq, quote, start, end }: Evidence,
  passages: readonly Passage[],
): boolean {
  return passages.some(
    (passage) =>
      passage.turnSeq === turn_seq &&
      passage.words.slice(start, end) === quote &&
      partsOf(passage).some((part) => part.start <= start && end <= part.start + part.text.length),
  );
}

/** What is there since a turn: what was said after it, and what was corrected by that. */
export function freshIn({ passages }: Material, turns: readonly TurnRow[], upToSeq: number): Passage[] {
  const corrected = new Set(turns.flatMap(({ seq, amends_seq }) => (seq > upToSeq ? [amends_seq] : [])));
  return passages.filter(({ turnSeq }) => turnSeq > upToSeq || corrected.has(turnSeq));
}
