/** The audit log: which requests leave a row, what stands in it, and that nothing gets past it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, OPENING, startHarness } from './harness.ts';
import { callAs, signedIn } from './person.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

interface Row {
  action: string;
  [field: string]: unknown;
}
const rowsOf = (requestId: string | null) =>
  api.sql<Row[]>`select * from audit_log where request_id = ${requestId} order by position`;
const rowOf = async (answer: { headers: Headers }) => {
  const rows = await rowsOf(answer.headers.get('x-request-id'));
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

const make = async () => {
  const { body: opening } = await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' });
  const { body: candidate } = await api.call('POST', '/v1/candidates', {
    name: '张伟',
    phone: '+8613800000001',
  });
  const given = { opening_id: opening.id, candidate_id: candidate.id };
  const { body: application } = await api.call('POST', '/v1/applications', given);
  return { opening, candidate, application };
};

describe('a row', () => {
  it('says who, what, of whom, whence and how it ended, and nothing that was in the request or the answer', async () => {
    const { candidate } = await make();
    const { id, cookie } = await signedIn(api.sql, 'recruiter');
    const read = await callAs(api, cookie, 'GET', `/v1/candidates/${candidate.id}`);
    expect(await rowOf(read)).toMatchObject({
      actor_kind: 'user',
      actor_id: id,
      action: 'getCandidate',
      method: 'GET',
      subject: candidate.id,
      candidate_id: candidate.id,
      status: 200,
      filters: null,
      shown: null,
      address_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const changed = await api.call('PATCH', `/v1/candidates/${candidate.id}`, { name: '李娜' });
    expect(await rowOf(changed)).toMatchObject({
      actor_kind: 'key',
      actor_id: 'bootstrap',
      action: 'updateCandidate',
    });
    const all = JSON.stringify(await api.sql`select * from audit_log`);
    for (const word of ['张伟', '李娜', '13800000001']) expect(all).not.toContain(word);
  });

  it('of a list has the names of its filters and how many were shown, once for all of them', async () => {
    await make();
    const answer = await api.call('GET', '/v1/candidates?q=%E5%BC%A0%E4%BC%9F&role=sorter&limit=5');
    expect(await rowOf(answer)).toMatchObject({
      action: 'listCandidates',
      filters: ['q', 'role'],
      shown: answer.body.data.length,
      candidate_id: null,
    });
    const wrong = await api.call('GET', '/v1/candidates?%E5%BC%A0%E4%BC%9F=1');
    expect(await rowOf(wrong)).toMatchObject({ status: 422, filters: null });
  });

  it('finds the candidate behind an application, an interview, a step and a filter', async () => {
    const { candidate, application, opening } = await make();
    const asked = { opening_id: opening.id, candidate_id: candidate.id, send: false };
    const { body: invitation } = await api.call('POST', '/v1/invitations', asked);
    const about = async (path: string) => (await rowOf(await api.call('GET', path))).candidate_id;
    for (const path of [
      `/v1/applications/${application.id}`,
      `/v1/applications/${application.id}/timeline`,
      `/v1/interviews/${invitation.interview_id}`,
      `/v1/interviews/${invitation.interview_id}/turns`,
      `/v1/interviews/${invitation.interview_id}/media/med_${'0'.repeat(25)}`,
      `/v1/invitations/${invitation.id}`,
      `/v1/candidates/${candidate.id}/export`,
      `/v1/applications?candidate_id=${candidate.id}`,
    ])
      expect(await about(path), path).toBe(candidate.id);
    const hold = await api.call('POST', '/v1/legal_holds', {
      ...{ candidate_id: candidate.id, parts: ['contracts'], reason: 'a court' },
    });
    expect(await rowOf(hold)).toMatchObject({ subject: hold.body.id, candidate_id: candidate.id });
    const released = await api.call('POST', `/v1/legal_holds/${hold.body.id}/release`);
    expect(await rowOf(released)).toMatchObject({ action: 'releaseLegalHold', candidate_id: candidate.id });
    expect(await rowOf(await api.call('POST', '/v1/applications', {}))).toMatchObject({
      status: 422,
      subject: null,
    });
    const { data } = (
      await api.call('GET', `/v1/audit_log?candidate_id=${candidate.id}&action=exportCandidate`)
    ).body;
    expect(data).toMatchObject([{ actor: { kind: 'key', id: 'bootstrap' }, subject: candidate.id }]);
  });

  it('is left by who is refused, and by nobody who is not known', async () => {
    const { candidate } = await make();
    const { id, cookie } = await signedIn(api.sql, 'viewer');
    const refused = await callAs(api, cookie, 'PATCH', `/v1/candidates/${candidate.id}`, { name: 'x' });
    expect(await rowOf(refused)).toMatchObject({ actor_id: id, status: 403, candidate_id: candidate.id });
    const foreign = await callAs(api, cookie, 'GET', `/v1/candidates/cnd_${'0'.repeat(25)}`);
    expect(await rowOf(foreign)).toMatchObject({ status: 404, candidate_id: null });
    const nobody = await callAs(api, '', 'GET', `/v1/candidates/${candidate.id}`);
    expect(await rowsOf(nobody.headers.get('x-request-id'))).toHaveLength(0);
  });
});

describe('a file', () => {
  const PEOPLE = 1200;
  const rowsFor = async (answer: Response | { headers: Headers }) =>
    (await rowsOf(answer.headers.get('x-request-id'))).map(({ action, shown, status }) => ({
      ...{ action, shown, status },
    }));
  const begun = { action: 'exportCandidates', shown: null, status: 200 };
  beforeAll(async () => {
    await api.sql`
      with made as (
        insert into candidates (id, source)
        select 'cnd_' || lpad(i::text, 25, '0'), 'fair' from generate_series(1, ${PEOPLE}) i returning id)
      insert into conversations (id, candidate_id) select replace(id, 'cnd', 'cnv'), id from made`;
  });
  const ask = async (path = '/v1/exports/candidates?source=fair') =>
    await api.app.request(path, { headers: { authorization: `Bearer ${api.bootstrapKey}` } });

  it('has a second row when it has ended: how many people went out with it', async () => {
    const answer = await ask();
    expect(await rowsFor(answer)).toEqual([begun]);
    expect((await answer.text()).trim().split('\n')).toHaveLength(PEOPLE + 1);
    const whole = { action: 'exportCandidates.written', shown: PEOPLE, status: 200 };
    expect(await rowsFor(answer)).toEqual([begun, whole]);
    const { data } = (await api.call('GET', '/v1/audit_log?action=exportCandidates.written')).body;
    expect(data[0]).toMatchObject({ ...whole, filters: ['source'] });
  });

  it('says how many had gone out when its reader went away', async () => {
    const answer = await ask();
    const reader = answer.body!.getReader();
    // The header, and the first page.
    for (let pieces = 0; pieces < 2; pieces++) await reader.read();
    await reader.cancel();
    const broken = { action: 'exportCandidates.written', shown: 500, status: 499 };
    await expect.poll(() => rowsFor(answer)).toEqual([begun, broken]);
  });

  it('breaks off where its end cannot be written down', async () => {
    const answer = await ask();
    const reader = answer.body!.getReader();
    await reader.read();
    await api.sql`alter table audit_log add constraint shut check (false) not valid`;
    try {
      await expect(
        (async () => {
          while (!(await reader.read()).done);
        })(),
      ).rejects.toThrow();
    } finally {
      await api.sql`alter table audit_log drop constraint shut`;
    }
    expect(api.lines.join('')).toContain('the end of a file was not written down');
  });
});

describe('what cannot be written down', () => {
  /** Nothing can be added while this runs. */
  const closed = async <T>(work: () => Promise<T>): Promise<T> => {
    await api.sql`alter table audit_log add constraint shut check (false) not valid`;
    try {
      return await work();
    } finally {
      await api.sql`alter table audit_log drop constraint shut`;
    }
  };

  it('is not read: no word of it gets out, its headers neither', async () => {
    const { candidate } = await make();
    for (const path of [
      `/v1/candidates/${candidate.id}`,
      '/v1/candidates',
      `/v1/candidates/${candidate.id}/export`,
    ]) {
      const answer = await closed(() => api.call('GET', path));
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
      expect(answer.text).not.toContain('张伟');
      expect(answer.headers.get('link')).toBeNull();
    }
    expect((await api.call('GET', `/v1/candidates/${candidate.id}`)).status).toBe(200);
  });

  it('is not done: nothing of it is kept', async () => {
    const { candidate, opening } = await make();
    const person = await signedIn(api.sql, 'viewer');
    const { body: key } = await api.call('POST', '/v1/keys', { name: 'x', scopes: ['admin'] });
    const count = async () =>
      JSON.stringify([
        await api.sql`select count(*) from candidates`,
        await api.sql`select name from candidates where id = ${candidate.id}`,
        await api.sql`select title from openings where id = ${opening.id}`,
        await api.sql`select count(*) from api_keys`,
        await api.sql`select revoked_at, hash from api_keys where id = ${key.id}`,
        await api.sql`select role, disabled_at from users where id = ${person.id}`,
        await api.sql`select count(*) from erasures`,
        await api.sql`select count(*) from idempotency`,
      ]);
    const before = await count();
    await closed(async () => {
      for (const [method, path, body] of [
        ['POST', '/v1/candidates', { name: 'new' }],
        ['PATCH', `/v1/candidates/${candidate.id}`, { name: 'new' }],
        ['DELETE', `/v1/candidates/${candidate.id}`, undefined],
        ['PATCH', `/v1/openings/${opening.id}`, { title: { zh: '新', en: 'new' } }],
        ['POST', '/v1/keys', { name: 'y', scopes: ['admin'] }],
        ['POST', `/v1/keys/${key.id}/revoke`, undefined],
        ['POST', `/v1/keys/${key.id}/rotate`, {}],
        ['PATCH', `/v1/users/${person.id}`, { role: 'owner' }],
      ] as const) {
        const answer = await api.call(method, path, body, {
          'idempotency-key': `closed ${path}`.replaceAll(' ', '-'),
        });
        expect(answer.status, `${method} ${path}`).toBe(500);
      }
    });
    expect(await count()).toBe(before);
  });
});

it('only grows: no row is changed, taken away or emptied but by the function that forgets old ones', async () => {
  await make();
  const { sql } = api;
  await expect(sql`update audit_log set actor_id = 'x'`).rejects.toThrow(/append only/);
  await expect(sql`delete from audit_log`).rejects.toThrow(/append only/);
  await expect(sql`truncate audit_log`).rejects.toThrow(/append only/);
  const [before] = await sql<{ n: number }[]>`select count(*)::int as n from audit_log`;
  expect(await sql`select forget_audit_log(now() - interval '1 day') as n`).toEqual([{ n: 0 }]);
  expect(await sql`select forget_audit_log(now()) as n`).toEqual([{ n: before!.n }]);
  await make();
  await expect(sql`delete from audit_log`).rejects.toThrow(/append only/);
});

describe('the list', () => {
  it('is found by actor, candidate, action and time, newest first, page by page, and reading it is written down', async () => {
    const { candidate } = await make();
    const { id, cookie } = await signedIn(api.sql, 'viewer');
    for (let i = 0; i < 5; i++) await callAs(api, cookie, 'GET', `/v1/candidates/${candidate.id}`);
    const ids: string[] = [];
    let path = `/v1/audit_log?actor=${id}&limit=2`;
    for (;;) {
      const { body } = await api.call('GET', path);
      ids.push(...body.data.map((one) => one.id));
      if (!body.next_cursor) break;
      path = `/v1/audit_log?actor=${id}&limit=2&cursor=${body.next_cursor}`;
    }
    expect(new Set(ids).size).toBe(5);
    const n = async (query: string) => (await api.call('GET', `/v1/audit_log?${query}`)).body.data.length;
    expect(await n(`candidate_id=${candidate.id}&action=getCandidate`)).toBe(5);
    expect(await n(`actor=${id}&until=2020-01-01T00:00:00Z`)).toBe(0);
    expect(await n(`actor=${id}&since=2020-01-01T00:00:00Z`)).toBe(5);
    const read = await api.call('GET', `/v1/audit_log?actor=${id}`);
    expect(await rowOf(read)).toMatchObject({ action: 'listAuditLog', shown: 5, filters: ['actor'] });
    for (const query of ['actor=%27%3B--', 'action=a%20b', 'candidate_id=x', 'since=yesterday'])
      expect((await api.call('GET', `/v1/audit_log?${query}`)).status, query).toBe(422);
  });
});
