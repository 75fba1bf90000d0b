/** Has had enough of being asked. */
import { anyOf } from './any.ts';
import { sentencesOf } from './grammar.ts';

const zh = sentencesOf('zh', {
  lists: {
    ask: '问|说|讲|答|回答|重复',
    said: '说|讲|答|回答|回|写|打',
    same: '一样的?|同一个|同样的?|重复的?|这些?|这个|那几个',
    times: '(?:[几两二三四五六]+|多少|好几|好多)(?:遍|次|回)',
  },
  before:
    '你|你们|我|真|真的|拜托|唉|喂|哎|烦死了|不是|怎么|到底|都|又|这|刚才|刚|前面|已经|这个|这题|大哥|能不能|就',
  after: '吧|啊|呀|吗|嘛|呢|了|行不行|好不好|可以吗|有意思吗|烦死了|还问|还要[说讲]',
  wordings: [
    '烦不烦|问够没|够了|没耐心|有完没完|没完没了|问个没完|问个不停|烦死',
    '别(?:老|总|一直|再|又)?问 {same}?(?:问题)?',
    '别问(?:那么|这么)(?:细|多)',
    '(?:能)?别重复',
    '没必要(?:一直|再|老)?问',
    '问来问去 _',
    '问题(?:也|真|实在|确实)?(?:太|好|真|这么|那么)多',
    '(?:面试|聊天|流程|聊得|问得)(?:也|真|实在|确实|有点)?(?:太|好|真|这么|那么)(?:长|久)',
    '(?:不想|懒得)(?:再)?(?:说|讲|聊|答|回答) _ (?:太|好|真|这么)(?:长|久|多|麻烦)',
    '(?:问得|问的)(?:我)?(?:头疼|头大|烦|太多|太细)',
    '(?:要|还要|想)?问(?:了|过)?(?:我)?{times}',
    '一个问题问{times}',
    '(?:跟你|给你)?{said}(?:过|了|得|完)?(?:{times}|一遍|够清楚|过|了){1,3}',
    '(?:跟你|给你){said}过',
    '又来 _',
    '是?(?:这个|同一个|一样的)问题',
    '是复读机|复读机',
    '(?:太|真|好)(?:啰嗦|罗嗦|墨迹|磨叽)',
    '没(?:听懂|看见|看到|看)(?:吗)? _ {said}过',
    '都{said}了 还要?{said}',
    '差不多得 _ 别再?问',
  ],
});

const en = sentencesOf('en', {
  lists: {
    said: 'said|told you|answered|explained|wrote|covered|gone over',
    that: 'that|this|it|so|you|all that|all this',
    question: 'questions?|question',
  },
  before:
    "seriously|ugh|oh|man|come on|look|i|i've|i have|i already|i just|i literally|literally|already|just|really|god|ok|okay|sorry|but|well|hey|please|no|do you even|can we",
  after: 'already|again|twice|man|please|now|mate|dude|before|three times|several times|enough|!',
  wordings: [
    '(?:not )?(?:this|that) again',
    'not again',
    "(?:this is|it's|it is|that's|that is) (?:so|really|very|just|getting|becoming|way too)? (?:repetitive|tedious|old|annoying|boring|ridiculous|exhausting|too long|too much|enough)",
    'this is taking (?:forever|too long|ages)',
    'how many times(?: already)?',
    'how many more (?:of (?:these|those|them))? (?:questions)?',
    '(?:enough|no more) (?:with|of) (?:the|these|your|all the)? ?questions',
    'you (?:ask|want|need) (?:too much|too many questions|a lot)',
    '(?:quit|stop) asking _',
    'are we (?:done|finished|there|nearly done) (?:yet|now)?',
    "(?:i'm|i am|getting) (?:so |really )?(?:tired|sick|fed up|bored) (?:of|with) (?:this|these|your|all the|being) (?:questions|asked|interview|stuff)?",
    'same (?:question|thing) (?:again|over and over|every time)?',
    "(?:you're|you are|stop|quit) repeating (?:yourself|the same _)?",
    "(?:didn't|did) i (?:not )?(?:just |already )?(?:answer|say|tell you|explain) _",
    '(?:another|more) questions?',
    '(?:i )?(?:told you|said|answered|wrote|explained) {that}? ?(?:already|twice|before|three times|several times)',
    "(?:i've|i have) (?:already |just )?(?:said|answered|told you|explained) {that}? ?(?:already|twice|before|three times)?",
    '(?:already )?asked and answered',
    '(?:do|are) you (?:even )?(?:read|reading|listen|listening)(?: to)? (?:my answers|what i (?:say|write)|me)?',
    "(?:i'm|i am) (?:losing|out of|running out of) patience",
    "that's the (?:second|third|fourth|fifth|\\w+th) time you(?:'ve)? (?:ask|asked)(?: me)? _",
    '(?:just )?move on already',
    '(?:so|too) many questions',
    '(?:you )?already asked (?:me )?{that}',
  ],
});

export const hasHadEnough = (plain: string): boolean => zh.test(plain) || en.test(plain);

// The wordings that are heard most, as patterns.
export const IRRITATED = anyOf(
  [
    '(?:烦死|好烦|真烦|很烦人|烦不烦|别再?问了|不要再?问了|怎么(?:还|又|老|一直)(?:在)?问|问(?:得|的)?(?:也|真|太|好|这么)+多|(?:都|这是?|已经)[^。！？，,\\n]{0,3}第[几三四五]遍了$|还(?:要|没)问(?:完|多少)|问够了|问完了没|怎么这么多问题|问题(?:太|真|好)多|你有完没完|有完没完|没完没了|(?:我)?(?:刚才?|前面|上面|之前|已经|都|不是)(?:不是)?(?:已经)?(?:说|讲|回答|答)过了|不是(?:刚)?说(?:过|了)吗|重复问)',
    "\\b(?:stop asking|too many questions|so many questions|(?:this|it) is (?:so |really |getting )?annoying|you(?:'re| are) annoying|stop with the questions|(?:i(?:'ve| have)? )?(?:already|just) (?:said|told you|answered|explained)(?: (?:that|this|it|you|it all|everything))?\\s*[.!]*$|how many more questions|how many times (?:do|must|should) i|you keep asking|keep asking (?:me )?the same|enough (?:questions|already)|you(?:'ve| have)? (?:already )?asked (?:me )?(?:that|this|it)|asked (?:me )?(?:that|this) already)",
  ],
  'i',
);
