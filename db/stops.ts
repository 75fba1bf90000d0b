/** Who said STOP, by keyed hashes of their addresses: so it is known where the addresses are not, and holds after a restore. */
import type { Hash } from '../src/secrets.ts';
import type { Tx } from './client.ts';

export interface Address {
  channel: string;
  account: string;
  address: string;
}

export interface Stop {
  at: Date;
  /** They came back since. */
  over: boolean;
}

/** The name of an address, as it is known without it. */
export const stopOf = (hash: Hash, { channel, account, address }: Address): string =>
  hash(`stop ${channel.length} ${channel} ${account.length} ${account} ${address}`);

/** So many are in memory at once. */
const BATCH = 5000;

type Known = Address & { id: string; at: Date; over: boolean };

/** All that said STOP at some time. What an erasure has given up is nobody's. */
export async function stopsOf(sql: Tx, hash: Hash): Promise<Map<string, Stop>> {
  const stops = new Map<string, Stop>();
  const remembered = await sql<{ hash: string; at: Date }[]>`select hash, at from stopped_addresses`;
  for (const one of remembered) stops.set(one.hash, { at: one.at, over: false });
  for (let after = ''; ; ) {
    const rows = await sql<Known[]>`
      select i.id, i.channel, i.account, i.address, i.state <> 'closed' as over,
        case when i.state = 'closed' then i.state_at else o.ended_at end as at
      from identities i left join lateral (
        select max(ended_at) as ended_at from opt_outs where identity_id = i.id) o on true
      where i.id > ${after} and (i.state = 'closed' or o.ended_at is not null) and i.address <> 'erased ' || i.id
      order by i.id limit ${BATCH}`;
    for (const { at, over, ...address } of rows) stops.set(stopOf(hash, address), { at, over });
    if (rows.length < BATCH) return stops;
    after = rows.at(-1)!.id;
  }
}

export interface Stopped {
  conversationId: string;
  identityId: string;
  at: Date;
}

/**
 * Closes what of these addresses is there and open, and remembers the others.
 * @returns what was closed: their conversations are to be told
 */
export async function applyStops(tx: Tx, stops: ReadonlyMap<string, Stop>, hash: Hash): Promise<Stopped[]> {
  const left = new Map([...stops].filter(([, { over }]) => !over));
  const closed: Stopped[] = [];
  for (let after = ''; left.size > 0; ) {
    const rows = await tx<(Address & { id: string })[]>`
      select id, channel, account, address from identities where id > ${after} order by id limit ${BATCH}`;
    const found = rows.flatMap(({ id, ...address }) => {
      const name = stopOf(hash, address);
      const stop = left.get(name);
      left.delete(name);
      return stop ? [{ id, at: stop.at.toISOString() }] : [];
    });
    if (found.length > 0) closed.push(...(await closeAt(tx, found)));
    if (rows.length < BATCH) break;
    after = rows.at(-1)!.id;
  }
  const unknown = [...left].map(([name, { at }]) => ({ hash: name, at: at.toISOString() }));
  for (let i = 0; i < unknown.length; i += BATCH) {
    await tx`
      insert into stopped_addresses (hash, at)
      select hash, at from jsonb_to_recordset(${tx.json(unknown.slice(i, i + BATCH))}) as r(hash text, at timestamptz)
      on conflict (hash) do nothing`;
  }
  return closed;
}

/** But for those that came back later than they stopped, and for whoever has the address since. */
async function closeAt(tx: Tx, found: { id: string; at: string }[]): Promise<Stopped[]> {
  return tx<Stopped[]>`
    with stopped as (
      update identities i set state = 'closed', state_at = r.at
      from jsonb_to_recordset(${tx.json(found)}) as r(id text, at timestamptz)
      where i.id = r.id and i.state <> 'closed' and date_trunc('milliseconds', i.created_at) <= r.at
        and not exists (select 1 from opt_outs where identity_id = i.id and ended_at >= r.at)
      returning i.id, i.conversation_id, i.state_at
    ), told as (
      insert into opt_outs (identity_id, at) select id, state_at from stopped
    )
    select conversation_id as "conversationId", id as "identityId", state_at as at from stopped`;
}

/** Closes an address that was made this moment, if its STOP is remembered. @returns whether it is */
export async function takeStop(tx: Tx, identityId: string, address: Address, hash: Hash): Promise<boolean> {
  const taken = await tx`
    with stop as (
      delete from stopped_addresses where hash = ${stopOf(hash, address)} returning at
    ), closed as (
      update identities set state = 'closed', state_at = stop.at from stop where id = ${identityId} returning id
    )
    insert into opt_outs (identity_id, at) select ${identityId}, at from stop returning 1`;
  return taken.length > 0;
}
