/** What the REST API shows of an interview: the other half of the books. */
import type { Persona } from './persona.ts';
import type { Books, Entry } from './play.ts';

/** Reads a path of the API. @throws when it does not answer 200 */
export type ReadApi = (path: string) => Promise<unknown>;

export interface ApiInterview {
  id: string;
  status: string;
  answers: {
    question_id: string;
    text: string | null;
    addenda: { text: string }[];
    follow_ups: { text: string | null }[];
    spans: { turn_seq: number; quote: string; start: number; end: number }[];
  }[];
  unasked_experience: { text: string }[];
}

interface ApiTurn {
  seq: number;
  from: 'candidate' | 'bot' | 'hr';
  kind: string;
  text: string | null;
}

interface ApiCandidate {
  id: string;
  identities: { address: string }[];
}

interface List<Row> {
  data: Row[];
  next_cursor: string | null;
}

/** An interview as it was when a candidate had been away long enough. */
export interface Absence {
  /** Shown as paused, in the list of paused ones. */
  shown: boolean;
  /** Everything that was said up to then stands in the answers. */
  kept: boolean;
}

/** One interview with everything that is known about it. */
export interface Played {
  persona: Persona;
  books: Books;
  flow: string;
  interview: ApiInterview | null;
  /** What each line of the bot was for (`question`, `follow_up`, `invitation` …), beside the books' entries. */
  kinds: (string | null)[];
  /** Texts of the candidate's turns by their number, where spans point to. */
  texts: Map<number, string>;
  absences: Absence[];
}

/** Reads the interview of the person at this address and lays it beside what the candidate saw. */
export async function readRecord(
  read: ReadApi,
  address: string,
  persona: Persona,
  books: Books,
  flow: string,
  absences: Absence[],
): Promise<Played> {
  const interview = await findInterview(read, address);
  const turns = interview ? await readAll<ApiTurn>(read, `/v1/interviews/${interview.id}/turns`) : [];
  const said = turns.filter((turn) => turn.from === 'bot');
  let at = 0;
  const kinds = books.entries.map((entry) => {
    if (entry.from !== 'bot') return null;
    const found = said.findIndex((turn, i) => i >= at && turn.text === entry.text);
    if (found === -1) return null;
    at = found + 1;
    return said[found]?.kind ?? null;
  });
  const texts = new Map(
    turns.filter((turn) => turn.from === 'candidate').map((turn) => [turn.seq, turn.text ?? '']),
  );
  return { persona, books, flow, interview, kinds, texts, absences };
}

/** Is the interview listed as paused, and is every answer there? */
export async function readAbsence(read: ReadApi, address: string, entries: Entry[]): Promise<Absence> {
  const mine = await findInterview(read, address);
  const paused = await readAll<ApiInterview>(read, '/v1/interviews?status=paused');
  const kept = JSON.stringify([mine?.answers, mine?.unasked_experience]);
  return {
    shown: mine !== null && paused.some(({ id }) => id === mine.id),
    kept: openAnswers(entries).every((text) => kept.includes(JSON.stringify(text).slice(1, -1))),
  };
}

/** By the way that an integrator goes: the address leads to the candidate, to the application, to the interview. */
async function findInterview(read: ReadApi, address: string): Promise<ApiInterview | null> {
  const candidates = await readAll<ApiCandidate>(read, '/v1/candidates');
  const mine = candidates.find(({ identities }) =>
    identities.some((identity) => identity.address === address),
  );
  if (!mine) return null;
  const path = `/v1/applications?candidate_id=${mine.id}`;
  const [application] = await readAll<{ interview_id: string | null }>(read, path);
  if (!application?.interview_id) return null;
  return (await read(`/v1/interviews/${application.interview_id}`)) as ApiInterview;
}

/** What the candidate said to open questions so far. */
function openAnswers(entries: Entry[]): string[] {
  return entries.flatMap((entry) =>
    entry.from === 'candidate' && (entry.reason.kind === 'opening' || entry.reason.kind === 'fact')
      ? [entry.text]
      : [],
  );
}

async function readAll<Row>(read: ReadApi, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const join = path.includes('?') ? '&' : '?';
    const page = (await read(
      cursor ? `${path}${join}cursor=${encodeURIComponent(cursor)}` : path,
    )) as List<Row>;
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor);
  return rows;
}
