/** `tingda simulate`: simulated candidates are interviewed by the real thing over a channel, and it is measured. */
import { type Command, Option } from 'commander';
import { MODELS, type ModelName } from './simulation/model.ts';

interface Options {
  flow?: string;
  personas: string;
  channel: string;
  model: ModelName;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('simulate')
    .description('let simulated candidates be interviewed, and measure it; needs no account and no server')
    .option(
      '--flow <flow>',
      'a flow of the library, or a flow file; without it each persona gets the one of its role',
    )
    .requiredOption('--personas <directory>', 'where the persona files are')
    .option('--channel <channel>', 'over which channel: telegram or web', 'telegram')
    .addOption(
      new Option('--model <name>', 'who understands besides the rules; environment: the one of LLM_MODEL')
        .choices(MODELS)
        .default('none'),
    )
    .option('--json', 'print {metrics, model, interviews} for machines')
    .action(async (options: Options) => {
      const { TingdaError } = await import('../errors.ts');
      const { isChannelName, simulatedChannels } = await import('./simulation/channels.ts');
      const { channel } = options;
      if (!isChannelName(channel)) {
        const names = Object.keys(simulatedChannels).join(' or ');
        throw new TingdaError('validation_failed', `--channel must be ${names}, not ${channel}.`);
      }
      const [{ simulate }, { loadPersonas }, { casts }] = await Promise.all([
        import('./simulation/run.ts'),
        import('../simulate/persona.ts'),
        import('./simulation/cast.ts'),
      ]);
      const { interviewOf, metricsOf, passes } = await import('../simulate/metrics.ts');
      const { progressLine, report } = await import('../simulate/report.ts');
      const { modelReport } = await import('../simulate/model-figures.ts');

      const { parts, leftOut } = casts(await loadPersonas(options.personas), options.flow);
      const started = performance.now();
      const tell = (text: string) => process.stderr.write(`${text}\n`);
      for (const { persona, why } of leftOut) tell(`– ${persona.id}: left out, ${why}`);
      const { played, facts, by, model } = await simulate(parts, channel, options.model, (one) =>
        tell(progressLine(one)),
      );
      const metrics = metricsOf(played, facts, by);
      if (options.json)
        console.log(JSON.stringify({ metrics, model, interviews: played.map(interviewOf) }, null, 2));
      else {
        console.log(report(played, metrics, (performance.now() - started) / 1000));
        if (model) console.log(modelReport(model));
      }
      if (!passes(metrics, played)) process.exitCode = 1;
    });
}
