import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { signature } from '../../src/emulators/twilio-webhook.ts';
import { waitFor } from '../support/patience.ts';

let twilio: TwilioEmulator;
let hook: Awaited<ReturnType<typeof startHook>>;
beforeEach(async () => {
  hook = await startHook();
  twilio = await TwilioEmulator.start({ retryMs: 20, webhookTimeoutMs: 1500, webhook: hook.url });
});
afterEach(async () => {
  await twilio.stop();
  await hook.close();
});

interface Call {
  path: string;
  form: Record<string, string>;
  signed: string;
  at: number;
}

/** An application that answers as it is told, and 200 without a word otherwise. */
async function startHook() {
  const calls: Call[] = [];
  const answers: ((response: ServerResponse) => unknown)[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    calls.push({
      path: request.url!,
      form: Object.fromEntries(new URLSearchParams(text)),
      signed: String(request.headers['x-twilio-signature']),
      at: performance.now(),
    });
    const answer = answers.shift();
    if (answer) answer(response);
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?x=1`,
    calls,
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function api(fields: Record<string, string>, token = twilio.authToken) {
  const response = await fetch(`${twilio.url}/2010-04-01/Accounts/${twilio.accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${twilio.accountSid}:${token}`)}` },
    body: new URLSearchParams({ To: '+8613800138000', From: twilio.from, Body: 'hi', ...fields }),
  });
  const body = (await response.json()) as { sid: string; code: number; status: string };
  return { status: response.status, body, headers: response.headers };
}

describe('a message of a person', () => {
  it('is told as Twilio tells it, signed over the address and every field', async () => {
    const sid = await twilio.phone('+8613800138000').send('你好');
    const [call] = hook.calls;
    expect(call?.form).toMatchObject({
      MessageSid: sid,
      From: '+8613800138000',
      Body: '你好',
      NumMedia: '0',
    });
    expect(call?.signed).toBe(signature(twilio.authToken, hook.url, call!.form));
  });

  it('comes in the order in which it was typed', async () => {
    const phone = twilio.phone('+8613800138000');
    hook.answers.push((response) => setTimeout(() => response.end(), 100));
    await Promise.all([phone.send('1'), phone.send('2'), phone.send('3')]);
    expect(hook.calls.map(({ form }) => form.Body)).toEqual(['1', '2', '3']);
  });

  it('is lost after an error, as at Twilio, unless the address asks for more tries', async () => {
    const fail = (response: ServerResponse) => response.writeHead(503).end();
    hook.answers.push(fail);
    await twilio.phone('+8613800138000').send('once');
    expect(hook.calls).toHaveLength(1);
    expect(twilio.alerts).toEqual([{ code: 11200, detail: '5xx' }]);
    twilio.webhook = `${hook.url}#rc=3&rp=all`;
    hook.answers.push(fail, fail);
    await twilio.phone('+8613800138000').send('again');
    expect(hook.calls.map(({ form }) => form.Body)).toEqual(['once', 'again', 'again', 'again']);
    expect(new Set(hook.calls.slice(1).map(({ form }) => form.MessageSid)).size).toBe(1);
    expect(hook.calls.at(-1)?.path, 'what stands behind # stays there').toBe('/hook?x=1');
  });

  it('waits no longer than it waits', async () => {
    hook.answers.push(() => {});
    const started = performance.now();
    await twilio.phone('+8613800138000').send('hello');
    expect(performance.now() - started).toBeGreaterThan(150);
    expect(twilio.alerts).toMatchObject([{ code: 11200 }]);
  });

  it('minds an answer that is no TwiML', async () => {
    hook.answers.push((response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    );
    await twilio.phone('+8613800138000').send('hello');
    expect(twilio.alerts).toEqual([{ code: 12300, detail: 'application/json' }]);
  });
});

describe('STOP', () => {
  it('is taken and confirmed by Twilio, told to the application, and ends all sending', async () => {
    const phone = twilio.phone('+8613800138000');
    await phone.send(' stop ');
    expect(phone.fromTwilio).toHaveLength(1);
    expect(hook.calls[0]?.form).not.toHaveProperty('OptOutType');
    expect((await api({})).body.code).toBe(21610);
    await phone.send('yes');
    expect((await api({})).status, 'YES brings it back').toBe(201);
  });

  it('is named with Advanced Opt-Out, and is a text like others without any', async () => {
    const phone = twilio.phone('+8613800138000');
    twilio.optOut = 'advanced';
    await phone.send('STOP');
    expect(hook.calls[0]?.form.OptOutType).toBe('STOP');
    twilio.optOut = 'off';
    phone.optedOut = false;
    await phone.send('STOP');
    expect(phone.fromTwilio).toHaveLength(1);
    expect((await api({})).status).toBe(201);
  });
});

describe('a message of the application', () => {
  it('reaches the phone, and what becomes of it is told', async () => {
    const { status, body } = await api({ Body: '你好', StatusCallback: `${hook.url}&line=1` });
    expect([status, body.status]).toEqual([201, 'queued']);
    expect(await twilio.phone('+8613800138000').next()).toMatchObject({ sid: body.sid, text: '你好' });
    await waitFor(() =>
      expect(hook.calls.map(({ form }) => form.MessageStatus)).toEqual(['queued', 'sent', 'delivered']),
    );
    expect(hook.calls[0]?.path).toBe('/hook?x=1&line=1');
  });

  it('is told of in disorder, and twice, if that is wanted', async () => {
    twilio.statuses = 'shuffled';
    await api({ StatusCallback: hook.url });
    await waitFor(() =>
      expect(hook.calls.map(({ form }) => form.MessageStatus)).toEqual([
        'delivered',
        'sent',
        'delivered',
        'queued',
      ]),
    );
  });

  it.each([
    ['no recipient', { To: '' }, 21604],
    ['a recipient that is none', { To: '12' }, 21211],
    ['no sender', { From: '' }, 21606],
    ['a sender of somebody else', { From: '+15551112222' }, 21606],
    ['no words', { Body: '' }, 21602],
    ['too many words', { Body: 'x'.repeat(1601) }, 21617],
  ])('with %s is refused', async (_name, fields, code) => {
    const { status, body } = await api(fields);
    expect([status, body.code]).toEqual([400, code]);
  });

  it('is refused with another token', async () => {
    expect((await api({}, 'another')).body).toMatchObject({ code: 20003, status: 401 });
  });

  it('may be refused for the number, or lost on the way', async () => {
    const phone = twilio.phone('+8613800138000');
    phone.refusedWith = 21614;
    expect((await api({})).body.code).toBe(21614);
    phone.refusedWith = null;
    phone.undeliveredWith = 30003;
    await api({ StatusCallback: hook.url });
    await waitFor(() =>
      expect(hook.calls.at(-1)?.form).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30003' }),
    );
    expect(phone.received).toEqual([]);
  });

  it('meets faults as they are ordered, each as often as was said', async () => {
    twilio.fault({ kind: 'rate_limit', retry_after: 3 });
    const limited = await api({});
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    twilio.fault({ kind: 'server_error', accepted: true });
    expect((await api({})).status).toBe(500);
    twilio.fault({ kind: 'reset', to: '+8613800138000', times: 2 });
    await expect(api({})).rejects.toThrow();
    expect((await api({ To: '+8613800138001' })).status).toBe(201);
    await expect(api({})).rejects.toThrow();
    expect((await api({})).status).toBe(201);
    expect(twilio.phone('+8613800138000').received).toHaveLength(2);
  });
});

describe('over HTTP', () => {
  const drive = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${twilio.url}/_emulator${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('a phone writes, reads, sends a file, and is out of reach', async () => {
    const phone = '/phones/+8613800138000';
    expect((await drive('POST', `${phone}/text`, { text: '你好' })).body).toMatchObject({ ok: true });
    const file = { data: btoa('#!AMR'), type: 'audio/amr' };
    await drive('POST', `${phone}/mms`, { files: [file] });
    expect(hook.calls.map(({ form }) => form.NumMedia)).toEqual(['0', '1']);
    await api({ Body: 'a line' });
    const { body } = await drive('GET', `${phone}/messages?after=0&wait=5`);
    expect(body).toMatchObject({ messages: [{ text: 'a line' }], from_twilio: [] });
    await drive('PUT', phone, { undelivered_with: 30005, refused_with: 21211 });
    expect((await api({})).body.code).toBe(21211);
  });

  it('faults, settings and alerts', async () => {
    await drive('POST', '/faults', { kind: 'error', code: 21612 });
    expect((await api({})).body.code).toBe(21612);
    await drive('PUT', '/settings', { webhook: `${hook.url}&new=1`, opt_out: 'off' });
    await drive('POST', '/phones/+8613800138000/text', { text: 'STOP' });
    expect(hook.calls.at(-1)?.path).toContain('new=1');
    expect((await drive('GET', '/alerts')).body).toEqual({ alerts: [] });
    expect((await drive('POST', '/nothing', {})).status).toBe(404);
    expect((await drive('POST', '/faults', { kind: 'nothing' })).status).toBe(400);
  });
});
