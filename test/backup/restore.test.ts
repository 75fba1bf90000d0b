/** What a restore refuses, what it does not undo, and what it says of lines that were on their way. */

import { randomBytes, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAudit } from '../../db/audit.ts';
import { connect, type Database, type Sql } from '../../db/client.ts';
import { commitTurn } from '../../db/commit.ts';
import { askErasure, commitErasure } from '../../db/erasure.ts';
import { placeHold } from '../../db/holds.ts';
import { storeSystem } from '../../db/inbox.ts';
import { keysOf, rotateKey } from '../../db/keys.ts';
import { claimHead, takeStuckSends } from '../../db/outbox.ts';
import { createKey } from '../../src/auth/keys.ts';
import { restoreBackup } from '../../src/backup/read.ts';
import { makeBackup } from '../../src/backup/write.ts';
import { newId } from '../../src/ids.ts';
import { fileStore } from '../../src/media/store-file.ts';
import { signedIn } from '../api/person.ts';
import {
  channel,
  hashOf,
  line,
  mustLease,
  onServer,
  type Person,
  person,
  turnOf,
  write,
} from '../db/support.ts';
import { dumpDirectory, dumpTables } from '../support/dump.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

const SECRET = 'a secret of the tests, at least 32 long';
const room = temporaryDirectory();
const file = (name: string) => join(room, name);

const freshServer = async () =>
  connect({ databaseUrl: await createDatabase(), dataDir: '', connections: 1, idleInTransactionMs: 0 });
const restore = (
  database: Database,
  from: string,
  {
    directory = temporaryDirectory(),
    replace = false,
    secret = SECRET,
    erasures,
  }: { directory?: string; replace?: boolean; secret?: string; erasures?: string } = {},
) => restoreBackup({ database, media: fileStore(directory), secret }, from, { replace, erasures });

/** They said something, and there is a voice of theirs. */
async function leave(sql: Sql, who: Person, word: string, voices: ReturnType<typeof fileStore>) {
  await write(sql, who, word);
  const id = newId('med');
  await sql`
    insert into media (id, conversation_id, inbox_seq, type, bytes)
    values (${id}, ${who.conversationId}, 1, 'audio/amr', 3)`;
  await voices.put(id, Buffer.from(word), 'audio/amr');
  return id;
}

async function erase(sql: Sql, who: Person): Promise<void> {
  await sql.begin(async (tx) => {
    await askErasure(tx, who.candidateId, 'key_x');
    await storeSystem(tx, who.conversationId, hashOf(`erase ${who.candidateId}`), { kind: 'erase' });
  });
  expect(await commitErasure(sql, await mustLease(sql, who))).toBe(true);
}

const wordsOf = async (sql: Sql) => [...(await dumpTables(sql)).values()].join('\n');

describe('a restore', () => {
  let source: Awaited<ReturnType<typeof onServer>>;
  const directory = temporaryDirectory();
  const voices = fileStore(directory);
  beforeAll(async () => {
    source = await onServer();
  });
  afterAll(() => source.close());

  it('brings nobody back who was erased since, writes to nobody who said STOP since, and keeps what is held', async () => {
    const { sql } = source;
    const [gone, held, stopped, stays] = [
      await person(sql),
      await person(sql),
      await person(sql),
      await person(sql),
    ];
    const left: string[] = [];
    for (const [who, word] of [
      [gone, 'kanariegone'],
      [held, 'kanarieheld'],
      [stopped, 'kanariestopped'],
      [stays, 'kanariestays'],
    ] as const)
      left.push(await leave(sql, who, word, voices));
    const keys = await Promise.all(
      ['leaked', 'kept'].map((name) => createKey(sql, { name, scopes: ['admin'], expiresAt: null })),
    );
    const { id: recruiter } = await signedIn(sql, 'recruiter');
    await sql`
      insert into user_passkeys (id, user_id, public_key, counter, transports)
      values ('lost', ${recruiter}, '\\x00', 0, '{}')`;
    await makeBackup({ sql, media: voices, secret: SECRET }, file('people'));

    const target = await freshServer();
    const there = temporaryDirectory();
    await restore(target, file('people'), { directory: there });
    // Since then, where it is at work.
    await erase(target.sql, gone);
    const hold = {
      candidateId: held.candidateId,
      parts: ['interview'] as const,
      reason: 'a court',
      by: 'key_x',
    };
    await target.sql.begin((tx) => placeHold(tx, hold));
    await erase(target.sql, held);
    await target.sql`update identities set state = 'closed' where id = ${stopped.identityId}`;

    await target.sql`update api_keys set revoked_at = now() where id = ${keys[0]!.id}`;
    await target.sql`update users set disabled_at = now() where id = ${recruiter}`;
    await target.sql`delete from user_passkeys where id = 'lost'`;
    const read = { actor: { kind: 'key', id: 'key_x' }, action: 'getCandidate', status: 200 } as const;
    await target.sql.begin((tx) => writeAudit(tx, read));

    await expect(restore(target, file('people'))).rejects.toMatchObject({ code: 'conflict' });
    const anew = temporaryDirectory();
    const done = await restore(target, file('people'), { directory: anew, replace: true });
    expect(done).toMatchObject({ erased: 2, files: 4 });
    const words = await wordsOf(target.sql);
    expect(words).not.toContain('kanariegone');
    expect(words).toContain('kanarieheld');
    expect(words).toContain('kanariestays');
    const files = dumpDirectory(anew);
    expect([0, 1, 2, 3].map((i) => files.includes(left[i]!))).toEqual([false, true, true, true]);
    const [certificate] = await target.sql`
      select erased, kept, cardinality(reapplied_at) as again from erasures where candidate_id = ${gone.candidateId}`;
    expect(certificate).toEqual({ erased: { candidates: 1, inbox: 1, identities: 1 }, kept: {}, again: 1 });
    const [other] = await target.sql`select kept from erasures where candidate_id = ${held.candidateId}`;
    expect(other).toEqual({ kept: { inbox: 1 } });
    const opens = await target.sql`select name from api_keys where revoked_at is null order by name`;
    expect(opens.map(({ name }) => name)).toEqual(['kept']);
    const [shut] = await target.sql`
      select u.disabled_at is not null as out, s.ended_at is not null as ended
      from users u join user_sessions s on s.user_id = u.id where u.id = ${recruiter}`;
    expect(shut).toEqual({ out: true, ended: true });
    expect(await target.sql`select id from user_passkeys`).toEqual([]);
    const trail = await target.sql`select action from audit_log order by position`;
    expect(trail.map(({ action }) => action)).toEqual(['restore', 'getCandidate', 'restore']);
    const states = await target.sql`
      select i.state, (select count(*)::int from opt_outs where identity_id = i.id) as told
      from identities i where i.id in (${stopped.identityId}, ${stays.identityId}) order by i.state`;
    expect(states).toEqual([
      { state: 'closed', told: 1 },
      { state: 'open', told: 0 },
    ]);
    await target.close();
  });

  it('leaves a key with whoever took it over since: shut out later, it ends with them', async () => {
    const { sql } = source;
    const [{ id: before }, { id: after }] = [await signedIn(sql, 'owner'), await signedIn(sql, 'owner')];
    const { id } = await createKey(sql, {
      name: 'taken over',
      scopes: ['admin'],
      expiresAt: null,
      by: before,
    });
    await makeBackup({ sql, media: voices, secret: SECRET }, file('keys'));
    const target = await freshServer();
    await restore(target, file('keys'));
    const rotated = { hash: randomBytes(32), oldUntil: new Date(Date.now() + 3_600_000), holder: after };
    await rotateKey(target.sql, id, rotated);
    await restore(target, file('keys'), { replace: true });
    const holders = await target.sql`select made_by, old_made_by from api_keys where id = ${id}`;
    expect(holders).toEqual([{ made_by: after, old_made_by: before }]);
    expect((await keysOf(target.sql, after)).map((key) => key.id)).toEqual([id]);
    expect(await keysOf(target.sql, before)).toEqual([]);
    await target.close();
  });

  it('parks what should have gone long ago, and leaves what was under way to its policy', async () => {
    const db = await onServer();
    const people = [];
    for (let i = 0; i < 4; i++) {
      const who = await person(db.sql);
      await write(db.sql, who);
      const lease = await mustLease(db.sql, who);
      await commitTurn(db.sql, turnOf(lease, { outbox: [line(who, 1)], outboxSeq: 1 }));
      people.push(who);
    }
    const [old, recent, later, sending] = people as [Person, Person, Person, Person];
    await db.sql`update outbox set created_at = now() - interval '2 hours'
      where conversation_id in (${old.conversationId}, ${later.conversationId})`;
    await db.sql`update outbox set not_before = now() + interval '1 hour' where conversation_id = ${later.conversationId}`;
    await claimHead(db.sql, sending.conversationId, randomUUID(), 3_600_000, [channel]);
    await makeBackup({ sql: db.sql, media: voices, secret: SECRET }, file('lines'));
    await db.close();
    const target = await freshServer();
    expect(await restore(target, file('lines'))).toMatchObject({ parked: 1 });
    const stateOf = async (who: Person) =>
      (
        await target.sql`select state, error_code from outbox where conversation_id = ${who.conversationId}`
      )[0];
    expect(await stateOf(old)).toEqual({ state: 'parked', error_code: 'restored' });
    expect(await stateOf(recent)).toEqual({ state: 'pending', error_code: null });
    expect(await stateOf(later)).toEqual({ state: 'pending', error_code: null });
    const stuck = await takeStuckSends(target.sql, randomUUID(), 1000, [channel], 10);
    expect(stuck.map(({ conversationId }) => conversationId)).toEqual([sending.conversationId]);
    // No cache can have a session that fits.
    const [row] = await target.sql`select min(version) >= 1000000000 as far from conversations`;
    expect(row).toEqual({ far: true });
    // Whoever comes next gets a number that nobody has.
    await person(target.sql);
    await target.close();
  });

  it('takes no file that is cut off, changed, of another key or of nothing at all, and leaves everything as it was', async () => {
    const { sql } = source;
    for (let i = 0; i < 300; i++) await write(sql, await person(sql), `${randomUUID()} ${randomUUID()}`);
    await leave(sql, await person(sql), randomBytes(2_000_000).toString('hex'), voices);
    await makeBackup({ sql, media: voices, secret: SECRET }, file('whole'));
    const whole = readFileSync(file('whole'));
    expect(whole.length).toBeGreaterThan(2_000_000);
    const flipped = (at: number) => {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1;
      return bytes;
    };
    const [header] = whole.toString('latin1').split('\n', 1);
    const bad: Record<string, Buffer> = {
      empty: Buffer.alloc(0),
      text: Buffer.from('hello\n'),
      header: whole.subarray(0, header!.length + 1),
      cut: whole.subarray(0, whole.length - 1),
      // Exactly behind a frame: nothing of what is there is wrong.
      framed: whole.subarray(0, header!.length + 5 + whole.readUInt32BE(header!.length + 1)),
      half: whole.subarray(0, whole.length >> 1),
      longer: Buffer.concat([whole, Buffer.from('x')]),
      first: flipped(header!.length + 20),
      middle: flipped(whole.length >> 1),
      last: flipped(whole.length - 1),
      id: flipped(whole.indexOf('"id":"') + 8),
    };
    const target = await freshServer();
    const there = temporaryDirectory();
    const mine = await person(target.sql);
    await write(target.sql, mine, 'what was here');
    const before = await dumpTables(target.sql);
    for (const [name, bytes] of Object.entries(bad)) {
      writeFileSync(file(name), bytes);
      await expect(
        restore(target, file(name), { directory: there, replace: true }),
        name,
      ).rejects.toMatchObject({
        code: 'payload_invalid',
      });
      expect(await dumpTables(target.sql), name).toEqual(before);
      expect(dumpDirectory(there), name).toBe('');
    }
    const secret = 'another secret of the tests, 32 long';
    await expect(restore(target, file('whole'), { replace: true, secret })).rejects.toMatchObject({
      code: 'config_invalid',
    });
    await expect(restore(target, file('none'), { replace: true })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await dumpTables(target.sql)).toEqual(before);
    await restore(target, file('whole'), { directory: there, replace: true });
    expect(await wordsOf(target.sql)).not.toContain('what was here');
    await target.close();
  });

  it('refuses while somebody is connected, and a backup never takes the place of a file', async () => {
    const target = await freshServer();
    const url = (await target.sql`select current_database() as name`)[0]!.name as string;
    const another = await connect({
      databaseUrl: (await createDatabase()).replace(/[^/]+$/, url),
      dataDir: '',
      connections: 1,
    });
    await expect(restore(target, file('people'))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('in use'),
    });
    await another.close();
    await expect
      .poll(() =>
        restore(target, file('people')).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await target.close();
    copyFileSync(file('people'), file('mine'));
    const making = makeBackup({ sql: source.sql, media: voices, secret: SECRET }, file('mine'));
    await expect(making).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(file('mine'))).toEqual(readFileSync(file('people')));
    expect(readdirSync(room).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(existsSync(file('mine'))).toBe(true);
  });
});
