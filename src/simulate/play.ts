/** Plays one persona over a chat, from the starting point to the end, and writes down everything that was said. */
import { type BotLine, type Move, type Reason, SimulatedCandidate } from './candidate.ts';
import type { Player } from './persona.ts';

/** One person's side of a channel. */
export interface Chat {
  /** The starting point of an opening: a link, or a code that is sent. */
  begin(code: string): Promise<void>;
  say(text: string): Promise<void>;
  /** Presses the newest button with this label. */
  press(label: string): Promise<void>;
  /** The bot's next message, or null when none comes within `timeoutMs`. */
  next(timeoutMs: number): Promise<BotLine | null>;
}

/** Lets time pass, for a candidate who leaves after this was said; false when nobody comes back. */
export type Pass = (entries: Entry[]) => Promise<boolean>;

export type Entry =
  | {
      from: 'bot';
      text: string;
      buttons: string[] /** The topic that the candidate was on. */;
      topic: string | null;
    }
  | { from: 'candidate'; text: string; reason: Reason };

export interface Books {
  entries: Entry[];
  /** Facts told by topic, in the order of the file. */
  facts: Record<string, number>;
  extras: number;
  /** The interview was at its end, as far as the candidate can see: nothing was asked any more. */
  ended: 'nothing_asked' | 'silence' | 'opted_out' | 'left' | 'too_long';
}

/** Longer than any turn by rules takes on a busy machine. */
const REPLY_MS = 10_000;
/** After words that need no reply. */
const SILENT_MS = 1000;
/** Lines of the bot; no interview by a shipped flow comes near it. */
const MOST_LINES = 120;

/** @param code the starting point, as it stands in a link */
export async function play(persona: Player, code: string, chat: Chat, pass: Pass): Promise<Books> {
  const candidate = new SimulatedCandidate(persona);
  const entries: Entry[] = [];
  const act = async (move: Move) => {
    entries.push({ from: 'candidate', text: move.text, reason: move.reason });
    if (move.how === 'press') await chat.press(move.text);
    else await chat.say(move.text);
  };
  const hear = async (timeoutMs: number): Promise<BotLine | null> => {
    const line = await chat.next(timeoutMs);
    if (line) entries.push({ from: 'bot', ...line, topic: candidate.topic });
    return line;
  };
  const books = (ended: Books['ended']): Books => ({
    entries,
    facts: Object.fromEntries(persona.topics.map(({ id }) => [id, candidate.factsTold(id)])),
    extras: candidate.extrasTold,
    ended,
  });

  entries.push({ from: 'candidate', text: `/start ${code}`, reason: { kind: 'start' } });
  await chat.begin(code);
  for (let lines = 0; lines < MOST_LINES; lines++) {
    let line = await hear(REPLY_MS);
    if (!line) return books('silence');
    // Two messages in a row: the last is the one to answer.
    for (let more = chat.next(0); ; more = chat.next(0)) {
      const another = await more;
      if (!another) break;
      entries.push({ from: 'bot', ...another, topic: candidate.topic });
      line = another;
    }
    const move = candidate.answer(line);
    if (!move) return books('nothing_asked');
    await act(move);
    const kind = move.reason.kind === 'interjection' ? persona.interjections[move.reason.index]?.kind : null;
    if (kind === 'opts_out') {
      await hear(REPLY_MS);
      return books('opted_out');
    }
    if (kind === 'leaves') {
      await hear(SILENT_MS);
      if (!(await pass(entries))) return books('left');
      await act(candidate.comeBack());
    }
  }
  return books('too_long');
}
