/** Somebody to whom the application writes: what came, in order, and how to wait for more. */
export abstract class Correspondent<Message> {
  readonly received: Message[] = [];
  readonly #waiting = new Set<() => void>();
  #read = 0;

  /** How an error names them. */
  protected abstract readonly called: string;

  receive(message: Message): void {
    this.received.push(message);
    for (const done of this.#waiting) done();
  }

  /** The next message that was not read here yet. @throws when none comes within `timeoutMs`. */
  async next(timeoutMs = 60_000): Promise<Message> {
    if (this.#read >= this.received.length) await this.arrival(timeoutMs);
    const message = this.received[this.#read];
    if (!message) throw new Error(`Nothing came to ${this.called} within ${timeoutMs} ms.`);
    this.#read++;
    return message;
  }

  /** What came behind the first `after` messages; `wait` is how many seconds to wait for that, 60 at most. */
  async since(query: URLSearchParams): Promise<Message[]> {
    const after = Number(query.get('after') ?? 0);
    const waitMs = Math.min(Number(query.get('wait') ?? 0), 60) * 1000;
    if (this.received.length <= after && waitMs > 0) await this.arrival(waitMs);
    return this.received.slice(after);
  }

  /** Resolves with the next message, or after `timeoutMs`. */
  arrival(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiting.add(done);
    });
  }
}
