/** What was heard wrong and is put right in few words: where it stands, and what it has to be. Pure. */

export interface Mend {
  at: number;
  cut: number;
  put: string;
}

const END = '(?=[，,。.；;！!]|$)';
/** The wrong words, then the right ones; or the right ones first. Each row has the groups `was` and `is`. */
const BOTH = [
  /(?:不是|并非|没有说|没说)\s*(?<was>[^，,。；;！!是]{1,16})[，,、\s]*(?:而?是|应该是|说的是)\s*(?<is>[^，,。；;！!]{1,24})/,
  /(?:应该|说的|其实)?是\s*(?<is>[^，,。；;！!是]{1,24})[，,、\s]*(?:而)?不是\s*(?<was>[^，,。；;！!]{1,16})/,
  /(?<is>[^，,。；;！!是不]{1,24})[，,、\s]*(?:而)?不是\s*(?<was>[^，,。；;！!]{1,16})/,
  /把\s*(?<was>[^，,。；;！!]{1,16}?)\s*改成\s*(?<is>[^，,。；;！!]{1,24})/,
  /\bnot\s+(?<was>[^,.;!]{1,40}?)[,\s]+(?:but|it's|it is|it was|i said|i meant)\s+(?<is>[^,.;!]{1,60})/i,
  /(?:\b(?:it's|it is|it was|i said|i meant|should be)\s+)?(?<is>[^,.;!]{1,60}?)[,\s]+(?:not|instead of|rather than)\s+(?<was>[^,.;!]{1,40})/i,
  /\bchange\s+(?<was>[^,.;!]{1,40}?)\s+to\s+(?<is>[^,.;!]{1,60})/i,
];
/** Only the right ones. */
const RIGHT = [
  new RegExp(`(?:应该是|应该|说的是|其实是|是)\\s*(?<is>[^，,。；;！!是]{1,24})${END}`),
  new RegExp(`\\b(?:it's|it is|it was|i said|i meant|should be)\\s+(?<is>[^,.;!]{1,60}?)${END}`, 'i'),
  new RegExp(`(?:不对|错了|听错了|\\bno|\\bwrong)[，,。.\\s]+(?<is>[^，,。.；;！!]{1,40}?)${END}`, 'i'),
];
const MARK =
  /不是|不对|[说听写][的得]?错|没说|应该|其实|更正|改成|\b(?:not|no|wrong|instead|rather|actually|meant|should be|change|correct\w*)\b/i;

/** A number and what it counts: the same count with another number is what was misheard. */
const COUNT_ZH =
  /(?<number>[0-9.零一二两三四五六七八九十百千万半]+)\s*(?<unit>[个件单箱袋包点号年天周月日次岁时分块元公斤吨米层班人]{1,2})/g;
const COUNT_EN =
  /(?<number>\d[\d,.]*|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|a|and)[\s-]+)+)\s*(?<unit>[a-z]{2,})/gi;

/** @returns null when it does not say what was wrong, or that does not stand in what was heard */
export function mend(heard: string, reply: string): Mend | null {
  if (reply.length > 120 || !MARK.test(reply)) return null;
  for (const pattern of BOTH) {
    const { was, is } = pattern.exec(reply)?.groups ?? {};
    const found = was && is ? placeOf(heard, was.trim()) : null;
    if (found && is) return whole(heard, found, is.trim());
  }
  for (const pattern of RIGHT) {
    const is = pattern.exec(reply)?.groups?.is?.trim();
    const found = is ? counted(heard, is) : null;
    if (found) return found;
  }
  return null;
}

function placeOf(heard: string, words: string): { at: number; cut: number } | null {
  const at = heard.toLowerCase().indexOf(words.toLowerCase());
  return at === -1 || words === '' ? null : { at, cut: words.length };
}

/** 不是三百，是三千 about 三百件: what it counts stays. With its count (三千件), that is not said twice. */
function whole(heard: string, { at, cut }: { at: number; cut: number }, is: string): Mend {
  const behind = heard.slice(at + cut);
  let same = 0;
  for (let length = 1; length <= Math.min(3, is.length - 1, behind.length); length++) {
    if (is.endsWith(behind.slice(0, length))) same = length;
  }
  return { at, cut: cut + same, put: is };
}

function counted(heard: string, is: string): Mend | null {
  for (const pattern of [COUNT_ZH, COUNT_EN]) {
    const [right, ...others] = [...is.matchAll(pattern)];
    if (!right || others.length > 0) continue;
    const unit = unitOf(right.groups?.unit);
    const wrong = [...heard.matchAll(pattern)].filter((match) => unitOf(match.groups?.unit) === unit);
    // Of two counts of the same nobody knows which was meant.
    if (wrong.length === 1 && wrong[0]![0] !== right[0]) {
      return { at: wrong[0]!.index, cut: wrong[0]![0].length, put: right[0] };
    }
  }
  return null;
}

const unitOf = (unit: string | undefined) => unit?.toLowerCase().replace(/s$/, '') ?? '';
