/** Contracts that somebody else lets sign: asked by the neutral protocol, told of by signed calls. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { startTestNode, type TestNode } from '../conversation/node.ts';
import { advanced, eventsOf, FIELDS, make, stateOf, ticketsOf } from './signing.ts';

let provider: StepsEmulator;
let node: TestNode;
beforeAll(async () => {
  provider = await StepsEmulator.start();
  const { CONTRACT_URL, CONTRACT_SECRET } = provider.environment;
  node = await startTestNode({
    QUIET_HOURS: 'off',
    CONTRACT_URL: CONTRACT_URL!,
    CONTRACT_SECRET: CONTRACT_SECRET!,
  });
});
afterAll(async () => {
  await node.stop();
  await provider.stop();
});

const PAGE = 'https://sign.example/c/1';

async function begun() {
  const person = await advanced(node);
  const { status, body } = await make(node, person.application);
  expect(status).toBe(201);
  return { person, id: body.id, step: await provider.asked(body.id) };
}

it('is asked for with all that it is about, and its page is said in the chat', async () => {
  const { person, id, step } = await begun();
  expect(step.request).toMatchObject({
    type: 'contract.requested',
    id,
    details: {
      language: 'zh',
      terms: { employer: FIELDS.employer, wage: FIELDS.wage },
      text: expect.stringContaining('每小时¥25.50'),
    },
  });
  expect((await node.call('POST', `/v1/contracts/${id}/send`, {})).body).toMatchObject({ code: 'conflict' });
  expect(await provider.report(id, 'sent', { detail: PAGE })).toBe(200);
  expect((await person.user.next()).text).toContain(PAGE);
  expect(await person.say('合同链接')).toContain(PAGE);
  expect(await provider.report(id, 'signed')).toBe(200);
  await expect.poll(() => person.user.received.at(-1)?.text).toMatch(/合同签好了/);
  expect(await stateOf(node, id)).toMatchObject({
    state: 'signed',
    provider: 'http',
    signature: null,
    document: null,
  });
  expect((await node.call('GET', `/v1/contracts/${id}/document`)).status).toBe(404);
  expect(await eventsOf(node, person)).toEqual(['contract.draft', 'contract.sent', 'contract.signed']);
});

it('tells twice, too late and in another order, and each counts once', async () => {
  const { person, id } = await begun();
  const at = (seconds: number) => new Date(Date.now() - 60_000 + seconds * 1000).toISOString();
  await provider.report(id, 'signed', { at: at(20) });
  await provider.report(id, 'sent', { at: at(10), detail: PAGE });
  await provider.report(id, 'signed', { at: at(20) });
  await provider.report(id, 'declined', { at: at(15) });
  await node.settled();
  expect(await stateOf(node, id)).toMatchObject({ state: 'signed' });
  expect(await eventsOf(node, person)).toEqual(['contract.draft', 'contract.signed']);
});

it('is asked to cancel what is taken back, and what was declined there is a ticket here', async () => {
  const { id } = await begun();
  await node.call('POST', `/v1/contracts/${id}/void`, { reason: 'wrong wage' });
  await expect.poll(() => provider.steps.get(id)?.canceled).toBe(true);
  const other = await begun();
  await provider.report(other.id, 'sent', { detail: PAGE });
  await other.person.user.next();
  await provider.report(other.id, 'declined');
  expect((await other.person.user.next()).text).toMatch(/没有签/);
  await expect.poll(() => ticketsOf(node, other.person)).toContain('step contract declined');
});

it('takes nothing back of what somebody works by: a person looks', async () => {
  const { person, id } = await begun();
  await provider.report(id, 'signed');
  await expect.poll(() => person.user.received.at(-1)?.text).toMatch(/合同签好了/);
  const work = { application_id: person.application, starts_on: '2026-03-06' };
  expect((await node.call('POST', '/v1/employments', work)).status).toBe(201);
  const heard = person.user.received.length;
  expect(await provider.report(id, 'voided')).toBe(200);
  await expect.poll(() => ticketsOf(node, person)).toContain('step contract voided_under_work');
  expect(await stateOf(node, id)).toMatchObject({ state: 'signed' });
  expect(person.user.received.length).toBe(heard);
});

it('does not have one that is to be signed on our own page', async () => {
  const person = await advanced(node);
  const { body } = await make(node, person.application, { provider: 'built_in' });
  await node.call('POST', `/v1/contracts/${body.id}/send`, {});
  expect((await person.user.next()).text).toMatch(/\/sign\/\w+/);
  expect(provider.steps.has(body.id)).toBe(false);
});
