/**
 * What the words of a flow must not do, as lists. They catch what is written often, not everything that can be: a person
 * reviews a flow too. An error is something that must not be asked or rated; a warning is something to read again.
 */
import type { Language } from '../types.ts';
import type { QuestionType } from './model.ts';

export interface Objection {
  level: 'error' | 'warning';
  message: string;
}

interface Taboo {
  what: string;
  zh: RegExp;
  en: RegExp;
}

/** Matters that say nothing about the work and that the law protects (EEOC pre-employment inquiries; 就业促进法 §26–31). */
const PROTECTED: Taboo[] = [
  {
    what: 'family',
    zh: /家庭|家里(?:有|几)|[你您]的?(?:家人|父母|爱人|丈夫|妻子|老公|老婆)|(?:[你您]|有|带).{0,4}(?:孩子|小孩|子女)/,
    en: /\b(?:family|families|children|kids|childcare|husband|wife|spouse|boyfriend|girlfriend)\b/i,
  },
  {
    what: 'pregnancy or marriage',
    zh: /怀孕|备孕|孕期|生育|二胎|结婚|已婚|未婚|离婚|婚姻|婚恋|单身|[有谈找]对象|[男女]朋友/,
    en: /\b(?:pregnan\w*|maternity|married|marriage|marital|divorced|engaged to)\b/i,
  },
  {
    what: 'religion',
    zh: /宗教|信仰|信教|教会|做礼拜/,
    en: /\b(?:religio\w*|church|mosque|synagogue|faith|pray\w*)\b/i,
  },
  {
    what: 'health',
    // A health certificate (健康证) is what the law asks of people who handle food.
    zh: /健康(?!证)|病史|疾病|慢性病|残疾|乙肝|[你您].{0,6}生过?病|身体(?:状况|怎么样|好不好)|心理(?:疾病|问题)/,
    en: /\b(?:health(?! certificate)|disabilit\w+|disabled|illness\w*|disease\w*|medical history|medication|mental)\b/i,
  },
  {
    what: 'origin',
    zh: /籍贯|户口|户籍|老家|哪里人|哪儿人|民族|国籍|本地人|外地人/,
    en: /\b(?:nationality|citizenship|ethnic\w*|your race|native (?:language|speaker)|mother tongue|hometown|where (?:are you|do you come) (?:really |originally )?from|born in)\b/i,
  },
  {
    what: 'age, beyond whether the person is old enough by law',
    zh: /多大(?:了|年纪|岁数)|几岁|多少岁|年龄|年纪|出生|生日|哪年生|属什么/,
    en: /\b(?:how old|your age|date of birth|birthday|year were you born|when were you born)\b/i,
  },
  {
    what: 'sex or orientation',
    zh: /性别|性取向|同性恋|男生还是女生|男的还是女的/,
    en: /\b(?:gender|your sex|sexual\w*|gay|lesbian|transgender)\b/i,
  },
];

/** What stands for a protected matter when it is rated, or is a trait that nobody can observe in an answer. */
const PROXIES: Taboo[] = [
  {
    what: 'where a person lives',
    zh: /邮编|住址|住得[近远]|住在/,
    en: /\b(?:post ?codes?|zip codes?|home address|lives? (?:near|close|far|in)|neighbou?rhood)\b/i,
  },
  {
    what: 'how a person sounds',
    zh: /口音|乡音|嗓音|声音(?:好听|甜)|普通话标准/,
    en: /\b(?:accent\w*|pronunciation|native|pleasant voice)\b/i,
  },
  {
    what: 'personality',
    zh: /性格|个性|外向|内向|开朗|活泼|阳光|气质|眼缘/,
    en: /\b(?:personalit\w+|extrovert\w*|introvert\w*|outgoing|bubbly|cheerful|charismatic|lik(?:e)?able|culture fit)\b/i,
  },
  {
    what: 'looks',
    zh: /长相|外貌|外表|五官|颜值|身高|体重|形象[好佳]|年轻/,
    en: /\b(?:looks (?:good|neat|smart|young)|good[- ]looking|appearance|attractive\w*|well[- ]groomed|youthful|young)\b/i,
  },
];

const LEADING: Record<Language, RegExp> = {
  zh: /难道|对吧|是吧|不是吗|(?:没问题|可以|能|行|会)吧[？?]|应该不会|不会介意|[你您](?:肯定|一定)/,
  en: /\b(?:surely|obviously|of course|i'm sure you|don't you (?:think|agree)|wouldn't you)\b|,\s*(?:right|correct|yes|ok(?:ay)?|\w+n't (?:you|it))\s*\?/i,
};

const ASKING = '(?:什么|怎么|怎样|如何|为何|哪|多少|几|吗|呢)';
const TWO_THINGS: Record<Language, RegExp> = {
  zh: new RegExp(`还有[^，。？?]{1,20}呢|${ASKING}.*(?:另外|同时|以及|顺便|并且|还有).*${ASKING}`, 's'),
  en: /\b(?:and|or)(?: also| then)? (?:how|what|why|who|which|(?:do|did|are|were|can|could|would|will|have) you)\b|\bas well as\b/i,
};
/** A yes to two things joined says nothing about either; but 和/and also join what is one thing, so it is a warning. */
const JOINED: Record<Language, RegExp> = {
  zh: /[^，。？?]*(?:和|以及|并且|而且|或者?|及)[^，。？?]*[？?]/,
  en: /[^.?]*\b(?:and|as well as)\b[^.?]*\?/i,
};
const EITHER: Record<Language, RegExp> = { zh: /还是.*[？?]/s, en: /\b(?:or not|either)\b.*\?/is };

const HAN = /\p{Script=Han}/u;

/** A text in the wrong language: the candidate would be answered in a language that they did not choose. */
export function wrongLanguage(text: string, language: Language): Objection[] {
  if (language === 'en' && HAN.test(text)) {
    return [{ level: 'error', message: 'has Chinese characters in the English text' }];
  }
  if (language === 'zh' && !HAN.test(text)) {
    return [{ level: 'error', message: 'has no Chinese in the Chinese text' }];
  }
  return [];
}

/** What is wrong with the wording of a question of this type. */
export function questionObjections(text: string, language: Language, type: QuestionType): Objection[] {
  const objections = protectedObjections(text, language);
  const error = (message: string) => objections.push({ level: 'error', message });
  const warning = (message: string) => objections.push({ level: 'warning', message });

  const marks = text.match(/[?？]/g)?.length ?? 0;
  if (marks > 1) error(`has ${marks} question marks; ask one thing, the rest can be a follow-up`);
  else if (TWO_THINGS[language].test(text)) error('asks two things at once; make it two questions');
  else if (type === 'yes_no' && JOINED[language].test(text)) {
    warning('joins two things, so that a yes may mean either; ask them apart if they are two');
  }
  if (type !== 'choice' && EITHER[language].test(text)) {
    error('offers a choice; make it a choice question with options');
  }
  if (LEADING[language].test(text)) warning('suggests the answer; ask so that no answer is the expected one');
  return objections;
}

/** What must not be asked, offered or rated at all. */
export function protectedObjections(text: string, language: Language): Objection[] {
  return PROTECTED.filter((taboo) => taboo[language].test(text)).map(({ what }) => ({
    level: 'error',
    message: `touches a protected matter (${what}); ask only what the work needs`,
  }));
}

/** What must not be rated. */
export function rubricObjections(text: string, language: Language): Objection[] {
  const proxies = PROXIES.filter((taboo) => taboo[language].test(text)).map(
    ({ what }): Objection => ({
      level: 'error',
      message: `rates ${what}; rate something that the person said or did`,
    }),
  );
  return [...protectedObjections(text, language), ...proxies];
}
