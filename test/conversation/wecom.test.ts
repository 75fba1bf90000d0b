/** The whole path by WeCom customer service: a real node, PostgreSQL and Redis, and WeCom and the transcriber emulated. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { type EmulatedCustomer, WecomEmulator } from '../../src/emulators/wecom.ts';
import { sample } from '../speech/samples.ts';
import { startHearing } from '../support/hearing.ts';
import { waitFor } from '../support/patience.ts';
import { CODE, KEY, startTestNode, type TestNode } from './node.ts';

let wecom: WecomEmulator;
let node: TestNode;
let openai: OpenAiEmulator;
let stop: () => Promise<void>;
beforeAll(async () => {
  wecom = await WecomEmulator.start({ retryMs: 20 });
  const hearing = await startHearing();
  openai = hearing.openai;
  node = await startTestNode({ ...hearing.environment, ...wecom.environment });
  wecom.webhook = `${node.url}/hooks/wecom`;
  stop = async () => {
    await node.stop();
    await wecom.stop();
    await hearing.stop();
  };
});
afterAll(() => stop());
afterEach(() => wecom.clearFaults());

const SOON = { interval: 30 };
let people = 0;
const newCustomer = () => wecom.customer(`wmAJ2GCAAAme1XQRC${++people}`);

async function say(customer: EmulatedCustomer, words: string): Promise<string> {
  await customer.send(words);
  return (await customer.next()).text;
}

/** Somebody who came by our link, has agreed, and heard the first question. */
async function begun(): Promise<EmulatedCustomer & { interview: string }> {
  const customer = newCustomer();
  await customer.enter(CODE);
  await customer.next();
  await customer.press('同意，开始');
  expect((await customer.next()).text).toContain('介绍一下自己');
  const [row] = await node.runtime.sql<{ id: string }[]>`
    select i.id from interviews i join identities d using (conversation_id) where d.address = ${customer.address}`;
  return Object.assign(customer, { interview: row!.id });
}

const of = async ({ address }: EmulatedCustomer) => {
  const [row] = await node.runtime.sql<{ conversation: string; state: string; status: string | null }[]>`
    select i.conversation_id as conversation, i.state, v.status from identities i
    left join interviews v on v.conversation_id = i.conversation_id where i.address = ${address}`;
  return row!;
};
const linesOf = async ({ address }: EmulatedCustomer) =>
  (
    await node.runtime.sql<{ state: string; error_code: string | null }[]>`
      select o.state, o.error_code from outbox o join identities i on i.id = o.identity_id
      where i.address = ${address} order by o.seq`
  ).map(({ state, error_code: code }) => code ?? state);
const unsent = async (interview: string) => {
  const { body } = await node.call('GET', `/v1/tickets?kind=unsent&interview_id=${interview}`);
  return body.data.length;
};

describe('an interview by WeCom', () => {
  it('goes from our link to the end: by taps, by text, and by a voice note in AMR', async () => {
    const lin = newCustomer();
    await lin.enter(CODE.toLowerCase());
    const first = await lin.next();
    expect(first).toMatchObject({ welcome: true, menu: [{ content: '同意，开始' }, { content: '不用了' }] });
    expect(first.text).toMatch(/^你好.*AI.*可以吗？$/s);
    await lin.press('同意，开始');
    let line = await lin.next();
    expect(line.text).toContain('介绍一下自己');

    openai.hears({
      text: '我叫林晓燕，去年在菜鸟驿站理货两个月，每天扫码上架三百件。',
      confidence: 0.9,
      language: 'zh',
    });
    await lin.voice(sample('en.amr'));
    line = await lin.next();
    expect(line.text).toContain('菜鸟驿站');
    const answers: [RegExp, string][] = [
      [/破损|漏|摔/, '有一次我收到一箱破了的牛奶，我先拍照，再把好的挑出来，最后站长给客户退了款。'],
      [/高峰/, '去年双十一我一个人先分大件，再扫小件，最后提前一小时清完了。'],
      [/到岗/, '下周一'],
    ];
    for (let turns = 0; !line.text.includes('问题都聊完了'); turns++) {
      expect(turns, line.text).toBeLessThan(25);
      const choice = line.menu[0]?.content;
      if (choice !== undefined && !/补充/.test(line.text)) await lin.press(choice);
      else await lin.send(answers.find(([asks]) => asks.test(line.text))?.[1] ?? '没有了');
      line = await lin.next();
    }
    await node.settled();
    expect(lin.received.every(({ text }) => Buffer.byteLength(text) <= 2048)).toBe(true);
    expect(new Set(await linesOf(lin))).toEqual(new Set(['sent']));
    expect((await of(lin)).status).toBe('completed');

    const [interview] = await node.runtime.sql<{ id: string; channel: string }[]>`
      select v.id, v.channel from interviews v join identities i using (conversation_id) where i.address = ${lin.address}`;
    expect(interview!.channel).toBe('wecom');
    const { body } = await node.call('GET', `/v1/interviews/${interview!.id}/turns?limit=100`);
    const voice = body.data.find((turn) => turn.media_id !== null)!;
    expect(voice).toMatchObject({ channel: 'wecom', transcript: { confidence: 0.9 } });
    const audio = await fetch(`${node.url}/v1/interviews/${interview!.id}/media/${voice.media_id}`, {
      headers: { authorization: `Bearer ${KEY}`, range: 'bytes=0-3' },
    });
    expect([audio.status, audio.headers.get('content-type')]).toEqual([206, 'audio/wav']);
    await audio.arrayBuffer();
    // Neither who it was nor what was said.
    expect(node.logged()).not.toMatch(new RegExp(`${lin.id}|菜鸟驿站|ENC`));
  });

  it('begins by a code, too, in English, and goes on when the chat is opened again', async () => {
    const ann = newCustomer();
    expect(await say(ann, 'Hello, I would like to hear about the job please')).not.toBe('');
    const consent = await (async () => {
      await ann.send(CODE);
      return ann.next();
    })();
    expect(consent.menu.map(({ content }) => content)).toEqual(['Yes, start', 'No, thanks']);
    expect(await say(ann, '1')).toContain('introduce yourself');
    await ann.enter();
    expect(await say(ann, 'I sorted parcels for two years in a warehouse near the airport.')).not.toBe('');
    await node.settled();
    const [{ n }] = (await node.runtime.sql`
      select count(*)::int as n from inbox where conversation_id = ${(await of(ann)).conversation}
        and content->>'kind' = 'start'`) as unknown as [{ n: number }];
    expect(n, 'opening the chat says nothing').toBe(0);
  });

  it('is told by a link in the API', async () => {
    const { body } = await node.call('GET', '/v1/openings');
    const opening = body.data.find(({ code }) => code === CODE) as { links?: { wecom?: string } } | undefined;
    expect(opening?.links?.wecom).toMatch(new RegExp(`^https://work.weixin.qq.com/.*&scene_param=${CODE}$`));
  });
});

describe('callbacks', () => {
  it('let the operator enter the address', async () => {
    expect(await wecom.checkWebhook()).toBe(true);
  });

  it('that are replayed a hundred times have one effect', async () => {
    const lin = await begun();
    wecom.callbacks = 'lost';
    await lin.send('我在物流园做过分拣。');
    wecom.callbacks = 'on';
    const { conversation } = await of(lin);
    const inbox = async () =>
      (await node.runtime.sql`select 1 from inbox where conversation_id = ${conversation}`).length;
    const hints = async () => {
      const [row] = await node.runtime.sql<{ hints: number }[]>`select hints from feeds`;
      return row!.hints;
    };
    const before = [await inbox(), await hints()] as const;
    const callback = wecom.callback();
    const answered = await Promise.all(Array.from({ length: 100 }, () => wecom.tell(callback)));
    expect(new Set(answered)).toEqual(new Set([200]));
    await lin.next();
    await node.settled();
    expect([await inbox(), await hints()]).toEqual([before[0] + 1, before[1] + 1]);
  });

  it('are refused with 503 while nothing can be written down, so that WeCom calls again', async () => {
    const { sql } = node.runtime;
    await sql`alter table feeds rename to feeds_away`;
    const answer = wecom.tell(wecom.callback());
    expect(await answer).toBe(503);
    await sql`alter table feeds_away rename to feeds`;
    expect(await wecom.tell(wecom.callback())).toBe(200);
  });
});

describe('the 48 hours and five lines', () => {
  const takeOver = async (interview: string) =>
    expect((await node.call('POST', `/v1/interviews/${interview}/takeover`, {})).status).toBeLessThan(300);
  const asHr = (interview: string, text: string) =>
    node.call('POST', `/v1/interviews/${interview}/messages`, { text });

  it('hold for a person of HR as well: no sixth line leaves, and they are told; the chat goes on when they write', async () => {
    const lin = await begun();
    const got = lin.received.length;
    await takeOver(lin.interview);
    for (let i = 1; i <= 6; i++) await asHr(lin.interview, `第${i}句`);
    await node.settled();
    // One of the five was the bot's.
    expect(lin.received.length - got).toBe(4);
    await waitFor(async () => expect(await unsent(lin.interview)).toBe(1), SOON);
    expect(await of(lin)).toMatchObject({ state: 'open', status: 'handed_off' });
    expect((await linesOf(lin)).filter((state) => state === 'window_closed')).toHaveLength(2);
    const { body } = await node.call('GET', `/v1/tickets?kind=unsent&interview_id=${lin.interview}`);
    const closed = await node.call('POST', `/v1/tickets/${body.data[0]!.id}/close`, {});
    expect(closed.status).toBe(200);
    expect((await asHr(lin.interview, '还在吗')).status).toBe(201);
    await waitFor(async () => expect(await unsent(lin.interview), 'somebody had looked').toBe(2), SOON);
    await lin.send('我在');
    // WeCom only hints that there is something: the node fetches it afterwards.
    const here = async () => {
      const { conversation } = await of(lin);
      const rows = await node.runtime.sql`
        select 1 from inbox where conversation_id = ${conversation} and content->>'text' = '我在'`;
      expect(rows).toHaveLength(1);
    };
    await waitFor(here, SOON);
    await node.settled();
    await asHr(lin.interview, '好的，明天见');
    await waitFor(() => expect(lin.received.at(-1)?.text).toContain('明天见'), SOON);
  });

  it('let a line go where the same person can be reached instead', async () => {
    const lin = await begun();
    const { conversation } = await of(lin);
    const user = node.telegram.user(77_001, { first_name: '林' });
    user.send('/start');
    await user.next();
    await node.runtime.sql`
      update identities set conversation_id = ${conversation} where channel = 'telegram' and address = '77001'`;
    await takeOver(lin.interview);
    await node.settled();
    await node.runtime.sql`
      update inbox set sent_at = now() - interval '49 hours', received_at = now() - interval '49 hours'
      where conversation_id = ${conversation}`;
    const got = lin.received.length;
    await asHr(lin.interview, '明天能来吗');
    await waitFor(() => expect(user.received.at(-1)?.text).toContain('明天能来吗'), SOON);
    expect(lin.received).toHaveLength(got);
    expect(await unsent(lin.interview)).toBe(0);
  });

  it('are told to HR too when WeCom counts otherwise than we do', async () => {
    const lin = await begun();
    await takeOver(lin.interview);
    wecom.fault({ kind: 'error', method: 'kf/send_msg', errcode: 95001 });
    await asHr(lin.interview, '你好');
    await waitFor(async () => expect(await unsent(lin.interview)).toBe(1), SOON);
    expect((await of(lin)).state).toBe('open');
  });
});

describe('what goes wrong', () => {
  it('a token that is over in the middle of an interview costs nobody a word', async () => {
    const lin = await begun();
    wecom.expireToken();
    expect(await say(lin, '我叫林晓燕，去年在菜鸟驿站理货两个月。')).not.toBe('');
    await node.settled();
    expect(new Set(await linesOf(lin))).toEqual(new Set(['sent']));
  });

  it('a person who refuses our messages pauses the interview, which goes on when they write', async () => {
    const lin = await begun();
    lin.failsWith = 10;
    await lin.send('我叫林晓燕，去年在菜鸟驿站理货两个月。');
    await waitFor(
      async () => expect(await of(lin)).toMatchObject({ state: 'unreachable', status: 'paused' }),
      SOON,
    );
    lin.failsWith = null;
    await lin.send('我回来了');
    await lin.next();
    expect(await of(lin)).toMatchObject({ state: 'open', status: 'in_progress' });
  });

  it('a send that nobody knows of goes once more and arrives once', async () => {
    const lin = await begun();
    const got = lin.received.length;
    wecom.fault({ kind: 'reset', method: 'kf/send_msg', accepted: true });
    await lin.send('我叫林晓燕，去年在菜鸟驿站理货两个月。');
    await waitFor(async () => {
      const [row] = await node.runtime.sql<{ state: string; resends: number }[]>`
        select state, resends from outbox where conversation_id = ${(await of(lin)).conversation}
        order by seq desc limit 1`;
      expect(row).toEqual({ state: 'sent', resends: 1 });
    }, SOON);
    expect(lin.received).toHaveLength(got + 1);
  });
});
