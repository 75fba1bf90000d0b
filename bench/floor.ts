/**
 * The floors: the least that any durable bot must do, with the same server and the same database client. It understands
 * nothing, remembers nothing, drops nothing.
 *
 *     POST /ack    one INSERT of the update, then 200
 *     POST /turn   the same; then, as any bot must, one UPDATE of a conversation's state and one send to the provider
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import postgres from 'postgres';
import { createClient } from 'redis';
import { Agent } from 'undici';

const sql = postgres(requireVariable('DATABASE_URL'), { max: 10, fetch_types: false });
const redis = createClient({ url: requireVariable('REDIS_URL') });
const provider = new URL(requireVariable('PROVIDER_URL'));
const agent = new Agent({ connections: 256, pipelining: 1 });

/** As large as the state of an interview in the middle. */
const STATE = { notes: 'x'.repeat(2000) };

interface Update {
  update_id: number;
  message?: { chat: { id: number }; text: string };
  callback_query?: { from: { id: number } };
}

async function insert(update: Update): Promise<void> {
  const chat = update.message?.chat.id ?? update.callback_query?.from.id ?? 0;
  await sql`
    insert into floor_inbox (id, chat, content) values (${update.update_id}, ${chat}, ${sql.json(update as never)})
    on conflict do nothing`;
}

async function reply(chat: number): Promise<void> {
  await sql`
    insert into floor_conversations (chat, state) values (${chat}, ${sql.json(STATE)})
    on conflict (chat) do update set state = excluded.state, version = floor_conversations.version + 1`;
  const answer = await agent.request({
    origin: provider.origin,
    path: '/bot/sendMessage',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: chat, text: 'And what happened then?' }),
  });
  await answer.body.dump();
}

/** @throws Error that names what is missing */
function requireVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const app = new Hono();
app.get('/readyz', async (c) => {
  await sql`select 1`;
  await redis.ping();
  return c.text('ok');
});
app.post('/ack', async (c) => {
  await insert(await c.req.json());
  return c.body('{}');
});
app.post('/turn', async (c) => {
  const update: Update = await c.req.json();
  await insert(update);
  void reply(update.message?.chat.id ?? 0);
  return c.body('{}');
});

await redis.connect();
await sql`create table if not exists floor_inbox (id bigint primary key, chat bigint not null, content jsonb not null)`;
await sql`
  create table if not exists floor_conversations (chat bigint primary key, state jsonb, version bigint default 0)`;
const server = serve({ fetch: app.fetch, port: Number(requireVariable('PORT')), hostname: '127.0.0.1' });
process.once('SIGTERM', async () => {
  server.close();
  await Promise.all([sql.end({ timeout: 1 }), agent.destroy(), redis.close()]);
  process.exit(0);
});
