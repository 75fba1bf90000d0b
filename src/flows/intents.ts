/**
 * Opt-outs and commands, decided by rules before anything else. They are read from the whole message or from a sentence
 * that says nothing else, so that an answer which merely holds such a word ("I hit the stop button") is an answer.
 * Keywords: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out ; "any reasonable wording": 47 CFR 64.1200(a)(10).
 */
import type { InboundContent } from '../types.ts';
import { bare, clauses, sentences } from './text.ts';
import { asksForOwnData } from './words/own-data.ts';

const SMS = new Set(['twilio', 'kannel']);
const OPT_OUT_WORDS = new Set([
  'stop',
  'stopall',
  'stop all',
  'unsubscribe',
  'revoke',
  'optout',
  'opt out',
  'opt-out',
  '/stop',
  '退订',
  '取消订阅',
]);
/** Words that a person may well say in a chat; short messages by phone have no other way. */
const OPT_OUT_WORDS_SMS = new Set(['t', 'td', 'end', 'cancel', 'quit', '停止']);

const EN_POLITE =
  "(?:(?:please|pls|plz|kindly|just|ok|okay|hey|hi|sorry|no|but|and|so|then|now|thanks|can you|could you|would you|will you|i said|i told you to|i want you to|i'd like you to|i would like you to) )*";
const EN_TAIL =
  '(?: (?:please|pls|now|again|any ?more|anymore|ever|ever again|thanks|thank you|immediately|at all))*';
const MESSAGING =
  '(?:messaging|texting|contacting|writing(?: to)?|e-?mailing|calling|bothering|spamming|pinging|chatting)';
const MESSAGES =
  '(?:me )?(?:any more |any more of |anymore |more |these |those |your |the |all |all these |such )*(?:messages|texts|sms|text messages|notifications|reminders|spam|stuff like this)(?: to me| from you| here)?';
const EN_OPT_OUT = new RegExp(
  `^${EN_POLITE}(?:${[
    `stop ${MESSAGING} (?:me|us|my (?:phone|number))`,
    `stop (?:sending|with|the) ${MESSAGES}`,
    'stop (?:sending )?me',
    'stop',
    `(?:don'?t|do not|dont|never) (?:contact|message|text|write(?: to)?|call|bother|e-?mail|ping|spam) me`,
    `(?:don'?t|do not|dont) send (?:me )?${MESSAGES}`,
    `(?:don'?t|do not|dont) send me anything`,
    'leave me alone',
    '(?:remove|delete|take) (?:me|my (?:number|phone|contact))(?: (?:from|off)(?: of)? (?:this|these|here|everything)| (?:from|off)(?: of)? (?:your|this|the|all|any) ?(?:contact |mailing |message )?(?:lists?|database|system))?',
    'take me off',
    '(?:unsubscribe|opt) me(?: out)?(?: from (?:this|these|all|your)(?: messages| texts| list)?)?',
    `(?:i(?:'d| would) like|i want|i wish|i need) to (?:unsubscribe|opt[ -]?out|be removed|stop (?:receiving|getting) ${MESSAGES})`,
    `i (?:don'?t|do not|dont|no longer) want (?:to (?:receive|get|hear) (?:(?:anything|more) )?(?:from you|${MESSAGES})|${MESSAGES}|you to (?:contact|message|text|write(?: to)?|call) me)`,
    `no more ${MESSAGES}`,
    'lose my number',
    'i (?:withdraw|revoke) my consent',
    'unsubscribe',
  ].join('|')})${EN_TAIL}$`,
);

const ZH_POLITE =
  '(?:你好|您好|请|麻烦|拜托|求求|求|你们?|您|以后|能不能|可不可以|可以|都|真的|真|我说了?|我说过|烦死了|唉|喂|好了|算了|从现在起|从今以后|今后|[，, ])*';
const ZH_THING =
  '(?:任何|这些|这种|此类|那些|你们的?|你的|垃圾|广告|招聘|面试|消息|信息|短信|微信|通知|推送|东西|玩意儿?){1,4}';
const ZH_TAIL = '(?:了|啦|吧|啊|呀|哦|好吗|行吗|可以吗|谢谢|好不好|[，, ])*';
const ZH_NOT = '(?:别|不要|勿|请勿|停止|不用|莫|甭|不许|不准|禁止)(?:再|总|老|一直|继续)*';
const ZH_OPT_OUT = new RegExp(
  `^${ZH_POLITE}(?:${[
    `${ZH_NOT}(?:给|向|跟|对)我(?:发|推送|发送|打电话|打|推)(?:送|过来)?(?:${ZH_THING})?`,
    `${ZH_NOT}(?:联系|打扰|骚扰|烦|通知|找|发给|理)我`,
    `${ZH_NOT}(?:发|推送|发送|推)(?:送|过来)?${ZH_THING}(?:给我|过来)?`,
    `(?:别|不要|甭)再?发(?:过来|来)?`,
    `(?:我)?(?:不想|不愿意?|不希望|拒绝|不要)(?:再)?(?:收到|接收|接到|收)(?:${ZH_THING})?`,
    `拒收(?:${ZH_THING})?`,
    '(?:我)?(?:想|要|需要|申请)?(?:退订|取消订阅|取消关注|退订短信|退订消息)',
    '把我(?:的)?(?:号码?|手机号?|电话|信息|资料)?(?:从.{0,10})?(?:删[掉除了]?|移除|拉黑|去掉|移出去?)',
    '(?:我)?(?:撤回|撤销|收回)(?:我的)?同意',
  ].join('|')})${ZH_TAIL}$`,
);

/**
 * True when the message asks us to stop writing. `T TD END CANCEL QUIT` count on SMS (`twilio`, `kannel`) only, and like all
 * single words only as the whole message.
 */
export function isOptOut(text: string, channel: string): boolean {
  // Nobody says it in 300 characters, and a story may hold any sentence.
  if (text.length > 300) return false;
  const whole = bare(text);
  if (whole === '') return false;
  if (OPT_OUT_WORDS.has(whole) || (SMS.has(channel) && OPT_OUT_WORDS_SMS.has(whole))) return true;
  return sentences(text).some(
    (sentence) => isOptOutSentence(sentence.text, whole) || isOptOutClause(sentence.text),
  );
}

/** By its words, or because the provider took it so: it knows words of its own (`ARRET`). */
export function asksToStop(
  content: { kind: string; keyword?: string },
  text: string,
  channel: string,
): boolean {
  return content.keyword === 'stop' || isOptOut(text, channel);
}

/** Who tells of somebody, or reports speech, tells a story. */
const STORY =
  /[他她它]|说|讲|告诉|喊|当时|有一?[次回]|客户|顾客|客人|同事|领导|老板|组长|主管|\b(?:he|she|they|him|her|them|said|says|told|asked|customers?|clients?|boss|manager|once)\b/i;

/** 别发了 alone may be about a parcel; with one of these it is about us. */
const LEAVES = /我|退订|拒收|不找|找到|不需要|不考虑|不用了|谢谢/;

/** "I'm done, please don't text me anymore": one clause says it, and says to whom. */
function isOptOutClause(sentence: string): boolean {
  if (sentence.length > 80 || STORY.test(sentence)) return false;
  return clauses(sentence).some(({ text }) => {
    const plain = bare(text).replace(/’/g, "'");
    return (
      (/我|\b(?:me|my)\b/.test(plain) && EN_OPT_OUT.test(plain)) ||
      (LEAVES.test(sentence) && ZH_OPT_OUT.test(plain))
    );
  });
}

function isOptOutSentence(sentence: string, whole: string): boolean {
  const plain = bare(sentence).replace(/’/g, "'");
  // "Stop." beside other sentences is a step in an answer ("Stop. Then tell the supervisor."), as is a lone 停/别发.
  if (plain !== whole && /^(?:please |just |ok |now )*stop(?: please| now| it)?$/.test(plain)) return false;
  return EN_OPT_OUT.test(plain) || ZH_OPT_OUT.test(plain);
}

export type Command =
  | 'start'
  | 'help'
  | 'status'
  | 'person'
  | 'pause'
  | 'add'
  | 'move'
  | 'contract'
  | 'export'
  | 'erase';

const COMMANDS: Record<string, Command> = {};
for (const [command, words] of Object.entries({
  start: 'start|unstop|/start|/resume|resume|开始|恢复|继续|重新开始',
  help: 'help|info|/help|帮助|幫助|怎么用',
  status: 'status|/status|my status|progress|进度|状态|查进度|查询进度|面试进度|进度查询|到哪了|我的进度',
  person: 'human|agent|/human|/person|person|operator|人工|人工客服|人工服务|转人工|找人工|真人|找真人',
  pause: 'pause|/pause|brb|暂停',
  move: 'switch|/switch|/move|换|换个地方|换个平台|换个应用|换地方|换平台',
  add: 'add|/add|补充|我要补充|我想补充|补充一下|我补充一下|再补充一下',
  contract:
    '/contract|contract link|my contract|the contract link|link to my contract|send me the contract link|合同链接|我的合同|合同的链接|再发一下合同|再发一次合同链接|重新发合同|发我合同链接',
  // Whoever types one of the wordings in `own-data.ts` is heard too.
  export: '/export|/mydata',
  erase:
    'delete my data|please delete my data|delete all my data|delete my personal data|delete my information|erase my data|/delete|删除我的数据|请删除我的数据|删掉我的数据|删除我所有的数据|删除我的资料|删除我的信息|删除我的个人信息|清除我的数据',
} satisfies Record<Command, string>)) {
  for (const word of words.split('|')) COMMANDS[word] = command as Command;
}

/** The command that the whole message is, or null. */
export function wholeCommand(text: string): Command | null {
  if (asksForOwnData(text)) return 'export';
  if (text.length > 40) return null;
  const slash = text.trim().toLowerCase();
  if (slash === '?' || slash === '？') return 'help';
  const key = bare(text);
  const found = slash.startsWith('/') ? COMMANDS[`/${key}`] : COMMANDS[key];
  return found ?? null;
}

const ADD_ZH =
  /^\s*(?:对了|还有|另外|哦|噢)?[，, ]*(?:我)?(?:还|再|想|要|想要|需要)*补充(?:(?:一下|一点|几句|一句|下|点)[：:，,。\s]*|[：:，,。\s]+|(?=我))/;
const ADD_EN =
  /^\s*(?:(?:oh|also|ah|hi|ok|one more thing|by the way)[,:. -]+)*(?:\/add\b[:\s]*|add\s*[:：-]\s*|to add[:,]\s*|i(?:'d| would)(?: also)? like to add(?: that)?[:,\s]*|i(?: also)? want(?:ed)? to add(?: that)?[:,\s]*|(?:can|could|may) i (?:please )?add (?:that |something)?[:,?\s]*)/i;

/** The text after 补充 / add, empty when nothing follows; null when the message does not begin so. */
export function addition(text: string): { start: number } | null {
  const match = ADD_ZH.exec(text) ?? ADD_EN.exec(text);
  return match ? { start: match[0].length } : null;
}

/** Due at once, no waiting for more of a burst: buttons, starting points, commands, opt-outs. */
export function isUrgent(content: InboundContent, channel: string): boolean {
  switch (content.kind) {
    case 'button':
    case 'start':
      return true;
    case 'text':
      if (content.keyword !== undefined) return true;
      return isOptOut(content.text, channel) || wholeCommand(content.text) !== null;
    default:
      return false;
  }
}
