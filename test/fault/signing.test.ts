/** A process that is killed while somebody signs, and started again: one contract, signed once, whose paper is the one kept. */
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { openMediaStore } from '../../src/media/index.ts';
import { FIELDS, NAMED, post } from '../signing/signing.ts';
import { waitUntil } from '../support/patience.ts';
import { temporaryDirectory } from '../support/server.ts';
import type { Crash } from './stack.ts';
import { Stacks } from './stacks.ts';
import { lines, newTalk, talkThrough } from './talk.ts';

const PATIENCE_MS = 60_000;
const folder = temporaryDirectory();

const stacks = new Stacks({ environment: () => ({ MEDIA_URL: `file://${folder}` }) });
afterAll(() => stacks.close());
let chats = 0;

/** The contract is told of, then the code, then that it is signed: the third is told in the transaction that signs. */
const CASES: [name: string, crash: Crash, drafts: number][] = [
  ['between the paper and the commit', 'tell.stored:3', 1],
  ['behind the commit', 'tell.committed:3', 0],
];

describe('signing, whatever dies', () => {
  it.each(CASES)('%s', async (_name, crash, drafts) =>
    stacks.use(async (stack) => {
      const { sql } = stack;
      const talk = newTalk(stack, 88_000 + ++chats);
      await talkThrough(stack, talk, lines(talk.user.id, 1));
      const said = () => talk.user.received.map(({ text = '' }) => text).join('\n');
      const kills = await stack.killedAt('node', [crash], async () => {
        const [row] = await sql<{ id: string }[]>`
          update applications set stage = 'advanced' where conversation_id = (
            select conversation_id from identities where address = ${String(talk.user.id)}) returning id`;
        const made = await stack.call('POST', '/v1/contracts', { application_id: row!.id, fields: FIELDS });
        await stack.call('POST', `/v1/contracts/${made.body.id}/send`, {});
        await waitUntil(() => /\/sign\/\w+/.test(said()), { timeout: PATIENCE_MS });
        const [link] = /http\S+\/sign\/\w+/.exec(said())!;
        await post(link, 'code', NAMED);
        await waitUntil(() => /验证码：\d{6}/.test(said()), { timeout: PATIENCE_MS });
        const [, code = ''] = /验证码：(\d{6})/.exec(said())!;
        // Whoever gets no answer presses again.
        const press = () => post(link, 'sign', { code }).catch(() => null);
        const signed = await waitUntil(press, { timeout: PATIENCE_MS, interval: 100 });
        expect(signed.text).toContain('已经签好了');
        await waitUntil(() => said().includes('签好了，谢谢你'), { timeout: PATIENCE_MS });
        const events = await sql`
          select type from events where application_id = ${row!.id} and type = 'contract.signed'`;
        expect(events).toHaveLength(1);
        const [paper] = await sql<{ signed_id: string; signed_hash: string; signed_bytes: number }[]>`
          select signed_id, signed_hash, signed_bytes from contracts where step_id = ${String(made.body.id)}`;
        const store = await openMediaStore({ kind: 'file', directory: folder }, null as never);
        const bytes = await store.read(paper!.signed_id, 0, paper!.signed_bytes);
        expect(createHash('sha256').update(bytes!).digest('hex')).toBe(paper!.signed_hash);
        // What nobody committed is known, and is swept away when it is old.
        expect(await sql`select 1 from media_drafts`).toHaveLength(drafts);
        await sql`delete from media_drafts`;
      });
      expect(kills).toBe(1);
    }),
  );
});
