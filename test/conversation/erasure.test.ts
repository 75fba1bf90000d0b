/** A person is erased over the whole path: words are planted wherever a person leaves any, and are found nowhere after it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepAlso, keepErasures, listErasures, reapplyErasures } from '../../db/erasure.ts';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { sample } from '../speech/samples.ts';
import { dumpDirectory, dumpRedis, dumpTables } from '../support/dump.ts';
import { waitFor, waitUntil } from '../support/patience.ts';
import { CODE, candidate, startTestNode, type TestNode } from './node.ts';
import { plant as plantIn, whoIs as who } from './plant.ts';

const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 90_000 });

const root = mkdtempSync(join(tmpdir(), 'tingda-erasure-'));
let node: TestNode;
let openai: OpenAiEmulator;
let twilio: TwilioEmulator;
beforeAll(async () => {
  openai = await OpenAiEmulator.start();
  twilio = await TwilioEmulator.start({ retryMs: 20 });
  node = await startTestNode({
    STT_BASE_URL: openai.url,
    STT_API_KEY: openai.key,
    MEDIA_URL: pathToFileURL(root).href,
    QUIET_HOURS: 'off',
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_FROM: twilio.from,
    TWILIO_API_ROOT: twilio.url,
  });
  twilio.webhook = `${node.url}/hooks/sms/twilio#rc=5&rp=all`;
});
afterEach(() => {
  node.telegram.clearFaults();
  openai.clearFaults();
});
afterAll(async () => {
  await node.stop();
  await openai.stop();
  await twilio.stop();
  rmSync(root, { recursive: true });
});

const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
  node.call('POST', path, body, headers);
const sql = () => node.runtime.sql;

const whoIs = (address: string) => who(node, address);
const plant = (address: number, mark: string) => plantIn(node, openai, address, mark);

/** Erased, and every voice out of the store. */
async function erase(candidateId: string): Promise<void> {
  expect((await node.call('DELETE', `/v1/candidates/${candidateId}`)).status).toBe(204);
  await node.settled();
  await waitFor(async () =>
    expect(
      await sql()`
          select 1 from media m join conversations v on v.id = m.conversation_id where v.candidate_id = ${candidateId}`,
    ).toEqual([]),
  );
}

/** Where a word stands: the names of the tables, `redis`, `files`, `log`. */
async function placesOf(
  words: Record<string, string>,
  log = node.logged(),
): Promise<Record<string, string[]>> {
  const places = await dumpTables(sql());
  places.set('redis', await dumpRedis(node.redisUrl));
  places.set('files', dumpDirectory(root));
  places.set('log', log);
  return Object.fromEntries(
    Object.entries(words).map(([what, word]) => [
      what,
      [...places].filter(([, text]) => text.includes(word)).map(([name]) => name),
    ]),
  );
}

const nowhere = (words: object) => Object.fromEntries(Object.keys(words).map((what) => [what, []]));

describe('an erasure', () => {
  it('leaves no word of the person anywhere, and all of everybody else', async () => {
    const lin = await plant(77_010_203_041, 'kanarie1');
    const wu = await plant(77_010_203_042, 'bleibt2');
    const others = { ...(await node.call('GET', `/v1/candidates/${wu.id}/export`)).body, exported_at: null };
    const before = await placesOf(lin.words);
    // Else nothing would be shown by not finding it.
    for (const [what, places] of Object.entries(before))
      expect(
        places.filter((place) => place !== 'log'),
        what,
      ).not.toEqual([]);
    expect(before.reason).toEqual(expect.arrayContaining(['stage_moves', 'idempotency']));
    expect(before.verdict).toEqual(expect.arrayContaining(['decisions', 'idempotency']));
    expect(before.message).toEqual(expect.arrayContaining(['decisions', 'idempotency', 'outbox']));
    expect(before.answer).toEqual(expect.arrayContaining(['assessments', 'idempotency']));
    expect(before.voice).toEqual(expect.arrayContaining(['inbox', 'turns', 'outbox']));
    const counted = await counts(lin.conversation);
    expect(await dumpRedis(node.redisUrl)).toContain(`s:${lin.conversation}`);

    await erase(lin.id);

    // Whatever they are in: of a file's name nothing is kept at all.
    const planted = { ...lin.words, mark: 'kanarie1' };
    expect(await placesOf(planted)).toEqual(nowhere(planted));
    expect(await dumpRedis(node.redisUrl)).not.toContain(`s:${lin.conversation}`);
    // Rows, hashes and numbers are all there.
    expect(await counts(lin.conversation)).toEqual(counted);
    expect(await sql()`select 1 from timers where conversation_id = ${lin.conversation}`).toEqual([]);
    const [talk] =
      await sql()`select state, inbox_seq > 5 as numbered from conversations where id = ${lin.conversation}`;
    expect(talk).toEqual({ state: null, numbered: true });

    const after = { ...(await node.call('GET', `/v1/candidates/${wu.id}/export`)).body, exported_at: null };
    expect(after).toEqual(others);
    expect(await placesOf({ answer: wu.words.answer })).toEqual({
      answer: expect.arrayContaining(['inbox', 'turns']),
    });

    // From outside: nobody is there, and what stays has no words.
    expect((await node.call('GET', `/v1/candidates/${lin.id}`)).status).toBe(404);
    expect((await node.call('GET', `/v1/candidates/${lin.id}/export`)).status).toBe(404);
    expect((await node.call('PATCH', `/v1/candidates/${lin.id}`, { name: 'x' })).status).toBe(404);
    expect(JSON.stringify((await node.call('GET', '/v1/candidates?limit=100')).body)).not.toContain(lin.id);
    expect((await node.call('GET', `/v1/applications/${lin.application}`)).body).toMatchObject({
      stage: 'withdrawn',
      source: null,
    });
    expect((await node.call('GET', `/v1/interviews/${lin.interview}`)).body).toMatchObject({
      // It ended with the decision.
      status: 'expired',
      answers: [],
      unasked_experience: [],
    });
    const turns = (await node.call('GET', `/v1/interviews/${lin.interview}/turns?limit=100`)).body.data;
    expect(turns.length).toBeGreaterThan(5);
    for (const turn of turns) expect(turn).toMatchObject({ text: null, transcript: null, media_id: null });
    const events = (await node.call('GET', `/v1/events?application_id=${lin.application}&limit=100`)).body
      .data;
    expect(events.at(-1)).toMatchObject({
      type: 'stage.changed',
      data: { from_stage: 'advanced', to_stage: 'withdrawn', reason: 'erased' },
    });
    // Of a contract the hash stays, and neither words nor paper.
    expect((await node.call('GET', `/v1/contracts/${lin.contract}`)).body).toMatchObject({
      ...{ fields: null, remark: null, document: { sha256: 'ab' } },
    });
    expect((await node.call('GET', `/v1/contracts/${lin.contract}/document`)).status).toBe(404);
    await expect.poll(() => node.runtime.media.read(lin.paper, 0, 4)).toBeNull();
    expect(await node.runtime.media.read(wu.paper, 0, 4)).not.toBeNull();
    // What was made of it has its numbers, and no words.
    const assessed = await node.call('GET', `/v1/interviews/${lin.interview}/assessments`);
    expect(assessed.body.data).toMatchObject([
      { by: 'person', criteria: [{ score: 4, evidence: [] }, {}, {}, {}] },
    ]);
    expect((await lin.rate()).status).toBe(409);
    // Nothing more is added.
    expect((await post(`/v1/interviews/${lin.interview}/takeover`)).status).toBe(409);
    expect(
      (await post(`/v1/interviews/${lin.interview}/messages?from=candidate`, { text: 'x' })).status,
    ).toBe(409);
    const again = { from_stage: 'withdrawn', to_stage: 'reviewing', reason: 'again' };
    expect((await post(`/v1/applications/${lin.application}/stage_moves`, again)).status).toBe(409);
    const repeated = await post(
      `/v1/applications/${lin.application}/stage_moves`,
      { from_stage: 'interviewing', to_stage: 'reviewing', reason: lin.words.reason },
      { 'idempotency-key': 'move-1' },
    );
    expect(repeated.status).toBe(409);
    // Asked again, it is done.
    expect((await node.call('DELETE', `/v1/candidates/${lin.id}`)).status).toBe(204);
    expect(await sql()`select by from erasures where candidate_id = ${lin.id}`).toEqual([
      { by: 'bootstrap' },
    ]);

    // A redelivery of what was written has no effect, and makes nobody of the address.
    const { id: chat, profile } = lin.user;
    const redelivery = {
      message_id: lin.first,
      from: profile,
      chat: { id: chat, type: 'private' },
      date: 1,
      text: 'x',
    };
    const hooked = await post(
      '/hooks/telegram',
      { update_id: 1, message: redelivery },
      { 'x-telegram-bot-api-secret-token': 'tests-webhook-secret' },
    );
    expect(hooked.status).toBe(200);
    expect(await whoIs(lin.words.address)).toBeUndefined();
    // Whoever writes from there is somebody new.
    const said = lin.user.received.length;
    lin.user.send(`/start ${CODE}`);
    await node.settled();
    expect(lin.user.received.slice(said).map(({ text }) => text)).toEqual([
      expect.stringMatching(/我是AI面试助手/),
    ]);
    const now = await whoIs(lin.words.address);
    expect(now.candidate).not.toBe(lin.id);
  });

  async function counts(conversation: string) {
    const [row] = await sql()`
      select (select count(*)::int from turns where conversation_id = ${conversation}) as turns,
        (select count(*)::int from outbox where conversation_id = ${conversation}) as outbox,
        (select count(*)::int from inbox where conversation_id = ${conversation} and channel <> 'system') as inbox,
        (select string_agg(encode(hash, 'hex'), ' ' order by seq) from inbox
          where conversation_id = ${conversation} and channel <> 'system') as hashes`;
    return row;
  }

  it('of somebody who was made and invited by phone leaves neither number nor answer', async () => {
    const number = '+8613977001122';
    const phone = twilio.phone(number);
    const words = { number, name: '沉默的kanarie3' };
    const key = { 'idempotency-key': randomUUID() };
    const made = await post('/v1/candidates', { name: words.name, phone: number, source: 'fair' }, key);
    const [opening] = await sql()<{ id: string }[]>`select id from openings where code = ${CODE}`;
    const invited = await post('/v1/invitations', { opening_id: opening!.id, phone: number, channel: 'sms' });
    expect(invited).toMatchObject({ status: 201, body: { candidate_id: made.body.id } });
    const code = String(invited.body.code);
    expect((await phone.next(PATIENCE_MS)).text).toContain(code);
    const before = await placesOf(words);
    expect(before.name).toEqual(expect.arrayContaining(['candidates', 'idempotency']));
    expect(before.number).toEqual(expect.arrayContaining(['candidates', 'identities', 'idempotency']));

    await erase(made.body.id);
    expect(await placesOf(words)).toEqual(nowhere(words));
    // The same request has no second effect, and the code leads nobody in.
    expect(
      (await post('/v1/candidates', { name: words.name, phone: number, source: 'fair' }, key)).status,
    ).toBe(409);
    const [invitation] =
      await sql()`select revoked_at is not null as revoked from invitations where code = ${code}`;
    expect(invitation).toEqual({ revoked: true });
    await phone.send(code);
    await phone.next(PATIENCE_MS);
    const { candidate: now } = await whoIs(number);
    expect(now).not.toBe(made.body.id);
    expect(
      await sql()`select 1 from interviews i join conversations v on v.id = i.conversation_id
      where v.candidate_id = ${now}`,
    ).toEqual([]);
  });

  it('waits for a line that is on its way, and none goes after it', async () => {
    const { user } = await candidate(node);
    // The question has arrived; that it did has to be written down too, or it is taken for the line that is waited for.
    await node.settled();
    const { candidate: id, conversation } = await whoIs(String(user.id));
    node.telegram.fault({ kind: 'slow', method: 'sendMessage', chat_id: user.id, ms: 1200 });
    user.send('宿舍有没有独立卫生间？');
    await waitUntil(
      async () =>
        (
          await sql()`
      select 1 from outbox where conversation_id = ${conversation} and state = 'sending'`
        ).length > 0,
    );
    const read = user.received.length;
    const done = node.call('DELETE', `/v1/candidates/${id}`);
    const erased = waitFor(async () => {
      const [row] = await sql()`select 1 from erasures where candidate_id = ${id} and done_at is not null`;
      expect(row).toBeDefined();
      // As soon as it is done, what was under way has arrived.
      return user.received.length;
    });
    expect((await done).status).toBe(204);
    const atOnce = await erased;
    expect(atOnce).toBe(read + 1);
    await node.settled();
    expect(user.received.length).toBe(atOnce);
  });

  it('takes what comes in at the same moment with it, or leaves it to somebody new: never half', async () => {
    for (let round = 0; round < 10; round++) {
      const visitor = await WebVisitor.open(node.url!, CODE, 'zh');
      await visitor.next();
      await visitor.say('同意');
      await visitor.next();
      const [row] = await sql()<{ candidate: string; address: string }[]>`
        select v.candidate_id as candidate, d.address from identities d join conversations v on v.id = d.conversation_id
        where d.channel = 'web' order by d.created_at desc limit 1`;
      const word = `同时${round}kanarie4`;
      const told = Array.from({ length: 5 }, (_, i) => visitor.say(`${word}-${i}`).catch(() => null));
      const answer = node.call('DELETE', `/v1/candidates/${row!.candidate}`);
      await Promise.all([...told, answer]);
      await waitFor(async () => {
        const [left] =
          await sql()`select done_at is not null as done from erasures where candidate_id = ${row!.candidate}`;
        expect(left).toEqual({ done: true });
      });
      await node.settled();
      const kept = await sql()<{ n: number }[]>`
        select count(*)::int as n from inbox i join conversations v on v.id = i.conversation_id
        where v.candidate_id = ${row!.candidate} and (i.content is not null or i.name is not null or i.done_at is null)`;
      expect(kept).toEqual([{ n: 0 }]);
      const texts = await sql()`
        select 1 from turns t join conversations v on v.id = t.conversation_id
        where v.candidate_id = ${row!.candidate} and t.text is not null`;
      expect(texts).toEqual([]);
      visitor.close();
    }
  });

  it('lets a visitor of the web chat come anew, by the same link', async () => {
    const visitor = await WebVisitor.open(node.url!, CODE, 'zh');
    await visitor.next();
    for (let times = 0; times < 2; times++) {
      const { candidate: id } = await whoIs(visitor.address);
      await erase(id);
      const again = await visitor.elsewhere(CODE);
      expect((await again.next()).text).toMatch(/我是AI面试助手/);
      expect((await whoIs(visitor.address)).candidate).not.toBe(id);
      await node.settled();
      expect(again.received).toHaveLength(1);
      again.close();
    }
    visitor.close();
  });

  it('ends a voice that is being heard, and what was put into the store since', async () => {
    const { user } = await candidate(node);
    const { candidate: id, conversation } = await whoIs(String(user.id));
    openai.fault({ kind: 'slow', ms: 4000, times: 1 });
    openai.hears({ text: '听了一半的kanarie5' });
    const asked = openai.asked.length;
    user.sendVoice(sample('en.amr'), { duration: 3, mime_type: 'audio/amr' });
    await waitFor(() => expect(openai.asked.length).toBeGreaterThan(asked));
    const [row] = await sql()<{ media: string }[]>`
      select media_id as media from inbox where conversation_id = ${conversation} and media_state = 'pending'`;
    expect(dumpDirectory(root).includes(row!.media)).toBe(true);
    expect((await node.call('DELETE', `/v1/candidates/${id}`)).status).toBe(204);
    // Not the ten minutes after which nobody can be at it any more: whoever was at it tells.
    await waitUntil(() => !dumpDirectory(root).includes(row!.media));
    expect(await placesOf({ heard: 'kanarie5' })).toEqual({ heard: [] });
  });
});

describe('after a restore', () => {
  it('who was erased since is erased again, and nobody else', async () => {
    const lin = await plant(77_010_203_043, 'kanarie6');
    const wu = await plant(77_010_203_044, 'bleibt7');
    // A backup: the rows as they are now.
    const tables = [
      'candidates',
      'conversations',
      'identities',
      'inbox',
      'turns',
      'outbox',
      'timers',
      'applications',
    ];
    tables.push(
      'events',
      'interviews',
      'stage_moves',
      'tickets',
      'invitations',
      'idempotency',
      'media',
      'erasures',
      'decisions',
      'steps',
      'contracts',
      'employments',
      'wages',
      'approvals',
      'pay_statements',
      'deadlines',
    );
    await sql().unsafe('create schema backup');
    for (const table of tables) await sql().unsafe(`create table backup.${table} as table public.${table}`);
    await erase(lin.id);
    const known = await listErasures(sql(), '', 1000);
    expect(known.map(({ candidateId }) => candidateId)).toContain(lin.id);

    // Restored beside a node that runs: nothing of it may be taken up before it is erased again.
    await sql().begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      for (const table of tables) {
        const columns = await tx<{ name: string }[]>`
          select column_name as name from information_schema.columns
          where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`;
        const names = columns.map(({ name }) => `"${name}"`).join(', ');
        await tx.unsafe(`delete from public.${table}`);
        await tx.unsafe(
          `insert into public.${table} (${names}) overriding system value select ${names} from backup.${table}`,
        );
      }
    });
    expect((await placesOf(lin.words)).answer).toEqual(expect.arrayContaining(['inbox', 'turns']));
    expect((await node.call('GET', `/v1/candidates/${lin.id}`)).status).toBe(200);
    const again = async () => {
      let found = 0;
      await sql().begin(async (tx) => {
        await keepErasures(tx);
        await keepAlso(tx, known);
        found = await reapplyErasures(tx);
      });
      return found;
    };
    expect(await again()).toBeGreaterThanOrEqual(1);
    await sql().unsafe('drop schema backup cascade');
    await waitFor(async () => {
      expect(await placesOf(lin.words)).toEqual(nowhere(lin.words));
    });
    expect((await node.call('GET', `/v1/candidates/${lin.id}`)).status).toBe(404);
    expect((await node.call('GET', `/v1/candidates/${wu.id}/export`)).body).toMatchObject({
      candidate: { phone: wu.words.phone },
    });
    // Applied to whoever is erased, it changes nothing.
    const before = await dumpTables(sql());
    expect(await again()).toBe(0);
    expect((await dumpTables(sql())).get('events')).toBe(before.get('events'));
  });
});

describe('an export', () => {
  it('has everything of the person and nothing of anybody else', async () => {
    const lin = await plant(77_010_203_045, 'meins8');
    const wu = await plant(77_010_203_046, 'fremd9');
    const { status, body } = await node.call('GET', `/v1/candidates/${lin.id}/export`);
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    const { papers: _sealed, ...open } = lin.words;
    for (const [what, word] of Object.entries(open)) expect(text, what).toContain(word);
    expect(body.papers).toEqual({
      ...{ legal_name: lin.words.name, id_number: '******ins8', birth_date: '2001-05-31' },
    });
    for (const word of [...Object.values(wu.words), wu.id, wu.conversation, 'fremd9'])
      expect(text).not.toContain(word);
    // Keys of ours belong to others.
    expect(text).not.toContain('bootstrap');
    expect(body).toMatchObject({
      candidate: { id: lin.id },
      applications: [
        {
          id: lin.application,
          stage_moves: expect.arrayContaining([expect.objectContaining({ reason: lin.words.reason })]),
        },
      ],
      interviews: [{ id: lin.interview }],
      media: [{ type: 'audio/amr' }],
    });

    // The same as an archive: to be read by a person, with sound and paper.
    await node.call('PATCH', `/v1/candidates/${lin.id}`, { name: '<b>林&meins8</b>' });
    const archive = unzipSync(await node.download(`/v1/candidates/${lin.id}/export/archive`));
    const [voice] = body.media as { id: string }[];
    const names = ['data.json', 'readable.html', `media/${voice!.id}.amr`, `contracts/${lin.paper}.pdf`];
    expect(
      Object.keys(archive)
        .filter((name) => !name.endsWith('.wav'))
        .toSorted(),
    ).toEqual(names.toSorted());
    const inside = (name: string) => Buffer.from(archive[name]!).toString();
    expect(JSON.parse(inside('data.json'))).toEqual({
      ...body,
      exported_at: expect.any(String),
      candidate: {
        ...(body.candidate as object),
        ...{ name: '<b>林&meins8</b>', updated_at: expect.any(String) },
      },
    });
    const page = inside('readable.html');
    for (const word of ['answer', 'voice', 'hr', 'verdict', 'message', 'place', 'phone'] as const)
      expect(page, word).toContain(lin.words[word]);
    expect(page).toContain('AI生成');
    expect(page).toContain('&lt;b&gt;林&amp;meins8&lt;/b&gt;');
    expect(page).not.toContain('<b>林');
    expect(page).not.toContain('fremd9');
    expect(inside(`contracts/${lin.paper}.pdf`)).toBe('%PDF');
    expect(Buffer.from(archive[`media/${voice!.id}.amr`]!)).toEqual(Buffer.from(sample('en.amr')));
    const { status: another } = await node.call('GET', '/v1/candidates/cnd_0000000000000000000000000/export');
    expect(another).toBe(404);
  });
});
