import { describe, expect, it } from 'vitest';
import type { InboxRow, Lease } from '../../db/conversations.ts';
import type { Catalogue } from '../../src/conversation/catalogue.ts';
import { toRuns } from '../../src/conversation/heard.ts';
import { newPersonalCode } from '../../src/ids.ts';
import type { Runtime } from '../../src/runtime.ts';

const asked: string[] = [];
const catalogue: Catalogue = {
  get: async () => null,
  async byCode(code) {
    asked.push(code);
    return { found: code === 'SORT01' ? 'closed' : 'unknown' };
  },
};
// A text needs neither: only an edit looks for its original.
const runtime = { sql: null as never, hash: () => '', channels: new Map() } as unknown as Runtime;

async function heard(text: string, idle = true, invited: string | null = null) {
  const row = {
    channel: 'telegram',
    content: { kind: 'text', text },
    languageHint: 'zh-hans',
    receivedAt: 0,
    ask: null,
  } as unknown as InboxRow;
  const [run] = await toRuns(runtime, catalogue, { turnSeq: 0 } as Lease, [row], { idle, invited });
  return run?.event.type === 'messages' ? run.event.messages[0]! : null;
}

describe('a message that is nothing but a code', () => {
  it.each([
    'SORT01',
    'sort01',
    ' sort01\n',
    'SORT01。',
    '“SORT01”',
    '#SORT01',
    'SORT01!',
    'ＳＯＲＴ０１',
    '👉SORT01',
  ])('starts as %j, whatever the keyboard put around it, and is in no language', async (text) => {
    expect(await heard(text)).toMatchObject({
      content: { kind: 'start', code: 'SORT01' },
      start: { code: 'SORT01', found: 'closed' },
      text: '',
    });
  });

  it.each(['SORT99', 'hello', 'SORT-01', 'I saw SORT01', '我想报名SORT01', `${' '.repeat(50)}SORT01`])(
    'is something else: %j',
    async (text) => {
      expect(await heard(text)).toMatchObject({ content: { kind: 'text', text }, text });
    },
  );

  it('changes to another interview while one is under way, where it cannot be a word or a number', async () => {
    expect(await heard('sort01', false)).toMatchObject({ content: { kind: 'start', code: 'SORT01' } });
    expect(await heard('C1C2', false)).toMatchObject({ content: { kind: 'text' }, text: 'C1C2' });
    asked.length = 0;
    for (const text of ['WORK', 'nights', '2019']) {
      expect(await heard(text, false)).toMatchObject({ content: { kind: 'text' }, text });
    }
    expect(asked).toEqual([]);
  });
});

it('a code that we make ourselves has a letter and a digit: used up, it is still answered as a code', () => {
  const made = Array.from({ length: 2000 }, newPersonalCode);
  expect(made.filter((code) => !/^(?=.*[A-Z])(?=.*\d)[A-HJ-NP-Z2-9]{12}$/.test(code))).toEqual([]);
});
