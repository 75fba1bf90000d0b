import { afterAll, describe, expect, it, vi } from 'vitest';
import type { CrashPoint } from '../../src/crash.ts';
import { waitFor } from '../support/patience.ts';
import { createDatabase, startPostgres } from '../support/services.ts';
import { audit } from './books.ts';
import { Stack } from './stack.ts';
import { Stacks } from './stacks.ts';
import { lines, newTalk, talkThrough } from './talk.ts';

const PASSINGS = process.env.TINGDA_NIGHTLY ? Array.from({ length: 50 }, (_, i) => 1 + (i % 8)) : [1, 3, 6];
const POINTS: CrashPoint[] = ['receive.before_commit', 'receive.committed'];
const SETTLED_WITHIN_MS = 60_000;
/** As long as a busy machine needs for what is done at once. */
const BUSY = { timeout: 20_000 };
const polling = { mode: 'polling' } as const;

const open = async () => Stack.open({ databaseUrl: await createDatabase() });
const waiting = (stack: Stack) => stack.telegram.updates.info().pending_update_count;

const stacks = new Stacks({ redis: false, ...polling });
afterAll(() => stacks.close());
let chats = 0;

describe('a process that polls', () => {
  it.concurrent.each(POINTS.flatMap((point) => PASSINGS.map((passing) => ({ point, passing }))))(
    'killed at $point, at passing $passing: nothing is lost, nothing happens twice',
    ({ point, passing }) =>
      stacks.use(async (stack) => {
        const talk = newTalk(stack, ++chats);
        const kills = await stack.killedAt('node', [`${point}:${passing}`], async () => {
          await talkThrough(stack, talk, lines(talk.user.id, 6));
          await stack.settled(SETTLED_WITHIN_MS);
        });
        expect(kills, `${point} was not passed`).toBe(1);
        const { repeats, parked } = await audit(stack, [talk]);
        expect(repeats).toBeLessThanOrEqual(1);
        expect(parked).toBe(0);
      }),
  );

  it('killed in the middle of a hundred messages, stores each once and in the order of its chat', async () => {
    const stack = await open();
    try {
      for (let i = 0; i < 100; i++) stack.telegram.user(1 + (i % 20)).send(`${i}`);
      await stack.launch('node', 'all', { ...polling, crashAt: 'receive.committed:40' });
      expect(await stack.death('node')).toBe('SIGKILL');
      expect(waiting(stack), 'Telegram was told of none of them').toBe(100);
      await stack.launch('node', 'all', polling);
      await stack.settled(SETTLED_WITHIN_MS);
      const rows = await stack.sql<{ address: string; texts: string[] }[]>`
        select d.address, json_agg(i.content->>'text' order by i.seq) as texts
        from inbox i join identities d on d.id = i.identity_id group by 1`;
      const chats = Array.from({ length: 20 }, (_, chat) => ({
        address: String(1 + chat),
        texts: Array.from({ length: 5 }, (_, n) => String(chat + 20 * n)),
      }));
      expect(rows.toSorted((one, other) => Number(one.address) - Number(other.address))).toEqual(chats);
    } finally {
      await stack.close();
    }
  });

  it('leaves messages with Telegram while the database is away, and brings them afterwards', async () => {
    const postgres = await startPostgres();
    const stack = await Stack.open({ databaseUrl: postgres.url });
    try {
      await stack.launch('node', 'all', polling);
      const talk = newTalk(stack, 1);
      await talkThrough(stack, talk, lines(1, 2));
      await stack.settled(SETTLED_WITHIN_MS);
      await postgres.kill();
      const asked = vi.spyOn(stack.telegram.updates, 'take');
      const later = '这句是数据库停着的时候写的（1-3）';
      talk.user.send(later);
      talk.wrote.push(later);
      // The poll that was open, and one after the first pause.
      await waitFor(() => expect(asked).toHaveBeenCalled(), BUSY);
      expect(waiting(stack)).toBe(1);
      await postgres.start();
      await stack.settled(SETTLED_WITHIN_MS);
      await audit(stack, [talk]);
    } finally {
      await stack.close();
      await postgres.dispose();
    }
  });

  it('is one of two, and the other takes over when it is killed', async () => {
    const stack = await open();
    try {
      const asked = vi.spyOn(stack.telegram.updates, 'take');
      await stack.launch('first', 'all', polling);
      await waitFor(() => expect(asked).toHaveBeenCalledOnce(), BUSY);
      await stack.launch('second', 'all', polling);
      const talk = newTalk(stack, 1);
      const script = lines(1, 6);
      await talkThrough(stack, talk, script.slice(0, 4));
      for (const name of ['first', 'second']) {
        expect(await stack.telegramAt(name), 'neither ended the other').toEqual({ state: 'ok' });
      }
      await stack.kill('first');
      await talkThrough(stack, talk, script.slice(4));
      await stack.settled(SETTLED_WITHIN_MS);
      await audit(stack, [talk]);
    } finally {
      await stack.close();
    }
  });

  it('tells in /readyz of a program elsewhere that polls with its token', async () => {
    const stack = await open();
    try {
      const asked = vi.spyOn(stack.telegram.updates, 'take');
      await stack.launch('node', 'all', polling);
      await waitFor(() => expect(asked).toHaveBeenCalledOnce(), BUSY);
      await fetch(`${stack.telegram.url}/bot${stack.telegram.token}/getUpdates?timeout=1`);
      const told = { state: 'degraded', detail: expect.stringContaining('Another program asks Telegram') };
      await waitFor(async () => expect(await stack.telegramAt('node')).toEqual(told), BUSY);
      expect(stack.said()).toContain('other_poller');
    } finally {
      await stack.close();
    }
  });

  it('may be switched to the webhook and back: what is written in between is lost nowhere', async () => {
    const stack = await open();
    try {
      const talk = newTalk(stack, 1);
      const script = lines(1, 10);
      for (const [i, mode] of (['polling', 'webhook', 'polling', 'webhook'] as const).entries()) {
        const [between, ...others] = script.slice(3 * i, 3 * i + 3);
        // Written while nobody is there.
        const answered = talk.user.arrival(SETTLED_WITHIN_MS);
        talk.user.send(between!);
        talk.wrote.push(between!);
        await stack.launch(mode, 'all', { mode });
        await answered;
        await talkThrough(stack, talk, others);
        const { url } = stack.telegram.updates.info();
        expect(url !== '', 'a webhook is set exactly in its mode').toBe(mode === 'webhook');
        await stack.stop(mode);
      }
      await stack.launch('last', 'all', polling);
      await stack.settled(SETTLED_WITHIN_MS);
      await audit(stack, [talk]);
    } finally {
      await stack.close();
    }
  });
});
