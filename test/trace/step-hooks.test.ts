/** What a provider of steps tells is a span of its own, taken or refused, and says nothing of whom it is about. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signedCallback } from '../../src/emulators/steps-callbacks.ts';
import { createHttp } from '../../src/http.ts';
import { openProviders } from '../../src/pipeline/providers/index.ts';
import { createTrace } from '../../src/trace/collector.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { type Harness, startHarness } from '../api/harness.ts';
import * as make from '../api/subjects.ts';
import { Collector } from './collector.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const URL = '/hooks/background-check/http';

let collector: Collector;
let trace: Trace;
let api: Harness;
beforeAll(async () => {
  collector = await Collector.start();
  const post = async (url: string, body: Uint8Array) =>
    (await fetch(url, { method: 'POST', body: Buffer.from(body) })).status;
  trace = createTrace(collector.url, post, { warn() {}, info() {} });
  const steps = { background_check: { url: 'http://127.0.0.1:1/', secret: SECRET } };
  api = await startHarness({ trace, providers: await openProviders(steps, { http: createHttp() }) });
});
afterAll(async () => {
  await api.close();
  await collector.stop();
});

const call = (step_id: string, { path = URL, secret = SECRET } = {}) => {
  const at = new Date().toISOString();
  const content = {
    type: 'background_check.updated',
    step_id,
    state: 'clear',
    at,
    detail: 'https://there.example/canarella',
  };
  const { headers, body } = signedCallback(secret, path, content, { id: `msg_${step_id}`, at: Date.now() });
  return api.call('POST', path, body, { authorization: '', ...headers });
};

it('with the kind of step and the answer, also where there is none of that name and nothing is signed right', async () => {
  const { background_checks: id } = await make.looked(api);
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
  const answers = [
    await call(id!),
    await call('bgc_canarella'),
    await call(id!, { secret: other }),
    await call(id!, { path: '/hooks/contract/canarella' }),
  ];
  const statuses = answers.map(({ status }) => status);
  expect(statuses).toEqual([200, 404, 401, 404]);
  await trace.close();
  const hooks = collector.spans.filter(({ name }) => name === 'hook');
  const route = '/hooks/background-check/{provider}';
  const told = hooks.map(({ attributes: { status, ...rest } }) => ({ ...rest, status: Number(status) }));
  expect(told).toEqual([
    { method: 'POST', route, status: 200 },
    { method: 'POST', route, status: 404 },
    { method: 'POST', route, status: 401 },
    { method: 'POST', route: '/hooks/contract/{provider}', status: 404 },
  ]);
  // A refusal is an answer, and no failure of ours; each is the beginning of a trace.
  expect(hooks.map(({ status, parentSpanId }) => [status.code, parentSpanId ?? ''])).toEqual(
    hooks.map(() => [0, '']),
  );
  for (const { startTimeUnixNano, endTimeUnixNano } of hooks)
    expect(BigInt(endTimeUnixNano)).toBeGreaterThan(BigInt(startTimeUnixNano));
  for (const planted of [/canarella/i, new RegExp(id!), new RegExp(SECRET.slice(6, 20))])
    expect(collector.raw).not.toMatch(planted);
});
