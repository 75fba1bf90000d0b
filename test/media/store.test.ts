import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/http.ts';
import { newId } from '../../src/ids.ts';
import { OWNER, openMediaStore } from '../../src/media/index.ts';
import { type MediaStore, MediaStoreError } from '../../src/media/store.ts';
import { portOf, startGate } from './signature.ts';

const http = createHttp();
const root = mkdtempSync(join(tmpdir(), 'tingda-media-'));
let s3: S3rver;
let gate: Server;
let endpoint: string;

const bucket = (more: Partial<{ bucket: string; secretAccessKey: string; endpoint: string }> = {}) =>
  openMediaStore(
    {
      kind: 's3',
      bucket: 'voices',
      endpoint,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      ...more,
    },
    http,
  );

beforeAll(async () => {
  s3 = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: join(root, 's3'),
    configureBuckets: [{ name: 'voices', configs: [] }],
  });
  const { port } = (await s3.run()) as AddressInfo;
  gate = await startGate(port, 'S3RVER', 'S3RVER');
  endpoint = `http://127.0.0.1:${portOf(gate)}`;
});
afterAll(async () => {
  await http.close();
  gate.close();
  await s3.close();
  rmSync(root, { recursive: true });
});

describe.each([
  ['a directory', () => openMediaStore({ kind: 'file', directory: join(root, 'files') }, http)],
  ['a bucket on a server that speaks S3', () => bucket()],
] as const)('%s', (_, open) => {
  let store: MediaStore;
  const name = newId('med');
  const bytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251));
  beforeAll(async () => {
    store = await open();
  });

  it('gives back what was put there, whole or a part of it', async () => {
    await store.put(name, bytes, 'audio/ogg');
    expect(Buffer.from((await store.read(name, 0, 5000))!)).toEqual(bytes);
    expect(Buffer.from((await store.read(name, 10, 20))!)).toEqual(bytes.subarray(10, 20));
    expect(Buffer.from((await store.read(name, 4990, 9000))!)).toEqual(bytes.subarray(4990));
    expect(await store.read(name, 5000, 9000)).toHaveLength(0);
    expect(await store.read(name, 7, 7)).toHaveLength(0);
  });

  it('takes the same name twice', async () => {
    await store.put(name, bytes, 'audio/ogg');
    expect(await store.read(name, 0, 9000)).toHaveLength(5000);
  });

  it('knows nothing of a name that was never given', async () => {
    expect(await store.read(newId('med'), 0, 10)).toBeNull();
  });

  it.each([
    '../../etc/passwd',
    'med_../../../etc/passwd.0123456',
    'med_',
    '',
    'cnd_0123456789012345678901234',
    'med_0123456789012345678901234/x',
    'med_0123456789012345678901234.html',
  ])('makes no path of %j', async (wrong) => {
    await expect(store.read(wrong, 0, 10)).rejects.toMatchObject({ code: 'name_invalid' });
    await expect(store.put(wrong, bytes, 'audio/ogg')).rejects.toMatchObject({ code: 'name_invalid' });
    await expect(store.erase(wrong)).rejects.toMatchObject({ code: 'name_invalid' });
  });

  it('keeps a copy for browsers beside the original', async () => {
    await store.put(`${name}.wav`, bytes.subarray(0, 50), 'audio/wav');
    expect(await store.read(`${name}.wav`, 0, 100)).toHaveLength(50);
  });

  it('erases, and does so again without complaint', async () => {
    await store.erase(name);
    expect(await store.read(name, 0, 5000)).toBeNull();
    await store.erase(name);
  });

  it('names what was put there, and nothing that is not ours', async () => {
    await store.erase(`${name}.wav`);
    const ours = [newId('med'), newId('med'), `${newId('med')}.wav`, `${newId('med')}.0123abcd`];
    const others = [`${newId('imp')}.00`, OWNER];
    for (const one of [...ours, ...others]) await store.put(one, bytes.subarray(0, 5), 'audio/ogg');
    const found: string[] = [];
    for await (const some of store.list()) found.push(...some);
    expect(found.toSorted()).toEqual(ours.toSorted());
    for (const one of [...ours, ...others]) await store.erase(one);
  });

  it('can be looked at', () => store.probe());
});

describe('files', () => {
  it('are readable by their owner alone', async () => {
    const directory = join(root, 'private');
    const store = await openMediaStore({ kind: 'file', directory }, http);
    await store.put(newId('med'), Buffer.from('voice'), 'audio/ogg');
    const [folder] = readdirSync(directory);
    const [file] = readdirSync(join(directory, folder!));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, folder!, file!)).mode & 0o777).toBe(0o600);
  });

  it('cannot be kept where there is no directory, and the error names no path', async () => {
    const store = await openMediaStore({ kind: 'file', directory: '/dev/null/media' }, http);
    const error = await store.put(newId('med'), Buffer.from('voice'), 'audio/ogg').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MediaStoreError);
    expect((error as Error).message).toBe('media store: ENOTDIR');
  });
});

describe('a bucket', () => {
  it('that refuses us is told as that', async () => {
    const store = await bucket({ secretAccessKey: 'wrong' });
    await expect(store.put(newId('med'), Buffer.from('x'), 'audio/ogg')).rejects.toMatchObject({
      code: 'refused',
    });
    await expect(store.probe()).rejects.toMatchObject({ code: 'refused' });
  });

  it('that is not there is not an empty one', async () => {
    const store = await bucket({ bucket: 'nobodys' });
    await expect(store.read(newId('med'), 0, 10)).rejects.toMatchObject({ code: 'status_404' });
    await expect(store.erase(newId('med'))).rejects.toMatchObject({ code: 'status_404' });
  });

  it('is listed to its end, from behind the last name that was told', async () => {
    const [first, second] = [newId('med'), newId('med')].toSorted() as [string, string];
    const asked: string[] = [];
    const telling: Server = createServer((request, response) => {
      asked.push(new URL(request.url!, 'http://x').searchParams.get('start-after') ?? '');
      const [name, more] = asked.length === 1 ? [first, true] : [second, false];
      const key = (one: string) => `<Contents><Key>${one}</Key></Contents>`;
      response.end(
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${key(name)}${key('med_what&apos;s else')}</ListBucketResult>`,
      );
    }).listen(0, '127.0.0.1');
    await once(telling, 'listening');
    const store = await bucket({ endpoint: `http://127.0.0.1:${portOf(telling)}` });
    const found: string[] = [];
    for await (const names of store.list()) found.push(...names);
    expect(found).toEqual([first, second]);
    expect(asked).toEqual(['', "med_what's else"]);
    telling.close();
  });

  it('that stumbles is asked again, and given up on in the end', async () => {
    let answers = [503, 500, 200];
    let asked = 0;
    const stumbling: Server = createServer((request, response) => {
      request.resume();
      asked++;
      response.writeHead(answers.shift() ?? 503).end();
    });
    await new Promise<void>((resolve) => stumbling.listen(0, '127.0.0.1', resolve));
    const store = await bucket({ endpoint: `http://127.0.0.1:${(stumbling.address() as AddressInfo).port}` });
    await store.put(newId('med'), Buffer.from('x'), 'audio/ogg');
    expect(asked).toBe(3);
    answers = [];
    await expect(store.put(newId('med'), Buffer.from('x'), 'audio/ogg')).rejects.toMatchObject({
      code: 'status_503',
    });
    expect(asked).toBe(6);
    stumbling.closeAllConnections();
    stumbling.close();
    await expect(store.probe()).rejects.toMatchObject({ code: 'connect_failed' });
  });
});
