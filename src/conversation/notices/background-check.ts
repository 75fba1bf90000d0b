/** What a background check has to say: to the candidate in the chat, and to people by tickets. Nothing is decided by it. */
import { findToTell } from '../../../db/decisions.ts';
import { findStep, openStepOf, type StepRow } from '../../../db/steps.ts';
import type { ClockKind, Effect } from '../../flows/model.ts';
import { dayOf } from '../../texts/dates.ts';
import type { Localized } from '../../types.ts';
import { type NoticeDraft, type NoticeParts, unlessBefore, type WriteNotice } from './notice.ts';
import { newPage } from './page.ts';

const HOUR = 3_600_000;
/** How long a link to the form opens. */
export const FORM_VALID_MS = 7 * 24 * HOUR;
/** Not filled in: one word after a day, one after three, then a person looks. */
const REMIND_MS = 24 * HOUR;
const REMIND_AGAIN_MS = 48 * HOUR;
const UNFILLED_MS = 24 * HOUR;

/** Where nobody said in which zone they live. */
const SOMEWHERE = 'UTC';

type Clock = 'remind' | 'remind_again' | 'unfilled' | 'hold_over';
const clockOf = (clock: Clock): ClockKind => `background_check.${clock}`;

function setClock({ application_id: applicationId }: StepRow, clock: Clock, at: number): Effect {
  return { type: 'deadline', applicationId, kind: clockOf(clock), at };
}

const stopClock = ({ application_id: applicationId }: StepRow, clock: Clock): Effect => ({
  ...{ type: 'deadline_over', applicationId, kind: clockOf(clock) },
});

/** A person has to look; `why` is a code. */
function ticket({ application_id: applicationId }: StepRow, why: string): Effect {
  return {
    ...{ type: 'ticket', kind: 'step', interviewId: null, turn: null, applicationId },
    reasons: ['background_check', why],
  };
}

/** The job's name, and the zone in which the person reads of days. */
async function readerOf(
  { sql, config }: NoticeParts,
  step: StepRow,
): Promise<{ title: Localized; zone: string }> {
  const row = (await findToTell(sql, step.application_id))!;
  const zone = row.time_zone ?? row.site_zone ?? config.defaultTimeZone ?? SOMEWHERE;
  return { title: row.title, zone };
}

const dayIn = (at: number, zone: string): Localized => ({
  zh: dayOf(new Date(at), 'zh', zone),
  en: dayOf(new Date(at), 'en', zone),
});

/** Says a link to the form. `clocks` run only if it could be said. */
async function ask(parts: NoticeParts, step: StepRow, key: string, clocks: Effect[]): Promise<NoticeDraft> {
  const { id: subject, application_id: applicationId } = step;
  const page = newPage(parts, { subject, path: 'form', validMs: FORM_VALID_MS });
  if (!page) return { applicationId, lines: [], effects: [ticket(step, 'public_url_missing')] };
  const { title, zone } = await readerOf(parts, step);
  const args = { title, link: page.url, by: dayIn(parts.now() + FORM_VALID_MS, zone) };
  return {
    applicationId,
    lines: [{ key, args, secret: page.secret }],
    ifSaid: [page.effect, ...clocks],
  };
}

const firstClocks = (parts: NoticeParts, step: StepRow) => [
  setClock(step, 'remind', parts.now() + REMIND_MS),
  stopClock(step, 'remind_again'),
  stopClock(step, 'unfilled'),
];

/** Of a step, while it is where the notice was written. */
function when(
  state: StepRow['state'],
  write: (parts: NoticeParts, step: StepRow) => Promise<NoticeDraft>,
): WriteNotice {
  return async (parts, subject) => {
    const step = await findStep(parts.sql, subject);
    return step?.state === state ? write(parts, step) : null;
  };
}

/** Of a clock: it matters while nothing was filled in, and consent was not refused. */
function whileUnfilled(write: (parts: NoticeParts, step: StepRow) => Promise<NoticeDraft>): WriteNotice {
  return unlessBefore('background_check', async (parts, applicationId) => {
    const step = await openStepOf(parts.sql, applicationId, 'background_check');
    return step?.state === 'collecting' && !step.data.consent_refused_at ? write(parts, step) : null;
  });
}

/** One line that names the job, and what people have to do about it. */
function plain(key: string, tickets: string[] = [], urgency: 'reply' | 'notice' = 'notice') {
  return async (parts: NoticeParts, step: StepRow): Promise<NoticeDraft> => {
    const { title } = await readerOf(parts, step);
    return {
      applicationId: step.application_id,
      lines: [{ key, args: { title } }],
      effects: tickets.map((why) => ticket(step, why)),
      urgency,
    };
  };
}

const words = (value: unknown): { key: string; args: { message: string } }[] =>
  typeof value === 'string' ? [{ key: 'decided_message', args: { message: value } }] : [];

/** Before anything is decided: what was found, in the words of whoever writes it, and until when it can be answered. */
const letter = async (parts: NoticeParts, step: StepRow): Promise<NoticeDraft> => {
  const { title, zone } = await readerOf(parts, step);
  const until = step.due_at!.getTime();
  return {
    applicationId: step.application_id,
    lines: [
      { key: 'bgc_letter', args: { title } },
      { key: 'bgc_letter_found', args: { message: String(step.data.letter) } },
      { key: 'bgc_letter_dispute', args: { by: dayIn(until, zone) } },
    ],
    effects: [setClock(step, 'hold_over', until + 1)],
  };
};

const adverse = async (parts: NoticeParts, step: StepRow): Promise<NoticeDraft> => {
  const { title } = await readerOf(parts, step);
  return {
    applicationId: step.application_id,
    lines: [
      { key: 'bgc_adverse', args: { title } },
      ...words(step.data.final_letter),
      { key: 'bgc_adverse_rights' },
    ],
  };
};

const holdOver: WriteNotice = async ({ sql, now }, applicationId) => {
  const step = await openStepOf(sql, applicationId, 'background_check');
  if (step?.state !== 'on_hold' || step.due_at!.getTime() >= now()) return null;
  return { applicationId, lines: [], effects: [ticket(step, 'hold_over')] };
};

export const backgroundCheckNotices: Record<string, WriteNotice> = {
  'background_check.collecting': when('collecting', (parts, step) =>
    ask(parts, step, 'bgc_form', firstClocks(parts, step)),
  ),
  'background_check.ask_again': when('collecting', (parts, step) =>
    ask(parts, step, 'bgc_form_again', firstClocks(parts, step)),
  ),
  'background_check.remind': whileUnfilled((parts, step) =>
    ask(parts, step, 'bgc_form_again', [setClock(step, 'remind_again', parts.now() + REMIND_AGAIN_MS)]),
  ),
  'background_check.remind_again': whileUnfilled((parts, step) =>
    ask(parts, step, 'bgc_form_again', [setClock(step, 'unfilled', parts.now() + UNFILLED_MS)]),
  ),
  'background_check.unfilled': whileUnfilled(async (_parts, step) => ({
    applicationId: step.application_id,
    lines: [],
    effects: [ticket(step, 'form_not_filled')],
  })),
  'background_check.submitted': when('pending', plain('bgc_submitted', [], 'reply')),
  'background_check.no_consent': when('collecting', plain('bgc_no_consent', ['consent_refused'], 'reply')),
  'background_check.clear': when('clear', plain('bgc_clear')),
  'background_check.consider': when('consider', plain('bgc_consider', ['consider'])),
  'background_check.suspended': when('suspended', plain('bgc_suspended', ['suspended'])),
  // By the provider: what happens now is for a person to say.
  'background_check.canceled': when('canceled', plain('bgc_canceled', ['canceled'])),
  'background_check.called_off': when('canceled', plain('bgc_canceled')),
  'background_check.on_hold': when('on_hold', letter),
  'background_check.adverse': when('adverse', adverse),
  'background_check.hold_over': holdOver,
};
