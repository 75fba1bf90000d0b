/** The form before a background check, as a browser without script sends it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPageLink } from '../../db/page-links.ts';
import { pageName } from '../../src/conversation/notices/page.ts';
import { newPersonalCode } from '../../src/ids.ts';
import { dumpTables } from '../support/dump.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';

const DAY = 86_400_000;
const NUMBER = '11010519491231002X';
const RIGHT = { legal_name: '林小雨', id_number: NUMBER, birth_date: '', agree: 'yes', answer: 'submit' };

let api: Harness;
let opening: string;
let now = Date.parse('2026-03-02T02:00:00Z');
beforeAll(async () => {
  api = await startHarness({ now: () => now });
  const title = { zh: '夜班<分拣员>', en: 'Night <sorter>' };
  opening = (await api.call('POST', '/v1/openings', { ...OPENING, title, status: 'open' })).body.id;
});
afterAll(() => api.close());

/** A check that waits for somebody's form, and the link that was said in their chat. */
async function asked({ language = 'zh', agency = null as string | null, from = address() } = {}) {
  const candidate = (await api.call('POST', '/v1/candidates', { language })).body.id;
  const made = await api.call('POST', '/v1/applications', { candidate_id: candidate, opening_id: opening });
  const application = made.body.id;
  await api.sql`update applications set stage = 'advanced' where id = ${application}`;
  const { body } = await api.call('POST', '/v1/background_checks', { application_id: application, agency });
  const link = async (expiresAt = now + 7 * DAY) => {
    const token = newPersonalCode() + newPersonalCode();
    const hash = api.deps.linkHash(pageName('form', token));
    const link = { hash, subject: body.id, purpose: 'form', expiresAt: new Date(expiresAt) };
    await insertPageLink(api.sql, link);
    return `/form/${token}`;
  };
  const path = await link();
  const open = (at = path, headers = {}) =>
    api.call('GET', at, undefined, { authorization: '', ...headers }, from);
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}, at = path) => {
    const form = new URLSearchParams(fields).toString();
    const type = { authorization: '', 'content-type': 'application/x-www-form-urlencoded' };
    return api.call('POST', at, form, { ...type, ...headers }, from);
  };
  const state = async () => (await api.call('GET', `/v1/background_checks/${body.id}`)).body.state;
  return { id: body.id, application, candidate, path, link, open, send, state };
}
let addresses = 0;
const address = () => `198.51.100.${++addresses}`;
const said = async (candidate: string) => (await api.call('GET', `/v1/candidates/${candidate}`)).body;
const noticesOf = (application: string) => api.sql`
  select i.content->>'notice' as notice from inbox i join applications a using (conversation_id)
  where a.id = ${application} and i.content->>'kind' = 'notice' and i.content->>'notice' <> 'background_check.collecting'`;

describe('the form', () => {
  it('is one page without script, in the language of the person or the one that they choose', async () => {
    const { open, path } = await asked({ agency: '北京<核实>所' });
    const { status, text, headers } = await open();
    expect(status).toBe(200);
    expect(text).toContain('<html lang="zh-CN">');
    expect(text).toContain('夜班&lt;分拣员&gt;');
    expect(text).toContain('北京&lt;核实&gt;所');
    expect(text).not.toMatch(/<script|javascript:|src=|@import|url\(/i);
    expect((await open(`${path}?lang=en`)).text).toMatch(/<html lang="en">.*Night &lt;sorter&gt;/s);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
    });
    for (const name of ['legal_name', 'id_number', 'birth_date', 'agree'])
      expect(text).toMatch(new RegExp(`<label[^>]* for="${name}"[^]*<input[^>]* id="${name}"`));
  });

  it('filled in is sealed, with the consent beside it; the check goes on, and the chat will be told', async () => {
    const { send, open, state, application, candidate } = await asked();
    const { status, text } = await send(RIGHT);
    expect([status, text]).toEqual([200, expect.stringContaining('收到了')]);
    expect(await state()).toBe('pending');
    expect(await said(candidate)).toMatchObject({
      legal_name: '林小雨',
      id_number: '**************002X',
      consents: [{ kind: 'background_check', given: true }],
    });
    const [consent] = await api.sql`select wording from consents where candidate_id = ${candidate}`;
    expect(consent).toEqual({ wording: expect.stringMatching(/^background_check\.zh\.[0-9a-f]{12}$/) });
    expect(await noticesOf(application)).toEqual([{ notice: 'background_check.submitted' }]);
    expect((await open()).status).toBe(404);
  });

  it('keeps the number nowhere in clear: no table, no log', async () => {
    const { send } = await asked();
    await send({ ...RIGHT, legal_name: '欧阳不二', id_number: 'PASS778899', birth_date: '2001-05-31' });
    const places = [...(await dumpTables(api.sql))].filter(([, text]) => /PASS778899|欧阳不二/.test(text));
    expect(places.map(([name]) => name)).toEqual([]);
    expect(api.lines.join('')).not.toMatch(/PASS778899|欧阳不二|002X/);
  });

  it('says what is wrong beside each field, keeps what was typed, and never shows the number again', async () => {
    const { send, state, candidate } = await asked();
    const { status, text } = await send({
      legal_name: '林"小雨',
      id_number: '110105194912310021',
      birth_date: '',
      answer: 'submit',
    });
    expect(status).toBe(422);
    expect(text).toContain('value="林&quot;小雨"');
    expect(text).toMatch(
      /id="id_number"[^>]*aria-describedby="id_number-hint id_number-wrong" aria-invalid="true"/,
    );
    expect(text).toMatch(/id="id_number-wrong">[^<]*有一位不对/);
    expect(text).toMatch(/role="alert"/);
    expect(text).toMatch(/id="agree-wrong"/);
    expect(text).not.toContain('1101051949');
    expect(await state()).toBe('collecting');
    expect(await said(candidate)).toMatchObject({ legal_name: null, id_number: null, consents: [] });
  });

  it('asks for the number once more when something else was wrong', async () => {
    const { send } = await asked();
    const { text } = await send({ ...RIGHT, legal_name: '' });
    expect(text).not.toContain(NUMBER);
    expect(text).toMatch(/id="id_number-wrong">[^<]*再填一次/);
    expect(text).toMatch(/id="agree"[^>]* checked/);
  });

  it('does not take a consent that was not given', async () => {
    const { send, state } = await asked();
    expect((await send({ ...RIGHT, agree: '' })).status).toBe(422);
    expect((await send({ ...RIGHT, agree: 'on' })).status).toBe(422);
    expect(await state()).toBe('collecting');
  });

  it('refused is an answer: nothing of it is kept, and people will talk about it', async () => {
    const { send, state, candidate, application, id, open } = await asked({ language: 'en' });
    const { status, text } = await send({ ...RIGHT, agree: '', answer: 'refuse' });
    expect([status, text]).toEqual([200, expect.stringContaining('Understood')]);
    expect(await state()).toBe('collecting');
    expect(await said(candidate)).toMatchObject({
      id_number: null,
      consents: [{ kind: 'background_check', given: false }],
    });
    expect(await noticesOf(application)).toEqual([{ notice: 'background_check.no_consent' }]);
    expect((await open()).status).toBe(404);
    // A person asks again: it is open whether they agree now.
    const again = await api.call('POST', `/v1/background_checks/${id}/remind`, {});
    expect(again.body).toMatchObject({ state: 'collecting', consent_refused_at: null });
  });
});

describe('a link', () => {
  it('used by ten at once is used once', async () => {
    const { send, candidate, application } = await asked();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(RIGHT)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(404)]);
    expect((await said(candidate)).consents).toHaveLength(1);
    expect(await noticesOf(application)).toHaveLength(1);
  });

  it('is over after its time, after another was used, and when the check is called off', async () => {
    const { open, send, link, id } = await asked();
    const newer = await link(now + DAY);
    // The line that says the newer one may have to wait for the morning.
    for (const at of [undefined, newer]) expect((await open(at)).status).toBe(200);
    const other = await asked();
    const [used, left] = [await other.link(), await other.link()];
    expect((await other.send(RIGHT, {}, used)).status).toBe(200);
    for (const at of [used, left, undefined]) expect((await other.open(at)).status).toBe(404);
    now += DAY;
    expect((await open(newer)).status).toBe(404);
    const last = await link();
    await api.call('POST', `/v1/background_checks/${id}/cancel`, { reason: 'not needed' });
    expect(await send(RIGHT, {}, last)).toMatchObject({ status: 404 });
  });

  it('that opens nothing is one page, whatever the reason, and leaves a trace without the link', async () => {
    const { send, open, path } = await asked({ language: 'en' });
    await send(RIGHT);
    const used = await open();
    const unknown = await open('/form/ABCDEFGHJKLMABCDEFGHJKLM');
    expect(unknown.status).toBe(404);
    expect(unknown.text).toBe(used.text);
    expect(unknown.text).toContain('人工');
    expect((await open('/form/x', { 'accept-language': 'en' })).text).toContain('HUMAN');
    const log = api.lines.join('');
    expect(log).toContain('"why":"used"');
    expect(log).not.toContain(path.slice('/form/'.length));
  });

  it('cannot be guessed: ten wrong ones from an address, and it waits', async () => {
    const from = address();
    const { open } = await asked({ from });
    for (let n = 0; n < 10; n++) expect((await open(`/form/GUESS${n}`)).status).toBe(404);
    expect((await open()).status).toBe(429);
    // Who comes from elsewhere is not held up.
    expect((await (await asked()).open()).status).toBe(200);
  });
});

describe('refuses, with nothing kept,', () => {
  it.each<[string, number, Record<string, string>]>([
    ['a form of another site', 403, { origin: 'https://evil.example' }],
    ['a form of another site, by the browser', 403, { 'sec-fetch-site': 'cross-site' }],
    ['JSON', 415, { 'content-type': 'application/json' }],
    ['a form with files', 415, { 'content-type': 'multipart/form-data; boundary=x' }],
  ])('%s: %i', async (_what, status, headers) => {
    const { send, state } = await asked();
    expect((await send(RIGHT, headers)).status).toBe(status);
    expect(await state()).toBe('collecting');
    expect((await send(RIGHT)).status).toBe(200);
  });

  it.each([
    ['the page itself', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['the page itself, in an old browser', { origin: 'null' }],
    ['the page itself, by name', { origin: 'http://localhost', host: 'localhost' }],
  ])('but not %s', async (_what, headers) => {
    expect((await (await asked()).send(RIGHT, headers)).status).toBe(200);
  });

  it('what is too large, and what nobody types', async () => {
    const { send, state } = await asked();
    expect((await send({ ...RIGHT, legal_name: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await send({ ...RIGHT, legal_name: '林\u0000小雨' })).status).toBe(422);
    expect((await send({ ...RIGHT, legal_name: '\ud800' })).status).toBe(422);
    expect(await state()).toBe('collecting');
  });
});
