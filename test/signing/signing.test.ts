import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { startTestNode, type TestNode } from '../conversation/node.ts';
import {
  advanced,
  codeIn,
  decided,
  eventsOf,
  linkIn,
  look,
  make,
  NAMED,
  type Person,
  post,
  sent,
  stateOf,
  ticketsOf,
} from './signing.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ QUIET_HOURS: 'off' });
});
afterAll(() => node.stop());

/** Reads, asks for the code and has it. */
async function withCode(person: Person, link: string): Promise<string> {
  expect((await post(link, 'code', NAMED)).status).toBe(200);
  return codeIn(person);
}

/** So much later, as far as contracts, links and clocks go. */
async function later(id: string, hours: number): Promise<void> {
  const { sql } = node.runtime;
  const ago = `${hours} hours`;
  await sql`update contracts set expires_at = expires_at - ${ago}::interval, sent_at = sent_at - ${ago}::interval where step_id = ${id}`;
  await sql`update page_links set expires_at = expires_at - ${ago}::interval, code_expires_at = code_expires_at - ${ago}::interval where step_id = ${id}`;
  await sql`update deadlines set due_at = due_at - ${ago}::interval where application_id = (select application_id from steps where id = ${id})`;
}

describe('a contract', () => {
  it('is read on the phone, signed with the code from the chat, and both sides have the same copy', async () => {
    const person = await decided(node);
    const { id, link } = await sent(node, person);
    expect(await person.say('进度')).toMatch(/签/);

    const page = await look(link);
    expect(page.status).toBe(200);
    for (const words of ['林小雨', '顺达物流', '每小时¥25.50', '张江路', '合同全文', '把验证码发给我'])
      expect(page.text).toContain(words);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    const before = await fetch(`${link}/contract.pdf`);
    expect(before.headers.get('content-type')).toBe('application/pdf');
    const { document } = (await stateOf(node, id)) as unknown as { document: { sha256: string } };
    expect(sha256(await before.arrayBuffer())).toBe(document.sha256);

    const asked = await post(link, 'code', NAMED);
    expect(asked.text).toContain('Telegram');
    const code = await codeIn(person);
    const signed = await post(link, 'sign', { code });
    expect(signed.text).toContain('已经签好了');
    const copy = await linkIn(person);
    expect(copy).not.toBe(link);

    const contract = await stateOf(node, id);
    expect(contract).toMatchObject({ state: 'signed', signature: { signer: '林 小雨' } });
    const { signature } = contract as unknown as { signature: { sha256: string } };
    const mine = await (await fetch(`${copy}/contract.pdf`)).arrayBuffer();
    const theirs = await node.download(`/v1/contracts/${id}/document`);
    expect(sha256(mine)).toBe(signature.sha256);
    expect(sha256(theirs)).toBe(signature.sha256);
    for (const one of [link, copy]) {
      const shown = await look(one);
      expect(shown.text).toContain('已经签好了');
      expect(shown.text).toContain(signature.sha256);
    }
    expect(await eventsOf(node, person)).toEqual(['contract.draft', 'contract.sent', 'contract.signed']);
    expect(await person.say('合同链接')).toMatch(/你签好的.*\/sign\//s);
    // Neither the link nor the code stands in anything that is kept.
    const kept = JSON.stringify(
      await node.runtime.sql`select text from turns union all select content::text from inbox`,
    );
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(link.split('/').at(-1));
    expect(node.logged()).not.toContain('林小雨');
  });

  it('is signed once, however often and at once the form is sent', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    const code = await withCode(person, link);
    const answers = await Promise.all([1, 2, 3].map(() => post(link, 'sign', { code })));
    for (const { text } of answers) expect(text).toContain('已经签好了');
    const { signature } = (await stateOf(node, id)) as unknown as { signature: { sha256: string } };
    expect((await post(link, 'sign', { code })).text).toContain(signature.sha256);
    expect((await post(link, 'decline', { remark: 'no' })).text).toContain('已经签好了');
    expect(await eventsOf(node, person)).toEqual(['contract.draft', 'contract.sent', 'contract.signed']);
    await linkIn(person);
    expect(sha256(await node.download(`/v1/contracts/${id}/document`))).toBe(signature.sha256);
  });

  it('is not signed in another name, unread, or without a code', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    const heard = person.user.received.length;
    for (const [form, words] of [
      [{ name: '', read: 'yes' }, '请写下你的姓名'],
      [{ name: '王大明', read: 'yes' }, '不一样'],
      [{ name: '林小雨' }, '请打勾'],
    ] as const) {
      const { status, text } = await post(link, 'code', form as unknown as Record<string, string>);
      expect(status).toBe(422);
      expect(text).toContain(words);
    }
    expect((await post(link, 'sign', { code: '000000' })).text).toContain('把验证码发给我');
    expect(person.user.received).toHaveLength(heard);
    expect(await stateOf(node, id)).toMatchObject({ state: 'sent', signature: null });
  });

  it('is not taken from a page of somebody else', async () => {
    const person = await advanced(node);
    const { link } = await sent(node, person);
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
    ])
      expect((await post(link, 'code', NAMED, headers)).status).toBe(403);
  });

  it('five wrong codes need another one; ten lock the link, and HR and the person hear of it', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    const code = await withCode(person, link);
    const wrong = code === '000000' ? '111111' : '000000';
    for (const left of ['4次', '3次', '2次', '1次']) {
      const { status, text } = await post(link, 'sign', { code: wrong });
      expect(status).toBe(422);
      expect(text).toContain(left);
    }
    expect((await post(link, 'sign', { code: wrong })).text).toContain('请再要一个');
    // The right one is of no use any more.
    expect((await post(link, 'sign', { code })).text).toContain('请再要一个');
    const next = await withCode(person, link);
    const other = next === '000000' ? '111111' : '000000';
    for (let i = 0; i < 4; i++) await post(link, 'sign', { code: other });
    const last = await post(link, 'sign', { code: other });
    expect(last.status).toBe(404);
    expect(last.text).toContain('打不开了');
    expect((await person.user.next()).text).toMatch(/锁上了.*合同链接/s);
    expect((await post(link, 'sign', { code: next })).status).toBe(404);
    expect(await ticketsOf(node, person)).toContain('step contract code_guessed');
    expect(await stateOf(node, id)).toMatchObject({ state: 'sent' });
    // Who has the chat has a new link.
    const { text = '' } = { text: await person.say('合同链接') };
    const fresh = /http\S+\/sign\/\w+/.exec(text)![0];
    const signed = await post(fresh, 'sign', { code: await withCode(person, fresh) });
    expect(signed.text).toContain('已经签好了');
  });

  it('a code is good for ten minutes, and comes five times an hour', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    const code = await withCode(person, link);
    await node.runtime.sql`update page_links set code_expires_at = now() where step_id = ${id}`;
    expect((await post(link, 'sign', { code })).text).toContain('请再要一个');
    for (let i = 0; i < 4; i++) await withCode(person, link);
    const { status, text } = await post(link, 'code', NAMED);
    expect(status).toBe(429);
    expect(text).toContain('次数太多');
  });

  it('a link that is over, tampered with or of nothing opens the same kind page', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    expect(await person.say('我的合同')).toContain('新链接');
    await later(id, 24 * 7 + 1);
    const pages = [await look(link), await look(`${link}X`), await look(`${node.url}/sign/NOTHING`)];
    for (const { status, text } of pages) {
      expect(status).toBe(404);
      expect(text).toContain('合同链接');
    }
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect((await look(`${link}/contract.pdf`)).status).toBe(404);
    expect(node.logged()).toContain('a link to a contract opened nothing');
  });

  it('opens by each of its links until one was used; the others open nothing then', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    const [fresh] = /http\S+\/sign\/\w+/.exec(await person.say('合同链接'))!;
    for (const one of [link, fresh]) expect((await look(one)).status).toBe(200);
    const signed = await post(link, 'sign', { code: await withCode(person, link) });
    expect(signed.text).toContain('已经签好了');
    expect((await look(fresh)).status).toBe(404);
    expect((await post(fresh, 'decline', { remark: 'no' })).status).toBe(404);
    expect(await stateOf(node, id)).toMatchObject({ state: 'signed' });
  });

  it('whoever guesses by one link after the other is locked out of all of them', async () => {
    const person = await advanced(node);
    const { link } = await sent(node, person);
    const links = [link];
    for (let i = 0; i < 2; i++) links.push(/http\S+\/sign\/\w+/.exec(await person.say('合同链接'))![0]);
    for (const one of links.slice(0, 2)) {
      const wrong = (await withCode(person, one)) === '000000' ? '111111' : '000000';
      for (let i = 0; i < 5; i++) await post(one, 'sign', { code: wrong });
    }
    expect((await person.user.next()).text).toMatch(/锁上了/);
    for (const one of links) expect((await look(one)).status).toBe(404);
  });

  it('is sent again with a fresh link, and the days count anew', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    await later(id, 24 * 5);
    const before = await stateOf(node, id);
    expect((await node.call('POST', `/v1/contracts/${id}/send`, {})).status).toBe(200);
    const fresh = await linkIn(person);
    // The line with the fresh one may have to wait for the morning.
    expect((await look(link)).status).toBe(200);
    expect((await look(fresh)).status).toBe(200);
    const after = await stateOf(node, id);
    expect(Date.parse(String(after.expires_at)) - Date.parse(String(before.expires_at))).toBeGreaterThan(
      4 * 86_400_000,
    );
    expect(await eventsOf(node, person)).toEqual(['contract.draft', 'contract.sent']);
  });

  it('is spoken of after a day and on the last one; then it is over, and HR hears of it', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    await later(id, 25);
    expect((await person.user.next()).text).toMatch(/还等着你看.*\/sign\//s);
    expect((await look(link)).status).toBe(200);
    await later(id, 24 * 5);
    const { text = '' } = await person.user.next();
    expect(text).toMatch(/就过期了.*\/sign\//s);
    const last = /http\S+\/sign\/\w+/.exec(text)![0];
    expect((await look(last)).status).toBe(200);
    await later(id, 25);
    expect((await person.user.next()).text).toMatch(/过了时间/);
    expect(await stateOf(node, id)).toMatchObject({ state: 'expired' });
    expect((await look(last)).status).toBe(404);
    expect(await ticketsOf(node, person)).toContain('step contract expired');
    expect(await person.say('合同链接')).toContain('没有等你签的合同');
    expect(await eventsOf(node, person)).toEqual(['contract.draft', 'contract.sent', 'contract.expired']);
  });

  it('may be declined with a question and the code from the chat; a person of HR reads it', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    const remark = '夜班补贴没有写';
    const asked = await post(link, 'decline', { remark });
    expect(asked).toMatchObject({ status: 200, text: expect.stringContaining(remark) });
    expect(asked.text).toContain('六位验证码');
    const code = await codeIn(person);
    const wrong = await post(link, 'decline', { remark, code: code === '000000' ? '111111' : '000000' });
    expect(wrong).toMatchObject({ status: 422, text: expect.stringContaining('还可以试4次') });
    expect((await post(link, 'decline', { remark, coded: 'yes', code: '' })).text).toContain('请输入聊天里');
    expect(await stateOf(node, id)).toMatchObject({ state: 'sent', remark: null });
    const { text } = await post(link, 'decline', { remark, code });
    expect(text).toContain('没有签');
    expect((await person.user.next()).text).toMatch(/转给HR/);
    expect(await stateOf(node, id)).toMatchObject({ state: 'declined', remark: '夜班补贴没有写' });
    expect(await ticketsOf(node, person)).toContain('step contract declined');
    // Another one may be made.
    expect((await make(node, person.application)).status).toBe(201);
  });

  it('is not declined by who has the link and not the chat: ten guesses lock it', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    await post(link, 'decline', { remark: '不签了' });
    for (let round = 0; round < 2; round++) {
      const wrong = (await codeIn(person)) === '000000' ? '111111' : '000000';
      for (let i = 0; i < 5; i++) await post(link, 'decline', { remark: '', code: wrong });
      if (round === 0) await post(link, 'decline', { remark: '' });
    }
    expect((await look(link)).status).toBe(404);
    expect((await person.user.next()).text).toMatch(/锁上了/);
    expect(await stateOf(node, id)).toMatchObject({ state: 'sent', remark: null });
    expect(await ticketsOf(node, person)).toContain('step contract code_guessed');
  });

  it('is taken back by a person, with a reason; its links are over, and the person is told', async () => {
    const person = await advanced(node);
    const { id, link } = await sent(node, person);
    await post(link, 'sign', { code: await withCode(person, link) });
    const copy = await linkIn(person);
    expect((await node.call('POST', `/v1/contracts/${id}/void`, {})).status).toBe(422);
    expect((await node.call('POST', `/v1/contracts/${id}/void`, { reason: 'wrong wage' })).status).toBe(200);
    expect((await person.user.next()).text).toMatch(/作废/);
    for (const one of [link, copy]) expect((await look(one)).status).toBe(404);
    const again = await node.call('POST', `/v1/contracts/${id}/void`, { reason: 'once more' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'stale' });
    expect(sha256(await node.download(`/v1/contracts/${id}/document`))).toMatch(/^[0-9a-f]{64}$/);
  });

  it('whose employment is over is shown no more', async () => {
    const person = await advanced(node);
    const { link } = await sent(node, person);
    await post(link, 'sign', { code: await withCode(person, link) });
    const copy = await linkIn(person);
    expect((await look(copy)).status).toBe(200);
    await node.runtime.sql`
      insert into employments (id, application_id, state, starts_on, ends_on, end_reason)
      values (${newId('emp')}, ${person.application}, 'ended', '2026-01-05', '2026-02-28', 'resigned')`;
    for (const one of [link, copy]) expect((await look(one)).status).toBe(404);
    expect(await person.say('合同链接')).toContain('没有等你签的合同');
  });

  it('in English, for somebody who reads English', async () => {
    const person = await advanced(node, 'en');
    const { link } = await sent(node, person);
    const page = await look(link);
    expect(page.text).toContain('Employment contract');
    expect(page.text).toContain('The code goes to your Telegram');
    expect((await look(`${link}?lang=zh`)).text).toContain('把验证码发给我');
    expect(await person.say('contract link')).toContain('A new link');
  });
});

function sha256(bytes: ArrayBuffer | Uint8Array): string {
  return createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
}
