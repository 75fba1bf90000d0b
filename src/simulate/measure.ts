/** The measures of one interview, each by a stated rule; `metrics.ts` adds them up. */
import { PLAIN } from '../flows/words/plain.ts';
import { say, textKeys } from '../texts/index.ts';
import type { Language } from '../types.ts';
import type { Reason } from './candidate.ts';
import {
  isAnchored,
  isInvitation,
  likeness,
  questionMarks,
  questionOf,
  segments,
  speaks,
  withoutQuotes,
} from './lines.ts';
import type { Interjection } from './persona.ts';
import type { Entry } from './play.ts';
import type { Played } from './record.ts';

/** So many of so many. */
export interface Share {
  hits: number;
  n: number;
}

type BotEntry = Extract<Entry, { from: 'bot' }>;

interface Line {
  entry: BotEntry;
  /** What the API says that it was for; null for what is said before the interview begins. */
  kind: string | null;
  index: number;
  /** The candidate's next move, and last words before. */
  reply: Reason | null;
  heard: string;
}

function botLines({ books: { entries }, kinds }: Played): Line[] {
  return entries.flatMap((entry, index) => {
    if (entry.from !== 'bot') return [];
    const after = entries.slice(index + 1).find((other) => other.from === 'candidate');
    const before = entries.slice(0, index).findLast((other) => other.from === 'candidate');
    return [
      {
        entry,
        index,
        kind: kinds[index] ?? null,
        reply: after?.from === 'candidate' ? after.reason : null,
        heard: before?.text ?? '',
      },
    ];
  });
}

function share<Item>(items: Item[], hit: (item: Item) => boolean): Share {
  return { hits: items.filter(hit).length, n: items.length };
}

/** 1 · Lines with one question mark at most ÷ all lines of the bot. */
export function oneQuestionALine(played: Played): Share {
  return share(botLines(played), ({ entry }) => questionMarks(entry.text) <= 1);
}

/**
 * 2 · Asked again ÷ asks. An ask (question or follow-up; invitations are no asks) is a re-ask when its question matches a
 * cue of `must_not_be_asked_again`, or when, on the same topic, a question as good as the same (likeness ≥ .85) was
 * answered before. Saying a question again that was met with an interjection is none.
 */
export function reAsks(played: Played): Share & { lines: string[] } {
  const asks = botLines(played).filter(
    ({ entry, kind }) => (kind === 'question' || kind === 'follow_up') && !isInvitation(entry.text),
  );
  const answered: { topic: string; question: string }[] = [];
  const again: string[] = [];
  for (const { entry, reply } of asks) {
    const said = withoutQuotes(entry.text);
    const question = questionOf(said) || said;
    const topic = reply && 'topic' in reply ? reply.topic : '';
    const stated = played.persona.must_not_be_asked_again.some((cue) => cue.test(question));
    const twice = answered.some((one) => one.topic === topic && likeness(one.question, question) >= 0.85);
    if (stated || twice) again.push(entry.text);
    if (reply && reply.kind !== 'interjection' && reply.kind !== 'back') answered.push({ topic, question });
  }
  return { hits: again.length, n: asks.length, lines: again };
}

const PRAISE =
  /很好|真好|太好|真棒|太棒|很棒|不错|厉害|优秀|完美|做得好|有意思|\b(?:great|excellent|impressive|perfect|awesome|amazing|wonderful|fantastic|brilliant|well done|(?:nice|good) (?:job|work|one|answer|point))\b/i;
const OPTION = /还是|或者|\bor\b/i;

const vocabulary = new Map<Language, Set<string>>();

/** What follow-ups are made of: the words of their templates, and those that name nothing. */
function followUpWords(language: Language): Set<string> {
  let words = vocabulary.get(language);
  if (!words) {
    const keys = textKeys(language).filter((key) => /^(?:fu|back_plain)_/.test(key));
    const texts = keys.flatMap((key) =>
      ['yes', 'no'].map((quoted) => say(language, { key, args: { quoted, quote: '' } })),
    );
    words = new Set([...texts.flatMap(segments), ...PLAIN[language]]);
    vocabulary.set(language, words);
  }
  return words;
}

/**
 * 3 · Follow-ups that do not lead ÷ follow-ups. One leads when it praises, when its question offers a choice, or when,
 * quotations apart, it holds a word or number that neither the candidate nor an earlier line of the bot said, that the
 * templates of follow-ups do not have, and that names something. (What a reply to an interjection says before the follow-up is not judged.)
 */
export function nonLeading(played: Played): Share {
  return share(followUps(played), ({ entry, index }) => {
    const asked = withoutQuotes(entry.text.split('\n\n').at(-1) ?? '');
    if (PRAISE.test(asked) || OPTION.test(questionOf(asked))) return false;
    const before = played.books.entries.slice(0, index).map(({ text }) => text);
    const known = new Set(before.flatMap(segments));
    return segments(asked).every(
      (word) => known.has(word) || followUpWords('zh').has(word) || followUpWords('en').has(word),
    );
  });
}

function followUps(played: Played): Line[] {
  return botLines(played).filter(({ kind }) => kind === 'follow_up');
}

/** 4 · Follow-ups that quote four characters or two words in a row of the candidate's last message ÷ follow-ups. */
export function anchored(played: Played): Share {
  // Said again after an interjection, a follow-up has nothing of the answer before it: the first saying counts.
  const first = followUps(played).filter(({ index }) => !followsInterjection(played, index));
  return share(first, ({ entry, heard }) => isAnchored(entry.text, heard));
}

function followsInterjection({ books: { entries } }: Played, index: number): boolean {
  const before = entries.slice(0, index).findLast((entry) => entry.from === 'candidate');
  return before?.from === 'candidate' && ['interjection', 'back'].includes(before.reason.kind);
}

/**
 * 5 · Necessary follow-ups asked: topics with something to tell where the opening answer was followed up ÷ such topics.
 * Needless ones skipped: answers that ended a topic (its last fact, "no more", or an opening that told everything, because
 * the file has no fact behind it) and were not followed up ÷ such answers.
 */
export function followUpsWhereNeeded(played: Played): { asked: Share; skipped: Share } {
  const { entries } = played.books;
  const answers = entries.flatMap((entry, index) => {
    if (entry.from !== 'candidate' || !('topic' in entry.reason)) return [];
    const next = entries.findIndex((other, i) => i > index && other.from === 'bot');
    return [{ reason: entry.reason, followed: played.kinds[next] === 'follow_up' }];
  });
  const opened = answers.filter(({ reason }) => reason.kind === 'opening');
  const thin = opened.filter(({ reason }) => factsOf(played, reason.topic) > 0);
  const told: Record<string, number> = {};
  const last = answers.filter(({ reason: { kind, topic } }) => {
    if (kind === 'fact') told[topic] = (told[topic] ?? 0) + 1;
    const all = factsOf(played, topic);
    return kind === 'done' || (kind === 'fact' ? told[topic] === all : all === 0);
  });
  return {
    asked: share(thin, ({ followed }) => followed),
    skipped: share(last, ({ followed }) => !followed),
  };
}

function factsOf({ persona }: Played, topic: string): number {
  return persona.topics.find(({ id }) => id === topic)?.facts.length ?? 0;
}

export interface Handled {
  interjection: Interjection;
  reply: string;
  handled: boolean;
}

/** What was said in between, and whether the next line is as the file expects. */
export function interjections(played: Played): Handled[] {
  const {
    persona,
    books: { entries },
  } = played;
  return entries.flatMap((entry, index) => {
    if (entry.from !== 'candidate' || entry.reason.kind !== 'interjection') return [];
    const interjection = persona.interjections[entry.reason.index];
    if (!interjection) return [];
    const next = entries[index + 1];
    const reply = next?.from === 'bot' ? next.text : '';
    const { expect, forbid, kind } = interjection;
    // Whatever the file says: whoever opted out is confirmed once, and asked nothing more.
    const left = kind !== 'opts_out' || (reply !== '' && questionMarks(reply) === 0);
    return [
      { interjection, reply, handled: left && (!expect || expect.test(reply)) && !forbid?.test(reply) },
    ];
  });
}

/**
 * 6 · Candidate's questions answered as expected, without a number that the opening does not state ÷ questions.
 * @param facts everything that the opening says
 */
export function questionsAnswered(played: Played, facts: string): Share {
  const asked = interjections(played).filter(({ interjection: { kind } }) => kind.startsWith('asks_'));
  return share(asked, ({ reply, handled }) => {
    const told = reply.split('\n\n')[0] ?? '';
    return handled && (told.match(/\d+/g) ?? []).every((number) => facts.includes(number));
  });
}

/**
 * 7 · Lines in the candidate's language, or the one that it asked for, ÷ lines of the bot.
 * @param places names and addresses of the site: they are written as they are in any language
 */
export function inLanguage(played: Played, places: string[]): Share {
  const {
    persona,
    books: { entries },
  } = played;
  let language = persona.language;
  const judged: boolean[] = [];
  for (const entry of entries) {
    if (entry.from === 'bot') {
      const said = places.reduce((text, place) => text.replaceAll(place, ' '), entry.text);
      judged.push(speaks(said, language));
    } else if (entry.reason.kind === 'interjection') {
      const { kind, says } = persona.interjections[entry.reason.index] ?? { kind: '', says: '' };
      if (kind === 'switches_language') language = wished(says);
    }
  }
  return share(judged, Boolean);
}

/** The language that is named; otherwise the one in which it is asked. */
function wished(says: string): Language {
  if (/英文|英语|english/i.test(says)) return 'en';
  if (/中文|汉语|普通话|chinese|mandarin/i.test(says)) return 'zh';
  return /\p{Script=Han}/u.test(says) ? 'zh' : 'en';
}

/** 10 · Messages that answer open questions and their follow-ups ÷ (open questions × 3). Invitations are not counted. */
export function length({ books: { entries } }: Played): Share {
  const reasons = entries.flatMap((entry) => (entry.from === 'candidate' ? [entry.reason.kind] : []));
  return {
    hits: reasons.filter((kind) => kind === 'opening' || kind === 'fact' || kind === 'done').length,
    n: reasons.filter((kind) => kind === 'opening').length,
  };
}

/** 11 · Leavings after which the answers were kept, the interview shown as paused, and gone on with to its end. */
export function leavers({ absences, interview }: Played): Share {
  return share(absences, ({ shown, kept }) => shown && kept && interview?.status === 'completed');
}

/** 12 · Spans of the answers that stand, letter by letter, in the message that they point to ÷ spans. */
export function verbatimSpans({ interview, texts }: Played): Share {
  const spans = interview?.answers.flatMap((answer) => answer.spans) ?? [];
  return share(spans, ({ turn_seq, quote, start, end }) => {
    return quote !== '' && texts.get(turn_seq)?.slice(start, end) === quote;
  });
}
