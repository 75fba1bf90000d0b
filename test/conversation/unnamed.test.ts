/** Files that no row names go after two days, from a store that is this database's alone. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tokenOf } from '../../db/leases.ts';
import { countDrafts, leftDrafts } from '../../db/media-drafts.ts';
import { findUnnamed } from '../../src/conversation/unnamed.ts';
import { createHttp } from '../../src/http.ts';
import { newId } from '../../src/ids.ts';
import { OWNER, openMediaStore, type WatchedStore } from '../../src/media/index.ts';
import { onServer, person, type TestDatabase, write } from '../db/support.ts';
import { temporaryDirectory } from '../support/server.ts';

const DAY_MS = 86_400_000;
const http = createHttp();
const VOICE = Buffer.from('abc');

let db: TestDatabase;
let media: WatchedStore;
let warned: unknown[];
const log = { info() {}, warn: (...said: unknown[]) => void warned.push(said) };
beforeEach(async () => {
  warned = [];
  db = await onServer();
  media = await openMediaStore({ kind: 'file', directory: temporaryDirectory() }, http);
});
afterEach(() => db.close());

/** The look of another day. */
async function look(sql = db.sql): Promise<number> {
  await sql`delete from leases where name = 'unnamed files'`;
  return findUnnamed({ sql, media, log } as never);
}
const later = (ms: number) =>
  db.sql`update media_drafts set created_at = created_at - ${ms} * interval '1 ms'`;
const put = async (name = newId('med')) => {
  await media.put(name, VOICE, 'audio/amr');
  return name;
};
/** What the sweep would take out. */
const due = async () => (await leftDrafts(db.sql, 600_000, 100)).toSorted();

it('go two days after they were found, and none that something names', async () => {
  const [voice, kept, fetched, paper, draft] = [
    await put(),
    await put(),
    await put(),
    await put(),
    await put(),
  ];
  const who = await person(db.sql);
  for (let i = 0; i < 2; i++) await write(db.sql, who);
  const { sql } = db;
  await put(`${voice}.wav`);
  await sql`
    insert into media (id, conversation_id, inbox_seq, type, bytes) values (${voice}, ${who.conversationId}, 1, 'audio/amr', 3)`;
  await sql`
    update inbox set content = ${sql.json({ kind: 'voice', media: { id: kept, kept: true } })}
    where conversation_id = ${who.conversationId} and seq = 1`;
  await sql`update inbox set media_id = ${fetched} where conversation_id = ${who.conversationId} and seq = 2`;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into contracts (step_id, template_id, template_version, job_title, language, zone, made_at, expires_in_days,
        document_id, document_hash, document_bytes)
      values ('ctr_x', 'tpl_x', 1, '{}', 'zh', 'UTC', now(), 7, ${paper}, '', 3)`;
  });
  await sql`insert into media_drafts (id) values (${draft})`;
  const nobodys = await put();
  const copy = await put(`${newId('med')}.wav`);
  const half = await put(`${voice}.0123abcd`);

  expect(await look(), 'the first look leaves its mark').toBe(0);
  await look();
  expect(await countDrafts(sql)).toBe(4);
  await later(3_600_000);
  expect(await due()).toEqual([draft]);
  await later(2 * DAY_MS);
  expect(await due()).toEqual([nobodys, copy, half, draft].toSorted());
  // Named at last: it stays.
  await sql`update media set id = ${nobodys} where id = ${voice}`;
  expect(await due()).toEqual([copy, half, draft].toSorted());
  expect(await countDrafts(sql)).toBe(3);
});

it('are looked for once a day', async () => {
  await look();
  await look();
  await put();
  expect(await findUnnamed({ sql: db.sql, media, log } as never)).toBe(0);
  expect(await look()).toBe(1);
});

it('stay when another database has come to the same store, and the first one hears of it', async () => {
  await look();
  await put();
  expect(await look()).toBe(1);
  const trial = await onServer();
  expect(await look(trial.sql)).toBe(0);
  expect(await look()).toBe(0);
  expect(await look(trial.sql)).toBe(0);
  expect(warned).toHaveLength(3);
  expect(await countDrafts(db.sql)).toBe(0);
  // The trial is over.
  await media.erase(OWNER);
  await trial.close();
  expect(await look(), 'the first look leaves its mark').toBe(0);
  expect(await look()).toBe(1);
  expect(Buffer.from((await media.read(OWNER, 0, 100))!).toString()).toBe(
    await tokenOf(db.sql, 'media store'),
  );
});
