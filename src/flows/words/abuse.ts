/** Insults us. */
import { anyOf } from './any.ts';
import { sentencesOf } from './grammar.ts';

const zh = sentencesOf('zh', {
  lists: {
    insult:
      '傻瓜|傻子|傻[逼bB比叉缺]|煞笔|沙比|蠢货|蠢猪|蠢|废物|垃圾|智障|弱智|脑残|白痴|笨蛋|猪|贱人|骗子|狗东西|王八蛋|混蛋|神经病|破烂?|烂|sb|cnm|nmsl',
    us: '机器人?|ai|系统|公司|东西|玩意儿?|客服|程序|软件|平台|面试官|工作',
    you: '你们?|您|这',
  },
  before: '你们?|您|这|真|真是|就是|就|是|个|一个|什么|都|妈的|他妈的?|我|唉|喂|老子|的',
  after: '吧|啊|呀|你|吗|了|的|一个|烦死了|有完没完|去死吧?|不稀罕',
  wordings: [
    '{insult} {us}?',
    '{you}(?:个|是个?|就是个?)(?:{insult}|猪)',
    '{you}(?:全家都?是)(?:{insult}|机器人|猪)',
    '{you}算(?:什么|个什么)(?:东西|玩意儿?|公司)',
    '{you}(?:脑子)?(?:是不是)?有(?:病|毛病|问题)',
    '滚(?:一边去|蛋|开|吧|远点|犊子)?',
    '去(?:你的|死|你妈的?)',
    '(?:妈的|他妈|操|肏|艹|草|我操|卧槽|日你|日)(?:你妈?|烦)?',
    '闭嘴',
    '(?:一个|个|什么|这|就)?(?:破|烂|垃圾){us}(?:也|还)(?:配|想|敢|好意思) _',
    '(?:不稀罕|看不上|受够)(?:你们?)?(?:这)?{insult}{us}?',
    '他妈(?:的)? _',
  ],
});

const en = sentencesOf('en', {
  lists: {
    insult:
      'idiot|moron|dumbass|dumb ass|asshole|arsehole|bastard|bitch|jerk|loser|cretin|dickhead|wanker|prick|twat|(?:piece|pile|load) of (?:shit|crap|garbage|junk)',
    bad: 'stupid|dumb|useless|worthless|shitty|crappy|fucking|bloody|damn|goddamn|idiotic|pathetic|rubbish|garbage|trash|bullshit|terrible|ridiculous|brainless',
    us: 'bot|robot|machine|ai|thing|company|computer|program|interviewer|system|chatbot|app',
    you: "you're|you are|u r|ur|your|this is|this bot is|this thing is|this machine is|that bot is|you all are|what",
  },
  before: 'you|what|a|an|such|so|just|oh|well|ugh|this|i hate you|the|such a|go|man|please|hey|no|ok',
  after: 'bot|robot|machine|already|you|all|off|yourself|man|please|now|idiot|of a bot|with you',
  wordings: [
    '(?:{bad} )*{insult}',
    '{bad} (?:{bad} )?{us}',
    '{you} (?:a |an |such a |so |just |really |all |the most |fucking |a total )*(?:{bad}|{insult}|trash|a joke|shit|crap|nothing)',
    '{you} (?:a )?joke of a {us}',
    'shut (?:the fuck )?up',
    '(?:what the |go |oh )?fuck(?:ing)? (?:off|you|this|that|u|it|{us}|is _)?',
    'what the (?:fuck|hell) (?:is wrong with you|is this)?',
    'f(?:uc|u|)k (?:off|you|this)',
    '(?:screw|damn|to hell with) (?:you|this|that|it|{us})',
    '(?:you|u|this|it) sucks?',
    '(?:piss|bugger|sod|naff) off',
    '(?:kiss|lick) my (?:ass|arse)',
    '(?:eat|go eat) (?:shit|dirt)',
    '(?:shove|stick|stuff) it',
    'go to hell',
    'drop dead',
  ],
});

export const insults = (plain: string): boolean => zh.test(plain) || en.test(plain);

/** One clause among others that insults us has to say whom it means. */
const US = /你|您|机器|系统|这破|\b(?:you|u|your|bot|robot|machine|ai)\b/i;
export const insultsUs = (clause: string): boolean => US.test(clause) && insults(clause);

// The wordings that are heard most, as patterns.
export const ABUSE_ZH = anyOf(
  [
    '傻[逼bB比叉]|煞笔|沙比|草泥马|操你|[肏艹]你|你妈[的逼]|你[他她]妈|去死(?!胡同)',
    '(?:你|这)(?:个|的)?(?:破|烂|垃圾|弱智|智障|脑残|废物|蠢)(?:机器人?|ai|系统|公司|东西|玩意)?|滚(?:蛋|开|吧|远点)|^滚$|nmsl',
    '神经病吧',
    '你(?:是不是|脑子)?有(?:病|毛病)(?:吧|啊|呀|吗|$)|(?:问|去|找|关)你(?:妈(?!妈)|妹|大爷|爹)',
  ],
  'i',
);

export const ABUSE_EN = anyOf(
  [
    '\\bf+u+c+k+(?: (?:you|off|this|u|yourself)|ing (?:bot|robot|machine|idiot|stupid))',
    '\\bscrew you\\b|\\bgo to hell\\b',
    "\\b(?:you|u)(?:'re| are| r)? (?:a |an |such a |so )?(?:fucking |stupid |dumb |useless )*(?:idiot|moron|bitch|asshole|bastard|stupid|dumb|useless|piece of (?:shit|crap|garbage))\\b",
    '\\b(?:stupid|dumb|useless|shitty|damn) (?:bot|robot|machine|ai|company)\\b|\\beat shit\\b',
    '\\bkill yourself\\b',
  ],
  'i',
);

export const PROFANITY = anyOf(
  [
    '傻[逼bB比叉]|煞笔|妈的|他妈|你妈|操[你他她蛋]|[肏艹]|狗[屎日]|混蛋|王八|滚|去死|尼玛|卧槽|我[操靠]',
    '\\b(?:f+u+c+k\\w*|shit\\w*|bitch\\w*|ass?hole\\w*|bastard\\w*|cunt\\w*|dick\\w*|crap\\w*|damn\\w*|piss\\w*|wtf)\\b',
  ],
  'i',
);
