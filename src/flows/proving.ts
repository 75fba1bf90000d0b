/**
 * The same number on two channels is offered, never assumed: whoever says that the other chat is theirs too gets a code sent
 * there, and the code, written here, is the proof.
 */
import type { EngineEvent, HeardMessage } from './model.ts';
import { isMe } from './moves.ts';
import type { Turn } from './turn.ts';

/** A number of their own was shared. Where it may be somebody's record, and cannot be proved, a person looks. */
export function offerNumber(turn: Turn): void {
  const { sameNumber } = turn.context;
  if (!sameNumber) return;
  if (sameNumber.at === null) {
    const about = { interviewId: turn.interview?.id ?? null, turn: null, reasons: [sameNumber.candidateId] };
    if (!turn.state.phoneKnown) turn.effects.push({ type: 'ticket', kind: 'duplicate', ...about });
    return;
  }
  turn.state.sameNumber = sameNumber.at;
  turn.say('notice', 'same_number');
}

/** The next thing that is written answers the offer, or lets it pass. @returns true when it says yes */
export function takeOffer(turn: Turn, message: HeardMessage): boolean {
  const { state } = turn;
  const offered = state.sameNumber;
  if (!offered || message.text === '') return false;
  delete state.sameNumber;
  if (state.stopped || state.takenOver || !isMe(message.text)) return false;
  turn.hear(message, 'command');
  turn.effects.push({ type: 'prove', ...offered, channel: message.channel });
  turn.say('acknowledgement', 'proof_sent');
  return true;
}

/** Somebody who shared this number wants to go on elsewhere: the code goes to the number, and nowhere else. */
export function sendProof(turn: Turn, { channel, move }: Extract<EngineEvent, { type: 'prove' }>): void {
  if (!move || turn.state.stopped) return;
  const { id, hash, code } = move;
  turn.effects.push({ type: 'link', id, hash });
  turn.lines.push({
    part: 'notice',
    words: { key: 'proof_code', args: { channel, code } },
    secret: code,
  });
}
