/** What the HTTP application is given; the runtime has most of it. */
import type { Sql, Tx } from '../../db/client.ts';
import type { Principal } from '../auth/keys.ts';
import type { Visitors } from '../channels/web-visitor.ts';
import type { Config } from '../config.ts';
import type { Tell } from '../conversation/tell.ts';
import type { CrashPoint } from '../crash.ts';
import type { EngineSettings, PinnedFlow } from '../flows/model.ts';
import type { Log } from '../log.ts';
import type { WatchedStore } from '../media/index.ts';
import type { Metrics } from '../metrics.ts';
import type { Printer } from '../pipeline/contract/printer.ts';
import type { Providers } from '../pipeline/providers/index.ts';
import type { Channel, Live, SessionPort } from '../ports.ts';
import type { Hash, Seal } from '../secrets.ts';
import type { Trace } from '../trace/trace.ts';
import type { DeliveryStatus, InboundMessage } from '../types.ts';

export interface PartState {
  state: 'ok' | 'degraded' | 'down';
  detail?: string;
}

/** By name: `database`, `session`, `flows`, each channel and each provider of steps that is on. */
export type Parts = Record<string, PartState>;

export interface ApiDeps {
  sql: Sql;
  log: Log;
  config: Pick<Config, 'host' | 'bootstrapApiKey' | 'publicUrl' | 'defaultTimeZone' | 'retention'>;
  /** How the outside reaches us: `PUBLIC_URL`, else where we listen; null while that is not known. */
  address(): string | null;
  /** By type; a channel that is off is not here. */
  channels: Map<string, Channel>;
  /** The library, by flow id. */
  flows: Map<string, PinnedFlow>;
  metrics: Pick<Metrics, 'http' | 'text'>;
  trace: Pick<Trace, 'span'>;
  /** Stores messages; resolves after the commit, rejects when nothing could be stored. */
  receive(messages: InboundMessage[]): Promise<void>;
  /** Writes down what became of lines; resolves after the commit. */
  takeStatuses(statuses: DeliveryStatus[]): Promise<void>;
  /** A named point at which the fault tests kill us. */
  crash(point: CrashPoint): void;
  /** What the API itself has to say to a conversation: by its inbox. */
  tell: Tell;
  /** Who else takes care of the steps of the pipeline. */
  providers: Providers;
  /** Prints contracts. */
  printer: Printer;
  /** How long the clocks of an application run. */
  settings: Pick<EngineSettings, 'decisionWarningMs' | 'decisionWithinMs'>;
  /** The clock that they run by, epoch milliseconds. */
  now(): number;
  /** The hash under which a message was stored; see `messageName`. */
  hash: Hash;
  /** So long an answer waits for what comes of a ping, in milliseconds. */
  patienceMs: number;
  /** Seals the secrets of HR's authenticators. */
  userSeal: Seal;
  /** Seals the secrets of webhook endpoints. */
  webhookSeal: Seal;
  /** What is kept of the code of a link. */
  linkHash: Hash;
  /** What is kept of the numbers and names of whoever was erased. */
  eraseHash: Hash;
  /** Opens what is known of people by their papers. */
  identities: Seal;
  /** Takes from a budget that all processes share; milliseconds to wait, 0 when taken. */
  take: SessionPort<never>['take'];
  /** The same, and what is left. */
  spend: SessionPort<never>['spend'];
  live: Live;
  /** Where voices are kept. */
  media: WatchedStore;
  /** The visitors of the web chat. */
  visitors: Visitors;
  /** Aborted when the process stops: what is open then has to be closed. */
  stopping: AbortSignal;
  /** Every part and its state; see `checkParts`. Never rejects. */
  readiness(): Promise<Parts>;
}

/** What `RateLimit` tells: requests left, and seconds until all of them are there again. */
export interface Budget {
  left: number;
  fullInSeconds: number;
}

/** A request's row in the audit log; see `audit.ts`. */
export interface Audit {
  /** It is there, and committed. */
  written: boolean;
  /** How many rows a list showed. */
  shown: number | null;
  /**
   * @param done `status`: the one that the operation promises, without; `made`: the path or the id of what was made;
   * `written`: how many rows went out with a file, told when it has ended, in a second row
   */
  write(tx: Tx, done?: { status?: number; made?: string | undefined; written?: number }): Promise<void>;
}

export interface ApiEnv {
  Variables: {
    requestId: string;
    /** Set by the guard of every route under `/v1`. */
    principal: Principal;
    /** Its row in the audit log; set where one is left. */
    audit: Audit | undefined;
    /** What is left to the key's holder. */
    budget: Budget;
    /** The body as it came, for the idempotency record; empty where there is none. */
    body: Uint8Array;
  };
}
