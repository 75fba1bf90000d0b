/** Has no more to tell. */
import { around } from './any.ts';

export const FILLED = around(
  '^',
  [
    '(?:嗯+|呃|哦|噢|啊|好的?|那|行|就|大概|暂时|目前|应该|好像|真的|(?:ok|okay|well|um+|uh|hmm+|i think|i guess|and|no|nope|nah|yeah|nothing)\\b)[，,、。. ]*',
  ],
  '+',
);

const CORE = [
  "(?:you(?:'ve| have)? (?:got |have )?)?(?:it |that )?(?:'s )?all (?:is )?(?:above|up there)",
  '(?:我)?(?:就是|都在)?(?:上面|前面|刚才?|之前|以上)(?:那些|这些|说的|讲的|写的|都|已经|全)*(?:说|讲|写|提)?(?:过|完|的|全)*(?:就是全部)?',
  '(?:all|already) (?:said|told|written|there)(?: (?:it|you|all|that|everything))*',
  "(?:it's |it is )?all (?:in what i (?:wrote|said)|there|above|told)",
  '(?:as|see) (?:i (?:said|wrote)|above)',
  "i(?:'ve| have)? (?:said|told you) (?:it all|everything|all of it)",
  '没有?(?:什么|啥)?(?:了|啦|别的了?|其他了?|其它了?|要补充的?了?|补充了?|要说的?了?|可说的?了?|想说的?了?|问题了)?|没有了|没有啦|没了|没啦|无',
  '不用了?|不需要了?|就?(?:差不多|只有|只是)?就?是?(?:这些|这样|这么多|那样|那些)(?:了|啦|吧)?',
  '差不多就?(?:是)?(?:这些|这样)?(?:了|啦|吧)*|(?:都|我)?说完(?:了|啦)|讲完了|完了|以上(?:就是全部)?|no|nope|nah|none',
  'no more(?: from me)?',
  '(?:that|this)(?: about| pretty much)? (?:covers it|sums it up)(?: all)?',
  "no,? (?:that's|that is) (?:all|it)",
  'not much (?:else|more)|nothing much(?: (?:else|more))?|nothing(?: (?:more|else|really|left|to add|comes to mind|special|for now|at the moment))*',
  'not really|not (?:at the moment|now|for now|that i can think of)',
  'whatever',
  "(?:i'm|i am|all|we're) (?:done|good|finished|set)|done|finished",
  "(?:that|this|it)(?:'s| is| was|s)? (?:about |pretty much |basically )?(?:all|it|everything)(?: (?:of it|from me|for now|i have|really|i can say|then|i've got))?",
  "that will be all|that'll be all|end of story",
  "no,? (?:nothing|thanks|thank you|i'm good|not really)(?: (?:else|more|to add))?",
].join('|');

/** What is said behind it, on the way out. */
const OUT =
  '继续吧?|下一[个题]吧?|(?:就)?等(?:你们?)?(?:的)?(?:消息|通知|结果)|辛苦了|不用(?:再)?问了|(?:please |you can )?(?:move|go) on|next(?: question)?|cheers|bye';

/** Several of them in a row are one: 没了没了; "no, that's all of it". */
export const DONE = new RegExp(
  `^(?:${CORE})(?:[，,、。.!！ ]*(?:${CORE}|${OUT})){0,3}(?:了|啦|吧|哈|呢|的|哦|呀|please|谢谢你?|thanks|thank you|[，,。. ])*$`,
);
