/** Who finds out how somebody is reached, or writes to them first, meets a turn of theirs: one waits for the other, and both end. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sql, Tx } from '../../db/client.ts';
import { lockChat } from '../../db/desk.ts';
import { applyChanges } from '../../db/effects.ts';
import { attachIdentity, makeIdentity, storeMessages, storeSystem } from '../../db/inbox.ts';
import { lockTalks } from '../../db/moving.ts';
import { markUnreachable } from '../../db/outbox.ts';
import { reachByPhone } from '../../db/reach.ts';
import { touchCandidates } from '../../db/touch.ts';
import { newId } from '../../src/ids.ts';
import {
  account,
  channel,
  hashOf,
  message,
  onServer,
  openTransaction,
  type Person,
  person,
  type TestDatabase,
  untilSomebodyWaits,
} from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await onServer();
});
afterAll(() => db.close());

/** As a turn does in which they say STOP: their conversation, then their address and themselves. */
const stops = (tx: Tx, { conversationId, candidateId, identityId }: Person) =>
  applyChanges(
    tx,
    { conversationId, candidateId, identityId, channel, language: 'zh', consentWording: 'v1' },
    [{ type: 'opt_out' }],
  );

const meets: Record<string, (tx: Tx, who: Person) => Promise<unknown>> = {
  'whose address cannot be reached any more': async (tx, who) => {
    await markUnreachable(tx, who.identityId);
    const content = { kind: 'unreachable', identity: who.identityId, seq: 1 } as const;
    await storeSystem(tx, who.conversationId, hashOf(`gone ${who.address}`), content);
  },
  'who is invited by their number': async (tx, who) => {
    await reachByPhone(tx, who.candidateId, { type: 'twilio', account: who.address });
    await lockChat(tx, who.conversationId);
  },
  'for whom the API writes the first time': async (tx, who) => {
    await attachIdentity(tx, who.conversationId, { channel, account, address: `api ${who.address}` });
    await storeMessages(tx, [message(`api ${who.address}`, newId('req'))], 0);
  },
};

it.each(Object.entries(meets))('somebody %s says STOP at the same moment', async (_name, meeting) => {
  const who = await person(db.sql);
  await db.sql`update candidates set phone = ${`+86${who.address.replace(/\D/g, '').slice(0, 11)}`}
    where id = ${who.candidateId}`;
  const other = await db.another();
  const [has, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const turn = db.sql.begin(async (tx) => {
    await lockTalks(tx, [who.conversationId]);
    has.resolve();
    await go.promise;
    await stops(tx, who);
  });
  await has.promise;
  const met = other.begin((tx) => meeting(tx, who));
  await untilSomebodyWaits(db.sql);
  go.resolve();
  // Neither is ended by the database for standing in a ring (40P01).
  expect(await Promise.allSettled([turn, met])).toMatchObject([
    { status: 'fulfilled' },
    { status: 'fulfilled' },
  ]);
});

it('somebody for whom the API writes the first time answers a form at the same moment', async () => {
  const who = await person(db.sql);
  const other = await db.another();
  const [has, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const answers = db.sql.begin(async (tx) => {
    // What names the conversation holds it a little: a message waits for that.
    await tx`
      insert into consents (conversation_id, candidate_id, kind, given, wording)
      values (${who.conversationId}, ${who.candidateId}, 'background_check', true, 'v1')`;
    has.resolve();
    await go.promise;
    await touchCandidates(tx, who.conversationId);
  });
  await has.promise;
  const met = other.begin((tx) => meets['for whom the API writes the first time']!(tx, who));
  await untilSomebodyWaits(db.sql);
  go.resolve();
  expect(await Promise.allSettled([answers, met])).toMatchObject([
    { status: 'fulfilled' },
    { status: 'fulfilled' },
  ]);
});

it('somebody who comes by a link waits for their conversation before they have the person', async () => {
  const who = await person(db.sql);
  await markUnreachable(db.sql, who.identityId);
  const hash = hashOf(randomUUID());
  await db.sql`
    insert into link_codes (id, hash, conversation_id, expires_at)
    values (${newId('lnk')}, decode(${hash}, 'hex'), ${who.conversationId}, now() + interval '1 hour')`;
  const other: Sql = await db.another();
  // As a message of theirs locks it; the person follows, once their address is open again.
  const holds = await openTransaction(
    db.sql,
    (tx) => tx`
    select 1 from conversations where id = ${who.conversationId} for update`,
  );
  const comes = makeIdentity(other, 'web', 'web', who.address, { plain: 'NONE', hash });
  await untilSomebodyWaits(db.sql);
  const free = await db.sql`select 1 from candidates where id = ${who.candidateId} for update skip locked`;
  expect(free).toHaveLength(1);
  await holds.commit();
  await comes;
});
