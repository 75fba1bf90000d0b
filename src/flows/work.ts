/**
 * What somebody says whose first shift is arranged, or who works: they are there, are late, cannot come, ask for their pay,
 * want to leave. Everything else goes the way that it always goes.
 */
import { dayWords, leaveAside, takeLeaving, ticket } from './leaving.ts';
import type { Effect } from './model.ts';
import { lateMinutes, SHIFT_CLOCKS } from './shift.ts';
import { wordless } from './text.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';
import { arrives, asksPay, cannotCome, comesLate, isOnTheWay, minutesIn } from './working.ts';
import type { Employment, Payslip, Shift } from './workplace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Somebody may be there early, or say so late. */
const THERE_BEFORE_MS = 3 * HOUR;
const THERE_AFTER_MS = 12 * HOUR;
/** Before that a place or a picture is of the way, or of something else. */
const SIGN_BEFORE_MS = 30 * MINUTE;
/** A shift that begins in a day may be spoken of. */
const LATE_BEFORE_MS = 24 * HOUR;

/** @returns what of the messages was something else */
export function takeWork(turn: Turn, seen: readonly Understood[]): Understood[] {
  if (!turn.context.work) return [...seen];
  // What one message changes the next one of the same burst knows.
  const { shift, employment } = structuredClone(turn.context.work);
  return seen.filter((one) => {
    // Beside where the application stands: what is asked for and waits for a yes.
    if (one.command === 'status' && employment?.resignation)
      turn.say('status', 'resign_waiting', { day: dayWords(turn, employment.resignation.lastDay) });
    const taken =
      !one.command &&
      ((shift && takeShift(turn, one, shift)) || (employment && takeEmployment(turn, one, employment)));
    if (!taken) leaveAside(turn.state);
    return !taken;
  });
}

function takeShift(turn: Turn, { message }: Understood, shift: Shift): boolean {
  if (shift.state === 'checked_in') return false;
  const { now } = turn.context;
  const { text } = message;
  if (shift.released) {
    if (!arrives(text) && !comesLate(text) && !cannotCome(text)) return false;
    turn.hear(message, 'other');
    turn.effects.push(
      ticket('step', shift.applicationId, turn, message.turn, ['onboarding', 'after_no_show']),
    );
    sayOnce(turn, 'onboarding_given_away');
    return true;
  }
  const toCome = shift.startsAt - now;
  const begins = toCome <= THERE_BEFORE_MS && -toCome <= THERE_AFTER_MS;
  const coming = isOnTheWay(text);
  // Before any arrival: "running late, just got to the station".
  const late = comesLate(text) ?? (begins && toCome <= 0 && coming ? { minutes: minutesIn(text) } : null);
  if (late && toCome <= LATE_BEFORE_MS && -toCome <= THERE_AFTER_MS) {
    turn.hear(message, 'other');
    noteLate(turn, shift, late.minutes, message.turn);
    return true;
  }
  if (cannotCome(text)) {
    turn.hear(message, 'other');
    turn.state.notThere = shift.startsAt;
    turn.effects.push(
      ticket('step', shift.applicationId, turn, message.turn, ['onboarding', 'cannot_come']),
      ...SHIFT_CLOCKS.map((clock) => over(shift, clock)),
    );
    sayOnce(turn, 'onboarding_cannot_come');
    return true;
  }
  const there = arrives(text) && !late && !coming && -toCome <= THERE_AFTER_MS;
  if (!there && !(begins && isSign(turn, message, shift))) return false;
  turn.hear(message, 'other');
  if (toCome > THERE_BEFORE_MS)
    sayOnce(turn, 'onboarding_not_yet', { when: shift.when[turn.state.language] });
  else checkIn(turn, shift);
  return true;
}

/**
 * Not everybody writes at a gate: where they are, or a picture of it, tells it too, and a thumb once the hour has come. Not of
 * who was missed, or said that they come later or not at all: the same may be a thank-you, or a doctor's note.
 */
function isSign({ context, state }: Turn, { content, text }: Understood['message'], shift: Shift): boolean {
  const toCome = shift.startsAt - context.now;
  if (shift.state !== 'scheduled' || state.notThere === shift.startsAt || toCome > SIGN_BEFORE_MS)
    return false;
  if (content.kind === 'unreadable' && /location|venue/i.test(content.what)) return true;
  if (content.kind === 'file') return text === '' && content.media.type.startsWith('image/');
  if (toCome > 0) return false;
  if (content.kind === 'unreadable') return /sticker/i.test(content.what);
  return content.kind === 'text' && wordless(text) && /👍|✅|🙋|👌|📍/u.test(text);
}

function checkIn(turn: Turn, shift: Shift): void {
  const { now } = turn.context;
  const data = {
    checked_in_at: new Date(now).toISOString(),
    // Also where they had said more: what counts is when they came.
    late_minutes: lateMinutes(shift.startsAt, now),
  };
  const { stepId } = shift;
  turn.effects.push(
    { type: 'step', stepId, kind: 'onboarding', to: 'checked_in', reason: null, data },
    ...SHIFT_CLOCKS.map((clock) => over(shift, clock)),
  );
  delete turn.state.notThere;
  shift.state = 'checked_in';
  turn.say('acknowledgement', 'onboarding_there', asking(shift));
}

function noteLate(turn: Turn, shift: Shift, minutes: number | null, number: number): void {
  const { applicationId, stepId } = shift;
  turn.state.notThere = shift.startsAt;
  const reasons = ['onboarding', 'late', ...(minutes === null ? [] : [String(minutes)])];
  const waits = shift.startsAt + (minutes ?? 0) * MINUTE + HOUR;
  turn.effects.push({ type: 'late', stepId, minutes }, ticket('step', applicationId, turn, number, reasons), {
    type: 'deadline',
    applicationId,
    kind: 'onboarding.missing',
    at: Math.max(waits, turn.context.now + HOUR),
  });
  turn.say('acknowledgement', 'onboarding_late', {
    minutes: minutes ?? 0,
    known: minutes === null ? 'no' : 'yes',
  });
}

const asking = ({ askFor }: Shift) => ({ name: askFor ?? '', known: askFor === null ? 'no' : 'yes' });

const over = ({ applicationId }: Shift, clock: (typeof SHIFT_CLOCKS)[number]): Effect => ({
  type: 'deadline_over',
  applicationId,
  kind: `onboarding.${clock}`,
});

function takeEmployment(turn: Turn, seen: Understood, employment: Employment): boolean {
  const { text } = seen.message;
  const pay = asksPay(text);
  if (pay) {
    turn.hear(seen.message, 'question');
    answerPay(turn, pay, employment, seen.message.turn);
    leaveAside(turn.state);
    return true;
  }
  if (employment.state === 'ended') return false;
  return takeLeaving(turn, seen, employment);
}

function answerPay(
  turn: Turn,
  asked: 'when' | 'amount' | 'missing',
  { pay, applicationId, title }: Employment,
  number: number,
): void {
  const known = pay !== null && (asked !== 'when' || !pay.paid);
  if (pay)
    turn.lines.push(
      ...payslip(pay, title).map(({ key, args }) => ({
        part: 'fact' as const,
        words: { key, args: inLanguage(args, turn) },
      })),
    );
  // A statement says what was paid, not when it will be next, nor why it is not there.
  if (known && asked !== 'missing') return;
  turn.effects.push(ticket('pay', applicationId, turn, number, [asked]));
  turn.say('fact', pay === null ? 'pay_none' : `pay_ask_${asked}`);
}

/** A payslip, paragraph by paragraph: the same on the day that it is paid and when it is asked for. */
export function payslip(
  pay: Payslip,
  title: Employment['title'],
): { key: string; args: Record<string, string | Employment['title']> }[] {
  const { period, paidOn, paid, net, gross, lines } = pay;
  const listed = lines.zh !== '' ? [{ key: 'pay_lines', args: { gross, list: lines } }] : [];
  const head = { title, period, day: paidOn, net, paid: paid ? 'yes' : 'no' };
  return [{ key: 'pay_slip', args: head }, ...listed];
}

function inLanguage(args: Record<string, string | Employment['title']>, turn: Turn): Record<string, string> {
  const { language } = turn.state;
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? value : value[language]]),
  );
}

function sayOnce(turn: Turn, key: string, args?: Record<string, string>): void {
  const said = turn.lines.some(({ words }) => 'key' in words && words.key === key);
  if (!said) turn.say('notice', key, args);
}
