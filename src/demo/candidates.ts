/** People who have been here before, so that there is something to look at. Each is really interviewed at the first start. */
import type { Player } from '../simulate/persona.ts';

const yes_no = {
  zh: [
    { cue: /满18|成年/, says: '是' },
    { cue: /驾照/, says: '有，C1' },
    { cue: /到岗/, says: '下周一' },
    { cue: /几天/, says: '6天' },
  ],
  en: [
    { cue: /\b18\b/, says: 'Yes, I am 24' },
    { cue: /could you start/i, says: 'Next Monday' },
  ],
};

export const visitors: Player[] = [
  {
    id: '陈静',
    language: 'zh',
    role: 'sorter',
    topics: [
      {
        id: 'introduction',
        cues: [/介绍一下自己/],
        opening: '我叫陈静，去年暑假在菜鸟驿站做了两个月。',
        facts: [{ says: '主要是理货和出库，一天四百多件，帮忙找错放的件。' }],
        done: '就这些。',
      },
      {
        id: 'damaged',
        cues: [/破损/],
        opening: '上个月取件时发现一个纸箱底下湿了，我先把它拎开，再拍照发给站长。',
        facts: [{ says: '后来寄件人重发了一份，旁边的件都没坏。' }],
        done: '没有了。',
      },
      {
        id: 'peak',
        cues: [/高峰/],
        opening: '双十一那三天一天进两千件，我先按楼栋分堆，再让同学帮忙扫码。',
        facts: [{ says: '晚上九点前都上了架，没有压到第二天的。' }],
        done: '没有了。',
      },
    ],
    extras: ['我会开电动三轮车，有证。'],
    interjections: [
      { after_turn: 4, says: '宿舍有空调吗？', kind: 'asks_unknown_fact', expect: null, forbid: null },
    ],
    yes_no: yes_no.zh,
  },
  {
    id: 'Grace',
    language: 'en',
    role: 'customer_service',
    topics: [
      {
        id: 'introduction',
        cues: [/introduce yourself/i],
        opening: 'I am Grace. I worked at a hotel reception for two years.',
        facts: [{ says: 'I checked in about sixty guests a day and ran the complaints book.' }],
        done: "That's all.",
      },
      {
        id: 'complaint',
        cues: [/complaint/i],
        opening:
          'A guest found his room not cleaned at midnight, so I moved him and carried his bags myself.',
        facts: [{ says: 'He wrote a kind review the next day and came back in spring.' }],
        done: 'No.',
      },
      {
        id: 'team',
        cues: [/team/i],
        opening: 'We changed how shifts hand over, and I wrote the checklist for it.',
        facts: [{ says: 'Open cases left at shift change went from ten to two.' }],
        done: 'No.',
      },
    ],
    extras: ['I speak some Cantonese.'],
    interjections: [],
    yes_no: yes_no.en,
  },
  {
    id: '小周',
    language: 'zh',
    role: 'sorter',
    topics: [
      {
        id: 'introduction',
        cues: [/介绍一下自己/],
        opening: '我叫小周，高二，暑假想打工。',
        facts: [{ says: '在学校食堂帮过一学期的忙，收餐盘、擦桌子。' }],
        done: '没有了',
      },
      { id: 'damaged', cues: [/破损/], opening: '没碰到过', facts: [], done: '没有' },
      { id: 'peak', cues: [/高峰/], opening: '食堂中午人最多，我先收门口那几桌。', facts: [], done: '没有' },
    ],
    extras: [],
    interjections: [],
    yes_no: [{ cue: /满18/, says: '我17岁' }, ...yes_no.zh],
  },
  {
    id: '王强',
    language: 'zh',
    role: 'courier',
    topics: [
      {
        id: 'introduction',
        cues: [/介绍一下自己/],
        opening: '我叫王强，骑手做了三年，有驾照，夜班周末都可以。',
        facts: [{ says: '最多的一天我送了八十七单，没有一单超时。' }],
        done: '就这些。',
      },
    ],
    extras: [],
    interjections: [
      { after_turn: 2, says: '我先去送一单，晚点再聊', kind: 'leaves', expect: null, forbid: null },
    ],
    yes_no: yes_no.zh,
  },
];
