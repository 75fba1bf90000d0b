/** Stacks that the cases of a file share, one case at a time each: to start our process costs more than most cases do. */
import { createDatabase, redisDatabase } from '../support/services.ts';
import { type Mode, Stack } from './stack.ts';

interface Shared {
  /** In memory: what Redis would hold is in the process. */
  redis?: boolean;
  mode?: Mode;
  /** More variables, for each stack its own. */
  environment?: () => Record<string, string>;
}

export class Stacks {
  readonly #shared: Shared;
  readonly #free: Stack[] = [];

  constructor(shared: Shared = {}) {
    this.#shared = shared;
  }

  /** Does `work` in a stack in which `node` runs. One in which it failed is given up. */
  async use(work: (stack: Stack) => Promise<void>): Promise<void> {
    const stack = this.#free.pop() ?? (await this.#open());
    try {
      await work(stack);
    } catch (error) {
      await stack.close();
      throw error;
    }
    this.#free.push(stack);
  }

  async close(): Promise<void> {
    for (const stack of this.#free) await stack.close();
  }

  async #open(): Promise<Stack> {
    const { redis = true, mode = 'webhook', environment = () => ({}) } = this.#shared;
    const stack = await Stack.open({
      databaseUrl: await createDatabase(),
      ...(redis && { redisUrl: await redisDatabase() }),
      environment: environment(),
    });
    await stack.launch('node', 'all', { mode });
    return stack;
  }
}
