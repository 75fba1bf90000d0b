/** What people say of their work: that they are there, are late, cannot come, ask for their pay, or want to leave. */
import { around } from './any.ts';

const SOFT_ZH =
  '^(?:(?:你好|您好|老板|领导|经理|那个|不好意思|抱歉|对不起|嗯+|哦|唉|哎|那|就|其实|跟你们?说一?[下声]|是这样|真的|今天|我)[，, ]*)*';
const SOFT_EN =
  "^(?:(?:hi|hello|hey|ok|okay|so|well|sorry|yes|yep|please|um+|sir|boss|just|actually|unfortunately|i'm afraid|apologies|to let you know)[,. ]+)*";
const END_ZH = '[了啦啊呀哦哈吧的呢]*$';
const END_EN =
  "(?: (?:now|today|tonight|sorry|boss|please|already|thanks|everyone|guys|right now|this morning|for (?:my|the|today's) (?:first )?(?:shift|day)))*$";

/** Wishes and times, in any order; each can be read in one way only, or a long run of them would be read for ever. */
const MEANS_ZH =
  '(?:想|要|打算|准备|决定|申请|正式|提|得|可能|考虑|还是|真的|已经|今天|明天|后天|这周|本周|下周|这?个月|这月|本月|下个?月|月底|年底|过完年|年后|[\\d一二三四五六七八九十]+[月号日]|从|开始|起|以后|之后|完|做|干|到|就|我|[, ，])*';

/** Ends the employment. */
export const RESIGNS_ZH = around(
  `${SOFT_ZH}${MEANS_ZH}`,
  [
    '(?:辞职|离职|辞工|辞掉(?:这份|这个)?工作|辞去(?:这份|这个)?工作)(?:申请)?',
    '(?:不想|不要|不)(?:再)?(?:继续)?(?:干|做|上班)(?:下去|这份工作|这个工作|这个|这活儿?)?了',
    '不来(?:上班|干|做)了',
    '(?:做|干)(?:完|到|满)(?:今天|明天|这周|本周|这个?月|本月|月底|[\\d一二三四五六七八九十]+号)(?:就)?(?:走|离开|不干了|不做了|为止)',
  ],
  `(?:因为.*|可以吗|行吗|谢谢)?${END_ZH}`,
);
export const RESIGNS_EN = around(
  `${SOFT_EN}(?:i(?:'d| would) like to |i (?:want|wish|need|have|plan|decided|have decided|intend) to |i've decided to |i'm (?:going|planning) to |i am (?:going|planning) to |i(?:'ll| will) (?:have to )?|i think i(?:'ll| will| should)? |i(?:'m| am)? ?(?:hereby )?|this is to |let me |gonna )`,
  [
    '(?:quit(?:ting)?|resign(?:ing)?|leav(?:e|ing)) (?:my|the|this) (?:job|position|work|company|role)',
    '(?:quit|quitting|resign|resigning)',
    'leaving the (?:company|team)',
    "(?:hand(?:ing)?|put(?:ting)?|giv(?:e|ing)|turn(?:ing)?)(?: in)? (?:my|a|(?:my )?(?:\\w+|\\d+)[- ]weeks?'?) ?(?:(?:\\w+|\\d+)[- ]weeks?'? )?(?:notice|resignation)(?: in)?",
    "(?:won't|will not) be (?:working|coming) (?:here|in|back|to work)(?: here)? (?:any ?more|from .{1,30}|after .{1,30})",
    'stop working (?:here|for you)',
  ],
  `(?:,? (?:on|by|from|as of|effective|after|at the end of|in|next|this|end of) .{1,40}|,? (?:because|as|since) .*)?${END_EN}`,
);
/** The last day is named, and with it that there is one. */
export const LAST_DAY_ZH =
  /^(?:我的?)?(?:(?:打算|想|准备|就|最多|只)*(?:做|干|上班?)到.{1,12}(?:为止|就走|就不[干做来]了)|(?:我的?)?最后(?:一天|工作日)(?:就|会|应该|定在|是|在|为)+.{1,12})/;
export const LAST_DAY_EN =
  /^(?:and |so |hi,? |ok,? )*my last (?:working )?day (?:is|will be|would be|is going to be|should be) .{1,40}$/;

/** Takes it back. */
export const STAYS_ZH = around(
  SOFT_ZH,
  [
    '(?:我)?(?:又|还是|决定|想|先|暂时)*不(?:辞职|离职|辞|走|离开)',
    '(?:我)?(?:想|要|还是)*(?:撤回|取消|收回|撤销)(?:我的|这个|那个)?(?:辞职|离职|申请)(?:申请)?',
    '(?:我)?(?:改|改变|变)(?:了)?主意',
    '(?:我)?(?:还是|决定|想)*(?:留下|留下来|接着干|继续干|继续做|接着做)',
  ],
  END_ZH,
);
export const STAYS_EN = around(
  `${SOFT_EN}(?:i(?:'d like to| would like to| want to| have|'ve|'m| am|'ll| will)? ?)?(?:decided to )?(?:please )?`,
  [
    'changed? my mind',
    'stay(?:ing)?(?: (?:on|here|after all|with you))?',
    '(?:withdraw|cancel|take back|retract)(?:ing)? (?:my|the) (?:resignation|notice)',
    '(?:not|not going to be) (?:quitting|resigning|leaving)',
    "(?:don't|do not) want to (?:quit|resign|leave)(?: any ?more)?",
    "(?:won't|will not) (?:quit|resign|leave)",
  ],
  `(?: after all| any ?more)?${END_EN}`,
);

/** Is there. */
export const ARRIVES_ZH = around(
  `${SOFT_ZH}(?:已经|刚刚?|现在|我|人)*`,
  [
    '到(?:了|啦|达|岗|位|场)',
    '(?:到|在)(?:达)?(?:公司|仓库|门口|现场|工厂|厂|店|店里|前台|保安室|大门|门岗|单位|楼下|这里|那里|这儿|地方)(?:门口|里|里面|了|这里)*',
    '来了|来到(?:公司|仓库|现场|门口)',
    '(?:来|要|我)?(?:签到|打卡|报到)(?:成功)?',
  ],
  END_ZH,
);
export const ARRIVES_EN = around(
  `${SOFT_EN}(?:i(?:'m| am|'ve| have)? )?(?:have |just |already |finally |now )*`,
  [
    'here|arrived|checked in|checking in|check in|got here|made it|on site|reached',
    '(?:at|outside|inside|in) (?:the |your )?(?:gate|site|warehouse|door|front door|entrance|reception|office|store|shop|factory|building|front desk|lobby)',
    '(?:arrived|reached|got) (?:at|to|in) (?:the |your )?\\w+(?: \\w+)?',
  ],
  END_EN,
);
/** "There" alone: not the one of "hi there". */
export const THERE_EN = around(
  `${SOFT_EN}(?:i'm |i am |we're |we are |already |just got )(?:already |just |finally |now )*`,
  ['there'],
  END_EN,
);

/** Comes later than the hour. */
export const LATE_ZH =
  /(?:会|要|可能|得|估计|大概|恐怕|应该)+(?:[^不没，,。]{0,6})?(?:迟到|晚到|晚点|迟点|晚一[点会些]|晚[\d一二两三四五六七八九十半]|迟[\d一二两三四五六七八九十半])|^(?:不好意思|抱歉|对不起|我|今天|路上堵车|堵车|[，, ])*(?:迟到(?:了|[\d一二两三四五六七八九十半几])|晚(?:到|点到|一点到|一会儿?到|[\d一二两三四五六七八九十半几].{0,6}到)|(?:堵车|地铁).{0,6}晚)/;
export const LATE_EN =
  /\b(?:i(?:'m| am) (?:going to be |gonna be |running )|i(?:'ll| will| might| may) (?:be )|i'?m |running |be |gonna be )(?:\w+ ){0,4}?(?:late|delayed|behind)\b|\blate by\b|\b(?:i'?ll|i will) (?:be there|arrive|get there|come) (?:about |around )?(?:\w+ ){1,3}(?:late|later)\b/i;
/** Says of it that it is not so, was so once, or asks. */
export const NOT_LATE =
  /不会|没有?迟|没晚|从不|如果|要是|万一|怎么办|扣|罚|吗|[?？]|以前|上次|当时|\b(?:not|n't|won't|never|if|was|were|once|ever|used to|what happens)\b/i;

/** Is not there yet, and comes. */
export const ON_THE_WAY =
  /(?:还没|没有?|快|马上|就要|差不多)(?:就)?到|(?:在|还在)(?:路上|车上|地铁上|公交上)|\b(?:on (?:my|the) way|almost (?:there|here)|nearly (?:there|here)|not (?:there|here) yet|omw)\b/i;

/** Does not come at all. */
export const CANNOT_COME_ZH = around(
  `${SOFT_ZH}(?:今[天早晚]|明[天早晚]|这次|第一天|首班|家里|突然|临时|身体|不舒服|生病|发烧|有点?急?事|来|我|可能|恐怕|应该|实在|真的|因为|所以|[，, ])*`,
  [
    '(?:来|去|到|赶|过)不(?:了|成|来|去)(?:上班|报到)?',
    '(?:不能|没法|没办法|无法|不方便)(?:过)?(?:来|去|到|到岗)(?:上班|报到)?',
    '(?:不来|不去)(?:上班|报到)?了',
    '(?:想|要|得|需要)?请(?:个|一天|半天|病|事)*假',
  ],
  END_ZH,
);
export const CANNOT_COME_EN = around(
  `${SOFT_EN}(?:i(?:'m| am)? )?(?:really |probably |think i |i )*`,
  [
    "(?:can't|cannot|can not|won't be able to|will not be able to|am not able to|not able to|unable to|am unable to) (?:make it|come|come in|be there|get there|work|attend)",
    "(?:not coming|won't come|won't make it|won't be there|will not come|will not make it)(?: in)?",
    '(?:call(?:ing)? in sick|(?:too )?(?:sick|ill) (?:to (?:come|work)|today))',
    '(?:need|have) to (?:call in sick|cancel (?:my shift|today)|take (?:a|the) (?:day|sick day)(?: off)?)',
  ],
  `(?: in| to work)?(?:,? (?:today|tomorrow|tonight|this morning|for .{1,25}|because .*|as .*|due to .*|to (?:my|the) (?:shift|first day|first shift|work|site|warehouse)))*${END_EN}`,
);

const PAY_ZH = '(?:工资|薪水|薪资|工钱|薪金|月薪|报酬|薪酬|钱)';
/** Asks for their own pay. */
export const PAY_WHEN = new RegExp(
  `${PAY_ZH}.{0,6}(?:什么时候|啥时候|几号|哪天|哪一天|何时|几时|多久).{0,4}(?:发|到|给|结|打)|(?:什么时候|啥时候|几号|哪天|何时|多久).{0,3}(?:发|结|给|打|到账).{0,3}(?:${PAY_ZH}|薪|账)|(?:发薪|发工资|工资)日|\\bwhen (?:do|will|are|am|is|does|can) .{0,20}(?:paid|pay ?day|wages?|salary|pay ?check|pay)\\b|\\b(?:when is|what day is) pay ?day\\b|\\b(?:what|which) day .{0,15}paid\\b`,
  'i',
);
export const PAY_MISSING = new RegExp(
  `${PAY_ZH}.{0,6}(?:没发|没到|没收到|还没|未到|怎么没|少了|少发|不对|算错)|(?:没收到|没给我?发|少发).{0,4}${PAY_ZH}|\\b(?:have ?n't|haven't|not|never|did ?n't|didn't) (?:yet )?(?:been |get |got |gotten |receive[d]? )?(?:paid|my (?:pay|wages?|salary|money|pay ?check))\\b|\\b(?:pay|wages?|salary|pay ?check) (?:is|was) (?:wrong|short|missing|late)\\b|\\bwhere(?:'s| is) my (?:pay|wages?|salary|money|pay ?check)\\b`,
  'i',
);
export const PAY_AMOUNT = new RegExp(
  `(?:这个?月|上个?月|本月|这次|我的?|这期|上期|几月).{0,4}${PAY_ZH}.{0,6}(?:多少|几[块千百]|有多少|明细|怎么样|怎么算|发了多少)|${PAY_ZH}(?:是|有|发了?|拿了?)?多少|(?:发|拿|赚|挣)了?多少(?:钱|工资)|工资[条单]|薪[资水][条单]|工资明细|(?:发|到)(?:了)?${PAY_ZH}了?(?:吗|没有?)|${PAY_ZH}(?:发|到账?)了?(?:吗|没有?)|\\b(?:pay ?slip|pay ?stub|wage ?slip|pay ?statement|salary slip)\\b|\\bhow much (?:do|did|will|am|was|have) i (?:get|got|earn|earned|make|made|being paid|paid|be paid|getting paid|been paid)\\b|\\bhow much (?:is|was) my (?:pay|wages?|salary|pay ?check)\\b|\\b(?:have|did|was) i (?:been |get |got )?paid\\b|\\bmy (?:last )?(?:pay|wages?|salary) (?:this|last|for)\\b`,
  'i',
);
/** About what is paid in general, or what somebody else is paid. */
export const NOT_MY_PAY =
  /涨|加薪|太低|同事|别人|他们?的?工资|她们?的?工资|\b(?:raise|more money|too low|his|her|their|colleague|others?)\b/i;
