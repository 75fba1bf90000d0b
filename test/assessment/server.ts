/** A model's server that thinks as a scripted model does: what it is asked comes over HTTP, as from any process. */
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { type Model, plainModel } from './people.ts';

export interface ScoringServer {
  openai: OpenAiEmulator;
  environment: Record<string, string>;
  /** The questions of assessments that were asked, in order: `evidence` or `score`. */
  asked(): string[];
}

export async function startScoring(model: Model = plainModel): Promise<ScoringServer> {
  const asked: string[] = [];
  const openai = await OpenAiEmulator.start({
    think({ messages }) {
      const data = messages
        .map(({ content }) => content)
        .find((text) => typeof text === 'string' && text[0] === '{');
      const input = JSON.parse(String(data ?? '{}'));
      const kind = 'quotes' in input ? 'score' : 'said' in input && 'criterion' in input ? 'evidence' : null;
      if (!kind) return '{}';
      asked.push(kind);
      return JSON.stringify(model[kind](input));
    },
  });
  const environment = { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: openai.key, LLM_MODEL: 'gpt-emulated' };
  return { openai, environment, asked: () => asked };
}
