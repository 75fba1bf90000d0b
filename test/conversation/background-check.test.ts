/** A background check on the whole path: asked in the chat, agreed to on a page, made by a provider, decided by a person. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { insertOpening } from '../../db/openings.ts';
import { sweep } from '../../src/conversation/sweep.ts';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { sorterOpening } from '../support/opening.ts';
import { waitFor, waitUntil } from '../support/patience.ts';
import { candidate, startTestNode, type TestNode } from './node.ts';

const HOUR = 3_600_000;
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 90_000 });

let there: StepsEmulator;
let node: TestNode;
/** How far the clock of the interviews is ahead. */
let ahead = 0;
beforeAll(async () => {
  there = await StepsEmulator.start({ retryMs: 20 });
  const { BACKGROUND_CHECK_URL = '', BACKGROUND_CHECK_SECRET = '' } = there.environment;
  node = await startTestNode(
    { QUIET_HOURS: 'off', BACKGROUND_CHECK_URL, BACKGROUND_CHECK_SECRET },
    { now: () => Date.now() + ahead },
  );
});
afterEach(() => there.clearFaults());
afterAll(async () => {
  await node.stop();
  await there.stop();
});

const post = (path: string, body: object = {}) => node.call('POST', path, body);
const read = async (id: string) => (await node.call('GET', `/v1/background_checks/${id}`)).body;
const act = (id: string, action: string, body: object = {}) =>
  post(`/v1/background_checks/${id}/${action}`, body);
const ticketsOf = async (candidate: string) =>
  (await node.call('GET', `/v1/tickets?candidate_id=${candidate}&kind=step&order=oldest`)).body
    .data as unknown as {
    id: string;
    reasons: string[];
  }[];
/** What `/readyz` and the figures say of the provider. */
const standing = async () => {
  const { parts } = (await node.call('GET', '/readyz')).body as unknown as { parts: Record<string, object> };
  const figure = /^tingda_step_provider_up{kind="background_check"} (\d)$/m;
  return [parts.background_check, figure.exec(await node.runtime.metrics.text())?.[1]];
};
const repliesOf = async (id: string) =>
  (await node.call('GET', `/v1/background_checks/${id}/replies`)).body.data as unknown as {
    turn_seq: number;
    interview_id: string;
    kind: string;
    text: string | null;
  }[];
const reasonsOf = async (candidate: string) => (await ticketsOf(candidate)).map(({ reasons }) => reasons[1]);

/** Somebody whom people want to go on with, and who was asked for their papers. */
async function asked(language: 'zh' | 'en' = 'zh', provider?: string) {
  const person = await candidate(node, language);
  for (let i = 0; i < 60; i++) {
    const line = await person.say(
      i % 2 ? (language === 'zh' ? '没有了' : 'no') : language === 'zh' ? '跳过' : 'skip',
    );
    if (/24小时内|24 hours/.test(line)) break;
  }
  const { body } = await node.call('GET', `/v1/interviews/${person.id}`);
  const application = body.application_id as string;
  expect(
    (await post(`/v1/applications/${application}/decision`, { outcome: 'advance', reason: 'x' })).status,
  ).toBe(201);
  const next = async () => (await person.user.next(PATIENCE_MS)).text;
  await next();
  const made = await post('/v1/background_checks', {
    application_id: application,
    ...(provider && { provider }),
  });
  expect(made.status).toBe(201);
  const link = linkIn(await next());
  return {
    ...person,
    application,
    candidate: made.body.candidate_id as string,
    check: made.body.id,
    link,
    next,
  };
}

function linkIn(line: string): string {
  const [link] = /https?:\/\/\S+\/form\/[A-Z0-9]{24}/.exec(line) ?? [];
  if (!link) throw new Error(`There is no link in it: ${line}`);
  return link;
}

const PAPERS = {
  legal_name: '林小雨',
  id_number: '11010519491231002X',
  birth_date: '',
  agree: 'yes',
  answer: 'submit',
};
const fill = (link: string, fields: object = PAPERS) =>
  fetch(link, { method: 'POST', body: new URLSearchParams(fields as Record<string, string>) });

/** What ran down meanwhile is taken up. */
async function later(ms: number): Promise<void> {
  ahead += ms;
  await sweep(node.runtime, async () => {});
  await node.settled();
}

it('is asked for in the chat, agreed to on the page, made by the provider, and told', async () => {
  const { link, next, say, check, application, candidate, at } = await asked();
  expect(await say('进度')).toMatch(/还差你填的核实资料/);
  expect((await fetch(link)).status).toBe(200);
  expect((await fill(link)).status).toBe(200);
  expect(await next()).toMatch(/收到了，背景核实这就开始/);
  const step = await there.asked(check);
  expect(step.request).toEqual({
    type: 'background_check.requested',
    id: check,
    callback_url: `${node.url}/hooks/background-check/http`,
    locale: 'zh',
    candidate: {
      id: candidate,
      legal_name: '林小雨',
      id_number: '11010519491231002X',
      birth_date: '1949-12-31',
    },
    opening: { id: expect.stringMatching(/^opn_/), title: expect.any(String), city: expect.anything() },
  });
  await waitFor(async () => expect((await read(check)).external_id).toBe(step.external_id));
  expect(await say('进度')).toMatch(/正在做背景核实/);
  expect(await there.report(check, 'clear')).toBe(200);
  expect(await next()).toMatch(/背景核实做完了/);
  expect(await say('进度')).toMatch(/下一步是签合同/);
  expect(await read(check)).toMatchObject({ state: 'clear', trouble: null });
  // Whoever reads the turns could have used the link.
  const turns = JSON.stringify((await node.call('GET', `${at}/turns?limit=100`)).body);
  expect(turns).toContain('/form/••••');
  expect(turns + node.logged()).not.toContain(link.slice(-24));
  const { data } = (await node.call('GET', `/v1/applications/${application}/timeline?limit=100`)).body;
  const moves = (data as { step_move: { to_state: string; by: string } | null }[]).flatMap(({ step_move }) =>
    step_move ? [[step_move.to_state, step_move.by]] : [],
  );
  expect(moves).toEqual([
    ['collecting', 'bootstrap'],
    ['pending', 'candidate'],
    ['clear', 'provider'],
  ]);
});

it('that found something waits for a person, is told first, and can be answered until the day is over', async () => {
  const { link, next, say, user, check, application, candidate } = await asked();
  await fill(link);
  await next();
  await there.asked(check);
  await there.report(check, 'consider', { detail: 'court_record' });
  expect(await next()).toMatch(/有要人来看的地方.*还没有决定/s);
  expect(await say('进度')).toMatch(/有一处要人来看/);
  expect(await reasonsOf(candidate)).toEqual(['consider']);
  expect((await act(check, 'pre_adverse', { letter: '2019年有一条与金钱有关的记录。' })).status).toBe(200);
  expect(await next()).toMatch(/先把查到的告诉你.*2019年有一条.*有异议.*不会做决定/s);
  expect(await say('进度')).toMatch(/核实结果已经发给你/);
  expect(await say('好的')).not.toMatch(/已经转给招聘的同事/);
  expect(await say('那条记录不是我的，我2019年还在上学')).toMatch(/已经转给招聘的同事/);
  user.sendDocument(Buffer.from('a paper'), { file_name: 'proof.pdf', caption: '' });
  expect(await next()).toMatch(/已经转给招聘的同事/);
  expect(await reasonsOf(candidate)).toEqual(['consider', 'dispute', 'dispute']);
  expect((await act(check, 'adverse', { reason: 'x' })).status).toBe(409);
  await later(9 * 24 * HOUR);
  expect(await reasonsOf(candidate)).toContain('hold_over');
  // Nobody has settled what they wrote.
  expect((await act(check, 'adverse', { reason: 'x' })).status).toBe(409);
  for (const { id } of await ticketsOf(candidate)) await post(`/v1/tickets/${id}/close`);
  // What no ticket was made of, too, is read by a person first.
  const refused = await act(check, 'adverse', { reason: 'x' });
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ path: 'through_seq' }] } });
  const replies = await repliesOf(check);
  expect(replies.map(({ text }) => text)).toContain('好的');
  expect((await act(check, 'acknowledge', { through_seq: replies.at(-1)!.turn_seq })).status).toBe(200);
  const decided = await act(check, 'adverse', { reason: '和岗位有关', letter: '谢谢你的说明' });
  expect([decided.status, decided.body.state]).toEqual([200, 'adverse']);
  expect(await next()).toMatch(/这次没有继续.*人做的决定.*谢谢你的说明.*申诉/s);
  expect((await node.call('GET', `/v1/applications/${application}`)).body.stage).toBe('declined');
  expect(await say('我要申诉，记录不是我的')).toMatch(/另一位/);
  // Who decided so does not judge the appeal.
  const back = { from_stage: 'declined', to_stage: 'reviewing', reason: 'appeal' };
  expect((await post(`/v1/applications/${application}/stage_moves`, back)).status).toBe(201);
  const again = await post(`/v1/applications/${application}/decision`, { outcome: 'decline', reason: 'x' });
  expect(again.status).toBe(409);
});

it('is decided by nobody past a message that our software could not take up: people see it, and what to do', async () => {
  const { link, next, say, user, check, candidate } = await asked();
  await fill(link);
  await next();
  await there.asked(check);
  await there.report(check, 'consider');
  await next();
  await act(check, 'pre_adverse', { letter: '查到一条记录。' });
  await next();
  const { sql } = node.runtime;
  // While it waits, nothing with words can be committed: neither it nor the line that says so.
  await sql.unsafe(`
    create function poison() returns trigger language plpgsql as $$ begin
      if new.text is not null and exists (select 1 from inbox where conversation_id = new.conversation_id
        and done_at is null and content->>'text' like '%POISON%') then raise exception 'poisoned'; end if;
      return new; end $$;
    create trigger poison before insert on turns for each row execute function poison();`);
  try {
    user.send('那条记录不是我的 POISON');
    const aside = () => sql`
      select 1 from inbox i join conversations v on v.id = i.conversation_id
      where v.candidate_id = ${candidate} and i.aside_reason is not null`;
    await waitUntil(async () => (await aside()).length === 1, { timeout: 60_000, interval: 200 });
  } finally {
    await sql.unsafe('drop trigger poison on turns; drop function poison()');
  }
  const lost = (await repliesOf(check)).at(-1)!;
  expect(lost).toMatchObject({ kind: 'unread', text: null });
  const tickets = async () =>
    (await node.call('GET', `/v1/tickets?candidate_id=${candidate}&kind=unread`)).body.data;
  const [ticket] = await tickets();
  expect(ticket).toMatchObject({ state: 'open', about: { turn_seq: lost.turn_seq, text: '' } });
  await later(9 * 24 * HOUR);
  const refused = await act(check, 'adverse', { reason: 'x' });
  expect(refused).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/`unread` there \(1\) could not be taken up.*ask them/) },
  });
  // That somebody has asked them is no answer yet.
  const question = { text: '你刚才写的我们没有收到，可以再发一次吗？' };
  expect((await post(`/v1/tickets/${ticket!.id}/answer`, question)).status).toBe(200);
  expect(await next()).toContain('再发一次');
  expect((await act(check, 'adverse', { reason: 'x' })).status).toBe(409);
  await say('那条记录不是我的');
  for (const { id } of await ticketsOf(candidate)) await post(`/v1/tickets/${id}/close`);
  const { turn_seq } = (await repliesOf(check)).at(-1)!;
  expect((await act(check, 'acknowledge', { through_seq: turn_seq })).status).toBe(200);
  expect((await act(check, 'adverse', { reason: 'x' })).body.state).toBe('adverse');
});

it('that is answered while another interview goes on is decided by nobody before a person has read it', async () => {
  await insertOpening(node.runtime.sql, { ...sorterOpening('RIDE02'), role: 'courier', flow: 'courier' });
  const { link, next, say, check, candidate, id: first } = await asked();
  await fill(link);
  await next();
  await there.asked(check);
  await there.report(check, 'consider');
  await next();
  await act(check, 'pre_adverse', { letter: '查到一条记录。' });
  await next();
  expect(await say('RIDE02')).not.toMatch(/已经转给招聘的同事/);
  // Taken for an answer: no rule makes a ticket of it.
  expect(await say('那条记录是同名同姓的人，和我没有关系')).not.toMatch(/已经转给招聘的同事/);
  expect(await reasonsOf(candidate)).toEqual(['consider']);
  await later(9 * 24 * HOUR);
  for (const { id } of await ticketsOf(candidate)) await post(`/v1/tickets/${id}/close`);
  const replies = await repliesOf(check);
  // A code that begins an interview has no words.
  expect(replies.map(({ text }) => text)).toEqual(['', '那条记录是同名同姓的人，和我没有关系']);
  expect(replies[1]!.interview_id).not.toBe(first);
  const [one, last] = replies.map(({ turn_seq }) => turn_seq);
  const refused = {
    status: 409,
    body: { code: 'conflict', errors: [{ path: 'through_seq', message: `${last} is not acknowledged` }] },
  };
  expect(await act(check, 'adverse', { reason: 'x' })).toMatchObject(refused);
  await act(check, 'acknowledge', { through_seq: one });
  expect(await act(check, 'adverse', { reason: 'x' })).toMatchObject(refused);
  expect((await act(check, 'acknowledge', { through_seq: last! + 100 })).status).toBe(422);
  expect(await act(check, 'acknowledge', { through_seq: last })).toMatchObject({ body: { heard_seq: last } });
  expect((await act(check, 'adverse', { reason: 'x' })).body.state).toBe('adverse');
});

it('said as the letter asks for it in the middle of another interview it is a ticket, and answers no question', async () => {
  const { link, next, say, check, candidate, id: first } = await asked();
  await fill(link);
  await next();
  await there.asked(check);
  await there.report(check, 'consider');
  await next();
  await act(check, 'pre_adverse', { letter: '查到一条记录。' });
  await next();
  await say('RIDE02');
  expect(await say('有异议：那条记录不是我的')).toMatch(/已经转给招聘的同事/);
  expect(await reasonsOf(candidate)).toEqual(['consider', 'dispute']);
  expect(await repliesOf(check)).toMatchObject([
    { text: '' },
    { text: '有异议：那条记录不是我的', interview_id: first },
  ]);
});

it('is not made without consent: people talk about it, and may ask again', async () => {
  const { link, next, check, candidate } = await asked('en');
  expect(await (await fill(link, { ...PAPERS, agree: '', answer: 'refuse' })).text()).toContain('Understood');
  expect(await next()).toMatch(/no background check without your consent/);
  expect(await reasonsOf(candidate)).toEqual(['consent_refused']);
  await later(8 * 24 * HOUR);
  expect(await reasonsOf(candidate)).toEqual(['consent_refused']);
  expect(there.steps.has(check)).toBe(false);
  expect((await act(check, 'remind')).status).toBe(200);
  expect((await fetch(linkIn(await next()))).status).toBe(200);
});

it('that nobody fills in is asked for again after a day and after three, then a person looks', async () => {
  const { link, next, candidate } = await asked();
  await later(25 * HOUR);
  const second = linkIn(await next());
  // The line with the new one may have to wait for the morning: both open, and either of them once.
  for (const one of [link, second]) expect((await fetch(one)).status).toBe(200);
  await later(48 * HOUR);
  expect((await fetch(linkIn(await next()))).status).toBe(200);
  expect(await reasonsOf(candidate)).toEqual([]);
  await later(25 * HOUR);
  expect(await reasonsOf(candidate)).toEqual(['form_not_filled']);
});

it('is looked into by people where nobody else is asked to', async () => {
  const { link, next, check } = await asked('zh', 'built_in');
  await fill(link);
  await next();
  expect((await act(check, 'record', { state: 'clear', note: '查过了' })).body.state).toBe('clear');
  expect(await next()).toMatch(/做完了/);
  expect(there.steps.has(check)).toBe(false);
});

it('waits for a provider that is down, tells a person, and is begun once when it is back', async () => {
  const { link, next, check, candidate } = await asked();
  there.fault({ kind: 'server_error', times: 2 });
  there.fault({ kind: 'reset', accepted: true });
  await fill(link);
  await next();
  const { sql } = node.runtime;
  for (let n = 1; n <= 3; n++) {
    await waitFor(async () => {
      const [row] = await sql`select work_tries from steps where id = ${check} and work_token is null`;
      expect(row).toEqual({ work_tries: n });
    });
    if (n === 3) {
      expect(await read(check)).toMatchObject({ state: 'pending', trouble: 'provider_reset' });
      const reset = { state: 'degraded', detail: expect.stringContaining('(reset)') };
      await waitFor(async () => expect(await standing()).toEqual([reset, '0']));
    }
    await sql`update steps set work_due_at = now() where id = ${check}`;
  }
  await waitFor(async () => expect((await read(check)).trouble).toBeNull());
  await waitFor(async () => expect(await standing()).toEqual([{ state: 'ok' }, '1']));
  expect(await reasonsOf(candidate)).toEqual(['provider_reset']);
  expect(there.steps.get(check)).toMatchObject({ asked: 2, external_id: (await read(check)).external_id });
});

it('that a provider does not want is a ticket, and is not asked for again', async () => {
  const { link, next, check, candidate } = await asked();
  there.fault({ kind: 'refuse', code: 'not_offered_there' });
  await fill(link);
  await next();
  await waitFor(async () => expect(await reasonsOf(candidate)).toEqual(['refused_not_offered_there']));
  const [row] = await node.runtime.sql`select work from steps where id = ${check}`;
  expect(row).toEqual({ work: null });
  expect(await read(check)).toMatchObject({ state: 'pending', trouble: 'refused_not_offered_there' });
});

it('told twice, in the wrong order, late or by somebody else comes out the same', async () => {
  const { link, next, check, application } = await asked();
  await fill(link);
  await next();
  await there.asked(check);
  for (const kind of ['forged', 'changed', 'stale'] as const) {
    there.fault({ kind });
    expect(await there.report(check, 'clear')).toBe(401);
  }
  const at = (minutes: number) => ({ at: new Date(Date.now() - minutes * 60_000).toISOString() });
  there.fault({ kind: 'reordered' });
  await there.report(check, 'suspended', at(3));
  there.fault({ kind: 'duplicate' });
  await there.report(check, 'consider', at(2));
  expect(await next()).toMatch(/有要人来看的地方/);
  expect((await act(check, 'cancel', { reason: 'x' })).status).toBe(200);
  expect(await next()).toMatch(/取消了/);
  there.fault({ kind: 'late', ms: 50 });
  expect(await there.report(check, 'clear', at(1))).toBe(200);
  await node.settled();
  const { data } = (await node.call('GET', `/v1/events?application_id=${application}&limit=100`)).body;
  expect(data.map(({ type }) => String(type)).filter((type) => type.startsWith('background_check.'))).toEqual(
    [
      'background_check.collecting',
      'background_check.pending',
      'background_check.consider',
      'background_check.canceled',
    ],
  );
  await waitFor(() => expect(there.steps.get(check)).toMatchObject({ canceled: true }));
});

it('is called off when the candidate withdraws, and the provider hears of it', async () => {
  const { link, next, check, application } = await asked();
  await fill(link);
  await next();
  await there.asked(check);
  const out = { from_stage: 'background_check', to_stage: 'withdrawn', reason: 'asked to' };
  expect((await post(`/v1/applications/${application}/stage_moves`, out)).status).toBe(201);
  await waitFor(() => expect(there.steps.get(check)).toMatchObject({ canceled: true }));
  expect(await there.report(check, 'consider')).toBe(200);
  await sleep(0);
  expect(await read(check)).toMatchObject({ state: 'canceled' });
});
