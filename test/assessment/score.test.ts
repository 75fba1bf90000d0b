import { describe, expect, it } from 'vitest';
import { assessed, plainModel, SAID, scripted, turnsOf } from './people.ts';

type Done = Exclude<Awaited<ReturnType<typeof assessed>>, { failed: unknown }>;
const mustAssess = async (...given: Parameters<typeof assessed>): Promise<Done> => {
  const done = await assessed(...given);
  if ('failed' in done) throw new Error(done.failed);
  return done;
};
const quotes = ({ version }: Done) =>
  version.criteria.flatMap(({ evidence }) => evidence.map((one) => one.quote));

describe.each(['zh', 'en'] as const)('an assessment in %s', (language) => {
  const turns = turnsOf(SAID[language]);

  it('rests on verbatim spans and nothing else', async () => {
    const { version, scores } = await mustAssess(turns, scripted(plainModel), language);
    expect(Object.values(scores)).not.toContain(null);
    for (const { evidence, readings, confidence } of version.criteria) {
      expect(evidence.length).toBeGreaterThan(0);
      expect(readings).toHaveLength(3);
      expect(confidence).toBeGreaterThan(0.5);
      for (const { turn_seq, quote, start, end } of evidence)
        expect(turns.find(({ seq }) => seq === turn_seq)!.text!.slice(start, end)).toBe(quote);
    }
    expect(version.needsPerson).toEqual([]);
  });

  it('shows whoever rates the quotes, what was asked, and the levels: no other word of the interview', async () => {
    const { agent, asked } = scripted(plainModel);
    await mustAssess(turns, { agent }, language);
    const rated = asked.filter(({ id }) => id === 'score');
    expect(rated).toHaveLength(4 * 3);
    for (const { input } of rated) expect(JSON.stringify(input)).not.toMatch(/"turn"|introduction|int_0/);
  });

  it('asks the same in three orders', async () => {
    const { agent, asked } = scripted(plainModel);
    await mustAssess(turns, { agent }, language);
    const levels = asked
      .filter(({ id }) => id === 'score')
      .map(({ input }) => {
        const { criterion } = input as { criterion: { levels: { score: number }[] } };
        return criterion.levels.map(({ score }) => score).join('');
      });
    expect(levels.slice(0, 3)).toEqual(['12345', '54321', '12345']);
  });
});

describe('no score', () => {
  const turns = turnsOf(SAID.zh);
  const none = { evidence: [] };
  const invented = { evidence: [{ turn: 2, quote: '我带过四十个新人，从来没有出过差错' }] };
  it.each([
    ['without evidence', none, { score: 5 }, 'no_evidence'],
    ['on what nobody said', invented, { score: 5 }, 'no_evidence'],
    [
      'on what was asked',
      { evidence: [{ turn: 2, quote: '你怎么保证不出错' }] },
      { score: 5 },
      'no_evidence',
    ],
    [
      'when the quotes say nothing of it',
      { evidence: [{ turn: 2, quote: '我在中通干过两年分拣' }] },
      { score: null },
      'cannot_tell',
    ],
  ])('%s', async (_how, evidence, score, why) => {
    const model = { evidence: () => evidence, score: () => score };
    const { version } = await mustAssess(turns, scripted(model));
    expect(version.criteria.map(({ score, unscored }) => [score, unscored])).toEqual(
      Array(4).fill([null, why]),
    );
    expect(version.recommendation).toBe('review');
    expect(version.needsPerson).toHaveLength(4);
    expect(version.needsPerson[0]).toEqual({ reason: 'thin_evidence', criterion: 'care' });
  });

  it.each([
    ['a score of 6', { score: 6 }],
    ['a score of 3.5', { score: 3.5 }],
    ['words', { score: 'excellent' }],
  ])('for %s: that is no answer', async (_what, score) => {
    expect(await assessed(turns, scripted({ ...plainModel, score: () => score }))).toEqual({
      failed: 'unreadable',
    });
  });

  it('that is low, on what may have been misheard; a good one stays, and a person listens', async () => {
    const voice = { text: SAID.zh[0]!.text, confidence: 0.4 };
    const heard = turnsOf([{ ...SAID.zh[0]!, transcript: voice }, ...SAID.zh.slice(1)]);
    const low = await mustAssess(heard, scripted({ ...plainModel, score: () => ({ score: 1 }) }));
    expect(low.version.criteria.map(({ score, unscored }) => [score, unscored])).toEqual(
      Array(4).fill([null, 'unsure_transcript']),
    );
    expect(low.version.needsPerson).toEqual([{ reason: 'low_transcript_confidence' }]);
    const high = await mustAssess(heard, scripted({ ...plainModel, score: () => ({ score: 4 }) }));
    expect(high.scores.care).toBe(4);
    expect(high.version.needsPerson).toEqual([{ reason: 'low_transcript_confidence' }]);
    const put = turnsOf([
      { ...SAID.zh[0]!, transcript: { ...voice, corrected: voice.text } },
      ...SAID.zh.slice(1),
    ]);
    const right = await mustAssess(put, scripted({ ...plainModel, score: () => ({ score: 1 }) }));
    expect(right.scores.care).toBe(1);
  });
});

describe('readings that lie apart', () => {
  it('are a median, and a person looks', async () => {
    let n = 0;
    const { version } = await mustAssess(
      turnsOf(SAID.zh),
      scripted({ ...plainModel, score: () => ({ score: [5, 2, 3][n++ % 3] }) }),
    );
    expect(version.criteria[0]).toMatchObject({ score: 3, readings: [5, 2, 3] });
    expect(version.needsPerson).toContainEqual({ reason: 'low_agreement', criterion: 'care' });
  });
});

describe('a model that fails', () => {
  it('is asked again after a moment where that may help', async () => {
    let n = 0;
    const flaky = {
      ...plainModel,
      score: (input: never) => (n++ === 4 ? 'rate_limited' : plainModel.score(input)),
    };
    expect((await mustAssess(turnsOf(SAID.zh), scripted(flaky))).scores.care).not.toBeNull();
  });

  it.each(['refused', 'unreadable', 'budget_spent', 'breaker_open'])('is not, after %s', async (code) => {
    const { agent, asked } = scripted({ ...plainModel, evidence: () => code });
    expect(await assessed(turnsOf(SAID.zh), { agent })).toEqual({ failed: code });
    expect(asked).toHaveLength(1);
  });
});

describe('protected matters', () => {
  it('reach nobody who rates, in whatever is quoted', async () => {
    const turns = turnsOf([
      {
        question_id: 'introduction',
        text: '我家里有两个孩子，但是我在中通干过两年，从没迟到过。我怀孕了。我信佛。',
      },
    ]);
    const everything = {
      ...plainModel,
      evidence: ({ said }: { said: { turn: number; said: string }[] }) => ({
        evidence: said.flatMap(({ turn, said }) => said.split('[…]').map((quote) => ({ turn, quote }))),
      }),
    };
    const { agent, asked } = scripted(everything);
    const done = await mustAssess(turns, { agent });
    expect(quotes(done).join()).toContain('从没迟到过');
    for (const { id, input } of asked) {
      expect(JSON.stringify(input)).not.toMatch(/怀孕|信佛/);
      if (id === 'score') expect(JSON.stringify(input)).not.toMatch(/孩子/);
    }
  });
});

describe('what is added after the first version', () => {
  const first = turnsOf(SAID.zh);
  const add = (text: string, over = {}) => [
    ...first,
    ...turnsOf([{ text, kind: 'addendum', question_id: null, ...over }], 20),
  ];

  it('alone is read, and changes only what it bears on', async () => {
    const one = await mustAssess(first, scripted(plainModel));
    const { agent, asked } = scripted(plainModel);
    const before = { criteria: one.version.criteria, upToSeq: one.material.upToSeq };
    const two = await mustAssess(add('对了，后来让我带新人，带了四个。'), { agent }, 'zh', before);
    expect(asked.filter(({ id }) => id === 'evidence')).toHaveLength(4);
    for (const { input } of asked.filter(({ id }) => id === 'evidence'))
      expect(JSON.stringify(input)).not.toContain('双十一');
    expect(asked.filter(({ id }) => id === 'score')).toHaveLength(3);
    expect(two.version.changes).toEqual([
      {
        criterion: 'reliability',
        from: one.scores.reliability,
        to: two.scores.reliability,
        because_turn_seq: 20,
      },
    ]);
    expect(two.version.unasked).toEqual([
      {
        turn_seq: 20,
        evidence: [
          expect.objectContaining({ criterion: 'reliability', quote: '对了，后来让我带新人，带了四个。' }),
        ],
      },
    ]);
    expect({ ...two.scores, reliability: 0 }).toEqual({ ...one.scores, reliability: 0 });
  });

  it('and says nothing of any criterion asks for no rating and changes nothing', async () => {
    const one = await mustAssess(first, scripted(plainModel));
    const { agent, asked } = scripted({ ...plainModel, score: () => ({ score: 1 }) });
    const before = { criteria: one.version.criteria, upToSeq: one.material.upToSeq };
    const two = await mustAssess(add('谢谢，没别的了。'), { agent }, 'zh', before);
    expect(two.scores).toEqual(one.scores);
    expect(two.version.changes).toEqual([]);
    expect(asked.every(({ id }) => id === 'evidence')).toBe(true);
  });

  it('takes away what it corrects: a quote that is no longer said holds nothing up', async () => {
    const one = await mustAssess(first, scripted(plainModel));
    const before = { criteria: one.version.criteria, upToSeq: one.material.upToSeq };
    const corrected = [
      ...first,
      ...turnsOf(
        [
          {
            text: '去年双十一我其实没上班。',
            kind: 'amendment',
            question_id: 'peak',
            amends_seq: 6,
            spans: [{ slot: 'peak', start: 0, end: 12 }],
          },
        ],
        20,
      ),
    ];
    const two = await mustAssess(corrected, scripted(plainModel), 'zh', before);
    expect(quotes(two).join()).not.toContain('四千件');
    expect(two.version.changes.map(({ criterion }) => criterion)).toContain('pace');
    expect(two.version.changes.every(({ because_turn_seq }) => because_turn_seq === 20)).toBe(true);
  });
});

describe('a huge interview', () => {
  it('is read as far as it goes, and a person is told that there was more', async () => {
    const turns = turnsOf(
      Array.from({ length: 30 }, (_, i) => ({
        question_id: 'peak',
        text: `${'我核对单号。'.repeat(1000)}${i}`,
      })),
    );
    const few = { evidence: [{ turn: 2, quote: '我核对单号。' }] };
    const { agent, asked } = scripted({ ...plainModel, evidence: () => few });
    const { version } = await mustAssess(turns, { agent });
    expect(version.needsPerson).toContainEqual({ reason: 'cut_short' });
    for (const { input } of asked) expect(JSON.stringify(input).length).toBeLessThan(60_000);
  });

  it('without a word to judge by asks nobody anything', async () => {
    const { agent, asked } = scripted(plainModel);
    await mustAssess(turnsOf([{ text: '😀😀😀', question_id: 'peak' }]), { agent });
    await mustAssess([], { agent });
    expect(asked).toEqual([]);
  });
});
