import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '../../db/changes.ts';
import { applyChanges } from '../../db/effects.ts';
import { keepFlows } from '../../db/flows.ts';
import { listTimeline } from '../../db/timeline.ts';
import { onServer, openingOf, type Person, person, type TestDatabase } from './support.ts';

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

const effect = (who: Person, ...changes: Change[]) =>
  db.sql.begin((tx) =>
    applyChanges(tx, { ...who, channel: 'twilio', language: 'zh', consentWording: '' }, changes),
  );
const told = (who: Person) => db.sql`
  select type, application_id, data from events where conversation_id = ${who.conversationId} order by position`;

it('tells a STOP and the START that ends it, each once', async () => {
  const who = await person(db.sql);
  await effect(who, { type: 'opt_in' });
  await effect(who, { type: 'opt_out' }, { type: 'opt_out' });
  await effect(who, { type: 'opt_in' });
  await effect(who, { type: 'opt_in' });
  const data = { candidate_id: who.candidateId, channel: 'twilio' };
  expect(await told(who)).toEqual([
    { type: 'opt_out.recorded', application_id: null, data },
    { type: 'opt_in.recorded', application_id: null, data },
  ]);
});

it('tells a ticket with its id, beside the application that it is about', async () => {
  const who = await person(db.sql);
  const applicationId = `app_${who.identityId}`;
  const openingId = await openingOf(db.sql, 'TICKET1');
  await db.sql`
    insert into applications (id, candidate_id, conversation_id, opening_id, stage)
    values (${applicationId}, ${who.candidateId}, ${who.conversationId}, ${openingId}, 'reviewing')`;
  const about = { interviewId: null, turn: null };
  await effect(who, { type: 'ticket', kind: 'person', ...about });
  await effect(who, { type: 'ticket', kind: 'untold', ...about, applicationId, reasons: ['opted_out'] });
  // One is enough for all that is not sent until somebody has looked.
  await effect(
    who,
    { type: 'ticket', kind: 'unsent', ...about },
    { type: 'ticket', kind: 'unsent', ...about },
  );
  const tickets = await db.sql`
    select id, kind, application_id from tickets where conversation_id = ${who.conversationId} order by position`;
  expect(tickets.map(({ kind }) => kind)).toEqual(['person', 'untold', 'unsent']);
  const line = await listTimeline(db.sql, applicationId, null, 10);
  expect(line!.map(({ ticket }) => ticket?.kind)).toEqual(['untold']);
  expect(await told(who)).toEqual(
    tickets.map(({ id, kind, application_id }) => ({
      ...{ type: 'ticket.created', application_id },
      data: { ticket_id: id, candidate_id: who.candidateId, kind },
    })),
  );
});
