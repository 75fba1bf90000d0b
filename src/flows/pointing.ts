/** Which question a person points at: by its place (第二题, "the first question") or by its matter (破损那件事). */
import type { Question } from './model.ts';
import { bare } from './text.ts';

const DIGITS: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
};
const PLACE_ZH = /第([一二两三四五六七八九十]|\d{1,2})(?:个)?(?:问题|题|问|条|件事|段)/;
const PLACE_EN =
  /\b(first|second|third|fourth|fifth|sixth|seventh|eighth|(\d{1,2})(?:st|nd|rd|th)) (?:question|answer|one|thing|story|example)\b|\b(?:question|answer|q) ?(?:no\.? ?|number |#)?(one|two|three|four|five|six|seven|eight|\d{1,2})\b/;
const BEGINNING =
  /最开始|最开头|一开始|开头|最早(?:说|讲|答|那)|最先|\b(?:at|in) the (?:very )?(?:beginning|start)\b|\bthe (?:very )?first thing i\b/;

/**
 * @param told what was answered, among which it must be
 * @param asked the questions as they came
 */
export function pointedAt(text: string, told: Question[], asked: Question[]): Question | undefined {
  const plain = bare(text).replace(/’/g, "'");
  const place = placeIn(plain);
  const found = place === null ? undefined : asked[place - 1];
  if (found && told.includes(found)) return found;
  return told.find((question) => wordsOf(question).some((word) => pointsTo(plain, word)));
}

function placeIn(plain: string): number | null {
  const zh = PLACE_ZH.exec(plain)?.[1];
  const en = PLACE_EN.exec(plain);
  const word = zh ?? en?.[2] ?? en?.[1] ?? en?.[3];
  if (word !== undefined) return DIGITS[word] ?? (Number.parseInt(word, 10) || null);
  return BEGINNING.test(plain) ? 1 : null;
}

function wordsOf({ hears, passport }: Question): string[] {
  const words = [...(hears?.zh ?? []), ...(hears?.en ?? []), passport?.zh, passport?.en];
  return words.flatMap((word) => (word ? [word.toLowerCase()] : []));
}

const BEFORE_ZH =
  /(?:前面|之前|刚才?|刚刚|上面|关于|说到|说的|讲到?|讲的|问(?:我)?|那个|那段|那次|聊)[^，。！？]{0,8}$/;
const BEHIND_ZH =
  /^[^，。！？]{0,6}(?:那件事|那个|那题|那次|那段|那条|那块|那里|那边|那会儿|的?(?:问题|事情|经历|回答|例子|故事|时候)|这题|这件事|一题)/;
const BEFORE_EN =
  /\b(?:questions?|answers?|parts?|bits?|stor(?:y|ies)|things?|said|say|wrote|told you|examples?|mentioned|asked)[^,.!?]{0,10} (?:about|on|with|for|regarding)(?: [^,.!?]{0,24})?$|\b(?:about|regarding|on|in) (?:the|my|that)(?: \w+){0,3} ?$/;
const BEHIND_EN =
  /^\w{0,4}(?: \w+){0,2} (?:questions?|answers?|stor(?:y|ies)|part|bit|example|case|incident)\b/;

/** The word alone may be part of a story; with "那件事" or "the question about" it names the question. */
function pointsTo(plain: string, word: string): boolean {
  for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
    const before = plain.slice(Math.max(0, at - 60), at);
    const behind = plain.slice(at + word.length, at + word.length + 60);
    const points = /\p{Script=Han}/u.test(word)
      ? BEFORE_ZH.test(before) || BEHIND_ZH.test(behind)
      : BEFORE_EN.test(before) || BEHIND_EN.test(behind);
    if (points) return true;
  }
  return false;
}
