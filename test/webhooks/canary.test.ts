/** Nobody reaches into our network by a webhook: a canary listens on every address of this machine, and hears nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { appendEvents } from '../../db/events.ts';
import { createHttp, type Http, type HttpOptions } from '../../src/http.ts';
import { startRelay } from '../../src/webhooks/relay.ts';
import { type Harness, startHarness } from '../api/harness.ts';
import { blockedHosts, notAddresses, rebindings } from '../support/forbidden-addresses.ts';

let api: Harness;
let canary: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  api = await startHarness();
  canary = createServer((_, response) => response.writeHead(204).end());
  canary.on('connection', () => connections++);
  await new Promise<void>((listening) => canary.listen(0, '::', listening));
  port = (canary.address() as AddressInfo).port;
});
afterAll(async () => {
  canary.closeAllConnections();
  canary.close();
  await api.close();
});
beforeEach(async () => {
  await api.sql`update webhook_endpoints set state = 'disabled'`;
  connections = 0;
});

/** Somebody's name server: `n<i>.…` is the i-th of the answers; what is no name of theirs is told as it is. */
const rebinding: LookupFunction = (name, _options, done) => {
  const known = rebindings[Number(/^n(\d+)\.rebound\.example$/.exec(name)?.[1])];
  // Names of this machine's own, such as localhost.
  const found = known ?? ['127.0.0.1', '::1'];
  done(
    null,
    found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  );
};

const targets = () => [
  ...blockedHosts.map((host) => `http://${host}:${port}/`),
  ...blockedHosts.filter((_, i) => i % 8 === 0).map((host) => `https://${host}:${port}/hook?x=1`),
  ...rebindings.map((_, i) => `http://n${i}.rebound.example:${port}/`),
];

/** Endpoints at these addresses, each pinged and told of an event, until every call was tried. What came of each. */
async function tellAll(
  urls: string[],
  options: HttpOptions,
): Promise<{ url: string; error: string | null }[]> {
  await Promise.all(
    urls.map(async (url) => {
      const { status, body } = await api.call('POST', '/v1/webhook_endpoints', { url, events: ['*'] });
      expect(status, url).toBe(201);
      expect((await api.call('POST', `/v1/webhook_endpoints/${body.id}/ping`)).status, url).toBe(200);
    }),
  );
  expect(connections, 'when they were made and pings asked for').toBe(0);
  await api.sql.begin((tx) =>
    appendEvents(tx, [{ type: 'contract.signed', conversationId: null, applicationId: null, data: {} }]),
  );
  const http: Http = createHttp(options);
  const stop = startRelay({
    ...{ sql: api.sql, http, log: api.deps.log, seal: api.deps.webhookSeal, trace: api.deps.trace },
    ...{ lookMs: 20, timeoutMs: 2000, random: () => 0 },
  });
  const tried = () => api.sql<{ url: string; error: string | null; pings: boolean }[]>`
    select e.url, d.error, d.event_id is null as pings from webhook_deliveries d
    join webhook_endpoints e on e.id = d.endpoint_id where e.state = 'active' and d.tried_at is not null`;
  try {
    await expect.poll(async () => (await tried()).length).toBe(urls.length * 2);
    const rows = await tried();
    expect(rows.filter(({ pings }) => pings)).toHaveLength(urls.length);
    return rows;
  } finally {
    await stop();
    await http.close();
  }
}

it('hears nothing of an endpoint that is made, pinged and told, at any of at least 150 addresses', async () => {
  expect(targets().length).toBeGreaterThanOrEqual(150);
  const rows = await tellAll(targets(), { lookup: rebinding });
  expect(connections).toBe(0);
  for (const { url, error } of rows)
    expect(['address_blocked', 'dns_failed', 'address_invalid'], url).toContain(error);
});

it('sings where the operator has opened the network: it is a canary', async () => {
  const open = { lookup: rebinding, allowPrivateNetworks: ['127.0.0.0/8', '::1', '0.0.0.0'] };
  const [host, number, name] = ['127.0.0.1', '2130706433', 'localhost'];
  await tellAll(
    [host, number, name].map((one) => `http://${one}:${port}/`),
    open,
  );
  expect(connections).toBeGreaterThan(0);
});

it('hears nothing by a receiver that sends us on', async () => {
  const asked: string[] = [];
  const sender = createServer((request, response) => {
    asked.push(request.url!);
    const status = Number(request.url!.slice(1));
    response.writeHead(status, { location: `http://127.0.0.1:${port}/`, refresh: '0' }).end();
  });
  await new Promise<void>((listening) => sender.listen(0, '127.0.0.2', listening));
  const { port: at } = sender.address() as AddressInfo;
  const urls = [301, 302, 303, 307, 308].map((status) => `http://127.0.0.2:${at}/${status}`);
  // Both are open to us: nothing but that redirects are not followed keeps the canary quiet.
  await tellAll(urls, { allowPrivateNetworks: ['127.0.0.0/8'] });
  sender.closeAllConnections();
  sender.close();
  expect(asked).toHaveLength(urls.length * 2);
  expect(connections).toBe(0);
});

it('is in no address that is taken for one and is none, nor behind a user name', async () => {
  for (const url of [
    ...notAddresses(),
    `http://127.0.0.1@127.0.0.1:${port}/`,
    `http://x:y@localhost:${port}/`,
  ])
    expect((await api.call('POST', '/v1/webhook_endpoints', { url, events: ['*'] })).status, url).toBe(422);
  expect(connections).toBe(0);
});

it('hears nothing of an endpoint that is moved to it once it is trusted', async () => {
  const { body } = await api.call('POST', '/v1/webhook_endpoints', {
    url: 'https://ats.example.com/hook',
    events: ['*'],
  });
  const moved = await api.call('PATCH', `/v1/webhook_endpoints/${body.id}`, { url: `http://[::1]:${port}/` });
  expect(moved.status).toBe(200);
  await api.sql`update webhook_endpoints set state = 'disabled' where id <> ${body.id}`;
  await api.call('POST', `/v1/webhook_endpoints/${body.id}/ping`);
  const http = createHttp();
  const stop = startRelay({
    ...{ sql: api.sql, http, log: api.deps.log, seal: api.deps.webhookSeal, trace: api.deps.trace },
    lookMs: 20,
  });
  await expect
    .poll(async () => (await api.call('GET', `/v1/webhook_endpoints/${body.id}/deliveries`)).body.data[0])
    .toMatchObject({ last_error: 'address_blocked' });
  await stop();
  await http.close();
  expect(connections).toBe(0);
});
