/** The web chat's thread: what somebody wrote from an address, and what was sent there, as inbox and outbox have it. */
import type { Button, Language } from '../src/types.ts';
import type { Sql } from './client.ts';

export interface ThreadMessage {
  /** `i` and a number of the inbox, or `o` and one of the outbox. */
  id: string;
  from: 'candidate' | 'bot' | 'hr';
  kind: 'text' | 'button' | 'voice' | 'file' | 'other';
  text: string;
  buttons: Button[];
  at: Date;
  /** What the page called its own message. */
  clientId: string | null;
}

/**
 * How far a reader is. Numbers of the inbox and times of sends both grow as they are committed within one conversation, so
 * nothing can appear behind a reader; between the two there is no common count.
 */
export interface Cursor {
  inbox: number;
  /** Microseconds since the epoch. */
  sent: number;
}

export interface Thread {
  conversationId: string;
  messages: ThreadMessage[];
  /** Behind the last message. */
  cursor: Cursor;
  /** Something was taken in and its answer does not stand there yet. */
  typing: boolean;
  language: Language | null;
  /** The opening that is talked about, and whether a starting point waits to be taken up. */
  openingId: string | null;
  starting: boolean;
}

const BEGINNING: Cursor = { inbox: 0, sent: 0 };

/**
 * The newest `limit` messages behind `after`, oldest first. Null when nobody ever wrote from this address. Buttons are those
 * of the outbox row, whether they can still be pressed or not; starting points are no messages.
 */
export async function readThread(
  sql: Sql,
  address: string,
  limit: number,
  after: Cursor = BEGINNING,
): Promise<Thread | null> {
  const [row] = await sql<(Omit<Thread, 'messages' | 'cursor'> & { messages: Message[]; cursor: Cursor })[]>`
    with who as (
      select i.id, i.conversation_id from identities i
      where i.channel = 'web' and i.account = 'web' and i.address = ${address}
    ), heard as (
      select 'i' || b.seq as id, b.content, b.received_at as at, b.seq, null::bigint as sent, b.done_at is null as undone
      from who join inbox b on b.conversation_id = who.conversation_id and b.identity_id = who.id
      where b.seq > ${after.inbox}
    ), said as (
      select 'o' || o.seq as id, o.content, o.sent_at as at, null::bigint as seq,
        (extract(epoch from o.sent_at) * 1000000)::bigint as sent, false as undone
      from who join outbox o on o.conversation_id = who.conversation_id and o.identity_id = who.id
      where o.state = 'sent' and o.sent_at > 'epoch'::timestamptz + ${after.sent}::float8 * interval '1 microsecond'
    ), shown as (
      select * from (select * from heard union all select * from said) thread
      where content is not null and content->>'kind' not in ('start', 'ack_button')
      order by at desc, id desc limit ${limit}
    )
    select who.conversation_id as "conversationId",
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'content', content, 'at', extract(epoch from at) * 1000)
                order by at, seq nulls last) from shown), '[]') as messages,
      jsonb_build_object('inbox', greatest(${after.inbox}::bigint, (select max(seq) from heard)),
                         'sent', greatest(${after.sent}::bigint, (select max(sent) from said))) as cursor,
      (exists (select 1 from inbox b where b.conversation_id = who.conversation_id and b.done_at is null
                 and b.identity_id = who.id)
        and coalesce(c.state->'takenOver', 'false') = 'false'
        and not coalesce((c.state->>'stopped')::boolean, false))
        or exists (select 1 from outbox o where o.conversation_id = who.conversation_id and o.identity_id = who.id
                     and o.state in ('pending', 'sending') and o.priority = 0
                     and coalesce(o.not_before, now()) <= now()) as typing,
      c.state->>'language' as language,
      coalesce(c.state->'pending'->>'openingId', c.state->'interview'->>'openingId') as "openingId",
      exists (select 1 from inbox b where b.conversation_id = who.conversation_id and b.done_at is null
                and b.content->>'kind' = 'start') as starting
    from who join conversations c on c.id = who.conversation_id`;
  if (!row) return null;
  return { ...row, messages: row.messages.map(toMessage) };
}

/** The conversation that this visitor's messages go to; null before the first. */
export async function conversationOf(sql: Sql, address: string): Promise<string | null> {
  const [row] = await sql<{ conversation_id: string }[]>`
    select conversation_id from identities where channel = 'web' and account = 'web' and address = ${address}`;
  return row?.conversation_id ?? null;
}

/** Somebody at this address has once come by this code. */
export async function cameBy(sql: Sql, address: string, code: string): Promise<boolean> {
  const rows = await sql`
    select 1 from identities i join inbox b on b.conversation_id = i.conversation_id and b.identity_id = i.id
    where i.channel = 'web' and i.account = 'web' and i.address = ${address}
      and b.content->>'kind' = 'start' and b.content->>'code' = ${code} limit 1`;
  return rows.length > 0;
}

/** A message that was stored under this hash: its number, its time, and what a voice is kept under. Null when there is none. */
export async function findStored(
  sql: Sql,
  address: string,
  hash: string,
): Promise<{ id: string; at: Date; mediaId: string | null } | null> {
  const [row] = await sql<{ id: string; at: Date; mediaId: string | null }[]>`
    select 'i' || b.seq as id, b.received_at as at, b.content->'media'->>'id' as "mediaId"
    from identities i join inbox b on b.conversation_id = i.conversation_id and b.identity_id = i.id
    where i.channel = 'web' and i.account = 'web' and i.address = ${address} and b.hash = decode(${hash}, 'hex')`;
  return row ?? null;
}

/** The person behind this address has agreed to be interviewed. */
export async function hasConsented(sql: Sql, address: string): Promise<boolean> {
  const rows = await sql`
    select 1 from identities i join conversations c on c.id = i.conversation_id
    where i.channel = 'web' and i.account = 'web' and i.address = ${address} and c.state->>'consent' = 'given'`;
  return rows.length > 0;
}

/** Of these readers, those for whom something new stands there: one look for all the streams of a process. */
export async function findBehind(
  sql: Sql,
  readers: { address: string; cursor: Cursor }[],
): Promise<Set<string>> {
  if (readers.length === 0) return new Set();
  const given = readers.map(({ address, cursor }) => ({ address, ...cursor }));
  const rows = await sql<{ address: string }[]>`
    select r.address
    from jsonb_to_recordset(${sql.json(given)}) as r(address text, inbox bigint, sent bigint)
    join identities i on i.channel = 'web' and i.account = 'web' and i.address = r.address
    where exists (select 1 from inbox b where b.conversation_id = i.conversation_id and b.seq > r.inbox
                    and b.identity_id = i.id)
      or exists (select 1 from outbox o where o.conversation_id = i.conversation_id and o.identity_id = i.id
                   and o.state = 'sent'
                   and o.sent_at > 'epoch'::timestamptz + r.sent::float8 * interval '1 microsecond')`;
  return new Set(rows.map(({ address }) => address));
}

interface Message {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  content: {
    kind: string;
    text?: string;
    label?: string;
    caption?: string;
    clientId?: string;
    buttons?: Button[];
    from?: 'hr';
  };
}

const KINDS = new Set(['text', 'button', 'voice', 'file']);

function toMessage({ id, at, content }: Message): ThreadMessage {
  const { kind, text, label, caption, clientId, buttons, from } = content;
  return {
    id,
    from: id.startsWith('i') ? 'candidate' : (from ?? 'bot'),
    kind: (KINDS.has(kind) ? kind : 'other') as ThreadMessage['kind'],
    text: text ?? label ?? caption ?? '',
    buttons: buttons ?? [],
    at: new Date(at),
    clientId: clientId ?? null,
  };
}
