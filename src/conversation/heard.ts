/** From inbox rows to the events that the engine understands. */
import { findOriginal, type InboxRow, type Lease, MAX_ROWS } from '../../db/conversations.ts';
import { disputable } from '../../db/links.ts';
import { saysYes } from '../flows/agreement.ts';
import { asksToStop } from '../flows/intents.ts';
import type { EngineEvent, HeardMessage, Start, TimerKind } from '../flows/model.ts';
import { disowns } from '../flows/moves.ts';
import { isPersonalCode } from '../ids.ts';
import type { Runtime } from '../runtime.ts';
import type { InboundContent, Language, VoiceProblem } from '../types.ts';
import type { Catalogue } from './catalogue.ts';
import { codeOf } from './codes.ts';
import { toDeadline, toDecided, toEnded } from './decided.ts';
import { toElsewhere } from './elsewhere.ts';
import { type Beginning, toInvite, toScreen } from './invite.ts';
import { toNotice } from './notices/index.ts';
import { toProve } from './proof.ts';
import { messageName } from './receive.ts';

/** Rows that make one event: a burst of messages, or one row of the system. */
export interface Run {
  rows: InboxRow[];
  event: EngineEvent;
  /** The number of a person's own words among the turns. */
  hrTurn: number | null;
  /** The number of the line that answers, among the turns. */
  lineTurn: number;
  /** Of a line that we begin: the identity that it goes to, the interview it is about, and its quiet hours' zone. */
  begins: Pick<Beginning, 'to' | 'about' | 'zone' | 'carries'> | null;
}

export interface Ready {
  rows: InboxRow[];
  /** The row could not be taken up again and again: it is set aside, first with a word to the person, then without. */
  aside: 'no' | 'answer' | 'silent';
  /** Rows are left that could be taken up right after these. */
  more: boolean;
}

/** After so many tries without a commit, rows are taken one at a time, so that one bad row shows itself. */
const ALONE_AFTER = 3;
/** So often a row is tried alone before it is set aside. */
const TRIES_ALONE = 3;

/**
 * The rows to take up now: everything up to the first that waits for its transcript, and every opt-out behind that.
 * A row that failed alone is answered as something we could not read, and if even that fails, set aside in silence.
 */
export function takeReady(lease: Pick<Lease, 'rows' | 'attempts'>): Ready {
  const rows = readyRows(lease.rows);
  const tries = lease.attempts - ALONE_AFTER;
  if (tries < 0) return { rows, aside: 'no', more: lease.rows.length === MAX_ROWS };
  const first = rows.slice(0, 1);
  const more = rows.length > 1;
  if (tries < TRIES_ALONE) return { rows: first, aside: 'no', more };
  const silent = tries > TRIES_ALONE || !first[0]?.identityId;
  const blank = first.map((row) => ({ ...row, content: null, transcript: null }));
  return { rows: blank, aside: silent ? 'silent' : 'answer', more };
}

function readyRows(rows: InboxRow[]): InboxRow[] {
  const pending = rows.findIndex((row) => row.mediaState === 'pending');
  if (pending === -1) return rows;
  const behind = rows.slice(pending).filter(isOptOutRow);
  return [...rows.slice(0, pending), ...behind];
}

/** The person asks us to stop, from the address of this row. */
export function isOptOutRow(row: InboxRow): boolean {
  return row.content !== null && asksToStop(row.content, textOf(row), row.channel);
}

/** What a person wrote or said; empty for everything else. */
export function textOf(row: InboxRow): string {
  if (row.transcript) return row.transcript.text;
  const content = row.content;
  if (content?.kind === 'text' || content?.kind === 'edit') return content.text;
  return content?.kind === 'file' ? content.caption : '';
}

type Parts = Pick<
  Runtime,
  'sql' | 'hash' | 'linkHash' | 'config' | 'channels' | 'flows' | 'now' | 'settings' | 'address'
>;

/** What a text may be besides words. */
export interface Readiness {
  /** No interview is under way: any message that is nothing but a code starts one. */
  idle: boolean;
  /** The code of an invitation that waits for a yes. */
  invited: string | null;
}

/** Groups rows into runs, and numbers the messages and the lines that answer them, after the lease's last turn. */
export async function toRuns(
  runtime: Parts,
  catalogue: Catalogue,
  lease: Lease,
  rows: InboxRow[],
  readiness: Readiness,
): Promise<Run[]> {
  const runs: Run[] = [];
  let turn = lease.turnSeq;
  // By what an address came that nobody has been told of: its first message says so, whatever it is.
  const untold = new Map(lease.identities?.map(({ id, link }) => [id, link]));
  const hear = async (row: InboxRow, at: number) => {
    const message = await toMessage(runtime, catalogue, lease, row, at, readiness);
    const link = row.identityId && untold.get(row.identityId);
    if (!link) return message;
    untold.delete(row.identityId!);
    return { ...message, link };
  };
  for (const row of rows) {
    const begun = await beginning(runtime, lease, row, rows);
    const system = begun?.event ?? systemEvent(row);
    const last = runs.at(-1);
    if (system) {
      const hrTurn = system.type === 'hr_message' ? ++turn : null;
      runs.push({ rows: [row], event: system, hrTurn, lineTurn: ++turn, begins: begun });
    } else if (last?.event.type === 'messages') {
      // The burst goes on: this message takes the number that was kept for the line, the line the next.
      last.event.messages.push(await hear(row, turn));
      last.rows.push(row);
      last.lineTurn = ++turn;
    } else {
      const event: EngineEvent = { type: 'messages', messages: [await hear(row, ++turn)] };
      runs.push({ rows: [row], event, hrTurn: null, lineTurn: ++turn, begins: null });
    }
  }
  return runs;
}

/** What the first starting point of a run leads to. */
export function startOf(run: Run): Start | null {
  if (run.event.type !== 'messages') return null;
  const found = run.event.messages.map((message) => message.start?.found);
  return found.find((start): start is Start => typeof start === 'object') ?? null;
}

/** The first line for somebody who has opened a chat and said nothing there yet goes by what came with that. */
export function welcomed<Line extends object>(
  { rows, begins }: Run,
  identityId: string,
  lines: Line[],
): (Line & { welcome?: string })[] {
  const opened = rows.findLast(({ content }) => content?.kind === 'start' && content.welcome !== undefined);
  if (begins || opened?.content?.kind !== 'start' || opened.identityId !== identityId) return lines;
  const { welcome } = opened.content;
  return lines.map((line, i) => (i === 0 && welcome !== undefined ? { ...line, welcome } : line));
}

/** What is so now is said by the last that asks for it: of two at once the first one has nothing to say. */
const UNSAID: Beginning = { event: { type: 'notice', notice: null }, to: null, about: null, zone: null };

const isSameNotice = ({ content }: InboxRow, { notice, subject }: { notice: string; subject: string }) =>
  content?.kind === 'notice' && content.notice === notice && content.subject === subject;

async function beginning(
  runtime: Parts,
  lease: Lease,
  { content, seq }: InboxRow,
  rows: readonly InboxRow[],
): Promise<Beginning | null> {
  if (content?.kind === 'invite') return toInvite(runtime, lease, content);
  if (content?.kind === 'decided') return toDecided(runtime, lease, content);
  if (content?.kind === 'application_ended') return toEnded(runtime, lease, content);
  if (content?.kind === 'deadline' && content.deadline === 'screening')
    return toScreen(runtime, lease, content);
  if (content?.kind === 'notice')
    return rows.some((row) => row.seq > seq && isSameNotice(row, content))
      ? UNSAID
      : toNotice(runtime, lease, content);
  if (content?.kind === 'deadline' && content.deadline.includes('.'))
    return toNotice(runtime, lease, { notice: content.deadline, subject: content.application_id });
  if (content?.kind === 'deadline') return toDeadline(runtime, lease, content);
  if (content?.kind === 'prove') return toProve(runtime, lease, content);
  if (content?.kind === 'unreachable') return toElsewhere(runtime, lease, content);
  return content?.kind === 'screen' ? toScreen(runtime, lease, content) : null;
}

function systemEvent({ content }: InboxRow): EngineEvent | null {
  switch (content?.kind) {
    case 'timer':
      return { type: 'timer', timer: content.timer as TimerKind };
    case 'takeover':
      return { type: 'takeover', by: content.by, interviewId: content.interview_id };
    case 'hr_message': {
      const { text, by, interview_id: interviewId, ticket_id: ticketId } = content;
      return { type: 'hr_message', text, by, interviewId, ticketId };
    }
    case 'opted_out':
    case 'shut':
    case 'missed':
    case 'handback':
      return { type: content.kind };
    default:
      return null;
  }
}

async function toMessage(
  runtime: Parts,
  catalogue: Catalogue,
  lease: Lease,
  row: InboxRow,
  turn: number,
  { idle, invited }: Readiness,
): Promise<HeardMessage> {
  // Erased content is null: it is answered like something that cannot be read.
  const content = (row.content ?? { kind: 'unreadable', what: 'erased' }) as InboundContent;
  const message: HeardMessage = {
    turn,
    channel: row.channel,
    content,
    text: textOf(row),
    ask: row.ask,
    at: row.receivedAt,
  };
  if (content.kind === 'voice') message.voice = voiceOf(row);
  const { buttons, menu } = runtime.channels.get(row.channel)?.capabilities ?? {};
  if (buttons === false || menu) message.numbered = true;
  const language = languageOf(row.languageHint);
  if (language) message.languageHint = language;
  const ledBy = (code: string) => catalogue.byCode(code, lease.conversationId, row.identityId);
  if (content.kind === 'start') {
    message.start = { code: content.code, ...(await ledBy(content.code)) };
  } else if (content.kind === 'text') {
    const code = idle && invited !== null && saysYes(content.text) ? invited : codeOf(content.text, idle);
    const led = code === null ? null : await ledBy(code);
    // A code is in no language, so it leaves no words. A word of twelve letters may look like one; with digits none does.
    const lost = led?.found === 'unknown' || led?.found === 'guessed';
    if (code !== null && led && (!lost || (isPersonalCode(code) && /[A-Z]/.test(code) && /\d/.test(code))))
      Object.assign(message, { content: { kind: 'start', code }, text: '', start: { code, ...led } });
  }
  if (row.identityId !== null && disowns(message.text)) {
    const links = await disputable(runtime.sql, lease.conversationId, row.identityId);
    const self = links.length === 1 && links[0]?.identity === row.identityId;
    if (links.length > 0) message.disowns = { links, self };
  }
  if (content.kind === 'edit' && row.account !== null) {
    const hash = runtime.hash(messageName(row.channel, row.account, content.of));
    const original = await findOriginal(runtime.sql, lease.conversationId, hash);
    if (original) message.edits = original;
  }
  return message;
}

/** Where nobody waited for a transcript, nobody listens. */
function voiceOf(row: InboxRow): NonNullable<HeardMessage['voice']> {
  if (row.transcript) return { confidence: row.transcript.confidence };
  return { problem: (row.mediaReason as VoiceProblem | null) ?? 'off' };
}

/** An app's language (`zh-hans`, `en-GB`) as one of ours. */
function languageOf(hint: string | null): Language | null {
  if (!hint) return null;
  if (/^zh\b/i.test(hint)) return 'zh';
  return /^en\b/i.test(hint) ? 'en' : null;
}
