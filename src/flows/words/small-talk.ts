/** Greetings, coming back, and asking what we mean. */
import { around } from './any.ts';

export const GREETING = around(
  '^',
  [
    '你好|您好|哈喽|嗨|在吗|在不在|在么|好的?|好呀|好嘞|嗯+|哦|噢|收到|行|谢谢你?|多谢|辛苦了|早上好|晚上好|下午好|对了|请问|想问一下|问一下',
    '我想问(?:一下|下)?|另外|不好意思|抱歉|hi|hello|hey|ok|okay|k|sure|thanks|thank you|thx',
    'good (?:morning|evening|afternoon)|great|cool|fine|sorry|got it|i see|right|by the way|btw',
    'one question|quick question|i have a question|吗|呀|啊|哈|[，,、。. ]',
  ],
  '+$',
);

export const RESUME = around(
  '^',
  [
    '(?:我)?(?:回来了|来了|继续吧?|在的?|在呢|有空了|可以继续了?|接着(?:来|聊|说)吧?|你好|您好|在吗|开始吧?)',
    "(?:i'm|i am) (?:back|here|ready)|back|continue|let's (?:continue|go on|go)|resume|ready",
    'go on|hi|hello|hey|here',
  ],
  '(?:了|啦|吧|now|again|[，,。. ])*$',
);

export const CLARIFY = around(
  '^(?:(?:你|您|这|这个|不好意思|抱歉|sorry|hmm|eh|[，,. ])*)',
  [
    '什么意思|啥意思|(?:没|不)(?:太)?(?:懂|明白|理解)(?:问题|你的意思|什么意思)?|指(?:的是)?(?:什么|哪方面)|哪方面|能再说一遍|再说一遍|怎么说',
    'what do you mean|what does (?:that|this) mean',
    "i don't (?:understand|get it|get the question)",
    '(?:can|could) you (?:repeat|rephrase|explain)(?: (?:that|this|it|the question))?',
    'what kind of (?:experience|thing|example)s?|not sure what you mean|huh|what|pardon',
  ],
  '[^。！？!?\\n]{0,10}[?？。!！ 吗呢]*$',
  'i',
);
