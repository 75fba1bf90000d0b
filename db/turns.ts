/** Turns: what was said, in order, one row per message. */
import type { Span } from '../src/flows/model.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';

export interface TurnRow {
  interview_id: string;
  seq: number;
  /** Messages that were answered together share it. */
  batch: number;
  speaker: 'candidate' | 'bot' | 'hr';
  channel: string;
  /** Of a candidate's row what the message turned out to be; of the bot's, what the line is for. */
  kind: string;
  text: string | null;
  media_id: string | null;
  transcript: Transcript | null;
  question_id: string | null;
  /** The ask that this line makes or that this message answers. */
  ask: number | null;
  amends_seq: number | null;
  spans: Span[] | null;
  at: Date;
}

interface Transcript {
  text?: string;
  confidence?: number;
  corrected?: string;
}

const columns = [
  'interview_id',
  'seq',
  'batch',
  'speaker',
  'channel',
  'kind',
  'text',
  'media_id',
  'transcript',
  'question_id',
  'ask',
  'amends_seq',
  'spans',
  'at',
] as const;

/** Every turn of these interviews, in the order of the conversation. */
export async function turnsOf(tx: Tx, interviewIds: string[]): Promise<TurnRow[]> {
  if (interviewIds.length === 0) return [];
  return tx<TurnRow[]>`
    select ${tx(columns)} from turns where interview_id in ${tx(interviewIds)} order by interview_id, seq`;
}

/** First to last. A conversation's turns are committed in order, so a reader at the end can go on from there. */
export async function listTurns(tx: Tx, interviewId: string, page: PageRequest): Promise<Page<TurnRow>> {
  const rows = await tx<TurnRow[]>`
    select ${tx(columns)} from turns
    where interview_id = ${interviewId} and seq > ${page.after ?? 0}
    order by seq limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.seq);
}
