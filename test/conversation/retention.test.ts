/** Erasures that leave a certificate, holds that keep what they name, and what goes by itself when its time is over. */
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countPersonal } from '../../db/personal.ts';
import { retain } from '../../src/conversation/retention.ts';
import { newId } from '../../src/ids.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';

const DAY_MS = 86_400_000;
let later = 0;
let node: TestNode;
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'tingda-retention-'));
  node = await startTestNode(
    { QUIET_HOURS: 'off', MEDIA_URL: pathToFileURL(root).href },
    { now: () => Date.now() + later },
  );
});
afterAll(() => node.stop());

const sql = () => node.runtime.sql;
const post = (path: string, body?: object) => node.call('POST', path, body);

/** Somebody who has said something, with a recording in the store; no clock of theirs runs. */
async function somebody(stage = 'declined') {
  const person = await candidate(node);
  await person.say('我在仓库做过两年分拣');
  await node.settled();
  const [row] = await sql()<{ conversation: string; candidate: string; application: string }[]>`
    select v.id as conversation, v.candidate_id as candidate, i.application_id as application
    from interviews i join conversations v on v.id = i.conversation_id where i.id = ${person.id}`;
  const { conversation, candidate: id, application } = row!;
  await sql()`update applications set stage = ${stage} where id = ${application}`;
  await sql()`delete from timers where conversation_id = ${conversation}`;
  await sql()`delete from deadlines where application_id = ${application}`;
  const voice = newId('med');
  await node.runtime.media.put(voice, Buffer.from('a voice'), 'audio/amr');
  await sql()`
    insert into media (id, conversation_id, inbox_seq, type, bytes) values (${voice}, ${conversation}, 1, 'audio/amr', 7)`;
  return { ...person, conversation, candidate: id, application, voice };
}

const certificateOf = async (id: string) => (await node.call('GET', `/v1/candidates/${id}/erasure`)).body;
const saidBy = async (conversation: string) =>
  (await sql()`select 1 from turns where conversation_id = ${conversation} and text is not null`).length;

describe('a hold', () => {
  it('keeps what it names when the person is erased, and says so; released, the rest goes', async () => {
    const lin = await somebody();
    expect((await node.call('GET', `/v1/candidates/${lin.candidate}/erasure`)).status).toBe(404);
    const given = {
      candidate_id: lin.candidate,
      parts: ['interview', 'contracts'],
      reason: '(2026) 沪01民初1号',
    };
    const hold = (await post('/v1/legal_holds', given)).body;
    expect((await node.call('DELETE', `/v1/candidates/${lin.candidate}`)).status).toBe(204);
    await expect.poll(async () => (await certificateOf(lin.candidate)).state).toBe('held');
    expect(await saidBy(lin.conversation)).toBeGreaterThan(2);
    expect(await node.runtime.media.read(lin.voice, 0, 9)).not.toBeNull();
    const held = await certificateOf(lin.candidate);
    expect(held).toMatchObject({
      asked_by: 'bootstrap',
      erased: { candidates: 1, conversations: 1, identities: 1 },
      held: expect.arrayContaining([
        { table: 'turns', rows: expect.any(Number), part: 'interview' },
        { table: 'inbox', rows: expect.any(Number), part: 'interview' },
      ]),
      legal_holds: [{ id: hold.id, parts: ['interview', 'contracts'] }],
      media_files: { erased: 0, waiting: 0 },
      session_forgotten_at: expect.any(String),
    });
    expect(held.erased).not.toHaveProperty('turns');
    // Nothing goes on: what they wrote is kept, and answered by nobody.
    expect(
      await sql()`select 1 from inbox where conversation_id = ${lin.conversation} and done_at is null`,
    ).toEqual([]);
    const released = await post(`/v1/legal_holds/${hold.id}/release`);
    expect(released).toMatchObject({ status: 200, body: { released_by: 'bootstrap' } });
    await expect.poll(async () => (await certificateOf(lin.candidate)).state).toBe('done');
    expect(await countPersonal(sql(), lin.candidate)).toEqual({});
    expect(await node.runtime.media.read(lin.voice, 0, 9)).toBeNull();
    const { sha256, ...done } = await certificateOf(lin.candidate);
    expect(done).toMatchObject({
      held: [],
      legal_holds: [],
      done_at: held.done_at,
      media_files: { erased: 1, waiting: 0 },
      erased: { turns: expect.any(Number), inbox: expect.any(Number), outbox: expect.any(Number) },
    });
    expect(sha256).toBe(createHash('sha256').update(JSON.stringify(done)).digest('hex'));
    // Nothing is left that could be held, and released twice is released once.
    expect((await post('/v1/legal_holds', given)).status).toBe(409);
    expect((await post(`/v1/legal_holds/${hold.id}/release`)).body).toEqual(released.body);
  });

  it('names somebody that there is, and parts that there are', async () => {
    const nobody = { candidate_id: `cnd_${'0'.repeat(25)}`, parts: ['interview'], reason: 'x' };
    expect((await post('/v1/legal_holds', nobody)).status).toBe(422);
    expect((await post('/v1/legal_holds', { ...nobody, parts: [] })).status).toBe(422);
    expect((await post('/v1/legal_holds', { ...nobody, parts: ['everything'] })).status).toBe(422);
  });
});

describe('when its time is over', () => {
  it('goes who rests and is not held, not who works, is decided about or has written; and each is asked for once', async () => {
    const [rests, held, works, worked, waits] = [
      await somebody(),
      await somebody(),
      await somebody('hired'),
      await somebody('hired'),
      await somebody('advanced'),
    ];
    await sql()`update candidates set phone = '+8613800138111' where id = ${rests.candidate}`;
    const hold = await post('/v1/legal_holds', {
      candidate_id: held.candidate,
      parts: ['person'],
      reason: 'x',
    });
    await sql()`
      insert into employments (id, application_id, state, starts_on) values (${newId('emp')}, ${works.application}, 'active', '2026-01-05')`;
    await sql()`
      insert into employments (id, application_id, state, starts_on, ends_on)
      values (${newId('emp')}, ${worked.application}, 'ended', '2026-01-05', '2026-02-28')`;
    const people = { rests, held, works, worked, waits };
    const left = async () => {
      const rows = await sql()<{ id: string }[]>`select id from candidates where erased_at is null`;
      const ids = rows.map(({ id }) => id);
      return Object.entries(people).flatMap(([who, { candidate: id }]) => (ids.includes(id) ? [who] : []));
    };
    const rawOf = async ({ conversation }: { conversation: string }) =>
      (
        await sql()`select 1 from inbox where conversation_id = ${conversation} and identity_id is not null
          and content is not null`
      ).length;

    // Raw messages and recordings of what is decided go first; what was said stays.
    const raw = { rests: await rawOf(rests), held: await rawOf(held), waits: await rawOf(waits) };
    expect(raw.rests).toBeGreaterThan(2);
    later = 100 * DAY_MS;
    await expect.poll(() => rawOf(rests)).toBe(0);
    expect(await rawOf(held)).toBe(raw.held);
    later = 200 * DAY_MS;
    await expect.poll(() => node.runtime.media.read(rests.voice, 0, 9)).toBeNull();
    expect(await node.runtime.media.read(waits.voice, 0, 9)).not.toBeNull();
    expect(await rawOf(waits)).toBe(raw.waits);
    expect(await saidBy(rests.conversation)).toBeGreaterThan(2);
    expect(await left()).toEqual(Object.keys(people));

    // Asked beforehand, it is said who goes and when.
    later = 720 * DAY_MS;
    const retention = (await node.call('GET', '/v1/retention?within_days=30')).body;
    expect(retention).toMatchObject({
      profile: 'default',
      days: { people: 730, workers: 1095 },
      people: [{ candidate_id: rests.candidate, kind: 'people' }],
    });
    const [{ on }] = retention.people as [{ on: string }];
    expect((Date.parse(on) - Date.now()) / DAY_MS).toBeCloseTo(730, 1);
    expect(await left()).toEqual(Object.keys(people));

    later = 731 * DAY_MS;
    await Promise.all(Array.from({ length: 4 }, () => retain(node.runtime)));
    await expect.poll(async () => (await certificateOf(rests.candidate)).state).toBe('done');
    expect(await certificateOf(rests.candidate)).toMatchObject({ asked_by: 'retention' });
    // By it no import brings them back.
    const [marked] =
      await sql()`select cardinality(marks) as n from erasures where candidate_id = ${rests.candidate}`;
    expect(marked!.n).toBeGreaterThan(0);
    expect(await left()).toEqual(['held', 'works', 'worked', 'waits']);
    expect(await countPersonal(sql(), rests.candidate)).toEqual({});
    const asked = await sql()`
      select 1 from inbox where conversation_id = ${rests.conversation} and identity_id is null
        and received_at > now() - interval '1 minute' and done_at is not null`;
    expect(asked).toHaveLength(1);

    later = 1096 * DAY_MS;
    await expect.poll(left).toEqual(['held', 'works', 'waits']);
    expect((await post(`/v1/legal_holds/${hold.body.id}/release`)).status).toBe(200);
    later = 1097 * DAY_MS;
    await expect.poll(left).toEqual(['works', 'waits']);
    later = 0;
  });
});

it('an answer that was kept for a key is gone after a day, though nobody asks for anything any more', async () => {
  const key = { 'idempotency-key': 'asked-once' };
  const { status } = await node.call('POST', '/v1/candidates', { name: '周一次' }, key);
  expect(status).toBe(201);
  const left = async () =>
    (await sql()`select 1 from idempotency where strpos(body::text, '周一次') > 0`).length;
  expect(await left()).toBe(1);
  await sql()`update idempotency set created_at = now() - interval '24 hours'`;
  await expect.poll(left).toBe(0);
});
