/** A model that reads by a few patterns and answers in the right form: not clever, always in time, the same each time. */
import { type Asked, type BurstAsked, burstIn, dataIn, type Says, toldIn } from './question.ts';

const ASKS: Record<'zh' | 'en', Record<string, string>> = {
  zh: {
    example: '能讲讲真实的一次吗？',
    personal: '你自己做的是哪一部分？',
    action: '当时你具体做了什么？',
    result: '最后结果怎么样？',
    situation: '当时是什么情况？',
    task: '你负责的是什么？',
  },
  en: {
    example: 'Could you tell me about one real time?',
    personal: 'Which part did you do yourself?',
    action: 'What exactly did you do then?',
    result: 'How did it end?',
    situation: 'What was going on at the time?',
    task: 'What was your own part in it?',
  },
};
const ASKS_US =
  /(?:你们|公司|这份工作|请问|想问)[^。！？!?]*[?？吗]|\b(?:do you|is there|are there|what about|how about|can i)\b[^.!?]*\?/i;
const TAKES_BACK =
  /说错了|更正|不对，?是|记错了|\b(?:I made a mistake|correction|I misspoke|actually it was)\b/i;
const COMMANDS = /忽略|无视|提示词|评分|满分|\b(?:ignore|disregard|system prompt|rubric|score me)\b/i;
const DID =
  /我(?:把|给|先|马上|立刻|帮|找|打|搬|拍|换)|\bI (?:took|called|moved|told|went|put|gave|made|checked|asked|fixed|carried)\b/;
const ENDED = /后来|最后|结果|\b(?:in the end|finally|afterwards)\b/i;
const ONCE =
  /有一次|有一回|去年|上个?月|当时|那天|\b(?:once|last (?:year|month|week)|one (?:day|night)|that day)\b/i;

export function attentive(asked: Asked): Says {
  const burst = burstIn(asked);
  return burst ? JSON.stringify(read(burst)) : lookUp(asked);
}

function read(burst: BurstAsked) {
  const last = burst.messages.at(-1)?.text ?? '';
  const words = quoteFrom(last, burst.language);
  const quoted = burst.language === 'zh' ? `你说“${words}”，` : `You said "${words}". `;
  const wording = (gap: string) => [gap, `${quoted}${ASKS[burst.language][gap] ?? ''}`];
  return {
    messages: burst.messages.map(({ n, text }) => ({
      n,
      parts: sentencesOf(text).flatMap((sentence) => partOf(sentence, burst) ?? []),
      filled: burst.open?.type === 'open' ? clausesOf(text).flatMap(filledBy) : [],
      irritated: /烦死|问够没|\bfed up\b/i.test(text),
    })),
    acknowledgement: words === '' ? null : `${words}${burst.language === 'zh' ? '，记下了。' : ', noted.'}`,
    follow_ups: words === '' ? {} : Object.fromEntries(burst.gaps.map(wording)),
  };
}

function partOf(
  quote: string,
  { answered }: BurstAsked,
): { is: string; quote: string; question?: string } | null {
  if (COMMANDS.test(quote)) return { is: 'injection', quote };
  if (ASKS_US.test(quote)) return { is: 'question', quote };
  const before = answered.at(-1)?.id;
  return TAKES_BACK.test(quote) && before ? { is: 'amendment', quote, question: before } : null;
}

function filledBy(quote: string): { gap: string; quote: string }[] {
  const gaps = { action: DID, result: ENDED, example: ONCE };
  return Object.entries(gaps).flatMap(([gap, cue]) => (cue.test(quote) ? [{ gap, quote }] : []));
}

/** Facts that share words with the question, else nothing. */
function lookUp(asked: Asked): Says {
  const told = toldIn(asked);
  if (told.length === 0) return { tool_calls: [{ name: 'job_facts', arguments: {} }] };
  const question = String(dataIn(asked)?.question ?? '').toLowerCase();
  const shares = (fact: string) =>
    pairsOf(fact.toLowerCase()).filter((pair) => question.includes(pair)).length;
  const best = told.toSorted((a, b) => shares(b) - shares(a))[0] ?? '';
  return shares(best) > 0 ? best : 'UNKNOWN';
}

const sentencesOf = (text: string): string[] =>
  text.match(/[^。！？!?.\n]+[。！？!?.]*/g)?.map((one) => one.trim()) ?? [];
const clausesOf = (text: string): string[] =>
  text.split(/[，,。！？!?.\n；;]/).flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));

/** The last clause that has four to twenty-four Chinese characters, or two to sixteen words. */
function quoteFrom(text: string, language: 'zh' | 'en'): string {
  const [least, most] = language === 'zh' ? [4, 24] : [2, 16];
  const lengthOf = (clause: string) => (language === 'zh' ? clause.length : clause.split(' ').length);
  return clausesOf(text).findLast((one) => lengthOf(one) >= least && lengthOf(one) <= most) ?? '';
}

/** Pairs of Chinese characters, and words of five letters and more. */
function pairsOf(text: string): string[] {
  const pairs = [...text]
    .map((_, i) => text.slice(i, i + 2))
    .filter((pair) => /^\p{Script=Han}{2}$/u.test(pair));
  return [...pairs, ...(text.match(/[a-z]{5,}/g) ?? [])];
}
