import { describe, expect, it } from 'vitest';
import { loadLibrary } from '../../src/flows/load.ts';
import type { Flow, Question } from '../../src/flows/model.ts';

const library = loadLibrary();
const flows = [...library.values()].map(({ flow }): [string, Flow] => [flow.id, flow]);
const questions = (flow: Flow): Question[] => flow.sections.flatMap((section) => section.questions);

describe.each(flows)('%s', (_, flow) => {
  it('asks the candidate to introduce themselves first and ends with an open floor', () => {
    const [first, last] = [questions(flow).at(0), questions(flow).at(-1)];
    expect(first?.ask.zh).toMatch(/介绍一下自己|自我介绍/);
    expect(first?.ask.en).toMatch(/introduce yourself|about yourself/i);
    expect(last?.ask.zh).toMatch(/补充/);
    expect(last?.ask.en).toMatch(/anything you'd like to add/i);
  });

  it('keeps two situations in their own section, each followed up at most twice', () => {
    const situations = flow.sections.filter(({ kind }) => kind === 'situation').flatMap((s) => s.questions);
    expect(
      situations.map(({ type, follow_ups }) => ({ type, follow_ups: { max: follow_ups?.max } })),
    ).toEqual(Array(2).fill({ type: 'open', follow_ups: { max: 2 } }));
  });

  it('sends to a person only those whom the law or the road does not allow, and tells them so', () => {
    const knockouts = questions(flow).filter(({ knockout }) => knockout);
    expect(knockouts.map(({ id }) => id)).toEqual(flow.id === 'courier' ? ['adult', 'licence'] : ['adult']);
    for (const { knockout } of knockouts) {
      expect(knockout?.when).toBe(false);
      expect(knockout?.say).toEqual({ zh: expect.stringContaining('HR'), en: expect.stringContaining('HR') });
    }
  });

  it('rates four or five criteria, every anchor of which is written once', () => {
    const { criteria } = flow.rubric;
    expect(criteria.length).toBeGreaterThanOrEqual(4);
    expect(criteria.length).toBeLessThanOrEqual(5);
    for (const language of ['zh', 'en'] as const) {
      const anchors = criteria.flatMap((criterion) =>
        Object.values(criterion.anchors).map((a) => a[language]),
      );
      expect(new Set(anchors).size).toBe(anchors.length);
    }
  });
});

it.each([
  ['warehouse-sorter', /破损/, /damaged/],
  ['warehouse-sorter', /高峰/, /rush/],
  ['warehouse-sorter', /25公斤/, /25 kg/],
  ['customer-service', /投诉/, /complaint/],
  ['customer-service', /同事|团队/, /colleague|team/],
  ['customer-service', /普通话/, /Mandarin/],
  ['courier', /送晚/, /running late/],
  ['courier', /投诉/, /upset customer/],
  ['courier', /驾照/, /driving licence/],
  ['courier', /电动车/, /e-bike/],
])('%s asks about %s in Chinese and %s in English by one question', (id, zh, en) => {
  const asked = questions(library.get(id)!.flow).filter(({ ask }) => zh.test(ask.zh) || en.test(ask.en));
  expect(asked).toHaveLength(1);
  expect(asked[0]?.ask).toEqual({ zh: expect.stringMatching(zh), en: expect.stringMatching(en) });
});

it.each([
  ['夜班周末都可以，有驾照，下周一就能到岗', 'courier', ['licence', 'night_shift', 'start_date', 'weekends']],
  ['我22岁，能上通宵', 'warehouse-sorter', ['adult', 'night_shift']],
  ['I can work nights and I have my licence', 'courier', ['licence', 'night_shift']],
  ['I touch type, and Saturdays are fine', 'customer-service', ['typing', 'weekends']],
  ['我每晚分一千二百件左右，错了三件', 'warehouse-sorter', []],
  ['One night a box split open on the belt', 'warehouse-sorter', []],
  ['有次同事请假，我主动接了她的晚班会话', 'customer-service', []],
])('"%s" is heard in %s as being about %j', (said, id, about) => {
  const heard = questions(library.get(id)!.flow).filter(
    ({ hears, type }) =>
      type !== 'open' &&
      [...(hears?.zh ?? []), ...(hears?.en ?? [])].some((word) =>
        said.toLowerCase().includes(word.toLowerCase()),
      ),
  );
  expect(heard.map(({ id: question }) => question).sort()).toEqual(about);
});
