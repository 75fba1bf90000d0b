/** The end of a batch: what it all comes to, and the one thing that is asked. */
import { declineOpen, hearAddendum, type Said, type Step, takeAnswer } from './answer.ts';
import { sayWhatWaits } from './aside.ts';
import { askBeyondJobs, followUp } from './further.ts';
import { takePassport } from './passport.ts';
import { askClearer, inviteAgain, type Lead, planNext, repeatOpen } from './plan.ts';
import type { Turn } from './turn.ts';

/** What the batch asks of us besides recording it. */
export interface Round {
  said: Said[];
  /** Something was dealt with that deserves a word, so the open ask is said again behind it. */
  touched: boolean;
  done: boolean;
  skipped: boolean;
  irritated: boolean;
  /** It was told already: what was said before counts. */
  told: boolean;
  pause: boolean;
  withdrawn: boolean;
  /** What was asked is covered already, by what was said about something else. */
  answered: boolean;
  /** A voice could not be heard. */
  unheard: boolean;
  /** We were insulted in this batch; a second time: it pauses. */
  abused: boolean;
  hurt: boolean;
  /** A model has heard a wish to leave: told how to, and asked nothing. */
  leaves: boolean;
  /** A message said nothing at all. */
  idle: boolean;
  /** The interview was paused until now: what was asked before may never have been seen. */
  returned: boolean;
}

/** After every message of the batch was looked at: takes the answer in, and asks one thing. */
export function finish(turn: Turn, round: Round): void {
  if (round.withdrawn) {
    withdraw(turn);
    return;
  }
  if (round.leaves) {
    turn.say('notice', 'how_to_leave');
    if (round.said.length === 0) return;
  }
  const step = stepAfter(turn, round);
  if (round.pause) {
    if (step) settle(turn, step);
    pause(turn, round.hurt ? 'paused_abuse' : 'paused');
  } else if (step) {
    go(turn, step, round);
  } else if (round.touched) {
    repeatOrLeave(turn, round);
  }
}

/** The open ask once more; whoever says nothing for the second time is not asked a third. */
function repeatOrLeave(turn: Turn, round: Round): void {
  const { open } = turn.interview!;
  if (round.idle && open?.idle) {
    declineOpen(turn);
    goOn(turn, 'kindly');
    return;
  }
  repeatOpen(turn);
  const again = turn.interview!.open;
  if (again && round.idle) again.idle = true;
  if (again && round.unheard) again.unheard = true;
}

/** Takes the answer, or the refusal, into the state. Null when the open ask is still open. */
function stepAfter(turn: Turn, round: Round): Step | null {
  const interview = turn.interview!;
  if (round.said.length > 0) {
    if (!interview.open) {
      for (const one of round.said) hearAddendum(turn, one, null);
      return { go: 'next', lead: 'next' };
    }
    if (interview.open.kind === 'passport') return takePassport(turn, round.said);
    const step = takeAnswer(turn, round.said);
    const enough = round.done || round.irritated || round.skipped || round.told || round.leaves;
    if (enough) declineFollowUps(turn);
    const asksMore = step.go === 'follow_up' || step.go === 'beyond_jobs';
    return enough && asksMore ? { go: 'next', lead: 'next' } : step;
  }
  if (round.answered) return { go: 'next', lead: 'next' };
  if (round.done || round.skipped || (round.irritated && interview.open?.kind !== 'question')) {
    declineOpen(turn);
    return { go: 'next', lead: round.skipped || interview.open?.kind !== 'invitation' ? 'kindly' : 'next' };
  }
  if (round.irritated) {
    turn.say('acknowledgement', 'sorry_skip');
    round.touched = true;
  }
  return null;
}

function declineFollowUps(turn: Turn): void {
  const question = turn.interview?.open?.question;
  if (question) turn.questionState(question).enough = true;
}

function go(turn: Turn, step: Step, round: Round): void {
  const interview = turn.interview!;
  switch (step.go) {
    case 'follow_up':
      if (followUp(turn, step.question, step.reading, step.quote)) return;
      goOn(turn, 'next');
      return;
    case 'beyond_jobs':
      if (!askBeyondJobs(turn, step.question)) goOn(turn, 'next');
      return;
    case 'clearer':
      askClearer(turn, step.question);
      return;
    case 'passport':
      repeatOpen(turn, 'none');
      if (step.idle && interview.open) interview.open.idle = true;
      return;
    case 'listen':
      turn.say('acknowledgement', 'go_ahead_or_no');
      return;
    case 'invited':
      if (inviteAgain(turn)) return;
      turn.say('acknowledgement', 'addendum_kept');
      goOn(turn, 'none');
      return;
    case 'next': {
      if (round.told) {
        turn.say('acknowledgement', 'told_counts');
        goOn(turn, 'none');
        return;
      }
      if (round.irritated) {
        goOn(turn, 'sorry');
        return;
      }
      goOn(turn, interview.open?.kind === 'invitation' && step.lead === 'next' ? 'next' : step.lead);
      return;
    }
  }
}

/** The open ask is settled: moves past its section's invitation, or to the next question. */
function goOn(turn: Turn, lead: Lead): void {
  closeOpen(turn);
  planNext(turn, lead);
}

/** Takes a step's outcome into the position without asking anything: the next is chosen when the person is back. */
export function settle(turn: Turn, step: Step): void {
  if (step.go !== 'clearer' && step.go !== 'listen' && step.go !== 'passport') closeOpen(turn);
}

function closeOpen(turn: Turn): void {
  const interview = turn.interview!;
  if (interview.open?.kind === 'invitation' && interview.open.question === null) {
    interview.section += 1;
    interview.item = 0;
  }
  interview.open = null;
  delete interview.offered;
}

function pause(turn: Turn, key: 'paused' | 'paused_abuse'): void {
  turn.status('paused');
  turn.say('acknowledgement', key);
}

function withdraw(turn: Turn): void {
  const interview = turn.interview!;
  turn.status('withdrawn');
  turn.effects.push({
    type: 'stage',
    applicationId: interview.applicationId,
    from: ['applied', 'screening', 'interviewing', 'reviewing'],
    to: 'withdrawn',
    reason: 'candidate withdrew',
  });
  turn.say('acknowledgement', 'withdrawn', { code: turn.start?.opening.code ?? '' });
  sayWhatWaits(turn);
}
