import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { expect, it } from 'vitest';
import { embeddedDatabase } from '../support/embedded.ts';
import { startHarness } from './harness.ts';

const hasCurl = () => {
  try {
    execFileSync('curl', ['--version']);
    return true;
  } catch {
    return false;
  }
};

it.skipIf(!hasCurl())(
  'docs/api.md works as pasted (skipped where curl is not installed)',
  async () => {
    // An engine of its own: transactions of other tests on a server hold back the events that the tour shows.
    const api = await startHarness({}, await embeddedDatabase());
    const server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const tour = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
    const script = [...tour.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block).join('\n');
    const env = {
      PATH: process.env.PATH,
      TINGDA: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      KEY: await api.key(
        'openings:read',
        'openings:write',
        'candidates:*',
        'interviews:*',
        'decisions:write',
        'pipeline:read',
      ),
    };
    const { error, out } = await new Promise<{ error: unknown; out: string }>((resolve) => {
      execFile('bash', ['-euo', 'pipefail', '-c', script], { env }, (error, out, err) =>
        resolve({ error, out: out + err }),
      );
    });
    expect(error, out).toBeNull();
    expect(out).toContain('"headcount":60');
    const { body } = await api.call('GET', '/v1/applications');
    expect(body.data).toMatchObject([{ source: 'invitation' }, { stage: 'reviewing' }]);
    expect(out).toContain('event: stage.changed');
    expect(out).toContain('Talked on the telephone');
    // What was written for the candidate waits in the inbox: no worker runs here.
    const [waiting] = await api.sql`select count(*) as n from inbox where channel = 'api'`;
    expect(waiting).toEqual({ n: 3 });
    server.close();
    await api.close();
  },
  60_000,
);
