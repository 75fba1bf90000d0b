/**
 * Many applications through all steps at once, each step with a provider. By night a thousand:
 * `TINGDA_NIGHTLY=1 npx vitest run test/pipeline/many.test.ts` prints what a move costs.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertPageLink } from '../../db/page-links.ts';
import { pageName } from '../../src/conversation/notices/page.ts';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { newPersonalCode } from '../../src/ids.ts';
import { startTestNode, type TestNode } from '../conversation/node.ts';
import { FIELDS } from '../signing/signing.ts';

const MANY = process.env.TINGDA_NIGHTLY ? 1000 : 16;
const AT_ONCE = 12;
const PATIENCE = { timeout: 60_000, interval: 100 };

let provider: StepsEmulator;
let node: TestNode;
let opening: string;
beforeAll(async () => {
  provider = await StepsEmulator.start({
    script: {
      background_check: ['pending', 'clear'],
      contract: ['sent', 'signed'],
      onboarding: ['scheduled', 'checked_in', 'completed'],
    },
  });
  node = await startTestNode({ QUIET_HOURS: 'off', ...provider.environment });
  const { body } = await node.call('POST', '/v1/openings', {
    ...{ title: { zh: '分拣员', en: 'Sorter' }, role: 'sorter', flow: 'warehouse-sorter', headcount: 10_000 },
    site: { name: '浦东分拨中心', address: '张江路88号', time_zone: 'Asia/Shanghai' },
  });
  opening = body.id;
});
afterAll(async () => {
  await node.stop();
  await provider.stop();
});

async function post(path: string, body: object): Promise<string> {
  const answer = await node.call('POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body.id;
}

const state = async (id: string) => {
  const [row] = await node.runtime.sql<{ state: string }[]>`select state from steps where id = ${id}`;
  return row?.state;
};

/** From the application to the first day of work. */
async function hire(n: number): Promise<string> {
  const candidate_id = await post('/v1/candidates', { name: `候选人${n}`, language: 'zh' });
  const application_id = await post('/v1/applications', { candidate_id, opening_id: opening });
  const at = `/v1/applications/${application_id}`;
  await post(`${at}/stage_moves`, { from_stage: 'applied', to_stage: 'reviewing' });
  await post(`${at}/decision`, { outcome: 'advance', reason: 'read it all' });

  const check = await post('/v1/background_checks', { application_id });
  // They have nowhere to be written to, so the link that the chat would say is made here.
  const token = newPersonalCode() + newPersonalCode();
  await node.runtime.sql.begin(async (tx) => {
    const hash = node.runtime.linkHash(pageName('form', token));
    const expiresAt = new Date(Date.now() + 3_600_000);
    await insertPageLink(tx, { hash, subject: check, purpose: 'form', expiresAt });
  });
  const form = { legal_name: '林小雨', id_number: '11010519491231002X', agree: 'yes', answer: 'submit' };
  const filled = await fetch(`${node.url}/form/${token}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  expect(filled.status).toBe(200);
  await expect.poll(() => state(check), PATIENCE).toBe('clear');

  const contract = await post('/v1/contracts', { application_id, fields: FIELDS });
  await expect.poll(() => state(contract), PATIENCE).toBe('signed');
  const starts_at = new Date(Date.now() + 2 * 24 * 3_600_000).toISOString();
  const onboarding = await post('/v1/onboardings', { application_id, starts_at });
  await expect.poll(() => state(onboarding), PATIENCE).toBe('completed');
  return application_id;
}

it('come to their first day, no move twice, the events of each in order', {
  timeout: 1_800_000,
}, async () => {
  const before = process.cpuUsage();
  const began = performance.now();
  const waiting = Array.from({ length: MANY }, (_, n) => n);
  const hired: string[] = [];
  const worker = async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) hired.push(await hire(n));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await node.settled();
  const { user, system } = process.cpuUsage(before);

  const rows = await node.runtime.sql<{ application_id: string; types: string[]; sequences: number[] }[]>`
    select application_id, jsonb_agg(case when type = 'stage.changed' then data->>'to_stage' else type end
      order by sequence) filter (where type <> 'ticket.created') as types, jsonb_agg(sequence order by sequence) as sequences
    from events where application_id = any(${hired}) group by application_id`;
  expect(rows).toHaveLength(MANY);
  for (const { types, sequences } of rows) {
    expect(sequences).toEqual(sequences.map((_, i) => i + 1));
    expect(types).toEqual([
      ...['application.created', 'reviewing', 'decision.recorded', 'advanced'],
      ...[
        'background_check',
        'background_check.collecting',
        'background_check.pending',
        'background_check.clear',
      ],
      ...['contract', 'contract.draft', 'contract.sent', 'contract.signed'],
      ...['onboarding', 'onboarding.scheduled', 'onboarding.checked_in', 'onboarding.completed'],
      ...['hired', 'employment.started'],
    ]);
  }
  expect([...provider.steps.values()].every(({ asked }) => asked === 1)).toBe(true);
  const moves = rows.reduce((sum, { types }) => sum + types.length, 0);
  const cpu = (user + system) / 1000 / moves;
  const seconds = (performance.now() - began) / 1000;
  // The provider and the callers are in this process too.
  console.log(
    `${MANY} applications, ${moves} moves in ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} ms of CPU a move`,
  );
});
