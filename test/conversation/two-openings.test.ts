/** Two openings at once over the whole path: codes, status, timers and words that belong to the other one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertOpening } from '../../db/openings.ts';
import { sorterOpening } from '../support/opening.ts';
import { waitUntil } from '../support/patience.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await insertOpening(node.runtime.sql, {
    ...sorterOpening('RIDE02'),
    title: { zh: '配送员', en: 'City courier' },
    role: 'courier',
    flow: 'courier',
  });
});
afterAll(() => node.stop());

function person(chat: number) {
  const user = node.telegram.user(chat, { first_name: 'Sam', language_code: 'en' });
  return async (text: string): Promise<string> => {
    user.send(text);
    return (await user.next()).text;
  };
}

const interviewsOf = (chat: number) => node.runtime.sql<
  { id: string; status: string; stage: string; code: string }[]
>`
  select v.id, v.status, a.stage, o.code from interviews v join applications a on a.id = v.application_id
  join openings o on o.id = a.opening_id join identities d on d.conversation_id = v.conversation_id
  where d.address = ${String(chat)} order by v.position`;

const turnsOf = (chat: number, text: string) => node.runtime.sql<
  { interview_id: string; kind: string; question_id: string | null }[]
>`
  select t.interview_id, t.kind, t.question_id from turns t join identities d on d.conversation_id = t.conversation_id
  where d.address = ${String(chat)} and t.text = ${text}`;

it('changes by a plain code, tells of both, and keeps a correction where it belongs', async () => {
  const say = person(9101);
  for (const text of [`/start ${CODE}`, 'yes', 'no', 'no', 'skip', 'skip', 'no', "I'm 22"]) await say(text);
  await say('Yes, any night');
  await say('ride02');
  await say('no, ask me again');
  expect(await say('status')).toMatch(
    /Your City courier interview: you are at question[\s\S]*Your Night sorter interview: stopped at question/,
  );
  expect(await say("Sorry, I got that wrong, I can't do nights")).toContain('Night sorter');
  const [first, second] = await interviewsOf(9101);
  expect([first?.status, second?.status]).toEqual(['paused', 'in_progress']);
  expect(await turnsOf(9101, "Sorry, I got that wrong, I can't do nights")).toEqual([
    { interview_id: first?.id, kind: 'amendment', question_id: 'night_shift' },
  ]);
  expect(await say(CODE.toLowerCase())).toMatch(/weekends\?/);
  expect((await interviewsOf(9101)).map(({ status }) => status)).toEqual(['in_progress', 'paused']);
});

it('expires both when nobody writes any more', async () => {
  const say = person(9102);
  for (const text of [`/start ${CODE}`, 'yes', 'I am a student.', '/start RIDE02']) await say(text);
  const { sql } = node.runtime;
  await sql`
    update timers t set due_at = now() - interval '1 second' from identities d
    where d.conversation_id = t.conversation_id and d.address = '9102' and t.kind = 'expire'`;
  await waitUntil(async () => (await interviewsOf(9102)).every(({ status }) => status === 'expired'), {
    timeout: 10_000,
  });
  expect((await interviewsOf(9102)).map(({ stage }) => stage)).toEqual(['expired', 'expired']);
});
