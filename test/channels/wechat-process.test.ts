/** The process with the connection may do anything: it hangs, dies, eats memory, talks nonsense. We live on. */
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { type GatewayProcess, startProcess } from '../../src/channels/wechat-process.ts';
import { waitFor } from '../support/patience.ts';

vi.setConfig({ testTimeout: 60_000 });

const program = fileURLToPath(new URL('./wechat/misbehaves.ts', import.meta.url));
const patience = { upMs: 5000, callMs: 5000, dingMs: 1000, silentMs: 5000 };

let started: GatewayProcess | undefined;
afterEach(() => started?.kill());

function start(does: string, hangMs = 15_000) {
  const handlers = {
    up: vi.fn(),
    login: vi.fn(),
    logout: vi.fn(),
    unreadable: vi.fn(),
    message: vi.fn(async () => {}),
    friend: vi.fn(async () => {}),
  };
  started = startProcess({ endpoint: '', token: does, tls: false, patience }, handlers, { program, hangMs });
  return { handlers, process: started };
}

it('is replaced when it dies', async () => {
  expect(await start('crash').process.ended).toBe('process_ended');
});

it('is killed when it hangs', async () => {
  expect(await start('hang', 1000).process.ended).toBe('process_hung');
});

it('ends by itself when it takes more memory than it may', async () => {
  expect(await start('eat', 30_000).process.ended).toBe('process_ended');
});

it('may talk nonsense: it is counted, and what waits for an answer gets one', async () => {
  const { handlers } = start('nonsense');
  await waitFor(() => expect(handlers.unreadable).toHaveBeenCalledTimes(5));
  // Each of the two that has a number was answered.
  await waitFor(() => expect(handlers.up).toHaveBeenCalledTimes(2));
  expect(handlers.message).not.toHaveBeenCalled();
});

it('leaves nobody waiting for what it was asked when it dies', async () => {
  const { process } = start('wait');
  await expect(process.ask({ ask: 'send', to: 'a', text: 'b' })).rejects.toMatchObject({ failure: 'unsure' });
  await process.ended;
  await expect(process.ask({ ask: 'send', to: 'a', text: 'b' })).rejects.toMatchObject({
    failure: 'logged_out',
  });
});
