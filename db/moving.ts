/** An address goes over from one conversation to another, with everything that it wrote and nobody has taken up. */
import { newId } from '../src/ids.ts';
import type { Sql, Tx } from './client.ts';
import type { Lease } from './conversations.ts';
import { LineUnderWay } from './erasure.ts';
import { appendEvents } from './events.ts';
import { eraseEverything } from './forgetting.ts';
import { type Linked, useLink } from './links.ts';
import { insertTicket } from './tickets.ts';
import { touchCandidates } from './touch.ts';

/** Conversations that one transaction writes to, locked in the order of their ids: two that meet never wait for each other. */
export async function lockTalks(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx`select 1 from conversations where id = any(${[...ids]}) order by id for no key update`;
}

export interface Joining {
  hash: string;
  /** The conversation that the link belongs to. */
  to: string;
  /** The address that its code came from. */
  identityId: string;
}

/**
 * Whoever has an address here brought the code of another conversation: it is theirs from now on. Fenced as a turn is: only
 * if token and version match, the lease given back. The other conversation hears of it by its inbox, where the code and what
 * was written behind it now stand; nothing else of it is touched, so its worker is not in the way. Who has said yes to
 * nothing here, and has nothing but this address, is gone; anybody else stays as they are, without it, and
 * HR is told: no machine makes one history of two.
 * @returns false when the lease was lost, or the link meanwhile used
 * @throws LineUnderWay while a line goes to this address, or its voice is listened to; nothing is written then
 */
export async function commitJoin(sql: Sql, lease: Lease, joining: Joining): Promise<boolean> {
  const { conversationId: from, token, version } = lease;
  const { hash, to, identityId } = joining;
  return sql.begin(async (tx) => {
    await lockTalks(tx, [from, to]);
    const held = await tx`
      update conversations set version = version + 1, failures = 0, lease_token = null, lease_until = null,
        drain_after = case when exists (select 1 from inbox where conversation_id = ${from} and done_at is null
          and identity_id is distinct from ${identityId}) then clock_timestamp() end
      where id = ${from} and lease_token = ${token} and version = ${version} returning 1`;
    if (held.length === 0) return false;
    const used = await useLink(tx, { hash, identityId, from });
    if (used.length === 0) {
      // What was about to be so is not: thought about again, with what holds now.
      await tx`update conversations set drain_after = clock_timestamp() where id = ${from}`;
      return false;
    }
    const busy = await tx`
      select 1 from outbox where conversation_id = ${from} and identity_id = ${identityId} and state = 'sending'
      union all select 1 from inbox where conversation_id = ${from} and identity_id = ${identityId}
        and media_state = 'pending' and media_until > clock_timestamp()`;
    if (busy.length > 0) throw new LineUnderWay();
    await moveAddress(tx, identityId, from, to);
    if (await isNobody(tx, from)) {
      await tx`
        update tickets set conversation_id = ${to}, turn_seq = null
        where conversation_id = ${from} and state = 'open'`;
      await eraseEverything(tx, lease.candidateId, from);
    } else {
      const ticket = await insertTicket(tx, to, { kind: 'duplicate', reasons: [lease.candidateId] });
      await appendEvents(tx, [ticket]);
    }
    return true;
  });
}

/**
 * Somebody's address turned out not to be this person's: it goes back to where it was, or among the strangers. The
 * conversations must be locked.
 */
export async function moveOut(
  tx: Tx,
  conversationId: string,
  { link, identity, from }: Linked,
): Promise<void> {
  const undone =
    await tx`update link_codes set undone_at = now() where id = ${link} and undone_at is null returning 1`;
  if (undone.length > 0) await moveAddress(tx, identity, conversationId, from ?? (await makeNobody(tx)));
}

async function makeNobody(tx: Tx): Promise<string> {
  const [candidateId, id] = [newId('cnd'), newId('cnv')];
  await tx`
    with who as (insert into candidates (id) values (${candidateId}))
    insert into conversations (id, candidate_id) values (${id}, ${candidateId})`;
  return id;
}

/** Has nothing here but words without consent. */
async function isNobody(tx: Tx, conversationId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from conversations v join candidates c on c.id = v.candidate_id
    where v.id = ${conversationId} and c.name is null and c.phone is null
      and coalesce(v.state->>'consent', 'none') <> 'given'
      and not exists (select 1 from identities where conversation_id = v.id)
      and not exists (select 1 from applications where conversation_id = v.id)
      and not exists (select 1 from consents where conversation_id = v.id and given)`;
  return rows.length > 0;
}

/** Both conversations must be locked, or one of them unknown to everybody else. */
async function moveAddress(tx: Tx, identityId: string, from: string, to: string): Promise<void> {
  const columns = tx`
    identity_id, channel, hash, content, name, language_hint, sent_at, received_at, media_state, media_attempts,
    transcript, media_id, media_reason, media_until`;
  await tx`
    with taken as (
      delete from inbox where conversation_id = ${from} and identity_id = ${identityId} and done_at is null returning *
    ), numbered as (
      select t.*, row_number() over (order by t.seq) as place from taken t
    ), bumped as (
      update conversations set
        inbox_seq = inbox_seq + (select count(*) from taken), wakes = wakes + 1,
        first_undone_at = coalesce(first_undone_at, clock_timestamp()),
        drain_after = least(drain_after, clock_timestamp())
      where id = ${to} and exists (select 1 from taken)
      returning inbox_seq - (select count(*) from taken) as base
    ), recordings as (
      update media m set conversation_id = ${to}, inbox_seq = b.base + n.place
      from numbered n, bumped b where m.conversation_id = ${from} and m.inbox_seq = n.seq
    )
    insert into inbox (conversation_id, seq, ${columns})
    select ${to}, b.base + n.place, ${columns} from numbered n, bumped b`;
  await tx`update identities set conversation_id = ${to} where id = ${identityId} and conversation_id = ${from}`;
  await touchCandidates(tx, from, to);
  await tx`
    update conversations set moves = moves + 1, reply_identity_id = nullif(reply_identity_id, ${identityId})
    where id = ${from}`;
  await tx`
    update outbox set state = 'dropped', error_code = 'moved'
    where conversation_id = ${from} and identity_id = ${identityId} and state = 'pending'`;
}
