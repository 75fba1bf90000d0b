/** Somebody asks in the chat for what we keep of them: the link, the page, the code, the file; and who gets none of it. */
import { unzipSync } from 'fflate';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { WebVisitor } from '../../src/emulators/web-visitor.ts';
import { newId } from '../../src/ids.ts';
import { codeIn, decided, look, post, sent } from '../signing/signing.ts';
import { CODE, candidate, type TestNode } from './node.ts';
import { whoIs } from './plant.ts';
import { startSmsNode } from './twilio.ts';

vi.setConfig({ testTimeout: 60_000 });

let node: TestNode;
let twilio: TwilioEmulator;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ node, twilio, stop } = await startSmsNode({}, { QUIET_HOURS: 'off' }));
});
afterAll(() => stop());
// Links that open nothing are counted by address, and everybody here comes from one.
beforeEach(async () => {
  const redis = createClient({ url: node.redisUrl });
  await redis.connect();
  await redis.flushDb();
  redis.destroy();
});

type Person = Awaited<ReturnType<typeof candidate>>;

const ASKING = { zh: '导出我的数据', en: 'Export my data' };
const linkIn = (said: string | undefined): string => {
  const [link] = /http\S+\/data\/\w+/.exec(said ?? '') ?? [];
  expect(link, said).toBeDefined();
  return link!;
};
const asked = async ({ say }: Pick<Person, 'say'>, language: 'zh' | 'en' = 'zh') =>
  linkIn(await say(ASKING[language]));

/** The code that the chat says when the page asks for it. */
async function codeFor(person: Person, link: string): Promise<string> {
  expect((await post(link, 'code', {})).status).toBe(200);
  return codeIn(person as never);
}

const wrongFor = (code: string) => (code === '000000' ? '111111' : '000000');

/** Sends the form with the code; what comes is the file, or a page. */
async function download(link: string, code: string) {
  const answer = await fetch(`${link}/archive`, {
    method: 'POST',
    headers: { origin: 'null', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ code }),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { status, headers } = answer;
  if (headers.get('content-type') !== 'application/zip')
    return { status, headers, text: Buffer.from(bytes).toString(), files: null };
  const files = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, file]) => [name, Buffer.from(file).toString()]),
  );
  return { status, headers, text: null, files };
}

const personOf = async ({ user }: Pick<Person, 'user'>) => whoIs(node, String(user.id));
const auditOf = (candidateId: string) =>
  node.runtime.sql`
    select actor_kind, actor_id, action, subject, candidate_id, status from audit_log
    where candidate_id = ${candidateId} and action = 'own_data.download'`;
const ticketsOf = async (candidateId: string) => {
  const { data } = (await node.call('GET', `/v1/tickets?candidate_id=${candidateId}`)).body;
  return data.map(({ kind, reasons }) => [kind, ...(reasons as string[])].join(' '));
};

describe('whoever asks for their data', () => {
  it('gets a link in the chat, a code for its page, and everything once', async () => {
    const person = await candidate(node);
    await person.say('我在张江的仓库做过两年分拣');
    const said = await person.say('你们存了我什么信息？');
    const link = linkIn(said);
    // The question that waits is said again behind it.
    expect(said.split('\n\n').at(-1)).not.toMatch(/下载|验证码/);
    expect(said.split('\n\n').length).toBeGreaterThan(1);

    const page = await look(link);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('把验证码发给我') });
    for (const words of ['你的资料', '录音', '合同、上班和工资', 'Telegram'])
      expect(page.text).toContain(words);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);
    const english = await look(`${link}?lang=en`);
    expect(english.text).toContain('Send me the code');

    const code = await codeFor(person, link);
    expect((await look(link)).text).toContain('六位验证码');
    const { candidate: id } = await personOf(person);
    const got = await download(link, code);
    expect(got.status).toBe(200);
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="my-data.zip"');
    expect(got.headers.get('cache-control')).toBe('no-store');
    expect(got.headers.get('referrer-policy')).toBe('no-referrer');
    const data = JSON.parse(got.files!['data.json']!);
    expect(data.candidate.id).toBe(id);
    const theirs = (await node.call('GET', `/v1/candidates/${id}/export`)).body;
    expect({ ...data, exported_at: null }).toEqual({ ...theirs, exported_at: null });
    expect(got.files!['readable.html']).toContain('我在张江的仓库做过两年分拣');
    expect(got.files!['readable.html']).toContain('lang="zh"');

    expect(await auditOf(id)).toEqual([
      {
        ...{ actor_kind: 'candidate', actor_id: id, action: 'own_data.download' },
        ...{ subject: id, candidate_id: id, status: 200 },
      },
    ]);
    const { data: log } = (await node.call('GET', `/v1/audit_log?actor=${id}`)).body;
    expect(log).toMatchObject([{ actor: { kind: 'candidate', id }, action: 'own_data.download' }]);

    // Once: neither the link nor the code opens anything more.
    for (const again of [await download(link, code), await look(link), await post(link, 'code', {})]) {
      expect(again.status).toBe(404);
      expect(again.text).toContain('打不开了');
    }
    expect(await auditOf(id)).toHaveLength(1);
    // Neither of them stands in anything that is kept.
    const kept = JSON.stringify(
      await node.runtime.sql`select text from turns union all select content::text from inbox`,
    );
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(link.split('/').at(-1));
    expect(node.logged()).not.toContain(link.split('/').at(-1));
  });

  it('does not lose the link to an app that looks at links, whatever it fetches', async () => {
    const person = await candidate(node, 'en');
    const link = await asked(person, 'en');
    const heard = person.user.received.length;
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await fetch(link, { method, headers: { 'user-agent': 'TelegramBot' } })).status).toBe(200);
    for (const path of ['code', 'archive']) {
      const { url, status } = await fetch(`${link}/${path}?lang=en`);
      expect([url, status]).toEqual([link, 200]);
    }
    expect(person.user.received).toHaveLength(heard);
    const { files } = await download(link, await codeFor(person, link));
    expect(files!['readable.html']).toContain('lang="en"');
  });

  it('is handed one file when the form is sent several times at once', async () => {
    const person = await candidate(node);
    const link = await asked(person);
    const code = await codeFor(person, link);
    const answers = await Promise.all([1, 2, 3].map(() => download(link, code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404]);
    expect(await auditOf((await personOf(person)).candidate)).toHaveLength(1);
  });

  it('has three links a day, each of which is good until one was used', async () => {
    const person = await candidate(node);
    const links = [await asked(person), await asked(person), await asked(person)];
    for (const link of links) expect((await look(link)).status).toBe(200);
    const fourth = await person.say(ASKING.zh);
    expect(fourth).toMatch(/已经给你发过3个链接.*人工/s);
    expect(fourth).not.toContain('/data/');
    expect((await download(links[1]!, await codeFor(person, links[1]!))).status).toBe(200);
    for (const link of links) expect((await look(link)).status).toBe(404);
    const { candidate: id } = await personOf(person);
    await node.runtime.sql`
      update page_links set created_at = created_at - interval '25 hours' where candidate_id = ${id}`;
    expect((await look(await asked(person))).status).toBe(200);
  });

  it('finds nothing any more after a day', async () => {
    const person = await candidate(node);
    const link = await asked(person);
    const { candidate: id } = await personOf(person);
    const code = await codeFor(person, link);
    await node.runtime.sql`
      update page_links set expires_at = expires_at - interval '24 hours' where candidate_id = ${id}`;
    const pages = [await look(link), await look(`${link}X`), await look(`${node.url}/data/NOTHING`)];
    for (const { status, text } of pages) {
      expect(status).toBe(404);
      expect(text).toContain('导出我的数据');
    }
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect((await download(link, code)).status).toBe(404);
    expect(await auditOf(id)).toEqual([]);
  });
});

describe('whoever has the link and not the chat', () => {
  it('gets nothing without the code, with an empty one, an old one, or that of somebody else', async () => {
    const [lin, wu] = [await candidate(node), await candidate(node)];
    const [mine, theirs] = [await asked(lin), await asked(wu)];
    expect((await download(mine, '000000')).text).toContain('请再要一个');
    const code = await codeFor(lin, mine);
    const other = await codeFor(wu, theirs);
    expect(await download(mine, '')).toMatchObject({ status: 422, files: null });
    if (other !== code) expect((await download(mine, other)).text).toContain('还可以试4次');
    const { candidate: id } = await personOf(lin);
    await node.runtime.sql`update page_links set code_expires_at = now() where candidate_id = ${id}`;
    expect((await download(mine, code)).text).toContain('请再要一个');
    expect(await auditOf(id)).toEqual([]);
    // Each has their own.
    const got = await download(theirs, other);
    expect(JSON.parse(got.files!['data.json']!).candidate.id).toBe((await personOf(wu)).candidate);
    expect(JSON.stringify(got.files)).not.toContain(id);
  });

  it('guesses ten times and closes every link with it; the person and HR hear of it', async () => {
    const person = await candidate(node);
    const links = [await asked(person), await asked(person)];
    const { candidate: id } = await personOf(person);
    for (const link of links) {
      const wrong = wrongFor(await codeFor(person, link));
      for (let i = 0; i < 5; i++) expect((await download(link, wrong)).files).toBeNull();
    }
    expect((await person.user.next()).text).toMatch(/资料没有给任何人.*人工/s);
    for (const link of links) expect((await look(link)).status).toBe(404);
    expect(await ticketsOf(id)).toEqual(['link code_guessed']);
    expect(await auditOf(id)).toEqual([]);
    // Who has the chat has another.
    const fresh = await asked(person);
    expect((await download(fresh, await codeFor(person, fresh))).status).toBe(200);
  });

  it('cannot have the chat flooded with codes, nor the form sent from another page', async () => {
    const person = await candidate(node);
    const link = await asked(person);
    for (let i = 0; i < 5; i++) await codeFor(person, link);
    const many = await post(link, 'code', {});
    expect(many).toMatchObject({ status: 429, text: expect.stringContaining('次数太多') });
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ])
      for (const verb of ['code', 'archive'])
        expect((await post(link, verb, { code: '000000' }, headers)).status).toBe(403);
  });
});

describe('in whatever state the chat is', () => {
  let strangers = 88_000;
  const stranger = () => {
    const user = node.telegram.user(++strangers, { first_name: '陈', language_code: 'zh-hans' });
    const say = async (text: string) => {
      user.send(text);
      return (await user.next()).text;
    };
    return { user, say };
  };

  it('before they agreed to anything: there are their messages, and nothing is recorded by asking', async () => {
    const person = stranger();
    await person.say(`/start ${CODE}`);
    await person.say('先问一句，远吗');
    const said = await person.say(ASKING.zh);
    expect(said).toMatch(/可以开始吗|可以吗/);
    const link = linkIn(said);
    const { files } = await download(link, await codeFor(person as Person, link));
    const data = JSON.parse(files!['data.json']!);
    expect(data).toMatchObject({ applications: [], interviews: [] });
    expect(data.turns.map(({ from }: { from: string }) => from)).not.toContain('candidate');
    expect(JSON.stringify(data.messages)).toContain('先问一句，远吗');
  });

  it('before anything was begun, and after they said no', async () => {
    const person = stranger();
    expect((await look(await asked(person))).text).toContain('把验证码发给我');
    await person.say(`/start ${CODE}`);
    await person.say('不同意');
    const link = await asked(person);
    expect((await download(link, await codeFor(person as Person, link))).status).toBe(200);
  });

  it('paused it stays paused, and goes on with the next word', async () => {
    const person = await candidate(node);
    await person.say('暂停');
    expect((await look(await asked(person))).status).toBe(200);
    expect((await node.call('GET', person.at)).body.status).toBe('paused');
    expect(await person.say('我回来了')).toMatch(/介绍一下自己/);
  });

  it('after the interview, with a contract that waits and once it is signed', async () => {
    const person = await decided(node);
    const said = await person.say(ASKING.zh);
    expect(said.split('\n\n')).toHaveLength(1);
    const { link: contract } = await sent(node, person);
    const link = await asked(person);
    const { files } = await download(link, await codeFor(person, link));
    expect(Object.keys(files!)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^contracts\/.*\.pdf$/)]),
    );
    // The links of the one page are not those of the other.
    expect((await look(contract)).status).toBe(200);
  });

  it('while a person of HR has the chat: the bot says this and nothing else', async () => {
    const person = await candidate(node);
    await node.call('POST', `${person.at}/takeover`, {});
    const said = await person.say(ASKING.zh);
    const link = linkIn(said);
    expect(said.split('\n\n')).toHaveLength(1);
    expect((await download(link, await codeFor(person, link))).status).toBe(200);
  });

  it('when the job takes nobody any more', async () => {
    const person = await candidate(node);
    await node.runtime.sql`update openings set status = 'filled' where code = ${CODE}`;
    const link = linkIn(await person.say(ASKING.zh)).split('\n')[0]!;
    await node.runtime.sql`update openings set status = 'open' where code = ${CODE}`;
    expect((await look(link)).status).toBe(200);
  });

  it('after STOP: nothing is written to them, a person sees to it, and START opens the way', async () => {
    const person = await candidate(node);
    await person.say('退订');
    const { candidate: id } = await personOf(person);
    person.user.send(ASKING.zh);
    await expect.poll(() => ticketsOf(id)).toEqual(['person own_data']);
    expect(await node.runtime.sql`select 1 from page_links where candidate_id = ${id}`).toEqual([]);
    await person.say('开始');
    const link = await asked(person);
    // A code goes to nobody who has stopped us since.
    await person.say('退订');
    expect(await post(link, 'code', {})).toMatchObject({
      status: 409,
      text: expect.stringContaining('没法'),
    });
  });

  it('after an erasure the link opens nothing, and whoever writes then is somebody new', async () => {
    const person = await candidate(node);
    await person.say('我在张江做过分拣');
    const link = await asked(person);
    const code = await codeFor(person, link);
    const { candidate: id } = await personOf(person);
    expect([202, 204]).toContain((await node.call('DELETE', `/v1/candidates/${id}`)).status);
    await node.settled();
    for (const again of [await look(link), await download(link, code), await post(link, 'code', {})])
      expect(again.status).toBe(404);
    expect(await auditOf(id)).toEqual([]);
    const open = await node.runtime.sql`
      select 1 from page_links where candidate_id = ${id} and expires_at > now()`;
    expect(open).toEqual([]);
    const fresh = await asked(person);
    const { files } = await download(fresh, await codeFor(person, fresh));
    expect(JSON.stringify(files)).not.toContain('张江');
    expect(JSON.parse(files!['data.json']!).candidate.id).not.toBe(id);
  });
});

describe('in another app', () => {
  it('works in the web chat', async () => {
    const visitor = await WebVisitor.open(node.url!, CODE, 'zh');
    await visitor.next();
    await visitor.press('同意，开始');
    await visitor.next();
    await visitor.say(ASKING.zh);
    const link = linkIn((await visitor.next()).text);
    const shown = await post(link, 'code', {});
    expect(shown.text).toContain('网页聊天');
    const code = /\d{6}/.exec((await visitor.next()).text)![0];
    expect((await download(link, code)).status).toBe(200);
    visitor.close();
  });

  it('works by SMS: the page says by the end of the number where the code goes', async () => {
    const phone = twilio.phone('+8613800665544');
    const say = async (text: string) => {
      await phone.send(text);
      return (await phone.next()).text;
    };
    await say(CODE);
    await say('1');
    const link = linkIn(await say('我要我的数据'));
    expect((await post(link, 'code', {})).text).toContain('短信（尾号5544）');
    const code = /\d{6}/.exec((await phone.next()).text)![0];
    const { files } = await download(link, code);
    expect(JSON.parse(files!['data.json']!).candidate.phone).toBe('+8613800665544');
  });

  it('where an integrator speaks for somebody, no link is made: a person sees to it', async () => {
    const person = await candidate(node);
    const { candidate: id } = await personOf(person);
    const words = { from: 'candidate', text: ASKING.en, client_id: 'c1' };
    expect((await node.call('POST', `${person.at}/messages`, words)).status).toBe(201);
    await node.settled();
    expect(await ticketsOf(id)).toEqual(['person own_data']);
    expect(await node.runtime.sql`select 1 from page_links where candidate_id = ${id}`).toEqual([]);
    const { data } = (await node.call('GET', `${person.at}/turns?limit=100`)).body;
    expect(data.at(-1)!.text).toMatch(/发不了链接|can't send a link/);
    // A link that was made before asks the person, and not the integrator, for the code.
    const link = await asked(person);
    await node.call('POST', `${person.at}/messages`, { ...words, text: '好的', client_id: 'c2' });
    await node.settled();
    expect((await download(link, await codeFor(person, link))).status).toBe(200);
  });

  it('from which somebody writes for less than a day who was known before, no link goes yet', async () => {
    const person = await candidate(node);
    const { candidate: id, conversation } = await personOf(person);
    await node.runtime
      .sql`update candidates set created_at = created_at - interval '3 days' where id = ${id}`;
    expect(await person.say(ASKING.zh)).toMatch(/先不发链接.*人工/);
    expect(await node.runtime.sql`select 1 from page_links where candidate_id = ${id}`).toEqual([]);
    await node.runtime.sql`
      update identities set created_at = created_at - interval '25 hours' where conversation_id = ${conversation}`;
    expect((await look(await asked(person))).status).toBe(200);
  });

  it('to which the chat has gone less than a day ago, no link goes yet; the others hear when one does', async () => {
    const person = await candidate(node);
    const { conversation } = await personOf(person);
    const ways = await person.say('换个地方');
    const code = /[A-HJ-NP-Z2-9]{12}/.exec(ways)![0];
    const visitor = await WebVisitor.open(node.url!, code, 'zh');
    await visitor.next();
    await node.settled();
    await visitor.say(ASKING.zh);
    await expect.poll(() => visitor.received.at(-1)?.text).toMatch(/先不发链接/);
    expect(
      await node.runtime.sql`
      select 1 from page_links l join conversations v using (candidate_id) where v.id = ${conversation}`,
    ).toEqual([]);
    await node.runtime.sql`
      update link_codes set used_at = used_at - interval '25 hours' where conversation_id = ${conversation}`;
    await visitor.say(ASKING.zh);
    await expect.poll(() => visitor.received.at(-1)?.text).toMatch(/\/data\//);
    await expect.poll(() => person.user.received.at(-1)?.text).toMatch(/有人在网页聊天里要了一份你的资料/);
    visitor.close();
  });

  it('nobody but the person learns of the others in what they get', async () => {
    const [lin, wu] = [await candidate(node), await candidate(node)];
    const [mine, other] = [await personOf(lin), await personOf(wu)];
    await node.runtime.sql`
      insert into tickets (id, conversation_id, kind, reasons)
      values (${newId('tkt')}, ${mine.conversation}, 'duplicate', ${[other.candidate]}::text[])`;
    const link = await asked(lin);
    const { files } = await download(link, await codeFor(lin, link));
    const all = JSON.stringify(files);
    for (const theirs of [other.candidate, other.conversation, 'bootstrap'])
      expect(all).not.toContain(theirs);
  });
});
