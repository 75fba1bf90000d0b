/** Each metric sees the mistake that it is there for: one good interview, and the same with one thing wrong. */
import { describe, expect, it } from 'vitest';
import { interviewOf, metricsOf, passes } from '../../src/simulate/metrics.ts';
import { parsePersona } from '../../src/simulate/persona.ts';
import type { Entry } from '../../src/simulate/play.ts';
import type { Played } from '../../src/simulate/record.ts';

const persona = parsePersona(
  JSON.stringify({
    id: 'p',
    language: 'zh',
    role: 'sorter',
    topics: [
      {
        id: 'busy',
        cues: ['高峰'],
        opening: '我能扛过去的',
        facts: [{ says: '那天我卸了五车菜' }],
        done: '没有了',
      },
    ],
    extras: ['我有叉车证'],
    interjections: [
      { after_turn: 1, says: '一小时多少钱？', kind: 'asks_fact', expect: '28', forbid: '' },
      { after_turn: 2, says: '我晚点再来', kind: 'leaves', expect: '', forbid: '' },
    ],
    must_not_be_asked_again: ['驾照'],
  }),
  'p.json',
);

const bot = (text: string, kind: string): [Entry, string] => [
  { from: 'bot', text, buttons: [], topic: 'busy' },
  kind,
];
const me = (text: string, reason: Extract<Entry, { from: 'candidate' }>['reason']): [Entry, null] => [
  { from: 'candidate', text, reason },
  null,
];

function good(): [Entry, string | null][] {
  return [
    bot('说说你赶上高峰的一次，你是怎么扛过来的？', 'question'),
    me('我能扛过去的', { kind: 'opening', topic: 'busy' }),
    bot('你说“我能扛过去的”。能讲一次真实碰到的吗？', 'follow_up'),
    me('一小时多少钱？', { kind: 'interjection', index: 0 }),
    bot('每小时28元。\n\n我们接着聊。能讲一次真实碰到的吗？', 'follow_up'),
    me('那天我卸了五车菜', { kind: 'fact', topic: 'busy' }),
    bot('还有什么想补充的吗？', 'invitation'),
    me('我有叉车证', { kind: 'extra', index: 0 }),
    bot('聊完了，谢谢。', 'notice'),
  ];
}

interface Change {
  lines?: [Entry, string | null][];
  spans?: [quote: string, start: number][];
  absences?: Played['absences'];
  extras?: number;
  facts?: number;
}

function played({
  lines = good(),
  spans = [['五车菜', 5]],
  absences,
  extras = 1,
  facts = 1,
}: Change): Played {
  return {
    persona,
    flow: 'f',
    books: { entries: lines.map(([entry]) => entry), facts: { busy: facts }, extras, ended: 'nothing_asked' },
    kinds: lines.map(([, kind]) => kind),
    texts: new Map([[4, '那天我卸了五车菜']]),
    absences: absences ?? [{ shown: true, kept: true }],
    interview: {
      id: 'int_1',
      status: 'completed',
      unasked_experience: [],
      answers: [
        {
          question_id: 'busy',
          text: '',
          addenda: [],
          follow_ups: [],
          spans: spans.map(([quote, start]) => ({ turn_seq: 4, quote, start, end: start + quote.length })),
        },
      ],
    },
  };
}

const FACTS = { f: '{"pay":{"amount":28}}' };
const measured = (change: Change = {}) => metricsOf([played(change)], FACTS);

/** The good interview with one line said otherwise. */
function saying(at: number, text: string, kind?: string): Change {
  const lines = good();
  const [entry, before] = lines[at]!;
  lines[at] = [{ ...entry, text }, kind ?? before];
  return { lines };
}

describe('the metrics', () => {
  it('are met by an interview with nothing wrong in it', () => {
    const one = played({});
    const metrics = metricsOf([one], FACTS);
    expect(Object.entries(metrics).filter(([, { pass }]) => pass === false)).toEqual([]);
    expect(passes(metrics, [one])).toBe(true);
  });

  it.each([
    ['1', 'two questions in a line', saying(0, '你忙过吗？你是怎么扛过来的？')],
    ['2', 'what was stated', saying(0, '你有驾照吗？')],
    ['2', 'a question that was answered', { lines: [...good(), ...good().slice(0, 2)] }],
    ['3', 'praise', saying(2, '你说“我能扛过去的”，真棒。能讲一次真实碰到的吗？')],
    ['3', 'a choice', saying(2, '你说“我能扛过去的”。能讲一次还是两次？')],
    ['3', 'a word that nobody said', saying(2, '你说“我能扛过去的”。组长满意吗？')],
    ['3', 'a number that nobody said', saying(2, '你说“我能扛过去的”。能讲 7 次真实碰到的吗？')],
    ['4', 'a follow-up without a quotation', saying(2, '能讲一次真实碰到的吗？')],
    ['5', 'a thin answer that is not followed up', saying(2, '能上夜班吗？', 'question')],
    ['5', 'the last fact followed up', saying(6, '你说“卸了五车菜”。结果呢？', 'follow_up')],
    ['6', 'no answer', saying(4, '我们接着聊。能讲一次真实碰到的吗？')],
    [
      '6',
      'a number that the opening does not state',
      saying(4, '每小时28元，年终奖5000元。\n\n能讲一次吗？'),
    ],
    ['7', 'another language', saying(6, "Anything you'd like to add?")],
    ['8', 'a fact not told', { facts: 0 }],
    ['9', 'an extra not told', { extras: 0 }],
    ['11', 'a leaver who is not shown', { absences: [{ shown: false, kept: true }] }],
    ['11', 'a leaver whose words are gone', { absences: [{ shown: true, kept: false }] }],
    ['12', 'a span that is not there', { spans: [['五车鱼', 5]] }],
  ] as [string, string, Change][])('%s sees %s', (id, _what, change) => {
    const one = played(change);
    const metrics = metricsOf([one], FACTS);
    expect(metrics[id]?.pass).toBe(false);
    expect(passes(metrics, [one])).toBe(false);
  });

  it('asks more of a model, and judges no script by what it says of itself', () => {
    const one = played({});
    expect(metricsOf([one], FACTS)['8']).toMatchObject({ target: '≥ 0.75', pass: true });
    expect(metricsOf([one], FACTS, 'model')['8']).toMatchObject({ target: '≥ 0.85', pass: true });
    const script = metricsOf([one], FACTS, 'script');
    for (const id of ['8', '9']) expect(script[id]).toMatchObject({ value: null, pass: 'not measured' });
    expect(script['5']).toMatchObject({ target: '≥ 0.9' });
  });

  it('10 sees four messages on a question that three were enough for', () => {
    const more = [1, 2, 3].map(() => me('没有了', { kind: 'done', topic: 'busy' }));
    expect(measured({ lines: [...good(), ...more] })['10']).toMatchObject({ pass: false, n: 1 });
  });

  it('say why they are not measured, and that is no failure', () => {
    const one = played({ absences: [] });
    const metrics = metricsOf([one], FACTS);
    expect(metrics['11']).toMatchObject({ value: null, n: 0, pass: 'not measured' });
    expect(metrics['13']).toMatchObject({ value: null, pass: 'not measured', reason: expect.any(String) });
    expect(passes(metrics, [one])).toBe(true);
  });

  it('5 sees a follow-up after an answer that had told everything, and does not pass on one half', () => {
    const told = { ...persona, topics: persona.topics.map((topic) => ({ ...topic, facts: [] })) };
    const followed = { ...played({ facts: 0 }), persona: told };
    expect(metricsOf([followed], FACTS)['5']).toMatchObject({ pass: false, value: 0 });
    const left = { ...played({ ...saying(2, '能上夜班吗？', 'question'), facts: 0 }), persona: told };
    expect(metricsOf([left], FACTS)['5']).toMatchObject({ pass: 'not measured', value: null });
  });

  it('7 lets a site have its name in any language, and nothing else', () => {
    const english = { ...persona, language: 'en' as const };
    const saysTo = (text: string) => ({ ...played({ lines: [bot(text, 'notice')] }), persona: english });
    const facts = { f: '{"site":{"address":"星湖街1号"}}' };
    expect(metricsOf([saysTo('The place of work: 星湖街1号.')], facts)['7']?.pass).toBe(true);
    expect(metricsOf([saysTo('The place of work: 星湖街1号附近.')], facts)['7']?.pass).toBe(false);
  });

  it('do not pass while somebody who opted out is asked on', () => {
    const leaving = { ...persona.interjections[0]!, kind: 'opts_out' as const, expect: null };
    const lines = [
      me('别再发了', { kind: 'interjection', index: 0 }),
      bot('好的。下一题，你忙过吗？', 'notice'),
    ];
    const one = { ...played({ lines }), persona: { ...persona, interjections: [leaving] } };
    expect(interviewOf(one).interjections[0]?.handled).toBe(false);
    expect(passes({}, [one])).toBe(false);
  });

  it('do not count what somebody who opted out has not told', () => {
    const one = played({ facts: 0, extras: 0 });
    const metrics = metricsOf([{ ...one, books: { ...one.books, ended: 'opted_out' } }], FACTS);
    expect([metrics['8']?.pass, metrics['9']?.pass]).toEqual(['not measured', 'not measured']);
  });

  it('follow the language that was asked for', () => {
    const switching = {
      ...persona.interjections[0]!,
      kind: 'switches_language' as const,
      says: 'English please',
    };
    const lines = good().slice(0, 3);
    lines.push(
      me('English please', { kind: 'interjection', index: 0 }),
      bot('Sure, how did it end?', 'follow_up'),
    );
    const one = { ...played({ lines }), persona: { ...persona, interjections: [switching] } };
    expect(metricsOf([one], FACTS)['7']).toMatchObject({ pass: true, value: 1 });
  });

  it('go with each interview: what was told, said in between, and word for word', () => {
    expect(interviewOf(played({}))).toMatchObject({
      persona: 'p',
      status: 'completed',
      turns: 4,
      facts: { told: 1, planted: 1 },
      extras: { told: 1, planted: 1 },
      interjections: [{ kind: 'asks_fact', handled: true }],
    });
  });
});
