/** What a person may have sent while we were gone is asked for once, where an interview is going on and nowhere else. */
import { describe, expect, it } from 'vitest';
import { chatAt, hrLine, open, start, takeover } from './chats.ts';
import { Chat } from './play.ts';

const missed = (made: Chat) => made.event({ type: 'missed' });

describe('a message that may be lost', () => {
  it('is asked for as something that we begin; the question stays where it was', () => {
    const made = chatAt('night');
    const { timers } = missed(made);
    expect(made.reply).toContain('可能漏收了你的消息');
    expect(made.last.urgency).toBe('notice');
    expect(timers).toEqual({});
    expect(open(made)?.question).toBe('night');
    made.says('可以');
    expect(open(made)?.question).not.toBe('night');
  });

  it('is asked for in a pause too', () => {
    const made = chatAt('night');
    made.event({ type: 'timer', timer: 'pause' });
    missed(made);
    expect(made.reply).not.toBe('');
    expect(made.state?.interview?.status).toBe('paused');
  });

  it.each<[string, (made: Chat) => void]>([
    ['who asked us to stop', (made) => made.says('退订')],
    [
      'whom a person talks to',
      (made) => {
        made.event(takeover(made));
        made.event(hrLine(made, '你好'));
      },
    ],
    ['whose interview is over', (made) => made.event({ type: 'timer', timer: 'expire' })],
  ])('is not asked for: %s', (_who, before) => {
    const made = chatAt('night');
    before(made);
    missed(made);
    expect(made.reply).toBe('');
  });

  it('is not asked for of who has not begun', () => {
    const made = new Chat(start);
    missed(made);
    expect(made.reply).toBe('');
  });
});
