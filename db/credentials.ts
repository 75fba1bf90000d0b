/** What a provider gives us for a while, sealed: an access token that all processes share. */
import type { Sql } from './client.ts';

export interface SealedCredential {
  sealed: Uint8Array;
  /** Milliseconds for which it is good. */
  leftMs: number;
}

export async function findCredential(sql: Sql, name: string): Promise<SealedCredential | null> {
  const [row] = await sql<SealedCredential[]>`
    select sealed, extract(epoch from until - clock_timestamp()) * 1000 as "leftMs"
    from credentials where name = ${name} and until > clock_timestamp()`;
  return row ? { sealed: row.sealed, leftMs: Number(row.leftMs) } : null;
}

export async function keepCredential(
  sql: Sql,
  name: string,
  { sealed, leftMs }: SealedCredential,
): Promise<void> {
  await sql`
    insert into credentials (name, sealed, until)
    values (${name}, ${Buffer.from(sealed)}, clock_timestamp() + ${leftMs} * interval '1 ms')
    on conflict (name) do update set sealed = excluded.sealed, until = excluded.until`;
}
