import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chatAt, effects, hrLine, kinds, open, takeover, tickets } from './chats.ts';
import { type Chat, questionMarks, SETTINGS } from './play.ts';

describe('STOP', () => {
  it('is confirmed once, pauses, and is silent until START, which asks nothing again', () => {
    const made = chatAt('night');
    const before = open(made)!;
    made.says('STOP');
    expect(effects(made, 'opt_out')).toHaveLength(1);
    expect(made.last).toMatchObject({ evenIfClosed: true });
    expect(made.reply).toMatch(/退订/);
    expect(made.state?.interview?.status).toBe('paused');
    expect(made.last.timers).toMatchObject({ pause: null, nudge: null });
    for (const text of ['你好', '工资多少？', '退订', '进度']) expect(made.says(text)).toBe('');
    expect(made.says('help')).toMatch(/开始/);
    expect(made.last.evenIfClosed).toBe(true);
    made.says('START');
    expect(effects(made, 'opt_in')).toHaveLength(1);
    expect(open(made)).toMatchObject({ first: before.first, question: 'night' });
  });

  it('keeps the answer that came with it, and does not ask it again', () => {
    const made = chatAt('night');
    made.says('可以', 'STOP');
    expect(kinds(made)).toEqual(['answer', 'command']);
    made.says('START');
    expect(open(made)?.question).toBe('days');
  });

  it('works while a person of HR has the chat', () => {
    const made = chatAt('night');
    made.event(takeover(made));
    made.says('退订');
    expect(effects(made, 'opt_out')).toHaveLength(1);
  });
});

describe('HR', () => {
  it('takes the chat over: the engine records and is silent, then goes on', () => {
    const made = chatAt('night');
    made.event(takeover(made));
    expect(made.state?.interview?.status).toBe('handed_off');
    expect(made.says('你好，在吗？')).toBe('');
    expect(made.last.hearings[0]?.record).toBe(true);
    made.event(hrLine(made, '你好，我是小李。'));
    expect(made.reply).toBe('你好，我是小李。');
    made.event({ type: 'handback' });
    expect(made.reply).toContain('你能上夜班吗？');
    expect(made.state?.interview?.status).toBe('in_progress');
  });
});

describe('silence', () => {
  it('pauses after 30 minutes, nudges once after 20 hours, and ends after 7 days', () => {
    const made = chatAt('night');
    expect(made.last.timers).toMatchObject({
      pause: made.now + SETTINGS.pauseAfterMs,
      nudge: made.now + SETTINGS.nudgeAfterMs,
      expire: made.now + SETTINGS.expireAfterMs,
    });
    made.event({ type: 'timer', timer: 'pause' });
    expect(made.last.lines).toEqual([]);
    expect(made.state?.interview?.status).toBe('paused');
    made.event({ type: 'timer', timer: 'nudge' });
    expect(made.last.urgency).toBe('notice');
    expect(questionMarks(made.reply)).toBe(0);
    made.event({ type: 'timer', timer: 'nudge' });
    expect(made.last.lines).toEqual([]);
    made.event({ type: 'timer', timer: 'expire' });
    expect(made.state?.interview?.status).toBe('expired');
    expect(effects(made, 'stage').at(-1)?.to).toBe('expired');
  });

  it('that is broken by the answer goes straight on', () => {
    const made = chatAt('night');
    made.event({ type: 'timer', timer: 'pause' });
    made.says('可以');
    expect(made.state?.interview?.questions.night?.value).toBe(true);
    expect(open(made)?.question).toBe('days');
  });

  it('of an address that cannot be reached pauses without a word', () => {
    const made = chatAt('night');
    made.event({ type: 'unreachable', here: true, reachable: false });
    expect(made.state?.interview?.status).toBe('paused');
    expect(made.last.lines).toEqual([]);
  });

  it('that was too long is made good by the code', () => {
    const made = chatAt('night');
    made.event({ type: 'timer', timer: 'expire' });
    made.open();
    expect(made.state?.interview?.status).toBe('in_progress');
    expect(open(made)?.question).toBe('night');
    expect(effects(made, 'begin')).toHaveLength(1);
  });
});

describe('the end', () => {
  function finished(): Chat {
    const made = chatAt('floor');
    made.says('没有了');
    made.stage = 'reviewing';
    return made;
  }

  it('says what comes next, who decides, by when, and how to add', () => {
    const made = finished();
    expect(made.reply).toMatch(/招聘人员.*决定.*24小时.*补充/s);
    expect(effects(made, 'interview').at(-1)?.status).toBe('completed');
    expect(effects(made, 'stage').at(-1)).toMatchObject({ to: 'reviewing' });
    expect(made.last.timers).toMatchObject({ pause: null, nudge: null, expire: null });
    expect(made.last.progress).toEqual({ asked: 9, total: 9 });
  });

  it('still takes what is added, with the word and without', () => {
    for (const text of ['补充：我会开叉车', '我还会开叉车，有证']) {
      const made = finished();
      made.says(text);
      expect(kinds(made)).toEqual(['addendum']);
      expect(effects(made, 'amended')).toHaveLength(1);
    }
  });

  it('keeps what comes after the decision, tells so, and passes it to HR', () => {
    const made = finished();
    made.stage = 'advanced';
    expect(made.says('补充：我会开叉车')).toMatch(/不再影响评估/);
    expect(tickets(made)).toEqual(['addendum']);
    expect(effects(made, 'amended')).toEqual([]);
  });

  it('answers thanks, questions and status', () => {
    const made = finished();
    made.says('谢谢');
    expect(kinds(made)).toEqual(['other']);
    expect(made.says('什么时候有结果？')).toMatch(/24小时/);
    expect(made.says('进度')).toMatch(/正在看/);
    made.stage = 'advanced';
    expect(made.says('进度')).toMatch(/下一步/);
  });

  it('leaves a state that is small', () => {
    const made = finished();
    expect(deflateRawSync(JSON.stringify(made.state)).length).toBeLessThan(2048);
    expect(JSON.stringify(made.state)).not.toMatch(/报告组长|没有了/);
  });
});
