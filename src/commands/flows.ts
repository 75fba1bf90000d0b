/** `tingda flows`: check flow files, draw them, print the schema that an editor checks them by. */
import type { Command } from 'commander';
import type { ErrorItem } from '../errors.ts';
import type { Language } from '../types.ts';

/** What `flows check --json` prints of each file. */
interface Verdict {
  file: string;
  ok: boolean;
  id?: string;
  version?: number;
  hash?: string;
  errors: ErrorItem[];
  warnings: ErrorItem[];
}

export function register(program: Command): void {
  const flows = program.command('flows').description('check and draw interview flows');

  flows
    .command('check')
    .description('check flow files; each error names the file, the line and the key')
    .argument('<file...>', 'flow files (YAML)')
    .option('--json', 'print one JSON array for machines')
    .action(async (files: string[], options: { json?: boolean }) => {
      const verdicts: Verdict[] = [];
      for (const file of files) verdicts.push(await judge(file));
      if (options.json) console.log(JSON.stringify(verdicts, null, 2));
      else for (const verdict of verdicts) console.log(describe(verdict));
      const bad = verdicts.filter(({ ok }) => !ok);
      if (bad.length === 0) return;
      const errors = bad.reduce((sum, verdict) => sum + verdict.errors.length, 0);
      fail(
        `${count(errors, 'error')} in ${count(bad.length, 'flow file')}: ${bad.map(({ file }) => file).join(', ')}.`,
      );
    });

  flows
    .command('show')
    .description('draw a flow: sections, questions, follow-ups, knock-outs, criteria')
    .argument('<file>', 'a flow file (YAML)')
    .option('--mermaid', 'a Mermaid flowchart instead of a tree')
    .option('--language <language>', 'zh or en', 'zh')
    .option('--json', 'the parsed flow and its hash for machines')
    .action(async (file: string, options: { mermaid?: boolean; language: string; json?: boolean }) => {
      const { language } = options;
      if (!isLanguage(language)) return fail(`--language must be zh or en, not ${language}.`);
      const { readFlow } = await import('../flows/load.ts');
      const { drawMermaid, drawTree } = await import('../flows/diagram.ts');
      const { TingdaError } = await import('../errors.ts');
      try {
        const { pinned } = readFlow(file);
        if (options.json) console.log(JSON.stringify(pinned, null, 2));
        else process.stdout.write((options.mermaid ? drawMermaid : drawTree)(pinned.flow, language));
      } catch (error) {
        if (!(error instanceof TingdaError)) throw error;
        fail(error.message);
      }
    });

  flows
    .command('schema')
    .description('print the JSON Schema of flow files, for an editor')
    .action(async () => {
      const { flowJsonSchema } = await import('../flows/schema.ts');
      console.log(JSON.stringify(flowJsonSchema(), null, 2));
    });
}

async function judge(file: string): Promise<Verdict> {
  const { readFlow } = await import('../flows/load.ts');
  const { TingdaError } = await import('../errors.ts');
  try {
    const { pinned, warnings } = readFlow(file);
    const { id, version } = pinned.flow;
    return { file, ok: true, id, version, hash: pinned.hash, errors: [], warnings };
  } catch (error) {
    if (!(error instanceof TingdaError)) throw error;
    return { file, ok: false, errors: error.items, warnings: [] };
  }
}

function describe({ file, ok, id, version, hash, errors, warnings }: Verdict): string {
  const head = ok ? `✓ ${file}  ${id} v${version}  ${hash?.slice(0, 12)}` : `✗ ${file}`;
  const rows = [
    ...errors.map(({ path, message }) => `  ✗ ${path} ${message}`),
    ...warnings.map(({ path, message }) => `  ! ${path} ${message}`),
  ];
  return [head, ...rows].join('\n');
}

/** One sentence for a person, and an exit code for a program; the streams are left to drain. */
function fail(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

const isLanguage = (text: string): text is Language => text === 'zh' || text === 'en';
