/** What is waiting, for the metrics: counts and ages only. Each line is answered from a partial index. */
import type { Tx } from './client.ts';
import { readWaiting, type Waiting } from './waiting.ts';

export interface Backlog {
  inboxUndone: number;
  inboxOldestSeconds: number;
  outboxPending: number;
  outboxOldestSeconds: number;
  /** Messages that were set aside after three failures: a person has to look. */
  aside: number;
  /** Interviews that are to be assessed. */
  assessments: number;
}

export async function readBacklog(tx: Tx): Promise<Backlog & { waiting: Waiting[] }> {
  const waiting = readWaiting(tx);
  const [row] = await tx<Backlog[]>`
    select i.n as "inboxUndone", i.age as "inboxOldestSeconds", o.n as "outboxPending",
           o.age as "outboxOldestSeconds", a.n as "aside",
           s.n as "assessments"
    from
      (select count(*) as n, coalesce(extract(epoch from clock_timestamp() - min(received_at)), 0)::float8 as age
       from inbox where done_at is null) i,
      -- What waits for the morning is late by nobody's fault.
      (select count(*) as n,
         coalesce(greatest(0, extract(epoch from clock_timestamp() - min(coalesce(not_before, created_at)))), 0)::float8 as age
       from outbox where state = 'pending') o,
      (select count(*) as n from inbox where aside_reason is not null) a,
      (select count(*) as n from assessment_jobs where done < wanted) s`;
  return { ...row!, waiting: await waiting };
}
