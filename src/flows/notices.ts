/** What happened behind the chat: said in the person's language, or made a ticket where it may not be said. */
import type { Localized } from '../types.ts';
import { leaveAside } from './leaving.ts';
import type { Effect, Line, Notice, NoticeLine } from './model.ts';
import type { Turn } from './turn.ts';

export function takeNotice(turn: Turn, notice: Notice | null): void {
  if (!notice) return;
  turn.effects.push(...notice.effects);
  if (notice.lines.length === 0) return;
  turn.urgency = notice.urgency;
  const why = unsaid(turn, notice);
  if (why !== null) {
    const { applicationId, interviewId, name } = notice;
    turn.effects.push({
      ...{ type: 'ticket', kind: 'untold', interviewId, turn: null, ...(applicationId && { applicationId }) },
      reasons: [why, name],
    });
    return;
  }
  turn.effects.push(...notice.ifSaid);
  leaveAside(turn.state);
  turn.lines.push(...notice.lines.map((line) => inWords(turn, line)));
}

/** Somebody asks for their contract in the chat. */
export function sayContract(turn: Turn): void {
  sayAsked(turn, turn.context.contract ?? { lines: [{ key: 'contract_none' }], effects: [] });
}

/** What somebody asked for, once, however often they did. `first`: before whatever else is said. */
export function sayAsked(
  turn: Turn,
  { lines, effects }: { lines: readonly NoticeLine[]; effects: readonly Effect[] },
  first = false,
): void {
  turn.effects.push(...effects.filter((effect) => !turn.effects.includes(effect)));
  const said = new Set(turn.lines.map(({ words }) => ('key' in words ? words.key : '')));
  const fresh = lines.filter(({ key }) => !said.has(key)).map((line) => inWords(turn, line));
  if (first) turn.lines.unshift(...fresh);
  else turn.lines.push(...fresh);
}

function inWords({ state }: Turn, { key, args = {}, secret }: NoticeLine): Line {
  const said = Object.entries(args).map(([name, value]) => [name, inLanguage(value, state.language)]);
  const words = { key, args: Object.fromEntries(said) as Record<string, string | number> };
  return { part: 'notice', words, ...(secret === undefined ? {} : { secret }) };
}

/** Who asked us to stop hears nothing; with whom HR talks hears it from them, but for what they wait for themselves. */
function unsaid({ state }: Turn, { applicationId, interviewId, unsaid, urgency }: Notice): string | null {
  if (unsaid !== null) return unsaid;
  // What is about no application answers somebody who has written to us.
  if (applicationId !== null && interviewId === null) return 'never_talked';
  if (state.stopped) return 'opted_out';
  return state.takenOver && urgency === 'notice' ? 'taken_over' : null;
}

function inLanguage(value: string | number | Localized, language: keyof Localized): string | number {
  return typeof value === 'object' ? value[language] : value;
}
