/** Work that one process at a time does: a row by name, with a token, until a time. `src/alone.ts` keeps it. */
import type { Sql } from './client.ts';

/** Takes a lease that is free or has run out, or extends an own one; false while somebody else holds it. */
export async function holdLease(sql: Sql, name: string, token: string, leaseMs: number): Promise<boolean> {
  const held = await sql`
    insert into leases as l (name, token, until)
    values (${name}, ${token}, clock_timestamp() + ${leaseMs} * interval '1 ms')
    on conflict (name) do update set token = excluded.token, until = excluded.until
      where l.token = excluded.token or l.until < clock_timestamp()
    returning name`;
  return held.length === 1;
}

/** Gives it back, so that nobody waits until it has run out. What is not ours stays as it is. */
export async function giveLease(sql: Sql, name: string, token: string): Promise<void> {
  await sql`delete from leases where name = ${name} and token = ${token}`;
}

/** A token that is kept for ever: by it something elsewhere is known as ours. */
export async function tokenOf(sql: Sql, name: string): Promise<string> {
  await sql`
    insert into leases (name, token, until) values (${name}, gen_random_uuid(), 'infinity') on conflict do nothing`;
  const [row] = await sql<{ token: string }[]>`select token from leases where name = ${name}`;
  return row!.token;
}
