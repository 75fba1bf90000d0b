import postgres from 'postgres';
import { expect, it } from 'vitest';
import { createDatabase, redisCommand, redisDatabase, startPostgres, startRedis } from './services.ts';

it('gives every test file a database of its own with our schema', async () => {
  const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  expect(one).not.toBe(other);
  const sql = postgres(one, { max: 1 });
  expect(await sql`select count(*)::int as n from openings`).toEqual([{ n: 0 }]);
  await sql.end();
});

it('gives every test file a Redis database of its own', async () => {
  expect(await redisDatabase()).not.toBe(await redisDatabase());
});

it('keeps what PostgreSQL committed over a kill and a start, at the same address', async () => {
  const server = await startPostgres();
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  await sql`create table kept (n int)`;
  await sql`insert into kept values (1)`;
  await server.kill();
  await expect(sql`select 1`).rejects.toThrow();
  await server.start();
  expect(await sql`select n from kept`).toEqual([{ n: 1 }]);
  await sql.end();
  await server.dispose();
});

it('forgets what Redis had over a kill and a start, at the same address', async () => {
  const server = await startRedis();
  await redisCommand(server.port, 'SET a 1');
  await server.kill();
  await expect(redisCommand(server.port, 'GET a')).rejects.toThrow();
  await server.start();
  expect(await redisCommand(server.port, 'GET a')).toBe('$-1');
  await server.dispose();
});
