/** Turns: what was said, in order, one row per message. */
import type { Span } from '../src/flows/model.ts';
import type { Tx } from './client.ts';
import { type Page, type PageRequest, toPage } from './pages.ts';
import { touchInterviews } from './touch.ts';

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

/** The kind of a message that could not be taken up: it is in the inbox, and nobody at our end has read it. */
export const UNREAD = 'unread';

interface Transcript {
  text?: string;
  /** Null where the transcriber tells none. */
  confidence?: number | null;
  corrected?: string;
  /** Seconds from the beginning of the recording. */
  segments?: { start: number; end: number; text: string }[];
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

/** Every turn of these interviews that says something, in the order of the conversation: of who was erased, none. */
export async function turnsOf(tx: Tx, interviewIds: string[]): Promise<TurnRow[]> {
  if (interviewIds.length === 0) return [];
  return tx<TurnRow[]>`
    select ${tx(columns)} from turns
    where interview_id in ${tx(interviewIds)} and (text is not null or transcript is not null)
    order by interview_id, seq`;
}

/** First to last. A conversation's turns are committed in order, so a reader at the end can go on from there. */
export async function listTurns(tx: Tx, interviewId: string, page: PageRequest): Promise<Page<TurnRow>> {
  const rows = await tx<TurnRow[]>`
    select ${tx(columns)} from turns
    where interview_id = ${interviewId} and seq > ${page.after ?? 0}
    order by seq limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.seq);
}

/**
 * Keeps beside what was heard how the person corrected it. The places of what was understood move along; one that lay in
 * what was changed takes all of the new words.
 */
export async function correctTranscript(
  tx: Tx,
  conversationId: string,
  { turn, at, cut, put }: { turn: number; at: number; cut: number; put: string },
): Promise<void> {
  const [row] = await tx<{ interview_id: string; transcript: Transcript; spans: Span[] | null }[]>`
    select interview_id, transcript, spans from turns
    where conversation_id = ${conversationId} and seq = ${turn} and transcript is not null for update`;
  if (!row) return;
  const before = row.transcript.corrected ?? row.transcript.text ?? '';
  const corrected = before.slice(0, at) + put + before.slice(at + cut);
  const moved = (place: number, end: boolean) => {
    if (place <= at) return place;
    if (place >= at + cut) return place + put.length - cut;
    return end ? at + put.length : at;
  };
  const spans = row.spans?.map((span) => ({
    ...span,
    start: moved(span.start, false),
    end: moved(span.end, true),
  }));
  await tx`
    update turns set transcript = ${tx.json({ ...row.transcript, corrected } as never)},
      spans = ${spans ? tx.json(spans as never) : null}
    where conversation_id = ${conversationId} and seq = ${turn}`;
  // And those in which it is used again.
  const using = await tx<{ id: string }[]>`
    select r.interview_id as id from interviews i join reused_answers r on r.interview_id = i.id
    where i.conversation_id = ${conversationId} and r.from_interview_id = ${row.interview_id}`;
  await touchInterviews(tx, [row.interview_id, ...using.map(({ id }) => id)]);
}

/** The number of the last turn; 0 before the first. */
export async function lastTurnOf(tx: Tx, conversationId: string): Promise<number> {
  const [row] = await tx<{ last: number }[]>`
    select turn_seq as last from conversations where id = ${conversationId}`;
  return row?.last ?? 0;
}

/** What the candidate wrote behind a turn, whichever interview it came into, first to last. */
export async function listReplies(
  tx: Tx,
  conversationId: string,
  behind: number,
  page: PageRequest,
): Promise<Page<Omit<TurnRow, 'interview_id'> & { interview_id: string | null }>> {
  const rows = await tx<(Omit<TurnRow, 'interview_id'> & { interview_id: string | null })[]>`
    select ${tx(columns)} from turns
    where conversation_id = ${conversationId} and speaker = 'candidate'
      and seq > ${Math.max(behind, page.after ?? 0)}
    order by seq limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.seq);
}

/**
 * Of those, what no ticket is about that somebody has settled. Of what could not be taken up a settled ticket says only that
 * the person was asked; `lost` counts these.
 */
export async function unreadReplies(
  tx: Tx,
  conversationId: string,
  behind: number,
): Promise<{ count: number; lost: number; last: number | null }> {
  const [row] = await tx<{ count: number; lost: number; last: number | null }[]>`
    select count(*)::int as count, (count(*) filter (where t.kind = ${UNREAD}))::int as lost, max(t.seq)::int as last
    from turns t
    where t.conversation_id = ${conversationId} and t.speaker = 'candidate' and t.seq > ${behind}
      and not exists (
        select 1 from tickets k
        where k.conversation_id = t.conversation_id and k.turn_seq = t.seq and k.state <> 'open' and k.kind <> ${UNREAD})`;
  return row!;
}
