/** Nobody twice: by the name that another system has for them, and by their number. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askErasure, markErasure } from '../../db/erasure.ts';
import { type Harness, startHarness } from './harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

let numbers = 0;
const number = () => `+86138${String(20_000_000 + ++numbers)}`;
const add = (body: object) => api.call('POST', '/v1/candidates', body);
const find = async (query: Record<string, string>) =>
  (await api.call('GET', `/v1/candidates?${new URLSearchParams(query)}`)).body.data.map(({ id }) => id);

describe('a name in another system', () => {
  it('is one person’s, shown, and found by', async () => {
    const made = await add({ source: 'ats', remote_id: 'P-1', name: '林月' });
    expect(made).toMatchObject({
      status: 201,
      body: { source: 'ats', remote_ids: [{ source: 'ats', remote_id: 'P-1' }] },
    });
    await add({ source: 'other', remote_id: 'P-1' });
    expect(await find({ source: 'ats', remote_id: 'P-1' })).toEqual([made.body.id]);
    expect(await find({ source: 'ats', remote_id: 'P-2' })).toEqual([]);
    expect(await find({ source: 'ats', remote_id: 'P-1', q: '王' })).toEqual([]);
  });

  it('a second time is a 409 that says whose it is, and makes nobody', async () => {
    const { body } = await add({ source: 'ats', remote_id: 'P-3' });
    expect(await add({ source: 'ats', remote_id: 'P-3', name: '王芳' })).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ path: 'remote_id', id: body.id }] },
    });
    expect(await find({ q: '王芳' })).toEqual([]);
  });

  it('needs the system that has it', async () => {
    expect(await add({ remote_id: 'P-4' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'source' }] },
    });
    const { status, body } = await api.call('GET', '/v1/candidates?remote_id=P-4');
    expect([status, body.errors[0]!.path]).toEqual([422, 'remote_id']);
  });

  it('of who was erased brings nobody back', async () => {
    const { body } = await add({ source: 'ats', remote_id: 'P-5' });
    await api.sql.begin(async (tx) => {
      await askErasure(tx, body.id, 'key_1');
      await markErasure(tx, body.id, api.deps.eraseHash);
    });
    await api.sql`delete from candidate_origins where candidate_id = ${body.id}`;
    expect(await add({ source: 'ats', remote_id: 'P-5' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('erased') },
    });
  });
});

describe('a phone number', () => {
  it('that somebody has is a 409 that says who, where it has to be one person’s; else they share it', async () => {
    const phone = number();
    const { body } = await add({ phone });
    expect(await add({ phone, unique_phone: true })).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ path: 'phone', id: body.id }] },
    });
    const child = await add({ phone });
    expect(child.status).toBe(201);
    expect(await find({ phone })).toEqual([child.body.id, body.id]);
  });

  it('makes one person of eight requests at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const phone = number();
      const answers = await Promise.all(Array.from({ length: 8 }, () => add({ phone, unique_phone: true })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
      const [id] = await find({ phone });
      for (const { status, body } of answers)
        expect(status === 201 ? body.id : (body.errors[0] as { id?: string }).id).toBe(id);
    }
  });

  it('that somebody else has is not given to a person whose alone it has to be; else they share it', async () => {
    const phone = number();
    const [{ body: one }, { body: other }] = [await add({ phone }), await add({ name: '林小雨' })];
    const change = (body: object, id = other.id) => api.call('PATCH', `/v1/candidates/${id}`, body);
    expect(await change({ phone, name: '王芳', unique_phone: true })).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ path: 'phone', id: one.id }] },
    });
    expect((await api.call('GET', `/v1/candidates/${other.id}`)).body).toMatchObject({
      ...{ phone: null, name: '林小雨' },
    });
    // Their own, or one that nobody has, is theirs.
    expect((await change({ phone, unique_phone: true }, one.id)).status).toBe(200);
    const free = number();
    const changed = await change({ phone: free, unique_phone: true });
    expect(changed).toMatchObject({ status: 200, body: { phone: free } });
    expect(changed.body).not.toHaveProperty('unique_phone');
    expect((await change({ phone: null, unique_phone: true })).status).toBe(200);
    expect((await change({ phone })).status).toBe(200);
    expect(await find({ phone })).toEqual([other.id, one.id]);
  });

  it('goes to one of eight people who are to have it alone, at the same moment, or to one who is added', async () => {
    for (let round = 0; round < 4; round++) {
      const phone = number();
      const people = await Promise.all(Array.from({ length: 7 }, async () => (await add({})).body.id));
      const answers = await Promise.all([
        ...people.map((id) => api.call('PATCH', `/v1/candidates/${id}`, { phone, unique_phone: true })),
        add({ phone, unique_phone: true }),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
      expect(await find({ phone })).toHaveLength(1);
    }
  });

  it('and the name make one person of requests that have both, in whatever order they are locked', async () => {
    const pairs = Array.from({ length: 6 }, (_, i) => ({ phone: number(), remote_id: `B-${i}` }));
    const answers = await Promise.all(
      [...pairs, ...pairs.toReversed(), ...pairs].map((one) =>
        add({ ...one, source: 'both', unique_phone: true }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array(6).fill(201),
      ...Array(12).fill(409),
    ]);
  });

  it('that somebody writes SMS from is theirs', async () => {
    const twilio = { type: 'twilio', capabilities: { byPhone: true }, link: () => null };
    const sms = await startHarness({ channels: new Map([['twilio', twilio as never]]) });
    try {
      const { id } = (await sms.call('POST', '/v1/candidates', {})).body;
      const phone = number();
      await sms.sql`
        insert into identities (id, conversation_id, channel, account, address)
        select 'idn_s', id, 'twilio', 'x', ${phone} from conversations where candidate_id = ${id}`;
      const { body } = await sms.call('GET', `/v1/candidates?phone=${encodeURIComponent(phone)}`);
      expect(body.data.map((one) => one.id)).toEqual([id]);
      expect(await sms.call('POST', '/v1/candidates', { phone, unique_phone: true })).toMatchObject({
        status: 409,
        body: { errors: [{ path: 'phone', id }] },
      });
    } finally {
      await sms.close();
    }
  });
});
