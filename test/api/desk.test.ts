/** Take-overs, messages, tickets and invitations as the API refuses and lists them; what they do is in test/conversation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql, Tx } from '../../db/client.ts';
import { newId } from '../../src/ids.ts';
import { untilSomebodyWaits } from '../db/support.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

/** A transaction in which more can be done before it is committed. */
async function openTransaction(sql: Sql, first: (tx: Tx) => Promise<unknown>) {
  const ready = Promise.withResolvers<Tx>();
  const end = Promise.withResolvers<void>();
  const done = sql.begin(async (tx) => {
    await first(tx);
    ready.resolve(tx);
    await end.promise;
  });
  const tx = await ready.promise;
  return {
    work: (run: (tx: Tx) => Promise<unknown>) => run(tx),
    async commit() {
      end.resolve();
      await done;
    },
  };
}

let api: Harness;
let opening: string;
let invited: { id: string; interview_id: string; candidate_id: string; code: string };
beforeAll(async () => {
  api = await startHarness();
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
  const made = await api.call('POST', '/v1/invitations', { opening_id: opening, phone: '+8613800138000' });
  invited = made.body as never;
});
afterAll(() => api.close());

const at = (verb: string) => `/v1/interviews/${invited.interview_id}/${verb}`;

describe('an interview that nobody has begun', () => {
  it('cannot be taken over, and HR cannot speak in it', async () => {
    expect(await api.call('POST', at('takeover'))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('begun') },
    });
    expect((await api.call('POST', at('messages'), { text: 'hello' })).status).toBe(409);
    expect((await api.call('POST', at('handback'))).status).toBe(200);
  });
});

describe('a message', () => {
  it("as HR is not taken for the repetition of a candidate's with the same key and body", async () => {
    const say = (from: string) =>
      api.call('POST', at(`messages?from=${from}`), { text: 'hello' }, { 'idempotency-key': 'who' });
    expect((await say('candidate')).status).toBe(201);
    expect(await say('hr')).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } });
    expect((await say('candidate')).headers.get('idempotent-replayed')).toBe('true');
  });

  it.each<[string, unknown, string]>([
    ['nothing in it', {}, 'text'],
    ['white space', { text: '  \n' }, 'text'],
    ['too much', { text: 'x'.repeat(8001) }, 'text'],
    ['a control character', { text: 'a\u0000b' }, 'text'],
    ['another speaker', { text: 'x', from: 'bot' }, 'from'],
    ['an id that is none', { text: 'x', client_id: 'a b' }, 'client_id'],
    ['a field of its own', { text: 'x', speaker: 'hr' }, 'speaker'],
  ])('with %s is refused, and the field is named', async (_what, body, path) => {
    const answer = await api.call('POST', at('messages'), body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it('as a bare recording is refused with what to send instead', async () => {
    expect(await api.call('POST', at('messages'), 'OggS', { 'content-type': 'audio/ogg' })).toMatchObject({
      status: 415,
      body: { detail: expect.stringContaining('the file `audio` in multipart/form-data') },
    });
  });

  it('for a candidate is stored with its hash, and stands in no log and in no idempotency record', async () => {
    const text = 'my secret hobby is origami';
    const body = { text, from: 'candidate', client_id: 'canary' };
    const key = { 'idempotency-key': 'canary' };
    const first = await api.call('POST', at('messages'), body, key);
    const again = await api.call('POST', at('messages'), body, key);
    expect(first).toMatchObject({ status: 201, body: { text, from: 'candidate', turn_seq: null } });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const stored = await api.sql`select count(*) as n from inbox where content->>'text' = ${text}`;
    expect(stored).toEqual([{ n: 1 }]);
    const kept = await api.sql`select 1 from idempotency where body::text like ${`%${text}%`}`;
    expect(kept).toEqual([]);
    expect(api.lines.join('')).not.toContain(text);
  });
});

describe('invitations', () => {
  it('are listed by opening, candidate and application, newest first', async () => {
    const second = await api.call('POST', '/v1/invitations', {
      opening_id: opening,
      candidate_id: invited.candidate_id,
      send: false,
    });
    expect(second.body).toMatchObject({ reason: 'not_asked', interview_id: invited.interview_id });
    for (const filter of [`opening_id=${opening}`, `candidate_id=${invited.candidate_id}`]) {
      const { body } = await api.call('GET', `/v1/invitations?${filter}`);
      expect(body.data.map(({ id }) => id)).toEqual([second.body.id, invited.id]);
    }
    expect((await api.call('GET', `/v1/invitations?candidate_id=${newId('cnd')}`)).body.data).toEqual([]);
    const read = await api.call('GET', `/v1/invitations/${invited.id}`);
    expect(read.body).toMatchObject({ ...invited });
  });

  it('and openings never share a code', async () => {
    const taken = await api.call('POST', '/v1/openings', { ...OPENING, code: invited.code });
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ path: 'code' }] } });
  });

  it('revoked stay revoked, and the first time counts', async () => {
    const { body } = await api.call('POST', '/v1/invitations', {
      opening_id: opening,
      phone: '+8613800138009',
    });
    const first = await api.call('POST', `/v1/invitations/${body.id}/revoke`);
    const again = await api.call('POST', `/v1/invitations/${body.id}/revoke`);
    expect(first.body.revoked_at).not.toBeNull();
    expect(again.body.revoked_at).toBe(first.body.revoked_at);
  });
});

it('an application made while a turn begins the same one waits for it, and neither is undone', async () => {
  const { body: person } = await api.call('POST', '/v1/candidates', {});
  const about = { candidate_id: person.id, opening_id: opening };
  // What a turn does: the conversation is locked, then the application made.
  const turn = await openTransaction(api.sql, async (tx) => {
    await tx`update conversations set version = version + 1 where candidate_id = ${person.id}`;
  });
  const applying = api.call('POST', '/v1/applications', about);
  await untilSomebodyWaits(api.sql);
  await turn.work(
    (tx) => tx`
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
    select ${newId('app')}, candidate_id, id, ${opening}, 'interviewing' from conversations
    where candidate_id = ${person.id} on conflict (candidate_id, opening_id) do nothing`,
  );
  await turn.commit();
  expect((await applying).status).toBe(409);
});

describe('a ticket', () => {
  it('of somebody who has never written cannot be answered, and stays', async () => {
    const id = newId('tkt');
    await api.sql`
      insert into tickets (id, conversation_id, kind)
      select ${id}, id, 'screening' from conversations where candidate_id = ${invited.candidate_id}`;
    expect(await api.call('POST', `/v1/tickets/${id}/answer`, { text: 'hello' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('cannot be reached') },
    });
    expect((await api.call('GET', `/v1/tickets/${id}`)).body).toMatchObject({ state: 'open', answer: null });
    expect((await api.call('POST', `/v1/tickets/${id}/close`)).body).toMatchObject({
      state: 'closed',
      settled_by: 'bootstrap',
    });
  });
});
