/** The wish to have what we keep of somebody, or to know what it is: as the whole message, so that an answer stays an answer. */
import { bare } from '../text.ts';
import { sentencesOf } from './grammar.ts';

const zh = sentencesOf('zh', {
  lists: {
    us: '你们?(?:公司|系统|平台)?|您|贵?公司|系统|平台|这里',
    there: '里面?|那里|那边|那儿|这里|这边|这儿|手里|手上|系统里?|后台',
    data: '(?:个人|面试|聊天|应聘|报名)*(?:的)?(?:数据|资料|信息|个资|档案|记录|录音)',
    mine: '(?:关于)?我(?:自己|本人)?的?(?:所有|全部|一切|完整)?的?(?:个人|面试|聊天|应聘|报名)*的?(?:数据|资料|信息|个资|档案|记录|录音)',
    copy: '一?[份个](?:完整的?)?|副本|备份',
    want: '我?(?:想要|想|要|需要|希望|申请|要求|有权|能不能|可不可以|可以|能否|能|(?:怎么|如何|怎样|在哪(?:里|儿)?)(?:才)?(?:可以|能)?)',
    may: '我(?:想要|想|要|需要|希望|能不能|可不可以|可以|能否|能|有权)|我?(?:怎么|如何|怎样|在哪(?:里|儿)?)(?:才)?(?:可以|能)?',
    take: '查阅[、和及]?复制|导出|汇出|下载|获取|索取|调取|调阅|查阅|复制|拷贝|打包|取回|拿回|要回|查看|查询',
    see: '看看|看一下|看下|看到|看|查查|查一下|查到|查|拿到|拿走|拿|要|得到|收到',
    give: '打包|整理|导出|复制|全部?|都|一起|直接',
    send: '发送|发|给|传|寄',
    keep: '保存|储存|存储|存|保留|留存|留|收集|采集|搜集|记录|记下|记|掌握|拥有|有|知道|持有',
    which: '哪些|什么|多少|些?啥|哪几样',
  },
  before:
    '你好|您好|请问|请|麻烦|不好意思|那|嗯|我想问一?下|想问一?下|想知道|我想知道|告诉我|让我看看|让我看一?下|给我看看|帮我|帮忙|给我|可以|能不能|能',
  after:
    '吗|么|吧|呢|啊|呀|哦|了|可以吗|行吗|好吗|可以不|一份|一下|给我|谢谢|看看|全部|的副本|副本|的备份|备份|(?:压缩包|文件)',
  wordings: [
    '{want}? (?:把)? {take} (?:一下)? {copy}? {mine}',
    '{want}? {take} 个人(?:数据|资料|信息)',
    '(?:{may}|让我|给我) {see} {copy}? {mine}',
    '(?:我)? 要 (?:一份)? {mine} {copy}?',
    '(?:把|将)? {mine} {give}? {send} {copy}? (?:给)? 我 (?:一份|看看|看一?下|邮箱)?',
    '(?:请|再)? (?:给我发|发给我|发我|给我) {copy}? {mine}',
    '{mine} (?:能不能|可不可以|能|可以|怎么|如何)? (?:导出|下载|汇出)',
    '{us} {there}? (?:到底|究竟|现在|一共|总共|都)? {keep} (?:了|着|过)? 我的? {which} {data}',
    '{us} {there}? (?:到底|究竟|现在|一共|总共|都)? (?:保存|存|收集|记录|掌握) (?:了|着|过)? (?:关于)? 我的? {which}',
    '{us} {there}? (?:到底|究竟|现在|一共|总共|都)? {keep} (?:了|着|过)? {which} (?:关于|有关)? {mine}',
    '关于我 ，? {us} (?:都)? {keep} (?:了|着|过)? {which}',
    '我的? {which} {data} (?:被)? (?:存|保存|留|收集|记录) (?:了|着|过)? (?:在)? {us}? {there}?',
    '我的? {which} {data} 被 {us}? {there}? {keep} (?:了|着|过)?',
    '我有 {which} {data} (?:存|保存|留|被保存|被收集|被记录) (?:了|着|过)? (?:在)? {us}? {there}?',
    '(?:我想|我要)? 行使 (?:我的)? (?:查阅|复制|访问|可携带?|查阅复制|数据可携)权',
    '(?:个人信息|个人数据|数据) (?:导出|查阅|访问|副本) (?:申请|请求)',
  ],
});

const en = sentencesOf('en', {
  lists: {
    data: '(?:personal |private |own |stored |saved |interview |chat |application )?(?:data|information|info|details|records?|files?|history|recordings?)',
    mine: "(?:(?:all|all of|any of|the rest of|a list of|everything in) )?my (?:personal |private |own |stored |saved |interview |chat |application |full |complete |whole )*(?:data|information|info|details|records?|file|files|history|recordings?)|(?:all |all of )?(?:the |any )?(?:personal |private )?(?:data|information|info|records?) (?:that )?(?:you|u|you guys|your company) (?:have|'ve|hold|keep|store|stored|saved|collected|kept|got|have got|have stored|have collected|have saved|have kept) (?:on|about|of|for|from) me|(?:everything|all|whatever|what) (?:that )?(?:you|u|you guys|you've|your company) (?:have|know|hold|keep|store|stored|saved|collected|kept|got|have got|have stored|have collected|have saved|have kept)? ?(?:on|about|of) me",
    copy: '(?:a |an |the |one )?(?:full |complete )?(?:copy|export|download|archive|backup|printout|zip|zip file) (?:of|with)|access to',
    ask: "can i|could i|may i|i want to|i wanna|i'd like to|i would like to|i need to|let me|how can i|how do i|where can i|where do i|is it possible to|is there a way to|i wish to|am i able to|i have (?:a|the) right to",
    take: 'export|download|see|view|access|get|have|receive|obtain|request|check|look at|read|save|retrieve|know',
    fetch: 'export|download|request|access|retrieve|get',
    send: 'send|give|show|email|mail|forward|provide|share|get|gimme|hand',
    want: "i want|i need|i'd like|i would like|i'm requesting|i am requesting|i request|requesting|i demand|give me|gimme|i'm asking for|i am asking for",
    you: "(?:you|u|y'all|your company|your system|this bot|this app|tingda)(?: guys)?",
    keep: 'have|hold|keep|store|save|collect|know|got|gather|record|stored|saved|collected|kept|held|gathered|recorded',
    kind: '(?:kind of |sort of |exactly |all )?(?:personal |private )?(?:data|information|info|details|records|stuff|things)',
  },
  before:
    'hi|hello|hey|please|pls|plz|ok|okay|sorry|actually|just|so|and|well|also|can you|could you|will you|would you|can u|tell me|under (?:the )?(?:gdpr|ccpa|data protection act|pipl)|you have to|you must',
  after:
    'please|pls|plz|thanks|thank you|now|today|asap|too|here|back|to me|back to me|over|for me|as (?:a )?(?:zip|file|pdf|csv|json|download)|in (?:a|one) file|by email|under (?:the )?(?:gdpr|ccpa)|on file|so far|right now|exactly|stored|saved|at all',
  wordings: [
    '(?:{fetch}|show) {copy}? {mine}',
    '{ask} {take} {copy}? {mine}',
    '{send} (?:me|us) (?:with)? {copy}? {mine}',
    '{send} {copy}? {mine} (?:to me|back to me)',
    '{want} {copy}? {mine}',
    '{copy} {mine}',
    'my (?:personal )?data (?:please|pls|plz)',
    '(?:what|which) (?:of my )?{kind} (?:(?:do|did|have|has|does) {you} {keep}|are {you} (?:storing|keeping|holding|saving|collecting)|(?:is|are) (?:being )?{keep}) (?:stored|saved)? (?:on|about|of|for|from) me',
    '(?:what|which) (?:of )?my {data} (?:do|did|have|does) {you} {keep}',
    '(?:what|which) {kind} (?:about me|of mine) (?:do|did|have|does) {you} {keep}',
    '(?:what|how much) (?:all )?(?:do|did|have|does) {you} {keep} (?:stored|saved)? (?:on|about) me',
    "(?:what's|what is) (?:in my (?:file|record|records|profile|data)|stored about me|saved about me|kept about me)",
    "(?:i want to|i'd like to|i would like to|i wish to)? (?:make|submit|file|send|this is|i'm making|i am making) (?:a|an|my) (?:data )?(?:subject access request|dsar|gdpr request|data access request|data export request|data request)",
    '(?:a |my )?(?:(?:data )?subject access request|dsar|gdpr request|gdpr data request|data access request|data export request)',
  ],
});

/** Nobody wishes for it in more. */
const AT_MOST = 120;

export function asksForOwnData(text: string): boolean {
  if (text.length > AT_MOST) return false;
  const plain = bare(text).replace(/[’‘]/g, "'");
  return zh.test(plain) || en.test(plain);
}
