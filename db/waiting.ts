/** Who and what is waiting, and since when: counts and ages only, by fixed words. */
import type { Tx } from './client.ts';

/** What may wait beside applications and interviews. */
export const WAITING = [
  /** Interviews completed more than a day ago, of which nobody has decided. */
  'decision',
  /** Assessments that a person is to look at. */
  'review',
  /** Questions and requests of candidates to a person. */
  'ticket',
  /** Voice notes that are to be heard. */
  'voice',
  /** Calls to webhook endpoints that are due; of one that is disabled nothing is. */
  'webhook',
  /** Webhook endpoints that were switched off because nobody takes calls there: somebody has to say what becomes of them. */
  'webhook_off',
  /** What is to be asked of the provider of a step. */
  'step_work',
  /** Clocks of conversations and applications that have run down and rung for nobody. */
  'timer',
  /** Sends of the last week of which nobody knows whether they arrived: a person has to look. */
  'parked_send',
] as const;

export interface Waiting {
  family: 'applications' | 'interviews' | 'waiting';
  /** A stage, a status, or one of {@link WAITING}. */
  label: string;
  n: number;
  oldestSeconds: number;
}

/** One look; what does not wait has no row. */
export function readWaiting(tx: Tx): Promise<Waiting[]> {
  const counted = tx`count(*)::int as n, min(since) as since`;
  return tx<Waiting[]>`
    select family, label, n, greatest(0, extract(epoch from statement_timestamp() - since))::float8 as "oldestSeconds" from (
      select 'applications' as family, stage as label, count(*)::int as n, min(stage_at) as since
      from applications where stage not in ('hired', 'declined', 'withdrawn', 'expired', 'closed') group by stage
      union all
      select 'interviews', status, count(*)::int, min(updated_at)
      from interviews where status in ('in_progress', 'paused', 'handed_off') group by status
      union all
      select 'waiting', 'decision', ${counted} from (
        select i.completed_at as since from interviews i join applications a on a.id = i.application_id
        where a.stage = 'reviewing' and i.completed_at < statement_timestamp() - interval '24 hours') d
      union all
      select 'waiting', 'review', ${counted} from reviews where undecided and not rated
      union all
      select 'waiting', 'ticket', ${counted} from (select at as since from tickets where state = 'open') t
      union all
      select 'waiting', 'voice', ${counted} from (
        select received_at as since from inbox where media_state = 'pending') m
      union all
      select 'waiting', 'webhook', ${counted} from (
        select d.next_at as since from webhook_endpoints e join webhook_deliveries d on d.endpoint_id = e.id
        where e.state = 'active' and d.state = 'pending' and d.next_at <= statement_timestamp()) w
      union all
      select 'waiting', 'webhook_off', ${counted} from (
        select updated_at as since from webhook_endpoints
        where state = 'disabled' and disabled_because in ('gone', 'failing', 'restored')) f
      union all
      select 'waiting', 'step_work', ${counted} from (
        select work_due_at as since from steps where work is not null and work_due_at <= statement_timestamp()) s
      union all
      select 'waiting', 'timer', ${counted} from (
        select due_at as since from timers where due_at <= statement_timestamp()
        union all select due_at from deadlines where due_at <= statement_timestamp()) c
      union all
      select 'waiting', 'parked_send', ${counted} from (
        select created_at as since from outbox
        where state in ('parked', 'failed') and state = 'parked' and created_at > statement_timestamp() - interval '7 days') o
    ) found where n > 0`;
}
