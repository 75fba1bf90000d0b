/** Voices: which of them wait to be heard, what was heard, and what is kept. */
import { newId } from '../src/ids.ts';
import type { Language, MediaRef } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';

/** A voice note to be fetched and heard. */
export interface MediaTask {
  conversationId: string;
  seq: number;
  /** What it is kept under. */
  mediaId: string;
  channel: string;
  ref: MediaRef;
  /** This try included. */
  attempts: number;
  /** Epoch milliseconds. */
  receivedAt: number;
  language: Language | null;
  /** Without it nothing is fetched. */
  consented: boolean;
  /** It is in the store already. */
  kept: { type: string } | null;
}

/**
 * Takes the first voice of a conversation that nobody works on. One that stands behind messages which are yet to be
 * understood waits for them: consent may be among them.
 */
export async function takeMedia(
  sql: Sql,
  conversationId: string,
  leaseMs: number,
): Promise<MediaTask | null> {
  const [row] = await sql<MediaTask[]>`
    with first as (
      select i.conversation_id, i.seq from inbox i join conversations c on c.id = i.conversation_id
      where i.conversation_id = ${conversationId} and i.media_state = 'pending'
        and coalesce(i.media_until, '-infinity') < clock_timestamp()
        and (c.state->>'consent' = 'given' or not exists (
          select 1 from inbox b where b.conversation_id = i.conversation_id and b.seq < i.seq
            and b.done_at is null and b.media_state <> 'pending'))
      order by i.seq limit 1 for update of i skip locked
    )
    update inbox i set
      media_until = clock_timestamp() + ${leaseMs} * interval '1 ms', media_attempts = media_attempts + 1,
      media_id = coalesce(i.media_id,
        case when i.content->'media'->>'kept' = 'true' then i.content->'media'->>'id' end, ${newId('med')})
    from first f join conversations c on c.id = f.conversation_id
    where i.conversation_id = f.conversation_id and i.seq = f.seq
    returning i.conversation_id as "conversationId", i.seq, i.media_id as "mediaId", i.channel,
      i.content->'media' as ref, i.media_attempts as attempts,
      (extract(epoch from i.received_at) * 1000)::float8 as "receivedAt", c.state->>'language' as language,
      coalesce(c.state->>'consent' = 'given', false) as consented,
      (select jsonb_build_object('type', m.type) from media m where m.id = i.media_id) as kept`;
  return row ?? null;
}

/** Keeps a task that is worked on. */
export async function extendMedia(sql: Sql, task: MediaTask, leaseMs: number): Promise<void> {
  await sql`
    update inbox set media_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where conversation_id = ${task.conversationId} and seq = ${task.seq} and media_state = 'pending'`;
}

export interface NewMedia {
  id: string;
  conversationId: string;
  seq: number;
  type: string;
  bytes: number;
}

/** What the store holds now. Where nobody waits for it any more, the person may have been erased: it goes again. */
export async function keepMedia(sql: Sql, media: NewMedia): Promise<void> {
  await sql`
    insert into media (id, conversation_id, inbox_seq, type, bytes, erase_at)
    select ${media.id}, i.conversation_id, i.seq, ${media.type}, ${media.bytes},
      case when i.media_state <> 'pending' then now() end
    from inbox i where i.conversation_id = ${media.conversationId} and i.seq = ${media.seq}
    on conflict (id) do nothing`;
}

/** The person was erased while their voice was heard: what has been put into the store since goes too. */
export async function eraseHeard(sql: Sql, { conversationId, seq, mediaId }: MediaTask): Promise<void> {
  await sql`
    insert into media (id, conversation_id, inbox_seq, type, bytes, copy_bytes, erase_at)
    select ${mediaId}, conversation_id, seq, 'application/octet-stream', 0, 0, now()
    from inbox where conversation_id = ${conversationId} and seq = ${seq} and content is null
    on conflict (id) do update set copy_bytes = coalesce(media.copy_bytes, 0), erase_at = now()`;
}

export async function describeMedia(
  sql: Sql,
  id: string,
  { seconds, copyBytes }: { seconds: number; copyBytes: number | null },
): Promise<void> {
  await sql`update media set seconds = ${seconds}, copy_bytes = ${copyBytes} where id = ${id}`;
}

/** Heard with its transcript, or the reason why nobody could be. */
export type MediaOutcome =
  | { transcript: { text: string; confidence: number | null; segments: object[] } }
  | { reason: string };

/**
 * Writes what became of it and makes the conversation due; where a burst still goes on, when that ends. Milliseconds until
 * then; null when somebody else was quicker.
 */
export async function finishMedia(sql: Sql, task: MediaTask, outcome: MediaOutcome): Promise<number | null> {
  const heard = 'transcript' in outcome ? outcome.transcript : null;
  const [row] = await sql<{ due_in: number }[]>`
    with finished as (
      update inbox set
        media_state = ${heard ? 'ready' : 'failed'}, media_until = null,
        transcript = ${heard && sql.json(heard as never)},
        media_reason = ${'reason' in outcome ? outcome.reason : null}
      where conversation_id = ${task.conversationId} and seq = ${task.seq} and media_state = 'pending'
      returning conversation_id
    )
    update conversations c set
      wakes = wakes + 1, first_undone_at = coalesce(first_undone_at, clock_timestamp()),
      drain_after = coalesce(drain_after, clock_timestamp())
    from finished f where c.id = f.conversation_id
    returning greatest(0, extract(epoch from c.drain_after - clock_timestamp()) * 1000)::float8 as due_in`;
  return row?.due_in ?? null;
}

/** Not now: another try after a while. */
export async function postponeMedia(sql: Sql, task: MediaTask, waitMs: number): Promise<void> {
  await extendMedia(sql, task, waitMs);
}

/** Conversations in which a voice waits that nobody works on: what the sweep wakes. */
export async function waitingMedia(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct conversation_id as id from inbox
    where media_state = 'pending' and coalesce(media_until, '-infinity') < clock_timestamp() limit ${limit}`;
  return rows.map((row) => row.id);
}

export interface StoredMedia {
  id: string;
  type: string;
  bytes: number;
  copyBytes: number | null;
}

/** A voice of this interview. */
export async function findMedia(sql: Sql, interviewId: string, mediaId: string): Promise<StoredMedia | null> {
  const [row] = await sql<StoredMedia[]>`
    select m.id, m.type, m.bytes, m.copy_bytes as "copyBytes"
    from media m join turns t on t.conversation_id = m.conversation_id and t.media_id = m.id
    where m.id = ${mediaId} and t.interview_id = ${interviewId} and m.erase_at is null`;
  return row ?? null;
}

/** The voices of a conversation have to go. */
export async function eraseMedia(tx: Tx, conversationId: string): Promise<void> {
  await tx`
    update media set erase_at = now() where conversation_id = ${conversationId} and erase_at is null`;
}

export async function mediaToErase(sql: Sql, limit: number): Promise<{ id: string; copy: boolean }[]> {
  return sql<{ id: string; copy: boolean }[]>`
    select id, copy_bytes is not null as copy from media
    where erase_at <= clock_timestamp() order by erase_at limit ${limit}`;
}

/** It is gone from the store. Of who was erased, it is counted. @param files with its copy */
export async function forgetMedia(sql: Sql, id: string, files: number): Promise<void> {
  await sql`
    with gone as (
      delete from media where id = ${id} and erase_at is not null returning conversation_id
    )
    update erasures e set media_files = e.media_files + ${files}
    from gone g join conversations v on v.id = g.conversation_id where e.candidate_id = v.candidate_id`;
}

/** The store does not do as asked: once more in a while. */
export async function eraseLater(sql: Sql, id: string, waitMs: number): Promise<void> {
  await sql`
    update media set erase_at = clock_timestamp() + ${waitMs} * interval '1 ms'
    where id = ${id} and erase_at is not null`;
}
