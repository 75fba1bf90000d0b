/** A shift that gets another time, over the whole path: who begins with it hears of it in the chat, and is reminded by it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTell } from '../../src/conversation/tell.ts';
import { addDays, dayIn, momentOf } from '../../src/flows/days.ts';
import { startTestNode, type TestNode } from './node.ts';
import { Clock, hears, iso, post, ready, silent } from './work.ts';

let node: TestNode;
const clock = new Clock();
beforeAll(async () => {
  node = await startTestNode({}, { now: clock.now });
});
afterAll(() => node.stop());

/** A moment that is really to come, on day `n` from tomorrow: what is held until then is not sent now. */
function toCome(n: number, hour: number, minute = 0): number {
  const zone = 'Asia/Shanghai';
  return momentOf(addDays(dayIn(Date.now() + 86_400_000, zone), n), hour * 60 + minute, zone);
}
const text = (at: number) => new Date(at).toISOString();

/** Somebody whose first shift begins at `begins` in a shift from `starts_at` to `ends_at`, and who has read the guide. */
async function seated(starts_at: string, ends_at: string, begins = starts_at) {
  const person = await ready(node, 'contract');
  const { opening_id } = (await node.call('GET', `/v1/applications/${person.application}`)).body;
  const { id: shift } = await post(node, `/v1/openings/${opening_id}/shifts`, {
    starts_at,
    ends_at,
    capacity: 1,
  });
  const { id } = await post(node, '/v1/onboardings', {
    ...{ application_id: person.application, starts_at: begins, shift_id: shift },
    place: { name: '星湖仓' },
  });
  await hears(person);
  const change = async (body: object) => {
    const answer = await node.call('PATCH', `/v1/openings/${opening_id}/shifts/${shift}`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const begin = async () => (await node.call('GET', `/v1/onboardings/${id}`)).body.starts_at;
  /** What is to go out to them, and not yet. */
  const held = async () => {
    await node.settled();
    const rows = await node.runtime.sql<{ text: string }[]>`
      select o.content->>'text' as text from outbox o join identities d on d.id = o.identity_id
      where d.address = ${String(person.user.id)} and o.state = 'pending' order by o.seq`;
    return rows.map((row) => row.text);
  };
  return { ...person, shift, onboarding: id, change, begin, held };
}

it('who begins with it hears of the new time, and is reminded by that and not by the old one', async () => {
  clock.to(0, '12:00');
  const person = await seated(iso(2, '10:00'), iso(2, '18:00'));
  await person.change({ starts_at: iso(2, '15:00') });
  expect(await hears(person)).toMatch(/改了时间，以这条为准.*15:00.*星湖仓/s);
  expect(await person.say('进度')).toMatch(/第一个班.*15:00/);
  clock.to(1, '18:00');
  expect(await hears(person)).toMatch(/提醒.*15:00/s);
  await silent(node, person, () => clock.to(2, '08:00'));
  await silent(node, person, () => clock.to(2, '10:00'));
  clock.to(2, '13:00');
  expect(await hears(person)).toMatch(/15:00就要上班/);
  expect(await person.ticketsOf()).toEqual([]);
});

it('changed twice in the night, they read the last time alone, in the morning', async () => {
  clock.at = toCome(0, 12);
  const person = await seated(text(toCome(2, 10)), text(toCome(2, 22)));
  clock.at = toCome(0, 23);
  await person.change({ starts_at: text(toCome(2, 14)) });
  await expect.poll(person.held, { interval: 50 }).toEqual([expect.stringContaining('14:00')]);
  await person.change({ starts_at: text(toCome(2, 15)) });
  await expect.poll(person.held, { timeout: 10_000 }).toEqual([expect.stringContaining('15:00')]);
  const heard = person.user.received.length;
  clock.at = toCome(1, 8);
  await node.runtime.sql`update outbox set not_before = now() where state = 'pending'`;
  expect(await hears(person)).toMatch(/改了时间.*15:00/s);
  await node.settled();
  expect(person.user.received).toHaveLength(heard + 1);
});

it('changed so late that quiet hours would hold it until it has begun, a person tells them', async () => {
  clock.at = toCome(0, 12);
  const person = await seated(text(toCome(0, 22, 30)), text(toCome(1, 6)));
  clock.at = toCome(0, 21, 30);
  await person.change({ starts_at: text(toCome(0, 23, 30)) });
  await expect
    .poll(person.ticketsOf, { timeout: 10_000 })
    .toEqual(['untold too_late onboarding.rescheduled']);
  expect(await person.begin()).toBe(text(toCome(0, 23, 30)));
  expect(await person.held()).toEqual([]);
});

it('called off in the night, they read that alone, in the morning', async () => {
  clock.at = toCome(0, 12);
  const person = await seated(text(toCome(2, 10)), text(toCome(2, 22)));
  clock.at = toCome(0, 23);
  await person.change({ starts_at: text(toCome(2, 14)) });
  await expect.poll(async () => (await person.held()).join()).toMatch(/改了时间/);
  await post(node, `/v1/onboardings/${person.onboarding}/cancel`, { reason: 'not needed' });
  await expect.poll(async () => (await person.held()).length).toBe(1);
  expect((await person.held())[0]).not.toMatch(/改了时间/);
});

it('on the same day they read it at once where nobody knows a zone: who reads Chinese is awake', async () => {
  clock.at = toCome(0, 10);
  await node.runtime.sql`update openings set site = site - 'time_zone'`;
  try {
    // The guide has been heard by then.
    const person = await seated(text(toCome(0, 18)), text(toCome(0, 23)));
    await person.change({ starts_at: text(toCome(0, 19)) });
    expect(await hears(person)).toMatch(/改了时间/);
    expect(await person.ticketsOf()).toEqual([]);
  } finally {
    await node.runtime.sql`update openings set site = site || '{"time_zone": "Asia/Shanghai"}'`;
  }
});

it('who begins later is for a person where that is outside of the new times, with one ticket for all changes', async () => {
  clock.to(0, '12:00');
  const person = await seated(iso(2, '10:00'), iso(2, '18:00'), iso(2, '16:00'));
  await person.change({ starts_at: iso(2, '08:00') });
  for (const [n, ends_at] of ['15:00', '14:00'].entries()) {
    await person.change({ ends_at: iso(2, ends_at) });
    const noticed = async () => {
      await node.settled();
      return (
        await node.runtime.sql`
          select 1 from inbox where content->>'subject' = ${person.onboarding} and content->>'notice' = 'step.shift_moved'`
      ).length;
    };
    await expect.poll(noticed, { timeout: 10_000 }).toBe(n + 1);
  }
  expect(await person.ticketsOf()).toEqual(['step onboarding shift_moved']);
  expect(await person.begin()).toBe(iso(2, '16:00'));
  const { body } = await node.call('GET', `/v1/applications/${person.application}/timeline?limit=100`);
  expect(body.data.filter(({ kind }) => kind === 'ticket')).toHaveLength(1);
});

it('of two words about the same first shift that come together one line is said', async () => {
  clock.to(0, '12:00');
  const person = await seated(iso(2, '10:00'), iso(2, '18:00'));
  const tell = createTell(node.runtime);
  const [row] = await node.runtime.sql<{ conversation_id: string }[]>`
    select conversation_id from applications where id = ${person.application}`;
  const content = { kind: 'notice', notice: 'onboarding.rescheduled', subject: person.onboarding } as const;
  await node.runtime.sql.begin(async (tx) => {
    for (const name of ['one', 'two']) await tell.system(tx, row!.conversation_id, name, content);
  });
  tell.wake(row!.conversation_id);
  expect(await hears(person)).toMatch(/改了时间/);
  // Nor does one wait behind it.
  expect(await person.held()).toEqual([]);
});
