/** The wish for a person. */
import { anyOf, around } from './any.ts';
import { sentencesOf } from './grammar.ts';

const zh = sentencesOf('zh', {
  lists: {
    want: '想要|想|要|只想|就想|希望|需要|要求|能不能|可不可以|可以|能否|能|请|让我|只要|我要',
    ask: '能不能|可不可以|可以|能否|能|请|麻烦|希望|想让|帮我|那就|就',
    with: '跟|和|同|与|找|让|对',
    person:
      '真人|活人|真的人|人工|hr|人事|招聘的人|招聘人员|招聘老师|招聘负责人|工作人员|负责人|你们的人|你们hr|你们的hr|真人客服|人类|你们(?:的)?(?:经理|老板|领导|负责人|主管)',
    anyone:
      '(?:一?个|位|你们(?:的|公司)?)*(?:能说话的)?(?:真人|活人|真的人|人|hr|人事|招聘的人|招聘人员|招聘老师|招聘负责人|工作人员|负责人|经理|同事|老师)',
    talk: '直接(?:说|聊|谈)|聊聊|聊|说说|说两句|说话|说|谈谈|谈|对话|沟通|讲|面试|交流',
    contact:
      '联系我|打给我|打电话给我|给我打(?:个)?电话|回复我|回我|加我(?:微信)?|跟我(?:说|聊|谈|联系)|和我(?:说|聊|谈|联系)|面试我|找我|来(?:跟我|和我)?(?:说|聊|谈)?',
    bring: '给我|帮我|安排|找|换|叫|派|让|请|转|接',
    machine: '机器人?|ai|程序|电脑',
  },
  before: '你好|您好|你|请问|不好意思|麻烦|算了|那|我|要不|还是|拜托|喂|好吧|嗯',
  after: '吗|么|吧|呢|啊|呀|可以吗|行吗|行不行|好吗|可以不|一下|谢谢|没有?|有没有',
  wordings: [
    '{want} {with} {person} {talk}?',
    '{want} {with} 人 {talk}',
    '(?:有没有|有)人? {person}? (?:能|可以) {with} 我 {talk}',
    '{ask} (?:让|叫|安排|请|派)? {anyone} {contact}',
    '(?:让|叫|安排|请|派) {anyone} {contact}',
    '{ask}? {bring} {bring}? (?:一个|个|一位) {anyone} (?:来)? {contact}',
    '{ask} {bring} {bring}? {anyone} (?:来|的电话)',
    '(?:有|在不在|有没有) (?:真人|活人|人工)(?:客服)?(?:在)?',
    '(?:真人|活人|人工)(?:面试|客服|服务)?(?:有)',
    '你们?(?:这儿|这里|那边|那儿)?有(?:真人|活人|人工)(?:客服|服务)?(?:在)?',
    '(?:不跟|不和|不要跟|不想跟|不想和|不要|别让|受不了) {machine} {talk}?',
    '换(?:一?个)?人(?:来)?',
    '{ask} 联系(?:上|到)? {anyone}',
    '(?:希望|想|要求) (?:是)? (?:真)?人 来? 面试(?:我)?',
    '{want} (?:真人|人工|活人)(?:来)? {talk}?',
  ],
});

const en = sentencesOf('en', {
  lists: {
    ask: "can i|could i|may i|i want to|i just want to|i just need to|i wanna|i'd like to|i would like to|i'd rather|i would rather|i need to|i prefer to|i'd prefer to|let me|is it possible to|is there a way to|i wish to|how can i|how do i|am i able to|i'd love to",
    speak: 'speak|talk|chat|have a word|have a chat|deal|get in touch|be connected|be transferred',
    person:
      '(?:(?:a|an|the|some|any) )?(?:(?:real|actual|live|human) )?(?:person|human being|human|recruiter|hiring manager|agent|representative|interviewer)|someone real|somebody real|anyone real|someone human|(?:someone|somebody|anyone) (?:from|in|at) (?:hr|your (?:team|company|office))|hr|your (?:hr|recruiter|manager|boss|team|hiring manager)|the (?:manager|boss)|a manager',
    anyone: 'someone|somebody|anyone|anybody',
    contact:
      'call me back|call me|ring me|text me|contact me|message me|reach me|write to me|phone me|take over|take this over|answer me|help me|interview me|reply to me|reply|get back to me|get in touch|talk to me|speak to me|speak with me',
    machine: '(?:a |the |an )?(?:bot|robot|machine|computer|ai|program)s?',
    real: '(?:a |an |some )?(?:real|actual|live|human) (?:person|human|recruiter|interviewer|being)|(?:a )?human(?: being)?',
  },
  before: 'hi|hello|hey|please|pls|ok|okay|sorry|no|actually|just|well|honestly|look',
  after:
    'please|pls|instead|now|about (?:this|it)|for this|at your company|thanks|thank you|directly|then|here|there|(?:not|and not) (?:a |with a )?(?:bot|robot|machine)|first',
  wordings: [
    '{ask} {speak} (?:to|with) {person}',
    '{ask} {speak} (?:to|with) {anyone} (?:at|from|in) (?:your|the) (?:company|team|office|hr)',
    '(?:can|could|may) i {speak} (?:to|with) {anyone}',
    '{speak} (?:to|with) (?:a|an|your) (?:real )?(?:person|human|recruiter|representative|agent)',
    '(?:can|could|may|will|would) {person} {contact}',
    '(?:can|could|may|will|would) {anyone} (?:real|human|from _)? {contact}',
    "(?:i'd like|i would like|i want|i need|get|have|let|ask|tell) (?:{person}|{anyone}) (?:from hr|real)? (?:to )?{contact}",
    '(?:can|could) you (?:please )?(?:get|give|find|put|pass|connect|transfer) me (?:to|with|through to|on to)? {person}',
    '(?:get|give|find|connect|transfer|put) me (?:to|with|through to|on to)? {person}',
    "(?:give|send|tell) me (?:the|a|your) (?:recruiter|manager|hr|boss)(?:'s)? (?:number|phone|contact|email)",
    'put (?:a|an) (?:real )?(?:person|human) on',
    "(?:i need|i want|i would like|i would prefer|i'd prefer|i'd like|i prefer|give me|only) {real} _",
    '(?:is|are) (?:there )?(?:any|anyone|anybody|someone|a) (?:one)? (?:human|real|person|human being|real person)',
    "(?:i )?(?:don't|do not|won't|refuse to) (?:want to )?(?:talk|speak|chat|write) (?:to|with) {machine}",
    '(?:can|could|may) i (?:please )?(?:get|have) {real} _',
    'i (?:just|only) (?:want|need) {real} _',
    'no (?:more )?(?:bots?|robots?|machines?)',
    'who can i (?:talk|speak|write) to (?:that|who) _ {machine}',
  ],
});

export const asksForAPerson = (plain: string): boolean => zh.test(plain) || en.test(plain);

// The wordings that are heard most, as patterns.
export const PERSON_ZH = anyOf([
  '^(?:(?:你好|您好|请问|不好意思|麻烦|算了|那|我|[，,]))*(?:(?:想|要|能|可以|能不能|可不可以|请|麻烦|帮我|让|希望|需要|给我|有没有)[^。！？\\n]{0,6}(?:跟|和|找|转|换|联系|接|叫|让|有)?[^。！？\\n]{0,4}(?:人工(?!智能|分拣|搬|费|成本)|[真活]人|真的人|HR|hr|人事|招聘(?:的)?(?:人员|同事|老师)?)|(?:转|找|换|接)(?:一下)?(?:人工(?!智能|分拣|搬)|[真活]人|HR|hr|人事))[^。！？\\n]{0,10}[?？。！!吗吧呢]*$',
  '不想(?:跟|和)(?:机器人?|AI|ai)',
]);

export const PERSON_EN = around(
  '^(?:(?:hi|hello|hey|sorry|please|ok|okay|actually|no)[,. ]+)*',
  [
    "(?:can|could|may|must) i (?:please )?|i(?:'d| would) (?:like|prefer|rather)(?: to)? ",
    'i (?:want|need|prefer) (?:to )?|let me |please |is (?:it possible|there a way) to |get me ',
    'connect me (?:to|with) |put me through to |give me ',
  ],
  '?(?:(?:speak|talk|chat|connect|be connected) (?:to|with) )?(?:a |an |the |some )?(?:(?:real|actual|live|human) )?(?:person|human(?: being)?|someone (?:real|human|from hr|in hr|at hr)|somebody (?:real|from hr)|hr|recruiter|representative|operator|someone)(?: (?:please|instead|now|from hr|about this|to talk to|first))*$',
);

/** In free words, but with a wish and somebody to talk to; what one does with customers is an answer. */
export const PERSON_ZH_FREE = anyOf([
  '^(?:那|我)*(?:要|想)(?:跟|和)个?人(?:聊|说|谈)(?:吧|了)?$',
  '(?:找|叫|换|让|派)个?人(?:来)?(?:[跟和]我(?:说|聊|谈|联系)|联系我|给我打电话)',
  '(?:找|叫|见)(?:一下)?你们?(?:的)?(?:负责人|经理|老板|领导|主管|招聘)',
  '招聘的?(?:人|同事|老师)[^。！？，,\\n]{0,4}(?:联系|打给|打电话给|跟)我',
]);

export const PERSON_EN_FREE = anyOf([
  '\\bis there (?:a|an|any)\\b[^.?!]{0,10}\\b(?:person|human)\\b[^.?!]{0,6}\\bi (?:can|could|may)\\b',
  '^(?:can|could|may|will)(?: a| an| the)? (?:someone|somebody|person|human|hr|recruiter)(?: from \\w+)? (?:please )?(?:call|contact|phone|ring|text|message|write|reach) me\\b',
  '\\b(?:can|could|may) i\\b[^.?!]{0,24}\\b(?:speak|talk|chat|call|word)\\b[^.?!]{0,10}\\b(?:(?:real|actual|live|human) (?:person|human|one)|human(?: being)?|recruiter|somebody real|someone (?:real|from hr))\\b',
  '\\b(?:put|pass|transfer|connect|hand|refer) me\\b[^.?!]{0,10}\\bto\\b[^.?!]{0,16}\\b(?:hr|human|recruiter|someone|somebody|person|colleague)\\b',
  '\\b(?:want|wish|prefer|like|rather|need)\\b[^.?!]{0,16}\\b(?:speak|talk|chat|deal|word)\\b[^.?!]{0,10}\\b(?:(?:real|actual|live|human) (?:person|human|one)|human(?: being)?|recruiter)\\b',
]);
