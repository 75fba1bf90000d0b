/** A small flow for tests: every section kind and every question type. */
import type { Flow } from '../../src/flows/model.ts';
import type { Localized } from '../../src/types.ts';

const both = (zh: string, en: string): Localized => ({ zh, en });

export const SMALL_FLOW: Flow = {
  id: 'small',
  version: 1,
  title: both('分拣员', 'Sorter'),
  languages: ['zh', 'en'],
  budget: { minutes: 12, follow_ups: 6 },
  sections: [
    {
      id: 'introduction',
      kind: 'introduction',
      questions: [
        {
          id: 'intro',
          type: 'open',
          ask: both('先请你介绍一下自己吧。', 'First, please introduce yourself.'),
          criteria: ['c'],
        },
      ],
    },
    {
      id: 'situations',
      kind: 'situation',
      questions: [
        {
          id: 'damaged',
          type: 'open',
          ask: both(
            '说一次你碰到包裹破损的经历，你是怎么处理的？',
            'Tell me about a damaged parcel. What did you do?',
          ),
          criteria: ['c'],
        },
        {
          id: 'busy',
          type: 'open',
          ask: both('高峰时忙不过来，你是怎么应对的？', 'How did you get through a real rush?'),
          criteria: ['c'],
        },
      ],
    },
    {
      id: 'job',
      kind: 'job',
      questions: [
        {
          id: 'adult',
          type: 'yes_no',
          ask: both('你满18岁了吗？', 'Are you 18 or over?'),
          criteria: [],
          knockout: {
            when: false,
            say: both('谢谢你如实说，HR会看一下。', 'Thank you for telling me. HR will look at it.'),
          },
          hears: { zh: ['岁', '成年'], en: ['years old', 'i am 18'] },
        },
        {
          id: 'night',
          type: 'yes_no',
          ask: both('你能上夜班吗？', 'Can you work nights?'),
          criteria: [],
          hears: { zh: ['夜班'], en: ['nights', 'night shift'] },
        },
        {
          id: 'days',
          type: 'number',
          ask: both('你一周能来几天？', 'How many days a week can you come?'),
          criteria: [],
          knockout: { when: 3, say: both('谢谢，这个HR会看一下。', 'Thank you, HR will look at that.') },
          hears: { zh: ['一周能', '每周能'], en: ['days a week'] },
        },
        {
          id: 'hours',
          type: 'choice',
          ask: both('你想做全职还是兼职？', 'Are you looking for full-time or part-time hours?'),
          criteria: [],
          options: [
            { id: 'full', label: both('全职', 'Full-time') },
            { id: 'part', label: both('兼职', 'Part-time') },
          ],
        },
        {
          id: 'start',
          type: 'date',
          ask: both('你最早什么时候能到岗？', 'When could you start?'),
          criteria: [],
          hears: { zh: ['到岗'], en: ['can start'] },
        },
      ],
    },
    {
      id: 'open_floor',
      kind: 'open_floor',
      questions: [
        {
          id: 'floor',
          type: 'open',
          ask: both('最后，还有什么想补充的吗？', "Last one. Is there anything you'd like to add?"),
          criteria: ['c'],
          optional: true,
        },
      ],
    },
  ],
  rubric: { id: 'small', version: 1, criteria: [] },
};
