import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/auth/keys.ts';
import type { Stage } from '../../src/types.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
let opening: string;
beforeAll(async () => {
  api = await startHarness();
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
  const { id, key } = await createKey(api.sql, { name: 'hr', scopes: ['decisions:write'], expiresAt: null });
  return { id, authorization: `Bearer ${key}` };
}
const decide = (id: string, body: object, headers: Record<string, string> = {}) =>
  api.call('POST', `/v1/applications/${id}/decision`, { reason: '亲自看过', ...body }, headers);
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

  it('that somebody appealed against is decided again by another person only', async () => {
    const id = await application();
    const [first, second] = [await person(), await person()];
    await decide(id, { outcome: 'decline' }, first);
    await api.sql`
      insert into tickets (id, conversation_id, kind, application_id)
      select 'tkt_' || substr(a.id, 5), a.conversation_id, 'appeal', a.id from applications a where a.id = ${id}`;
    const back = { from_stage: 'declined', to_stage: 'reviewing', reason: 'an appeal' };
    await api.call('POST', `/v1/applications/${id}/stage_moves`, back);
    expect(await decide(id, { outcome: 'decline' }, first)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('somebody else') },
    });
    expect((await decide(id, { outcome: 'advance' }, second)).status).toBe(201);
    const [ticket] = await api.sql`select state, settled_by from tickets where application_id = ${id}`;
    expect(ticket).toEqual({ state: 'closed', settled_by: second.id });
  });
});
