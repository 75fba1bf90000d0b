/** Who and what requests can be about, each made anew by the API itself, named as paths and bodies name it. */
import { newId } from '../../src/ids.ts';
import { builtInTemplate } from '../../src/pipeline/contract/built-in.ts';
import { FIELDS } from '../signing/signing.ts';
import { type Harness, OPENING } from './harness.ts';

export type Known = Record<string, string>;

export const TIMES = { starts_at: '2026-03-06T22:00:00+08:00', ends_at: '2026-03-07T06:00:00+08:00' };
export const DAYS = {
  ...{ starts_on: '2026-03-06', from: '2099-01-01', ends_on: '2099-01-01', paid_on: '2026-04-05' },
  ...{ period_start: '2026-03-01', period_end: '2026-03-31' },
};
const PERIOD = { period_start: DAYS.period_start, period_end: DAYS.period_end };

const made = async (api: Harness, path: string, body: unknown): Promise<string> => {
  const answer = await api.call('POST', path, body);
  if (answer.status !== 201) throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`);
  return answer.body.id;
};

export const opening = (api: Harness) => made(api, '/v1/openings', { ...OPENING, status: 'open' });
export const candidate = (api: Harness) => made(api, '/v1/candidates', {});

/** An application in this stage, of somebody new. */
export async function applied(api: Harness, stage = 'applied', opening_id?: string): Promise<Known> {
  const about = { opening_id: opening_id ?? (await opening(api)), candidate_id: await candidate(api) };
  const application_id = await made(api, '/v1/applications', about);
  await api.sql`update applications set stage = ${stage} where id = ${application_id}`;
  const { opening_id: openings, candidate_id: candidates } = about;
  return { ...about, application_id, openings, candidates, applications: application_id };
}

/** Somebody who is invited to the interview, and for whom a ticket is open; and a shift of the opening. */
export async function applicant(api: Harness, opening_id?: string): Promise<Known> {
  const who = await applied(api, 'applied', opening_id);
  const about = { opening_id: who.opening_id, candidate_id: who.candidate_id };
  const invited = await api.call('POST', '/v1/invitations', { ...about, send: false });
  const shift_id = await made(api, `/v1/openings/${who.opening_id}/shifts`, { ...TIMES, capacity: 5 });
  const tickets = await ticket(api, who.candidate_id!);
  const interviews = String(invited.body.interview_id);
  return { ...who, shift_id, tickets, invitations: invited.body.id, interviews };
}

/** Nobody makes one by the API. */
export async function ticket(api: Harness, candidate_id: string): Promise<string> {
  const id = newId('tkt');
  await api.sql`
    insert into tickets (id, conversation_id, kind)
    select ${id}, id, 'question' from conversations where candidate_id = ${candidate_id}`;
  return id;
}

/** Somebody who is to come to a first shift. */
export async function starter(api: Harness): Promise<Known> {
  const who = await applied(api, 'contract');
  const first = {
    application_id: who.application_id,
    starts_at: '2099-01-01T00:00:00Z',
    place: { name: 'x' },
  };
  return { ...who, onboardings: await made(api, '/v1/onboardings', first) };
}

/** Somebody who works, and what is kept of that; a change of wage waits. */
export async function worker(api: Harness): Promise<Known> {
  // Beside somebody else's first shift: who works already waits for none.
  const onboardings = (await starter(api)).onboardings!;
  const who: Known = { ...(await applied(api, 'contract')), onboardings };
  const begun = { application_id: who.application_id, starts_on: DAYS.starts_on };
  const employment_id = await made(api, '/v1/employments', begun);
  const wage = { amount: '26.50', currency: 'CNY', per: 'hour' };
  const pay = { ...PERIOD, paid_on: DAYS.paid_on, employment_id, currency: 'CNY', gross: '1', net: '1' };
  return {
    ...who,
    ...{ employments: employment_id, employment_id },
    pay_statements: await made(api, '/v1/pay_statements', pay),
    performance_records: await made(api, '/v1/performance_records', { ...PERIOD, employment_id }),
    approvals: await made(api, '/v1/approvals', {
      ...{ kind: 'wage_change', employment_id, wage, from: DAYS.from },
    }),
  };
}

/** Somebody who has a contract to sign, and a template of it. */
export async function signer(api: Harness): Promise<Known> {
  const who = await applied(api, 'advanced');
  const template = { name: 'ours', body: builtInTemplate().body };
  return {
    ...who,
    contracts: await made(api, '/v1/contracts', { application_id: who.application_id, fields: FIELDS }),
    contract_templates: await made(api, '/v1/contract_templates', template),
  };
}

/** Somebody who is looked into. */
export async function looked(api: Harness): Promise<Known> {
  const who = await applied(api, 'advanced');
  const { application_id } = who;
  return { ...who, background_checks: await made(api, '/v1/background_checks', { application_id }) };
}

/** Whoever is told what happens. */
export async function receiver(api: Harness): Promise<Known> {
  const hook = { url: 'https://example.com/hook', events: ['*'] };
  return { webhook_endpoints: await made(api, '/v1/webhook_endpoints', hook) };
}

/** A file of one person that waits to be taken in. */
export async function imported(api: Harness): Promise<string> {
  const table = { 'content-type': 'text/csv' };
  return (await api.call('POST', '/v1/imports?kind=candidates', 'phone\n+8613800138000\n', table)).body.id;
}

/** What has to stay of somebody. */
export async function held(api: Harness): Promise<string> {
  return made(api, '/v1/legal_holds', {
    ...{ candidate_id: await candidate(api), parts: ['contracts'], reason: 'a court' },
  });
}
