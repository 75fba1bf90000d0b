/** Who understands in a simulation: rules alone, the model of the environment, or one of a few lines on this machine. */
import { modelVariables } from '../../config/model.ts';
import { TingdaError } from '../../errors.ts';
import type { Reader } from '../../simulate/metrics.ts';

export const MODELS = ['none', 'environment', 'attentive', 'obedient'] as const;
export type ModelName = (typeof MODELS)[number];

interface SimulatedModel {
  by: Reader;
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** @throws TingdaError when the environment names no model */
export async function openModel(name: ModelName): Promise<SimulatedModel> {
  const nothing = async () => {};
  if (name === 'none') return { by: 'rules', environment: {}, close: nothing };
  if (name === 'environment') {
    const given = Object.keys(modelVariables).flatMap((variable) => {
      const value = process.env[variable];
      return value ? [[variable, value] as const] : [];
    });
    if (!process.env.LLM_MODEL)
      throw new TingdaError('validation_failed', '--model environment needs LLM_MODEL; see docs/model.md.');
    return { by: 'model', environment: Object.fromEntries(given), close: nothing };
  }
  const [{ OpenAiEmulator }, { minds }] = await Promise.all([
    import('../../emulators/openai.ts'),
    import('../../emulators/minds/index.ts'),
  ]);
  const emulator = await OpenAiEmulator.start({ think: minds[name] });
  const environment = { OPENAI_BASE_URL: emulator.url, OPENAI_API_KEY: emulator.key, LLM_MODEL: name };
  return { by: 'script', environment, close: () => emulator.stop() };
}
