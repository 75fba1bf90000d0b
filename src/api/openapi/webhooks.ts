/** What endpoints are told: every event with the ids and states that it holds. One that is not described here does not compile. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { IdPrefix } from '../../ids.ts';
import { statesOf } from '../../pipeline/machine.ts';
import type { EventType, StepKind } from '../../types.ts';
import type { ApiEnv } from '../deps.ts';
import { channel, id, stage, ticketKind, timestamp } from '../schemas.ts';
import { exampleId } from './example-ids.ts';

type Told = EventType | 'webhook.ping';

interface Description {
  summary: string;
  data: z.ZodRawShape;
  /** It is not about one application; `maybe`: it need not be. */
  apart?: true | 'maybe';
}

const by = z.string().openapi({ description: 'The id of a key, or `system` for what went by itself' });
const why = z.string().nullable().optional();

const interview = { interview_id: id('int') };
const employment = { employment_id: id('emp'), state: z.string(), by };

/** The same for every state of a step: its id, and where it came from. */
function step<Kind extends StepKind>(kind: Kind, prefix: IdPrefix, summaries: Record<string, string>) {
  const states = statesOf(kind);
  const rows = states.map((to): [string, Description] => [
    `${kind}.${to}`,
    {
      summary: summaries[to]!,
      data: {
        [`${kind}_id`]: id(prefix),
        from_state: z.enum(states).nullable().openapi({ description: 'Null for one that is new' }),
        to_state: z.literal(to),
      },
    },
  ]);
  return Object.fromEntries(rows) as Record<`${Kind}.${(typeof states)[number]}`, Description>;
}

const approval = (state: string, summary: string): Description => ({
  summary,
  data: {
    approval_id: id('apv'),
    employment_id: id('emp'),
    kind: z.enum(['resignation', 'wage_change']),
    state: z.literal(state),
    by,
  },
});

export const WEBHOOKS: Record<Told, Description> = {
  'candidate.created': {
    summary: 'There is a new candidate: added by API, or agreed to be interviewed',
    data: { candidate_id: id('cnd') },
    apart: true,
  },
  'candidate.erased': {
    summary: 'A candidate was erased here: erase what you have of them',
    data: { candidate_id: id('cnd') },
    apart: true,
  },
  'application.created': {
    summary: 'A candidate applied for an opening, or was invited to',
    data: { candidate_id: id('cnd'), opening_id: id('opn'), stage: stage.optional() },
  },
  'interview.started': {
    summary: 'A candidate agreed, and the first question is on its way',
    data: { ...interview, candidate_id: id('cnd'), opening_id: id('opn') },
  },
  'interview.completed': {
    summary: 'The last question was answered; an assessment follows',
    data: interview,
  },
  'interview.amended': {
    summary: 'A candidate added to an interview that was over, or corrected it; it is assessed again',
    data: { ...interview, turn_seq: z.int() },
  },
  'interview.handed_off': {
    summary: 'A person took the chat over, and the bot is silent',
    data: { ...interview, by },
  },
  'assessment.created': {
    summary: 'There is a new version of what is made of an interview, or a person’s own rating',
    data: {
      ...interview,
      assessment_id: id('asm'),
      version: z.int(),
      by: z.enum(['model', 'person', 'rules']),
    },
  },
  'decision.recorded': {
    summary: 'A person decided about an application',
    data: {
      decision_id: id('dec'),
      outcome: z.enum(['advance', 'decline']),
      recommendation: z.enum(['advance', 'review', 'decline']).nullable(),
    },
  },
  'stage.changed': {
    summary: 'An application moved to another stage',
    data: { from_stage: stage, to_stage: stage, reason: why },
  },
  ...step('background_check', 'bgc', {
    collecting: 'A candidate is asked for their consent, and for what a check needs',
    pending: 'A check is under way: consent and papers are there',
    suspended: 'A check stands still, because something is missing',
    consider: 'A check found something that a person has to look at',
    on_hold: 'A candidate was told what was found, and has time to answer',
    clear: 'Nothing that was found stands in the way',
    adverse: 'A person decided not to go on because of what was found',
    canceled: 'A check was called off',
  }),
  ...step('contract', 'ctr', {
    draft: 'A contract was made; the candidate has not seen it',
    sent: 'A candidate was sent the link to a contract',
    signed: 'A contract was signed',
    declined: 'A candidate did not want to sign',
    expired: 'Nobody signed in time',
    voided: 'A contract was taken back',
  }),
  ...step('onboarding', 'onb', {
    scheduled: 'A first shift was arranged, or moved to another time',
    checked_in: 'Somebody is there for their first shift',
    no_show: 'Somebody did not come to their first shift',
    completed: 'A first day is done; an employment begins',
    canceled: 'A first shift does not take place',
  }),
  'onboarding.late': {
    summary: 'Somebody said that they will be late for their first shift',
    data: { onboarding_id: id('onb'), minutes: z.int().nullable() },
  },
  'shift.claimed': {
    summary: 'A first shift got a seat in a shift of its opening; it has none in another one any more',
    data: { shift_id: id('shf'), onboarding_id: id('onb') },
  },
  'employment.started': { summary: 'Somebody works for you', data: employment },
  'employment.leaving': {
    summary: 'The last day of work is set, and yet to come',
    data: { ...employment, reason: why },
  },
  'employment.ended': { summary: 'The last day of work is over', data: { ...employment, reason: why } },
  'approval.pending': approval('pending', 'Something waits for the yes of a second person'),
  'approval.approved': approval('approved', 'A second person said yes'),
  'approval.rejected': approval('rejected', 'A second person said no'),
  'approval.canceled': approval('canceled', 'What was asked for was overtaken by something else'),
  'opt_out.recorded': {
    summary: 'Somebody does not want to be written to on a channel any more',
    data: { candidate_id: id('cnd'), channel },
    apart: true,
  },
  'opt_in.recorded': {
    summary: 'Somebody who had asked us to stop on a channel may be written to there again',
    data: { candidate_id: id('cnd'), channel },
    apart: true,
  },
  'ticket.created': {
    summary: 'Something waits for a person: a question, a wish to talk to somebody, a doubt',
    data: {
      ticket_id: id('tkt'),
      candidate_id: id('cnd'),
      kind: z.string().openapi({ description: ticketKind.options.join(' · ') }),
    },
    apart: 'maybe',
  },
  'webhook.ping': {
    summary: 'You asked for it: a call to see whether calls arrive',
    data: { endpoint_id: id('whk') },
    apart: true,
  },
};

/** `interview.handed_off` → `InterviewHandedOff`. */
const pascal = (type: string) =>
  type
    .split(/[._]/)
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join('');

const headers = z.object({
  'webhook-id': z.string().openapi({
    description:
      'The id of the event, and the same at every try and every replay: keep it, and drop a second one',
    example: exampleId('evt'),
  }),
  'webhook-timestamp': z.string().openapi({
    description: 'Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock',
    example: '1774360800',
  }),
  'webhook-signature': z.string().openapi({
    description:
      '`v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated',
    example: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }),
});

const HOW =
  'Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.';

/** Registers every call that we make to endpoints. */
export function describeWebhooks(app: OpenAPIHono<ApiEnv>): void {
  for (const [type, { summary, data, apart }] of Object.entries(WEBHOOKS)) {
    const applicationId = id('app');
    const sequence = z.int().openapi({ description: 'Counts up within one application', example: 7 });
    const payload = z
      .object({
        id: id(type === 'webhook.ping' ? 'dlv' : 'evt'),
        type: z.literal(type),
        at: timestamp,
        application_id: apart === 'maybe' ? applicationId.nullable() : apart ? z.null() : applicationId,
        sequence: apart === 'maybe' ? sequence.nullable() : apart ? z.null() : sequence,
        data: z.object(data),
      })
      .openapi(`${pascal(type)}Event`);
    app.openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      operationId: `on${pascal(type)}`,
      summary,
      description: HOW,
      tags: ['Webhooks'],
      security: [],
      request: { headers, body: { required: true, content: { 'application/json': { schema: payload } } } },
      responses: {
        '2XX': { description: 'Yours: it was taken' },
        410: { description: 'Yours: nobody is here any more. The endpoint is switched off' },
      },
    });
  }
}
