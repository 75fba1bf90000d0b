import { describe, expect, it } from 'vitest';
import { choiceNumber } from '../../src/flows/numbered.ts';
import { chatAt, effects, kinds, open } from './chats.ts';
import { Chat, spoken } from './play.ts';

describe('a number from a list', () => {
  it.each([
    ['1', 1],
    [' 2. ', 2],
    ['２', 2],
    ['(3)', 3],
    ['选1', 1],
    ['选择 2', 2],
    ['第1个', 1],
    ['回1', 1],
    ['Option 2', 2],
    ['no. 1', 1],
    ['2️⃣', 2],
    ['0', null],
    ['10', null],
    ['12', null],
    ['1 是', null],
    ['1天', null],
    ['大概1', null],
    ['', null],
    ['一', null],
    ['1'.repeat(30), null],
  ])('%s is %s', (text, number) => {
    expect(choiceNumber(text)).toBe(number);
  });
});

/** The same words where choices are numbered, and where they are buttons. */
function say(
  chat: Chat,
  text: string,
  more: { numbered?: true; ask?: number | null } = { numbered: true },
): string {
  const message = chat.message({ kind: 'text', text }, more);
  return spoken(chat.event({ type: 'messages', messages: [message] }));
}

describe('where choices are numbered', () => {
  it.each([
    ['1', true],
    ['2', false],
    ['2．', false],
  ])(
    '%s answers a yes-or-no question with %s, and stands in the transcript as it was typed',
    (text, value) => {
      const chat = chatAt('night');
      say(chat, text);
      expect(chat.state?.interview?.questions.night?.value).toBe(value);
      expect(kinds(chat)).toEqual(['answer']);
      expect(chat.last.hearings[0]?.spans).toEqual([{ slot: 'night', start: 0, end: text.length }]);
    },
  );

  it('a number that is not listed is asked for again', () => {
    const chat = chatAt('night');
    say(chat, '3');
    expect(open(chat)?.question).toBe('night');
  });

  it('a number that was written before the question was seen is no answer to it', () => {
    const chat = chatAt('night');
    say(chat, '1', { numbered: true, ask: open(chat)!.first - 1 });
    expect(chat.state?.interview?.questions.night?.value).toBe(undefined);
  });

  it('1 agrees and 2 does not', () => {
    const { start } = chatAt('night');
    const yes = new Chat(start);
    yes.open('zh');
    say(yes, '1');
    expect(yes.state?.consent).toBe('given');
    const no = new Chat(start);
    no.open('zh');
    say(no, '2');
    expect(no.state?.consent).toBe('refused');
    const neither = new Chat(start);
    neither.open('zh');
    say(neither, '3');
    expect(neither.state?.consent).toBe('asked');
  });
});

it('where they are buttons, a number is a number', () => {
  const chat = chatAt('night');
  say(chat, '1', {});
  expect(open(chat)?.question).toBe('night');
});

describe('what the provider has taken itself', () => {
  const keyword = (chat: Chat, text: string, word: 'stop' | 'start' | 'help') =>
    spoken(chat.event({ type: 'messages', messages: [chat.message({ kind: 'text', text, keyword: word })] }));

  it('STOP stops, and is not confirmed again', () => {
    const chat = chatAt('night');
    expect(keyword(chat, 'ARRET', 'stop')).toBe('');
    expect(effects(chat, 'opt_out')).toHaveLength(1);
    expect(chat.state).toMatchObject({ stopped: true, interview: { status: 'paused' } });
  });

  it('START goes on, in whatever word', () => {
    const chat = chatAt('night');
    chat.says('退订');
    expect(keyword(chat, 'REPRENDRE', 'start')).toContain('欢迎回来');
    expect(effects(chat, 'opt_in')).toHaveLength(1);
  });

  it('an opt-out that only the provider heard stops without a word, once', () => {
    const chat = chatAt('night');
    chat.event({ type: 'opted_out' });
    expect(chat.reply).toBe('');
    expect(effects(chat, 'opt_out')).toHaveLength(1);
    expect(chat.state).toMatchObject({ stopped: true, interview: { status: 'paused' } });
    expect(chat.last.timers).toMatchObject({ pause: null, nudge: null });
    expect(chat.says('你好')).toBe('');
    expect(chat.says('START')).toContain('欢迎回来');
  });
});
