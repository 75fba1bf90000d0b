/** What a provider of a step can do: a check, a signature, an introduction that somebody else takes care of. */
import type { Http } from '../http.ts';
import type { RawRequest, Verified } from '../ports.ts';
import type { Json, Language, StepKind, StepState } from '../types.ts';

/** What every provider is made with. */
export interface ProviderDeps {
  http: Http;
}

/** What the paths below `/hooks` call each kind. */
export const HOOK_PATHS = {
  background_check: 'background-check',
  contract: 'contract',
  onboarding: 'onboarding',
} as const satisfies Record<StepKind, string>;

export interface StepRequest {
  /** Also the key by which the provider knows that it was asked before. */
  stepId: string;
  kind: StepKind;
  language: Language;
  /** Where it tells what became of it; null where nobody knows how the outside reaches us. */
  callbackUrl: string | null;
  /** What the step is about, by kind. */
  data: Record<string, Json>;
}

export interface StepRescheduling extends Pick<StepRequest, 'stepId' | 'kind' | 'data'> {
  externalId: string | null;
  /** Counts up with every other time that is wanted: what has a lower one is overtaken. */
  sequence: number;
}

/** What a provider tells, already in our words. */
export interface StepReport {
  /** The provider's name for this telling: a second one has no effect. */
  reportId: string;
  stepId: string | null;
  externalId: string | null;
  state: StepState;
  at: Date;
  /** Codes and times for people to see; no words of anybody. */
  data: Record<string, Json>;
}

export interface StepProvider {
  /**
   * Begins it over there. Called again with the same step after a crash.
   * @throws ProviderError when it was not begun
   */
  start(request: StepRequest): Promise<{ externalId: string | null }>;
  /** It is not wanted any more. @throws ProviderError */
  cancel(request: { stepId: string; kind: StepKind; externalId: string | null }): Promise<void>;
  /** Another time is wanted; `data` has all of it. Only of a first shift. Called again after a crash. @throws ProviderError */
  reschedule(request: StepRescheduling): Promise<void>;
  /** The raw body, before anything is parsed; null where nobody calls. @throws TingdaError `signature_invalid` */
  calls: { verify(raw: RawRequest): Promise<Verified>; parse(verified: Verified): StepReport[] } | null;
}

/** Nothing was begun, or nobody knows: `retry` says whether asking again may help. `code` is stable and shown to HR. */
export class ProviderError extends Error {
  readonly code: string;
  readonly retry: boolean;
  constructor(code: string, { retry }: { retry: boolean }) {
    super(code);
    this.name = 'ProviderError';
    this.code = code;
    this.retry = retry;
  }
}
