/** What is known of a person's ways between apps. Types only. */

/** A way into another app: its link, the number to text to, or neither where the code is written to us there. */
export interface Way {
  channel: string;
  link: string | null;
  number: string | null;
}

/** A link that is yet to be made. */
export interface FreshLink {
  id: string;
  code: string;
  /** The keyed hash of the code: what is kept of it. */
  hash: string;
}

/** A fresh link, which opens one of its ways, once. */
export interface Move extends FreshLink {
  ways: Way[];
}

/** Somebody else's record with the same number; `at` is where their interview can be reached by it. */
export interface SameNumber {
  candidateId: string;
  at: { conversationId: string; identity: string } | null;
}

/** A link that was used, the address that came by it, and the conversation that this address had before. */
export interface UsedLink {
  link: string;
  identity: string;
  from: string | null;
}
