import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../../db/events.ts';
import { rewind } from '../../db/webhook-endpoints.ts';
import { createHttp, type Http } from '../../src/http.ts';
import type { EventType } from '../../src/types.ts';
import { startRelay } from '../../src/webhooks/relay.ts';
import { type Harness, startHarness } from '../api/harness.ts';
import { allShown } from '../support/events.ts';
import { Receiver } from './receiver.ts';

let api: Harness;
let http: Http;
let stop: () => Promise<void>;
const LOOK_MS = 20;
const relay = (over: { http?: Http; timeoutMs?: number; now?: () => number } = {}) =>
  startRelay({
    ...{ sql: api.sql, http, log: api.deps.log, seal: api.deps.webhookSeal, trace: api.deps.trace },
    ...{ lookMs: LOOK_MS, timeoutMs: 10_000, random: () => 0 },
    ...over,
  });

beforeAll(async () => {
  api = await startHarness({ patienceMs: 5000 });
  // The receivers of the tests are on this machine.
  http = createHttp({ allowPrivateNetworks: ['127.0.0.1'] });
});
afterAll(async () => {
  await http.close();
  await api.close();
});
beforeEach(() => {
  stop = relay();
});
const receivers: Receiver[] = [];
afterEach(async () => {
  await stop();
  await Promise.all(receivers.splice(0).map((one) => one.stop()));
  await api.sql`update webhook_endpoints set state = 'disabled'`;
});

async function endpoint(events = ['*']) {
  // What happened before is not for it: not either what is not shown yet, because somebody else's transaction is open.
  await allShown(api.sql);
  const receiver = await Receiver.start();
  receivers.push(receiver);
  const { status, body } = await api.call('POST', '/v1/webhook_endpoints', { url: receiver.url, events });
  expect(status).toBe(201);
  receiver.secret = body.secret as string;
  return { receiver, id: body.id, at: `/v1/webhook_endpoints/${body.id}` };
}

/** Something happens; the id of each event. */
const happen = (n = 1, type: EventType = 'contract.signed') =>
  api.sql.begin((tx) =>
    appendEvents(
      tx,
      Array.from({ length: n }, () => ({ type, conversationId: null, applicationId: null, data: {} })),
    ),
  );
const deliveries = async (at: string) => (await api.call('GET', `${at}/deliveries?limit=100`)).body.data;
/** Somebody is at the newest: what becomes of it is not written down yet. */
const claimed = async () => {
  const [row] = await api.sql<{ claimed: boolean }[]>`
    select claim_token is not null as claimed from webhook_deliveries order by position desc limit 1`;
  return row!.claimed;
};
/** What waits is due now. */
const hurry = () => api.sql`update webhook_deliveries set next_at = now() where state = 'pending'`;

describe('a webhook endpoint', () => {
  it('is told of what it asked for, signed, in order, each once, with the id of the event', async () => {
    const { receiver } = await endpoint(['contract.*', 'onboarding.completed']);
    await happen(1, 'interview.completed');
    const wanted = [...(await happen(5)), ...(await happen(1, 'onboarding.completed'))];
    await receiver.heard(6);
    expect(receiver.told.map(({ webhookId }) => webhookId).sort()).toEqual([...wanted].sort());
    expect(receiver.told.every(({ webhookId, event }) => webhookId === event.id)).toBe(true);
    expect(receiver.wrong).toBe(0);
  });

  it('is not told of what had happened before it was there', async () => {
    const [before] = await happen();
    // Others' open transactions hold it back for a moment: until it is shown, it has not happened.
    const shown = async () => (await api.call('GET', '/v1/events?limit=100')).body.data.map(({ id }) => id);
    await expect.poll(shown).toContain(before);
    const { receiver } = await endpoint();
    const [after] = await happen();
    await receiver.heard(1);
    expect(receiver.told.map(({ event }) => event.id)).toEqual([after]);
  });

  it('is told again, under the same id, until it says yes', async () => {
    const { receiver, at } = await endpoint();
    receiver.answer = (n) => (n < 3 ? 500 : 200);
    const [id] = await happen();
    for (let n = 1; n <= 3; n++) {
      await receiver.heard(n);
      await expect.poll(async () => (await deliveries(at))[0]!.attempts).toBe(n);
      await expect.poll(claimed).toBe(false);
      await hurry();
    }
    await expect.poll(async () => (await deliveries(at))[0]!.state).toBe('delivered');
    expect(receiver.told.map(({ webhookId }) => webhookId)).toEqual([id, id, id]);
  });

  it('is given up after ten tries, each after a longer pause, over three days', async () => {
    const { receiver, at } = await endpoint();
    receiver.answer = () => 503;
    await happen();
    const pauses: number[] = [];
    for (let n = 1; n <= 10; n++) {
      await expect.poll(async () => (await deliveries(at))[0]!.attempts).toBe(n);
      await expect.poll(async () => (await deliveries(at))[0]!.last_status).toBe(503);
      await expect.poll(claimed).toBe(false);
      const [row] = await api.sql<{ seconds: number; state: string }[]>`
        select extract(epoch from next_at - tried_at)::float8 as seconds, state
        from webhook_deliveries order by position desc limit 1`;
      if (row!.state === 'pending') pauses.push(row!.seconds);
      await hurry();
    }
    expect((await deliveries(at))[0]).toMatchObject({ state: 'failed', attempts: 10, next_attempt_at: null });
    expect(pauses.every((pause, i) => i === 0 || pause > pauses[i - 1]!)).toBe(true);
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3600;
    expect(hours).toBeGreaterThan(72);
    expect(hours).toBeLessThan(80);
  });

  it('that says 410 is switched off, and told nothing more until somebody switches it on', async () => {
    const { receiver, at } = await endpoint();
    receiver.answer = (n) => (n === 1 ? 410 : 200);
    await happen();
    await expect.poll(async () => (await api.call('GET', at)).body.state).toBe('disabled');
    expect((await api.call('GET', at)).body.disabled_because).toBe('gone');
    const [later] = await happen();
    await hurry();
    await api.call('PATCH', at, { state: 'active' });
    await expect.poll(() => receiver.told.map(({ event }) => event.id)).toContain(later);
  });

  it('that takes nothing for five days and lets a call run out of its tries is switched off, and can catch up', async () => {
    await stop();
    let clock = Date.now();
    stop = relay({ now: () => clock });
    const { receiver, at, id } = await endpoint();
    const before = new Date().toISOString();
    let answer = 204;
    receiver.answer = () => answer;
    const stands = async () => (await api.call('GET', at)).body;
    /** All ten tries of the newest call fail. */
    const runsOut = async () => {
      const [event] = await happen();
      for (let n = 1; n <= 10; n++) {
        const newest = async () => (await deliveries(at))[0]!;
        await expect
          .poll(async () => [(await newest()).event_id, (await newest()).attempts])
          .toEqual([event, n]);
        await expect.poll(claimed).toBe(false);
        await hurry();
      }
      return event!;
    };
    await happen();
    await expect.poll(async () => (await deliveries(at))[0]?.state).toBe('delivered');
    expect(await stands()).toMatchObject({ state: 'active', failing_since: null });
    answer = 500;
    const lost = await runsOut();
    expect((await deliveries(at))[0]).toMatchObject({ event_id: lost, state: 'failed', attempts: 10 });
    // Given up, but only since today.
    const today = new Date(clock).toISOString();
    expect(await stands()).toMatchObject({ state: 'active', disabled_because: null, failing_since: today });
    clock += 5 * 86_400_000;
    const second = await runsOut();
    await expect.poll(async () => (await stands()).state).toBe('disabled');
    expect(await stands()).toMatchObject({ disabled_because: 'failing', failing_since: today });
    expect((await api.call('GET', '/v1/audit_log?action=disableWebhookEndpoint')).body.data[0]).toMatchObject(
      {
        ...{ subject: id, actor: { kind: 'system', id: 'webhooks' } },
      },
    );
    expect(await api.call('GET', '/metrics')).toMatchObject({
      text: expect.stringMatching(/^tingda_waiting{what="webhook_off"} [1-9]/m),
    });
    const told = receiver.told.length;
    const [later] = await happen();
    answer = 204;
    await api.call('PATCH', at, { state: 'active' });
    await receiver.heard(told + 1);
    expect(receiver.told.at(-1)!.webhookId).toBe(later);
    expect(await stands()).toMatchObject({ state: 'active', disabled_because: null, failing_since: null });
    await api.call('POST', `${at}/replay`, { since: before });
    await expect
      .poll(() => receiver.told.slice(told).map(({ webhookId }) => webhookId))
      .toEqual(expect.arrayContaining([lost, second, later]));
  });

  it('that takes one call in five days stays, and what waits when one is switched off waits as it was', async () => {
    await stop();
    let clock = Date.now();
    stop = relay({ now: () => clock });
    const { receiver, at, id } = await endpoint();
    receiver.answer = () => 500;
    await happen();
    await expect.poll(async () => (await api.call('GET', at)).body.failing_since).not.toBeNull();
    clock += 6 * 86_400_000;
    // All but this one fail.
    receiver.answer = (n) => (receiver.told.at(-1)!.event.type === 'webhook.ping' ? 204 : 500 + (n % 2));
    expect((await api.call('POST', `${at}/ping`)).body.state).toBe('delivered');
    expect((await api.call('GET', at)).body.failing_since).toBeNull();
    await api.sql`update webhook_deliveries set attempts = 9 where state = 'pending'`;
    await hurry();
    await expect.poll(async () => (await deliveries(at)).map(({ state }) => state)).toContain('failed');
    expect((await api.call('GET', at)).body.state).toBe('active');
    clock += 6 * 86_400_000;
    // More than are told at once: the others are in hand, and are given back.
    await happen(40);
    const pending = () => api.sql<{ attempts: number; claimed: boolean; tried: boolean }[]>`
      select attempts, claim_token is not null as claimed, status is not null as tried from webhook_deliveries
      where endpoint_id = ${id} and state = 'pending'`;
    // Tried once, and not again before all have been.
    await expect
      .poll(async () => {
        await api.sql`
          update webhook_deliveries set next_at = now() + interval '1 hour'
          where endpoint_id = ${id} and state = 'pending' and status is not null and claim_token is null`;
        return (await pending()).filter((one) => one.tried && !one.claimed).length;
      })
      .toBe(40);
    await api.sql`
      update webhook_deliveries set attempts = 9, next_at = now() where endpoint_id = ${id} and state = 'pending'`;
    await expect.poll(async () => (await api.call('GET', at)).body.disabled_because).toBe('failing');
    await expect.poll(async () => (await pending()).filter((one) => one.claimed)).toEqual([]);
    expect((await pending()).length).toBeGreaterThan(10);
    expect((await pending()).filter(({ attempts }) => attempts !== 9)).toEqual([]);
  });

  it('that hangs keeps nobody else waiting', async () => {
    await stop();
    stop = relay({ timeoutMs: 300_000 });
    const [hung, other] = [await endpoint(), await endpoint()];
    hung.receiver.answer = () => null;
    await happen(40);
    // All of them, while the first ones to who hangs are not given up.
    await other.receiver.heard(40);
    expect((await deliveries(hung.at)).every(({ last_error }) => last_error === null)).toBe(true);
    // What is under way is given back.
    await stop();
    stop = relay({ timeoutMs: 300 });
    await expect
      .poll(async () => (await deliveries(hung.at)).some((one) => one.last_error === 'timeout'))
      .toBe(true);
  });

  it('is pinged, and says what came of it', async () => {
    const { receiver, at } = await endpoint();
    expect((await api.call('POST', `${at}/ping`)).body).toMatchObject({
      state: 'delivered',
      last_status: 204,
    });
    expect(receiver.told[0]!.event).toMatchObject({ type: 'webhook.ping', application_id: null });
  });

  it('has both secrets while they are changed, and a new one that the receiver knows alone', async () => {
    const { receiver, at } = await endpoint();
    const { body } = await api.call('POST', `${at}/rotate_secret`);
    expect(body.secret).not.toBe(receiver.secret);
    await api.call('POST', `${at}/ping`);
    expect([receiver.told.length, receiver.wrong]).toEqual([1, 0]);
    receiver.secret = body.secret as string;
    await api.call('POST', `${at}/ping`);
    expect([receiver.told.length, receiver.wrong]).toEqual([2, 0]);
  });

  it('is told once more what it missed: since a moment, or by id, under the same ids', async () => {
    const before = new Date().toISOString();
    const ids = await happen(3);
    const { receiver, at } = await endpoint();
    const [now] = await happen();
    const times = (id: string) => receiver.told.filter(({ webhookId }) => webhookId === id).length;
    await expect.poll(() => times(now!)).toBe(1);
    await api.call('POST', `${at}/replay`, { since: before });
    await expect.poll(() => times(now!)).toBe(2);
    await expect.poll(() => ids.every((id) => times(id) >= 1)).toBe(true);
    const told = times(ids[1]!);
    await api.call('POST', `${at}/replay`, { event_ids: [ids[1]] });
    await expect.poll(() => times(ids[1]!)).toBe(told + 1);
    const nobody = ids[0]!.replace(/.$/, (last) => (last === 'z' ? 'y' : 'z'));
    const unknown = { event_ids: [ids[0], nobody] };
    expect((await api.call('POST', `${at}/replay`, unknown)).status).toBe(422);
    expect((await api.call('POST', `${at}/replay`, { since: before, event_ids: ids })).status).toBe(422);
  });

  it('that was off goes on where it was, also when it is told once more from a later moment', async () => {
    const { receiver, at } = await endpoint();
    await api.call('PATCH', at, { state: 'disabled' });
    const missed = await happen(2);
    const since = new Date().toISOString();
    const [later] = await happen();
    const shown = async () =>
      (await api.call('GET', `/v1/events?after=${missed[0]}`)).body.data.map(({ id }) => id);
    await expect.poll(shown).toContain(later);
    await api.call('POST', `${at}/replay`, { since });
    await api.call('PATCH', at, { state: 'active' });
    await expect
      .poll(() => receiver.told.map(({ webhookId }) => webhookId))
      .toEqual(expect.arrayContaining([...missed, later]));
  });

  it('on a private network is never called', async () => {
    const { receiver, at } = await endpoint();
    await stop();
    stop = relay({ http: createHttp() });
    await happen();
    await expect.poll(async () => (await deliveries(at))[0]?.last_error).toBe('address_blocked');
    expect(receiver.told.length + receiver.wrong).toBe(0);
  });

  it('is told by two processes at once no more than once', async () => {
    const second = relay();
    const { receiver, at } = await endpoint();
    await happen(200);
    await expect
      .poll(async () => {
        const [row] = await api.sql<{ n: number }[]>`
          select count(*)::int as n from webhook_deliveries where state = 'delivered' and endpoint_id = ${at.split('/')[3]!}`;
        return row!.n;
      })
      .toBe(200);
    await second();
    expect(new Set(receiver.told.map(({ event }) => event.id)).size).toBe(200);
    expect(receiver.told.length).toBe(200);
  });

  it('is told once more of both of two transactions, of which the second one wrote first', async () => {
    await stop();
    const { id } = await endpoint();
    const written: string[] = [];
    const began = Promise.withResolvers<Date>();
    const gate = Promise.withResolvers<void>();
    const event = { type: 'contract.sent' as const, conversationId: null, applicationId: null, data: {} };
    const first = api.sql.begin(async (tx) => {
      const [row] = await tx<{ at: Date }[]>`select now() as at`;
      began.resolve(row!.at);
      await gate.promise;
      written.push(...(await appendEvents(tx, [event])));
    });
    const since = await began.promise;
    written.push(...(await happen()));
    gate.resolve();
    await first;
    await api.sql`update webhook_endpoints set after_tx = '9000000000', after_position = 0 where id = ${id}`;
    expect(await rewind(api.sql, id, since)).toBe(true);
    const after = await api.sql`
      select v.id from webhook_endpoints e join events v on (v.tx, v.position) > (e.after_tx, e.after_position)
      where e.id = ${id} order by v.tx, v.position`;
    expect(after.map((row) => row.id)).toEqual(written);
  });

  it('misses nothing of transactions that commit out of order', async () => {
    const { receiver } = await endpoint();
    const ids: string[] = [];
    const gate = Promise.withResolvers<void>();
    const slow = api.sql.begin(async (tx) => {
      const event = { type: 'contract.sent' as const, conversationId: null, applicationId: null, data: {} };
      ids.push(...(await appendEvents(tx, [event])));
      await gate.promise;
    });
    await expect.poll(() => ids.length).toBe(1);
    const later = await happen();
    gate.resolve();
    await slow;
    await receiver.heard(2);
    expect(receiver.told.map(({ event }) => event.id).sort()).toEqual([...ids, ...later].sort());
  });
});

it.each([['ftp://example.com/hook'], ['https://user:pass@example.com/hook'], ['not an address']])(
  'an address like %s is refused',
  async (url) => {
    expect((await api.call('POST', '/v1/webhook_endpoints', { url, events: ['*'] })).status).toBe(422);
  },
);

it('a secret is shown once, and kept sealed', async () => {
  const { body } = await api.call('POST', '/v1/webhook_endpoints', {
    url: 'https://example.com/h',
    events: ['*'],
  });
  expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect((await api.call('GET', `/v1/webhook_endpoints/${body.id}`)).text).not.toContain('whsec_');
  const [row] = await api.sql<
    { secret: Buffer }[]
  >`select secret from webhook_endpoints where id = ${body.id}`;
  expect(row!.secret.toString('latin1')).not.toContain(String(body.secret).slice(6, 20));
});
