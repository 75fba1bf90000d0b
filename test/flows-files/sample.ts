import type { Flow, Question } from '../../src/flows/model.ts';

const open = (id: string, zh: string, en: string): Question => ({
  id,
  type: 'open',
  ask: { zh, en },
  criteria: ['care'],
  follow_ups: { max: 2 },
});

const anchor = (level: number) => ({ zh: `第${level}级的做法`, en: `What level ${level} does` });

/** The smallest flow with one question of every type and nothing wrong; each call makes a new one to be spoilt. */
export function sampleFlow(): Flow {
  const hears = { zh: ['夜班'], en: ['nights'] };
  return {
    id: 'sample',
    version: 1,
    title: { zh: '样例', en: 'Sample' },
    languages: ['zh', 'en'],
    budget: { minutes: 12, follow_ups: 6 },
    sections: [
      {
        id: 'introduction',
        kind: 'introduction',
        questions: [open('introduction', '请介绍一下自己。', 'Please introduce yourself.')],
      },
      {
        id: 'situations',
        kind: 'situation',
        questions: [open('damage', '东西坏了你怎么处理？', 'What did you do?')],
      },
      {
        id: 'job',
        kind: 'job',
        questions: [
          {
            id: 'nights',
            type: 'yes_no',
            ask: { zh: '你能上夜班吗？', en: 'Can you work nights?' },
            criteria: [],
            hears,
          },
          {
            id: 'shift',
            type: 'choice',
            ask: { zh: '你想上早班还是晚班？', en: 'Early or late shift?' },
            criteria: [],
            hears,
            options: [
              { id: 'early', label: { zh: '早班', en: 'Early' } },
              { id: 'late', label: { zh: '晚班', en: 'Late' } },
            ],
          },
          {
            id: 'days',
            type: 'number',
            ask: { zh: '一周几天？', en: 'How many days a week?' },
            criteria: [],
            hears,
          },
          {
            id: 'start',
            type: 'date',
            ask: { zh: '哪天到岗？', en: 'When could you start?' },
            criteria: [],
            hears,
          },
        ],
      },
      {
        id: 'open_floor',
        kind: 'open_floor',
        questions: [open('anything', '还有想补充的吗？', 'Anything to add?')],
      },
    ],
    rubric: {
      id: 'sample',
      version: 1,
      criteria: [
        {
          id: 'care',
          title: { zh: '细致', en: 'Care' },
          weight: 1,
          anchors: { 1: anchor(1), 2: anchor(2), 3: anchor(3), 4: anchor(4), 5: anchor(5) },
        },
      ],
    },
  };
}

/** The question with this id, to be spoilt. */
export function question(flow: Flow, id: string): Question {
  const found = flow.sections
    .flatMap((section) => section.questions)
    .find((candidate) => candidate.id === id);
  if (!found) throw new Error(`the sample has no question ${id}`);
  return found;
}
