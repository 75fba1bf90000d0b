/** Who was shut out since a backup stays out when it is brought back: by the database that gives way, or by the record. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAudit } from '../../db/audit.ts';
import { connect, type Database } from '../../db/client.ts';
import { writeFile } from '../../src/backup/file.ts';
import { applyRecord } from '../../src/backup/known.ts';
import { restoreBackup } from '../../src/backup/read.ts';
import { openRecord, writeRecord } from '../../src/backup/record.ts';
import { makeBackup } from '../../src/backup/write.ts';
import { fileStore } from '../../src/media/store-file.ts';
import { type Harness, startHarness } from '../api/harness.ts';
import { Person } from '../api/person.ts';
import { temporaryDirectory } from '../support/server.ts';
import { createDatabase } from '../support/services.ts';

const SECRET = 'a secret of the tests, at least 32 long';
const room = temporaryDirectory();
const media = fileStore(join(room, 'media'));
const file = (name: string) => join(room, name);

/** The clock of the authenticators: no code is one that was taken. */
let clock = Date.now();
const now = () => {
  clock += 30_000;
  return clock;
};

/** A database of its own, alone as a restore needs it; `serve` is the application on it. */
async function fresh() {
  const databaseUrl = await createDatabase();
  const alone = { databaseUrl, dataDir: '', connections: 1, idleInTransactionMs: 0 };
  let database: Database | null = await connect(alone);
  return {
    get database() {
      return database!;
    },
    async serve<Result>(work: (api: Harness) => Promise<Result>): Promise<Result> {
      await database!.close();
      const api = await startHarness({ now }, await connect({ databaseUrl, dataDir: '' }));
      try {
        return await work(api);
      } finally {
        await api.close();
        database = await connect(alone);
      }
    },
    close: () => database!.close(),
  };
}
type Fresh = Awaited<ReturnType<typeof fresh>>;

const restore = ({ database }: Fresh, erasures?: string, replace = false) =>
  restoreBackup({ database, media, secret: SECRET }, file('backup'), { erasures, replace });
const record = (api: Pick<Harness, 'sql'>, to = file('record')) =>
  writeRecord({ sql: api.sql, secret: SECRET }, to);

const opens = async (api: Harness, key: string) =>
  (await api.call('GET', '/v1/openings', undefined, { authorization: `Bearer ${key}` })).status;

async function joined(api: Harness, role: 'owner' | 'recruiter'): Promise<Person> {
  const person = new Person(api);
  expect((await person.choose(await person.invited(role))).status).toBe(200);
  return person;
}

/** Whether they come in by the password and the authenticator that they had. */
const signsIn = async (api: Harness, { email, secret }: Person) => {
  const there = Object.assign(new Person(api), { email, secret });
  await there.login();
  return (await there.get('/hr')).status === 200;
};

describe('after a restore', () => {
  let source: Harness;
  const keys = {} as Record<'kept' | 'leaked' | 'turned' | 'taken', { id: string; key: string }>;
  const people = {} as Record<'kept' | 'out' | 'less' | 'changed', Person>;
  const hooks = {} as Record<'kept' | 'moved', string>;
  /** What happens after the backup. */
  async function goOn(api: Harness): Promise<{ turned: string; taken: string }> {
    const call = async (method: string, path: string, body?: unknown) => {
      const answer = await api.call(method, path, body);
      expect(answer.status, `${method} ${path} ${answer.text}`).toBeLessThan(300);
      return answer.body;
    };
    await call('POST', `/v1/keys/${keys.leaked.id}/revoke`);
    await call('PATCH', `/v1/users/${people.out.id}`, { disabled: true });
    await call('PATCH', `/v1/users/${people.less.id}`, { role: 'viewer' });
    const changed = Object.assign(new Person(api), {
      email: people.changed.email,
      secret: people.changed.secret,
    });
    await changed.login();
    expect(
      (await changed.post('/hr/security', { what: 'password', password: 'lantern copper walrus mint' }))
        .status,
    ).toBe(303);
    const turned = (await call('POST', `/v1/keys/${keys.turned.id}/rotate`, { overlap_seconds: 0 })).key;
    const later = await joined(api, 'owner');
    const taken = (await later.call('POST', `/v1/keys/${keys.taken.id}/rotate`, { overlap_seconds: 0 })).body
      .key;
    await call('PATCH', `/v1/webhook_endpoints/${hooks.moved}`, {
      url: 'https://elsewhere.example.com/hook',
    });
    await call('POST', `/v1/webhook_endpoints/${hooks.moved}/rotate_secret`);
    return { turned, taken };
  }
  const secretOf = async (api: Pick<Harness, 'sql'>) => {
    const [row] = await api.sql<{ secret: Uint8Array; url: string; state: string }[]>`
      select secret, url, state from webhook_endpoints where id = ${hooks.moved}`;
    return { ...row, secret: Buffer.from(row!.secret).toString('hex') };
  };

  beforeAll(async () => {
    source = await startHarness({ now });
    for (const name of ['kept', 'leaked', 'turned', 'taken'] as const) {
      const { body } = await source.call('POST', '/v1/keys', { name, scopes: ['openings:read'] });
      keys[name] = { id: body.id, key: body.key };
    }
    for (const name of ['kept', 'out', 'less', 'changed'] as const)
      people[name] = await joined(source, 'owner');
    for (const name of ['kept', 'moved'] as const) {
      const given = { url: `https://${name}.example.com/hook`, events: ['*'] };
      hooks[name] = (await source.call('POST', '/v1/webhook_endpoints', given)).body.id;
    }
    // As the command does it before.
    await writeAudit(source.sql, {
      actor: { kind: 'system', id: 'command_line' },
      ...{ action: 'backup', status: 200 },
    });
    await makeBackup({ sql: source.sql, media, secret: SECRET }, file('backup'));
  });
  afterAll(() => source.close());

  it('of the database that gives way, nothing opens again that was shut, and the secrets are those of now', async () => {
    const target = await fresh();
    await restore(target);
    const { since, hook } = await target.serve(async (api) => ({
      since: await goOn(api),
      hook: await secretOf(api),
    }));
    const done = await restore(target, undefined, true);
    expect(done.shutOut).toEqual({
      ...{ revoked: 1, disabled: 2, unowned: [keys.taken.id] },
      ...{ rotated: [], anew: [], endpoints: [], ended: [], letIn: [], twice: [] },
    });
    await target.serve(async (api) => {
      expect(await opens(api, keys.kept.key)).toBe(200);
      expect(await opens(api, keys.leaked.key)).toBe(401);
      expect(await opens(api, since.turned)).toBe(200);
      // Whoever took it over is not there to be shut out with it.
      expect(await opens(api, since.taken)).toBe(401);
      expect(await opens(api, keys.taken.key)).toBe(401);
      expect(await signsIn(api, people.kept)).toBe(true);
      expect(await signsIn(api, people.out)).toBe(false);
      expect(await signsIn(api, people.changed)).toBe(false);
      expect((await people.kept.get('/hr')).status).toBe(200);
      expect((await api.call('GET', `/v1/users/${people.less.id}`)).body.role).toBe('viewer');
      expect(await secretOf(api)).toEqual(hook);
      expect(hook.url).toBe('https://elsewhere.example.com/hook');
    });
    await target.close();
  });

  it('of a database that is lost, the record says who was shut out, and what is another since ends', async () => {
    const lost = await fresh();
    await restore(lost);
    const since = await lost.serve(async (api) => {
      const since = await goOn(api);
      expect(await record(api)).toMatchObject({ keys: 3, users: 5, endpoints: 2 });
      return since;
    });
    await lost.close();
    const target = await fresh();
    const done = await restore(target, file('record'));
    expect(done.shutOut).toEqual({
      ...{ revoked: 1, disabled: 2, unowned: [], rotated: [keys.turned.id, keys.taken.id] },
      ...{ anew: [people.changed.id], endpoints: [hooks.moved], ended: [], letIn: [], twice: [] },
    });
    expect(done.known).toMatchObject({ database: false, access: true });
    await target.serve(async (api) => {
      expect(await opens(api, keys.kept.key)).toBe(200);
      for (const key of [keys.leaked.key, keys.turned.key, keys.taken.key, since.turned, since.taken])
        expect(await opens(api, key)).toBe(401);
      expect(await signsIn(api, people.kept)).toBe(true);
      expect(await signsIn(api, people.out)).toBe(false);
      expect(await signsIn(api, people.changed)).toBe(false);
      expect((await api.call('GET', `/v1/users/${people.less.id}`)).body.role).toBe('viewer');
      const states =
        await api.sql`select id, state, disabled_because as why from webhook_endpoints order by position`;
      expect(states).toEqual([
        { id: hooks.kept, state: 'active', why: null },
        { id: hooks.moved, state: 'disabled', why: 'restored' },
      ]);
      // A link lets in again who has to begin anew.
      const { link } = (await api.call('POST', `/v1/users/${people.changed.id}/invite`)).body;
      const back = Object.assign(new Person(api), { email: people.changed.email });
      expect((await back.choose(new URL(String(link)).pathname)).status).toBe(200);
      expect(await signsIn(api, back)).toBe(true);
    });
    // What people have put right since is not undone by the same record.
    await target.serve((api) => api.call('PATCH', `/v1/users/${people.out.id}`, { disabled: false }));
    await target.serve((api) =>
      api.call('PATCH', `/v1/webhook_endpoints/${hooks.moved}`, { state: 'active' }),
    );
    const again = await applyRecord({ database: target.database, secret: SECRET }, file('record'));
    expect(again).toMatchObject({
      access: true,
      shutOut: {
        ...{ revoked: 0, disabled: 0, unowned: [], rotated: [], anew: [], endpoints: [], ended: [] },
        // But it is said where it knows otherwise.
        ...{ letIn: [people.out.id], twice: [people.changed.id] },
      },
    });
    await target.serve(async (api) => {
      expect((await api.call('GET', `/v1/users/${people.out.id}`)).body.state).toBe('active');
    });
    await target.close();
  });

  it('the record can be given later, and holds no secret of anybody', async () => {
    const target = await fresh();
    expect((await restore(target)).known).toMatchObject({ database: false, record: null, access: false });
    copyFileSync(file('record'), file('anew'));
    await target.serve(async (api) => {
      expect(await opens(api, keys.leaked.key)).toBe(200);
      // Written anew by a database that knows nothing of it, it still says so.
      await record(api, file('anew'));
    });
    const applied = await applyRecord({ database: target.database, secret: SECRET }, file('anew'));
    expect(applied.shutOut).toMatchObject({ revoked: 1, disabled: 2, anew: [people.changed.id] });
    await target.serve(async (api) => {
      expect(await opens(api, keys.leaked.key)).toBe(401);
      expect(await signsIn(api, people.out)).toBe(false);
    });
    await target.close();
    const { access } = await openRecord(file('anew'), { secret: SECRET, kept: '' });
    const fields = Object.values(access).flatMap((rows) =>
      (rows as object[]).flatMap((row) => Object.keys(row)),
    );
    expect([...new Set(fields)].sort()).toEqual(
      [
        'accessAt',
        'disabledAt',
        'enabledAt',
        'id',
        'revokedAt',
        'role',
        'rotatedAt',
        'secretsAt',
        'updatedAt',
      ].sort(),
    );
  });

  it('whoever came in meanwhile with what was over is out with it, whatever they changed there', async () => {
    const target = await fresh();
    await restore(target);
    copyFileSync(file('record'), file('meanwhile'));
    const made = await target.serve(async (api) => {
      const come = async ({ id, email, secret }: Person) => {
        const there = Object.assign(new Person(api), { id, email, secret });
        await there.login();
        const key = async (...scopes: string[]) =>
          (await there.call('POST', '/v1/keys', { name: 'meanwhile', scopes })).body as {
            id: string;
            key: string;
          };
        return { there, key, keys: [await key('admin'), await key('openings:read')] };
      };
      const [out, less, changed, kept] = [
        await come(people.out),
        await come(people.less),
        await come(people.changed),
        await come(people.kept),
      ];
      // Who was shut out makes theirs the later word, as well as they can.
      for (const body of [{}, { disabled: false }])
        expect((await out.there.call('PATCH', `/v1/users/${out.there.id}`, body)).status).toBe(200);
      const another = { what: 'password', password: 'lantern copper walrus mint' };
      expect((await out.there.post('/hr/security', another)).status).toBe(303);
      expect((await less.there.call('PATCH', `/v1/users/${less.there.id}`, { role: 'owner' })).status).toBe(
        200,
      );
      for (const { there, keys } of [out, less, changed, kept]) {
        expect((await there.get('/hr')).status).toBe(200);
        for (const { key } of keys) expect(await opens(api, key)).toBe(200);
      }
      const link = (await changed.there.call('POST', `/v1/users/${changed.there.id}/invite`)).body.link;
      // Nor does the record forget it, which is written anew every minute.
      await record(api, file('meanwhile'));
      return { out, less, changed, kept, link: new URL(String(link)).pathname };
    });
    const applied = await applyRecord({ database: target.database, secret: SECRET }, file('meanwhile'));
    const ended = [...made.changed.keys, made.out.keys[1]!, made.out.keys[0]!, made.less.keys[0]!];
    expect(applied.shutOut).toMatchObject({
      ...{ disabled: 2, anew: [people.changed.id], letIn: [], twice: [] },
      ended: expect.arrayContaining(ended.map(({ id }) => id)),
    });
    expect(applied.shutOut.ended).toHaveLength(ended.length);
    await target.serve(async (api) => {
      const inside = async ({ there: { cookie } }: { there: Person }) =>
        (await Object.assign(new Person(api), { cookie }).get('/hr')).status === 200;
      for (const one of [made.out, made.less, made.changed]) expect(await inside(one)).toBe(false);
      expect(await inside(made.kept)).toBe(true);
      for (const { key } of ended) expect(await opens(api, key)).toBe(401);
      for (const { key } of [made.less.keys[1]!, ...made.kept.keys]) expect(await opens(api, key)).toBe(200);
      expect((await new Person(api).get(made.link)).status).toBe(404);
      expect((await api.call('GET', `/v1/users/${people.out.id}`)).body.state).toBe('disabled');
      const audit = await api.sql`
        select subject from audit_log where action = 'revokeKey' and actor_id = 'command_line' order by position`;
      expect(audit).toHaveLength(3);
    });
    await target.close();
  });

  it('another role is no letting in: who was shut out stays so; who was given more here is named', async () => {
    const target = await fresh();
    await restore(target);
    copyFileSync(file('record'), file('later'));
    await target.serve(async (api) => {
      await api.call('PATCH', `/v1/users/${people.out.id}`, { role: 'recruiter' });
      await api.call('PATCH', `/v1/users/${people.less.id}`, { role: 'recruiter' });
      await record(api, file('later'));
    });
    for (const name of ['later', 'record']) {
      const applied = await applyRecord({ database: target.database, secret: SECRET }, file(name));
      // Written anew here, the record knows of it.
      expect(applied.shutOut.letIn, name).toEqual(name === 'later' ? [] : [people.less.id]);
      const rows = await target.database.sql`
        select role, disabled_at is not null as out from users where id in (${people.out.id}, ${people.less.id})
        order by position`;
      expect(rows, name).toEqual([
        { role: 'recruiter', out: true },
        { role: 'recruiter', out: false },
      ]);
    }
    await target.close();
  });

  it('whoever changed their password on both sides is named, for nobody knows who that was', async () => {
    const target = await fresh();
    await restore(target);
    await target.serve(async (api) => {
      const { id, email, secret } = people.changed;
      const there = Object.assign(new Person(api), { id, email, secret });
      await there.login();
      const another = { what: 'password', password: 'saddle pepper window crane' };
      expect((await there.post('/hr/security', another)).status).toBe(303);
      // Of whom the record knows no change, there is nothing to ask.
      const kept = Object.assign(new Person(api), { email: people.kept.email, secret: people.kept.secret });
      await kept.login();
      expect((await kept.post('/hr/security', another)).status).toBe(303);
      copyFileSync(file('record'), file('overtaken'));
      for (const _ of [1, 2]) await record(api, file('overtaken'));
    });
    for (const name of ['record', 'overtaken']) {
      const applied = await applyRecord({ database: target.database, secret: SECRET }, file(name));
      expect(applied.shutOut, name).toMatchObject({ anew: [], twice: [people.changed.id] });
    }
    await target.close();
  });

  it('a record of before it said who was shut out is taken, and is known to say nothing of it', async () => {
    async function* lines() {
      yield JSON.stringify({ record: { at: new Date().toISOString() } });
      yield JSON.stringify({ end: { erasures: 0, stops: 0, holds: 0 } });
    }
    await writeFile(file('old'), { secret: SECRET, format: 'tingda-erasures' }, lines());
    const target = await fresh();
    expect(await restore(target, file('old'))).toMatchObject({
      known: { record: expect.any(String), access: false },
    });
    await target.close();
  });

  it('nobody of HR is signed in by a session or a link of before', async () => {
    const person = await joined(source, 'recruiter');
    const link = await person.invitedAgain();
    expect([(await person.get('/hr')).status, (await person.get(link)).status]).toEqual([200, 200]);
    await makeBackup({ sql: source.sql, media, secret: SECRET }, file('signed-in'));
    const target = await fresh();
    await restoreBackup({ database: target.database, media, secret: SECRET }, file('signed-in'));
    await target.serve(async (api) => {
      const there = Object.assign(new Person(api), { cookie: person.cookie });
      expect((await there.get('/hr')).status).not.toBe(200);
      expect((await there.get(link)).status).toBe(404);
    });
    await target.close();
  });
});
