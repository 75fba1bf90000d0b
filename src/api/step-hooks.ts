/**
 * What providers of steps tell: `POST /hooks/background-check/:provider` and its siblings. The signature over the raw body
 * before anything is parsed; a second telling, an older one, and one that does not fit where the step is by now change nothing.
 */
import type { Context, Hono } from 'hono';
import type { Tx } from '../../db/client.ts';
import { findEmploymentOf } from '../../db/employments.ts';
import { noteReport } from '../../db/step-reports.ts';
import { amendStep, CALLED_OFF, findReported, lockStep, moveStep, type StepRow } from '../../db/steps.ts';
import { TingdaError } from '../errors.ts';
import { newId } from '../ids.ts';
import { moving } from '../pipeline/machine.ts';
import { firstShiftOf, followReport, lackingForWork } from '../pipeline/onboarding.ts';
import { HOOK_PATHS, type StepReport } from '../pipeline/provider.ts';
import type { StepKind } from '../types.ts';
import { MAX_BODY, readBytes, requireType } from './body.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { rawRequest } from './hooks.ts';
import { isFault, problem } from './problem.ts';
import { inTheWayOfWork } from './step-guards.ts';

const KINDS = Object.keys(HOOK_PATHS) as StepKind[];

type Deps = Pick<ApiDeps, 'sql' | 'providers' | 'tell' | 'hash' | 'log' | 'metrics' | 'trace' | 'now'>;

export function stepHookRoutes(app: Hono<ApiEnv>, deps: Deps): void {
  for (const kind of KINDS) {
    const label = `/hooks/${HOOK_PATHS[kind]}/{provider}`;
    app.post(`/hooks/${HOOK_PATHS[kind]}/:provider`, async (c: Context<ApiEnv>) => {
      const started = performance.now();
      const answer = await deps.trace.span('hook', { method: 'POST', route: label }, async (tell) => {
        const answer = await take(deps, kind, c.req.param('provider') ?? '', c.req.raw)
          .then(() => c.json({}, 200))
          .catch((error: unknown) => refuse(deps, kind, error));
        tell({ status: answer.status });
        return answer;
      });
      deps.metrics.http('POST', label, answer.status, (performance.now() - started) / 1000);
      return answer;
    });
  }
}

function refuse({ log }: Deps, kind: StepKind, error: unknown): Response {
  const requestId = newId('req');
  if (isFault(error)) log.error({ request_id: requestId, kind, err: error }, 'a step failed');
  return problem(error, requestId);
}

async function take(deps: Deps, kind: StepKind, name: string, request: Request): Promise<void> {
  const calls = deps.providers[kind].get(name)?.calls;
  if (!calls) throw new TingdaError('not_found', 'No provider of this name calls here.');
  requireType(request.headers.get('content-type'), ['application/json']);
  const verified = await calls.verify(rawRequest(request, await readBytes(request, MAX_BODY)));
  for (const report of calls.parse(verified)) await takeReport(deps, kind, name, report);
}

/** In one transaction with what it changes: a crash in between leaves nothing noted, and the provider tells it again. */
async function takeReport(deps: Deps, kind: StepKind, name: string, report: StepReport): Promise<void> {
  const { reportId, at, state, data } = report;
  let wake: string | null = null;
  await deps.sql.begin(async (tx) => {
    const named = await findReported(tx, kind, name, report);
    // Of two at once the second sees what the first has told.
    const step = named && (await lockStep(tx, named.id));
    if (!step) throw new TingdaError('not_found', 'No step of that name was asked for here.');
    const hash = deps.hash(`report ${kind} ${name} ${reportId}`);
    const newest = step.reported_at === null || at >= step.reported_at;
    if (!(await noteReport(tx, hash, step.id, at)) || !newest) return;
    const odd =
      (await voidedUnderWork(tx, step, state)) ??
      (await completedBeside(tx, step, state)) ??
      oddIn(step, state, deps.now()) ??
      (await unmet(tx, step, report));
    if (odd !== null) {
      await deps.tell.system(tx, step.conversation_id, `${odd} ${step.id} ${reportId}`, {
        ...{ kind: 'notice', notice: `step.${odd}`, subject: step.id },
      });
      wake = step.conversation_id;
      return;
    }
    const may = moving(kind, state as never);
    // Nobody is looked into before they agreed, whoever says so.
    const to = { ...may, from: may.from.filter((before) => before !== 'collecting') };
    const moved = await moveStep(tx, { id: step.id, ...to, data, reason: null, by: 'provider' });
    if (!moved || !('step' in moved)) {
      // Said before, in other words; or what they say now does not fit what followed from what they said then. What was called
      // off may end there all the same, but who has worked has.
      const off = step.state === CALLED_OFF[kind] && state !== 'completed';
      if (step.ended_at === null || step.state === state || off) return;
      await amendStep(tx, step.id, { data: { late_report: state } });
      await deps.tell.system(tx, step.conversation_id, `late ${step.id} ${reportId}`, {
        ...{ kind: 'notice', notice: 'step.late_report', subject: step.id },
      });
      wake = step.conversation_id;
      return;
    }
    const unsaid = kind === 'onboarding' ? await followReport(tx, moved.step) : null;
    const content = { kind: 'notice', notice: `${kind}.${state}`, subject: step.id } as const;
    await deps.tell.system(tx, step.conversation_id, `notice ${moved.eventId}`, content);
    // That somebody did not come is a provider's word: a person looks.
    if (state === 'no_show') {
      const missed = { kind: 'notice', notice: 'step.no_show', subject: step.id } as const;
      await deps.tell.system(tx, step.conversation_id, `no_show ${moved.eventId}`, missed);
    }
    if (unsaid !== null) {
      const missing = { kind: 'notice', notice: `step.${unsaid}`, subject: step.id } as const;
      await deps.tell.system(tx, step.conversation_id, `${unsaid} ${moved.eventId}`, missing);
    }
    wake = step.conversation_id;
  });
  if (wake !== null) deps.tell.wake(wake);
}

/** Whoever works by a contract is not told by a provider that it does not hold. */
async function voidedUnderWork(
  tx: Tx,
  { kind, state, application_id }: StepRow,
  reported: StepReport['state'],
): Promise<'voided_under_work' | null> {
  if (kind !== 'contract' || state !== 'signed' || reported !== 'voided') return null;
  const employment = await findEmploymentOf(tx, application_id);
  return employment && employment.state !== 'ended' ? 'voided_under_work' : null;
}

/** A first shift is no way round what people have to settle before somebody works: they look, and complete it then. */
async function completedBeside(
  tx: Tx,
  { kind, ended_at, application_id }: StepRow,
  reported: StepReport['state'],
): Promise<'completed_beside' | null> {
  if (kind !== 'onboarding' || ended_at !== null || reported !== 'completed') return null;
  return (await inTheWayOfWork(tx, application_id)) ? 'completed_beside' : null;
}

/** Where no work can begin by it, it is kept as it was told: whoever has settled what is lacking completes it. */
async function unmet(tx: Tx, step: StepRow, { state, data }: StepReport): Promise<'unmet_report' | null> {
  if (step.kind !== 'onboarding' || step.ended_at !== null || state !== 'completed') return null;
  const lacking = await lackingForWork(tx, step);
  if (lacking === null) return null;
  await amendStep(tx, step.id, { data: { ...data, unmet_report: state, lacking } });
  return 'unmet_report';
}

/** What a provider cannot know, or what people have settled otherwise: it moves nothing, and a person looks. */
function oddIn(
  step: StepRow,
  state: StepReport['state'],
  now: number,
): 'early_no_show' | 'after_no_show' | null {
  const shift = firstShiftOf(step);
  if (step.kind !== 'onboarding' || !shift || step.ended_at !== null) return null;
  if (state === 'no_show' && step.state !== 'no_show' && Date.parse(shift.starts_at) > now)
    return 'early_no_show';
  const gone = step.state === 'no_show' && step.data.released === true;
  if (gone && (state === 'scheduled' || state === 'checked_in')) return 'after_no_show';
  return step.state === 'no_show' && state === 'completed' ? 'after_no_show' : null;
}
