/** What somebody says around their first shift and about their work, and what is done about it. */
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/flows/model.ts';
import type { Employment, Shift } from '../../src/flows/workplace.ts';
import type { InboundContent } from '../../src/types.ts';
import { chatAt, effects, kinds } from './chats.ts';
import type { Chat } from './play.ts';

const HOUR = 3_600_000;
const TODAY = '2026-11-26';

/** Somebody whose interview is over, with a first shift so many hours from the next message on. */
function expected(hours: number, more: Partial<Shift> = {}, language: 'zh' | 'en' = 'zh'): Chat {
  const made = finished(language);
  made.stage = 'onboarding';
  const shift: Shift = {
    stepId: 'onb_1',
    applicationId: 'app_1',
    state: 'scheduled',
    released: false,
    startsAt: made.now + 20_000 + hours * HOUR,
    when: { zh: '12月1日星期二 22:00', en: 'Tuesday 1 December 22:00' },
    askFor: '王班长',
    ...more,
  };
  made.known = { work: { shift, employment: null } };
  return made;
}

function employed(more: Partial<Employment> = {}, language: 'zh' | 'en' = 'zh'): Chat {
  const made = finished(language);
  made.stage = 'hired';
  const employment: Employment = {
    id: 'emp_1',
    applicationId: 'app_1',
    title: { zh: '夜班分拣员', en: 'night sorter' },
    state: 'active',
    startsOn: '2026-11-02',
    endsOn: null,
    today: TODAY,
    resignation: null,
    pay: null,
    ...more,
  };
  made.known = { work: { shift: null, employment } };
  return made;
}

function finished(language: 'zh' | 'en'): Chat {
  const made = chatAt('floor', language);
  for (let i = 0; i < 4 && made.state?.interview?.status === 'in_progress'; i++)
    made.says(language === 'zh' ? '没有了' : "no, that's all");
  expect(made.state?.interview?.status).toBe('completed');
  made.results.length = 0;
  return made;
}

const ticketsOf = (made: Chat) =>
  effects(made, 'ticket').map(({ kind, reasons = [], applicationId }) => [kind, ...reasons, applicationId]);

describe('on the first day', () => {
  it.each([
    ['我到了', -0.5, '登记你到岗'],
    ["I'm here", 0, '登记你到岗'],
    ['到了', 2.9, '王班长'],
  ])('%s, %d hours before: they are checked in', (text, hours, says) => {
    const made = expected(hours);
    expect(made.says(text)).toContain(says);
    expect(effects(made, 'step')).toMatchObject([
      {
        stepId: 'onb_1',
        kind: 'onboarding',
        to: 'checked_in',
        data: { checked_in_at: new Date(made.now).toISOString() },
      },
    ]);
    expect(effects(made, 'deadline_over').map(({ kind }) => kind)).toContain('onboarding.missing');
    expect(ticketsOf(made)).toEqual([]);
  });

  const text = (words: string): InboundContent => ({ kind: 'text', text: words });
  const place: InboundContent = { kind: 'unreadable', what: 'location' };
  const sticker: InboundContent = { kind: 'unreadable', what: 'sticker' };
  const file = (type: string): InboundContent => ({ kind: 'file', media: { id: 'f', type }, caption: '' });
  const picture = file('image/jpeg');

  it.each<[string, number, InboundContent]>([
    ['a place, once the hour has come', -0.2, place],
    ['a place, half an hour before', 0.4, place],
    ['a picture, half an hour before', 0.4, picture],
    ['a thumb, once the hour has come', -0.2, text('👍')],
    ['a sticker, once the hour has come', -0.2, sticker],
  ])('%s, says that they are there', (_, hours, content) => {
    const made = expected(hours);
    made.send(content);
    expect(effects(made, 'step')).toHaveLength(1);
  });

  it.each<[string, number, InboundContent[], Partial<Shift>?]>([
    ['a yes', -0.2, [text('是的')]],
    ['好的', -1, [text('好的')]],
    ['ok thanks', -1, [text('ok thanks')]],
    ['OK, on my way', -0.1, [text('OK, on my way')]],
    ['who is late and has only got to the station', -0.1, [text('Running late, just got to the station')]],
    ['who is on the way and got to the station', 0.5, [text('On my way, just got to the station')]],
    ['a place a day before', 20, [place]],
    ['a place two hours before', 2, [place]],
    ['a picture two hours before', 2, [picture]],
    ['a thumb to the reminder', 1.9, [text('👍')]],
    ['a mark just before', 0.1, [text('👌'), text('✅')]],
    ['a sticker just before', 0.1, [sticker]],
    ['a file that is no picture', -0.2, [file('application/pdf')]],
    ['a thumb to what was answered to late', -0.1, [text('要迟到20分钟'), text('👍')]],
    ['a sticker after cannot come', -0.1, [text('今天来不了'), sticker]],
    ['a doctor’s note after cannot come', -0.1, [text('今天来不了'), picture]],
    ['a yes after cannot come', -0.1, [text('今天来不了'), text('好的，谢谢')]],
    ['a thumb of who was missed', -3, [text('👍')], { state: 'no_show' }],
    ['a yes of who was missed', -3, [text('好的')], { state: 'no_show' }],
    ['hi there', -1, [text('hi there')]],
    ['an arrival half a day later', -12.5, [text('我到了')]],
  ])('%s checks nobody in', (_, hours, said, more) => {
    const made = expected(hours, more);
    for (const content of said) made.send(content);
    expect(effects(made, 'step')).toEqual([]);
  });

  it('who said that they come later is there by their words', () => {
    const made = expected(-0.1);
    made.says('要迟到20分钟');
    made.says('我到了');
    expect(effects(made, 'step')).toHaveLength(1);
  });

  it('who comes after the hour is late by as much as they are', () => {
    const made = expected(-0.5);
    made.says('我到了');
    expect(effects(made, 'step')[0]?.data).toMatchObject({ late_minutes: 30 });
  });

  it('who could not come, and has another time, is there by a thumb', () => {
    const made = expected(-0.1);
    made.says('今天来不了');
    const { shift, employment } = made.known.work!;
    made.known = { work: { shift: { ...shift!, startsAt: made.now + 10_000 }, employment } };
    made.says('👍');
    expect(effects(made, 'step')).toHaveLength(1);
  });

  it('who said 20 minutes and came on time is not late', () => {
    const made = expected(0.2);
    made.says('我要迟到20分钟');
    made.says('我到了');
    expect(effects(made, 'step')[0]?.data).toMatchObject({ late_minutes: null });
  });

  it('who says it a day too early is told the day', () => {
    const made = expected(20);
    expect(made.says('我到了')).toContain('12月1日星期二 22:00');
    expect(effects(made, 'step')).toEqual([]);
  });

  it.each([
    ['我要迟到20分钟', 1, 20],
    ['running 20 minutes late', 0.5, 20],
    ['可能会迟到', -0.1, null],
    ['在路上，大概还要10分钟', -0.2, 10],
    ['快到了', -0.1, null],
  ])(
    '%s: it is written down, people hear of it, and nobody is missed before that',
    (text, hours, minutes) => {
      const made = expected(hours);
      const { startsAt } = made.known.work!.shift!;
      expect(made.says(text)).toContain(minutes === null ? '会晚一点' : `晚${minutes}分钟`);
      expect(effects(made, 'late')).toEqual([{ type: 'late', stepId: 'onb_1', minutes }]);
      const reasons = minutes === null ? ['onboarding', 'late'] : ['onboarding', 'late', String(minutes)];
      expect(ticketsOf(made)).toEqual([['step', ...reasons, 'app_1']]);
      const [clock] = effects(made, 'deadline');
      expect(clock).toMatchObject({ kind: 'onboarding.missing' });
      expect(clock!.at).toBeGreaterThanOrEqual(startsAt + (minutes ?? 0) * 60_000 + HOUR);
    },
  );

  it.each(['今天来不了', "I can't make it today"])('%s: people are told, and nothing is decided', (text) => {
    const made = expected(5);
    expect(made.says(text)).toContain('HR');
    expect(ticketsOf(made)).toEqual([['step', 'onboarding', 'cannot_come', 'app_1']]);
    expect(effects(made, 'step')).toEqual([]);
    expect(effects(made, 'stage')).toEqual([]);
    const clocks = ['evening', 'soon', 'start', 'missing'].map((clock) => `onboarding.${clock}`);
    expect(effects(made, 'deadline_over').map(({ kind }) => kind)).toEqual(clocks);
  });

  it('who comes after the place was given away is passed on to a person', () => {
    const made = expected(-20, { state: 'no_show', released: true });
    expect(made.says('我到了')).toContain('HR');
    expect(effects(made, 'step')).toEqual([]);
    expect(ticketsOf(made)).toEqual([['step', 'onboarding', 'after_no_show', 'app_1']]);
  });

  it('who did not come and does now is there, where the place was kept', () => {
    const made = expected(-3, { state: 'no_show' });
    made.says('我到了');
    expect(effects(made, 'step')).toHaveLength(1);
  });

  it('what was said twice in a burst is one', () => {
    const made = expected(0);
    made.says('到了', '我到了');
    expect(effects(made, 'step')).toHaveLength(1);
  });

  it('what is none of it goes its way', () => {
    const made = expected(1);
    expect(made.says('宿舍有空调吗？')).toMatch(/HR|请/);
    expect(ticketsOf(made).map(([kind]) => kind)).toEqual(['question']);
    expect(made.says('进度')).toContain('夜班分拣员');
  });

  it('means nothing of the kind while nothing is arranged', () => {
    const made = finished('zh');
    made.stage = 'reviewing';
    made.says('我到了');
    made.says('我想辞职');
    made.says('今天来不了');
    expect(effects(made, 'step')).toEqual([]);
    expect(effects(made, 'resign')).toEqual([]);
    expect(made.state?.leaving).toBeUndefined();
  });
});

const PAY = {
  period: { zh: '10月1日–10月31日', en: '1 October–31 October' },
  paidOn: { zh: '11月10日星期二', en: 'Tuesday 10 November' },
  paid: true,
  net: { zh: '¥4,980.00', en: 'CN¥4,980.00' },
  gross: { zh: '¥5,300.10', en: 'CN¥5,300.10' },
  lines: { zh: '- 社保：-¥320.10', en: '- Social insurance: -CN¥320.10' },
};

describe('a question of pay', () => {
  it.each([
    ['zh', '这个月工资多少', ['¥4,980.00', '社保', '11月10日星期二']],
    ['en', 'payslip', ['CN¥4,980.00', 'Social insurance', 'Tuesday 10 November']],
  ] as const)('is answered in %s from the latest statement', (language, text, parts) => {
    const made = employed({ pay: PAY }, language);
    const line = made.says(text);
    for (const part of parts) expect(line).toContain(part);
    expect(ticketsOf(made)).toEqual([]);
  });

  it('without one it says so, and a person is asked', () => {
    const made = employed();
    expect(made.says('这个月工资多少')).toContain('还没有你的工资单');
    expect(ticketsOf(made)).toEqual([['pay', 'amount', 'app_1']]);
  });

  it('a day that no statement names is asked for, and never made up', () => {
    const made = employed({ pay: PAY });
    expect(made.says('下次工资什么时候发')).toContain('问HR');
    expect(ticketsOf(made)).toEqual([['pay', 'when', 'app_1']]);
    const coming = employed({ pay: { ...PAY, paid: false } });
    expect(coming.says('工资什么时候发')).toContain('会在11月10日星期二发放');
    expect(ticketsOf(coming)).toEqual([]);
  });

  it('money that did not come is looked for by a person', () => {
    const made = employed({ pay: PAY });
    made.says('工资还没到');
    expect(ticketsOf(made)).toEqual([['pay', 'missing', 'app_1']]);
  });

  it('is answered after the end too', () => {
    const made = employed({ state: 'ended', endsOn: '2026-11-20', pay: PAY });
    expect(made.says('我的工资条')).toContain('¥4,980.00');
  });
});

const NOTICE: Notice = {
  name: 'onboarding.guide',
  language: null,
  applicationId: 'app_1',
  interviewId: 'int_1',
  unsaid: null,
  urgency: 'notice',
  lines: [{ key: 'pay_none' }],
  effects: [],
  ifSaid: [],
};

it.each(['active', 'leaving', 'ended'] as const)(
  'whoever works here has what is kept of them for the asking, and nothing else is said (%s)',
  (state) => {
    const made = employed({ state, endsOn: state === 'active' ? null : '2026-11-20' });
    expect(made.says('导出我的数据')).toMatch(/^你的资料/);
    expect(made.last.lines).toHaveLength(1);
    expect(kinds(made)).toEqual(['command']);
  },
);

describe('a resignation', () => {
  it('is read back with its last day, and goes out by a yes', () => {
    const made = employed();
    expect(made.says('我想月底离职')).toMatch(/2026年11月30日.*对吗/s);
    expect(effects(made, 'resign')).toEqual([]);
    expect(made.says('是')).toContain('交给HR');
    expect(effects(made, 'resign')).toEqual([
      { type: 'resign', employmentId: 'emp_1', lastDay: '2026-11-30' },
    ]);
    expect(ticketsOf(made)).toEqual([['resignation', '2026-11-30', 'app_1']]);
    expect(made.state?.leaving).toBeUndefined();
  });

  it('in English too', () => {
    const made = employed({}, 'en');
    expect(made.says('I want to resign, my last day is next Friday')).toContain('4 December 2026');
    expect(made.says('yes')).toContain('with HR');
    expect(effects(made, 'resign')).toMatchObject([{ lastDay: '2026-12-04' }]);
  });

  it('asks for the day where none is named, and takes another one instead', () => {
    const made = employed();
    expect(made.says('我不干了')).toContain('哪天');
    expect(made.says('下周五')).toContain('2026年12月4日');
    expect(made.says('还是12月15号吧')).toContain('2026年12月15日');
    made.says('对');
    expect(effects(made, 'resign')).toMatchObject([{ lastDay: '2026-12-15' }]);
  });

  it.each(['不', 'no', '不用了', '算了，不离职了', '我改主意了'])('%s: nothing happens', (text) => {
    const made = employed();
    made.says('我想月底离职');
    expect(made.says(text)).toContain('一切照旧');
    expect(effects(made, 'resign')).toEqual([]);
    made.says('是');
    expect(effects(made, 'resign')).toEqual([]);
  });

  it.each<[string, (made: Chat) => unknown]>([
    ['a question', (made) => made.says('宿舍有空调吗？')],
    ['a question of pay', (made) => made.says('这个月工资多少')],
    ['their status', (made) => made.says('进度')],
    ['a message behind the chat', (made) => made.event({ type: 'notice', notice: NOTICE })],
    [
      'words of HR',
      (made) =>
        made.event({
          type: 'hr_message',
          text: '周六能来吗',
          by: 'hr',
          interviewId: 'int_1',
          ticketId: null,
        }),
    ],
  ])('is read back once more where %s came in between', (_, between) => {
    const made = employed();
    made.says('我想月底离职');
    between(made);
    expect(made.says('好的')).toMatch(/2026年11月30日.*对吗/s);
    expect(effects(made, 'resign')).toEqual([]);
    made.says('是');
    expect(effects(made, 'resign')).toHaveLength(1);
  });

  it('a yes long after is a yes to nothing', () => {
    const made = employed();
    made.says('我想月底离职');
    made.now += 4 * 24 * HOUR;
    made.says('是');
    expect(effects(made, 'resign')).toEqual([]);
  });

  it('that waits is not sent twice, and can be taken back', () => {
    const made = employed({ resignation: { lastDay: '2026-11-30' } });
    expect(made.says('我想离职')).toContain('2026年11月30日');
    expect(effects(made, 'resign')).toEqual([]);
    expect(made.says('我不离职了')).toContain('撤回');
    expect(effects(made, 'resign_withdrawn')).toEqual([{ type: 'resign_withdrawn', employmentId: 'emp_1' }]);
    expect(ticketsOf(made)).toEqual([['resignation', 'withdrawn', 'app_1']]);
  });

  it('that was agreed to is settled', () => {
    const made = employed({ state: 'leaving', endsOn: '2026-12-31' });
    expect(made.says('我不干了')).toContain('2026年12月31日');
    expect(effects(made, 'resign')).toEqual([]);
  });

  it('is never before the first day', () => {
    const made = employed({ startsOn: '2026-12-01' });
    expect(made.says('我想明天就离职')).toContain('2026年12月1日');
  });

  it('status tells that it waits', () => {
    const line = employed({ resignation: { lastDay: '2026-11-30' } }).says('进度');
    for (const part of ['入职', '2026年11月30日', '等HR同意']) expect(line).toContain(part);
  });

  it('a question about it is a question', () => {
    const made = employed();
    made.says('辞职要提前几天说？');
    expect(made.state?.leaving).toBeUndefined();
    expect(ticketsOf(made).map(([kind]) => kind)).toEqual(['question']);
  });
});
