import { expect, it } from 'vitest';
import { wholeCommand } from '../../../src/flows/intents.ts';
import { isSameName, tailOf } from '../../../src/pipeline/contract/names.ts';

it.each([
  ['王小明', '王小明', true],
  [' 王 小明 ', '王小明', true],
  ['阿依古丽艾合买提', '阿依古丽·艾合买提', true],
  ['MARIE CURIE', 'Marie Curie', true],
  ['ｍａｒｉｅ curie', 'Marie Curie', true],
  ['Anne Marie', 'Anne-Marie', true],
  ['王大明', '王小明', false],
  ['王', '王小明', false],
  ['', '王小明', false],
  ['·', '·', false],
])('%j in place of %j is the same name: %s', (typed, name, same) => {
  expect(isSameName(typed, name)).toBe(same);
});

it.each([
  ['twilio', '+8613800006789', '6789'],
  ['telegram', '123456789', '6789'],
  ['telegram', '5001', null],
  ['wecom', 'wmAbcDEF', null],
  ['web', '12345678901', null],
])('of the address on %s, %s, its owner is told %j', (channel, address, tail) => {
  expect(tailOf(channel, address)).toBe(tail);
});

it.each([
  ['合同链接', 'contract'],
  ['我的合同', 'contract'],
  ['Contract link', 'contract'],
  ['my contract!', 'contract'],
  // These may be answers, or questions about the job.
  ['合同', null],
  ['contract', null],
  ['要签合同吗？', null],
])('%s is the command %j', (text, command) => {
  expect(wholeCommand(text)).toBe(command);
});
