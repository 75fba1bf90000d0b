/** Says that it was told already: how such a clause begins, and where it may go on. */
import { anyOf } from './any.ts';

const ZH_EARLIER =
  '(?:前面|刚才?|刚刚|上面|之前|早就|已经|一开始|最开始|开头|开始的?时候|第一[句条]话?|都|不是|不都)';
const ZH_HEAD = '^(?:哎呀?|唉|喂|嗯|哦|噢|啊|就是?|其实|不是|我|你|这个|这些|那个|这|那|真的?|都|也|[，, ])*';
const ZH_SAY = '(?:说|讲|提|聊|答|回答|写|介绍)';
const ZH_END = '(?:呀|啊|嘛|吗|么|了|哦|啦|呢|哈|吧|的)*';

const ZH = anyOf([
  `${ZH_HEAD}${ZH_EARLIER}+(?:我)?(?:就|都|也|不是|已经|刚|跟你|和你|给你|全)*${ZH_SAY}(?:过|了|完|到|清楚)+${ZH_END}(?=$|就是|[那这]个|来着)`,
  `${ZH_HEAD}(?:前面|刚才?|刚刚|上面|之前)(?:我)?${ZH_SAY}(?:到|过)?的(?:[那这][个件次些])?(?:事情?|经历|例子)?${ZH_END}$`,
  `${ZH_HEAD}(?:前面|刚才?|刚刚|上面|之前)(?:我)?${ZH_SAY}(?:到|过)?的[^，。！？]{1,12}(?:那[件次个回段]事?|的事)${ZH_END}$`,
  `^(?:就是|就|嗯)?(?:前面|上面|刚才?|之前)[^，。！？他她]{1,14}(?:就是|就算|也算|算吗|行吗)${ZH_END}$`,
  `^(?:[那这][件个次段])[^，。！？他她跟给对和]{0,10}(?:我)?(?:前面|刚才?|都|已经|早就|不是)*${ZH_SAY}过了?${ZH_END}$`,
  `^(?:嗯|我|都|真的?|全|也|就)*${ZH_SAY}过了?${ZH_END}$`,
]);

const EN_SAID = '(?:said|told you|mentioned|wrote|explained|described|answered|covered)';
const EN_WHEN =
  '(?: (?:already|before|above|earlier|twice|at the (?:start|beginning)|in the beginning|a minute ago))*';
const EN = anyOf([
  "\\bi(?:'ve| have)? (?:just |already )?told you(?! (?:to|not|so|can|could|it(?:'s| is)|that (?:it|you|we|she|he))\\b)",
  `^(?:well|yeah|yes|ok|okay|so|but|again|and|look|oh|um|hey|[ ,])*(?:(?:as|like) i(?:'ve| have| had)?(?: just| already| literally)* ${EN_SAID}\\b`,
  `i(?:'ve| have)? (?:just |already |literally )+${EN_SAID}(?: (?:that|this|it|you|all (?:of )?(?:that|this|it)|everything|about [a-z ']{1,40}))?${EN_WHEN}$`,
  `i (?:said|told you|mentioned|answered)(?: (?:that|this|it|you))?(?: (?:already|before|above|earlier))+$`,
  `(?:that'?s|it'?s|(?:it|that|this) is|same as) (?:the (?:one|story|thing|same one|same)|(?:exactly )?what) i (?:just |already )*${EN_SAID}\\b`,
  `(?:that (?:would|will|must) be |it'?s |that'?s )?(?:the|that) [a-z ']{2,40} i (?:just |already )*(?:told you about|mentioned|described)${EN_WHEN}$`,
  `(?:same|the same)(?: one| story| thing)? (?:as )?(?:i )?(?:above|before|said|mentioned|earlier)${EN_WHEN}$`,
  `(?:see|as) above$|already (?:said|told|answered|covered)(?: (?:that|this|it|you))?$)`,
]);

/** @param plain one clause in bare words */
export const saysTold = (plain: string): boolean => ZH.test(plain) || EN.test(plain);
