/**
 * What an open answer has in it, by surface cues. They tell empty from full (AUC 1.0), not good from bad (0.71), so they
 * only choose the next follow-up; nothing is ever claimed to be covered because a word occurred.
 */
import { simplified } from './simplified.ts';
import type { Told } from './state.ts';
import { hanCount, latinWords, wordUnits } from './text.ts';

export interface Reading extends Told {
  /** Somebody acted, but never "I". */
  onlyWe: boolean;
  /** Long enough, own act and ending told, not vague: nothing to ask. */
  full: boolean;
}

/**
 * Word-units. Under 15 an answer is short; with its act and its ending a story needs no more than 18. An introduction has
 * room for one concrete thing up to 40. What was followed up has been asked for more already.
 */
const SHORT = 15;
const STORY_FROM = 18;
const LIFE_FROM = 40;

const ZH_EPISODE =
  /有(?:人|[个位][^，。！？]{1,4}?)(?:嫌|说|骂|吵|投诉|冲着?我)(?!.{0,8}(?:的话|时))|有一?[次回天]|那[次天回年晚会]|[年月日节夜]那[次天晚阵]|当时|当天|当场|去年|前年|今年|上(?:次|个?月|周|学期|半年)|昨[天晚]|今早|今天(?:早上|上午|就|还|刚)|前两?几?天|前阵|刚才|记得|之前[^，。]{0,12}(?:过|了)|以前[^，。]{0,12}过|双十一|双11|春节|国庆|寒假|暑假|(?:做|干|送|跑|当|待|实习|工作|学|教|带|打工|帮忙|兼职)(?:了|过)[^，。]{0,10}(?:年|月|天|周|星期|次|单|件)|[做干送跑当打帮遇碰处][^，。]{0,6}过|后来|结果/g;
/** What was done is told by its 了, three of them, one with the person or a figure: 车停了，跑了八百米，迟了三分钟. */
const ZH_DONE = /(?<![好行算除为])了/g;
const ZH_DONE_BY = /我[^，。！？]{0,8}(?<![好行算除为])了|了我|了[一二两三四五六七八九十几半\d]/;
const ZH_DONE_BOTH = /了[一二两三四五六七八九十几半\d].*我[^，。！？]{0,8}(?<![好行算除为])了/s;
const ZH_HYPOTHETICAL =
  /如果|要是|假如|一般|通常|平时|往往|可能会?|应该|[我就都先也]会|会[先把给去找跟]|我觉得|我认为|该怎么/g;
const EN_DID =
  '(?:\\w+ed|\\w*made|did|went|got|took|told|said|gave|came|left|kept|put|ran|rang|held|found|brought|bought|caught|cut|drove|rode|wrote|spoke|sold|built|taught|led|began|swapped|hit|sent|paid|met|swept|set|let|lent|threw|slept|ate|drank|drew|flew|quit|stuck|tore|hung|dug|dealt|shook|spent|fed|hid|stood|sat|chose|wore|broke|shut|lost|won|saw|heard|felt|knew|thought|fell|woke|split)';
const EN_PAST = new RegExp(
  `\\b(?:once|one (?:time|day|night|morning|evening|shift|customer|man|woman)|last (?:\\w+)|yesterday|(?:a|two|three|few|several|\\d+) (?:days?|weeks?|months?|years?) ago|back (?:in|when|then)|at that time|that (?:day|night|time|morning)|^(?:a|an|the|one|my) (?:\\w+ ){0,5}(?:smashed|broke|burst|split|spilled|leaked|fell|dropped|cracked|ripped|jammed)|(?:i|we|he|she|they|it|customers?|someone|somebody|people)(?: (?:just|then|also|first|quickly))? (?:was|were|had|${EN_DID}))\\b`,
  'gi',
);
const EN_DONE = new RegExp(`\\b${EN_DID}\\b`, 'gi');
const EN_HYPOTHETICAL =
  /\b(?:i(?:'d| would| could| might|'ll| will| can| should)|would|usually|generally|normally|typically|always|often|sometimes|if (?:a|an|the|i|someone|somebody|there|it|they|you)|i (?:think|believe|guess|feel|like|prefer|try|tend|stay|listen|tell|say|ask))\b/gi;

const EVENT =
  /有一?[次回天晚]|[那当][次天晚]|突然|[下][大暴]?[雪雨]|台风|停电|一天(?:就)?[送卖接搬卸][完了]|昨[天晚]|前[天晚]|上次|\b(?:once|one (?:\w+day|afternoon|weekend|winter|summer|time|day|night|morning|evening|shift|customer|man|woman|of the)|(?:last|that) (?:day|night|week|weekend|winter|summer|spring|autumn|christmas|year|month|morning|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|yesterday|suddenly|ago|on (?:a|one|that|the) (?:\w+ )?(?:\w+day|night|shift|morning|evening))\b|\bat \d/i;
const PERIOD =
  /[一二两三四五六七八九十几半\d]+(?:年|个?月|个?学期|个?暑假)|每[天晚周月个]|[干做]了?[一二两三四五六七八九十几半\d]+(?:天|周|个星期)|\bfor (?:(?:a|an|about|over|almost|nearly|the|\w+) ){1,3}(?:years?|months?|weeks?|days?|summers?|seasons?)\b|\b(?:a|per|each|every) (?:night|day|shift|week|month)\b/i;

const HEDGES =
  /差不多|还行|还可以|还好|一般般?|等等|之类|什么的|随便|都行|大概吧|应该吧|怎么说呢|\b(?:usually|stuff|things|something like that|and so on|etc|kind of|sort of|it depends|whatever|fine|okay|normal(?:ly)?|generally|i guess|maybe)\b/i;
const CONCRETE =
  /\d|[一二两三四五六七八九十百千万几]+(?:个|次|天|年|月|周|单|件|分钟|小时|点|人|箱|公里|遍|块|元|岁|位|号|组|层|楼)|[去前昨今][年天晚]|上[周个]|星期|周[一二三四五六日天末]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|half|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|christmas)\b|\S [A-Z][a-z]{2,}/;

const ZH_ACT =
  /[我俺](?!们)[^，。！？\n]{0,6}?(?:先|就|马上|立刻|立即|赶紧|主动|自己|当场)?(?:把|给|帮|跑|拿|找|打|搬|写|换|推|拍|贴|道歉|申请|联系|告诉|解释|通知|整理|留|接|掏|买|重新|教|做|送|扫|分|停|关|爬|骑|走|核对|检查|记|查|抄|负责|安排|顶|扛|扶|抬|捡|擦|挪|画|建|叫了|喊|问|听|改|卖|调|补|请(?!假)|安抚|借)/;
const EN_ACT = new RegExp(
  `\\bi (?!wanted|needed|used|worked|studied|liked|lived|got|felt|knew|thought|heard|saw|lost|fell|woke)(?:(?:just|then|also|first|quickly) )?${EN_DID}\\b`,
  'i',
);
const ZH_END =
  /后来|最后|结果|最终|终于|于是.{0,10}了|从那以后|第二天|隔天|次日|卖光|搞定|收工|就好了|恢复了|解决了|没有再|才[^，。]{0,10}完|五星|好评|感谢|表扬|夸|谢我|补[寄发]了|[寄发换送]了一?[个件台份箱]?新的|退了款|退款了|赔了|赔偿了|[卖清发送搬装分]完了|没(?:人|有人|客人)?投诉|没被(?:扣|罚|骂)|没耽误|(?:按时|准时)[^，。]{0,6}[完到]了/;
const EN_END =
  /\b(?:in the end|eventually|finally|afterwards?|as a result|so (?:he|she|they|we|it|nobody|everyone)|turned out|ended up|the next (?:day|week|morning)|since then|after that|(?:came|went) back|thanked|was fine|were fine|worked out|solved|fixed|cleared|finished|made it|got there|refunded|credited|replaced|reimbursed|in time|on time|back (?:up|running)|nobody|no one|lost nothing|nothing (?:was|got) (?:lost|broken|damaged)|no (?:complaints?|harm|damage)|every(?:one|body) (?:had|got)|(?:sent|gave|got|brought|shipped|posted|delivered)(?: (?:me|us|him|her|them))?(?: out)?(?: an?| the)? (?:(?:new|replacement) (?:ones?|parcel|package|item|box|order|product)|replacement|(?:full )?refund|money back)|without (?:any|a single))\b/i;

const ZH_WE = /[我咱俺]们|大家|团队/;
const EN_WE = /\b(?:we|our team|us|our)\b/i;
const EN_I = /\b(?:i|i'm|i've|i'd|my|me|myself)\b/i;

/**
 * Reads one open answer (a whole burst). Only its first 4,000 characters count.
 * @param before what was told to the same question, if it was followed up
 */
export function readAnswer(whole: string, introduction = false, before?: Told): Reading {
  const told = together(before, cuesOf(whole, introduction));
  const onlyWe = told.we && !told.i;
  const from = before ? SHORT : introduction ? LIFE_FROM : STORY_FROM;
  // A life has no single ending: told at length and with figures, an introduction is complete.
  const ended = told.ending || (introduction && told.concrete && told.units >= LIFE_FROM);
  const full = told.episode && told.act && ended && !told.vague && !onlyWe && told.units >= from;
  return { ...told, onlyWe, full };
}

/** All that was said to one question. */
function together(before: Told | undefined, now: Told): Told {
  if (!before) return now;
  return {
    episode: before.episode || now.episode,
    event: now.event ?? before.event,
    act: before.act || now.act,
    ending: before.ending || now.ending,
    concrete: before.concrete || now.concrete,
    vague: before.vague && now.vague,
    we: before.we || now.we,
    i: before.i || now.i,
    units: Math.round(before.units + now.units),
  };
}

function cuesOf(whole: string, introduction: boolean): Told {
  const text = simplified(whole.slice(0, 4000));
  const chinese = hanCount(text) >= latinWords(text);
  const concrete = CONCRETE.test(text);
  return {
    episode: chinese ? zhEpisode(text, introduction) : enEpisode(text, introduction),
    act: chinese ? ZH_ACT.test(text) : EN_ACT.test(text),
    ending: chinese ? ZH_END.test(text) : EN_END.test(text),
    event: PERIOD.test(text) ? false : EVENT.test(text) || null,
    concrete,
    vague: HEDGES.test(text) && !concrete,
    we: chinese ? ZH_WE.test(text) : EN_WE.test(text),
    i: chinese ? /[我俺](?!们)/.test(text) : EN_I.test(text),
    units: wordUnits(text),
  };
}

function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

function zhEpisode(text: string, introduction: boolean): boolean {
  const told = count(ZH_DONE, text);
  const done = (told >= 3 && ZH_DONE_BY.test(text)) || (told >= 2 && ZH_DONE_BOTH.test(text));
  const cues = count(ZH_EPISODE, text) + (done && !introduction ? 1 : 0);
  const vetoes = count(ZH_HYPOTHETICAL, text);
  // 如果, 一般, 会 veto a lone cue; a story that also says 一般 once is still a story. An introduction is not a story yet
  // when it only says for how long something was done.
  return cues > vetoes && (!introduction || cues > 1 || ZH_ACT.test(text));
}

function enEpisode(text: string, introduction: boolean): boolean {
  const vetoes = count(EN_HYPOTHETICAL, text);
  // "Plate cracked, cut myself, binned it and swept."
  const done = vetoes === 0 && !introduction && count(EN_DONE, text) >= 3 ? 1 : 0;
  const past = count(EN_PAST, text) + done;
  return past > 0 && past >= vetoes && (!introduction || EN_ACT.test(text));
}
