/** Voice notes: what was heard is read back, what could not be heard is asked for again, and a person is told in the end. */
import { type Amended, amend } from './amendments.ts';
import { mend } from './mend.ts';
import type { HeardMessage } from './model.ts';
import { readBack } from './readback.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** Less sure than this, it may be anything: asked again, once. */
const UNSURE = 0.35;

const TROUBLE = {
  silent: 'voice_silent',
  broken: 'voice_broken',
  too_long: 'voice_too_long',
  unavailable: 'voice_unavailable',
  off: 'got_voice',
  lost: 'voice_lost',
  no_consent: 'voice_early',
} as const;

/** Kept, and only a person can hear it. */
const FOR_A_PERSON = new Set(['unavailable', 'off']);

/** One line for all that was said in a batch. */
export function sayWhatWasHeard(turn: Turn, seen: Understood[]): void {
  const interview = turn.interview!;
  const heard = seen.filter(
    ({ message, optOut, command, injection, suspect, abuse }) =>
      isSpoken(message) &&
      !optOut &&
      !command &&
      !injection &&
      !suspect &&
      !abuse &&
      !isUnsure(turn, message),
  );
  const last = heard.at(-1)?.message;
  if (!last) return;
  const { language } = turn.state;
  const text = readBack(
    heard.map(({ message }) => message.text).join(language === 'zh' ? '。' : '. '),
    language,
  );
  if (text === '') return;
  // How to put it right is said once.
  turn.say('acknowledgement', interview.readBack === undefined ? 'voice_heard_first' : 'voice_heard', {
    text,
  });
  interview.readBack = last.turn;
}

function isSpoken({ content, text }: HeardMessage): boolean {
  return content.kind === 'voice' && text !== '';
}

/** In doubt, and not asked again before: what was heard is not taken for an answer. */
export function isUnsure(turn: Turn, { voice }: HeardMessage): boolean {
  if (!voice || !('confidence' in voice) || voice.confidence === null) return false;
  return voice.confidence < UNSURE && turn.interview?.open?.unheard !== true;
}

/** Asks for it again, kindly; a person is told of what nobody but a person can hear. */
export function askAgain(turn: Turn, message: HeardMessage): void {
  turn.hear(message, 'other');
  if (isUnsure(turn, message)) {
    turn.say('notice', 'voice_unsure', { text: readBack(message.text, turn.state.language) });
    return;
  }
  sayTrouble(turn, message);
}

/** Also outside of an interview. */
export function sayTrouble(turn: Turn, message: HeardMessage): void {
  const problem = message.voice && 'problem' in message.voice ? message.voice.problem : 'off';
  const key = TROUBLE[problem];
  if (!turn.lines.some(({ words }) => 'key' in words && words.key === key)) turn.say('notice', key);
  const again = turn.interview?.open?.unheard === true;
  if (FOR_A_PERSON.has(problem) || again) turn.ticket('voice', message.turn);
}

/** Heard badly twice: it is taken as it is, and a person listens. */
export function noteDoubt(turn: Turn, { voice, turn: number }: HeardMessage): void {
  if (voice && 'confidence' in voice && voice.confidence !== null && voice.confidence < UNSURE)
    turn.ticket('voice', number);
}

/** What was read back is put right: the voice that it is about. Null when the message is something else. */
export function readBackIn(turn: Turn, text: string): Amended | null {
  const { readBack: number } = turn.interview!;
  const said = number === undefined ? undefined : turn.context.said?.find((one) => one.turn === number);
  return said && mend(said.text, text) ? { turn: said.turn, question: said.questionId } : null;
}

/** A correction, also of what was heard. */
export function correct(turn: Turn, message: HeardMessage, amended: Amended): void {
  const said = turn.context.said?.find((one) => one.turn === amended.turn);
  const change = said && message.content.kind !== 'edit' ? mend(said.text, message.text) : null;
  if (change) turn.effects.push({ type: 'transcript', turn: amended.turn, ...change });
  amend(turn, message, amended);
}
