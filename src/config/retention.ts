/** How long what is kept: a profile, and what is another in this house. */
import { z } from 'zod';
import type { RetentionKind, RetentionSettings } from '../types.ts';

type Days = RetentionSettings['days'];

const PROFILES: Record<RetentionSettings['profile'], Days> = {
  default: { people: 730, workers: 1095, recordings: 180, messages: 90, deliveries: 30 },
  short: { people: 180, workers: 730, recordings: 30, messages: 14, deliveries: 7 },
  off: { people: null, workers: null, recordings: null, messages: null, deliveries: null },
};

const KINDS = Object.keys(PROFILES.off) as RetentionKind[];
const RIGHT = `must be like people=365,recordings=90,messages=off, of ${KINDS.join(', ')}, 1 to 36500 days`;

const days = z.string().transform((text, context): Partial<Days> => {
  const given: Partial<Days> = {};
  for (const part of text.split(',')) {
    const [, name, value] = /^\s*([a-z]+)=(off|[1-9]\d{0,4})\s*$/.exec(part) ?? [];
    const kind = KINDS.find((one) => one === name);
    const count = value === 'off' ? null : Number(value);
    if (!kind || (count !== null && count > 36_500)) {
      context.addIssue({ code: 'custom', message: RIGHT });
      return z.NEVER;
    }
    given[kind] = count;
  }
  return given;
});

export const retentionVariables = {
  RETENTION_PROFILE: z
    .enum(['default', 'short', 'off'], 'must be one of default, short, off')
    .default('default'),
  RETENTION_DAYS: days.optional(),
};

export function readRetention(given: {
  RETENTION_PROFILE: RetentionSettings['profile'];
  RETENTION_DAYS?: Partial<Days> | undefined;
}): RetentionSettings {
  const { RETENTION_PROFILE: profile, RETENTION_DAYS: own } = given;
  return { profile, days: { ...PROFILES[profile], ...own } };
}
