/** Choices where buttons stand in a menu that holds only so much. */
import { expect, it } from 'vitest';
import { phrase } from '../../src/conversation/phrase.ts';
import type { Line } from '../../src/flows/model.ts';
import type { ChannelCapabilities } from '../../src/ports.ts';

const capabilities = {
  buttons: true,
  maxText: 682,
  menu: { buttons: 10, maxText: 341, maxLabel: 42 },
} as ChannelCapabilities;

function shown(text: string, labels: string[]) {
  const choices = labels.map((label, i) => ({ label: { text: label }, value: String(i) }));
  const line: Line = { part: 'question', words: { text }, ask: 3, choices };
  return phrase([line], 'zh', capabilities);
}

it('that fit are buttons', () => {
  expect(shown('你能上夜班吗？', ['是', '不是'])).toEqual([
    {
      kind: 'text',
      text: '你能上夜班吗？',
      buttons: [
        { label: '是', payload: 'a3:0' },
        { label: '不是', payload: 'a3:1' },
      ],
    },
  ]);
  expect(shown('长'.repeat(341), ['是'])[0]?.buttons).toHaveLength(1);
});

it.each<[string, string, string[]]>([
  ['the text above them is too long', '长'.repeat(342), ['是', '不是']],
  ['one of them is', '哪个？', ['是', '长'.repeat(43)]],
  ['they are too many', '哪天？', Array.from({ length: 11 }, (_, i) => `第${i}天`)],
])('are a numbered list in the same message when %s', (_name, text, labels) => {
  const said = shown(text, labels);
  expect(said).toHaveLength(1);
  expect(said[0]?.buttons).toBeUndefined();
  expect(said[0]?.text).toContain(`${text}\n回数字就行：\n1 ${labels[0]}\n2 ${labels[1]}`);
});

it('say nothing of themselves where there are none', () => {
  expect(shown('长'.repeat(600), [])).toEqual([{ kind: 'text', text: '长'.repeat(600) }]);
});
