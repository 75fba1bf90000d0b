/** What happened behind the chat: said in the person's language, or made a ticket where it may not be said. */
import type { Localized } from '../types.ts';
import { leaveAside } from './leaving.ts';
import type { Notice, NoticeLine } from './model.ts';
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
      ...{ type: 'ticket', kind: 'untold', interviewId, turn: null, applicationId },
      reasons: [why, name],
    });
    return;
  }
  turn.effects.push(...notice.ifSaid);
  leaveAside(turn.state);
  sayLines(turn, notice.lines);
}

/** Somebody asks for their contract in the chat. */
export function sayContract(turn: Turn): void {
  const { contract } = turn.context;
  turn.effects.push(...(contract?.effects ?? []));
  sayLines(turn, contract?.lines ?? [{ key: 'contract_none' }]);
}

function sayLines(turn: Turn, lines: readonly NoticeLine[]): void {
  const { language } = turn.state;
  for (const { key, args = {}, secret } of lines) {
    const said = Object.entries(args).map(([name, value]) => [name, inLanguage(value, language)]);
    const words = { key, args: Object.fromEntries(said) as Record<string, string | number> };
    turn.lines.push({ part: 'notice', words, ...(secret === undefined ? {} : { secret }) });
  }
}

/** Who asked us to stop hears nothing; with whom HR talks hears it from them, but for what they wait for themselves. */
function unsaid({ state }: Turn, { interviewId, unsaid, urgency }: Notice): string | null {
  if (unsaid !== null) return unsaid;
  if (interviewId === null) return 'never_talked';
  if (state.stopped) return 'opted_out';
  return state.takenOver && urgency === 'notice' ? 'taken_over' : null;
}

function inLanguage(value: string | number | Localized, language: keyof Localized): string | number {
  return typeof value === 'object' ? value[language] : value;
}
