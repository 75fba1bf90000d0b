/**
 * What a provider gives us for a while, such as an access token: one process asks for it, under a lease; all find it in
 * PostgreSQL, sealed, and remember it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../db/client.ts';
import { findCredential, keepCredential } from '../db/credentials.ts';
import { giveLease, holdLease } from '../db/leases.ts';
import type { Credentials } from './ports.ts';
import type { Seal } from './secrets.ts';

/** Longer than a provider is waited for: whoever asks is dead after this. */
const LEASE_MS = 20_000;
const LOOK_EVERY_MS = 50;

interface Known {
  value: string;
  /** By this process's own clock. */
  until: number;
}

type Ask = Parameters<Credentials['get']>[1];

export function createCredentials(sql: Sql, seal: Seal): Credentials {
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<string>>();

  /** One that is good, and is not the one that was refused. */
  const fits = (found: Known | null | undefined, refused: string | undefined): found is Known =>
    found != null && found.until > Date.now() && found.value !== refused;

  async function kept(name: string): Promise<Known | null> {
    const found = await findCredential(sql, name);
    const value = found && seal.open(found.sealed, name);
    return value ? { value, until: Date.now() + found.leftMs } : null;
  }

  async function find(name: string, ask: Ask, refused: string | undefined): Promise<Known> {
    const token = randomUUID();
    for (;;) {
      const before = await kept(name);
      if (fits(before, refused)) return before;
      if (await holdLease(sql, `credential ${name}`, token, LEASE_MS)) break;
      await sleep(LOOK_EVERY_MS);
    }
    try {
      // Another process may have asked between the look and the lease.
      const meanwhile = await kept(name);
      if (fits(meanwhile, refused)) return meanwhile;
      const { value, goodForMs } = await ask();
      await keepCredential(sql, name, { sealed: seal.seal(value, name), leftMs: goodForMs });
      return { value, until: Date.now() + goodForMs };
    } finally {
      await giveLease(sql, `credential ${name}`, token).catch(() => {});
    }
  }

  return {
    async get(name, ask, refused) {
      const mine = known.get(name);
      if (fits(mine, refused)) return mine.value;
      const found = await asking.get(name);
      // Whoever was asking may not have known that this one is refused.
      if (found !== undefined && found !== refused) return found;
      const finding = find(name, ask, refused)
        .then((found) => {
          known.set(name, found);
          return found.value;
        })
        .finally(() => asking.delete(name));
      asking.set(name, finding);
      return finding;
    },
  };
}
