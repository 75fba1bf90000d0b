/**
 * A date as people say it. The value is the expression itself ("下周一", "next monday"): which day it means is for the
 * person who plans the shift, in the time zone of the site.
 */
import { bare } from '../text.ts';
import type { QuestionKind } from './kind.ts';

const ZH_DATE =
  /随时|都(?:可以|行)|看你们|听安排|立刻|立即|马上|现在|即刻|今[天晚日]|明[天晚日]|大?后天|(?:这|本|下)+(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]?|(?:周|星期|礼拜)[一二三四五六日天末]|(?:这|本|下)+个?月(?:初|中|底|\d{1,2}[号日])?|月[初中底]|年[初底后前]|[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}[号日]?|初|中|底)?|[\d一二三四五六七八九十]{1,3}[号日]|(?:过)?[\d一二两三四五六七八九十几半]{1,3}个?(?:天|周|星期|礼拜|月)(?:之?后|以后|左右|内)?|过完年|过了年|年后|开春|(?:放假|毕业|考完试?|春节|国庆|元旦|开学|离职)(?:之?后|以后|前)?|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/;
const DAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const EN_DATE = new RegExp(
  `\\b(?:any ?time|any ?day|whenever|flexible|immediately|right away|straight away|asap|as soon as possible|now|today|tonight|tomorrow|the day after tomorrow|(?:this|next|the following|coming) (?:${DAY}|week(?:end)?|month)|(?:on )?${DAY}|(?:in|after|within) (?:\\d{1,2}|a|an|one|two|three|four|five|six|a few|a couple of) (?:days?|weeks?|months?)|(?:a|one|two|three|four|\\d{1,2}) (?:days?|weeks?|months?)(?: notice)?|(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}|${MONTH} (?:the )?\\d{1,2}(?:st|nd|rd|th)?|(?:the )?\\d{1,2}(?:st|nd|rd|th)|(?:early|mid|late|end of|start of|beginning of|in) (?:the month|${MONTH})|after (?:my )?(?:exams?|graduation|christmas|new year|the holidays?)|\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[/.]\\d{1,2}(?:[/.]\\d{2,4})?)\\b`,
);

/** Says from when they could come, without the flow's own words for it. */
const COMES =
  /(?:可以|能)(?:过?来|去)?(?:到岗|上班|开工|入职|报到|上岗|开始)|(?:就能|就可以|可以|能)过?来$|\bi (?:can|could|would be able to|am able to) (?:start|begin|join|come in|be (?:there|here|with you))\b|^(?:and |available |free |i'm |i am )*(?:from|starting)(?: from| on)? (?!\w+ (?:to|till|until)\b).{1,20}$/;
/** 周末能来 tells which days, not from when. */
const WHICH_DAYS =
  /(?<![下这本上]个?)(?:周|星期|礼拜)[一二三四五六日天末]|双休|晚上|早上|白天|[早中晚夜]班|\b(?:nights?|evenings?|mornings?|weekends?)\b/;

export const date: QuestionKind = {
  type: 'date',
  parse(reply) {
    const found = dateIn(reply);
    return found === null ? { result: 'retry' } : { result: 'answered', value: found };
  },
  volunteered(clause, question, language) {
    const plain = bare(clause);
    const heard = question.hears?.[language].some((word) => plain.includes(word.toLowerCase()));
    if (!heard && (!COMES.test(plain) || WHICH_DAYS.test(plain))) return null;
    if (/如果|当时|去年|以前|之前|上次|吗|[?？]|\b(?:if|last|ago|when|started|was)\b/.test(plain))
      return null;
    return dateIn(plain);
  },
  choices: () => [],
  retry: 'retry_date',
};

function dateIn(text: string): string | null {
  const plain = bare(text).slice(0, 300);
  return ZH_DATE.exec(plain)?.[0] ?? EN_DATE.exec(plain)?.[0] ?? null;
}
