/** Greenhouse's Assessment Partner API (https://developers.greenhouse.io/assessment.html) over Tingda's REST API. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { Order, Orders } from './orders.ts';
import { testStatus } from './result.ts';
import { type Tingda, TingdaRefused } from './tingda.ts';

export interface Settings {
  /** The key that the customer gives Greenhouse: the user of Basic authentication, both ways. */
  greenhouseKey: string;
  /** Only there we tell that something is new. */
  greenhouseOrigin: string;
  /** `whsec_…` of the webhook endpoint that leads here. */
  webhookSecret: string;
  /** Where a person reads the interview; `{application_id}` is filled in. */
  profileUrl: string;
}

export interface Parts {
  tingda: Tingda;
  orders: Orders;
  settings: Settings;
  /** Codes and ids only. */
  log(what: string, about: Record<string, string | number>): void;
}

const ordered = z.object({
  partner_test_id: z.string().max(100),
  candidate: z.object({
    first_name: z.string().max(100),
    last_name: z.string().max(100),
    phone_number: z.string().max(50).nullish(),
    greenhouse_profile_url: z.url().max(2000),
  }),
  url: z.url().max(2000),
});
interface NewOrder extends Pick<Order, 'person' | 'name' | 'url'> {
  opening_id: string;
  candidate: z.infer<typeof ordered>['candidate'];
}

const reported = z.object({ api_call: z.string().max(100), errors: z.array(z.unknown()).max(100) });
const told = z.object({ type: z.string(), data: z.object({ interview_id: z.string().optional() }).loose() });

const PATIENCE_MS = 10_000;
const MAX_BODY = 64 * 1024;
const NEWS = ['interview.completed', 'assessment.created'];
const hashOf = (text: string) => createHash('sha256').update(text).digest();

export function createConnector({ tingda, orders, settings, log }: Parts): Hono {
  const app = new Hono();
  const tooLarge = (c: Context) => c.json({ error: 'this is larger than any order' }, 413);
  app.use(bodyLimit({ maxSize: MAX_BODY, onError: tooLarge }));
  const greenhouse = onlyGreenhouse(settings);
  const inTurn = createTurns();

  app.get('/list_tests', greenhouse, async (c) => {
    const openings = await tingda.openings();
    return c.json(
      openings.map(({ id, title, code }) => ({
        partner_test_id: id,
        partner_test_name: `${title.en} (${code})`,
      })),
    );
  });

  app.post('/send_test', greenhouse, async (c) => {
    const given = ordered.safeParse(await c.req.json().catch(() => null));
    if (!given.success) return c.json({ error: z.prettifyError(given.error) }, 422);
    const { partner_test_id: opening_id, candidate, url } = given.data;
    if (new URL(url).origin !== settings.greenhouseOrigin)
      return c.json({ error: `url: must lead to ${settings.greenhouseOrigin}` }, 422);
    // Without what it says of this application: two orders for one person are one person.
    const person = hashOf(candidate.greenhouse_profile_url.split('?')[0]!).toString('hex');
    const name = hashOf(`${person} ${opening_id}`).toString('hex');
    const interviewId = await inTurn(person, async () => {
      const known = orders.byName(name);
      if (known) {
        if (known.url !== url) orders.keep({ ...known, url });
        return known.interviewId;
      }
      return order({ person, name, opening_id, url, candidate });
    });
    return c.json({ partner_interview_id: interviewId });
  });

  /** Asked again after a crash in between, the keys make both the same candidate and the same invitation. */
  async function order({ person, name, opening_id, url, candidate }: NewOrder): Promise<string> {
    const phone = /^\+[1-9]\d{6,14}$/.exec((candidate.phone_number ?? '').replace(/[\s().-]/g, ''))?.[0];
    const who = {
      name: `${candidate.first_name} ${candidate.last_name}`.trim(),
      source: 'greenhouse',
      remote_id: person,
    };
    const candidateId =
      orders.byPerson(person)?.candidateId ??
      (await tingda.createCandidate({ ...who, ...(phone && { phone }) }, `greenhouse-${person}`));
    const invited = await tingda.invite({ opening_id, candidate_id: candidateId }, `greenhouse-${name}`);
    const { interview_id: interviewId, id: invitationId } = invited;
    orders.keep({ name, person, candidateId, invitationId, interviewId, url });
    log('ordered', { interview_id: interviewId, state: invited.state });
    return interviewId;
  }

  app.get('/test_status', greenhouse, async (c) => {
    const order = orders.byInterview(c.req.query('partner_interview_id') ?? '');
    if (!order) return c.json({ error: 'no such interview was ordered here' }, 404);
    const [interview, assessment, invitation] = await Promise.all([
      tingda.interview(order.interviewId),
      tingda.assessment(order.interviewId),
      tingda.invitation(order.invitationId),
    ]);
    return c.json(testStatus(interview, assessment, invitation, settings.profileUrl));
  });

  app.post('/request_errors', greenhouse, async (c) => {
    const given = reported.safeParse(await c.req.json().catch(() => null));
    if (given.success)
      log('greenhouse could not read us', { call: given.data.api_call, errors: given.data.errors.length });
    return c.json({ status: 200 });
  });

  const webhook = new Webhook(settings.webhookSecret);
  app.post('/webhook', async (c) => {
    let event: z.infer<typeof told>;
    try {
      event = told.parse(webhook.verify(await c.req.text(), c.req.header()));
    } catch {
      return c.json({ error: 'the signature is wrong' }, 401);
    }
    const order = NEWS.includes(event.type) ? orders.byInterview(event.data.interview_id ?? '') : undefined;
    // Somebody else's interview: nothing to do, and nothing to be told again.
    if (!order) return c.body(null, 204);
    // Not taken there is not taken here: Tingda tells it again, for days.
    return c.body(null, (await tellGreenhouse(order)) ? 204 : 503);
  });

  /** That something is new; Greenhouse then asks for the status. Told twice, it asks twice. */
  async function tellGreenhouse({ url, interviewId }: Order): Promise<boolean> {
    const answer = await fetch(url, {
      method: 'PATCH',
      headers: { authorization: basic(settings.greenhouseKey) },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    const status = answer?.status ?? 0;
    await answer?.body?.cancel();
    log('told greenhouse', { interview_id: interviewId, status });
    // Gone there: nobody waits for it any more.
    return answer?.ok === true || status === 404 || status === 410;
  }

  app.onError((error, c) => {
    if (!(error instanceof TingdaRefused)) log('failed', { error: error.name });
    else if (error.status >= 400 && error.status < 500 && ![401, 403, 429].includes(error.status))
      return c.json({ error: error.message }, 422);
    return c.json({ error: 'Tingda cannot be asked right now; nothing was ordered.' }, 503);
  });
  return app;
}

/** One order of a person after the other: two at once would be two people. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <Done>(person: string, work: () => Promise<Done>): Promise<Done> => {
    const mine = (last.get(person) ?? Promise.resolve()).catch(() => {}).then(work);
    last.set(person, mine);
    try {
      return await mine;
    } finally {
      if (last.get(person) === mine) last.delete(person);
    }
  };
}

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

function onlyGreenhouse({ greenhouseKey }: Settings): MiddlewareHandler {
  // Hashes are of one length, whatever was sent: the comparison tells nothing by its time.
  const right = hashOf(basic(greenhouseKey));
  return async (c, next) => {
    if (!timingSafeEqual(hashOf(c.req.header('authorization') ?? ''), right)) {
      c.header('www-authenticate', 'Basic realm="tingda"');
      return c.json({ error: 'the key is wrong' }, 401);
    }
    return next();
  };
}
