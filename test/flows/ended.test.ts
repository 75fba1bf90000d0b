/** An application that is over while its interview is not: nothing more is asked, and the person is told so, once. */
import { describe, expect, it } from 'vitest';
import type { AboutApplication } from '../../src/flows/model.ts';
import type { OpeningStatus, Stage } from '../../src/types.ts';
import { chat, chatAt, effects, open, takeover, tickets } from './chats.ts';

const ended = (
  made: ReturnType<typeof chat>,
  stage: Stage,
  more: Partial<AboutApplication> | null = null,
) => {
  made.stage = stage;
  const { id: interviewId, applicationId } = made.state!.interview!;
  const title = { zh: '夜班分拣员', en: 'night sorter' };
  const about = { applicationId, interviewId, title, unsaid: null, language: null, by: null };
  return made.event({
    ...{ type: 'application_ended', applicationId, stage },
    about: more && { ...about, ...more },
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
    made.event({ type: 'application_ended', applicationId: 'app_other', stage: 'declined', about: null });
    expect([status(made), made.last.lines]).toEqual(['in_progress', []]);
  });

  /** Somebody who was promised to hear within a day. */
  const finished = (language: 'zh' | 'en' = 'zh') => {
    const made = chatAt('floor', language);
    for (let i = 0; i < 4 && status(made) === 'in_progress'; i++)
      made.says(language === 'zh' ? '没有了' : "no, that's all");
    expect(status(made)).toBe('completed');
    return made;
  };

  it.each([
    ['closed', /不招人了.*到这里/, /Nobody is taken.*ends here/],
    ['withdrawn', /按撤回处理.*人工/, /recorded as withdrawn.*HUMAN/],
    ['expired', /先关上了.*人工/, /closed for now.*HUMAN/],
  ] as const)(
    '%s: who has finished their interview hears it too, and the interview stays what it is',
    (stage, zh, en) => {
      for (const [language, says] of [
        ['zh', zh],
        ['en', en],
      ] as const) {
        const made = finished(language);
        const result = ended(made, stage, {});
        expect(made.reply).toMatch(says);
        expect([result.urgency, status(made), result.lines.length]).toEqual(['notice', 'completed', 1]);
        expect(effects(made, 'overtaken')).toHaveLength(1);
      }
    },
  );

  it('says nothing beside a decline, nor to who was never talked to about it', () => {
    const made = finished();
    expect(ended(made, 'declined', {}).lines).toEqual([]);
    expect(ended(made, 'closed', { interviewId: null }).lines).toEqual([]);
    expect(tickets(made)).not.toContain('untold');
  });

  it.each([
    ['opted_out', (made: ReturnType<typeof chat>) => made.says('退订'), {}],
    ['taken_over', (made: ReturnType<typeof chat>) => made.event(takeover(made)), {}],
    ['unreachable', () => {}, { unsaid: 'unreachable' }],
  ] as const)(
    'that cannot be told is a ticket, whether the interview goes on or not: %s',
    (why, before, more) => {
      for (const make of [chat, finished]) {
        const made = make();
        before(made);
        expect(ended(made, 'closed', more).lines).toEqual([]);
        expect(effects(made, 'ticket').at(-1)).toMatchObject({ kind: 'untold', reasons: [why] });
        expect(status(made)).toBe(make === chat ? 'expired' : 'completed');
      }
    },
  );
});

const DECIDED = [
  'advanced',
  'background_check',
  'contract',
  'onboarding',
  'hired',
  'declined',
  'closed',
] as const;

describe('an application that is decided, or over, by a way that told this chat nothing', () => {
  it.each(DECIDED)(
    '%s: what is written is kept, nothing more is asked, and it is said where it stands',
    (stage) => {
      const made = chat();
      made.stage = stage;
      made.says('我去年在菜鸟驿站理货两个月，一天四百件。');
      expect(made.last.hearings).toMatchObject([{ kind: 'answer', record: true }]);
      expect([status(made), open(made)]).toEqual(['expired', null]);
      expect(made.last.lines).toMatchObject([{ part: 'status', words: { args: { stage } } }]);
      made.open();
      expect([status(made), open(made)]).toEqual(['expired', null]);
      expect(made.last.lines).toMatchObject([{ part: 'status', words: { args: { stage } } }]);
    },
  );

  it.each(DECIDED)('%s: nobody is asked to come back', (stage) => {
    const made = chat();
    made.event({ type: 'timer', timer: 'pause' });
    made.stage = stage;
    made.event({ type: 'timer', timer: 'nudge' });
    expect([made.last.lines, status(made)]).toEqual([[], 'expired']);
  });

  it('hears a wish for a person all the same', () => {
    const made = chat();
    made.stage = 'hired';
    made.says('人工');
    expect(tickets(made)).toContain('person');
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
