/** What comes to us beside conversations and is not to be kept: files with mistakes, questions, guesses, and our own faults. */
import { expect } from 'vitest';
import { CODE, KEY } from '../conversation/node.ts';
import { waitUntil } from '../support/patience.ts';
import type { Stage } from './stage.ts';

const PATIENCE = { timeout: 60_000, interval: 30 };

export interface Noise {
  /** Was sent, and may stand nowhere. */
  dropped: Record<string, string>;
  /** Whoever is good in a file stays: they are found by what they are called there. */
  kept: { id: string; words: Record<string, string> };
}

export async function makeNoise(stage: Stage, mark: string): Promise<Noise> {
  const words: Record<string, string> = {};
  const word = (what: string) => {
    words[what] = `${mark}n${Object.keys(words).length}噪`;
    return words[what]!;
  };
  const ascii = (what: string) => {
    words[what] = `${mark}n${Object.keys(words).length}z`;
    return words[what]!;
  };
  const kept = await importFiles(stage, mark, word);
  await askWrongly(stage, word, ascii);
  await breakInside(stage, word);
  return { dropped: words, kept };
}

type Word = (what: string) => string;

/** One row is right; the others have something of somebody in the wrong place. */
async function importFiles({ node }: Stage, mark: string, word: Word): Promise<Noise['kept']> {
  const send = async (file: string, type: string) => {
    const answer = await fetch(`${node.url}/v1/imports?kind=candidates&source=ats`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': type },
      body: file,
    });
    return { status: answer.status, body: (await answer.json()) as { id: string } };
  };
  const ended = async (id: string) => {
    const read = async () => String((await node.call('GET', `/v1/imports/${id}`)).body.status);
    await waitUntil(async () => /completed|failed/.test(await read()), PATIENCE);
    return (await node.call('GET', `/v1/imports/${id}/errors`)).body.data;
  };
  const good = {
    'imported name': `吴${mark}`,
    'imported phone': '+8613955512345',
    'remote id': `ats-${mark}`,
  };
  const table = [
    'name,phone,remote_id,language',
    `${good['imported name']},${good['imported phone']},${good['remote id']},zh`,
    `${word('name of a bad row')},${word('phone of a bad row')},${word('remote id of a bad row')},zh`,
    `${word('name of a row in no language')},,x1,${word('language of a bad row')}`,
    `${word('name of a ragged row')},,x2,zh,${word('a cell too many')}`,
    `"${word('what stands where the file breaks')}`,
  ].join('\n');
  const csv = await send(table, 'text/csv');
  expect(csv.status, JSON.stringify(csv.body)).toBe(201);
  const lines = [
    JSON.stringify({ name: 'x', [word('a field of a line')]: word('a value of a line') }),
    JSON.stringify({ name: { first: word('a name of a wrong kind') } }),
    `{"name": "${word('a line that is no JSON')}`,
  ].join('\n');
  const ndjson = await send(lines, 'application/x-ndjson');
  expect(ndjson.status).toBe(201);
  // A table without a head: its first line is somebody.
  expect((await send(`${word('a head that is somebody')},1\n`, 'text/csv')).status).toBe(422);
  expect((await ended(csv.body.id)).length).toBeGreaterThan(0);
  expect((await ended(ndjson.body.id)).length).toBeGreaterThan(0);
  const { data } = (await node.call('GET', `/v1/candidates?q=${encodeURIComponent(good['imported name'])}`))
    .body;
  return { id: String(data[0]!.id), words: good };
}

/** Addresses, names, heads and bodies of requests that come to nothing. */
async function askWrongly({ node }: Stage, word: Word, ascii: Word): Promise<void> {
  const key = { authorization: `Bearer ${KEY}` };
  const json = { ...key, 'content-type': 'application/json' };
  const get = async (path: string, headers: Record<string, string> = key, method = 'GET') => {
    const answer = await fetch(`${node.url}${path}`, { method, headers });
    await answer.text();
    return answer.status;
  };
  const post = async (path: string, body: string, headers: Record<string, string> = json) => {
    const answer = await fetch(`${node.url}${path}`, { method: 'POST', headers, body, redirect: 'manual' });
    await answer.text();
    return answer.status;
  };
  const e = (what: string) => encodeURIComponent(word(what));
  expect(await get(`/v1/candidates?q=${e('a search')}`)).toBe(200);
  expect(await get(`/v1/candidates?cursor=${e('a cursor')}`)).toBe(400);
  expect(await get(`/v1/candidates?${e('the name of a filter')}=1`)).toBe(422);
  expect(await get(`/v1/candidates/${e('an id')}`)).toBeGreaterThanOrEqual(400);
  for (const path of ['/v1', '/chat', '/form', '/sign', '/nothing', '/hooks', '/hr', '/docs'])
    expect(await get(`${path}/${e(`an address below ${path}`)}`), path).toBeGreaterThanOrEqual(400);
  const heads = {
    'user-agent': ascii('a user agent'),
    'x-request-id': ascii('an id of a request'),
    'x-forwarded-for': ascii('a forwarded address'),
    traceparent: `00-${ascii('a trace')}-1-01`,
    referer: `http://x/${ascii('where it came from')}`,
    cookie: `tingda_chat=${ascii('a cookie')}.x; tingda_hr=${ascii('a cookie of HR')}`,
    'accept-language': ascii('a language'),
  };
  expect(await get('/v1/openings', { ...key, ...heads })).toBe(200);
  expect(await get('/v1/openings', { authorization: `Bearer ${ascii('a key')}` })).toBe(401);
  expect(await get('/v1/openings', key, ascii('a method').toUpperCase())).toBeGreaterThanOrEqual(400);
  expect(await post('/v1/candidates', `{"name":"${word('a body that breaks off')}`)).toBe(400);
  const unknown = JSON.stringify({ [word('the name of a field')]: word('the value of a field') });
  expect(await post('/v1/candidates', unknown)).toBe(422);
  const repeated = { ...json, 'idempotency-key': `${ascii('a key of a repetition')} with a space` };
  expect(await post('/v1/candidates', '{}', repeated)).toBe(422);
  expect(await post('/v1/candidates', word('a text'), { ...key, 'content-type': 'text/plain' })).toBe(415);
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: node.url! };
  const login = new URLSearchParams({
    email: `${ascii('an e-mail')}@x.org`,
    password: word('a password'),
    code: '1',
  });
  expect(await post('/hr/login', login.toString(), form)).toBeGreaterThanOrEqual(300);
  const call = { name: 'find_candidates', arguments: { q: word('a question of a model') } };
  const mcp = { ...json, accept: 'application/json, text/event-stream' };
  expect(
    await post('/mcp', JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: call }), mcp),
  ).toBe(200);
  expect(await post('/hooks/background-check/http', `{"detail":"${word('a report nobody signed')}"}`)).toBe(
    401,
  );
}

/** PostgreSQL fails with an error that quotes the row, where a message is stored and where a turn is committed. */
async function breakInside({ node }: Stage, word: Word): Promise<void> {
  const { sql } = node.runtime;
  await sql`
    create function stumble() returns trigger language plpgsql as $$ begin
      if new::text like '%stolpert%' then
        raise exception E'it says %\n    at % (%)', new, new, new using detail = new::text, hint = new::text;
      end if;
      return new;
    end $$`;
  const user = node.telegram.user(7_709_990_001, { first_name: '林', language_code: 'zh-hans' });
  const whoWrote = async () => {
    const [row] = await sql<{ id: string; waiting: number }[]>`
      select v.candidate_id as id, (select count(*)::int from inbox b where b.conversation_id = v.id
        and b.done_at is null) + (${node.telegram.updates.info().pending_update_count})::int as waiting
      from identities d join conversations v on v.id = d.conversation_id where d.address = ${String(user.id)}`;
    return row!;
  };
  // Before consent no turn has words.
  for (const text of [`/start ${CODE}`, '同意']) {
    user.send(text);
    await user.next(PATIENCE.timeout);
  }
  for (const [table, what] of [
    ['inbox', 'a message that cannot be stored'],
    ['turns', 'a turn that cannot be committed'],
  ] as const) {
    await sql`create trigger stumbles before insert on ${sql(table)} for each row execute function stumble()`;
    const lines = () => node.logged().split(/could not be stored|turn failed/).length;
    const before = lines();
    const text = `stolpert ${word(what)}`;
    user.send(text);
    await waitUntil(() => lines() > before, PATIENCE);
    await sql`drop trigger stumbles on ${sql(table)}`;
    await waitUntil(async () => (await whoWrote()).waiting === 0, PATIENCE);
  }
  // It got through at last, and is of somebody who has said nothing else.
  const { id } = await whoWrote();
  expect((await node.call('DELETE', `/v1/candidates/${id}`)).status).toBe(204);
  await waitUntil(
    async () => (await node.call('GET', `/v1/candidates/${id}/erasure`)).body.state === 'done',
    PATIENCE,
  );
}
