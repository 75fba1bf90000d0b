import { describe, expect, it } from 'vitest';
import { drawMermaid, drawTree } from '../../src/flows/diagram.ts';
import { question, sampleFlow } from './sample.ts';

function drawn() {
  const flow = sampleFlow();
  question(flow, 'shift').knockout = {
    when: 'late',
    say: { zh: '我请HR看一下。', en: 'HR will look at it.' },
  };
  return flow;
}

describe('a flow in the terminal', () => {
  it('shows sections, questions, follow-ups, choices, knock-outs and criteria in Chinese', () => {
    expect(drawTree(drawn(), 'zh')).toBe(`样例  (sample, v1)
约12分钟，全程追问最多6次
│
├─ 自我介绍  (introduction)
│  ├─ 1. 请介绍一下自己。
│  │     开放题 · 追问最多2次
│  │     ★ 细致
│  └─ ＋ 还有想补充的吗？
│
├─ 情景题  (situations)
│  ├─ 2. 东西坏了你怎么处理？
│  │     开放题 · 追问最多2次
│  │     ★ 细致
│  └─ ＋ 还有想补充的吗？
│
├─ 岗位问题  (job)
│  ├─ 3. 你能上夜班吗？
│  │     是/否
│  │     说过就不再问: 夜班 …
│  ├─ 4. 你想上早班还是晚班？
│  │     选择
│  │     选项: 早班 / 晚班
│  │     说过就不再问: 夜班 …
│  │     ✋ 答“晚班” → 请HR看: 我请HR看一下。
│  ├─ 5. 一周几天？
│  │     数字
│  │     说过就不再问: 夜班 …
│  ├─ 6. 哪天到岗？
│  │     日期
│  │     说过就不再问: 夜班 …
│  └─ ＋ 还有想补充的吗？
│
├─ 自由补充  (open_floor)
│  └─ 7. 还有想补充的吗？
│        开放题 · 追问最多2次
│        ★ 细致
│
├─ 评分标准  (sample, v1)
│  └─ 100%  细致  (care)
│        1 第1级的做法
│        5 第5级的做法
│
└─ 结束，由人来决定
`);
  });

  it('shows the same in English, without one Chinese character', () => {
    const tree = drawTree(drawn(), 'en');
    expect(tree).not.toMatch(/\p{Script=Han}/u);
    expect(tree).toContain('✋ "Late" → HR looks at it: HR will look at it.');
    expect(tree.split('\n')).toHaveLength(drawTree(drawn(), 'zh').split('\n').length);
  });
});

it.each([
  ['nights', false, 'en', '"no" → HR'],
  ['nights', true, 'zh', '答“是” → 请HR看'],
  ['days', 3, 'en', '"below 3" → HR'],
  ['days', 3, 'zh', '答“少于3” → 请HR看'],
] as const)('the knock-out of %s by %s reads in %s: %s', (id, when, language, part) => {
  const flow = sampleFlow();
  question(flow, id).knockout = { when, say: { zh: '请HR看。', en: 'HR will look.' } };
  expect(drawTree(flow, language)).toContain(part);
});

describe('a flow as Mermaid', () => {
  it('leads from the start through every question to the end, and from the knock-out to a person', () => {
    const arrows = drawMermaid(drawn(), 'en')
      .split('\n')
      .filter((line) => /-->|-\./.test(line));
    expect(arrows).toEqual([
      '  start --> s0q0',
      '  s0q0 --> s0add',
      '  s0add --> s1q0',
      '  s1q0 --> s1add',
      '  s1add --> s2q0',
      '  s2q0 --> s2q1',
      '  s2q1 -. "Late" .-> person',
      '  s2q1 --> s2q2',
      '  s2q2 --> s2q3',
      '  s2q3 --> s2add',
      '  s2add --> s3q0',
      '  s3q0 --> finish',
    ]);
  });

  it('has no label that a question could break out of', () => {
    const flow = drawn();
    question(flow, 'damage').ask.en = 'A "box" <b>#1</b>?';
    expect(drawMermaid(flow, 'en')).toContain('"A #quot;box#quot; #lt;b#gt;#35;1#lt;/b#gt;?<br/>');
  });
});
