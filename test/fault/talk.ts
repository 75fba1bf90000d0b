/** A candidate who writes line after line, each when the bot has answered, as a person would. */
import type { Talk } from './books.ts';
import { CODE, type Stack } from './stack.ts';

/** Somebody who hears nothing for so long writes on all the same. */
const PATIENCE_MS = 20_000;
/** Before the first answer the bot has to start, and to start again where a crash is tried. */
const START_MS = 60_000;

export const CONSENT = '同意';

const ANSWERS = [
  '我叫小林，去年在仓库做过两个月分拣，每晚大概一千件。',
  '具体就是看面单、扫码、按路线放到笼车里，错了两件。',
  '没有了',
  '有一次一箱玻璃瓶碎了，我先把旁边的件搬开，然后报告组长。',
  '后来组长十分钟就联系了寄件人。',
  '就这些',
  '去年双十一那天流水线堵了，我跑去帮隔壁道口疏通。',
  '大概二十分钟就恢复了。',
  '没有了',
  '可以',
];

/** `/start`, consent, and so many answers; each is its own, so that a lost or doubled one shows. */
export function lines(chat: number, answers: number): string[] {
  const said = Array.from(
    { length: answers },
    (_, i) => `${ANSWERS[i % ANSWERS.length]}（${chat}-${i + 1}）`,
  );
  return [`/start ${CODE}`, CONSENT, ...said];
}

/** Plays the lines; `between` runs after each answer of the bot. */
export async function talkThrough(
  _stack: Stack,
  talk: Talk,
  script: string[],
  between: () => Promise<void> = async () => {},
): Promise<void> {
  for (const [i, line] of script.entries()) {
    const answered = talk.user.arrival(i === 0 ? START_MS : PATIENCE_MS);
    talk.user.send(line);
    talk.wrote.push(line);
    await answered;
    await between();
  }
}

export function newTalk(stack: Stack, chat: number): Talk {
  return { user: stack.telegram.user(chat, { first_name: '林', language_code: 'zh-hans' }), wrote: [] };
}
