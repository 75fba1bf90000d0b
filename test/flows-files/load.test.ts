import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type ErrorItem, TingdaError } from '../../src/errors.ts';
import {
  hashFlow,
  loadLibrary,
  parseAndCheck,
  parseFlow,
  readFlow,
  restoreFlow,
} from '../../src/flows/load.ts';
import { sampleFlow } from './sample.ts';

const SORTER = new URL('../../src/flows/library/warehouse-sorter.yaml', import.meta.url);
const sorter = readFileSync(SORTER, 'utf8');

/** The errors of a text, which must have some. */
function errors(act: () => unknown): ErrorItem[] {
  try {
    act();
  } catch (error) {
    if (error instanceof TingdaError && error.code === 'flow_invalid') return error.items;
    throw error;
  }
  throw new Error('nothing was wrong');
}

/** The shipped flow with one piece of its text replaced. */
function spoilt(piece: string, by: string): ErrorItem[] {
  expect(sorter.split(piece)).toHaveLength(2);
  return errors(() => parseFlow(sorter.replace(piece, by), 'sorter.yaml'));
}

/** The number of the line that holds this piece. */
const lineOf = (piece: string) => sorter.slice(0, sorter.indexOf(piece)).split('\n').length;

describe('a flow file', () => {
  it('becomes a flow and the hash of its content', () => {
    const { flow, hash } = parseFlow(sorter, 'sorter.yaml');
    expect(flow).toMatchObject({ id: 'warehouse-sorter', languages: ['zh', 'en'] });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('with a missing translation is refused with the line of the question and the key', () => {
    const english = /\n +en: Think of a time[^\n]*/.exec(sorter)?.[0] ?? '';
    expect(spoilt(english, '')).toEqual([
      {
        path: `sorter.yaml:${lineOf('zh: 说说你碰到') - 1} sections[1].questions[0].ask.en`,
        message: 'is missing: the English text',
      },
    ]);
  });

  it('with a wrong value is refused with the line of that value', () => {
    expect(spoilt('minutes: 12', 'minutes: 20')).toEqual([
      {
        path: 'sorter.yaml:6 budget.minutes',
        message: 'must be at most 15',
      },
    ]);
  });

  it('with a broken rule is refused with the line, as with a broken shape', () => {
    expect(spoilt('criteria: [safety, care]', 'criteria: [safety, caring]')).toEqual([
      {
        path: `sorter.yaml:${lineOf('criteria: [safety, care]')} sections[1].questions[0].criteria[1]`,
        message: '"caring" is not in the rubric, which has care, safety, pace, reliability',
      },
    ]);
  });

  it.each([
    [
      'a misspelled key',
      'budget:',
      'buget:',
      'sorter.yaml:2 budget',
      'is missing: what the interview may cost the candidate',
    ],
    [
      'and names the keys there are',
      'budget:',
      'buget:',
      'sorter.yaml:6 buget',
      'is not known here; known are "id", "version"',
    ],
    [
      'a sixth anchor',
      '        5:\n          zh: 另外还说了',
      '        6: { zh: 六, en: six }\n        5:\n          zh: 另外还说了',
      'anchors.6',
      'is not known here; known are "1", "2", "3", "4", "5"',
    ],
    [
      'an anchor that is missing',
      '        2:\n          zh: 只说“报告组长”',
      '        x:\n          zh: 只说“报告组长”',
      'anchors.2',
      'is missing: what an answer of this level shows',
    ],
    [
      'a section of an unknown kind',
      'kind: situation',
      'kind: chat',
      'sections[1].kind',
      'must be one of "introduction", "situation", "job", "open_floor", not "chat"',
    ],
    [
      'three follow-ups on one question',
      'criteria: [safety, care]\n        follow_ups:\n          max: 2',
      'criteria: [safety, care]\n        follow_ups:\n          max: 3',
      'follow_ups.max',
      'must be at most 2',
    ],
    [
      'seven follow-ups in all',
      'follow_ups: 6',
      'follow_ups: 7',
      'sorter.yaml:6 budget.follow_ups',
      'must be at most 6',
    ],
    [
      'an id of 33 characters',
      'id: damaged_parcel',
      `id: ${'a'.repeat(33)}`,
      'sections[1].questions[0].id',
      'must be 1 to 32 of a-z, 0-9 and _',
    ],
    [
      'an id with a capital',
      'id: damaged_parcel',
      'id: Damaged',
      'sections[1].questions[0].id',
      'must be 1 to 32 of a-z, 0-9 and _',
    ],
    ['an empty text', 'title: { zh: 分拣员', 'title: { zh: " "', 'sorter.yaml:4 title.zh', 'is empty'],
    [
      'one text instead of two',
      'title: { zh: 分拣员, en: Warehouse sorter }',
      'title: Sorter',
      'sorter.yaml:4 title',
      'must be a group of keys: the name of the job',
    ],
    [
      'a key written twice',
      'version: 2\ntitle',
      'version: 2\nid: other\ntitle',
      'sorter.yaml:4',
      'is not YAML: Map keys must be unique',
    ],
    [
      'a colon in a text without quotes',
      'en: When could you start?',
      'en: Tell me: when?',
      `sorter.yaml:${lineOf('en: When could')}`,
      'put quotes around a text that contains a colon',
    ],
    [
      'a tab',
      '  - id: situations',
      '\t- id: situations',
      `sorter.yaml:${lineOf('  - id: situations')}`,
      'indent with spaces',
    ],
    [
      'a tag that asks for code',
      'version: 2\ntitle',
      'version: !!js/function "1"\ntitle',
      'sorter.yaml:3',
      'is not YAML: Unresolved tag',
    ],
  ])('with %s is refused', (_, piece, by, path, message) => {
    expect(spoilt(piece, by)).toContainEqual({
      path: expect.stringContaining(path),
      message: expect.stringContaining(message),
    });
  });

  it('that is empty, or no mapping, is refused with its first line', () => {
    for (const text of ['', '# nothing', 'just words', '- a\n- b']) {
      expect(errors(() => parseFlow(text, 'x.yaml'))[0]).toMatchObject({ path: 'x.yaml:1' });
    }
  });

  it('that would grow without end by aliases is refused and not expanded', () => {
    const layers = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`)}]`);
    const bomb = `l0: &l0 [x]\n${layers.join('\n')}\n`;
    expect(errors(() => parseFlow(bomb, 'x.yaml'))).toEqual([
      { path: 'x.yaml:1', message: expect.stringContaining('Excessive alias count') },
    ]);
  });

  it('may name a repeated text by an alias, and errors in it still have a line', () => {
    const aliased = sorter
      .replace('title: { zh: 分拣员', 'title: &t { zh: 分拣员')
      .replace('title: { zh: 细致准确, en: Care and accuracy }', 'title: *t');
    expect(parseFlow(aliased, 'x.yaml').flow.rubric.criteria[0]?.title.zh).toBe('分拣员');
    const broken = aliased.replace('en: Warehouse sorter', 'en: 分拣');
    expect(errors(() => parseFlow(broken, 'x.yaml')).map(({ path }) => path)).toEqual([
      'x.yaml:4 title.en',
      'x.yaml:4 rubric.criteria[0].title.en',
    ]);
  });

  it('with something to look at again is taken, with warnings that have lines', () => {
    const text = sorter.replace('criteria: [pace, reliability]', 'criteria: []');
    expect(parseAndCheck(text, 'x.yaml').warnings).toEqual([
      {
        path: `x.yaml:${lineOf('criteria: [pace, reliability]')} sections[1].questions[1].criteria`,
        message: 'is empty: the answer to this open question is evidence for nothing',
      },
    ]);
  });

  it('that is not there is refused with its name', () => {
    expect(errors(() => readFlow('/nowhere/flow.yaml'))).toEqual([
      { path: '/nowhere/flow.yaml', message: 'cannot be read (ENOENT)' },
    ]);
  });
});

describe('the hash', () => {
  const { hash } = parseFlow(sorter, 'x.yaml');

  it('stays under comments, white space and another order of keys', () => {
    const turned: unknown = parse(sorter, (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    const text = `# another layout\n${stringify(turned, { lineWidth: 60 })}`;
    expect(text.indexOf('rubric:')).toBeLessThan(text.indexOf('sections:'));
    expect(parseFlow(text, 'x.yaml').hash).toBe(hash);
  });

  it('changes with one changed word, one weight, one version, or the order of questions', () => {
    const changes: ((flow: ReturnType<typeof sampleFlow>) => unknown)[] = [
      (flow) => (flow.title.en = 'Samples'),
      (flow) => (flow.rubric.criteria[0]!.weight = 0.5),
      (flow) => flow.version++,
      (flow) => flow.sections[2]!.questions.reverse(),
    ];
    const hashes = changes.map((change) => {
      const flow = sampleFlow();
      change(flow);
      return hashFlow(flow);
    });
    expect(new Set([hashFlow(sampleFlow()), ...hashes]).size).toBe(changes.length + 1);
  });
});

describe('a flow that comes back from the database', () => {
  const body: unknown = JSON.parse(JSON.stringify(sampleFlow()));
  const hash = hashFlow(sampleFlow());

  it('is the flow that was pinned', () => {
    expect(restoreFlow(hash, body)).toEqual({ hash, flow: sampleFlow() });
  });

  it('is refused when it is not what the hash was made of', () => {
    const changed = { ...sampleFlow(), version: 2 };
    expect(errors(() => restoreFlow(hash, changed))[0]?.path).toBe('hash');
  });

  it('is refused when it is no flow', () => {
    expect(errors(() => restoreFlow(hash, { id: 'x' }))).toContainEqual({
      path: 'rubric',
      message: 'is missing: how answers are rated',
    });
    expect(errors(() => restoreFlow(hash, null))).toHaveLength(1);
  });

  it('is not refused by a rule that became stricter meanwhile', () => {
    const old = sampleFlow();
    old.rubric.criteria[0]!.weight = 0.9;
    expect(restoreFlow(hashFlow(old), old).flow.id).toBe('sample');
  });
});

describe('the library', () => {
  it('has the three shipped flows under their ids, without a warning', () => {
    const library = loadLibrary();
    expect([...library.keys()]).toEqual(['courier', 'customer-service', 'warehouse-sorter']);
    for (const [id, pinned] of library) {
      const file = new URL(`../../src/flows/library/${id}.yaml`, import.meta.url);
      expect(readFlow(file)).toEqual({ pinned, warnings: [] });
    }
  });
});
