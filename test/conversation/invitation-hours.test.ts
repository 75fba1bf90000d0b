/** An invitation is something that we begin: it waits for the recipient's morning, and can be taken back until then. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitUntil } from '../support/patience.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

const HOUR = 3_600_000;
/** The wall clock of a zone, `hours` from now. */
const clock = (zone: string, hours: number) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.now() + hours * HOUR);

let node: TestNode;
let opening: string;
beforeAll(async () => {
  // Quiet in India now; in Shanghai, where the work is, it is two and a half hours later and loud.
  const quiet = `${clock('Asia/Kolkata', -1)}-${clock('Asia/Kolkata', 1)}`;
  node = await startTestNode({ QUIET_HOURS: quiet });
  const [row] = await node.runtime.sql<{ id: string }[]>`select id from openings where code = ${CODE}`;
  opening = row!.id;
});
afterAll(() => node.stop());

/** Somebody who has written to us, invited. */
async function invited(chat: number, time_zone: string | null) {
  const user = node.telegram.user(chat, { first_name: '林', language_code: 'zh-hans' });
  user.send('你好呀');
  await user.next();
  const [person] = await node.runtime.sql<{ id: string }[]>`
    select v.candidate_id as id from identities d join conversations v on v.id = d.conversation_id
    where d.address = ${String(chat)}`;
  await node.call('PATCH', `/v1/candidates/${person!.id}`, { time_zone });
  const made = await node.call('POST', '/v1/invitations', { opening_id: opening, candidate_id: person!.id });
  return { user, id: made.body.id };
}

const stateOf = async (id: string) => (await node.call('GET', `/v1/invitations/${id}`)).body;

it('goes at once where it is day, by the clock of the work when the person’s is not known', async () => {
  const { user, id } = await invited(1, null);
  expect((await user.next()).text).toContain('夜班分拣员');
  await waitUntil(async () => (await stateOf(id)).state === 'sent');
});

it('waits where it is night, and taken back it never goes', async () => {
  const { user, id } = await invited(2, 'Asia/Kolkata');
  expect(await stateOf(id)).toMatchObject({ state: 'queued', reason: null });
  const [line] = await node.runtime.sql<{ hours: number; state: string }[]>`
    select extract(epoch from o.not_before - now())::float8 / 3600 as hours, o.state from outbox o
    join invitations n using (conversation_id, turn_seq) where n.id = ${id}`;
  expect(line).toMatchObject({ state: 'pending', hours: expect.closeTo(1, 0) });
  const before = user.received.length;
  await node.call('POST', `/v1/invitations/${id}/revoke`);
  expect(await stateOf(id)).toMatchObject({ state: 'not_sent', reason: 'revoked' });
  // The morning has come.
  await node.runtime.sql`update outbox set not_before = now() where not_before is not null`;
  await node.settled();
  expect(user.received.length).toBe(before);
});
