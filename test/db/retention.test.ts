/** From when the time counts that a person is kept: what they and HR did, not what we found out. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { updateCandidate } from '../../db/candidates.ts';
import { applyChanges } from '../../db/effects.ts';
import { markUnreachable } from '../../db/outbox.ts';
import { reachByPhone } from '../../db/reach.ts';
import { restingPeople } from '../../db/retention.ts';
import { channel, onServer, type Person, person, type TestDatabase } from './support.ts';

let db: TestDatabase;
let who: Person;
beforeAll(async () => {
  db = await onServer();
});
afterAll(() => db.close());
beforeEach(async () => {
  who = await person(db.sql);
  await db.sql`update candidates set updated_at = now() - interval '800 days', phone = ${`+86 ${who.address}`}
    where id = ${who.candidateId}`;
});

const days = { people: 730, workers: null, recordings: null, messages: null, deliveries: null };
const isOver = async () => {
  const asked = { days, until: Date.now(), limit: 10, only: who.candidateId };
  return (await restingPeople(db.sql, asked)).length > 0;
};
const changedNow = async () => {
  const [row] = await db.sql<{ now: boolean }[]>`
    select updated_at > now() - interval '1 minute' as now from candidates where id = ${who.candidateId}`;
  return row!.now;
};

it.each([
  ['nobody is reached there any more', () => markUnreachable(db.sql, who.identityId)],
  [
    'we write to their number first',
    () => reachByPhone(db.sql, who.candidateId, { type: 'twilio', account: who.address }),
  ],
])('goes on when %s, however often, and who keeps a copy is told', async (_name, find) => {
  expect(await isOver()).toBe(true);
  await find();
  await db.sql`update identities set state = 'open' where id = ${who.identityId}`;
  await find();
  expect(await changedNow()).toBe(true);
  expect(await isOver()).toBe(true);
});

it.each([
  [
    'they ask us to stop',
    () =>
      db.sql.begin((tx) =>
        applyChanges(tx, { ...who, channel, language: 'zh', consentWording: 'v1' }, [{ type: 'opt_out' }]),
      ),
  ],
  ['HR changes something', () => updateCandidate(db.sql, who.candidateId, { name: '林小雨' })],
])('begins anew when %s, also after that', async (_name, act) => {
  await markUnreachable(db.sql, who.identityId);
  expect(await isOver()).toBe(true);
  await act();
  expect(await isOver()).toBe(false);
});
