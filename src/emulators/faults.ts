/** Faults on request: each meets the next calls that it fits. */
import { z } from 'zod';

/** What all faults are told. */
export const fault = {
  /** How many calls it meets: 1 unless told; 0 is all, until the faults are cleared. */
  times: z.int().min(0).optional(),
  /** For `slow`. */
  ms: z.number().optional(),
};

export class Faults<Fault extends { times?: number | undefined }> {
  #list: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#list.push({ fault, left: fault.times === 0 ? Number.POSITIVE_INFINITY : (fault.times ?? 1) });
  }

  clear(): void {
    this.#list = [];
  }

  /** The fault that a call meets. */
  take(fits: (fault: Fault) => boolean): Fault | undefined {
    const met = this.#list.find(({ fault }) => fits(fault));
    if (met && --met.left <= 0) this.#list = this.#list.filter((other) => other !== met);
    return met?.fault;
  }
}
