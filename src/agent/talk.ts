/** The two ways of asking one server through LangChain: messages for one answer, or a question with tools to look things up. */
import type { ModelServer } from '../types.ts';
import type { AnswerWithTools, AskingWithTools } from './ask.ts';
import { ModelFailure } from './failure.ts';
import { asData, type Message, withoutThoughts } from './ladder.ts';
import { chatModel, type LangChain, type Models } from './library.ts';
import type { Call, Wire } from './wire.ts';
import { within } from './within.ts';

export interface Server {
  settings: ModelServer;
  wire: Wire;
}

interface Settings {
  temperature: number;
  maxTokens: number;
}

/** An answer takes a look or two; one that looks for ever is given up. */
const MOST_STEPS = 9;

/** @throws ModelFailure */
export async function talk(
  models: Models,
  { settings, wire }: Server,
  messages: Message[],
  how: Settings,
  call: Call,
): Promise<string> {
  const { AIMessage, HumanMessage, SystemMessage } = models;
  const kinds = { system: SystemMessage, user: HumanMessage, assistant: AIMessage };
  const spoken = messages.map(({ role, text }) => new kinds[role](text));
  const { text } = await watched(call, (post) =>
    chatModel(models, settings, how, (body) => post(wire.post(body, call))).invoke(spoken, {
      response_format: { type: 'json_object' },
      signal: call.signal,
    }),
  );
  return text;
}

/** @throws ModelFailure */
export async function talkWithTools(
  models: Models,
  { createAgent, tool }: LangChain,
  { settings, wire }: Server,
  asking: Pick<AskingWithTools, 'prompt' | 'input' | 'tools'>,
  how: Settings,
  call: Call,
  onToolError: (tool: string, error: unknown) => void,
): Promise<AnswerWithTools> {
  const used: AnswerWithTools['used'] = [];
  const tools = asking.tools.map(({ name, description, args, run }) =>
    tool(
      async (given) => {
        try {
          const result = await run(args.parse(given));
          used.push({ tool: name, result });
          return asData(result);
        } catch (error) {
          // Its words may be the database's, which are nobody's business outside.
          onToolError(name, error);
          return '{"error":"This cannot be looked up now."}';
        }
      },
      { name, description, schema: args },
    ),
  );
  const { messages } = await watched(call, (post) =>
    createAgent({
      model: chatModel(models, settings, how, (body) => post(wire.post(body, call))),
      tools,
      systemPrompt: asking.prompt.text,
    }).invoke(
      { messages: [new models.HumanMessage(asData(asking.input))] },
      { recursionLimit: MOST_STEPS, signal: call.signal },
    ),
  );
  const text = withoutThoughts(messages.at(-1)?.text ?? '');
  if (text === '') throw new ModelFailure('unreadable', 'no words', { counts: false });
  return { text, used };
}

/** LangChain and OpenAI's client wrap what went wrong on the wire; here it comes out as it was. */
async function watched<T>(
  { signal }: Call,
  work: (post: <R>(answer: Promise<R>) => Promise<R>) => Promise<T>,
): Promise<T> {
  let failure: unknown = null;
  const post = <R>(answer: Promise<R>) =>
    answer.catch((error: unknown) => {
      failure = error;
      throw error;
    });
  try {
    return await within(signal, () => work(post));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (failure instanceof ModelFailure) throw failure;
    if ((error as Error).name === 'GraphRecursionError') {
      throw new ModelFailure('unreadable', 'no end', { counts: false });
    }
    throw error;
  }
}
