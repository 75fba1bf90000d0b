import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges } from '../../db/effects.ts';
import { createKey } from '../../src/auth/keys.ts';
import { newId } from '../../src/ids.ts';
import type { Stage } from '../../src/types.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';
import { callAs, signedIn } from './person.ts';

let api: Harness;
let opening: string;
beforeAll(async () => {
  api = await startHarness();
  HR.authorization = `Bearer ${api.bootstrapKey}`;
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
});
afterAll(() => api.close());

async function application(stage: Stage = 'reviewing'): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: opening });
  await api.sql`update applications set stage = ${stage} where id = ${body.id}`;
  return body.id;
}
async function person(): Promise<{ id: string; authorization: string }> {
  const scopes = ['decisions:write', 'interviews:*'] as const;
  const { id, key } = await createKey(api.sql, { name: 'hr', scopes, expiresAt: null });
  return { id, authorization: `Bearer ${key}` };
}
/** By a key, or signed in. */
type Who = { authorization: string } | { cookie: string };
const as = (who: Who, path: string, body: object) =>
  'cookie' in who ? callAs(api, who.cookie, 'POST', path, body) : api.call('POST', path, body, who);
const HR = { authorization: '' };
/** Somebody of HR who is signed in, and two keys that they have made. */
async function selves(): Promise<Record<'user' | 'key' | 'other', Who>> {
  const { cookie } = await signedIn(api.sql, 'owner');
  const user = { cookie };
  const key = async () => {
    const { body } = await as(user, '/v1/keys', {
      name: 'mine',
      scopes: ['decisions:write', 'interviews:*'],
    });
    return { authorization: `Bearer ${body.key}` };
  };
  return { user, key: await key(), other: await key() };
}
const move = (id: string, from_stage: Stage, to_stage: Stage, who: Who = HR) =>
  as(who, `/v1/applications/${id}/stage_moves`, { from_stage, to_stage, reason: 'seen' });
const decide = (id: string, body: object, who: Who = HR) =>
  as(who, `/v1/applications/${id}/decision`, { reason: '亲自看过', ...body });
const read = async (id: string) => (await api.call('GET', `/v1/applications/${id}`)).body;
const told = (id: string) => api.sql`
  select i.content from inbox i join applications a using (conversation_id)
  where a.id = ${id} and i.content->>'kind' = 'decided'`;

describe('a decision', () => {
  it('has an outcome, a reason and a person; the application moves, and the chat will be told', async () => {
    const id = await application();
    const hr = await person();
    const by = new Date(Date.now() + 86_400_000).toISOString();
    const { status, body } = await decide(
      id,
      { outcome: 'advance', message: '周五来看看', next_step_by: by },
      hr,
    );
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^dec_/),
      application_id: id,
      outcome: 'advance',
      reason: '亲自看过',
      message: '周五来看看',
      next_step_by: by,
      recommendation: null,
      overrides: false,
      by: hr.id,
      at: expect.stringMatching(/Z$/),
      taken_back_at: null,
    });
    expect(await read(id)).toMatchObject({
      stage: 'advanced',
      decision: 'advance',
      next_step: { what: 'contact', by },
    });
    expect((await api.call('GET', `/v1/applications/${id}/decision`)).body).toEqual(body);
    expect(await told(id)).toEqual([{ content: { kind: 'decided', decision_id: body.id } }]);
    const { data } = (await api.call('GET', `/v1/events?application_id=${id}`)).body;
    expect(data.map((event) => event.type).slice(-2)).toEqual(['decision.recorded', 'stage.changed']);
    expect(JSON.stringify(data)).not.toContain('亲自看过');
  });

  it.each([
    ['applied', 'decline', 201],
    ['screening', 'decline', 201],
    ['interviewing', 'decline', 201],
    ['reviewing', 'decline', 201],
    ['reviewing', 'advance', 201],
    ['interviewing', 'advance', 409],
    ['advanced', 'decline', 409],
    ['withdrawn', 'decline', 409],
    ['withdrawn', 'advance', 409],
    ['expired', 'advance', 409],
    ['closed', 'decline', 409],
    ['hired', 'decline', 409],
  ] as const)('in the stage %s: %s is answered with %i', async (stage, outcome, status) => {
    const id = await application(stage);
    const answer = await decide(id, { outcome });
    expect(answer.status).toBe(status);
    if (status === 409) {
      expect(answer.body).toMatchObject({ code: 'stale', errors: [{ path: 'outcome' }] });
      expect(answer.body.detail).toContain(stage);
      expect(await read(id)).toMatchObject({ stage });
      expect(await told(id)).toEqual([]);
    }
  });

  it('is made by one of twenty who decide at once, and the others are told by whom', async () => {
    const id = await application();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => decide(id, { outcome: i % 2 ? 'advance' : 'decline' })),
    );
    const [won, ...more] = answers.filter(({ status }) => status === 201);
    expect(more).toEqual([]);
    const late = answers.filter(({ body }) => body.code === 'stale');
    expect(late).toHaveLength(19);
    for (const { body } of late) expect(body.detail).toContain(`decided ${won!.body.outcome}`);
    expect(await told(id)).toHaveLength(1);
  });

  it.each([
    [{ outcome: 'advance', reason: '' }],
    [{ outcome: 'advance', reason: undefined }],
    [{ outcome: 'hire' }],
    [{ outcome: 'advance', next_step_by: '2020-01-01T00:00:00Z' }],
    [{ outcome: 'decline', next_step_by: '2099-01-01T00:00:00Z' }],
    [{ outcome: 'decline', message: 'x'.repeat(1001) }],
  ])('is refused when it is not right: %j', async (body) => {
    const id = await application();
    expect((await decide(id, body)).status).toBe(422);
    expect(await read(id)).toMatchObject({ stage: 'reviewing', decision: null });
  });

  it('needs its own scope, and an application', async () => {
    const id = await application();
    const { body } = await api.call('POST', '/v1/keys', { name: 'reader', scopes: ['candidates:*'] });
    const answer = await decide(id, { outcome: 'decline' }, { authorization: `Bearer ${body.key}` });
    expect(answer.status).toBe(403);
    expect((await decide(`app_${'0'.repeat(25)}`, { outcome: 'decline' })).status).toBe(404);
    expect((await api.call('GET', `/v1/applications/${id}/decision`)).status).toBe(404);
  });

  it('is not there any more once somebody takes the application back', async () => {
    const id = await application();
    await decide(id, { outcome: 'decline' });
    const back = { from_stage: 'declined', to_stage: 'reviewing', reason: 'by mistake' };
    expect((await api.call('POST', `/v1/applications/${id}/stage_moves`, back)).status).toBe(201);
    expect(await read(id)).toMatchObject({ stage: 'reviewing', decision: null });
    const clocks = await api.sql`select kind from deadlines where application_id = ${id} order by kind`;
    expect(clocks).toEqual([{ kind: 'decision' }, { kind: 'decision_warning' }]);
  });

  it('that was taken back is shown as none, wherever the application goes from there', async () => {
    for (const [back, next] of [
      ['reviewing', 'withdrawn'],
      ['reviewing', 'closed'],
    ] as const) {
      const id = await application();
      await decide(id, { outcome: 'decline' });
      expect((await api.call('GET', `/v1/applications/${id}/decision`)).body.taken_back_at).toBeNull();
      await move(id, 'declined', back);
      await move(id, back, next);
      expect(await read(id)).toMatchObject({ stage: next, decision: null });
      expect((await api.call('GET', `/v1/applications/${id}/decision`)).body).toMatchObject({
        outcome: 'decline',
        taken_back_at: expect.stringMatching(/Z$/),
      });
    }
    const id = await application();
    await decide(id, { outcome: 'decline' });
    await move(id, 'declined', 'reviewing');
    await decide(id, { outcome: 'advance' });
    expect(await read(id)).toMatchObject({ stage: 'advanced', decision: 'advance' });
    await move(id, 'advanced', 'closed');
    expect(await read(id)).toMatchObject({ stage: 'closed', decision: 'advance' });
  });

  it('is taken back also by a candidate who comes again', async () => {
    const id = await application();
    await decide(id, { outcome: 'advance' });
    const [row] = await api.sql<{ conversation_id: string; candidate_id: string }[]>`
      select conversation_id, candidate_id from applications where id = ${id}`;
    const scope = {
      ...{ conversationId: row!.conversation_id, candidateId: row!.candidate_id, identityId: null },
      ...{ channel: 'web', language: 'zh', consentWording: '' },
    };
    const step = (from: Stage, to: Stage) =>
      api.sql.begin((tx) =>
        applyChanges(tx, scope, [{ type: 'stage', applicationId: id, from: [from], to, reason: 'x' }]),
      );
    await step('advanced', 'withdrawn');
    expect(await read(id)).toMatchObject({ stage: 'withdrawn', decision: 'advance' });
    await step('withdrawn', 'interviewing');
    await step('interviewing', 'expired');
    expect(await read(id)).toMatchObject({ stage: 'expired', decision: null });
  });

  it('that was taken back before an upgrade is known from what happened since', async () => {
    const [back, standing] = [await application(), await application()];
    for (const id of [back, standing]) await decide(id, { outcome: 'decline' });
    await move(back, 'declined', 'reviewing');
    const before = (await api.call('GET', `/v1/applications/${back}/decision`)).body.taken_back_at;
    await api.sql`update decisions set taken_back_at = null`;
    const file = new URL('../../db/migrations/0036_decisions_taken_back.sql', import.meta.url);
    await api.sql.unsafe(readFileSync(file, 'utf8').split(';')[1]!);
    const { body } = await api.call('GET', `/v1/applications/${back}/decision`);
    expect(body.taken_back_at).toBe(before);
    expect(await read(standing)).toMatchObject({ stage: 'declined', decision: 'decline' });
  });

  it('keeps the clock of the next step that it promised, and stops one that was promised before', async () => {
    const id = await application();
    const clock = () =>
      api.sql`select due_at from deadlines where application_id = ${id} and kind = 'next_step'`;
    const by = new Date(Date.now() + 86_400_000);
    await decide(id, { outcome: 'advance', next_step_by: by.toISOString() });
    expect(await clock()).toEqual([{ due_at: by }]);
    await move(id, 'advanced', 'reviewing');
    await decide(id, { outcome: 'advance' });
    expect(await clock()).toEqual([]);
  });

  it('by a move to declined is told in the chat, once, as a decision is', async () => {
    for (const from of ['interviewing', 'reviewing', 'advanced', 'background_check', 'contract'] as const) {
      const id = await application(from);
      expect((await move(id, from, 'declined')).status).toBe(201);
      const { body } = await api.call('GET', `/v1/applications/${id}/decision`);
      expect(await told(id)).toEqual([{ content: { kind: 'decided', decision_id: body.id } }]);
      const others = await api.sql`
        select i.content->>'kind' as kind from inbox i join applications a using (conversation_id)
        where a.id = ${id} and i.content->>'kind' in ('application_ended', 'notice')`;
      expect(others).toEqual([]);
    }
  });
});

describe('an appeal', () => {
  /** Declined by this person, appealed against, and brought back. */
  async function appealed(by: Who, back = true) {
    const id = await application();
    expect((await decide(id, { outcome: 'decline' }, by)).status).toBe(201);
    const ticket = newId('tkt');
    await api.sql`
      insert into tickets (id, conversation_id, kind, application_id)
      select ${ticket}, a.conversation_id, 'appeal', a.id from applications a where a.id = ${id}`;
    if (back) expect((await move(id, 'declined', 'reviewing')).status).toBe(201);
    return { id, ticket };
  }
  const stateOf = async (ticket: string) =>
    (await api.sql`select state, settled_by from tickets where id = ${ticket}`)[0];

  /** The same person under two names: a key twice, somebody of HR and a key of theirs, two of their keys. */
  const SELVES: [string, () => Promise<[Who, Who]>][] = [
    ['the same key', () => person().then((one) => [one, one])],
    ['a key of theirs', () => selves().then(({ user, key }) => [user, key])],
    ['themselves, after a key of theirs', () => selves().then(({ user, key }) => [key, user])],
    ['another key of theirs', () => selves().then(({ key, other }) => [key, other])],
  ];

  describe.each(SELVES)('is not judged by who decided before: %s', (_, two) => {
    it.each([
      ['while its ticket is open', async () => {}],
      [
        'after its ticket was closed',
        (ticket: string) => api.sql`
        update tickets set state = 'closed', settled_at = now() where id = ${ticket}`,
      ],
      [
        'after its ticket was answered',
        (ticket: string) => api.sql`
        update tickets set state = 'answered', settled_at = now() where id = ${ticket}`,
      ],
    ] as const)('%s', async (_, settle) => {
      const [first, again] = await two();
      const { id, ticket } = await appealed(first);
      await settle(ticket);
      const refused = {
        status: 409,
        body: { code: 'conflict', detail: expect.stringContaining('somebody else') },
      };
      for (const outcome of ['decline', 'advance'])
        expect(await decide(id, { outcome }, again), outcome).toMatchObject(refused);
      for (const to of ['declined', 'closed', 'withdrawn'] as const)
        expect(await move(id, 'reviewing', to, again), to).toMatchObject(refused);
      expect(await read(id)).toMatchObject({ stage: 'reviewing', decision: null });
      const somebody = await person();
      expect((await decide(id, { outcome: 'decline' }, somebody)).status).toBe(201);
    });

    it('who neither answers nor closes its ticket', async () => {
      const [first, again] = await two();
      const { ticket } = await appealed(first, false);
      const refused = { status: 409, body: { detail: expect.stringContaining('decision of yours') } };
      expect(await as(again, `/v1/tickets/${ticket}/close`, {})).toMatchObject(refused);
      const answer = await as(again, `/v1/tickets/${ticket}/answer`, { text: '不改' });
      expect(answer).toMatchObject(refused);
      expect(await stateOf(ticket)).toEqual({ state: 'open', settled_by: null });
      const somebody = await person();
      expect((await as(somebody, `/v1/tickets/${ticket}/close`, {})).status).toBe(200);
    });
  });

  it('is over with the decision of somebody else, whose ticket closes with it', async () => {
    const [first, second] = [await person(), await person()];
    const { id, ticket } = await appealed(first);
    expect((await decide(id, { outcome: 'advance' }, second)).status).toBe(201);
    expect(await stateOf(ticket)).toEqual({ state: 'closed', settled_by: second.id });
    await move(id, 'advanced', 'reviewing');
    expect((await decide(id, { outcome: 'decline' }, first)).status).toBe(201);
  });

  it('closes with a move to declined of somebody else too', async () => {
    const [first, second] = [await person(), await person()];
    const { id, ticket } = await appealed(first);
    expect((await move(id, 'reviewing', 'declined', second)).status).toBe(201);
    expect(await stateOf(ticket)).toEqual({ state: 'closed', settled_by: second.id });
  });

  it('against one application is none against another of the same person', async () => {
    const first = await person();
    const { id } = await appealed(first);
    const { candidate_id } = await read(id);
    const another = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
    const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: another });
    await decide(body.id, { outcome: 'decline' }, first);
    await move(body.id, 'declined', 'reviewing');
    expect((await decide(body.id, { outcome: 'decline' }, first)).status).toBe(201);
  });
});
