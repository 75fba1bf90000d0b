/** Faults on request: each meets the next call that it fits. */

export const FAULTS = [
  'rate_limit',
  'blocked',
  'unauthorized',
  'server_error',
  'reset',
  'hang',
  'slow',
  'garbage',
] as const;

export interface Fault {
  /**
   * `rate_limit`: 429 with `retry_after`. `blocked`: 403. `unauthorized`: 401. `server_error`: 500. `reset`: the
   * connection breaks. `hang`: no answer. `slow`: the right answer after `ms`. `garbage`: 200 with a page that is not
   * the Bot API's.
   */
  kind: (typeof FAULTS)[number];
  /** Only this method, in any case of letters; only this chat. */
  method?: string | undefined;
  chat_id?: number | undefined;
  /** How many calls it meets: 1 unless told; 0 is all, until the faults are cleared. */
  times?: number | undefined;
  /** For `server_error`, `reset`, `hang`, `garbage`: the call takes effect all the same. */
  accepted?: boolean | undefined;
  /** Seconds, for `rate_limit`. */
  retry_after?: number | undefined;
  /** For `slow`. */
  ms?: number | undefined;
}

export class Faults {
  #list: (Fault & { left: number })[] = [];

  add(fault: Fault): void {
    const { times = 1 } = fault;
    this.#list.push({ ...fault, left: times === 0 ? Number.POSITIVE_INFINITY : times });
  }

  clear(): void {
    this.#list = [];
  }

  /** The fault that this call meets. `method` in lower case. */
  take(method: string, chatId: number): Fault | undefined {
    const fault = this.#list.find(
      (f) =>
        (f.method === undefined || f.method.toLowerCase() === method) &&
        (f.chat_id === undefined || f.chat_id === chatId),
    );
    if (fault && --fault.left <= 0) this.#list = this.#list.filter((other) => other !== fault);
    return fault;
  }
}
