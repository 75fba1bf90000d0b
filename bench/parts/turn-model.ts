/** A turn with a model that answers at once, beside the same turn by rules: what a model costs, its own time left out. */
import type { Bed } from '../support/bed.ts';
import { median, ms, type PartResult, perSecond } from '../support/figures.ts';
import { startProgram } from '../support/processes.ts';
import type { Progress } from '../support/progress.ts';
import { Provider } from '../support/provider.ts';
import { createOpening, HOOK, startSystem } from '../support/system.ts';
import { openLoop, type Round, worst } from './turns.ts';

const RATE = 30;
const ROUNDS = 2;
const GOAL_MS = 10;

export async function turnModel(bed: Bed, progress: Progress): Promise<PartResult> {
  const instant = await startProgram(['bench/instant-model.ts'], {});
  const variables = { OPENAI_BASE_URL: instant.url, LLM_MODEL: 'reader' };
  const sides = { rules: await side(bed, {}), model: await side(bed, variables) };
  const rounds: Record<keyof typeof sides, Round[]> = { rules: [], model: [] };
  for (let i = 0; i < ROUNDS; i++) {
    for (const name of ['rules', 'model'] as const) {
      const { provider, hook } = sides[name];
      // The server has closed what was idle since the last round.
      const round = await openLoop({ provider, target: { connections: hook(), path: HOOK } }, RATE);
      rounds[name].push(round);
      progress(`${name}: ${perSecond(round.rate)}, p50 ${ms(round.p50)}, p99 ${ms(round.p99)}`);
    }
  }
  const own = await answersIn(instant.url);
  await Promise.all([sides.rules.stop(), sides.model.stop()]);
  await instant.stop();
  const [rules, model] = [worst(rounds.rules), worst(rounds.model)];
  // The turn itself has a goal of its own; this is what a model adds to it.
  const over = model.p50 - rules.p50 - own;
  return {
    title: 'A turn with a model',
    how:
      `Webhook request due → sendMessage arrives, ${RATE} turns a second (Poisson) in the middle of interviews, burst wait 0; ` +
      'a model in a process of its own that answers at once is asked once a turn. Beside it the same by rules alone. The worse ' +
      `of ${ROUNDS} rounds each, taken in turn.`,
    figures: [
      {
        what: "added to the turn by rules, the model's own time left out, p50",
        value: ms(over),
        goal: `≤ ${GOAL_MS} ms`,
        pass: over <= GOAL_MS,
      },
      { what: 'p50', value: ms(model.p50), floor: ms(rules.p50) },
      { what: 'p99', value: ms(model.p99), floor: ms(rules.p99) },
      { what: "the model's own time", value: ms(own) },
    ],
    notes: [],
  };
}

async function side(bed: Bed, variables: Record<string, string>) {
  const provider = await Provider.start();
  const system = await startSystem(await bed.corner(), provider, 'all', variables);
  await createOpening(system);
  return {
    provider,
    hook: system.hook,
    async stop() {
      await system.stop();
      await provider.stop();
    },
  };
}

/** Milliseconds, by a client that does nothing else. */
async function answersIn(url: string): Promise<number> {
  const times: number[] = [];
  const body = JSON.stringify({ model: 'reader', messages: [{ role: 'user', content: 'x'.repeat(4000) }] });
  for (let i = 0; i < 300; i++) {
    const began = performance.now();
    await (await fetch(`${url}/v1/chat/completions`, { method: 'POST', body })).text();
    times.push(performance.now() - began);
  }
  return median(times);
}
