/**
 * Figures for Prometheus. Labels come from short fixed lists (route templates, states, codes): never an id, never a
 * word or a number of a person.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Backlog } from '../db/backlog.ts';
import { WAITING, type Waiting } from '../db/waiting.ts';
import type { Stage } from './types.ts';

export interface Metrics {
  /** `route` is the template (`/v1/openings/{id}`), never the path that was asked for. */
  http(method: string, route: string, status: number, seconds: number): void;
  /** A turn was committed with this many messages of a candidate. */
  turn(messages: number): void;
  /** A send was settled: `sent`, or a send error's code. */
  send(channel: string, outcome: string): void;
  /** Questions to a model, and how its servers are. */
  model: {
    /** `outcome`: `ok`, `repaired`, or why there was no answer. */
    call(purpose: string, outcome: string, seconds: number, tokensIn: number, tokensOut: number): void;
    /** `server` is `first` or `second`. */
    breaker(server: string, open: boolean): void;
    dayIsSpent(spent: boolean): void;
  };
  /** A model's line was not said, by the rule of the linter that it broke. */
  lineRefused(part: string, rule: string): void;
  /** What a model said of a message without a piece of it behind. */
  claimsDropped(count: number): void;
  /** A voice note was looked after: `heard`, or why it could not be. */
  voice(outcome: string): void;
  /** A transcriber was asked: `ok`, or `unavailable` or `refused`. */
  transcription(outcome: string, seconds: number): void;
  /** The text for `/metrics`. */
  text(): Promise<string>;
}

/** An application that is at an end waits for nobody. */
const STAGES = [
  'applied',
  'screening',
  'interviewing',
  'reviewing',
  'advanced',
  'background_check',
  'contract',
  'onboarding',
] satisfies Stage[];

/** The labels of each family: those of which nothing waits stand at 0. */
const FAMILIES: Record<Waiting['family'], { label: string; of: readonly string[]; help: string }> = {
  applications: { label: 'stage', of: STAGES, help: 'Applications by stage' },
  interviews: {
    label: 'status',
    of: ['in_progress', 'paused', 'handed_off'],
    help: 'Interviews that are under way',
  },
  waiting: { label: 'what', of: WAITING, help: 'What is due and not done' },
};

/**
 * @param readBacklog what is waiting in the database, read when the figures are asked for; a failure shows as a gap
 * @param channelStates each channel, and whether all is well with it
 * @param providerStates the same of the providers of steps, by what was last asked of them
 */
export function createMetrics(
  readBacklog: () => Promise<Backlog & { waiting: Waiting[] }>,
  channelStates: () => [type: string, well: boolean][] = () => [],
  providerStates: () => Promise<[kind: string, well: boolean][]> = async () => [],
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const http = new Histogram({
    name: 'tingda_http_request_duration_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const turns = new Counter({ name: 'tingda_turns_total', help: 'Turns committed', registers });
  const messages = new Counter({
    name: 'tingda_turn_messages_total',
    help: 'Messages of candidates in the turns committed',
    registers,
  });
  const sends = new Counter({
    name: 'tingda_sends_total',
    help: 'Sends to providers by outcome',
    labelNames: ['channel', 'outcome'] as const,
    registers,
  });
  const modelCalls = new Counter({
    name: 'tingda_model_calls_total',
    help: 'Questions to a model by outcome',
    labelNames: ['purpose', 'outcome'] as const,
    registers,
  });
  const modelSeconds = new Histogram({
    name: 'tingda_model_call_duration_seconds',
    help: 'Time from a question to the value that its asker gets, a repair and the second server included',
    labelNames: ['purpose'] as const,
    buckets: [0.05, 0.25, 0.5, 1, 2, 4, 8, 12, 30],
    registers,
  });
  const modelTokens = new Counter({
    name: 'tingda_model_tokens_total',
    help: 'Tokens that models read and wrote',
    labelNames: ['purpose', 'direction'] as const,
    registers,
  });
  const linesRefused = new Counter({
    name: 'tingda_model_lines_refused_total',
    help: 'Lines of a model that were not said, by the rule that they broke',
    labelNames: ['part', 'rule'] as const,
    registers,
  });
  const claimsDropped = new Counter({
    name: 'tingda_model_claims_dropped_total',
    help: 'What a model said of a message without quoting it letter by letter',
    registers,
  });
  const modelBreakers = new Gauge({
    name: 'tingda_model_breaker_open',
    help: '1 while a server of a model fails and is left alone',
    labelNames: ['server'] as const,
    registers,
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `tingda_${name}`, help, registers, aggregator: 'first' });
  const modelDaySpent = gauge('model_day_spent', '1 when the tokens of today are spent');
  const up = gauge('database_up', '1 when the database answered just now');
  const well = new Gauge({
    name: 'tingda_channel_up',
    help: '1 when all is well with the channel, 0 when /readyz says what is not',
    labelNames: ['channel'] as const,
    registers,
  });
  const providersWell = new Gauge({
    name: 'tingda_step_provider_up',
    help: '1 when the provider of a kind of steps took what was last asked of it, 0 when /readyz says why not',
    labelNames: ['kind'] as const,
    registers,
    aggregator: 'first',
  });
  const voices = new Counter({
    name: 'tingda_voices_total',
    help: 'Voice notes looked after, by what came of it',
    labelNames: ['outcome'] as const,
    registers,
  });
  const transcriptions = new Histogram({
    name: 'tingda_transcription_duration_seconds',
    help: 'Time from a recording to its text',
    labelNames: ['outcome'] as const,
    buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60],
    registers,
  });
  const families = Object.entries(FAMILIES).map(([family, { label, of, help }]) => {
    const about = { labelNames: [label], registers, aggregator: 'first' as const };
    const count = new Gauge({ name: `tingda_${family}`, help, ...about });
    const oldest = new Gauge({
      ...{
        name: `tingda_${family}_oldest_seconds`,
        help: `${help}: how long the oldest has stood so`,
        ...about,
      },
    });
    return { family, of, count, oldest };
  });
  const gauges: Record<keyof Backlog, Gauge> = {
    inboxUndone: gauge('inbox_undone', 'Messages stored and not yet taken up'),
    inboxOldestSeconds: gauge('inbox_oldest_seconds', 'Age of the oldest of them'),
    outboxPending: gauge('outbox_pending', 'Messages waiting to be sent'),
    outboxOldestSeconds: gauge('outbox_oldest_seconds', 'How long the oldest of them could have gone'),
    aside: gauge('inbox_aside', 'Messages set aside after three failures'),
    assessments: gauge('assessments_waiting', 'Interviews that are to be assessed'),
  };

  async function refresh(): Promise<void> {
    for (const [type, up] of channelStates()) well.labels(type).set(up ? 1 : 0);
    try {
      const [backlog, providers] = await Promise.all([readBacklog(), providerStates()]);
      for (const [kind, up] of providers) providersWell.labels(kind).set(up ? 1 : 0);
      for (const [name, one] of Object.entries(gauges)) one.set(backlog[name as keyof Backlog]);
      for (const { family, of, count, oldest } of families)
        for (const label of of) {
          const found = backlog.waiting.find((one) => one.family === family && one.label === label);
          count.labels(label).set(found?.n ?? 0);
          oldest.labels(label).set(found?.oldestSeconds ?? 0);
        }
      up.set(1);
    } catch {
      // A gap in the graph is the truth; an old number would not be.
      for (const one of Object.values(gauges)) one.set(Number.NaN);
      providersWell.reset();
      for (const { of, count, oldest } of families)
        for (const label of of) for (const one of [count, oldest]) one.labels(label).set(Number.NaN);
      up.set(0);
    }
  }

  return {
    http: (method, route, status, seconds) => http.labels(method, route, String(status)).observe(seconds),
    turn: (count) => {
      turns.inc();
      messages.inc(count);
    },
    send: (channel, outcome) => sends.labels(channel, outcome).inc(),
    model: {
      call(purpose, outcome, seconds, tokensIn, tokensOut) {
        modelCalls.labels(purpose, outcome).inc();
        modelSeconds.labels(purpose).observe(seconds);
        modelTokens.labels(purpose, 'in').inc(tokensIn);
        modelTokens.labels(purpose, 'out').inc(tokensOut);
      },
      breaker: (server, open) => modelBreakers.labels(server).set(open ? 1 : 0),
      dayIsSpent: (spent) => modelDaySpent.set(spent ? 1 : 0),
    },
    lineRefused: (part, rule) => linesRefused.labels(part, rule).inc(),
    claimsDropped: (count) => claimsDropped.inc(count),
    voice: (outcome) => voices.labels(outcome).inc(),
    transcription: (outcome, seconds) => transcriptions.labels(outcome).observe(seconds),
    async text() {
      await refresh();
      return registry.metrics();
    },
  };
}
