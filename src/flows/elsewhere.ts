/** What is said in one interview about another: a correction or an addition goes where it belongs. */
import { amend, amendedBy, amendedIn } from './amendments.ts';
import { hearAddendum } from './answer.ts';
import { asideOf, inside } from './aside.ts';
import { keepLate, LATE_TEXTS } from './late.ts';
import type { InterviewState, Start } from './model.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** Takes a correction or an addition that speaks of an interview which was set aside; null when it speaks of this one. */
export function takeElsewhere(turn: Turn, seen: Understood): InterviewState | null {
  const { message } = seen;
  if (turn.state.earlier.length === 0 || !(seen.corrects || seen.adds || MENDS.test(message.text)))
    return null;
  const interview = meant(turn, seen);
  const known = interview && asideOf(turn, interview);
  if (!interview || !known) return null;
  const late = inside(turn, interview, known, () => {
    const corrects = seen.corrects && interview.last !== null;
    const piece = seen.answer ?? { start: 0, end: message.text.length, text: message.text };
    if (corrects) amend(turn, message, amendedBy(turn, message.text));
    else hearAddendum(turn, { message, piece }, null);
    if (interview.status !== 'completed') return 'counts';
    const kind = corrects ? 'correction' : 'addendum';
    return keepLate(turn, interview, known.stage, { turn: message.turn, kind });
  });
  const title = known.start.opening.title[turn.state.language];
  if (late === 'counts') turn.say('acknowledgement', 'kept_elsewhere', { title });
  else turn.say('acknowledgement', LATE_TEXTS[late]);
  return interview;
}

/** The start of an addition in other words than those of the rule, which alone would not make one. */
const MENDS =
  /^[^。！？\n]{0,16}(?:补充|更正|纠正|忘了说|漏说|漏了说)|^[^.!?\n]{0,40}\b(?:to add|add to|add (?:something|one thing|that)|forgot to (?:say|mention|tell)|correction|left out)\b/i;

function meant(turn: Turn, seen: Understood): InterviewState | null {
  const { text } = seen.message;
  const candidates = turn.state.earlier.flatMap((interview) => {
    const known = asideOf(turn, interview);
    return known ? [{ interview, known, start: known.start }] : [];
  });
  const named = candidates.filter(({ start }) => names(text, start));
  if (named.length === 1 && !(turn.start && names(text, turn.start))) return named[0]!.interview;
  if (!seen.corrects || amendedIn(turn, text) !== null) return null;
  // It speaks of something that was answered only there.
  const about = candidates.filter(
    ({ interview, known }) => inside(turn, interview, known, () => amendedIn(turn, text)) !== null,
  );
  return about.at(-1)?.interview ?? null;
}

/** As the place where it belongs ("分拣那边", "for the sorter job"), not as the place where somebody worked. */
function names(text: string, { opening, pinned }: Start): boolean {
  const lower = text.toLowerCase();
  if (new RegExp(`(?<![a-z0-9])${opening.code.toLowerCase()}(?![a-z0-9])`).test(lower)) return true;
  const zh = [opening.title.zh, pinned.flow.title.zh, pinned.flow.title.zh.replace(/员$/, '')];
  const last = /\w{3,}(?:er|or)$/.exec(pinned.flow.title.en.toLowerCase());
  const en = [opening.title.en.toLowerCase(), pinned.flow.title.en.toLowerCase(), ...(last ?? [])];
  return (
    zh.some((name) =>
      AS_PLACE_ZH.some(([before, behind]) => new RegExp(before + escaped(name) + behind).test(text)),
    ) || en.some((name) => new RegExp(`${AS_PLACE_EN[0]}${escaped(name)}${AS_PLACE_EN[1]}`).test(lower))
  );
}

const AS_PLACE_ZH = [
  [
    '(?<!在|去|从|做|干|当|跑|过)',
    '(?:的)?(?:那|这)?(?:个|份|场|次|边|里)?(?:的)?(?:面试|岗位|职位|申请|那边|那个|那份|那场|那次)',
  ],
] as const;
const AS_PLACE_EN = [
  '\\b(?:for|in|on|about|to|with) (?:the |my |that )?',
  ' (?:job|interview|application|position|role|one)\\b',
] as const;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
