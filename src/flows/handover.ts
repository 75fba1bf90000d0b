/** A person of HR in the chat. While one has it, what comes in is recorded and the engine is silent. */

import { leaveAside } from './leaving.ts';
import type { EngineEvent, InterviewState } from './model.ts';
import { repeatOpen } from './plan.ts';
import { recordSilently } from './silently.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

type Event<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

const LIVE = new Set<InterviewState['status']>(['in_progress', 'paused']);

/** The interview in front, or one that was set aside; null when it was so long ago that it is not remembered. */
function remembered(turn: Turn, id: string): InterviewState | null {
  const { interview, earlier } = turn.state;
  return interview?.id === id ? interview : (earlier.find((one) => one.id === id) ?? null);
}

/** The whole chat is taken over, whatever interview it is about: there is one chat a person. */
export function takeOver(turn: Turn, { by, interviewId }: Event<'takeover'>): void {
  const about = remembered(turn, interviewId);
  turn.state.takenOver = { by, interviewId };
  if (about?.status === 'paused') turn.state.takenOver.paused = true;
  turn.effects.push({ type: 'handed_off', interviewId, by });
  // What is over stays over: HR may still speak.
  if (about && LIVE.has(about.status)) turn.status('handed_off', about);
}

/** Goes on where it was. Who never noticed that a person was there is not told that they left. */
export function handBack(turn: Turn): void {
  const { state } = turn;
  const taken = state.takenOver;
  if (!taken) return;
  state.takenOver = false;
  const about = remembered(turn, taken.interviewId);
  const goesOn = about === turn.interview && !state.stopped && (!taken.paused || taken.heard);
  if (about?.status === 'handed_off') turn.status(goesOn ? 'in_progress' : 'paused', about);
  if (state.stopped) return;
  if (taken.spoke) turn.say('notice', 'handed_back');
  if (taken.spoke || taken.heard) repeatOpen(turn, taken.spoke ? 'none' : 'back');
}

/**
 * Words of a person, in the chat or in answer to a ticket. Nothing reaches somebody who stopped us. A ticket is answered in
 * the middle of an interview: the question that waits is said again behind it, unless the person asks one, too.
 */
export function hrSays(turn: Turn, { text, by, ticketId }: Event<'hr_message'>): void {
  const { state } = turn;
  if (state.stopped) return;
  turn.lines.push({ part: 'notice', words: { text }, from: 'hr' });
  leaveAside(state);
  if (ticketId !== null) turn.effects.push({ type: 'answered', ticketId, by });
  delete state.hrAsked;
  if (state.takenOver) state.takenOver.spoke = true;
  else if (ASKS.test(text)) state.hrAsked = true;
  else if (turn.interview?.open) repeatOpen(turn);
}

const ASKS = /[?？][^?？。！!\n]{0,12}\s*$/;

/** What is answered to a person who asked: passed on, and the question of the interview is said again. */
export function answerHr(turn: Turn, seen: Understood[]): void {
  delete turn.state.hrAsked;
  for (const { message } of seen) {
    turn.hear(message, 'other');
    turn.ticket('person', message.turn);
  }
  turn.say('acknowledgement', 'passed_on');
  if (turn.interview?.status === 'in_progress' && turn.interview.open) repeatOpen(turn);
}

/** What is written to HR. An answer to what the bot asked last counts as long as no person has spoken. */
export function heardByHr(turn: Turn, seen: Understood[]): void {
  if (turn.state.takenOver) turn.state.takenOver.heard = true;
  recordSilently(turn, seen);
  turn.lines.length = 0;
}
