import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyChanges } from '../../db/effects.ts';
import { keepFlows } from '../../db/flows.ts';
import { onServer, openingOf, person, type TestDatabase } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await onServer();
});
afterAll(() => db.close());

it('begins an interview with the question that it has already asked', async () => {
  const who = await person(db.sql);
  const openingId = await openingOf(db.sql, 'BEGIN1');
  const scope = {
    ...who,
    channel: 'telegram',
    language: 'zh',
    consentWording: '',
    progress: { asked: 1, total: 9 },
  };
  await keepFlows(db.sql, [{ hash: 'h', flow: { id: 'warehouse-sorter', version: 1 } }]);
  const begin = { applicationId: 'app_1', interviewId: 'int_1', openingId, flowHash: 'h' };
  await db.sql.begin((tx) => applyChanges(tx, scope, [{ type: 'begin', ...begin }]));
  expect(await db.sql`select status, asked, total from interviews`).toEqual([
    { status: 'in_progress', asked: 1, total: 9 },
  ]);
  const told =
    await db.sql`select type, sequence from events where application_id = 'app_1' order by sequence`;
  expect(told).toEqual([
    { type: 'application.created', sequence: 1 },
    { type: 'interview.started', sequence: 2 },
  ]);
});
