/** An answer that breaks off while it is read: the log hears what it was, the reader and the console only that it was so. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterEach, expect, it, vi } from 'vitest';
import { flowing } from '../../src/api/flowing.ts';
import { createLog } from '../../src/log.ts';

afterEach(() => void vi.restoreAllMocks());

async function* breaking(pieces: number): AsyncGenerator<string> {
  for (let i = 0; i < pieces; i++) {
    yield `piece ${i} `.repeat(1000);
    await new Promise((done) => setTimeout(done, 5));
  }
  throw Object.assign(new Error('Lin said hello'), { code: '22P02', detail: 'Key (phone)=(13912345678)' });
}

it.each([0, 1, 5])('after %i pieces', async (pieces) => {
  let printed = '';
  for (const name of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((...given) => {
      for (const one of given) printed += `${one?.stack ?? one} ${JSON.stringify(one)}`;
    });
  let log = '';
  const to = createLog('info', {
    write(line: string) {
      log += line;
    },
  });
  const server = serve({ fetch: () => new Response(flowing(to, breaking(pieces))), port: 0 });
  await new Promise((listening) => server.once('listening', listening));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  let read = '';
  try {
    for await (const piece of answer.body!) read += Buffer.from(piece).toString();
  } catch {
    // It broke off.
  }
  server.close();
  expect(read).toContain(pieces === 0 ? '' : 'piece 0');
  expect(log).toMatch(/an answer broke off/);
  expect(log).toMatch(/22P02/);
  expect(read + printed + log).not.toMatch(/Lin|13912345678/);
});

it('is whole when nothing breaks, and ends with who reads it', async () => {
  const ended = vi.fn();
  async function* endless() {
    try {
      for (let i = 0; ; i++) yield i % 2 ? new Uint8Array([65]) : 'b';
    } finally {
      ended();
    }
  }
  const reader = flowing({ error() {} }, endless()).getReader();
  const pieces = [await reader.read(), await reader.read()].map(({ value }) =>
    Buffer.from(value!).toString(),
  );
  expect(pieces).toEqual(['b', 'A']);
  await reader.cancel();
  expect(ended).toHaveBeenCalledOnce();
});
