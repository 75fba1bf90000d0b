/** What is never sent is refused where somebody asks for it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const url = 'https://ats.example.com/hooks/tingda';
const hook = (...events: string[]) => api.call('POST', '/v1/webhook_endpoints', { url, events });

describe('a misspelt name of an event', () => {
  it.each([
    ['interview.complete', 'interview.completed'],
    ['contracts.*', 'contract.*'],
    ['opt_outs.recorded', 'opt_out.recorded'],
    ['candidate.deleted', 'candidate.created'],
    ['intreview.started', 'interview.started'],
  ])('%s is answered with %s', async (given, meant) => {
    const { status, body } = await hook('decision.recorded', given);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path: 'events.1', message: `is never sent; did you mean ${meant}?` }]);
  });

  it('is refused in a change too, and the endpoint stays as it was', async () => {
    const { id } = (await hook('contract.signed')).body;
    const change = await api.call('PATCH', `/v1/webhook_endpoints/${id}`, { events: ['contract.sigend'] });
    expect(change.status).toBe(422);
    const { body } = await api.call('GET', `/v1/webhook_endpoints/${id}`);
    expect(body.events).toEqual(['contract.signed']);
  });

  it('is refused where events are read or listened to', async () => {
    for (const path of ['/v1/events', '/v1/events/stream']) {
      const { status, body } = await api.call('GET', `${path}?type=interview.complete`);
      expect([status, body.errors]).toEqual([
        422,
        [{ path: 'type', message: 'is never sent; did you mean interview.completed?' }],
      ]);
    }
  });

  it('that an endpoint has from before does not keep it from anything', async () => {
    const { id } = (await hook('contract.signed')).body;
    await api.sql`update webhook_endpoints set events = '{interview.complete}' where id = ${id}`;
    const { status, body } = await api.call('PATCH', `/v1/webhook_endpoints/${id}`, { state: 'disabled' });
    expect([status, body.events]).toEqual([200, ['interview.complete']]);
  });
});

it('a type, all of a kind, everything and a ping are taken', async () => {
  expect((await hook('ticket.created', 'candidate.erased', 'opt_in.recorded')).status).toBe(201);
  expect((await hook('background_check.*', 'webhook.ping')).status).toBe(201);
  expect((await hook('*')).status).toBe(201);
  expect((await api.call('GET', '/v1/events?type=candidate.erased')).status).toBe(200);
});
