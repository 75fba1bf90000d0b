/** Somebody asks for what we keep of them. It is theirs, whatever else goes on: no state of the chat takes it away. */
import type { HeardMessage } from './model.ts';
import { sayAsked } from './notices.ts';
import type { Turn } from './turn.ts';
import type { Understood } from './understand.ts';

/** Where nobody has made a link, a person sees to it. */
const BY_A_PERSON = { line: { key: 'own_data_person' }, link: null, person: true, from: '' };

/** A link, or the truth why there is none; once, however often it was asked for. `first`: before whatever else is said. */
export function sayOwnData(turn: Turn, message: HeardMessage, first = false): void {
  const { line, link, person, from } = turn.context.ownData ?? BY_A_PERSON;
  if (link && !turn.effects.includes(link))
    turn.elsewhere.push({ part: 'notice', words: { key: 'own_data_elsewhere', args: { channel: from } } });
  sayAsked(turn, { lines: [line], effects: link ? [link] : [] }, first);
  if (person) tellHr(turn, message);
}

/** Where nothing has answered it yet: HR has the chat, the job is filled, or they had asked us to stop. */
export function settleOwnData(turn: Turn, seen: readonly Understood[]): void {
  const asking = seen.find(({ command }) => command === 'export');
  if (!asking) return;
  if (!turn.state.stopped) {
    sayOwnData(turn, asking.message, true);
    return;
  }
  // Nothing is written to whoever has asked us to stop: a person finds another way.
  tellHr(turn, asking.message);
}

/** A person sees to it, once. */
function tellHr(turn: Turn, message: HeardMessage): void {
  const told = turn.effects.some((effect) => effect.type === 'ticket' && effect.reasons?.[0] === 'own_data');
  if (told) return;
  turn.effects.push({
    ...{ type: 'ticket', kind: 'person', interviewId: turn.interview?.id ?? null, turn: message.turn },
    reasons: ['own_data'],
  });
}
