/**
 * How the providers of steps took what was last asked of them. Kept in the database: a process that only listens asks none of
 * them, and says so all the same.
 */
import type { Sql } from '../../db/client.ts';
import { readConnections, writeConnection } from '../../db/connections.ts';
import type { StepKind } from '../types.ts';
import type { ProviderError } from './provider.ts';
import type { Providers } from './providers/index.ts';

/** What the operator can mend, in words; the rest are ways of not being there. */
const WORDS: Record<string, (kind: string) => string> = {
  provider_unauthorized: (kind) => `refuses us (401 or 403): see ${kind}_SECRET`,
  provider_address_wrong: (kind) => `does not take steps at this address: see ${kind}_URL`,
  provider_answer_invalid: () => 'answers what cannot be read',
  provider_failed: () => 'fails by itself, or asks us to wait',
  public_url_missing: () => 'is not asked: PUBLIC_URL is not set, so it could tell us nothing',
};

const nameOf = (kind: StepKind, provider: string) => `step ${kind} ${provider}`;

/** Null: all is well, also where it refuses one step. Undefined: it was not asked. */
function problemOf(kind: StepKind, failure: ProviderError | null): string | null | undefined {
  if (!failure?.retry) return null;
  const { code } = failure;
  const say = WORDS[code];
  if (say) return say(kind.toUpperCase());
  return code.startsWith('provider_') && code !== 'provider_off'
    ? `cannot be reached (${code.slice('provider_'.length)})`
    : undefined;
}

/** After each try. */
export async function noteStanding(
  sql: Sql,
  { kind, provider }: { kind: StepKind; provider: string },
  failure: ProviderError | null,
): Promise<void> {
  const problem = problemOf(kind, failure);
  if (problem === undefined) return;
  await writeConnection(sql, nameOf(kind, provider), { up: problem === null, problem });
}

export interface Standing {
  kind: StepKind;
  /** Null: all is well, or nothing was asked yet. */
  problem: string | null;
}

/** Of each kind that somebody else takes care of. */
export async function readStandings(sql: Sql, providers: Providers): Promise<Standing[]> {
  const all = (Object.keys(providers) as StepKind[]).flatMap((kind) =>
    [...providers[kind].keys()].map((provider) => ({ kind, name: nameOf(kind, provider) })),
  );
  if (all.length === 0) return [];
  const known = await readConnections(
    sql,
    all.map(({ name }) => name),
  );
  return all.map(({ kind, name }) => {
    const row = known.find((one) => one.name === name);
    const problem = row?.problem ? `${row.problem}; last asked ${row.told_at.toISOString()}` : null;
    return { kind, problem };
  });
}
