/** A first shift that a provider takes care of: another time reaches it, and what it cannot know it does not decide. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config.ts';
import { followShifts } from '../../src/conversation/moved-shifts.ts';
import { createStepWork } from '../../src/conversation/step-work.ts';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { signedCallback } from '../../src/emulators/steps-callbacks.ts';
import { createHttp } from '../../src/http.ts';
import { openProviders, type Providers } from '../../src/pipeline/providers/index.ts';
import { sealFor } from '../../src/secrets.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

const NOW = Date.parse('2026-11-26T02:00:00Z');
const STARTS = '2026-12-01T14:00:00.000Z';

let there: StepsEmulator;
let api: Harness;
let providers: Providers;
let opening: string;
let now = NOW;
beforeAll(async () => {
  there = await StepsEmulator.start({ retryMs: 5 });
  const steps = { onboarding: { url: `${there.url}/onboarding`, secret: there.secret } };
  providers = await openProviders(steps, { http: createHttp() });
  api = await startHarness({ providers, now: () => now });
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
});
beforeEach(() => {
  now = NOW;
});
afterEach(() => there.clearFaults());
afterAll(async () => {
  await api.close();
  await there.stop();
});

/** Does what is due for a step; between tries there is no waiting here. */
async function work(id: string): Promise<void> {
  await api.sql`update steps set work_due_at = now() where id = ${id} and work is not null`;
  const parts = {
    ...{ sql: api.sql, log: api.deps.log, crash() {}, address: () => 'https://jobs.example' },
    ...{ identities: sealFor('a secret of the tests', 'identities'), providers },
  };
  await createStepWork(parts, api.deps.tell)(id);
}
async function arranged(): Promise<{ id: string; application: string }> {
  const candidate_id = (await api.call('POST', '/v1/candidates', { name: '林小雨' })).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: opening });
  await api.sql`update applications set stage = 'contract' where id = ${body.id}`;
  const shift = { application_id: body.id, starts_at: STARTS, place: { name: '星湖仓' } };
  const made = await api.call('POST', '/v1/onboardings', shift);
  expect(made.body).toMatchObject({ provider: 'http', state: 'scheduled' });
  return { id: made.body.id, application: body.id };
}
const to = async (id: string, starts_at: string) => {
  const { status } = await api.call('POST', `/v1/onboardings/${id}/reschedule`, { starts_at });
  expect(status).toBe(200);
};
const left = async (id: string) => {
  const [row] = await api.sql`select work, work_next, trouble from steps where id = ${id}`;
  return row;
};
const knownThere = (id: string) => {
  const step = there.steps.get(id);
  const details = step?.request.details as { starts_at: string } | undefined;
  return step && { starts_at: details?.starts_at, sequence: step.sequence, asked: step.asked };
};
const asleep = { wake() {}, onWake() {}, close: async () => {} };
const stateOf = async (id: string) => (await api.call('GET', `/v1/onboardings/${id}`)).body.state;
const noticesOf = async (id: string) =>
  (
    await api.sql`select content->>'notice' as notice from inbox where content->>'subject' = ${id} order by seq`
  ).map(({ notice }) => notice);
const [SECOND, THIRD] = ['2026-12-02T14:00:00.000Z', '2026-12-03T14:00:00.000Z'];
const DONE = { work: null, work_next: null, trouble: null };

describe('another time', () => {
  it('is told to the provider, once for each; back to the first is another one again', async () => {
    const { id } = await arranged();
    await work(id);
    for (const [n, at] of [SECOND, THIRD, SECOND].entries()) {
      await to(id, at!);
      await work(id);
      expect(knownThere(id)).toEqual({ starts_at: at, sequence: n + 1, asked: 1 });
    }
    expect(await left(id)).toEqual(DONE);
  });

  it('of its shift is told to the provider like any other', async () => {
    const shifts = `/v1/openings/${opening}/shifts`;
    const ends_at = '2026-12-03T22:00:00.000Z';
    const shift = (await api.call('POST', shifts, { starts_at: THIRD, ends_at, capacity: 1 })).body.id;
    const { id } = await arranged();
    await work(id);
    await to(id, THIRD);
    const LATER = '2026-12-03T16:00:00.000Z';
    expect((await api.call('PATCH', `${shifts}/${shift}`, { starts_at: LATER })).status).toBe(200);
    await followShifts({
      ...{ sql: api.sql, log: api.deps.log, hash: api.deps.hash, now: () => now, crash() {} },
      ...{ config: { burstWaitMs: 0 } as Config, wake: asleep, mediaWake: asleep },
    });
    await work(id);
    expect(knownThere(id)).toEqual({ starts_at: LATER, sequence: 2, asked: 1 });
    expect(await left(id)).toEqual(DONE);
  });

  it('before anybody was asked begins with it', async () => {
    const { id } = await arranged();
    await to(id, SECOND);
    await work(id);
    expect(knownThere(id)).toEqual({ starts_at: SECOND, sequence: 0, asked: 1 });
    expect(await left(id)).toEqual(DONE);
  });

  it('while nobody knows whether it was begun comes behind that: whoever knows the step gives the same answer', async () => {
    const { id } = await arranged();
    there.fault({ kind: 'reset', accepted: true });
    await work(id);
    expect(knownThere(id)).toMatchObject({ starts_at: STARTS });
    await to(id, SECOND);
    await work(id);
    expect(knownThere(id)).toMatchObject({ starts_at: STARTS, asked: 2 });
    expect(await left(id)).toMatchObject({ work: 'reschedule' });
    await work(id);
    expect(knownThere(id)).toEqual({ starts_at: SECOND, sequence: 1, asked: 2 });
    expect(await left(id)).toEqual(DONE);
  });

  it('that comes while an older one goes out is not lost', async () => {
    const { id } = await arranged();
    await work(id);
    await to(id, SECOND);
    there.fault({ kind: 'slow', ms: 300 });
    const going = work(id);
    await expect
      .poll(
        async () => (await api.sql`select 1 from steps where id = ${id} and work_token is not null`).length,
      )
      .toBe(1);
    await to(id, THIRD);
    await going;
    expect(knownThere(id)).toMatchObject({ starts_at: SECOND });
    await work(id);
    expect(knownThere(id)).toMatchObject({ starts_at: THIRD, sequence: 2 });
    expect(await left(id)).toEqual(DONE);
  });

  it.each([
    [{ kind: 'server_error' }, 'provider_failed'],
    [{ kind: 'reset', accepted: true }, 'provider_reset'],
    [{ kind: 'unauthorized' }, 'provider_unauthorized'],
  ] as const)('is told again after %j', async (fault, trouble) => {
    const { id } = await arranged();
    await work(id);
    await to(id, SECOND);
    there.fault(fault);
    await work(id);
    expect(await left(id)).toEqual({ work: 'reschedule', work_next: null, trouble });
    await work(id);
    expect(knownThere(id)).toEqual({ starts_at: SECOND, sequence: 1, asked: 1 });
    expect(await left(id)).toEqual(DONE);
  });

  it('that is refused is for a person, and what is wanted after it is still told', async () => {
    const { id } = await arranged();
    await work(id);
    await to(id, SECOND);
    there.fault({ kind: 'refuse', code: 'no_shift_then' });
    await work(id);
    expect(await left(id)).toEqual({ ...DONE, trouble: 'refused_no_shift_then' });
    expect(await noticesOf(id)).toContain('step.trouble');
    await to(id, THIRD);
    await work(id);
    expect(knownThere(id)).toMatchObject({ starts_at: THIRD, sequence: 2 });
  });

  it('of what is called off meanwhile is not told any more', async () => {
    const { id } = await arranged();
    await work(id);
    await to(id, SECOND);
    await api.call('POST', `/v1/onboardings/${id}/cancel`, { reason: 'x' });
    await work(id);
    expect(there.steps.get(id)).toMatchObject({ canceled: true, sequence: 0 });
    expect(await left(id)).toEqual(DONE);
  });

  it('overtaken by a newer one on the way changes nothing there', async () => {
    const { id } = await arranged();
    await work(id);
    const provider = providers.onboarding.get('http')!;
    const ask = (sequence: number, starts_at: string) =>
      provider.reschedule({
        ...{ stepId: id, kind: 'onboarding', externalId: null, sequence },
        data: { details: { starts_at } },
      });
    await ask(2, THIRD);
    await ask(1, SECOND);
    expect(knownThere(id)).toMatchObject({ starts_at: THIRD, sequence: 2 });
  });
});

describe('a provider that tells', () => {
  let messages = 0;
  const tell = async (step_id: string, state: string, id = `msg_${++messages}`) => {
    const content = { type: 'onboarding.updated', step_id, state, at: new Date().toISOString() };
    const url = '/hooks/onboarding/http';
    const { headers, body } = signedCallback(there.secret, url, content, { id });
    return (await api.call('POST', url, body, { authorization: '', ...headers })).status;
  };

  it.each([
    ['background_check', 'pending'],
    ['background_check', 'consider'],
    ['contract', 'sent'],
  ])('that it is completed beside a %s that is %s moves nothing, and a person looks', async (kind, state) => {
    const { id, application } = await arranged();
    await api.sql`
      insert into steps (id, application_id, kind, provider, state)
      values (${`stp_${application.slice(4)}`}, ${application}, ${kind}, 'built_in', ${state})`;
    expect(await tell(id, 'completed')).toBe(200);
    expect(await stateOf(id)).toBe('scheduled');
    expect(await noticesOf(id)).toEqual(['onboarding.scheduled', 'step.completed_beside']);
    const employments = await api.call('GET', `/v1/employments?application_id=${application}`);
    expect(employments.body.data).toEqual([]);
    const { body } = await api.call('POST', `/v1/onboardings/${id}/complete`, {});
    expect(body.code).toBe('conflict');
  });

  it('of a no-show before the shift has begun moves nothing, and a person looks', async () => {
    const { id, application } = await arranged();
    expect(await tell(id, 'no_show', 'msg_early')).toBe(200);
    expect(await tell(id, 'no_show', 'msg_early')).toBe(200);
    expect(await stateOf(id)).toBe('scheduled');
    expect(await noticesOf(id)).toEqual(['onboarding.scheduled', 'step.early_no_show']);
    const clocks = await api.sql`select 1 from deadlines where application_id = ${application}`;
    expect(clocks.length).toBeGreaterThan(0);
    now = Date.parse(STARTS) + 1;
    expect(await tell(id, 'no_show')).toBe(200);
    expect(await stateOf(id)).toBe('no_show');
  });

  it('that somebody came whose place was given away moves nothing, and a person looks', async () => {
    const { id } = await arranged();
    now = Date.parse(STARTS) + 3_600_000;
    await api.call('POST', `/v1/onboardings/${id}/no_show`, {});
    expect(await tell(id, 'checked_in')).toBe(200);
    expect(await stateOf(id)).toBe('no_show');
    expect((await noticesOf(id)).at(-1)).toBe('step.after_no_show');
  });
});
