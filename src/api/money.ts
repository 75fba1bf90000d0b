/** Days and amounts as the resources of employment take them. An amount is text: a number of JSON is not exact. */
import { z } from '@hono/zod-openapi';
import { isDay } from '../flows/days.ts';
import { localized, text } from './schemas.ts';

/** A day where the work is. */
export const day = z
  .string()
  .regex(/^2[01]\d\d-\d\d-\d\d$/, { error: 'must be a day like 2026-03-06', abort: true })
  .refine((given) => isDay(given) && given < '2100', 'must be a day that there is, between 2000 and 2100')
  .openapi({ example: '2026-03-06' });

/** More than nothing: there is no work for a wage of 0. */
const positive = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,4})?$/, {
    error: 'must be a decimal in text, like "26.50", and more than 0',
    abort: true,
  })
  .refine((given) => Number(given) > 0, 'must be more than 0')
  .openapi({ example: '26.50' });

/** What is taken off has a minus. */
export const amount = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,4})?$/, 'must be a decimal in text, like "-120.00"')
  .openapi({ example: '-120.00' });

/** Of a whole statement: nobody is paid less than nothing. */
export const total = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a decimal in text, like "4980.00", and not below 0')
  .openapi({ example: '4980.00' });

export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters like CNY');

export const wage = z
  .strictObject({ amount: positive, currency, per: z.enum(['hour', 'day', 'month', 'piece']) })
  .openapi('Wage');

export const payLine = z.strictObject({ label: localized, amount });

/** Of a system that tells of it: both, or neither. */
export const origin = {
  source: text(100)
    .nullable()
    .default(null)
    .openapi({ description: 'The system that it comes from. Goes with `remote_id`' }),
  remote_id: text(200)
    .nullable()
    .default(null)
    .openapi({ description: 'Its name there: told again by it, it is changed, never doubled' }),
};

interface Period {
  period_start: string;
  period_end: string;
}
interface Origin {
  source: string | null;
  remote_id: string | null;
}

/** For `superRefine`: a period that ends before it begins. */
export function checkPeriod(given: Period, context: z.RefinementCtx): void {
  if (given.period_end < given.period_start)
    context.addIssue({ code: 'custom', path: ['period_end'], message: 'must not be before period_start' });
}

/** For `superRefine`: half of an origin. */
export function checkOrigin({ source, remote_id }: Origin, context: z.RefinementCtx): void {
  if ((source === null) === (remote_id === null)) return;
  const missing = source === null ? 'source' : 'remote_id';
  const other = source === null ? 'remote_id' : 'source';
  context.addIssue({ code: 'custom', path: [missing], message: `is needed with ${other}` });
}
