/** Declines a question. */
import { anyOf, around } from './any.ts';
import { sentencesOf } from './grammar.ts';

const zh = sentencesOf('zh', {
  lists: {
    this: '这个问题|这个|这题|这一题|这道题|那个问题|那题|此题|它|题',
    say: '回答|说|答|讲|聊|谈|透露',
  },
  before:
    '我|这个问题|这个|这题|这一题|这道题|那个|能不能|可不可以|可以|能|先|就|请|那|抱歉|不好意思|涉及隐私|是隐私|不好说|想|麻烦|嗯|还是|要不|咱们',
  after: '吧|了|吗|行吗|行不行|可以吗|好吗|一下|谢谢|哈|啊|呢|真的|都?[说讲答]过了|{this}'.replace(
    '{this}',
    '这个问题|这个|这题|这一题',
  ),
  wordings: [
    '跳过 {this}?',
    '(?:跳|过|略)(?:过|掉)?{this}?',
    '换(?:一?个|道)?(?:问题|题)',
    '问?下一(?:个|题|道)(?:问题)?',
    '直接下一(?:个|题|道)',
    '(?:算了|免了|放弃|略过|过掉|保密|pass)',
    '(?:就)?(?:不|别)(?:太|大)?(?:想|愿意?|方便|好意思|打算)?{say}',
    '先?不(?:聊|谈|说){this}',
    '[没有](?:啥|什么)(?:好|可){say}的?|没(?:啥|什么){say}的?',
    '(?:选择|决定|想|希望)不{say}',
    '拒绝{say}? {this}?',
    '(?:不|别)(?:太|大)?(?:想|愿意?|方便)(?:再)?{say}{this}',
    '无可奉告',
  ],
});

const en = sentencesOf('en', {
  lists: {
    that: 'that|this|it|this one|that one|the question|this question|that question|them|about it|about that|about this',
    want: "i'd like to|i would like to|i want to|i'd prefer to|i prefer to|can we|can i|could we|could i|may i|let's|let us|let me|i'll|i will|i think i'll|i'm going to|i'd rather",
    not: "i'd rather not|i would rather not|rather not|i prefer not to|i'd prefer not to|prefer not to|i'd prefer to not|i choose not to|i don't want to|i do not want to|don't want to|i don't feel like|don't feel like|i'm not going to|i am not going to|i won't|i'm not comfortable|not comfortable|i do not wish to|i decline to|i refuse to|can i not|may i not|i'd like to not|i don't care to",
    answer:
      'answer|answering|say|saying|talk|talk about|talking about|share|sharing|discuss|discussing|get into|go into|tell|respond',
  },
  before: 'hi|sorry|please|ok|okay|well|um|no|hmm|actually|honestly|just|thanks',
  after:
    "i (?:already |just )?(?:said|told you)(?: (?:it|that))?(?: already)?|please|pls|thanks|thank you|sorry|ok|if (?:that's|that is) (?:ok|okay|fine)|if possible|if i may|for now|then|now",
  wordings: [
    '(?:{want})? skip {that}?',
    '(?:{want})? pass (?:on)? {that}?',
    '(?:{want})? (?:do|take|have) the next (?:question|one)?',
    '(?:{want})? move on (?:to (?:the )?next)? (?:question|one)?',
    '(?:{want})? (?:go|go on|move) to (?:the )?next (?:question|one)?',
    '(?:go|move) to the next (?:question|one)?',
    'next(?: question| one)?',
    '{not} {answer}? {that}?',
    'not answering {that}?',
    '(?:no answer|no comment) (?:on|to|for)? {that}?',
    "(?:that's|that is|this is|it's) (?:private|personal|none of your business|too personal|confidential)",
    'none of your business',
    '(?:{want})? (?:leave|drop) {that} (?:out|blank|empty)',
  ],
});

export const declines = (plain: string): boolean => zh.test(plain) || en.test(plain);

// The wordings that are heard most, as patterns.
export const SKIP = around(
  "^(?:(?:我|这个|这题|这个问题|能不能|可以|可不可以|请|那|先|抱歉|不好意思|i'd|i would|i|can we|can i|could we|let's|please|sorry|just)[，, ]*)*",
  [
    '跳过|跳過|下一[题個个问]+题?|过|pass|skip|next(?: one| question)?|不想(?:说|回答|答|讲|聊)|不方便(?:说|回答|透露|讲)',
    "不(?:回答|愿意?(?:说|回答))|没什么(?:好|可)说的?|拒绝回答|pass on|(?:i(?:'d| would) )?rather (?:skip|pass)",
    "rather not(?: say| answer)?|(?:don't|do not) want to (?:answer|say|talk about)",
    'prefer not to(?: say| answer)?|no comment|not comfortable',
  ],
  '(?:这个|这题|这个问题|吧|了|一下|行吗|可以吗|this|that|it|one|question|this one|this question|the question|that one|please|吗| )*$',
);

export const NEVER = anyOf(
  [
    '没(?:有)?(?:做|干|碰|遇|经历|接触|送|打|当|上|碰见|碰上|遇见|遇上)(?:到)?过',
    '(?:没有?|没啥|没什么)(?:相关|这方面|这样|这种|工作|什么|任何)*(?:的)?(?:经验|经历)|从来没|从没|想不(?:起来|到|出)',
    '不(?:知道|清楚|晓得|记得)|没印象|没(?:有)?(?:什么|啥)?(?:特别|印象深)的?(?:一次|印象)?$',
    "\\b(?:never (?:really |actually |once )?(?:done|had|worked|happened|been|did|experienced|dealt|seen|met)|no (?:\\w+ )?experience|(?:don't|do not|haven't|have not|didn't) (?:have|had) (?:any|much|that|such|an?)? ?(?:\\w+ )?(?:experience|example)|(?:don't|do not|can't|cannot) (?:know|remember|recall|think of)|not that i (?:remember|recall|know|can think of)|(?:not one|none|nothing|nobody|no one) in particular|not sure|no idea|has(?:n't| not| never) happened)\\b",
  ],
  'i',
);
