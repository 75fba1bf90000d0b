/** Requests made from the OpenAPI document, good and bad: never a 5xx, never an answer that is not declared. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { builtInTemplate } from '../../src/pipeline/contract/built-in.ts';
import { FIELDS } from '../signing/signing.ts';
import {
  type Document,
  type Operation,
  operationsOf,
  readDocument,
  resolve,
  type Schema,
} from './document.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

const GOOD = 50;
const BAD = 200;
/** Of these a body has one, which the document says in words alone. */
const WHO = ['candidate_id', 'phone', 'address'];

let api: Harness;
let document: Document;
let operations: Operation[];
const times = { starts_at: '2026-03-06T22:00:00+08:00', ends_at: '2026-03-07T06:00:00+08:00' };
const days = {
  ...{ starts_on: '2026-03-06', from: '2099-01-01', ends_on: '2099-01-01', paid_on: '2026-04-05' },
  ...{ period_start: '2026-03-01', period_end: '2026-03-31' },
};
const known: Record<string, string> = {
  flow: 'warehouse-sorter',
  time_zone: 'Asia/Shanghai',
  ...times,
  ...days,
};

beforeAll(async () => {
  api = await startHarness();
  document = await readDocument(api);
  operations = operationsOf(document);
  known.openings = known.opening_id = (await api.call('POST', '/v1/openings', OPENING)).body.id;
  known.candidates = known.candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  known.erased = (await api.call('POST', '/v1/candidates', {})).body.id;
  const shift = { ...times, capacity: 5 };
  known.shift_id = (await api.call('POST', `/v1/openings/${known.openings}/shifts`, shift)).body.id;
  const { opening_id, candidate_id } = known;
  known.applications = (await api.call('POST', '/v1/applications', { opening_id, candidate_id })).body.id;
  const invited = await api.call('POST', '/v1/invitations', { opening_id, candidate_id, send: false });
  known.invitations = invited.body.id;
  known.interviews = String(invited.body.interview_id);
  await knowWork();
  await knowContract();
  known.background_checks = await knowCheck();
  const hook = { url: 'https://example.com/hook', events: ['*'] };
  known.webhook_endpoints = (await api.call('POST', '/v1/webhook_endpoints', hook)).body.id;
  const table = { 'content-type': 'text/csv' };
  known.imports = (await api.call('POST', '/v1/imports?kind=candidates', 'phone\n', table)).body.id;
  known.tickets = newId('tkt');
  await api.sql`
    insert into tickets (id, conversation_id, kind)
    select ${known.tickets}, id, 'question' from conversations where candidate_id = ${candidate_id!}`;
});
afterAll(() => api.close());

/** Somebody who is to be looked into. */
async function knowCheck(): Promise<string> {
  const { openings: opening_id } = known;
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const application_id = (await api.call('POST', '/v1/applications', { opening_id, candidate_id })).body.id;
  await api.sql`update applications set stage = 'advanced' where id = ${application_id}`;
  return (await api.call('POST', '/v1/background_checks', { application_id })).body.id;
}

/** Somebody who works. */
async function knowWork(): Promise<void> {
  const opening_id = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const application_id = (await api.call('POST', '/v1/applications', { opening_id, candidate_id })).body.id;
  await api.sql`update applications set stage = 'contract' where id = ${application_id}`;
  const first = { application_id, starts_at: '2099-01-01T00:00:00Z', place: { name: 'x' } };
  known.onboardings = (await api.call('POST', '/v1/onboardings', first)).body.id;
  const begun = await api.call('POST', '/v1/employments', { application_id, starts_on: '2026-03-06' });
  const employment_id = begun.body.id;
  const period = { ...days, ends_on: undefined, starts_on: undefined, from: undefined };
  const pay = { ...period, employment_id, currency: 'CNY', gross: '1', net: '1' };
  const wage = { amount: '26.50', currency: 'CNY', per: 'hour' };
  Object.assign(known, { employments: employment_id, employment_id, amount: wage.amount, currency: 'CNY' });
  known.pay_statements = (await api.call('POST', '/v1/pay_statements', pay)).body.id;
  const record = { ...period, paid_on: undefined, employment_id };
  known.performance_records = (await api.call('POST', '/v1/performance_records', record)).body.id;
  const asked = { kind: 'wage_change', employment_id, wage, from: days.from };
  known.approvals = (await api.call('POST', '/v1/approvals', asked)).body.id;
}

/** Somebody who has a contract to sign, and a template of it. */
async function knowContract(): Promise<void> {
  const opening_id = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const application_id = (await api.call('POST', '/v1/applications', { opening_id, candidate_id })).body.id;
  await api.sql`update applications set stage = 'advanced' where id = ${application_id}`;
  known.contracts = (await api.call('POST', '/v1/contracts', { application_id, fields: FIELDS })).body.id;
  const template = { name: 'ours', body: builtInTemplate().body };
  known.contract_templates = (await api.call('POST', '/v1/contract_templates', template)).body.id;
}

/** Values that a schema allows. */
function allowed(given: Schema, name = ''): fc.Arbitrary<unknown> {
  const schema = resolve(document, given)!;
  if (known[name] !== undefined) return fc.constant(known[name]);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map((one: Schema) => allowed(one)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => allowed({ ...schema, type }, name)));
  }
  const number = (key: string, otherwise: number) =>
    typeof schema[key] === 'number' ? schema[key] : otherwise;
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: number('minimum', 0), max: number('maximum', 1000) });
    case 'number':
      return fc.double({ min: number('minimum', -1000), max: number('maximum', 1000), noNaN: true });
    case 'array': {
      const length = { minLength: number('minItems', 0), maxLength: Math.min(3, number('maxItems', 3)) };
      return fc.array(allowed(schema.items as Schema), length);
    }
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      if (properties.length === 0 && typeof schema.additionalProperties === 'object') {
        const value = allowed(schema.additionalProperties as Schema);
        return fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,39}$/), value, { maxKeys: 3 });
      }
      const model = Object.fromEntries(properties.map(([key, one]) => [key, allowed(one, key)]));
      const required = (schema.required ?? []) as string[];
      if (!WHO.every((key) => key in model)) return fc.record(model, { requiredKeys: required });
      return fc.constantFrom(...WHO).chain((who) => {
        const others = WHO.filter((key) => key !== who);
        const one = Object.fromEntries(Object.entries(model).filter(([key]) => !others.includes(key)));
        return fc.record(one, { requiredKeys: [...required, who] });
      });
    }
    default: {
      if (schema.format === 'uri') return fc.webUrl({ validSchemes: ['https'] });
      if (schema.format === 'date-time') return fc.constant('2099-01-01T00:00:00Z');
      // Not every number of the pattern is one that can be called.
      if (name === 'phone') return fc.stringMatching(/^\+86138\d{8}$/);
      if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern));
      const text = fc.string({
        unit: 'grapheme',
        minLength: 1,
        maxLength: Math.min(40, number('maxLength', 40)),
      });
      return text.map((value) => value.trim() || 'x');
    }
  }
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
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
  const declared = operation.answers.get(answer.status);
  expect(declared, `${answer.status} is not declared for ${operation.id}`).toBeDefined();
  const said = /^text\/|pdf|ndjson/.test(answer.headers.get('content-type') ?? '')
    ? answer.text
    : answer.body;
  expect(declared!.safeParse(said).error?.issues ?? []).toEqual([]);
  return answer.status;
}

const idFor = (operation: Operation) =>
  // The others are still needed.
  (operation.id === 'eraseCandidate' ? known.erased : null) ??
  known[operation.path.split('/')[2]!] ??
  `int_${'0'.repeat(25)}`;

it('answers requests that fit the document as it says', async () => {
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
            .map(([name, schema]) => [name, allowed(schema)]),
        ),
        { requiredKeys: [] },
      ),
      body: operation.body ? allowed(operation.body) : fc.constant({}),
      key: fc.constant(undefined),
    });
    const property = fc.asyncProperty(request, async (one) => void statuses.add(await send(operation, one)));
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
    // Nothing has happened since the time that there is, and chance names no event.
    if (operation.id === 'replayWebhooks') wanted.push(422);
    // Chance gives half of an origin, mostly.
    if (operation.id.startsWith('record') || operation.id === 'createEmployment') wanted.push(422);
    // Chance names no application, and a check moves on once.
    if (/BackgroundCheck/.test(operation.id)) wanted.push(409, 422);
    // Chance finds the stage that it is in, or another, or one that nothing leads to.
    if (operation.id === 'moveStage') wanted.push(409, 422);
    expect(
      [...statuses].some((status) => wanted.includes(status)),
      `${operation.id} ${[...statuses]}`,
    ).toBe(true);
  }
}, 120_000);

it('answers requests that do not with a declared 4xx', async () => {
  for (const operation of operations) {
    const request = fc.record({
      id: fc
        .oneof(fc.constant(idFor(operation)), fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }))
        .filter((id) => !/^\.{1,2}$/.test(id)),
      query: fc.oneof(
        fc.constant({}),
        fc.dictionary(fc.constantFrom(...Object.keys(operation.query), 'x'), junk, { maxKeys: 2 }),
      ),
      body: spoilt(operation.body ? allowed(operation.body) : fc.jsonValue()),
      key: fc.option(fc.stringMatching(/^[ -~]{0,20}$/), { nil: undefined }),
    });
    const property = fc.asyncProperty(request, async (one) => void (await send(operation, one)));
    await fc.assert(property, { numRuns: BAD });
  }
}, 120_000);
