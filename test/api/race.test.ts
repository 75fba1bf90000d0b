/**
 * Every POST of the API under one key: sent fifty times at once, over many connections to two processes, it has one effect;
 * sent again much later, the same answer.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../db/client.ts';
import { askErasure } from '../../db/erasure.ts';
import { eraseEverything } from '../../db/forgetting.ts';
import { newId } from '../../src/ids.ts';
import { builtInTemplate } from '../../src/pipeline/contract/built-in.ts';
import { plainModel, SAID, scripted } from '../assessment/people.ts';
import { interviewOf, run } from '../assessment/stage.ts';
import { FIELDS, isoDay } from '../signing/signing.ts';
import { createDatabase } from '../support/services.ts';
import { type Operation, operationsOf, readDocument } from './document.ts';
import { type Harness, OPENING, startHarness } from './harness.ts';
import { signedIn } from './person.ts';
import * as make from './subjects.ts';

const AT_ONCE = 50;
const HOUR = 3_600_000;

/** How far the clocks of both processes are ahead. */
let ahead = 0;
const inAnHour = () => new Date(Date.now() + HOUR).toISOString();
/** Before any of the reminders of a first shift. */
const inAMonth = () => new Date(Date.now() + 30 * 24 * HOUR).toISOString();

/** What a request is about, and its body. */
interface Subject {
  known?: make.Known;
  body?: object;
  /** Instead of a body as JSON: a file. */
  table?: string;
  query?: string;
}

let api: Harness;
let other: Harness;
let posts: Operation[];
const servers: ReturnType<typeof serve>[] = [];
const urls: string[] = [];

beforeAll(async () => {
  const databaseUrl = await createDatabase();
  const open = async () =>
    startHarness({ now: () => Date.now() + ahead }, await connect({ databaseUrl, dataDir: '' }));
  api = await open();
  other = await open();
  posts = operationsOf(await readDocument(api)).filter(({ method }) => method === 'POST');
  await countWrites();
  for (const { app } of [api, other]) {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    servers.push(server);
    await once(server, 'listening');
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
});
afterAll(async () => {
  for (const server of servers) server.close();
  await other.close();
  await api.close();
});

/**
 * Every row that a committed transaction writes, in whatever table, is counted. But for drafts: each of those who race
 * prints a paper first, or keeps a file, and what nobody committed is swept away when it is old. And but for the audit log:
 * whoever asks again is written down again.
 */
async function countWrites(): Promise<void> {
  await api.sql.unsafe(`
    create table writes (what text not null);
    create function count_write() returns trigger language plpgsql as $$
    begin insert into writes values (tg_op || ' ' || tg_table_name); return null; end $$;
    do $$ declare one text; begin
      for one in select tablename from pg_tables where schemaname = 'public' and tablename not in ('writes', 'media_drafts', 'import_files', 'audit_log') loop
        execute format('create trigger count_writes after insert or update or delete on %I for each row execute function count_write()', one);
      end loop;
    end $$;`);
}

/** What was written since the last time, as `INSERT events 2`. */
async function written(): Promise<string[]> {
  const rows = await api.sql<{ what: string; n: number }[]>`
    with gone as (delete from writes returning what)
    select what, count(*)::int as n from gone group by what order by what`;
  return rows.map(({ what, n }) => `${what} ${n}`);
}

const stepIs = async (known: make.Known, id: string, state: string) => {
  await api.sql`update steps set state = ${state} where id = ${known[id]!}`;
  return known;
};
const why = { reason: 'seen' };

/** Somebody in the middle of an interview, who can be reached. */
async function speaker(): Promise<make.Known> {
  const known = await make.applicant(api);
  const identity = newId('idn');
  await api.sql`
    insert into identities (id, conversation_id, channel, account, address)
    select ${identity}, id, 'telegram', '1', ${identity} from conversations where candidate_id = ${known.candidate_id!}`;
  await api.sql`update conversations set reply_identity_id = ${identity} where candidate_id = ${known.candidate_id!}`;
  await api.sql`update interviews set status = 'in_progress', started_at = now() where id = ${known.interviews!}`;
  return known;
}

async function onboarding(state: string): Promise<make.Known> {
  const known = await stepIs(await make.starter(api), 'onboardings', state);
  await api.sql`update applications set stage = 'onboarding' where id = ${known.application_id!}`;
  return known;
}

async function check(state: string): Promise<make.Known> {
  const known = await stepIs(await make.looked(api), 'background_checks', state);
  await api.sql`update applications set stage = 'background_check' where id = ${known.application_id!}`;
  await api.sql`update steps set due_at = now() - interval '1 day' where id = ${known.background_checks!}`;
  return known;
}

/** By operation: somebody fresh for it. A POST that is not here fails. */
const SUBJECTS: Record<string, () => Promise<Subject>> = {
  createOpening: async () => ({ body: { ...OPENING, status: 'open' } }),
  createShift: async () => ({
    known: { openings: await make.opening(api) },
    body: { ...make.TIMES, capacity: 5 },
  }),
  createCandidate: async () => ({ body: { name: '林小雨', source: 'race', remote_id: newId('req') } }),
  createApplication: async () => ({
    body: { opening_id: await make.opening(api), candidate_id: await make.candidate(api) },
  }),
  moveStage: async () => ({
    known: await make.applied(api, 'reviewing'),
    body: { from_stage: 'reviewing', to_stage: 'interviewing' },
  }),
  decide: async () => ({
    known: await make.applied(api, 'reviewing'),
    body: { outcome: 'advance', next_step_by: inAnHour(), ...why },
  }),
  createOnboarding: async () => {
    const known = await make.applied(api, 'contract');
    const body = { starts_at: inAMonth(), place: { name: 'x' } };
    return { known, body: { ...body, application_id: known.application_id } };
  },
  rescheduleOnboarding: async () => ({
    known: await onboarding('scheduled'),
    body: { starts_at: inAMonth() },
  }),
  checkInOnboarding: async () => ({ known: await onboarding('scheduled'), body: {} }),
  noShowOnboarding: async () => {
    const known = await onboarding('scheduled');
    await api.sql`
      update steps set data = data || '{"starts_at": "2026-01-01T00:00:00Z"}' where id = ${known.onboardings!}`;
    return { known, body: why };
  },
  completeOnboarding: async () => ({ known: await onboarding('checked_in'), body: {} }),
  cancelOnboarding: async () => ({ known: await onboarding('scheduled'), body: why }),
  createEmployment: async () => {
    const { application_id } = await make.applied(api, 'contract');
    return { body: { application_id, starts_on: '2026-03-06' } };
  },
  endEmployment: async () => ({
    known: await make.worker(api),
    body: { ends_on: '2026-03-06', reason: 'other' },
  }),
  askApproval: async () => {
    const { approvals, employment_id } = await make.worker(api);
    await api.call('POST', `/v1/approvals/${approvals}/reject`, why);
    const wage = { amount: '27', currency: 'CNY', per: 'hour' };
    return { body: { kind: 'wage_change', employment_id, wage, from: isoDay(2) } };
  },
  approve: async () => {
    const known = await make.worker(api);
    await api.sql`update approvals set asked_by = 'somebody else' where id = ${known.approvals!}`;
    return { known, body: {} };
  },
  reject: async () => ({ known: await make.worker(api), body: why }),
  recordPerformance: async () => {
    const { employment_id } = await make.worker(api);
    return { body: { employment_id, period_start: '2026-04-01', period_end: '2026-04-30' } };
  },
  recordPay: async () => {
    const { employment_id } = await make.worker(api);
    const period = { period_start: '2026-04-01', period_end: '2026-04-30', paid_on: '2026-05-05' };
    return { body: { ...period, employment_id, currency: 'CNY', gross: '1', net: '1' } };
  },
  createContractTemplate: async () => ({ body: { name: 'ours', body: builtInTemplate().body } }),
  createContract: async () => {
    const { application_id } = await make.applied(api, 'advanced');
    return { body: { application_id, fields: FIELDS } };
  },
  sendContract: async () => ({ known: await make.signer(api), body: {} }),
  voidContract: async () => ({ known: await make.signer(api), body: why }),
  createAssessment: async () => {
    const one = await interviewOf(api.sql, SAID.zh);
    await run(api.sql, one, scripted(plainModel));
    return { known: { interviews: one.id }, body: { criteria: [{ id: 'care', score: 3 }] } };
  },
  createBackgroundCheck: async () => {
    const { application_id } = await make.applied(api, 'advanced');
    return { body: { application_id } };
  },
  recordBackgroundCheck: async () => ({
    known: await check('pending'),
    body: { state: 'clear', note: 'seen' },
  }),
  remindBackgroundCheck: async () => ({ known: await check('collecting'), body: {} }),
  preAdverseBackgroundCheck: async () => ({ known: await check('consider'), body: { letter: 'found' } }),
  adverseBackgroundCheck: async () => ({ known: await check('on_hold'), body: why }),
  clearBackgroundCheck: async () => ({ known: await check('consider'), body: why }),
  cancelBackgroundCheck: async () => ({ known: await check('collecting'), body: why }),
  takeOverInterview: async () => ({ known: await speaker() }),
  handBackInterview: async () => {
    const known = await speaker();
    await api.call('POST', `/v1/interviews/${known.interviews}/takeover`);
    return { known };
  },
  createMessage: async () => ({ known: await speaker(), body: { text: 'hello', from: 'candidate' } }),
  answerTicket: async () => ({ known: await speaker(), body: { text: 'hello' } }),
  closeTicket: async () => ({ known: await speaker(), body: {} }),
  createInvitation: async () => {
    const { opening_id, candidate_id } = await make.applied(api);
    return { body: { opening_id, candidate_id, send: false } };
  },
  revokeInvitation: async () => ({ known: await make.applicant(api) }),
  createWebhookEndpoint: async () => ({ body: { url: 'https://example.com/hook', events: ['*'] } }),
  pingWebhookEndpoint: async () => ({ known: await make.receiver(api) }),
  rotateWebhookSecret: async () => ({ known: await make.receiver(api) }),
  replayWebhooks: async () => {
    const known = await make.receiver(api);
    await make.candidate(api);
    const [event] = await api.sql<{ id: string }[]>`select id from events order by position desc limit 1`;
    return { known, body: { event_ids: [event!.id] } };
  },
  createKey: async () => ({ body: { name: 'x', scopes: ['openings:read'], expires_at: inAnHour() } }),
  acknowledgeBackgroundCheck: async () => {
    const known = await check('on_hold');
    await api.sql`
      update steps set data = data || '{"told_after_seq": 0}' where id = ${known.background_checks!}`;
    await api.sql`
      insert into turns (conversation_id, seq, batch, speaker, channel, kind, text, at)
      select id, 1, 1, 'candidate', 'telegram', 'other', 'not me', now()
      from conversations where candidate_id = ${known.candidate_id!}`;
    await api.sql`update conversations set turn_seq = 1 where candidate_id = ${known.candidate_id!}`;
    return { known, body: { through_seq: 1 } };
  },
  createImport: async () => ({ query: '?kind=candidates&source=race', table: 'remote_id\n1\n' }),
  cancelImport: async () => ({ known: { imports: await make.imported(api) }, body: {} }),
  createLegalHold: async () => ({
    body: { candidate_id: await make.candidate(api), parts: ['contracts'], ...why },
  }),
  releaseLegalHold: async () => ({ known: { legal_holds: await make.held(api) }, body: {} }),
  inviteUser: async () => ({ body: { email: `${newId('req')}@example.com`, role: 'viewer' } }),
  inviteUserAgain: async () => ({ known: { users: (await signedIn(api.sql, 'viewer')).id } }),
  revokeUserSession: async () => {
    const { id } = await signedIn(api.sql, 'viewer');
    const [session] = await api.sql<{ id: string }[]>`select id from user_sessions where user_id = ${id}`;
    return { known: { users: id, session_id: session!.id } };
  },
  rotateKey: async () => {
    const { body } = await api.call('POST', '/v1/keys', { name: 'x', scopes: ['openings:read'] });
    return { known: { keys: body.id }, body: {} };
  },
  revokeKey: async () => {
    const { body } = await api.call('POST', '/v1/keys', { name: 'x', scopes: ['openings:read'] });
    return { known: { keys: body.id } };
  },
};

interface Answer {
  status: number;
  replayed: boolean;
  text: string;
  body: Record<string, unknown>;
}

async function ready(operation: Operation) {
  const prepare = SUBJECTS[operation.id];
  if (!prepare) throw new Error(`Nothing is prepared here for ${operation.id}.`);
  const { known = {}, body, table, query = '' } = await prepare();
  const path =
    operation.path
      .replace('{id}', known[operation.path.split('/')[2]!] ?? 'nobody')
      .replace('{session_id}', known.session_id ?? 'nobody') + query;
  const sent = table ?? (body && JSON.stringify(body));
  const type = table === undefined ? 'application/json' : 'text/csv';
  await written();
  return async (key: string, to = 0): Promise<Answer> => {
    const answer = await fetch(urls[to % urls.length] + path, {
      method: 'POST',
      headers: {
        'idempotency-key': key,
        authorization: `Bearer ${[api, other][to % 2]!.bootstrapKey}`,
        ...(sent !== undefined && { 'content-type': type }),
      },
      ...(sent !== undefined && { body: sent }),
    });
    const replayed = answer.headers.get('idempotent-replayed') === 'true';
    const text = await answer.text();
    return { status: answer.status, replayed, text, body: JSON.parse(text) as Answer['body'] };
  };
}

/** Said in the first answer and never again. */
const withoutSecrets = ({ key: _, secret: __, link: ___, ...body }: Answer['body']) => body;

it('has one effect, one first answer, and the same answer for whoever asks again', async () => {
  expect(posts.length).toBeGreaterThan(40);
  const secrets: string[] = [];
  for (const operation of posts) {
    const alone = await ready(operation);
    const first = await alone(newId('req'));
    expect(first.status, `${operation.id} ${JSON.stringify(first.body)}`).toBeLessThan(300);
    const oneEffect = await written();
    expect(oneEffect.join(), operation.id).toContain('INSERT idempotency 1');

    const post = await ready(operation);
    const key = newId('req');
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => post(key, i)));
    expect(await written(), operation.id).toEqual(oneEffect);
    const good = answers.filter(({ status }) => status === first.status);
    const running = answers.filter(
      ({ status, body }) => status === 409 && /still runs/.test(String(body.detail)),
    );
    expect(good.length + running.length, `${operation.id} ${JSON.stringify(answers[0])}`).toBe(AT_ONCE);
    const firsts = good.filter(({ replayed }) => !replayed);
    expect(firsts, operation.id).toHaveLength(1);
    const again = await post(key, 1);
    expect(again).toMatchObject({ status: first.status, replayed: true });
    for (const { body } of [...good, again])
      expect(withoutSecrets(body), operation.id).toEqual(withoutSecrets(firsts[0]!.body));
    for (const { body } of good.filter(({ replayed }) => replayed)) expect(body).toEqual(again.body);
    expect(await written(), operation.id).toEqual([]);
    const said = [firsts[0]!.body.key, firsts[0]!.body.secret].filter((one) => typeof one === 'string');
    secrets.push(...(said as string[]));
  }
  expect(secrets.map((one) => one.slice(0, 3))).toEqual(expect.arrayContaining(['tk_', 'whs']));
  for (const secret of secrets)
    expect(await api.sql`select 1 from idempotency where strpos(body::text, ${secret}) > 0`).toEqual([]);
});

/** A month later: everything is over, whatever it was, and neither the flows nor our own address are there any more. */
async function movedOn(look: () => Promise<void>): Promise<void> {
  await api.sql.unsafe(`
    update openings set status = 'closed';
    update applications set stage = 'withdrawn';
    update steps set state = case kind when 'contract' then 'voided' else 'canceled' end, ended_at = now();
    update interviews set status = 'withdrawn';
    update invitations set revoked_at = now();
    update tickets set state = 'closed', settled_at = now(), settled_by = 'somebody else';
    update employments set state = 'ended', ends_on = starts_on, end_reason = 'other';
    update approvals set state = 'canceled';
    update conversations set state = null;
    update users set disabled_at = now();
    update user_sessions set ended_at = now();
    update api_keys set revoked_at = now(), name = 'another';
    update webhook_endpoints set url = 'https://example.com/another';
    update webhook_deliveries set status = 500, tried_at = now();
    update shifts set capacity = capacity + 1;
    update legal_holds set released_at = now(), released_by = 'somebody else';
    update imports set source = 'another';`);
  const before = [api, other].map(({ deps }) => ({ deps, address: deps.address, flows: deps.flows }));
  ahead = 30 * 24 * HOUR;
  for (const { deps } of before) Object.assign(deps, { address: () => null, flows: new Map() });
  await look();
  ahead = 0;
  for (const { deps, ...rest } of before) Object.assign(deps, rest);
}

/** What is in the first answer only. An invitation's link is no secret of this kind: whoever invites sends it themselves. */
const SAID_ONCE: Record<string, string> = {
  ...{ createKey: 'key', rotateKey: 'key', inviteUser: 'link', inviteUserAgain: 'link' },
  ...{ createWebhookEndpoint: 'secret', rotateWebhookSecret: 'secret' },
};

const drafts = async () => (await api.sql`select 1 from media_drafts`).length;

it('is answered letter by letter as it was, whatever time and others have made of it since', async () => {
  for (const operation of posts) {
    const post = await ready(operation);
    const key = newId('req');
    const first = await post(key);
    expect(first.status, `${operation.id} ${first.text}`).toBeLessThan(300);
    const papers = await drafts();
    await movedOn(async () => {
      const again = await post(key, 1);
      expect(again, operation.id).toMatchObject({ status: first.status, replayed: true });
      const { [SAID_ONCE[operation.id] ?? '']: _, ...kept } = first.body;
      expect(again.text, operation.id).toBe(JSON.stringify(kept));
      expect(await drafts(), `${operation.id} made something ready for nobody`).toBe(papers);
    });
  }
});

/** Their answers are about nobody: about whoever else one was made, an erasure takes its words. */
const NOBODYS = new Set([
  ...['createOpening', 'createShift', 'createContractTemplate', 'createImport', 'cancelImport'],
  ...['createWebhookEndpoint', 'pingWebhookEndpoint', 'rotateWebhookSecret', 'replayWebhooks'],
  ...['createKey', 'rotateKey', 'revokeKey', 'inviteUser', 'inviteUserAgain', 'revokeUserSession'],
]);

it('leaves no answer about whoever was erased, whatever was asked, and the certificate counts it', async () => {
  for (const operation of posts) {
    const [last] = await api.sql<
      { n: number }[]
    >`select coalesce(max(position), 0)::int as n from candidates`;
    const post = await ready(operation);
    const key = newId('req');
    const first = await post(key);
    expect(first.status, `${operation.id} ${JSON.stringify(first.body)}`).toBeLessThan(300);
    // Everybody whom it took to ask for that.
    const people = await api.sql<{ candidate: string; conversation: string }[]>`
      select c.id as candidate, v.id as conversation from candidates c join conversations v on v.candidate_id = c.id
      where c.position > ${last!.n}`;
    const answer = async () =>
      (await api.sql`select body from idempotency order by created_at desc limit 1`)[0]!.body;
    const given = await answer();
    const certificates = [];
    for (const { candidate, conversation } of people) {
      await api.sql.begin(async (tx) => {
        await askErasure(tx, candidate, 'test');
        await eraseEverything(tx, candidate, conversation);
      });
      certificates.push(
        ...(await api.sql`select erased, kept from erasures where candidate_id = ${candidate}`),
      );
    }
    if (NOBODYS.has(operation.id)) {
      expect(await answer(), operation.id).toEqual(given);
      continue;
    }
    expect(await answer(), operation.id).toBeNull();
    if (Object.keys(given).length > 0)
      expect(JSON.stringify(certificates), operation.id).toContain('"idempotency":1');
    for (const { kept: left } of certificates) expect(left, operation.id).toEqual({});
    expect([404, 409], operation.id).toContain((await post(key)).status);
  }
});
