import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startReceiver } from '../../connectors/tour/receiver.ts';
import { takeTour } from '../../connectors/tour/tour.ts';
import { KEY, startTestNode, type TestNode } from '../conversation/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32', BURST_WAIT_MS: '0' });
});
afterAll(() => node.stop());

it('an integrator’s first afternoon goes as the sandbox page says, and prints no secret', async () => {
  const lines: string[] = [];
  await takeTour({ url: node.url!, key: KEY, say: (line) => lines.push(line) });
  expect(lines.filter((line) => /^\d\./.test(line))).toHaveLength(9);
  const said = lines.join('\n');
  expect(said).toMatch(/1 created, 1 failed \(line 3, phone: /);
  expect(said).not.toMatch(/tk_|whsec_/);
  expect(said).not.toContain(KEY);
});

it('its receiver hears each event once, and only what is signed with its secret, of now and as it was sent', async () => {
  const receiver = await startReceiver('127.0.0.1');
  try {
    receiver.secret = `whsec_${randomBytes(24).toString('base64')}`;
    const other = `whsec_${randomBytes(24).toString('base64')}`;
    const send = async (type: string, { by = receiver.secret, age = 0, sent = {} } = {}) => {
      const at = new Date(Date.now() - age);
      const body = JSON.stringify({ type });
      const headers = {
        'webhook-id': `evt_${type}`,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(by).sign(`evt_${type}`, at, body),
        ...sent,
      };
      return (await fetch(receiver.url, { method: 'POST', body, headers })).status;
    };
    expect(await send('a.forged', { by: other })).toBe(401);
    expect(await send('a.stale', { age: 3_600_000 })).toBe(401);
    expect(await send('another.id', { sent: { 'webhook-id': 'evt_other' } })).toBe(401);
    expect([receiver.heard.size, receiver.calls, receiver.forged]).toEqual([0, 0, 3]);
    expect([await send('a.true'), await send('a.true')]).toEqual([204, 204]);
    receiver.heard.delete('a.true');
    expect(await send('a.true')).toBe(204);
    // The same id a third time: it came, and nothing is done for it again.
    expect([...receiver.heard]).toEqual([]);
    expect(receiver.calls).toBe(3);
    receiver.down = true;
    expect(await send('while.down')).toBe(503);
  } finally {
    await receiver.stop();
  }
});
