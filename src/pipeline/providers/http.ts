/**
 * Any provider that speaks our neutral protocol, for each kind of step: one signed request begins it, signed callbacks tell how
 * it goes. docs/pipeline/background-check.md has the protocol with examples.
 */
import { z } from 'zod';
import { TingdaError } from '../../errors.ts';
import { HttpError } from '../../http.ts';
import type { RawRequest, Verified } from '../../ports.ts';
import type { StepKind, StepSettings, StepState } from '../../types.ts';
import { signedHeaders, signedId, TOLERANCE_MS } from '../../webhook-signature.ts';
import {
  type ProviderDeps,
  ProviderError,
  type StepProvider,
  type StepReport,
  type StepRequest,
  type StepRescheduling,
} from '../provider.ts';

/** What a provider may say, and the state that it means here. What a person has to do no provider does. */
const STATES: { [Kind in StepKind]: Readonly<Record<string, StepState<Kind>>> } = {
  background_check: {
    pending: 'pending',
    clear: 'clear',
    consider: 'consider',
    suspended: 'suspended',
    canceled: 'canceled',
  },
  contract: { sent: 'sent', signed: 'signed', declined: 'declined', expired: 'expired', voided: 'voided' },
  onboarding: {
    scheduled: 'scheduled',
    checked_in: 'checked_in',
    no_show: 'no_show',
    completed: 'completed',
    canceled: 'canceled',
  },
};

/** The words that a provider tells of a step. */
export const reportedStates = (kind: StepKind): string[] => Object.keys(STATES[kind]);

const MOST_BYTES = 64 * 1024;
const TIMEOUT_MS = 10_000;

const externalId = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const started = z.object({ external_id: externalId });
const refused = z.object({ code: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/) });

/** @param now the wall clock: the other side's runs by it too */
export function create(
  kind: StepKind,
  { url, secret }: StepSettings,
  { http }: ProviderDeps,
  now: () => number = Date.now,
): StepProvider {
  const callback = callbackSchema(kind, now);

  /** @param id the same at every try, so that the provider does it once */
  async function ask(id: string, body: object): Promise<Buffer> {
    const text = JSON.stringify(body);
    const answer = await http
      .request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signedHeaders([secret], id, text, now()) },
        body: text,
        maxBytes: MOST_BYTES,
        timeoutMs: TIMEOUT_MS,
        trusted: true,
      })
      .catch((error: unknown) => {
        if (!(error instanceof HttpError)) throw error;
        throw new ProviderError(`provider_${error.code}`, { retry: true });
      });
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw failure(answer.status, answer.body);
  }

  return {
    async start({ stepId, callbackUrl, language, data }: StepRequest) {
      // It could never tell what became of it.
      if (callbackUrl === null) throw new ProviderError('public_url_missing', { retry: true });
      const head = { type: `${kind}.requested`, id: stepId, callback_url: callbackUrl, locale: language };
      const read = started.safeParse(json(await ask(stepId, { ...head, ...data })));
      // It may have begun all the same; the next try has the same id.
      if (!read.success) throw new ProviderError('provider_answer_invalid', { retry: true });
      return { externalId: read.data.external_id };
    },

    async cancel({ stepId, externalId }) {
      const body = { type: `${kind}.cancel_requested`, id: stepId, external_id: externalId };
      await ask(`${stepId}-cancel`, body).catch((error: unknown) => {
        // Who says that they do not know it has nothing to take back; a bare 404 may be a wrong address.
        if (!(error instanceof ProviderError && error.code === 'refused_unknown_step')) throw error;
      });
    },

    async reschedule({ stepId, externalId, sequence, data }: StepRescheduling) {
      const head = { type: `${kind}.reschedule_requested`, id: stepId, external_id: externalId, sequence };
      await ask(`${stepId}-reschedule-${sequence}`, { ...head, ...data });
    },

    calls: {
      async verify(raw: RawRequest): Promise<Verified> {
        if (signedId(secret, raw.headers, raw.body, now()) !== null) return raw as Verified;
        throw new TingdaError(
          'signature_invalid',
          'The signature is not right, or not of the last five minutes; nothing was stored.',
        );
      },

      parse(verified: Verified): StepReport[] {
        const read = callback.safeParse(json(verified.body));
        if (!read.success) throw unreadable(read.error);
        const { step_id, external_id, state, at, detail } = read.data;
        return [
          {
            reportId: verified.headers['webhook-id']!,
            stepId: step_id ?? null,
            externalId: external_id ?? null,
            state: STATES[kind][state]!,
            at: new Date(at),
            data: { detail: detail ?? null },
          },
        ];
      },
    },
  };
}

/** Fields that come later are let through; states are not. */
function callbackSchema(kind: StepKind, now: () => number) {
  const states = Object.keys(STATES[kind]);
  return z
    .object({
      type: z.literal(`${kind}.updated`, `must be ${kind}.updated`),
      step_id: z.string().max(64).optional(),
      external_id: externalId.optional(),
      state: z.enum(states, `must be ${states.join(', ')}`),
      // A moment that is yet to come would make everything after it look overtaken.
      at: z.iso
        .datetime({ offset: true, error: 'must be a moment like 2026-03-06T22:00:00Z' })
        .refine((at) => Date.parse(at) <= now() + TOLERANCE_MS, 'is yet to come'),
      detail: z
        .string()
        .regex(/^[\x21-\x7e]{1,200}$/, 'must be a code or an address of at most 200 letters, without spaces')
        .optional(),
    })
    .refine(({ step_id, external_id }) => step_id !== undefined || external_id !== undefined, {
      path: ['step_id'],
      message: 'or external_id is needed',
    });
}

function unreadable(error: z.ZodError): TingdaError {
  const items = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const wrong = items.map(({ path, message }) => `${path || 'the body'} ${message}`).join('; ');
  return new TingdaError('payload_invalid', `The callback cannot be read: ${wrong}. Nothing was stored.`, {
    items,
  });
}

/** What an operator mends is tried again until it is mended; what the provider does not want, is not. */
function failure(status: number, body: Buffer): ProviderError {
  if (status >= 500 || status === 408 || status === 425 || status === 429)
    return new ProviderError('provider_failed', { retry: true });
  if (status === 401 || status === 403) return new ProviderError('provider_unauthorized', { retry: true });
  // Of a refusal only a code is kept: its words may be about the person.
  const read = refused.safeParse(json(body));
  if (status < 400 || status === 405 || (status === 404 && !read.success))
    return new ProviderError('provider_address_wrong', { retry: true });
  return new ProviderError(read.success ? `refused_${read.data.code}` : 'refused', { retry: false });
}

/** Undefined for what is no JSON. */
function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
