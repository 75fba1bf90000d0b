import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { builtInTemplate } from '../../src/pipeline/contract/built-in.ts';
import type { Stage } from '../../src/types.ts';
import { FIELDS, isoDay } from '../signing/signing.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

let api: Harness;
let opening: string;
beforeAll(async () => {
  api = await startHarness();
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, status: 'open' })).body.id;
});
afterAll(() => api.close());

async function application(stage: Stage = 'advanced', name: string | null = '林小雨'): Promise<string> {
  const candidate_id = (await api.call('POST', '/v1/candidates', name === null ? {} : { name })).body.id;
  const { body } = await api.call('POST', '/v1/applications', { candidate_id, opening_id: opening });
  await api.sql`update applications set stage = ${stage} where id = ${body.id}`;
  return body.id;
}

const { candidate_name: _, ...TERMS } = FIELDS;
const make = (application_id: string, change: object = {}, more: object = {}, headers = {}) =>
  api.call('POST', '/v1/contracts', { application_id, fields: { ...TERMS, ...change }, ...more }, headers);
const act = (id: string, verb: string, body: object = {}) =>
  api.call('POST', `/v1/contracts/${id}/${verb}`, body);
const count = async (table: string) => (await api.sql`select 1 from ${api.sql(table)}`).length;
const told = (id: string) => api.sql`
  select i.content->>'notice' as notice from inbox i where i.content->>'subject' = ${id} order by seq`;

const built = builtInTemplate();
const extended = (line: string) => ({ zh: `${built.body.zh}\n${line}`, en: `${built.body.en}\n${line}` });

describe('a template of contracts', () => {
  it('comes with the software, and is not changed', async () => {
    const { data } = (await api.call('GET', '/v1/contract_templates')).body;
    const [own] = data.filter(({ built_in }) => built_in);
    expect(own).toMatchObject({ version: 1, body: built.body, fields: {} });
    const change = await api.call('PATCH', `/v1/contract_templates/${own!.id}`, { name: 'ours' });
    expect(change.status).toBe(409);
    expect((await api.call('GET', `/v1/contract_templates/${own!.id}`)).body).toEqual(own);
  });

  it('is made with fields of its own, and every change is a version', async () => {
    const fields = { probation: { zh: '试用期', en: 'Probation' } };
    const made = await api.call('POST', '/v1/contract_templates', {
      ...{ name: '仓库', body: extended('{{probation}}'), fields },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ version: 1, name: '仓库', fields, built_in: false });
    const at = `/v1/contract_templates/${made.body.id}`;
    const same = await api.call('PATCH', at, { body: extended('{{probation}}') });
    expect(same.body).toEqual(made.body);
    const next = await api.call('PATCH', at, { body: extended('试用期 Probation: {{probation}}') });
    expect(next.body).toMatchObject({ version: 2, name: '仓库' });
    expect(next.body.hash).not.toBe(made.body.hash);
    const names = await Promise.all(['a', 'b', 'c'].map((name) => api.call('PATCH', at, { name })));
    expect(names.map(({ body }) => body.version).toSorted()).toEqual([3, 4, 5]);
    const [first] =
      await api.sql`select body from contract_templates where id = ${made.body.id} and version = 1`;
    expect(first!.body).toEqual(extended('{{probation}}'));
  });

  it.each([
    [{ body: { ...built.body, en: built.body.en.replaceAll('{{wage}}', '') } }, ['body.en'], '{{wage}}'],
    [{ body: extended('{{salary}}') }, ['body.zh', 'body.en'], '{{salary}}'],
    [{ body: extended('🎉') }, ['body.zh', 'body.en'], '🎉'],
    [{ body: built.body, fields: { Wage: { zh: '甲', en: 'a' } } }, ['fields.Wage'], 'Invalid'],
    [{ body: { zh: built.body.zh } }, ['body.en'], ''],
    [
      { body: built.body, fields: { probation: { zh: '试用期', en: 'Probation' } } },
      ['body.zh', 'body.en'],
      'probation',
    ],
  ])('that cannot be used is refused when it is saved: %#', async (given, paths, words) => {
    const before = await count('contract_templates');
    const { status, body } = await api.call('POST', '/v1/contract_templates', { name: 'x', ...given });
    expect(status).toBe(422);
    expect(body.errors.map(({ path }) => path)).toEqual(paths);
    expect(body.errors[0]!.message).toContain(words);
    expect(await count('contract_templates')).toBe(before);
  });
});

describe('a contract', () => {
  it('is made of a template and terms, moves the application, and says nothing to anybody yet', async () => {
    const id = await application();
    const { status, body, headers } = await make(id, {}, { expires_in_days: 3 });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/contracts/${body.id}`);
    expect(body).toMatchObject({
      ...{ application_id: id, state: 'draft', provider: 'built_in', language: 'zh', expires_in_days: 3 },
      fields: { ...FIELDS, more: {} },
      ...{ sent_at: null, expires_at: null, signature: null, remark: null, trouble: null },
    });
    expect((await api.call('GET', `/v1/applications/${id}`)).body).toMatchObject({ stage: 'contract' });
    expect(await told(body.id)).toEqual([]);
    const { data } = (await api.call('GET', `/v1/events?application_id=${id}`)).body;
    expect(data.map(({ type }) => type).slice(-2)).toEqual(['stage.changed', 'contract.draft']);
    expect(JSON.stringify(data)).not.toContain('顺达');
    const { document } = body as unknown as { document: { sha256: string; bytes: number } };
    const paper = await api.app.request(`/v1/contracts/${body.id}/document`, {
      headers: { authorization: `Bearer ${api.bootstrapKey}` },
    });
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    const bytes = new Uint8Array(await paper.arrayBuffer());
    expect(bytes).toHaveLength(document.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(document.sha256);
  });

  it.each([
    [{ wage: { amount: '0', currency: 'CNY', per: 'hour' } }, 'fields.wage.amount'],
    [{ wage: { amount: '-1', currency: 'CNY', per: 'hour' } }, 'fields.wage.amount'],
    [{ wage: { amount: '25.555', currency: 'CNY', per: 'hour' } }, 'fields.wage.amount'],
    [{ wage: { amount: '25', currency: 'XYZ', per: 'hour' } }, 'fields.wage.currency'],
    [{ wage: { amount: '25', currency: 'CNY', per: 'shift' } }, 'fields.wage.per'],
    [{ wage: { amount: 25, currency: 'CNY', per: 'hour' } }, 'fields.wage.amount'],
    [{ starts_on: isoDay(-2) }, 'fields.starts_on'],
    [{ starts_on: '2026-13-01' }, 'fields.starts_on'],
    [{ starts_on: isoDay(10), ends_on: isoDay(9) }, 'fields.ends_on'],
    [{ ends_on: undefined }, 'fields.ends_on'],
    [{ employer: '' }, 'fields.employer'],
    [{ place: '上海\n北京' }, 'fields.place'],
    [{ place: '上海 🏭' }, 'fields.place'],
    [{ more: { bonus: '1' } }, 'fields.more.bonus'],
    [{ salary: 1 }, 'fields.salary'],
  ])('is refused with the field that is wrong, and nothing is half-done: %j', async (change, path) => {
    const id = await application();
    const before = [await count('contracts'), await count('steps')];
    const { status, body } = await make(id, change);
    expect(status).toBe(422);
    expect(body.errors.map(({ path }) => path)).toEqual([path]);
    expect((await api.call('GET', `/v1/applications/${id}`)).body).toMatchObject({ stage: 'advanced' });
    expect([await count('contracts'), await count('steps')]).toEqual(before);
  });

  it.each([
    ['Asia/Shanghai', '2026-11-26', 422],
    ['Asia/Shanghai', '2026-11-27', 201],
    ['America/Los_Angeles', '2026-11-26', 201],
    ['America/Los_Angeles', '2026-11-25', 422],
  ] as const)('in %s begins on %s, as the clock there goes: %i', async (time_zone, starts_on, status) => {
    const at = await startHarness({ now: () => Date.parse('2026-11-26T20:00:00Z') });
    try {
      const site = { time_zone };
      const opening = { ...OPENING, status: 'open', site };
      const opening_id = (await at.call('POST', '/v1/openings', opening)).body.id;
      const candidate_id = (await at.call('POST', '/v1/candidates', { name: '林小雨' })).body.id;
      const made = await at.call('POST', '/v1/applications', { candidate_id, opening_id });
      await at.sql`update applications set stage = 'advanced' where id = ${made.body.id}`;
      const fields = { ...TERMS, starts_on, ends_on: null };
      const answer = await at.call('POST', '/v1/contracts', { application_id: made.body.id, fields });
      expect(answer.status).toBe(status);
    } finally {
      await at.close();
    }
  });

  it('needs a name, a template that is there and what it asks for', async () => {
    const id = await application('advanced', null);
    expect((await make(id)).body.errors).toMatchObject([{ path: 'fields.candidate_name' }]);
    expect((await make(id, {}, { template_id: `tpl_${'1'.repeat(25)}` })).body.errors).toMatchObject([
      { path: 'template_id' },
    ]);
    expect((await make(id, {}, { provider: 'nobody' })).body.errors).toMatchObject([{ path: 'provider' }]);
    const fields = { probation: { zh: '试用期', en: 'Probation' } };
    const given = { name: 'x', body: extended('{{probation}}'), fields };
    const { body: template } = await api.call('POST', '/v1/contract_templates', given);
    const name = { candidate_name: '王小明' };
    expect((await make(id, name, { template_id: template.id })).body.errors).toMatchObject([
      { path: 'fields.more.probation' },
    ]);
    const made = await make(id, { ...name, more: { probation: '一个月' } }, { template_id: template.id });
    expect(made.status).toBe(201);
    // It stays what it was, whatever becomes of the template.
    await api.call('PATCH', `/v1/contract_templates/${template.id}`, { body: built.body, fields: {} });
    const { body: after } = await api.call('GET', `/v1/contracts/${made.body.id}`);
    expect(after).toMatchObject({ template_version: 1, template_hash: template.hash });
  });

  it.each([
    ['advanced', 201],
    ['background_check', 201],
    ['contract', 201],
    ['reviewing', 409],
    ['onboarding', 409],
    ['withdrawn', 409],
    ['hired', 409],
  ] as const)('in the stage %s is answered with %i', async (stage, status) => {
    const answer = await make(await application(stage));
    expect(answer.status).toBe(status);
    if (status === 409)
      expect(answer.body).toMatchObject({ code: 'stale', errors: [{ path: 'application_id' }] });
  });

  it('is one at a time, also when ten are made at once, and the same key makes the same', async () => {
    const id = await application();
    const answers = await Promise.all(Array.from({ length: 10 }, () => make(id)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    for (const { body } of answers.filter(({ status }) => status !== 201))
      expect(body).toMatchObject({ code: 'conflict', detail: expect.stringContaining(made[0]!.body.id) });
    const key = { 'idempotency-key': 'the-same' };
    const other = await application();
    const [one, two] = [await make(other, {}, {}, key), await make(other, {}, {}, key)];
    expect(two.body).toEqual(one.body);
  });

  it('is not taken back while somebody works by it, and is once they have left', async () => {
    const id = await application();
    const contract = (await make(id)).body.id;
    await api.sql`update steps set state = 'signed' where id = ${contract}`;
    await api.sql`update applications set stage = 'contract' where id = ${id}`;
    const starts_on = isoDay(-30);
    const begun = await api.call('POST', '/v1/employments', { application_id: id, starts_on });
    expect(begun.status).toBe(201);
    const { id: employment } = begun.body;
    const taken = () => act(contract, 'void', { reason: '工资写错了' });
    const refused = {
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(`/v1/employments/${employment}/end`) },
    };
    expect(await taken()).toMatchObject(refused);
    const end = (ends_on: string) =>
      api.call('POST', `/v1/employments/${employment}/end`, { ends_on, reason: 'other' });
    // Their last day is yet to come.
    expect((await end(isoDay(3))).body.state).toBe('leaving');
    expect(await taken()).toMatchObject(refused);
    expect((await api.call('GET', `/v1/contracts/${contract}`)).body.state).toBe('signed');
    expect(await told(contract)).toEqual([]);
    expect((await end(isoDay(-2))).body.state).toBe('ended');
    expect((await taken()).body.state).toBe('voided');
  });

  it('is sent, sent again, and taken back; each is one event, and each is told', async () => {
    const id = await application();
    const { id: contract } = (await make(id)).body;
    const sent = await act(contract, 'send');
    expect(sent.body).toMatchObject({ state: 'sent' });
    const { body: again } = await act(contract, 'send');
    expect(again).toMatchObject({ state: 'sent' });
    expect((await api.call('GET', `/v1/applications/${id}`)).body.next_step).toEqual({
      what: 'signature',
      by: again.expires_at,
    });
    const kinds = () => api.sql`select kind from deadlines where application_id = ${id} order by kind`;
    expect(await kinds()).toEqual([
      { kind: 'contract.ending' },
      { kind: 'contract.expire' },
      { kind: 'contract.remind' },
    ]);
    expect((await act(contract, 'void', { reason: '工资写错了' })).body).toMatchObject({ state: 'voided' });
    expect(await kinds()).toEqual([]);
    expect((await act(contract, 'send')).body).toMatchObject({ code: 'stale' });
    expect((await act(contract, 'void', { reason: 'again' })).status).toBe(409);
    expect((await told(contract)).map(({ notice }) => notice)).toEqual([
      'contract.sent',
      'contract.sent',
      'contract.voided',
    ]);
    const { data } = (await api.call('GET', `/v1/events?application_id=${id}`)).body;
    const types = data.map(({ type }) => String(type)).filter((type) => type.startsWith('contract.'));
    expect(types).toEqual(['contract.draft', 'contract.sent', 'contract.voided']);
    expect((await make(id)).status).toBe(201);
  });

  it('is not made past a finding that is not settled', async () => {
    const id = await application('background_check');
    await api.sql`
      insert into steps (id, application_id, kind, provider, state)
      values (${newId('bgc')}, ${id}, 'background_check', 'built_in', 'consider')`;
    expect((await make(id)).status).toBe(409);
    expect((await api.call('GET', `/v1/applications/${id}`)).body.stage).toBe('background_check');
    await api.sql`update steps set state = 'clear', ended_at = now() where application_id = ${id}`;
    expect((await make(id)).status).toBe(201);
  });

  it('under which a first shift is arranged is taken back with that shift only', async () => {
    const id = await application();
    const { body } = await make(id);
    await api.sql`
      insert into steps (id, application_id, kind, provider, state)
      values (${newId('onb')}, ${id}, 'onboarding', 'built_in', 'scheduled')`;
    expect((await act(body.id, 'void', { reason: 'x' })).status).toBe(409);
    expect((await api.call('GET', `/v1/contracts/${body.id}`)).body.state).toBe('draft');
    await api.sql`update steps set ended_at = now() where application_id = ${id} and kind = 'onboarding'`;
    expect((await act(body.id, 'void', { reason: 'x' })).status).toBe(200);
  });

  it('that runs out within a day has no reminder, only an end', async () => {
    const { id: contract } = (await make(await application(), {}, { expires_in_days: 1 })).body;
    await act(contract, 'send');
    const kinds = await api.sql`
      select kind from deadlines where application_id = (select application_id from steps where id = ${contract})`;
    expect(kinds).toEqual([{ kind: 'contract.expire' }]);
  });

  it('is found by what it belongs to and how it stands, a page at a time', async () => {
    const id = await application();
    const { body } = await make(id);
    const of = async (query: string) =>
      (await api.call('GET', `/v1/contracts?${query}`)).body.data.map(({ id }) => id);
    expect(await of(`application_id=${id}`)).toEqual([body.id]);
    expect(await of(`application_id=${id}&state=signed`)).toEqual([]);
    const first = (await api.call('GET', '/v1/contracts?limit=2')).body;
    expect(first.data).toHaveLength(2);
    expect(await of(`limit=2&cursor=${first.next_cursor}`)).not.toContain(first.data[0]!.id);
  });

  it('is read and written by whoever may', async () => {
    const reader = { authorization: `Bearer ${await api.key('pipeline:read')}` };
    const other = { authorization: `Bearer ${await api.key('candidates:*')}` };
    const { id } = (await make(await application())).body;
    expect((await api.call('GET', `/v1/contracts/${id}`, undefined, reader)).status).toBe(200);
    expect((await api.call('GET', `/v1/contracts/${id}`, undefined, other)).status).toBe(403);
    expect((await api.call('GET', `/v1/contracts/${id}/document`, undefined, other)).status).toBe(403);
    expect((await api.call('POST', `/v1/contracts/${id}/send`, {}, reader)).status).toBe(403);
    expect((await api.call('GET', `/v1/contracts/ctr_${'0'.repeat(25)}`)).status).toBe(404);
    expect((await act(`ctr_${'0'.repeat(25)}`, 'send')).status).toBe(404);
  });

  it('whose paper is not the one that was kept is not handed out', async () => {
    const { id } = (await make(await application())).body;
    const [row] = await api.sql`select document_id, document_bytes from contracts where step_id = ${id}`;
    await api.deps.media.put(
      String(row!.document_id),
      new Uint8Array(Number(row!.document_bytes)),
      'application/pdf',
    );
    expect((await api.call('GET', `/v1/contracts/${id}/document`)).status).toBe(500);
  });
});
