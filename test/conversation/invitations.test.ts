/** Personal invitations, over the whole path: made by API, brought by somebody, claimed once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { waitUntil } from '../support/patience.ts';
import { CODE, candidate, startTestNode, type TestNode } from './node.ts';

let node: TestNode;
let opening: string;
beforeAll(async () => {
  // In the middle of a working day, whatever the hour of the test.
  node = await startTestNode({ QUIET_HOURS: 'off' });
  const [row] = await node.runtime.sql<{ id: string }[]>`select id from openings where code = ${CODE}`;
  opening = row!.id;
});
afterAll(() => node.stop());

let chats = 7000;
let phones = 13_800_000_000;
const phone = () => `+86${++phones}`;
const user = (language = 'zh-hans') =>
  node.telegram.user(++chats, { first_name: '林', language_code: language });
type User = ReturnType<typeof user>;
const say = async (who: User, text: string) => {
  who.send(text);
  return (await who.next()).text;
};

interface Invitation extends Record<string, unknown> {
  id: string;
  code: string;
  candidate_id: string;
  interview_id: string;
  state: string;
}

const invite = async (body: Record<string, unknown>) => {
  const made = await node.call('POST', '/v1/invitations', { opening_id: opening, ...body });
  return made as unknown as { status: number; body: Invitation & { detail: string } };
};
const read = async ({ id }: Invitation) =>
  (await node.call('GET', `/v1/invitations/${id}`)).body as unknown as Invitation;
const interview = async ({ interview_id }: Invitation) =>
  (await node.call('GET', `/v1/interviews/${interview_id}`)).body;

/** Whose an address is. */
const personAt = async (address: number | string) =>
  (
    await node.runtime.sql<{ candidate_id: string }[]>`
      select v.candidate_id from identities d join conversations v on v.id = d.conversation_id
      where d.address = ${String(address)}`
  )[0]?.candidate_id;
const ticketsOf = async (candidateId: string) =>
  (await node.call('GET', `/v1/tickets?candidate_id=${candidateId}`)).body.data;

describe('an invitation to somebody whom we cannot write to', () => {
  let made: Invitation;
  beforeEach(async () => {
    made = (await invite({ phone: phone() })).body;
  });

  it('is made with a code of its own, an application and an interview that is only invited', async () => {
    expect(made).toMatchObject({
      code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{12}$/),
      link: expect.stringContaining(`/chat/${made.code}`),
      state: 'not_sent',
      reason: 'no_address',
      claimed_at: null,
    });
    const days = (Date.parse(made.expires_at as string) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(14, 1);
    expect(await interview(made)).toMatchObject({ status: 'invited', started_at: null, answers: [] });
    const listed = await node.call(
      'GET',
      `/v1/interviews?status=invited&application_id=${made.application_id}`,
    );
    expect(listed.body.data).toHaveLength(1);
  });

  it.each([
    ['the link', (code: string) => `/start ${code}`],
    ['the code alone', (code: string) => ` ${code.toLowerCase()}。`],
  ])(
    'is claimed by the address that brings it first, by %s, and that is the invited person',
    async (_by, words) => {
      const who = user();
      expect(await say(who, words(made.code))).toMatch(/夜班分拣员.*AI/s);
      expect(await personAt(who.id)).toBe(made.candidate_id);
      await say(who, '同意');
      expect(await interview(made)).toMatchObject({
        id: made.interview_id,
        status: 'in_progress',
        channel: 'telegram',
      });
      expect((await read(made)).claimed_at).not.toBeNull();
      // The same person may press it as often as they like.
      expect(await say(who, `/start ${made.code}`)).toMatch(/[？?。]/);
      expect(await ticketsOf(made.candidate_id)).toEqual([]);
    },
  );

  it('is begun by API from the disclosure on: the bot’s lines stand among the turns, the person’s only after consent', async () => {
    const say = (text: string) =>
      node.call('POST', `/v1/interviews/${made.interview_id}/messages`, { text, from: 'candidate' });
    const turns = async () => {
      await node.settled();
      const { data } = (await node.call('GET', `/v1/interviews/${made.interview_id}/turns`)).body;
      return data.map(({ from, kind }) => `${from} ${kind}`);
    };
    await say(made.code);
    expect(await turns()).toEqual(['bot disclosure']);
    await say('你们是什么公司？');
    expect(await turns()).toEqual(['bot disclosure', 'bot disclosure']);
    await say('同意');
    expect((await turns()).slice(2)).toEqual(['candidate consent', 'bot question']);
  });

  it('is claimed on the web, and by no page that was only fetched', async () => {
    await fetch(`${node.url}/chat/${made.code}`);
    expect((await read(made)).claimed_at).toBeNull();
    const lin = await WebVisitor.open(node.url!, made.code, 'zh');
    expect((await lin.next()).text).toContain('夜班分拣员');
    await lin.say('同意');
    await lin.next();
    expect(await interview(made)).toMatchObject({ status: 'in_progress', channel: 'web' });
    lin.close();
  });

  it("opens the invited person's chat on a phone where somebody else chats, and shows neither the other's words", async () => {
    const other = await WebVisitor.open(node.url!, CODE, 'zh');
    await other.next();
    await other.press('同意，开始');
    await other.next();
    await other.say('别人的秘密');
    const { body } = await invite({ phone: phone() });
    // The other's cookie opens nothing here.
    const asOther = await fetch(`${node.url}/chat/${body.code}/messages`, {
      headers: { cookie: other.cookie },
    });
    expect(asOther.status).toBe(401);
    const page = await fetch(`${node.url}/chat/${body.code}`, { headers: { cookie: other.cookie } });
    expect(page.headers.get('set-cookie')).toContain(`Path=/chat/${body.code};`);
    const invited = await other.elsewhere(body.code);
    expect((await invited.next()).text).toContain('夜班分拣员');
    await invited.press('同意，开始');
    await invited.next();
    expect([...invited.seen.values()].map(({ text }) => text).join()).not.toContain('别人的秘密');
    expect(await interview(body)).toMatchObject({ status: 'in_progress', channel: 'web' });
    other.close();
    invited.close();
  });

  it('is to a candidate who was there before, and so was not created when they agree to it', async () => {
    const who = user();
    await say(who, `/start ${made.code}`);
    await say(who, '同意');
    expect(await interview(made)).toMatchObject({ status: 'in_progress' });
    const created = await node.runtime.sql`
      select 1 from events where type = 'candidate.created' and data->>'candidate_id' = ${made.candidate_id}`;
    expect(created).toHaveLength(1);
  });

  it('that was used on another phone says so on the web, once, and makes one person however often the page is loaded', async () => {
    const { body } = await invite({ phone: phone() });
    await say(user(), `/start ${body.code}`);
    const people = () => node.runtime.sql`select id from candidates`;
    const before = (await people()).length;
    const second = await WebVisitor.open(node.url!, body.code, 'zh');
    expect((await second.next()).text).toContain('已经有人用过了');
    const { cookie } = second;
    await second.visit();
    expect(second.cookie).toBe(cookie);
    await second.reload();
    await node.settled();
    await second.reload();
    expect([...second.seen.values()].filter(({ from }) => from === 'bot')).toHaveLength(1);
    expect(await people()).toHaveLength(before + 1);
    expect(await personAt(second.address)).not.toBe(body.candidate_id);
    second.close();
  });

  it('is for one: of two addresses at once one is the invited person, and the other is told kindly', async () => {
    for (let round = 0; round < 5; round++) {
      const { body } = await invite({ phone: phone() });
      const both = [user(), user()];
      for (const who of both) who.send(`/start ${body.code}`);
      const answers = await Promise.all(both.map(async (who) => (await who.next()).text));
      expect(answers.filter((text) => text.includes('夜班分拣员'))).toHaveLength(1);
      expect(answers.filter((text) => text.includes('已经有人用过了'))).toHaveLength(1);
      const people = await Promise.all(both.map((who) => personAt(who.id)));
      expect(people.filter((id) => id === body.candidate_id)).toHaveLength(1);
      expect(new Set(people).size).toBe(2);
    }
  });

  it('brought by somebody we know lets them in as themselves, and HR sees that it was not the invited person', async () => {
    const known = await candidate(node);
    await known.say('退出面试，我不想继续了');
    const before = await personAt(known.user.id);
    const other = (await invite({ phone: phone() })).body;
    await known.say('暂停');
    known.user.send(`/start ${other.code}`);
    await node.settled();
    expect(await personAt(known.user.id)).toBe(before);
    expect(before).not.toBe(other.candidate_id);
    const tickets = await ticketsOf(before!);
    expect(tickets.find(({ kind }) => kind === 'duplicate')).toMatchObject({ reasons: [other.id] });
    expect((await read(other)).claimed_at).not.toBeNull();
    expect(await interview(other)).toMatchObject({ status: 'invited' });
    // Used is used, for everybody else.
    expect(await say(user(), `/start ${other.code}`)).toContain('已经有人用过了');
  });

  it('that was revoked, or whose time is over, says so and lets nobody in', async () => {
    const revoked = await node.call('POST', `/v1/invitations/${made.id}/revoke`);
    expect(revoked).toMatchObject({ status: 200, body: { revoked_at: expect.stringMatching(/Z$/) } });
    const who = user();
    expect(await say(who, `/start ${made.code}`)).toContain('已经过期了');
    expect(await personAt(who.id)).not.toBe(made.candidate_id);
    expect((await interview(made)).status).toBe('expired');

    const old = (await invite({ phone: phone() })).body;
    await node.runtime.sql`update invitations set expires_at = now() where id = ${old.id}`;
    expect(await say(user('en'), `/start ${old.code}`)).toMatch(/invitation|邀请/);
    expect(
      await node.call('GET', `/v1/interviews?status=invited&application_id=${old.application_id}`),
    ).toMatchObject({
      body: { data: [] },
    });
  });
});

describe('an invitation to somebody who has written to us', () => {
  /** Somebody who wrote once and has no interview. */
  async function visitor(language = 'zh-hans') {
    const who = user(language);
    await say(who, language === 'en' ? 'hello there' : '你好呀');
    return { who, candidate_id: (await personAt(who.id))! };
  }

  it.each([
    ['zh-hans', /AI.*夜班分拣员.*退订/s, '好的', '同意'],
    ['en', /AI.*Night sorter.*STOP/s, 'Yes please', 'Yes'],
  ])('goes to them as one kind line, and a plain yes begins (%s)', async (language, line, yes, consent) => {
    const { who, candidate_id } = await visitor(language);
    const { body } = await invite({ candidate_id });
    expect(body).toMatchObject({
      state: expect.stringMatching(/^(queued|sent)$/),
      reason: null,
      channel: 'telegram',
    });
    const text = (await who.next()).text;
    expect(text).toMatch(line);
    expect(text).toContain(body.code);
    expect(text).not.toMatch(/[？?](?!start=)/);
    await waitUntil(async () => (await read(body)).state === 'sent');
    const turns = await node.call('GET', `/v1/interviews/${body.interview_id}/turns`);
    expect(turns.body.data).toMatchObject([{ from: 'bot', kind: 'notice' }]);
    expect(await say(who, yes)).toMatch(/AI/);
    await say(who, consent);
    expect(await interview(body)).toMatchObject({ status: 'in_progress' });
  });

  it('asked for twice under one key is one, and answered alike whatever has become of it since', async () => {
    const { who, candidate_id } = await visitor();
    const asked = { opening_id: opening, candidate_id };
    const ask = (path: string, key: string, body?: unknown) =>
      node.call('POST', path, body, { 'idempotency-key': key });
    const first = await ask('/v1/invitations', 'invite', asked);
    expect((await who.next()).text).toContain(first.body.code);
    await waitUntil(async () => (await read(first.body as never)).state === 'sent');
    const revoked = await ask(`/v1/invitations/${first.body.id}/revoke`, 'revoke');
    expect(await ask('/v1/invitations', 'invite', asked)).toEqual(first);
    expect(await ask(`/v1/invitations/${first.body.id}/revoke`, 'revoke')).toEqual(revoked);
    await node.settled();
    expect(who.received.filter(({ text }) => text.includes(String(first.body.code)))).toHaveLength(1);
  });

  it.each([
    ['nobody asked us to send it', { send: false }, 'not_asked'],
    ['the channel is off', { channel: 'twilio' }, 'channel_off'],
    ['they have never written from there', { channel: 'web' }, 'no_address'],
  ])('is made and not sent: %s', async (_why, over, reason) => {
    const { who, candidate_id } = await visitor();
    const before = who.received.length;
    expect(await invite({ candidate_id, ...over })).toMatchObject({
      status: 201,
      body: { state: 'not_sent', reason },
    });
    await node.settled();
    expect(who.received.length).toBe(before);
  });

  it('never goes to somebody who stopped us, at any address, nor to one who refused', async () => {
    const { who, candidate_id } = await visitor();
    await say(who, '退订');
    const before = who.received.length;
    expect((await invite({ candidate_id })).body).toMatchObject({ state: 'not_sent', reason: 'opted_out' });
    const refusing = await visitor();
    await say(refusing.who, `/start ${CODE}`);
    await say(refusing.who, '不用了');
    expect((await invite({ candidate_id: refusing.candidate_id })).body).toMatchObject({
      state: 'not_sent',
      reason: 'consent_refused',
    });
    await node.settled();
    expect(who.received.length).toBe(before);
  });

  it('racing a STOP is read before its confirmation or by nobody', async () => {
    for (let round = 0; round < 8; round++) {
      const { who, candidate_id } = await visitor();
      const inviting = invite({ candidate_id });
      who.send('退订');
      await inviting;
      await node.settled();
      expect(who.received.at(-1)?.text).toContain('已退订');
    }
  });

  it('by several at the same moment is several codes to one interview', async () => {
    const { candidate_id } = await visitor();
    // An application that was made before its opening was open, and so not screened.
    const later = await node.call('POST', '/v1/openings', {
      title: { zh: '早班分拣员', en: 'Morning sorter' },
      role: 'sorter',
      flow: 'warehouse-sorter',
    });
    const about = { candidate_id, opening_id: later.body.id };
    await node.call('POST', '/v1/applications', about);
    await node.call('PATCH', `/v1/openings/${later.body.id}`, { status: 'open' });
    const made = await Promise.all(Array.from({ length: 8 }, () => invite(about)));
    expect(made.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(made.map(({ body }) => body.code)).size).toBe(8);
    expect(new Set(made.map(({ body }) => body.interview_id)).size).toBe(1);
  });

  it('is refused while there is an interview to go on with, and for an opening that takes nobody', async () => {
    const { id } = await candidate(node);
    const [row] = await node.runtime.sql<{ candidate_id: string }[]>`
      select v.candidate_id from interviews i join conversations v on v.id = i.conversation_id where i.id = ${id}`;
    expect(await invite({ candidate_id: row!.candidate_id })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('in_progress') },
    });
    const shut = await node.call('POST', '/v1/openings', {
      title: { zh: '旧', en: 'Old' },
      role: 'sorter',
      flow: 'warehouse-sorter',
      status: 'closed',
    });
    expect((await invite({ phone: phone(), opening_id: shut.body.id })).status).toBe(409);
  });
});

describe('who is invited', () => {
  it('by a phone number is the one who has it, made once for two at the same moment', async () => {
    const number = phone();
    const made = await Promise.all([1, 2, 3].map(() => invite({ phone: number })));
    expect(new Set(made.map(({ body }) => body.candidate_id)).size).toBe(1);
    await node.call('POST', '/v1/candidates', { phone: number });
    expect(await invite({ phone: number })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('candidate_id') },
    });
  });

  it('by an address is whoever wrote from there', async () => {
    const who = user();
    await say(who, '你好呀');
    const { body } = await invite({ channel: 'telegram', address: String(who.id) });
    expect(body.candidate_id).toBe(await personAt(who.id));
    expect((await invite({ address: '1' })).status).toBe(422);
    expect((await invite({})).status).toBe(422);
    expect((await invite({ phone: phone(), candidate_id: body.candidate_id })).status).toBe(422);
  });
});
