/** A code is brought to another app, with the process killed between every two steps. */
import { afterAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/patience.ts';
import { CODE, type Crash } from './stack.ts';
import { Stacks } from './stacks.ts';

/** By an address that was never seen. */
const NEW: Crash[] = ['link.known:1', 'turn.committed:1'];
/** By one that has a chat of its own: the first lease is that chat's, the second the person's. */
const KNOWN: Crash[] = ['link.before_join:1', 'link.joined:1', 'drain.leased:2'];
const NIGHTLY: { known: boolean; at: Crash }[] = process.env.TINGDA_NIGHTLY
  ? [
      ...(
        [
          'receive.before_commit:1',
          'receive.committed:1',
          'send.accepted:1',
          'drain.leased:1',
          'session.saved:1',
          'send.claimed:1',
          'send.settled:1',
          'send.accepted:2',
        ] as Crash[]
      ).map((at) => ({ known: false, at })),
      ...(
        [
          'turn.before_commit:1',
          'receive.committed:1',
          'drain.leased:1',
          'turn.committed:1',
          'session.saved:1',
          'send.claimed:1',
          'send.accepted:1',
          'send.settled:1',
        ] as Crash[]
      ).map((at) => ({ known: true, at })),
    ]
  : [];
const CASES = [
  ...NEW.map((at) => ({ known: false, at })),
  ...KNOWN.map((at) => ({ known: true, at })),
  ...NIGHTLY,
];

/** The machine may be busy. */
const PATIENCE_MS = 60_000;
const stacks = new Stacks();
afterAll(() => stacks.close());
let chats = 0;

describe('a process that is killed while an address goes over', () => {
  it.concurrent.each(CASES)(
    'at $at (an address with a chat of its own: $known): one person, told once, asked nothing twice',
    ({ known, at }) =>
      stacks.use(async (stack) => {
        const { sql } = stack;
        const counts = async () => {
          const [row] = await sql<{ interviews: number; gone: number; tickets: number }[]>`
            select (select count(*)::int from interviews) as interviews,
              (select count(*)::int from candidates where erased_at is not null) as gone,
              (select count(*)::int from tickets) as tickets`;
          return row!;
        };
        const before = await counts();
        const [lin, other] = [++chats, ++chats].map((id) =>
          stack.telegram.user(id, { first_name: '林', language_code: 'zh-hans' }),
        );
        const say = async (who: typeof lin, text: string) => {
          who!.send(text);
          return (await who!.next(PATIENCE_MS)).text;
        };
        if (known) await say(other, '你好呀');
        await say(lin, `/start ${CODE}`);
        await say(lin, '同意');
        const code = /[A-HJ-NP-Z2-9]{12}/.exec(await say(lin, '换到网页聊'))![0];
        await stack.settled(PATIENCE_MS);
        stack.arm('node', at);
        other!.send(code);
        expect(await stack.death('node')).toBe('SIGKILL');
        await stack.launch('node', 'all');
        // Its provider brings it again if we had not said that we have it.
        const here = await waitUntil(() => other!.received.find(({ text }) => /在这里接着聊/.test(text)), {
          interval: 100,
        });
        await stack.settled(PATIENCE_MS);
        const addresses = [lin!, other!].map(({ id }) => String(id));
        const [row] = await sql`
          select (select count(distinct conversation_id)::int from identities where address in ${sql(addresses)}) as people,
            (select count(*)::int from inbox where done_at is null) as waiting`;
        expect(row).toEqual({ people: 1, waiting: 0 });
        expect(await counts()).toEqual({
          interviews: before.interviews + 1,
          gone: before.gone + (known ? 1 : 0),
          tickets: before.tickets,
        });
        const talk = sql`(select conversation_id from identities where address = ${addresses[0]!})`;
        const told = await sql`
          select 1 from link_codes where conversation_id = ${talk} and used_at is not null and told_at is not null`;
        expect(told).toHaveLength(1);
        const notices = lin!.received.filter(({ text }) => /换到Telegram继续/.test(text)).length;
        const [notice] = await sql<{ n: number; parked: number }[]>`
          select count(*)::int as n, count(*) filter (where state = 'parked')::int as parked
          from outbox where conversation_id = ${talk} and content->>'text' like '%换到Telegram继续%'`;
        expect(notice!.n).toBe(1);
        // A send that nobody saw the end of: a notice is left to a person rather than sent twice.
        expect(notices + notice!.parked).toBeGreaterThanOrEqual(1);
        expect(notices).toBeLessThanOrEqual(1);
        // The open question is the one that is answered now.
        expect(here?.text).toMatch(/介绍|说说|聊聊/);
        expect(await say(other, '我叫林晓燕，去年在菜鸟驿站理货两个月，每天扫码上架三百件。')).toMatch(
          /[？?]|说/,
        );
        const [asks] = await sql<{ n: number }[]>`
          select count(distinct question_id)::int as n from turns
          where conversation_id = ${talk} and speaker = 'bot' and kind = 'question'`;
        expect(asks!.n).toBe(1);
      }),
    150_000,
  );
});
