import { describe, expect, it } from 'vitest';
import { builtInTemplate } from '../../../src/pipeline/contract/built-in.ts';
import { fillBody, parseBody } from '../../../src/pipeline/contract/document.ts';
import { blocksOf } from '../../../src/pipeline/contract/sheet.ts';
import {
  type ContractTemplate,
  checkTemplate,
  templateHash,
} from '../../../src/pipeline/contract/template.ts';
import { checkTerms, type Terms } from '../../../src/pipeline/contract/terms.ts';
import { agreed, TERMS } from './sample.ts';

const built = builtInTemplate();
const changed = (language: 'zh' | 'en', from: string, to: string): ContractTemplate => ({
  ...built,
  body: { ...built.body, [language]: built.body[language].replaceAll(from, to) },
});

describe('a template', () => {
  it('that comes with the house has all that a contract needs, in both languages', () => {
    expect(checkTemplate(built)).toEqual([]);
  });

  it.each(['employer', 'candidate_name', 'wage', 'hours', 'place', 'start_date'])(
    'without {{%s}} is refused with the language that misses it',
    (name) => {
      for (const language of ['zh', 'en'] as const)
        expect(checkTemplate(changed(language, `{{${name}}}`, ''))).toEqual([
          { path: `body.${language}`, message: `misses {{${name}}}` },
        ]);
    },
  );

  it.each([
    ['{{salary}}', 'has {{salary}}, which is not known'],
    ['{{}}', 'has {{}}, which is not known'],
    ['{{ wage', 'belong to no placeholder'],
    ['wage}}', 'belong to no placeholder'],
    ['{{a{{b}}c}}', 'belong to no placeholder'],
  ])('with %s in it is refused', (text, message) => {
    const items = checkTemplate({ ...built, body: { ...built.body, en: `${built.body.en}\n${text}` } });
    expect(items.map((item) => item.path)).toContain('body.en');
    expect(items.map((item) => item.message).join()).toContain(message);
  });

  it('has one title', () => {
    const title = { path: 'body.zh', message: 'needs one line that begins with "# ": the title' };
    expect(checkTemplate(changed('zh', '# 劳动合同\n', ''))).toContainEqual(title);
    expect(checkTemplate(changed('zh', '## 一、', '# 一、'))).toEqual([title]);
  });

  it('may ask for more, which then has to be in both languages and not be called like ours', () => {
    const fields = { probation: { zh: '试用期', en: 'Probation' } };
    const missing = (language: string) => ({
      path: `body.${language}`,
      message: 'misses {{probation}}, which `fields` names',
    });
    expect(checkTemplate({ ...built, fields })).toEqual([missing('zh'), missing('en')]);
    const body = { zh: `${built.body.zh}\n{{probation}}`, en: `${built.body.en}\n{{probation}}` };
    expect(checkTemplate({ body, fields })).toEqual([]);
    expect(checkTemplate({ body: built.body, fields: { wage: { zh: '工资', en: 'Pay' } } })).toEqual([
      { path: 'fields.wage', message: 'is a placeholder of ours; call it something else' },
    ]);
  });

  it('is another one with any other letter, and the same with its fields in another order', () => {
    const [a, b] = [
      { zh: '甲', en: 'a' },
      { zh: '乙', en: 'b' },
    ];
    expect(templateHash(built)).toMatch(/^[0-9a-f]{64}$/);
    expect(templateHash(changed('en', 'Employee', 'Worker'))).not.toBe(templateHash(built));
    expect(templateHash({ ...built, fields: { a, b } })).toBe(templateHash({ ...built, fields: { b, a } }));
  });
});

describe('a body', () => {
  it('has titles, sections, clauses with the number as it was written, and paragraphs', () => {
    expect(parseBody('# 合同\n\n 甲方 \r\n## 一\n1. 工资\n12、地点\n3.2. 休息\n2026.12.1')).toEqual([
      { kind: 'title', text: '合同' },
      { kind: 'paragraph', text: '甲方' },
      { kind: 'section', text: '一' },
      { kind: 'clause', number: '1.', text: '工资' },
      { kind: 'clause', number: '12.', text: '地点' },
      { kind: 'clause', number: '3.2.', text: '休息' },
      { kind: 'paragraph', text: '2026.12.1' },
    ]);
  });

  it('takes a value as words, whatever is in it', () => {
    const values = new Map([['place', '# 上海\n## 1. {{wage}} $& <b>']]);
    expect(fillBody('地点：{{ place }}', values)).toEqual([
      { kind: 'paragraph', text: '地点：# 上海 ## 1. {{wage}} $& <b>' },
    ]);
  });

  it.each(['zh', 'en'] as const)('is filled without anything left over: %s', (language) => {
    const text = blocksOf(agreed(language))
      .map((block) => block.text)
      .join('\n');
    expect(text).not.toMatch(/[{}]/);
    for (const word of language === 'zh'
      ? ['顺达物流', '王小明', '每小时¥25.50', '2026年12月1日', '2027年11月30日', '夜班分拣员']
      : ['Shunda', '王小明', 'CN¥25.50 per hour', '1 December 2026', '30 November 2027', 'Night sorter'])
      expect(text).toContain(word);
  });
});

describe('terms', () => {
  const wage = (change: object): Partial<Terms> => ({ wage: { ...TERMS.wage, ...change } as Terms['wage'] });
  const check = (change: Partial<Terms>, template = built) =>
    checkTerms({ ...TERMS, ...change }, template, 'zh', '2026-11-26');

  it.each([
    [{}, []],
    [{ ends_on: null }, []],
    [{ starts_on: '2026-11-26', ends_on: '2026-11-26' }, []],
    [wage({ amount: '25.500' }), []],
    [wage({ amount: '25.505' }), ['fields.wage.amount']],
    [wage({ amount: '2500', currency: 'JPY' }), []],
    [wage({ amount: '2500.5', currency: 'JPY' }), ['fields.wage.amount']],
    [wage({ currency: 'ABC' }), ['fields.wage.currency']],
    [{ starts_on: '2026-11-25' }, ['fields.starts_on']],
    [{ ends_on: '2026-11-30' }, ['fields.ends_on']],
    [{ candidate_name: ' ' }, ['fields.candidate_name']],
    [{ more: { probation: '1' } }, ['fields.more.probation']],
  ] as [Partial<Terms>, string[]][])('%j: wrong is %j', (change, paths) => {
    expect(check(change).map(({ path }) => path)).toEqual(paths);
  });

  it('have all that the template asks for, and nothing that it says nowhere', () => {
    const fields = { probation: { zh: '试用期', en: 'Probation' } };
    expect(check({}, { ...built, fields })).toEqual([
      { path: 'fields.more.probation', message: 'is needed: the template asks for it' },
    ]);
    expect(check({}, changed('zh', '{{end_date}}', '无')).map(({ path }) => path)).toEqual([
      'fields.ends_on',
    ]);
  });
});
