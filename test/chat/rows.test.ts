import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/chat/client/model.ts';
import type { Queued } from '../../src/chat/client/outbox.ts';
import { type MessageRow, rowsOf } from '../../src/chat/client/rows.ts';

const BUTTONS = [{ label: '是', payload: 'yes' }];

/** `bot 08:01` in UTC on one day; `bot+` has buttons. */
function message(line: string, i: number): Message {
  const [who = '', time] = line.split(' ');
  const from = who.replace('+', '') as Message['from'];
  const buttons = who.endsWith('+') ? BUTTONS : [];
  const client_id = from === 'candidate' ? `c${i}` : null;
  return { id: `m${i}`, from, kind: 'text', text: line, buttons, at: `2025-11-26T${time}:00Z`, client_id };
}
const queued = (id: string, more: Partial<Queued> = {}): Queued => ({
  client_id: id,
  text: id,
  at: '2025-11-26T09:00:00.000Z',
  ...more,
});
const messages = (lines: string[]) => lines.map(message);
const rows = (lines: string[], queue: Queued[] = [], waiting = false, zone = 'UTC') =>
  rowsOf(messages(lines), queue, waiting, zone);
const lines = (made: ReturnType<typeof rows>) =>
  made.filter((row): row is MessageRow => row.kind === 'message');
const groups = (made: ReturnType<typeof rows>) =>
  lines(made).map(({ first, last }) => `${first ? '⌜' : ''}${last ? '⌟' : ''}`);

describe('the rows', () => {
  it('begin each day with its name, by the reader’s clock', () => {
    const kinds = rows(['bot 15:59', 'bot 16:00', 'bot 16:01'], [], false, 'Asia/Shanghai').map(
      (row) => row.kind,
    );
    expect(kinds).toEqual(['day', 'message', 'day', 'message', 'message']);
  });

  it.each([
    ['one alone', ['bot 08:00'], ['⌜⌟']],
    ['two by the same', ['bot 08:00', 'bot 08:01'], ['⌜', '⌟']],
    ['two by different people', ['bot 08:00', 'hr 08:01'], ['⌜⌟', '⌜⌟']],
    ['a long pause', ['bot 08:00', 'bot 08:06'], ['⌜⌟', '⌜⌟']],
    ['three in a row', ['hr 08:00', 'hr 08:01', 'hr 08:02'], ['⌜', '', '⌟']],
  ])('put what belongs together in one group: %s', (_what, said, expected) => {
    expect(groups(rows(said))).toEqual(expected);
  });

  it.each([
    ['the newest line has them', ['bot+ 08:00'], [], 1],
    ['an older one has not', ['bot+ 08:00', 'bot 08:01'], [], 0],
    ['they go when one answers in words', ['bot+ 08:00', 'candidate 08:01'], [], 0],
    ['they go at once, before the answer has arrived', ['bot+ 08:00'], [queued('q')], 0],
    ['one’s own line never has any', ['candidate+ 08:00'], [], 0],
  ])('offer buttons for what is asked now: %s', (_what, said, queue, count) => {
    expect(lines(rows(said, queue)).flatMap(({ buttons }) => buttons)).toHaveLength(count);
  });

  it('keep the place of a line when it has arrived', () => {
    const before = lines(rows([], [queued('c0')]));
    const after = lines(rows(['candidate 08:00']));
    expect(before.map(({ key }) => key)).toEqual(after.map(({ key }) => key));
    expect([before[0]?.delivery, after[0]?.delivery]).toEqual(['sending', 'sent']);
  });

  it('say what has not left, and what never will', () => {
    const queue = [queued('a'), queued('b', { refused: true })];
    expect(lines(rows([], queue, true)).map(({ delivery }) => delivery)).toEqual(['waiting', 'refused']);
  });

  it('have a key each', () => {
    const keys = rows(['bot 08:00', 'candidate 08:01', 'hr 08:02'], [queued('a'), queued('b')]).map(
      ({ key }) => key,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
