/** The demonstration from outside, in one data directory from its first start on: each test goes on where the last ended. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readGolden } from '../../src/commands/terminal/golden.ts';
import { freePort, temporaryDirectory } from '../support/server.ts';
import { Process } from './process.ts';

const directory = temporaryDirectory();
const running: Process[] = [];
const port = await freePort();

function tingda(args: string[], env: Record<string, string> = {}): Process {
  const process = new Process(args, { DATA_DIR: directory, PORT: String(port), BURST_WAIT_MS: '0', ...env });
  running.push(process);
  return process;
}

async function get(process: Process, path: string, key?: string) {
  const url = /curl (http:\S+)\/readyz/.exec(process.out)?.[1];
  return fetch(`${url}${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
}

const keyOf = (process: Process) => /KEY=(tk_\S+)/.exec(process.out)?.[1] ?? '';

// The first start makes a database; a busy machine takes its time.
describe('tingda demo', () => {
  let firstKey = '';
  afterAll(() => {
    for (const { child } of running) child.kill('SIGKILL');
  });

  it('begins an interview at once, serves the API with its key, and ends in order', async () => {
    const demo = tingda(['demo']);
    await demo.says(/3 {2}RIDE01/);
    const [front] = /http:\S+\/chat\/SORT01/.exec(demo.out) ?? [];
    expect(demo.out.indexOf('http')).toBe(demo.out.indexOf(front ?? 'none'));
    const page = await fetch(front ?? '');
    expect(await page.text()).toContain('night-shift parcel sorter');
    demo.type('');
    await demo.says(/night-shift parcel sorter job[\s\S]*1 Yes, start/);
    demo.type('1');
    await demo.says(/please introduce yourself/);
    demo.closeInput();
    await demo.says(/Still running/);
    firstKey = keyOf(demo);
    expect((await get(demo, '/readyz')).status).toBe(200);
    const openings = (await (await get(demo, '/v1/openings', firstKey)).json()) as {
      data: { code: string }[];
    };
    expect(openings.data.map(({ code }) => code).toSorted()).toEqual(['CARE01', 'RIDE01', 'SORT01']);
    expect(await demo.interrupt()).toBe(0);
    expect(demo.err).toBe('');
  });

  it('goes on with the same interview, with a new key, and keeps who was here', async () => {
    const demo = tingda(['demo']);
    await demo.says(/3 {2}RIDE01/);
    demo.type('');
    await demo.says(/please introduce yourself/);
    demo.type('I worked at a bakery every Saturday for two years.');
    await demo.says(/You › I worked at a bakery[\s\S]*Tingda │ .*bakery/);
    expect((await get(demo, '/v1/openings', firstKey)).status).toBe(401);
    const { data } = (await (await get(demo, '/v1/applications', keyOf(demo))).json()) as {
      data: { stage: string }[];
    };
    const stages = new Set(data.map(({ stage }) => stage));
    expect(stages).toEqual(new Set(['applied', 'interviewing', 'reviewing']));
    expect(await demo.interrupt()).toBe(0);
  });

  it('lets others chat beside it, writes their talk down, and is not emptied meanwhile', async () => {
    const demo = tingda(['demo']);
    await demo.says(/3 {2}RIDE01/);
    const fresh = tingda(['demo', '--fresh']);
    expect(await fresh.ended()).toBe(1);
    expect(fresh.err).toMatch(/in use by a running Tingda\. Nothing was deleted/);

    const file = join(directory, 'talk.yaml');
    const chat = tingda(['chat', '--opening', 'care01', '--language', 'zh', '--record', file]);
    for (const line of ['1', '我在呼叫中心实习过三个月。', '有停车位吗？']) chat.type(line);
    chat.closeInput();
    expect(await chat.ended()).toBe(0);
    expect(chat.out).toMatch(/听答 │ 好，我们开始/);
    expect(chat.out).not.toContain('\x1b[');
    const golden = readGolden(await readFile(file, 'utf8'));
    expect(golden).toMatchObject({
      opening: 'CARE01',
      flow: 'customer-service',
      outcome: { consent: true, tickets: ['question'], interviews: [{ status: 'in_progress' }] },
    });
    expect(golden.talk.slice(0, 3)).toMatchObject([{ me: '/start CARE01' }, {}, { press: '同意，开始' }]);
    expect(await demo.interrupt()).toBe(0);
  });

  it('takes the next port when its own is taken, and starts over when asked', async () => {
    const { createServer } = await import('node:net');
    const other = createServer().listen(port, '127.0.0.1');
    const demo = tingda(['demo', '--fresh']);
    await demo.says(new RegExp(`Port ${port} is taken[\\s\\S]*http://127\\.0\\.0\\.1:(?!${port}/)`));
    demo.closeInput();
    await demo.says(/pick an opening|Tingda │/);
    await demo.says(/Still running/);
    expect(demo.out).not.toMatch(/Enter goes on/);
    expect((await get(demo, '/v1/openings', keyOf(demo))).status).toBe(200);
    expect(await demo.interrupt()).toBe(0);
    other.close();
  });
});
