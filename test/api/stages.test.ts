import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges } from '../../db/effects.ts';
import type { Scope } from '../../src/auth/scopes.ts';
import { newId } from '../../src/ids.ts';
import { NEXT_STAGES } from '../../src/pipeline/stages.ts';
import type { Stage } from '../../src/types.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
let opening: string;
beforeAll(async () => {
  api = await startHarness();
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
});
afterAll(() => api.close());

const STAGES = Object.keys(NEXT_STAGES) as Stage[];

async function application(stage: Stage = 'applied', openingId = opening): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', {})).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: openingId });
  await api.sql`update applications set stage = ${stage} where id = ${body.id}`;
  return body.id;
}
const move = (id: string, from_stage: Stage, to_stage: Stage, reason: string | null = 'seen in person') =>
  api.call('POST', `/v1/applications/${id}/stage_moves`, { from_stage, to_stage, reason });
const stageOf = async (id: string) => (await api.call('GET', `/v1/applications/${id}`)).body.stage;
const changes = (id: string) => api.sql`
  select data from events where application_id = ${id} and type = 'stage.changed' order by sequence`;

describe('a move between stages', () => {
  it.each(STAGES)('goes from %s where the table says, and nowhere else', async (from) => {
    const id = await application(from);
    for (const to of STAGES) {
      await api.sql`update applications set stage = ${from} where id = ${id}`;
      const allowed = NEXT_STAGES[from].includes(to);
      expect((await move(id, from, to)).status, `${from} to ${to}`).toBe(allowed ? 201 : 422);
      expect(await stageOf(id)).toBe(allowed ? to : from);
    }
    expect(await changes(id)).toHaveLength(NEXT_STAGES[from].length);
  });

  it('answers with what it did, and writes one event without the reason in it', async () => {
    const id = await application('reviewing');
    const key = (await api.call('POST', '/v1/keys', { name: 'hr', scopes: ['decisions:write'] })).body;
    const { status, body } = await api.call(
      'POST',
      `/v1/applications/${id}/stage_moves`,
      { from_stage: 'reviewing', to_stage: 'interviewing', reason: '王小明很细心' },
      { authorization: `Bearer ${key.key}` },
    );
    expect(status).toBe(201);
    expect(body).toEqual({
      event_id: expect.stringMatching(/^evt_/),
      application_id: id,
      from_stage: 'reviewing',
      to_stage: 'interviewing',
      reason: '王小明很细心',
      by: key.id,
      at: expect.stringMatching(/Z$/),
    });
    expect(await changes(id)).toEqual([{ data: { from_stage: 'reviewing', to_stage: 'interviewing' } }]);
  });

  it('that comes too late is told where the application is now, and changes nothing', async () => {
    const id = await application('reviewing');
    expect((await move(id, 'reviewing', 'interviewing')).status).toBe(201);
    const late = await move(id, 'reviewing', 'declined');
    expect(late).toMatchObject({ status: 409, body: { code: 'stale', errors: [{ path: 'from_stage' }] } });
    expect(late.body.detail).toContain('interviewing');
    expect(await stageOf(id)).toBe('interviewing');
    expect(await changes(id)).toHaveLength(1);
  });

  it('is made by one of twenty who decide at once', async () => {
    const id = await application('reviewing');
    await Promise.all(Array.from({ length: 10 }, () => api.sql`select pg_sleep(0.05)`));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => move(id, 'reviewing', i % 2 ? 'interviewing' : 'declined')),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'stale')).toHaveLength(19);
    expect(await changes(id)).toHaveLength(1);
  });

  it('to declined needs a reason', async () => {
    const id = await application('reviewing');
    for (const reason of [null, '   ']) {
      expect(await move(id, 'reviewing', 'declined', reason)).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'reason' }] },
      });
    }
    expect(await stageOf(id)).toBe('reviewing');
    expect((await move(id, 'reviewing', 'interviewing', null)).status).toBe(201);
  });

  it('from reviewing onward is a decision too, recorded once, with the reason where there is one', async () => {
    for (const reason of ['seen in person', null]) {
      const id = await application('reviewing');
      expect((await move(id, 'reviewing', 'advanced', reason)).status).toBe(201);
      expect((await api.call('GET', `/v1/applications/${id}`)).body).toMatchObject({
        stage: 'advanced',
        decision: 'advance',
      });
      const decided = await api.call('GET', `/v1/applications/${id}/decision`);
      expect(decided.body).toMatchObject({ outcome: 'advance', reason, taken_back_at: null });
      const told = await api.sql`
        select 1 from inbox where content->>'kind' = 'decided' and content->>'decision_id' = ${decided.body.id}`;
      expect(told).toHaveLength(1);
      const events = await api.sql`
        select 1 from events where application_id = ${id} and type = 'decision.recorded'`;
      expect(events).toHaveLength(1);
      expect((await move(id, 'reviewing', 'advanced')).body).toMatchObject({ code: 'stale' });
    }
  });

  it('to declined is a decision, with its reason and who made it; not of who judges an appeal against their own', async () => {
    const id = await application('contract');
    expect((await move(id, 'contract', 'declined', 'no licence')).status).toBe(201);
    expect((await api.call('GET', `/v1/applications/${id}`)).body.decision).toBe('decline');
    expect((await api.call('GET', `/v1/applications/${id}/decision`)).body).toMatchObject({
      ...{ outcome: 'decline', reason: 'no licence', by: 'bootstrap' },
    });
    await api.sql`
      insert into tickets (id, conversation_id, kind, application_id)
      select ${newId('tkt')}, conversation_id, 'appeal', id from applications where id = ${id}`;
    await move(id, 'declined', 'reviewing');
    expect(await move(id, 'reviewing', 'declined')).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect(await stageOf(id)).toBe('reviewing');
  });

  it('with the same Idempotency-Key is made once', async () => {
    const id = await application('reviewing');
    const body = { from_stage: 'reviewing', to_stage: 'interviewing' };
    const send = () =>
      api.call('POST', `/v1/applications/${id}/stage_moves`, body, {
        'idempotency-key': `move ${id}`.replace(' ', '-'),
      });
    const first = await send();
    expect(await send()).toMatchObject({ status: 201, body: first.body });
    expect(await changes(id)).toHaveLength(1);
  });
});

describe('a timeline', () => {
  it('has moves with their reason and who made them, interviews and tickets, in order', async () => {
    const id = await application('applied');
    const [row] = await api.sql<{ conversation_id: string; candidate_id: string }[]>`
      select conversation_id, candidate_id from applications where id = ${id}`;
    const interviewId = `int_${'1'.repeat(25)}`;
    await api.sql`insert into flows (hash, id, version, body) values ('h', 'x', 1, '{}') on conflict do nothing`;
    const scope = {
      conversationId: row!.conversation_id,
      candidateId: row!.candidate_id,
      identityId: null,
      channel: 'web',
      language: 'zh',
      consentWording: '',
    };
    const change = (...changes: Parameters<typeof applyChanges>[2]) =>
      api.sql.begin((tx) => applyChanges(tx, scope, changes));
    await change(
      { type: 'begin', applicationId: id, interviewId, openingId: opening, flowHash: 'h' },
      { type: 'stage', applicationId: id, from: ['applied'], to: 'interviewing', reason: 'consented' },
    );
    await change({ type: 'ticket', kind: 'person', interviewId, turn: 3 });
    await change({ type: 'interview', interviewId, status: 'completed' });
    await move(id, 'interviewing', 'reviewing', '电话里聊过');
    const { status, body } = await api.call('GET', `/v1/applications/${id}/timeline`);
    expect(status).toBe(200);
    const interview = { id: interviewId, status: 'completed', channel: 'web', language: 'zh' };
    const nothing = {
      ...{ stage_move: null, step_move: null, decision: null, by: null },
      ...{ interview: null, message: null, ticket: null },
    };
    const one = (fields: object) => ({
      ...nothing,
      id: expect.any(String),
      at: expect.stringMatching(/Z$/),
      sequence: expect.any(Number),
      ...fields,
    });
    const moved = (from_stage: Stage, to_stage: Stage, reason: string, by: string) =>
      one({ kind: 'stage_move', type: 'stage.changed', stage_move: { from_stage, to_stage, reason, by } });
    expect(body.data).toEqual([
      one({ kind: 'event', type: 'application.created' }),
      one({ kind: 'interview', type: 'interview.started', interview }),
      moved('applied', 'interviewing', 'consented', 'system'),
      one({
        kind: 'ticket',
        type: null,
        sequence: null,
        ticket: { id: expect.any(String), kind: 'person', state: 'open' },
      }),
      one({ kind: 'interview', type: 'interview.completed', interview }),
      moved('interviewing', 'reviewing', '电话里聊过', 'bootstrap'),
    ]);
    const paged: unknown[] = [];
    for (let path: string | undefined = `/v1/applications/${id}/timeline?limit=2`; path; ) {
      const page = await api.call('GET', path);
      paged.push(...page.body.data);
      path = /^<([^>]+)>/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(paged).toEqual(body.data);
  });

  it('has every message, in words for who may read them, and a decision with its reason', async () => {
    const id = await application('reviewing');
    const interviewId = newId('int');
    await api.sql`
      insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language)
      select ${interviewId}, conversation_id, id, 'h', 'completed', 'web', 'zh' from applications where id = ${id}`;
    await api.sql`
      insert into turns (conversation_id, seq, interview_id, batch, speaker, channel, kind, text)
      select a.conversation_id, n, ${interviewId}, n, case when n = 1 then 'bot' else 'candidate' end, 'web', 'answer',
        case when n = 1 then '做过分拣吗？' else '做过两年' end
      from applications a, generate_series(1, 2) n where a.id = ${id}`;
    await api.call('POST', `/v1/applications/${id}/decision`, { outcome: 'decline', reason: '班次对不上' });
    const timeline = async (key: string) =>
      (
        await api.call('GET', `/v1/applications/${id}/timeline`, undefined, {
          authorization: `Bearer ${key}`,
        })
      ).body.data as unknown as {
        kind: string;
        message: { text: string | null } | null;
        decision: unknown;
      }[];
    const whole = await timeline(await api.key('candidates:read', 'interviews:read'));
    const texts = (entries: typeof whole) =>
      entries.flatMap(({ message }) => (message ? [message.text] : []));
    expect(texts(whole)).toEqual(['做过分拣吗？', '做过两年']);
    expect(whole.find(({ kind }) => kind === 'decision')?.decision).toMatchObject({
      outcome: 'decline',
      reason: '班次对不上',
      by: 'bootstrap',
    });
    expect(texts(await timeline(await api.key('candidates:read')))).toEqual([null, null]);
  });

  it('says why a step was moved to keys that may read steps, and to no others', async () => {
    const id = await application('advanced');
    const { body: check } = await api.call('POST', '/v1/background_checks', { application_id: id });
    await api.sql`update steps set state = 'pending' where id = ${check.id}`;
    const found = { state: 'consider', note: '2019年有一条记录' };
    expect((await api.call('POST', `/v1/background_checks/${check.id}/record`, found)).status).toBe(200);
    const reason = async (...scopes: Scope[]) => {
      const authorization = `Bearer ${await api.key(...scopes)}`;
      const { body } = await api.call('GET', `/v1/applications/${id}/timeline`, undefined, { authorization });
      const entries = body.data as unknown as { kind: string; step_move: { reason: string | null } }[];
      return entries.findLast(({ kind }) => kind === 'step_move')?.step_move.reason;
    };
    expect(await reason('candidates:read', 'pipeline:read')).toBe('2019年有一条记录');
    expect(await reason('candidates:read', 'interviews:read')).toBeNull();
  });

  it('never shows that of another application', async () => {
    const [mine, other] = [await application(), await application()];
    const { body } = await api.call('GET', `/v1/applications/${other}/timeline`);
    const cursor = body.data[0]!.id;
    expect((await api.call('GET', `/v1/applications/${mine}/timeline?cursor=${cursor}`)).status).toBe(400);
    expect((await api.call('GET', `/v1/applications/${mine}/timeline?cursor=%00`)).status).toBe(400);
  });
});

describe('the next step', () => {
  const step = async (id: string) => (await api.call('GET', `/v1/applications/${id}`)).body.next_step;

  it.each<[Stage, unknown]>([
    ['applied', { what: 'screening', by: null }],
    ['screening', { what: 'interview', by: null }],
    ['interviewing', { what: 'interview', by: null }],
    ['reviewing', { what: 'decision', by: null }],
    ['advanced', { what: 'contact', by: null }],
    ['hired', null],
    ['declined', null],
  ])('after %s is %j', async (stage, expected) => {
    expect(await step(await application(stage))).toEqual(expected);
  });

  it('is not known while the opening takes nobody, but a decision is owed all the same', async () => {
    const { id } = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body;
    const [waiting, done] = [await application('screening', id), await application('reviewing', id)];
    await api.call('PATCH', `/v1/openings/${id}`, { status: 'filled' });
    expect(await step(waiting)).toBeNull();
    expect(await step(done)).toEqual({ what: 'decision', by: null });
  });

  it('has the date that candidates are told: the end of a silence, and a day after the interview', async () => {
    const id = await application('interviewing');
    await api.sql`insert into flows (hash, id, version, body) values ('h', 'x', 1, '{}') on conflict do nothing`;
    await api.sql`
      insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language)
      select 'int_' || substr(id, 5), conversation_id, id, 'h', 'in_progress', 'web', 'zh' from applications where id = ${id}`;
    await api.sql`
      insert into timers (conversation_id, kind, due_at)
      select conversation_id, 'expire', '2030-01-02T03:04:05Z' from applications where id = ${id}`;
    expect(await step(id)).toEqual({ what: 'interview', by: null });
    await api.sql`
      update conversations v set application_id = a.id from applications a
      where a.id = ${id} and v.id = a.conversation_id`;
    expect(await step(id)).toEqual({ what: 'interview', by: '2030-01-02T03:04:05.000Z' });
    await api.sql`
      update interviews set status = 'completed', completed_at = '2030-01-01T00:00:00Z' where application_id = ${id}`;
    await api.sql`update applications set stage = 'reviewing' where id = ${id}`;
    expect(await step(id)).toEqual({ what: 'decision', by: '2030-01-02T00:00:00.000Z' });
  });
});

it('applications are found by source and by when they last changed', async () => {
  const id = await application();
  await api.sql`update applications set source = 'fair', updated_at = now() - interval '1 day' where id = ${id}`;
  const since = new Date(Date.now() - 3_600_000).toISOString();
  const find = async (query: string) =>
    (await api.call('GET', `/v1/applications?${query}`)).body.data.map((one) => one.id);
  expect(await find('source=fair')).toEqual([id]);
  expect(await find(`source=fair&updated_after=${since}`)).toEqual([]);
  await move(id, 'applied', 'screening');
  expect(await find(`source=fair&updated_after=${since}`)).toEqual([id]);
});
