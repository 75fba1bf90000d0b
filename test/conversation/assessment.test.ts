/** From the last answer of an interview to its assessment, over the whole path, and again after an addition. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ScoringServer, startScoring } from '../assessment/server.ts';
import { waitUntil } from '../support/patience.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';

const PATIENCE = { interval: 50 };
vi.setConfig({ testTimeout: 60_000 });

let node: TestNode;
let scoring: ScoringServer;
beforeAll(async () => {
  scoring = await startScoring();
  node = await startTestNode(scoring.environment);
});
afterAll(async () => {
  await node.stop();
  await scoring.openai.stop();
});

const ANSWERS = {
  zh: [
    [/介绍/, '我在中通干过两年分拣，每天早上六点到，从没迟到过。'],
    [/破损|弄坏|坏了/, '有一次一个箱子破了漏水，我先把它隔开，拍照，再报告组长，半小时就恢复了。'],
    [/高峰/, '去年双十一一晚上四千件，我负责核对单号，扫完再数一遍，只错了两件。'],
    [/补充|想说/, '没有了'],
    [/满18/, '满了'],
    [/到岗/, '下周一'],
  ],
  en: [
    [/about yourself/, 'I sorted parcels at DHL for two years and was there at six every day, never late.'],
    [
      /damaged|broke/,
      'Once a box leaked. I put it aside, took a photo, and told my lead; we went on in half an hour.',
    ],
    [
      /rush/,
      'Last November we had four thousand in one night. I checked the numbers twice, and only two were wrong.',
    ],
    [/like to add|want to add|anything/i, 'no'],
    [/18/, 'yes'],
    [/start/, 'next monday'],
  ],
} as const;

/** Interviewed to the end. */
async function interviewed(language: 'zh' | 'en') {
  const talk = await candidate(node, language);
  let line = talk.question;
  const told = new Set<string>();
  for (let turns = 0; !/问题都聊完了|That's everything|that is everything|24 hours/i.test(line); turns++) {
    if (turns > 30) throw new Error(`no end in sight: ${line}`);
    const asked = line.split('\n').at(-1)!;
    const known = ANSWERS[language].find(([about, text]) => about.test(asked) && !told.has(text));
    const skip = language === 'zh' ? '可以' : 'yes';
    if (known && known[1].length > 12) told.add(known[1]);
    line = await talk.say(known?.[1] ?? skip);
  }
  return talk;
}

type Assessment = Record<string, unknown> & {
  id: string;
  criteria: {
    id: string;
    score: number;
    evidence: { turn_seq: number; quote: string; start: number; end: number }[];
  }[];
};
const assessments = async (at: string) =>
  (await node.call('GET', `${at}/assessments`)).body.data as unknown as Assessment[];
const untilThereAre = (at: string, n: number) =>
  waitUntil(async () => {
    const found = await assessments(at);
    return found.length >= n ? found : null;
  }, PATIENCE);

it.each(['zh', 'en'] as const)(
  'an interview in %s is assessed with verbatim spans, and again after an addition, which says what it changed',
  async (language) => {
    const { say, id, at } = await interviewed(language);
    const [first] = await untilThereAre(at, 1);
    expect(first).toMatchObject({ version: 1, by: 'model', model: 'gpt-emulated' });
    const turns = async () => (await node.call('GET', `${at}/turns?limit=100`)).body.data;
    const verbatim = async ({ criteria }: Assessment) => {
      const said = await turns();
      const evidence = criteria.flatMap((one) => one.evidence);
      expect(evidence.length).toBeGreaterThan(0);
      for (const { turn_seq, quote, start, end } of evidence)
        expect(String(said.find(({ seq }) => seq === turn_seq)!.text).slice(start, end)).toBe(quote);
    };
    await verbatim(first!);
    const added = {
      zh: '补充：后来组长让我带新人，一共带了四个。',
      en: 'One thing to add: later I trained four new people there.',
    };
    await say(added[language]);
    const [second] = await untilThereAre(at, 2);
    await verbatim(second!);
    const [row] = (await turns()).filter(({ text }) => text === added[language]);
    expect(second).toMatchObject({ version: 2, reopened_by: [row!.seq] });
    expect(second!.changes).toEqual([
      expect.objectContaining({ criterion: 'reliability', because_turn_seq: row!.seq }),
    ]);
    expect((await assessments(at)).at(-1)).toMatchObject({ id: first!.id, superseded_by: second!.id });
    const { body } = await node.call('GET', `/v1/interviews/${id}`);
    const application = await node.call('GET', `/v1/applications/${body.application_id}`);
    expect(application.body.recommendation).toBe(second!.recommendation);
    expect(node.logged()).not.toMatch(/四千件|four thousand/);
  },
);
