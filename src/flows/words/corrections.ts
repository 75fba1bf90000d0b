/** Takes back or changes what was said earlier: how such a message begins. */
import { around } from './any.ts';
import type { Lists } from './grammar.ts';

const fill = (text: string, lists: Lists): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => `(?:${lists[name]?.replace(/\s*\n\s*/g, '')})`);

function beginning(lists: Lists, before: string, wordings: string[]): RegExp {
  const heads = `(?:(?:${before})[，,。.!:、 ]*){0,4}`;
  return new RegExp(`^${heads}(?:${wordings.map((wording) => fill(wording, lists)).join('|')})`, 'i');
}

const ZH: Lists = {
  earlier: '刚才?|刚刚|前面|之前|上面|上一条|上一题|上条|上一个|那条|那句|早先|一开始|最开始',
  say: '说|写|打|讲|记|答|发|填|输|回答|搞|弄|念|报',
  now: '，|,|。| |是|应该|其实',
};
const zh = beginning(
  ZH,
  '不好意思|抱歉|对不起|对了|忘了说|哦|噢|啊|哎呀?|呃|嗯|等一?下|等等|那个|不对|我|关于|就是',
  [
    '{say}(?:得|的)?(?:错|反|漏|快|混)(?:一?个?字)?(?:了|啦)[，,。 ]?(?=.{0,12}(?:是|应该|不|\\d))',
    '{earlier}(?:我)?(?:{say})?(?:的)?[^，。！？\\n]{0,8}(?:错[了啦]|不对|有误|不准|有问题|不算|搞错|记错|更正|修正|纠正|改一下|说反|我改主意|改主意)',
    '{earlier}[^，。！？\\n]{0,12}(?:题|问题|答案|回答|那个|夜班|周末)[^。！？\\n]{0,6}(?:改主意|错|不对|收回|改)',
    '{earlier}(?:我)?{say}(?:的|过|了)?[^。！？\\n]{0,12}[，,](?:我)?(?:现在|其实|实际|但|不过|应该)',
    '[^，。！？\\n]{0,12}(?:那件事|的事|那个问题|那题|那里)(?:我)?{say}(?:得|的)?(?:不准|不对|错了|有误|不清楚)',
    '(?:口误|笔误|手滑|嘴瓢|说岔了|打岔了)(?!的时候|过|会)',
    '(?:修正|更改|更正|纠正|订正|收回)(?:一下|下|刚才|前面|之前|[，,：:。 ]|我的)',
    '(?:哦|噢|啊)?不[，, ]+(?:应该)?是(?=[\\d一二两三四五六七八九十百千半早晚白夜周上下])',
    '(?:想|要|需要|得)?(?:改|修改|更正|换)(?:一下|下)?(?:我)?(?:{earlier})?(?:第[一二三四五六七八九十\\d]+|上一|那|前面的?|之前的?)(?:个|道)?(?:的)?(?:问题|题|答案|回答|条)',
    '(?:不对|错了)[，, ]*(?:是|应该)',
    '(?:{earlier})?[^，。！？\\n]{0,6}那[次天回件个段][^，。！？\\n]{0,4}不是[\\d一二两三四五六七八九十百千半]+[^，。！？\\n]{0,6}[，, ]*(?:而?是|应该是)[\\d一二两三四五六七八九十百千半]+',
    '(?:我)?改主意了?[，, ]',
    '(?:第[一二三四五六七八九十\\d]+(?:个|道)?(?:问题|题|条)|[^，。！？\\n]{0,10}(?:那段|那题|那个|那条|那块|的问题|部分|的回答|那件事))[，,：: ]*(?:我)?(?:想|要|得)?(?:{say}(?:的|得)?(?:错|反|漏|不对|不准)|更正|修正|纠正|改)',
  ],
);

const EN: Lists = {
  few: 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty',
  say: 'said|wrote|typed|put|told you|answered|mentioned|gave',
  wrong: "wrong|incorrect|not right|not correct|isn't right|wasn't right|a mistake|a typo|mistaken|off",
};
const en = beginning(
  EN,
  'sorry|oops|oh|i forgot to (?:say|mention|tell you)|wait|hold on|hang on|ah|hmm|um|no|ok|okay|actually|well|hey|please|my bad|one thing|my mistake',
  [
    "(?:i (?:need|have|want|would like) to |i'd like to |i must |can i |could i |may i |let me |to )(?:correct|amend|change|fix|revise|edit|take back|update) (?:something|myself|my (?:answer|last|earlier|previous|reply)|that|what i|an answer|one (?:answer|thing)|the)",
    '(?:wrong|incorrect) (?:number|year|date|day|answer|one|name|word|month)[,.:;]',
    "(?:what|the thing|the number|the date|the year|the answer) i {say}[^,.!?]{0,24} (?:is|was|isn't|wasn't) ?{wrong}?",
    '(?:make|change) (?:that|it) (?:to |into )?(?=[a-z0-9])(?!a habit|happen|right|work|clear)',
    '(?:about|on|for|regarding) (?:the|my) (?:first|second|third|last|previous|\\w+ (?:question|answer))[^.!?]{0,24}(?:wrong|correct|mistake|change|mixed|not right)',
    'i (?:mixed|got|muddled) (?:that|it|this|those|them|the (?:number|date|year|name|day|month)s?) (?:up|wrong|mixed up)(?=[,.;:]|$| it| sorry)',
    'i take (?:that|it|this) back',
    '(?:that|it|this) (?:should|was meant to|was supposed to|ought to) (?:have been|say|read|be (?:\\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|no|yes|[a-z]+day)\\b))',
    "(?:(?:earlier|before|above|just now),? )?i {say}[^.!?]{0,40}(?:,| but| though) (?:it should|i meant|i mean|actually|really|but |i (?:can't|cannot|could not|couldn't|can|do not|don't|am not|only)|that's|it was|it's|it is)",
    'i (?:was|am) (?:wrong|mistaken) (?:about|on|with|there|before|earlier)\\b',
    '(?:that|my) (?:last |previous |earlier |first )?(?:message|answer|reply|one|text|bit|part) (?:was|is) {wrong}',
    'i made (?:a|an) (?:mistake|error|typo),? (?:it|that|they|there|i meant)',
    "not (?:in |on )?[a-z0-9]+(?: [a-z]+)?, (?:but |it was |it's )?(?:in |on )?(?:[a-z]+day|january|february|march|april|may|june|july|august|september|october|november|december|\\d+|one|two|three|four|five|six|seven|eight|nine|ten)\\b",
    '(?:forget|ignore|scratch|strike|disregard|cancel) (?:what i|that last|my (?:last|earlier|answer)|the last|my)',
    '(?:about |on )?(?:the|my) (?:question|answer|part|story|bit|one) (?:about|on|with) [^,.:!?]{1,30}[,:]? ?(?:sorry,? )?i (?:got|said|wrote|put|made|need to|want to|have to|misspoke|was)\\b[^.!?]{0,24}(?:wrong|mistake|correct|change|error|misspoke|mistaken)',
    'not [^,.!?]{1,24} but [^,.!?]{1,24}, (?:sorry|i (?:said|got|made|wrote|misspoke))',
    '(?:(?:and |sorry |just )*(?:one more|one thing|something)(?: thing)?[:,]? ?)?(?:about|regarding|on|as for) (?:the|my|that) [^,.:!?]{1,30}[,:]? ?(?:it|that|there|they|we|he|she) (?:was|were|is|are|had) (?:[^,.!?]|[,.](?=\\d)){1,30},? (?:and )?not (?!\\w+ing\\b)(?:[^,.!?]|[,.](?=\\d)){1,20}[.! ]*$',
    '(?:it|that|there|they|we) (?:was|were|had) (?:only |about )?(?:\\d+|{few})(?: \\w+)?,? not (?:\\d+|{few})\\b',
    'i gave (?:you )?the wrong (?!box|parcel|label|order|change|key|item|food|drink|bag)',
  ],
);

/** After an apology, what should have been said: alone it could be an answer. */
const APOLOGY =
  /^(?:不好意思|抱歉|对不起)[，, ]*(?:应该|其实)是|^(?:sorry|oops|my bad|apologies)[,.! ]+it (?:was|is|should be) [^,.!?]{1,24},? not [^,.!?]{1,24}$/i;

/** Stories in which somebody corrects or mistakes something at work. */
const STORY =
  /改一下(?:路线|方案|流程|做法)|纠正过|(?:答|说|写|搞|打|发|记|数|填)错(?:了|过)?(?:一次|客户|顾客|的|话|单|货|电话|库位)|错[^，。]{0,6}(?:的时候|我马上|后来|我就|先)|\bmy mistake (?:cost|was|made)|\bi meant (?:well|no harm|it|to (?!say|write|type|put|mean|tell))/i;

/** Behind what is right now: 我25了，上面打错了; "it was 25, I typed that wrong". */
const BEHIND = new RegExp(
  fill(
    '[，, ](?:我)?{earlier}(?:我)?{say}(?:得|的)?(?:错|反)了[。！ ]*$|[,.] (?:sorry,? )?(?:that was )?(?:a typo|typo|my mistake|i (?:mistyped|misspoke|(?:typed|got|said|wrote) (?:that|it) wrong)|wrong (?:button|key))[.! ]*$',
    ZH,
  ),
  'i',
);

export const takesBackBehind = (sentence: string): boolean => sentence.length <= 80 && BEHIND.test(sentence);
export const isStory = (head: string): boolean => STORY.test(head);
export const takesBack = (head: string): boolean =>
  !isStory(head) && (zh.test(head) || en.test(head) || APOLOGY.test(head));

// The wordings that are heard most, as patterns.
export const CORRECTION_ZH = around(
  '^(?:不好意思|抱歉|对不起|哦|噢|啊|哎呀?|呃|嗯|等下|等等|那个|不对|[，,。 ])*(?:我)?(?:(?:刚才?|刚刚|前面|之前|上面|上一[题条]|那[句条])(?:我)?(?:的)?(?:那[句条个])?)?',
  [
    '(?:说|写|打|讲|记|答|发|填)(?:的)?(?:错|反)(?:一?个?字)?了|(?:说|写|讲|答)的?(?:不对|有误|不准)|不对[，,。 ]*(?:是|应该|我说)',
    '(?:刚才?|刚刚|前面|之前|上面)[^。！？\\n]{0,12}(?:错了|不对|有误|更正|纠正|改一下)|更正|纠正|订正',
    '(?:其实)?不是[\\d一二两三四五六七八九十百千半]+[^。！？\\n]{0,6}[，, ]*(?:而?是|应该是)[\\d一二两三四五六七八九十百千半]+',
    '(?:想|要)?(?:更正|纠正|修改|改)(?:一下|下)',
  ],
  '',
);

export const CORRECTION_EN = around(
  '^(?:(?:sorry|oops|oh|wait|hold on|ah|hmm|um|no)[,.!: ]+)*',
  [
    'actually[, ]+i (?:meant|misspoke|mistyped)|correction\\b|(?:scratch|strike|cancel) that\\b',
    'my (?:mistake|bad)\\b|typo\\b|\\*',
    '(?:i )?(?:said|wrote|typed|put|told you|meant)(?: (?:it|that|something))? (?:wrong|incorrectly)',
    'i (?:misspoke|mistyped|misread|meant(?: to (?:say|write))?\\b|got (?:that|it) wrong|made a (?:mistake|typo) (?:in|with|on|there|above|earlier|before)\\b)',
    'let me (?:correct|fix|change)',
    "actually,? (?:it|that|they|there|i)(?: was|'s| is| were| did| had)\\b[^.]{0,40}\\b(?:not|instead of|rather than)\\b",
    "i said\\b[^.]{1,40}\\b(?:i meant|it was|it's|should)\\b",
    "(?:i|can i|i'd like to|i want to|i need to)(?: need to| have to)? (?:correct|fix|change) (?:my|that|what i|an|the)",
    '(?:that|my (?:last|earlier|previous) (?:answer|message)) (?:was|is) (?:wrong|a mistake|a typo|incorrect)',
    '(?:it|that) should (?:have been|say)\\b',
  ],
  '',
  'i',
);
