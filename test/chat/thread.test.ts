import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/chat/client/model.ts';
import { HISTORY_LENGTH, withHistory, withMessage } from '../../src/chat/client/thread.ts';

/** `3` is the assistant's third line, `3!` one's own; the number is also its minute. */
function message(name: string): Message {
  const own = name.endsWith('!');
  const minute = Number.parseInt(name, 10);
  return {
    id: `m${minute}`,
    from: own ? 'candidate' : 'bot',
    kind: 'text',
    text: name,
    buttons: [],
    at: new Date(Date.UTC(2025, 10, 26) + minute * 60_000).toISOString(),
    client_id: own ? `c${minute}` : null,
  };
}
const thread = (names: string) => names.split(' ').filter(Boolean).map(message);
const names = (messages: readonly Message[]) => messages.map(({ text }) => text).join(' ');

describe('a message from the stream', () => {
  it.each([
    ['is put at the end', '1 2!', '3', '1 2! 3'],
    ['begins a thread', '', '1', '1'],
    ['that was overtaken by another is put before it', '1 4!', '3!', '1 3! 4!'],
    ['that is older than all is put first', '2! 3', '1', '1 2! 3'],
    ['that is known by its id stays where it is', '1 2! 3', '1', '1 2! 3'],
    ['that is one’s own stays where it is', '1 2! 3', '2!', '1 2! 3'],
  ])('%s', (_what, before, came, after) => {
    expect(names(withMessage(thread(before), message(came)))).toBe(after);
  });

  it('replaces what the page believed of it', () => {
    const believed = { ...message('2!'), id: 'another', text: 'as typed' };
    const [only, ...others] = withMessage([believed], message('2!'));
    expect([only, others]).toEqual([message('2!'), []]);
  });
});

describe('a history', () => {
  it.each([
    ['is the thread where there was none', '', '1 2! 3', '1 2! 3'],
    ['brings what was said while the page slept', '1 2!', '1 2! 3 4', '1 2! 3 4'],
    ['doubles nothing that the stream had brought', '1 2! 3', '1 2! 3', '1 2! 3'],
    ['takes away what was taken back', '1 2! 3', '1 3', '1 3'],
    ['keeps what was sent while it was on its way', '1 2! 9!', '1 2! 3', '1 2! 3 9!'],
    ['that is empty keeps what was just sent', '1!', '', '1!'],
    ['puts right what stood out of order', '1 3 2!', '1 2! 3', '1 2! 3'],
  ])('%s', (_what, before, history, after) => {
    expect(names(withHistory(thread(before), thread(history)))).toBe(after);
  });

  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => `${from + i}`).join(' ');

  it('keeps what is older than the newest that the server tells', () => {
    const history = thread(numbers(11, HISTORY_LENGTH + 10));
    const after = withHistory(thread(numbers(1, HISTORY_LENGTH)), history);
    expect(names(after)).toBe(numbers(1, HISTORY_LENGTH + 10));
  });

  it('begins anew where so much was said that nothing connects', () => {
    const history = thread(numbers(1000, 999 + HISTORY_LENGTH));
    expect(names(withHistory(thread('1 2! 3'), history))).toBe(names(history));
  });
});
