import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, temporaryDirectory } from '../support/server.ts';
import { Process } from './process.ts';

const directory = temporaryDirectory();
const env = (port: number): Record<string, string> => ({
  DATA_DIR: directory,
  PORT: String(port),
  LOG_LEVEL: 'warn',
});

describe('tingda start', () => {
  it('says where it is ready, and ends in order at SIGTERM', async () => {
    const port = await freePort();
    const process = new Process(['start'], env(port));
    await process.says(new RegExp(`ready at http://127.0.0.1:${port}`));
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    process.signal('SIGTERM');
    expect(await process.ended()).toBe(0);
    expect(process.err).toBe('');
  });

  it('runs a worker that listens nowhere', async () => {
    const process = new Process(['start', '--role', 'worker'], env(await freePort()));
    await process.says(/this worker interviews/);
    expect(await process.interrupt()).toBe(0);
  });

  it('names each variable that is wrong in a sentence of its own', async () => {
    const process = new Process(['start'], { ...env(1), QUIET_HOURS: 'nine', DATABASE_URL: 'mysql://x' });
    expect(await process.ended()).toBe(1);
    const sentences = process.err.trim().split('\n');
    expect(sentences.map((sentence) => sentence.split(' ')[0]).toSorted()).toEqual([
      'DATABASE_URL',
      'QUIET_HOURS',
    ]);
    for (const sentence of sentences) expect(sentence).toMatch(/must be .*\.$/);
    expect(process.out).toBe('');
  });

  it.each([
    ['PORT', '0x50', 'PORT must be a number from 0 to 65535.'],
    ['PORT', ' ', 'PORT must be a number from 0 to 65535.'],
    ['BURST_WAIT_MS', '9000', 'BURST_WAIT_MS must be a number from 0 to 8000.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace.'],
    [
      'ALLOW_PRIVATE_NETWORKS',
      '10.0.0.0/8,banana',
      'ALLOW_PRIVATE_NETWORKS must be networks like 10.0.0.0/8 or fd00::/8, with commas.',
    ],
    [
      'DATA_DIR',
      import.meta.filename,
      `DATA_DIR ${import.meta.filename} cannot be used as a directory (EEXIST).`,
    ],
  ])('says what is wrong with %s=%j', async (name, value, says) => {
    const process = new Process(['start'], { ...env(1), [name]: value });
    expect(await process.ended()).toBe(1);
    expect(process.err.trim()).toBe(says);
  });

  it('names DATABASE_URL when its server is not there, without its password', async () => {
    const place = `127.0.0.1:${await freePort()}`;
    const process = new Process(['start'], {
      ...env(1),
      DATABASE_URL: `postgres://somebody:sesame@${place}/tingda`,
      SECRET_KEY: 'nothing is hashed before the start',
    });
    expect(await process.ended()).toBe(1);
    expect(process.err.trim()).toBe(
      `The database of DATABASE_URL cannot be used: connect ECONNREFUSED ${place}.`,
    );
  });

  describe('on a port that is taken', () => {
    const other = createServer();
    let port = 0;
    beforeAll(async () => {
      port = await freePort();
      await once(other.listen(port, '127.0.0.1'), 'listening');
    });
    afterAll(() => void other.close());

    it('says so in one sentence', async () => {
      const process = new Process(['start'], env(port));
      expect(await process.ended()).toBe(1);
      expect(process.err.trim()).toBe(
        `Port ${port} of 127.0.0.1 is in use; stop what listens there or set PORT to a free one.`,
      );
    });
  });
});

describe('tingda migrate', () => {
  it('prints what was run, and nothing to do the second time', async () => {
    const fresh = { DATA_DIR: temporaryDirectory() };
    const first = new Process(['migrate'], fresh);
    expect(await first.ended()).toBe(0);
    expect(first.out).toMatch(/0001_core\.sql/);
    const second = new Process(['migrate'], fresh);
    expect(await second.ended()).toBe(0);
    expect(second.out).toBe('The schema is up to date.\n');
  });

  it('says the same to machines', async () => {
    const fresh = { DATA_DIR: temporaryDirectory() };
    const first = new Process(['migrate', '--json'], fresh);
    expect(await first.ended()).toBe(0);
    expect(JSON.parse(first.out).run[0]).toBe('0001_core.sql');
    const second = new Process(['migrate', '--json'], fresh);
    expect(await second.ended()).toBe(0);
    expect(JSON.parse(second.out)).toEqual({ run: [] });
  });
});
