/**
 * A question's way: the budget, the first server with its share of the time, the second one, the ladder with its one
 * repair. All of it ends at the asker's deadline, and whatever happens the asker gets a value.
 */
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import type { ModelSettings } from '../types.ts';
import type {
  About,
  Agent,
  AnswerWithTools,
  Asked,
  AskFailure,
  Asking,
  AskingWithTools,
  CallRecord,
} from './ask.ts';
import { createBudget, type Spending } from './budget.ts';
import { ModelFailure } from './failure.ts';
import { type Message, question, read, repair } from './ladder.ts';
import { createLibrary } from './library.ts';
import { createServers } from './servers.ts';
import { type Server, talk, talkWithTools } from './talk.ts';
import type { Call } from './wire.ts';
import { within } from './within.ts';

/** What is counted of questions and servers; `metrics.ts`. */
export interface ModelFigures {
  call(purpose: string, outcome: string, seconds: number, tokensIn: number, tokensOut: number): void;
  /** `server` is `first` or `second`. */
  breaker(server: string, open: boolean): void;
  dayIsSpent(spent: boolean): void;
}

export interface AgentDeps {
  http: Http;
  log: Log;
  spending: Spending;
  figures: ModelFigures;
  now?: () => number;
}

const MOST_TOKENS = 1500;
/** What has its own end at the same moment ends first, and says why. */
const GRACE_MS = 20;

/** One question under way. */
interface Run {
  call: CallRecord;
  began: number;
  endsAt: number;
  /** How many requests were begun. */
  sent: number;
}

export function createAgent(settings: ModelSettings, deps: AgentDeps): Agent {
  const { http, log, spending, figures, now = Date.now } = deps;
  const closing = new AbortController();
  const limits = { perInterview: settings.tokensPerInterview, perDay: settings.tokensPerDay };
  const budget = createBudget(spending, limits, now, (error) =>
    log.warn({ err: error }, 'what a model cost could not be written down'),
  );
  const servers = createServers(settings, { http, log, figures, now });
  const library = createLibrary((error) =>
    log.error({ err: error }, 'the library for models cannot be loaded'),
  );

  async function answered<T>(
    asking: Pick<AskingWithTools, 'prompt' | 'about' | 'signal' | 'by'>,
    ready: () => Promise<unknown>,
    work: (run: Run, each: <R>(attempt: Attempt<R>) => Promise<R>) => Promise<T>,
  ): Promise<Asked<T>> {
    const { prompt, about } = asking;
    const began = performance.now();
    const run: Run = {
      began,
      endsAt: asking.by ?? began + settings.timeoutMs,
      sent: 0,
      call: {
        model: settings.first.model,
        promptId: prompt.id,
        promptVersion: prompt.version,
        promptHash: prompt.hash,
        tokensIn: 0,
        tokensOut: 0,
        ms: 0,
        repaired: false,
      },
    };
    const spent = (tokensIn: number, tokensOut: number) => {
      run.call.tokensIn += tokensIn;
      run.call.tokensOut += tokensOut;
      budget.spent(about.interviewId, tokensIn, tokensOut);
    };
    const signal = AbortSignal.any([asking.signal, closing.signal]);
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new ModelFailure('timeout', 'no time left', { counts: false })),
      Math.max(0, run.endsAt - began) + GRACE_MS,
    );
    let result: Asked<T>;
    try {
      const value = await within(AbortSignal.any([signal, late.signal]), async () => {
        const allowed = await budget.allows(about.interviewId);
        figures.dayIsSpent(budget.dayIsSpent);
        if (!allowed) throw new ModelFailure('budget_spent', 'no tokens left', { counts: false });
        // Not out of the time of a server.
        await ready();
        return work(run, (attempt) =>
          servers.each({ signal, endsAt: run.endsAt, spent, about }, (server, call) => {
            run.sent++;
            run.call.model = server.settings.model;
            return attempt(server, call);
          }),
        );
      });
      result = { ok: true, value, call: run.call };
    } catch (error) {
      const code = codeOf(error, asking.signal, closing.signal);
      if (!(error instanceof ModelFailure))
        log.error({ ...ids(about), err: error }, 'a question to a model failed');
      result = { ok: false, code, call: run.sent > 0 ? run.call : null };
    } finally {
      clearTimeout(timer);
    }
    tell(asking, run, result);
    return result;
  }

  function tell(
    { about }: Pick<AskingWithTools, 'about'>,
    { call, began, sent }: Run,
    result: Asked<unknown>,
  ) {
    call.ms = Math.round(performance.now() - began);
    const outcome = !result.ok ? result.code : call.repaired ? 'repaired' : 'ok';
    figures.call(about.purpose, outcome, call.ms / 1000, call.tokensIn, call.tokensOut);
    log.info(
      {
        ...ids(about),
        outcome,
        model: call.model,
        prompt: `${call.promptId}@${call.promptVersion}`,
        prompt_hash: call.promptHash,
        tokens_in: call.tokensIn,
        tokens_out: call.tokensOut,
        requests: sent,
        ms: call.ms,
      },
      'a model was asked',
    );
  }

  return {
    ask<T>(asking: Asking<T>): Promise<Asked<T>> {
      const how = { temperature: asking.temperature ?? 0, maxTokens: asking.maxTokens ?? MOST_TOKENS };
      return answered(asking, library.models, async ({ call }, each) => {
        const say = (messages: Message[]) =>
          each(async (server, limits) => talk(await library.models(), server, messages, how, limits));
        const asked = question(asking);
        const first = await say(asked);
        const once = read(first, asking);
        if (once.ok) return once.value;
        const twice = read(await say(repair(asked, first, once.problem, asking.prompt)), asking);
        if (!twice.ok) throw new ModelFailure('unreadable', 'twice', { counts: false });
        call.repaired = true;
        return twice.value;
      });
    },
    withTools(asking: AskingWithTools): Promise<Asked<AnswerWithTools>> {
      const how = { temperature: 0, maxTokens: asking.maxTokens ?? MOST_TOKENS };
      return answered(asking, library.tools, (_, each) =>
        each(async (server, limits) =>
          talkWithTools(
            await library.models(),
            await library.tools(),
            server,
            asking,
            how,
            limits,
            (tool, error) => log.error({ ...ids(asking.about), tool, err: error }, 'a tool failed'),
          ),
        ),
      );
    },
    health() {
      if (budget.dayIsSpent) return { state: 'degraded', detail: 'the tokens of today are spent' };
      return servers.health();
    },
    async close() {
      library.close();
      closing.abort(new ModelFailure('off', 'closed', { counts: false }));
      await budget.flush();
    },
  };
}

const ids = ({ interviewId, purpose }: About) => ({ interview_id: interviewId, purpose });

type Attempt<T> = (server: Server, call: Call) => Promise<T>;

function codeOf(error: unknown, asker: AbortSignal, closing: AbortSignal): AskFailure {
  if (closing.aborted) return 'off';
  if (asker.aborted) return 'aborted';
  return error instanceof ModelFailure ? error.code : 'unavailable';
}
