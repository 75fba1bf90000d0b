/** Pieces that several resources are made of. */
import { z } from '@hono/zod-openapi';
import type { IdPrefix } from '../ids.ts';
import { toE164 } from '../phone.ts';
import { isReadable } from './body.ts';
import { exampleId } from './openapi/example-ids.ts';
import { problemPointer, type Status } from './openapi/problems.ts';
import { notFound } from './problem.ts';

/** Text that a person reads: something in it, no white space around it. */
export const text = (max: number) => z.string().trim().min(1).max(max);

/** Text in a query, where no body's check has been before. */
export const words = (max: number) => text(max).refine(isReadable, 'has a control character in it');

export const localized = z.strictObject({ zh: text(2000), en: text(2000) });

/** A moment in a body or a filter, with its offset, in the years that a calendar of work has. */
export const moment = z.iso
  .datetime({ offset: true })
  .refine((at) => FIRST <= Date.parse(at) && Date.parse(at) < LAST, 'must be between 2000 and 2100')
  .openapi({ example: '2026-03-06T22:00:00+08:00' });
const FIRST = Date.parse('2000-01-01T00:00:00Z');
const LAST = Date.parse('2100-01-01T00:00:00Z');

export const stage = z.enum([
  'applied',
  'screening',
  'interviewing',
  'reviewing',
  'advanced',
  'background_check',
  'contract',
  'onboarding',
  'hired',
  'declined',
  'withdrawn',
  'expired',
  'closed',
]);

/** What waits for a person; docs/api.md says what each is about. */
export const ticketKind = z.enum([
  'person',
  'question',
  'knockout',
  'injection',
  'abuse',
  'protected',
  'correction',
  'addendum',
  'screening',
  'duplicate',
  'erasure',
  'appeal',
  'undecided',
  'untold',
  'step',
  'resignation',
  'pay',
  'link',
  'voice',
  'unsent',
  'unread',
]);

/** Where somebody writes from, in every answer and event. */
export const channel = z.string().openapi({
  description:
    'By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api`',
});

export const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, { error: 'must be international, like +8613800000000', abort: true })
  .refine((given) => toE164(given) !== null, 'must be a number that can be called, with its country in front')
  .overwrite((given) => toE164(given) ?? given)
  .openapi({ description: 'E.164' });

export const timestamp = z.string().openapi({ format: 'date-time' });

export const stored = (at: Date): string => at.toISOString();
export const storedOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

/** To a centimetre: what is smaller is nowhere else, and underflows where distances are reckoned. */
const toCentimetre = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
export const latitude = z.number().min(-90).max(90).overwrite(toCentimetre);
export const longitude = z.number().min(-180).max(180).overwrite(toCentimetre);

export const timeZone = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      return true;
    } catch {
      return false;
    }
  }, 'must be an IANA time zone like Asia/Shanghai');

const pattern = (prefix: IdPrefix) => new RegExp(`^${prefix}_[0-9a-z]{25}$`);

/** An id in a body or a filter. */
export const id = (prefix: IdPrefix) =>
  z
    .string()
    .regex(pattern(prefix), `must be an id like ${prefix}_…`)
    .openapi({ example: exampleId(prefix) });

/**
 * The id in a path. What no id looks like is answered like an id of nothing, and never reaches the database.
 * @throws TingdaError `not_found`, while it is parsed
 */
export const pathId = (prefix: IdPrefix, name: string) =>
  z
    .string()
    .refine((given) => {
      if (!pattern(prefix).test(given)) throw notFound();
      return true;
    })
    .openapi({ param: { name, in: 'path' }, example: exampleId(prefix) });

export const idParam = (prefix: IdPrefix) => z.object({ id: pathId(prefix, 'id') });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    request_id: z.string(),
    errors: z.array(
      z.object({
        path: z.string(),
        message: z.string(),
        id: z.string().optional().openapi({ description: 'Of what is there already and stands in the way' }),
      }),
    ),
  })
  .openapi('Problem');

/**
 * The errors that a route can answer with, for the document. They are thrown, never returned, so handlers' types are not
 * told: hence the plain `object`.
 */
export function problems(...statuses: Status[]): object {
  const all = [...statuses, 401, 403, 429, 503] as const;
  return Object.fromEntries(all.map((status) => [status, problemPointer(status)]));
}

const SENDING = [400, 409, 413, 415, 422] as const;
/** The errors of a route that takes a body. */
export const bodyProblems = (...more: Status[]): object => problems(...SENDING, ...more);

/** A JSON answer. */
export const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A JSON body. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
});

/** Documents the header; `once` reads it. */
export const idempotencyHeader = z.object({
  'idempotency-key': z.string().optional().openapi({
    description: 'Kept for 24 h: the same key and body have one effect and one answer',
  }),
});
