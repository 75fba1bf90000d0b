/** Links: a person's way from one app to another, by a code that is good for one address and a short while. */
import type { Sql, Tx } from './client.ts';
import { appendEvents } from './events.ts';
import { insertTicket } from './tickets.ts';

/** Long enough to open another app, too short to be found later. */
const VALID = '30 minutes';
/** So long somebody may say that it was not them. */
const DISPUTABLE = '7 days';
/** What a tried code is remembered for. */
const TRIES_FOR = '1 hour';

/** Makes a link. The one before is over: a person has one way at a time. */
export async function insertLink(
  tx: Tx,
  { id, hash, conversationId }: { id: string; hash: string; conversationId: string },
): Promise<void> {
  await tx`
    update link_codes set expires_at = now()
    where conversation_id = ${conversationId} and used_at is null and expires_at > now()`;
  await tx`
    insert into link_codes (id, hash, conversation_id, expires_at)
    values (${id}, decode(${hash}, 'hex'), ${conversationId}, now() + ${VALID}::interval)`;
}

/** The statement that uses a link up, for an address: of two at once the second finds it used. */
export const useLink = (
  sql: Tx,
  { hash, identityId, from }: { hash: string; identityId: string; from: string | null },
) => sql`
  update link_codes l set used_at = now(), used_by = ${identityId}, from_conversation_id = ${from}
  from conversations v join candidates c on c.id = v.candidate_id
  where l.hash = decode(${hash}, 'hex') and l.used_at is null and l.expires_at > now()
    and v.id = l.conversation_id and c.erased_at is null
  returning l.conversation_id`;

export interface Looked {
  /** Codes without a way, tried from this address within the hour. */
  tries: number;
  /** The link behind the code; null: none. */
  link: { id: string; conversationId: string; usable: boolean } | null;
}

/** What a code is that somebody brings from this address. */
export async function lookUp(sql: Sql, hash: string, identityId: string): Promise<Looked> {
  const [row] = await sql<Looked[]>`
    select (select count(*)::int from code_tries
        where identity_id = ${identityId} and at > now() - ${TRIES_FOR}::interval) as tries,
      (select jsonb_build_object('id', l.id, 'conversationId', l.conversation_id,
          'usable', l.used_at is null and l.expires_at > now() and c.erased_at is null)
        from link_codes l join conversations v on v.id = l.conversation_id join candidates c on c.id = v.candidate_id
        where l.hash = decode(${hash}, 'hex')) as link`;
  return row!;
}

/** How many were made for this conversation within a day. */
export async function linksMade(sql: Sql, conversationId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from link_codes
    where conversation_id = ${conversationId} and created_at > now() - interval '1 day'`;
  return row!.n;
}

/**
 * Within a day an address came to somebody who was known before: by a link that nobody has taken back, or by an invitation.
 */
export async function cameLately(sql: Sql, conversationId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from link_codes
    where conversation_id = ${conversationId} and used_at > now() - interval '1 day' and undone_at is null
    union all
    select 1 from identities d join conversations v on v.id = d.conversation_id join candidates c on c.id = v.candidate_id
    where v.id = ${conversationId} and d.created_at > now() - interval '1 day'
      and c.created_at < d.created_at - interval '1 day'
    limit 1`;
  return rows.length > 0;
}

/** Where a link leads on the web: whose chat, about which opening. Null when there is none, or nothing to talk about. */
export async function findWay(
  sql: Sql,
  hash: string,
): Promise<{ conversationId: string; openingId: string; usable: boolean } | null> {
  const [row] = await sql<{ conversationId: string; openingId: string | null; usable: boolean }[]>`
    select l.conversation_id as "conversationId",
      coalesce(v.state->'interview'->>'openingId', (select opening_id from applications
        where conversation_id = v.id order by position desc limit 1)) as "openingId",
      l.used_at is null and l.expires_at > now() and c.erased_at is null as usable
    from link_codes l join conversations v on v.id = l.conversation_id join candidates c on c.id = v.candidate_id
    where l.hash = decode(${hash}, 'hex')`;
  return row && row.openingId !== null ? { ...row, openingId: row.openingId } : null;
}

/** Somebody brought a code that leads nowhere. Where it is a link that is over, its person's HR should know, once. */
export async function noteTry(tx: Tx, hash: string, identityId: string): Promise<void> {
  const again = await tx<{ conversation_id: string; why: string }[]>`
    with forgotten as (
      delete from code_tries where identity_id = ${identityId} and at < now() - ${TRIES_FOR}::interval
    ), noted as (
      insert into code_tries (identity_id) values (${identityId})
    )
    update link_codes set retried_at = now()
    where hash = decode(${hash}, 'hex') and retried_at is null and (used_at is not null or expires_at <= now())
    returning conversation_id, case when used_at is null then 'expired' else 'used' end as why`;
  for (const { conversation_id, why } of again)
    await appendEvents(tx, [await insertTicket(tx, conversation_id, { kind: 'link', reasons: [why] })]);
}

/** The person's other addresses are told with this turn; a code that was brought home is good for nobody else. */
export async function markTold(tx: Tx, linkId: string): Promise<void> {
  await tx`
    update link_codes set told_at = now(), expires_at = least(expires_at, now())
    where id = ${linkId} and told_at is null`;
}

/** An address that came by a link, and may be said to be somebody else's. */
export interface Linked {
  link: string;
  identity: string;
  /** The conversation that it had before, if it still has a person. */
  from: string | null;
}

/**
 * The addresses that came by a link after this one, the latest first; or this one itself, if it is the latest and has written
 * nothing but the code yet: later "not me" is an answer.
 */
export async function disputable(sql: Sql, conversationId: string, identityId: string): Promise<Linked[]> {
  const rows = await sql<(Linked & { later: boolean })[]>`
    select l.id as link, l.used_by as identity, l.used_by <> ${identityId} as later,
      (select v.id from conversations v join candidates c on c.id = v.candidate_id
        where v.id = l.from_conversation_id and c.erased_at is null) as "from"
    from link_codes l join identities d on d.id = l.used_by
    where d.conversation_id = ${conversationId} and l.conversation_id = ${conversationId} and l.undone_at is null
      and l.used_at > now() - ${DISPUTABLE}::interval
      and l.used_at >= coalesce((select max(m.used_at) from link_codes m
        where m.used_by = ${identityId} and m.conversation_id = ${conversationId} and m.undone_at is null), '-infinity')
      and (l.used_by <> ${identityId} or 2 >= (
        select count(*) from inbox where conversation_id = ${conversationId} and identity_id = ${identityId}))
    order by l.used_at desc, l.id`;
  const later = rows.filter((row) => row.later);
  return (later.length > 0 ? later : rows).map(({ link, identity, from }) => ({ link, identity, from }));
}
