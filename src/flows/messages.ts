/** A batch of messages in an interview: everything that they are is dealt with together, and one thing is asked. */

import { saysYes } from './agreement.ts';
import { type Amended, amend, amendedBy, answeredAt } from './amendments.ts';
import { hearAddendum, type Said } from './answer.ts';
import { asideOf, inside } from './aside.ts';
import { sayWhereItStands } from './consent.ts';
import { takeElsewhere } from './elsewhere.ts';
import { languageAfter } from './language.ts';
import type { HeardMessage, InterviewState } from './model.ts';
import { sayWays } from './moving.ts';
import { sayContract } from './notices.ts';
import { chosenByNumber } from './numbered.ts';
import { sayOwnData } from './own-data.ts';
import { takeConduct, takeContact } from './replies.ts';
import { finish, type Round } from './round.ts';
import { takeIfFactual, takeShort, takeWordless, wholeOf } from './short.ts';
import { wordless } from './text.ts';
import type { Turn } from './turn.ts';
import { isAside, MEANS_MORE, type Understood } from './understand.ts';
import { askAgain, correct, isUnsure, noteDoubt, readBackIn, sayWhatWasHeard } from './voice.ts';

/** A send may take a while; what comes later than this was not written across it. */
const UNSEEN_AFTER_MS = 60_000;

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
    leaves: false,
    returned,
  };
  if (seen.some(({ injection, suspect }) => injection || suspect)) turn.distrust();
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
  const wished = seen.some(({ language }) => language !== null);
  turn.language(languageAfter(turn.state, seen), wished);
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

function takeText(turn: Turn, seen: Understood, round: Round): void {
  const interview = turn.interview!;
  const { message } = seen;
  const warned = (interview.abuse ?? 0) > 0 && !round.abused;
  takeConduct(turn, seen, warned);
  if (seen.abuse && !round.abused) {
    round.abused = true;
    interview.abuse = (interview.abuse ?? 0) + 1;
    round.pause ||= warned;
    round.hurt = warned;
  }
  round.irritated ||= seen.irritated;
  round.pause ||= seen.pause;
  round.withdrawn ||= seen.withdraws;
  round.leaves ||= seen.leaves;
  if (seen.moves) {
    // The question stays where it was asked, to be answered there or here.
    sayWays(turn, seen.moves);
    if (!seen.answer) {
      turn.hear(message, 'command');
      return;
    }
  }
  if (seen.command) {
    takeCommand(turn, seen, round);
    return;
  }
  const open = interview.open;
  const stale = open !== null && (message.ask === null || message.ask < open.first);
  const chosen = chosenByNumber(turn, message);
  if (chosen !== null) {
    round.said.push({ message, piece: { start: 0, end: message.text.length, text: chosen } });
    return;
  }
  if (open?.kind === 'passport' && !stale && (seen.answer || !isAside(seen))) {
    round.said.push({ message, piece: seen.answer ?? wholeOf(message) });
    return;
  }
  if (wordless(message.text)) {
    takeWordless(turn, message, round);
    return;
  }
  round.skipped ||= seen.skips && seen.answer !== null && !stale;
  if ((seen.skips && !seen.answer) || seen.done || seen.back) {
    if (stale) {
      turn.hear(message, 'other');
      return;
    }
    takeShort(turn, seen, round);
    return;
  }
  if (takeElsewhere(turn, seen)) {
    round.touched = true;
    return;
  }
  const readBack = readBackIn(turn, message.text);
  if (readBack || (seen.corrects && interview.last)) {
    takeCorrection(
      turn,
      seen,
      round,
      readBack ?? answeredAt(turn, seen.amends) ?? amendedBy(turn, message.text),
    );
    return;
  }
  const amended = answeredAt(turn, seen.amends);
  if (amended) {
    takeCorrection(turn, seen, round, amended);
    if (seen.answer && !stale) round.said.push({ message, piece: seen.answer });
    return;
  }
  const tells = seen.told && !stale && interview.last !== null && isOpenAsk(turn);
  round.told ||= tells;
  if (tells && !seen.answer && open?.kind === 'question') {
    round.said.push({ message, piece: wholeOf(message) });
    return;
  }
  if (!seen.answer) {
    const asked = seen.questions.length > 0 || seen.aboutUs.length > 0 || seen.clarify;
    if (open?.kind === 'invitation' && !stale && saysYes(message.text)) {
      round.said.push({ message, piece: wholeOf(message) });
      return;
    }
    const nothing = !stale && !asked && !MEANS_MORE.some((name) => seen[name]);
    if (nothing && takeIfFactual(turn, message, round)) return;
    round.idle ||= nothing;
    turn.hear(message, asked ? 'question' : seen.person || seen.language || seen.pause ? 'command' : 'other');
    if (!stale || asked || seen.person) round.touched ||= !seen.irritated;
    return;
  }
  const one: Said = { message, piece: seen.answer };
  const invited = open?.kind === 'invitation' && !stale;
  if ((seen.adds || interview.adding) && !invited) {
    interview.adding = false;
    hearAddendum(turn, one, null);
    turn.say('acknowledgement', 'addendum_kept');
    round.touched = true;
  } else if (stale) {
    hearLate(turn, one);
    // Long after it was asked, or back after a pause, somebody who has not seen it waits for a line that never came.
    round.touched ||= round.returned || message.at - open.at > UNSEEN_AFTER_MS;
  } else {
    interview.adding = false;
    round.said.push(one);
  }
}

/** Written before the open question was seen: it belongs to what was asked then, also in an interview set aside since. */
function hearLate(turn: Turn, one: Said): void {
  const asked = ({ trail }: InterviewState) => trail.find(([ask]) => ask === one.message.ask)?.[1];
  const here = asked(turn.interview!);
  const there =
    here === undefined ? turn.state.earlier.find((other) => asked(other) !== undefined) : undefined;
  const known = there && asideOf(turn, there);
  if (there && known) inside(turn, there, known, () => hearAddendum(turn, one, asked(there) || null));
  else hearAddendum(turn, one, here || null);
}

function takeCommand(turn: Turn, { message, command }: Understood, round: Round): void {
  turn.hear(message, 'command');
  switch (command) {
    case 'help':
      turn.say('help', 'help');
      break;
    case 'status':
      sayWhereItStands(turn);
      break;
    case 'person':
      turn.ticket('person', message.turn);
      turn.say('notice', 'person');
      break;
    case 'erase':
      turn.say('notice', 'erase');
      break;
    case 'contract':
      sayContract(turn);
      break;
    case 'export':
      sayOwnData(turn, message);
      break;
    case 'pause':
      round.pause = true;
      return;
    case 'add':
      turn.interview!.adding = true;
      turn.say('acknowledgement', 'go_ahead');
      return;
    default:
      break;
  }
  round.touched = true;
}

/** An open question, or a follow-up on one, waits. */
const isOpenAsk = (turn: Turn): boolean => {
  const open = turn.interview?.open;
  return open?.kind !== 'invitation' && turn.question(open?.question)?.type === 'open';
};

/** "我说错了，是…": both are kept, and the one that it amends is named. */
function takeCorrection(turn: Turn, { message }: Understood, round: Round, amended: Amended): void {
  const { open } = turn.interview!;
  correct(turn, message, amended);
  turn.say('acknowledgement', 'corrected');
  // What was asked may be answered along with it.
  const asked =
    open?.kind === 'question' && turn.question(open.question)?.type !== 'open' ? open.question : null;
  if (asked && turn.questionState(asked).state === 'covered') round.answered = true;
  else round.touched = true;
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
