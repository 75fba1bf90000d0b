/**
 * What a sentence is besides an answer, by rules in both languages. Each test reads one sentence (or a whole message where
 * said), so that several things in one message can be told apart. All patterns are linear: no nested repetition.
 */
import { bare, clauses } from './text.ts';
import { insults } from './words/abuse.ts';
import { isStory, takesBack } from './words/corrections.ts';
import { hasHadEnough } from './words/irritation.ts';
import { asksForAPerson } from './words/person.ts';
import { declines } from './words/skipping.ts';

/** The whole sentence is one of the wordings, or one clause of a short one is and the rest tells no story. */
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
/** Somebody is said to have decided already, or speaks with a power that no candidate has. */
const CLAIMS_POWER =
  /把(?:你们?的?|系统)[^。！？，,\n]{0,4}(?:提示|指令|规则|设定)[^。！？，,\n]{0,4}(?:发|给|告诉|贴)|(?:^|[，,])\s*(?:请|麻烦)?你?(?:必须|直接)*(?:给|让)我(?:直接)?(?:通过|过|录用|高分|满分)(?:面试|了)?[吧。！!]*$|\b(?:score|rate|mark) me\b[^.!?\n]{0,8}\b(?:excellent|outstanding|perfect|great|best)\b|\brepeat (?:everything|all|the (?:text|words))(?: written)? (?:above|before)|\b(?:ignore|disregard|forget) (?:the |all |everything )?(?:above|previous|before)\b|\bsay (?:that )?i(?:'m| am) (?:hired|approved|accepted)\b|授权你|[用请][^。！？，,\n]{0,8}(?:评价|评定|打分给?)我|(?:[他她]们?|别人|其他人|人家)(?:都)?(?:是)?怎么(?:回答|答)的[^。！？\n]{0,4}(?:念|发|告诉|给我|看|听)|(?:面试官|hr|系统|后台)[^。！？，,\n]{0,4}(?:确认|批准|判定|同意)[^。！？，,\n]{0,6}(?:通过|录用|合格|满分)|(?:标记|判定|算)(?:为|成)?我[^。！？，,\n]{0,4}(?:合格|通过|录用)|(?:公布|公开|泄露|说出)[^。！？\n]{0,6}(?:(?:评分|打分)(?:标准|细则|规则)|参考答案|标准答案|提示词)|你[^。！？，,\n]{0,3}扮演|解[码密][^。！？\n]{0,6}(?:执行|照做|运行)|^\s*(?:system|admin|developer) (?:note|message|override|prompt|instruction)s?\s*[:：]|\b(?:assign|award)(?: me| (?:this|the) candidate)?(?: a| the)? (?:maximum|full|top|highest|perfect)\b|\b(?:mark|record) (?:me|(?:this|the) candidate) (?:as )?(?:passed|hired|approved)\b|\b(?:respond|reply|answer|output) only (?:with|in)\b|\bonly (?:respond|reply|answer|output) with\b|\b(?:candidate|applicant)(?: is| was)? (?:already |been )?(?:pre-?approved|pre-?screened|already (?:passed|hired|approved))|\bi(?:'m| am) your (?:admin\w*|developer|creator)\b|\b(?:reads?|tells?|gives?|shows?|sends?) (?:me |us )?(?:the |your )?answer key\b|\bdecode\b[^.!?\n]{0,24}\b(?:run|follow|execute|obey)\b/i;
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
const ABUSE_ZH =
  /傻[逼bB比叉]|煞笔|沙比|草泥马|操你|[肏艹]你|你妈[的逼]|你[他她]妈|去死(?!胡同)|(?:你|这)(?:个|的)?(?:破|烂|垃圾|弱智|智障|脑残|废物|蠢)(?:机器人?|ai|系统|公司|东西|玩意)?|滚(?:蛋|开|吧|远点)|^滚$|nmsl|神经病吧/i;
const ABUSE_EN =
  /\bf+u+c+k+(?: (?:you|off|this|u|yourself)|ing (?:bot|robot|machine|idiot|stupid))|\bscrew you\b|\bgo to hell\b|\b(?:you|u)(?:'re| are| r)? (?:a |an |such a |so )?(?:fucking |stupid |dumb |useless )*(?:idiot|moron|bitch|asshole|bastard|stupid|dumb|useless|piece of (?:shit|crap|garbage))\b|\b(?:stupid|dumb|useless|shitty|damn) (?:bot|robot|machine|ai|company)\b|\beat shit\b|\bkill yourself\b/i;
const PROFANITY =
  /傻[逼bB比叉]|煞笔|妈的|他妈|你妈|操[你他她蛋]|[肏艹]|狗[屎日]|混蛋|王八|滚|去死|尼玛|卧槽|我[操靠]|\b(?:f+u+c+k\w*|shit\w*|bitch\w*|ass?hole\w*|bastard\w*|cunt\w*|dick\w*|crap\w*|damn\w*|piss\w*|wtf)\b/i;

/** Insults us; a story about somebody who was insulted is an answer. */
export function isAbuse(sentence: string): boolean {
  if (!ABUSE_ZH.test(sentence) && !ABUSE_EN.test(sentence) && !sayIt(sentence, insults)) return false;
  return !TELLS.test(sentence);
}

/** Family, health, faith, origin, age …: never quoted and never asked about, even when the person brings it up. */
const PROTECTED =
  /怀(?:了|过|上)?孕|流产|离(?:过|了)婚|结(?:过|了)婚|信[佛主教]|拜佛|祷告|高血压|糖尿病|心脏|腰不|腰间盘|腰椎|今年(?:都|已经|刚)?[一二三四五六七八九十\d]{2,3}(?!\d*月)|备孕|孕期|产假|生(?:孩子|二胎|娃)|结婚|离婚|未婚|已婚|老公|老婆|丈夫|妻子|对象|男朋友|女朋友|孩子|小孩|儿子|女儿|我[爸妈爹娘]|父母|家[里人]|奶奶|爷爷|外婆|外公|宗教|信教|信仰|佛教|基督|教会|清真|穆斯林|回族|藏族|维族|少数民族|民族|残疾|残障|抑郁|焦虑症|癌|乙肝|艾滋|病|住院|手术|吃药|同性恋|性取向|党员|籍贯|老家|户口|岁|\b(?:pregnan\w*|maternity|married|marriage|divorced?|husband|wife|boyfriend|girlfriend|spouse|kids?|children|child|sons?|daughters?|my (?:mom|mum|mother|father|dad|parents|family|baby)|religio\w*|church|mosque|muslim|christian|jewish|hindu|buddhist|pray\w*|disab\w*|depress\w*|anxiety|cancer|hiv|illness\w*|disease\w*|sick\w*|hospital\w*|surgery|medication|gay|lesbian|trans(?:gender)?|immigra\w*|visa|refugee|race|racial|ethnic\w*|years? old|my age)\b/i;
const PROTECTED_OF_SELF =
  /我(?:现在|已经|刚|是|有|患有?|得了|得过|信|正在)?[^。！？，,\n]{0,4}(?:怀(?:了|过|上)?孕|备孕|离(?:过|了)婚|信[佛主教]|残疾|残障|抑郁症|乙肝|艾滋|癌症|基督徒|穆斯林|佛教徒|信教|同性恋)|\b(?:i am|i'm|i have|i've|i was)\b[^.!?,\n]{0,20}\b(?:pregnant|disab\w*|depress\w*|cancer|hiv|muslim|christian|jewish|hindu|buddhist|gay|lesbian|transgender)\b/i;

/** Says so of themselves: a person of HR should know, and it must not count. */
export function tellsProtected(sentence: string): boolean {
  return PROTECTED_OF_SELF.test(sentence);
}

/** What must not come back to a person in quotation marks. */
export function unquotable(text: string): boolean {
  return isInjection(text) || PROFANITY.test(text) || PROTECTED.test(text);
}

const IRRITATED =
  /(?:烦死|好烦|真烦|很烦人|烦不烦|别再?问了|不要再?问了|怎么(?:还|又|老|一直)(?:在)?问|问(?:得|的)?(?:也|真|太|好|这么)+多|(?:都|这是?|已经)[^。！？，,\n]{0,3}第[几三四五]遍了$|还(?:要|没)问(?:完|多少)|问够了|问完了没|怎么这么多问题|问题(?:太|真|好)多|你有完没完|有完没完|没完没了|(?:我)?(?:刚才?|前面|上面|之前|已经|都|不是)(?:不是)?(?:已经)?(?:说|讲|回答|答)过了|不是(?:刚)?说(?:过|了)吗|重复问)|\b(?:stop asking|too many questions|so many questions|(?:this|it) is (?:so |really |getting )?annoying|you(?:'re| are) annoying|stop with the questions|(?:i(?:'ve| have)? )?(?:already|just) (?:said|told you|answered|explained)(?: (?:that|this|it|you|it all|everything))?\s*[.!]*$|how many more questions|how many times (?:do|must|should) i|you keep asking|keep asking (?:me )?the same|enough (?:questions|already)|you(?:'ve| have)? (?:already )?asked (?:me )?(?:that|this|it)|asked (?:me )?(?:that|this) already)/i;

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

const SKIP =
  /^(?:(?:我|这个|这题|这个问题|能不能|可以|可不可以|请|那|先|抱歉|不好意思|i'd|i would|i|can we|can i|could we|let's|please|sorry|just)[，, ]*)*(?:跳过|跳過|下一[题個个问]+题?|过|pass|skip|next(?: one| question)?|不想(?:说|回答|答|讲|聊)|不方便(?:说|回答|透露|讲)|不(?:回答|愿意?(?:说|回答))|没什么(?:好|可)说的?|拒绝回答|pass on|(?:i(?:'d| would) )?rather (?:skip|pass)|rather not(?: say| answer)?|(?:don't|do not) want to (?:answer|say|talk about)|prefer not to(?: say| answer)?|no comment|not comfortable)(?:这个|这题|这个问题|吧|了|一下|行吗|可以吗|this|that|it|one|question|this one|this question|the question|that one|please|吗| )*$/;

/** The whole message declines this question. */
export function isSkip(message: string): boolean {
  return message.length <= 60 && (SKIP.test(bare(message)) || sayIt(message, declines));
}

const FILLED =
  /^(?:(?:嗯+|呃|哦|噢|啊|好的?|那|行|就|大概|暂时|目前|应该|好像|真的|(?:ok|okay|well|um+|uh|hmm+|i think|i guess|and|no|nope|nah|yeah|nothing)\b)[，,、。. ]*)+/;
const DONE =
  /^(?:(?:you(?:'ve| have)? (?:got |have )?)?(?:it |that )?(?:'s )?all (?:is )?(?:above|up there)|(?:我)?(?:就是|都在)?(?:上面|前面|刚才?|之前|以上)(?:那些|这些|说的|讲的|写的|都|已经|全)*(?:说|讲|写|提)?(?:过|完|的|全)*(?:就是全部)?|(?:all|already) (?:said|told|written|there)(?: (?:it|you|all|that|everything))*|(?:it's |it is )?all (?:in what i (?:wrote|said)|there|above|told)|(?:as|see) (?:i (?:said|wrote)|above)|i(?:'ve| have)? (?:said|told you) (?:it all|everything|all of it)|没有?(?:什么|啥)?(?:了|啦|别的了?|其他了?|其它了?|要补充的?了?|补充了?|要说的?了?|可说的?了?|想说的?了?|问题了)?|没有了|没有啦|没了|没啦|无|不用了?|不需要了?|就?(?:差不多|只有|只是)?就?是?(?:这些|这样|这么多|那样|那些)(?:了|啦|吧)?|差不多就?(?:是)?(?:这些|这样)?(?:了|啦|吧)*|(?:都|我)?说完(?:了|啦)|讲完了|完了|以上(?:就是全部)?|no|nope|nah|none|no more(?: from me)?|(?:that|this)(?: about| pretty much)? (?:covers it|sums it up)(?: all)?|no,? (?:that's|that is) (?:all|it)|nothing(?: (?:more|else|really|to add|comes to mind|special|for now|at the moment))*|not really|not (?:at the moment|now|for now|that i can think of)|(?:i'm|i am|all|we're) (?:done|good|finished|set)|done|finished|(?:that|this|it)(?:'s| is| was|s)? (?:about |pretty much |basically )?(?:all|it|everything)(?: (?:from me|for now|i have|really|i can say|then))?|that will be all|that'll be all|end of story|no,? (?:nothing|thanks|thank you|i'm good|not really)(?: (?:else|more|to add))?)(?:了|啦|吧|哈|呢|的|哦|呀|谢谢|thanks|thank you|[，,。. ])*$/;

/** The whole message says that there is no more to tell. */
export function isDone(message: string): boolean {
  if (message.length > 60) return false;
  const plain = bare(message).replace(/’/g, "'");
  return DONE.test(plain) || DONE.test(plain.replace(FILLED, ''));
}

const NEVER =
  /没(?:有)?(?:做|干|碰|遇|经历|接触|送|打|当|上|碰见|碰上|遇见|遇上)(?:到)?过|(?:没有?|没啥|没什么)(?:相关|这方面|这样|这种|工作|什么|任何)*(?:的)?(?:经验|经历)|从来没|从没|想不(?:起来|到|出)|不(?:知道|清楚|晓得|记得)|没印象|\b(?:never (?:really |actually |once )?(?:done|had|worked|happened|been|did|experienced|dealt|seen|met)|no (?:\w+ )?experience|(?:don't|do not|haven't|have not|didn't) (?:have|had) (?:any|much|that|such|an?)? ?(?:\w+ )?(?:experience|example)|(?:don't|do not|can't|cannot) (?:know|remember|recall|think of)|not sure|no idea|has(?:n't| not| never) happened)\b/i;

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
const PAUSE_EN =
  /^(?:(?:sorry|ok|okay|hey|well|oh|um|hi|actually|one sec)[,. ]+)*(?:(?:can|could|may|let)(?: me| i| we|'s)? (?:please )?|i(?:'ll| will|'d like to| would like to| need to| have to|'ve got to| gotta| got to| must|'m going to| want to)? |let's |we(?:'ll| can) |gotta |got to |have to |need to )?(?:(?:finish|continue|do|come back|get back|resume|pick|reply|answer|talk|go on|carry on|chat)(?: (?:this|it|that|to this|to it|to you|up|the interview|with this|here|back|the rest|again|off|on))*,? (?:later|tomorrow|tonight|another time|some other time|this evening|in the (?:morning|evening|afternoon)|after (?:my |the )?(?:class|work|lunch|dinner|shift|school|lecture)|in (?:a bit|a while|an hour|a few|\w+ (?:minutes|mins|hours)))[^.!?]{0,12}|(?:take a|have a|need a) break|pause(?: (?:here|this|for now|it|for a (?:bit|while)))?|(?:have to|need to|must|gotta|got to)?\s?(?:go|run|leave|head out|log off)(?: now| to (?:class|work|school|bed))?(?:,? (?:talk|back|continue|speak|be back)[^.!?]{0,20})?|(?:be right back|brb|ttyl|gtg|g2g|bbl|back in a (?:bit|sec|minute)|one (?:moment|sec|minute)|hold on|hang on|talk later|talk to you later|later then))[ .!]*$/;

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

const WITHDRAW =
  /^(?:(?:不好意思|抱歉|算了|谢谢|那|嗯|sorry|hi|thanks|ok|actually|no|please|so|well)[，,. ]*)*(?:我)?(?:(?:还是)?不考虑(?:这个|这份|你们)?(?:的)?(?:岗位|工作|职位)?了|(?:还是)?(?:不想|不)(?:再)?(?:面试?|应聘|参加|继续面试|申请)(?:这个(?:岗位|工作))?了|不想继续(?:面试)?了|(?:想|要)?(?:放弃|退出|取消)(?:这次|这个|我的)?(?:面试|应聘|申请|报名)|(?:i(?:'d like to| want to| would like to|'m going to| am)? )?(?:withdraw(?:ing)?(?: (?:my application|from (?:this|the) (?:interview|application|process)))?|cancel my (?:application|interview)|(?:quit|drop out of) (?:this|the) (?:interview|process|application)|(?:am |i'm |'m )?(?:not|no longer) interested(?: any ?more| in (?:this|the) (?:job|position|role))?|(?:don't|do not) want (?:this job|to continue|to do (?:this|the) interview)(?: any ?more)?))[了吧。.! ]*$/;

/** Gives the application up. */
export function withdraws(sentence: string): boolean {
  if (sentence.length > 80) return false;
  const said = (text: string) => WITHDRAW.test(bare(text).replace(/’/g, "'"));
  if (said(sentence)) return true;
  const story = TELLS_WHO.test(sentence) || REPORTS.test(sentence) || /如果|\bif\b/i.test(sentence);
  return !story && clauses(sentence).some(({ text }) => said(text));
}

const CORRECTION_ZH =
  /^(?:不好意思|抱歉|对不起|哦|噢|啊|哎呀?|呃|嗯|等下|等等|那个|不对|[，,。 ])*(?:我)?(?:(?:刚才?|刚刚|前面|之前|上面|上一[题条]|那[句条])(?:我)?(?:的)?(?:那[句条个])?)?(?:(?:说|写|打|讲|记|答|发|填)(?:的)?(?:错|反)(?:一?个?字)?了|(?:说|写|讲|答)的?(?:不对|有误|不准)|不对[，,。 ]*(?:是|应该|我说)|(?:刚才?|刚刚|前面|之前|上面)[^。！？\n]{0,12}(?:错了|不对|有误|更正|纠正|改一下)|更正|纠正|订正|(?:其实)?不是[\d一二两三四五六七八九十百千半]+[^。！？\n]{0,6}[，, ]*(?:而?是|应该是)[\d一二两三四五六七八九十百千半]+|(?:想|要)?(?:更正|纠正|修改|改)(?:一下|下))/;
const CORRECTION_EN =
  /^(?:(?:sorry|oops|oh|wait|hold on|ah|hmm|um|no)[,.!: ]+)*(?:actually[, ]+i (?:meant|misspoke|mistyped)|correction\b|(?:scratch|strike|cancel) that\b|my (?:mistake|bad)\b|typo\b|\*|(?:i )?(?:said|wrote|typed|put|told you|meant)(?: (?:it|that|something))? (?:wrong|incorrectly)|i (?:misspoke|mistyped|misread|meant(?: to (?:say|write))?\b|got (?:that|it) wrong|made a (?:mistake|typo) (?:in|with|on|there|above|earlier|before)\b)|let me (?:correct|fix|change)|actually,? (?:it|that|they|there|i)(?: was|'s| is| were| did| had)\b[^.]{0,40}\b(?:not|instead of|rather than)\b|i said\b[^.]{1,40}\b(?:i meant|it was|it's|should)\b|(?:i|can i|i'd like to|i want to|i need to)(?: need to| have to)? (?:correct|fix|change) (?:my|that|what i|an|the)|(?:that|my (?:last|earlier|previous) (?:answer|message)) (?:was|is) (?:wrong|a mistake|a typo|incorrect)|(?:it|that) should (?:have been|say)\b)/i;

/** Takes back or changes what was said earlier. `sure` is false where only the beginning sounds like it. */
export function corrects(sentence: string): boolean {
  const head = sentence.slice(0, 80);
  if (isStory(head)) return false;
  return CORRECTION_ZH.test(head) || CORRECTION_EN.test(head) || takesBack(head.replace(/’/g, "'"));
}

const GREETING =
  /^(?:你好|您好|哈喽|嗨|在吗|在不在|在么|好的?|好呀|好嘞|嗯+|哦|噢|收到|行|谢谢你?|多谢|辛苦了|早上好|晚上好|下午好|对了|请问|想问一下|问一下|我想问(?:一下|下)?|另外|不好意思|抱歉|hi|hello|hey|ok|okay|k|sure|thanks|thank you|thx|good (?:morning|evening|afternoon)|great|cool|fine|sorry|got it|i see|right|by the way|btw|one question|quick question|i have a question|吗|呀|啊|哈|[，,、。. ])+$/;

/** Nothing but a greeting, thanks, or the run-up to something else. */
export function isCourtesy(text: string): boolean {
  return text.length <= 40 && GREETING.test(bare(text));
}

const RESUME =
  /^(?:(?:我)?(?:回来了|来了|继续吧?|在的?|在呢|有空了|可以继续了?|接着(?:来|聊|说)吧?|你好|您好|在吗|开始吧?)|(?:i'm|i am) (?:back|here|ready)|back|continue|let's (?:continue|go on|go)|resume|ready|go on|hi|hello|hey|here)(?:了|啦|吧|now|again|[，,。. ])*$/;

/** Comes back after a pause, and says only that. */
export function isBack(message: string): boolean {
  return message.length <= 40 && RESUME.test(bare(message));
}

const CLARIFY =
  /^(?:(?:你|您|这|这个|不好意思|抱歉|sorry|hmm|eh|[，,. ])*)(?:什么意思|啥意思|(?:没|不)(?:太)?(?:懂|明白|理解)(?:问题|你的意思|什么意思)?|指(?:的是)?(?:什么|哪方面)|哪方面|能再说一遍|再说一遍|怎么说|what do you mean|what does (?:that|this) mean|i don't (?:understand|get it|get the question)|(?:can|could) you (?:repeat|rephrase|explain)(?: (?:that|this|it|the question))?|what kind of (?:experience|thing|example)s?|not sure what you mean|huh|what|pardon)[^。！？!?\n]{0,10}[?？。!！ 吗呢]*$/i;

/** Asks what we meant. */
export function asksWhatWeMean(sentence: string): boolean {
  return sentence.length <= 60 && CLARIFY.test(bare(sentence).replace(/’/g, "'"));
}

const PERSON_ZH =
  /^(?:(?:你好|您好|请问|不好意思|麻烦|算了|那|我|[，,]))*(?:(?:想|要|能|可以|能不能|可不可以|请|麻烦|帮我|让|希望|需要|给我|有没有)[^。！？\n]{0,6}(?:跟|和|找|转|换|联系|接|叫|让|有)?[^。！？\n]{0,4}(?:人工(?!智能|分拣|搬|费|成本)|[真活]人|真的人|HR|hr|人事|招聘(?:的)?(?:人员|同事|老师)?)|(?:转|找|换|接)(?:一下)?(?:人工(?!智能|分拣|搬)|[真活]人|HR|hr|人事))[^。！？\n]{0,10}[?？。！!吗吧呢]*$|不想(?:跟|和)(?:机器人?|AI|ai)/;
const PERSON_EN =
  /^(?:(?:hi|hello|hey|sorry|please|ok|okay|actually|no)[,. ]+)*(?:(?:can|could|may|must) i (?:please )?|i(?:'d| would) (?:like|prefer|rather)(?: to)? |i (?:want|need|prefer) (?:to )?|let me |please |is (?:it possible|there a way) to |get me |connect me (?:to|with) |put me through to |give me )?(?:(?:speak|talk|chat|connect|be connected) (?:to|with) )?(?:a |an |the |some )?(?:(?:real|actual|live|human) )?(?:person|human(?: being)?|someone (?:real|human|from hr|in hr|at hr)|somebody (?:real|from hr)|hr|recruiter|representative|operator|someone)(?: (?:please|instead|now|from hr|about this|to talk to|first))*$/;

/** In free words, but with a wish and somebody to talk to; what one does with customers is an answer. */
const PERSON_ZH_FREE =
  /^(?:那|我)*(?:要|想)(?:跟|和)个?人(?:聊|说|谈)(?:吧|了)?$|(?:找|叫|换|让|派)个?人(?:来)?(?:[跟和]我(?:说|聊|谈|联系)|联系我|给我打电话)|(?:找|叫|见)(?:一下)?你们?(?:的)?(?:负责人|经理|老板|领导|主管|招聘)|招聘的?(?:人|同事|老师)[^。！？，,\n]{0,4}(?:联系|打给|打电话给|跟)我/;
const PERSON_EN_FREE =
  /\bis there (?:a|an|any)\b[^.?!]{0,10}\b(?:person|human)\b[^.?!]{0,6}\bi (?:can|could|may)\b|^(?:can|could|may|will)(?: a| an| the)? (?:someone|somebody|person|human|hr|recruiter)(?: from \w+)? (?:please )?(?:call|contact|phone|ring|text|message|write|reach) me\b|\b(?:can|could|may) i\b[^.?!]{0,24}\b(?:speak|talk|chat|call|word)\b[^.?!]{0,10}\b(?:(?:real|actual|live|human) (?:person|human|one)|human(?: being)?|recruiter|somebody real|someone (?:real|from hr))\b|\b(?:put|pass|transfer|connect|hand|refer) me\b[^.?!]{0,10}\bto\b[^.?!]{0,16}\b(?:hr|human|recruiter|someone|somebody|person|colleague)\b|\b(?:want|wish|prefer|like|rather|need)\b[^.?!]{0,16}\b(?:speak|talk|chat|deal|word)\b[^.?!]{0,10}\b(?:(?:real|actual|live|human) (?:person|human|one)|human(?: being)?|recruiter)\b/;

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
