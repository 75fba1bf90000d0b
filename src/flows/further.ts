/** What is asked further of an answer that leaves something out. */
import type { Reading } from './episode.ts';
import { chooseSlot, introFamily, roomForFollowUp, WORDINGS } from './followups.ts';
import type { Question, Section, Slot, Words } from './model.ts';
import type { Quote } from './quote.ts';
import { oneQuestion } from './text.ts';
import type { Turn } from './turn.ts';

/** Who has never had a job has done other things: asked for once, in words of their own. */
export function askBeyondJobs(turn: Turn, question: Question): boolean {
  const interview = turn.interview!;
  const state = turn.questionState(question.id);
  if (Object.keys(state.slots ?? {}).length > 0 || question.follow_ups?.max === 0) return false;
  state.slots = { example: 'asked' };
  interview.followUps += 1;
  turn.ask(
    { kind: 'follow_up', question: question.id, slot: 'example', part: 'follow_up' },
    { key: 'fu_intro_never' },
  );
  return true;
}

/** A follow-up on this answer if one is needed and there is room; false otherwise. */
export function followUp(turn: Turn, question: Question, reading: Reading, quote: Quote | null): boolean {
  const interview = turn.interview!;
  const flow = turn.start!.pinned.flow;
  const state = turn.questionState(question.id);
  const section = flow.sections[interview.section]!;
  if (!roomForFollowUp({ interview, flow, question, state, ahead: openAhead(turn) })) return false;
  const slot = chooseSlot(reading, state, section.kind === 'introduction');
  if (!slot) return false;
  const words = inAModelsWords(turn, slot, question) ?? followUpWords(turn, slot, section, question, quote);
  if (!words) return false;
  state.slots = { ...state.slots, [slot]: 'asked' };
  interview.followUps += 1;
  turn.ask({ kind: 'follow_up', question: question.id, slot, part: 'follow_up' }, words);
  return true;
}

/** So many are kept to compare with: a paused interview stays small. */
const WORDED_AT_MOST = 4;

/** The gap asked about as a model words it, if that may be said; else the template does. */
function inAModelsWords(turn: Turn, slot: Slot, question: Question): Words | null {
  const interview = turn.interview!;
  const { language } = turn.state;
  const before = interview.worded ?? [];
  const asked = interview.trail.flatMap(([, id]) => turn.question(id)?.ask[language] ?? []);
  const text = turn.worded(turn.wording?.followUps[slot], {
    part: 'follow_up',
    said: turn.told,
    question: question.ask[language],
    earlier: [...asked, ...before],
  });
  if (text === null) return null;
  interview.worded = [...before, text].slice(-WORDED_AT_MOST);
  return { text };
}

function openAhead(turn: Turn): number {
  const interview = turn.interview!;
  const ahead = turn
    .start!.pinned.flow.sections.filter((section) => section.kind !== 'open_floor')
    .flatMap((section) => section.questions);
  return ahead.filter(
    (question) =>
      question.type === 'open' && question.follow_ups?.max !== 0 && !interview.questions[question.id],
  ).length;
}

/** Null when this gap was asked about in all the words that there are. */
export function followUpWords(
  turn: Turn,
  slot: Slot,
  section: Section,
  question: Question | null,
  quote: Quote | null,
): Words | null {
  const used = turn.interview!.used;
  const text = quote && !quote.name ? quote.text : null;
  const quoted = { quoted: text === null ? 'no' : 'yes', quote: text ?? '' };
  const hint = question?.follow_ups?.hints?.[slot];
  if (question && hint && !used[`hint_${question.id}_${slot}`]) {
    used[`hint_${question.id}_${slot}`] = 1;
    return { key: 'lead_hint', args: { ...quoted, question: oneQuestion(hint[turn.state.language]) } };
  }
  const told = question ? turn.questionState(question.id).told : undefined;
  const family = section.kind === 'introduction' ? introFamily(slot, told) : slot;
  if (quote?.name && family === 'intro' && !used.fu_name) {
    used.fu_name = 1;
    return { key: 'fu_name', args: { quote: quote.text } };
  }
  const n = (used[`fu_${family}`] ?? 0) + 1;
  if (n > WORDINGS[family]) return null;
  used[`fu_${family}`] = n;
  return { key: `fu_${family}_${n}`, args: quoted };
}
