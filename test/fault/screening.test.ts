/** A screening and its invitation, with the process killed between every two steps. */
import { describe, expect, it, vi } from 'vitest';
import type { CrashPoint } from '../../src/crash.ts';
import { createDatabase, redisDatabase } from '../support/services.ts';
import { CODE, Stack } from './stack.ts';

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

describe('a process that is killed while it screens', () => {
  it.concurrent.each(POINTS)(
    'at %s: the application is screened once, and one invitation is read',
    async (point) => {
      const stack = await Stack.open({
        databaseUrl: await createDatabase(),
        redisUrl: await redisDatabase(),
      });
      try {
        await stack.launch('node', 'all');
        const user = stack.telegram.user(1, { first_name: '林', language_code: 'zh-hans' });
        user.send('你好呀');
        await user.next();
        await stack.settled(10_000);
        await stack.kill('node');
        await stack.launch('node', 'all', { crashAt: `${point}:1` });
        const { sql } = stack;
        const [about] = await sql<{ candidate_id: string; opening_id: string }[]>`
          select v.candidate_id, o.id as opening_id from conversations v, openings o where o.code = ${CODE}`;
        const apply = () =>
          stack.call('POST', '/v1/applications', about, { 'idempotency-key': 'apply' }).catch(() => null);
        const first = await apply();
        expect(await stack.death('node')).toBe('SIGKILL');
        await stack.launch('node', 'all');
        // Who got no answer asks again.
        if (!first) expect((await apply())?.status).toBe(201);
        await vi.waitUntil(
          async () =>
            (
              await sql`select 1 from invitations i join outbox o using (conversation_id, turn_seq) where o.state in ('sent', 'parked')`
            ).length > 0,
          { timeout: 30_000, interval: 100 },
        );
        await stack.settled(30_000);
        const [row] = await sql`
          select (select stage from applications) as stage,
            (select count(*)::int from invitations) as invitations,
            (select count(*)::int from interviews where status = 'invited') as invited,
            (select count(*)::int from events where type = 'stage.changed') as moves,
            (select count(*)::int from tickets) as tickets`;
        expect(row).toEqual({ stage: 'screening', invitations: 1, invited: 1, moves: 1, tickets: 0 });
        const [sent] = await sql<{ code: string; state: string }[]>`
          select i.code, o.state from invitations i join outbox o using (conversation_id, turn_seq)`;
        const read = user.received.filter(({ text }) => text.includes(sent!.code)).length;
        // A send that nobody saw the end of: a notice is left to a person rather than sent twice.
        if (sent!.state === 'parked') expect(read).toBeLessThanOrEqual(1);
        else expect(read).toBe(1);
      } finally {
        await stack.close();
      }
    },
    60_000,
  );
});
