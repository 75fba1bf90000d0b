/** The wish to go on in another app, and the word that somebody there is somebody else. Read from whole clauses. */
import { bare, clauses, type Piece, sentences, wordUnits } from './text.ts';

/** Where to: a kind of app as people name it; null where they name none. `other` is one that we know and may not have. */
export interface MoveWish {
  to: 'telegram' | 'wechat' | 'wecom' | 'web' | 'sms' | 'other' | null;
}

const NAMES: [NonNullable<MoveWish['to']>, string][] = [
  ['wecom', '企业微信|企微|wecom|wechat work'],
  ['wechat', '微信|wechat|weixin|vx|wx'],
  ['telegram', 'telegram|电报|tg|纸飞机|飞机'],
  ['sms', '手机短信|短信|sms|text messages?|texts?'],
  [
    'web',
    '网页版?|网上|网站|浏览器|电脑版?|线上|在线|web ?(?:site|page|chat)?|browser|online|computer|laptop|pc',
  ],
  [
    'other',
    'whatsapp|line|facebook|messenger|qq|钉钉|飞书|微博|邮件|邮箱|e-?mail|signal|viber|discord|instagram',
  ],
];
const APP = `(?:${NAMES.map(([, words]) => words).join('|')})`;
const NAMED = NAMES.map(([to, words]) => [to, new RegExp(`(?:${words})(?![a-z])`)] as const);

/** Tells of somebody, of work, or of another time: then it is a story, and an answer. */
const STORY =
  /[他她它]|客户|顾客|客人|同事|领导|老板|组长|主管|当时|以前|之前|有一?次|经常|通常|过的?[，。！!. ]*$|如果|\b(?:he|she|they|him|her|them|customers?|clients?|boss|manager|colleagues?|used to|usually|if a|when a|would)\b/i;

const ZH_LEAD =
  '(?:你好|您好|那|嗯|好的?|哎|诶|请问|不好意思|麻烦你?|我们?|咱们?|你们?|现在|这会儿|想|要|能|能不能|可以|可不可以|可否|能否|要不|要不要|是不是|方便|不方便|想要|希望|帮我|[，, ])*';
const ZH_TAIL =
  '(?:上|上面|那边|里|里面|来|去|版|的)*(?:再|接着|继续|去|来)*(?:聊|面试|面|说|继续|接着|接着来|回答|答|做|弄|进行|谈|沟通)?(?:完|这个|面试|下去|天)*(?:吧|吗|么|嘛|啊|呀|呢|哈|行吗|行不行|好吗|好不好|可以吗|可不可以|可以不|成吗|行么|谢谢|[，, ])*';
const ZH = [
  `${ZH_LEAD}(?:换|转|转移|移|切换?|改|挪)(?:到|成|去|用|为|在|过去)* ?(?:${APP}) ?${ZH_TAIL}`,
  `${ZH_LEAD}(?:在|用|去|到|上|通过) ?(?:${APP}) ?(?:上|上面|那边|里|来|去|版)*(?:再|接着|继续)*(?:聊|面试|继续|接着|接着来|沟通|谈)(?:完|这个|面试|下去|天)*(?:吧|吗|么|嘛|啊|呢|哈|行吗|行不行|好吗|好不好|可以吗|可不可以|成吗|[，, ])*`,
  `${ZH_LEAD} ?(?:${APP}) ?(?:上|上面|那边|里)?(?:再|接着|继续)*(?:聊|面试|继续|接着)(?:吧|吗|么|行吗|行不行|好吗|好不好|可以吗|可不可以|成吗)`,
  `${ZH_LEAD}(?:发|给|来|有没有|有)(?:一?个|我|一?条|给我| ?(?:${APP}) ?|的)*(?:链接|网址|连接)(?:给我|过来|吗|么|吧|[，, ])*(?:我)?(?:在|用|去|到)?(?: ?(?:${APP}) ?)?${ZH_TAIL}`,
  `${ZH_LEAD}(?:有|有没有) ?(?:${APP}) ?(?:的|版)*(?:吗|么|可以用吗)?`,
  `${ZH_LEAD}加(?:一?个|一下|我|你|你们)*(?:微信|企业微信|qq|telegram)${ZH_TAIL}`,
  `${ZH_LEAD}换(?:一?个)?(?:地方|平台|软件|app|应用|渠道|方式)${ZH_TAIL}`,
].map((pattern) => new RegExp(`^${pattern}$`));

const EN_LEAD =
  "(?:(?:hi|hey|hello|ok|okay|so|also|and|but|please|sorry|actually|btw|by the way|thanks|yes|no|well|quick question)[, ]+)*(?:(?:can|could|may|shall|should|do you mind if|is it (?:ok|okay|possible|alright|fine)(?: if| to)?|would it be (?:ok|okay|possible|fine)(?: if| to)?|i(?:'d| would) (?:like|prefer|love|rather)(?: to)?|i prefer to|i(?:'d)? want to|i wanna|let'?s|let me|is there (?:a|any) way (?:to|i can|for me to)|am i able to|how (?:do|can)|i need to) ?)?(?:(?:i|we|you|us) )?(?:please |just |rather |also |maybe )*";
const EN_THIS =
  '(?:this|it|the (?:interview|chat|conversation|rest|questions)|my interview|our (?:chat|conversation)|talking|chatting|the interview chat|interview)';
const EN_APP = `(?:(?:the|my|a|your|an) )?(?:${APP})(?: (?:app|chat|page|version|messages?|instead|please|then|now|later|rather|if possible|thanks|or something))*`;
const EN = [
  `${EN_LEAD}(?:continue|go on|carry on|keep going|resume|finish|move|switch|change|pick (?:this|it) up|transfer)(?: (?:${EN_THIS}|over|with (?:this|it)))*(?: (?:on|to|over to|in|via|by|through|using|from|with|over))? ${EN_APP}`,
  `${EN_LEAD}(?:do|finish|take|have|complete|answer|continue|chat|talk|start) (?:${EN_THIS} ?|rest ?|about this ?|here ?)*(?:on|in|via|by|through|using|from|with|over)? ?${EN_APP}`,
  `${EN_LEAD}use ${EN_APP}(?: for (?:this|it|the interview))?`,
  `(?:(?:can|could|would|will) you |please |pls |just )*(?:send|give|text|share|get)(?: me)? (?:a|the|your|an) (?:web ?|online )?(?:link|url)(?: (?:to|for|so|instead|please|i).{0,50})?`,
  '(?:can|could|may) i (?:please )?(?:get|have) (?:a|the) (?:web ?)?link(?: (?:to|for|so|please).{0,50})?',
  `is there (?:a|an) (?:${APP}) ?(?:version|page|link|chat|app|option)?(?: (?:of|for) (?:this|it))?`,
  `(?:on |via |by )?(?:${APP}) (?:instead|would be (?:better|easier))(?: please)?`,
].map((pattern) => new RegExp(`^${pattern}$`));
/** "Can I use my computer": without one of these it may be an answer. */
const EN_HERE =
  /\b(?:this|it|interview|chat|conversation|rest|continue|go on|carry on|keep going|resume|finish|move|switch|change|transfer|link|url|instead|version|talking|chatting|is there|can we|can i|could i|let's|lets)\b/;

/** What one clause wishes. */
function clauseWish(clause: string): MoveWish | null {
  if (clause.length > 80 || STORY.test(clause)) return null;
  const plain = bare(clause).replace(/’/g, "'");
  const said =
    ZH.some((pattern) => pattern.test(plain)) ||
    (EN_HERE.test(plain) && EN.some((pattern) => pattern.test(plain)));
  return said ? { to: NAMED.find(([, name]) => name.test(plain))?.[0] ?? null } : null;
}

/** So much before the wish is told for itself, and an answer. */
const TOLD = 8;

/** The wish of a sentence, and what of it was said besides; null when it holds none. */
export function moveWish(sentence: Piece): { wish: MoveWish; told: Piece | null } | null {
  const { start, text } = sentence;
  if (text.length > 200) return null;
  const whole = clauseWish(text);
  if (whole) return { wish: whole, told: null };
  const parts = clauses(text);
  const at = parts.findIndex((part) => clauseWish(part.text) !== null);
  if (at < 0 || STORY.test(text)) return null;
  const before = text.slice(0, parts[at]!.start).replace(/[，,、：: ]+$/, '');
  const told = wordUnits(before) >= TOLD ? { start, end: start + before.length, text: before } : null;
  return { wish: clauseWish(parts[at]!.text)!, told };
}

/** The message, or a sentence of it, wishes to go on elsewhere. */
export function wantsToMove(text: string): boolean {
  return text.length <= 1000 && sentences(text).some((sentence) => moveWish(sentence) !== null);
}

const NOT_ME_ZH =
  /^(?:喂|你好|您好|等等|等一下|啊|不对|不是|这个?|那个?|真的|[，, ])*(?:不是我(?:本人|自己)?(?:换|操作|弄|点|发|加|登录?|干|做|进|用|改|搞)?的?|不是本人(?:操作)?的?|我没有?(?:换|操作|点过?|同意过?|登录过?|动过?|申请)(?:过|啊)?)(?:啊|呀|哦|的|吧|[，, ])*$/;
const NOT_ME_EN =
  /^(?:(?:no|hey|hi|wait|hold on|sorry|uh|um|stop)[,.! ]+)*(?:(?:(?:that|it|this) (?:was|is) (?:definitely |really )?not me)|(?:(?:that|it|this)(?:'s| is) not me)|(?:(?:that|it|this) )?(?:wasn't|isn't|wasnt|isnt) me|(?:definitely )?not me|i didn'?t (?:do (?:that|this|it)|switch|move|ask for (?:that|this)))(?: at all)?$/;

const ME =
  /^(?:(?:对|是|是的|嗯|没错|[，, ])*(?:那边|那个|那)?(?:也|就|都)*是我(?:本人|自己|的)?(?:呀|啊|哦)?|是本人|(?:(?:yes|yep|yeah|yup|right|correct|sure)[,. ]+)?(?:that(?:'s| is| was)|it(?:'s| is| was)|this is|both are) me(?: too| as well)?|(?:(?:yes|yep|yeah)[,. ]+)?me too)$/;

/** Says that somebody is themselves, and nothing else. */
export function isMe(text: string): boolean {
  return text.length <= 40 && ME.test(bare(text).replace(/’/g, "'"));
}

/** Says, in so many words, that it was somebody else. */
export function disowns(text: string): boolean {
  if (text.length > 160) return false;
  return sentences(text).some(({ text: one }) => {
    const plain = bare(one).replace(/’/g, "'");
    return NOT_ME_ZH.test(plain) || NOT_ME_EN.test(plain);
  });
}
