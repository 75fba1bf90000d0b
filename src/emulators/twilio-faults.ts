/** Faults on request: each meets the next call of the API that it fits. */

export const TWILIO_FAULTS = [
  'rate_limit',
  'unauthorized',
  'error',
  'server_error',
  'reset',
  'hang',
  'slow',
  'garbage',
] as const;

export interface TwilioFault {
  /**
   * `rate_limit`: 429 with `Retry-After`. `unauthorized`: 401. `error`: 400 with `code`. `server_error`: 500. `reset`: the
   * connection breaks. `hang`: no answer. `slow`: the right answer after `ms`. `garbage`: 200 with a page.
   */
  kind: (typeof TWILIO_FAULTS)[number];
  /** Only calls that send, or only those to this number. */
  to?: string | undefined;
  /** How many calls it meets: 1 unless told; 0 is all, until the faults are cleared. */
  times?: number | undefined;
  /** For `server_error`, `reset`, `hang`, `garbage`: the message is on its way all the same. */
  accepted?: boolean | undefined;
  /** Twilio's number, for `error`. */
  code?: number | undefined;
  /** Seconds, for `rate_limit`; null leaves the header out. */
  retry_after?: number | null | undefined;
  /** For `slow`. */
  ms?: number | undefined;
}

export class TwilioFaults {
  #list: (TwilioFault & { left: number })[] = [];

  add(fault: TwilioFault): void {
    const { times = 1 } = fault;
    this.#list.push({ ...fault, left: times === 0 ? Number.POSITIVE_INFINITY : times });
  }

  clear(): void {
    this.#list = [];
  }

  /** The fault that a call to this number meets. */
  take(to: string): TwilioFault | undefined {
    const fault = this.#list.find((one) => one.to === undefined || one.to === to);
    if (fault && --fault.left <= 0) this.#list = this.#list.filter((other) => other !== fault);
    return fault;
  }
}
