/** Databases, people and messages for the tests of the durable path. */
import { createHash, randomUUID } from 'node:crypto';
import { connect, type Database, type Sql } from '../../db/client.ts';
import type { NewOutboxRow, TurnCommit } from '../../db/commit.ts';
import { type Lease, takeLease } from '../../db/conversations.ts';
import { makeIdentity, type NewInboxRow, storeMessages } from '../../db/inbox.ts';
import { insertOpening } from '../../db/openings.ts';
import { embeddedDatabase } from '../support/embedded.ts';
import { createDatabase } from '../support/services.ts';

export interface TestDatabase extends Database {
  /** Another pool on the same data: another process. The embedded engine has one session and gives the same. */
  another(): Promise<Sql>;
}

export async function onServer(connections = 10): Promise<TestDatabase> {
  const databaseUrl = await createDatabase();
  const open = () => connect({ databaseUrl, dataDir: '', connections });
  const databases = [await open()];
  const [first] = databases as [Database];
  return {
    ...first,
    async another() {
      const database = await open();
      databases.push(database);
      return database.sql;
    },
    close: async () => void (await Promise.all(databases.map((database) => database.close()))),
  };
}

async function onEmbedded(): Promise<TestDatabase> {
  const database = await embeddedDatabase();
  return { ...database, another: async () => database.sql };
}

export const engines = [
  { engine: 'PostgreSQL', open: onServer },
  { engine: 'the embedded engine', open: onEmbedded },
];

export interface Person {
  address: string;
  conversationId: string;
  candidateId: string;
  identityId: string;
}

export const channel = 'telegram';
export const account = 'bot';

export async function person(sql: Sql, address: string = randomUUID()): Promise<Person> {
  await makeIdentity(sql, channel, account, address);
  const [row] = await sql<Omit<Person, 'address'>[]>`
    select i.id as "identityId", i.conversation_id as "conversationId", c.candidate_id as "candidateId"
    from identities i join conversations c on c.id = i.conversation_id where i.address = ${address}`;
  if (!row) throw new Error('nobody was made');
  return { address, ...row };
}

/** An open opening; its id. */
export async function openingOf(sql: Sql, code: string): Promise<string> {
  const made = await insertOpening(sql, {
    code,
    title: { zh: '分拣员', en: 'Sorter' },
    role: 'sorter',
    flow: 'warehouse-sorter',
    status: 'open',
    headcount: 1,
    site: {},
    pay: {},
    requirements: {},
    facts: {},
  });
  if (!made) throw new Error(`the code ${code} is taken`);
  return made.id;
}

export function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

/** A text from `address`; `id` is the provider's own. Due now unless said otherwise. */
export function message(address: string, id: string, over: Partial<NewInboxRow> = {}): NewInboxRow {
  return {
    channel,
    account,
    address,
    hash: hashOf(`${address} ${id}`),
    content: { kind: 'text', text: id },
    name: null,
    languageHint: null,
    sentAt: null,
    voice: false,
    urgent: true,
    ...over,
  };
}

/** Stores one message, due now. */
export async function write(sql: Sql, who: Person, id: string = randomUUID()): Promise<void> {
  await storeMessages(sql, [message(who.address, id)], 0);
}

export async function mustLease(sql: Sql, who: Person, leaseMs = 60_000): Promise<Lease> {
  const lease = await takeLease(sql, who.conversationId, randomUUID(), leaseMs);
  if (!lease) throw new Error('the conversation is not due');
  return lease;
}

/** A commit that takes up every row of the lease and says nothing. */
export function turnOf(lease: Lease, over: Partial<TurnCommit> = {}): TurnCommit {
  return {
    lease,
    state: { turn: lease.version + 1 },
    done: lease.rows.map((row) => ({ seq: row.seq, turn_seq: null, aside_reason: null })),
    turns: [],
    outbox: [],
    turnSeq: lease.turnSeq,
    outboxSeq: lease.outboxSeq,
    replyIdentityId: lease.replyIdentityId,
    applicationId: null,
    interview: null,
    timers: {},
    again: false,
    onlyIfQuiet: false,
    ...over,
  };
}

export function line(who: Person, seq: number, over: Partial<NewOutboxRow> = {}): NewOutboxRow {
  return {
    seq,
    identity_id: who.identityId,
    key: `line:${seq}`,
    priority: 0,
    category: 'interview',
    even_if_closed: false,
    content: { kind: 'text', text: `line ${seq}` },
    ask: null,
    turn_seq: null,
    not_before: null,
    ...over,
  };
}

/** Resolves when some session of this database waits for a lock that another one holds. */
export async function untilSomebodyWaits(sql: Sql, sessions = 1): Promise<void> {
  for (;;) {
    const [row] = await sql<{ n: number }[]>`
      select count(*) as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if ((row?.n ?? 0) >= sessions) return;
  }
}

/** A transaction that stays open until it is told to commit. */
export async function openTransaction(
  sql: Sql,
  work: (tx: Parameters<Parameters<Sql['begin']>[1]>[0]) => Promise<unknown>,
): Promise<{ commit(): Promise<void> }> {
  const ready = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const done = sql.begin(async (tx) => {
    await work(tx);
    ready.resolve();
    await end.promise;
  });
  done.catch(ready.reject);
  await ready.promise;
  return {
    async commit() {
      end.resolve();
      await done;
    },
  };
}
