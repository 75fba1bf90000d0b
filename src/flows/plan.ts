/** What is asked next: question, invitation, or the end. Straight through the flow, nothing twice. */
import { sayWhatWaits } from './aside.ts';
import { awaitDecision } from './decided.ts';
import { endWithOpening, takesNobody } from './ended.ts';
import { followUpWords } from './further.ts';
import type { Line, Question, QuestionState, Section, Words } from './model.ts';
import { repeatPassport } from './passport.ts';
import { kindOf } from './questions/index.ts';
import { mayBeTold } from './stories.ts';
import { oneQuestion } from './text.ts';
import type { Turn } from './turn.ts';

/** How the next question is led in: what was just heard. */
export type Lead = 'first' | 'next' | 'kindly' | 'sorry' | 'back' | 'none';

const LEADS = 5;
const BACKS = 4;
const INVITATIONS = 5;
const AGAIN = 3;

/** Asks the next thing of the flow, or completes the interview. */
export function planNext(turn: Turn, lead: Lead): void {
  const interview = turn.interview;
  const flow = turn.start?.pinned.flow;
  if (!interview || !flow || interview.status !== 'in_progress') return;
  interview.open = null;
  for (;;) {
    const section = flow.sections[interview.section];
    if (!section) {
      complete(turn);
      return;
    }
    const question = section.questions[interview.item];
    if (!question) {
      if (invitationDue(turn, section)) {
        invite(turn, lead);
        return;
      }
      interview.section += 1;
      interview.item = 0;
    } else if (interview.questions[question.id] || isDropped(turn, question, section)) {
      interview.item += 1;
    } else {
      askQuestion(turn, section, question, lead);
      return;
    }
  }
}

/** The time budget drops optional questions, never one of the structure or the open floor. */
function isDropped(turn: Turn, question: Question, section: Section): boolean {
  const budget = (turn.start?.pinned.flow.budget.minutes ?? 0) * 60;
  return (
    question.optional === true && section.kind !== 'open_floor' && (turn.interview?.seconds ?? 0) > budget
  );
}

function askQuestion(turn: Turn, section: Section, question: Question, lead: Lead): void {
  const text = oneQuestion(question.ask[turn.state.language]);
  const floor = section.kind === 'open_floor';
  turn.questionState(question.id);
  const asked = leadIn(turn, section, lead, text);
  const words = mayBeTold(turn, question.id) ? { lines: [asked, { key: 'told_before' }] } : asked;
  const part = floor ? 'invitation' : 'question';
  turn.ask(
    { kind: floor ? 'invitation' : 'question', question: question.id, part },
    words,
    choicesOf(turn, question),
  );
}

function leadIn(turn: Turn, section: Section, wanted: Lead, question: string): Words {
  const interview = turn.interview!;
  // A line that was just said is acknowledgement enough.
  const lead = wanted === 'next' && turn.lines.length > 0 ? 'none' : wanted;
  // The first question of a section says where we are.
  const opens = interview.used[`in_${section.id}`] === undefined;
  interview.used[`in_${section.id}`] = 1;
  if (lead === 'first') return { key: 'first_question', args: { question } };
  if (lead === 'sorry') return { key: 'lead_sorry', args: { question } };
  if (opens && (section.kind === 'situation' || section.kind === 'job')) {
    const known = section.questions.some(({ id }) => isKnown(interview.questions[id]));
    const key = section.kind === 'situation' ? 'to_situation' : known ? 'to_job_heard' : 'to_job';
    return { key, args: { question } };
  }
  if (lead === 'none') return { text: question };
  if (lead === 'kindly') return { key: 'lead_kindly', args: { question } };
  if (lead === 'back') return backWords(turn, question);
  return { key: `lead_${cycle(turn, 'lead', LEADS)}`, args: { question } };
}

function backWords(turn: Turn, question: string): Words {
  return { key: `back_${cycle(turn, 'back', BACKS)}`, args: { question } };
}

/** 1..n, then again from 1. */
function cycle(turn: Turn, family: string, n: number): number {
  const used = turn.interview!.used;
  const count = used[family] ?? 0;
  used[family] = count + 1;
  return (count % n) + 1;
}

function choicesOf(turn: Turn, question: Question): NonNullable<Line['choices']> {
  return kindOf(question).choices(question, turn.state.language);
}

/** A section's invitation, unless the open floor follows, which is one itself, or nothing of the section was asked. */
function invitationDue(turn: Turn, section: Section): boolean {
  const interview = turn.interview!;
  const sections = turn.start!.pinned.flow.sections;
  if (section.kind === 'open_floor' || interview.used[`inv_${section.id}`]) return false;
  const ahead = sections.slice(interview.section + 1);
  const next = ahead.find(({ questions }) => questions.some(({ id }) => !interview.questions[id]));
  if (next?.kind === 'open_floor') return false;
  return section.questions.some(({ id }) => interview.questions[id] && !isKnown(interview.questions[id]));
}

/** It was told without being asked here. */
function isKnown(state: QuestionState | undefined): boolean {
  return state?.volunteered === true || state?.reused === true;
}

function invite(turn: Turn, lead: Lead): void {
  const interview = turn.interview!;
  const sections = turn.start!.pinned.flow.sections;
  const section = sections[interview.section]!;
  interview.used[`inv_${section.id}`] = 1;
  if (lead === 'sorry') turn.say('acknowledgement', 'sorry_enough');
  const last = interview.section === sections.length - 1;
  const key = last
    ? 'inv_last'
    : section.kind === 'introduction'
      ? 'inv_introduction'
      : `inv_${cycle(turn, 'inv', INVITATIONS)}`;
  turn.ask({ kind: 'invitation', question: null, part: 'invitation' }, { key });
}

/** Once more after an invitation that brought something: there may be a second thing. */
export function inviteAgain(turn: Turn): boolean {
  const interview = turn.interview!;
  const sections = turn.start!.pinned.flow.sections;
  if (interview.invitedAgain === interview.section) return false;
  if (interview.section < sections.length - 1) return false;
  interview.invitedAgain = interview.section;
  const question = interview.open?.question ?? null;
  const key = `inv_again_${cycle(turn, 'again', AGAIN)}`;
  turn.ask({ kind: 'invitation', question, part: 'invitation' }, { key });
  return true;
}

/** Says the open ask once more, after something else was dealt with. Nothing open: goes on with the flow. */
export function repeatOpen(turn: Turn, lead: Lead = 'back'): void {
  const interview = turn.interview;
  if (interview?.status !== 'in_progress') return;
  if (turn.start && takesNobody(turn.start.opening.status)) {
    endWithOpening(turn, interview);
    return;
  }
  const { open } = interview;
  if (!open) {
    planNext(turn, lead === 'first' ? 'first' : 'none');
    return;
  }
  if (open.kind === 'passport') {
    repeatPassport(turn);
    return;
  }
  const question = turn.question(open.question);
  if (open.kind === 'follow_up' && open.slot) {
    const section = turn.start!.pinned.flow.sections[interview.section]!;
    const words = followUpWords(turn, open.slot, section, question, null);
    if (words) {
      // Without the words that it hung on, a follow-up says what it is about.
      if (lead !== 'none') turn.say('acknowledgement', `back_plain_${cycle(turn, 'back', BACKS)}`);
      else turn.say('acknowledgement', section.kind === 'introduction' ? 'back_to_you' : 'back_to_story');
      turn.ask(
        { kind: 'follow_up', question: open.question, slot: open.slot, part: 'follow_up', repeats: true },
        words,
      );
      return;
    }
  }
  if (open.kind === 'invitation' && interview.used.again === undefined && !question) {
    turn.ask(
      { kind: 'invitation', question: null, part: 'invitation', repeats: true },
      { key: `inv_${cycle(turn, 'inv', INVITATIONS)}` },
    );
    return;
  }
  if (!question) {
    const key = `inv_again_${cycle(turn, 'again', AGAIN)}`;
    turn.ask({ kind: 'invitation', question: null, part: 'invitation', repeats: true }, { key });
    return;
  }
  const text = oneQuestion(question.ask[turn.state.language]);
  const words = lead === 'none' ? { text } : backWords(turn, text);
  const part = open.kind === 'invitation' ? 'invitation' : 'question';
  const about = { kind: open.kind, question: open.question, part, repeats: true } as const;
  turn.ask(open.slot ? { ...about, slot: open.slot } : about, words, choicesOf(turn, question));
}

/** A factual question once more, in clearer words. */
export function askClearer(turn: Turn, question: Question): void {
  const kind = kindOf(question);
  const text = oneQuestion(question.ask[turn.state.language]);
  const words: Words = { key: kind.retry, args: { question: text } };
  turn.ask(
    { kind: 'question', question: question.id, part: 'question', repeats: true },
    words,
    choicesOf(turn, question),
  );
}

function complete(turn: Turn): void {
  const interview = turn.interview!;
  interview.open = null;
  interview.adding = false;
  turn.status('completed');
  turn.effects.push({
    type: 'stage',
    applicationId: interview.applicationId,
    from: ['applied', 'screening', 'interviewing'],
    to: 'reviewing',
    reason: 'interview completed',
  });
  awaitDecision(turn, interview.applicationId);
  turn.say('notice', 'completed', { title: turn.start!.opening.title[turn.state.language] });
  const line = turn.lines.at(-1);
  if (line && !turn.state.phoneKnown) line.askContact = { key: 'share_phone' };
  sayWhatWaits(turn);
}
