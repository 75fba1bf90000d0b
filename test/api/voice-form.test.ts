/** Forms sent to `/v1/interviews/{id}/messages`: what is no recording of a candidate is refused, and nothing of it is kept. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/http.ts';
import { openMediaStore } from '../../src/media/index.ts';
import { sample } from '../speech/samples.ts';
import fc from '../support/chance.ts';
import { type Operation, operationsOf, readDocument } from './document.ts';
import { type Body, type Harness, OPENING, startHarness } from './harness.ts';

const root = mkdtempSync(join(tmpdir(), 'tingda-voice-form-'));
const http = createHttp();
let api: Harness;
let path: string;
let operation: Operation;
beforeAll(async () => {
  api = await startHarness({ media: await openMediaStore({ kind: 'file', directory: root }, http) });
  const { body: opening } = await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' });
  const { body } = await api.call('POST', '/v1/invitations', {
    opening_id: opening.id,
    phone: '+8613800138000',
  });
  path = `/v1/interviews/${body.interview_id}/messages`;
  await api.sql`update conversations set state = ${api.sql.json({ consent: 'given' })}`;
  operation = operationsOf(await readDocument(api)).find(({ id }) => id === 'createMessage')!;
});
afterAll(async () => {
  await api.close();
  await http.close();
  rmSync(root, { recursive: true });
});

const kept = () =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('med_')).length;
const stored = async () => (await api.sql`select 1 from inbox where content->>'kind' = 'voice'`).length;

type Fields = [string, string | Blob][];

async function post(
  fields: Fields,
  { query = '?from=candidate', headers = {} as Record<string, string>, at = path } = {},
): Promise<{ status: number; body: Body; replayed: boolean }> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value as string);
  const answer = await api.app.request(
    `${at}${query}`,
    { method: 'POST', headers: { authorization: `Bearer ${api.bootstrapKey}`, ...headers }, body: form },
    { incoming: { socket: { remoteAddress: '203.0.113.9' } } },
  );
  const body = (await answer.json()) as Body;
  const declared = operation.answers.get(answer.status);
  expect(declared, `${answer.status} is not declared`).toBeDefined();
  expect(declared!.safeParse(body).error?.issues ?? []).toEqual([]);
  return { status: answer.status, body, replayed: answer.headers.has('idempotent-replayed') };
}
const audio = (name = 'en.webm') => new Blob([new Uint8Array(sample(name))]);

describe('a form', () => {
  let before: [number, number];
  beforeEach(async () => {
    before = [kept(), await stored()];
  });

  const text = new Blob(['你好'.repeat(100)]);
  const candidate: Fields[number] = ['from', 'candidate'];
  const large = new Blob([new Uint8Array(21 * 1024 * 1024)]);
  it.each<[string, Fields, string, number, string]>([
    ['without a speaker, hence of HR', [['audio', audio()]], '', 415, 'from=candidate'],
    [
      'of HR',
      [
        ['audio', audio()],
        ['from', 'hr'],
      ],
      '',
      415,
      'from=candidate',
    ],
    ['of HR by the query', [['audio', audio()]], '?from=hr', 415, 'from=candidate'],
    ['of two speakers', [['audio', audio()], candidate], '?from=hr', 415, 'from=candidate'],
    [
      'of two other speakers',
      [
        ['audio', audio()],
        ['from', 'hr'],
      ],
      '?from=candidate',
      422,
      '',
    ],
    [
      'of somebody else',
      [
        ['audio', audio()],
        ['from', 'bot'],
      ],
      '',
      422,
      '',
    ],
    ['with a text in it', [['audio', text], candidate], '', 415, 'no sound'],
    ['with nothing in it', [['audio', new Blob([])], candidate], '', 415, 'no sound'],
    ['without a recording', [candidate], '', 422, ''],
    ['with words for a recording', [['audio', 'words'], candidate], '', 422, ''],
    ['with two recordings', [['audio', audio()], ['audio', audio()], candidate], '', 422, ''],
    ['with words beside it', [['audio', audio()], ['text', 'x'], candidate], '', 422, ''],
    ['with an id that is none', [['audio', audio()], ['client_id', '../x'], candidate], '', 422, ''],
    ['with a file for an id', [['audio', audio()], ['client_id', audio()], candidate], '', 422, ''],
    ['with 21 MB', [['audio', large], candidate], '', 413, 'too large|larger'],
  ])('%s is refused, and nothing of it is kept', async (_, fields, query, status, says) => {
    const answer = await post(fields, { query });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(answer.body.detail).toMatch(new RegExp(says));
    expect([kept(), await stored()]).toEqual(before);
  });

  it('without a right key, a scope or an interview is refused as a text is', async () => {
    const fields: Fields = [['audio', audio()]];
    const by = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
    expect((await post(fields, by('x'))).status).toBe(401);
    expect((await post(fields, by(await api.key('interviews:read')))).status).toBe(403);
    for (const id of [`int_${'0'.repeat(25)}`, 'x']) {
      const answer = await post(fields, { at: `/v1/interviews/${id}/messages` });
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect((await post(fields, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
    expect([kept(), await stored()]).toEqual(before);
  });

  it('before consent is refused, and nothing of it is kept', async () => {
    const { sql } = api;
    await sql`update conversations set state = null`;
    expect(await post([['audio', audio()]])).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await sql`update conversations set state = ${sql.json({ consent: 'given' })}`;
    expect([kept(), await stored()]).toEqual(before);
  });

  it('of any shape is answered with a declared status, and only what is taken is kept', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed()),
      fc.constantFrom('candidate', 'hr', 'a-b_c', audio('en.ogg')),
      fc.uint8Array({ maxLength: 80 }).map((bytes) => new Blob([new Uint8Array(bytes)])),
    );
    const name = fc.constantFrom('audio', 'from', 'client_id', 'text', '__proto__', 'constructor', '');
    const fields = fc.array(fc.tuple(name, value), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fields, fc.constantFrom('', '?from=candidate', '?from=x'), async (given, query) => {
        const [had, now] = [await stored(), await post(given, { query })];
        expect((await stored()) - had).toBe(now.status === 201 ? 1 : 0);
      }),
      { numRuns: 150 },
    );
    expect(kept() - before[0]).toBe((await stored()) - before[1]);
  });

  it('that is torn is refused, wherever it is', async () => {
    const whole = Buffer.from(
      '--x\r\ncontent-disposition: form-data; name="audio"; filename="a"\r\n\r\nOggS\r\n--x--\r\n',
    );
    const call = (bytes: Buffer, type = 'multipart/form-data; boundary=x') =>
      api.call('POST', `${path}?from=candidate`, bytes.toString('latin1'), { 'content-type': type });
    expect((await call(whole)).status).toBe(201);
    for (let length = 0; length < whole.length - 2; length++) {
      const { status } = await call(whole.subarray(0, length));
      expect([400, 422, 415], `${length}`).toContain(status);
    }
    expect((await call(whole, 'multipart/form-data; boundary=')).status).toBe(400);
  });
});

describe('a recording', () => {
  it('sent again with its client_id, or its Idempotency-Key, is one, and kept once; another under the key is refused', async () => {
    const before = [kept(), await stored()];
    const named: Fields = [
      ['audio', audio('en.ogg')],
      ['client_id', 'v1'],
    ];
    for (let i = 0; i < 3; i++) expect((await post(named)).status).toBe(201);
    const headers = { 'idempotency-key': 'a-voice' };
    const [first, again] = [
      await post([['audio', audio()]], { headers }),
      await post([['audio', audio()]], { headers }),
    ];
    expect(first).toMatchObject({ status: 201, body: { text: null, from: 'candidate', turn_seq: null } });
    expect([again.body, again.replayed]).toEqual([first.body, true]);
    expect((await post([['audio', audio('en.mp3')]], { headers })).status).toBe(422);
    expect([kept(), await stored()]).toEqual([before[0]! + 2, before[1]! + 2]);
    const rows = await api.sql<{ id: string; state: string }[]>`
      select content->'media'->>'id' as id, media_state as state from inbox where content->>'kind' = 'voice'`;
    for (const { id, state } of rows) {
      expect(state).toBe('pending');
      expect(await api.deps.media.read(id, 0, 4)).not.toBeNull();
    }
  });

  it('that cannot be stored is not acknowledged', async () => {
    const broken = { put: async () => Promise.reject(new Error('full')) };
    const other = await startHarness({ sql: api.sql, media: { ...api.deps.media, ...broken } });
    const form = new FormData();
    form.set('audio', audio());
    const answer = await other.app.request(
      `${path}?from=candidate`,
      { method: 'POST', headers: { authorization: `Bearer ${other.bootstrapKey}` }, body: form },
      { incoming: { socket: { remoteAddress: '203.0.113.10' } } },
    );
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('send it again') });
    await other.close();
  });
});
