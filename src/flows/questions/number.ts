/** A number: digits, 五天, "five or six" (the first); of the days of a week also 每天 and "weekdays". */
import type { Question } from '../model.ts';
import { bare } from '../text.ts';
import type { QuestionKind } from './kind.ts';

const DIGITS = /-?\d{1,9}(?:\.\d{1,3})?/;
const ZH = '零一二三四五六七八九';
const ZH_NUMBER = /[零〇一二两三四五六七八九十百千]+/;
/** 一 in these is no number. */
const ZH_NOT_NUMBER =
  /一(?:般|定|起|样|直|些|下|周|星期|个星期|共|天到晚|点)|[第每]一|万一|星期[一二三四五六]|周[一二三四五六]/g;
const EN_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const EN_NUMBER = new RegExp(`\\b(?:${EN_WORDS.join('|')})\\b`);

export const number: QuestionKind = {
  type: 'number',
  parse(reply, question) {
    const value = daysOfTheWeek(reply, question) ?? firstNumber(reply);
    return value === null ? { result: 'retry' } : { result: 'answered', value };
  },
  volunteered(clause, question, language) {
    const plain = bare(clause);
    const word = question.hears?.[language].find((heard) => plain.includes(heard.toLowerCase()));
    if (word === undefined || /吗|如果|以前|之前|去年|[?？]|\b(?:if|used to|was|were|last)\b/.test(plain))
      return null;
    const days = daysOfTheWeek(plain, question);
    if (days !== null) return days;
    // Only what follows the matter ("每周能跑五天"): 每周 itself holds no number. "Five days a week" ends with it.
    const at = plain.indexOf(word.toLowerCase());
    const told =
      firstNumber(plain.slice(at + word.length)) ?? (language === 'en' ? firstNumber(plain) : null);
    return told !== null && ASKS_DAYS.test(question.ask.zh) && told > 7 ? null : told;
  },
  choices: () => [],
  retry: 'retry_number',
};

const ASKS_DAYS = /(?:周|星期|礼拜)[^，。？]{0,6}几天/;
const EVERY_DAY =
  /每天|天天|每日|(?:一|每|整)(?:个)?(?:周|星期|礼拜)都|全周|\b(?:every ?day|daily|all week|any day|each day|the whole week)\b/;
const WORKING_DAYS =
  /工作日|(?:周|星期|礼拜)一(?:到|至|~|-)(?:周|星期|礼拜)?五|\b(?:week ?days|mon(?:day)?s?(?: to | through | thru | till | until |-)fri(?:day)?s?)\b/;

/** 每天 to "how many days a week"; null where something else is asked, or another thing is said. */
function daysOfTheWeek(reply: string, { ask }: Question): number | null {
  if (!ASKS_DAYS.test(ask.zh)) return null;
  const plain = bare(reply);
  if (WORKING_DAYS.test(plain)) return 5;
  return EVERY_DAY.test(plain) && !/[^\p{L}]*(?:不|没|\bnot\b)/u.test(plain) ? 7 : null;
}

/** The first number in a text, in digits or small Chinese or English words; null when there is none. */
export function firstNumber(text: string): number | null {
  const plain = bare(text);
  const digits = DIGITS.exec(plain);
  if (digits) return Number(digits[0]);
  const chinese = ZH_NUMBER.exec(plain.replace(ZH_NOT_NUMBER, ' '));
  if (chinese) return chineseNumber(chinese[0]);
  const english = EN_NUMBER.exec(plain);
  return english ? EN_WORDS.indexOf(english[0]) : null;
}

function chineseNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const character of text.replace(/〇/g, '零').replace(/两/g, '二')) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[character];
    if (unit === undefined) {
      digit = ZH.indexOf(character);
    } else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}
