/** Spans to an OpenTelemetry collector, in batches beside the work: one that is slow or away costs spans, never a message. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';
import { type Context, ROOT_CONTEXT, type SpanContext, SpanStatusCode, trace } from '@opentelemetry/api';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Log } from '../log.ts';
import type { About, Place, Post, Trace } from './trace.ts';

/** So many spans wait at most; what comes on top is dropped. */
const MOST_WAITING = 4096;
const EVERY_MS = 1000;
const CLOSE_MS = 2000;
const SAMPLED = 1;

export function createTrace(endpoint: string, post: Post, log: Pick<Log, 'warn' | 'info'>): Trace {
  const ids = knownOrRandom();
  const exporter = exporterTo(`${endpoint.replace(/\/+$/, '')}/v1/traces`, post, log);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tingda' }),
    sampler: new AlwaysOnSampler(),
    idGenerator: ids,
    spanProcessors: [
      new BatchSpanProcessor({ exporter, maxQueueSize: MOST_WAITING, scheduledDelayMillis: EVERY_MS }),
    ],
  });
  const tracer = provider.getTracer('tingda');
  /** The span that is open, through all that is awaited. */
  const open = new AsyncLocalStorage<Context>();

  function begin(name: string, about: About, within: Context, links: SpanContext[] = []) {
    const span = tracer.startSpan(
      name,
      { attributes: { ...about }, links: links.map((context) => ({ context })) },
      within,
    );
    const context = trace.setSpan(within, span);
    const failed = (error: unknown) => {
      // Messages of errors may quote a row.
      span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) });
      span.end();
    };
    return { span, context, failed };
  }

  async function under<T>(
    { span, context, failed }: ReturnType<typeof begin>,
    work: (tell: (more: About) => void) => Promise<T>,
  ): Promise<T> {
    try {
      const result = await open.run(context, () => work((more) => void span.setAttributes({ ...more })));
      span.end();
      return result;
    } catch (error) {
      failed(error);
      throw error;
    }
  }

  return {
    span: (name, about, work) => under(begin(name, about, open.getStore() ?? ROOT_CONTEXT), work),
    step(name, work) {
      const { span, context, failed } = begin(name, {}, open.getStore() ?? ROOT_CONTEXT);
      try {
        const result = open.run(context, work);
        span.end();
        return result;
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    of(messages, name, about, work) {
      const [first, ...others] = messages.map(firstSpanOf);
      const within = first ? trace.setSpanContext(ROOT_CONTEXT, first) : ROOT_CONTEXT;
      return under(begin(name, about, within, others), work);
    },
    received(message, channel, since) {
      const { traceId, spanId } = firstSpanOf(message);
      // The call that it came with has a trace of its own: it may have brought others, or nothing new.
      const call = trace.getSpanContext(open.getStore() ?? ROOT_CONTEXT);
      const span = ids.as(traceId, spanId, () =>
        tracer.startSpan(
          'receive',
          {
            root: true,
            startTime: since,
            links: call ? [{ context: call }] : [],
            attributes: { conversation_id: message.conversationId, seq: message.seq, channel },
          },
          ROOT_CONTEXT,
        ),
      );
      span.end();
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([provider.shutdown().catch(() => {}), late]);
      clearTimeout(timer);
    },
  };
}

/** The same wherever it is asked, and nothing that tells of the message. */
function firstSpanOf({ conversationId, seq }: Place): SpanContext {
  const digest = createHash('sha256').update(`message ${conversationId} ${seq}`).digest('hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48), traceFlags: SAMPLED, isRemote: true };
}

/** Random ids, except where they are given. */
function knownOrRandom() {
  let given: { traceId: string; spanId: string } | null = null;
  return {
    generateTraceId: () => given?.traceId ?? randomBytes(16).toString('hex'),
    generateSpanId: () => given?.spanId ?? randomBytes(8).toString('hex'),
    as<T>(traceId: string, spanId: string, work: () => T): T {
      given = { traceId, spanId };
      try {
        return work();
      } finally {
        given = null;
      }
    },
  };
}

/** https://opentelemetry.io/docs/specs/otlp/#otlphttp */
function exporterTo(url: string, post: Post, log: Pick<Log, 'warn' | 'info'>): SpanExporter {
  let away = false;
  const note = (fails: boolean, code: string) => {
    // Told when it changes, not with every batch.
    if (fails && !away) log.warn({ code }, 'traces cannot be handed over');
    if (!fails && away) log.info({}, 'traces are handed over again');
    away = fails;
  };
  return {
    export(spans, done) {
      post(url, JsonTraceSerializer.serializeRequest(spans) ?? new Uint8Array())
        .then((status) => note(status >= 400, String(status)))
        .catch((error: unknown) => note(true, codeOf(error)))
        .finally(() => done({ code: away ? 1 : 0 }));
    },
    shutdown: async () => {},
  };
}

function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const known = typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : name;
  return typeof known === 'string' && /^\w{1,40}$/.test(known) ? known : 'failed';
}
