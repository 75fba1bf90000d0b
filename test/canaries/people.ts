/** People who come by a channel, say and send all that it carries, and of whom HR then writes what HR writes. */
import { expect } from 'vitest';
import { CODE } from '../conversation/node.ts';
import { waitUntil } from '../support/patience.ts';
import { decide } from './hr.ts';
import type { Stage } from './stage.ts';
import { type Talker, ways } from './ways.ts';

const PATIENCE = { timeout: 60_000, interval: 25 };

export interface Planted {
  id: string;
  conversation: string;
  address: string;
  /** What was planted, by where. */
  words: Record<string, string>;
  /** What was sent to us and is not to be stored anywhere, not even for a while. */
  dropped: Record<string, string>;
  /** What refused calls were answered with. */
  answers: string;
  close(): void;
}

/** @param n of the people of this channel; each has words of their own */
export async function live(stage: Stage, channel: string, n: number): Promise<Planted> {
  // Letters only: it stands in a legal name, too.
  const mark = `kanarie${channel}${String.fromCharCode(97 + n)}x`;
  const talker = await ways[channel]!(stage, mark, n);
  const inbox = inboxOf(stage, talker);
  const words: Record<string, string> = {};
  const dropped: Record<string, string> = {};
  const word = (what: string, text: string) => {
    words[what] = text;
    return text;
  };

  await inbox.taken('the code', () => talker.enter(CODE));
  await inbox.taken('a word before', () => talker.say(word('before consent', `先问一句${mark}前`)));
  // Nobody agrees to what they have not been asked yet.
  await inbox.drained();
  await inbox.taken('a yes', () => talker.say('同意'));
  await inbox.taken('an answer', () =>
    talker.say(word('answer', `我在${mark}仓库做过两年分拣，每小时三百件`)),
  );
  for (const [what, leave] of Object.entries(talker.leaves)) {
    const text = `${mark}${Object.keys(words).length}留`;
    await inbox.taken(what, () => leave(word(what, text)));
  }
  for (const [what, leave] of Object.entries(talker.has ?? {}))
    await inbox.taken(what, async () => word(what, await leave()));
  await inbox.taken('a wish', () => talker.say(`${word('wish', `我想和${mark}真人聊`)}，请转人工`));
  for (const [i, [what, drop]] of Object.entries(talker.drops).entries()) {
    dropped[what] = `${mark}drop${i}弃`;
    await drop(dropped[what]!);
  }
  dropped['refused calls'] = `${mark}refused拒`;
  const answers = await talker.refused(dropped['refused calls']);
  for (const { status, text } of answers) expect(status, `${channel}: ${text}`).toBeGreaterThanOrEqual(400);

  const { candidate: id, conversation } = await inbox.who();
  const serial = Object.keys(ways).indexOf(channel) * 26 + n;
  const writes = () => inbox.taken('another word', () => talker.say('好的'));
  await decide(stage, { id, conversation, mark, n: serial, talker, word, writes });
  await inbox.drained();
  for (const [what, text] of Object.entries(talker.marks)) word(what, text);
  return {
    ...{ id, conversation, words, dropped },
    address: talker.address,
    answers: answers.map(({ text }) => text).join('\n'),
    close: () => talker.close?.(),
  };
}

/** What has come in of them, and that it was taken up. */
function inboxOf({ node }: Stage, talker: Talker) {
  const { sql } = node.runtime;
  const row = async () => {
    const [found] = await sql<{ all: number; left: number; unsent: number }[]>`
      select count(*)::int as all, (count(*) filter (where done_at is null))::int as left,
        (select count(*)::int from outbox o where o.conversation_id = d.conversation_id
          and (o.state = 'sending' or (o.state = 'pending'
            and coalesce(o.not_before, o.created_at) < clock_timestamp() + interval '30 seconds'))) as unsent
      from inbox b join identities d using (conversation_id) where d.address = ${talker.address}
      group by d.conversation_id`;
    return found ?? { all: 0, left: 0, unsent: 0 };
  };
  return {
    async taken(what: string, act: () => Promise<unknown>) {
      const before = talker.address === '' ? 0 : (await row()).all;
      await act();
      const done = async () => {
        const { all, left } = await row();
        return all > before && left === 0;
      };
      await waitUntil(done, PATIENCE).catch(async () => {
        const { all, left } = await row();
        throw new Error(`${what} of ${talker.address}: ${all - before} came in, ${left} wait`);
      });
    },
    drained: () =>
      waitUntil(async () => {
        const { left, unsent } = await row();
        return left === 0 && unsent === 0;
      }, PATIENCE),
    async who() {
      const [found] = await sql<{ candidate: string; conversation: string }[]>`
        select v.candidate_id as candidate, v.id as conversation
        from identities d join conversations v on v.id = d.conversation_id where d.address = ${talker.address}`;
      return found!;
    },
  };
}
