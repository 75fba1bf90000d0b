/** A batch of messages in an interview: everything that they are is dealt with together, and one thing is asked. */
import { amend } from './amendments.ts';
import { clearLanguage } from './language.ts';
import type { HeardMessage } from './model.ts';
import { takeContact } from './replies.ts';
import { finish, type Round } from './round.ts';
import type { Turn } from './turn.ts';
import { takeText } from './typed.ts';
import type { Understood } from './understand.ts';
import { askAgain, isUnsure, noteDoubt, sayWhatWasHeard } from './voice.ts';

/** Messages of a person whose interview is in progress. */
export function takeInterviewMessages(turn: Turn, seen: Understood[], returned: boolean): void {
  const round: Round = {
    said: [],
    touched: false,
    done: false,
    skipped: false,
    irritated: false,
    told: false,
    pause: false,
    withdrawn: false,
    idle: false,
    unheard: false,
    answered: false,
    abused: false,
    hurt: false,
    returned,
  };
  followLanguage(turn, seen);
  sayWhatWasHeard(turn, seen);
  for (const one of seen) takeOne(turn, one, round);
  finish(turn, round);
}

/**
 * Follows a wish, else somebody who clearly writes the other language at length, unless they chose one. Before anything is
 * said: all lines of one result are in one language.
 */
function followLanguage(turn: Turn, seen: Understood[]): void {
  const wish = seen.findLast(({ language }) => language !== null)?.language;
  if (wish) turn.language(wish, true);
  if (turn.state.languageChosen) return;
  const language = clearLanguage(seen.map(({ message }) => message.text).join('\n'));
  if (language) turn.language(language, false);
}

function takeOne(turn: Turn, seen: Understood, round: Round): void {
  const { message } = seen;
  const { content } = message;
  switch (content.kind) {
    case 'text':
      takeText(turn, seen, round);
      return;
    case 'button':
      takeButton(turn, message, content.payload, round);
      return;
    case 'edit':
      takeEdit(turn, seen, round);
      return;
    case 'voice':
      if (message.text !== '' && !isUnsure(turn, message)) {
        takeText(turn, seen, round);
        noteDoubt(turn, message);
      } else {
        askAgain(turn, message);
        round.touched = true;
        round.unheard = true;
      }
      return;
    case 'file':
      if (message.text !== '') {
        takeText(turn, seen, round);
        return;
      }
      break;
    case 'contact':
      turn.hear(message, 'other');
      round.touched = true;
      takeContact(turn, content.phone, content.own);
      return;
    case 'group':
    case 'start':
      return;
    case 'unreadable':
      break;
  }
  turn.hear(message, 'other');
  turn.say('notice', content.kind === 'file' ? 'got_file' : 'unreadable');
  round.touched = true;
}

function takeButton(turn: Turn, message: HeardMessage, payload: string, round: Round): void {
  const open = turn.interview!.open;
  const match = /^a(\d+):(.+)$/s.exec(payload);
  const ask = Number(match?.[1] ?? 0);
  const value = match?.[2] ?? '';
  const asks = open?.question || open?.kind === 'passport';
  // The same question said again keeps its older buttons good.
  if (
    !asks ||
    ask < open.first ||
    ask > open.ask ||
    open.kind === 'follow_up' ||
    open.kind === 'invitation'
  ) {
    turn.hear(message, 'other');
    turn.say('notice', 'stale_button');
    round.touched = true;
    return;
  }
  round.said.push({ message, piece: { start: 0, end: value.length, text: value } });
}

/** An edit in the app: what was asked stays on the screen, so a word is enough. */
function takeEdit(turn: Turn, seen: Understood, round: Round): void {
  const { message } = seen;
  if (!message.edits) {
    takeText(turn, seen, round);
    return;
  }
  amend(turn, message, { turn: message.edits.turn, question: message.edits.questionId });
  turn.say('acknowledgement', 'edited');
}
