/** Steps of the pipeline: a background check, a contract, an onboarding. Every move is a compare-and-swap and one event. */
import { newId } from '../src/ids.ts';
import type { Json, Stage, StepEvent, StepKind, StepState } from '../src/types.ts';
import { moveStage } from './applications.ts';
import type { Tx } from './client.ts';
import { appendEvents } from './events.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';
import { freeSeat } from './seats.ts';
import { touchApplication } from './touch.ts';

export interface StepRow {
  id: string;
  application_id: string;
  conversation_id: string;
  candidate_id: string;
  kind: StepKind;
  provider: string;
  external_id: string | null;
  state: StepState;
  data: Record<string, Json>;
  /** By when what is waited for should have happened; null: nobody has said. */
  due_at: Date | null;
  trouble: string | null;
  reported_at: Date | null;
  ended_at: Date | null;
  created_at: Date;
  updated_at: Date;
  position: number;
}

const PREFIX = { background_check: 'bgc', contract: 'ctr', onboarding: 'onb' } as const;

/** Where a step ends with its application. */
export const CALLED_OFF = {
  background_check: 'canceled',
  contract: 'voided',
  onboarding: 'canceled',
} as const;

/** Nothing is to be done over there for a step of our own. */
const OURS = 'built_in';

const selected = (tx: Tx) => tx`
  s.id, s.application_id, a.conversation_id, a.candidate_id, s.kind, s.provider, s.external_id, s.state, s.data,
  s.due_at, s.trouble, s.reported_at, s.ended_at, s.created_at, s.updated_at, s.position`;
const from = (tx: Tx) => tx`steps s join applications a on a.id = s.application_id`;

export interface NewStep {
  /** Where somebody had to know it before. */
  id?: string;
  applicationId: string;
  kind: StepKind;
  provider: string;
  state: StepState;
  data: Record<string, Json>;
  dueAt?: Date | null;
  /** From where the application may come to this step; it is moved along. */
  fromStages: readonly Stage[];
  /** The provider is told at once. */
  start: boolean;
  by: string;
}

/** Why nothing was begun: where the application stands, or what is there already. */
export type NotBegun = { refused: 'stage'; stage: Stage } | { refused: 'open'; step: StepRow } | 'erased';

/**
 * Begins a step, and moves the application to it, in the transaction of the caller.
 * @returns null when there is no such application
 */
export async function createStep(tx: Tx, step: NewStep): Promise<StepRow | NotBegun | null> {
  const { applicationId, kind } = step;
  const [row] = await lockApplication(tx, applicationId);
  if (!row) return null;
  if (row.erased) return 'erased';
  if (row.stage !== kind && !step.fromStages.includes(row.stage))
    return { refused: 'stage', stage: row.stage };
  const open = await openStepOf(tx, applicationId, kind);
  if (open) return { refused: 'open', step: open };
  if (row.stage !== kind)
    await moveStage(tx, { applicationId, from: row.stage, to: kind, reason: null, by: step.by });
  const id = step.id ?? newId(PREFIX[kind]);
  const starts = step.start && step.provider !== OURS;
  await tx`
    insert into steps (id, application_id, kind, provider, state, data, due_at, work, work_due_at)
    values (${id}, ${applicationId}, ${kind}, ${step.provider}, ${step.state}, ${tx.json(step.data)},
      ${step.dueAt ?? null}, ${starts ? 'start' : null}, ${starts ? tx`now()` : null})`;
  await tell(tx, { ...row, id, applicationId, kind }, null, step.state, null, step.by);
  return (await findStep(tx, id))!;
}

export interface StepMove {
  id: string;
  from: readonly StepState[];
  to: StepState;
  /** It goes nowhere from there. */
  ends: boolean;
  /** Put over what the step has. */
  data?: Record<string, Json>;
  /** See {@link StepRow.due_at}; null without. */
  dueAt?: Date | null;
  /** What the provider is to be asked for. */
  work?: 'start' | 'cancel' | 'reschedule';
  /** The application goes along, if it stands where the step belongs to. */
  stage?: Stage;
  reason: string | null;
  /** A key, `candidate`, `provider` or `system`. */
  by: string;
}

/**
 * Moves a step if it is in one of the states `from`.
 * @returns the step as it is now; the state that it is really in; or null when there is no such step
 */
export async function moveStep(
  tx: Tx,
  move: StepMove,
): Promise<{ step: StepRow; eventId: string } | { state: StepState } | null> {
  const before = await lockStep(tx, move.id);
  if (!before) return null;
  if (!move.from.includes(before.state)) return { state: before.state };
  const work = before.provider === OURS ? undefined : move.work;
  await tx`
    update steps set state = ${move.to}, data = data || ${tx.json(move.data ?? {})}, updated_at = now(),
      due_at = ${move.dueAt ?? null}, ended_at = case when ${move.ends} then now() else null end
      ${
        work === undefined
          ? tx``
          : work === 'reschedule'
            ? rescheduling(tx)
            : tx`, trouble = null,
        -- What nobody was ever asked for needs no taking back.
        work = case when ${work} = 'cancel' and external_id is null and work_tries = 0 then null else ${work} end,
        work_next = null, work_due_at = now(), work_tries = 0`
      }
    where id = ${move.id}`;
  const about = {
    id: move.id,
    applicationId: before.application_id,
    conversation_id: before.conversation_id,
    kind: before.kind,
  };
  const eventId = await tell(tx, about, before.state, move.to, move.reason, move.by);
  if (move.stage) {
    const { application_id: applicationId, kind } = before;
    await moveStage(tx, { applicationId, from: kind, to: move.stage, reason: move.reason, by: move.by });
  }
  return { step: (await findStep(tx, move.id))!, eventId };
}

/**
 * The provider is to hear of what is new. Whoever was never asked, or refused, is asked for all of it; where something may be
 * under way to them with what was right before, this comes behind it.
 */
const rescheduling = (tx: Tx) => tx`,
  rescheduled = rescheduled + 1, work_due_at = now(), trouble = case when work is null then null else trouble end,
  work = coalesce(work, case when external_id is null then 'start' else 'reschedule' end),
  work_next = case when work is not null and work_tries > 0 then 'reschedule' else work_next end,
  work_tries = case when work is null then 0 else work_tries end`;

/** Puts figures and times over what a step has, without moving it; it must exist. `dueAt` absent leaves that as it is. */
export async function amendStep(
  tx: Tx,
  id: string,
  { data, dueAt }: { data: Record<string, Json>; dueAt?: Date },
): Promise<void> {
  const [step] = await tx<{ application_id: string }[]>`
    update steps set data = data || ${tx.json(data)}, due_at = coalesce(${dueAt ?? null}, due_at), updated_at = now()
    where id = ${id} returning application_id`;
  if (dueAt && step) await touchApplication(tx, step.application_id);
}

/**
 * Ends what is still open of an application that goes no further: seats and papers are given back.
 * @returns the steps that were called off
 */
export async function callOff(tx: Tx, applicationId: string, by: string): Promise<StepRow[]> {
  const open = await tx<{ id: string; kind: StepKind; state: StepState }[]>`
    select id, kind, state from steps where application_id = ${applicationId} and ended_at is null order by position`;
  const off: StepRow[] = [];
  // What the chat says of it.
  const shift = { released: true, shift_id: null, voided: open.some(({ kind }) => kind === 'contract') };
  for (const { id, kind, state } of open) {
    const to = CALLED_OFF[kind];
    const moved = await moveStep(tx, {
      ...{ id, from: [state], to, ends: true, reason: 'application ended', by },
      work: 'cancel',
      ...(kind === 'onboarding' ? { data: shift } : {}),
    });
    if (moved && 'step' in moved) off.push(moved.step);
  }
  if (off.some(({ kind }) => kind === 'onboarding')) await freeSeat(tx, applicationId);
  return off;
}

export async function findStep(tx: Tx, id: string): Promise<StepRow | null> {
  const [row] = await tx<StepRow[]>`select ${selected(tx)} from ${from(tx)} where s.id = ${id}`;
  return row ?? null;
}

/** By the provider's own name for it. */
export async function findReported(
  tx: Tx,
  kind: StepKind,
  provider: string,
  name: { stepId: string | null; externalId: string | null },
): Promise<StepRow | null> {
  const [row] = await tx<StepRow[]>`
    select ${selected(tx)} from ${from(tx)} where s.kind = ${kind} and s.provider = ${provider}
      and (s.id = ${name.stepId} or (${name.stepId}::text is null and s.external_id = ${name.externalId}))`;
  return row ?? null;
}

/** The one that has not ended. */
export async function openStepOf(tx: Tx, applicationId: string, kind: StepKind): Promise<StepRow | null> {
  const [row] = await tx<StepRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where s.application_id = ${applicationId} and s.kind = ${kind} and s.ended_at is null`;
  return row ?? null;
}

/** The last of those that wait for somebody: a contract that was signed waits for nobody. */
export async function unsettledOf(tx: Tx, applicationId: string): Promise<StepRow | null> {
  const [row] = await tx<StepRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where s.application_id = ${applicationId} and s.ended_at is null and s.state <> 'signed'
    order by s.position desc limit 1`;
  return row ?? null;
}

/**
 * The background check that found something which nobody has settled. To call a check off settles nothing: only `clear` and
 * `adverse` do, of it or of a later one.
 */
export async function findingOf(tx: Tx, applicationId: string): Promise<StepRow | null> {
  const [row] = await tx<StepRow[]>`
    select ${selected(tx)} from ${from(tx)}
    where s.application_id = ${applicationId} and s.kind = 'background_check'
      and (s.state in ('consider', 'on_hold') or (s.state = 'canceled' and exists (
        select 1 from step_moves m join events e on e.id = m.event_id
        where m.step_id = s.id and e.type = 'background_check.canceled'
          and e.data->>'from_state' in ('consider', 'on_hold'))))
      and not exists (
        select 1 from steps l where l.application_id = s.application_id and l.kind = s.kind and l.position > s.position
          and l.state in ('clear', 'adverse'))
    order by s.ended_at is null desc, s.position desc limit 1`;
  return row ?? null;
}

/** The last one of a kind, whatever became of it. */
export async function lastStepOf(tx: Tx, applicationId: string, kind: StepKind): Promise<StepRow | null> {
  const [row] = await tx<StepRow[]>`
    select ${selected(tx)} from ${from(tx)} where s.application_id = ${applicationId} and s.kind = ${kind}
    order by s.position desc limit 1`;
  return row ?? null;
}

export interface StepFilter {
  kind: StepKind;
  applicationId?: string | undefined;
  candidateId?: string | undefined;
  state?: string | undefined;
  /** Only those with which something is wrong over there. */
  troubled?: boolean | undefined;
}

/** Newest first. */
export async function listSteps(tx: Tx, filter: StepFilter, page: PageRequest): Promise<Page<StepRow>> {
  const { kind, applicationId = null, candidateId = null, state = null, troubled = null } = filter;
  const rows = await tx<StepRow[]>`
    select ${selected(tx)} from ${from(tx)} where s.kind = ${kind}
      ${asked(tx, page.after, tx`and s.position < ${page.after}`)}
      ${asked(tx, applicationId, tx`and s.application_id = ${applicationId}`)}
      ${asked(tx, candidateId, tx`and a.candidate_id = ${candidateId}`)}
      ${asked(tx, state, tx`and s.state = ${state}`)}
      ${asked(tx, troubled, troubled ? tx`and s.trouble is not null` : tx`and s.trouble is null`)}
    order by s.position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}

/** Locks a step, its application and its conversation, in the order of the house: the conversation first. */
export async function lockStep(tx: Tx, id: string): Promise<StepRow | null> {
  const [about] = await tx<{ application_id: string }[]>`select application_id from steps where id = ${id}`;
  if (!about) return null;
  await lockApplication(tx, about.application_id);
  await tx`select 1 from steps where id = ${id} for update`;
  return findStep(tx, id);
}

async function lockApplication(tx: Tx, id: string) {
  await tx`
    select 1 from conversations where id = (select conversation_id from applications where id = ${id})
    for no key update`;
  return tx<{ stage: Stage; conversation_id: string; erased: boolean }[]>`
    select a.stage, a.conversation_id, c.erased_at is not null as erased
    from applications a join candidates c on c.id = a.candidate_id where a.id = ${id} for update of a`;
}

/** The one event of a move, and who made it. */
async function tell(
  tx: Tx,
  step: { id: string; applicationId: string; conversation_id: string; kind: StepKind },
  before: StepState | null,
  to: StepState,
  reason: string | null,
  by: string,
): Promise<string> {
  const [eventId] = await appendEvents(tx, [
    {
      // A step moves only to states of its kind.
      type: `${step.kind}.${to}` as StepEvent,
      conversationId: step.conversation_id,
      applicationId: step.applicationId,
      data: { [`${step.kind}_id`]: step.id, from_state: before, to_state: to },
    },
  ]);
  await tx`
    insert into step_moves (event_id, step_id, reason, moved_by)
    values (${eventId!}, ${step.id}, ${reason}, ${by})`;
  return eventId!;
}
