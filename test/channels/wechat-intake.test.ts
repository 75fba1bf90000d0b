/** What has come over the stream and is not ours yet: in order, once, and never more than there is room for. */
import { expect, it, vi } from 'vitest';
import { createIntake } from '../../src/channels/wechat-intake.ts';
import type { FromProcess, WechatMessage } from '../../src/channels/wechat-protocol.ts';
import { waitFor } from '../support/patience.ts';

const said = (id: string, type = 'Text'): WechatMessage => ({
  id,
  talker: `wxid_${id.split('.')[0]}`,
  type,
  text: id,
  at: 0,
  name: '',
});

function stage(over: Partial<Parameters<typeof createIntake>[0]> = {}) {
  const told: FromProcess[] = [];
  const connection = {
    pause: vi.fn(),
    resume: vi.fn(),
    read: vi.fn(async (id: string): Promise<WechatMessage | null> => said(id)),
    recording: vi.fn(async (): Promise<Uint8Array | string> => new Uint8Array([1])),
    friend: vi.fn(async (id: string) => ({ id, contact: 'wxid_x', hello: '' })),
    ...over,
  };
  const intake = createIntake(connection, async (message) => {
    told.push(message);
  });
  const ids = () => told.flatMap((one) => (one.kind === 'message' ? [one.message.id] : []));
  const take = (id: string) => {
    const one = told.find((one) => one.kind === 'message' && one.message.id === id) as { n: number };
    intake.taken(one.n);
  };
  return { intake, connection, told, ids, take };
}

it('hands over what one person sent one after the other, each when the one before is committed', async () => {
  const { intake, ids, take } = stage();
  for (const id of ['lin.1', 'lin.2', 'wu.1', 'lin.3']) intake.message(id);
  await waitFor(() => expect(ids()).toEqual(['lin.1', 'wu.1']));
  take('lin.1');
  await waitFor(() => expect(ids()).toEqual(['lin.1', 'wu.1', 'lin.2']));
  take('lin.2');
  await waitFor(() => expect(ids()).toEqual(['lin.1', 'wu.1', 'lin.2', 'lin.3']));
});

it('keeps a text behind the voice that was sent before it, however long that takes to fetch', async () => {
  const voice = Promise.withResolvers<Uint8Array>();
  const { intake, ids, take } = stage({
    read: async (id) => said(id, id === 'lin.1' ? 'Audio' : 'Text'),
    recording: () => voice.promise,
  });
  for (const id of ['lin.1', 'lin.2', 'wu.1']) intake.message(id);
  await waitFor(() => expect(ids()).toEqual(['wu.1']));
  voice.resolve(new Uint8Array([7]));
  await waitFor(() => expect(ids()).toEqual(['wu.1', 'lin.1']));
  take('lin.1');
  await waitFor(() => expect(ids()).toEqual(['wu.1', 'lin.1', 'lin.2']));
});

it('takes what it is told of twice once', async () => {
  const { intake, ids, take } = stage();
  for (let i = 0; i < 5; i++) intake.message('lin.1');
  await waitFor(() => expect(ids()).toEqual(['lin.1']));
  take('lin.1');
  intake.message('lin.1');
  intake.message('lin.2');
  await waitFor(() => expect(ids()).toEqual(['lin.1', 'lin.2']));
});

it('in a flood fetches sixteen, lets five hundred wait, and stops the stream; then all come, in order', async () => {
  const { intake, connection, ids, take } = stage();
  const flood = Array.from({ length: 700 }, (_, i) => `p${i}.1`);
  for (const id of flood) intake.message(id);
  await waitFor(() => expect(ids()).toHaveLength(16));
  expect(connection.read).toHaveBeenCalledTimes(16);
  expect(connection.pause).toHaveBeenCalledTimes(1);
  expect(connection.resume).not.toHaveBeenCalled();
  for (let i = 0; i < flood.length; i++) {
    await waitFor(() => expect(ids()[i]).toBe(flood[i]), { interval: 1 });
    take(flood[i]!);
  }
  expect(connection.resume).toHaveBeenCalledTimes(1);
});

it('hands a voice over without its bytes when the gateway does not give them, and says so of what cannot be read', async () => {
  const { intake, told } = stage({
    read: async (id) => {
      if (id === 'broken.1') throw new Error('gone');
      return said(id, 'Audio');
    },
    recording: async () => {
      throw new Error('gone');
    },
  });
  intake.message('broken.1');
  intake.message('lin.1');
  await waitFor(
    () => expect(told).toMatchObject([{ kind: 'unreadable' }, { kind: 'message', recording: null }]),
    { timeout: 5000 },
  );
});
