/**
 * The first server and, where there is one, the second: who is asked, for how long, and who is left alone for a while. What
 * fails at the first goes to the second at once.
 */
import type { Http } from '../http.ts';
import type { Log } from '../log.ts';
import type { ModelSettings } from '../types.ts';
import type { About } from './ask.ts';
import { createBreaker } from './breaker.ts';
import { ModelFailure } from './failure.ts';
import type { Server } from './talk.ts';
import { type Call, createWire } from './wire.ts';

interface Deps {
  http: Http;
  log: Log;
  figures: { breaker(server: string, open: boolean): void };
  now: () => number;
}

export interface Limits {
  signal: AbortSignal;
  endsAt: number;
  spent: Call['spent'];
  about: About;
}

/** Of the time that is left: the second one needs the rest, should the first one hang. */
const SHARE_OF_FIRST = 0.6;
/** With less than this part of the whole time left nobody is asked any more. */
const LEAST_SHARE = 0.05;

export function createServers(settings: ModelSettings, { http, log, figures, now }: Deps) {
  const { first, second } = settings;
  const servers = [
    { name: 'first', settings: first },
    ...(second ? [{ name: 'second', settings: second }] : []),
  ].map((one) => ({
    ...one,
    wire: createWire(one.settings, http),
    /** What its last failure said; null when it has worked since. */
    problem: null as ModelFailure | null,
    breaker: createBreaker(now, (open) => {
      figures.breaker(one.name, open);
      const fields = { server: one.name, model: one.settings.model };
      if (open) log.warn(fields, 'a model has failed again and again: for a while it is not asked');
      else log.info(fields, 'a model answers again');
    }),
  }));
  type One = (typeof servers)[number];

  function failed(one: One, failure: ModelFailure, about: About): void {
    one.problem = failure;
    log.warn(
      {
        interview_id: about.interviewId,
        purpose: about.purpose,
        server: one.name,
        model: one.settings.model,
        code: failure.code,
        reason: failure.message,
      },
      'a model did not answer',
    );
  }

  return {
    /** Gives each server that may be asked its time, until one answers. @throws ModelFailure */
    async each<T>(limits: Limits, attempt: (server: Server, call: Call) => Promise<T>): Promise<T> {
      let last = new ModelFailure('breaker_open', 'nobody is asked', { counts: false });
      for (const [index, one] of servers.entries()) {
        const left = limits.endsAt - performance.now();
        if (left < settings.timeoutMs * LEAST_SHARE) {
          throw index === 0 ? new ModelFailure('timeout', 'no time left', { counts: false }) : last;
        }
        const pass = one.breaker.enter();
        if (!pass) continue;
        const another = servers.slice(index + 1).some(({ breaker }) => !breaker.open);
        try {
          const answer = await bounded(another ? left * SHARE_OF_FIRST : left, limits, (call) =>
            attempt(one, call),
          );
          pass.worked();
          one.problem = null;
          return answer;
        } catch (error) {
          if (!(error instanceof ModelFailure) || limits.signal.aborted) {
            pass.dropped();
            throw error;
          }
          if (error.counts) pass.failed(error.retryAfterMs);
          else pass.worked();
          failed(one, error, limits.about);
          last = error;
        }
      }
      throw last;
    },
    health(): { state: 'ok' | 'degraded'; detail?: string } {
      // A key or a model that is refused is told at once: waiting will not mend it.
      const away = servers.filter(
        ({ breaker, problem }) => breaker.tripped || (problem?.code === 'refused' && problem.counts),
      );
      if (away.length === 0) return { state: 'ok' };
      const problems = away.map(({ name, problem }) => `the ${name} model fails (${problem?.message})`);
      const rest = away.length < servers.length ? 'the other one answers' : 'interviews go on by rules';
      return { state: 'degraded', detail: `${problems.join(', ')}; ${rest}` };
    },
  };
}

/** One call that ends after `ms`, or with the asker, whatever comes first. */
async function bounded<T>(ms: number, limits: Limits, work: (call: Call) => Promise<T>): Promise<T> {
  const end = new AbortController();
  const late = new ModelFailure('timeout', 'no answer in time', { counts: true });
  const timer = setTimeout(() => end.abort(late), ms);
  const signal = AbortSignal.any([limits.signal, end.signal]);
  try {
    return await work({ signal, until: performance.now() + ms, spent: limits.spent });
  } finally {
    clearTimeout(timer);
  }
}
