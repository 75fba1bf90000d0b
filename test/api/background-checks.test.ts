/** Background checks by API and by the form: what a person may do when, and what a form and a provider may not. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges } from '../../db/effects.ts';
import { signedCallback } from '../../src/emulators/steps-callbacks.ts';
import { createHttp } from '../../src/http.ts';
import { newId } from '../../src/ids.ts';
import { openProviders } from '../../src/pipeline/providers/index.ts';
import { ENDS, isBefore, NEXT_STAGES } from '../../src/pipeline/stages.ts';
import type { Stage, StepState } from '../../src/types.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STAGES = Object.keys(NEXT_STAGES) as Stage[];
/** A Monday. */
const MONDAY = Date.parse('2026-03-02T02:00:00Z');

let api: Harness;
let opening: string;
let now = MONDAY;
beforeAll(async () => {
  const steps = { background_check: { url: 'http://127.0.0.1:1/', secret: SECRET } };
  api = await startHarness({ providers: await openProviders(steps, { http: createHttp() }), now: () => now });
  const site = { time_zone: 'Asia/Shanghai' };
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open', site })).body.id;
});
afterAll(() => api.close());

async function application(stage = 'advanced') {
  const candidate_id = (await api.call('POST', '/v1/candidates', { language: 'zh' })).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: opening });
  await api.sql`update applications set stage = ${stage} where id = ${body.id}`;
  return { id: body.id, candidate: candidate_id };
}
const begin = (application_id: string, more: object = {}) =>
  api.call('POST', '/v1/background_checks', { application_id, ...more });
const act = (id: string, action: string, body: object = {}, headers: Record<string, string> = {}) =>
  api.call('POST', `/v1/background_checks/${id}/${action}`, body, headers);
const read = async (id: string) => (await api.call('GET', `/v1/background_checks/${id}`)).body;

/** One in a state, as if it had come there. */
async function check(state: StepState<'background_check'>, more: object = {}) {
  const { id: application_id, candidate } = await application();
  const { body } = await begin(application_id, more);
  const due = state === 'on_hold' ? new Date(now - 1) : null;
  await api.sql`update steps set state = ${state}, due_at = ${due} where id = ${body.id}`;
  return { id: body.id, application: application_id, candidate };
}
/** As the chat does it when they say so. */
async function withdraw(applicationId: string) {
  const [row] = await api.sql<{ conversation_id: string; candidate_id: string; stage: Stage }[]>`
    select conversation_id, candidate_id, stage from applications where id = ${applicationId}`;
  const { conversation_id: conversationId, candidate_id: candidateId, stage } = row!;
  const scope = { conversationId, candidateId, identityId: null, channel: 'web', language: 'zh' };
  await api.sql.begin((tx) =>
    applyChanges(tx, { ...scope, consentWording: '' }, [
      { type: 'stage', applicationId, from: [stage], to: 'withdrawn', reason: 'left' },
    ]),
  );
}
/** As they were written: the API shows them a moment later, while others write too. */
const eventsOf = async (application: string) => {
  const rows = await api.sql<{ type: string }[]>`
    select type from events where application_id = ${application} order by sequence`;
  return rows.map(({ type }) => type);
};
const noticesOf = async (application: string) => {
  const rows = await api.sql<{ notice: string }[]>`
    select i.content->>'notice' as notice from inbox i join applications a using (conversation_id)
    where a.id = ${application} and i.content->>'kind' = 'notice' order by i.seq`;
  return rows.map(({ notice }) => notice);
};

describe('a background check', () => {
  it('is begun for an application that goes on; it moves there, and the candidate is asked', async () => {
    const { id } = await application();
    const { status, body } = await begin(id, { agency: '北京核实所 010-1234' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^bgc_/),
      application_id: id,
      state: 'collecting',
      provider: 'http',
      agency: '北京核实所 010-1234',
      due_at: new Date(now + 7 * DAY).toISOString(),
    });
    expect(await read(body.id)).toEqual(body);
    expect((await api.call('GET', `/v1/background_checks?application_id=${id}`)).body.data).toEqual([body]);
    expect((await api.call('GET', `/v1/applications/${id}`)).body).toMatchObject({
      stage: 'background_check',
      next_step: { what: 'details' },
    });
    expect(await noticesOf(id)).toEqual(['background_check.collecting']);
    expect((await eventsOf(id)).slice(-2)).toEqual(['stage.changed', 'background_check.collecting']);
  });

  it('is begun once, by one of ten who begin it at once', async () => {
    const { id } = await application();
    const answers = await Promise.all(Array.from({ length: 10 }, () => begin(id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'conflict')).toHaveLength(9);
  });

  it.each(['reviewing', 'contract', 'hired', 'declined', 'withdrawn'])(
    'is not begun in the stage %s',
    async (stage) => {
      const { id } = await application(stage);
      expect(await begin(id)).toMatchObject({ status: 409, body: { code: 'stale' } });
      expect(await noticesOf(id)).toEqual([]);
    },
  );

  it.each([
    [{ application_id: `app_${'0'.repeat(25)}` }, 'application_id'],
    [{ provider: 'somebody' }, 'provider'],
    [{ agency: '' }, 'agency'],
    [{ state: 'clear' }, 'state'],
  ])('is refused with %j', async (more, path) => {
    const { id } = await application();
    expect(await begin(id, more)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it.each<[string, object, StepState<'background_check'>[], StepState<'background_check'>]>([
    ['record', { state: 'clear', note: '都看过了' }, ['pending', 'suspended'], 'clear'],
    ['record', { state: 'consider', note: '有一条' }, ['pending', 'suspended'], 'consider'],
    ['record', { state: 'suspended', note: '等材料' }, ['pending'], 'suspended'],
    ['record', { state: 'pending', note: '材料到了' }, ['suspended'], 'pending'],
    ['remind', {}, ['collecting'], 'collecting'],
    ['pre_adverse', { letter: '查到一条记录' }, ['consider'], 'on_hold'],
    ['clear', { reason: '不影响' }, ['consider', 'on_hold'], 'clear'],
    ['adverse', { reason: '看过了' }, ['on_hold'], 'adverse'],
    [
      'cancel',
      { reason: '不用了' },
      ['collecting', 'pending', 'suspended', 'consider', 'on_hold'],
      'canceled',
    ],
  ])('%s %j is done in %j only', async (action, body, from, to) => {
    const all = [
      'collecting',
      'pending',
      'suspended',
      'consider',
      'on_hold',
      'clear',
      'adverse',
      'canceled',
    ] as const;
    for (const state of all) {
      const { id } = await check(state, { provider: 'built_in' });
      const answer = await act(id, action, body);
      if (from.includes(state)) expect(answer, state).toMatchObject({ status: 200, body: { state: to } });
      else {
        expect(answer, state).toMatchObject({ status: 409, body: { code: 'stale' } });
        expect(answer.body.detail).toContain(state);
        expect(await read(id)).toMatchObject({ state });
      }
    }
  });

  it('of somebody else’s is not recorded by us', async () => {
    const { id } = await check('pending');
    const answer = await act(id, 'record', { state: 'clear', note: 'x' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await read(id)).toMatchObject({ state: 'pending' });
  });

  it('is settled by one of ten who do so at once', async () => {
    const { id, application } = await check('consider');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        i % 2 ? act(id, 'clear', { reason: 'x' }) : act(id, 'pre_adverse', { letter: 'y' }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    // A person may also clear what is on hold.
    const { state } = await read(id);
    expect(won.length).toBe(
      state === 'clear' && (await eventsOf(application)).includes('background_check.on_hold') ? 2 : 1,
    );
  });

  it.each([
    ['record', { state: 'canceled', note: 'x' }],
    ['record', { state: 'clear' }],
    ['pre_adverse', {}],
    ['pre_adverse', { letter: 'x', hold_days: 4 }],
    ['pre_adverse', { letter: 'x', hold_days: 61 }],
    ['pre_adverse', { letter: 'x', hold_days: 5.5 }],
    ['adverse', {}],
    ['adverse', { reason: ' ' }],
    ['clear', {}],
    ['cancel', { reason: 'x'.repeat(2001) }],
    ['remind', { to: 'x' }],
  ])('refuses %s with %j', async (action, body) => {
    const { id } = await check('consider');
    expect((await act(id, action, body)).status).toBe(422);
    expect(await read(id)).toMatchObject({ state: 'consider' });
  });

  it('of an application that was withdrawn meanwhile is over, and nobody decides about it', async () => {
    const { id, application } = await check('on_hold');
    await withdraw(application);
    for (const [action, body] of [
      ['adverse', { reason: 'x' }],
      ['clear', { reason: 'x' }],
      ['cancel', { reason: 'x' }],
    ] as const)
      expect(await act(id, action, body)).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('canceled') },
      });
    expect((await api.call('GET', `/v1/applications/${application}`)).body).toMatchObject({
      stage: 'withdrawn',
    });
  });

  it('asks its own scopes', async () => {
    const { id, application: app } = await check('on_hold');
    const keyed = async (...scopes: Parameters<Harness['key']>) => ({
      authorization: `Bearer ${await api.key(...scopes)}`,
    });
    const reader = await keyed('pipeline:read');
    expect((await api.call('GET', `/v1/background_checks/${id}`, undefined, reader)).status).toBe(200);
    expect((await act(id, 'clear', { reason: 'x' }, reader)).status).toBe(403);
    const writer = await keyed('pipeline:*');
    expect((await act(id, 'adverse', { reason: 'x' }, writer)).status).toBe(403);
    expect((await api.call('POST', '/v1/background_checks', { application_id: app }, reader)).status).toBe(
      403,
    );
    expect((await act(`bgc_${'0'.repeat(25)}`, 'clear', { reason: 'x' })).status).toBe(404);
  });
});

describe('what was found', () => {
  it('is told first; who may be turned down only when the time to answer is over', async () => {
    const { id, application } = await check('consider');
    const { body } = await act(id, 'pre_adverse', { letter: '查到一条2019年的记录' });
    const until = '2026-03-09T15:59:59.999Z';
    expect(body).toMatchObject({ state: 'on_hold', due_at: until, letter: '查到一条2019年的记录' });
    expect((await api.call('GET', `/v1/applications/${application}`)).body.next_step).toEqual({
      what: 'reply',
      by: until,
    });
    now = Date.parse(until);
    expect(await act(id, 'adverse', { reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(until) },
    });
    now += 1;
    const answer = await act(id, 'adverse', { reason: '和岗位有关', letter: '谢谢你的时间' });
    now = MONDAY;
    expect(answer).toMatchObject({ status: 200, body: { state: 'adverse', final_letter: '谢谢你的时间' } });
    expect((await api.call('GET', `/v1/applications/${application}`)).body).toMatchObject({
      stage: 'declined',
      decision: 'decline',
    });
    expect((await api.call('GET', `/v1/applications/${application}/decision`)).body).toMatchObject({
      outcome: 'decline',
      reason: '和岗位有关',
      by: 'bootstrap',
    });
    expect((await eventsOf(application)).slice(-4)).toEqual([
      'background_check.on_hold',
      'decision.recorded',
      'background_check.adverse',
      'stage.changed',
    ]);
  });

  it('turns nobody down while an answer of theirs waits', async () => {
    const { id, application } = await check('on_hold');
    await api.sql`
      insert into tickets (id, conversation_id, kind, application_id, reasons)
      select 'tkt_' || substr(a.id, 5), a.conversation_id, 'step', a.id, '{background_check,dispute}'
      from applications a where a.id = ${application}`;
    const refused = { status: 409, body: { code: 'conflict' } };
    expect(await act(id, 'adverse', { reason: 'x' })).toMatchObject(refused);
    expect((await api.call('POST', `/v1/tickets/tkt_${application.slice(4)}/close`, {})).status).toBe(200);
    // What they have written in this moment stands in the inbox, and nobody has taken it up.
    const person = `idn_${application.slice(4)}`;
    await api.sql`
      insert into identities (id, conversation_id, channel, account, address)
      select ${person}, conversation_id, 'telegram', 'bot', id from applications where id = ${application}`;
    await api.sql`
      insert into inbox (conversation_id, seq, identity_id, channel, hash, content)
      select conversation_id, 999, ${person}, 'telegram', decode(md5(id), 'hex'), '{"kind":"text","text":"不是我"}'
      from applications where id = ${application}`;
    expect(await act(id, 'adverse', { reason: 'x' })).toMatchObject(refused);
    await api.sql`update inbox set done_at = now() where identity_id = ${person}`;
    expect((await act(id, 'adverse', { reason: 'x' })).status).toBe(200);
  });
});

it('a message that was set aside before it became a turn is looked at by a person, after an upgrade too', async () => {
  const { id, application } = await check('on_hold');
  const other = await check('on_hold');
  const person = `idn_${application.slice(4)}`;
  await api.sql`
    insert into identities (id, conversation_id, channel, account, address)
    select ${person}, conversation_id, 'telegram', 'bot', id from applications where id = ${application}`;
  await api.sql`
    insert into inbox (conversation_id, seq, identity_id, channel, hash, content, done_at, aside_reason)
    select conversation_id, 999, ${person}, 'telegram', decode(md5(id), 'hex'), '{"kind":"text","text":"不是我"}', now(),
      'could not be taken up' from applications where id = ${application}`;
  await api.sql.unsafe(readFileSync('db/migrations/0034_unread.sql', 'utf8'));
  expect(await act(id, 'adverse', { reason: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });
  const { data } = (await api.call('GET', '/v1/tickets?kind=step&state=open')).body;
  const [ticket] = data.filter((one) => one.application_id === application);
  expect((await api.call('POST', `/v1/tickets/${ticket!.id}/close`, {})).status).toBe(200);
  expect((await act(id, 'adverse', { reason: 'x' })).status).toBe(200);
  expect((await act(other.id, 'adverse', { reason: 'x' })).status).toBe(200);
});

describe('a callback', () => {
  const url = '/hooks/background-check/http';
  let messages = 0;
  const update = (step_id: string, state: string, more: object = {}) => ({
    ...{ type: 'background_check.updated', step_id, state, at: new Date().toISOString() },
    ...more,
  });
  /** A call, as the provider makes it; `change` is what is wrong with it. */
  const call = (
    content: object,
    change: { id?: string; secret?: string; at?: number; body?: string } = {},
  ) => {
    const { id = `msg_${++messages}`, secret = SECRET, at = Date.now() } = change;
    const { headers, body } = signedCallback(secret, url, content, { id, at });
    return api.call('POST', url, change.body ?? body, { authorization: '', ...headers });
  };
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

  it('moves the check, once, and the chat will be told', async () => {
    const { id, application } = await check('pending');
    const content = update(id, 'consider', { detail: 'https://there.example/r/1' });
    expect((await call(content, { id: 'msg_same' })).status).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'consider', detail: 'https://there.example/r/1' });
    expect((await call(content, { id: 'msg_same' })).status).toBe(200);
    expect((await eventsOf(application)).filter((type) => type === 'background_check.consider')).toHaveLength(
      1,
    );
    expect(
      (await noticesOf(application)).filter((notice) => notice === 'background_check.consider'),
    ).toHaveLength(1);
  });

  it('that comes ten times at once has one effect', async () => {
    const { id, application } = await check('pending');
    const content = update(id, 'clear');
    const answers = await Promise.all(Array.from({ length: 10 }, () => call(content, { id: 'msg_ten' })));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect((await eventsOf(application)).filter((type) => type === 'background_check.clear')).toHaveLength(1);
  });

  it('told twice under two ids finds it done', async () => {
    const { id, application } = await check('pending');
    const content = update(id, 'suspended');
    for (let n = 0; n < 2; n++) expect((await call(content)).status).toBe(200);
    expect(
      (await eventsOf(application)).filter((type) => type === 'background_check.suspended'),
    ).toHaveLength(1);
  });

  it('replayed finds it done, also where what came since was told of the same moment', async () => {
    const { id } = await check('pending');
    const at = minutesAgo(1);
    const first = update(id, 'suspended', { at });
    await call(first, { id: 'msg_first' });
    await call(update(id, 'pending', { at }));
    expect((await call(first, { id: 'msg_first' })).status).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'pending' });
  });

  it('that is older than what was told has no effect', async () => {
    const { id } = await check('pending');
    await call(update(id, 'suspended', { at: minutesAgo(1) }));
    expect((await call(update(id, 'consider', { at: minutesAgo(2) }))).status).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'suspended' });
    expect((await call(update(id, 'pending', { at: minutesAgo(0.5) }))).status).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'pending' });
  });

  it('and an older one at the same moment: the older one never comes second', async () => {
    for (let n = 0; n < 20; n++) {
      const { id, application } = await check('pending');
      const begun = (await eventsOf(application)).length;
      await Promise.all([
        call(update(id, 'suspended', { at: minutesAgo(1) })),
        call(update(id, 'consider', { at: minutesAgo(2) })),
      ]);
      expect((await eventsOf(application)).slice(begun)).toEqual([expect.any(String)]);
    }
  });

  it.each(['clear', 'adverse', 'canceled'] as const)(
    'that is late finds it %s, and leaves it so',
    async (state) => {
      const { id, application } = await check(state);
      const before = await noticesOf(application);
      expect((await call(update(id, 'consider'))).status).toBe(200);
      expect(await read(id)).toMatchObject({ state });
      expect(await noticesOf(application)).toEqual(before);
    },
  );

  it('after the application was withdrawn changes nothing', async () => {
    const { id, application } = await check('pending');
    const out = { from_stage: 'background_check', to_stage: 'withdrawn', reason: 'asked to' };
    await api.call('POST', `/v1/applications/${application}/stage_moves`, out);
    expect((await call(update(id, 'clear'))).status).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'canceled' });
    expect((await api.call('GET', `/v1/applications/${application}`)).body).toMatchObject({
      stage: 'withdrawn',
    });
  });

  it.each<[string, number, (id: string) => ReturnType<typeof call>]>([
    [
      'forged',
      401,
      (id) => call(update(id, 'clear'), { secret: `whsec_${Buffer.alloc(32).toString('base64')}` }),
    ],
    ['of ten minutes ago', 401, (id) => call(update(id, 'clear'), { at: Date.now() - 600_000 })],
    [
      'changed by a byte',
      401,
      (id) => call(update(id, 'consider'), { body: JSON.stringify(update(id, 'clear')) }),
    ],
    ['for a check that was never asked for', 404, () => call(update(`bgc_${'0'.repeat(25)}`, 'clear'))],
    [
      'by a name that the provider never gave',
      404,
      (id) => call({ ...update(id, 'clear'), step_id: undefined, external_id: 'x' }),
    ],
    ['of an unknown state', 400, (id) => call(update(id, 'excellent'))],
    ['of what only a person may do', 400, (id) => call(update(id, 'adverse'))],
    ['of a contract', 400, (id) => call({ ...update(id, 'clear'), type: 'contract.updated' })],
  ])('%s is refused: %i', async (_what, status, calling) => {
    const { id, application } = await check('pending');
    const before = await noticesOf(application);
    const answer = await calling(id);
    expect(answer).toMatchObject({ status, body: { status, request_id: expect.any(String) } });
    expect(await read(id)).toMatchObject({ state: 'pending' });
    expect(await noticesOf(application)).toEqual(before);
    expect(await api.sql`select 1 from step_reports where step_id = ${id}`).toEqual([]);
  });

  it('to a provider that is not set up, or with another type, is refused', async () => {
    const { id } = await check('pending');
    const { headers, body } = signedCallback(SECRET, url, update(id, 'clear'));
    const post = (path: string, more: Record<string, string> = {}) =>
      api.call('POST', path, body, { authorization: '', ...headers, ...more });
    expect((await post('/hooks/background-check/other')).status).toBe(404);
    expect((await post('/hooks/contract/http')).status).toBe(404);
    expect((await post(url, { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

it('that rested goes on, and reminds again, when the application is moved past it', async () => {
  const { id } = await application();
  await begin(id);
  const move = async (from_stage: string, to_stage: string) =>
    (await api.call('POST', `/v1/applications/${id}/stage_moves`, { from_stage, to_stage })).status;
  const clocks = () => api.sql`select kind, due_at from deadlines where application_id = ${id}`;
  const due_at = new Date(now + 3 * HOUR);
  await api.sql`
    insert into deadlines (application_id, kind, due_at) values (${id}, 'background_check.remind_again', ${due_at})`;
  // What has not rested keeps its clocks.
  expect(await move('background_check', 'contract')).toBe(201);
  expect(await clocks()).toEqual([{ kind: 'background_check.remind_again', due_at }]);
  expect(await move('contract', 'background_check')).toBe(201);
  expect(await clocks()).toEqual([{ kind: 'background_check.remind_again', due_at }]);
  expect(await move('background_check', 'advanced')).toBe(201);
  expect(await clocks()).toEqual([]);
  expect(await move('advanced', 'contract')).toBe(201);
  expect(await clocks()).toEqual([{ kind: 'background_check.remind', due_at: new Date(now + DAY) }]);
});

describe('a finding that is not settled', () => {
  const decline = (id: string) =>
    api.call('POST', `/v1/applications/${id}/stage_moves`, {
      ...{ from_stage: 'background_check', to_stage: 'declined', reason: 'x' },
    });
  const stageOf = async (id: string) => (await api.call('GET', `/v1/applications/${id}`)).body.stage as Stage;
  const put = (id: string, stage: Stage) =>
    api.sql`update applications set stage = ${stage} where id = ${id}`;

  it.each(['consider', 'on_hold'] as const)(
    'in %s keeps everybody from being moved past it',
    async (state) => {
      const { id, application: at } = await check(state);
      expect((await decline(at)).status).toBe(409);
      expect(await stageOf(at)).toBe('background_check');
      expect((await act(id, 'clear', { reason: 'read it' })).status).toBe(200);
      expect((await decline(at)).status).toBe(201);
    },
  );

  /** How a check comes to where something was found and nobody has settled it. */
  const UNSETTLED: [name: string, come: (found: 'consider' | 'on_hold') => ReturnType<typeof check>][] = [
    ['that waits', (found) => check(found)],
    [
      'of a check that a person called off',
      async (found) => {
        const made = await check(found);
        expect((await act(made.id, 'cancel', { reason: 'never mind' })).status).toBe(200);
        return made;
      },
    ],
    [
      'of a check that its provider called off',
      async (found) => {
        const made = await check(found, { provider: 'http' });
        const at = new Date().toISOString();
        const told = { type: 'background_check.updated', step_id: made.id, state: 'canceled', at };
        const url = '/hooks/background-check/http';
        const { headers, body } = signedCallback(SECRET, url, told, { id: made.id, at: Date.now() });
        expect((await api.call('POST', url, body, { authorization: '', ...headers })).status).toBe(200);
        return made;
      },
    ],
    [
      'of somebody who withdrew, and was put back',
      async (found) => {
        const made = await check(found);
        await withdraw(made.application);
        return made;
      },
    ],
  ];
  const WAYS = STAGES.filter((from) => from !== 'hired').flatMap((from) =>
    NEXT_STAGES[from]
      .filter((to) => ENDS.has(to) || (to === 'contract' && isBefore(from, to)))
      .map((to): [Stage, Stage] => [from, to]),
  );

  describe.each(UNSETTLED)('%s', (_, come) => {
    it.each(['consider', 'on_hold'] as const)('in %s is in the way of every way out', async (found) => {
      const { id, application: at } = await come(found);
      const refused = { status: 409, body: { code: 'conflict', detail: expect.stringContaining(id) } };
      for (const [from_stage, to_stage] of WAYS) {
        await put(at, from_stage);
        const body = { from_stage, to_stage, reason: 'x' };
        const answer = await api.call('POST', `/v1/applications/${at}/stage_moves`, body);
        expect(answer, `${from_stage} to ${to_stage}`).toMatchObject(refused);
        expect(await stageOf(at)).toBe(from_stage);
      }
      for (const stage of ['applied', 'screening', 'interviewing', 'reviewing'] as const) {
        await put(at, stage);
        const body = { outcome: 'decline', reason: 'x' };
        expect(await api.call('POST', `/v1/applications/${at}/decision`, body), stage).toMatchObject(refused);
        expect(await stageOf(at)).toBe(stage);
      }
      expect(await eventsOf(at)).not.toContain('decision.recorded');
      // Nor does anybody begin to work past it, where they had come so far.
      for (const stage of ['background_check', 'contract', 'onboarding'] as const) {
        await put(at, stage);
        const work = { application_id: at, starts_on: '2026-03-09' };
        expect(await api.call('POST', '/v1/employments', work), stage).toMatchObject(refused);
      }
      expect((await act(id, 'clear', { reason: 'read it' })).status).toBe(200);
      expect((await act(id, 'cancel', {})).status).not.toBe(200);
      await put(at, 'reviewing');
      const body = { outcome: 'decline', reason: 'other reasons' };
      expect((await api.call('POST', `/v1/applications/${at}/decision`, body)).status).toBe(201);
    });
  });

  it('is told and decided after the check was called off and the application moved back', async () => {
    const { id, application: at } = await check('consider');
    for (const to_stage of ['advanced', 'reviewing']) {
      const from_stage = await stageOf(at);
      const body = { from_stage, to_stage };
      expect((await api.call('POST', `/v1/applications/${at}/stage_moves`, body)).status).toBe(201);
    }
    expect((await act(id, 'cancel', { reason: 'x' })).status).toBe(200);
    expect((await act(id, 'pre_adverse', { letter: '查到一条记录' })).body).toMatchObject({
      state: 'on_hold',
    });
    expect(await stageOf(at)).toBe('background_check');
    expect((await act(id, 'adverse', { reason: 'x' })).status).toBe(409);
    await put(at, 'reviewing');
    now = MONDAY + 8 * DAY;
    const answer = await act(id, 'adverse', { reason: 'x' });
    now = MONDAY;
    expect(answer.body).toMatchObject({ state: 'adverse' });
    expect(await stageOf(at)).toBe('declined');
  });

  it('is settled by a later check, and not told beside one that is under way', async () => {
    const { id, application: at } = await check('consider');
    await act(id, 'cancel', { reason: 'x' });
    const { body: later } = await begin(at);
    expect(await act(id, 'pre_adverse', { letter: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(later.id) },
    });
    expect((await decline(at)).status).toBe(409);
    await api.sql`update steps set state = 'clear', ended_at = now() where id = ${later.id}`;
    expect((await decline(at)).status).toBe(201);
  });

  it('is none where a check was called off before anything was found', async () => {
    for (const state of ['collecting', 'pending', 'suspended'] as const) {
      const { id, application: at } = await check(state);
      expect((await act(id, 'cancel', { reason: 'x' })).status).toBe(200);
      expect((await act(id, 'clear', { reason: 'x' })).status).toBe(409);
      expect((await decline(at)).status).toBe(201);
    }
  });

  it('never holds up a move back, nor what is settled there', async () => {
    const { id, application: at } = await check('consider');
    for (const [from_stage, to_stage] of [
      ['onboarding', 'contract'],
      ['contract', 'background_check'],
    ] as const) {
      await put(at, from_stage);
      const back = await api.call('POST', `/v1/applications/${at}/stage_moves`, { from_stage, to_stage });
      expect(back.status).toBe(201);
    }
    expect((await act(id, 'pre_adverse', { letter: 'x' })).body).toMatchObject({ state: 'on_hold' });
  });

  it('never holds up what the candidate withdraws themselves', async () => {
    const { application: at } = await check('on_hold');
    await withdraw(at);
    expect(await stageOf(at)).toBe('withdrawn');
  });

  it('keeps somebody whose contract is made already from a first shift and from work, and the way back stays open', async () => {
    const { id, application: at } = await check('consider');
    const move = (from_stage: string, to_stage: string) =>
      api.call('POST', `/v1/applications/${at}/stage_moves`, { from_stage, to_stage, reason: 'x' });
    const toShift = () =>
      api.call('POST', '/v1/onboardings', {
        ...{ application_id: at, starts_at: '2026-03-09T22:00:00+08:00', place: { name: '星湖仓' } },
      });
    await api.sql`update steps set state = 'pending' where id = ${id}`;
    // What the provider still looks at goes on beside the contract.
    expect((await move('background_check', 'contract')).status).toBe(201);
    await api.sql`update steps set state = 'consider' where id = ${id}`;
    for (const answer of [await move('contract', 'onboarding'), await toShift()])
      expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining(id) } });
    // Found when a first shift is arranged: settled where it is decided on, and not by hiring.
    await api.sql`update applications set stage = 'onboarding' where id = ${at}`;
    expect(await move('onboarding', 'hired')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(id) },
    });
    expect((await move('onboarding', 'contract')).status).toBe(201);
    expect((await move('contract', 'background_check')).status).toBe(201);
    expect((await act(id, 'clear', { reason: 'read it' })).status).toBe(200);
    expect((await move('background_check', 'contract')).status).toBe(201);
    expect((await toShift()).status).toBe(201);
  });

  it('is decided on only where checks are, and says so', async () => {
    const { id, application: at } = await check('on_hold');
    await api.sql`update applications set stage = 'contract' where id = ${at}`;
    expect(await act(id, 'adverse', { reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'stale', detail: expect.stringContaining('Move it back to background_check') },
    });
  });

  it('is not decided on while the candidate could not be told of it', async () => {
    const { id, application: at } = await check('on_hold');
    const ticket = newId('tkt');
    await api.sql`
      insert into tickets (id, conversation_id, kind, application_id, reasons)
      select ${ticket}, conversation_id, 'untold', id, array['opted_out', 'background_check.on_hold']
      from applications where id = ${at}`;
    expect((await act(id, 'adverse', { reason: 'x' })).status).toBe(409);
    await api.sql`update tickets set state = 'closed' where id = ${ticket}`;
    expect((await act(id, 'adverse', { reason: 'x' })).status).toBe(200);
  });

  it('is nothing to take back from a provider that was never asked', async () => {
    const { id: application_id } = await application();
    const { body } = await begin(application_id, { provider: 'http' });
    await api.call('POST', `/v1/applications/${application_id}/stage_moves`, {
      ...{ from_stage: 'background_check', to_stage: 'withdrawn' },
    });
    const [row] = await api.sql`select state, work from steps where id = ${body.id}`;
    expect(row).toEqual({ state: 'canceled', work: null });
    expect((await noticesOf(application_id)).at(-1)).toBe('background_check.called_off');
  });
});
