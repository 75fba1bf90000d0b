/** What a database is to the rest of the house, and what every connection to one has in common. */
import type postgres from 'postgres';

type Types = { bigint: number };
export type Sql = postgres.Sql<Types>;
/** What a statement runs on: the pool, or a transaction that the caller holds. */
export type Tx = Sql | postgres.TransactionSql<Types>;

export interface Database {
  sql: Sql;
  /** The embedded engine has one session: inside `sql.begin` only the transaction may be used. */
  embedded: boolean;
  /** Another process runs the engine, and we are its guest. */
  guest: boolean;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  databaseUrl: string | undefined;
  dataDir: string;
  /** Connections to a server. Two cores are kept busy by ten; a turn holds none while it thinks. */
  connections?: number;
  /** How long a transaction may stand still. */
  idleInTransactionMs?: number;
}

export const sharedOptions: postgres.Options<{ bigint: postgres.PostgresType<number> }> = {
  onnotice: () => {},
  // bigint as number: our counters stay far below 2^53, and JSON would not carry a bigint.
  types: {
    bigint: {
      to: 20,
      from: [20],
      parse: (text: string) => Number(text),
      serialize: (value: number) => String(value),
    },
  },
};
