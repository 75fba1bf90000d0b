/** One person in several apps: ways from one to another, who came by them, and whoever turns out to be somebody else. */
import { resume } from './consent.ts';
import type { EngineEvent, HeardMessage } from './model.ts';
import type { MoveWish } from './moves.ts';
import { repeatOpen } from './plan.ts';
import type { Turn } from './turn.ts';
import type { Way } from './ways.ts';

/** What people call a channel. */
const KINDS: Record<string, MoveWish['to']> = { twilio: 'sms', kannel: 'sms' };

/** The ways to go on elsewhere: the one that was asked for, or all that there are. One code opens one of them, once. */
export function sayWays(turn: Turn, { to }: MoveWish): void {
  const { move } = turn.context;
  if (!move || move.ways.length === 0) {
    turn.say('notice', 'move_nowhere');
    return;
  }
  const { id, hash, code, ways } = move;
  const wished = ways.filter(({ channel }) => to !== null && (KINDS[channel] ?? channel) === to);
  turn.effects.push({ type: 'link', id, hash });
  turn.lines.push({
    part: 'notice',
    words: {
      lines: [
        { key: to !== null && wished.length === 0 ? 'move_other' : 'move' },
        ...(wished.length > 0 ? wished : ways).map((way) => wayWords(way, code)),
      ],
    },
    secret: code,
  });
}

function wayWords({ channel, link, number }: Way, code: string) {
  if (number !== null) return { key: 'way_number', args: { channel, code, number } };
  return link === null
    ? { key: 'way_code', args: { channel, code } }
    : { key: 'way_link', args: { channel, link } };
}

/** An address that came by a link speaks for the first time, whatever it says: the person's others are told. */
export function comeOver(turn: Turn, { link, channel }: HeardMessage): void {
  if (link === undefined) return;
  turn.effects.push({ type: 'linked', linkId: link });
  turn.elsewhere.push({ part: 'notice', words: { key: 'moved_away', args: { channel } } });
}

/** The code of a link was brought home: the interview goes on here, and nothing is asked twice. */
export function goOnHere(turn: Turn, message: HeardMessage): void {
  const { link, start } = message;
  turn.hear(message, 'start');
  if (start?.link !== undefined && link === undefined)
    turn.effects.push({ type: 'linked', linkId: start.link });
  turn.say('acknowledgement', 'moved_here');
  if (turn.interview) resume(turn, null);
  else turn.say('notice', 'how_to_start');
}

/**
 * "That was not me": whoever came by a link after this address is out, and a person looks at what was said there. Somebody
 * who says it of themselves came by a code that was not theirs.
 */
export function takeBack(turn: Turn, message: HeardMessage): void {
  const { disowns } = message;
  if (!disowns) return;
  const { state, interview } = turn;
  turn.hear(message, 'command');
  turn.effects.push(
    { type: 'disowned', links: disowns.links },
    {
      type: 'ticket',
      kind: 'link',
      interviewId: interview?.id ?? null,
      turn: message.turn,
      reasons: ['not_me'],
    },
  );
  if (state.stopped || state.takenOver) return;
  if (disowns.self) {
    turn.say('acknowledgement', 'not_you');
    return;
  }
  turn.say('acknowledgement', 'taken_back');
  if (interview?.status === 'in_progress') repeatOpen(turn);
}

/** The interview pauses where nobody can be reached; at another address one line says how to go on. */
export function loseAddress(
  turn: Turn,
  { here, reachable }: Extract<EngineEvent, { type: 'unreachable' }>,
): void {
  if (!here) return;
  const { state, interview, start } = turn;
  turn.timers.pause = null;
  turn.timers.nudge = null;
  if (interview?.status !== 'in_progress') return;
  turn.status('paused');
  if (!reachable || state.stopped || state.takenOver) return;
  turn.urgency = 'notice';
  turn.say('notice', 'lost_there', { title: start?.opening.title[state.language] ?? '' });
}

/** Guesses are counted, whatever else the message is. */
export function noteTried(turn: Turn, { turn: number, start }: HeardMessage): void {
  if (start?.tried !== undefined) turn.effects.push({ type: 'code_tried', hash: start.tried, turn: number });
}
