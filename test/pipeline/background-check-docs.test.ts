/** What docs/pipeline/background-check.md says to those who write a provider, as it stands there. */
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { actions } from '../../src/api/routes/background-check-body.ts';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { createHttp } from '../../src/http.ts';
import { statesOf } from '../../src/pipeline/machine.ts';
import { create } from '../../src/pipeline/providers/http.ts';
import type { Json } from '../../src/types.ts';
import { signedHeaders } from '../../src/webhook-signature.ts';

const PAGE = readFileSync(new URL('../../docs/pipeline/background-check.md', import.meta.url), 'utf8');
const SECRET = /^`(whsec_\w+)`/m.exec(PAGE)![1]!;

const examples = [...PAGE.matchAll(/^```http\n(.*?)\n\n(.*?)\n```/gms)].map(([, head, body]) => {
  const headers = [...head!.matchAll(/^(\S+): (.*)$/gm)].map(([, name, value]) => [
    name!.toLowerCase(),
    value!,
  ]);
  return { headers: Object.fromEntries(headers) as Record<string, string>, body: body! };
});
const [asked, told] = examples as [(typeof examples)[0], (typeof examples)[0]];

describe('the examples', () => {
  it('are signed as they say, by the library of the specification', () => {
    expect(examples).toHaveLength(2);
    for (const { headers, body } of examples) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const right = new Webhook(SECRET).sign(headers['webhook-id']!, at, body);
      expect(headers['webhook-signature']).toBe(right);
    }
  });

  it('ask as we ask', async () => {
    const there = await StepsEmulator.start({ secret: SECRET });
    const { type, id, callback_url, locale, ...data } = JSON.parse(asked.body);
    const provider = create('background_check', { url: there.url, secret: SECRET }, { http: createHttp() });
    await provider.start({
      ...{ stepId: id, kind: 'background_check', language: locale, callbackUrl: callback_url },
      data: data as Record<string, Json>,
    });
    expect(there.steps.get(id)?.request).toEqual(JSON.parse(asked.body));
    expect(type).toBe('background_check.requested');
    await there.stop();
  });

  it('tell what we take', async () => {
    const now = Number(told.headers['webhook-timestamp']) * 1000;
    const settings = { url: 'http://127.0.0.1:1', secret: SECRET };
    const { verify, parse } = create('background_check', settings, { http: createHttp() }, () => now).calls!;
    const raw = { method: 'POST', path: '/', headers: told.headers, body: Buffer.from(told.body) };
    expect(parse(await verify(raw))).toMatchObject([
      { stepId: JSON.parse(asked.body).id, state: 'consider', reportId: told.headers['webhook-id'] },
    ]);
  });
});

it('names every state and every action', () => {
  for (const state of statesOf('background_check')) expect(PAGE).toContain(`\`${state}\``);
  for (const action of Object.keys(actions)) expect(PAGE).toMatch(new RegExp(`^\\| \`${action} \\{`, 'm'));
});

const hasTools = () => {
  try {
    for (const tool of ['curl', 'openssl']) execFileSync(tool, [tool === 'curl' ? '--version' : 'version']);
    return true;
  } catch {
    return false;
  }
};

it.skipIf(!hasTools())(
  'sends a callback by hand that is signed right (skipped without curl and openssl)',
  async () => {
    const [, script] = /^```sh\n(.*?)^```/ms.exec(PAGE)!;
    let heard: { headers: Record<string, string>; body: string } | undefined;
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      heard = { headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() };
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = {
      PATH: process.env.PATH,
      TINGDA: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      BACKGROUND_CHECK_SECRET: SECRET,
    };
    const args = ['-euo', 'pipefail', '-c', `${script}\ncallback bgc_1 clear`];
    await new Promise<void>((resolve, reject) => {
      execFile('bash', args, { env }, (error, _out, err) => (error ? reject(new Error(err)) : resolve()));
    });
    server.close();
    const { headers, body } = heard!;
    expect(JSON.parse(body)).toMatchObject({
      type: 'background_check.updated',
      step_id: 'bgc_1',
      state: 'clear',
    });
    const at = Number(headers['webhook-timestamp']) * 1000;
    expect(signedHeaders([SECRET], headers['webhook-id']!, body, at)['webhook-signature']).toBe(
      headers['webhook-signature'],
    );
  },
);
