/**
 * One person from the first hello to the last day, as the candidate and HR live it: the interview in the web chat, the decision
 * with its receipt, a background check by a provider, the contract on a phone, the first shift, a payslip, a resignation.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { FIELDS } from '../signing/signing.ts';
import { picture } from './pictures.ts';
import { setStage } from './stage.ts';
import type { Tab } from './visitor.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let provider: StepsEmulator;
beforeAll(async () => {
  provider = await StepsEmulator.start();
});
afterAll(() => provider.stop());

const stage = setStage(() => {
  const { BACKGROUND_CHECK_URL, BACKGROUND_CHECK_SECRET } = provider.environment;
  return {
    QUIET_HOURS: 'off',
    BACKGROUND_CHECK_URL: BACKGROUND_CHECK_URL!,
    BACKGROUND_CHECK_SECRET: BACKGROUND_CHECK_SECRET!,
  };
});

const hr = (method: string, path: string, body?: object, key?: string) =>
  stage.server.ask(method, path, body, key);

/** What comes next in the chat, once it has these words in it. */
async function told(chat: Tab, words: RegExp): Promise<string> {
  const last = async () => (await chat.heard()).slice(-2).join('\n');
  await expect.poll(last).toMatch(words);
  return last();
}

/** Lets time go by, and the clocks of the house notice it. */
const later = (milliseconds: number) => {
  stage.server.ahead += milliseconds;
};

async function interview(chat: Tab): Promise<void> {
  await chat.hears(/AI面试助手/);
  await chat.press('同意，开始');
  const said = [
    '我叫林小雨，在菜鸟驿站做过两年分拣。',
    '有一次箱子底下漏了，我马上拍照，把它放到一边，最后客户没有投诉。',
  ];
  for (let i = 0; i < 60; i++) {
    const before = (await chat.heard()).length;
    await chat.say(said[i] ?? (i % 2 ? '没有了' : '是'));
    await expect.poll(async () => (await chat.heard()).length).toBeGreaterThan(before);
    if (/24小时内告诉你/.test((await chat.heard()).at(-1) ?? '')) return;
  }
  throw new Error('the interview never came to its end');
}

it('goes from the first hello to the last day', { timeout: 480_000 }, async () => {
  const chat = await (await stage.onPhone()).open('SORT01');
  await interview(chat);
  const [application] = (await hr('GET', '/v1/applications')).data;
  const at = `/v1/applications/${application!.id}`;
  expect(application).toMatchObject({ stage: 'reviewing', next_step: { what: 'decision' } });

  // HR reads it, rates what was shown, and decides.
  const interviewId = application!.interview_id as string;
  const { data: turns } = await hr('GET', `/v1/interviews/${interviewId}/turns?limit=100`);
  const shown = turns.find(({ text }) => /拍照/.test(String(text)));
  const rating = {
    criteria: [{ id: 'care', score: 4, evidence: [{ turn_seq: shown!.seq, quote: '我马上拍照' }] }],
  };
  await hr('POST', `/v1/interviews/${interviewId}/assessments`, rating);
  await hr('POST', `${at}/decision`, { outcome: 'advance', reason: '细心，能上夜班', message: '欢迎你来' });
  expect(await told(chat, /好消息/)).toMatch(/我马上拍照/);

  // A check by a provider: the form on the phone, then the provider's word.
  const check = await hr('POST', '/v1/background_checks', {
    application_id: application!.id,
    agency: '安信核查 400-000-0000',
  });
  const [form] = /http\S+\/form\/\w+/.exec(await told(chat, /\/form\//)) ?? [];
  const formTab = await (await stage.onPhone()).at(form!);
  await formTab.page.locator('#legal_name').fill('林小雨');
  await formTab.page.locator('#id_number').fill('11010519491231002X');
  await formTab.page.locator('#agree').check();
  await picture(formTab.page, 'form');
  await formTab.page.locator('button[value=submit]').click();
  await told(chat, /背景核实这就开始/);
  const asked = await provider.asked(check.id);
  expect(asked.kind).toBe('background_check');
  await expect
    .poll(async () => (await hr('GET', `/v1/background_checks/${check.id}`)).external_id)
    .not.toBeNull();
  expect(await provider.report(check.id, 'clear')).toBe(200);
  await told(chat, /没有问题/);
  await chat.say('进度');
  await told(chat, /下一步是签合同/);

  // The contract, read and signed on a phone; work begins at nine in Shanghai, on the day after tomorrow.
  const startsAt = new Date(Math.ceil((Date.now() + DAY) / DAY) * DAY + HOUR);
  const fields = { ...FIELDS, starts_on: startsAt.toISOString().slice(0, 10) };
  const contract = await hr('POST', '/v1/contracts', {
    application_id: application!.id,
    provider: 'built_in',
    fields,
  });
  await hr('POST', `/v1/contracts/${contract.id}/send`, {});
  const [sign] = /http\S+\/sign\/\w+/.exec(await told(chat, /\/sign\//)) ?? [];
  const { page } = await (await stage.onPhone()).at(sign!);
  await page.getByLabel('你的姓名').fill('林小雨');
  await page.getByLabel('我已阅读并同意这份合同').check();
  await page.getByRole('button', { name: '把验证码发给我' }).click();
  await page.getByLabel('六位验证码').waitFor();
  const [code] = /\d{6}/.exec(await told(chat, /验证码：\d{6}/)) ?? [];
  await page.getByLabel('六位验证码').fill(code!);
  await page.getByRole('button', { name: '签署合同' }).click();
  await page.getByRole('heading', { name: '已经签好了' }).waitFor();
  await told(chat, /签好了/);

  // The first shift: told, reminded of, begun.
  const onboarding = await hr('POST', '/v1/onboardings', {
    application_id: application!.id,
    starts_at: startsAt.toISOString(),
    place: { name: '浦东分拨中心', address: '张江路88号', lat: 31.2, lon: 121.6 },
    bring: [{ zh: '身份证', en: 'your identity card' }],
    ask_for: { name: '王主管', phone: '+8613800000000' },
  });
  expect(await told(chat, /请留着这条消息/)).toMatch(/张江路88号[\s\S]*身份证[\s\S]*王主管/);
  later(startsAt.getTime() - Date.now() - 14 * HOUR);
  await told(chat, /提醒一下/);
  later(14 * HOUR);
  await told(chat, /到了就回“我到了”/);
  await chat.say('我到了');
  await told(chat, /已经登记你到岗了/);
  await hr('POST', `/v1/onboardings/${onboarding.id}/complete`, {});
  expect(await hr('GET', at)).toMatchObject({ stage: 'hired' });
  const [employment] = (await hr('GET', `/v1/employments?application_id=${application!.id}`)).data;
  expect(employment).toMatchObject({
    state: 'active',
    wage: { amount: '25.50', currency: 'CNY', per: 'hour' },
  });

  // A payslip in the chat, and a question about it.
  const today = new Date(Date.now() + stage.server.ahead).toISOString().slice(0, 10);
  await hr('POST', '/v1/pay_statements', {
    ...{
      employment_id: employment!.id,
      period_start: today,
      period_end: today,
      paid_on: today,
      currency: 'CNY',
    },
    ...{
      gross: '408.00',
      net: '380.00',
      lines: [{ label: { zh: '夜班补贴', en: 'Night allowance' }, amount: '60.00' }],
    },
  });
  later(DAY);
  expect(await told(chat, /实发/)).toMatch(/380[\s\S]*夜班补贴/);
  await chat.say('工资发了多少');
  await told(chat, /实发[\s\S]*380/);

  // A resignation: read back, confirmed, approved, and the last day.
  await chat.say('我想辞职');
  await told(chat, /最后一天打算做到哪天/);
  const lastDay = new Date(Date.now() + stage.server.ahead + 5 * DAY);
  await chat.say(`${lastDay.getMonth() + 1}月${lastDay.getDate()}日`);
  await told(chat, /对吗？/);
  await chat.say('是');
  await told(chat, /离职申请交给HR了/);
  const [approval] = (await hr('GET', '/v1/approvals?state=pending')).data;
  await hr('POST', `/v1/approvals/${approval!.id}/approve`, {});
  await told(chat, /HR同意了你的离职申请/);
  await chat.say('进度');
  await told(chat, new RegExp(`最后一天是${lastDay.getMonth() + 1}月`));
  later(7 * DAY);
  await expect.poll(async () => (await hr('GET', `/v1/employments/${employment!.id}`)).state).toBe('ended');
  await chat.say('进度');
  await told(chat, /工作已经结束了/);

  const timeline: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await hr('GET', `${at}/timeline?limit=100${cursor}`);
    timeline.push(...page.data.map(lineOf));
    if (!page.has_more) break;
    cursor = `&cursor=${String(page.next_cursor)}`;
  }
  console.log(timeline.join('\n'));
  const moves = timeline.flatMap((line) => /^\S+ stage_move .*→ (\w+)/.exec(line)?.[1] ?? []);
  expect(moves).toEqual([
    ...['interviewing', 'reviewing', 'advanced', 'background_check', 'contract', 'onboarding', 'hired'],
  ]);
  expect(new Set(timeline.map((line) => line.split(' ')[1]))).toEqual(
    new Set(['event', 'stage_move', 'step_move', 'decision', 'interview', 'message', 'ticket']),
  );
});

/** When, what, who: a line of the timeline. */
function lineOf(entry: Record<string, unknown>): string {
  const { at, kind, type } = entry;
  const said = entry.message as { from: string; text: string } | null;
  const moved = (entry.stage_move ?? entry.step_move) as Record<string, string> | null;
  const what = said
    ? `${said.from}: ${said.text?.split('\n')[0] ?? ''}`
    : moved
      ? `${moved.kind ?? 'application'} ${moved.from_stage ?? moved.from_state ?? ''} → ${moved.to_stage ?? moved.to_state} by ${moved.by}`
      : `${type ?? ''} ${JSON.stringify(entry.decision ?? entry.ticket ?? {})}`;
  return `${String(at)} ${String(kind)} ${what}`;
}
