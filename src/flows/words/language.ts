/** Asks for a language; what is named comes back. */
import type { Language } from '../../types.ts';
import { sentencesOf } from './grammar.ts';

const NAMES: Record<Language, Record<Language, string>> = {
  zh: { zh: '中文|汉语|普通话|国语|华语', en: 'chinese|mandarin' },
  en: { zh: '英文|英语', en: 'english' },
};

const zh = (named: Language, other: Language) =>
  sentencesOf('zh', {
    lists: {
      name: NAMES[named].zh,
      other: NAMES[other].zh,
      use: '用|说|讲|换成?|换回|改成?|改用|切成?|切换到?|切回|切换成',
      do: '聊|说|讲|面试|问我|问|回答|沟通|交流|跟我(?:说|聊|讲)|和我(?:说|聊|讲)|来',
    },
    before:
      '我们?|咱们?|你|能不能|可不可以|可以|能|请|麻烦|想|希望|还是|那|要不|方便的话|不好意思|最好|更习惯|习惯|要',
    after: '吗|吧|么|可以吗|好吗|行吗|行不行|好不好|谢谢|方便(?:点|些|一点)?|好(?:一点|些|点)|更好|呢|哈',
    wordings: [
      '{use} {name} {do}?',
      '{name} {do}? (?:可以|行|好|方便)(?:一点|点|些)?',
      '(?:我)?(?:更习惯|比较习惯|习惯用?) {name}',
      '(?:我)?(?:看|听)?不(?:太)?懂 {other} _ {use}?{name}?',
      '(?:我的?)?{other}(?:看|听|说)?(?:得)?(?:不太?|不)(?:好|懂|行|明白) (?:能不能|能|可以)?{use}?{name}',
      '(?:我的?)?{other}(?:看|听)不太?懂',
    ],
  });

const en = (named: Language, other: Language) =>
  sentencesOf('en', {
    lists: {
      name: `(?:${NAMES[named].en})`,
      other: `(?:${NAMES[other].en})`,
      ask: "can we|could we|can you|could you|can i|could i|may i|may we|shall we|will you|would you|i'd like to|i would like to|i want to|i'd prefer to|i prefer to|i'd rather|let's|let us|i need to|i need|i'd like|i would like",
      do: 'speak|talk|chat|write|use|do this|do it|do|continue|go on|carry on|answer|reply|switch|change|go back|ask me|talk to me|speak to me|write to me|have this|have it|this|it|interview me|change language|change the language|switch language|change languages',
    },
    before: 'hi|hello|hey|sorry|ok|okay|actually|please|pls|no|well|um|just',
    after:
      'please|pls|instead|thanks|thank you|if possible|if (?:you|we) can|now|from now on|with me|then|for me|again|ok|okay',
    wordings: [
      '{ask} (?:please)? {do} (?:in|to|into|back to)? {name}',
      '{do} (?:in|to|into|back to)? {name}',
      '(?:in|back to) {name}',
      '{name} (?:would be|is) (?:better|easier|best|preferred|good|fine for me)',
      '(?:is|would) {name} (?:be )?(?:ok|okay|possible|fine|alright)',
      'do you (?:speak|know|understand|do) {name}',
      "i (?:don't|do not|can't|cannot) (?:really )?(?:understand|read|speak|write|know) {other}",
      'my {other} is (?:bad|poor|not good|terrible|weak|not great) (?:so )? _',
      '{name}',
    ],
  });

const RULES = (['zh', 'en'] as const).map((named) => {
  const other = named === 'zh' ? 'en' : 'zh';
  return { named, patterns: [zh(named, other), en(named, other)] };
});

export function languageWish(plain: string): Language | null {
  return RULES.find(({ patterns }) => patterns.some((pattern) => pattern.test(plain)))?.named ?? null;
}
