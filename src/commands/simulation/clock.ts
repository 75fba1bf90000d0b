/**
 * The clock of a simulation. Time passes for all at once, so whoever leaves waits until the others are at their ends or
 * away themselves: nobody is paused in the middle of a sentence.
 */
export class Clock {
  #ahead = 0;
  #present: number;
  readonly #away: { ms: number; back: () => void }[] = [];

  /** @param people how many take part */
  constructor(people: number) {
    this.#present = people;
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Resolves when `ms` have passed. */
  pass(ms: number): Promise<void> {
    return new Promise((back) => {
      this.#away.push({ ms, back });
      this.#present--;
      this.#turn();
    });
  }

  /** Somebody is through. */
  leave(): void {
    this.#present--;
    this.#turn();
  }

  #turn(): void {
    if (this.#present > 0 || this.#away.length === 0) return;
    const away = this.#away.splice(0);
    this.#ahead += Math.max(...away.map(({ ms }) => ms));
    this.#present = away.length;
    for (const { back } of away) back();
  }
}
