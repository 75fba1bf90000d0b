import { afterAll, expect, it } from 'vitest';
import { create } from '../../src/channels/telegram.ts';
import { createHttp } from '../../src/http.ts';
import { aloneHere } from '../support/alone.ts';
import fc from '../support/chance.ts';

const SECRET = 'open-sesame_0123456789';
const http = createHttp();
afterAll(() => http.close());

it('refuses 10,000 calls whose secret is not the secret', async () => {
  const channel = create(
    {
      TELEGRAM_BOT_TOKEN: '123456789:emulated-token-for-tests-only',
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    },
    { http, publicUrl: undefined, log: { info() {}, warn() {} }, alone: aloneHere },
  );
  const near = fc
    .tuple(fc.nat(SECRET.length), fc.nat(3), fc.string({ maxLength: 3 }))
    .map(([at, cut, put]) => SECRET.slice(0, at) + put + SECRET.slice(at + cut));
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.string({ maxLength: 300 })), fc.uint8Array(), async (secret, body) => {
      fc.pre(secret !== SECRET);
      const headers = { 'x-telegram-bot-api-secret-token': secret };
      const request = { method: 'POST', path: '/hooks/telegram', headers, body };
      await expect(channel.verify(request)).rejects.toMatchObject({ code: 'signature_invalid' });
    }),
    { numRuns: 10_000 },
  );
}, 120_000);
