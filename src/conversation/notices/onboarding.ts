/** The first shift in the chat: the guide, the reminders, the question whether they are there, and what became of it. */
import { findToTell } from '../../../db/decisions.ts';
import { findEmploymentOf } from '../../../db/employments.ts';
import { findStep, lastStepOf, type StepRow } from '../../../db/steps.ts';
import type { Effect, NoticeLine } from '../../flows/model.ts';
import { type FirstShift, firstShiftOf, MISSING_AFTER_MS, SOON_MS } from '../../pipeline/onboarding.ts';
import type { Language, Localized } from '../../types.ts';
import { nextAllowed } from '../quiet.ts';
import { both, hourOf, mapOf, placeOf, whenOf } from '../when.ts';
import { begun } from './employment.ts';
import { type NoticeDraft, type NoticeParts, unlessBefore, type WriteNotice } from './notice.ts';

interface Told {
  step: StepRow;
  shift: FirstShift;
  title: Localized;
  /** From when on quiet hours let a line go, epoch ms. */
  allowedAt: number;
}

type Write = (parts: NoticeParts, told: Told) => Omit<NoticeDraft, 'applicationId'> | null;

/** About a step by its id; `states` are those in which it still matters. */
const ofStep =
  (states: readonly string[], write: Write): WriteNotice =>
  async (parts, subject) =>
    written(parts, await findStep(parts.sql, subject), states, write);

/** A clock of an application: about its last onboarding, unless a person took the application back to before it. */
const ofClock = (write: Write): WriteNotice =>
  unlessBefore('onboarding', async (parts, subject) =>
    written(parts, await lastStepOf(parts.sql, subject, 'onboarding'), ['scheduled'], write),
  );

async function written(
  parts: NoticeParts,
  step: StepRow | null,
  states: readonly string[],
  write: Write,
): Promise<NoticeDraft | null> {
  const shift = step && firstShiftOf(step);
  const row = step && (await findToTell(parts.sql, step.application_id));
  if (!shift || !row || !states.includes(step.state)) return null;
  const zone = row.time_zone ?? row.site_zone ?? parts.config.defaultTimeZone ?? null;
  const allowed = allowedAt(parts, zone, row.language);
  const draft = write(parts, { step, shift, title: row.title, allowedAt: allowed });
  return draft && { applicationId: step.application_id, ...draft };
}

const listOf = (items: readonly Localized[]): Localized => ({
  zh: items.map(({ zh }) => zh).join('、'),
  en: items.map(({ en }) => en).join(', '),
});

function guide(head: 'onboarding_guide' | 'onboarding_moved', { shift, title }: Told): NoticeLine[] {
  const { place, bring, ask_for: asked, training } = shift;
  const map = mapOf(shift);
  const lines: NoticeLine[] = [
    { key: head, args: { title } },
    { key: 'onboarding_when', args: { when: whenOf(shift) } },
    {
      key: 'onboarding_where',
      args: { place: placeOf(place), map: map ?? '', mapped: map === null ? 'no' : 'yes' },
    },
  ];
  if (bring.length > 0) lines.push({ key: 'onboarding_bring', args: { list: listOf(bring) } });
  if (asked) {
    const { name, phone } = asked;
    lines.push({
      key: 'onboarding_ask',
      args: { name, phone: phone ?? '', known: phone === null ? 'no' : 'yes' },
    });
  }
  if (training.length > 0) {
    const list = both((language) =>
      training
        .map(
          ({ title, url, text }) =>
            `- ${[title[language], url, text?.[language]].filter(Boolean).join('\n  ')}`,
        )
        .join('\n'),
    );
    lines.push({ key: 'onboarding_training', args: { list } });
  }
  return [...lines, { key: 'onboarding_tell_us' }];
}

/**
 * What is told late is told wrong: after we were away, or where quiet hours last until `untilMs` before it begins, nothing is
 * said.
 */
function before(
  { shift, allowedAt }: Told,
  untilMs: number,
  lines: NoticeLine[],
): { lines: NoticeLine[] } | null {
  return allowedAt < Date.parse(shift.starts_at) - untilMs ? { lines } : null;
}

/** Where nobody knows the zone, the latest of those in which somebody who reads that language may be. */
function allowedAt({ now, config }: NoticeParts, zone: string | null, language: Language | null): number {
  const languages = language ? [language] : (['zh', 'en'] as const);
  return Math.max(...languages.map((one) => nextAllowed(now(), config.quietHours, zone, one)));
}

/** Where and when it is. What quiet hours would hold until it has begun is for people to tell. */
const arranged = (name: string, head: Parameters<typeof guide>[0]) =>
  ofStep(['scheduled'], (_, told) => {
    const { step, shift, allowedAt } = told;
    if (allowedAt < Date.parse(shift.starts_at)) return { lines: guide(head, told) };
    return { lines: [], effects: [{ ...ticketFor(step, ['too_late', name]), kind: 'untold' }] };
  });

const evening = ofClock((_, told) => {
  const { shift, title } = told;
  const args = {
    ...{ title, when: whenOf(shift), place: placeOf(shift.place), list: listOf(shift.bring) },
    brings: shift.bring.length > 0 ? 'yes' : 'no',
  };
  return before(told, SOON_MS, [{ key: 'onboarding_evening', args }]);
});

const soon = ofClock((_, told) => {
  const args = { clock: hourOf(told.shift), place: placeOf(told.shift.place) };
  return before(told, 0, [{ key: 'onboarding_soon', args }]);
});

/** Who works at night is not asked at night: the reminder has said what to do. */
const start = ofClock(({ now }, { shift, allowedAt }) => {
  if (allowedAt > now() || now() >= Date.parse(shift.starts_at) + MISSING_AFTER_MS) return null;
  return { lines: [{ key: 'onboarding_start', args: { clock: hourOf(shift) } }] };
});

/** A person looks. The machine records nothing, and asks whether all is well. */
const missing = ofClock(({ now }, { step, allowedAt }) => ({
  lines: allowedAt > now() ? [] : [{ key: 'onboarding_missing' }],
  effects: [ticketFor(step, ['onboarding', 'not_checked_in'])],
}));

function ticketFor(
  { application_id: applicationId }: StepRow,
  reasons: string[],
): Extract<Effect, { type: 'ticket' }> {
  return { type: 'ticket', kind: 'step', interviewId: null, turn: null, applicationId, reasons };
}

const flag = (step: StepRow, name: string): string => (step.data[name] === true ? 'yes' : 'no');

/** By an action or a provider: what else it brought stands in the step. */
const fate = (state: 'no_show' | 'canceled') =>
  ofStep([state], (_, { step, title }) => ({
    lines: [
      {
        key: `onboarding_${state}`,
        args: { title, released: flag(step, 'released'), voided: flag(step, 'voided') },
      },
    ],
  }));

const completed: WriteNotice = async ({ sql }, subject) => {
  const step = await findStep(sql, subject);
  const employment = step && (await findEmploymentOf(sql, step.application_id));
  return employment && begun(employment);
};

export const onboardingNotices: Record<string, WriteNotice> = {
  'onboarding.scheduled': arranged('onboarding.scheduled', 'onboarding_guide'),
  'onboarding.rescheduled': arranged('onboarding.rescheduled', 'onboarding_moved'),
  'onboarding.resting': ofStep(['scheduled'], (_, { title }) => ({
    lines: [{ key: 'onboarding_resting', args: { title } }],
  })),
  'onboarding.evening': evening,
  'onboarding.soon': soon,
  'onboarding.start': start,
  'onboarding.missing': missing,
  'onboarding.no_show': fate('no_show'),
  'onboarding.canceled': fate('canceled'),
  'onboarding.completed': completed,
};
