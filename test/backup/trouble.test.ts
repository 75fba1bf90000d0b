/** What goes wrong amid a restore at night: all is as it was, and the words say so and what to do. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database, type Sql } from '../../db/client.ts';
import { leftDrafts } from '../../db/media-drafts.ts';
import { restoreBackup } from '../../src/backup/read.ts';
import { makeBackup } from '../../src/backup/write.ts';
import { newId } from '../../src/ids.ts';
import { type MediaStore, MediaStoreError } from '../../src/media/store.ts';
import { fileStore } from '../../src/media/store-file.ts';
import { onServer, type Person, person, write } from '../db/support.ts';
import { dumpDirectory, dumpTables } from '../support/dump.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

const SECRET = 'a secret of the tests, at least 32 long';
const room = temporaryDirectory();
const file = (name: string) => join(room, name);

/** A voice of theirs. @returns its name */
async function voice(sql: Sql, who: Person, media: MediaStore): Promise<string> {
  const id = newId('med');
  await sql`
    insert into media (id, conversation_id, inbox_seq, type, bytes) values (${id}, ${who.conversationId}, 1, 'audio/amr', 3)`;
  await media.put(id, Buffer.from('abc'), 'audio/amr');
  return id;
}

describe('a restore', () => {
  let db: Awaited<ReturnType<typeof onServer>>;
  const source = fileStore(temporaryDirectory());
  beforeAll(async () => {
    db = await onServer();
    for (let i = 0; i < 3; i++) await voice(db.sql, await person(db.sql), source);
    await makeBackup({ sql: db.sql, media: source, secret: SECRET }, file('backup'));
  });
  afterAll(() => db.close());

  const there = async () => {
    const databaseUrl = await createDatabase();
    const open = () => connect({ databaseUrl, dataDir: '', connections: 1, idleInTransactionMs: 0 });
    const database = await open();
    await write(database.sql, await person(database.sql), 'what was here');
    const directory = temporaryDirectory();
    const store = fileStore(directory);
    const old = await voice(database.sql, await person(database.sql), store);
    return { database, open, directory, store, old };
  };
  /** The third file is the last. */
  const failing = (store: MediaStore, act: () => Promise<void>, at = 2): MediaStore => {
    let puts = 0;
    return {
      ...store,
      async put(name, bytes, type) {
        if (++puts === at) await act();
        await store.put(name, bytes, type);
      },
    };
  };

  it('whose media store is full leaves rows and files as they were', async () => {
    const { database, directory, store } = await there();
    const [rows, files] = [await dumpTables(database.sql), dumpDirectory(directory)];
    const media = failing(store, () => Promise.reject(new MediaStoreError('ENOSPC')));
    const restoring = restoreBackup({ database, media, secret: SECRET }, file('backup'), { replace: true });
    await expect(restoring).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/media store.*ENOSPC.*nothing was restored.*room.*same command again/),
    });
    expect(await dumpTables(database.sql)).toEqual(rows);
    expect(dumpDirectory(directory)).toBe(files);
    await database.close();
  });

  const killing = (open: () => Promise<Database>) => async () => {
    const other = await open();
    await other.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    await other.close();
  };

  it('whose database goes away leaves rows and files as they were', async () => {
    const { database, open, directory, store } = await there();
    const [rows, files] = [await dumpTables(database.sql), dumpDirectory(directory)];
    const media = failing(store, killing(open));
    const restoring = restoreBackup({ database, media, secret: SECRET }, file('backup'), { replace: true });
    await expect(restoring).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/database could not go on.*nothing was restored.*same command again/),
    });
    const again = await open();
    expect(await dumpTables(again.sql)).toEqual(rows);
    expect(dumpDirectory(directory)).toBe(files);
    await again.close();
    await database.close();
  });

  it('whose commit nobody has answered says that nobody knows, and takes no file away', async () => {
    const { database, open, directory, store } = await there();
    const media = failing(store, killing(open), 3);
    const restoring = restoreBackup({ database, media, secret: SECRET }, file('backup'), { replace: true });
    await expect(restoring).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/nobody knows which.*same command again/),
    });
    expect(
      readdirSync(directory, { recursive: true }).filter((name) => /med_/.test(String(name))),
    ).toHaveLength(4);
    await database.close();
  });

  it('leaves to the sweep what only the people who came later had in the store, and nothing else', async () => {
    const { database, directory, store, old } = await there();
    await restoreBackup({ database, media: store, secret: SECRET }, file('backup'), { replace: true });
    const { sql } = database;
    const early = await sql<{ id: string }[]>`select id from media`;
    const late = await person(sql);
    const [gone, copied] = [await voice(sql, late, store), await voice(sql, late, store)];
    await store.put(`${copied}.wav`, Buffer.from('abc'), 'audio/wav');
    await sql`update media set copy_bytes = 3 where id = ${copied}`;
    const kept = newId('med');
    await write(sql, late);
    await sql`
      update inbox set content = ${sql.json({ kind: 'voice', media: { id: kept, kept: true } })}
      where conversation_id = ${late.conversationId}`;
    const draft = newId('med');
    await sql`insert into media_drafts (id) values (${draft})`;
    const nobodys = newId('med');
    await store.put(nobodys, Buffer.from('abc'), 'audio/amr');

    const done = await restoreBackup({ database, media: store, secret: SECRET }, file('backup'), {
      replace: true,
    });
    expect(done.left).toBe(6);
    expect((await leftDrafts(sql, 0, 100)).toSorted()).toEqual(
      [old, gone, copied, `${copied}.wav`, kept, draft].toSorted(),
    );
    // Nothing was taken out of the store by the restore itself: what it wrote could still have come to nothing.
    const names = readdirSync(directory, { recursive: true });
    for (const name of [gone, copied, nobodys, ...early.map(({ id }) => id)])
      expect(names.some((path) => String(path).endsWith(name))).toBe(true);
    await database.close();
  });
});

describe('a backup', () => {
  it('whose media store is away says so, and leaves nothing', async () => {
    const db = await onServer();
    const store = fileStore(temporaryDirectory());
    await voice(db.sql, await person(db.sql), store);
    const away = { ...store, read: () => Promise.reject(new MediaStoreError('refused')) };
    await expect(
      makeBackup({ sql: db.sql, media: away, secret: SECRET }, file('away')),
    ).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/media store.*refused.*no backup/),
    });
    expect(readdirSync(room).filter((name) => name.startsWith('away'))).toEqual([]);
    await db.close();
  });

  it('that cannot be written says where and why, and leaves nothing', async () => {
    const db = await onServer();
    const making = makeBackup(
      { sql: db.sql, media: fileStore(room), secret: SECRET },
      file('nowhere/backup'),
    );
    await expect(making).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/nowhere\/backup cannot be written \(ENOENT\); there is no new file/),
    });
    await db.close();
  });
});
