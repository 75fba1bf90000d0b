/** What candidates hear after the interview: a decision, or that there is none yet. */
import { describe, expect, it } from 'vitest';
import { appeals } from '../../src/flows/late.ts';
import type { Decided, EngineEvent } from '../../src/flows/model.ts';
import { chat, chatAt, effects, start, tickets } from './chats.ts';
import { type Chat, opening, questionMarks, spoken } from './play.ts';

const OTHER = { ...start, opening: { ...opening('courier'), code: 'RIDE01' } };

function finished(language: 'zh' | 'en' = 'zh'): Chat {
  const made = chatAt('floor', language);
  for (let i = 0; i < 4 && made.state?.interview?.status === 'in_progress'; i++)
    made.says(language === 'zh' ? '没有了' : "no, that's all");
  expect(made.state?.interview?.status).toBe('completed');
  made.stage = 'reviewing';
  return made;
}

const hears = (made: Chat, event: EngineEvent) => spoken(made.event(event));

const about = (made: Chat) => ({
  applicationId: made.state!.interview!.applicationId,
  interviewId: made.state!.interview!.id,
  title: { zh: '夜班分拣员', en: 'night sorter' },
  unsaid: null,
  language: null,
  by: { zh: '11月28日星期六', en: 'Saturday 28 November' },
});
const decided = (made: Chat, more: Partial<Decided> = {}): Decided => ({
  ...about(made),
  outcome: 'advance',
  message: null,
  receipt: { met: [], open: [] },
  ...more,
});

describe('the end of an interview', () => {
  it('starts two clocks: one for HR, one for the candidate', () => {
    const made = finished();
    const clocks = effects(made, 'deadline').map(({ kind, at }) => [kind, (at - made.now) / 3_600_000]);
    expect(clocks.map(([kind, hours]) => [kind, Math.round(hours as number)])).toEqual([
      ['decision_warning', 20],
      ['decision', 24],
    ]);
  });
});

describe('a decision', () => {
  it.each([
    ['zh', 'advance', ['好消息', '11月28日星期六']],
    ['en', 'advance', ['Good news', 'Saturday 28 November']],
    ['zh', 'decline', ['这次没有继续', '“我先拍照”', '守时', '申诉']],
    ['en', 'decline', ['not to go on', '"我先拍照"', 'Punctual', 'APPEAL']],
  ] as const)('is told in %s: %s', (language, outcome, parts) => {
    const made = finished(language);
    const receipt = {
      met: [{ title: { zh: '细心', en: 'Careful' }, quote: '我先拍照' }],
      open: [{ zh: '守时', en: 'Punctual' }],
    };
    const line = hears(made, { type: 'decided', decided: decided(made, { outcome, receipt }) });
    for (const part of parts) expect(line).toContain(part);
    expect(questionMarks(line)).toBe(0);
    expect(made.last.urgency).toBe('notice');
  });

  it('says the words of whoever decided as theirs', () => {
    const made = finished();
    const line = hears(made, {
      type: 'decided',
      decided: decided(made, { message: '周五下午两点来仓库。' }),
    });
    expect(line).toContain('招聘的同事说：周五下午两点来仓库。');
  });

  it.each([
    [{ unsaid: 'unreachable' }, ['unreachable']],
    [{ unsaid: 'opted_out' }, ['opted_out']],
  ])('that cannot be told is a ticket: %j', (more, reasons) => {
    const made = finished();
    expect(hears(made, { type: 'decided', decided: decided(made, more) })).toBe('');
    expect(effects(made, 'ticket').at(-1)).toMatchObject({ kind: 'untold', reasons });
  });

  it('is not told to somebody who was never talked to about it', () => {
    const made = finished();
    expect(hears(made, { type: 'decided', decided: decided(made, { interviewId: null }) })).toBe('');
    expect(tickets(made)).not.toContain('untold');
  });

  it('ends an interview that goes on', () => {
    const made = chat();
    hears(made, { type: 'decided', decided: decided(made, { outcome: 'decline' }) });
    expect(made.state?.interview).toMatchObject({ status: 'expired', open: null });
    expect(made.last.timers).toMatchObject({ pause: null, nudge: null, expire: null });
  });
});

describe('when nobody has decided', () => {
  it('HR is warned first, without a word to the candidate', () => {
    const made = finished();
    expect(hears(made, { type: 'deadline', deadline: 'decision_warning', about: about(made) })).toBe('');
    expect(tickets(made).at(-1)).toBe('undecided');
  });

  it('the candidate hears it, with the next date, and the clock runs again', () => {
    const made = finished('en');
    const line = hears(made, { type: 'deadline', deadline: 'decision', about: about(made) });
    expect(line).toMatch(/nothing is decided yet.*by Saturday 28 November/);
    expect(effects(made, 'deadline').at(-1)).toMatchObject({
      kind: 'decision',
      at: made.now + 3 * 86_400_000,
    });
  });

  it.each([
    ['zh', '还没有安排好'],
    ['en', 'not settled yet'],
  ] as const)(
    'who was promised a day for the next step hears on it, and HR has a ticket: %s',
    (language, says) => {
      const made = finished(language);
      made.stage = 'advanced';
      expect(hears(made, { type: 'deadline', deadline: 'next_step', about: about(made) })).toContain(says);
      expect(effects(made, 'ticket').at(-1)).toMatchObject({ kind: 'undecided', reasons: ['next_step'] });
      expect(effects(made, 'deadline').map(({ kind }) => kind)).not.toContain('next_step');
      const untold = { ...about(made), unsaid: 'unreachable' };
      expect(hears(made, { type: 'deadline', deadline: 'next_step', about: untold })).toBe('');
    },
  );

  it('a clock that came too late says nothing', () => {
    const made = finished();
    expect(hears(made, { type: 'deadline', deadline: 'decision', about: null })).toBe('');
    expect(made.last.effects).toEqual([]);
  });
});

const APPEALS: [text: string, appeal: boolean][] = [
  ['我要申诉', true],
  ['申诉：我其实做过两年夜班', true],
  ['我不服，能不能重新看一下', true],
  ['请再考虑一下我', true],
  ['这不公平', true],
  ['APPEAL I did work nights for a year', true],
  ["I'd like you to reconsider", true],
  ['That is unfair, I answered everything', true],
  ['Could somebody look at my application again', true],
  ['好的，谢谢', false],
  ['知道了', false],
  ['ok thanks anyway', false],
  ['When do you hire again?', false],
];

describe('issue taken with a decision', () => {
  it.each(APPEALS)('%s: %s', (text, appeal) => {
    expect(appeals('declined', text)).toBe(appeal);
    expect(appeals('reviewing', text)).toBe(false);
  });

  it.each([
    ['zh', '我要申诉，我上过两年夜班', '另一位没参与过决定的同事'],
    ['en', 'I appeal: I worked nights for two years', 'somebody who did not decide before'],
    ['zh', '补充：我还有叉车证，在京东开过半年', '另一位没参与过决定的同事'],
  ] as const)('goes to somebody else, and is said so: %s %s', (language, text, says) => {
    const made = finished(language);
    made.stage = 'declined';
    expect(made.says(text)).toContain(says);
    expect(tickets(made)).toEqual(['appeal']);
  });

  it.each([
    ['zh', '我要申訴，我上過兩年夜班', '另一位没参与过决定的同事'],
    ['en', 'I appeal: I worked nights for two years', 'somebody who did not decide before'],
  ] as const)(
    'counts also where it was decided before the interview was over: %s',
    (language, text, says) => {
      const made = chat(language);
      hears(made, { type: 'decided', decided: decided(made, { outcome: 'decline' }) });
      made.stage = 'declined';
      expect(made.says(text)).toContain(says);
      expect(tickets(made)).toEqual(['appeal']);
    },
  );

  it.each([
    ['zh', '申诉：我其实上过两年夜班', '另一位没参与过决定的同事'],
    ['en', 'APPEAL I worked nights for two years', 'somebody who did not decide before'],
  ] as const)(
    'counts in the middle of another interview, and answers no question there: %s',
    (language, text, says) => {
      const made = chat(language, [OTHER]);
      const declined = made.state!.interview!;
      hears(made, { type: 'decided', decided: decided(made, { outcome: 'decline' }) });
      made.stage = 'declined';
      made.open(language, OTHER);
      made.stage = 'interviewing';
      made.stages = { [declined.openingId]: 'declined' };
      const asked = made.state?.interview?.open;
      expect(made.says(text)).toContain(says);
      expect(effects(made, 'ticket').at(-1)).toMatchObject({ kind: 'appeal', interviewId: declined.id });
      expect(made.last.hearings).toMatchObject([{ kind: 'addendum', interviewId: declined.id }]);
      expect(made.state?.interview?.open).toEqual(asked);
      made.stages = { [declined.openingId]: 'reviewing' };
      made.says(text);
      expect(tickets(made)).toEqual(['appeal']);
    },
  );

  it('is an addition as before while nothing is decided', () => {
    const made = finished();
    made.says('补充：我还有叉车证，在京东开过半年');
    expect(tickets(made)).toEqual([]);
    expect(effects(made, 'amended')).toHaveLength(1);
  });
});
