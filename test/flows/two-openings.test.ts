/** One person, two openings: each interview keeps its place, and what is said goes to the one that it is about. */
import { describe, expect, it } from 'vitest';
import type { Start } from '../../src/flows/model.ts';
import { effects, kinds, open, start, tickets } from './chats.ts';
import { SMALL_FLOW } from './flow.ts';
import { Chat, opening, questionMarks, SETTINGS } from './play.ts';

const second: Start = {
  opening: opening('courier', {
    id: 'opn_second',
    code: 'RIDE02',
    title: { zh: '配送员', en: 'city courier' },
  }),
  pinned: {
    hash: 'h2',
    flow: { ...SMALL_FLOW, id: 'second', title: { zh: '配送员', en: 'Courier' } },
  },
};

/** At this question of the first interview, then begun with the second. */
function both(at = 'night'): Chat {
  const made = new Chat(start, [second]);
  made.begin();
  goTo(made, at);
  made.open('zh', second);
  return made;
}

function goTo(made: Chat, question: string): void {
  for (let i = 0; i < 40 && open(made)?.question !== question; i++)
    made.says(open(made)?.kind === 'invitation' ? '没有了' : '跳过');
  expect(open(made)?.question).toBe(question);
}

function finish(made: Chat): void {
  for (let i = 0; i < 40 && made.state?.interview?.status !== 'completed'; i++)
    made.says(open(made)?.kind === 'invitation' ? '没有了' : '跳过');
  expect(made.state?.interview?.status).toBe('completed');
}

const first = (made: Chat) =>
  [made.state!.interview, ...made.state!.earlier].find((one) => one?.openingId === start.opening.id)!;
const armed = (made: Chat) =>
  Object.fromEntries(Object.entries(made.last.timers).map(([kind, at]) => [kind, at && at - made.now]));
const told = (made: Chat) =>
  effects(made, 'interview').map(({ interviewId, status }) => `${interviewId} ${status}`);

describe('two openings', () => {
  it('are changed between by their codes, any number of times, each where it was', () => {
    const made = both();
    made.says('我跑过外卖，去年暑假每天五十单。');
    const place = open(made)?.question;
    for (let i = 0; i < 3; i++) {
      made.open('zh', start);
      expect(open(made)?.question).toBe('night');
      made.open('zh', second);
      expect(open(made)?.question).toBe(place);
      expect(questionMarks(made.reply)).toBeLessThanOrEqual(1);
    }
    expect(effects(made, 'begin')).toHaveLength(2);
    expect(made.state?.earlier).toHaveLength(1);
  });

  it('go on by the flow to which each is pinned, also after a new version', () => {
    const made = both();
    const renewed: Start = { ...start, pinned: { hash: 'h1-new', flow: SMALL_FLOW } };
    made.open('zh', renewed);
    expect(open(made)?.question).toBe('night');
    expect(made.reply).toContain('你能上夜班吗？');
  });

  it('get what was written before the code and behind it, each its own', () => {
    const made = new Chat(start, [second]);
    made.begin();
    goTo(made, 'night');
    const answer = made.message({ kind: 'text', text: '可以上夜班' });
    const code = made.message(
      { kind: 'start', code: 'RIDE02' },
      { start: { code: 'RIDE02', found: second } },
    );
    const more = made.message({ kind: 'text', text: '我会骑摩托' });
    made.event({ type: 'messages', messages: [answer, code, more] });
    expect(first(made).questions.night).toMatchObject({ state: 'covered', value: true });
    const [one, , three] = made.last.hearings;
    expect(one).toMatchObject({ kind: 'answer', interviewId: first(made).id });
    expect(three).toMatchObject({ kind: 'addendum', interviewId: made.state?.interview?.id });
  });

  it('get late words where they were asked for', () => {
    const made = both();
    const asked = open(made)!.ask;
    made.open('zh', start);
    const late = made.message({ kind: 'text', text: '我叫小陈，跑过外卖。' }, { ask: asked });
    made.event({ type: 'messages', messages: [late] });
    expect(made.last.hearings[0]).toMatchObject({
      kind: 'addendum',
      questionId: 'intro',
      interviewId: made.state?.earlier[0]?.id,
    });
    expect(open(made)?.question).toBe('night');
  });

  it('are both told of by status', () => {
    const made = both();
    const said = made.says('进度');
    expect(said).toMatch(/配送员：面试进行到第1题/);
    expect(said).toMatch(/夜班分拣员：停在第5题，一共9题。[\s\S]*SORT01/);
    finish(made);
    made.stages = { [start.opening.id]: 'interviewing' };
    made.stage = 'reviewing';
    expect(made.says('进度')).toMatch(/配送员：面试已完成[\s\S]*夜班分拣员：停在第5题/);
  });

  it('are both over, and both told of', () => {
    const made = both();
    finish(made);
    made.open('zh', start);
    finish(made);
    made.stages = { opn_second: 'advanced' };
    made.stage = 'reviewing';
    expect(made.says('进度')).toMatch(/夜班分拣员：面试已完成[\s\S]*配送员：你已进入下一步/);
  });

  it('go on with the one that waits when the other is over', () => {
    const made = both();
    finish(made);
    expect(made.reply).toMatch(/夜班分拣员那边还停在半路[\s\S]*SORT01/);
    made.says('继续');
    expect(open(made)?.question).toBe('night');
    expect(made.state?.interview?.openingId).toBe(start.opening.id);
    const other = both();
    finish(other);
    other.says('我回来了');
    expect(open(other)?.question).toBe('night');
  });

  it('are both stopped by STOP, and neither clock nags', () => {
    const made = both();
    made.says('退订');
    expect(first(made).status).toBe('paused');
    expect(made.state?.interview?.status).toBe('paused');
    expect(armed(made)).toMatchObject({ nudge: null, pause: null, expire: SETTINGS.expireAfterMs });
    made.event({ type: 'timer', timer: 'nudge' });
    expect(made.last.lines).toEqual([]);
    made.says('开始');
    expect(made.state?.interview?.openingId).toBe('opn_second');
  });
});

describe('silence', () => {
  it('is one silence: one nudge, for the one that is talked about', () => {
    const made = both();
    expect(armed(made)).toMatchObject({ nudge: SETTINGS.nudgeAfterMs, expire: SETTINGS.expireAfterMs });
    made.event({ type: 'timer', timer: 'nudge' });
    expect(made.reply).toContain('配送员');
    expect(made.reply).not.toContain('分拣员');
  });

  it('nudges for the one that waits when the other is over, by its code, once', () => {
    const made = both();
    finish(made);
    expect(armed(made)).toMatchObject({
      nudge: SETTINGS.nudgeAfterMs,
      expire: SETTINGS.expireAfterMs,
      pause: null,
    });
    made.event({ type: 'timer', timer: 'nudge' });
    expect(made.reply).toMatch(/分拣员[\s\S]*SORT01/);
    expect(made.last.urgency).toBe('notice');
    made.says('谢谢');
    expect(armed(made)).toMatchObject({ nudge: null });
  });

  it('ends both after its time, each with its application, and a code brings each back', () => {
    const made = both();
    const ids = [made.state!.interview!.id, first(made).id];
    made.event({ type: 'timer', timer: 'expire' });
    expect(told(made).slice(-2)).toEqual(ids.map((id) => `${id} expired`));
    expect(effects(made, 'stage').filter(({ to }) => to === 'expired')).toHaveLength(2);
    expect(made.reply).toMatch(/配送员[\s\S]*RIDE02[\s\S]*分拣员[\s\S]*SORT01/);
    made.open('zh', start);
    expect(first(made).status).toBe('in_progress');
    expect(open(made)?.question).toBe('night');
    expect(made.state?.earlier[0]?.status).toBe('expired');
  });

  it('ends the one that waits also when the other is over', () => {
    const made = both();
    finish(made);
    made.event({ type: 'timer', timer: 'expire' });
    expect(first(made).status).toBe('expired');
    expect(made.state?.interview?.status).toBe('completed');
    made.says('谢谢');
    expect(armed(made)).toMatchObject({ expire: null, nudge: null });
  });

  it('never leaves one behind that no clock would end', () => {
    const many: Start[] = Array.from({ length: 7 }, (_, i) => ({
      opening: opening('courier', { id: `opn_${i}`, code: `RIDE1${i}` }),
      pinned: { hash: `m${i}`, flow: SMALL_FLOW },
    }));
    const made = new Chat(start, many);
    made.begin();
    for (const one of many) made.open('zh', one);
    expect(made.state?.earlier).toHaveLength(5);
    expect(effects(made, 'interview').filter(({ status }) => status === 'expired')).toHaveLength(2);
  });
});

describe('a correction or an addition', () => {
  it('goes to the interview in which that was answered', () => {
    const made = new Chat(start, [second]);
    made.begin();
    goTo(made, 'night');
    made.says('可以');
    const answered = made.turn;
    made.open('zh', second);
    const before = open(made)?.question;
    expect(made.says('我说错了，夜班不行')).toContain('夜班分拣员那边');
    expect(made.last.hearings[0]).toMatchObject({
      kind: 'amendment',
      interviewId: first(made).id,
      questionId: 'night',
      amends: answered,
    });
    expect(first(made).questions.night?.value).toBe(false);
    expect(open(made)?.question).toBe(before);
    expect(questionMarks(made.reply)).toBeLessThanOrEqual(1);
  });

  it('stays with the one that is talked about when that was answered here too', () => {
    const made = new Chat(start, [second]);
    made.begin();
    goTo(made, 'night');
    made.says('可以');
    made.open('zh', second);
    goTo(made, 'night');
    made.says('可以');
    made.says('我说错了，夜班不行');
    expect(made.last.hearings[0]?.interviewId).toBe(made.state?.interview?.id);
    expect(first(made).questions.night?.value).toBe(true);
  });

  it.each([
    '分拣那边补充一下：我会开叉车',
    '夜班分拣员那个岗位，补充一点，我有叉车证',
    '对了，补充到分拣员的面试里：我会修传送带',
    'SORT01 补充：我会开叉车',
    'one thing to add for the night sorter job: I can drive a forklift',
    'I forgot to say, for the night sorter interview, I have a forklift licence',
  ])('goes where it says: %j', (text) => {
    const made = both();
    made.says(text);
    expect(made.last.hearings[0]).toMatchObject({ kind: 'addendum', interviewId: first(made).id });
    expect(open(made)?.question).toBe('intro');
  });

  it.each([
    '我在分拣那边干过两年',
    '我以前做分拣那份工作的时候，补充过标签',
    '我说错了，我是在分拣员岗位干过三年',
  ])('is an answer here where somebody only worked there: %j', (text) => {
    const made = both();
    made.says('我干过分拣。');
    made.says(text);
    expect(made.last.hearings[0]?.interviewId).toBe(made.state?.interview?.id);
  });

  it('counts after the end until the decision, then it is for a person', () => {
    for (const [stage, effect] of [
      ['reviewing', 'amended'],
      ['advanced', 'ticket'],
    ] as const) {
      const made = new Chat(start, [second]);
      made.begin();
      goTo(made, 'night');
      made.says('可以');
      finish(made);
      made.open('zh', second);
      made.stages = { [start.opening.id]: stage };
      made.says('我说错了，夜班不行');
      expect(made.last.effects.map(({ type }) => type)).toEqual([effect]);
      expect(kinds(made)).toEqual(['amendment']);
    }
    expect(tickets(both())).toEqual([]);
  });
});
