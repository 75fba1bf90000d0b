/** What was heard in a voice note, in one short line: how it begins, and every number and time in it. Pure. */
import type { Language } from '../types.ts';
import { clauses, sentences } from './text.ts';

/** Said whole up to here: about as much as one line of a phone shows twice. */
const WHOLE = { zh: 40, en: 110 };
const MOST = { zh: 70, en: 170 };

const NUMBER_ZH =
  /[0-9０-９]|[零一二两俩三四五六七八九十百千万半几][个件单箱袋包点号年天周月日次岁小分块元公斤吨米平层班人万千百十]|早上|早班|上午|中午|下午|晚上|晚班|夜里|夜班|凌晨|白班|半夜|周[一二三四五六日天末]|星期|礼拜|今年|去年|前年|明年|今天|明天|后天|上个?月|下个?月/;
const NUMBER_EN =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|dozen|once|twice|morning|noon|afternoon|evening|night|nights|midnight|today|tomorrow|yesterday|weekend|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december)\b/i;

export function readBack(text: string, language: Language): string {
  const told = plain(
    sentences(text)
      .map((sentence) => sentence.text)
      .join(language === 'zh' ? '' : ' '),
    language,
  );
  if (told.length <= WHOLE[language]) return told;
  const parts = clauses(text);
  const number = language === 'zh' ? NUMBER_ZH : NUMBER_EN;
  const chosen: number[] = [];
  let length = 0;
  const wanted = [0, ...parts.flatMap((part, i) => (i > 0 && number.test(part.text) ? [i] : []))];
  for (const i of wanted) {
    const size = parts[i]!.text.length;
    if (chosen.length > 0 && length + size > MOST[language]) break;
    chosen.push(i);
    length += size;
  }
  const comma = language === 'zh' ? '，' : ', ';
  let line = '';
  for (const [n, i] of chosen.entries()) {
    const follows = n > 0 && chosen[n - 1] === i - 1;
    line += n === 0 ? '' : follows ? comma : '…';
    line += parts[i]!.text.slice(0, MOST[language]);
  }
  return plain(line, language) + (chosen.at(-1) === parts.length - 1 ? '' : '…');
}

/** Without the marks that end it, quote or ask: ours follow, and a question said by us would sound like ours. */
function plain(text: string, language: Language): string {
  return text
    .replace(/[?？]+/g, language === 'zh' ? '，' : ',')
    .replace(/[“”"「」『』]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[。.!！；;，,、\s]+$/u, '')
    .trim();
}
