/**
 * Step 6 of the way of one message: from the rows that were taken up to everything that one commit writes. Runs outside
 * any transaction and changes nothing, so it can be run again after a crash, or when something newer came in.
 */
import { stagesOf } from '../../db/applications.ts';
import type { Lease } from '../../db/conversations.ts';
import { findUnbegun } from '../../db/interviews.ts';
import { earlierSaid } from '../../db/passport.ts';
import type { Bounds } from '../agent/understand.ts';
import { corrects } from '../flows/conduct.ts';
import { next } from '../flows/engine.ts';
import { type Command, wholeCommand } from '../flows/intents.ts';
import type { Aside, ConversationState } from '../flows/model.ts';
import { sentences } from '../flows/text.ts';
import type { Workplace } from '../flows/workplace.ts';
import { newId } from '../ids.ts';
import type { Runtime } from '../runtime.ts';
import type { Catalogue } from './catalogue.ts';
import { consult } from './consult.ts';
import { Draft, type Turn, type TurnContext } from './draft.ts';
import { type Ready, type Run, startOf, textOf, toRuns } from './heard.ts';
import { moveFor } from './linking.ts';
import { contractAsked } from './notices/contract.ts';
import { ownDataAsked } from './notices/own-data.ts';
import { sameNumberFor } from './proof.ts';
import { standingOf } from './standing.ts';
import { workplaceOf } from './workplace.ts';

/**
 * Thinks about the ready rows, run by run.
 * @param bounds the time that a model may take; null: it is not asked
 * @returns null when there is nothing to take up
 */
export async function think(
  runtime: Runtime,
  catalogue: Catalogue,
  lease: Lease,
  ready: Ready,
  before: ConversationState | null,
  bounds: Bounds | null,
): Promise<Turn | null> {
  if (ready.rows.length === 0) return null;
  const draft = new Draft(runtime, lease, ready);
  if (ready.aside === 'silent') {
    draft.setAside(before);
    return draft.finish(before);
  }
  const readiness = { idle: !isLive(before), invited: before?.invited ?? null };
  const runs = await toRuns(runtime, catalogue, lease, ready.rows, readiness);
  let state = before;
  for (const run of runs) {
    // The lease knows where the interview stands that this turn began with, and nothing of one begun since.
    const same = state?.interview?.applicationId === before?.interview?.applicationId;
    const stage = same ? lease.applicationStage : null;
    const context = await contextFor(runtime, catalogue, { ...lease, applicationStage: stage }, state, run);
    const was = state;
    const { event, wording } = await runtime.trace.span('understand', {}, () =>
      consult(runtime, was, run.event, context, bounds),
    );
    const result = runtime.trace.step('engine', () =>
      next(was, event, wording ? { ...context, wording } : context),
    );
    for (const { part, rule } of result.linted) runtime.metrics.lineRefused(part, rule);
    runtime.trace.step('phrase', () => draft.add(run, result, context));
    state = result.state;
  }
  return draft.finish(state);
}

async function contextFor(
  runtime: Runtime,
  catalogue: Catalogue,
  lease: Lease,
  state: ConversationState | null,
  run: Run,
): Promise<TurnContext> {
  const about = state?.interview ?? state?.pending ?? null;
  const current = about && (await catalogue.get(about.openingId, about.flowHash));
  // An application that was made before (by API, or an earlier talk) is gone on with, not doubled; so is an invitation.
  const start = state?.pending ? current : startOf(run);
  const known = start ? await findUnbegun(runtime.sql, lease.candidateId, start.opening.id) : null;
  // Read only where it may be needed: when an interview may begin, and for a correction, which says what it takes back.
  const wanted = (start && before(state)) || (state?.interview != null && correctsIn(state, run));
  const said = wanted ? await earlierSaid(runtime.sql, lease.conversationId) : [];
  const move = moveFor(runtime, run.rows);
  const contract = await contractFor(runtime, lease, run.rows);
  const ownData = await ownDataFor(runtime, lease, run.rows);
  const sameNumber = await sameNumberFor(runtime, lease, run.rows);
  return {
    now: runtime.now(),
    current,
    application: await standingOf(runtime, state?.interview?.applicationId, lease.applicationStage),
    applied: known && (await standingOf(runtime, known.application, known.stage)),
    ids: { application: known?.application ?? newId('app'), interview: known?.interview ?? newId('int') },
    settings: runtime.settings,
    said,
    aside: await asidesOf(runtime, catalogue, state),
    invited: known?.interview ?? null,
    ...(await workIfAny(runtime, lease, state, run)),
    ...(move && { move }),
    ...(contract && { contract }),
    ...(ownData && { ownData }),
    ...(sameNumber && { sameNumber }),
  };
}

/** Read only for somebody who asks: a link is made for it. */
async function contractFor(runtime: Runtime, { conversationId }: Lease, rows: Run['rows']) {
  return asks(rows, 'contract') ? contractAsked(runtime, conversationId) : null;
}

async function ownDataFor(runtime: Runtime, lease: Lease, rows: Run['rows']) {
  const asking = asks(rows, 'export');
  return asking ? ownDataAsked(runtime, lease, asking.channel) : null;
}

/** The last row that is this command and nothing else. */
const asks = (rows: Run['rows'], command: Command) =>
  rows.findLast((row) => row.identityId !== null && wholeCommand(textOf(row)) === command);

/** Read only for who may have any: by the application that is talked about, or by another one of theirs. */
async function workIfAny(
  runtime: Runtime,
  { applicationStage, candidateId }: Lease,
  state: ConversationState | null,
  { event }: Run,
): Promise<{ work: Workplace } | null> {
  if (event.type !== 'messages' || state?.consent !== 'given') return null;
  const may = applicationStage === 'onboarding' || applicationStage === 'hired' || state.earlier.length > 0;
  return may ? { work: await workplaceOf(runtime, candidateId) } : null;
}

function correctsIn({ interview }: ConversationState, { event }: Run): boolean {
  if (event.type !== 'messages') return false;
  // What was read back may be put right in words that correct nothing else.
  if (interview?.readBack !== undefined) return true;
  return event.messages.some(({ text }) => sentences(text).some(({ text }) => corrects(text)));
}

/** The interviews of the state that are not talked about: few people have any. */
async function asidesOf(
  runtime: Runtime,
  catalogue: Catalogue,
  state: ConversationState | null,
): Promise<Aside[]> {
  const earlier = state?.earlier ?? [];
  if (earlier.length === 0) return [];
  const stages = await stagesOf(
    runtime.sql,
    earlier.map(({ applicationId }) => applicationId),
  );
  const known = earlier.map(async ({ id, openingId, flowHash, applicationId }) => {
    const start = await catalogue.get(openingId, flowHash);
    const stage = stages.get(applicationId) ?? null;
    const next = (await standingOf(runtime, applicationId, stage))?.next ?? null;
    return start ? [{ interviewId: id, start, stage, next }] : [];
  });
  return (await Promise.all(known)).flat();
}

/** Another interview was begun already: what was said there may be offered for the new one. */
function before(state: ConversationState | null): boolean {
  return state !== null && (state.interview !== null || state.earlier.length > 0);
}

function isLive(state: ConversationState | null): boolean {
  return state?.interview?.status === 'in_progress' || state?.pending != null;
}
