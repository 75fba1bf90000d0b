/** The connector between Greenhouse, emulated, and a whole node: ordered there, interviewed here, heard of there. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConnector } from '../../connectors/greenhouse/app.ts';
import { openOrders } from '../../connectors/greenhouse/orders.ts';
import { createTingda } from '../../connectors/greenhouse/tingda.ts';
import { startTestNode, type TestNode } from '../conversation/node.ts';
import { waitUntil } from '../support/patience.ts';
import { freePort, temporaryDirectory } from '../support/server.ts';
import { GreenhouseEmulator } from './greenhouse-emulator.ts';

const KEY = randomBytes(24).toString('hex');
const SCOPES = ['openings:read', 'candidates:write', 'interviews:read', 'interviews:write'];
const PATIENCE = { interval: 50 };
const file = join(temporaryDirectory(), 'orders.ndjson');

let node: TestNode;
let greenhouse: GreenhouseEmulator;
let server: ReturnType<typeof serve>;
let secret: string;
let opening: string;
let key: string;
let connector: (orders?: string) => ReturnType<typeof createConnector>;
const logged: string[] = [];

beforeAll(async () => {
  node = await startTestNode({ ALLOW_PRIVATE_NETWORKS: '127.0.0.0/8' });
  greenhouse = await GreenhouseEmulator.start(KEY);
  const port = await freePort();
  greenhouse.partner = `http://127.0.0.1:${port}`;
  const hook = {
    url: `${greenhouse.partner}/webhook`,
    events: ['interview.completed', 'assessment.created'],
  };
  secret = String((await node.call('POST', '/v1/webhook_endpoints', hook)).body.secret);
  key = String((await node.call('POST', '/v1/keys', { name: 'greenhouse', scopes: SCOPES })).body.key);
  connector = (orders = file) =>
    createConnector({
      tingda: createTingda(node.url!, key),
      orders: openOrders(orders),
      settings: {
        greenhouseKey: KEY,
        greenhouseOrigin: greenhouse.origin,
        webhookSecret: secret,
        profileUrl: 'https://jobs.example/hr/applications/{application_id}',
      },
      log: (what, about) => logged.push(JSON.stringify({ what, ...about })),
    });
  server = serve({ fetch: connector().fetch, port, hostname: '127.0.0.1' });
  await once(server, 'listening');
  opening = (await node.call('GET', '/v1/openings?status=open')).body.data[0]!.id as string;
});
afterAll(async () => {
  server.close();
  await greenhouse.stop();
  await node.stop();
});

const statusOf = async (id: string) => (await greenhouse.ask(`test_status?partner_interview_id=${id}`)).body;
const count = async (table: string) =>
  (await node.runtime.sql<{ n: number }[]>`select count(*)::int as n from ${node.runtime.sql(table)}`)[0]!.n;
/** What failed is tried again at once, not in seconds. */
const hurry = () =>
  node.runtime.sql`update webhook_deliveries set next_at = now() where state = 'pending' and attempts > 0`;
const until = async (condition: () => boolean) =>
  waitUntil(async () => {
    await hurry();
    return condition();
  }, PATIENCE);
const forge = (body: object, by: string, age = 0) => {
  const at = new Date(Date.now() - age);
  const text = JSON.stringify(body);
  const headers = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('evt_1', at, text),
  };
  return fetch(`${greenhouse.partner}/webhook`, { method: 'POST', body: text, headers });
};

let id: string;

it('lists the openings that are open as tests', async () => {
  const draft = { title: { zh: '稿', en: 'Draft' }, role: 'sorter', flow: 'warehouse-sorter' };
  await node.call('POST', '/v1/openings', draft);
  expect(await greenhouse.ask('list_tests')).toEqual({
    status: 200,
    body: [{ partner_test_id: opening, partner_test_name: expect.stringMatching(/^Night sorter \(\w+\)$/) }],
  });
});

it('opens to the key and to nothing else', async () => {
  const paths: [string, string][] = [
    ['list_tests', 'GET'],
    ['send_test', 'POST'],
    ['test_status', 'GET'],
    ['request_errors', 'POST'],
  ];
  for (const [path, method] of paths)
    for (const key of ['', 'x', `${KEY}x`, KEY.slice(1)])
      expect((await greenhouse.ask(path, method, method === 'POST' ? {} : undefined, key)).status).toBe(401);
});

it('ordered three times at once and once more, there is one candidate, one invitation and one id', async () => {
  const people = await count('candidates');
  const order = () => greenhouse.sendTest(1, opening, 77);
  const answers = [...(await Promise.all([order(), order(), order()])), await order()];
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const ids = new Set(answers.map(({ body }) => body.partner_interview_id));
  expect(ids.size).toBe(1);
  id = String([...ids][0]);
  expect([await count('candidates'), await count('invitations')]).toEqual([people + 1, 1]);
});

it('says what waits for the candidate, and with which link they come', async () => {
  expect(await statusOf(id)).toEqual({
    partner_status: 'invited',
    metadata: {
      Interview: 'invited',
      Invitation: expect.stringMatching(/^not sent \(/),
      'Link for the candidate': expect.stringContaining('://'),
    },
  });
  expect((await greenhouse.ask('test_status?partner_interview_id=int_none')).status).toBe(404);
});

it('refuses an order whose answer would go elsewhere, and one that cannot be', async () => {
  const elsewhere = { url: 'https://evil.example/integrations/1' };
  expect((await greenhouse.sendTest(2, opening, 78, elsewhere)).status).toBe(422);
  expect((await greenhouse.sendTest(2, `opn_${'0'.repeat(25)}`, 78)).status).toBe(422);
  expect((await greenhouse.ask('send_test', 'POST', { candidate: 'x' })).status).toBe(422);
  expect(await count('invitations')).toBe(1);
});

it('interviewed, Greenhouse hears of it, after an error too, and is told no score that nobody gave', async () => {
  greenhouse.faults = [500];
  const say = async (text: string) => {
    await node.call('POST', `/v1/interviews/${id}/messages`, { text, from: 'candidate' });
    await node.settled();
  };
  const [invited] = (await node.call('GET', '/v1/invitations')).body.data;
  for (const text of [String(invited!.code), '同意']) await say(text);
  const status = async () => (await node.call('GET', `/v1/interviews/${id}`)).body.status;
  for (let i = 0; i < 60 && (await status()) !== 'completed'; i++) await say(i % 2 ? '没有了' : '跳过');
  expect(await status()).toBe('completed');
  await until(() => greenhouse.found.length > 0);
  expect(greenhouse.told[0]).toMatchObject({
    path: new URL(greenhouse.completedUrl(1)).pathname,
    answered: 500,
  });
  const found = greenhouse.found.at(-1)!;
  expect(found).toMatchObject({
    partner_status: 'complete',
    partner_profile_url: expect.stringMatching(/^https:\/\/jobs\.example\/hr\/applications\/app_\w{25}$/),
    metadata: { Review: 'pending: a person has to look at it' },
  });
  expect(found).not.toHaveProperty('partner_score');
});

it('told of the rating of a person, it has their score', async () => {
  const before = greenhouse.found.length;
  const [newest] = (await node.call('GET', `/v1/interviews/${id}/assessments`)).body.data;
  const criteria = (newest!.criteria as { id: string }[]).map((one) => ({ id: one.id, score: 4 }));
  expect((await node.call('POST', `/v1/interviews/${id}/assessments`, { criteria })).status).toBe(201);
  await until(() => greenhouse.found.length > before && greenhouse.found.at(-1)!.partner_score !== undefined);
  expect(greenhouse.found.at(-1)).toMatchObject({
    partner_score: 80,
    metadata: { Review: 'scored by a person' },
  });
});

it('takes no word of what is new from anybody else', async () => {
  // What Tingda itself has to tell of the rating may come a moment later: from here on it tells nothing.
  const { sql } = node.runtime;
  await sql`update webhook_endpoints set state = 'disabled'`;
  await expect
    .poll(() => sql`select 1 from webhook_deliveries where claim_token is not null`)
    .toHaveLength(0);
  const told = greenhouse.told.length;
  const event = { id: 'evt_1', type: 'interview.completed', data: { interview_id: id } };
  const wrong = `whsec_${randomBytes(24).toString('base64')}`;
  expect((await forge(event, wrong)).status).toBe(401);
  expect((await forge(event, secret, 3_600_000)).status).toBe(401);
  expect(
    (await fetch(`${greenhouse.partner}/webhook`, { method: 'POST', body: JSON.stringify(event) })).status,
  ).toBe(401);
  // Somebody else's interview, and news that nobody waits for.
  const foreign = { ...event, data: { interview_id: `int_${'0'.repeat(25)}` } };
  expect((await forge(foreign, secret)).status).toBe(204);
  expect((await forge({ ...event, type: 'interview.started' }, secret)).status).toBe(204);
  expect(greenhouse.told.length).toBe(told);
  expect((await forge(event, secret)).status).toBe(204);
  expect(greenhouse.told.length).toBe(told + 1);
});

it('sends its key nowhere else than where the order said, and lets go what Greenhouse has let go', async () => {
  const event = { id: 'evt_1', type: 'interview.completed', data: { interview_id: id } };
  const told = greenhouse.told.length;
  greenhouse.redirect = `${greenhouse.origin}/elsewhere`;
  expect((await forge(event, secret)).status).toBe(503);
  expect(greenhouse.told.length).toBe(told);
  greenhouse.faults = [410];
  expect((await forge(event, secret)).status).toBe(204);
  expect(greenhouse.told.at(-1)).toMatchObject({ answered: 410 });
});

it('takes nothing that is larger than any order', async () => {
  const huge = { candidate: 'x'.repeat(70_000) };
  expect((await greenhouse.ask('send_test', 'POST', huge)).status).toBe(413);
  expect((await forge(huge, secret)).status).toBe(413);
});

it('ordered for another opening, the same person is the same candidate', async () => {
  const second = { title: { zh: '配送', en: 'Courier' }, role: 'courier', flow: 'courier', status: 'open' };
  const other = (await node.call('POST', '/v1/openings', second)).body.id;
  const [people, invited] = [await count('candidates'), await count('invitations')];
  const { body } = await greenhouse.sendTest(3, other, 77);
  expect(body.partner_interview_id).not.toBe(id);
  expect([await count('candidates'), await count('invitations')]).toEqual([people, invited + 1]);
});

it('shows no interview that was not ordered here', async () => {
  const stranger = { opening_id: opening, phone: '+8613900139000', send: false };
  const { interview_id } = (await node.call('POST', '/v1/invitations', stranger)).body;
  expect(interview_id).toMatch(/^int_/);
  expect((await greenhouse.ask(`test_status?partner_interview_id=${interview_id}`)).status).toBe(404);
});

it('ordered again after a crash before the order was written down, it is the same candidate and the same id', async () => {
  const [people, invited] = [await count('candidates'), await count('invitations')];
  const body = JSON.stringify({
    partner_test_id: opening,
    candidate: {
      ...{ first_name: 'Xiaoyu', last_name: 'Lin' },
      greenhouse_profile_url: 'https://app.greenhouse.io/people/77?application_id=1',
    },
    url: greenhouse.completedUrl(1),
  });
  const headers = {
    authorization: `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const lost = connector(join(temporaryDirectory(), 'orders.ndjson'));
  const answer = await lost.request('/send_test', { method: 'POST', headers, body });
  expect(await answer.json()).toEqual({ partner_interview_id: id });
  expect([await count('candidates'), await count('invitations')]).toEqual([people, invited]);
  // Days later no key is known any more: the person is, by what Greenhouse calls them.
  await node.runtime.sql`delete from idempotency`;
  const later = connector(join(temporaryDirectory(), 'orders.ndjson'));
  const third = { title: { zh: '客服', en: 'Calls' }, role: 'customer_service', flow: 'customer-service' };
  const another = (await node.call('POST', '/v1/openings', { ...third, status: 'open' })).body.id;
  const ordered = JSON.stringify({ ...JSON.parse(body), partner_test_id: another });
  const { status } = await later.request('/send_test', { method: 'POST', headers, body: ordered });
  expect([status, await count('candidates')]).toEqual([200, people]);
});

it('writes its orders where nobody else reads them, and down or to the log no secret', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const basic = Buffer.from(`${KEY}:`).toString('base64');
  for (const kept of [logged.join('\n'), readFileSync(file, 'utf8')])
    for (const word of [KEY, basic, key, secret]) expect(kept).not.toContain(word);
});

it('does not start without a secret, or with a weak one, and says which without saying it', async () => {
  const main = fileURLToPath(new URL('../../connectors/greenhouse/main.ts', import.meta.url));
  const whole = {
    ...{ TINGDA_URL: node.url!, TINGDA_KEY: key, TINGDA_WEBHOOK_SECRET: secret, GREENHOUSE_KEY: KEY },
    ...{ PROFILE_URL: 'https://jobs.example/{application_id}', PORT: '0' },
    ORDERS_FILE: join(temporaryDirectory(), 'orders.ndjson'),
  };
  for (const name of ['TINGDA_KEY', 'TINGDA_WEBHOOK_SECRET', 'GREENHOUSE_KEY'] as const)
    for (const weak of [undefined, 'canarella']) {
      const { [name]: _, ...rest } = whole;
      const env = weak === undefined ? rest : { ...rest, [name]: weak };
      const { status, stderr, stdout } = spawnSync(process.execPath, [main], {
        ...{ env, encoding: 'utf8', timeout: 60_000 },
      });
      expect([status, stdout], name).toEqual([2, '']);
      expect(stderr).toContain(name);
      expect(stderr).not.toContain('canarella');
    }
});

it('knows its orders after a crash in the middle of a line, and writes down and logs nobody’s name', async () => {
  appendFileSync(file, '{"name": "cut of');
  const authorization = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
  const asked = await connector().request(`/test_status?partner_interview_id=${id}`, {
    headers: { authorization },
  });
  expect(await asked.json()).toMatchObject({ partner_status: 'complete', partner_score: 80 });
  const answer = await greenhouse.ask('request_errors', 'POST', {
    ...{ api_call: 'test_status', errors: ['Lin is wrong'], candidate_email: 'lin@example.com' },
  });
  expect(answer.status).toBe(200);
  for (const kept of [logged.join('\n'), readFileSync(file, 'utf8')]) {
    expect(kept).toContain(id);
    expect(kept).not.toMatch(/Lin|Xiaoyu|lin@example/);
  }
});
