/** The emulated provider over HTTP, for those who drive it from another language: see docs/pipeline/background-check.md. */
import { z } from 'zod';
import { type StepsFault, stepsFault } from './steps-faults.ts';

const report = z.object({
  state: z.string(),
  at: z.iso.datetime({ offset: true }).optional(),
  detail: z.string().optional(),
});
const settings = z.object({ script: z.record(z.string(), z.array(z.string())).optional() });

/** What is driven: the emulator's own methods. */
interface Controlled {
  readonly steps: ReadonlyMap<string, object>;
  script: Record<string, readonly string[]>;
  report(
    stepId: string,
    state: string,
    more?: { at?: string | undefined; detail?: string | undefined },
  ): Promise<number>;
  fault(fault: StepsFault): void;
  clearFaults(): void;
}

/** @returns what is answered as JSON, or undefined for an unknown address. @throws ZodError, Error: answered with 400. */
export async function controlSteps(
  emulator: Controlled,
  method: string | undefined,
  url: URL,
  body: unknown,
): Promise<object | undefined> {
  const [, , noun, id, verb] = url.pathname.split('/');
  if (noun === 'faults' && method === 'POST') emulator.fault(stepsFault.parse(body));
  else if (noun === 'faults' && method === 'DELETE') emulator.clearFaults();
  else if (noun === 'settings' && method === 'PUT') {
    emulator.script = settings.parse(body).script ?? emulator.script;
  } else if (noun === 'steps' && !id && method === 'GET') return { steps: [...emulator.steps.values()] };
  else if (noun === 'steps' && id && verb === 'report' && method === 'POST') {
    const { state, ...more } = report.parse(body);
    return { ok: true, status: await emulator.report(id, state, more) };
  } else return undefined;
  return { ok: true };
}
