import { expect, it, onTestFinished } from 'vitest';
import { createWeb } from '../../src/commands/simulation/web.ts';
import { CODE, startTestNode } from '../conversation/node.ts';

it('sends again what the web chat was asked to take too fast, and each message once', async () => {
  const node = await startTestNode();
  onTestFinished(() => node.stop());
  const web = await createWeb();
  onTestFinished(() => web.close());
  web.open(node.url ?? '');
  const { chat, address } = web.seat({ number: 0, name: 'lin', language: 'zh' });
  await chat.begin(CODE);
  await chat.next(60_000);
  const said = Array.from({ length: 22 }, (_, i) => `第${i}句`);
  await Promise.all(said.map((text) => chat.say(text)));
  const rows = await node.runtime.sql<{ text: string }[]>`
    select b.content->>'text' as text from inbox b join identities d on d.id = b.identity_id
    where d.address = ${address()} and b.content->>'kind' = 'text'`;
  expect(rows.map(({ text }) => text).toSorted()).toEqual(said.toSorted());
});
