import { describe, expect, it } from 'vitest';
import { createTerminal, type Shown } from '../../src/channels/terminal.ts';

const choices = [
  { label: '是', payload: 'a3:yes' },
  { label: '不是', payload: 'a3:no' },
];

describe('the terminal as a channel', () => {
  it.each([
    ['/start sort01', { kind: 'start', code: 'SORT01' }],
    ['/start', { kind: 'start', code: '' }],
    ['2', { kind: 'button', payload: 'a3:no' }],
    ['２', { kind: 'button', payload: 'a3:no' }],
    ['3', { kind: 'text', text: '3' }],
    ['12', { kind: 'text', text: '12' }],
    [' 我能 ', { kind: 'text', text: ' 我能 ' }],
  ])('reads "%s"', (line, content) => {
    const message = createTerminal('desk', () => {}).read('me', line, choices, 'zh');
    expect(message).toMatchObject({ channel: 'terminal:desk', account: 'desk', address: 'me', content });
  });

  it('takes a number for text when there is nothing to choose', () => {
    expect(createTerminal('desk', () => {}).read('me', '1', [], 'zh').content).toEqual({
      kind: 'text',
      text: '1',
    });
  });

  it('shows a line once, however often it is sent with the same key', async () => {
    const shown: [string, Shown][] = [];
    const terminal = createTerminal('desk', (address, content) => shown.push([address, content]));
    const content = { kind: 'text' as const, text: '你好' };
    const message = { channel: terminal.type, account: 'desk', address: 'me', content };
    const first = await terminal.send(message, '1:1');
    expect(await terminal.send(message, '1:1')).toEqual(first);
    await terminal.send({ ...message, address: 'other' }, '1:1');
    expect(shown).toEqual([
      ['me', content],
      ['other', content],
    ]);
  });

  it('takes nothing from the network', async () => {
    const terminal = createTerminal('desk', () => {});
    const raw = { method: 'POST', path: '/hooks/terminal', headers: {}, body: new Uint8Array() };
    await expect(terminal.verify(raw)).rejects.toMatchObject({ code: 'signature_invalid' });
  });
});
