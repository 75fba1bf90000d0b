/** The candidate's questions, and what may be answered: only what the opening states. Everything else goes to HR. */
import type { Language, Opening } from '../types.ts';
import type { Words } from './model.ts';
import { bare, statement } from './text.ts';

export type Topic =
  | 'pay'
  | 'place'
  | 'shifts'
  | 'benefits'
  | 'meals'
  | 'housing'
  | 'transport'
  | 'start'
  | 'contract'
  | 'overtime'
  | 'training'
  | 'uniform'
  | 'parking'
  | 'payday'
  | 'break'
  | 'age'
  | 'equipment'
  | 'holidays'
  | 'duties'
  | 'deposit'
  | 'medical'
  | 'experience'
  | 'late'
  | 'documents';

interface TopicWords {
  topic: Topic;
  zh: RegExp;
  en: RegExp;
  /** Keys of the opening's fact table that answer it (a key counts when one of its words begins so). */
  keys: string[];
}

/** The more special first: 加班费 is about overtime, and a paid lunch about lunch, before either is about pay. */
const TOPICS: TopicWords[] = [
  {
    topic: 'deposit',
    zh: /押金|押(?:身份)?证|(?:交|收)(?:什么)?(?:钱|费)|中介费/,
    en: /\b(?:deposit|up ?front|(?:pay|any|charge) (?:a |an |any )?fees?|pay anything)\b/i,
    keys: ['deposit'],
  },
  {
    topic: 'medical',
    zh: /体检|健康证/,
    en: /\b(?:medical (?:check|exam)\w*|health (?:check|certificate))\b/i,
    keys: ['medical'],
  },
  {
    topic: 'experience',
    zh: /(?:没|没有|需要|要)(?:什么|工作|相关)?经验(?:可以|行|能|也|吗|要|的)|要不要经验|经验要求|零基础|没做过(?:可以|行|能)/,
    en: /\b(?:(?:need|require|without|no) (?:any |previous |prior )?experience|experience (?:needed|required|necessary))\b/i,
    keys: ['experience'],
  },
  {
    topic: 'late',
    zh: /迟到[^。！？]{0,6}(?:扣|罚|怎么)|(?:扣|罚)(?:钱|款)|超时[^。！？]{0,4}(?:扣|罚)/,
    en: /\b(?:(?:if|when) i(?:'m| am) late|late (?:fee|fine|penalt)\w*|penalt(?:y|ies)|deduct\w*|get fined)\b/i,
    keys: ['late', 'penalt'],
  },
  {
    topic: 'documents',
    zh: /(?:要|需要|得)?带(?:什么|哪些|啥)|(?:什么|哪些)(?:证件|材料|资料)|入职材料/,
    en: /\b(?:what (?:should|do|must) i bring|bring (?:with me|on the first)|(?:which|what) (?:documents|papers)|paperwork)\b/i,
    keys: ['document'],
  },
  {
    topic: 'payday',
    zh: /(?:几号|什么时候|啥时候|多久|何时|哪天)[^。！？]{0,4}(?:发工资|发薪|结算|结钱|结一次)|日结|周结|月结|发薪日|工资[^。！？]{0,4}(?:几号|什么时候|啥时候|怎么结|怎么发|日结|多久)/,
    en: /\b(?:pay ?day|when (?:do|will|would|are) (?:i|we|you) (?:get |be )?pa(?:id|y)|paid (?:weekly|daily|monthly)|how often .{0,16}paid)\b/i,
    keys: ['payday', 'paid', 'settle', 'salary_date', 'pay_day', 'payment'],
  },
  { topic: 'overtime', zh: /加班/, en: /\b(?:overtime|extra hours)\b/i, keys: ['overtime'] },
  {
    topic: 'meals',
    zh: /包吃|包饭|管饭|管吃|供餐|餐补|吃饭|食堂|午饭|晚饭|夜宵|伙食|包餐|工作餐/,
    en: /\b(?:meals?|food|canteen|lunch|dinner|eat)\b/i,
    keys: ['meal', 'food', 'canteen', 'lunch', 'dinner'],
  },
  {
    topic: 'housing',
    zh: /包住|住宿|宿舍|住的地方|管住|住哪|提供住/,
    en: /\b(?:housing|dorm\w*|accommodation|place to (?:live|stay))\b/i,
    keys: ['housing', 'dorm', 'accommodation', 'lodging'],
  },
  { topic: 'parking', zh: /停车|车位/, en: /\bpark(?:ing)?\b/i, keys: ['parking'] },
  {
    topic: 'transport',
    zh: /班车|通勤|接送|交通|地铁|公交|怎么去|怎么过去|怎么到|路费|车补|油[费钱补]/,
    en: /\b(?:shuttle|bus|gas|fuel|commute|transport\w*|get there|subway|train|metro|travel (?:costs?|allowance))\b/i,
    keys: ['transport', 'shuttle', 'bus', 'commute', 'travel', 'metro'],
  },
  {
    topic: 'uniform',
    zh: /工服|工装|制服|穿什么|着装|衣服/,
    en: /\b(?:uniform|dress code|wear|clothes|clothing|shoes)\b/i,
    keys: ['uniform', 'dress', 'clothing', 'wear'],
  },
  {
    topic: 'equipment',
    zh: /(?:自己|要不要|需要)(?:带|备|买)(?:装备|手套|工具|耳机|电脑|头盔)|提供(?:车|电动车|电脑|装备|设备|手机)|自[己备带]?(?:的)?(?:车|电动车|电脑|装备)|车是自己|(?:电动车|装备|头盔)(?:谁|公司|你们)/,
    en: /\b(?:equipment|provide (?:a |the )?(?:bike|scooter|car|laptop|phone|tools)|own (?:bike|scooter|car|laptop)|helmet|gear)\b/i,
    keys: ['equipment', 'bike', 'vehicle', 'gear', 'tools', 'scooter'],
  },
  {
    topic: 'break',
    zh: /中间.{0,4}休息|休息(?:多久|时间|几|多长)|午休/,
    en: /\bbreaks?\b/i,
    keys: ['break', 'rest'],
  },
  {
    topic: 'holidays',
    zh: /放假|假期|年假|休假|节假日|几天休|双休|单休|休几天|休息几天|请假/,
    en: /\b(?:holidays?|vacation|days? off|time off|leave policy|paid leave|take leave|ask for leave)\b/i,
    keys: ['holiday', 'leave', 'vacation', 'days_off', 'off'],
  },
  {
    topic: 'benefits',
    zh: /福利|五险|社保|[劳健医]保|公积金|保险|补贴|奖金|全勤/,
    en: /\b(?:benefits?|insurance|bonus(?:es)?|perks?|pension|allowance)\b/i,
    keys: ['benefit', 'insurance', 'bonus', 'social', 'perk', 'allowance'],
  },
  {
    topic: 'training',
    zh: /培训|有人带|带教|师傅带/,
    en: /\b(?:training|trained|onboarding|mentor)\b/i,
    keys: ['training', 'onboarding'],
  },
  {
    topic: 'pay',
    zh: /工资|工钱|薪|时薪|日薪|月薪|待遇|多少钱|给多少|报酬|底薪|提成|计件|收入|单价|一(?:小时|单|天|件)(?:给|是)?多少|多少(?:钱)?一(?:个?小时|单|天|件)/,
    en: /\b(?:pay|pays|paid|wages?|salary|hourly|rate|how much (?:is|do|does|would|will|can) (?:it|you|i|they|the job)|money|earn)\b/i,
    keys: ['pay', 'wage', 'salary', 'rate'],
  },
  {
    topic: 'contract',
    zh: /签合同|合同|正式工|劳务|转正|试用期|长期|短期|临时工|(?:可以|能)(?:做)?兼职/,
    en: /\b(?:contract|permanent|temporary|probation|part[- ]time|full[- ]time)\b/i,
    keys: ['contract', 'probation', 'term', 'employment'],
  },
  {
    topic: 'shifts',
    zh: /几点|班次|上班时间|下班|排班|倒班|多少(?:个)?小时|几个小时|几小时|白班|夜班|工作时间|时间段|一周几天|一周上几天|做几天|单班/,
    en: /\b(?:shifts?|hours|schedule|what time|roster|how (?:long|many) (?:is|are|hours|days)|days a week|nights?|weekends?)\b/i,
    keys: ['shift', 'hour', 'schedule', 'time', 'roster', 'working'],
  },
  {
    topic: 'start',
    zh: /(?:什么时候|几号|何时|多久|最快).{0,6}(?:上岗|上班|入职|开始|到岗)/,
    en: /\b(?:(?:when|how soon) (?:do|would|will|can|could) (?:i|we|it) start|start date|first day)\b/i,
    keys: ['start', 'onboard', 'first_day'],
  },
  {
    topic: 'place',
    zh: /在哪|哪里|哪儿|地址|地点|位置|什么地方|离.{1,10}(?:远|近)|哪个(?:区|城市|站)|工作地/,
    en: /\b(?:where|address|location|located|which (?:city|area|site|district)|how far|whereabouts)\b/i,
    keys: ['place', 'site', 'address', 'location', 'where'],
  },
  {
    topic: 'age',
    zh: /年龄(?:上)?(?:有|有什么|有没有)?(?:要求|限制)|几岁(?:可以|能|才)|多大(?:可以|能|才)/,
    en: /\b(?:age (?:limit|requirement)|how old do i|minimum age)\b/i,
    keys: ['age'],
  },
  {
    topic: 'duties',
    zh: /做什么|干什么|干啥|做啥|工作内容|具体(?:工作|内容)|累不累|累吗|重不重/,
    en: /\b(?:duties|what (?:would|will|do) i (?:be )?do(?:ing)?|what does the job|day[- ]to[- ]day|responsibilities|heavy|tiring)\b/i,
    keys: ['dut', 'work', 'task', 'job', 'content', 'lifting'],
  },
];

const ASKS_MARK = /[?？]\s*$/;
const ASKS_ZH =
  /多少|几[点号天个小岁]|哪[里儿个些天]?|在哪|什么|怎么|吗$|么$|呢$|有没有|是不是|能不能|可不可以|要不要|包不包|管不管|多久|多大|多远|是否|累不累|啥时候|是啥|(\p{Script=Han})不\1|还是(?!可以|能|行|会|一样|那|老|没|有|想|要|愿意)|[^不]不(?:呀|啊|呢)?$/u;
const ASKS_EN =
  /^(?:(?:and|but|so|ok|okay|hi|hello|hey|also|by the way|btw|sorry|please|well|thanks|quick question|quick one|one question|question)[,:. ]+)*(?:how (?:much|many|long|far|often|old|do|does|is|about)|what(?:'?s| is| are| time| would| will| does| do| kind| about)|where(?:'?s| is| are| do| would| will)?|when (?:do|does|is|are|will|would|can|could)|which|who(?:'s| is| will)|is (?:there|it|the|this|that|parking|overtime|training)|are (?:there|the|you|we)|do (?:you|i|we|they)|does (?:it|the|this)|can (?:you|i|we)|could (?:you|i|we)|will (?:i|there|you|it|we)|would (?:i|you|there|it)|any |may i|should i|i (?:want|wanted|would like|'d like) to (?:know|ask)|(?:can|could) you tell me|tell me (?:about|how|what|where|when))/i;
/** Questions that belong to a story: what somebody asked somebody. */
const QUOTED =
  /[“”"「」『』]|(?:我|他|她|客户|顾客|客人|对方|同事|主管|组长|老板|我们)[^。！？]{0,10}(?:问|说|回答|告诉|喊)|\b(?:he|she|they|i|we|customers?|guest|client|manager|boss|supervisor|somebody|someone|people)\b[^.!?]{0,20}\b(?:asked|said|told|says|asks|wondered|replied|answered|shouted)\b/i;
/** "怎么办？道歉呗": asked of oneself. */
const RHETORICAL =
  /^(?:那|还|又|我)?(?:能)?(?:怎么|咋)(?:办|弄|样|整|说|做)(?:呢|啊|呀)?$|^(?:还|不)?能?(?:咋|怎么)的?$/;
const TO_US_ZH =
  /你们?|您|公司|这个岗位|这份工作|工作|岗位|上班|录用|录取|我(?:能|可以|需要|要|会)|请问|有没有|是不是|包|提供/;

/** Nobody begins an answer so: a question even without its mark, whatever it is about. */
const ASKS_PLAINLY =
  /^[^，。！？我]{2,14}(?<!知道|懂|明白|对|是|好|行|可以|听得见|在)吗[？?]?$|^(?:要不要|需不需要|用不用|有没有)(?![^。]*[都才就我])[^，。！？]{1,10}$|^(?:请问|想问(?:一下|下|问)?|(?:你们|公司|那边|那里|贵司)[^，。！？我]{0,12}(?:吗|么|没|不|呢|什么|多少|几|哪))|^(?:(?:and|but|so|ok|okay|hi|hello|hey|also|btw|sorry|please|well)[, ]+)*(?:is there|are there|do (?:you|u) (?:guys )?(?:have|offer|provide|give|pay|cover|need)|does it (?:come|pay|include)|do i (?:get|need|have)|will i (?:get|need|have)|can i (?:get|bring|use|wear)|how much|what time)\b/;

/** A sentence that asks us something, as opposed to an answer that holds a question. */
export function isCandidateQuestion(sentence: string): boolean {
  if (sentence.length > 160 || QUOTED.test(sentence)) return false;
  const plain = bare(sentence);
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
      about &&
      plain.length <= 22 &&
      ASKS_ZH.test(plain) &&
      !/我[^能可需要]|都(?:行|可以|好|不|没|无所谓)|就[行好]/.test(plain)
    );
  }
  if (marked) return ASKS_EN.test(plain) || (about && plain.split(' ').length <= 14);
  return about && ASKS_EN.test(plain) && plain.split(' ').length <= 14;
}

/** The first half of a sentence that asks in its second: it may ask as well, its mark being at the end. */
export function asksToo(part: string): boolean {
  if (!/\p{Script=Han}/u.test(part)) return isCandidateQuestion(`${part}?`);
  return topicOf(part) !== null && ASKS_ZH.test(bare(part));
}

/** The questions in a sentence that asks: "how much is it and is there parking" asks two things. */
export function questionsIn(sentence: string): string[] {
  const parts = sentence
    .split(/[，,、；;]|还有|以及|另外|(?<=\p{Script=Han}) (?=\p{Script=Han})|\b(?:and|also|plus)\b/u)
    .map((part) => part.trim())
    .filter((part) => topicOf(part) !== null || (part !== '' && isCandidateQuestion(`${part}?`)));
  const topics = new Set(parts.map((part) => topicOf(part)?.topic ?? part));
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
