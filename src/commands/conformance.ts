/** `tingda conformance webhook URL`: is a receiver of our webhooks right, before real ones reach it. */
import { type Command, InvalidArgumentError } from 'commander';
import { webhookSecret } from '../config/steps.ts';

export function register(program: Command): void {
  const conformance = program
    .command('conformance')
    .description('try what you have built to work with Tingda, before it has to');
  conformance
    .command('webhook')
    .description('send a receiver of webhooks right calls and forged ones, and see how it answers')
    .argument('<url>', 'where it listens', address)
    .requiredOption('--secret <secret>', 'what it checks signatures with: whsec_…', secret)
    .option('--json', 'print {url, passed, failed, cases} for machines')
    .action(async (url: string, options: { secret: string; json?: boolean }) => {
      const [{ conform }, { report }] = await Promise.all([
        import('./conformance/run.ts'),
        import('./conformance/report.ts'),
      ]);
      const results = await conform(url, options.secret);
      const failed = results.filter(({ pass }) => !pass).length;
      const passed = results.length - failed;
      if (options.json) console.log(JSON.stringify({ url, passed, failed, cases: results }, null, 2));
      else console.log(report(results));
      if (failed > 0) process.exitCode = 1;
    });
}

function address(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new InvalidArgumentError('It must begin with https:// or http://.');
}

function secret(text: string): string {
  if (webhookSecret.safeParse(text).success) return text;
  throw new InvalidArgumentError('It must be whsec_ and 24 to 64 bytes in base64.');
}
