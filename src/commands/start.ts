/** `tingda start`: the Node process, until somebody ends it. */
import { type Command, Option } from 'commander';
import type { Role } from '../session/wake.ts';

export function register(program: Command): void {
  program
    .command('start')
    .description('Run Tingda. Everything is set in the environment: see docs/configuration.md.')
    .addOption(
      new Option('--role <role>', 'api: webhooks and REST; worker: the interviews')
        .choices(['all', 'api', 'worker'])
        .default('all'),
    )
    .action(async ({ role }: { role: Role }) => {
      const [{ readConfig }, { channelRegistry }, { startNode }, { untilSignal }] = await Promise.all([
        import('../config.ts'),
        import('../channels/index.ts'),
        import('../node.ts'),
        import('./signals.ts'),
      ]);
      const running = await startNode(readConfig(process.env, channelRegistry), { role });
      console.log(running.url ? `Tingda is ready at ${running.url}` : 'Tingda is ready: this worker interviews.');
      await untilSignal();
      await running.stop();
    });
}
