/** `tingda start`: the Node process, until somebody ends it. */
import { type Command, Option } from 'commander';
import type { Config } from '../config.ts';
import type { Role } from '../session/wake.ts';

export function register(program: Command): void {
  program
    .command('start')
    .description('run Tingda; everything is set in the environment, see docs/configuration.md')
    .addOption(
      new Option('--role <role>', 'api: webhooks and REST; worker: the interviews')
        .choices(['all', 'api', 'worker'])
        .default('all'),
    )
    .action(async ({ role }: { role: Role }) => {
      const [{ readConfig }, { channelRegistry }, { startNode }, { untilSignal }, { TingdaError }] =
        await Promise.all([
          import('../config.ts'),
          import('../channels/index.ts'),
          import('../node.ts'),
          import('./signals.ts'),
          import('../errors.ts'),
        ]);
      let config: Config;
      try {
        config = readConfig(process.env, channelRegistry);
      } catch (error) {
        if (!(error instanceof TingdaError) || error.items.length === 0) throw error;
        // One sentence a variable: that is how they are put right.
        for (const { path, message } of error.items) console.error(`${path} ${message}.`);
        process.exitCode = 1;
        return;
      }
      // From here on: whoever reads that it is ready may end it in the same moment.
      const ended = untilSignal();
      const running = await startNode(config, { role }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        const place = `Port ${config.port} of ${config.host}`;
        throw new TingdaError(
          'unavailable',
          `${place} is in use; stop what listens there or set PORT to a free one.`,
        );
      });
      console.log(
        running.url ? `Tingda is ready at ${running.url}` : 'Tingda is ready: this worker interviews.',
      );
      await ended;
      await running.stop();
    });
}
