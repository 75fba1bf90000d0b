/**
 * What people say, are called and can be reached at, and what opens doors, is planted by every way in: fifty words and secrets
 * here, five hundred by night. None comes out in a log, a figure, a queue, a cache, an event, a call of a webhook or somebody
 * else's export; and after the erasure none is anywhere.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { countPersonal } from '../../db/personal.ts';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { dumpDirectory, dumpRedis, dumpTables } from '../support/dump.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';
import { plant } from './plant.ts';

const PATIENCE_MS = 20_000;
const PEOPLE = process.env.TINGDA_NIGHTLY ? 20 : 2;
vi.setConfig({ testTimeout: 60_000 * PEOPLE });

const root = mkdtempSync(join(tmpdir(), 'tingda-canaries-'));
let node: TestNode;
let openai: OpenAiEmulator;
/** What the receiver of a webhook was told, heads and all. */
let hooked = '';
const receiver = createServer((request, response) => {
  hooked += `${request.url}\n${JSON.stringify(request.headers)}\n`;
  request.on('data', (piece: Buffer) => (hooked += piece.toString()));
  request.on('end', () => response.end());
});
/** Every command that Redis was given by anybody: also jobs that are long done. */
let commands = '';
let watching: ReturnType<typeof connect>;

beforeAll(async () => {
  openai = await OpenAiEmulator.start();
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  node = await startTestNode({
    STT_BASE_URL: openai.url,
    STT_API_KEY: openai.key,
    MEDIA_URL: pathToFileURL(root).href,
    QUIET_HOURS: 'off',
    ALLOW_PRIVATE_NETWORKS: '127.0.0.0/8',
  });
  const { hostname, port, pathname } = new URL(node.redisUrl);
  // `1700000000.000000 [7 127.0.0.1:5000] "set" …`: those of our own database.
  const ours = `[${pathname.slice(1)} `;
  let rest = '';
  watching = connect({ host: hostname, port: Number(port) }, () => watching.write('MONITOR\r\n'));
  watching.on('data', (piece: Buffer) => {
    const lines = (rest + piece.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    commands += lines.filter((line) => line.includes(ours)).join('\n');
  });
});
afterAll(async () => {
  await node.stop();
  await openai.stop();
  watching.destroy();
  receiver.close();
  rmSync(root, { recursive: true });
});

/** Where they stand, for those that stand anywhere. */
function hits(words: Record<string, string>, places: Record<string, string>): string[] {
  return Object.entries(words).flatMap(([what, word]) =>
    Object.entries(places).flatMap(([place, text]) => (text.includes(word) ? [`${what} in ${place}`] : [])),
  );
}

it('nothing that is planted comes out where it does not belong, and after the erasure nothing is left', async () => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const hook = await node.call('POST', '/v1/webhook_endpoints', { url, events: ['*'] });
  const key = await node.call('POST', '/v1/keys', { name: 'ats', scopes: ['admin'] });
  const people = [];
  for (let i = 0; i < PEOPLE; i++) people.push(await plant(node, openai, 77_010_204_000 + i, `kanarie${i}x`));
  const [opening] = (await node.call('GET', '/v1/openings')).body.data;
  const guest = (await node.call('POST', '/v1/candidates', { source: 'fair' })).body.id;
  const invited = await node.call('POST', '/v1/invitations', {
    ...{ opening_id: opening!.id, candidate_id: guest, send: false },
  });
  expect(invited.status).toBe(201);
  const somebody = await candidate(node);
  await somebody.say('我以前是快递员');
  await node.settled();
  const secrets = {
    key: String((key.body as Record<string, unknown>).key),
    webhook: String((hook.body as Record<string, unknown>).secret),
    code: String(invited.body.code),
  };
  for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(12);
  const planted: Record<string, string> = { ...secrets };
  for (const [i, { words }] of people.entries())
    for (const [what, word] of Object.entries(words)) planted[`${what} ${i}`] = word;
  expect(Object.keys(planted).length).toBeGreaterThanOrEqual(25 * PEOPLE);
  // Redis writes down bytes beyond ASCII in its own way: the part that every word has is looked for too.
  for (let i = 0; i < PEOPLE; i++) planted[`mark ${i}`] = `kanarie${i}x`;

  const other = await node.runtime.sql<{ id: string }[]>`
    select v.candidate_id as id from interviews i join conversations v on v.id = i.conversation_id
    where i.id = ${somebody.id}`;
  const download = async (path: string) => Buffer.from(await node.download(path)).toString();
  const [{ n: happened }] = (await node.runtime.sql`select count(*)::int as n from events`) as unknown as [
    { n: number },
  ];
  await expect.poll(() => hooked.split('"type":').length - 1, { timeout: PATIENCE_MS }).toBe(happened);
  const outside: Record<string, string> = {
    log: node.logged(),
    metrics: await download('/metrics'),
    'redis commands': commands,
    'redis keys': await dumpRedis(node.redisUrl),
    webhooks: hooked,
    events: await download('/v1/events?limit=100'),
    'the event rows': (await dumpTables(node.runtime.sql)).get('events')!,
    'the deliveries': (await dumpTables(node.runtime.sql)).get('webhook_deliveries')!,
    'the export of somebody else': await download(`/v1/candidates/${other[0]!.id}/export`),
    readiness: await download('/readyz'),
    retention: await download('/v1/retention'),
  };
  // Each was really there to be looked through.
  for (const [place, text] of Object.entries(outside)) expect(text.length, place).toBeGreaterThan(20);
  expect(commands.includes('{tingda}:wake'), 'the queues were watched').toBe(true);
  expect(hits(planted, outside)).toEqual([]);

  for (const { id } of people) {
    expect((await node.call('DELETE', `/v1/candidates/${id}`)).status).toBe(204);
    await expect
      .poll(async () => (await node.call('GET', `/v1/candidates/${id}/erasure`)).body.state, {
        timeout: PATIENCE_MS,
      })
      .toBe('done');
    expect(await countPersonal(node.runtime.sql, id)).toEqual({});
  }
  await node.settled();
  const everywhere = {
    ...Object.fromEntries(await dumpTables(node.runtime.sql)),
    redis: await dumpRedis(node.redisUrl),
    files: dumpDirectory(root),
    log: node.logged(),
    commands,
    hooked,
  };
  // The code of an invitation is nobody's words; it is over, and stays so that nobody is given it again.
  const { code: _code, ...personal } = planted;
  expect(hits(personal, everywhere)).toEqual([]);
});
