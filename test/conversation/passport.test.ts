/** The interview passport over the whole path: what the database keeps of it, and what the API shows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertOpening } from '../../db/openings.ts';
import { createKey } from '../../src/auth/keys.ts';
import { sorterOpening } from '../support/opening.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
let key: string;
beforeAll(async () => {
  node = await startTestNode();
  const { sql } = node.runtime;
  await insertOpening(sql, { ...sorterOpening('RIDE02'), role: 'courier', flow: 'courier' });
  ({ key } = await createKey(sql, { name: 'tests', scopes: ['interviews:read'], expiresAt: null }));
});
afterAll(() => node.stop());

interface Answer {
  question_id: string;
  text: string | null;
  addenda: { text: string }[];
  follow_ups: { question: string; text: string | null }[];
  reused_from?: { interview_id: string; turn_seq: number };
}
interface Interview {
  id: string;
  answers: Answer[];
  progress: { asked: number; total: number };
}

async function interviewsOf(address: number): Promise<Interview[]> {
  const rows = await node.runtime.sql<{ id: string }[]>`
    select v.id from interviews v join identities d on d.conversation_id = v.conversation_id
    where d.address = ${String(address)} order by v.position`;
  const read = rows.map(async ({ id }) => {
    const answer = await fetch(`${node.url}/v1/interviews/${id}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return (await answer.json()) as Interview;
  });
  return Promise.all(read);
}

const consentsOf = (address: number) => node.runtime.sql<{ kind: string; given: boolean; wording: string }[]>`
  select c.kind, c.given, c.wording from consents c join identities d on d.conversation_id = c.conversation_id
  where d.address = ${String(address)} order by c.at`;

/** Interviewed as a sorter up to the weekends, then on the way to the courier's interview. */
async function returning(chat: number) {
  const user = node.telegram.user(chat, { first_name: 'Sam', language_code: 'en' });
  const say = async (text: string): Promise<string> => {
    user.send(text);
    return (await user.next()).text;
  };
  for (const text of [
    `/start ${CODE}`,
    'yes',
    'I sorted parcels at DHL for two weeks last winter. Nights are fine with me.',
    'mostly scanning, six thousand a day',
    'in the end I got a bonus',
    'no',
    'skip',
    'skip',
    'no',
    "I'm 22",
    'weekends are fine',
  ])
    await say(text);
  return { say, offer: await say('/start RIDE02') };
}

it('keeps the consent, and the answers with where they were said', async () => {
  const { say, offer } = await returning(9001);
  expect(offer).toContain('"Nights are fine with me"');
  await say("Yes, but I can't do nights any more");
  const [first, second] = await interviewsOf(9001);
  const answer = (id: string) => second?.answers.find(({ question_id }) => question_id === id);
  expect(answer('introduction')).toMatchObject({
    text: 'I sorted parcels at DHL for two weeks last winter. Nights are fine with me.',
    follow_ups: [{ text: 'mostly scanning, six thousand a day' }, { text: 'in the end I got a bonus' }],
    reused_from: { interview_id: first?.id },
  });
  expect(answer('weekends')).toMatchObject({
    text: 'weekends are fine',
    reused_from: { interview_id: first?.id },
  });
  // Both are kept: what was said then is a turn of the first interview, what holds now is the answer here.
  expect(answer('night_shift')).toMatchObject({
    text: "Yes, but I can't do nights any more",
    reused_from: { interview_id: first?.id },
  });
  expect(first?.answers.find(({ question_id }) => question_id === 'introduction')?.text).toContain(
    'Nights are fine',
  );
  expect(second?.progress).toMatchObject({ asked: 5 });
  expect(await consentsOf(9001)).toMatchObject([
    { kind: 'interview', given: true },
    { kind: 'passport', given: true, wording: expect.stringMatching(/^passport\.en\.[0-9a-f]{12}$/) },
  ]);
});

it('takes nothing over after a no, and nothing that was said later', async () => {
  const { say } = await returning(9002);
  await say('no, ask me again');
  const [, second] = await interviewsOf(9002);
  expect(second?.answers.filter(({ reused_from }) => reused_from)).toEqual([]);
  expect(await consentsOf(9002)).toMatchObject([{ kind: 'interview' }, { kind: 'passport', given: false }]);

  const other = await returning(9003);
  await other.say('yes');
  await other.say(`/start ${CODE}`);
  await other.say('add: I also drive a van');
  await other.say('I made a mistake, at DHL it was three weeks');
  const [, courier] = await interviewsOf(9003);
  expect(JSON.stringify(courier?.answers)).not.toMatch(/van|three weeks/);
});

it('shows nobody else’s words', async () => {
  const { say } = await returning(9004);
  await say('yes');
  const stranger = node.telegram.user(9005, { first_name: 'Kim', language_code: 'en' });
  for (const text of ['/start RIDE02', 'yes']) {
    stranger.send(text);
    expect((await stranger.next()).text).not.toMatch(/DHL|earlier interview/);
  }
});
