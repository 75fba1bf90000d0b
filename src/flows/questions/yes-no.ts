/** Yes or no: "可以，我能上夜班", "Yes, 25 kilos is fine", "我22岁了" to a question about 18, 👍, or a button. */
import { bare } from '../text.ts';
import type { QuestionKind } from './kind.ts';
import { firstNumber } from './number.ts';

const NO =
  /不(?:太|怎么|大)?(?:能|行|可以|会|是|想|要|愿意?|接受|方便|可能|满|太行|够|成)|没(?:有|法|办法|满|空|时间|带|考)|^(?:不|没|否|别|算了)|做不[了到]|搬不[了动]|[上来做干跑接搬去]不了|不(?:再)?[上来做干跑接](?:了|夜班|$)|够呛|恐怕|未满|\b(?:not (?:be |really |currently )?(?:available|able|free|possible|comfortable|happy|fine|ok)|(?:don't|doesn't|do not|won't) (?:really )?(?:work|suit)s?(?: for me| me)?|no (?:longer|more)|no|nope|nah|not|can't|cannot|can not|don't|do not|won't|unable|never|haven't|isn't|aren't|unfortunately|afraid)\b/;
const NO_ALL = new RegExp(NO, 'g');
/** Says yes although a "no" word stands in it. */
const NO_BUT_YES =
  /没(?:有)?(?:什么)?(?:问题|关系|意见|毛病)|不(?:是|成)问题|不介意|不在话下|不要紧|\b(?:no problem|not a problem|no issue|don't mind|do not mind|no worries|not an issue|why not)\b/g;
const YES =
  /可以|能|行|会|有|是|对|好|要|愿意|接受|没问题|ok|满|够|都行|嗯|必须|当然|肯定|成年|得[动了起来]|\b(?:yes|yeah|yep|yup|sure|of course|certainly|absolutely|definitely|can|able|ok|okay|fine|have|do|am|i'm|will|would|got|own|most|all of|both|every|happy to|correct|right|true|y|i did|over \d+|older)\b/;
/** Leans neither way: worth asking once more. */
const UNSURE =
  /看(?:情况|看|具体|时间)|不一定|不确定|不好说|可能|也许|看是|要看|\b(?:maybe|depends|perhaps|not sure|sometimes|possibly|might)\b/;

/** "Yes, but I can't do nights": what is said of it begins behind. */
const BUT_FIRST =
  /^(?:(?:yes|yeah|sure|ok|okay|fine|可以|行|好的?|能)[ ,，]*)?(?:but|except(?: that)?|only|just|但是?|不过|只是|就是)[ ,，]*/;
const POSITIVE_MARK = /👍|👌|🙆|✅|💪/u;
const NEGATIVE_MARK = /👎|🙅|❌/u;

/** In passing, a word of ability or having must stand with the matter; a story that mentions it is no answer. */
const STATES_YES =
  /可以|没问题|没关系|无所谓|不怕|[熬扛顶受吃搬拎扛]得[住了起动]|习惯|ok|母语|流利|[一二三][级]?[甲乙]|[四六八]级|都行|都能|能(?:上|做|干|搬|来|接受|到|跑|用|说|吃苦|骑|开)|也能|也行|接受|愿意|不介意|\b(?:can|could|able to|fine|ok|okay|no problem|happy to|free|available|don't mind|do not mind|good with|comfortable with|(?:doesn't|don't|never|does not|do not) bother me|fluent|native|mother(?:'s)? (?:tongue|language)|works? for me|suits? me|so (?:do|are)|as well|too|any|anytime)\b/;
const STATES_HAVING_ZH = /(?:有|会|考了|拿了|持有|满|已经)/;
const STATES_HAVING_EN = /\b(?:have|has|got|hold|own|speak|type|with|full|clean|valid|i am|i'm|am)\b/;
const HAVING_BEHIND = /^(?:我)?(?:也|都|自己)?(?:有|会)(?:的|了|啊|呀)?$/;
const STATES_NO =
  /不(?:能|行|可以|会|想|愿意?|接受|方便)|没(?:有|法|办法|空)|[上来做跑干去值]不了|\b(?:can't|cannot|can not|not (?:able|available|possible)|no longer|don't work for me|don't have|do not have|haven't got|no|won't|unable|not available|never)\b/;
const STORY =
  /岁(?:那|时|的时候|开始|就|起)|当时|那次|有一?次|上次|去年|以前|之前|曾|如果|要是|客户|顾客|同事|他|她|[我俺](?:爸|妈|哥|姐|弟|妹|老公|老婆|对象|媳妇|男朋友|女朋友|朋友|室友|家人)|吗|但|不过|除了|只能|只有|[?？]|\b(?:if|when|last|ago|said|says|told|asked|used to|worked|was|were|did|customers?|colleague|he|she|they|my (?:brother|sister|mother(?! tongue)|mum|mom|father|dad|wife|husband|partner|son|daughter|friend|boyfriend|girlfriend|room-?mate|flat-?mate|family)|but|except|unless|only|not (?!a problem|able|available|possible|bother|mind))\b/;

export const yesNo: QuestionKind = {
  type: 'yes_no',
  parse(reply, question) {
    const plain = bare(reply).replace(/’/g, "'");
    if (plain === '') {
      if (POSITIVE_MARK.test(reply)) return { result: 'answered', value: true };
      return NEGATIVE_MARK.test(reply) ? { result: 'answered', value: false } : { result: 'retry' };
    }
    const rest = plain.slice(0, 300).replace(NO_BUT_YES, ' 可以 ');
    if (NOT_MET.test(rest) && !MET.test(question.ask.zh)) return { result: 'retry' };
    // "没搬过，但应该行": a no only if it is said again.
    if (turnsToYes(rest)) return { result: 'retry', otherwise: false };
    if (/^(?:不|没|no\b|nope|nah)/.test(rest)) return { result: 'answered', value: false };
    if (UNSURE.test(rest)) return { result: 'retry' };
    const enough = reaches(rest, question.ask.zh);
    if (enough !== null) return { result: 'answered', value: enough };
    const no = NO.test(rest);
    // "周六可以周日不行" is neither; "可以，但不能太晚" begins with what it says.
    const begins = /^(?:可以|能|行|好|没问题|yes\b|yeah\b|sure\b|ok\b)/.test(rest);
    if (no && STATES_YES.test(rest.replace(NO_ALL, ' ')) && !begins) return { result: 'retry' };
    if (no && !begins) return { result: 'answered', value: false };
    if (YES.test(rest)) return { result: 'answered', value: true };
    return { result: 'retry' };
  },
  volunteered(clause, question, language) {
    const plain = bare(clause).replace(/’/g, "'").replace(BUT_FIRST, '');
    // "I'm 17 but 18 in May" tells an age all the same.
    if (STORY.test(plain.replace(/\bbut\b|不过|但是?/g, ' '))) return null;
    const age = STATED_AGE.exec(plain)?.[0];
    if (age && /岁/.test(question.ask.zh)) return reaches(age, question.ask.zh);
    if (STORY.test(plain)) return null;
    const heard = (question.hears?.[language] ?? []).map((word) => word.toLowerCase());
    const at = heard.map((word) => plain.indexOf(word)).filter((index) => index >= 0);
    if (at.length === 0) return null;
    const rest = plain.replace(NO_BUT_YES, ' 可以 ');
    const enough = reaches(rest, question.ask.zh);
    if (enough !== null) return enough;
    // 没驾照, 没电动车
    if (STATES_NO.test(rest) || heard.some((word) => plain.includes(`没${word}`))) return false;
    if (STATES_YES.test(rest)) return true;
    const having = language === 'zh' ? STATES_HAVING_ZH : STATES_HAVING_EN;
    // 有驾照, 会骑电动车, 驾照也有: the word of having beside the matter, or in its own words (有电动车).
    const near = at.some((index) =>
      having.test(rest.slice(Math.max(0, index - (language === 'zh' ? 3 : 20)), index)),
    );
    const within = heard.some((word) => plain.includes(word) && having.test(word));
    const behind = heard.some(
      (word) => plain.includes(word) && HAVING_BEHIND.test(plain.split(word).at(-1) ?? ''),
    );
    return near || within || behind ? true : null;
  },
  choices: () => [
    { label: { key: 'yes' }, value: 'yes' },
    { label: { key: 'no' }, value: 'no' },
  ],
  retry: 'retry_yes_no',
};

/** "没遇到过" to "你能搬吗": it is to another question, or to none. */
const NOT_MET =
  /^(?:我|从来?|还|都)*没有?(?:怎么)?(?:遇|经历|发生)[到上]?过|^(?:i )?(?:never|haven'?t|have not) (?:ever )?(?:happened|met|experienced|seen|had that)\b|^(?:it )?never happened/;
const MET = /过|经历|经验/;

/** Has not done it, or does not, and would: that somebody else can, or that they thank us, is no yes. */
function turnsToYes(reply: string): boolean {
  const [, first = '', then = ''] = /^(.+?)(?:但是?|不过|可是|\bbut\b)(.+)$/.exec(reply) ?? [];
  if (NO.test(then) || !/^(?:不|没|no\b|nope|nah|i haven|i have not|never)/.test(first)) return false;
  return WILLING.test(then) || (NOT_DONE.test(first) && COULD.test(then));
}
const NOT_DONE = /^没有?(?:怎么)?[^，。,]{1,4}过|^(?:no[, ]+)?(?:i )?(?:haven'?t|have not|never)\b/;
const COULD = /应该|可以|能|行|没问题|\b(?:can|could|should|able|happy|ok|okay|fine)\b/;
const WILLING = /愿意|可以(?:试|学)|能学|试试|试一|学得会|\b(?:try|willing|learn)\b/;

/** Of an age that is still to come: "turning 18 in June", 还差三个月. */
const NOT_YET =
  /差[^，。]{0,5}[天日周月年]|还没|[没未不][满到]|即将|[快将](?:要)?(?:满|到|十八|18)|马上(?:就)?(?:要)?(?:满|到|十八|18)|(?:下|再过|再有)[^，。]{0,6}(?:满|就到|十八|18)|才(?:满|到|能满)|年底满|[月号]才?满|\b(?:turning|(?:will |about to |going to |gonna )(?:turn|be)|(?:i|he|she)'?ll (?:turn|be)|i turn|almost|nearly|not yet|not until|not quite|next (?:month|year|week|birthday)|my birthday is|under|below|younger than)\b/;
const UNIT = /岁|周岁|\byears?\b|公斤|千克|斤|\bkg\b|\bkilos?\b/;
/** "I'm 24", "我今年24", with nothing behind that would make it another number. */
const STATED_AGE =
  /(?:[我俺]|今年|刚满?|\bi am|\bi'?m|\bturned|\baged?) ?(?:才|已经|刚满?|(?:only|just|still) )?(?:\d{2}|[二三四五六]?十[一二三四五六七八九]?)(?=$|岁|了|[,，.。;；!！、]|是|在| years| yrs| and| but| now)|\bturned \d{2}\b/;
const AGE_FIRST = /^\d{2}(?=$|[岁了,，.。!！ ](?!\d))/;
const BARE_AGE =
  /^(?:[我俺]|今年|已经|刚|满|i am|i'm|im|aged?|just|turned|\s)*(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?)\s*(?:了|now)?$/;

/** "我22岁了" to "你满18岁了吗": the number is at least the one that the question names. Null when it does not speak of it. */
function reaches(reply: string, ask: string): boolean | null {
  const wanted = firstNumber(ask);
  if (wanted === null) return null;
  if (/岁/.test(ask)) {
    const age = STATED_AGE.exec(reply)?.[0];
    if (age) return (firstNumber(age) ?? 0) >= wanted;
    // "I'll be 19 in June" is 18 now.
    if (NOT_YET.test(reply)) return (firstNumber(reply) ?? 0) > wanted;
    const first = AGE_FIRST.exec(reply)?.[0];
    if (first) return Number(first) >= wanted;
  }
  const told = firstNumber(reply);
  if (told === null) return null;
  if (!UNIT.test(ask) || !(UNIT.test(reply) || BARE_AGE.test(reply))) return null;
  // 斤 is half a kilo.
  const weight = /斤/.test(reply) && !/公斤/.test(reply) && /公斤/.test(ask) ? told / 2 : told;
  return weight >= wanted && !/不(?:能|行|到|满|够)|搬不|\b(?:can't|cannot|not|under)\b/.test(reply);
}
