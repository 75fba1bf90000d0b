/** Every list of the API, read page by page while rows come, change and go: none is missed, none comes twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { SAID } from '../assessment/people.ts';
import { type Interview, interviewOf, run, say } from '../assessment/stage.ts';
import { person } from '../db/support.ts';
import { type Operation, operationsOf, readDocument } from './document.ts';
import { type Called, type Harness, OPENING, startHarness } from './harness.ts';
import * as make from './subjects.ts';

/** So many are there before the first page is asked for. */
const THERE = 5;

let api: Harness;
let lists: Operation[];
let openingId: string;
let interview: Interview;
let hook: make.Known;
let employment: make.Known;
let importId: string;
let checkId: string;
beforeAll(async () => {
  api = await startHarness();
  lists = operationsOf(await readDocument(api)).filter(({ query }) => 'cursor' in query);
  openingId = await make.opening(api);
  interview = await interviewOf(api.sql, SAID.zh);
  await run(api.sql, interview);
  hook = await make.receiver(api);
  employment = await make.worker(api);
  importId = await make.imported(api);
  checkId = (await make.looked(api)).background_checks!;
  await api.sql`update steps set state = 'on_hold', data = data || '{"told_after_seq": 0}' where id = ${checkId}`;
});
afterAll(() => api.close());

interface List {
  /** What `{id}` in its path is. */
  id?: () => string;
  /** Makes one row more. */
  more(): Promise<unknown>;
  /** Takes a row that is there out of the list. */
  drop?(row: string): Promise<unknown>;
  /** Changes a row that is there, which stays. */
  touch?(row: string): Promise<unknown>;
}

const post = (path: string, body: unknown) => api.call('POST', path, body);
const period = { period_start: '2026-04-01', period_end: '2026-04-30' };

/** By operation; a list that is not here fails. */
const LISTS: Record<string, List> = {
  listOpenings: {
    more: () => make.opening(api),
    touch: (row) => api.call('PATCH', `/v1/openings/${row}`, { headcount: 7 }),
  },
  listShifts: {
    id: () => openingId,
    more: () => post(`/v1/openings/${openingId}/shifts`, { ...make.TIMES, capacity: 1 }),
    drop: (row) => api.call('DELETE', `/v1/openings/${openingId}/shifts/${row}`),
    touch: (row) => api.call('PATCH', `/v1/openings/${openingId}/shifts/${row}`, { capacity: 9 }),
  },
  listCandidates: {
    more: () => make.candidate(api),
    touch: (row) => api.call('PATCH', `/v1/candidates/${row}`, { name: '林小雨' }),
    drop: (row) => api.call('DELETE', `/v1/candidates/${row}`),
  },
  listApplications: {
    more: () => make.applied(api, 'applied', openingId),
    touch: (row) =>
      api.sql`update applications set stage = 'reviewing', updated_at = now() where id = ${row}`,
  },
  listInterviews: {
    more: () => make.applicant(api, openingId),
    touch: (row) => api.sql`update interviews set status = 'completed', updated_at = now() where id = ${row}`,
  },
  listInvitations: {
    more: () => make.applicant(api, openingId),
    touch: (row) => post(`/v1/invitations/${row}/revoke`, undefined),
  },
  listTickets: {
    more: async () => make.ticket(api, await make.candidate(api)),
    touch: (row) => post(`/v1/tickets/${row}/close`, {}),
  },
  listTimeline: {
    id: () => interview.application,
    more: async () => {
      const at = `/v1/applications/${interview.application}`;
      const { stage } = (await api.call('GET', at)).body;
      const to_stage = stage === 'reviewing' ? 'interviewing' : 'reviewing';
      await post(`${at}/stage_moves`, { from_stage: stage, to_stage });
    },
  },
  listEvents: { more: () => make.candidate(api) },
  listTurns: { id: () => interview.id, more: () => say(api.sql, interview, [{ text: '还有一点' }]) },
  listAssessments: {
    id: () => interview.id,
    more: () => post(`/v1/interviews/${interview.id}/assessments`, { criteria: [{ id: 'care', score: 3 }] }),
  },
  listReviews: {
    more: async () => {
      const who = await person(api.sql);
      await run(api.sql, await interviewOf(api.sql, SAID.zh, { opening: interview.opening, who }));
    },
    drop: (row) => api.sql`update reviews set rated = true where interview_id = ${row}`,
  },
  listOnboardings: {
    more: () => make.starter(api),
    touch: (row) => post(`/v1/onboardings/${row}/cancel`, { reason: 'no' }),
  },
  listBackgroundChecks: {
    more: () => make.looked(api),
    touch: (row) => post(`/v1/background_checks/${row}/cancel`, { reason: 'no' }),
  },
  listContracts: {
    more: () => make.signer(api),
    touch: (row) => post(`/v1/contracts/${row}/void`, { reason: 'no' }),
  },
  listContractTemplates: { more: () => make.signer(api) },
  listEmployments: {
    more: () => make.worker(api),
    touch: (row) => post(`/v1/employments/${row}/end`, { ends_on: '2026-03-06', reason: 'other' }),
  },
  listApprovals: {
    more: () => make.worker(api),
    touch: (row) => post(`/v1/approvals/${row}/reject`, { reason: 'no' }),
  },
  listPerformanceRecords: {
    more: () => post('/v1/performance_records', { ...period, employment_id: employment.employment_id }),
  },
  listPayStatements: {
    more: () => {
      const pay = { paid_on: '2026-05-05', currency: 'CNY', gross: '1', net: '1' };
      return post('/v1/pay_statements', { ...period, ...pay, employment_id: employment.employment_id });
    },
  },
  listWebhookEndpoints: {
    more: () => make.receiver(api),
    touch: (row) => api.call('PATCH', `/v1/webhook_endpoints/${row}`, { state: 'disabled' }),
  },
  listWebhookDeliveries: {
    id: () => hook.webhook_endpoints!,
    more: () => post(`/v1/webhook_endpoints/${hook.webhook_endpoints}/ping`, undefined),
    touch: (row) => api.sql`update webhook_deliveries set state = 'delivered' where id = ${row}`,
  },
  listImports: {
    more: () => make.imported(api),
    touch: (row) => post(`/v1/imports/${row}/cancel`, undefined),
  },
  listImportErrors: {
    id: () => importId,
    more: () => api.sql`
      insert into import_errors (import_id, position, line, code, message)
      select ${importId}, n, n, 'invalid', 'x' from (
        select coalesce(max(position), 0) + 1 as n from import_errors where import_id = ${importId}) next`,
  },
  listLegalHolds: {
    more: () => make.held(api),
    touch: (row) => post(`/v1/legal_holds/${row}/release`, {}),
  },
  listBackgroundCheckReplies: {
    id: () => checkId,
    more: () => api.sql`
      insert into turns (conversation_id, seq, batch, speaker, channel, kind, text, at)
      select v.id, coalesce((select max(seq) from turns where conversation_id = v.id), 0) + 1, 1, 'candidate', 'telegram',
        'other', 'not me', now()
      from conversations v join applications a on a.conversation_id = v.id join steps s on s.application_id = a.id
      where s.id = ${checkId}`,
  },
  listUsers: {
    more: () => post('/v1/users', { email: `${newId('req')}@example.com`, role: 'viewer' }),
    touch: (row) => api.call('PATCH', `/v1/users/${row}`, { role: 'recruiter' }),
  },
  listAuditLog: { more: () => api.call('GET', '/v1/candidates?limit=1') },
  listKeys: {
    more: () => post('/v1/keys', { name: 'x', scopes: ['openings:read'] }),
    touch: (row) => post(`/v1/keys/${row}/revoke`, undefined),
  },
};

const listOf = ({ id }: Operation): List => {
  const list = LISTS[id];
  if (!list) throw new Error(`Nothing is prepared here for ${id}.`);
  return list;
};
const pathOf = (operation: Operation) =>
  operation.path.replace('{id}', () => listOf(operation).id?.() ?? 'nobody');
const rowsOf = ({ status, body, text }: Called): string[] => {
  expect(status, text).toBe(200);
  return body.data.map((row) =>
    String(row.id ?? row.interview_id ?? row.line ?? row.turn_seq ?? row.seq ?? row.sequence),
  );
};

it('is read whole while others write', async () => {
  for (const operation of lists) {
    const { more, touch, drop } = listOf(operation);
    for (let i = 0; i < THERE; i++) await more();
    const path = pathOf(operation);
    const there = rowsOf(await api.call('GET', `${path}?limit=100`));
    const said = `${operation.id} of ${there.length}`;
    expect(there.length, said).toBeGreaterThanOrEqual(THERE);
    // A row that has been read goes, and one that has not.
    const gone = drop ? [there[0]!, there[3]!] : [];
    const size = Math.ceil(there.length / 4);
    const seen: string[] = [];
    for (let next: string | undefined = `${path}?limit=${size}`, page = 0; next !== undefined; page++) {
      const [answer]: [Called, unknown] = await Promise.all([
        api.call('GET', next),
        page < 4 ? more() : null,
      ]);
      seen.push(...rowsOf(answer));
      if (page === 0) {
        for (const row of gone) await drop?.(row);
        for (const row of [there[1]!, there.at(-1)!]) await touch?.(row);
      }
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      expect(answer.body.has_more).toBe(next !== undefined);
    }
    expect(new Set(seen).size, said).toBe(seen.length);
    const left = there.filter((row) => !gone.includes(row));
    expect(
      seen.filter((row) => left.includes(row)),
      said,
    ).toEqual(left);
  }
});

it('takes no cursor of another list, of other filters, or of nobody', async () => {
  const cursors = new Map<Operation, string>();
  for (const operation of lists) {
    const first = await api.call('GET', `${pathOf(operation)}?limit=1`);
    expect(first.body.next_cursor, operation.id).not.toBeNull();
    cursors.set(operation, String(first.body.next_cursor));
  }
  for (const [operation, own] of cursors) {
    const ask = (cursor: string, filter = '') =>
      api.call('GET', `${pathOf(operation)}?limit=2${filter}&cursor=${encodeURIComponent(cursor)}`);
    expect((await ask(own)).status).toBe(200);
    const [list, , position] = Buffer.from(own, 'base64url').toString().split(':');
    const before = Buffer.from(`${list}:${position}`).toString('base64url');
    // These two go on after an entry by its id, whatever else is asked for.
    const byId = ['listEvents', 'listTimeline'].includes(operation.id);
    const others = [...cursors.values()].filter((cursor) => cursor !== own);
    for (const cursor of [
      ...others.slice(0, 3),
      before,
      'x',
      '',
      '%00',
      'a'.repeat(200),
      `${own}=`,
      own.slice(2),
    ]) {
      const answer = await ask(cursor);
      const known = Buffer.from(cursor, 'base64url').equals(Buffer.from(own, 'base64url'));
      expect(known && !byId ? [200] : [400, 422], `${operation.id} ${cursor}`).toContain(answer.status);
    }
    const filter = Object.keys(operation.query).find((name) => /_id$|^state$|^status$/.test(name));
    if (filter === undefined || byId) continue;
    const schema = operation.query[filter]! as { enum?: string[] };
    const prefix = {
      opening: 'opn',
      candidate: 'cnd',
      application: 'app',
      interview: 'int',
      employment: 'emp',
    };
    const value = schema.enum?.[0] ?? `${prefix[filter.replace('_id', '') as 'opening']}_${'0'.repeat(25)}`;
    const other = await ask(own, `&${filter}=${value}`);
    expect([other.status, other.body.code], `${operation.id} ${filter}`).toEqual([400, 'payload_invalid']);
  }
});

it('of another opening takes no cursor of this one', async () => {
  const { next_cursor } = (await api.call('GET', `/v1/openings/${openingId}/shifts?limit=1`)).body;
  const { id } = (await post('/v1/openings', OPENING)).body;
  expect((await api.call('GET', `/v1/openings/${id}/shifts?cursor=${next_cursor}`)).status).toBe(400);
});

describe('a limit', () => {
  it.each(['1', '100'])('may be %s', async (limit) => {
    for (const operation of lists) {
      const answer = await api.call('GET', `${pathOf(operation)}?limit=${limit}`);
      expect(rowsOf(answer).length, operation.id).toBeLessThanOrEqual(Number(limit));
    }
  });

  it.each(['0', '-1', '101', '1.5', '1e2x', 'all', '', '1&limit=2'])('may not be %j', async (limit) => {
    for (const operation of lists) {
      const answer = await api.call('GET', `${pathOf(operation)}?limit=${limit}`);
      expect(answer.status, operation.id).toBe(422);
      expect(answer.body.errors[0]?.path).toBe('limit');
    }
  });
});
