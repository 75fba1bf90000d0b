/** After the interview people decide: what the candidate hears of it, and what they hear when nobody has. */
import type { AboutApplication, DeadlineKind, Decided, InterviewState, Words } from './model.ts';
import type { Turn } from './turn.ts';

/** A receipt is read on a phone. */
const NAMED_AT_MOST = 4;

/** Starts the clocks of the promise that is made at the end of an interview. */
export function awaitDecision(turn: Turn, applicationId: string): void {
  const { now, settings } = turn.context;
  turn.effects.push(
    { type: 'deadline', applicationId, kind: 'decision_warning', at: now + settings.decisionWarningMs },
    { type: 'deadline', applicationId, kind: 'decision', at: now + settings.decisionWithinMs },
  );
}

/** Tells what was decided, with what it was decided from and how to take issue with it. */
export function takeDecided(turn: Turn, decided: Decided): void {
  const { state } = turn;
  const { outcome, message, receipt } = decided;
  turn.urgency = 'notice';
  end(turn, decided.applicationId);
  // "Not decided yet" may wait for the morning, as this does.
  if (decided.interviewId !== null)
    turn.effects.push({ type: 'overtaken', interviewId: decided.interviewId });
  // Who never talked to us knows of nothing.
  if (decided.interviewId === null) return;
  const why = whyUntold(turn, decided);
  if (why !== null) {
    untold(turn, decided, why);
    return;
  }
  const { language } = state;
  const title = decided.title[language];
  turn.say('notice', `decided_${outcome}`, { title });
  if (message !== null) turn.say('notice', 'decided_message', { message });
  if (outcome === 'advance')
    turn.say('notice', 'decided_next', {
      by: decided.by?.[language] ?? '',
      known: decided.by ? 'yes' : 'no',
    });
  const met = receipt.met.slice(0, NAMED_AT_MOST).map(
    ({ title, quote }): Words => ({
      key: 'receipt_met',
      args: { title: title[language], quote: quote ?? '', quoted: quote === null ? 'no' : 'yes' },
    }),
  );
  if (met.length > 0) turn.sayWords('notice', { lines: [{ key: 'receipt_for' }, ...met] });
  const open = receipt.open.slice(0, NAMED_AT_MOST).map((title) => title[language]);
  if (outcome === 'decline' && open.length > 0)
    turn.say('notice', 'receipt_open', { list: open.join(language === 'zh' ? '、' : ', ') });
  turn.say('notice', outcome === 'decline' ? 'decided_appeal' : 'decided_wrong');
}

/** The time in which the candidate was to hear of a decision is over, or nearly. */
export function takeDeadline(turn: Turn, deadline: DeadlineKind, about: AboutApplication | null): void {
  if (!about) return;
  const { applicationId } = about;
  if (deadline === 'decision_warning') {
    turn.effects.push({ ...ticketFor(about), kind: 'undecided' });
    return;
  }
  turn.urgency = 'notice';
  const { language } = turn.state;
  const title = about.title[language];
  const mayBeTold = about.interviewId !== null && whyUntold(turn, about) === null;
  if (deadline === 'next_step') {
    turn.effects.push({ ...ticketFor(about), kind: 'undecided', reasons: ['next_step'] });
    if (mayBeTold) turn.say('notice', 'next_step_late', { title });
    return;
  }
  const { now, settings } = turn.context;
  turn.effects.push({
    type: 'deadline',
    applicationId,
    kind: 'decision',
    at: now + settings.decisionAgainMs,
  });
  if (mayBeTold) turn.say('notice', 'undecided', { title, by: about.by?.[language] ?? '' });
}

/** Who asked us to stop hears nothing, and with whom HR talks hears it from them. Null: they may be told. */
export function whyUntold({ state }: Turn, { unsaid }: AboutApplication): string | null {
  if (unsaid !== null) return unsaid;
  if (state.stopped) return 'opted_out';
  return state.takenOver ? 'taken_over' : null;
}

/** A person tells them instead. */
export function untold(turn: Turn, about: AboutApplication, why: string): void {
  turn.effects.push({ ...ticketFor(about), kind: 'untold', reasons: [why] });
}

const ticketFor = ({ applicationId, interviewId }: AboutApplication) => ({
  type: 'ticket' as const,
  interviewId,
  applicationId,
  turn: null,
});

const LIVE = new Set<InterviewState['status']>(['in_progress', 'paused', 'handed_off']);

/** What is decided is not asked about any more. */
function end(turn: Turn, applicationId: string): void {
  const { interview, earlier } = turn.state;
  const about = [interview, ...earlier].find((one) => one?.applicationId === applicationId);
  if (!about || !LIVE.has(about.status)) return;
  turn.status('expired', about);
  about.open = null;
  about.adding = false;
}
