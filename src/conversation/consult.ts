/**
 * A model reads along: before the engine thinks, it is asked what a burst holds, and what the fact table's rules do not
 * answer it may look up. Whatever becomes of that, the engine goes on in the same turn, by rules alone if need be.
 */
import { answer } from '../agent/answer.ts';
import { type Bounds, understand } from '../agent/understand.ts';
import { burstOf } from '../flows/burst.ts';
import { languageAfter } from '../flows/language.ts';
import type { ConversationState, EngineContext, EngineEvent, HeardMessage } from '../flows/model.ts';
import type { Wording } from '../flows/reading.ts';
import { unanswered } from '../flows/replies.ts';
import { hear } from '../flows/witness.ts';
import type { Runtime } from '../runtime.ts';
import { knownOf } from './known.ts';

/** Of one burst; the rest goes to HR. */
const LOOKED_UP_AT_MOST = 2;

export interface Consulted {
  event: EngineEvent;
  wording?: Wording;
}

/** The event with what a model has understood of it. Never throws; without a model, and where none is needed, as it was. */
export async function consult(
  runtime: Runtime,
  state: ConversationState | null,
  event: EngineEvent,
  context: EngineContext,
  bounds: Bounds | null,
): Promise<Consulted> {
  const { agent } = runtime;
  if (!agent || !bounds || event.type !== 'messages' || !state) return { event };
  const burst = burstOf(state, context.current, event.messages);
  if (!burst || !context.current || !state.interview) return { event };
  const interviewId = state.interview.id;
  const asked = await understand(agent, burst, interviewId, bounds);
  if (!asked.ok) return { event };
  const { readings, wording, dropped } = asked.value;
  runtime.metrics.claimsDropped(dropped);
  const messages = event.messages.map((message) => {
    if (!burst.messages.some(({ turn }) => turn === message.turn)) return message;
    const reading = readings.get(message.turn) ?? { parts: [], spans: [], irritated: false, answered: [] };
    return { ...message, reading };
  });
  await lookUp(runtime, state, messages, context, bounds);
  return { event: { ...event, messages }, wording };
}

/** Adds to the readings what was found for the candidate's questions. */
async function lookUp(
  runtime: Runtime,
  state: ConversationState,
  messages: HeardMessage[],
  context: EngineContext,
  bounds: Bounds,
): Promise<void> {
  const start = context.current!;
  const seen = messages.map(hear);
  const language = languageAfter(state, seen);
  const open = unanswered(seen, start.opening, language).slice(0, LOOKED_UP_AT_MOST);
  if (open.length === 0) return;
  const known = await knownOf(runtime, state, context, language);
  const about = { interviewId: state.interview!.id, language };
  await Promise.all(
    open.map(async ({ turn, question }) => {
      const { answered } = await answer(runtime.agent!, question, known, about, bounds);
      if (answered) messages.find((one) => one.turn === turn)?.reading?.answered.push(answered);
    }),
  );
}
