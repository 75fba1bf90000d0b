/** The conformance of a receiver, tried on one that is right, and on those that go wrong as they do in life. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, it } from 'vitest';
import { conform } from '../../src/commands/conformance/run.ts';
import { Process } from './process.ts';

const SECRET = `whsec_${Buffer.from('a secret that only these tests know').toString('base64')}`;
const PATIENCE_MS = 3000;

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Answers with a status; null: never; what is thrown is a 500, as frameworks do. */
type Answer = (body: string, headers: IncomingHttpHeaders, seen: Set<string>) => number | null;

async function receiver(answer: Answer): Promise<string> {
  const seen = new Set<string>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    let status: number | null;
    try {
      status = answer(Buffer.concat(pieces).toString(), request.headers, seen);
    } catch {
      status = 500;
    }
    if (status !== null) response.writeHead(status).end();
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

const verifies = (body: string, headers: IncomingHttpHeaders): boolean => {
  try {
    new Webhook(SECRET).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};
const right: Answer = (body, headers) => (verifies(body, headers) ? 204 : 401);
const failed = async (answer: Answer) =>
  (await conform(await receiver(answer), SECRET, PATIENCE_MS)).flatMap(({ id, pass }) => (pass ? [] : [id]));

it('finds nothing wrong with a receiver that uses the library', async () => {
  const results = await conform(await receiver(right), SECRET);
  expect(results.filter(({ pass }) => !pass)).toEqual([]);
  expect(results.length).toBeGreaterThan(30);
});

const FORGED = [
  'wrong_secret',
  'no_signature',
  'no_timestamp',
  'no_id',
  'changed',
  'other_id',
  'other_version',
];

it('catches one that answers 200 to everything', async () => {
  expect(await failed(() => 200)).toEqual([...FORGED, 'old', 'future', 'not_json']);
});

it('catches one that looks only whether there is a signature', async () => {
  const wrong = await failed((_, headers) => (headers['webhook-signature'] ? 200 : 401));
  expect(wrong).toEqual(expect.arrayContaining(['wrong_secret', 'changed', 'old']));
  expect(wrong).not.toContain('no_signature');
});

/** The signature without the clock: the first that is right is enough. */
const untimed: Answer = (body, headers) => {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = headers;
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return String(given).split(' ').includes(`v1,${digest}`) ? 200 : 401;
};

it('catches one that takes what is old, or not yet', async () => {
  expect(await failed(untimed)).toEqual(['old', 'future']);
});

it('catches one that parses before it checks', async () => {
  expect(
    await failed((body, headers) => right(JSON.stringify(JSON.parse(body)), headers, new Set())),
  ).toEqual(['raw_body', 'not_json']);
});

it('catches one that dies of a second delivery', async () => {
  const wrong = await failed((body, headers, seen) => {
    if (!verifies(body, headers)) return 401;
    const { id } = JSON.parse(body) as { id: string };
    const known = seen.has(String(headers['webhook-id'] ?? id));
    seen.add(String(headers['webhook-id']));
    if (known) throw new Error('duplicate key value violates unique constraint');
    return 200;
  });
  expect(wrong).toEqual(['repeated']);
});

it('catches one that knows one signature only, one type only, no order but its own', async () => {
  expect(
    await failed((body, headers) =>
      / /.test(String(headers['webhook-signature'])) ? 401 : untimed(body, headers, new Set()),
    ),
  ).toContain('rotation');
  const typed = await failed((body, headers) => {
    const status = right(body, headers, new Set());
    return status === 204 && !/"type":"interview/.test(body.replaceAll(/\s|\\u0074/g, '')) ? 422 : status;
  });
  expect(typed).toEqual(expect.arrayContaining(['ping', 'unknown_type', 'event.contract.signed']));
  let last = 0;
  const ordered = await failed((body, headers) => {
    const status = right(body, headers, new Set());
    const { sequence } = JSON.parse(status === 204 ? body : '{}') as { sequence?: number | null };
    const early = (sequence ?? 1) < last;
    if (sequence) last = sequence === 1 ? 0 : sequence;
    return early ? 409 : status;
  });
  expect(ordered).toEqual(['out_of_order']);
});

it('catches one that takes its time, and one that refuses what is large', async () => {
  expect(
    await failed((body, headers) =>
      /unknown|something.new/.test(body) ? null : right(body, headers, new Set()),
    ),
  ).toEqual(['unknown_type']);
  expect(
    await failed((body, headers) => (body.length > 50_000 ? 413 : right(body, headers, new Set()))),
  ).toEqual(['large']);
});

it('catches one that is not there', async () => {
  const results = await conform('http://127.0.0.1:9/', SECRET, PATIENCE_MS);
  expect(results.every(({ pass, got }) => !pass && got === 'connect_failed')).toBe(true);
});

it('is a command with a table, JSON and an exit code', async () => {
  const [good, bad] = [await receiver(right), await receiver(() => 200)];
  const env = { LOG_LEVEL: 'info' };
  const told = new Process(['conformance', 'webhook', bad, '--secret', SECRET], env);
  const machine = new Process(['conformance', 'webhook', good, '--secret', SECRET, '--json'], env);
  const unsure = new Process(['conformance', 'webhook', good, '--secret', 'guess'], env);
  expect(await told.ended()).toBe(1);
  expect(told.out).toMatch(/✗ signed with another secret: answered 200[\s\S]*Anybody can tell you anything/);
  expect(told.out).not.toContain(SECRET);
  expect(await machine.ended()).toBe(0);
  expect(JSON.parse(machine.out)).toMatchObject({ url: good, failed: 0 });
  expect(await unsure.ended()).toBe(1);
  expect(unsure.err).toContain('whsec_');
});
