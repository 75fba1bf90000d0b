/** Picks the candidate's own words to come back to: verbatim, concrete, whole words, nothing that must not be repeated. */
import { unquotable } from './conduct.ts';
import { isCandidateQuestion } from './facts.ts';
import { simplified } from './simplified.ts';
import { clauses, hanCount, latinWords, type Piece, thoughts } from './text.ts';

/** Chinese characters, or English words. */
const QUOTE_AT_MOST = 12;
const HAN_AT_LEAST = 4;
const WORDS_AT_LEAST = 2;
const READ = 2000;
const LONG = 24;

// Locale data, not state: the same input always gives the same words.
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

const UNSAFE =
  /[\p{Extended_Pictographic}\p{Cc}\p{Cf}“”"「」『』<>{}[\]?？@#\\|]|https?\b|\bwww\b|\d[\d -]{6,}\d/u;
const ZH_FILLER =
  /^(?:嗯+|啊|呀|哎呀?|唉|喂|呃|哦|噢|就是|那个|然后|反正|其实|哈+|您好|你好|对了?|而且|所以|但是?|不过|因为|就|也|还有|还(?![是没不在要能会剩得想给钱了清款回])|又|可是|那(?![天次个年时晚会些种边里位人件])|我觉得|我认为|感觉|的话|吧|嘛|呢|，|、)+/;
const EN_FILLER =
  /^(?:(?:um+|uh+|oh|ah|hm+|ha(?:ha)*|lol|well|so|and|but|then|also|like|because|actually|basically|honestly|right|sure|i mean|you know|i think|i guess|yeah|yep|yes|no|ok|okay|hi|hello)[, ]+)+/i;
const NAME_ONLY =
  /^(?:[我俺](?:的名字)?(?:就?叫|是|姓)|叫我|免贵|大家好|你好|您好|名字|(?:hi|hello|hey)?[, ]*(?:my name(?:'s| is)|i am(?! an? | the | from )|i'?m(?! an? | the | from )|this is|call me)\b|\w+ (?:here|speaking)$)/i;
const EMPTY =
  /^(?:还行|还好|还可以|一般|差不多|都挺好|没什么|可以|好的|行|是的|中|ok|能|会|it is fine|it's fine|it was fine|fine|okay|ok)/i;

/** What nobody wants to have held up to them: 你说“忘了”. */
const NOTHING_ZH =
  /^(?:我|真的?|实在|都|也|早就?|有点|暂时|好像)*(?:忘(?:记|光|干净)?了?|不(?:太|大)?(?:记得|知道|清楚|晓得|好说|确定)了?|记不(?:得|清|清楚|起来|太清)了?|想不起来?了?|说不(?:上来|好|清)|没(?:什么)?(?:印象|感觉|想法)了?|没有?了?|还[行好]|还可以|一般般?|差不多|随便|都行|就那样)$/;
const NOTHING_EN =
  /^(?:i |i'm |i am |it was |honestly |really |just )*(?:forgot|forget|(?:don'?t|do not|dont|can'?t|cannot|cant) (?:really )?(?:know|remember|recall|say|think of (?:anything|one))|(?:not|never) (?:really |so )?sure|no (?:idea|clue)|nothing(?: much| really)?|fine|ok|okay|alright|all right)$/i;
function saysNothing(clause: string): boolean {
  const whole = clause.replace(/[吧呀啊嘛啦呢哈呗]+$/, '');
  if (NOTHING_ZH.test(whole) || NOTHING_ZH.test(whole.replace(ZH_FILLER, ''))) return true;
  return NOTHING_EN.test(clause.replace(EN_FILLER, '').trim());
}

/** When somebody can work is no story to come back to: 你说“周三不行”. */
const WHEN_FREE =
  /(?:(?:周|星期|礼拜)[一二三四五六日天末几]|周末|白天|晚上|夜里|早上|上午|下午|夜班|白班|早班|晚班|中班|节假日)[^，。！？]{0,4}(?:不行|不(?:能|可以|方便|太行)|没空|没时间|有空|有时间|有课|有事|可以|都行|来不了|上不了)|(?:可以|能|愿意|不能|不想|没法)(?:上|做|干|来)[^，。！？]{0,2}(?:夜班|白班|早班|晚班|中班|周末|班)|^(?:i )?(?:can(?:'t|not)?|could|am (?:not )?(?:free|available)|not (?:free|available))\b.{0,16}\b(?:nights?|days?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mornings?|evenings?|afternoons?)$|\b(?:not|no) (?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|nights)$/i;

const RHETORICAL = /什么|怎么|咋|谁|呗$/;

/** A quote, and whether it says no more than the person's name. */
export interface Quote {
  text: string;
  name: boolean;
}

/**
 * The most concrete clause of the last message that may be quoted, from the end if it is too long, cut at a word. Null when
 * there is nothing fit to quote. `avoid` names clauses that must not come back (facts of the job questions).
 */
export function pickQuote(message: string, avoid: (clause: string) => boolean = () => false): Quote | null {
  let best: Quote | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [i, clause] of clauses(message.slice(0, READ)).flatMap(parts).entries()) {
    if (avoid(clause.text) || saysNothing(clause.text) || WHEN_FREE.test(clause.text)) continue;
    const text = fitting(clause);
    if (text === null || UNSAFE.test(text) || unquotable(clause.text) || isCandidateQuestion(clause.text))
      continue;
    const name = isName(text);
    // Later clauses break ties: what was said last is what is fresh.
    const value = score(simplified(text)) + i * 0.1 - (name ? 6 : 0);
    if (value > bestScore) {
      best = { text, name };
      bestScore = value;
    }
  }
  return wholeOf(message, best) ?? best;
}

/** 电子厂，插件，两年: short things in a row are quoted together, one of them says little. */
function wholeOf(message: string, best: Quote | null): Quote | null {
  const text = message.trim().replace(/[，。！!.、]+$/u, '');
  const little = best !== null && !best.name && hanCount(best.text) > 0 && hanCount(best.text) < HAN_AT_LEAST;
  const fits = text.length <= QUOTE_AT_MOST && hanCount(text) >= HAN_AT_LEAST && !UNSAFE.test(text);
  const named = clauses(text).some((clause) => isName(clause.text));
  return little && fits && !named && !text.includes('\n') ? { text, name: false } : null;
}

/** In English a clause as long as a paragraph is read thought by thought; Chinese is cut from its end. */
const parts = (clause: Piece): Piece[] => (latinWords(clause.text) > LONG ? thoughts(clause) : [clause]);

function fitting(clause: Piece): string | null {
  if (hanCount(clause.text) > latinWords(clause.text)) return fitChinese(clause.text);
  return fitEnglish(clause.text);
}

function fitChinese(clause: string): string | null {
  const text = clause
    .replace(ZH_FILLER, '')
    .replace(/[吧呀啊嘛啦呢哈呗]+$/, '')
    .trim();
  if (text.length <= QUOTE_AT_MOST) return hanCount(text) >= HAN_AT_LEAST ? text : short(clause);
  // Too long: the end of a clause holds its verb and object. Begin where a thought begins; a segmenter alone would cut
  // 电商公司 in two, so a start has to be a word that begins something, or to follow one that ends something.
  const from = Math.max(0, text.length - 40);
  let before = '';
  let safe: string | null = null;
  for (const { index, segment } of segmenter.segment(text.slice(from))) {
    const rest = text.slice(from + index);
    // 他们的 | 那份: what begins behind 的 has lost whose it is.
    const whole = !LEANS_ON.test(before) && !/的$/.test(before);
    const begins =
      whole &&
      !NEVER_BEGINS.test(segment) &&
      !(MEASURED.test(segment) && BEFORE_MEASURED.test(before)) &&
      (BEGINS.test(segment) || ENDS.test(before));
    before = segment;
    if (rest.length > QUOTE_AT_MOST || rest.length < HAN_AT_LEAST) continue;
    if (whole && BEGINS_WELL.test(segment)) return rest;
    if (begins) safe ??= rest;
  }
  return safe;
}

const BEGINS_WELL = /^(?:我|(?:把|给|帮|先|自己|跟|被)$)/;
const BEGINS =
  /^(?:[他她你每那这一二两三四五六七八九十\d]|[做干跑送搬接带教学开修卖管当写打拍贴找换推拉抬放收走骑等问听看用有没去来在再从按照]$|处理|负责|帮忙|主动|直接|马上|赶紧|重新|立刻|提前)/;
/** A word that needs the next one: what begins behind it has lost its half. */
const LEANS_ON =
  /(?:给|帮|跟|对|被|让|叫|替|和|向|到|在|从|用|是|有|不|没|很|挺|太|最|要|想|店长|组长|老板)$/;
const NEVER_BEGINS = /^[的了着过得地们个次位件时候呀啊嘛呢吧哦啦,.\s]/;
/** 一次 of 有一次, 个 of 那个. */
const MEASURED = /^[一二两三几\d]/;
const BEFORE_MEASURED = /[有那这每上下第个位]$/;
const ENDS = /[的了着过家位个次天年月里上时]$/;

/** A whole message of two or three characters is quoted as it is: there is nothing else to hold on to. */
function short(clause: string): string | null {
  return hanCount(clause) >= 2 && clause.length <= 3 ? clause : null;
}

const EN_WEAK_END =
  /^(?:the|a|an|of|to|with|and|or|in|on|at|for|from|my|our|his|her|their|that|which|was|were|is|by|as|so|but|i|we)$/i;
const EN_BREAK = /^(?:because|so|but|while|when|before|after|then|and|which)$/i;

function fitEnglish(clause: string): string | null {
  const text = clause.replace(EN_FILLER, '').trim();
  let words = text.split(/\s+/);
  if (text.length > 200) return null;
  if (words.length > QUOTE_AT_MOST) {
    // Up to the last joint that fits ("… remade it | while I was still at the door"), else as many words as fit.
    const joint = words.findLastIndex((word, i) => i >= 4 && i <= QUOTE_AT_MOST && EN_BREAK.test(word));
    words = words.slice(0, joint > 0 ? joint : QUOTE_AT_MOST);
    while (words.length > WORDS_AT_LEAST && EN_WEAK_END.test(words.at(-1)!)) words.pop();
  }
  if (words.length < WORDS_AT_LEAST) return null;
  // Verbatim, including what stands between the words.
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  return new RegExp(pattern).exec(text)?.[0].replace(/\s*\n\s*/g, ' ') ?? null;
}

/** It says no more than what somebody is called. */
export function isName(text: string): boolean {
  return NAME_ONLY.test(text) && text.length <= 16;
}

function score(text: string): number {
  let value = Math.min(latinWords(text) + hanCount(text) / 2, 8);
  if (/\d|[一二两三四五六七八九十百千万]+[个次天年月周单件分小点人箱公遍位]/.test(text)) value += 2;
  if (/[把给帮了过]|\b\w+ed\b|\b(?:ran|took|made|gave|wrote|went|told|hit|kept)\b/i.test(text)) value += 2;
  if (/^(?:我|i\b)/i.test(text)) value += 1;
  if (EMPTY.test(text) || RHETORICAL.test(text)) value -= 5;
  return value;
}
