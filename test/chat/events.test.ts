import { describe, expect, it } from 'vitest';
import { createEventReader, type ServerEvent } from '../../src/chat/client/events.ts';
import fc from '../support/chance.ts';

function read(pieces: string[]): ServerEvent[] {
  const events: ServerEvent[] = [];
  const feed = createEventReader((event) => events.push(event));
  for (const piece of pieces) feed(piece);
  return events;
}

const STREAM = [
  'retry: 2000\n\n',
  ':\n\n',
  'event: message\nid: 1.20\ndata: {"text":"你好: 😀"}\n\n',
  'event: state\r\nid: 1.21\r\ndata: {"typing":true}\r\n\r\n',
  'data:first\ndata: second\n\n',
  'id: 9\n\n',
].join('');
const EVENTS = [
  { event: 'message', id: '1.20', data: '{"text":"你好: 😀"}' },
  { event: 'state', id: '1.21', data: '{"typing":true}' },
  { event: 'message', id: '', data: 'first\nsecond' },
];

describe('server-sent events', () => {
  it('are read with their names, places and data; heartbeats are nothing', () => {
    expect(read([STREAM])).toEqual(EVENTS);
  });

  it('come out the same, wherever the pieces end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 20 }), (cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
        const pieces = ends.slice(1).map((end, i) => STREAM.slice(ends[i], end));
        expect(read(pieces)).toEqual(EVENTS);
      }),
    );
  });

  it('that are cut off in the middle are not handed over', () => {
    expect(read(['event: message\nid: 3\ndata: {"te'])).toEqual([]);
    expect(read(['event: message\nid: 3\ndata: {}\n'])).toEqual([]);
  });
});
