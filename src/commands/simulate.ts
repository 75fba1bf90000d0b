/** `tingda simulate`: simulated candidates are interviewed by the real thing over a channel, and it is measured. */
import type { Command } from 'commander';

interface Options {
  flow?: string;
  personas: string;
  channel: string;
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
    .option('--json', 'print {metrics, interviews} for machines')
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

      const { parts, leftOut } = casts(await loadPersonas(options.personas), options.flow);
      const started = performance.now();
      const tell = (text: string) => process.stderr.write(`${text}\n`);
      for (const { persona, why } of leftOut) tell(`– ${persona.id}: left out, ${why}`);
      const { played, facts } = await simulate(parts, channel, (one) => tell(progressLine(one)));
      const metrics = metricsOf(played, facts);
      if (options.json)
        console.log(JSON.stringify({ metrics, interviews: played.map(interviewOf) }, null, 2));
      else console.log(report(played, metrics, (performance.now() - started) / 1000));
      if (!passes(metrics, played)) process.exitCode = 1;
    });
}
