/** The way of a message as one trace, seen by a collector; and that nobody waits for a collector. */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { createTrace } from '../../src/trace/collector.ts';
import { noTrace } from '../../src/trace/trace.ts';
import { CODE, startTestNode, type TestNode } from '../conversation/node.ts';
import { Collector, type Told } from './collector.ts';

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of started.splice(0).toReversed()) await one.stop();
});

async function nodeWith(endpoint: string): Promise<TestNode> {
  const node = await startTestNode({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  started.push(node);
  return node;
}

const silent = { warn() {}, info() {} };
const named = (spans: Told[], name: string) => spans.filter((span) => span.name === name);

it('shows the way of one message as one trace, each step under what caused it, and nothing of the person', async () => {
  const collector = await Collector.start();
  started.push(collector);
  const node = await nodeWith(collector.url);
  const [name, text] = ['Canarella', 'canary words that nobody else says'];
  const user = node.telegram.user(7, { first_name: name, language_code: 'en' });
  user.send(`/start ${CODE}`);
  await node.settled();
  user.send(text);
  await node.settled();
  await node.call('GET', `/v1/candidates?q=${name}`);
  const told = (name: string) => named(collector.spans, name).length;
  const asked = () => told('request') > 0 && told('receive') >= 2 && told('hook') >= 2;
  await expect.poll(asked).toBe(true);

  const [first] = named(collector.spans, 'receive').filter(
    ({ attributes }) => attributes.seq === '1' || attributes.seq === 1,
  );
  const way = collector.spans.filter(({ traceId }) => traceId === first!.traceId);
  expect(first!.parentSpanId ?? '').toBe('');
  const only = (name: string) => {
    expect(named(way, name), name).toHaveLength(1);
    return named(way, name)[0]!;
  };
  const turn = only('turn');
  expect(turn.parentSpanId).toBe(first!.spanId);
  for (const step of ['understand', 'engine', 'phrase', 'commit'])
    expect(only(step).parentSpanId, step).toBe(turn.spanId);
  const sends = named(way, 'send');
  expect(sends.length).toBeGreaterThan(0);
  for (const send of sends) expect(send.parentSpanId).toBe(first!.spanId);
  expect(BigInt(turn.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(first!.startTimeUnixNano));
  for (const span of way) expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);

  // The provider's own call, until it was acknowledged, is found from what it brought.
  const hook = named(collector.spans, 'hook').find(({ spanId }) => spanId === first!.links[0]?.spanId)!;
  const { status, ...called } = hook.attributes;
  expect(called).toEqual({ channel: 'telegram', method: 'POST', route: '/hooks/telegram' });
  expect(Number(status)).toBe(200);
  expect(hook.traceId).not.toBe(first!.traceId);
  expect(BigInt(hook.startTimeUnixNano)).toBeLessThanOrEqual(BigInt(first!.endTimeUnixNano));

  const request = named(collector.spans, 'request')[0]!;
  expect(request.attributes).toMatchObject({ method: 'GET', route: '/v1/candidates' });
  for (const planted of [name, text, CODE, node.telegram.token]) expect(collector.raw).not.toContain(planted);
});

it('tells of what fails its code and nothing else', async () => {
  const collector = await Collector.start();
  started.push(collector);
  const trace = createTrace(collector.url, post, silent);
  const failing = Object.assign(new Error('Canarella said hello'), {
    code: '23505',
    detail: 'Key (phone)=(1)',
  });
  await expect(trace.span('commit', {}, () => Promise.reject(failing))).rejects.toBe(failing);
  expect(() =>
    trace.step('engine', () => {
      throw new TypeError('Canarella said hello');
    }),
  ).toThrow('Canarella');
  await trace.close();
  expect(collector.spans.map(({ status }) => status.message)).toEqual(['23505', 'TypeError']);
  expect(collector.raw).not.toMatch(/Canarella|phone/);
});

async function post(url: string, body: Uint8Array): Promise<number> {
  return (await fetch(url, { method: 'POST', body: Buffer.from(body) })).status;
}

it('waits for no collector: one that is away or hangs costs spans, neither time nor memory without end', async () => {
  const told: string[] = [];
  let [waiting, most] = [0, 0];
  const hanging = () => {
    most = Math.max(most, ++waiting);
    return new Promise<number>(() => {});
  };
  const trace = createTrace('http://127.0.0.1:9', hanging, silent);
  for (let i = 0; i < 20_000; i++) await trace.span('turn', {}, async () => {});
  await turnOfTheLoop();
  expect(most).toBeLessThanOrEqual(2);
  const began = performance.now();
  await trace.close();
  expect(performance.now() - began).toBeLessThan(30_000);

  const away = createTrace(
    'http://127.0.0.1:9',
    () => Promise.reject(Object.assign(new Error(), { code: 'connect_failed' })),
    { ...silent, warn: ({ code }) => told.push(String(code)) },
  );
  for (let i = 0; i < 3000; i++) await away.span('turn', {}, async () => {});
  await away.close();
  expect(told).toEqual(['connect_failed']);
});

it('interviews on while the collector is not there', async () => {
  const node = await nodeWith('http://127.0.0.1:9');
  node.telegram.user(7).send(`/start ${CODE}`);
  await node.settled();
  expect(node.logged()).not.toContain('turn failed');
});

it('is nothing but the work where nobody looks', async () => {
  expect(await noTrace.span('turn', {}, async () => 7)).toBe(7);
  expect(await noTrace.of([], 'send', {}, async () => 7)).toBe(7);
  expect(noTrace.step('engine', () => 7)).toBe(7);
});
