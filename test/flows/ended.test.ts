/** An application that is over while its interview is not: nothing more is asked, and the person is told so, once. */
import { describe, expect, it } from 'vitest';
import type { OpeningStatus, Stage } from '../../src/types.ts';
import { chat, effects, open, takeover, tickets } from './chats.ts';

const ended = (made: ReturnType<typeof chat>, stage: Stage) => {
  made.stage = stage;
  return made.event({
    type: 'application_ended',
    applicationId: made.state!.interview!.applicationId,
    stage,
  });
};
const status = (made: ReturnType<typeof chat>) => made.state?.interview?.status;
const close = (made: ReturnType<typeof chat>, to: OpeningStatus) => {
  const { opening } = made.start as { opening: { status: OpeningStatus } };
  const before = opening.status;
  opening.status = to;
  const undo = () => {
    opening.status = before;
  };
  return { [Symbol.dispose]: undo };
};

describe('a person ends the application', () => {
  it.each([
    ['declined', 'expired', /招聘人员已经结束了.*人工/s, /recruiters have ended.*HUMAN/s],
    ['closed', 'expired', /不招人了/, /Nobody is taken/],
    ['withdrawn', 'withdrawn', /已经撤回.*SORT01/s, /withdrawn.*SORT01/s],
    ['expired', 'expired', /先关上了.*SORT01/s, /closed for now.*SORT01/s],
  ] as const)('%s: the interview is %s, and one line says why', (stage, becomes, zh, en) => {
    for (const [language, says] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const made = chat(language);
      const result = ended(made, stage);
      expect(made.reply).toMatch(says);
      expect(made.reply).toMatch(/你说过的都还留着|What you said is kept/);
      expect([result.urgency, status(made), open(made)]).toEqual(['notice', becomes, null]);
      expect(result.timers).toMatchObject({ pause: null, nudge: null, expire: null });
      ended(made, stage);
      expect(made.last.lines).toEqual([]);
    }
  });

  it('asks nothing more, whatever is written, and says where it stands', () => {
    const made = chat();
    ended(made, 'declined');
    for (const words of ['为什么？', '我还做过两年理货', '进度', '继续']) {
      made.says(words);
      expect(
        made.last.lines.some(({ ask }) => ask !== undefined),
        words,
      ).toBe(false);
    }
    made.says('人工');
    expect(tickets(made)).toContain('person');
  });

  it.each(['declined', 'closed'] as const)(
    'is not gone on with by the code while it is %s, but when a person has put it back',
    (stage) => {
      const made = chat();
      ended(made, stage);
      made.open();
      expect(status(made)).toBe('expired');
      made.stage = 'screening';
      made.open();
      expect(status(made)).toBe('in_progress');
      expect(open(made)).not.toBeNull();
      expect(effects(made, 'stage').at(-1)).toMatchObject({ to: 'interviewing' });
    },
  );

  it('is silent to who stopped us, and while HR has the chat', () => {
    const stopped = chat();
    stopped.says('退订');
    expect([ended(stopped, 'closed').lines, status(stopped)]).toEqual([[], 'expired']);
    const taken = chat();
    taken.event(takeover(taken));
    expect([ended(taken, 'declined').lines, status(taken)]).toEqual([[], 'expired']);
    taken.event({ type: 'handback' });
    expect(status(taken)).toBe('expired');
  });

  it('leaves an interview that was finished, and one of another application, as they are', () => {
    const made = chat();
    made.event({ type: 'application_ended', applicationId: 'app_other', stage: 'declined' });
    expect([status(made), made.last.lines]).toEqual(['in_progress', []]);
  });
});

describe('the opening is filled or closed while the interview goes on', () => {
  it.each(['filled', 'closed'] as const)('%s: what is written is kept, and nothing more is asked', (to) => {
    const made = chat();
    using _ = close(made, to);
    made.says('我去年在菜鸟驿站理货两个月，一天四百件。');
    expect(made.reply).toMatch(/不招人了/);
    expect(made.last.hearings).toMatchObject([{ kind: 'answer', record: true }]);
    expect(effects(made, 'stage').at(-1)).toMatchObject({ to: 'closed', reason: 'opening closed' });
    expect([status(made), open(made)]).toEqual(['expired', null]);
  });

  it('is not nudged about, resumed or repeated', () => {
    const nudged = chat();
    {
      using _ = close(nudged, 'filled');
      nudged.event({ type: 'timer', timer: 'pause' });
      nudged.event({ type: 'timer', timer: 'nudge' });
      expect(nudged.reply).toMatch(/不招人了/);
    }
    const back = chat();
    back.says('暂停');
    using _ = close(back, 'closed');
    back.says('我回来了');
    expect(back.reply).toMatch(/不招人了/);
    expect(back.reply).not.toMatch(/欢迎回来/);
  });

  it('hears a wish for a person all the same', () => {
    const made = chat();
    using _ = close(made, 'closed');
    made.says('人工');
    expect(tickets(made)).toContain('person');
  });

  it('lets those finish who have begun, while an opening is only paused', () => {
    const made = chat();
    using _ = close(made, 'paused');
    made.says('我去年在菜鸟驿站理货两个月，一天四百件。');
    expect(status(made)).toBe('in_progress');
    expect(open(made)).not.toBeNull();
  });
});
