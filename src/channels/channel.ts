/** What every channel is made of and gets. Types only. */
import type { z } from 'zod';
import type { Http } from '../http.ts';
import type { Alone, Channel, Credentials, Feeds } from '../ports.ts';
import type { Hash } from '../secrets.ts';

/** Ids and codes only: a person's words, name or number never go into a log. */
export interface ChannelLog {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface ChannelDeps {
  http: Http;
  /** How the outside sees us, without a trailing slash; absent when the operator did not say. */
  publicUrl: string | undefined;
  log: ChannelLog;
  /** For what only one of our processes may do, such as asking the provider for messages. */
  alone: Alone;
  /** How far has been read what a provider keeps for us. */
  feeds: Feeds;
  /** What a provider gives for a while, for all processes. */
  credentials: Credentials;
  /** This process hands lines to providers: who keeps a connection keeps it here. */
  sends: boolean;
  connections: ConnectionBook;
  /** For who has to decide before there is a message. */
  door: Door;
  /** A keyed hash for one purpose, named so that no other knows its values. */
  keyed(purpose: string): Hash;
}

/** What the process that holds a connection tells the others, and whoever holds it next. */
export interface ConnectionBook {
  /** @param up lines come and go */
  write(name: string, state: { up: boolean; problem: string | null }): Promise<void>;
  /** Null when nobody has ever held it. */
  read(name: string): Promise<{ problem: string | null; toldAgoMs: number; upAgoMs: number | null } | null>;
}

export interface Door {
  /** The first of these codes by which somebody new can come in now; null when there is none. */
  wayIn(codes: string[]): Promise<string | null>;
  /** The id of the candidate who has this address. */
  personAt(channel: string, account: string, address: string): Promise<string | null>;
}

export interface ChannelModule<Settings> {
  /** Makes no request: `start` does. */
  create(settings: Settings, deps: ChannelDeps): Channel;
}

/** A registry's row: light, so that nothing of a channel is loaded before its configuration says so. */
export interface ChannelRow {
  type: string;
  /** Its own variables; `readConfig` switches the channel on when one of them is set. */
  environment: z.ZodObject;
  /** Loads the channel's file; `create` takes what `environment` parsed: `config.channels[type]`. */
  load(): Promise<ChannelModule<Record<string, unknown>>>;
}
