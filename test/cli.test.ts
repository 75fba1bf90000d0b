import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

async function tingda(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, output, errors };
}

it('shows every command with a line about it', async () => {
  const { code, output } = await tingda(['--help']);
  expect(code).toBe(0);
  for (const command of ['start', 'migrate', 'keys', 'flows', 'simulate', 'emulate', 'conformance']) {
    expect(output).toMatch(new RegExp(`^ {2}${command}\\b.* {2}\\S`, 'm'));
  }
});

it.each([
  ['a command that there is not', ['interveiw']],
  ['no command', []],
  ['an option that there is not', ['migrate', '--fast']],
])('refuses %s, on stderr', async (_what, args) => {
  const { code, output, errors } = await tingda(args);
  expect(code).toBe(1);
  expect(output).toBe('');
  expect(errors).not.toBe('');
});

it('says in one sentence what failed', async () => {
  const { code, output, errors } = await tingda(['migrate'], { PORT: 'abc' });
  expect(code).toBe(1);
  expect(output).toBe('');
  expect(errors).toMatch(/^The environment is not right: PORT .*\.\n$/);
});

it('shows the stack only to who debugs', async () => {
  const { code, errors } = await tingda(['migrate'], { PORT: 'abc', LOG_LEVEL: 'debug' });
  expect(code).toBe(1);
  expect(errors).toMatch(/\bat readConfig \(src\/config\.ts:\d+/);
});
