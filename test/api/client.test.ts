/** A day of an integrator, by the client that they would use: its types are checked by `tsc`, its answers by a real server. */
import { readFileSync } from 'node:fs';
import { createClient, idempotent, ok, pages, type Schemas, TingdaProblem } from '@tingda/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesOf } from '../../packages/client/types.js';
import { waitFor } from '../support/patience.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const client = (key = api.bootstrapKey) =>
  createClient({
    baseUrl: 'https://jobs.example',
    key,
    fetch: async (request) =>
      api.app.request(request, {}, { incoming: { socket: { remoteAddress: '203.0.113.9' } } }),
  });

it('comes from an opening by a candidate and an application to an interview, and hears what happened', async () => {
  const tingda = client();
  const opening = await ok(tingda.POST('/v1/openings', { body: { ...OPENING, status: 'open' } }));
  const candidate = await ok(
    tingda.POST('/v1/candidates', { body: { name: '林月', phone: '+8613800138000', language: 'zh' } }),
  );
  const application = await ok(
    tingda.POST('/v1/applications', {
      body: { opening_id: opening.id, candidate_id: candidate.id, source: 'job-board' },
    }),
  );
  expect(application).toMatchObject({ stage: 'applied', source: 'job-board', decision: null });

  const invitation = await ok(
    tingda.POST('/v1/invitations', {
      body: { opening_id: opening.id, candidate_id: candidate.id, send: false },
    }),
  );
  expect(invitation.application_id).toBe(application.id);
  const params = { path: { id: invitation.interview_id } };
  const interview: Schemas['Interview'] = await ok(tingda.GET('/v1/interviews/{id}', { params }));
  expect(interview).toMatchObject({ application_id: application.id, status: 'invited', answers: [] });

  const said = await ok(
    tingda.POST('/v1/interviews/{id}/messages', {
      params: { ...params, query: { from: 'candidate' }, header: idempotent() },
      body: { text: '你好' },
    }),
  );
  expect(said).toMatchObject({ interview_id: interview.id, from: 'candidate' });

  // An event is shown when every transaction that began before it has ended, the next database's too.
  await waitFor(async () => {
    const types: string[] = [];
    for await (const event of pages((query) => client().GET('/v1/events', { params: { query } })))
      types.push(event.type);
    expect(types).toEqual(['candidate.created', 'application.created']);
  });
});

it('reads a list of several pages row by row, each once', async () => {
  const names = ['一', '二', '三', '四', '五'];
  for (const name of names) await ok(client().POST('/v1/candidates', { body: { name, source: 'paged' } }));
  const asked: unknown[] = [];
  const rows = pages((query) => {
    asked.push(query);
    return client().GET('/v1/candidates', { params: { query: { ...query, limit: 2, source: 'paged' } } });
  });
  const seen: unknown[] = [];
  for await (const { name } of rows) seen.push(name);
  expect(seen).toEqual(names.toReversed());
  expect(asked).toHaveLength(3);
});

it('sends twice with one effect', async () => {
  const header = idempotent();
  const send = () => client().POST('/v1/openings', { params: { header }, body: OPENING });
  const [first, second] = [await send(), await send()];
  expect(second.data?.id).toBe(first.data?.id);
  expect(second.response.headers.get('idempotent-replayed')).toBe('true');
});

describe('an error', () => {
  it('is a problem, and is thrown by who only wants the answer', async () => {
    const body = { title: { zh: '夜班', en: ' ' }, role: 'sorter', flow: 'none' };
    const { error, response } = await client().POST('/v1/openings', { body });
    expect(response.status).toBe(422);
    expect(error).toMatchObject({ code: 'validation_failed', errors: [{ path: 'title.en' }] });
    const thrown = await ok(client().POST('/v1/openings', { body })).catch((problem: unknown) => problem);
    expect(thrown).toBeInstanceOf(TingdaProblem);
    expect(thrown).toMatchObject({
      problem: { status: 422 },
      message: expect.stringMatching(/^validation_failed: /),
    });
  });

  it('ends a list that it comes up in', async () => {
    const rows = pages((query) => client('wrong').GET('/v1/keys', { params: { query } }));
    await expect(rows.next()).rejects.toThrow('unauthorized');
  });
});

it('does not compile what the document does not have', () => {
  const tingda = client();
  // @ts-expect-error: no such path
  void (() => tingda.GET('/v1/nothing'));
  // @ts-expect-error: no such state
  const body: Schemas['NewOpening'] = { ...OPENING, status: 'gone' };
  expect(body).toBeDefined();
});

it('has types that are those of the document: `node scripts/openapi.js` makes them anew', async () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const committed = read('packages/client/src/schema.d.ts');
  expect(await typesOf(JSON.parse(read('docs/openapi.json')))).toBe(committed);
});
