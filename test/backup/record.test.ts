/** A lost database: what the record says holds all the same, and what nobody knows is said. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database, type Sql } from '../../db/client.ts';
import { askErasure, commitErasure } from '../../db/erasure.ts';
import { placeHold, releaseHold } from '../../db/holds.ts';
import { storeSystem } from '../../db/inbox.ts';
import { stopOf } from '../../db/stops.ts';
import { applyRecord } from '../../src/backup/known.ts';
import { restoreBackup } from '../../src/backup/read.ts';
import { eraseHashOf, writeRecord } from '../../src/backup/record.ts';
import { makeBackup } from '../../src/backup/write.ts';
import { fileStore } from '../../src/media/store-file.ts';
import { account, channel, hashOf, mustLease, onServer, type Person, person, write } from '../db/support.ts';
import { dumpTables } from '../support/dump.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

const SECRET = 'a secret of the tests, at least 32 long';
const room = temporaryDirectory();
const media = fileStore(join(room, 'media'));
const file = (name: string) => join(room, name);
const fresh = async () =>
  connect({ databaseUrl: await createDatabase(), dataDir: '', connections: 1, idleInTransactionMs: 0 });
const restore = (database: Database, erasures?: string, how: { secret?: string; replace?: boolean } = {}) =>
  restoreBackup({ database, media, secret: how.secret ?? SECRET }, file('backup'), {
    erasures,
    replace: how.replace ?? false,
  });
const record = (sql: Sql, to = file('record')) => writeRecord({ sql, secret: SECRET }, to);

async function erase(sql: Sql, who: Person): Promise<void> {
  await sql.begin(async (tx) => {
    await askErasure(tx, who.candidateId, 'key_x');
    await storeSystem(tx, who.conversationId, hashOf(`erase ${who.candidateId}`), { kind: 'erase' });
  });
  expect(await commitErasure(sql, await mustLease(sql, who))).toBe(true);
}

/** As the conversation does it. */
async function stop(sql: Sql, who: Person): Promise<void> {
  await sql`update identities set state = 'closed', state_at = now() where id = ${who.identityId}`;
  await sql`insert into opt_outs (identity_id) values (${who.identityId})`;
}

async function start(sql: Sql, who: Person): Promise<void> {
  await sql`update identities set state = 'open', state_at = now() where id = ${who.identityId}`;
  await sql`update opt_outs set ended_at = now() where identity_id = ${who.identityId}`;
}

const hold = (sql: Sql, who: Person) =>
  sql.begin((tx) =>
    placeHold(tx, { candidateId: who.candidateId, parts: ['interview'], reason: 'a court', by: 'key_x' }),
  );
const stateOf = async (sql: Sql, who: Person) => {
  const [row] = await sql<{ state: string }[]>`select state from identities where id = ${who.identityId}`;
  return row?.state;
};
const wordsOf = async (sql: Sql) => [...(await dumpTables(sql)).values()].join('\n');
const hash = eraseHashOf(SECRET);
const nameOf = ({ address }: Person) => stopOf(hash, { channel, account, address });

describe('a database that is lost with what it knew', () => {
  let lost: Awaited<ReturnType<typeof onServer>>;
  let gone: Person;
  let held: Person;
  let stopped: Person;
  let back: Person;
  let stays: Person;
  let later: Person;
  beforeAll(async () => {
    lost = await onServer();
    const { sql } = lost;
    gone = await person(sql);
    held = await person(sql);
    stopped = await person(sql);
    back = await person(sql);
    stays = await person(sql);
    for (const [who, word] of [
      [gone, 'kanariegone'],
      [held, 'kanarieheld'],
      [stays, 'kanariestays'],
    ] as const)
      await write(sql, who, word);
    await makeBackup({ sql, media, secret: SECRET }, file('backup'));
    await erase(sql, gone);
    await hold(sql, held);
    await erase(sql, held);
    await stop(sql, stopped);
    await stop(sql, back);
    await record(sql, file('early'));
    await start(sql, back);
    later = await person(sql);
    await stop(sql, later);
    expect(await record(sql)).toMatchObject({ erasures: 2, stops: 2, holds: 1 });
  });
  afterAll(() => lost.close());

  it('is restored with it: the erased are erased again but for what is held, and who said STOP hears nothing', async () => {
    const database = await fresh();
    const done = await restore(database, file('record'));
    const { at } = JSON.parse(JSON.stringify(done)) as { at: string };
    expect(done).toMatchObject({ erased: 2, stopped: 1, known: { database: false } });
    expect(Date.parse(done.known.record!)).toBeGreaterThan(Date.parse(at));
    const words = await wordsOf(database.sql);
    expect(words).not.toContain('kanariegone');
    expect(words).toContain('kanarieheld');
    expect(words).toContain('kanariestays');
    const states = await Promise.all([stopped, back, stays].map((who) => stateOf(database.sql, who)));
    expect(states).toEqual(['closed', 'open', 'open']);
    // Told as after every other STOP: by the inbox, so that START opens it again.
    const told = await database.sql`
      select conversation_id, content from inbox where content->>'kind' = 'opted_out' and done_at is null`;
    expect(told).toEqual([
      {
        conversation_id: stopped.conversationId,
        content: { kind: 'opted_out', identity: stopped.identityId },
      },
    ]);
    const outs = await database.sql`select identity_id as id from opt_outs where ended_at is null`;
    expect(outs).toEqual([{ id: stopped.identityId }]);
    // Of whom nothing else is here, the STOP is.
    expect(await database.sql`select hash from stopped_addresses`).toEqual([{ hash: nameOf(later) }]);
    await database.close();
  });

  it('is restored without it, and says so; given later, the record does the same to what has gone on', async () => {
    const database = await fresh();
    expect(await restore(database)).toMatchObject({
      erased: 0,
      stopped: 0,
      known: { database: false, record: null },
    });
    expect(await wordsOf(database.sql)).toContain('kanariegone');
    const since = await person(database.sql);
    await write(database.sql, since, 'kanariesince');
    const deps = { database, secret: SECRET };
    expect(await applyRecord(deps, file('record'))).toMatchObject({ erased: 2, stopped: 1 });
    const words = await wordsOf(database.sql);
    expect(words).not.toContain('kanariegone');
    for (const word of ['kanarieheld', 'kanariesince']) expect(words).toContain(word);
    expect(await stateOf(database.sql, stopped)).toBe('closed');
    // A second time there is nothing to do, but for what is held.
    expect(await applyRecord(deps, file('record'))).toMatchObject({ erased: 1, stopped: 0 });
    await database.close();
  });

  it('takes nothing from the record that it does not know itself, also when the record is written anew', async () => {
    const database = await fresh();
    await restore(database);
    copyFileSync(file('early'), file('anew'));
    await stop(database.sql, stays);
    // Of `early`: two who were erased, `stopped`, and `back`, who is not known here to have come back.
    expect(await record(database.sql, file('anew'))).toMatchObject({ erasures: 2, stops: 3, holds: 1 });
    await start(database.sql, stays);
    await erase(database.sql, stays);
    expect(await record(database.sql, file('anew'))).toMatchObject({ erasures: 3, stops: 3, holds: 1 });
    await database.close();
    const again = await fresh();
    expect(await restore(again, file('anew'))).toMatchObject({ erased: 3 });
    await again.close();
  });

  it('is not known by a record that is older than the backup, which says nothing', async () => {
    await record(lost.sql, file('older'));
    const newer = join(room, 'newer');
    await makeBackup({ sql: lost.sql, media, secret: SECRET }, newer);
    const database = await fresh();
    const deps = { database, media, secret: SECRET };
    expect(await restoreBackup(deps, newer, { erasures: file('older') })).toMatchObject({
      known: { database: false, record: null },
    });
    await database.close();
    // It said STOP of who had come back when the backup was made.
    const again = await fresh();
    await restoreBackup({ database: again, media, secret: SECRET }, newer, { erasures: file('early') });
    const states = await Promise.all([stopped, back].map((who) => stateOf(again.sql, who)));
    expect(states).toEqual(['closed', 'open']);
    await again.close();
  });

  it('is not restored with a record that is cut off, changed, of another key or something else', async () => {
    const whole = readFileSync(file('record'));
    const flipped = Buffer.from(whole);
    flipped[whole.length - 20]! ^= 1;
    const bad: Record<string, Buffer> = {
      cut: whole.subarray(0, whole.length - 1),
      flipped,
      backup: readFileSync(file('backup')),
      nothing: randomBytes(100),
    };
    const database = await fresh();
    const before = await dumpTables(database.sql);
    for (const [name, bytes] of Object.entries(bad)) {
      writeFileSync(file(name), bytes);
      const says =
        name === 'backup' ? /but a backup of Tingda; nothing was restored/ : /nothing was restored/;
      const refused = { code: 'payload_invalid', message: expect.stringMatching(says) };
      await expect(restore(database, file(name)), name).rejects.toMatchObject(refused);
      // Nor is it written over: nobody knows what it was.
      await expect(record(lost.sql, file(name)), name).rejects.toMatchObject({
        code: 'payload_invalid',
        message: expect.stringContaining('left as it is'),
      });
      expect(readFileSync(file(name)), name).toEqual(bytes);
    }
    await expect(restore(database, file('not there'))).rejects.toMatchObject({ code: 'unavailable' });
    const secret = 'another secret of the tests, 32 long';
    await expect(writeRecord({ sql: lost.sql, secret }, file('record'))).rejects.toMatchObject({
      code: 'config_invalid',
    });
    expect(await dumpTables(database.sql)).toEqual(before);
    expect(readdirSync(room).filter((name) => name.endsWith('.part'))).toEqual([]);
    await database.close();
  });

  it('holds nothing of a person in its record but ids and keyed hashes, and not even those in the open', async () => {
    const bytes = readFileSync(file('record'));
    for (const secret of [gone.candidateId, stopped.address, nameOf(stopped)])
      expect(bytes.includes(secret)).toBe(false);
  });

  it('whose hold was released since is released, and what it kept goes', async () => {
    const { sql } = lost;
    const [row] = await sql<{ id: string }[]>`select id from legal_holds`;
    await sql.begin((tx) => releaseHold(tx, row!.id, 'key_x'));
    await record(sql);
    const database = await fresh();
    await restore(database, file('record'));
    expect(await wordsOf(database.sql)).not.toContain('kanarieheld');
    await database.close();
  });
});
