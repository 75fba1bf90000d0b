/** What a message says to the consent question. Nothing is consent that does not say so: the unclear is asked again. */
import { bare, clauses, sentences } from './text.ts';

const YES =
  /^(?:(?:哦|噢|那|诶|欸|哎|ah|oh|well)?[ ,，]*)(?:(?:嗯+|好{1,4}的?|行|成|中|可以|是|对|同意|愿意|开始|接受|没问题|来吧|来呗|走起|开[搞干聊]|搞起|ok|okay|okey|k|yes|yeah|yep|yup|ya|sure|y|i agree|agree|agreed|i do|i consent|accept|of course|let's (?:go|start|do it)|start|ready|i'm ready|go ahead|absolutely|definitely|fine|sounds (?:good|fine)|alright|all right|please do|no problem|i'm in|happy to)(?:的|了|吧|呀|啊|哈|呢|呗|哦|可以的|开始吧?|来吧?|始|please|thanks)*(?=$|[\s,，。.!！、；;:：和]|我|你[问说]|开始|可以|没|同意|谢))/;
const NO =
  /^(?:不(?:用|要|了|同意|愿意?|想|可以|行|必|需要|参加|方便)|算了|拒绝|没兴趣|别|否|no\b|nope|nah|not\b|n$|i don't|i do not|don't|decline|refuse|never|disagree)/;
/** A small yes that is all of the last clause: "ugh, a bot. fine". */
const GIVES_IN = /^(?:嗯+|好吧?|行吧?|成|可以|ok|okay|k|fine|sure|alright|all right|yep|yup)$/;
/** The whole clause agrees, or refuses. */
const AGREES =
  /^(?:那|我|就|嗯+|好的?|行|可以|哎|唉|但是?|不过|还是|当然|also|and|so|then|well|but|ok|okay|oh|please|i|say|it's a|[ ,])*(?:同意|愿意|接受|开始(?:吧|面试)?|来吧|yes|yeah|yep|agree|agreed|consent|let's (?:go|start|begin|do it)|go ahead|start now){1,3}(?:了|吧|的|啊|呀|哈|开始|please|then|thanks|now|to (?:it|that|this)|[ ,])*$/;
const REFUSES =
  /^(?:那|我|就|还是|well|oh|i|so|then|sorry|[ ,])*(?:不(?:同意|愿意?|想(?:聊|面试?|参加|做)?|参加|用了?|要)|拒绝|算了|没兴趣|no|nope|nah|decline|refuse|don't (?:agree|want to)|no,? (?:thanks|thank you))(?:了|吧|的|啊|谢谢|thanks|[ ,])*$/;
/** Said before they think again. */
const WAVERS = /^(?:算了|别|no way)/;
const HELLO =
  /^(?:hi|hello|hey|hiya|there|all|你好|您好|哈喽|嗨|在吗|早上好|晚上好|下午好|good (?:morning|evening|afternoon)|[ ,，!！。.~])+$/;
const POSITIVE_MARK = /👍|👌|🙆|✅/u;
const NO_OBJECTION = /^(?:no problem|no worries|没问题|没关系|不介意|not a problem)/;

/** A plain yes and nothing else, to an invitation. */
export function saysYes(text: string): boolean {
  const plain = bare(text);
  return plain.length <= 20 && !NO.test(plain) && YES.test(plain);
}

/** True, false, or null for neither. */
export function readAgreement(text: string): boolean | null {
  const plain = plainOf(text);
  if (plain === '') return POSITIVE_MARK.test(text) ? true : null;
  if (NO_OBJECTION.test(plain)) return true;
  const parts = partsOf(text);
  const agrees = parts.some((part) => AGREES.test(part));
  const refuses = parts.some((part) => REFUSES.test(part) && !WAVERS.test(part));
  if (agrees && refuses) return null;
  if (YES.test(plain) || agrees) return true;
  if (NO.test(plain)) return false;
  // Behind a greeting, a question or a sigh: the first thing that is said to it.
  const [first] = parts;
  if (first !== undefined && (YES.test(first) || GIVES_IN.test(parts.at(-1)!))) return true;
  return parts.some((part) => REFUSES.test(part)) ? false : null;
}

const plainOf = (text: string) => bare(text).replace(/’/g, "'");

/** The clauses that may speak to it, greetings and what the person asks apart. */
function partsOf(text: string): string[] {
  const all = sentences(text);
  return all
    .filter(({ text: sentence }) => all.length === 1 || !/[?？]\s*$/.test(sentence))
    .flatMap(({ text: sentence }) => clauses(sentence).map((clause) => plainOf(clause.text)))
    .filter((part) => part !== '' && !HELLO.test(part));
}
