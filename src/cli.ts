/** The command line. Every command is a file in `commands/`, loaded when it is asked for. */
import { enableCompileCache } from 'node:module';
import { Command, CommanderError } from 'commander';
import { TingdaError } from './errors.ts';
import { outlineOf } from './outline.ts';

// Types are stripped and code compiled once: later starts take it from the disk.
enableCompileCache();

interface CommandFile {
  register(program: Command): void;
}

const commands: Record<string, () => Promise<CommandFile>> = {
  demo: () => import('./commands/demo.ts'),
  start: () => import('./commands/start.ts'),
  migrate: () => import('./commands/migrate.ts'),
  keys: () => import('./commands/keys.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/backup.ts'),
  users: () => import('./commands/users.ts'),
  flows: () => import('./commands/flows.ts'),
  chat: () => import('./commands/chat.ts'),
  simulate: () => import('./commands/simulate.ts'),
  import: () => import('./commands/import.ts'),
  speech: () => import('./commands/speech.ts'),
  'judge-tests': () => import('./commands/judge-tests.ts'),
  emulate: () => import('./commands/emulate.ts'),
  conformance: () => import('./commands/conformance.ts'),
};

async function main(args: string[]): Promise<void> {
  const program = new Command('tingda')
    .description('Interviews candidates for hourly jobs inside their messaging apps.')
    .helpCommand(false)
    .exitOverride();
  const asked = commands[args[0] ?? ''];
  const files = asked ? [asked] : Object.values(commands);
  // Two commands may share a file.
  for (const { register } of new Set(await Promise.all(files.map((load) => load())))) register(program);
  await program.parseAsync(args, { from: 'user' });
}

/** One clear sentence; the stack only for who debugs. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const debugging = process.env.LOG_LEVEL === 'debug' || process.env.LOG_LEVEL === 'trace';
  const told =
    error instanceof TingdaError ? error.message : `Something unexpected went wrong: ${reason(error)}`;
  return debugging ? `${told}\n${JSON.stringify(outlineOf(error), null, 2)}` : told;
}

/** What PostgreSQL says may quote a row; its code does not. */
function reason(error: Error): string {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return severity === undefined ? error.message : `the database refused something (${code})`;
}

/** Node would print all that an error carries: a row, what somebody said. */
function crash(error: unknown): void {
  const outline = error instanceof Error ? outlineOf(error) : { type: typeof error };
  console.error(`Something that nobody expected ended this process: ${JSON.stringify(outline)}`);
  process.exit(1);
}

// Started by a launcher on an older Node: one that is killed takes us along.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}

process.on('uncaughtException', crash);
try {
  await main(process.argv.slice(2));
} catch (error) {
  // Commander has said already what was wrong with the words.
  if (error instanceof CommanderError) process.exit(error.exitCode);
  console.error(explain(error));
  process.exit(1);
}
