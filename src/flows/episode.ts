/**
 * What an open answer has in it, by surface cues. They tell empty from full (AUC 1.0), not good from bad (0.71), so they
 * only choose the next follow-up; nothing is ever claimed to be covered because a word occurred.
 */
import { simplified } from './simplified.ts';
import { hanCount, latinWords, wordUnits } from './text.ts';

export interface Reading {
  /** A concrete past event is told. */
  episode: boolean;
  /** Somebody acted, but never "I". */
  onlyWe: boolean;
  /** An act of the person's own, and an ending, seem to be told: they only change which gap is asked first. */
  act: boolean;
  ending: boolean;
  /** Long, own act and ending told, not vague (hedges with no number, name or time): nothing to ask. */
  full: boolean;
}

/** Word-units. Under 15 an answer is short; up to 40 it still has room for one concrete thing. */
const FULL_FROM = 40;

const ZH_EPISODE =
  /有(?:人|[个位][^，。！？]{1,4}?)(?:嫌|说|骂|吵|投诉|冲着?我)(?!.{0,8}(?:的话|时))|有一?[次回天]|那[次天回年晚会]|[年月日节夜]那[次天晚阵]|当时|当天|当场|去年|前年|今年|上(?:次|个?月|周|学期|半年)|昨[天晚]|前几?天|前阵|刚才|记得|之前[^，。]{0,12}(?:过|了)|以前[^，。]{0,12}过|双十一|双11|春节|国庆|寒假|暑假|(?:做|干|送|跑|当|待|实习|工作|学|教|带|打工|帮忙|兼职)(?:了|过)[^，。]{0,10}(?:年|月|天|周|星期|次|单|件)|[做干送跑当打帮遇碰处][^，。]{0,6}过|后来|结果/g;
const ZH_HYPOTHETICAL =
  /如果|要是|假如|一般|通常|平时|往往|可能会?|应该|[我就都先也]会|会[先把给去找跟]|我觉得|我认为|该怎么/g;
const EN_DID =
  '(?:\\w+ed|\\w*made|did|went|got|took|told|said|gave|came|left|kept|put|ran|rang|held|found|brought|bought|caught|cut|drove|rode|wrote|spoke|sold|built|taught|led|began|swapped|hit|sent|paid|met|swept|set|let|lent|threw|stood|sat|chose|wore|broke|shut|lost|won|saw|heard|felt|knew|thought|fell|woke|split)';
const EN_PAST = new RegExp(
  `\\b(?:once|one (?:time|day|night|morning|evening|shift|customer|man|woman)|last (?:\\w+)|yesterday|(?:a|two|three|few|several|\\d+) (?:days?|weeks?|months?|years?) ago|back (?:in|when|then)|at that time|that (?:day|night|time|morning)|^(?:a|an|the|one|my) (?:\\w+ ){0,5}(?:smashed|broke|burst|split|spilled|leaked|fell|dropped|cracked|ripped|jammed)|(?:i|we|he|she|they|it|customers?|someone|somebody|people)(?: (?:just|then|also|first|quickly))? (?:was|were|had|${EN_DID}))\\b`,
  'gi',
);
const EN_HYPOTHETICAL =
  /\b(?:i(?:'d| would| could| might|'ll| will| can| should)|would|usually|generally|normally|typically|always|often|sometimes|if (?:a|an|the|i|someone|somebody|there|it|they|you)|i (?:think|believe|guess|feel|like|prefer|try|tend|stay|listen|tell|say|ask))\b/gi;

const HEDGES =
  /差不多|还行|还可以|还好|一般般?|等等|之类|什么的|随便|都行|大概吧|应该吧|怎么说呢|\b(?:usually|stuff|things|something like that|and so on|etc|kind of|sort of|it depends|whatever|fine|okay|normal(?:ly)?|generally|i guess|maybe)\b/i;
const CONCRETE =
  /\d|[一二两三四五六七八九十百千万几]+(?:个|次|天|年|月|周|单|件|分钟|小时|点|人|箱|公里|遍|块|元|岁|位|号|组|层|楼)|[去前昨今][年天晚]|上[周个]|星期|周[一二三四五六日天末]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|half|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|christmas)\b|\S [A-Z][a-z]{2,}/;

const ZH_ACT =
  /[我俺](?!们)[^，。！？\n]{0,6}?(?:先|就|马上|立刻|立即|赶紧|主动|自己|当场)?(?:把|给|帮|跑|拿|找|打|搬|写|换|推|拍|贴|道歉|申请|联系|告诉|解释|通知|整理|留|接|掏|买|重新|教|做|送|扫|分|停|关|爬|骑|走|核对|检查|记|查|抄|负责|安排|顶|扛|扶|抬|捡|擦|挪|画|建|叫了|喊|问)/;
const EN_ACT = new RegExp(
  `\\bi (?!wanted|needed|used|worked|studied|liked|lived|got|felt|knew|thought|heard|saw|lost|fell|woke)(?:(?:just|then|also|first|quickly) )?${EN_DID}\\b`,
  'i',
);
const ZH_END =
  /后来|最后|结果|最终|终于|于是.{0,10}了|从那以后|第二天|就好了|恢复了|解决了|没有再|才[^，。]{0,10}完|五星|好评|感谢|表扬|夸|谢我/;
const EN_END =
  /\b(?:in the end|eventually|finally|afterwards?|as a result|so (?:he|she|they|we|it|nobody|everyone)|turned out|ended up|the next (?:day|week|morning)|since then|after that|(?:came|went) back|thanked|was fine|were fine|worked out|solved|fixed|cleared|back (?:up|running)|nobody|no one|without (?:any|a single))\b/i;

const ZH_WE = /[我咱俺]们|大家|团队/;
const EN_WE = /\b(?:we|our team|us|our)\b/i;
const EN_I = /\b(?:i|i'm|i've|i'd|my|me|myself)\b/i;

/** Reads one open answer (a whole burst). Only its first 4,000 characters count. */
export function readAnswer(whole: string, introduction = false): Reading {
  const text = simplified(whole.slice(0, 4000));
  const chinese = hanCount(text) >= latinWords(text);
  const units = wordUnits(text);
  const vague = HEDGES.test(text) && !CONCRETE.test(text);
  const episode = chinese ? zhEpisode(text, introduction) : enEpisode(text, introduction);
  const act = chinese ? ZH_ACT.test(text) : EN_ACT.test(text);
  const ending = chinese ? ZH_END.test(text) : EN_END.test(text);
  const onlyWe = chinese
    ? ZH_WE.test(text) && !/[我俺](?!们)/.test(text)
    : EN_WE.test(text) && !EN_I.test(text);
  return {
    episode,
    onlyWe,
    act,
    ending,
    // A life has no single ending: told at length and with figures, an introduction is complete.
    full:
      episode &&
      act &&
      (ending || (introduction && CONCRETE.test(text))) &&
      !vague &&
      !onlyWe &&
      units >= FULL_FROM,
  };
}

function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

function zhEpisode(text: string, introduction: boolean): boolean {
  const cues = count(ZH_EPISODE, text);
  const vetoes = count(ZH_HYPOTHETICAL, text);
  // 如果, 一般, 会 veto a lone cue; a story that also says 一般 once is still a story. An introduction is not a story yet
  // when it only says for how long something was done.
  return cues > vetoes && (!introduction || cues > 1 || ZH_ACT.test(text));
}

function enEpisode(text: string, introduction: boolean): boolean {
  const past = count(EN_PAST, text);
  return past > 0 && past >= count(EN_HYPOTHETICAL, text) && (!introduction || EN_ACT.test(text));
}
