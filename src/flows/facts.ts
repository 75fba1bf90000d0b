/** The candidate's questions, and what may be answered: only what the opening states. Everything else goes to HR. */
import type { Language, Opening } from '../types.ts';
import type { Words } from './model.ts';
import { bare, clauses, statement } from './text.ts';
import { TOPICS, type TopicWords } from './words/topics.ts';

const ASKS_MARK = /[?？]\s*$/;
const ASKS_ZH =
  /多少|几[点号天个小岁块单件]|哪[里儿个些天]?|在哪|什么|怎么|吗$|么$|呢$|有没有|是不是|能不能|可不可以|要不要|包不包|管不管|多久|多大|多远|是否|累不累|啥时候|是啥|(\p{Script=Han})不\1|还是(?!可以|能|行|会|一样|那|老|没|有|想|要|愿意)|[^不]不(?:呀|啊|呢)?$/u;
const ASKS_EN =
  /^(?:(?:and|but|so|ok|okay|hi|hello|hey|also|by the way|btw|sorry|please|well|thanks|quick question|quick one|one question|question)[,:. ]+)*(?:how (?:much|many|long|far|often|old|do|does|is|about)|what(?:'?s| is| are| time| would| will| does| do| kind| about)|where(?:'?s| is| are| do| would| will)?|when (?:do|does|is|are|will|would|can|could)|which|who(?:'s| is| will)|is (?:there|it|the|this|that|parking|overtime|training)|are (?:there|the|you|we)|do (?:you|i|we|they)|does (?:it|the|this)|can (?:you|i|we)|could (?:you|i|we)|will (?:i|there|you|it|we)|would (?:i|you|there|it)|any |may i|should i|i (?:want|wanted|would like|'d like) to (?:know|ask)|(?:can|could) you tell me|tell me (?:about|how|what|where|when))/i;
/** Questions that belong to a story: what somebody asked somebody. */
const QUOTED =
  /[“”"「」『』]|(?:我|他|她|客户|顾客|客人|对方|同事|主管|组长|老板|我们)[^。！？]{0,10}(?:问|说|回答|告诉|喊)|\b(?:he|she|they|i|we|customers?|guest|client|manager|boss|supervisor|somebody|someone|people)\b[^.!?]{0,20}\b(?:asked|said|told|says|asks|wondered|replied|answered|shouted)\b/i;
/** It tells what somebody asked or said. */
export const reportsAQuestion = (sentence: string): boolean => QUOTED.test(sentence);

/** "怎么办？道歉呗": asked of oneself. */
const RHETORICAL =
  /^(?:那|还|又|我)?(?:能)?(?:怎么|咋)(?:办|弄|样|整|说|做)(?:呢|啊|呀)?$|^(?:还|不)?能?(?:咋|怎么)的?$/;
const TO_US_ZH =
  /你们?|您|公司|这个岗位|这份工作|工作|岗位|上班|录用|录取|我(?:能|可以|需要|要|会)|请问|有没有|是不是|包|提供/;

/** Nobody begins an answer so: a question even without its mark, whatever it is about. */
const ASKS_PLAINLY =
  /^[^，。！？我]{2,14}(?<!知道|懂|明白|对|是|好|行|可以|听得见|在)吗[？?]?$|^(?:要不要|需不需要|用不用|有没有)(?![^。]*[都才就我])[^，。！？]{1,10}$|^(?:请问|想问(?:一下|下|问)?|(?:你们|公司|那边|那里|贵司)[^，。！？我]{0,12}(?:吗|么|没|不|呢|什么|多少|几|哪))|^(?:(?:and|but|so|ok|okay|hi|hello|hey|also|btw|sorry|please|well)[, ]+)*(?:is there|are there|do (?:you|u) (?:guys )?(?:have|offer|provide|give|pay|cover|need)|does it (?:come|pay|include)|do i (?:get|need|have)|will i (?:get|need|have)|can i (?:get|bring|use|wear)|how much|what time)\b/;

/** "我想问…", "能问下…吗", "one quick question": what follows asks us, however it is worded. */
const LEAD =
  /^(?:那个?|对了|还有(?:个事|一个|件事)?|另外|哦|噢|嗯|顺便|先|[，, ])*(?:我)?(?:还|就|也|先|再|顺便)*(?:想|要|能|可以|可不可以|能不能|请)(?:再|先)?(?:请)?(?:问(?!清|明|到|[他她客顾])|了解|知道|咨询|打听)(?:一?下|问)?(?:一?个问题|个事)?[，,：: ]*|^(?:顺便|另外|对了|最后|再|[，, ])*(?:打听|咨询|请教|问)一?下[，,：: ]*|^(?:(?:and|but|so|ok|okay|hi|hello|hey|also|sorry|please|well|oh)[,. ]+)*(?:by the way|btw|(?:one|a|another) (?:quick |last )?(?:question|thing)|quick question)[,:. -]+(?:is|are|was|do|does|did|can|could|will|would|may|am|should|what|when|where|who|how|which|if|whether)\b/;
/** Asks for leave, or whether something could be: 能不能先来, "can I take a later start". */
const MAY_I =
  /^[^，。！？我]{0,8}(?:能不能|可不可以|行不行|可以不|可以么)[^，。！？]{0,12}$|^(?:(?:and|but|so|ok|okay|hi|hello|hey|also|by the way|btw|sorry|please|well|oh)[,. ]+)*(?:can|could|may) i (?:still |also |maybe |already )?(?:take|have|start|come|change|choose|pick|switch|swap|leave|park|apply|get|bring|use|wear|request|do (?:it|this|the) (?:only|part)|work (?:only|just|from|part))\b/;
const NOT_ASKED =
  /看|不知道|不确定|没想好|天气|^(?:能不能|行不行)[^，。]{0,4}(?:都|试|坚持)|都(?:行|可以|无所谓|看)/;
/** A或B: "公司出还是我出". */
const EITHER_ZH = /(?:是|算|归|由)[^，。！？]{1,8}还是[^，。！？]{1,8}$/;

/** A sentence that asks us something, as opposed to an answer that holds a question. */
export function isCandidateQuestion(sentence: string): boolean {
  if (sentence.length > 160) return false;
  const plain = bare(sentence).replace(/’/g, "'");
  const lead = LEAD.exec(plain)?.[0];
  const rest = lead === undefined ? '' : plain.slice(lead.length);
  const han = /\p{Script=Han}/u.test(rest);
  if (rest !== '' && (!han || ASKS_ZH.test(rest) || /[吗嘛么没不]$/.test(rest))) return true;
  if (QUOTED.test(sentence)) return false;
  if (plain.length <= 80 && MAY_I.test(plain) && !NOT_ASKED.test(plain)) return true;
  if (plain.length <= 80 && ASKS_PLAINLY.test(plain)) return true;
  const marked = ASKS_MARK.test(sentence);
  const about = topicOf(sentence) !== null;
  if (/\p{Script=Han}/u.test(sentence)) {
    if (marked)
      return (
        about ||
        TO_US_ZH.test(sentence) ||
        (plain.length <= 12 && ASKS_ZH.test(plain) && !RHETORICAL.test(plain))
      );
    // Without a mark only a short, plain one about the job; 我一天送多少单都行 is an answer.
    return (
      plain.length <= 22 &&
      (EITHER_ZH.test(plain) || ((about || aboutUs(plain) !== null) && ASKS_ZH.test(plain))) &&
      !/我[^能出可需要]|都(?:行|可以|好|不|没|无所谓)|就[行好]/.test(plain)
    );
  }
  const end = clauses(sentence).at(-1)?.text ?? '';
  if (marked)
    return ASKS_EN.test(plain) || ASKS_EN.test(bare(end)) || (about && plain.split(' ').length <= 14);
  return about && ASKS_EN.test(plain) && plain.split(' ').length <= 14;
}

/** Behind a question: "I can't decide without it". */
const PRESSES =
  /(?:不知道|不清楚|没有?(?:答案|准信))[^。！？]{0,8}(?:怎么|没法|不好)(?:决定|定|说)|没法(?:决定|定)|(?:请|先)(?:回答|告诉)我|回答我|\b(?:can't|cannot|can not|won't|need to|have to|must) (?:really )?(?:decide|say yes|go on|continue|commit|know)\b|\banswer me\b|\b(?:i'?m|still) waiting for (?:an|the|your) answer\b/i;

export function pressesForAnAnswer(sentence: string): boolean {
  return sentence.length <= 60 && PRESSES.test(sentence);
}

/** The first half of a sentence that asks in its second: it may ask as well, its mark being at the end. */
export function asksToo(part: string): boolean {
  if (!/\p{Script=Han}/u.test(part)) return isCandidateQuestion(`${part}?`);
  return topicOf(part) !== null && ASKS_ZH.test(bare(part));
}

/** "Could you tell me" alone asks for nothing. */
const SAY_SO =
  /^(?:请|麻烦|能不能|能|可以|都)*(?:跟我|给我)?(?:说|讲|告诉我|介绍)(?:一下|下|说)?(?:吗|么|嘛|吧)?$|^(?:please |can you |could you )*(?:tell me|let me know)(?: please)?$/;

/** The questions in a sentence that asks: "how much is it and is there parking" asks two things. */
export function questionsIn(sentence: string): string[] {
  const parts = sentence
    .split(/[，,、；;]|还有|以及|另外|(?<=\p{Script=Han}) (?=\p{Script=Han})|\b(?:and|also|plus)\b/u)
    .map((part) => part.trim())
    .filter((part) => !SAY_SO.test(bare(part)))
    .filter(
      (part) =>
        topicOf(part) !== null ||
        (part !== '' && (aboutUs(part) !== null || isCandidateQuestion(`${part}?`))),
    );
  const topics = new Set(parts.map((part) => topicOf(part)?.topic ?? aboutUs(part) ?? part));
  return topics.size > 1 ? parts : [sentence];
}

/** Two questions about the interview itself that need no fact table. */
export type AboutUs = 'robot' | 'result' | 'length' | 'criteria';

const ABOUT_US: [AboutUs, RegExp][] = [
  [
    'criteria',
    /评分|打分|怎么(?:评|算分)|及格|标准是什么|\b(?:rubric|scor(?:e|ed|ing)|graded?|criteria|what are you looking for)\b/i,
  ],
  [
    'robot',
    /(?:你|您|对面|这)[^。！？]{0,4}(?:是|不是)?[^。！？]{0,3}(?:机器人|真人|人工智能|AI|ai|人吗|程序)|\b(?:are you|is this|am i (?:talking|speaking|chatting) (?:to|with)) (?:a |an |really )?(?:real |actual )?(?:bot|robot|ai|human|person|machine|computer|someone real)\b/i,
  ],
  [
    'result',
    /(?:什么时候|多久|何时|几天|啥时候)[^。！？]{0,8}(?:结果|通知|回复|消息|答复|知道)|结果[^。！？]{0,6}(?:什么时候|多久|何时)|下一步|面试(?:过了|通过)[吗没]|\b(?:when (?:will|do|would|can) (?:i|you)[^.?]{0,16}(?:hear|know|decide|result|answer|get back)|next steps?|hear back|did i (?:pass|get (?:it|the job)))\b/i,
  ],
  [
    'length',
    /(?:面试|问题|还要|还有)[^。！？]{0,6}(?:多久|多长时间|几个|多少(?:个)?(?:问题|题))|\b(?:how (?:long|many)[^.?]{0,24}(?:interview|questions?|this take|left|more questions))\b/i,
  ],
];

export function aboutUs(sentence: string): AboutUs | null {
  return ABOUT_US.find(([, pattern]) => pattern.test(sentence))?.[0] ?? null;
}

function topicOf(sentence: string): TopicWords | null {
  return TOPICS.find(({ zh, en }) => zh.test(sentence) || en.test(sentence)) ?? null;
}

/** What the opening states about this question, or null: then HR is asked. Never more than the fact table holds. */
export function factFor(question: string, opening: Opening, language: Language): Words | null {
  const found = topicOf(question);
  if (found?.topic === 'pay') return pay(opening, language) ?? fromTable(opening, found.keys, language);
  if (found?.topic === 'place') return place(opening) ?? fromTable(opening, found.keys, language);
  if (found) return fromTable(opening, found.keys, language);
  const words = bare(question).split(/[^a-z]+/);
  return fromTable(
    opening,
    words.filter((word) => word.length > 3),
    language,
  );
}

/** Everything that may be said of a job, by a word for what it is about. */
export function allFacts(opening: Opening, language: Language): Record<string, Words> {
  const table = Object.entries(opening.facts).map(([key, fact]) => [
    key,
    { text: statement(fact[language]) },
  ]);
  const [wage, site] = [pay(opening, language), place(opening)];
  return { ...Object.fromEntries(table), ...(wage && { pay: wage }), ...(site && { place: site }) };
}

function fromTable(opening: Opening, keys: string[], language: Language): Words | null {
  for (const [name, fact] of Object.entries(opening.facts)) {
    const key = name.toLowerCase();
    const words = key.split(/[_\W]+/);
    if (keys.some((wanted) => key === wanted || words.some((word) => word.startsWith(wanted)))) {
      return { text: statement(fact[language]) };
    }
  }
  return null;
}

function pay(opening: Opening, language: Language): Words | null {
  const { text, amount, currency, per } = opening.pay;
  if (text) return { text: statement(text[language]) };
  if (amount === undefined) return null;
  return { key: 'fact_pay', args: { amount, currency: currency ?? '', per: per ?? 'none' } };
}

function place(opening: Opening): Words | null {
  const { name, address, city } = opening.site;
  const parts = [city, address, name].filter(
    (part): part is string => typeof part === 'string' && part !== '',
  );
  return parts.length === 0 ? null : { key: 'fact_place', args: { place: statement(parts.join(' · ')) } };
}
