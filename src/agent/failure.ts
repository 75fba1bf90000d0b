/** Why a question got no answer, from the wire up to the value that the asker gets. */
import type { AskFailure } from './ask.ts';

export class ModelFailure extends Error {
  readonly code: AskFailure;
  /** It speaks against the server, not against this one question. */
  readonly counts: boolean;
  /** Milliseconds that the server asked us to wait. */
  readonly retryAfterMs: number | undefined;

  /** @param detail for the log and `/readyz`: states and codes, never a word of what was asked or answered */
  constructor(code: AskFailure, detail: string, options: { counts: boolean; retryAfterMs?: number }) {
    super(detail);
    this.name = 'ModelFailure';
    this.code = code;
    this.counts = options.counts;
    this.retryAfterMs = options.retryAfterMs;
  }
}
