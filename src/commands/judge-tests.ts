/** `tingda judge-tests DIR`: how well the configured model scores, measured on interviews whose order is known. */
import { type Command, InvalidArgumentError } from 'commander';
import type { ModelSettings } from '../types.ts';

interface Options {
  limit: number;
  concurrency: number;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('judge-tests')
    .description('score interviews whose order is known with the configured model, and say how well it does')
    .argument('<directory>', 'judge tests: base-interviews, rubrics, and the sets beside them')
    .option('--limit <n>', 'so many cases of each set', whole, 1000)
    .option('--concurrency <n>', 'so many questions at once', whole, 4)
    .option('--json', 'print {model, metrics, failed, seconds} for machines')
    .action(judge);
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

async function judge(directory: string, { limit, concurrency, json }: Options): Promise<void> {
  const { loadJudgeTests } = await import('./judging/cases.ts');
  const { scoreJudgeTests } = await import('./judging/run.ts');
  const { measure, table } = await import('./judging/measure.ts');
  const { readConfig } = await import('../config.ts');
  const { TingdaError } = await import('../errors.ts');
  const { model } = readConfig(process.env, []);
  if (!model) {
    const how = 'set LLM_MODEL and OPENAI_BASE_URL or OPENAI_API_KEY; docs/model.md says how';
    throw new TingdaError('config_invalid', `No model is set up, so there is nothing to measure: ${how}.`);
  }
  const tests = await loadJudgeTests(directory, limit);
  const scripted = await isEmulated(model);
  const started = performance.now();
  const { agent, close } = await openAgent(model);
  const tell = (done: number, of: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of}${done === of ? '\n' : ''}`);
  };
  const signal = new AbortController().signal;
  const scores = await scoreJudgeTests(agent, tests, { atOnce: concurrency, signal, tell }).finally(close);
  const metrics = measure(scores, scripted);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const { failed } = scores;
  const told = { model: model.first.model, metrics, failed: Object.fromEntries(failed), seconds };
  console.log(json ? JSON.stringify(told, null, 2) : table(metrics, failed, model.first.model, seconds));
  const missed = failed.size > 0 || Object.values(metrics).some(({ pass }) => pass === false);
  if (missed && !scripted) process.exitCode = 1;
}

async function openAgent(model: ModelSettings) {
  const [{ createAgent }, { createHttp }, { createLog }] = await Promise.all([
    import('../agent/agent.ts'),
    import('../http.ts'),
    import('../log.ts'),
  ]);
  const http = createHttp();
  // Whoever measures has said how much: no budget of interviews is spent by it, and none of theirs counts here.
  const limits = { tokensPerInterview: Number.MAX_SAFE_INTEGER, tokensPerDay: Number.MAX_SAFE_INTEGER };
  const agent = createAgent(
    { ...model, ...limits },
    {
      http,
      log: createLog('error', process.stderr),
      spending: { add: async () => [], read: async () => [] },
      figures: { call() {}, breaker() {}, dayIsSpent() {} },
    },
  );
  return {
    agent,
    async close() {
      await agent.close();
      await http.close();
    },
  };
}

/** Our own emulator answers where no other server does: what would be measured is its script. */
async function isEmulated({ first }: ModelSettings): Promise<boolean> {
  const answer = await fetch(new URL('/_emulator/asked', first.baseUrl)).catch(() => null);
  return answer?.ok === true;
}
