/** `tingda chat`: be a candidate in the terminal. Alone, or beside a running process on the same data. */
import type { Command } from 'commander';

interface Options {
  opening: string;
  language?: string;
  record?: string;
}

export function register(program: Command): void {
  program
    .command('chat')
    .description('be a candidate in this terminal')
    .requiredOption('--opening <code>', "the opening's code, like SORT01")
    .option('--language <language>', "zh or en; the system's without")
    .option('--record <file>', 'write the talk down as a golden dialogue')
    .action(chat);
}

async function chat(options: Options): Promise<void> {
  const [{ readConfig }, { startNode }, { Desk, converse }, { Keyboard }, screen, { chooseLanguage }] =
    await Promise.all([
      import('../config.ts'),
      import('../node.ts'),
      import('./terminal/talk.ts'),
      import('./terminal/keyboard.ts'),
      import('./terminal/screen.ts'),
      import('./terminal/language.ts'),
    ]);
  const { newId } = await import('../ids.ts');
  const { createLog } = await import('../log.ts');
  const { findOpeningByCode } = await import('../../db/openings.ts');
  const { terminalBurstMs } = await import('./terminal/pace.ts');

  const language = chooseLanguage(options.language);
  const code = options.opening.toUpperCase();
  // No channel but the terminal: whoever runs the others goes on doing so.
  const config = readConfig(process.env, []);
  const address = newId('cnv').slice(4);
  const desk = new Desk(address.slice(0, 8));
  const running = await startNode(config, {
    role: 'worker',
    extraChannels: [desk.terminal],
    log: createLog(process.env.LOG_LEVEL ?? 'error', process.stderr),
  });
  const { sql } = running.runtime;
  const opening = await findOpeningByCode(sql, code);
  if (!opening) console.error(`No opening here has the code ${code}; tingda demo makes three.`);

  const keyboard = new Keyboard();
  const talk = desk.sit(running.runtime, address, language, terminalBurstMs(process.env));
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  keyboard.print(screen.hint(keyboard.look, language));
  const talked = converse(talk, keyboard, `/start ${code}`);
  await Promise.race([talked, interrupted]);
  keyboard.close();
  await talk.settled();
  if (options.record) {
    const { writeFile } = await import('node:fs/promises');
    const { writeGolden } = await import('./terminal/golden.ts');
    const golden = {
      about: `A talk about ${code}.`,
      opening: code,
      flow: opening?.flow ?? '',
      language,
      talk: talk.steps,
      outcome: await talk.outcome(),
    };
    await writeFile(options.record, writeGolden(golden));
    console.log(`\nWritten to ${options.record}.`);
  }
  await running.stop();
}
