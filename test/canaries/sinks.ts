/**
 * Where words may end up, one row a place: how it is read, and how a word is put there on purpose, so that nobody believes a search
 * that finds nothing.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { writeAudit } from '../../db/audit.ts';
import { appendEvents } from '../../db/events.ts';
import { columnsOf, type Entry, REGISTER } from '../../db/personal.ts';
import { makeBackup } from '../../src/backup/write.ts';
import type { EventType } from '../../src/types.ts';
import { dumpColumns, dumpDirectory, dumpRedis, dumpTables } from '../support/dump.ts';
import type { Place } from './search.ts';
import type { Stage } from './stage.ts';

export interface Sink {
  read(stage: Stage): Promise<Place> | Place;
  /** Puts a word there the way a mistake of ours would. */
  plant(stage: Stage, word: string): Promise<unknown> | unknown;
}

/** Every page of a list. */
async function pages({ node }: Stage, path: string): Promise<string> {
  let text = '';
  for (let cursor: unknown = ''; cursor !== null; ) {
    const { body } = await node.call('GET', `${path}?limit=100${cursor && `&cursor=${cursor}`}`);
    text += JSON.stringify(body.data);
    cursor = body.next_cursor;
  }
  return text;
}

const get = async ({ node }: Stage, path: string) => Buffer.from(await node.download(path));

/** What no word of a person is ever to be in, whether they are erased or not. */
export const outside: Record<string, Sink> = {
  log: {
    read: ({ logged }) => logged(),
    plant: ({ node }, word) => node.runtime.log.info({ state: word }, 'a control'),
  },
  'what the process prints': {
    read: ({ printed }) => printed(),
    plant: (_, word) => console.error(Object.assign(new Error('a control'), { detail: word })),
  },
  figures: {
    read: (stage) => get(stage, '/metrics'),
    plant: ({ node }, word) => node.runtime.metrics.send('control', word),
  },
  traces: {
    read: ({ collector }) => collector.raw,
    async plant({ node, collector }, word) {
      await node.runtime.trace.span('control', { outcome: word }, async () => {});
      for (let left = 200; left > 0 && !collector.raw.includes('control'); left--)
        await new Promise((done) => setTimeout(done, 20));
    },
  },
  'commands of Redis': { read: ({ commands }) => commands(), plant: inRedis('string') },
  'a string in Redis': { read: redis, plant: inRedis('string') },
  'a hash in Redis': { read: redis, plant: inRedis('hash') },
  'a list in Redis': { read: redis, plant: inRedis('list') },
  'a set in Redis': { read: redis, plant: inRedis('set') },
  'a sorted set in Redis': { read: redis, plant: inRedis('zset') },
  'a stream in Redis': { read: redis, plant: inRedis('stream') },
  'the name of a key in Redis': { read: redis, plant: inRedis('key') },
  'the state of a session': {
    read: redis,
    plant: ({ node }, word) => node.runtime.session.save('cnv_x', { word } as never, 1),
  },
  events: {
    read: (stage) => pages(stage, '/v1/events'),
    plant: anEvent,
  },
  'what webhooks are told': {
    read: ({ hooked }) => hooked(),
    async plant(stage, word) {
      await anEvent(stage, word);
      for (let left = 250; left > 0 && !/"type":"interview.started"[^}]*control/.test(stage.hooked()); left--)
        await new Promise((done) => setTimeout(done, 20));
    },
  },
  'the audit log': {
    read: (stage) => pages(stage, '/v1/audit_log'),
    plant: ({ node }, word) =>
      writeAudit(node.runtime.sql, {
        ...{ actor: { kind: 'system', id: 'control' }, action: 'control', subject: word, status: 200 },
      }),
  },
  readiness: {
    read: (stage) => get(stage, '/readyz'),
    plant({ node }, word) {
      node.runtime.channels.get('web')!.health = () => ({ state: 'degraded', detail: word });
    },
  },
  'columns of ids, states and hashes': {
    read: ({ node }) => dumpColumns(node.runtime.sql, wordless),
    plant: ({ node }, word) => node.runtime.sql`
      insert into import_errors (import_id, position, line, code, message)
      select id, (random() * 1e12)::bigint, 1, 'control', ${word} from imports limit 1`,
  },
  'a sealed backup': {
    async read({ node }) {
      const file = join(mkdtempSync(join(tmpdir(), 'tingda-canaries-')), 'backup');
      const { sql, media } = node.runtime;
      await makeBackup({ sql, media, secret: 'a secret of the canaries, at least 32 long' }, file);
      return Buffer.concat([readFileSync(file), Buffer.from(unsealed)]);
    },
    plant(_, word) {
      unsealed = word;
    },
  },
};

/** What a backup that is not sealed would hold. */
let unsealed = '';

/** What holds what people say, and nothing of it after their erasure. */
export const inside: Record<string, Sink> = {
  'every table': {
    read: async ({ node }) =>
      [...(await dumpTables(node.runtime.sql))].map(([name, rows]) => `${name}\n${rows}`).join('\n'),
    plant: ({ node }, word) =>
      node.runtime.sql.begin(async (tx) => {
        await tx`create table control (n int, words text, list text[], data jsonb, bytes bytea)`;
        await tx`
        insert into control values (1, ${word}, null, null, null), (2, null, array[${word}], null, null),
          (3, null, null, ${tx.json({ deep: [word] })}, null), (4, null, null, null, ${Buffer.from(word)})`;
      }),
  },
  'the files': {
    read: ({ root }) => Buffer.from(dumpDirectory(root), 'latin1'),
    plant: ({ root }, word) => writeFileSync(join(root, 'control'), `x${word}`),
  },
  'the list of candidates': {
    read: (stage) => pages(stage, '/v1/candidates'),
    plant: ({ node }, word) => node.call('POST', '/v1/candidates', { name: word }),
  },
  'the export of candidates': {
    read: (stage) => get(stage, '/v1/exports/candidates?format=csv'),
    plant: ({ node }, word) => node.call('POST', '/v1/candidates', { name: word }),
  },
};

function redis({ node }: Stage): Promise<string> {
  return dumpRedis(node.redisUrl);
}

function inRedis(kind: 'string' | 'hash' | 'list' | 'set' | 'zset' | 'stream' | 'key') {
  return async ({ node }: Stage, word: string): Promise<void> => {
    const client = createClient({ url: node.redisUrl });
    await client.connect();
    const name = `control:${kind}`;
    const put = {
      string: () => client.set(name, word),
      hash: () => client.hSet(name, 'field', word),
      list: () => client.rPush(name, word),
      set: () => client.sAdd(name, word),
      zset: () => client.zAdd(name, { score: 1, value: word }),
      stream: () => client.xAdd(name, '*', { field: word }),
      key: () => client.set(`${name}:${word}`, '1'),
    };
    await put[kind]();
    await client.close();
  };
}

function anEvent({ node }: Stage, word: string): Promise<unknown> {
  const type: EventType = 'interview.started';
  const event = { type, conversationId: null, applicationId: null, data: { control: word } };
  return node.runtime.sql.begin((tx) => appendEvents(tx, [event]));
}

/** Of each table the columns that the register says hold no words: not what a person said, nor what the operator named. */
const wordless: Map<string, string[]> = new Map(
  Object.entries(REGISTER).map(([table, entry]: [string, Entry]) => [
    table,
    (['id', 'state', 'hash'] as const).flatMap((kind) => columnsOf(entry, kind)),
  ]),
);
