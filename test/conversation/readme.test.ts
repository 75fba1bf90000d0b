import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../src/auth/keys.ts';
import { type Server, startPostgres } from '../support/services.ts';
import { startTestNode, type TestNode } from './node.ts';

let postgres: Server;
let node: TestNode;
beforeAll(async () => {
  // Of its own: events are shown when every transaction on the server is over that began before, and a shell does not wait for it.
  postgres = await startPostgres();
  node = await startTestNode({ DATABASE_URL: postgres.url });
});
afterAll(async () => {
  await node.stop();
  await postgres.dispose();
});

it("the README's tour works as pasted: an invitation, an interview by API, its turns and events", async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const script = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block).join('\n');
  const { key } = await createKey(node.runtime.sql, { name: 'readme', scopes: ['admin'], expiresAt: null });
  const env = { PATH: process.env.PATH, TINGDA: node.url ?? '', KEY: key };
  const { error, out } = await new Promise<{ error: unknown; out: string }>((resolve) => {
    execFile('bash', ['-euo', 'pipefail', '-c', script], { env }, (error, out, err) =>
      resolve({ error, out: out + err }),
    );
  });
  expect(error, out).toBeNull();
  expect(out).toMatch(/^http:\S+\/chat\/[A-Z0-9]{12}$/m);
  expect(out).toMatch(/candidate: I sorted parcels last year[\s\S]*bot: .*\?/);
  expect(out).toContain('application.created');
});
