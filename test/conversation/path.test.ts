import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/patience.ts';
import { CODE, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

/** Ids of chats, so that no test meets another's person. */
let chats = 100;

async function say(user: ReturnType<TestNode['telegram']['user']>, text: string): Promise<string> {
  user.send(text);
  return (await user.next()).text;
}

async function newcomer(profile = {}) {
  const user = node.telegram.user(++chats, { first_name: 'Sam', language_code: 'en', ...profile });
  await say(user, `/start ${CODE}`);
  return user;
}

const inboxOf = (chat: number) => node.runtime.sql<
  { content: { text?: string } | null; name: string | null; aside_reason: string | null; done: boolean }[]
>`
  select i.content, i.name, i.aside_reason, i.done_at is not null as done
  from inbox i join identities d on d.id = i.identity_id where d.address = ${String(chat)} order by i.seq`;

const turnsOf = (chat: number) => node.runtime.sql<{ speaker: string; text: string | null; kind: string }[]>`
  select t.speaker, t.text, t.kind from turns t join identities d on d.conversation_id = t.conversation_id
  where d.address = ${String(chat)} order by t.seq`;

describe('before consent', () => {
  it('only the address and the raw inbox row are kept', async () => {
    const user = await newcomer({ first_name: 'Wilhelmina' });
    await say(user, 'what is this about, my phone is 5550100');
    const turns = await turnsOf(user.id);
    expect(turns.filter((turn) => turn.speaker === 'candidate')).toEqual([]);
    const [person] = await node.runtime.sql`
      select c.name, c.phone from candidates c join conversations v on v.candidate_id = c.id
      join identities d on d.conversation_id = v.id where d.address = ${String(user.id)}`;
    expect(person).toEqual({ name: null, phone: null });
    expect((await inboxOf(user.id)).at(-1)?.content?.text).toContain('5550100');
  });

  it('a refusal takes the words away; the rows stay', async () => {
    const user = await newcomer({ first_name: 'Wilhelmina' });
    await say(user, 'no, I do not agree');
    expect((await inboxOf(user.id)).map((row) => [row.content, row.name])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('consent gives the person a name, and from then on every message is a turn', async () => {
    const user = await newcomer({ first_name: 'Wilhelmina' });
    await say(user, 'yes');
    await say(user, 'I am a student.');
    const [person] = await node.runtime.sql`
      select c.name from candidates c join conversations v on v.candidate_id = c.id
      join identities d on d.conversation_id = v.id where d.address = ${String(user.id)}`;
    expect(person?.name).toContain('Wilhelmina');
    const said = (await turnsOf(user.id)).filter((turn) => turn.speaker === 'candidate');
    expect(said.map((turn) => turn.text)).toEqual(['yes', 'I am a student.']);
  });
});

describe('a message that cannot be taken up', () => {
  it('is set aside with the reason after its tries; the neighbours go on and the person hears of it', async () => {
    const { sql } = node.runtime;
    await sql`
      create function poison() returns trigger language plpgsql as
      $$ begin if new.text like '%POISON%' then raise exception 'poisoned'; end if; return new; end $$`;
    await sql`create trigger poison before insert on turns for each row execute function poison()`;
    try {
      const user = await newcomer();
      await say(user, 'yes');
      const before = user.received.length;
      user.send('I am a student.');
      user.send('This one is POISON for us.');
      user.send('Last summer I sorted parcels.');
      const taken = async () => (await inboxOf(user.id)).filter((row) => row.done).length;
      await waitUntil(async () => (await taken()) === 5);
      const asides = (await inboxOf(user.id)).filter((row) => row.aside_reason);
      expect(asides.map((row) => row.content?.text)).toEqual(['This one is POISON for us.']);
      const said = (await turnsOf(user.id)).filter((turn) => turn.speaker === 'candidate' && turn.text);
      expect(said.map((turn) => turn.text)).toEqual([
        'yes',
        'I am a student.',
        'Last summer I sorted parcels.',
      ]);
      // People see that there was one.
      expect((await turnsOf(user.id)).filter(({ kind }) => kind === 'unread')).toEqual([
        { speaker: 'candidate', text: null, kind: 'unread' },
      ]);
      expect(
        await sql`select t.kind, t.state from tickets t join identities d using (conversation_id)
        where d.address = ${String(user.id)}`,
      ).toEqual([{ kind: 'unread', state: 'open' }]);
      await waitUntil(() => user.received.length > before);
    } finally {
      await sql`drop trigger poison on turns`;
      await sql`drop function poison()`;
    }
  });
});

describe('somebody who cannot be reached', () => {
  it('pauses the interview, and is heard again where it stopped', async () => {
    const user = await newcomer();
    const question = await say(user, 'yes');
    user.blocked = true;
    user.send('I am a student.');
    const status = async () =>
      (
        await node.runtime.sql<{ status: string; state: string }[]>`
          select v.status, d.state from interviews v join identities d on d.conversation_id = v.conversation_id
          where d.address = ${String(user.id)}`
      )[0];
    await waitUntil(async () => (await status())?.status === 'paused');
    expect((await status())?.state).toBe('unreachable');
    user.blocked = false;
    const answer = await say(user, 'Sorry, I am back.');
    expect(answer).not.toContain(question);
    expect(await status()).toEqual({ status: 'in_progress', state: 'open' });
  });
});

describe('a person', () => {
  it('is never found in logs, in figures, or in what Redis holds for the queues', async () => {
    const canaries = ['Wilhelmina Quux', '5550199', 'my secret hobby is origami', '8613900139000'];
    const user = await newcomer({ first_name: 'Wilhelmina', last_name: 'Quux' });
    await say(user, 'yes');
    await say(user, 'I am a student and my secret hobby is origami, call 5550199.');
    user.shareContact('8613900139000');
    await user.next();
    // A turn that fails is logged with its error.
    await node.runtime.sql`alter table turns rename column text to words`;
    user.send('again: my secret hobby is origami');
    await waitUntil(() => node.logged().includes('turn failed'));
    await node.runtime.sql`alter table turns rename column words to text`;
    await user.next();

    const redis = createClient({ url: node.redisUrl });
    await redis.connect();
    const keys = await redis.keys('*');
    const dumps = await Promise.all(keys.map(async (key) => `${key} ${await redis.type(key)}`));
    const jobs = await Promise.all(
      keys.filter((key) => key.includes('wake')).map((key) => redis.sendCommand(['DUMP', key])),
    );
    redis.destroy();
    const metrics = await node.runtime.metrics.text();
    for (const canary of canaries) {
      expect(node.logged()).not.toContain(canary);
      expect(metrics).not.toContain(canary);
      expect([...dumps, ...jobs].join('\n')).not.toContain(canary);
    }
    expect(node.logged()).not.toContain(`"${user.id}"`);
  });
});
