/**
 * What a sentence is besides an answer, by rules in both languages. Each test reads one sentence (or a whole message where
 * said), so that several things in one message can be told apart. All patterns are linear: no nested repetition.
 */
import { bare, clauses } from './text.ts';
import { ABUSE_EN, ABUSE_ZH, insults, insultsUs, PROFANITY } from './words/abuse.ts';
import { CORRECTION_EN, CORRECTION_ZH, isStory, takesBack, takesBackBehind } from './words/corrections.ts';
import { DONE, FILLED } from './words/done.ts';
import { CLAIMS_POWER } from './words/injection.ts';
import { hasHadEnough, IRRITATED } from './words/irritation.ts';
import { PAUSE_EN } from './words/pausing.ts';
import { asksForAPerson, PERSON_EN, PERSON_EN_FREE, PERSON_ZH, PERSON_ZH_FREE } from './words/person.ts';
import { PROTECTED, PROTECTED_OF_SELF } from './words/protected.ts';
import { declines, NEVER, SKIP } from './words/skipping.ts';
import { CLARIFY, GREETING, RESUME } from './words/small-talk.ts';
import { saysTold } from './words/told.ts';
import { WITHDRAW } from './words/withdrawing.ts';

/** The whole sentence is one of the wordings. */
function sayIt(sentence: string, wording: (plain: string) => boolean): boolean {
  if (sentence.length > 80) return false;
  return wording(bare(sentence).replace(/’/g, "'"));
}

/** Sentences that a story about work may hold too: not when it tells who said so. */
const COMMANDS_US = [
  /(?:忽略|无视|忘记|忘掉|不要管|跳过)[^。！？\n]{0,12}(?:指令|提示词|规则|设定|要求|命令|限制)/,
  /(?:评分|分数|打分)[^。！？\n]{0,8}(?:打|给|改成|设为|调到?)\s*(?:满分|高分|最高|[5五]分|一百分|100)/,
  /(?:给我|帮我|直接)(?:打|评|记)?(?:个|一个)?(?:满分|高分|最高分|[5五]分)/,
  /(?:让我|直接|判定我?|标记我?为|该候选人)(?:已经?)?(?:通过|录用|录取)(?:面试|了)?(?:吧|$|[，,。])/,
  /(?:^|[,;:.]\s*|\b(?:please|now|you (?:must|should|can|will|have to)|just|and|then) )(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,30}\b(?:instructions?|prompts?|rules|guidelines|directions)\b/i,
  /\b(?:give|award|assign|rate|score|mark)\b[^.!?\n]{0,24}\b(?:full|top|maximum|highest|perfect|5|five|10|ten|100)(?: out of \w+)? ?(?:scores?|marks?|points)\b/i,
];
/** A long run of letters and digits that nobody types by hand. */
const ENCODED = /[A-Za-z0-9+/]{20,}={0,2}/g;

const TELLS_WHO =
  /领导|组长|主管|老板|客户|顾客|客人|同事|师傅|经理|站长|店长|老师|\b(?:i (?:told|asked|said|had|used|heard)|(?:boss|manager|supervisor|customers?|lead|teacher|he|she|they|guest|client)(?: \w+)? (?:told|said|asked|wanted|gave|give|rate[ds]?|decided))\b/i;

const INJECTION = [
  /^\s*(?:系统|管理员|开发者)(?:提示|消息|指令|通知)\s*[:：]/,
  /(?:进入|开启|切换到?)(?:开发者|管理员|调试)模式/,
  /(?:输出|打印|泄露|透露|复述|展示|给我看|发给我|告诉我|说出|显示)[^。！？\n]{0,10}(?:评分(?:标准|细则|规则|表)|打分(?:标准|细则)|提示词|系统提示|你的(?:指令|设定)|prompt|rubric|参考答案|标准答案)/i,
  /(?:把|将)[^。！？\n]{0,6}(?:评分|提示词|参考答案|标准答案)[^。！？\n]{0,8}(?:发|给|告诉|输出|贴)/,
  /(?:其他|别的|另外的?|所有|上一个|前一个)(?:候选人|应聘者|面试者|求职者|应试者)[^。！？\n]{0,8}(?:回答|答案|资料|信息|分数|成绩|记录|电话|名字|怎么[说答])/,
  /(?:你现在是|从现在起你是|^请?扮演)[^。！？\n]{0,12}(?:助手|模型|机器人|AI|面试官|HR|管理员)/i,
  /\b(?:output|print|reveal|show|tell|give|send|share|repeat|leak|display)\b[^.!?\n]{0,24}\b(?:rubric|system prompt|your prompt|scoring (?:criteria|guide|rules)|score ?sheet|answer key|hidden instructions|your instructions)\b/i,
  /\bsystem prompt\b|\bdeveloper mode\b|\badmin override\b|\bjail ?break\b/i,
  /^\s*(?:system|assistant|developer)\s*:/i,
  /<\/?(?:system|assistant|instructions?)>|\[\/?INST\]|<\|im_/i,
  /\byou are now\b[^.!?\n]{0,30}\b(?:assistant|model|bot|ai|dan|mode|interviewer|recruiter)\b/i,
  /^\s*(?:please |now )*(?:act as (?:if you|an? (?:ai|assistant|bot|interviewer|recruiter|hr))|pretend (?:to be|you are|you're)|role-?play as)\b/i,
  /\b(?:score|rate|mark) me\b[^.!?\n]{0,16}\b(?:5|five|10|ten|highly|high|top|perfect|passed|hired)\b/i,
  /\bother (?:candidate|applicant|interviewee)s?(?:'s?|s')?[^.!?\n]{0,12}\b(?:answers?|responses?|repl(?:y|ies)|data|scores?|said|say|details|transcripts?|names?)\b/i,
];

/** Tries to command the interviewer, or to get at what is not the candidate's. Never obeyed, never quoted. */
export function isInjection(sentence: string): boolean {
  if (INJECTION.some((pattern) => pattern.test(sentence))) return true;
  if (looksEncoded(sentence)) return true;
  const commands = CLAIMS_POWER.test(sentence) || COMMANDS_US.some((pattern) => pattern.test(sentence));
  return commands && !TELLS_WHO.test(sentence);
}

function looksEncoded(sentence: string): boolean {
  const runs = sentence.length < 20 ? [] : (sentence.slice(0, 2000).match(ENCODED) ?? []);
  return runs.some((run) => /[a-z][A-Z]/.test(run) && /[A-Z]{2}|\d/.test(run));
}

const TELLS =
  /说|讲|骂|喊|叫我|告诉|\b(?:said|says|told|called|calls|yelled|shouted|calling|saying|screamed|wrote)\b/i;

/** Insults us; a story about somebody who was insulted is an answer. */
export function isAbuse(sentence: string): boolean {
  const insulting =
    ABUSE_ZH.test(sentence) ||
    ABUSE_EN.test(sentence) ||
    sayIt(sentence, insults) ||
    clauses(sentence).some(({ text }) => sayIt(text, insultsUs));
  return insulting && !TELLS.test(sentence);
}

/** Says so of themselves: a person of HR should know, and it must not count. */
export function tellsProtected(sentence: string): boolean {
  return PROTECTED_OF_SELF.test(sentence);
}

/** A clause says that it was told already: what was said before then counts. */
export function refersBack(message: string): boolean {
  return (
    message.length <= 300 && clauses(message).some(({ text }) => saysTold(bare(text).replace(/’/g, "'")))
  );
}

/** What must not come back to a person in quotation marks: what is no part of what they tell. */
export function unquotable(text: string): boolean {
  return (
    isInjection(text) ||
    PROFANITY.test(text) ||
    PROTECTED.test(text) ||
    isAbuse(text) ||
    isDone(text) ||
    isSkip(text) ||
    isIrritated(text) ||
    refersBack(text)
  );
}

/** Has had enough of this question. */
export function isIrritated(sentence: string): boolean {
  return (
    sentence.length <= 60 &&
    (IRRITATED.test(sentence) || sayIt(sentence, hasHadEnough)) &&
    !/客户|顾客|客人|的话|如果|我会|我就|\b(?:customers?|guests?|clients?|they|so i|on my (?:first|last))\b/i.test(
      sentence,
    )
  );
}

/** The whole message declines this question. */
export function isSkip(message: string): boolean {
  return message.length <= 60 && (SKIP.test(bare(message)) || sayIt(message, declines));
}

/** The whole message says that there is no more to tell. */
export function isDone(message: string): boolean {
  if (message.length > 60) return false;
  const plain = bare(message).replace(/’/g, "'");
  return DONE.test(plain) || DONE.test(plain.replace(FILLED, ''));
}

/** A short answer that says that there is nothing of the kind to tell. */
export function saysNever(text: string): boolean {
  return text.length <= 60 && NEVER.test(text);
}

const LATER_ZH =
  '(?:晚点|晚些|回头|等会儿?|待会儿?|一会儿?|等下|稍后|下次|明天|今晚|晚上|有空|改天|下班后?|下课后?)';
/** What people go off to do; 先去拍照，等下再弄 is a step in an answer. */
const OFF_ZH =
  '(?:上课|上班|上夜班|吃饭|吃个饭|睡觉?|睡了|忙|有点?事|开会|接孩子|接人|接个?电话|上菜|来客人?|到站|出门|洗澡|赶车|坐车|值班|考试|走|下线|下|休息|充电)';
const PAUSE_ZH = new RegExp(
  `^(?:不好意思|抱歉|对不起|那|嗯|好的?|[，, ])*(?:我|我们|咱们)?(?:现在|这会儿?|得|要|想|先|马上|临时)*(?:(?:去|忙|${OFF_ZH})[^。！？\\n]{0,10}[，,、 ]?${LATER_ZH}(?:我|咱们?)?(?:再|继续|接着|回来)*(?:说|聊|回答|答|面试|面|填|回你|回复你?)[^。！？\\n]{0,4}|去?${OFF_ZH}了?[，,、 ]?${LATER_ZH}(?:再|继续|接着|回来|弄|来|吧|回)[^。！？\\n]{0,4}|${LATER_ZH}(?:我|咱们?)?(?:再|继续|接着)(?:来|回来)?(?:说|聊|继续|答|回复?你?|来|面|填|面试)[^。！？\\n]{0,4}|(?:先|想)?暂停[^。！？\\n]{0,4}|先(?:到这|这样|聊到这)里?|去?${OFF_ZH}了|不方便(?:聊|回复?)|没(?:空|时间)(?:聊|回复?)?了?)[了吧哈啦。！.! ]*$`,
);

/** Says so as one clause among others: "brb, my bus is here", "等下再说，上菜了". */
const PAUSE_ALONE = new RegExp(
  `^(?:be right back|brb|ttyl|gtg|g2g|bbl|got to go|gotta go|talk later|(?:i'?ll )?(?:be )?back (?:soon|later|in (?:an?|\\w+) (?:hour|minute|min|bit|sec|moment|while)s?)|先不(?:说|聊|答)了|先这样吧?|先(?:聊|说)?到这里?吧?|我?${LATER_ZH}(?:我|咱们?)?(?:(?:再|接着|继续)(?:说|聊|回你?|答)|聊|继续)(?:吧|啊|哈|哦)?)$`,
);

/** Says what was said: then it is no word to us. */
const REPORTS = /说|讲|告诉|喊|问|\b(?:said|says|told|asked|wrote|texted)\b/;

/** Wants to go on another time. */
export function wantsPause(sentence: string): boolean {
  if (sentence.length > 80) return false;
  const plain = bare(sentence).replace(/’/g, "'");
  // "Go" and "leave" alone are words of a story; a pause says who goes.
  if (/^(?:go|run|leave|later then)$/.test(plain)) return false;
  if (PAUSE_ZH.test(plain) || PAUSE_EN.test(plain)) return true;
  // "I need to head out, can we pick this up tomorrow?": one clause says it, unless the sentence tells of somebody.
  const asks = /^(?:can|could|may|let|i'll|i need|i have|i've got|i gotta|gotta)\b/;
  const parts = plain.split(/[,，、] ?/);
  if (!TELLS_WHO.test(plain) && parts.some((clause) => asks.test(clause) && PAUSE_EN.test(clause)))
    return true;
  const rest = parts.filter((clause) => !PAUSE_ALONE.test(clause));
  return rest.length < parts.length && !rest.some((clause) => REPORTS.test(clause));
}

/** Gives the application up. */
export function withdraws(sentence: string): boolean {
  if (sentence.length > 80) return false;
  const said = (text: string) => WITHDRAW.test(bare(text).replace(/’/g, "'"));
  if (said(sentence)) return true;
  const story = TELLS_WHO.test(sentence) || REPORTS.test(sentence) || /如果|\bif\b/i.test(sentence);
  return !story && clauses(sentence).some(({ text }) => said(text));
}

/** Takes back or changes what was said earlier. `sure` is false where only the beginning sounds like it. */
export function corrects(sentence: string): boolean {
  const head = sentence.slice(0, 80);
  if (isStory(head)) return false;
  return (
    CORRECTION_ZH.test(head) ||
    CORRECTION_EN.test(head) ||
    takesBack(head.replace(/’/g, "'")) ||
    takesBackBehind(sentence)
  );
}

/** Nothing but a greeting, thanks, or the run-up to something else. */
export function isCourtesy(text: string): boolean {
  return text.length <= 40 && GREETING.test(bare(text));
}

/** Comes back after a pause, and says only that. */
export function isBack(message: string): boolean {
  return message.length <= 40 && RESUME.test(bare(message));
}

/** Asks what we meant. */
export function asksWhatWeMean(sentence: string): boolean {
  return sentence.length <= 60 && CLARIFY.test(bare(sentence).replace(/’/g, "'"));
}

/** Wants to talk to a person. "I would tell the person in charge" is an answer. */
export function wantsPerson(sentence: string): boolean {
  if (sentence.length > 80) return false;
  if (asksForPerson(sentence) || sayIt(sentence, asksForAPerson)) return true;
  return (
    !TELLS_WHO.test(sentence) &&
    clauses(sentence).some(({ text }) => asksForPerson(text) || sayIt(text, asksForAPerson))
  );
}

function asksForPerson(sentence: string): boolean {
  const plain = bare(sentence).replace(/’/g, "'");
  if (PERSON_ZH.test(sentence.trim()) || PERSON_ZH_FREE.test(plain) || PERSON_EN_FREE.test(plain))
    return true;
  // A noun alone ("someone", "HR") is no wish.
  return (
    PERSON_EN.test(plain) &&
    /\b(?:speak|talk|chat|connect|get me|give me|put me|real|human|please|want|need)\b/.test(plain)
  );
}
