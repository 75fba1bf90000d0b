/** What has been kept long enough: people at rest, their recordings and raw messages, deliveries that are told. */
import type { RetentionSettings } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';

type Days = RetentionSettings['days'];
const DAY_MS = 86_400_000;

/** Nothing is decided about these any more. */
const OVER = ['declined', 'withdrawn', 'expired', 'closed'];

export interface Resting {
  candidate_id: string;
  conversation_id: string;
  /** `workers`: they have worked here. */
  kind: 'people' | 'workers';
  /** When their time is over. */
  on: Date;
}

/**
 * People of whom nobody decides anything, who do not work, whom no hold names, and of whom nothing was heard for so long that
 * their time is over before `until`. The first ones first.
 */
export async function restingPeople(
  tx: Tx,
  { days, until, limit, only = null }: { days: Days; until: number; limit: number; only?: string | null },
): Promise<Resting[]> {
  const { people, workers } = days;
  const shortest = Math.min(people ?? Infinity, workers ?? Infinity);
  if (shortest === Infinity) return [];
  return tx<Resting[]>`
    with resting as (
      select c.id as candidate_id, v.id as conversation_id,
        case when w.worked then 'workers' else 'people' end as kind,
        greatest(c.heard_at, a.last, w.ended, i.last) as last
      from candidates c join conversations v on v.candidate_id = c.id
      left join lateral (
        select max(p.stage_at) as last, bool_or(p.stage <> all(${OVER}) and not (p.stage = 'hired'
          and exists (select 1 from employments where application_id = p.id))) as open
        from applications p where p.candidate_id = c.id) a on true
      left join lateral (
        select count(*) > 0 as worked, bool_or(e.state <> 'ended') as works, max(e.ends_on)::timestamptz as ended
        from employments e join applications p on p.id = e.application_id where p.candidate_id = c.id) w on true
      left join lateral (
        select received_at as last from inbox where conversation_id = v.id and identity_id is not null
        order by seq desc limit 1) i on true
      where c.erased_at is null and c.heard_at < ${new Date(until - shortest * DAY_MS)}
        and (${only}::text is null or c.id = ${only})
        and not coalesce(a.open, false) and not coalesce(w.works, false)
        and not exists (select 1 from legal_holds h where h.candidate_id = c.id and h.released_at is null)
    ), timed as (
      select candidate_id, conversation_id, kind,
        last + case kind when 'people' then ${people}::int else ${workers}::int end * interval '1 day' as "on"
      from resting
    )
    select * from timed where "on" <= ${new Date(until)} order by "on", candidate_id limit ${limit}`;
}

/** Nobody else has this conversation in hands; the lock holds until the transaction ends. */
export async function lockResting(tx: Tx, conversationId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from conversations where id = ${conversationId} for no key update skip locked`;
  return rows.length > 0;
}

/** Conversations whose interviews are decided since before `before`, and of which no hold keeps what was said. */
const decided = (tx: Tx, before: Date) => tx`
  select v.id from conversations v join candidates c on c.id = v.candidate_id
  left join lateral (
    select max(p.stage_at) as last, bool_or(p.stage <> all(${[...OVER, 'hired']})) as open
    from applications p where p.candidate_id = c.id) a on true
  where c.erased_at is null and not coalesce(a.open, false) and coalesce(a.last, c.heard_at) < ${before}
    and not exists (select 1 from legal_holds h where h.candidate_id = c.id and h.released_at is null)`;

const raw = (tx: Tx, before: Date) => tx`
  conversation_id in (${decided(tx, before)}) and identity_id is not null and content is not null
  and done_at is not null and received_at < ${before}`;

const recorded = (tx: Tx, before: Date) => tx`
  conversation_id in (${decided(tx, before)}) and erase_at is null and created_at < ${before}`;

const told = (tx: Tx, before: Date) => tx`state <> 'pending' and created_at < ${before}`;

const before = (now: number, days: number) => new Date(now - days * DAY_MS);

/** Messages as they came. What was said stays, as it was heard, with the interview. */
export async function dropRaw(sql: Sql, now: number, days: number, limit: number): Promise<number> {
  const rows = await sql`
    update inbox set content = null, name = null, language_hint = null, transcript = null
    where (conversation_id, seq) in (
      select conversation_id, seq from inbox where ${raw(sql, before(now, days))} limit ${limit}) returning 1`;
  return rows.length;
}

/** The sweep takes them out of the store. What was heard in them stays. */
export async function dropRecordings(sql: Sql, now: number, days: number, limit: number): Promise<number> {
  const rows = await sql`
    update media set erase_at = now() where id in (
      select id from media where ${recorded(sql, before(now, days))} limit ${limit}) and erase_at is null returning 1`;
  return rows.length;
}

/** Deliveries to webhooks that have come to an end. */
export async function dropDeliveries(sql: Sql, now: number, days: number, limit: number): Promise<number> {
  const rows = await sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries where ${told(sql, before(now, days))}
      order by created_at limit ${limit} for update skip locked) returning 1`;
  return rows.length;
}

/** How many rows would go at this moment. */
export async function countDue(sql: Sql, days: Days, now: number): Promise<Record<string, number>> {
  const count = async (kind: 'recordings' | 'messages' | 'deliveries') => {
    const after = days[kind];
    if (after === null) return 0;
    const at = before(now, after);
    const [row] = await (kind === 'recordings'
      ? sql<{ n: number }[]>`select count(*)::int as n from media where ${recorded(sql, at)}`
      : kind === 'messages'
        ? sql<{ n: number }[]>`select count(*)::int as n from inbox where ${raw(sql, at)}`
        : sql<{ n: number }[]>`select count(*)::int as n from webhook_deliveries where ${told(sql, at)}`);
    return row!.n;
  };
  return {
    recordings: await count('recordings'),
    messages: await count('messages'),
    deliveries: await count('deliveries'),
  };
}
