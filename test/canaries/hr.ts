/** What people of HR write about somebody, and to them, from the first line to the last day; and what is then filled in and signed. */
import { expect } from 'vitest';
import { FIELDS, post as fill, isoDay } from '../signing/signing.ts';
import { waitUntil } from '../support/patience.ts';
import type { Stage } from './stage.ts';
import type { Talker } from './ways.ts';

const PATIENCE = { timeout: 60_000, interval: 20 };

interface Case {
  id: string;
  conversation: string;
  mark: string;
  /** Nobody else has this number. */
  n: number;
  talker: Talker;
  word(what: string, text: string): string;
  /** They write something: where only so many lines may follow one of theirs, more may. */
  writes(): Promise<void>;
}

type Post = (path: string, body?: object, headers?: Record<string, string>) => Promise<{ id: string }>;

/** One half of them is checked, the other signs and works: nobody does both at once. */
export async function decide(stage: Stage, about: Case): Promise<void> {
  const { node } = stage;
  const { id, conversation, mark, n, talker, word } = about;
  let made = 0;
  const post: Post = async (path, body = {}, headers = {}) => {
    // An integrator may name its keys after people.
    const key = { 'idempotency-key': `${mark}-${++made}` };
    const answer = await node.call('POST', path, body, { ...key, ...headers });
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const profile = await node.call('PATCH', `/v1/candidates/${id}`, {
    name: word('name', `林小${mark}`),
    phone: word('phone', `+86${13_966_012_347 + n * 7919}`),
    profile: { skills: [word('skill', `会开${mark}叉车`)] },
    location: { lat: 31.2, lon: Number(word('place', `121.4${10_000 + n * 13}1`)) },
  });
  expect(profile.status, JSON.stringify(profile.body)).toBe(200);
  word('key of a repetition', `${mark}-1`);

  const [interview] = await node.runtime.sql<{ id: string; application: string }[]>`
    select id, application_id as application from interviews where conversation_id = ${conversation}`;
  const at = `/v1/interviews/${interview!.id}`;
  await post(`${at}/takeover`);
  await post(`${at}/messages`, { text: word('line of HR', `我是${mark}组的小李`) });
  await post(`${at}/handback`);
  const [ticket] = (await node.call('GET', `/v1/tickets?candidate_id=${id}&state=open`)).body.data;
  await post(`/v1/tickets/${ticket!.id}/answer`, { text: word('answer to a ticket', `${mark}路走五分钟`) });
  const [told] = await node.runtime.sql<{ seq: number; text: string }[]>`
    select seq, text from turns where conversation_id = ${conversation} and text like ${`我在${mark}%`}`;
  await post(`${at}/assessments`, {
    criteria: [{ id: 'care', score: 4, evidence: [{ turn_seq: told!.seq, quote: told!.text }] }],
  });
  const application = `/v1/applications/${interview!.application}`;
  await post(`${application}/stage_moves`, {
    from_stage: (await node.call('GET', application)).body.stage,
    to_stage: 'reviewing',
    reason: word('reason of a move', `电话里聊过${mark}`),
  });
  await post(`${application}/decision`, {
    outcome: 'advance',
    reason: word('reason of a decision', `笔记里写着${mark}`),
    message: word('message of a decision', `${mark}你好，谢谢你来聊`),
  });
  await about.writes();
  // Whoever is spoken for by an integrator is told no link.
  const reached = talker.heard().length > 0;
  if (!reached || Math.floor(n / 26) % 2 === 0)
    return check(stage, about, post, interview!.application, reached);
  await sign(about, post, interview!.application);
  await employ(stage, about, post, interview!.application);
}

async function check(
  { node, provider }: Stage,
  { mark, talker, word, n }: Case,
  post: Post,
  application_id: string,
  reached: boolean,
): Promise<void> {
  const { id } = await post('/v1/background_checks', { application_id });
  if (!reached) return;
  const [link, token] = await inTheChat(talker, /https?:\/\/\S+\/form\/([A-Z0-9]{24})/);
  word('link to the form', token!);
  const papers = {
    legal_name: word('legal name', `林${mark}法`),
    id_number: word('ID number', residentNumber(n)),
    birth_date: '',
    agree: 'yes',
    answer: 'submit',
  };
  const send = (form: Record<string, string>) =>
    fetch(link!, { method: 'POST', body: new URLSearchParams(form) });
  // First with a mistake: the page that says so has what was typed.
  expect((await send({ ...papers, agree: '' })).status).toBe(422);
  expect((await send(papers)).status).toBe(200);
  await provider.asked(id);
  await waitUntil(async () => {
    const { body } = await node.call('GET', `/v1/background_checks/${id}`);
    return body.external_id !== null;
  }, PATIENCE);
  expect(await provider.report(id, 'consider', { detail: word('finding', `court_${mark}`) })).toBe(200);
  await post(`/v1/background_checks/${id}/pre_adverse`, { letter: word('letter', `查到${mark}一条记录`) });
}

async function sign({ mark, talker, word, writes }: Case, post: Post, application_id: string): Promise<void> {
  const name = word('signer', `林${mark}签`);
  const place = word('place of work', `${mark}路88号`);
  const { id } = await post('/v1/contracts', {
    application_id,
    fields: { ...FIELDS, candidate_name: name, place },
  });
  await post(`/v1/contracts/${id}/send`);
  const [link, token] = await inTheChat(talker, /http\S+\/sign\/(\w+)/);
  word('link to the contract', token!);
  expect((await fill(link!, 'code', { name, read: 'yes' })).status).toBeLessThan(400);
  await writes();
  const [, code] = await inTheChat(talker, /验证码：(\d{6})/);
  expect((await fill(link!, 'sign', { code: code! })).text).toContain('已经签好了');
}

async function employ(
  { node }: Stage,
  { mark, word }: Case,
  post: Post,
  application_id: string,
): Promise<void> {
  const origin = (what: string, end: string) => ({ source: 'hris', remote_id: word(what, `${end}-${mark}`) });
  const wage = { amount: '26.50', currency: 'CNY', per: 'hour' };
  const period = { period_start: isoDay(-40), period_end: isoDay(-10) };
  const { id: employment_id } = await post('/v1/employments', {
    ...{ application_id, starts_on: isoDay(-50), wage },
    ...origin('name in the payroll', 'payroll'),
  });
  await post('/v1/performance_records', {
    ...{ employment_id, ...period, metrics: { parcels_per_hour: 118 }, rating: 4 },
    ...origin('name of a record', 'record'),
  });
  const label = word('line of a payslip', `${mark}全勤奖`);
  await post('/v1/pay_statements', {
    ...{ employment_id, ...period, paid_on: isoDay(-5), currency: 'CNY', gross: '5300.10', net: '4980.00' },
    lines: [{ label: { zh: label, en: label }, amount: '200.00' }],
    ...origin('name of a payslip', 'payslip'),
  });
  const asked = await post('/v1/approvals', {
    ...{ kind: 'wage_change', employment_id, from: isoDay(2), wage: { ...wage, amount: '28.00' } },
    note: word('note of a wage', `${mark}做得好`),
  });
  const other = await node.call('POST', '/v1/keys', { name: 'another', scopes: ['admin'] });
  await post(
    `/v1/approvals/${asked.id}/reject`,
    { reason: word('reason of a rejection', `${mark}下个月再说`) },
    { authorization: `Bearer ${other.body.key}` },
  );
  await post(`/v1/employments/${employment_id}/end`, {
    ...{ ends_on: isoDay(-1), reason: 'resigned' },
    note: word('note of an end', `家里有事${mark}`),
  });
}

/** Waits for a line that looks so. */
async function inTheChat(talker: Talker, pattern: RegExp): Promise<RegExpExecArray> {
  return waitUntil(
    () =>
      talker
        .heard()
        .flatMap((text) => [pattern.exec(text)])
        .findLast((match) => match !== null),
    PATIENCE,
  ) as Promise<RegExpExecArray>;
}

/** An identity card of nobody, with the digit at its end that checks it (GB 11643). */
function residentNumber(n: number): string {
  const front = `110105199${n % 10}0${(n % 9) + 1}12${String(n).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(front[i]), 0);
  return front + '10X98765432'[sum % 11];
}
