/** A provider says that a first shift is done, and no work can begin by it, or not whole: it is kept, and a person hears what is lacking. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveStep } from '../../db/steps.ts';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { signedCallback } from '../../src/emulators/steps-callbacks.ts';
import { moving } from '../../src/pipeline/machine.ts';
import type { Stage } from '../../src/types.ts';
import { startTestNode, type TestNode } from './node.ts';
import { hears, post, ready } from './work.ts';

let provider: StepsEmulator;
let node: TestNode;
beforeAll(async () => {
  provider = await StepsEmulator.start();
  const { ONBOARDING_URL, ONBOARDING_SECRET } = provider.environment;
  node = await startTestNode({
    ...{ QUIET_HOURS: 'off', ONBOARDING_URL: ONBOARDING_URL!, ONBOARDING_SECRET: ONBOARDING_SECRET! },
  });
});
afterAll(async () => {
  await node.stop();
  await provider.stop();
});

const WAGE = { amount: '26.50', currency: 'CNY', per: 'hour' };

/** Somebody whose first shift is with the provider. @param signed with a contract before it */
async function arranged({ signed = false } = {}) {
  const person = await ready(node, 'contract');
  const { application } = person;
  if (signed) await contract(application);
  const starts_at = new Date(Date.now() + 86_400_000).toISOString();
  const shift = { application_id: application, starts_at, place: { name: '星湖仓' } };
  const { id } = await post(node, '/v1/onboardings', shift);
  await provider.asked(id);
  expect(await hears(person)).toMatch(/安排好了/);
  const move = (from_stage: Stage, to_stage: Stage) =>
    post(node, `/v1/applications/${application}/stage_moves`, { from_stage, to_stage, reason: 'seen' });
  const state = async () => {
    await node.settled();
    const [step, { stage }, work] = await Promise.all([
      node.call('GET', `/v1/onboardings/${id}`),
      node.call('GET', `/v1/applications/${application}`).then(({ body }) => body),
      node.call('GET', `/v1/employments?application_id=${application}`),
    ]);
    return { state: step.body.state, stage, employed: work.body.data.length };
  };
  const kept = async () => {
    const [row] = await node.runtime.sql<
      { data: Record<string, unknown> }[]
    >`select data from steps where id = ${id}`;
    return row!.data;
  };
  return { ...person, onboarding: id, move, state, kept };
}
async function contract(application_id: string): Promise<void> {
  const fields = {
    ...{ employer: '顺达物流', candidate_name: '林小雨', hours: '每周 40 小时', place: '苏州', wage: WAGE },
    ...{ starts_on: '2099-12-02', ends_on: null },
  };
  const { id } = await post(node, '/v1/contracts', { application_id, fields });
  for (const to of ['sent', 'signed'] as const)
    await node.runtime.sql.begin((tx) =>
      moveStep(tx, { id, ...moving('contract', to), reason: null, by: 'candidate' }),
    );
}
let messages = 0;
/** The signed callback. */
async function tell(step_id: string, state: string, id = `msg_${++messages}`): Promise<number> {
  const content = {
    type: 'onboarding.updated',
    step_id,
    state,
    at: new Date().toISOString(),
    detail: 'gate-4',
  };
  const url = `${node.url}/hooks/onboarding/http`;
  const { headers, body } = signedCallback(provider.secret, url, content, { id });
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

describe('completed, of who', () => {
  it('was moved back meanwhile, moves nothing; told twice it is one ticket, in the timeline; a person completes it', async () => {
    const person = await arranged();
    await person.move('onboarding', 'contract');
    expect(await hears(person)).toMatch(/不用过来/);
    expect(await tell(person.onboarding, 'completed', 'msg_twice')).toBe(200);
    expect(await tell(person.onboarding, 'completed', 'msg_twice')).toBe(200);
    await expect.poll(person.ticketsOf).toEqual(['step onboarding unmet_report completed stage_contract']);
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    expect(await person.state()).toEqual({ state: 'scheduled', stage: 'contract', employed: 0 });
    expect(await person.ticketsOf()).toHaveLength(1);
    expect(await person.kept()).toMatchObject({ unmet_report: 'completed', detail: 'gate-4' });
    const { body } = await node.call('GET', `/v1/applications/${person.application}/timeline?limit=100`);
    expect(body.data.filter(({ kind }) => kind === 'ticket')).toHaveLength(1);
    await person.move('contract', 'onboarding');
    expect(await hears(person)).toMatch(/安排好了/);
    await post(node, `/v1/onboardings/${person.onboarding}/complete`, {});
    expect(await person.state()).toEqual({ state: 'completed', stage: 'hired', employed: 1 });
    expect(await hears(person)).toMatch(/入职办好了/);
  });

  it('is interviewed again, moves nothing; neither does a person who completes it there', async () => {
    const person = await arranged();
    await node.runtime.sql`update applications set stage = 'interviewing' where id = ${person.application}`;
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    await expect
      .poll(person.ticketsOf)
      .toEqual(['step onboarding unmet_report completed stage_interviewing']);
    const { status, body } = await node.call('POST', `/v1/onboardings/${person.onboarding}/complete`, {});
    expect([status, body.code]).toEqual([409, 'stale']);
    expect(await person.state()).toEqual({ state: 'scheduled', stage: 'interviewing', employed: 0 });
  });

  it('withdrew meanwhile, brings nobody back; a person hears that they have worked', async () => {
    const person = await arranged();
    await person.move('onboarding', 'withdrawn');
    expect(await tell(person.onboarding, 'canceled')).toBe(200);
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    await expect.poll(person.ticketsOf).toEqual(['step onboarding late_report completed']);
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    expect(await person.state()).toEqual({ state: 'canceled', stage: 'withdrawn', employed: 0 });
    expect(await person.ticketsOf()).toHaveLength(1);
    expect(await person.kept()).toMatchObject({ late_report: 'completed' });
  });

  it('has no day on which it was, moves nothing', async () => {
    const person = await arranged();
    await node.runtime.sql`update steps set data = data - 'starts_at' where id = ${person.onboarding}`;
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    await expect.poll(person.ticketsOf).toEqual(['step onboarding unmet_report completed day']);
    expect(await person.state()).toEqual({ state: 'scheduled', stage: 'onboarding', employed: 0 });
  });

  it('did not come, as a person has written down, moves nothing', async () => {
    const person = await arranged();
    await node.runtime.sql`
      update steps set data = data || '{"starts_at": "2026-01-05T02:00:00.000Z"}' where id = ${person.onboarding}`;
    await post(node, `/v1/onboardings/${person.onboarding}/no_show`, { keep_place: true });
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    await expect.poll(person.ticketsOf).toEqual(['step onboarding after_no_show']);
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    await node.settled();
    expect(await person.ticketsOf()).toHaveLength(1);
    expect(await person.state()).toEqual({ state: 'no_show', stage: 'onboarding', employed: 0 });
  });

  it('has no wage by any contract, begins the work, and is for a person to name one', async () => {
    const person = await arranged();
    expect(await tell(person.onboarding, 'completed', 'msg_wage')).toBe(200);
    expect(await tell(person.onboarding, 'completed', 'msg_wage')).toBe(200);
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    await expect.poll(person.ticketsOf).toEqual(['step onboarding no_wage']);
    expect(await person.state()).toEqual({ state: 'completed', stage: 'hired', employed: 1 });
    expect(await hears(person)).toMatch(/入职办好了，从.*上班了/);
  });

  it('has signed a contract, begins the work for its wage, and nobody is asked', async () => {
    const person = await arranged({ signed: true });
    expect(await tell(person.onboarding, 'completed')).toBe(200);
    await expect.poll(person.state).toEqual({ state: 'completed', stage: 'hired', employed: 1 });
    expect(await person.ticketsOf()).toEqual([]);
  });
});
