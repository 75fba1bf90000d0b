/** WeCom's customer service, emulated: as docs/channels/wecom.md says, in the bounds that WeCom documents. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WecomEmulator } from '../../src/emulators/wecom.ts';

const DAY = 24 * 60 * 60_000;
let wecom: WecomEmulator;
let later: number;
let server: Server;
/** What the application answers, in order; 200 when the list is over. */
let answers: number[];
let calls: string[];

beforeEach(async () => {
  later = 0;
  answers = [];
  calls = [];
  server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    request.resume();
    response.writeHead(answers.shift() ?? 200).end('success');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/wecom`;
  wecom = await WecomEmulator.start({
    webhook,
    retryMs: 5,
    quietPullsPerMinute: 3,
    now: () => Date.now() + later,
  });
});
afterEach(async () => {
  await wecom.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Answer = { errcode: number; [field: string]: unknown };
let token = '';

async function api(method: string, body: object, given = token): Promise<Answer> {
  const url = `${wecom.url}/cgi-bin/${method}?access_token=${given}`;
  return (await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json()) as Answer;
}

async function getToken(secret = wecom.secret): Promise<Answer> {
  const query = new URLSearchParams({ corpid: wecom.corpId, corpsecret: secret });
  const answer = (await (await fetch(`${wecom.url}/cgi-bin/gettoken?${query}`)).json()) as Answer;
  token = String(answer.access_token);
  return answer;
}

const control = async (method: string, path: string, body?: object) =>
  (await (
    await fetch(`${wecom.url}/_emulator/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
  ).json()) as { ok?: boolean; msgid?: string; messages?: { text: string }[] };

const lineTo = (touser: string, more: object = {}) =>
  api('kf/send_msg', { touser, open_kfid: 'wkEmulated', msgtype: 'text', text: { content: 'x' }, ...more });

it('gives the same token until it is over, and none for another secret', async () => {
  const first = await getToken();
  expect(await getToken()).toMatchObject({ errcode: 0, access_token: first.access_token });
  expect(await getToken('another')).toMatchObject({ errcode: 40001 });
  await getToken();
  expect(await api('kf/sync_msg', { open_kfid: 'wkEmulated' }, 'x')).toMatchObject({ errcode: 40014 });
  later = 2 * 60 * 60_000;
  expect(await api('kf/sync_msg', { open_kfid: 'wkEmulated' })).toMatchObject({ errcode: 42001 });
  expect((await getToken()).access_token).not.toBe(first.access_token);
});

it('keeps messages for three days, behind cursors, and lets nobody ask often without a callback', async () => {
  await getToken();
  const lin = wecom.customer('wmLin');
  await lin.send('old');
  later = 3 * DAY + 1000;
  await lin.send('new');
  const sync = (more: object = {}) => api('kf/sync_msg', { open_kfid: 'wkEmulated', ...more });
  const none = await getToken();
  expect(none.errcode).toBe(0);
  const page = await sync({ limit: 1 });
  expect(page).toMatchObject({ has_more: 0, msg_list: [{ text: { content: 'new' }, origin: 3 }] });
  expect(await sync({ cursor: page.next_cursor })).toMatchObject({ msg_list: [], has_more: 0 });
  expect(await sync({ cursor: 'x' })).toMatchObject({ errcode: 40035 });
  expect(await sync()).toMatchObject({ errcode: 45009 });
  expect(await sync({ token: 'x' })).toMatchObject({ errcode: 95007 });
  expect(await api('kf/sync_msg', { open_kfid: 'wkOther' })).toMatchObject({ errcode: 95000 });
});

it('calls three times, and takes only a right answer for the address', async () => {
  answers = [500, 500, 500];
  await wecom.customer('wmLin').send('hello');
  expect(calls).toHaveLength(3);
  expect(calls[0]).toMatch(/^POST \/hooks\/wecom\?msg_signature=[0-9a-f]{40}&timestamp=\d+&nonce=\d+$/);
  expect(await wecom.checkWebhook()).toBe(false);
});

it('lets five lines go within 48 hours, each msgid once', async () => {
  await getToken();
  await wecom.customer('wmLin').enter();
  expect(await lineTo('wmLin')).toMatchObject({ errcode: 95002 });
  await wecom.customer('wmLin').send('hello');
  expect(await lineTo('wmLin', { msgid: 'a-1' })).toMatchObject({ errcode: 0, msgid: 'a-1' });
  expect(await lineTo('wmLin', { msgid: 'a-1' })).toMatchObject({ errmsg: expect.stringContaining('msgid') });
  for (let i = 2; i <= 5; i++) expect(await lineTo('wmLin')).toMatchObject({ errcode: 0 });
  expect(await lineTo('wmLin')).toMatchObject({ errcode: 95001 });
  later = 2 * DAY + 1000;
  await getToken();
  expect(await lineTo('wmLin')).toMatchObject({ errcode: 95002 });
  expect(await lineTo('wmNobody')).toMatchObject({ errcode: 40096 });
});

it.each([
  ['a text of 2,049 bytes', { text: { content: 'x'.repeat(2049) } }],
  ['no text', { text: { content: '' } }],
  ['a msgid of 33 letters', { msgid: 'x'.repeat(33) }],
  [
    'a menu of eleven',
    {
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: 'x',
        list: Array(11).fill({ type: 'click', click: { id: '1', content: 'x' } }),
      },
    },
  ],
  [
    'a menu under 342 Chinese letters',
    { msgtype: 'msgmenu', msgmenu: { head_content: '长'.repeat(342), list: [] } },
  ],
])('refuses %s', async (_name, more) => {
  await getToken();
  const lin = wecom.customer('wmLin');
  await lin.send('hello');
  expect((await lineTo('wmLin', more)).errcode).not.toBe(0);
  expect(lin.received).toEqual([]);
});

it('welcomes once, within 20 seconds', async () => {
  await getToken();
  const lin = wecom.customer('wmLin');
  const welcome = async () => {
    await lin.enter('SORT01');
    const cursor = await api('kf/sync_msg', { open_kfid: 'wkEmulated' });
    const list = cursor.msg_list as { event: { welcome_code?: string } }[];
    return list.at(-1)!.event.welcome_code;
  };
  const answer = (code: string | undefined) =>
    api('kf/send_msg_on_event', { code, msgtype: 'text', text: { content: 'hi' } });
  const first = await welcome();
  later = 21_000;
  expect((await answer(first)).errcode).not.toBe(0);
  const second = await welcome();
  expect(await answer(second)).toMatchObject({ errcode: 0 });
  expect((await answer(second)).errcode).not.toBe(0);
  later = 90_000;
  expect(await welcome(), 'they were welcomed just now').toBeUndefined();
});

it('is driven over HTTP', async () => {
  await getToken();
  expect(await control('POST', 'customers/wmLin/text', { text: 'hello' })).toMatchObject({ ok: true });
  await lineTo('wmLin');
  expect((await control('GET', 'customers/wmLin/messages?after=0&wait=1')).messages).toMatchObject([
    { text: 'x' },
  ]);
  await control('PUT', 'customers/wmLin', { refused_with: 95013 });
  expect(await lineTo('wmLin')).toMatchObject({ errcode: 95013 });
  await control('PUT', 'customers/wmLin', { refused_with: null });
  await control('POST', 'faults', { kind: 'error', method: 'kf/send_msg', errcode: 45009 });
  expect(await lineTo('wmLin')).toMatchObject({ errcode: 45009 });
  await control('DELETE', 'token');
  expect(await lineTo('wmLin')).toMatchObject({ errcode: 42001 });
  await control('PUT', 'settings', { callbacks: 'lost' });
  const before = calls.length;
  await control('POST', 'customers/wmLin/voice', { data: Buffer.from('#!AMR\n').toString('base64') });
  await control('POST', 'customers/wmLin/enter', { scene_param: 'SORT01' });
  expect(calls).toHaveLength(before);
  const unknown = await fetch(`${wecom.url}/_emulator/nothing`);
  expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'see docs/channels/wecom.md' }]);
});
