/** What a look at `/metrics` costs the database: who and what waits, among very many. */
import { readBacklog } from '../../db/backlog.ts';
import { readWaiting } from '../../db/waiting.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Bed } from '../support/bed.ts';
import { ms, type PartResult, quantile } from '../support/figures.ts';
import { copyConversations, interview } from '../support/population.ts';
import type { Progress } from '../support/progress.ts';
import { query } from '../support/system.ts';

const FEW = 20;
const PEOPLE = 100_000;
const GOAL_MS = 100;
const LOOKS = 200;
/** The first ones open plans, and do not count. */
const WARM_UP = 10;

/** As where people come faster than anybody decides: four in ten talk, three wait for a person, and all that can wait does. */
const LATER = [
  `update interviews set status = case when n % 10 < 5 then 'completed' when n % 10 < 6 then 'paused'
       when n % 10 < 7 then 'expired' else status end,
     completed_at = case when n % 10 < 5 then now() - n % 50 * interval '1 hour' end
   from (select id, row_number() over (order by id) as n from interviews) s where interviews.id = s.id`,
  `update applications a set stage = case when i.status = 'expired' then 'expired'
       when i.status <> 'completed' then a.stage when hashtext(a.id) % 5 = 0 then 'hired'
       when hashtext(a.id) % 5 = 1 then 'declined' when hashtext(a.id) % 5 = 2 then 'contract' else 'reviewing' end
   from interviews i where i.application_id = a.id`,
  `insert into tickets (id, conversation_id, kind, state, at)
   select 'tkt_' || id, conversation_id, 'question', case when n % 10 = 0 then 'open' else 'closed' end, now() - n * interval '1 s'
   from (select id, conversation_id, row_number() over (order by id) as n from interviews) s where n % 3 = 0`,
  `insert into assessments (id, interview_id, conversation_id, version, made_by, rubric, criteria, recommendation,
                            reasons, needs_person, uncertainty, up_to_seq)
   select 'asm_' || id, id, conversation_id, 1, 'model', '{"id": "x", "version": 1, "hash": "x"}', '[]', 'review', '[]', '[]',
     0.5, 1 from interviews where status = 'completed'`,
  `insert into reviews (interview_id, application_id, opening_id, assessment_id, uncertainty, rated, undecided)
   select i.id, a.id, a.opening_id, 'asm_' || i.id, 0.5, false, a.stage = 'reviewing'
   from interviews i join applications a on a.id = i.application_id where i.status = 'completed'
   on conflict do nothing`,
  `insert into steps (id, application_id, kind, provider, state, work, work_due_at)
   select 'ctr_' || id, id, 'contract', 'http', 'draft', case when hashtext(id) % 20 = 0 then 'start' end,
     case when hashtext(id) % 20 = 0 then now() end from applications where stage in ('contract', 'hired')`,
  `insert into webhook_endpoints (id, url, events, secret, after_tx, after_position, created_by, state)
   select 'whk_' || n, 'https://receiver.example', '{*}', '', '0', 0, 'key_1', case when n < 4 then 'active' else 'disabled' end
   from generate_series(1, 4) n`,
  `insert into webhook_deliveries (id, endpoint_id, state, next_at)
   select 'dlv_' || n, 'whk_' || 1 + n % 4, case when n % 50 = 0 then 'pending' else 'delivered' end, now() - n % 900 * interval '1 s'
   from generate_series(1, ${2 * PEOPLE}) n`,
  `update timers set due_at = now() - interval '1 minute' where hashtext(conversation_id) % 200 = 0`,
  `update outbox set state = 'parked' where hashtext(conversation_id) % 500 = 0`,
  `update inbox set media_state = 'pending' where seq = 5 and hashtext(conversation_id) % 500 = 0`,
  'vacuum analyze',
];

export async function waiting(bed: Bed, progress: Progress): Promise<PartResult> {
  const corner = await bed.corner();
  await interview(corner, FEW);
  await copyConversations(corner, PEOPLE - FEW);
  return query(corner, async (sql) => {
    // Of the copies; what the triggers would write is written here.
    await sql`set session_replication_role = replica`;
    for (const statement of LATER) await sql.unsafe(statement);
    await sql`set session_replication_role = default`;
    progress(`${PEOPLE.toLocaleString('en')} people, and what waits for them`);
    const found = await readWaiting(sql as never);
    const query = await timed(() => readWaiting(sql as never));
    progress(`the query: p50 ${ms(quantile(query, 0.5))}, p95 ${ms(quantile(query, 0.95))}`);
    const metrics = createMetrics(() => readBacklog(sql as never));
    const look = await timed(() => metrics.text());
    const figures = (name: string, times: number[]) => [
      { what: `${name}, p50`, value: ms(quantile(times, 0.5)) },
      {
        what: `${name}, p95`,
        value: ms(quantile(times, 0.95)),
        goal: `≤ ${GOAL_MS} ms`,
        pass: quantile(times, 0.95) <= GOAL_MS,
      },
    ];
    return {
      title: 'Who waits',
      how:
        `The query behind \`tingda_waiting\`, and all that \`/metrics\` reads, ${LOOKS} times one after the other; ` +
        `${PEOPLE.toLocaleString('en')} candidates with their conversations, interviews and applications in every state, ` +
        `${found.length} kinds of waiting.`,
      figures: [...figures('the query', query), ...figures('/metrics', look)],
      notes: [],
    };
  });
}

async function timed(look: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + LOOKS; i++) {
    const began = performance.now();
    await look();
    times.push(performance.now() - began);
  }
  return times.slice(WARM_UP);
}
