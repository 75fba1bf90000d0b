/**
 * Traces: where the time of one message went, over all the processes that it went through. Off, which costs nothing, unless
 * an OpenTelemetry collector is named; the libraries for it are loaded only then.
 *
 * What a span says is from a fixed list: ids, counts, codes and states. A message's trace and its first span are known by
 * its place in the inbox, so that whoever takes it up later finds them without anything having been written down.
 */
/** No text of a person fits in here. */
export interface About {
  conversation_id?: string;
  interview_id?: string;
  endpoint_id?: string;
  event_id?: string;
  request_id?: string;
  channel?: string;
  /** The message's place in its conversation's inbox. */
  seq?: number;
  messages?: number;
  attempts?: number;
  method?: string;
  /** The template, never the path that was asked for. */
  route?: string;
  status?: number;
  outcome?: string;
}

/** A message by its place in the inbox. */
export interface Place {
  conversationId: string;
  seq: number;
}

export interface Trace {
  /** Work under a span of its own, within the one that is open. What it throws is told by its code, and thrown on. */
  span<T>(name: string, about: About, work: (tell: (more: About) => void) => Promise<T>): Promise<T>;
  /** The same for work that waits for nothing. */
  step<T>(name: string, work: () => T): T;
  /** The same within the trace of the first of these messages; the others are linked. */
  of<T>(messages: readonly Place[], name: string, about: About, work: () => Promise<T>): Promise<T>;
  /** The first span of a message: from a moment by `Date.now()` until now, when it is committed. */
  received(message: Place, channel: string, since: number): void;
  /** Sends what is left, for a moment. */
  close(): Promise<void>;
}

export const noTrace: Trace = {
  span: (_name, _about, work) => work(() => {}),
  step: (_name, work) => work(),
  of: (_messages, _name, _about, work) => work(),
  received() {},
  close: async () => {},
};

export type Post = (url: string, body: Uint8Array) => Promise<number>;
