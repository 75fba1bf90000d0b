/** A chat in memory that a model of a few lines reads along with, by the agent's own ladder and checks. */

import { answer } from '../../src/agent/answer.ts';
import type { Agent, Asked, Asking, AskingWithTools } from '../../src/agent/ask.ts';
import { question, read } from '../../src/agent/ladder.ts';
import { type Understanding, understand } from '../../src/agent/understand.ts';
import type { Mind } from '../../src/emulators/minds/question.ts';
import { burstOf } from '../../src/flows/burst.ts';
import { allFacts } from '../../src/flows/facts.ts';
import type { EngineResult, HeardMessage } from '../../src/flows/model.ts';
import { unanswered } from '../../src/flows/replies.ts';
import { hear } from '../../src/flows/witness.ts';
import { say } from '../../src/texts/index.ts';
import type { Json } from '../../src/types.ts';
import type { Chat } from '../flows/play.ts';

const CALL = {
  model: 'm',
  promptId: 'p',
  promptVersion: 1,
  promptHash: 'h',
  tokensIn: 0,
  tokensOut: 0,
  ms: 0,
  repaired: false,
};
const BOUNDS = { signal: new AbortController().signal, by: Number.POSITIVE_INFINITY };

/** An agent whose model is a function. `asked` is what it was shown. */
export function agentOf(mind: Mind): Agent & { asked: string[] } {
  const asked: string[] = [];
  const say = (messages: { role: string; content: string }[], tools?: unknown) => {
    asked.push(JSON.stringify(messages));
    return mind({ messages, tools });
  };
  return {
    asked,
    async ask<T>(asking: Asking<T>): Promise<Asked<T>> {
      const said = say(question(asking).map(({ role, text }) => ({ role, content: text })));
      const value = read(typeof said === 'string' ? said : '', asking);
      return value.ok ? { ...value, call: CALL } : { ok: false, code: 'unreadable', call: CALL };
    },
    async withTools({ prompt, input, tools }: AskingWithTools) {
      const used: { tool: string; result: Json }[] = [];
      const messages = [
        { role: 'system', content: prompt.text },
        { role: 'user', content: JSON.stringify(input) },
      ];
      for (let step = 0; step < 4; step++) {
        const said = say(messages, tools);
        if (typeof said === 'string') return { ok: true, value: { text: said, used }, call: CALL };
        for (const { name } of said.tool_calls) {
          const result = await tools.find((one) => one.name === name)!.run({});
          used.push({ tool: name, result });
          messages.push({ role: 'tool', content: JSON.stringify(result) });
        }
      }
      return { ok: false, code: 'unreadable', call: CALL };
    },
    health: () => ({ state: 'ok' }),
    close: async () => {},
  };
}

/** Says the texts as one burst; the model reads them first, as `conversation/consult.ts` has it. */
export async function saysTo(chat: Chat, agent: Agent, ...texts: string[]): Promise<EngineResult> {
  const messages = texts.map((text) => chat.message({ kind: 'text', text }));
  const understood = await readBurst(chat, agent, messages);
  chat.wording = understood?.wording;
  const result = chat.event({ type: 'messages', messages });
  chat.wording = undefined;
  return result;
}

async function readBurst(chat: Chat, agent: Agent, messages: HeardMessage[]): Promise<Understanding | null> {
  const burst = burstOf(chat.state, chat.current, messages);
  if (!burst) return null;
  const asked = await understand(agent, burst, 'int_1', BOUNDS);
  if (!asked.ok) return null;
  for (const message of messages) {
    const reading = asked.value.readings.get(message.turn);
    if (reading) message.reading = reading;
  }
  const { opening } = chat.start;
  const known = {
    job: Object.fromEntries(
      Object.entries(allFacts(opening, burst.language)).map(([key, words]) => [
        key,
        say(burst.language, words),
      ]),
    ),
    shifts: [],
    application: [say(burst.language, { key: 'about_result' })],
  };
  for (const one of unanswered(messages.map(hear), opening, burst.language)) {
    const about = { interviewId: 'int_1', language: burst.language };
    const { answered } = await answer(agent, one.question, known, about, BOUNDS);
    if (answered) messages.find(({ turn }) => turn === one.turn)?.reading?.answered.push(answered);
  }
  return asked.value;
}
