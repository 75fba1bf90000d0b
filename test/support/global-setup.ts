/** One PostgreSQL, one Redis and one template of the embedded engine for the whole run. */
import type { TestProject } from 'vitest/node';
import { makeTemplate } from './embedded.ts';
import { startPostgres, startRedis } from './services.ts';

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  project.provide('embeddedTemplate', await makeTemplate());
  if (process.env.TINGDA_WITHOUT_SERVICES) return undefined;
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  project.provide('postgresUrl', postgres.url);
  project.provide('redisUrl', redis.url);
  return async () => {
    await Promise.all([postgres.dispose(), redis.dispose()]);
  };
}
