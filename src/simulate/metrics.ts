/** The fifteen metrics over all interviews that were played, each with its bar. */
import {
  anchored,
  followUpsWhereNeeded,
  inLanguage,
  interjections,
  leavers,
  length,
  nonLeading,
  oneQuestionALine,
  questionsAnswered,
  reAsks,
  type Share,
  verbatimSpans,
} from './measure.ts';
import type { Played } from './record.ts';

export interface Metric {
  title: string;
  /** Null when nothing could be measured. */
  value: number | null;
  /** On how many lines, questions, facts … it rests. */
  n: number;
  /** The bar for interviews by rules, or with a model. */
  target: string;
  pass: boolean | 'not measured';
  /** Why it was not measured. */
  reason?: string;
}

type Measured = Omit<Metric, 'title'>;

interface Row {
  id: string;
  title: string;
  measure(all: Played[], facts: Facts, by: Reader): Measured;
}

/** Who understood: rules alone, a model besides, or one of a few lines, which stands for none. */
export type Reader = 'rules' | 'model' | 'script';

/** What the opening of a flow states, as one text. */
export type Facts = Record<string, string>;

type Bar = { least: number } | { most: number };
/** What is asked of rules, and of a model where that is not the same. */
type Bars = Bar & { model?: number };

function barFor({ model, ...bar }: Bars, by: Reader): Bar {
  if (by === 'rules' || model === undefined) return bar;
  return 'least' in bar ? { least: model } : { most: model };
}

function judge({ hits, n }: Share, bar: Bar): Measured {
  const target = 'least' in bar ? `≥ ${bar.least}` : `≤ ${bar.most}`;
  if (n === 0) return { value: null, n, target, pass: 'not measured', reason: 'nothing of the kind came up' };
  const value = hits / n;
  return { value: round(value), n, target, pass: 'least' in bar ? value >= bar.least : value <= bar.most };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function sum(all: Played[], measure: (played: Played) => Share): Share {
  const shares = all.map(measure);
  return {
    hits: shares.reduce((total, { hits }) => total + hits, 0),
    n: shares.reduce((total, { n }) => total + n, 0),
  };
}

function simple(
  id: string,
  title: string,
  bars: Bars,
  measure: (played: Played, facts: Facts) => Share,
): Row {
  return {
    id,
    title,
    measure: (all, facts, by) =>
      judge(
        sum(all, (one) => measure(one, facts)),
        barFor(bars, by),
      ),
  };
}

function notMeasured(id: string, title: string, target: string, reason: string): Row {
  return { id, title, measure: () => ({ value: null, n: 0, target, pass: 'not measured', reason }) };
}

/** Whoever asked to be left alone was left alone: what they did not tell is no failing of the interview. */
const optedOut = ({ books }: Played) => books.ended === 'opted_out';
const NOTHING: Share = { hits: 0, n: 0 };

/** 8 · Facts told ÷ facts planted. */
function factsTold({ persona, books: { facts } }: Played): Share {
  return {
    hits: Object.values(facts).reduce((total, told) => total + told, 0),
    n: persona.topics.reduce((total, topic) => total + topic.facts.length, 0),
  };
}

/** 9 · Extras told ÷ extras planted. */
function extrasTold({ persona, books: { extras } }: Played): Share {
  return { hits: extras, n: persona.extras.length };
}

const placesIn = (opening: string): string[] => {
  const { site } = JSON.parse(opening) as { site?: Record<string, unknown> };
  return Object.values(site ?? {}).filter(
    (place): place is string => typeof place === 'string' && place !== '',
  );
};

const NO_SCORE = 'without a model there is no score';
const SCRIPTED = 'it would measure the script';

/** What a model of a few lines would only show of itself. */
function notOfAScript(row: Row): Row {
  const measure: Row['measure'] = (all, facts, by) => {
    const measured = row.measure(all, facts, by);
    if (by !== 'script') return measured;
    return { ...measured, value: null, n: 0, pass: 'not measured', reason: SCRIPTED };
  };
  return { ...row, measure };
}

const rows: Row[] = [
  simple('1', 'one question a line', { least: 1, model: 0.99 }, oneQuestionALine),
  simple('2', 'asks again what was stated', { most: 0.05, model: 0.02 }, reAsks),
  simple('3', 'follow-ups that do not lead', { least: 1, model: 0.98 }, nonLeading),
  simple('4', "follow-ups in the candidate's words", { least: 0.8, model: 0.9 }, anchored),
  {
    id: '5',
    title: 'follow-ups where needed, and only there',
    // Both have to be met: the lower of the two is shown.
    measure(all, _facts, by) {
      const asked = sum(all, (one) => followUpsWhereNeeded(one).asked);
      const skipped = sum(all, (one) => followUpsWhereNeeded(one).skipped);
      const bar = barFor({ least: 0.75, model: 0.9 }, by);
      const both = [judge(asked, bar), judge(skipped, bar)];
      // One half that never came up does not pass for both.
      const found =
        both.find(({ pass }) => pass === false) ??
        both.find(({ value }) => value === null) ??
        both.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))[0]!;
      return { ...found, n: asked.n + skipped.n };
    },
  },
  simple('6', 'questions answered from facts or deferred', { least: 1 }, (one, facts) =>
    questionsAnswered(one, facts[one.flow] ?? ''),
  ),
  simple('7', "in the candidate's language", { least: 1, model: 0.99 }, (one, facts) =>
    inLanguage(one, placesIn(facts[one.flow] ?? '{}')),
  ),
  notOfAScript(
    simple('8', 'planted facts told', { least: 0.75, model: 0.85 }, (one) =>
      optedOut(one) ? NOTHING : factsTold(one),
    ),
  ),
  notOfAScript(
    simple('9', 'unasked experience told', { least: 0.8, model: 0.9 }, (one) =>
      optedOut(one) ? NOTHING : extrasTold(one),
    ),
  ),
  simple('10', 'answers ÷ (open questions × 3)', { most: 1 }, (one) => {
    const { hits, n } = length(one);
    return { hits: hits / 3, n };
  }),
  simple('11', 'leavers kept, shown, and back to the end', { least: 1 }, leavers),
  simple('12', 'evidence that is a verbatim span', { least: 1 }, verbatimSpans),
  notMeasured('13', 'scores in order of evidence', 'AUC ≥ .85', NO_SCORE),
  notMeasured('14', 'scores stable under rerun and noise', '≤ .25 mean', NO_SCORE),
  notMeasured('15', 'impact ratio over protected hints', '≥ .90', NO_SCORE),
];

export type Metrics = Record<string, Metric>;

/** @param facts what the openings state, by flow */
export function metricsOf(all: Played[], facts: Facts, by: Reader = 'rules'): Metrics {
  return Object.fromEntries(
    rows.map(({ id, title, measure }) => [id, { title, ...measure(all, facts, by) }]),
  );
}

/** Everything that was said in between: how much there was, and how much of it was met as its file expects. */
export function metInBetween(all: Played[]): Share {
  const met = all.flatMap((one) => interjections(one)).map(({ handled }) => handled);
  return { hits: met.filter(Boolean).length, n: met.length };
}

/** Every measured bar is met, and so is everything that was said in between. */
export function passes(metrics: Metrics, all: Played[]): boolean {
  const { hits, n } = metInBetween(all);
  return hits === n && Object.values(metrics).every(({ pass }) => pass !== false);
}

/** One interview, for machines: `interviews[]` of `--json`. */
export function interviewOf(played: Played) {
  const { persona, books, flow, interview, kinds } = played;
  const { entries } = books;
  return {
    persona: persona.id,
    language: persona.language,
    style: persona.style,
    role: persona.role,
    flow,
    interview_id: interview?.id ?? null,
    status: interview?.status ?? 'not begun',
    ended: books.ended,
    turns: entries.filter(({ from }) => from === 'candidate').length,
    facts: { told: factsTold(played).hits, planted: factsTold(played).n, by_topic: books.facts },
    extras: { told: books.extras, planted: persona.extras.length },
    re_asks: reAsks(played).lines,
    interjections: interjections(played).map(({ interjection: { kind, says }, reply, handled }) => ({
      kind,
      says,
      reply,
      handled,
    })),
    transcript: entries.map((entry, i) =>
      entry.from === 'bot'
        ? { from: entry.from, kind: kinds[i], text: entry.text, buttons: entry.buttons }
        : { from: entry.from, kind: entry.reason.kind, text: entry.text },
    ),
  };
}
