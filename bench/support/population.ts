/** A database with very many conversations, and a Redis with very many sessions: copies of real ones, ids renewed. */
import { createClient } from 'redis';
import { pack, unpack } from '../../src/session/redis.ts';
import type { Corner } from './bed.ts';
import { Crowd } from './crowd.ts';
import { Provider } from './provider.ts';
import { createOpening, HOOK, query, startSystem } from './system.ts';

export type Redis = Awaited<ReturnType<typeof openRedis>>;

export async function openRedis(url: string) {
  const redis = createClient({ url });
  await redis.connect();
  return redis;
}

const TURNS_EACH = 9;

/** Real interviews, left in the middle. */
export async function interview(corner: Corner, people: number): Promise<void> {
  const provider = await Provider.start();
  const system = await startSystem(corner, provider, 'all');
  await createOpening(system);
  const turns = new Map<number, number>();
  const target = { connections: system.hook(), path: HOOK };
  const crowd: Crowd = new Crowd(provider, target, 10_000_000, (chatId) => {
    const taken = turns.get(chatId) ?? 0;
    turns.set(chatId, taken + 1);
    if (taken < TURNS_EACH) crowd.send(chatId);
  });
  for (let i = 0; i < people; i++) crowd.admit();
  await crowd.settled();
  await system.stop();
  await provider.stop();
}

/** Chat ids of the copies begin here. */
export const FIRST_COPY = 50_000_000;

/** One statement a table; `copies` says which conversation becomes which. Ids of a copy end in its number. */
const COPY = [
  `insert into candidates (id, name, language, source)
     select c.candidate_id || k.suffix, d.name, d.language, d.source
     from copies k join conversations c on c.id = k.source join candidates d on d.id = c.candidate_id`,
  `insert into conversations (id, candidate_id, version, state, inbox_seq, turn_seq, outbox_seq, reply_identity_id,
                              application_id)
     select c.id || k.suffix, c.candidate_id || k.suffix, c.version,
       replace(replace(c.state::text, i.id, i.id || k.suffix), i.application_id, i.application_id || k.suffix)::jsonb,
       c.inbox_seq, c.turn_seq, c.outbox_seq, c.reply_identity_id || k.suffix, c.application_id || k.suffix
     from copies k join conversations c on c.id = k.source join interviews i on i.conversation_id = c.id`,
  `insert into identities (id, conversation_id, channel, account, address)
     select d.id || k.suffix, k.source || k.suffix, d.channel, d.account, (${FIRST_COPY} + k.n)::text
     from copies k join identities d on d.conversation_id = k.source`,
  `insert into inbox (conversation_id, seq, identity_id, channel, hash, content, name, language_hint, sent_at,
                      received_at, done_at, turn_seq)
     select k.source || k.suffix, r.seq, r.identity_id || k.suffix, r.channel, sha256(r.hash || k.suffix::bytea),
       r.content, r.name, r.language_hint, r.sent_at, r.received_at, r.done_at, r.turn_seq
     from copies k join inbox r on r.conversation_id = k.source`,
  `insert into seen_messages select hash from inbox on conflict do nothing`,
  `insert into turns (conversation_id, seq, interview_id, batch, speaker, channel, kind, text, question_id, ask, spans, at)
     select k.source || k.suffix, t.seq, t.interview_id || k.suffix, t.batch, t.speaker, t.channel, t.kind, t.text,
       t.question_id, t.ask, t.spans, t.at
     from copies k join turns t on t.conversation_id = k.source`,
  `insert into outbox (conversation_id, seq, identity_id, key, priority, category, content, ask, turn_seq, state,
                       attempts, claimed_at, sent_at, external_id, created_at)
     select k.source || k.suffix, o.seq, o.identity_id || k.suffix, o.key, o.priority, o.category, o.content, o.ask,
       o.turn_seq, o.state, o.attempts, o.claimed_at, o.sent_at, o.external_id, o.created_at
     from copies k join outbox o on o.conversation_id = k.source`,
  `insert into timers (conversation_id, kind, due_at)
     select k.source || k.suffix, t.kind, t.due_at from copies k join timers t on t.conversation_id = k.source`,
  `insert into applications (id, candidate_id, conversation_id, opening_id, stage, source, event_count)
     select a.id || k.suffix, a.candidate_id || k.suffix, k.source || k.suffix, a.opening_id, a.stage, a.source, 0
     from copies k join applications a on a.conversation_id = k.source`,
  `insert into interviews (id, conversation_id, application_id, flow_hash, status, channel, language, asked, total)
     select i.id || k.suffix, k.source || k.suffix, i.application_id || k.suffix, i.flow_hash, i.status, i.channel,
       i.language, i.asked, i.total
     from copies k join interviews i on i.conversation_id = k.source`,
];

/** Copies the conversations that are in the middle of an interview until there are `wanted` more of them. */
export async function copyConversations(corner: Corner, wanted: number): Promise<void> {
  await query(corner, async (sql) => {
    // Foreign keys hold by construction; checking five million rows would take longer than everything else.
    await sql`set session_replication_role = replica`;
    await sql`
      create temporary table copies as
      select n, s.id as source, '_' || n as suffix from generate_series(1, ${wanted}::int) n
      join (select id, row_number() over (order by id) as place, count(*) over () as total from conversations) s
        on s.place = 1 + n % s.total`;
    await sql`analyze copies`;
    for (const statement of COPY) await sql.unsafe(statement);
    await sql`drop table copies`;
    await sql`vacuum analyze`;
    // What was written must not be written back while we measure.
    await sql`checkpoint`;
  });
}

const BATCH = 2000;

/**
 * Sessions for all conversations of the database, beside them copies without one, `wanted` in all.
 * @param samples values of real sessions, for the latter
 */
export async function fillSessions(
  corner: Corner,
  redis: Redis,
  samples: Buffer[],
  wanted: number,
): Promise<void> {
  let made = 0;
  await query(corner, async (sql) => {
    const rows = sql<{ id: string; version: string; state: unknown }[]>`
      select id, version, state from conversations where state is not null`;
    for await (const batch of rows.cursor(BATCH)) {
      await Promise.all(batch.map((row) => redis.set(`s:${row.id}`, pack(row.state, Number(row.version)))));
      made += batch.length;
    }
  });
  while (made < wanted) {
    const size = Math.min(BATCH, wanted - made);
    const first = made;
    await Promise.all(
      Array.from({ length: size }, (_, i) => {
        const sample = samples[(first + i) % samples.length];
        if (!sample) throw new Error('there is no session to copy');
        return redis.set(`s:cnv_${String(first + i).padStart(25, '0')}`, sample);
      }),
    );
    made += size;
  }
}

/** @throws Error when what lies in Redis is not what the system reads as a session */
export function checkSample(value: Buffer): void {
  const state = unpack(value, Number(value.readBigUInt64BE()));
  if (state === null) throw new Error('a session in Redis cannot be read');
}
