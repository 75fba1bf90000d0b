/** The whole path by SMS: a real node, PostgreSQL and Redis, and Twilio emulated, which tells statuses in disorder. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stopOf } from '../../db/stops.ts';
import { holdStops } from '../../src/backup/known.ts';
import type { OpenAiEmulator } from '../../src/emulators/openai.ts';
import type { EmulatedPhone, TwilioEmulator } from '../../src/emulators/twilio.ts';
import { smsSegments } from '../../src/flows/segments.ts';
import { sample } from '../speech/samples.ts';
import { waitFor } from '../support/patience.ts';
import { CODE, type TestNode } from './node.ts';
import { startSmsNode } from './twilio.ts';

let twilio: TwilioEmulator;
let node: TestNode;
let openai: OpenAiEmulator;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ node, twilio, openai, stop } = await startSmsNode({ statuses: 'shuffled', retryMs: 20 }));
});
afterAll(() => stop());
afterEach(() => {
  twilio.clearFaults();
  twilio.optOut = 'default';
  twilio.statuses = 'shuffled';
  // Twilio's debugger has nothing to say of our answers.
  expect(twilio.alerts).toEqual([]);
});

let phones = 0;
const newPhone = () => twilio.phone(`+861380013${String(++phones).padStart(4, '0')}`);

async function say(phone: EmulatedPhone, text: string): Promise<string> {
  await phone.send(text);
  return (await phone.next()).text;
}

/** Somebody who has agreed and heard the first question. */
async function begun(consent = '1', code = CODE): Promise<EmulatedPhone> {
  const phone = newPhone();
  await say(phone, code);
  await say(phone, consent);
  return phone;
}

const identityOf = async ({ number }: EmulatedPhone) => {
  const [row] = await node.runtime.sql<{ state: string; status: string; stopped: boolean }[]>`
    select i.state, v.status, (c.state->>'stopped')::boolean as stopped from identities i
    join conversations c on c.id = i.conversation_id left join interviews v on v.conversation_id = c.id
    where i.address = ${number}`;
  return row;
};

/** As it is known where the number is not. */
const nameOf = ({ number }: EmulatedPhone) => {
  const { account } = node.runtime.channels.get('twilio')!;
  return stopOf(node.runtime.eraseHash, { channel: 'twilio', account, address: number });
};

const linesOf = ({ number }: EmulatedPhone) =>
  node.runtime.sql<
    { state: string; delivery: string | null; delivery_code: string | null; resends: number; text: string }[]
  >`
    select o.state, o.delivery, o.delivery_code, o.resends, o.content->>'text' as text
    from outbox o join identities i on i.id = o.identity_id where i.address = ${number} order by o.seq`;

describe('an interview by SMS', () => {
  it('goes from the code to the end; choices by number, every line within three segments and delivered', async () => {
    const phone = newPhone();
    const disclosure = await say(phone, ` ${CODE.toLowerCase()}。`);
    expect(disclosure).toMatch(/^你好.*可以吗？\n回数字就行：\n1 同意，开始\n2 不用了$/s);
    const answers: [RegExp, string][] = [
      [/介绍一下自己/, '我叫林晓燕，去年在菜鸟驿站理货两个月，每天扫码上架三百件。'],
      [/破损|漏|摔/, '有一次我收到一箱破了的牛奶，我先拍照，再把好的挑出来，最后站长给客户退了款。'],
      [/高峰/, '去年双十一我一个人先分大件，再扫小件，最后提前一小时清完了。'],
      [/18岁/, '1'],
      [/夜班/, '２．'],
      [/周末/, '选1'],
      [/25公斤/, '1 是'],
      [/到岗/, '下周一'],
      [/补充|别的|具体|结果|怎么|哪/, '没有了'],
    ];
    let line = await say(phone, '1');
    for (let turns = 0; !line.includes('问题都聊完了'); turns++) {
      expect(turns, line).toBeLessThan(25);
      const [, answer] = answers.find(([asks]) => asks.test(line)) ?? [null, '没有了'];
      line = await say(phone, answer);
    }
    await node.settled();
    expect(phone.received.map(({ text }) => smsSegments(text)).filter((n) => n > 3)).toEqual([]);
    expect(phone.received.filter(({ text }) => /回数字就行：\n1 是\n2 不是$/.test(text))).toHaveLength(4);
    const [{ questions } = { questions: null }] = await node.runtime.sql<
      { questions: Record<string, { value?: unknown }> | null }[]
    >`
      select c.state->'interview'->'questions' as questions from conversations c
      join identities i on i.conversation_id = c.id where i.address = ${phone.number}`;
    const values = ['adult', 'night_shift', 'weekends', 'lifting'].map((id) => questions?.[id]?.value);
    expect(values).toEqual([true, false, true, true]);
    await waitFor(async () => {
      const lines = await linesOf(phone);
      expect(lines.map(({ state, delivery }) => `${state} ${delivery}`)).toEqual(
        lines.map(() => 'sent delivered'),
      );
    });
    expect(node.logged()).not.toContain(phone.number.slice(1));
  });

  it('speaks English in plain letters, in three segments at most', async () => {
    const phone = newPhone();
    await say(phone, 'Hello, I saw your ad and would like to know about the job please');
    expect(await say(phone, CODE)).toMatch(/\?\nReply with a number:\n1 Yes, start\n2 No, thanks$/);
    expect(await say(phone, 'yes')).toContain('introduce yourself');
    for (const { text } of phone.received) {
      expect(smsSegments(text), text).toBeLessThanOrEqual(3);
      expect(text).toMatch(/^[\x20-\x7e\n]+$/);
    }
  });

  it('takes 2 for a no before anything is kept', async () => {
    const phone = newPhone();
    await say(phone, CODE);
    expect(await say(phone, '2')).toContain('不勉强');
    expect((await identityOf(phone))?.status).toBe(null);
  });

  it('answers a message that is told twice once', async () => {
    const phone = await begun();
    const fields = twilio.fieldsOf(phone, '我叫小林，去年在菜鸟驿站理货两个月。');
    await Promise.all([twilio.tellAgain(fields), twilio.tellAgain(fields), twilio.tellAgain(fields)]);
    await phone.next();
    await twilio.tellAgain(fields);
    await node.settled();
    const [{ n } = { n: 0 }] = await node.runtime.sql<{ n: number }[]>`
      select count(*)::int as n from inbox b join identities i on i.id = b.identity_id
      where i.address = ${phone.number}`;
    expect(n).toBe(3);
    expect(phone.received).toHaveLength(3);
  });
});

describe('STOP', () => {
  it('is confirmed by Twilio alone, and START goes on where it stopped', async () => {
    const phone = await begun();
    await phone.send('Stop ');
    await node.settled();
    expect(phone.fromTwilio).toHaveLength(1);
    expect(phone.received).toHaveLength(2);
    expect(await identityOf(phone)).toEqual({ state: 'closed', status: 'paused', stopped: true });
    await phone.send('hello?');
    await node.settled();
    expect(phone.received, 'silent until START').toHaveLength(2);
    expect(await say(phone, 'START')).toMatch(/欢迎回来.*介绍一下自己/s);
    expect(await identityOf(phone)).toEqual({ state: 'open', status: 'in_progress', stopped: false });
  });

  it('in words that Twilio does not know is confirmed by us, once', async () => {
    const phone = await begun();
    expect(await say(phone, '别再给我发短信了')).toContain('已退订');
    await phone.send('退订');
    await node.settled();
    expect(phone.fromTwilio).toEqual([]);
    expect(phone.received).toHaveLength(3);
    expect(await say(phone, '开始')).toContain('欢迎回来');
  });

  it('is believed in any word that the provider takes for it', async () => {
    const phone = await begun();
    const fields = { ...twilio.fieldsOf(phone, 'ARRET'), OptOutType: 'STOP' };
    await twilio.tellAgain(fields);
    await node.settled();
    expect(phone.received).toHaveLength(2);
    expect(await identityOf(phone)).toMatchObject({ state: 'closed', status: 'paused' });
    await twilio.tellAgain({ ...twilio.fieldsOf(phone, 'REPRENDRE'), OptOutType: 'START' });
    expect((await phone.next()).text).toContain('欢迎回来');
  });

  it('that only Twilio has heard closes the address when we learn of it', async () => {
    const phone = await begun();
    phone.optedOut = true;
    await phone.send('我叫小林，去年在菜鸟驿站理货两个月。');
    await waitFor(async () =>
      expect(await identityOf(phone)).toEqual({ state: 'closed', status: 'paused', stopped: true }),
    );
    expect((await linesOf(phone)).at(-1)).toMatchObject({ state: 'failed' });
    const opted = await node.runtime.sql`
      select 1 from opt_outs o join identities i on i.id = o.identity_id where i.address = ${phone.number}`;
    expect(opted).toHaveLength(1);
    expect(phone.received, 'nothing more was tried').toHaveLength(2);
    expect(await say(phone, 'START')).toContain('欢迎回来');
  });

  it('that a restore has brought holds, and START goes on where it stopped', async () => {
    const phone = await begun();
    const stops = new Map([[nameOf(phone), { at: new Date(), over: false }]]);
    const { sql } = node.runtime;
    await sql.begin(
      async (tx) => void (await holdStops(tx, stops, 'a secret of the tests, at least 32 long')),
    );
    await expect.poll(() => identityOf(phone)).toEqual({ state: 'closed', status: 'paused', stopped: true });
    expect(phone.received).toHaveLength(2);
    expect(await say(phone, 'START')).toMatch(/欢迎回来.*介绍一下自己/s);
    expect(await identityOf(phone)).toEqual({ state: 'open', status: 'in_progress', stopped: false });
  });

  it('of a number that a restore has made nobody again is not written over by an invitation, but by START', async () => {
    const phone = newPhone();
    const { sql } = node.runtime;
    await sql`insert into stopped_addresses (hash, at) values (${nameOf(phone)}, now() - interval '1 day')`;
    const [opening] = await sql<{ id: string }[]>`select id from openings where code = ${CODE}`;
    const given = { opening_id: opening!.id, phone: phone.number, channel: 'sms' };
    const { body } = await node.call('POST', '/v1/invitations', given);
    expect(body).toMatchObject({ state: 'not_sent', reason: 'opted_out' });
    await expect.poll(() => identityOf(phone)).toMatchObject({ state: 'closed', stopped: true });
    expect(await sql`select 1 from stopped_addresses`).toEqual([]);
    expect(phone.received).toEqual([]);
    await say(phone, 'START');
    expect(await identityOf(phone)).toMatchObject({ state: 'open', stopped: false });
  });
});

describe('somebody who cannot be reached', () => {
  it('by a number that is refused pauses the interview, which goes on when they write again', async () => {
    const phone = await begun();
    phone.refusedWith = 21614;
    await phone.send('我叫小林，去年在菜鸟驿站理货两个月。');
    await waitFor(async () =>
      expect(await identityOf(phone)).toMatchObject({ state: 'unreachable', status: 'paused' }),
    );
    phone.refusedWith = null;
    await phone.send('我回来了');
    await phone.next();
    expect(await identityOf(phone)).toMatchObject({ state: 'open', status: 'in_progress' });
  });

  it('says so by a status, though the line was accepted', async () => {
    const phone = await begun();
    phone.undeliveredWith = 30003;
    await phone.send('我叫小林，去年在菜鸟驿站理货两个月。');
    await waitFor(async () => {
      expect(await identityOf(phone)).toMatchObject({ state: 'unreachable', status: 'paused' });
      expect((await linesOf(phone)).at(-1)).toMatchObject({
        state: 'sent',
        delivery: 'failed',
        delivery_code: '30003',
      });
    });
  });

  it('for a passing reason gets the line once more, and only once', async () => {
    const phone = await begun();
    twilio.statuses = 'none';
    await phone.send('我叫小林，去年在菜鸟驿站理货两个月。');
    const { sid } = await phone.next();
    await node.settled();
    const failed = {
      MessageSid: sid,
      AccountSid: twilio.accountSid,
      To: phone.number,
      MessageStatus: 'undelivered',
      ErrorCode: '30008',
    };
    const tell = () => tellStatus(failed);
    expect(await tell()).toBe(200);
    expect((await linesOf(phone)).at(-1)).toMatchObject({ state: 'pending', resends: 1 });
    expect(await tell(), 'told again').toBe(200);
    await node.runtime.sql`update outbox set not_before = now() where state = 'pending'`;
    const again = await phone.next();
    expect(again.text).toBe(phone.received.at(-2)?.text);
    await node.settled();
    await tellStatus({ ...failed, MessageSid: again.sid });
    expect((await linesOf(phone)).at(-1)).toMatchObject({ state: 'sent', delivery: 'failed', resends: 1 });
  });
});

describe('when Twilio is unsure', () => {
  it('its status tells that the line went, and it does not go twice', async () => {
    const phone = await begun();
    twilio.fault({ kind: 'reset', accepted: true, to: phone.number });
    await phone.send('我叫小林，去年在菜鸟驿站理货两个月。');
    await phone.next();
    await waitFor(async () =>
      expect((await linesOf(phone)).at(-1)).toMatchObject({ state: 'sent', delivery: 'delivered' }),
    );
    await node.settled();
    expect(phone.received).toHaveLength(3);
  });

  it('a line without any word of it goes once more', async () => {
    const phone = await begun();
    twilio.fault({ kind: 'server_error', to: phone.number });
    await phone.send('我叫小林，去年在菜鸟驿站理货两个月。');
    await phone.next();
    await node.settled();
    expect((await linesOf(phone)).at(-1)).toMatchObject({ state: 'sent', resends: 1 });
  });

  it('waits as long as it is told to', async () => {
    const phone = await begun();
    twilio.fault({ kind: 'rate_limit', retry_after: 1, to: phone.number });
    const before = Date.now();
    await phone.send('我叫小林，去年在菜鸟驿站理货两个月。');
    const { at } = await phone.next();
    expect(at - before).toBeGreaterThanOrEqual(1000);
    expect((await linesOf(phone)).at(-1)).toMatchObject({ resends: 0 });
  });
});

it('a picture and a voice note are kept by their ids, and answered kindly', async () => {
  const phone = await begun();
  await phone.send('', [{ type: 'audio/amr', bytes: new Uint8Array(10) }]);
  await phone.next();
  await phone.send('我的证书', [{ type: 'image/jpeg', bytes: new Uint8Array(10) }]);
  await phone.next();
  const rows = await node.runtime.sql<{ content: { kind: string; media: { id: string; type: string } } }[]>`
    select b.content from inbox b join identities i on i.id = b.identity_id
    where i.address = ${phone.number} and b.content ? 'media' order by b.seq`;
  expect(rows.map(({ content }) => [content.kind, content.media.type])).toEqual([
    ['voice', 'audio/amr'],
    ['file', 'image/jpeg'],
  ]);
  for (const { content } of rows) expect(content.media.id).toMatch(/^MM[0-9a-f]{32}\/ME[0-9a-f]{32}$/);
});

it('a voice note by MMS is heard, and can be listened to', async () => {
  const phone = await begun();
  openai.hears({ text: 'I sorted three hundred parcels an hour.' });
  await phone.send('', [{ type: 'audio/amr', bytes: sample('en.amr') }]);
  // Heard in English, it is read back in the language of the chat.
  expect((await phone.next()).text).toContain('I sorted three hundred parcels an hour');
  const [turn] = await node.runtime.sql<{ transcript: { text: string }; type: string; copied: boolean }[]>`
    select t.transcript, m.type, m.copy_bytes is not null as copied from turns t join media m on m.id = t.media_id
    join identities i on i.conversation_id = t.conversation_id where i.address = ${phone.number}`;
  expect(turn).toMatchObject({
    transcript: { text: 'I sorted three hundred parcels an hour.' },
    type: 'audio/amr',
    copied: true,
  });
});

describe('an invitation', () => {
  const invite = async (body: object) => {
    const { body: openings } = await node.call('GET', '/v1/openings');
    return node.call('POST', '/v1/invitations', { opening_id: openings.data[0]?.id, ...body });
  };

  it('goes to a number that nobody has written from, with a link into the chat, and is answered by its code', async () => {
    const phone = newPhone();
    const made = await invite({ phone: phone.number, channel: 'sms' });
    expect(made).toMatchObject({ status: 201, body: { channel: 'twilio' } });
    const { code, link } = made.body as unknown as { code: string; link: string };
    expect(link).toBe(`${node.url}/chat/${code}`);
    // At night it waits for the morning: that is not what is looked at here.
    await node.runtime.sql`update outbox set not_before = now() where state = 'pending'`;
    const { text } = await phone.next();
    expect(text).toContain(code);
    expect(text).toContain(link);
    expect(smsSegments(text)).toBeLessThanOrEqual(3);
    expect(await say(phone, code)).toContain('AI面试助手');
    expect(await say(phone, '1')).toContain('介绍一下自己');
    const { body } = await node.call(
      'GET',
      `/v1/candidates/${(made.body as unknown as { candidate_id: string }).candidate_id}`,
    );
    expect(body).toMatchObject({ phone: phone.number, identities: [{ channel: 'twilio', state: 'open' }] });
  });

  it('finds who has written from that number before', async () => {
    const phone = newPhone();
    await say(phone, 'hello there');
    await invite({ phone: phone.number });
    await invite({ phone: phone.number });
    const people = await node.runtime.sql`
      select distinct v.candidate_id from identities i join conversations v on v.id = i.conversation_id
      where i.address = ${phone.number}`;
    expect(people).toHaveLength(1);
  });

  it('is not sent to somebody who said STOP', async () => {
    const phone = newPhone();
    await say(phone, CODE);
    await phone.send('STOP');
    await node.settled();
    const { status, body } = await invite({ phone: phone.number });
    expect([status, body.state, body.reason]).toEqual([201, 'not_sent', 'opted_out']);
    expect(phone.received).toHaveLength(1);
  });
});

it('who agrees by SMS has said their number', async () => {
  const phone = await begun();
  const [row] = await node.runtime.sql`
    select c.phone from candidates c join conversations v on v.candidate_id = c.id
    join identities i on i.conversation_id = v.id where i.address = ${phone.number}`;
  expect(row?.phone).toBe(phone.number);
});

it('a status of a line that is not ours changes nothing and is taken', async () => {
  const about = {
    MessageSid: `SM${'0'.repeat(32)}`,
    AccountSid: twilio.accountSid,
    To: '+8613900139000',
    MessageStatus: 'delivered',
  };
  expect(await tellStatus(about)).toBe(200);
});

it('the link of an opening opens the messages app with its code', async () => {
  const { body } = await node.call('GET', '/v1/openings');
  expect(body.data[0]?.links).toMatchObject({ sms: `sms:${twilio.from}?body=${CODE}` });
});

/** A status as Twilio would tell it without our own address behind it. */
async function tellStatus(fields: Record<string, string>): Promise<number> {
  const webhook = twilio.webhook;
  twilio.webhook = `${node.url}/hooks/sms/twilio/status`;
  try {
    return await twilio.tellAgain(fields);
  } finally {
    twilio.webhook = webhook;
  }
}
