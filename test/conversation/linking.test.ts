/** One person in several apps, over the whole path: SMS (Twilio) and Telegram emulated, the web chat as a browser has it. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeIdentity, storeSystem } from '../../db/inbox.ts';
import type { OpenAiEmulator } from '../../src/emulators/openai.ts';
import type { EmulatedPhone, TwilioEmulator } from '../../src/emulators/twilio.ts';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { sample } from '../speech/samples.ts';
import { waitFor } from '../support/patience.ts';
import { CODE, type TestNode } from './node.ts';
import { startSmsNode } from './twilio.ts';

vi.setConfig({ testTimeout: 60_000 });

let twilio: TwilioEmulator;
let node: TestNode;
let openai: OpenAiEmulator;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ node, twilio, openai, stop } = await startSmsNode({}, { QUIET_HOURS: 'off' }));
});
afterAll(() => stop());
afterEach(() => openai.clearFaults());

let phones = 0;
let chats = 9100;
const newPhone = () => twilio.phone(`+861380077${String(++phones).padStart(4, '0')}`);
const newUser = (language = 'zh-hans') =>
  node.telegram.user(++chats, { first_name: '林', language_code: language });
type User = ReturnType<typeof newUser>;

async function say(who: EmulatedPhone | User, text: string): Promise<string> {
  await who.send(text);
  return (await who.next()).text;
}

const asked = (line: string) => line.replace(/\s+/g, ' ');
const codeIn = (line: string) => /[A-HJ-NP-Z2-9]{12}/.exec(line)![0];

/** Somebody who has agreed by SMS and heard the first question, and the code that leads elsewhere. */
async function moving() {
  const phone = newPhone();
  await say(phone, CODE);
  const question = await say(phone, '1');
  const ways = await say(phone, '能换到Telegram聊吗？');
  return { phone, question, ways, code: codeIn(ways) };
}

async function anotherOpening(): Promise<string> {
  const { body } = await node.call('POST', '/v1/openings', {
    code: `NEXT${++phones}A`,
    title: { zh: '夜班打包员', en: 'packer' },
    role: 'sorter',
    flow: 'warehouse-sorter',
    status: 'open',
    headcount: 1,
  });
  return body.id;
}

/** The person at an address, as the API has them. */
async function personAt(address: string | number) {
  const [row] = await node.runtime.sql<{ candidate_id: string; conversation_id: string }[]>`
    select v.candidate_id, v.id as conversation_id from identities d join conversations v on v.id = d.conversation_id
    where d.address = ${String(address)}`;
  const { body } = await node.call('GET', `/v1/candidates/${row!.candidate_id}`);
  const identities = body.identities as { channel: string; address: string; state: string }[];
  return { ...row!, identities };
}
const turnsOf = async (conversationId: string) => {
  const [row] = await node.runtime.sql<{ id: string }[]>`
    select id from interviews where conversation_id = ${conversationId}`;
  const { body } = await node.call('GET', `/v1/interviews/${row!.id}/turns?limit=100`);
  return body.data as {
    from: string;
    channel: string;
    kind: string;
    text: string;
    transcript: object | null;
  }[];
};
const ticketsOf = async (candidateId: string) =>
  (await node.call('GET', `/v1/tickets?candidate_id=${candidateId}`)).body.data;

describe('an interview that begins by SMS, is answered by voice in Telegram, and ends in the web chat', () => {
  it('is one interview of one person with three addresses, and asks nothing twice', async () => {
    const { phone, question, ways, code } = await moving();
    expect(ways).toMatch(new RegExp(`Telegram：https?://.*start=${code}`));
    expect(ways).not.toContain('/chat/');

    const lin = newUser();
    const here = await say(lin, `/start ${code}`);
    expect(here).toMatch(/我们在这里接着聊/);
    expect(asked(here)).toContain(question.split('。').at(-1)!.trim());
    expect((await phone.next()).text).toMatch(/换到Telegram继续了.*不是我/);

    openai.hears({
      text: '我叫林晓燕。去年在菜鸟驿站理货两个月，我每天扫码上架三百件，最后提前一小时做完。',
      confidence: 0.9,
      language: 'zh',
    });
    lin.sendVoice(sample('zh.ogg'), { duration: 6 });
    let line = (await lin.next()).text;
    expect(line).toMatch(/^我听到的是/);

    const web = await say(lin, '发个网页链接给我，我用电脑做');
    expect(web).toMatch(/网页：.*\/chat\//);
    const visitor = await WebVisitor.open(node.url!, codeIn(web), 'zh');
    line = (await visitor.next()).text;
    expect(line).toMatch(/我们在这里接着聊/);
    expect((await phone.next()).text).toMatch(/换到网页继续了/);
    expect((await lin.next()).text).toMatch(/换到网页继续了/);
    // What was said elsewhere does not stand on a page whose link may have been passed on.
    expect([...visitor.seen.values()].map(({ text }) => text).join()).not.toContain('菜鸟');

    const answers: [RegExp, string][] = [
      [/破损|漏|摔/, '有一次我收到一箱破了的牛奶，我先拍照，再把好的挑出来，最后站长给客户退了款。'],
      [/高峰/, '去年双十一我一个人先分大件，再扫小件，最后提前一小时清完了。'],
      [/18岁/, '是'],
      [/夜班/, '不是'],
      [/周末/, '是'],
      [/25公斤/, '是'],
      [/到岗/, '下周一'],
    ];
    for (let n = 0; !line.includes('问题都聊完了'); n++) {
      expect(n, line).toBeLessThan(25);
      await visitor.say(answers.find(([asks]) => asks.test(line))?.[1] ?? '没有了');
      line = (await visitor.next()).text;
    }
    visitor.close();
    await node.settled();

    const person = await personAt(phone.number);
    expect(person.identities).toEqual([
      { channel: 'twilio', address: phone.number, state: 'open' },
      { channel: 'telegram', address: String(lin.id), state: 'open' },
      { channel: 'web', address: visitor.address, state: 'open' },
    ]);
    expect((await personAt(lin.id)).candidate_id).toBe(person.candidate_id);
    const turns = await turnsOf(person.conversation_id);
    const channels = turns
      .filter(({ from, kind }) => from === 'candidate' && kind === 'answer')
      .map(({ channel }) => channel);
    expect(new Set(channels)).toEqual(new Set(['telegram', 'web']));
    // Each question was asked once; what was open at a crossing was repeated there, under the same question.
    const [interview] = await node.runtime.sql<
      { asked: number; total: number; status: string; applications: number }[]
    >`
      select asked, total, status, (select count(*)::int from applications where candidate_id = ${person.candidate_id}) as applications
      from interviews where conversation_id = ${person.conversation_id}`;
    expect(interview).toMatchObject({ status: 'completed', applications: 1 });
    expect(interview!.asked).toBe(interview!.total);
    const first = await node.runtime.sql<{ question_id: string; n: number }[]>`
      select question_id, count(*)::int as n from turns
      where conversation_id = ${person.conversation_id} and speaker = 'bot' and kind = 'question' group by 1`;
    expect(first.filter(({ n }) => n > 2)).toEqual([]);
    expect(first.filter(({ n }) => n === 2).length).toBeLessThanOrEqual(2);
    // The codes are good for nothing any more, and stand in no record.
    expect(JSON.stringify(turns)).not.toMatch(new RegExp(`${code}|${codeIn(web)}`));
    expect(node.logged()).not.toMatch(new RegExp(`${code}|${codeIn(web)}`));
    expect(await ticketsOf(person.candidate_id)).toEqual([]);
  });
});

describe('an address that has a chat of its own', () => {
  it('goes over when nobody there has agreed to anything; what was written there is gone', async () => {
    const { phone, code } = await moving();
    const lin = newUser();
    await say(lin, '你好，有人吗');
    const before = await personAt(lin.id);
    expect(await say(lin, code)).toMatch(/在这里接着聊/);
    const after = await personAt(lin.id);
    expect(after.candidate_id).toBe((await personAt(phone.number)).candidate_id);
    expect((await node.call('GET', `/v1/candidates/${before.candidate_id}`)).status).toBe(404);
    const left = await node.runtime.sql`
      select 1 from inbox where conversation_id = ${before.conversation_id} and content is not null`;
    expect(left).toEqual([]);
    await phone.next();
  });

  it('goes over from an interview of its own, which stays for HR to look at', async () => {
    const { phone, code } = await moving();
    const lin = newUser();
    await say(lin, `/start ${CODE}`);
    await say(lin, '同意');
    const before = await personAt(lin.id);
    expect(await say(lin, code)).toMatch(/在这里接着聊/);
    const after = await personAt(lin.id);
    expect(after.candidate_id).toBe((await personAt(phone.number)).candidate_id);
    const old = await node.call('GET', `/v1/candidates/${before.candidate_id}`);
    expect(old.body).toMatchObject({ identities: [] });
    expect(await ticketsOf(after.candidate_id)).toMatchObject([
      { kind: 'duplicate', reasons: [before.candidate_id] },
    ]);
    await phone.next();
  });
});

describe('a code in other hands', () => {
  it('is answered as a code that never was when it is used or over, and leaves a trace, once', async () => {
    const { phone, code } = await moving();
    await say(newUser(), code);
    await phone.next();
    const never = await say(newUser(), 'ABCDEFGH2345');
    const used = await say(newUser(), code);
    expect(used.replace(code, 'ABCDEFGH2345')).toBe(never);
    await say(newUser(), code);
    await node.settled();
    const person = await personAt(phone.number);
    expect(person.identities).toHaveLength(2);
    expect(await ticketsOf(person.candidate_id)).toMatchObject([{ kind: 'link', reasons: ['used'] }]);

    const web = await fetch(`${node.url}/chat/${code}`);
    const nobody = await fetch(`${node.url}/chat/ABCDEFGH2345`);
    expect(web.status).toBe(404);
    expect((await web.text()).replaceAll(code, '')).toBe(
      (await nobody.text()).replaceAll('ABCDEFGH2345', ''),
    );
  });

  it('is taken back by the person, who was told: the stranger is a stranger again', async () => {
    const { phone, code } = await moving();
    const thief = newUser();
    await say(thief, `/start ${code}`);
    await phone.next();
    expect(await say(phone, '不是我')).toMatch(/已经断开.*HR/s);
    await node.settled();
    const person = await personAt(phone.number);
    expect(person.identities).toMatchObject([{ channel: 'twilio', state: 'open' }]);
    expect((await personAt(thief.id)).candidate_id).not.toBe(person.candidate_id);
    expect(await ticketsOf(person.candidate_id)).toMatchObject([{ kind: 'link', reasons: ['not_me'] }]);
    // What they write is theirs, and nothing of the interview comes back.
    expect(await say(thief, '我做过三年')).toMatch(/岗位编号/);
    expect(JSON.stringify(await turnsOf(person.conversation_id))).not.toContain('三年');
  });

  it('is not looked at any more after ten that lead nowhere, and nothing is said', async () => {
    const { phone, code } = await moving();
    const guesser = newUser();
    for (let n = 2; n < 12; n++)
      expect(await say(guesser, `ABCDEFGH23${n < 10 ? `Y${n}` : n === 10 ? 'ZA' : 'ZB'}`)).toMatch(/没找到/);
    guesser.send(code);
    await node.settled();
    expect((await personAt(phone.number)).identities).toHaveLength(1);
    expect(await say(guesser, '你好')).toMatch(/岗位编号/);
  });
});

describe('an address that cannot be reached any more', () => {
  const gone = async () => {
    const { phone, code } = await moving();
    const lin = newUser();
    await say(lin, `/start ${code}`);
    await phone.next();
    await node.settled();
    return { phone, lin, person: await personAt(phone.number) };
  };
  const statusOf = async (conversationId: string) =>
    (await node.runtime.sql`select status from interviews where conversation_id = ${conversationId}`)[0]
      ?.status;

  it('pauses the interview, and one line at the other says how to go on', async () => {
    const { phone, lin, person } = await gone();
    node.telegram.fault({ kind: 'blocked', method: 'sendMessage' });
    lin.send('我叫林晓燕，去年在菜鸟驿站理货两个月，每天扫码上架三百件。');
    expect((await phone.next()).text).toMatch(/联系不上你.*先停着/);
    node.telegram.clearFaults();
    await node.settled();
    expect(await statusOf(person.conversation_id)).toBe('paused');
    expect(await personAt(phone.number)).toMatchObject({
      identities: [{ state: 'open' }, { channel: 'telegram', state: 'unreachable' }],
    });
    expect(await say(phone, '我接着说')).toMatch(/[？?]|说/);
    expect(await statusOf(person.conversation_id)).toBe('in_progress');
  });

  it('leaves the interview alone that goes on elsewhere', async () => {
    const { phone, lin, person } = await gone();
    const [sms] = await node.runtime.sql<{ id: string; seq: number }[]>`
      select d.id, max(o.seq) as seq from identities d join outbox o on o.identity_id = d.id
      where d.address = ${phone.number} group by d.id`;
    await node.runtime.sql.begin((tx) =>
      storeSystem(tx, person.conversation_id, 'ab'.repeat(16), {
        kind: 'unreachable',
        identity: sms!.id,
        seq: Number(sms!.seq),
      }),
    );
    node.runtime.wake.wake(person.conversation_id);
    await node.settled();
    expect(await statusOf(person.conversation_id)).toBe('in_progress');
    // A notice that was for that address only goes nowhere else.
    expect(lin.received.filter(({ text }) => /换到/.test(text))).toEqual([]);
  });

  it.each(['when it is sent', 'when its turn comes'])(
    'hands an invitation on, once, to the next: it turns out %s',
    async (when) => {
      const { phone, lin, person } = await gone();
      if (when === 'when it is sent') node.telegram.fault({ kind: 'blocked', method: 'sendMessage' });
      else
        await node.runtime.sql.begin(async (tx) => {
          // It became so after the line was chosen for it.
          await tx`create or replace function lose() returns trigger language plpgsql as $$ begin
            update identities set state = 'unreachable' where id = new.identity_id and channel = 'telegram'; return new; end $$`;
          await tx`create trigger lose after insert on outbox for each row when (new.priority = 1) execute function lose()`;
        });
      const { body: made } = await node.call('POST', '/v1/invitations', {
        opening_id: await anotherOpening(),
        candidate_id: person.candidate_id,
      });
      // The interview that went on there pauses, too.
      expect((await phone.next()).text).toMatch(/先停着/);
      expect((await phone.next()).text).toContain(made.code as string);
      node.telegram.clearFaults();
      await node.runtime.sql`drop trigger if exists lose on outbox`;
      await node.settled();
      expect(phone.received.filter(({ text }) => text.includes(made.code as string))).toHaveLength(1);
      expect(lin.received.filter(({ text }) => text.includes(made.code as string))).toEqual([]);
      expect((await node.call('GET', `/v1/invitations/${made.id}`)).body).toMatchObject({ state: 'sent' });
    },
  );
});

describe('the same number on two channels', () => {
  /** Somebody whose interview by SMS waits, and somebody on Telegram who has that number. */
  async function both() {
    const phone = newPhone();
    await say(phone, CODE);
    const question = await say(phone, '1');
    const lin = newUser();
    await say(lin, `/start ${CODE}`);
    await say(lin, '同意');
    return { phone, question, lin };
  }
  const share = async (lin: User, phone: EmulatedPhone, from?: number | null) => {
    lin.shareContact(phone.number.slice(1), from);
    return (await lin.next()).text;
  };

  it('is offered; the code goes to the number, and written in the other app it joins the two', async () => {
    const { phone, question, lin } = await both();
    const before = await personAt(lin.id);
    expect(await share(lin, phone)).toMatch(/也用短信.*是我/s);
    expect((await personAt(lin.id)).candidate_id).toBe(before.candidate_id);
    expect(await say(lin, '是我')).toMatch(/短信发过去/);
    const sent = (await phone.next()).text;
    expect(sent).toMatch(/Telegram.*代码/);
    const here = await say(lin, codeIn(sent));
    expect(asked(here)).toContain(question.split('。').at(-1)!.trim());
    expect((await phone.next()).text).toMatch(/换到Telegram继续/);
    const person = await personAt(phone.number);
    expect((await personAt(lin.id)).candidate_id).toBe(person.candidate_id);
    expect(JSON.stringify(await turnsOf(person.conversation_id))).not.toContain(codeIn(sent));
    expect(await ticketsOf(person.candidate_id)).toMatchObject([
      { kind: 'duplicate', reasons: [before.candidate_id] },
    ]);
  });

  it('is offered to nobody for a card with a number that is not theirs, and is nothing without a yes', async () => {
    const { phone, lin } = await both();
    expect(await share(lin, phone, 12345)).not.toMatch(/也用短信/);
    await share(lin, phone);
    await say(lin, '我叫林晓燕，去年在菜鸟驿站理货两个月，每天扫码上架三百件。');
    await say(lin, '是我');
    await node.settled();
    expect(phone.received.filter(({ text }) => /代码/.test(text))).toEqual([]);
  });

  it('sends nobody a code who asked us to stop', async () => {
    const { phone, lin } = await both();
    await share(lin, phone);
    await phone.send('退订');
    await node.settled();
    await say(lin, '是我');
    await node.settled();
    expect(phone.received.filter(({ text }) => /代码：/.test(text))).toEqual([]);
  });

  it('is a matter for HR where the other is only a record', async () => {
    const number = `+8613900${String(Date.now()).slice(-6)}`;
    const { body: imported } = await node.call('POST', '/v1/candidates', { name: '林晓燕', phone: number });
    const { lin } = await both();
    lin.shareContact(number.slice(1));
    expect((await lin.next()).text).not.toMatch(/也用短信/);
    await node.settled();
    const { candidate_id } = await personAt(lin.id);
    expect(await ticketsOf(candidate_id)).toMatchObject([{ kind: 'duplicate', reasons: [imported.id] }]);
  });
});

describe('messages in flight on both sides of a crossing', () => {
  it.each([
    ['an address that was never seen', false],
    ['an address with a chat of its own', true],
  ])('keep their order, are all taken up, and once: %s', async (_what, known) => {
    const { phone, code } = await moving();
    const lin = newUser();
    if (known) await say(lin, '你好，有人吗');
    const words = (where: string) =>
      Array.from(
        { length: 6 },
        (_, n) => `${where}第${n + 1}件，去年我每天扫码上架${n + 1}百件，最后都按时做完。`,
      );
    const [bySms, byTelegram] = [words('短信'), words('电报')];
    // As two providers call: each in its order, neither waiting for the other.
    await Promise.all([
      (async () => {
        for (const text of bySms) await phone.send(text);
      })(),
      (async () => {
        lin.send(code);
        for (const text of byTelegram) lin.send(text);
      })(),
    ]);
    await node.settled();
    const { conversation_id, candidate_id } = await personAt(phone.number);
    expect((await personAt(lin.id)).candidate_id).toBe(candidate_id);
    const said = (await turnsOf(conversation_id)).filter(
      ({ from, text }) => from === 'candidate' && /第\d件/.test(text),
    );
    const by = (channel: string) => said.filter((turn) => turn.channel === channel).map(({ text }) => text);
    expect(by('twilio')).toEqual(bySms);
    expect(by('telegram')).toEqual(byTelegram);
    const [waiting] = await node.runtime.sql<{ n: number; aside: number }[]>`
      select count(*) filter (where done_at is null)::int as n, count(aside_reason)::int as aside
      from inbox where conversation_id = ${conversation_id}`;
    expect(waiting).toEqual({ n: 0, aside: 0 });
    // Said once to each address: that it goes on here, and that it goes on there.
    expect(lin.received.filter(({ text }) => /在这里接着聊/.test(text))).toHaveLength(1);
    // What we begin is held under the provider's rate.
    await waitFor(() =>
      expect(phone.received.filter(({ text }) => /换到Telegram继续/.test(text))).toHaveLength(1),
    );
  });
});

describe('STOP of somebody with several addresses', () => {
  it('closes the address it came from, and silences all until START or a way in; nobody is begun with meanwhile', async () => {
    const { phone, code } = await moving();
    const lin = newUser();
    await say(lin, `/start ${code}`);
    await phone.next();
    expect(await say(lin, '退订')).toMatch(/已退订/);
    await phone.send('你好');
    await node.settled();
    const person = await personAt(phone.number);
    expect(person.identities).toMatchObject([{ state: 'open' }, { state: 'closed' }]);
    const heard = phone.received.length;
    const { body: made } = await node.call('POST', '/v1/invitations', {
      opening_id: await anotherOpening(),
      candidate_id: person.candidate_id,
    });
    expect(made).toMatchObject({ state: 'not_sent', reason: 'opted_out' });
    expect(phone.received).toHaveLength(heard);
    // Who says START by SMS is back there; the address that was closed stays closed, and is not told of anything.
    expect(await say(phone, '开始')).toMatch(/欢迎回来/);
    const told = lin.received.length;
    const ways = await say(phone, '换到网页聊');
    const visitor = await WebVisitor.open(node.url!, codeIn(ways), 'zh');
    expect((await visitor.next()).text).toMatch(/在这里接着聊/);
    expect((await phone.next()).text).toMatch(/换到网页/);
    await node.settled();
    expect(lin.received).toHaveLength(told);
    expect((await personAt(phone.number)).identities).toMatchObject([
      { state: 'open' },
      { state: 'closed' },
      { channel: 'web', state: 'open' },
    ]);
    visitor.close();
  });
});

describe('a link on the web', () => {
  it('is not used by whoever only looks at the page; the browser that used it may load it again', async () => {
    const { phone } = await moving();
    const code = codeIn(await say(phone, '换到网页聊'));
    await fetch(`${node.url}/chat/${code}`);
    const visitor = await WebVisitor.open(node.url!, code, 'zh');
    expect((await visitor.next()).text).toMatch(/在这里接着聊/);
    await visitor.reload();
    await node.settled();
    expect(visitor.received.filter(({ text }) => /在这里接着聊/.test(text))).toHaveLength(1);
    await expect(WebVisitor.open(node.url!, code, 'zh')).rejects.toThrow('404');
    visitor.close();
  });

  it('brings a browser back that was there before, and shows nobody what somebody else wrote on the same phone', async () => {
    const { phone } = await moving();
    const visitor = await WebVisitor.open(node.url!, codeIn(await say(phone, '换到网页聊')), 'zh');
    await visitor.next();
    await phone.next();
    const again = codeIn(await say(phone, '换到网页聊'));
    const back = await visitor.elsewhere(again);
    await waitFor(() =>
      expect([...back.seen.values()].filter(({ text }) => /在这里接着聊/.test(text))).toHaveLength(2),
    );
    expect((await personAt(phone.number)).identities).toHaveLength(2);
    back.close();

    const { phone: other } = await moving();
    const theirs = await visitor.elsewhere(codeIn(await say(other, '换到网页聊')));
    expect(theirs.address).not.toBe(visitor.address);
    expect((await theirs.next()).text).toMatch(/在这里接着聊/);
    expect((await personAt(other.number)).identities).toHaveLength(2);
    theirs.close();
    visitor.close();
  });

  it.each(['a link', 'an opening'])(
    'is arrived by although we died between knowing the browser and storing its arrival: %s',
    async (by) => {
      const { phone } = await moving();
      const code = by === 'a link' ? codeIn(await say(phone, '换到网页聊')) : CODE;
      const { sql, linkHash } = node.runtime;
      const page = await fetch(`${node.url}/chat/${code}`);
      const [cookie = ''] = page.headers.getSetCookie().map((one) => one.split(';')[0]);
      const address = /=([^.]+)\./.exec(cookie)![1]!;
      await makeIdentity(sql, 'web', 'web', address, { plain: code, hash: linkHash(code) });
      await waitFor(async () => {
        const answer = await fetch(`${node.url}/chat/${code}/messages`, { headers: { cookie } });
        expect(await answer.text()).toMatch(by === 'a link' ? /在这里接着聊/ : /夜班分拣员/);
      });
    },
  );
});

describe('somebody with several addresses who is erased', () => {
  it('is gone from all of them, and a code that was under way opens nothing', async () => {
    const { phone, code } = await moving();
    const lin = newUser();
    await say(lin, `/start ${code}`);
    await phone.next();
    const next = codeIn(await say(lin, '换到网页聊'));
    const { candidate_id, conversation_id } = await personAt(lin.id);
    const exported = await node.call('GET', `/v1/candidates/${candidate_id}/export`);
    expect(JSON.stringify(exported.body)).toMatch(new RegExp(`${phone.number.slice(1)}.*${lin.id}`));
    await node.call('DELETE', `/v1/candidates/${candidate_id}`);
    await node.settled();
    const left = await node.runtime.sql<{ address: string; state: string }[]>`
      select address, state from identities where conversation_id = ${conversation_id}`;
    expect(left.map(({ address, state }) => [address.split(' ')[0], state])).toEqual([
      ['erased', 'closed'],
      ['erased', 'closed'],
    ]);
    expect((await fetch(`${node.url}/chat/${next}`)).status).toBe(404);
    expect(await say(newUser(), next)).toMatch(/没找到/);
  });
});
