/** What the HTTP application is given; the runtime has most of it. */
import type { Sql } from '../../db/client.ts';
import type { Principal } from '../auth/keys.ts';
import type { Config } from '../config.ts';
import type { PinnedFlow } from '../flows/model.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Channel, InboundMessage } from '../types.ts';

export interface PartState {
  state: 'ok' | 'degraded' | 'down';
  detail?: string;
}

/** By name: `database`, `session`, `flows`, and each channel that is on. */
export type Parts = Record<string, PartState>;

export interface ApiDeps {
  sql: Sql;
  log: Log;
  config: Pick<Config, 'host' | 'bootstrapApiKey'>;
  /** How the outside reaches us: `PUBLIC_URL`, else where we listen; null while that is not known. */
  address(): string | null;
  /** By type; a channel that is off is not here. */
  channels: Map<string, Channel>;
  /** The library, by flow id. */
  flows: Map<string, PinnedFlow>;
  metrics: Pick<Metrics, 'http' | 'text'>;
  /** Stores messages; resolves after the commit, rejects when nothing could be stored. */
  receive(messages: InboundMessage[]): Promise<void>;
  /** Every part and its state; see `checkParts`. Never rejects. */
  readiness(): Promise<Parts>;
}

export interface ApiEnv {
  Variables: {
    requestId: string;
    /** Set by the guard of every route under `/v1`. */
    principal: Principal;
    /** The body as it came, for the idempotency record; empty where there is none. */
    body: Uint8Array;
  };
}
