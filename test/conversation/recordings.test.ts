/** Recordings that their provider gives once: in the store before their message is committed, and never left over. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { leftDrafts } from '../../db/media-drafts.ts';
import { createReceive } from '../../src/conversation/receive.ts';
import { sweep } from '../../src/conversation/sweep.ts';
import { noTrace } from '../../src/trace/trace.ts';
import type { InboundMessage } from '../../src/types.ts';
import { sample } from '../speech/samples.ts';
import { startTestNode, type TestNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({
    MEDIA_URL: pathToFileURL(mkdtempSync(join(tmpdir(), 'tingda-recordings-'))).href,
  });
});
afterAll(() => node.stop());

let told = 0;
function voice(over: Partial<InboundMessage> = {}): InboundMessage {
  const externalId = `v${++told}`;
  return {
    channel: 'telegram',
    account: 'elsewhere',
    externalId,
    address: `someone ${externalId}`,
    content: { kind: 'voice', media: { id: externalId, type: 'audio/silk' } },
    recording: sample('zh.silk'),
    ...over,
  };
}

const drafts = async () =>
  (await node.runtime.sql<{ id: string }[]>`select id from media_drafts`).map(({ id }) => id);
const kept = (id: string) => node.runtime.media.read(id, 0, 100_000);
const later = () => node.runtime.sql`update media_drafts set created_at = created_at - interval '11 minutes'`;
const look = () => sweep(node.runtime, async () => {});

/** What went into the store while this ran, and whether it was there when the row was committed. */
async function watching(run: () => Promise<unknown>): Promise<string[]> {
  const put = vi.spyOn(node.runtime.media, 'put');
  try {
    await run();
    return put.mock.calls.map(([name]) => name);
  } finally {
    put.mockRestore();
  }
}

it('is kept under the name that the message has, and told twice it is kept once', async () => {
  const message = voice();
  const names = await watching(async () => {
    await node.receive([message]);
    await node.receive([message]);
  });
  expect(names).toHaveLength(1);
  const rows = await node.runtime.sql`
    select content->'media' as media from inbox i join identities d on d.id = i.identity_id
    where d.address = ${message.address}`;
  expect(rows).toEqual([
    { media: { id: names[0], type: 'audio/silk', bytes: sample('zh.silk').length, kept: true } },
  ]);
  expect(await drafts()).toEqual([]);
});

it('of a message that could not be committed goes again', async () => {
  const names = await watching(() =>
    expect(node.receive([voice({ sentAt: 'no time at all' })])).rejects.toThrow(),
  );
  expect(await drafts()).toEqual(names);
  await look();
  expect(await kept(names[0]!), 'it may still be on its way').not.toBeNull();
  await later();
  await look();
  // The node's own look may be at it.
  await expect.poll(() => kept(names[0]!)).toBeNull();
  await expect.poll(drafts).toEqual([]);
});

it('of a message that was committed stays, although nobody was left to say so', async () => {
  const receive = createReceive({
    ...node.runtime,
    trace: noTrace,
    crash(point) {
      if (point === 'receive.committed') throw new Error('gone');
    },
  });
  const names = await watching(() => expect(receive([voice()])).rejects.toThrow('gone'));
  expect(await drafts()).toEqual(names);
  await later();
  expect(await leftDrafts(node.runtime.sql, 10 * 60_000, 10), 'nothing to erase').toEqual([]);
  expect(await drafts()).toEqual([]);
});

it('that cannot be kept is not acknowledged', async () => {
  const put = vi.spyOn(node.runtime.media, 'put').mockRejectedValueOnce(new Error('disk full'));
  const message = voice();
  await expect(node.receive([message])).rejects.toThrow('disk full');
  put.mockRestore();
  await node.receive([message]);
  const [row] = await node.runtime.sql`
    select count(*)::int as n from inbox i join identities d on d.id = i.identity_id where d.address = ${message.address}`;
  expect(row).toEqual({ n: 1 });
});
