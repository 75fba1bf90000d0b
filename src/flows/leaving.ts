/** A resignation: said, read back, agreed to, taken back. Whether it is accepted a person says. */
import { readAgreement } from './agreement.ts';
import { dayNamed } from './last-day.ts';
import type { Effect } from './model.ts';
import { bare } from './text.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';
import { resigns, staysAfterAll } from './working.ts';
import type { Employment } from './workplace.ts';

/** What was read back is agreed to while it can still be remembered. */
const CONFIRMED_WITHIN_MS = 3 * 24 * 3_600_000;

/** A no that is all of it. */
const SAYS_NO = /^(?:不|不了|不是|不想|先不)$/;

/** @returns whether the message was about leaving */
export function takeLeaving(turn: Turn, { message }: Understood, employment: Employment): boolean {
  const { state, context } = turn;
  const { text } = message;
  const said = state.leaving;
  const open = said?.employmentId === employment.id && context.now - said.at <= CONFIRMED_WITHIN_MS;
  const { resignation } = employment;
  if ((open || resignation) && staysAfterAll(text)) {
    turn.hear(message, 'other');
    delete state.leaving;
    if (resignation) {
      const { id: employmentId, applicationId } = employment;
      turn.effects.push(
        { type: 'resign_withdrawn', employmentId },
        ticket('resignation', applicationId, turn, message.turn, ['withdrawn']),
      );
      employment.resignation = null;
    }
    turn.say('acknowledgement', resignation ? 'resign_withdrawn' : 'resign_kept');
    return true;
  }
  if (open && said.lastDay !== null) {
    const agreed = readAgreement(text);
    if (agreed === true && dayNamed(text, employment.today) === null) {
      turn.hear(message, 'other');
      if (said.aside) readBack(turn, employment, said.lastDay);
      else resign(turn, employment, said.lastDay, message.turn);
      return true;
    }
    if (agreed === false || SAYS_NO.test(bare(text))) {
      turn.hear(message, 'other');
      delete state.leaving;
      turn.say('acknowledgement', 'resign_kept');
      return true;
    }
  }
  const wants = resigns(text);
  const named = wants || open ? dayNamed(text, employment.today) : null;
  if (!wants && !(open && named)) return false;
  turn.hear(message, 'other');
  if (employment.state === 'leaving') {
    turn.say('notice', 'resign_agreed', { day: dayWords(turn, employment.endsOn!) });
    return true;
  }
  if (resignation) {
    turn.say('notice', 'resign_waiting', { day: dayWords(turn, resignation.lastDay) });
    return true;
  }
  const over = named !== null && named < employment.today;
  const lastDay = named === null || over ? null : later(named, employment.startsOn);
  readBack(turn, employment, lastDay);
  return true;
}

function readBack(turn: Turn, { id: employmentId }: Employment, lastDay: string | null): void {
  turn.state.leaving = { employmentId, lastDay, at: turn.context.now };
  if (lastDay === null) turn.say('notice', 'resign_ask_day');
  else turn.say('notice', 'resign_ask_sure', { day: dayWords(turn, lastDay) });
}

/** Something else was said since a resignation was read back: a yes may be to that, and it is read back once more. */
export function leaveAside({ leaving }: Turn['state']): void {
  if (leaving) leaving.aside = true;
}

function resign(turn: Turn, employment: Employment, lastDay: string, number: number): void {
  const { id: employmentId, applicationId } = employment;
  delete turn.state.leaving;
  turn.effects.push(
    { type: 'resign', employmentId, lastDay },
    ticket('resignation', applicationId, turn, number, [lastDay]),
  );
  employment.resignation = { lastDay };
  turn.say('acknowledgement', 'resign_sent', { day: dayWords(turn, lastDay) });
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** 2026年11月30日, 30 November 2026: the day as a calendar has it, whatever the zone. */
export function dayWords(turn: Turn, day: string): string {
  const locale = turn.state.language === 'zh' ? 'zh-CN' : 'en-GB';
  const format = {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    timeZone: 'UTC',
  } as const;
  return new Intl.DateTimeFormat(locale, format).format(new Date(`${day}T00:00:00Z`));
}

/** A person of HR has to look: `kind` says at what. */
export function ticket(
  kind: 'step' | 'pay' | 'resignation',
  applicationId: string,
  turn: Turn,
  number: number,
  reasons: string[],
): Effect {
  return {
    type: 'ticket',
    kind,
    interviewId: turn.interview?.id ?? null,
    turn: number,
    applicationId,
    reasons,
  };
}
