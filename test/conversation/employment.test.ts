/** Work over the whole path, by a clock that is moved: the payslip on pay day, a resignation up to the last day. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../src/auth/keys.ts';
import { startTestNode, type TestNode } from './node.ts';
import { Clock, day, hears, iso, post, ready, silent } from './work.ts';

let node: TestNode;
const clock = new Clock();
beforeAll(async () => {
  node = await startTestNode({}, { now: clock.now });
});
afterAll(() => node.stop());

const WAGE = { amount: '26.50', currency: 'CNY', per: 'hour' };

/** Somebody who works since day 1; it is noon of day 2. */
async function employed(language: 'zh' | 'en' = 'zh') {
  clock.to(0, '12:00');
  const person = await ready(node, 'contract', language);
  const onboarding = await post(node, '/v1/onboardings', {
    application_id: person.application,
    starts_at: iso(1, '10:00'),
    place: { name: '星湖仓' },
  });
  await hears(person);
  clock.to(1, '10:05');
  expect(await hears(person)).toMatch(/我到了|I'm here/);
  await node.settled();
  await post(node, `/v1/onboardings/${onboarding.id}/complete`, { wage: WAGE });
  const welcome = await hears(person);
  const [row] = (await node.call('GET', `/v1/employments?application_id=${person.application}`)).body.data;
  clock.to(2, '12:00');
  const id = String(row!.id);
  const stateOf = async () => (await node.call('GET', `/v1/employments/${id}`)).body;
  const approvalOf = async (state: string) =>
    (await node.call('GET', `/v1/approvals?employment_id=${id}&state=${state}`)).body.data[0];
  return { ...person, id, welcome, stateOf, approvalOf };
}

async function hr(): Promise<Record<string, string>> {
  const { key } = await createKey(node.runtime.sql, { name: 'hr', scopes: ['pipeline:*'], expiresAt: null });
  return { authorization: `Bearer ${key}` };
}

const statement = (employment_id: string, paidOn: number, more: object = {}) => ({
  employment_id,
  period_start: day(1),
  period_end: day(30),
  paid_on: day(paidOn),
  currency: 'CNY',
  gross: '5300.10',
  net: '4980.00',
  lines: [
    { label: { zh: '全勤奖', en: 'Attendance bonus' }, amount: '200.00' },
    { label: { zh: '社保', en: 'Social insurance' }, amount: '-320.10' },
  ],
  ...more,
});

it('begins with a welcome that tells the wage, and status knows', async () => {
  const person = await employed();
  expect(person.welcome).toMatch(/夜班分拣员.*每小时¥26.50/s);
  expect(await person.say('进度')).toMatch(/入职/);
});

it('the payslip comes at nine on the day that it is paid, and answers questions', async () => {
  const person = await employed();
  expect(await person.say('这个月工资多少')).toMatch(/还没有你的工资单/);
  expect(await person.ticketsOf()).toEqual(['pay amount']);
  const { id } = await post(node, '/v1/pay_statements', statement(person.id, 5));
  expect(await person.say('工资什么时候发')).toMatch(/会在.*发放.*¥4,980.00/s);
  await silent(node, person, () => clock.to(5, '08:59'));
  clock.to(5, '09:00');
  const slip = await hears(person);
  for (const part of ['已在', '¥4,980.00', '应发 ¥5,300.10', '全勤奖：¥200.00', '社保：-¥320.10'])
    expect(slip).toContain(part);
  expect((await node.call('GET', `/v1/pay_statements/${id}`)).body.told_at).not.toBeNull();
  await silent(node, person, () => clock.to(6, '09:00'));
  expect(await person.say('我的工资条')).toContain('¥4,980.00');
  expect(await person.say('钱还没到账')).toMatch(/HR去核对/);
  expect(await person.ticketsOf()).toEqual(['pay amount', 'pay missing']);
});

it('one that comes later that day is told at once, at night in the morning; one of months ago is not news', async () => {
  const person = await employed('en');
  clock.to(5, '15:00');
  const old = {
    source: 'payroll',
    remote_id: 'old',
    period_start: day(-40),
    period_end: day(-10),
    paid_on: day(-5),
  };
  await silent(node, person, () => {});
  await post(node, '/v1/pay_statements', statement(person.id, 0, old));
  await silent(node, person, () => {});
  await post(node, '/v1/pay_statements', statement(person.id, 5, { source: 'payroll', remote_id: 'today' }));
  expect(await hears(person)).toMatch(/was paid on .*CN¥4,980.00/s);
  // The same again is nothing, another figure is told.
  clock.to(5, '15:10');
  await post(node, '/v1/pay_statements', statement(person.id, 5, { source: 'payroll', remote_id: 'today' }));
  await silent(node, person, () => {});
  const mended = { source: 'payroll', remote_id: 'today', net: '5000.00' };
  await post(node, '/v1/pay_statements', statement(person.id, 5, mended));
  expect(await hears(person)).toContain('CN¥5,000.00');
  clock.to(5, '22:00');
  await post(node, '/v1/pay_statements', statement(person.id, 5, { source: 'payroll', remote_id: 'night' }));
  // From ten in the evening to eight in the morning, by the clock of the outbox.
  const waits = async () => {
    const [row] = await node.runtime.sql<{ hours: number }[]>`
      select extract(epoch from o.not_before - o.created_at)::float8 / 3600 as hours
      from outbox o join identities d on d.id = o.identity_id
      where d.address = ${String(person.user.id)} and o.content->>'text' like '%paid on%' order by o.seq desc limit 1`;
    return row?.hours;
  };
  await expect.poll(waits).toBeCloseTo(10, 1);
});

it('a resignation: read back, sent by a yes, agreed to by a person, and over with the last day', async () => {
  const person = await employed();
  expect(await person.say('我想辞职')).toMatch(/哪天/);
  expect(await person.say('10天后')).toMatch(/对吗/);
  expect(await person.approvalOf('pending')).toBeUndefined();
  expect(await person.say('是')).toMatch(/交给HR/);
  const asked = await person.approvalOf('pending');
  expect(asked).toMatchObject({ kind: 'resignation', asked_by: 'candidate', last_day: day(12) });
  expect(await person.ticketsOf()).toEqual([`resignation ${day(12)}`]);
  expect(await person.say('我要离职')).toMatch(/等HR同意/);
  await post(
    node,
    `/v1/approvals/${asked!.id}/approve`,
    { ends_on: day(14), reason: '一路顺风' },
    await hr(),
  );
  expect(await hears(person)).toMatch(/同意了.*一路顺风/s);
  expect(await person.stateOf()).toMatchObject({
    state: 'leaving',
    ends_on: day(14),
    end_reason: 'resigned',
  });
  await silent(node, person, () => clock.to(14, '20:00'));
  expect(await person.stateOf()).toMatchObject({ state: 'leaving' });
  clock.to(15, '09:00');
  expect(await hears(person)).toMatch(/结束了.*谢谢/s);
  await expect.poll(person.stateOf).toMatchObject({ state: 'ended', ends_on: day(14) });
  const events = async () =>
    (await person.eventsOf()).filter((type) => /^(approval|employment)/.test(String(type)));
  await expect
    .poll(events)
    .toEqual([
      'employment.started',
      'approval.pending',
      'employment.leaving',
      'approval.approved',
      'employment.ended',
    ]);
});

it('a resignation that is taken back before anybody agrees waits no more', async () => {
  const person = await employed('en');
  await person.say('I quit');
  await person.say('in two weeks');
  expect(await person.say('yes')).toMatch(/with HR/);
  const asked = await person.approvalOf('pending');
  expect(await person.say('I changed my mind')).toMatch(/withdrawn/);
  expect(await person.approvalOf('canceled')).toMatchObject({ id: asked!.id, decided_by: 'candidate' });
  const late = await node.call('POST', `/v1/approvals/${asked!.id}/approve`, {}, await hr());
  expect(late.status).toBe(409);
  expect(await person.stateOf()).toMatchObject({ state: 'active' });
});

it('a no is told with its reason; a new wage, and a last day that HR sets, are told too', async () => {
  const person = await employed();
  await person.say('我想离职，做到月底');
  await person.say('是');
  const asked = await person.approvalOf('pending');
  await post(node, `/v1/approvals/${asked!.id}/reject`, { reason: '先聊聊排班吧' }, await hr());
  expect(await hears(person)).toContain('先聊聊排班吧');
  const wage = {
    kind: 'wage_change',
    employment_id: person.id,
    wage: { ...WAGE, amount: '28.00' },
    from: day(5),
  };
  const change = await post(node, '/v1/approvals', wage, await hr());
  await silent(node, person, () => {});
  await post(node, `/v1/approvals/${change.id}/approve`, {}, await hr());
  expect(await hears(person)).toMatch(/每小时¥28.00/);
  await post(node, `/v1/employments/${person.id}/end`, { ends_on: day(20), reason: 'contract_over' });
  expect(await hears(person)).toMatch(/最后一天/);
  // Another last day is another clock.
  await post(node, `/v1/employments/${person.id}/end`, { ends_on: day(22), reason: 'contract_over' });
  expect(await hears(person)).toMatch(/最后一天/);
  await silent(node, person, () => clock.to(21, '10:00'));
  clock.to(23, '10:00');
  expect(await hears(person)).toMatch(/结束了/);
});
