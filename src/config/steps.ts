/** Who takes care of the steps of the pipeline, where that is not ourselves: an address and a secret for each. */
import { z } from 'zod';
import type { ErrorItem } from '../errors.ts';
import type { StepKind, StepSettings } from '../types.ts';
import { url } from './values.ts';

/** As Standard Webhooks write a secret: https://github.com/standard-webhooks/standard-webhooks */
export const webhookSecret = z
  .string()
  .regex(
    /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/,
    'must be whsec_ and 24 to 64 bytes in base64 (echo whsec_$(openssl rand -base64 32) makes one)',
  );

export const stepVariables = {
  BACKGROUND_CHECK_URL: url(['http:', 'https:']).optional(),
  BACKGROUND_CHECK_SECRET: webhookSecret.optional(),
  CONTRACT_URL: url(['http:', 'https:']).optional(),
  CONTRACT_SECRET: webhookSecret.optional(),
  ONBOARDING_URL: url(['http:', 'https:']).optional(),
  ONBOARDING_SECRET: webhookSecret.optional(),
};

type Given = z.infer<z.ZodObject<typeof stepVariables>>;

const NAMES = {
  background_check: 'BACKGROUND_CHECK',
  contract: 'CONTRACT',
  onboarding: 'ONBOARDING',
} as const;

/** The kinds that somebody else takes care of; an address without a secret, or the other way round, is refused. */
export function readSteps(given: Given, items: ErrorItem[]): Partial<Record<StepKind, StepSettings>> {
  const steps: Partial<Record<StepKind, StepSettings>> = {};
  for (const [kind, name] of Object.entries(NAMES) as [StepKind, (typeof NAMES)[StepKind]][]) {
    const [address, key] = [given[`${name}_URL`], given[`${name}_SECRET`]];
    if (address !== undefined && key !== undefined) steps[kind] = { url: address, secret: key };
    else if (address !== undefined)
      items.push({ path: `${name}_SECRET`, message: `is missing: ${name}_URL needs it` });
    else if (key !== undefined)
      items.push({ path: `${name}_URL`, message: `is missing: ${name}_SECRET is of use only with it` });
  }
  return steps;
}
