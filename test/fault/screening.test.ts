/** A screening and its invitation, with the process killed between every two steps. */
import { afterAll, describe, expect, it } from 'vitest';
import type { CrashPoint } from '../../src/crash.ts';
import { waitUntil } from '../support/patience.ts';
import { CODE } from './stack.ts';
import { Stacks } from './stacks.ts';

const POINTS: CrashPoint[] = [
  'tell.stored',
  'tell.committed',
  'drain.leased',
  'turn.before_commit',
  'turn.committed',
  'session.saved',
  'send.claimed',
  'send.accepted',
  'send.settled',
];

/** The machine may be busy. */
const PATIENCE_MS = 60_000;
const stacks = new Stacks();
afterAll(() => stacks.close());
let chats = 0;

describe('a process that is killed while it screens', () => {
  it.concurrent.each(POINTS)(
    'at %s: the application is screened once, and one invitation is read',
    (point) =>
      stacks.use(async (stack) => {
        const { sql } = stack;
        const user = stack.telegram.user(++chats, { first_name: '林', language_code: 'zh-hans' });
        user.send('你好呀');
        await user.next(PATIENCE_MS);
        await stack.settled(PATIENCE_MS);
        stack.arm('node', `${point}:1`);
        const [about] = await sql<{ candidate_id: string; opening_id: string }[]>`
          select v.candidate_id, o.id as opening_id from conversations v join identities d on d.conversation_id = v.id,
            openings o
          where d.address = ${String(user.id)} and o.code = ${CODE}`;
        const key = { 'idempotency-key': `apply-${user.id}` };
        const apply = () => stack.call('POST', '/v1/applications', about, key).catch(() => null);
        const first = await apply();
        expect(await stack.death('node')).toBe('SIGKILL');
        await stack.launch('node', 'all');
        // Who got no answer asks again.
        if (!first) expect((await apply())?.status).toBe(201);
        const invited = () => sql<{ code: string; state: string }[]>`
          select i.code, o.state from invitations i join outbox o using (conversation_id, turn_seq)
          where i.application_id in (select id from applications where candidate_id = ${about!.candidate_id})`;
        await waitUntil(
          async () => (await invited()).some(({ state }) => state === 'sent' || state === 'parked'),
          { timeout: PATIENCE_MS, interval: 100 },
        );
        await stack.settled(PATIENCE_MS);
        const [row] = await sql`
          select a.stage,
            (select count(*)::int from invitations i where i.application_id = a.id) as invitations,
            (select count(*)::int from interviews v where v.application_id = a.id and status = 'invited') as invited,
            (select count(*)::int from events e where e.application_id = a.id and type = 'stage.changed') as moves,
            (select count(*)::int from tickets t where t.conversation_id = a.conversation_id) as tickets
          from applications a where a.candidate_id = ${about!.candidate_id}`;
        expect(row).toEqual({ stage: 'screening', invitations: 1, invited: 1, moves: 1, tickets: 0 });
        const [sent] = await invited();
        const read = user.received.filter(({ text }) => text.includes(sent!.code)).length;
        // A send that nobody saw the end of: a notice is left to a person rather than sent twice.
        if (sent!.state === 'parked') expect(read).toBeLessThanOrEqual(1);
        else expect(read).toBe(1);
      }),
    120_000,
  );
});
