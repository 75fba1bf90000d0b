/** What becomes of a step when its provider answers otherwise than it should. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseEverything } from '../../db/forgetting.ts';
import { createStep, findStep, lockStep, moveStep } from '../../db/steps.ts';
import { checkParts } from '../../src/api/app.ts';
import { createStepWork } from '../../src/conversation/step-work.ts';
import { moving } from '../../src/pipeline/machine.ts';
import { ProviderError, type StepProvider } from '../../src/pipeline/provider.ts';
import { sealFor } from '../../src/secrets.ts';
import { type Harness, OPENING, startHarness } from '../api/harness.ts';

let api: Harness;
let opening: string;
let provider: Pick<StepProvider, 'start' | 'cancel'> & Partial<Pick<StepProvider, 'reschedule'>>;
beforeAll(async () => {
  api = await startHarness();
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
});
afterAll(() => api.close());

/** A contract that somebody else takes care of. */
async function contract(): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', { name: '林小雨' })).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: opening });
  await api.sql`update applications set stage = 'advanced' where id = ${body.id}`;
  const step = await api.sql.begin((tx) =>
    createStep(tx, {
      ...{ applicationId: body.id, kind: 'contract', provider: 'http', state: 'sent', data: {} },
      ...{ fromStages: ['advanced'], start: true, by: 'key_1' },
    }),
  );
  return (step as { id: string }).id;
}

const unasked = async () => {
  throw new Error('nobody asked for another time');
};

const work = () =>
  createStepWork(
    {
      ...{ sql: api.sql, log: api.deps.log, crash() {}, address: () => 'https://jobs.example' },
      identities: sealFor('a secret of the tests', 'identities'),
      providers: {
        background_check: new Map(),
        contract: new Map([['http', { reschedule: unasked, ...provider, calls: null }]]),
        onboarding: new Map([['http', { reschedule: unasked, ...provider, calls: null }]]),
      },
    },
    api.deps.tell,
  );
const left = async (id: string) => {
  const [row] = await api.sql`select work, trouble, work_due_at > now() as later from steps where id = ${id}`;
  return row;
};
/** Somebody waits for a lock. */
const waiting = async () =>
  (
    await api.sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  ).length > 0;
const noticesOf = async (id: string) =>
  (await api.sql`select content->>'notice' as notice from inbox where content->>'subject' = ${id}`).map(
    ({ notice }) => notice,
  );

it('is not asked again where the provider gives two steps one name, and a person hears of it', async () => {
  provider = { start: async () => ({ externalId: 'ext_same' }), cancel: async () => {} };
  const [one, other] = [await contract(), await contract()];
  await work()(one);
  await work()(other);
  expect(await left(one)).toMatchObject({ work: null, trouble: null });
  expect(await left(other)).toMatchObject({ work: null, trouble: 'external_id_taken' });
  expect(await noticesOf(other)).toEqual(['step.trouble']);
});

it('is asked again later where we fail ourselves', async () => {
  provider = {
    start: async () => {
      throw new Error('a defect of ours');
    },
    cancel: async () => {},
  };
  const id = await contract();
  await work()(id);
  expect(await left(id)).toEqual({ work: 'start', trouble: 'failed', later: true });
});

it('keeps a cancel that was wanted while a start was under way and refused', async () => {
  const id = await contract();
  provider = {
    async start() {
      await api.sql`update steps set external_id = 'ext_known' where id = ${id}`;
      await api.sql.begin((tx) =>
        moveStep(tx, { id, ...moving('contract', 'voided'), work: 'cancel', reason: 'x', by: 'key_1' }),
      );
      throw new ProviderError('refused', { retry: false });
    },
    cancel: async () => {},
  };
  await work()(id);
  expect(await left(id)).toMatchObject({ work: 'cancel' });
});

it('shows how each provider took what was last asked of it', async () => {
  const providers = {
    background_check: new Map(),
    contract: new Map([['http', {} as StepProvider]]),
    onboarding: new Map([['http', {} as StepProvider]]),
  };
  const parts = async () => {
    const session = { health: () => ({ state: 'ok' as const }) };
    const all = await checkParts({ ...api.deps, session, speech: null, model: null, providers });
    expect(all).not.toHaveProperty('background_check');
    return all;
  };
  const asked = async (outcome: ProviderError | Error | string) => {
    provider = {
      async start() {
        if (typeof outcome === 'string') return { externalId: outcome };
        throw outcome;
      },
      cancel: async () => {},
    };
    await work()(await contract());
    return (await parts()).contract;
  };
  const refused = (code: string, retry = true) => asked(new ProviderError(code, { retry }));
  await api.sql`delete from connections`;
  expect(await parts()).toMatchObject({ contract: { state: 'ok' }, onboarding: { state: 'ok' } });
  expect(await refused('provider_unauthorized')).toEqual({
    state: 'degraded',
    detail: expect.stringMatching(/refuses us \(401 or 403\): see CONTRACT_SECRET; last asked 20\d\d-/),
  });
  // A defect of ours, or one that is switched off, says nothing of it.
  await asked(new Error('a defect of ours'));
  expect((await parts()).contract).toMatchObject({ detail: expect.stringContaining('401') });
  expect(await refused('provider_timeout')).toMatchObject({ detail: expect.stringContaining('(timeout)') });
  expect((await parts()).onboarding).toEqual({ state: 'ok' });
  // Who does not want this one step is there.
  expect(await refused('refused_unknown_city', false)).toEqual({ state: 'ok' });
  await refused('provider_address_wrong');
  expect(await asked('ext_again')).toEqual({ state: 'ok' });
});

it('never waits in a ring with whoever acts on the step meanwhile', async () => {
  const id = await contract();
  const held = Promise.withResolvers<void>();
  let acting: Promise<unknown> = Promise.resolve();
  provider = {
    async start() {
      // Somebody has the conversation, and wants the step.
      acting = api.sql.begin(async (tx) => {
        const step = (await findStep(tx, id))!;
        await tx`select 1 from conversations where id = ${step.conversation_id} for no key update`;
        held.resolve();
        await expect.poll(waiting).toBe(true);
        await lockStep(tx, id);
      });
      await held.promise;
      throw new ProviderError('refused', { retry: false });
    },
    cancel: async () => {},
  };
  await expect(Promise.all([work()(id), held.promise.then(() => acting)])).resolves.toBeDefined();
  expect(await left(id)).toMatchObject({ trouble: 'refused' });
});

it('a contract of somebody who works holds, whatever is forgotten of them', async () => {
  provider = { start: async () => ({ externalId: 'ext_signed' }), cancel: async () => {} };
  const id = await contract();
  await work()(id);
  const step = await api.sql.begin(async (tx) => {
    await moveStep(tx, { id, ...moving('contract', 'signed'), reason: null, by: 'provider' });
    const step = (await findStep(tx, id))!;
    await tx`update applications set stage = 'hired' where id = ${step.application_id}`;
    await eraseEverything(tx, step.candidate_id, step.conversation_id);
    return step;
  });
  expect(await findStep(api.sql, step.id)).toMatchObject({ state: 'signed', ended_at: null });
  expect(await left(id)).toMatchObject({ work: null });
});
