/** People who leave something of themselves in every place that there is, to be looked for afterwards. */
import { expect } from 'vitest';
import { BUILT_IN_TEMPLATE } from '../../db/contract-templates.ts';
import type { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { newId } from '../../src/ids.ts';
import { sealIdentity } from '../../src/pipeline/identity.ts';
import { sample } from '../speech/samples.ts';
import { CODE, type TestNode } from './node.ts';

const PATIENCE_MS = 60_000;

/** Who writes from there. */
export async function whoIs(node: TestNode, address: string) {
  const [row] = await node.runtime.sql<{ candidate: string; conversation: string }[]>`
    select v.candidate_id as candidate, v.id as conversation
    from identities d join conversations v on v.id = d.conversation_id where d.address = ${address}`;
  return row as { candidate: string; conversation: string };
}

/** Somebody who has left something of themselves in every place that there is. */
export async function plant(node: TestNode, openai: OpenAiEmulator, address: number, mark: string) {
  const { sql } = node.runtime;
  const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    node.call('POST', path, body, headers);
  const words = {
    name: `林${mark}`,
    phone: `+86139${String(address).slice(-8)}`,
    address: String(address),
    before: `先问一句${mark}前`,
    answer: `我在${mark}仓库做过两年分拣`,
    corrected: `每小时${mark}件`,
    voice: `语音里说的是${mark}箱`,
    caption: `这是我的简历${mark}`,
    question: `宿舍离${mark}路远吗？`,
    hr: `不远，${mark}路走五分钟。`,
    reason: `电话里聊过${mark}`,
    verdict: `电话里很安静${mark}`,
    finding: `地址对不上${mark}`,
    place: `${mark}路88号仓库`,
    signer: `林小${mark}`,
    remark: `加班费${mark}没有写`,
    leaving: `家里有事${mark}`,
    approval: `同意，${mark}保重`,
    payroll: `payroll-${mark}`,
    line: `全勤奖${mark}`,
    message: `${mark}你好，谢谢你来聊`,
    skill: `会开${mark}叉车`,
    source: `${mark}介绍来的`,
  };
  const user = node.telegram.user(address, { first_name: words.name, language_code: 'zh-hans' });
  const say = async (text: string) => {
    user.send(text);
    return (await user.next(PATIENCE_MS)).text;
  };
  const first = user.send(`/start ${CODE}`);
  await user.next(PATIENCE_MS);
  await say(words.before);
  await say('同意');
  await say(words.answer);
  user.edit(user.send('大概'), words.corrected);
  await user.next(PATIENCE_MS);
  openai.hears({ text: words.voice });
  user.sendVoice(sample('en.amr'), { duration: 3, mime_type: 'audio/amr' });
  await user.next(PATIENCE_MS);
  user.sendDocument(Buffer.from('a file'), { file_name: `resume-${mark}.pdf`, caption: words.caption });
  await user.next(PATIENCE_MS);
  await say(words.question);
  await node.settled();
  const { candidate: id, conversation } = await whoIs(node, words.address);
  const [ticket] = (await node.call('GET', `/v1/tickets?candidate_id=${id}&kind=question`)).body.data;
  expect((await post(`/v1/tickets/${ticket!.id}/answer`, { text: words.hr })).status).toBe(200);
  await node.call('PATCH', `/v1/candidates/${id}`, {
    phone: words.phone,
    profile: { skills: [words.skill] },
    preferences: { slots: ['fri 22:00-06:00'] },
    location: { lat: 31.2, lon: 121.5 },
  });
  const papers = { legal_name: words.name, id_number: `PASS${mark}`, birth_date: '2001-05-31' };
  const sealed = sealIdentity(node.runtime.identities, id, papers);
  await sql`update candidates set source = ${words.source}, identity = ${sealed} where id = ${id}`;
  const [application] = (await node.call('GET', `/v1/applications?candidate_id=${id}`)).body.data;
  const move = await post(
    `/v1/applications/${application!.id}/stage_moves`,
    { from_stage: application!.stage, to_stage: 'reviewing', reason: words.reason },
    { 'idempotency-key': `move-${mark.match(/\d+/)}` },
  );
  expect(move.status).toBe(201);
  const decided = await post(
    `/v1/applications/${application!.id}/decision`,
    { outcome: 'advance', reason: words.verdict, message: words.message },
    { 'idempotency-key': `decide-${mark.match(/\d+/)}` },
  );
  expect(decided.status).toBe(201);
  await node.settled();
  await sql`
    insert into steps (id, application_id, kind, provider, state, data)
    values (${newId('bgc')}, ${String(application!.id)}, 'background_check', 'built_in', 'consider',
      ${sql.json({ note: words.finding })})`;
  const [contract, paper] = [newId('ctr'), newId('med')];
  await sql`
    insert into steps (id, application_id, kind, provider, state)
    values (${contract}, ${String(application!.id)}, 'contract', 'built_in', 'signed')`;
  const terms = { employer: '顺达', candidate_name: words.signer, place: words.place };
  await sql`
    insert into contracts (step_id, template_id, template_version, language, zone, job_title, made_at, expires_in_days,
      terms, document_id, document_hash, document_bytes, signer, signed_at, remark)
    values (${contract}, ${BUILT_IN_TEMPLATE}, 1, 'zh', 'UTC', '{"zh": "分拣员", "en": "Sorter"}', now(), 7,
      ${sql.json(terms)}, ${paper}, 'ab', 4, ${words.signer}, now(), ${words.remark})`;
  await node.runtime.media.put(paper, Buffer.from('%PDF'), 'application/pdf');
  const work = newId('emp');
  await sql`
    insert into employments (id, application_id, state, starts_on, ends_on, end_reason, end_note, source, remote_id)
    values (${work}, ${String(application!.id)}, 'ended', '2026-01-05', '2026-02-28', 'resigned', ${words.leaving},
      'payroll', ${words.payroll})`;
  await sql`insert into wages (employment_id, from_on, amount, currency, per) values (${work}, '2026-01-05', 26, 'CNY', 'hour')`;
  await sql`
    insert into approvals (id, kind, employment_id, state, asked_by, data, reason)
    values (${newId('apv')}, 'resignation', ${work}, 'approved', 'candidate', '{"last_day": "2026-02-28"}',
      ${words.approval})`;
  await sql`
    insert into pay_statements (id, employment_id, period_start, period_end, paid_on, currency, gross, net, lines)
    values (${newId('pay')}, ${work}, '2026-01-05', '2026-01-31', '2026-02-05', 'CNY', 5000, 4700,
      ${sql.json([{ label: { zh: words.line, en: words.line }, amount: '200.00' }])})`;
  await node.settled();
  const [told] = await sql<{ seq: number; interview: string }[]>`
    select seq, interview_id as interview from turns where conversation_id = ${conversation} and text = ${words.answer}`;
  const rating = {
    criteria: [{ id: 'care', score: 4, evidence: [{ turn_seq: told!.seq, quote: words.answer }] }],
  };
  const rate = () =>
    post(`/v1/interviews/${told!.interview}/assessments`, rating, {
      'idempotency-key': `rate-${mark.match(/\d+/)}`,
    });
  expect((await rate()).status).toBe(201);
  const [interview] = await sql<
    { id: string }[]
  >`select id from interviews where conversation_id = ${conversation}`;
  return {
    user,
    first,
    // Of what is sealed, what stands in the row.
    words: { ...words, papers: Buffer.from(sealed).toString('hex') },
    id,
    conversation,
    application: String(application!.id),
    interview: interview!.id,
    contract,
    paper,
    rate,
  };
}
