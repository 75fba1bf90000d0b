/** Requests made from the OpenAPI document, good and bad: never a 5xx, never an answer that is not declared. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from '../support/chance.ts';
import { allowed } from './bodies.ts';
import { type Document, type Operation, operationsOf, readDocument, webhookBody } from './document.ts';
import { type Harness, startHarness } from './harness.ts';
import { signedIn } from './person.ts';
import {
  applicant,
  DAYS,
  imported,
  type Known,
  looked,
  receiver,
  signer,
  TIMES,
  worker,
} from './subjects.ts';

/** Of each operation; 20,000 of them in the night. */
const OFTEN = process.env.TINGDA_NIGHTLY ? 80 : 1;
const GOOD = 50 * OFTEN;
const BAD = 200 * OFTEN;
/** By day a third of the operations gets its bad requests, and each of them within three days. */
const THIRDS = process.env.TINGDA_NIGHTLY ? 1 : 3;
const TODAY = Math.floor(Date.now() / 86_400_000) % THIRDS;
const PATIENCE_MS = 300_000 * OFTEN;
/** What may be kept for good: compiled patterns, plans of statements, budgets. It does not grow with the requests. */
const KEPT_MB = 48;

let api: Harness;
let document: Document;
let operations: Operation[];
let known: Known;

beforeAll(async () => {
  api = await startHarness();
  document = await readDocument(api);
  operations = operationsOf(document);
  known = { ...TIMES, ...DAYS, flow: 'warehouse-sorter', time_zone: 'Asia/Shanghai' };
  // The last one's ids are those that are asked about.
  for (const one of [looked, signer, worker, receiver, applicant]) Object.assign(known, await one(api));
  // Chance names no application: each of these may have one of what is made for it.
  delete known.application_id;
  known.erased = (await api.call('POST', '/v1/candidates', {})).body.id;
  Object.assign(known, { amount: '26.50', currency: 'CNY' });
  const hold = { candidate_id: known.candidate_id, parts: ['contracts'], reason: 'a court' };
  known.legal_holds = (await api.call('POST', '/v1/legal_holds', hold)).body.id;
  known.imports = await imported(api);
  const { id: userId } = await signedIn(api.sql, 'viewer');
  known.users = userId;
  const [session] = await api.sql<{ id: string }[]>`select id from user_sessions where user_id = ${userId}`;
  known.session_id = session!.id;
  known.keys = (await api.call('POST', '/v1/keys', { name: 'known', scopes: ['openings:read'] })).body.id;
});
afterAll(() => api.close());

/** What is in use, in megabytes, after all that can be thrown away was. */
function used(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** What the harness keeps for other tests. */
function forget(): void {
  api.lines.length = 0;
  api.received.length = 0;
}

const junk = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue() },
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>(
    '\0',
    '\ud800',
    "'; drop table openings; --",
    '$1',
    'x'.repeat(10_000),
    '__proto__',
    -0,
  ),
  fc.constantFrom<unknown>(
    1e308,
    -1,
    2 ** 53,
    2 ** 31,
    0.1,
    null,
    true,
    [],
    {},
    [[]],
    '2026-02-30T00:00:00Z',
  ),
);

/** A good body with junk somewhere in it, or junk altogether. */
const spoilt = (good: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(good, fc.string({ maxLength: 8 }), junk, fc.nat()).map(spoil) },
    junk,
  );

function spoil([body, extra, value, at]: [unknown, string, unknown, number]): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return value;
  const keys = [...Object.keys(body), extra];
  const key = keys[at % keys.length]!;
  const inner = (body as Record<string, unknown>)[key];
  const deeper = typeof inner === 'object' && inner !== null && at % 2 === 0;
  return { ...body, [key]: deeper ? spoil([inner, extra, value, at >> 1]) : value };
}

interface Request {
  id: string;
  query: Record<string, unknown>;
  body: unknown;
  key: string | undefined;
}

async function send(operation: Operation, { id, query, body, key }: Request) {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value.toWellFormed() : (JSON.stringify(value) ?? ''),
    ]),
  );
  const inner = operation.path.replace(/{(\w+)}/g, (_, name) =>
    encodeURIComponent(name === 'id' ? id.toWellFormed() : known[name]!),
  );
  const path = `${inner}?${search}`;
  const sent = operation.method === 'GET' ? undefined : (JSON.stringify(body) ?? '');
  const answer = await api.call(
    operation.method,
    path,
    sent,
    key === undefined ? {} : { 'idempotency-key': key },
  );
  expect(answer.status, `${operation.id} ${JSON.stringify(answer.body)}`).toBeLessThan(500);
  const declared = operation.answers.get(answer.status);
  expect(declared, `${answer.status} is not declared for ${operation.id}`).toBeDefined();
  const said = /^text\/|pdf|ndjson|zip/.test(answer.headers.get('content-type') ?? '')
    ? answer.text
    : answer.body;
  expect(declared!.safeParse(said).error?.issues ?? []).toEqual([]);
  return answer.status;
}

const idFor = (operation: Operation) =>
  // The others are still needed.
  (['eraseCandidate', 'getErasure'].includes(operation.id) ? known.erased : null) ??
  known[operation.path.split('/')[2]!] ??
  `int_${'0'.repeat(25)}`;

it(
  'answers requests that fit the document as it says',
  async () => {
    for (const operation of operations) {
      const statuses = new Set<number>();
      // Whatever became of it before.
      await api.sql`update openings set status = 'open' where id = ${known.opening_id!}`;
      await api.sql`update applications set stage = 'reviewing' where opening_id = ${known.opening_id!}`;
      const request = fc.record({
        id: fc.constant(idFor(operation)),
        query: fc.record(
          Object.fromEntries(
            Object.entries(operation.query)
              .filter(([name]) => !['cursor', 'after'].includes(name))
              .map(([name, schema]) => [name, allowed(document, known, schema)]),
          ),
          { requiredKeys: [] },
        ),
        body: operation.body ? allowed(document, known, operation.body) : fc.constant({}),
        key: fc.constant(undefined),
      });
      const property = fc.asyncProperty(
        request,
        async (one) => void statuses.add(await send(operation, one)),
      );
      await fc.assert(property, { numRuns: GOOD });
      const wanted = [200, 201, 204];
      // It is written down; no worker runs here that would do it.
      if (operation.id === 'eraseCandidate') wanted.push(202);
      // There is no key to read that this run could know; and a shift goes when it is removed.
      // Nobody has said anything that could be played.
      if (/keys\/{id}|{shift_id}|{media_id}|{assessment_id}/.test(operation.path)) wanted.push(404);
      // What chance sends is no file.
      if (operation.id === 'createImport') wanted.push(415);
      // The interview has not begun, and nobody has written from anywhere.
      if (['takeOverInterview', 'answerTicket'].includes(operation.id)) wanted.push(409);
      // Nobody has said anything in it that could be rated, by criteria that chance does not find.
      if (operation.id === 'createAssessment') wanted.push(409, 422);
      // By now chance may have closed the opening.
      if (operation.id === 'createInvitation') wanted.push(409);
      // The one application that this candidate may make was made before.
      if (operation.id === 'createApplication') wanted.push(409);
      // The known times are over, and the step is moved by the first that comes.
      if (/onboarding/i.test(operation.id)) wanted.push(409, 422);
      // It waits already, or is over, or is asked for by the one who would approve it.
      if (['createEmployment', 'endEmployment', 'askApproval', 'approve', 'reject'].includes(operation.id))
        wanted.push(409);
      // Chance writes no contract, and gives none to an application that may have one.
      if (/^(create|update)Contract/.test(operation.id)) wanted.push(422, 404);
      // Chance names no event that there is, but everything.
      if (/^(create|change)WebhookEndpoint$/.test(operation.id)) wanted.push(422);
      // Nothing has happened since the time that there is, and chance names no event.
      if (operation.id === 'replayWebhooks') wanted.push(422);
      // Chance gives half of an origin, mostly.
      if (operation.id.startsWith('record') || operation.id === 'createEmployment') wanted.push(422);
      // Chance names no application, and a check moves on once.
      if (/BackgroundCheck/.test(operation.id)) wanted.push(409, 422);
      // It is revoked by now, and the person may be shut out.
      if (operation.id === 'rotateKey' || operation.id === 'inviteUserAgain') wanted.push(409);
      // Chance finds the stage that it is in, or another, or one that nothing leads to.
      if (operation.id === 'moveStage') wanted.push(409, 422);
      expect(
        [...statuses].some((status) => wanted.includes(status)),
        `${operation.id} ${[...statuses]}`,
      ).toBe(true);
    }
    // Each change was written down in its own transaction.
    expect(api.lines.join('')).not.toContain('was not recorded with itself');
  },
  PATIENCE_MS,
);

it('has told of it as the document says that webhooks are told', async () => {
  const events = await api.sql`select id, type, at, application_id, sequence, data from events`;
  const types = new Set(events.map(({ type }) => type as string));
  expect(types.size).toBeGreaterThan(10);
  for (const type of types) {
    const body = webhookBody(document, type);
    expect(body, `${type} is not described`).toBeDefined();
    for (const event of events.filter((one) => one.type === type)) {
      const told = { ...event, at: event.at.toISOString() };
      expect(body!.safeParse(told).error?.issues ?? [], JSON.stringify(told)).toEqual([]);
    }
  }
});

it(
  'answers requests that do not with a declared 4xx, and holds on to nothing',
  async () => {
    let first: number | undefined;
    for (const operation of operations.filter((_, i) => i % THIRDS === TODAY)) {
      const request = fc.record({
        id: fc
          .oneof(fc.constant(idFor(operation)), fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }))
          .filter((id) => !/^\.{1,2}$/.test(id)),
        query: fc.oneof(
          fc.constant({}),
          fc.dictionary(fc.constantFrom(...Object.keys(operation.query), 'x'), junk, { maxKeys: 2 }),
        ),
        body: spoilt(operation.body ? allowed(document, known, operation.body) : fc.jsonValue()),
        key: fc.option(fc.stringMatching(/^[ -~]{0,20}$/), { nil: undefined }),
      });
      const property = fc.asyncProperty(request, async (one) => void (await send(operation, one)));
      await fc.assert(property, { numRuns: BAD });
      forget();
      // By then all has been loaded that is.
      first ??= used();
    }
    expect(used() - first!).toBeLessThan(KEPT_MB);
  },
  PATIENCE_MS,
);
