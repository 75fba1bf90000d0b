/** A process that reads what WeCom keeps, killed in the middle of it. */
import { expect, it } from 'vitest';
import { WecomEmulator } from '../../src/emulators/wecom.ts';
import { waitFor } from '../support/patience.ts';
import { createDatabase } from '../support/services.ts';
import { Stack } from './stack.ts';

it('stores each of a hundred messages once, in the order of its chat, and answers them', async () => {
  const wecom = await WecomEmulator.start();
  const stack = await Stack.open({ databaseUrl: await createDatabase(), environment: wecom.environment });
  try {
    for (let i = 0; i < 100; i++) await wecom.customer(`wm${1 + (i % 20)}`).send(`${i}`);
    await stack.launch('first', 'all', { mode: 'polling', crashAt: 'receive.committed:40' });
    expect(await stack.death('first')).toBe('SIGKILL');
    const cursors = () => stack.sql<{ cursor: string | null }[]>`select cursor from feeds`;
    expect(await cursors(), 'it stands where it was').toEqual([{ cursor: null }]);
    await stack.launch('second', 'all', { mode: 'polling' });
    await waitFor(async () => expect(await cursors()).toEqual([{ cursor: wecom.cursorOf() }]));
    await stack.settled(60_000);
    const rows = await stack.sql<{ address: string; texts: string[] }[]>`
      select d.address, json_agg(i.content->>'text' order by i.seq) as texts
      from inbox i join identities d on d.id = i.identity_id where d.channel = 'wecom' group by 1`;
    const chats = Array.from({ length: 20 }, (_, chat) => [
      `wkEmulated:wm${1 + chat}`,
      Array.from({ length: 5 }, (_, n) => String(chat + 20 * n)),
    ]);
    expect(Object.fromEntries(rows.map(({ address, texts }) => [address, texts]))).toEqual(
      Object.fromEntries(chats),
    );
    for (let i = 1; i <= 20; i++) expect(wecom.customer(`wm${i}`).received.length).toBeGreaterThan(0);
  } finally {
    await stack.close();
    await wecom.stop();
  }
});
