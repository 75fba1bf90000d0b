/** How a question can be wrong in its form: it asks two things, offers a choice, or says which answer is wanted. */
import type { Language } from '../../types.ts';
import { anyOf } from './any.ts';

export const LEADING: Record<Language, RegExp> = {
  zh: anyOf([
    '难道|不是吗|对吧|是吧|对不对|是不是[？?]|[，,]\\s*对吗|[，,]\\s*是吗',
    '(?:没问题|可以|能|行|会|苦|班)吧[？?]',
    '应该(?:不会|不|可以|能|没)|不会介意|不介意吧',
    '[你您](?:肯定|一定|当然|应该)',
    '作为(?:一个|一名)?[^，。]{1,12}的人|像[你您]这[么样]',
    '(?:大家|人人|谁|我们)都(?:觉得|知道|认为|明白)',
    '[你您](?:也)?(?:觉得|认为|同意)[^，。？?]{1,10}(?:重要|应该|很好|没错)[，,]',
  ]),
  en: anyOf(
    [
      "\\b(?:surely|obviously|of course|i'm sure you|clearly|naturally)\\b",
      "\\b(?:don't|wouldn't|isn't|aren't|can't|won't|shouldn't) (?:you|it|we)\\b",
      ',\\s*(?:right|correct|yes|ok(?:ay)?|no)\\s*\\?',
      "(?:,|\\bmind\\b[^.?]*,)\\s*(?:do|does|did|can|could|will|would|are|is|have|should)(?:n't)? (?:you|it|they|we)\\s*\\?",
      '^as an? (?:\\w+ )?(?:worker|person|player|professional|employee|candidate)\\b',
      "\\b(?:since|given that|as) you(?:'re| are) (?:so|such|a|an|very)\\b",
      '\\b(?:everybody|everyone|we all) (?:knows?|agrees?|thinks?)\\b',
      '\\byou (?:would|must|will) (?:surely )?agree\\b',
    ],
    'i',
  ),
};

const ASKING =
  '(?:什么|怎么|怎样|如何|为何|哪|多少|几(?:次|个|天|点|年|件|单)|吗|呢|能不能|有没有|是不是|会不会|可不可以|要不要)';

export const TWO_THINGS: Record<Language, RegExp> = {
  zh: anyOf(
    [
      '还有[^，。？?]{1,20}呢',
      `${ASKING}.*(?:另外|同时|以及|顺便|并且|还有).*${ASKING}`,
      `${ASKING}[^，,。？?]*[，,](?!比如)[^。？?]*${ASKING}`,
      `(?:以及|并且|同时|[^，。？?]还有(?!什么|别的|没有))[^，。？?]{0,12}${ASKING}`,
      '和[^，。？?]{1,12}(?:分别|各)',
    ],
    's',
  ),
  en: anyOf(
    [
      '\\b(?:and|or)(?: also| then)? (?:how|what|why|who|which|(?:do|did|are|were|can|could|would|will|have) you)\\b',
      '\\bas well as\\b',
      '\\band (?:also|to)\\b[^.?]*\\?',
    ],
    'i',
  ),
};

/** A yes to two things joined says nothing about either. */
export const JOINED: Record<Language, RegExp> = {
  zh: /[^，。？?]*(?:和|以及|并且|而且|或者?|及)[^，。？?]*[？?]/,
  // "18 or over" is one thing.
  en: /[^.?]*\b(?:and|as well as|or(?! (?:over|older|more|above|longer|later|up)\b))\b[^.?]*\?/i,
};

export const EITHER: Record<Language, RegExp> = {
  zh: /还是.*[？?]/s,
  en: /\b(?:or not|either)\b.*\?|\b(?:prefer|rather|like)\b[^.?]*\bor\b[^.?]*\?/is,
};
