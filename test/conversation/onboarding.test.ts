/** The first shift over the whole path, by a clock that is moved: the guide, the reminders, being there, late, or not. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { moveStep } from '../../db/steps.ts';
import { moving } from '../../src/pipeline/machine.ts';
import { startTestNode, type TestNode } from './node.ts';
import { Clock, day, hears, iso, post, ready, silent } from './work.ts';

let node: TestNode;
const clock = new Clock();
beforeAll(async () => {
  node = await startTestNode({}, { now: clock.now });
});
afterAll(() => node.stop());

const PLACE = { name: '星湖仓', address: '苏州星湖街1号', lat: 31.3, lon: 120.7 };
/** Somebody whose first shift is on day 2. */
async function arranged(at = '10:00', more: object = {}, language: 'zh' | 'en' = 'zh') {
  clock.to(0, '12:00');
  const person = await ready(node, 'contract', language);
  const { id } = await post(node, '/v1/onboardings', {
    application_id: person.application,
    starts_at: iso(2, at),
    place: PLACE,
    ...more,
  });
  const guide = await hears(person);
  const stateOf = async () => (await node.call('GET', `/v1/onboardings/${id}`)).body;
  return { ...person, onboarding: id, guide, stateOf };
}

it('is told in one message: when, where, what to bring, whom to ask, what to look at', async () => {
  const { guide, say } = await arranged('22:00', {
    bring: [
      { zh: '身份证', en: 'your ID' },
      { zh: '防滑鞋', en: 'non-slip shoes' },
    ],
    ask_for: { name: '王班长', phone: '13800000000' },
    training: [{ title: { zh: '安全须知', en: 'Safety' }, url: 'https://example.org/safety' }],
  });
  for (const part of [
    '夜班分拣员',
    '22:00',
    '星期',
    '星湖仓',
    'https://uri.amap.com/marker?position=120.7,31.3',
    '身份证、防滑鞋',
    '王班长，电话 13800000000',
    '安全须知',
    'https://example.org/safety',
  ])
    expect(guide).toContain(part);
  expect(await say('进度')).toMatch(/第一个班.*22:00/);
});

it('is told in English where English is spoken', async () => {
  const { guide, say } = await arranged('09:30', { bring: [{ zh: '身份证', en: 'your ID' }] }, 'en');
  expect(guide).toMatch(/first shift.*09:30.*Please bring: your ID/s);
  expect(guide).not.toMatch(/\p{Script=Han}(?<!星|湖|仓|苏|州|街|号)/u);
  clock.to(2, '09:20');
  expect(await say("I'm here")).toMatch(/checked in/);
});

it('where nobody said in which zone the work is, guide and status show the clock that it was written down by', async () => {
  await node.runtime.sql`update openings set site = site - 'time_zone'`;
  try {
    const { guide, say } = await arranged('10:00', { starts_at: iso(2, '10:00').replace('Z', '+00:00') });
    const [, told] = /(\d\d:\d\d(?: UTC)?)/.exec(guide)!;
    expect(told).toBe('02:00 UTC');
    expect(await say('进度')).toContain(told);
  } finally {
    await node.runtime.sql`update openings set site = site || '{"time_zone": "Asia/Shanghai"}'`;
  }
});

it('reminds the evening before, two hours before, asks when it begins, and misses them after an hour', async () => {
  const person = await arranged('11:00', { bring: [{ zh: '身份证', en: 'your ID' }] });
  await silent(node, person, () => clock.to(1, '17:59'));
  clock.to(1, '18:00');
  expect(await hears(person)).toMatch(/提醒.*11:00.*身份证/s);
  await silent(node, person, () => clock.to(2, '08:59'));
  clock.to(2, '09:00');
  expect(await hears(person)).toMatch(/11:00就要上班/);
  clock.to(2, '11:00');
  expect(await hears(person)).toMatch(/我到了/);
  expect(await person.ticketsOf()).toEqual([]);
  clock.to(2, '12:00');
  expect(await hears(person)).toMatch(/惦记你/);
  // Nobody is written down as missing by a machine.
  expect(await person.ticketsOf()).toEqual(['step onboarding not_checked_in']);
  expect(await person.stateOf()).toMatchObject({ state: 'scheduled' });
  expect(await person.say('到了，刚才手机没电')).toMatch(/登记你到岗/);
  expect(await person.stateOf()).toMatchObject({ state: 'checked_in', late_minutes: 60 });
  await silent(node, person, () => clock.to(2, '20:00'));
  await expect.poll(person.eventsOf).toContain('onboarding.checked_in');
});

it('who works at night is not written to at night', async () => {
  const person = await arranged('23:00');
  clock.to(1, '18:00');
  expect(await hears(person)).toMatch(/提醒/);
  // Two hours before is nine in the evening: from then on it is quiet.
  await silent(node, person, () => clock.to(2, '21:00'));
  await silent(node, person, () => clock.to(2, '23:00'));
  await silent(node, person, () => clock.to(3, '00:00'));
  await expect.poll(person.ticketsOf).toEqual(['step onboarding not_checked_in']);
  const waiting = await node.runtime.sql`
    select 1 from outbox o join identities d on d.id = o.identity_id
    where d.address = ${String(person.user.id)} and o.state = 'pending'`;
  expect(waiting).toEqual([]);
  // A reply always goes.
  expect(await person.say('我到了')).toMatch(/登记你到岗/);
});

it('late minutes are written down, a person hears of them, and nobody is missed meanwhile', async () => {
  const person = await arranged('10:00');
  clock.to(2, '09:40');
  expect(await hears(person)).toMatch(/10:00就要上班/);
  expect(await person.say('我要迟到30分钟')).toMatch(/晚30分钟/);
  expect(await person.stateOf()).toMatchObject({ state: 'scheduled', late_minutes: 30 });
  expect(await person.ticketsOf()).toEqual(['step onboarding late 30']);
  await expect.poll(person.eventsOf).toContain('onboarding.late');
  clock.to(2, '10:00');
  expect(await hears(person)).toMatch(/我到了/);
  await silent(node, person, () => clock.to(2, '11:15'));
  clock.to(2, '11:30');
  expect(await hears(person)).toMatch(/惦记你/);
});

it('who cannot come tells it, a person hears of it, and it takes another time', async () => {
  const person = await arranged('10:00');
  clock.to(2, '08:30');
  await hears(person);
  expect(await person.say('今天来不了，发烧了')).toMatch(/告诉HR/);
  expect(await person.ticketsOf()).toEqual(['step onboarding cannot_come']);
  await silent(node, person, () => clock.to(2, '11:30'));
  await post(node, `/v1/onboardings/${person.onboarding}/reschedule`, {
    starts_at: iso(4, '10:00'),
    reason: 'ill',
  });
  expect(await hears(person)).toMatch(/改了时间.*10:00/s);
  clock.to(3, '18:00');
  expect(await hears(person)).toMatch(/提醒/);
});

it('a no-show that a person records, and a cancellation, are told in kind words', async () => {
  const missed = await arranged('10:00');
  clock.to(2, '10:30');
  await hears(missed);
  await post(node, `/v1/onboardings/${missed.onboarding}/no_show`, {});
  expect(await hears(missed)).toMatch(/没等到你.*一切都好.*让给别人/s);
  expect(await missed.say('我到了')).toMatch(/让出去/);
  await expect.poll(missed.ticketsOf).toContain('step onboarding after_no_show');
  const called = await arranged('10:00');
  await post(node, `/v1/onboardings/${called.onboarding}/cancel`, { reason: 'the line stands still' });
  const line = await hears(called);
  expect(line).toMatch(/取消了/);
  expect(line).not.toContain('stands still');
  await silent(node, called, () => clock.to(2, '12:00'));
});

it('what HR records needs no word of the person; who stays away from us is told nothing, and HR is', async () => {
  const person = await arranged('10:00');
  await person.say('退订');
  await silent(node, person, () => clock.to(1, '18:00'));
  await expect.poll(person.ticketsOf).toContain('untold opted_out onboarding.evening');
  clock.to(2, '10:05');
  await post(node, `/v1/onboardings/${person.onboarding}/check_in`, {});
  await post(node, `/v1/onboardings/${person.onboarding}/complete`, {});
  expect((await node.call('GET', `/v1/applications/${person.application}`)).body.stage).toBe('hired');
});

it('moved back before it, the person is told not to come for now, and where and when once it goes on', async () => {
  clock.to(0, '10:00');
  const person = await ready(node, 'contract');
  const { application } = person;
  await post(node, '/v1/onboardings', {
    ...{ application_id: application, starts_at: iso(3, '10:00'), place: { name: '星湖仓' } },
  });
  expect(await hears(person)).toMatch(/星湖仓/);
  const move = (from_stage: string, to_stage: string) =>
    post(node, `/v1/applications/${application}/stage_moves`, { from_stage, to_stage, reason: 'too early' });
  await move('onboarding', 'contract');
  expect(await hears(person)).toMatch(/先等一等.*不用过来/);
  await move('contract', 'onboarding');
  expect(await hears(person)).toMatch(/星湖仓/);
});

it('moved to hired by a person, they are told of their work, nobody reminds them of a shift, and status says the same', async () => {
  const person = await arranged('10:00');
  const { application, say } = person;
  const hired = { from_stage: 'onboarding', to_stage: 'hired', reason: 'the manager saw them' };
  await post(node, `/v1/applications/${application}/stage_moves`, hired);
  expect(await hears(person)).toMatch(/夜班分拣员的入职办好了/);
  expect(await say('进度')).not.toMatch(/第一个班/);
  await silent(node, person, () => clock.to(1, '18:00'));
  await silent(node, person, () => clock.to(2, '11:30'));
  expect(await person.ticketsOf()).toEqual([]);
});

it('moved to hired without a first shift, they are told of their work by the signed contract', async () => {
  clock.to(0, '12:00');
  const person = await ready(node, 'contract');
  const { application } = person;
  const wage = { amount: '26.50', currency: 'CNY', per: 'hour' };
  const fields = {
    ...{ employer: '顺达物流', candidate_name: '林小雨', hours: '每周 40 小时', place: '苏州', wage },
    ...{ starts_on: day(400), ends_on: null },
  };
  const { id } = await post(node, '/v1/contracts', { application_id: application, fields });
  for (const to of ['sent', 'signed'] as const)
    await node.runtime.sql.begin((tx) =>
      moveStep(tx, { id, ...moving('contract', to), reason: null, by: 'candidate' }),
    );
  for (const [from_stage, to_stage] of [
    ['contract', 'onboarding'],
    ['onboarding', 'hired'],
  ])
    await post(node, `/v1/applications/${application}/stage_moves`, { from_stage, to_stage, reason: 'x' });
  expect(await hears(person)).toMatch(/入职办好了.*26\.5/s);
});
