/** `node connectors/greenhouse/main.ts`: the connector as a process; see README.md here for its variables. */
import { serve } from '@hono/node-server';
import { z } from 'zod';
import { createConnector } from './app.ts';
import { openOrders } from './orders.ts';
import { createTingda } from './tingda.ts';

const origin = z.url().transform((url) => new URL(url).origin);

/** None of them has a default that opens anything. */
const variables = z.object({
  TINGDA_URL: origin,
  TINGDA_KEY: z.string().min(32),
  TINGDA_WEBHOOK_SECRET: z.string().startsWith('whsec_'),
  GREENHOUSE_KEY: z.string().min(32).max(170),
  GREENHOUSE_ORIGIN: origin.default('https://app.greenhouse.io'),
  PROFILE_URL: z.url().includes('{application_id}'),
  ORDERS_FILE: z.string().default('./greenhouse-orders.ndjson'),
  PORT: z.coerce.number().int().default(3100),
  HOST: z.string().default('127.0.0.1'),
});

const read = variables.safeParse(process.env);
if (!read.success) {
  process.stderr.write(`The connector does not start.\n${z.prettifyError(read.error)}\n`);
  process.exit(2);
}
const given = read.data;
const app = createConnector({
  tingda: createTingda(given.TINGDA_URL, given.TINGDA_KEY),
  orders: openOrders(given.ORDERS_FILE),
  settings: {
    greenhouseKey: given.GREENHOUSE_KEY,
    greenhouseOrigin: given.GREENHOUSE_ORIGIN,
    webhookSecret: given.TINGDA_WEBHOOK_SECRET,
    profileUrl: given.PROFILE_URL,
  },
  log: (what, about) => process.stdout.write(`${JSON.stringify({ what, ...about })}\n`),
});
serve({ fetch: app.fetch, port: given.PORT, hostname: given.HOST });
