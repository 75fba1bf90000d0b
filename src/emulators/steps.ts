/**
 * A provider of background checks, contracts and onboardings in one process: it speaks the neutral protocol, with every fault on
 * request. Tests and integrators use the same one. `tingda emulate steps` starts it; docs/pipeline/background-check.md tells how
 * to talk to it.
 *
 *     const provider = await StepsEmulator.start();
 *     const step = await provider.asked('bgc_…');
 *     await provider.report(step.id, 'clear');
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { Faults } from './faults.ts';
import { answerJson as answer, explain, LocalServer, readBody } from './server.ts';
import { type StepsCallback, StepsCallbacks, signature } from './steps-callbacks.ts';
import { controlSteps } from './steps-control.ts';
import { isOfCallbacks, isOfCalls, type StepsFault } from './steps-faults.ts';

interface StepsOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** `whsec_…`. */
  secret?: string;
  callbackTimeoutMs?: number;
  retryMs?: number;
  tries?: number;
  /** By kind, the states that it reports by itself, one after the other. */
  script?: Record<string, readonly string[]>;
}

/** A step as the provider knows it. */
export interface EmulatedStep {
  id: string;
  kind: string;
  external_id: string;
  /** The body of the request that began it. */
  request: Record<string, unknown>;
  callback_url: string;
  /** How often it was asked for; it is begun once. */
  asked: number;
  canceled: boolean;
  /** The number of the last other time that was asked for; 0: none was. `request` has its details. */
  sequence: number;
  /** What was reported, and how that was answered. */
  reports: { state: string; status: number }[];
}

const KINDS = ['background_check', 'contract', 'onboarding'] as const;
const MAX_BODY = 10 * 1024 * 1024;

const requested = z.looseObject({
  type: z.enum(KINDS.map((kind) => `${kind}.requested`)),
  id: z.string(),
  callback_url: z.url(),
});
const rescheduleRequested = z.looseObject({
  type: z.literal('onboarding.reschedule_requested'),
  id: z.string(),
  sequence: z.int(),
});
const cancelRequested = z.object({
  type: z.enum(KINDS.map((kind) => `${kind}.cancel_requested`)),
  id: z.string(),
});

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }
}

export class StepsEmulator {
  readonly secret: string;
  /** By our id of the step. */
  readonly steps = new Map<string, EmulatedStep>();
  script: Record<string, readonly string[]>;
  readonly #faults = new Faults<StepsFault>();
  readonly #callbacks: StepsCallbacks;
  readonly #server: LocalServer;
  #waiting: (() => void)[] = [];

  private constructor(options: StepsOptions) {
    this.secret = options.secret ?? `whsec_${randomBytes(32).toString('base64')}`;
    this.script = options.script ?? {};
    const { callbackTimeoutMs: timeoutMs = 10_000, retryMs = 1000, tries = 5 } = options;
    this.#callbacks = new StepsCallbacks({ timeoutMs, retryMs, tries });
    this.#server = new LocalServer(this.#handle.bind(this), (error, response) => {
      const status = error instanceof Refusal ? error.status : 400;
      answer(response, status, {
        code: error instanceof Refusal ? error.message : 'invalid',
        message: explain(error),
      });
    });
  }

  static async start(options: StepsOptions = {}): Promise<StepsEmulator> {
    const emulator = new StepsEmulator(options);
    await emulator.#server.listen(options.port);
    return emulator;
  }

  get url(): string {
    return this.#server.url;
  }

  /** What the application's environment is. */
  get environment(): Record<string, string> {
    return Object.fromEntries(
      KINDS.flatMap((kind) => [
        [`${kind.toUpperCase()}_URL`, `${this.url}/${kind}`],
        [`${kind.toUpperCase()}_SECRET`, this.secret],
      ]),
    );
  }

  /** Resolves when this step was begun here. */
  async asked(stepId: string): Promise<EmulatedStep> {
    for (;;) {
      const step = this.steps.get(stepId);
      if (step) return step;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  fault(fault: StepsFault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Tells what became of a step. @returns the last status, 0 for none */
  async report(
    stepId: string,
    state: string,
    { at = new Date().toISOString(), detail }: { at?: string | undefined; detail?: string | undefined } = {},
  ): Promise<number> {
    const step = this.steps.get(stepId);
    if (!step) throw new Error(`The step ${stepId} was never asked for.`);
    const { external_id, callback_url } = step;
    const content = { type: `${step.kind}.updated`, step_id: stepId, external_id, state, at, detail };
    const fault = this.#faults.take(isOfCallbacks);
    const status = await this.#callbacks.send(this.secret, callback_url, content, fault);
    step.reports.push({ state, status });
    return status;
  }

  /** Calls with exactly this. @returns the last status, 0 for none */
  post(callback: StepsCallback): Promise<number> {
    return this.#callbacks.post(callback);
  }

  async stop(): Promise<void> {
    await this.#callbacks.stop();
    await this.#server.stop();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const bytes = await readBody(request, MAX_BODY);
    if (!bytes) throw new Refusal(413, 'too_large');
    const text = bytes.toString();
    if (url.pathname.startsWith('/_emulator/')) {
      const result = await controlSteps(this, request.method, url, JSON.parse(text || '{}'));
      if (result) answer(response, 200, result);
      else answer(response, 404, { message: 'see docs/pipeline/background-check.md' });
      return;
    }
    this.#authorize(request, text);
    const body: unknown = JSON.parse(text);
    const fault = this.#faults.take(isOfCalls);
    if (fault) await this.#meet(fault, request, response, body);
    else answer(response, 200, this.#take(body));
  }

  #authorize({ headers, method }: IncomingMessage, text: string): void {
    const id = String(headers['webhook-id']);
    const timestamp = String(headers['webhook-timestamp']);
    if (method !== 'POST') throw new Refusal(405, 'method');
    if (headers['webhook-signature'] !== signature(this.secret, id, timestamp, text))
      throw new Refusal(401, 'signature');
    if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) throw new Refusal(401, 'timestamp');
  }

  /** The id of a step makes it one, however often it is asked for. */
  #take(body: unknown): object {
    const cancel = cancelRequested.safeParse(body);
    if (cancel.success) {
      const step = this.steps.get(cancel.data.id);
      if (!step) throw new Refusal(404, 'unknown_step');
      step.canceled = true;
      return {};
    }
    const moved = rescheduleRequested.safeParse(body);
    if (moved.success) return this.#reschedule(moved.data);
    const { id, type, callback_url } = requested.parse(body);
    const known = this.steps.get(id);
    if (known) {
      known.asked += 1;
      return { external_id: known.external_id };
    }
    const external_id = `ext_${randomBytes(9).toString('hex')}`;
    const kind = type.slice(0, -'.requested'.length);
    const request = body as Record<string, unknown>;
    this.steps.set(id, {
      id,
      kind,
      external_id,
      request,
      callback_url,
      asked: 1,
      canceled: false,
      sequence: 0,
      reports: [],
    });
    for (const resolve of this.#waiting.splice(0)) resolve();
    void this.#play(id, this.script[kind] ?? []);
    return { external_id };
  }

  /** The newest holds, in whatever order they come. */
  #reschedule({ id, sequence, type: _, ...told }: z.infer<typeof rescheduleRequested>): object {
    const step = this.steps.get(id);
    if (!step) throw new Refusal(404, 'unknown_step');
    if (sequence > step.sequence) {
      step.sequence = sequence;
      step.request = { ...step.request, ...told };
    }
    return {};
  }

  async #play(id: string, states: readonly string[]): Promise<void> {
    // The answer goes first.
    await new Promise((resolve) => setImmediate(resolve));
    for (const state of states) await this.report(id, state);
  }

  /** The call ends as the fault says, and is done all the same if it says so. */
  async #meet(
    fault: StepsFault,
    request: IncomingMessage,
    response: ServerResponse,
    body: unknown,
  ): Promise<void> {
    if (fault.kind === 'refuse') throw new Refusal(422, fault.code ?? 'not_offered');
    if (fault.kind === 'unauthorized') throw new Refusal(401, 'signature');
    if (fault.kind === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
      return answer(response, 200, this.#take(body));
    }
    if (fault.accepted) this.#take(body);
    if (fault.kind === 'reset') request.socket.resetAndDestroy();
    if (fault.kind === 'server_error') response.writeHead(500).end('Internal Server Error');
    if (fault.kind === 'garbage') response.end('<html>Not the API</html>');
  }
}
