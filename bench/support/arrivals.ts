/** Turns as they come in life: whenever somebody writes, however busy we are. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, chance } from './chance.ts';
import type { Crowd } from './crowd.ts';
import { until } from './until.ts';

/** People who are in the middle of their interviews. */
export const CHATS = 300;

/** Everybody has consented, and is at a place of their own in the interview. */
export async function bringToTheMiddle(crowd: Crowd, ready: number[]): Promise<void> {
  for (let i = 0; i < CHATS; i++) crowd.admit();
  const turns = CHATS * 6;
  for (let i = 0; i < turns; i++) {
    await until(
      () => ready.length > 0,
      () => 'nobody is answered',
    );
    // Not always the one who waits longest, so that the places spread.
    const [chatId] = ready.splice(i % 3 === 0 ? 0 : Math.floor(ready.length / 2), 1);
    if (chatId !== undefined) crowd.send(chatId);
    if (i % 20 === 0) await sleep(1);
  }
  await crowd.settled();
}

/** Lets so many a second write, at random moments (Poisson), for so long. @throws Error when we do not keep up */
export async function arrivals(
  crowd: Crowd,
  ready: number[],
  rate: number,
  milliseconds: number,
): Promise<void> {
  const random = chance(7);
  const end = performance.now() + milliseconds;
  for (let due = performance.now(); due < end; ) {
    due += gap(random, rate);
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    // Whoever wrote longest ago writes next; nobody left means that the bot owes everybody an answer.
    const chatId = ready.shift();
    if (chatId === undefined) throw new Error(`${rate} turns a second are too many`);
    crowd.send(chatId, due);
  }
  await crowd.settled();
}

/** Milliseconds to the next arrival. */
export function gap(random: Chance, rate: number): number {
  return (-Math.log(1 - random()) * 1000) / rate;
}
