/** The inbox: every message is here before anybody is told that we have it, and nothing else changes a conversation. */
import { newId } from '../src/ids.ts';
import type { InboundContent, Stage } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';
import { useLink } from './links.ts';
import { eraseMedia } from './media.ts';
import { touchCandidates } from './touch.ts';

/** What the system tells a conversation; it takes the same way as a person's message. */
export type SystemContent =
  | { kind: 'timer'; timer: string }
  /** `identity` could not be reached by the line `seq` of the outbox. */
  | { kind: 'unreachable'; identity: string; seq: number }
  /** A line could not be sent, and none can before the person writes. */
  | { kind: 'shut' }
  /** The provider kept nothing for us while we were gone. */
  | { kind: 'missed' }
  /** Who writes on `channel`, and has the number of `identity`, says that they are this person. */
  | { kind: 'prove'; identity: string; channel: string }
  /** The person behind this identity told the provider to stop us. */
  | { kind: 'opted_out'; identity: string }
  /** `by` is the key of whoever did it. */
  | { kind: 'takeover'; by: string; interview_id: string }
  | { kind: 'handback' }
  | { kind: 'invite'; invitation_id: string; link: string | null }
  | { kind: 'screen'; application_id: string }
  /** The person is to be erased: it ends what goes on here, without a word. */
  | { kind: 'erase' }
  /** A person decided about an application. */
  | { kind: 'decided'; decision_id: string }
  /** Something that the person should hear, or a person of HR; `subject` is the id of what it is about. */
  | { kind: 'notice'; notice: string; subject: string }
  /** A clock of an application has run down. */
  | { kind: 'deadline'; deadline: string; application_id: string }
  /** A person moved the application out of the pipeline. */
  | { kind: 'application_ended'; application_id: string; stage: Stage }
  | { kind: 'hr_message'; text: string; by: string; interview_id: string | null; ticket_id: string | null };

export type InboxContent = InboundContent | SystemContent;

/** A message to be stored. `hash` is the keyed hash of (channel, account, external id), hexadecimal. */
export interface NewInboxRow {
  channel: string;
  account: string;
  address: string;
  hash: string;
  content: InboundContent;
  name: string | null;
  languageHint: string | null;
  sentAt: string | null;
  /** A recording to be fetched and heard before it can be taken up. */
  voice: boolean;
  /** Due now: buttons, commands, opt-outs. Everything else waits for the rest of a burst. */
  urgent: boolean;
}

export interface StoredRow {
  /** Null when this sender has never been seen: call {@link makeIdentity} and store again. */
  conversationId: string | null;
  /** The sender went over to another conversation in this moment; nothing was stored: store again. */
  moved: boolean;
  /** False for a second delivery. */
  stored: boolean;
  /** A second delivery from a sender whom nobody knows any more: they were erased, and nobody is made of it. */
  seen: boolean;
  /** Its number in the conversation's inbox; null when nothing new was stored. */
  seq: number | null;
  /** Milliseconds until the conversation is due; null when nothing new was stored. */
  dueIn: number | null;
}

/** A burst counts as one answer, but nobody waits longer than this for a reply to begin. */
const BURST_CAP_MS = 8000;

/**
 * Stores messages in one statement: what was seen before has no effect, the rest gets the next numbers of its
 * conversation, in the order given. Rows are locked in the order of their ids, so that two batches never deadlock.
 */
export async function storeMessages(sql: Tx, rows: NewInboxRow[], burstWaitMs: number): Promise<StoredRow[]> {
  const given = rows.map((row, ord) => ({
    ord,
    channel: row.channel,
    account: row.account,
    address: row.address,
    hash: row.hash,
    content: row.content,
    name: row.name,
    language_hint: row.languageHint,
    sent_at: row.sentAt,
    voice: row.voice,
    urgent: row.urgent,
  }));
  const stored = await sql<
    {
      conversation_id: string | null;
      moved: boolean;
      stored: boolean;
      seen: boolean;
      due_in: number | null;
      seq: number | null;
    }[]
  >`
    with given as (
      select r.*, decode(r.hash, 'hex') as key, i.id as identity_id, i.conversation_id, i.moves
      from jsonb_to_recordset(${sql.json(given as never)}) as r(
        ord int, channel text, account text, address text, hash text, content jsonb,
        name text, language_hint text, sent_at timestamptz, voice boolean, urgent boolean)
      -- One look at the index for each: as a plain join the planner reads all identities of a smaller table.
      left join lateral (
        select d.id, d.conversation_id, v.moves from identities d join conversations v on v.id = d.conversation_id
        where d.channel = r.channel and d.account = r.account and d.address = r.address limit 1) i on true
    ), locked as (
      select c.id, c.moves from conversations c
      where c.id = any(array(select conversation_id from given where conversation_id is not null))
      order by c.id for update
    ), here as (
      -- The lock gives the row as it is now, the snapshot told whose the address was: an address may have left meanwhile.
      select g.* from given g join locked l on l.id = g.conversation_id and l.moves = g.moves
    ), fresh as (
      insert into seen_messages (hash)
      select distinct key from here order by key
      on conflict do nothing
      returning hash
    ), numbered as (
      select distinct on (g.key) g.* from here g join fresh f on f.hash = g.key order by g.key, g.ord
    ), counted as (
      select numbered.*, row_number() over (partition by conversation_id order by ord) as place from numbered
    ), wanted as (
      select conversation_id, count(*) as n, bool_or(urgent) as urgent from counted group by conversation_id
    ), bumped as (
      update conversations c set
        inbox_seq = c.inbox_seq + w.n,
        wakes = c.wakes + 1,
        first_undone_at = coalesce(c.first_undone_at, clock_timestamp()),
        drain_after = case
          when w.urgent or c.drain_after <= clock_timestamp() then least(c.drain_after, clock_timestamp())
          else least(clock_timestamp() + ${burstWaitMs} * interval '1 ms',
                     coalesce(c.first_undone_at, clock_timestamp()) + ${BURST_CAP_MS} * interval '1 ms')
        end
      from wanted w
      where c.id = w.conversation_id
      returning c.id, c.inbox_seq - w.n as base,
        greatest(0, extract(epoch from c.drain_after - clock_timestamp()) * 1000)::float8 as due_in
    ), reopened as (
      -- Whoever writes from an address can be reached there again.
      update identities set state = 'open', state_at = now()
      where id = any(array(select identity_id from counted)) and state = 'unreachable'
      returning conversation_id
    ), shown as (
      update candidates set updated_at = clock_timestamp() where id = any(array(
        select c.id from candidates c join conversations v on v.candidate_id = c.id
        where v.id in (select conversation_id from reopened) order by c.id for no key update of c))
    ), stored as (
      insert into inbox (conversation_id, seq, identity_id, channel, hash, content, name, language_hint, sent_at,
                         media_state)
      select c.conversation_id, b.base + c.place, c.identity_id, c.channel, c.key, c.content, c.name,
             c.language_hint, c.sent_at, case when c.voice then 'pending' else 'none' end
      from counted c join bumped b on b.id = c.conversation_id
    )
    select g.conversation_id, g.conversation_id is not null and h.ord is null as moved, c.ord is not null as stored, b.due_in,
      b.base + c.place as seq,
      case when g.conversation_id is null then exists (select 1 from seen_messages where hash = g.key)
           else false end as seen
    from given g left join here h using (ord) left join counted c using (ord)
      left join bumped b on b.id = c.conversation_id
    order by g.ord`;
  return stored.map((row) => ({
    conversationId: row.conversation_id,
    moved: row.moved,
    stored: row.stored,
    seen: row.seen,
    seq: row.seq,
    dueIn: row.due_in,
  }));
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';

/** A code that somebody brings, in upper case, and the keyed hash that links are known by. */
export interface BroughtCode {
  plain: string;
  hash: string;
}

/**
 * First sight of a sender: a person with nothing but an address; with the code of an invitation that nobody has used, the
 * person who was invited; with the code of a link, the person who asked for it. Of several processes that see them first,
 * and of several senders with one code, one wins.
 * @param code what the first message says; also an opening's, which claims nothing
 */
export async function makeIdentity(
  sql: Sql,
  channel: string,
  account: string,
  address: string,
  code: BroughtCode | null = null,
): Promise<void> {
  const candidateId = newId('cnd');
  const conversationId = newId('cnv');
  const identityId = newId('idn');
  const making =
    code === null
      ? sql`
        with who as (
          insert into candidates (id, source) values (${candidateId}, ${channel})
        ), talk as (
          insert into conversations (id, candidate_id) values (${conversationId}, ${candidateId})
        )
        insert into identities (id, conversation_id, channel, account, address)
        values (${identityId}, ${conversationId}, ${channel}, ${account}, ${address})`
      : sql`
        with invited as (
          update invitations set claimed_at = now(), claimed_by = ${identityId}
          where code = ${code.plain} and claimed_at is null and revoked_at is null and expires_at > now()
          returning conversation_id
        ), linked as (${useLink(sql, { hash: code.hash, identityId, from: null })}
        ), known as (
          select conversation_id from invited union all select conversation_id from linked
        ), shown as (
          update candidates set updated_at = clock_timestamp()
          where id = any(array(
            select v.candidate_id from known k join conversations v on v.id = k.conversation_id for key share of v))
        ), who as (
          insert into candidates (id, source)
          select ${candidateId}, ${channel} where not exists (select 1 from known)
        ), talk as (
          insert into conversations (id, candidate_id)
          select ${conversationId}, ${candidateId} where not exists (select 1 from known)
        )
        insert into identities (id, conversation_id, channel, account, address)
        select ${identityId}, coalesce((select conversation_id from known), ${conversationId}), ${channel},
          ${account}, ${address}`;
  await making.catch((error: { code?: string }) => {
    // Somebody else made it in the same moment; of ours nothing is left.
    if (error.code !== UNIQUE_VIOLATION) throw error;
  });
}

/** Appends a row of the system, due now, and gives its number; null for a second one with the same hash, which has no effect. */
export async function storeSystem(
  tx: Tx,
  conversationId: string,
  hash: string,
  content: SystemContent,
): Promise<number | null> {
  const [row] = await tx<{ seq: number }[]>`
    with fresh as (
      insert into seen_messages (hash) values (decode(${hash}, 'hex')) on conflict do nothing returning hash
    ), bumped as (
      update conversations set
        inbox_seq = inbox_seq + 1,
        wakes = wakes + 1,
        first_undone_at = coalesce(first_undone_at, clock_timestamp()),
        drain_after = least(drain_after, clock_timestamp())
      where id = ${conversationId} and exists (select 1 from fresh)
      returning id, inbox_seq
    )
    insert into inbox (conversation_id, seq, channel, hash, content)
    select b.id, b.inbox_seq, 'system', f.hash, ${tx.json(content as never)} from bumped b, fresh f
    returning seq`;
  return row?.seq ?? null;
}

/** An address of somebody whom we know already; one that is known stays as it is. */
export async function attachIdentity(
  tx: Tx,
  conversationId: string,
  { channel, account, address }: { channel: string; account: string; address: string },
): Promise<void> {
  const made = await tx`
    with talk as (
      -- First, and as a message of theirs locks it: it follows.
      select id from conversations where id = ${conversationId} and not exists (
        select 1 from identities where channel = ${channel} and account = ${account} and address = ${address})
      for update
    )
    insert into identities (id, conversation_id, channel, account, address)
    select ${newId('idn')}, id, ${channel}, ${account}, ${address} from talk
    on conflict (channel, account, address) do nothing returning 1`;
  if (made.length > 0) await touchCandidates(tx, conversationId);
}

/** A message with this hash was stored once, whatever became of it. */
export async function wasSeen(sql: Sql, hash: string): Promise<boolean> {
  const rows = await sql`select 1 from seen_messages where hash = decode(${hash}, 'hex')`;
  return rows.length > 0;
}

/** What became of a row: null while it waits; the number that it got among the turns, if it became one. */
export async function findTaken(
  sql: Tx,
  conversationId: string,
  seq: number,
): Promise<{ turnSeq: number | null } | null> {
  const [row] = await sql<{ turnSeq: number | null }[]>`
    select turn_seq as "turnSeq" from inbox
    where conversation_id = ${conversationId} and seq = ${seq} and done_at is not null`;
  return row ?? null;
}

/** Removes what was read of a person who did not consent. The rows, their hashes and numbers stay. */
export async function eraseInbox(tx: Tx, conversationId: string): Promise<void> {
  await tx`
    update inbox set content = null, name = null, language_hint = null, transcript = null
    where conversation_id = ${conversationId} and identity_id is not null and content is not null
      and done_at is not null`;
  await eraseMedia(tx, conversationId);
}
