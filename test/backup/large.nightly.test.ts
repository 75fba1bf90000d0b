/** More than a million rows: backed up and restored by processes of their own, in bounded memory. The figures are printed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect, type Sql } from '../../db/client.ts';
import { Process } from '../commands/process.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

const PEOPLE = 50_000;
/** Of each: messages, what became of them, and lines. */
const SAID = 7;
const ERASED = 500;
/** The heap's own room and what lies outside of it for a moment; a hundred bytes for each row would be more. */
const BOUND = 120;
const MB = 1024;
/** What grew with the rows would not end in it: without a bound, a heap takes what the machine has before it looks for garbage. */
const HEAP = '--max-old-space-size=64 --max-semi-space-size=8';
const SECRET_KEY = 'a secret of the tests, at least 32 long';

/** People with an interview each, as many rows as a few years bring. */
async function fill(sql: Sql): Promise<void> {
  const id = (prefix: string, n: string) => `'${prefix}_' || lpad(${n}::text, 25, '0')`;
  const people = `generate_series(1, ${PEOPLE}) n`;
  const said = `${people}, generate_series(1, ${SAID}) s`;
  const statements = [
    `insert into candidates (id, name, phone, preferences)
       select ${id('cnd', 'n')}, '张伟' || n, '+86138' || lpad(n::text, 8, '0'), '{"roles": ["sorter"]}' from ${people}`,
    `insert into conversations (id, candidate_id, state, inbox_seq, turn_seq, outbox_seq)
       select ${id('cnv', 'n')}, ${id('cnd', 'n')}, jsonb_build_object('language', 'zh', 'told', md5(n::text)), ${SAID}, ${SAID},
         ${SAID} from ${people}`,
    `insert into identities (id, conversation_id, channel, account, address)
       select ${id('idn', 'n')}, ${id('cnv', 'n')}, 'twilio', 'a', '+86138' || lpad(n::text, 8, '0') from ${people}`,
    `insert into inbox (conversation_id, seq, identity_id, channel, hash, content, done_at)
       select ${id('cnv', 'n')}, s, ${id('idn', 'n')}, 'twilio', sha256((n || ' ' || s)::bytea),
         jsonb_build_object('kind', 'text', 'text', '我在仓库做过两年分拣 ' || md5(n || ' ' || s)), now() from ${said}`,
    'insert into seen_messages select hash from inbox',
    `insert into turns (conversation_id, seq, batch, speaker, channel, kind, text)
       select ${id('cnv', 'n')}, s, s, 'candidate', 'twilio', 'text', '我在仓库做过两年分拣 ' || md5(n || ' ' || s) from ${said}`,
    `insert into outbox (conversation_id, seq, identity_id, key, priority, category, content, state, sent_at)
       select ${id('cnv', 'n')}, s, ${id('idn', 'n')}, 'k' || s, 0, 'interview', '{"kind": "text", "text": "好的"}', 'sent', now()
       from ${said}`,
    `insert into events (id, type, conversation_id, data)
       select ${id('evt', 'n')}, 'candidate.created', ${id('cnv', 'n')}, '{}' from ${people}`,
    // Erased long ago: nothing is left of them, and a restore has nothing to do.
    `insert into erasures (candidate_id, by, done_at, marks)
       select ${id('cnd', `(${PEOPLE} + n)`)}, 'retention', now(), array[md5(n::text)] from generate_series(1, 100000) n`,
  ];
  await sql.begin(async (tx) => {
    // What holds by construction is not looked up a million times.
    await tx`set local session_replication_role = replica`;
    for (const statement of statements) await tx.unsafe(statement);
  });
}

interface Measured {
  said: { rows: Record<string, number>; bytes?: number; erased?: number; record?: { bytes: number } };
  seconds: number;
  peak: number;
}

/** The command in a process of its own. @returns what it said, its seconds, and the most memory that it ever had, in MB */
async function tingda(env: Record<string, string>, ...args: string[]): Promise<Measured> {
  const began = performance.now();
  const command = new Process([...args, '--json'], { SECRET_KEY, NODE_OPTIONS: HEAP, ...env });
  let peak = 0;
  const looking = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${command.child.pid}/status`, 'utf8');
      peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? peak);
    } catch {
      // It has ended.
    }
  }, 50);
  const code = await command.ended();
  clearInterval(looking);
  expect(code, command.err).toBe(0);
  return {
    said: JSON.parse(command.out),
    seconds: (performance.now() - began) / 1000,
    peak: Math.round(peak / MB),
  };
}

const onServer = async () => ({ DATABASE_URL: await createDatabase(), DATA_DIR: temporaryDirectory() });
const total = (rows: Record<string, number>) => Object.values(rows).reduce((sum, n) => sum + n, 0);

it('a million rows and more take no more memory than none', async () => {
  const room = temporaryDirectory();
  const file = (name: string) => join(room, name);
  const [none, all, home] = [await onServer(), await onServer(), await onServer()];
  const database = await connect({ databaseUrl: all.DATABASE_URL, dataDir: '', idleInTransactionMs: 0 });
  await fill(database.sql);

  const embedded = () => ({ DATA_DIR: temporaryDirectory() });
  const [little, much] = [embedded(), embedded()];
  const of: Record<string, { none: Measured; all: Measured }> = {};
  of.backup = {
    none: await tingda(none, 'backup', file('none')),
    all: await tingda(all, 'backup', file('all')),
  };
  // Known since, by the record alone.
  await database.sql`
    insert into erasures (candidate_id, by) select id, 'key_x' from candidates order by id limit ${ERASED}`;
  await database.close();
  const recorded = (env: Record<string, string>, name: string) =>
    tingda(env, 'backup', '--erasures', file(name));
  of.record = { none: await recorded(none, 'nobody'), all: await recorded(all, 'record') };
  of['record, written again'] = { none: await recorded(none, 'nobody'), all: await recorded(all, 'record') };
  of.restore = {
    none: await tingda(await onServer(), 'restore', file('none')),
    all: await tingda(home, 'restore', file('all'), '--erasures', file('record')),
  };
  of['restore, embedded'] = {
    none: await tingda(little, 'restore', file('none')),
    all: await tingda(much, 'restore', file('all')),
  };
  of['backup, embedded'] = {
    none: await tingda(little, 'backup', file('none again')),
    all: await tingda(much, 'backup', file('all again')),
  };

  const { backup, restore, 'restore, embedded': there } = of;
  const rows = total(backup.all.said.rows);
  expect(rows).toBeGreaterThan(PEOPLE * 20);
  expect(total(restore!.all.said.rows)).toBe(rows);
  expect(restore!.all.said.erased).toBe(ERASED);
  expect(there!.all.said.rows).toEqual(backup.all.said.rows);
  const bytesOf = ({ said }: Measured) => said.bytes ?? said.record?.bytes ?? 0;
  for (const [what, { none, all }] of Object.entries(of))
    console.info(
      `${what}: ${rows} rows in ${all.seconds.toFixed(0)} s, ${all.peak} MB at most (none: ${none.peak} MB), ${bytesOf(all)} bytes`,
    );
  for (const [what, { none, all }] of Object.entries(of))
    expect(all.peak - none.peak, what).toBeLessThan(BOUND);
}, 3_600_000);
