import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { create } from '../../src/channels/twilio.ts';
import { fetchMedia } from '../../src/channels/twilio-media.ts';
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { DownloadError } from '../../src/errors.ts';
import { createHttp } from '../../src/http.ts';
import type { Verified } from '../../src/ports.ts';
import type { InboundMessage } from '../../src/types.ts';

const http = createHttp();
afterAll(() => http.close());
const REF = { id: 'MM1/ME1', type: 'audio/amr' };

describe('over the emulated Twilio', () => {
  it('the bytes that somebody sent come back, by way of where they lie', async () => {
    const twilio = await TwilioEmulator.start();
    const channel = create(
      {
        TWILIO_ACCOUNT_SID: twilio.accountSid,
        TWILIO_AUTH_TOKEN: twilio.authToken,
        TWILIO_FROM: twilio.from,
        TWILIO_API_ROOT: twilio.url,
      },
      { http, publicUrl: 'https://interviews.example.org', log: { info() {}, warn() {} } },
    );
    const heard: InboundMessage[] = [];
    const hook = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const call = { method: 'POST', path: request.url!, headers: {}, body: Buffer.from(body) };
      heard.push(...channel.parse(call as unknown as Verified).messages);
      response.end();
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    twilio.webhook = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/sms/twilio`;
    const bytes = Buffer.from('#!AMR\nwhatever a phone records');
    await twilio.phone('+8613800138000').send('', [{ type: 'audio/amr', bytes }]);
    const { content } = heard[0]!;
    if (content.kind !== 'voice') throw new Error('no voice came');
    expect(Buffer.from(await channel.download!(content.media, 1000))).toEqual(bytes);
    await expect(channel.download!(content.media, 10)).rejects.toMatchObject({
      code: 'too_large',
      retryable: false,
    });
    hook.close();
    await twilio.stop();
  });
});

describe('the way of a download', () => {
  let server: Server;
  let root: string;
  let answers: ((
    request: IncomingMessage,
  ) => [status: number, headers?: Record<string, string>, body?: string])[];
  const seen: { url: string; authorization: string | undefined }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ url: request.url!, authorization: request.headers.authorization });
      const [status, headers = {}, body = ''] = answers.shift()!(request);
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  afterEach(() => {
    seen.length = 0;
  });
  const fetchIt = (ref = REF) =>
    fetchMedia(
      http,
      { apiRoot: root, resource: `${root}/a`, authorization: 'Basic secret' },
      ref,
      1000,
    ).catch((error: unknown) => error as DownloadError);

  it('shows the password to Twilio, and to nobody else', async () => {
    answers = [() => [307, { location: '/kept' }], () => [200, {}, 'bytes']];
    expect(Buffer.from((await fetchIt()) as Uint8Array).toString()).toBe('bytes');
    expect(seen).toEqual([
      { url: '/a/Messages/MM1/Media/ME1', authorization: 'Basic secret' },
      { url: '/kept', authorization: undefined },
    ]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://evil.example/x',
    'https://twiliocdn.com.evil.example/x',
    'https://eviltwilio.com/x',
    'http://media.twiliocdn.com/x',
    'https://user@media.twiliocdn.com/x',
    'https://media.twiliocdn.com:8443/x',
    'https://s3-external-1.amazonaws.com/somebody-else/x',
    'https://s3.evil.example/media.twiliocdn.com/x',
    'file:///etc/passwd',
    'http://127.0.0.1:1/x',
  ])('is not followed to %s', async (location) => {
    answers = [() => [302, { location }]];
    expect(await fetchIt()).toMatchObject({ code: 'moved_elsewhere', retryable: false });
    expect(seen).toHaveLength(1);
  });

  it('ends when it leads in circles', async () => {
    answers = Array.from({ length: 9 }, () => () => [302, { location: '/again' }]);
    expect(await fetchIt()).toMatchObject({ code: 'moved_in_circles' });
    expect(seen.length).toBeLessThan(6);
  });

  it.each([
    [404, 'gone', false],
    [401, 'provider_failed', true],
    [500, 'provider_failed', true],
    [400, 'provider_failed', false],
    [304, 'provider_failed', false],
  ])('that answers %i is %s', async (status, code, retryable) => {
    answers = [() => [status]];
    const error = await fetchIt();
    expect(error).toBeInstanceOf(DownloadError);
    expect(error).toMatchObject({ code, retryable });
  });

  it.each(['../../Keys.json', 'MM1/../ME1', 'MM1', 'https://evil.example/x', ''])(
    'is not made from what is no id (%s)',
    async (id) => {
      expect(await fetchIt({ ...REF, id })).toMatchObject({ code: 'not_ours' });
      expect(seen).toEqual([]);
    },
  );
});
